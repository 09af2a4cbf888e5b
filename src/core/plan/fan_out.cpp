// src/core/plan/fan_out.cpp -- drawing the parents' shares and looking up whose slot a row has
#include "core/plan/fan_out.hpp"

#include "core/base/error.hpp"

#include <algorithm>
#include <cmath>

namespace datagen::core {
namespace {

constexpr const char* kWords[] = {"fixed", "uniform", "poisson", "negative_binomial", "zipf"};

[[noreturn]] void refuse(const std::string& message, const std::string& detail = {},
                         const std::string& hint = {}) {
  throw Error(ErrorCode::InvalidParameter, message, detail, hint);
}

uint64_t active_parents(const FanOutShape& shape, uint64_t parents) {
  const auto childless = static_cast<uint64_t>(std::llround(shape.childless * static_cast<double>(parents)));
  return parents - std::min(childless, parents);
}

LawLimits limits_of(const FanOutShape& shape) {
  LawLimits limits;
  if (shape.least) limits.low = static_cast<double>(*shape.least);
  if (shape.most) limits.high = static_cast<double>(*shape.most);
  return limits;
}

/// The law of one parent's children around `mean`; null for Fixed, Uniform and Zipf.
CountLawPtr law_of(const FanOutShape& shape, double mean) {
  if (shape.law == FanOutLaw::Poisson) return poisson_law(mean, limits_of(shape));
  if (shape.law == FanOutLaw::NegativeBinomial)
    return negative_binomial_law(shape.dispersion, shape.dispersion / (shape.dispersion + mean),
                                 limits_of(shape));
  return nullptr;
}

/// The children of the parent of this rank in one round.
uint64_t draw_children(const FanOutShape& shape, const CountLaw* law, uint64_t key, uint64_t rank,
                       uint64_t round) {
  if (shape.law == FanOutLaw::Fixed) return static_cast<uint64_t>(*shape.mean);
  Stream stream(key, rank, round);
  if (shape.law == FanOutLaw::Uniform)
    return static_cast<uint64_t>(
        stream.between(static_cast<int64_t>(*shape.least), static_cast<int64_t>(*shape.most)));
  return static_cast<uint64_t>(law->draw(stream));
}

/// What is missing goes to parents at random that may have more.
void top_up(std::vector<uint64_t>& counts, uint64_t missing, uint64_t most, Stream& stream) {
  while (missing > 0) {
    uint64_t& count = counts[stream.below(counts.size())];
    if (count >= most) continue;
    ++count;
    --missing;
  }
}

/// No parent may have more than one round gives it.
bool is_bounded(const FanOutShape& shape) {
  return shape.law == FanOutLaw::Fixed || shape.law == FanOutLaw::Uniform || shape.most;
}

}  // namespace

std::optional<FanOutLaw> fan_out_law(const std::string& word) {
  for (size_t i = 0; i < std::size(kWords); ++i)
    if (word == kWords[i]) return static_cast<FanOutLaw>(i);
  return std::nullopt;
}

const char* fan_out_word(FanOutLaw law) { return kWords[static_cast<size_t>(law)]; }

void check_fan_out(const FanOutShape& shape) {
  const std::string law = fan_out_word(shape.law);
  if (shape.mean)
    require_parameter(*shape.mean >= 0 && *shape.mean <= 1e9, "mean", "between 0 and 10^9", *shape.mean);
  require_parameter(shape.dispersion > 0, "dispersion", "finite and greater than 0", shape.dispersion);
  require_parameter(shape.exponent >= 0, "exponent", "finite and not negative", shape.exponent);
  require_parameter(shape.childless >= 0 && shape.childless < 1, "childless", "at least 0 and less than 1",
                    shape.childless);
  if (shape.least && shape.most && *shape.least > *shape.most)
    refuse("argument \"min\" is greater than argument \"max\"");
  if (shape.law == FanOutLaw::Fixed) {
    if (!shape.mean || *shape.mean != std::floor(*shape.mean) || *shape.mean < 1)
      refuse("a fixed fan-out needs a whole \"mean\" of at least 1");
    if (shape.least || shape.most) refuse("a fixed fan-out has no \"min\" and \"max\"");
  }
  if (shape.law == FanOutLaw::Uniform && (!shape.least || !shape.most || *shape.most == 0 || shape.mean))
    refuse("a uniform fan-out needs \"min\" and \"max\", and no \"mean\"");
  if (shape.law == FanOutLaw::Zipf && (shape.mean || shape.most))
    refuse("a Zipf fan-out has no \"mean\" and \"max\"", "", "Its shares follow from the number of rows.");
  if (shape.mean) law_of(shape, *shape.mean);
}

uint64_t natural_children(const FanOutShape& shape, uint64_t parents, uint64_t key) {
  if (shape.law == FanOutLaw::Zipf || (shape.law != FanOutLaw::Uniform && !shape.mean)) return 0;
  const CountLawPtr law = law_of(shape, shape.mean.value_or(0));
  uint64_t total = 0;
  for (uint64_t rank = 0; rank < active_parents(shape, parents); ++rank)
    total += draw_children(shape, law.get(), key, rank, 0);
  return total;
}

FanOut::FanOut(const FanOutShape& shape, uint64_t parents, uint64_t rows, uint64_t key)
    : shape_(shape),
      active_(std::max<uint64_t>(active_parents(shape, parents), 1)),
      rows_(rows),
      key_(key),
      order_(parents, combine(key, 1)),
      slots_(std::max<uint64_t>(rows, 1), combine(key, 2)) {
  if (shape_.law == FanOutLaw::Zipf) {
    zipf_ = zipf_law(static_cast<int64_t>(active_), shape_.exponent);
    return;
  }
  if (rows == 0) rows_ = 1;
  draw_counts();
  if (total_ < rows_ || total_ > rows_) {
    if (shape_.mean || shape_.law == FanOutLaw::Uniform)
      add_rounds();
    else
      even_out();
  }
  for (size_t rank = 1; rank < counts_.size(); ++rank) counts_[rank] += counts_[rank - 1];
  total_ = counts_.back();
}

void FanOut::draw_counts() {
  const double mean = shape_.mean.value_or(static_cast<double>(rows_) / static_cast<double>(active_));
  const CountLawPtr law = law_of(shape_, mean);
  counts_.resize(active_);
  for (uint64_t rank = 0; rank < active_; ++rank) {
    counts_[rank] = draw_children(shape_, law.get(), key_, rank, 0);
    total_ += counts_[rank];
  }
}

void FanOut::add_rounds() {
  if (total_ < rows_ && is_bounded(shape_)) {
    const uint64_t room = active_ * (shape_.law == FanOutLaw::Fixed ? counts_[0] : most());
    if (room < rows_)
      refuse("the shape allows " + std::to_string(active_) + " parents only " + std::to_string(room) +
                 " children, " + std::to_string(rows_) + " rows were asked for",
             "", "Ask for fewer rows, fill more parents, or change the shape.");
    Stream stream(key_, active_, 1);
    top_up(counts_, rows_ - total_, most(), stream);
    return;
  }
  const CountLawPtr law = law_of(shape_, shape_.mean.value_or(0));
  for (uint64_t round = 1; total_ < rows_; ++round) {
    const uint64_t before = total_;
    for (uint64_t rank = 0; rank < active_ && total_ < rows_; ++rank) {
      const uint64_t more = draw_children(shape_, law.get(), key_, rank, round);
      counts_[rank] += more;
      total_ += more;
    }
    if (total_ == before && round > 1000)
      refuse("the shape gives its parents no children", "", "Give it a greater \"mean\".");
  }
  // Parents get their children in the order of ranks, which is random; those at the end get none.
  uint64_t left = rows_;
  for (uint64_t& count : counts_) {
    count = std::min(count, left);
    left -= count;
  }
}

void FanOut::even_out() {
  const uint64_t least = shape_.least.value_or(0);
  if (rows_ > 0 && shape_.most && *shape_.most < (rows_ + active_ - 1) / active_)
    refuse("the shape allows " + std::to_string(active_) + " parents at most " +
               std::to_string(active_ * *shape_.most) + " children, " + std::to_string(rows_) +
               " rows were asked for",
           "", "Ask for fewer rows, fill more parents, or change the shape.");
  Stream stream(key_, active_, 1);
  // Too many: children are taken away, from those who have more of them more often.
  if (total_ > rows_ && total_ - rows_ > rows_) {
    const double share = static_cast<double>(rows_) / static_cast<double>(total_);
    total_ = 0;
    for (uint64_t& count : counts_)
      total_ += count = std::max(least, static_cast<uint64_t>(static_cast<double>(count) * share));
  }
  const uint64_t busiest =
      counts_.empty() ? 1 : std::max<uint64_t>(*std::max_element(counts_.begin(), counts_.end()), 1);
  for (uint64_t futile = 0; total_ > rows_ && futile < 64 * active_ + 1024;) {
    uint64_t& count = counts_[stream.below(active_)];
    if (count > least && stream.below(busiest) < count) {
      --count;
      --total_;
      futile = 0;
    } else {
      ++futile;
    }
  }
  // More rows than the least that all must have: the last parents go without.
  for (uint64_t rank = active_; total_ > rows_ && rank-- > 0;) {
    const uint64_t less = std::min(counts_[rank], total_ - rows_);
    counts_[rank] -= less;
    total_ -= less;
  }
  top_up(counts_, rows_ - std::min(rows_, total_), most(), stream);
}

uint64_t FanOut::parent_of(uint64_t position, uint64_t attempt) const {
  Stream stream(combine(key_, 3), position, attempt);
  if (zipf_) {
    const uint64_t least = shape_.least.value_or(0);
    if (attempt == 0 && position / active_ < least) return active_parent(position % active_);
    return active_parent(static_cast<uint64_t>(zipf_->draw(stream)) - 1);
  }
  const uint64_t slot = attempt == 0 && position < rows_ ? slots_.at(position) : stream.below(total_);
  const auto found = std::upper_bound(counts_.begin(), counts_.end(), slot);
  return active_parent(static_cast<uint64_t>(found - counts_.begin()));
}

}  // namespace datagen::core
