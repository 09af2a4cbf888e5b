// src/core/plan/level_tree.cpp -- sizes of levels, and parents within them
#include "core/plan/level_tree.hpp"

#include "core/base/error.hpp"
#include "core/random/law.hpp"

#include <algorithm>
#include <cmath>

namespace datagen::core {
namespace {

/// 1 + g + … + g^(depth - 1), at most `most`.
double sum_of_levels(double factor, uint64_t depth, double most) {
  double sum = 0;
  double level = 1;
  for (uint64_t i = 0; i < depth && sum < most && level > 1e-12; ++i) {
    sum += level;
    level *= factor;
  }
  return std::min(sum, most);
}

/// The factor with roots * (1 + g + …) = count.
double factor_for(double roots, uint64_t depth, double count) {
  double low = 0;
  double high = count;
  for (int step = 0; step < 200; ++step) {
    const double middle = (low + high) / 2;
    (roots * sum_of_levels(middle, depth, 2 * count) < count ? low : high) = middle;
  }
  return high;
}

}  // namespace

void check_tree(const TreeSettings& settings) {
  if (settings.roots)
    require_parameter(*settings.roots >= 1, "roots", "at least 1", static_cast<double>(*settings.roots));
  if (settings.depth)
    require_parameter(*settings.depth >= 1, "depth", "at least 1", static_cast<double>(*settings.depth));
  if (settings.branching)
    require_parameter(*settings.branching >= 1, "branching", "finite and at least 1", *settings.branching);
}

LevelTree::LevelTree(const TreeSettings& settings, uint64_t count) {
  const auto rows = static_cast<double>(count);
  if (settings.roots && settings.depth && settings.branching) {
    // Nothing is left open that could follow from the rows.
    const double room =
        std::round(static_cast<double>(*settings.roots) *
                   sum_of_levels(*settings.branching, *settings.depth, static_cast<double>(count) + 1));
    if (rows > room)
      throw Error(ErrorCode::InvalidParameter,
                  "the shape allows only " + std::to_string(static_cast<uint64_t>(room)) + " rows, " +
                      std::to_string(count) + " were asked for",
                  "Its roots, depth and branching leave nothing open.",
                  "Ask for fewer rows, or set only two of roots, depth and branching.");
  }
  double roots = std::floor(rows / 20);
  if (settings.roots)
    roots = static_cast<double>(*settings.roots);
  else if (settings.branching && settings.depth)
    roots = std::round(rows / sum_of_levels(*settings.branching, *settings.depth, rows));
  else if (settings.depth && *settings.depth == 1)
    roots = rows;
  const uint64_t depth = settings.depth.value_or(UINT64_MAX);
  uint64_t level =
      std::min(std::max<uint64_t>(static_cast<uint64_t>(roots), 1), std::max<uint64_t>(count, 1));
  // Without branching and depth, four children as in TreeShape.
  const double factor = settings.branching ? *settings.branching
                        : settings.depth   ? factor_for(static_cast<double>(level), depth, rows)
                                           : 4;
  double ideal = static_cast<double>(level);
  double ideal_end = ideal;
  ends_.push_back(level);
  while (ends_.back() < count) {
    const uint64_t end = ends_.back();
    if (ends_.size() >= depth) {
      // No level may be added: what is left joins the last one, or the roots when there is no other.
      ends_.back() = count;
      break;
    }
    ideal *= factor;
    ideal_end += ideal;
    const auto next = static_cast<uint64_t>(std::min(std::round(ideal_end), rows));
    // Each level has a row, and leaves one for each level that is still to come.
    uint64_t least = end + 1;
    uint64_t most = count;
    if (settings.depth && !settings.branching) {
      const uint64_t to_come = depth - ends_.size() - 1;
      most = count > to_come ? std::max(count - to_come, least) : least;
      if (to_come == 0) least = count;
    }
    ends_.push_back(std::min(std::max(next, least), std::max(most, least)));
  }
}

std::optional<uint64_t> LevelTree::parent_of(uint64_t position) const {
  const auto level = std::upper_bound(ends_.begin(), ends_.end(), position) - ends_.begin();
  if (level == 0) return std::nullopt;
  const auto at = static_cast<size_t>(level);
  const uint64_t first = ends_[at - 1];
  const uint64_t size = ends_[at] - first;
  const uint64_t above = at == 1 ? 0 : ends_[at - 2];
  const uint64_t parents = first - above;
  const auto index = static_cast<unsigned __int128>(position - first) * parents / size;
  return above + static_cast<uint64_t>(index);
}

}  // namespace datagen::core
