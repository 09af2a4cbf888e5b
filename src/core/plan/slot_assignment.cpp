// src/core/plan/slot_assignment.cpp -- slots handed out, groups and stretches found beside what is set, finished rows judged
#include "core/plan/slot_allocator.hpp"

#include <algorithm>

namespace datagen::core {
namespace {

/// Groups tried at random, then all in turn.
constexpr int kGroupTries = 16;

bool is_assigned(const std::vector<char>& assigned, int column) {
  return column >= 0 && assigned[static_cast<size_t>(column)] != 0;
}

}  // namespace

bool SlotAllocator::holds_slot(uint64_t position) const {
  if (!holders_ || position >= holders_->size()) return true;
  return static_cast<double>(holders_->at(position)) < static_cast<double>(slots_.size()) * kShareOfRoom;
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

}  // namespace datagen::core
