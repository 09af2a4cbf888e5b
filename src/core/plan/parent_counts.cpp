// src/core/plan/parent_counts.cpp -- raising together the relations that help, as little as will do
#include "core/plan/parent_counts.hpp"

#include "core/plan/room.hpp"

#include <algorithm>
#include <cmath>

namespace datagen::core {
namespace {

/// Times the children wanted: more parents than this are not the way to make room.
constexpr uint64_t kMostParents = 64;
constexpr int kRounds = 8;
constexpr int kBisections = 40;

class ParentCounts {
 public:
  ParentCounts(const SupplyFacts& facts, RelationId relation, uint64_t wanted)
      : facts_(facts), relation_(relation), wanted_(wanted) {}

  std::map<RelationId, uint64_t> run(const std::function<bool(RelationId)>& may_grow) {
    if (room(counts_) >= wanted_) return {};
    std::vector<RelationId> sources = supply_sources(facts_, relation_);
    sources.erase(std::remove_if(sources.begin(), sources.end(),
                                 [&](RelationId id) { return !may_grow(id) || facts_.rows(id) == 0; }),
                  sources.end());
    for (int round = 0; round < kRounds && room(counts_) < wanted_; ++round)
      if (!raise(sources)) break;
    lower_again();
    return counts_;
  }

 private:
  using Counts = std::map<RelationId, uint64_t>;

  uint64_t count(const Counts& counts, RelationId id) const {
    const auto raised = counts.find(id);
    return raised == counts.end() ? facts_.rows(id) : raised->second;
  }

  uint64_t room(const Counts& counts) const {
    SupplyFacts facts = facts_;
    facts.rows = [&](RelationId id) { return count(counts, id); };
    const uint64_t supply = expected_supply(facts, relation_);
    const RelationTask* task = facts_.task(relation_);
    if (!task || task->relation->exclusions.empty()) return supply;
    return std::min(supply, estimate_room(*task, facts.rows).total);
  }

  Counts scaled(const std::vector<RelationId>& sources, double factor) const {
    Counts counts = counts_;
    for (RelationId id : sources) {
      const double rows = std::ceil(static_cast<double>(count(counts_, id)) * factor - 1e-6);
      counts[id] = static_cast<uint64_t>(std::min(rows, static_cast<double>(wanted_ * kMostParents)));
      counts[id] = std::max(counts[id], count(counts_, id));
    }
    return counts;
  }

  /// Whether some of the sources brought more room.
  bool raise(const std::vector<RelationId>& sources) {
    const uint64_t before = room(counts_);
    std::vector<RelationId> helping;
    for (RelationId id : sources)
      if (room(scaled({id}, 2)) > before) helping.push_back(id);
    // Relations above each other may help only together.
    if (helping.empty()) helping = sources;
    double enough = 2;
    uint64_t best = before;
    for (; enough <= 1e9; enough *= 2) {
      const uint64_t now = room(scaled(helping, enough));
      if (now <= best) break;
      best = now;
      if (now >= wanted_) break;
    }
    if (best == before) return false;
    if (best < wanted_) enough /= 2;
    double low = enough / 2, high = enough;
    for (int i = 0; i < kBisections && scaled(helping, low) != scaled(helping, high); ++i) {
      const double middle = (low + high) / 2;
      (room(scaled(helping, middle)) >= std::min(best, wanted_) ? high : low) = middle;
    }
    counts_ = scaled(helping, high);
    return true;
  }

  /// Each to the least that will do, as far as it was raised.
  void lower_again() {
    const uint64_t reached = std::min(wanted_, room(counts_));
    const Counts raised = counts_;
    for (const auto& [id, rows] : raised) {
      uint64_t low = facts_.rows(id), high = rows;
      Counts fewer = counts_;
      while (low < high) {
        const uint64_t middle = low + (high - low) / 2;
        fewer[id] = middle;
        if (room(fewer) >= reached)
          high = middle;
        else
          low = middle + 1;
      }
      counts_[id] = high;
      if (high == facts_.rows(id)) counts_.erase(id);
    }
  }

  const SupplyFacts& facts_;
  RelationId relation_;
  uint64_t wanted_;
  Counts counts_;
};

}  // namespace

std::map<RelationId, uint64_t> parents_needed(const SupplyFacts& facts, RelationId relation, uint64_t wanted,
                                              const std::function<bool(RelationId)>& may_grow) {
  return ParentCounts(facts, relation, wanted).run(may_grow);
}

}  // namespace datagen::core
