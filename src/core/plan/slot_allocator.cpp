// src/core/plan/slot_allocator.cpp -- groups dealt by room, slots laid out and handed out, and the search beside them
#include "core/plan/slot_allocator.hpp"

#include "core/base/error.hpp"
#include "core/generate/tick_gen.hpp"

#include <algorithm>

namespace datagen::core {
namespace {

/// Slots beyond the rows asked for, for rows that other constraints refuse.
uint64_t with_spares(uint64_t rows) { return rows + rows / 8 + 8; }
/// Where rows can do without a slot, so much of the room is used.
constexpr double kShareOfRoom = 0.9;
/// Groups tried at random, then all in turn.
constexpr int kGroupTries = 16;
/// A group that holds so many rows is not counted through.
constexpr uint64_t kUncounted = uint64_t{1} << 20;
/// How often the last stretch of a group is open at its end, where a column may be NULL for that.
constexpr double kOpenShare = 0.5;
/// Slots that one group is laid out for at most.
constexpr uint64_t kMostSlots = uint64_t{1} << 32;

std::string names_of(const Relation& relation, const std::vector<int>& columns) {
  std::vector<std::string> names;
  for (int column : columns) names.push_back(relation.columns[static_cast<size_t>(column)].name);
  std::sort(names.begin(), names.end());
  std::string all;
  for (const std::string& name : names) all.append(name).append(",");
  return all;
}

bool is_assigned(const std::vector<char>& assigned, int column) {
  return column >= 0 && assigned[static_cast<size_t>(column)] != 0;
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

/// The gaps of the natural window, widened until it has room for `count` slots.
std::vector<TickInterval> SlotAllocator::gaps_for(const Group& group, uint64_t count) const {
  const SlotLimits& limits = plan_.limits;
  const TickInterval all = limits.window();
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

bool SlotAllocator::holds_slot(uint64_t position) const {
  if (!holders_ || position >= holders_->size()) return true;
  return static_cast<double>(holders_->at(position)) < static_cast<double>(slots_.size()) * kShareOfRoom;
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

SlotAllocator::Outcome SlotAllocator::free_row(Value* row, std::vector<char>& assigned) {
  last_free_ = true;
  // A row outside of a partial constraint's predicate keeps its values; one with a NULL is free at once.
  if (plan_.null_column < 0 || is_assigned(assigned, plan_.null_column)) {
    judged_ = false;
    return Outcome::Free;
  }
  if (plan_.may_be_outside) {
    judged_ = false;
    return Outcome::Free;
  }
  row[plan_.null_column] = Value::null();
  assigned[static_cast<size_t>(plan_.null_column)] = 1;
  return Outcome::Free;
}

SlotAllocator::Outcome SlotAllocator::assign(uint64_t position, uint64_t attempt, Value* row,
                                             std::vector<char>& assigned, Arena& arena) {
  if (!active_) {
    judged_ = plan_.strategy == ExclusionStrategy::Implied || plan_.strategy == ExclusionStrategy::Refused;
    return Outcome::Set;
  }
  if (plan_.null_column >= 0) {
    if (is_assigned(assigned, plan_.null_column) && row[plan_.null_column].is_null()) return Outcome::Free;
    Stream stream(combine(key_, 5), task_.first_ordinal + position, attempt);
    if (!is_assigned(assigned, plan_.null_column) && stream.chance(null_share_of(task_, plan_.null_column))) {
      row[plan_.null_column] = Value::null();
      assigned[static_cast<size_t>(plan_.null_column)] = 1;
      return Outcome::Free;
    }
  }
  if (plan_.strategy == ExclusionStrategy::Followed) return follow(position, attempt, row, assigned);
  const std::vector<int> span = plan_.span.columns();
  const auto held = [&](const std::vector<int>& columns) {
    return std::count_if(columns.begin(), columns.end(), [&](int c) { return is_assigned(assigned, c); });
  };
  if (held(span) == 0 && held(plan_.group) == 0) return take_slot(position, row, assigned, arena);
  if (held(span) == static_cast<std::ptrdiff_t>(span.size())) {
    const auto stretch = read_span(plan_.span, row);
    if (stretch) return find_group(position, attempt, *stretch, row, assigned);
  } else if (held(span) == 0 && held(plan_.group) == static_cast<std::ptrdiff_t>(plan_.group.size())) {
    return find_stretch(position, attempt, row, assigned, arena);
  }
  judged_ = !plan_.exact;  // only some of the columns are set: the row is drawn and judged
  return Outcome::Set;
}

void SlotAllocator::write_tuple(uint32_t tuple, Value* row, std::vector<char>& assigned) const {
  for (size_t i = 0; i < plan_.group.size(); ++i) {
    row[plan_.group[i]] = tuples_.get(tuple, static_cast<int>(i));
    assigned[static_cast<size_t>(plan_.group[i])] = 1;
  }
}

SlotAllocator::Outcome SlotAllocator::take_slot(uint64_t position, Value* row, std::vector<char>& assigned,
                                                Arena& arena) {
  if (!dealt_) deal_slots();
  if (!holds_slot(position)) return free_row(row, assigned);
  if (next_ < slots_.size())
    last_slot_ = order_->at(next_++);
  else if (spare_next_ < spare_.size())
    last_slot_ = spare_[spare_next_++];
  else if (plan_.has_way_out())
    return free_row(row, assigned);
  else if (!plan_.exact)
    return Outcome::Set;  // the server may still find the row apart by its other operands
  else
    throw_no_room(0);
  const Slot& slot = slots_[*last_slot_];
  write_tuple(slot.tuple, row, assigned);
  Stream stream(combine(key_, 6), *last_slot_);
  write_span(plan_.span, slot.stretch, stream, row, arena);
  if (slot.open) row[plan_.span.high] = Value::null();
  for (int column : plan_.span.columns()) assigned[static_cast<size_t>(column)] = 1;
  return Outcome::Set;
}

bool SlotAllocator::remember(Group& group, TickInterval stretch) {
  if (group.taken.overlaps(stretch)) return false;
  group.taken.add(stretch);
  last_stretches_.emplace_back(static_cast<size_t>(&group - groups_.data()), stretch);
  return true;
}

SlotAllocator::Outcome SlotAllocator::find_group(uint64_t position, uint64_t attempt, TickInterval stretch,
                                                 Value* row, std::vector<char>& assigned) {
  list_groups(listing_.natural_size());
  const uint64_t tuples = tuples_.size();
  const auto fits = [&](uint64_t tuple) {
    for (size_t i = 0; i < plan_.group.size(); ++i)
      if (is_assigned(assigned, plan_.group[i]) &&
          !same_value(row[plan_.group[i]], tuples_.get(tuple, static_cast<int>(i))))
        return false;
    return remember(groups_[group_of_tuple_[tuple]], stretch);
  };
  const auto take = [&](uint64_t tuple) {
    write_tuple(static_cast<uint32_t>(tuple), row, assigned);
    return Outcome::Set;
  };
  Stream stream(combine(key_, 7), task_.first_ordinal + position, attempt);
  for (int i = 0; i < kGroupTries && tuples > 0; ++i)
    if (const uint64_t tuple = stream.below(tuples); fits(tuple)) return take(tuple);
  const uint64_t start = stream.below(tuples);
  for (uint64_t i = 0; i < tuples; ++i)
    if (const uint64_t tuple = (start + i) % tuples; fits(tuple)) return take(tuple);
  // More groups, where the domains have any.
  while (listed_ < listing_.size() && !listing_.complete()) {
    list_groups(listed_ + 1);
    if (tuples_.size() > tuples && fits(tuples)) return take(tuples);
    if (listed_ > 64 * (task_.count + 1024)) break;
  }
  return without_slot(row, assigned);
}

SlotAllocator::Outcome SlotAllocator::without_slot(Value* row, std::vector<char>& assigned) {
  if (plan_.has_way_out()) return free_row(row, assigned);
  return plan_.exact ? Outcome::Conflict : Outcome::Set;
}

SlotAllocator::Outcome SlotAllocator::find_stretch(uint64_t position, uint64_t attempt, Value* row,
                                                   std::vector<char>& assigned, Arena& arena) {
  const auto hash = services_.exclusion_group(exclusion_, row);
  if (!hash) return Outcome::Set;
  Group& group = group_of(*hash);
  Stream stream(combine(key_, 8), task_.first_ordinal + position, attempt);
  // Room for as many more as there are, so that the next ones find gaps as well.
  const auto stretches = lay_out(gaps_for(group, group.rows + 4), 4, plan_.limits, stream);
  if (stretches.empty()) return without_slot(row, assigned);
  const TickInterval stretch = stretches[stream.below(stretches.size())];
  remember(group, stretch);
  ++group.rows;
  write_span(plan_.span, stretch, stream, row, arena);
  for (int column : plan_.span.columns()) assigned[static_cast<size_t>(column)] = 1;
  return Outcome::Set;
}

SlotAllocator::Outcome SlotAllocator::follow(uint64_t position, uint64_t attempt, Value* row,
                                             std::vector<char>& assigned) {
  if (is_assigned(assigned, plan_.followed)) {
    judged_ = false;
    return Outcome::Set;
  }
  list_groups(listing_.natural_size());
  Stream stream(combine(key_, 9), task_.first_ordinal + position, attempt);
  const bool open = std::none_of(plan_.group.begin(), plan_.group.end(),
                                 [&](int column) { return is_assigned(assigned, column); });
  if (open && tuples_.size() > 0 && !plan_.group.empty())
    write_tuple(static_cast<uint32_t>(stream.below(tuples_.size())), row, assigned);
  const auto hash = services_.exclusion_group(exclusion_, row);
  if (!hash) return Outcome::Set;
  const auto known = followed_.find(*hash);
  if (known != followed_.end()) {
    row[plan_.followed] = known->second;
  } else {
    const GroupListing& values = *followed_values_;
    Arena scratch;
    std::vector<Value> draft(row, row + relation_.columns.size());
    bool found = false;
    for (int i = 0; i < 64 && !found && values.size() > 0; ++i)
      found = values.write(stream.below(values.natural_size()), draft.data(), scratch);
    if (!found) {
      judged_ = false;
      return Outcome::Set;
    }
    Value value = draft[static_cast<size_t>(plan_.followed)];
    if (value.kind == ValueKind::Text)
      value = Value::of_text(followed_memory_.store(value.text()));
    else if (value.kind == ValueKind::Bytes)
      value = Value::of_bytes(followed_memory_.store(value.text()));
    followed_.emplace(*hash, value);
    row[plan_.followed] = value;
  }
  assigned[static_cast<size_t>(plan_.followed)] = 1;
  return Outcome::Set;
}

void SlotAllocator::begin_row() {
  last_slot_.reset();
  last_rest_.reset();
  last_stretches_.clear();
  last_free_ = false;
  judged_ = true;
}

void SlotAllocator::unconfirm() {
  if (last_rest_) groups_[*last_rest_].rest.reset();
  last_rest_.reset();
  for (; last_stretches_.size() > assigned_stretches_; last_stretches_.pop_back())
    groups_[last_stretches_.back().first].taken.remove(last_stretches_.back().second);
}

bool SlotAllocator::confirm(const Value* row) {
  assigned_stretches_ = last_stretches_.size();
  if (judged_) return true;
  ExclusionEntry entry;
  if (!services_.exclusion_entry(exclusion_, plan_.span_part, row, &entry)) return true;
  // The row takes part. One that has no slot must not, unless it happens to find room.
  Group& group = group_of(entry.group);
  const bool has_span =
      std::any_of(exclusion_.parts.begin(), exclusion_.parts.end(), [](const ExclusionPart& part) {
        return part.op == ExclusionOperator::Overlap && part.span != SpanKind::None;
      });
  if (last_free_ && active_) return false;
  if (!has_span) {
    if (group.rest) return *group.rest == entry.rest;
    group.rest = entry.rest;
    last_rest_ = static_cast<size_t>(&group - groups_.data());
    return true;
  }
  for (const TickInterval& stretch : entry.spans)
    if (group.taken.overlaps(stretch)) return false;
  for (const TickInterval& stretch : entry.spans) remember(group, stretch);
  return true;
}

void SlotAllocator::give_back() {
  if (last_rest_) groups_[*last_rest_].rest.reset();
  last_rest_.reset();
  if (last_slot_) spare_.push_back(*last_slot_);
  last_slot_.reset();
  for (const auto& [group, stretch] : last_stretches_) groups_[group].taken.remove(stretch);
  last_stretches_.clear();
}

void SlotAllocator::skip(uint64_t count) {
  if (!dealt_) deal_slots();
  next_ = std::min<uint64_t>(next_ + count, slots_.size());
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
