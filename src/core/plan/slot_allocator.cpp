// src/core/plan/slot_allocator.cpp -- groups dealt by room, slots laid out and handed out, and the search beside them
#include "core/plan/slot_allocator.hpp"

#include "core/base/error.hpp"
#include "core/generate/tick_gen.hpp"
#include "core/schema/grid.hpp"

#include <algorithm>

namespace datagen::core {
namespace {

/// Slots beyond the rows asked for, for rows that other constraints refuse.
uint64_t with_spares(uint64_t rows) { return rows + rows / 8 + 8; }
/// A group that holds so many rows is not counted through.
constexpr uint64_t kUncounted = uint64_t{1} << 20;
/// How often the last stretch of a group is open at its end, where a column may be NULL for that.
constexpr double kOpenShare = 0.5;
/// Slots that one group is laid out for at most.
constexpr uint64_t kMostSlots = uint64_t{1} << 32;
/// Places far from each other that each get a share of a group's slots.
constexpr size_t kMostPlaces = 16;

std::string names_of(const Relation& relation, const std::vector<int>& columns) {
  std::vector<std::string> names;
  for (int column : columns) names.push_back(relation.columns[static_cast<size_t>(column)].name);
  std::sort(names.begin(), names.end());
  std::string all;
  for (const std::string& name : names) all.append(name).append(",");
  return all;
}

}  // namespace

SlotAllocator::SlotAllocator(const RelationTask& task, const std::vector<ColumnPlan>& columns,
                             size_t exclusion, ExclusionPlan plan, RowServices& services)
    : task_(task),
      relation_(*task.relation),
      exclusion_(relation_.exclusions[exclusion]),
      plan_(std::move(plan)),
      services_(services),
      listing_(task, columns, plan_.columns().empty() ? std::vector<int>{} : plan_.group),
      active_(!plan_.columns().empty() && listing_.known()),
      key_(column_key(task.seed, relation_.name, names_of(relation_, plan_.columns()))),
      tuples_(std::max(1, static_cast<int>(plan_.group.size()))) {
  if (active_) columns_ = plan_.columns();
  if (plan_.followed >= 0)
    followed_values_ = std::make_unique<GroupListing>(task, columns, std::vector<int>{plan_.followed});
  if (plan_.strategy != ExclusionStrategy::Implied && plan_.strategy != ExclusionStrategy::Refused)
    read_existing();
}

SlotAllocator::Group& SlotAllocator::group_of(uint64_t hash) {
  const auto [place, added] = group_by_hash_.emplace(hash, groups_.size());
  if (added) groups_.emplace_back();
  return groups_[place->second];
}

void SlotAllocator::read_existing() {
  if (task_.first_ordinal == 0 || !task_.existing_entries) return;
  const auto index = static_cast<size_t>(&exclusion_ - relation_.exclusions.data());
  const ExclusionEntries existing = task_.existing_entries(index, plan_.span_part);
  const auto at = std::find(existing.columns.begin(), existing.columns.end(), plan_.followed);
  for (size_t i = 0; i < existing.entries.size(); ++i) {
    const ExclusionEntry& entry = existing.entries[i];
    Group& group = group_of(entry.group);
    ++group.rows;
    group.rest = entry.rest;
    for (const TickInterval& stretch : entry.spans) group.taken.add(stretch);
    if (plan_.followed >= 0 && at != existing.columns.end() && followed_.count(entry.group) == 0) {
      Value value = existing.rows->get(i, static_cast<int>(at - existing.columns.begin()));
      if (value.kind == ValueKind::Text)
        value = Value::of_text(followed_memory_.store(value.text()));
      else if (value.kind == ValueKind::Bytes)
        value = Value::of_bytes(followed_memory_.store(value.text()));
      followed_.emplace(entry.group, value);
    }
  }
}

void SlotAllocator::add_tuple(uint64_t index) {
  std::vector<Value> row(relation_.columns.size());
  Arena arena;
  if (!listing_.write(index, row.data(), arena)) return;
  std::vector<Value> tuple;
  for (int column : plan_.group) tuple.push_back(row[static_cast<size_t>(column)]);
  if (tuple.empty()) tuple.push_back(Value::null());
  const auto hash = services_.exclusion_group(exclusion_, row.data());
  if (!hash) return;
  Group& group = group_of(*hash);
  group.tuples.push_back(static_cast<uint32_t>(tuples_.size()));
  group_of_tuple_.push_back(static_cast<size_t>(&group - groups_.data()));
  tuples_.append(tuple.data());
}

void SlotAllocator::list_groups(uint64_t wanted) {
  wanted = std::min({wanted, listing_.size(), uint64_t{UINT32_MAX}});
  for (; listed_ < wanted; ++listed_) {
    if ((listed_ & 1023) == 0) services_.check_interrupts();
    add_tuple(listed_);
  }
}

uint64_t SlotAllocator::capacity_of(const Group& group, uint64_t at_most) const {
  const TickInterval window = plan_.limits.window();
  if (window.low > window.high) return 0;
  return count_slots(group.taken.gaps(window), plan_.limits, std::min(at_most, kMostSlots));
}

/// How many slots each group is to have, as even as chance and the room in each make it.
std::vector<uint64_t> SlotAllocator::deal_groups(uint64_t wanted) {
  std::vector<uint64_t> counts;
  std::vector<uint64_t> room;
  std::vector<size_t> open;
  uint64_t dealt = 0;
  size_t admitted = 0;
  Stream stream(combine(key_, 1), task_.first_ordinal);
  const auto admit = [&] {
    counts.resize(groups_.size(), 0);
    room.resize(groups_.size(), UINT64_MAX);
    // In the order of the listing: that of the groups also tells the table's physical order.
    for (; admitted < group_of_tuple_.size(); ++admitted)
      if (is_first(admitted)) open.push_back(group_of_tuple_[admitted]);
  };
  list_groups(listing_.natural_size());
  admit();
  while (dealt < wanted) {
    if ((dealt & 1023) == 0) services_.check_interrupts();
    if (open.empty()) {
      // All are full: more groups, where the domains have any.
      if (listed_ >= listing_.size()) break;
      list_groups(listed_ + std::max<uint64_t>(listed_, 16));
      admit();
      if (listed_ > 64 * (wanted + 1024)) break;
      continue;
    }
    const auto pick = static_cast<size_t>(stream.below(open.size()));
    const size_t g = open[pick];
    if (room[g] == UINT64_MAX) room[g] = capacity_of(groups_[g], wanted);
    if (counts[g] >= room[g]) {
      open[pick] = open.back();
      open.pop_back();
      continue;
    }
    ++counts[g];
    ++dealt;
  }
  return counts;
}

/// The gaps of the natural window, widened until it has room for `count` slots. Where slots may begin in several places
/// far from each other, which alternatives often ask for, each place has a window and its share of the slots.
std::vector<TickInterval> SlotAllocator::gaps_for(const Group& group, uint64_t count) const {
  const SlotLimits& limits = plan_.limits;
  const TickInterval all = limits.window();
  const std::vector<TickInterval>& places = limits.lows.intervals();
  if (places.size() < 2 || places.size() > kMostPlaces) return gaps_within(all, group, count);
  std::vector<TickInterval> gaps;
  for (size_t i = 0; i < places.size(); ++i) {
    const int64_t behind = i + 1 < places.size() ? places[i + 1].low - 1 : all.high;
    const int64_t end =
        std::min({clamp_tick(static_cast<__int128>(places[i].high) + limits.usual.high), behind, all.high});
    const auto own = gaps_within({places[i].low, end}, group, count / places.size() + 1);
    gaps.insert(gaps.end(), own.begin(), own.end());
  }
  return count_slots(gaps, limits, count) >= count ? gaps : gaps_within(all, group, count);
}

std::vector<TickInterval> SlotAllocator::gaps_within(TickInterval all, const Group& group,
                                                     uint64_t count) const {
  const SlotLimits& limits = plan_.limits;
  const auto needed =
      static_cast<long double>(count) * 1.4L *
      static_cast<long double>(std::max((limits.usual.low + limits.usual.high) / 2, limits.widths.lowest()));
  for (int64_t width = 0;;) {
    const TickSet grown = window_of(TickSet(all.low, all.high), limits.preferred,
                                    width == 0 ? 1 : static_cast<uint64_t>(width));
    const TickInterval window{grown.lowest(), grown.highest()};
    auto gaps = group.taken.gaps(window);
    long double room = 0;
    for (const TickInterval& gap : gaps) room += static_cast<long double>(gap.high) - gap.low + 1;
    const bool whole = window.low == all.low && window.high == all.high;
    if (whole || (room >= needed && count_slots(gaps, limits, count) >= count)) return gaps;
    const long double size = static_cast<long double>(window.high) - window.low + 1;
    width = static_cast<int64_t>(std::min<long double>(2 * std::max(size, needed), 9e18L));
  }
}

void SlotAllocator::lay_out_group(size_t group, uint64_t count) {
  const Group& state = groups_[group];
  Stream stream(combine(key_, 2), combine(task_.first_ordinal, state.tuples[0]));
  auto stretches = lay_out(gaps_for(state, count), count, plan_.limits, stream);
  if (stretches.size() < count)
    stretches = lay_out(state.taken.gaps(plan_.limits.window()), count, plan_.limits, stream);
  for (const TickInterval& stretch : stretches)
    slots_.push_back({state.tuples[stream.below(state.tuples.size())], stretch, false});
  // "Valid until further notice": nothing may lie behind it.
  if (stretches.empty() || !may_stay_open()) return;
  const TickInterval behind{stretches.back().high, INT64_MAX};
  slots_.back().open = !state.taken.overlaps(behind) && stream.chance(kOpenShare);
}

bool SlotAllocator::may_stay_open() const {
  const int end = plan_.span.high;
  return end >= 0 && plan_.span.kind == SpanKind::Range &&
         task_.analysis.base[static_cast<size_t>(end)].null != NullStatus::Never &&
         null_share_of(task_, end) > 0;
}

void SlotAllocator::deal_slots() {
  dealt_ = true;
  if (!active_ || plan_.strategy != ExclusionStrategy::Allocated) return;
  const uint64_t wanted = with_spares(task_.count);
  const std::vector<uint64_t> counts = deal_groups(wanted);
  for (size_t tuple = 0; tuple < group_of_tuple_.size(); ++tuple) {
    const size_t group = group_of_tuple_[tuple];
    if (!is_first(tuple) || counts[group] == 0) continue;
    services_.check_interrupts();
    lay_out_group(group, counts[group]);
  }
  if (!slots_.empty()) order_.emplace(slots_.size(), combine(key_, 3));
  if (plan_.has_way_out() && slots_.size() < wanted) {
    const auto used = static_cast<uint64_t>(static_cast<double>(slots_.size()) * kShareOfRoom);
    if (used < task_.count) holders_.emplace(task_.count, combine(key_, 4));
  }
}

uint64_t SlotAllocator::room() {
  if (!dealt_) deal_slots();
  if (!active_ || plan_.strategy != ExclusionStrategy::Allocated || plan_.has_way_out() || !plan_.exact)
    return UINT64_MAX;
  return slots_.size() >= task_.count ? UINT64_MAX : slots_.size();
}

std::optional<uint64_t> SlotAllocator::capacity() const {
  if (!active_ || plan_.strategy != ExclusionStrategy::Allocated || !listing_.complete() ||
      listed_ < listing_.size())
    return std::nullopt;
  uint64_t total = 0;
  const uint64_t each = count_slots({plan_.limits.window()}, plan_.limits, kUncounted);
  if (each >= kUncounted) return std::nullopt;
  for (const Group& group : groups_) total += group.tuples.empty() ? 0 : each;
  return total;
}

void SlotAllocator::require_room() {
  if (const uint64_t left = room(); left < task_.count) throw_no_room(left);
}

void SlotAllocator::throw_no_room(uint64_t room) const {
  uint64_t rows = 0;
  uint64_t groups = 0;
  for (const Group& group : groups_) {
    rows += group.rows;
    groups += !group.tuples.empty();
  }
  const auto total = capacity();
  std::string detail;
  if (!plan_.group.empty())
    detail = std::to_string(groups) + " groups by " + names_of(relation_, plan_.group);
  if (!detail.empty()) detail.back() = total ? ' ' : '.';
  if (total)
    detail += (detail.empty() ? "An empty table has" : "have") +
              (" room for " + std::to_string(*total) + " rows in all.");
  detail += (detail.empty() ? "" : " ") + std::to_string(rows) + " rows of the relation hold a part of it.";
  throw Error(
      ErrorCode::ExclusionViolation,
      "exclusion constraint \"" + exclusion_.name + "\" of relation \"" + relation_.name +
          "\" leaves room for only " + std::to_string(room) + " more rows, " + std::to_string(task_.count) +
          " were asked for",
      detail,
      "Ask for fewer rows, widen the columns' constraints, or fill more rows of the referenced relations.",
      {relation_.schema, relation_.name, "", exclusion_.name, ""});
}

std::vector<std::unique_ptr<SlotAllocator>> make_slot_allocators(const RelationTask& task,
                                                                 const std::vector<ColumnPlan>& columns,
                                                                 RowServices& services) {
  std::vector<std::unique_ptr<SlotAllocator>> allocators;
  std::vector<ExclusionPlan> plans = plan_exclusions(task, columns);
  for (size_t e = 0; e < plans.size(); ++e)
    allocators.push_back(std::make_unique<SlotAllocator>(task, columns, e, std::move(plans[e]), services));
  return allocators;
}

std::vector<ExclusionPlan> plans_of(const std::vector<std::unique_ptr<SlotAllocator>>& allocators) {
  std::vector<ExclusionPlan> plans;
  for (const auto& allocator : allocators) plans.push_back(allocator->plan());
  return plans;
}

void throw_exclusion_failure(const Relation& relation, uint64_t tries, const std::vector<uint64_t>& refused,
                             std::initializer_list<const std::vector<uint64_t>*> others) {
  const auto worst = std::max_element(refused.begin(), refused.end());
  if (worst == refused.end() || *worst == 0) return;
  for (const std::vector<uint64_t>* other : others)
    for (uint64_t count : *other)
      if (count >= *worst) return;
  const Exclusion& exclusion = relation.exclusions[static_cast<size_t>(worst - refused.begin())];
  throw Error(
      ErrorCode::ExclusionViolation,
      "could not make a row of relation \"" + relation.name + "\" that exclusion constraint \"" +
          exclusion.name + "\" admits",
      "Of " + std::to_string(tries) + " rows tried, " + std::to_string(*worst) + " conflicted with others.",
      "Ask for fewer rows, or widen what the columns may hold.",
      {relation.schema, relation.name, "", exclusion.name, ""});
}

}  // namespace datagen::core
