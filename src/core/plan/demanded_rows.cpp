// src/core/plan/demanded_rows.cpp -- values that exist already or that a sequence brings anyway are left out
#include "core/plan/demanded_rows.hpp"

#include "core/constraint/membership.hpp"
#include "core/random/permutation.hpp"

#include <algorithm>
#include <set>

namespace datagen::core {
namespace {

/// A demand on a reference is looked up among the parents by value when it names so few values.
constexpr uint64_t kFewValues = 8;
/// Listings of texts up to this size are taken in a mixed order.
constexpr uint64_t kMostMixed = 1 << 20;
/// Draws for a value of what has no listing.
constexpr uint64_t kDrawsPerValue = 64;

}  // namespace

DemandedRows::DemandedRows(const RelationTask& task, const std::vector<ColumnPlan>& columns,
                           RowServices& services)
    : task_(task), columns_(columns), services_(services), reserved_ticks_(columns.size()) {
  uint64_t next = 0;
  for (const RowDemand& demand : task.demands) {
    Laid laid{&demand, next, std::min(demand.rows, task.count - std::min(next, task.count)), nullptr, {}};
    if (demand.each >= 0) {
      laid.each = values_for(demand);
      laid.rows = std::min(laid.rows, laid.each->size());
      for (uint64_t i = 0; i < laid.rows; ++i)
        if (laid.each->get(i, 0).kind == ValueKind::Tick)
          reserved_ticks_[static_cast<size_t>(demand.each)].push_back(laid.each->get(i, 0).tick);
    }
    for (const auto& [column, domain] : demand.domains)
      if (column != demand.each) laid.generators[column] = make_generator(request_for(task, column, domain));
    if (laid.rows == 0) continue;
    next += laid.rows;
    demands_.push_back(std::move(laid));
  }
  for (auto& ticks : reserved_ticks_) std::sort(ticks.begin(), ticks.end());
}

std::shared_ptr<const KeyTable> DemandedRows::values_for(const RowDemand& demand) const {
  std::shared_ptr<const KeyTable> existing;
  for (size_t k = 0; k < task_.relation->keys.size(); ++k) {
    const UniqueKey& key = task_.relation->keys[k];
    if (!key.where && key.parts.size() == 1 && key.parts[0].column == demand.each &&
        task_.first_ordinal > 0 && task_.existing_tuples)
      existing = task_.existing_tuples(k);
  }
  auto values = std::make_shared<KeyTable>(1);
  const auto listing = make_generator(request_for(task_, demand.each, demand.domains.at(demand.each)));
  if (!listing) return values;
  Arena arena;
  std::set<uint64_t> drawn;  // hashes: one in billions is left out for another
  const auto take = [&](const Value& value) {
    const bool taken = (existing && existing->matching({0}, &value).count > 0) ||
                       reserves(demand.each, value) || is_from_sequence(demand.each, value);
    if (!taken) values->append(&value);
    arena.reset();
  };
  const uint64_t key = column_key(task_.seed, task_.relation->name, "demanded");
  const bool mixes =
      listing->size() > 1 && listing->size() <= kMostMixed &&
      task_.relation->columns[static_cast<size_t>(demand.each)].type->type_class == TypeClass::Text;
  const Permutation order(mixes ? listing->size() : 1, key);
  for (uint64_t i = 0; i < listing->size() && values->size() < demand.rows; ++i)
    take(listing->unrank(mixes ? order.at(i) : i, arena));
  for (uint64_t i = 0;
       listing->size() == 0 && i < demand.rows * kDrawsPerValue && values->size() < demand.rows; ++i) {
    Stream stream(key, i);
    const Value value = listing->draw(stream, arena);
    if (!value.is_null() && drawn.insert(hash_value(value)).second) take(value);
  }
  return values;
}

bool DemandedRows::is_from_sequence(int column, const Value& value) const {
  const auto& sequence = task_.relation->columns[static_cast<size_t>(column)].sequence;
  if (columns_[static_cast<size_t>(column)].source != ColumnSource::Sequence || !sequence ||
      task_.count == 0 || value.kind != ValueKind::Tick)
    return false;
  const int64_t first = services_.sequence_value(column, 0);
  const __int128 distance = static_cast<__int128>(value.tick) - first;
  return distance % sequence->increment == 0 && distance / sequence->increment >= 0 &&
         distance / sequence->increment < static_cast<__int128>(task_.count);
}

const DemandedRows::Laid* DemandedRows::at(uint64_t position) const {
  for (const Laid& laid : demands_)
    if (position >= laid.first && position < laid.first + laid.rows) return &laid;
  return nullptr;
}

void DemandedRows::assign(uint64_t position, uint64_t attempt, Value* row, std::vector<char>& assigned,
                          Arena& arena) const {
  const Laid* laid = at(position);
  if (!laid) return;
  if (laid->each && !assigned[static_cast<size_t>(laid->demand->each)]) {
    row[laid->demand->each] = laid->each->get(position - laid->first, 0);
    assigned[static_cast<size_t>(laid->demand->each)] = 1;
  }
  for (const auto& [column, generator] : laid->generators) {
    const auto c = static_cast<size_t>(column);
    if (assigned[c] || !generator || generator->size() == 0) continue;
    const ColumnSource source = columns_[c].source;
    const bool few = generator->size() <= kFewValues;
    if (source != ColumnSource::Draw && !(source == ColumnSource::Reference && few)) continue;
    Stream stream(combine(column_key(task_.seed, task_.relation->name, task_.relation->columns[c].name), 2),
                  task_.first_ordinal + position, attempt);
    row[column] = generator->draw(stream, arena);
    assigned[c] = 1;
  }
}

bool DemandedRows::admits(uint64_t position, int column, const Value& value) const {
  const Laid* laid = at(position);
  if (!laid) return true;
  const auto domain = laid->demand->domains.find(column);
  return domain == laid->demand->domains.end() || column == laid->demand->each ||
         core::admits(domain->second, value);
}

bool DemandedRows::met(uint64_t position, const Value* row) const {
  const Laid* laid = at(position);
  if (!laid) return true;
  return std::all_of(laid->demand->domains.begin(), laid->demand->domains.end(), [&](const auto& entry) {
    const ColumnSource source = columns_[static_cast<size_t>(entry.first)].source;
    return entry.first == laid->demand->each || source == ColumnSource::Sequence ||
           source == ColumnSource::Default || source == ColumnSource::Generated ||
           source == ColumnSource::Rule ||
           (!row[entry.first].is_null() && core::admits(entry.second, row[entry.first]));
  });
}

bool DemandedRows::yield(uint64_t position) {
  for (Laid& laid : demands_) {
    if (position < laid.first || position >= laid.first + laid.rows) continue;
    if (laid.demand->hard) return false;
    laid.rows = position - laid.first;
    return true;
  }
  return false;
}

bool DemandedRows::reserves(int column, const Value& value) const {
  return std::any_of(demands_.begin(), demands_.end(), [&](const Laid& laid) {
    return laid.demand->each == column && laid.each && laid.each->matching({0}, &value).count > 0 &&
           laid.each->matching({0}, &value).at(0) < laid.rows;
  });
}

}  // namespace datagen::core
