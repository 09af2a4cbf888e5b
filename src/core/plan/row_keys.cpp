// src/core/plan/row_keys.cpp -- RowMaker's keys: given values, slots, unique keys and references of one row, taken and given back
#include "core/base/error.hpp"
#include "core/plan/row_maker.hpp"

#include <algorithm>

namespace datagen::core {
namespace {

/// Rows whose keys can be given back after they were made: more than are sent to the server at a time.
constexpr size_t kHeldRows = 64;

/// A generated column whose value follows from the row, so that the server side can tell it.
bool is_computed(const Column& column) {
  return column.generated && !column.sought && column.generated_expr && column.generated_handle >= 0;
}

}  // namespace

void RowMaker::hold(uint64_t position) {
  if (keys_.allocators.empty() && remembered_now_.empty()) return;
  held_.resize(kHeldRows);
  Held& held = held_[position % kHeldRows];
  held.position = position;
  held.remembered = remembered_now_;
  held.tuples.clear();
  for (size_t a = 0; a < taken_.size(); ++a)
    if (taken_[a]) held.tuples.emplace_back(a, keys_.allocators[a]->last());
}

void RowMaker::release(uint64_t position) {
  if (held_.empty()) return;
  Held& held = held_[position % kHeldRows];
  if (held.position != position) return;
  for (const auto& [allocator, tuple] : held.tuples) keys_.allocators[allocator]->give_back(tuple);
  for (const auto& [key, hash] : held.remembered) remembered_[key].erase(hash);
  held.position.reset();
}

void RowMaker::give_keys_back() {
  for (const auto& allocator : slots_) allocator->give_back();
  for (size_t a = 0; a < taken_.size(); ++a)
    if (taken_[a]) keys_.allocators[a]->give_back();
}

void RowMaker::leap_ahead(const UniqueKey& key, uint64_t refusal) {
  constexpr uint64_t kMostDoublings = 40;
  for (const KeyPart& part : key.parts)
    if (part.column >= 0 && columns_[static_cast<size_t>(part.column)].source == ColumnSource::Counter)
      stepped_over_[static_cast<size_t>(part.column)] += uint64_t{1} << std::min(refusal - 1, kMostDoublings);
}

void RowMaker::number_columns() {
  for (size_t c = 0; c < columns_.size(); ++c) {
    const ColumnSource source = columns_[c].source;
    const bool counts = source == ColumnSource::Counter;
    const bool ventures = relation_.columns[c].sequence && source != ColumnSource::Sequence &&
                          source != ColumnSource::Default && source != ColumnSource::Rule;
    if (!counts && !ventures && source != ColumnSource::Sequence) continue;
    NumberedColumn numbered{static_cast<int>(c), ventures};
    if (counts) {
      numbered.first = first_count(task_, numbered.column);
      numbered.step = counter_step(*relation_.columns[c].type);
    }
    numbered_.push_back(numbered);
  }
}

void RowMaker::assign_given(uint64_t position, Value* row) {
  for (size_t i = 0; i < pinned_.columns.size(); ++i) {
    if (is_computed(relation_.columns[static_cast<size_t>(pinned_.columns[i])])) continue;
    row[pinned_.columns[i]] = pinned_.rows->get(position, static_cast<int>(i));
    assigned_[static_cast<size_t>(pinned_.columns[i])] = 1;
  }
  for (const NumberedColumn& numbered : numbered_) {
    const int column = numbered.column;
    const auto c = static_cast<size_t>(column);
    if (assigned_[c]) continue;
    if (venturing_ && venture_from_sequence_ && numbered.ventures) {
      row[c] = Value::of_tick(services_.sequence_value(column, task_.count + venture_values_));
    } else if (columns_[c].source == ColumnSource::Sequence) {
      row[c] = Value::of_tick(services_.sequence_value(column, position));
    } else if (columns_[c].source == ColumnSource::Counter) {
      int64_t count = numbered.first + static_cast<int64_t>(position + stepped_over_[c]) * numbered.step;
      for (int64_t reserved : demanded_.reserved_ticks(column))
        if (reserved >= numbered.first && reserved <= count) count += numbered.step;
      row[c] = Value::of_tick(count);
    } else {
      continue;
    }
    assigned_[c] = 1;
  }
}

/// False when what one constraint has set leaves no room in another.
bool RowMaker::assign_slots(uint64_t position, uint64_t attempt, Value* row, Arena& arena,
                            const std::vector<char>* wanted) {
  for (const auto& allocator : slots_) allocator->begin_row();
  for (size_t e = 0; e < slots_.size(); ++e) {
    SlotAllocator& allocator = *slots_[e];
    if (wanted && std::none_of(allocator.columns().begin(), allocator.columns().end(),
                               [&](int column) { return (*wanted)[static_cast<size_t>(column)] != 0; }))
      continue;
    if (allocator.assign(position, attempt, row, assigned_, arena) != SlotAllocator::Outcome::Conflict)
      continue;
    ++slot_failures_[e];
    for (const auto& other : slots_) other->give_back();
    return false;
  }
  return true;
}

bool RowMaker::confirm_slots(const Value* row) {
  for (size_t e = 0; e < slots_.size(); ++e) {
    if (slots_[e]->confirm(row)) continue;
    ++slot_failures_[e];
    for (size_t before = 0; before < e; ++before) slots_[before]->unconfirm();
    for (const auto& [key, hash] : remembered_now_) remembered_[key].erase(hash);
    return false;
  }
  return true;
}

/// The next tuple; values that a demand gives to some row are left to it.
bool RowMaker::take_key(KeyAllocator& allocator, Value* row, Arena& arena) const {
  while (allocator.next(row, arena)) {
    const auto& components = allocator.components();
    if (components.size() > 1 || components[0].columns.size() > 1) return true;
    const int column = components[0].columns[0];
    if (!demanded_.reserves(column, row[column])) return true;
  }
  return false;
}

bool RowMaker::assign_keys(Value* row, Arena& arena, const std::vector<char>* wanted) {
  taken_.assign(keys_.allocators.size(), 0);
  for (size_t a = 0; a < keys_.allocators.size(); ++a) {
    KeyAllocator& allocator = *keys_.allocators[a];
    std::vector<int> columns;
    for (const KeyComponent& component : allocator.components())
      columns.insert(columns.end(), component.columns.begin(), component.columns.end());
    const auto touches = [&](const auto& test) { return std::any_of(columns.begin(), columns.end(), test); };
    if (touches([&](int c) { return assigned_[static_cast<size_t>(c)] != 0; })) continue;  // pinned
    if (wanted && !touches([&](int c) { return (*wanted)[static_cast<size_t>(c)] != 0; })) continue;
    if (take_key(allocator, row, arena))
      taken_[a] = 1;
    else if (!allocator.any(row, arena) || !overflow_to_null(a, row))
      return false;
    for (int column : columns) assigned_[static_cast<size_t>(column)] = 1;
  }
  return true;
}

void RowMaker::find_optional_keys() {
  optional_.resize(keys_.allocators.size());
  for (size_t a = 0; a < optional_.size(); ++a) {
    const std::vector<int> columns = columns_of(keys_.allocators[a]->components());
    for (int column : columns) {
      const int group = group_of_[static_cast<size_t>(column)];
      if (group < 0 || !groups_[static_cast<size_t>(group)].leaves_open(column)) continue;
      // A NULL must keep the row apart from others by every key that counts on the allocator.
      bool apart = true;
      for (size_t k = 0; k < relation_.keys.size(); ++k) {
        const UniqueKey& key = relation_.keys[k];
        const auto holds = [&](int wanted) {
          return std::any_of(key.parts.begin(), key.parts.end(),
                             [&](const KeyPart& part) { return part.column == wanted; });
        };
        if (keys_.keys[k].strategy == KeyStrategy::Remembered ||
            std::none_of(columns.begin(), columns.end(), holds))
          continue;
        apart = apart && holds(column) && !key.nulls_not_distinct && !key.where;
      }
      if (apart) optional_[a].push_back(column);
    }
  }
}

/// Where others have settled some of a key's columns, the rest is drawn or picked, so its tuples must be remembered.
void RowMaker::remember_partly_pinned() {
  const auto pinned = [&](int column) {
    return std::find(pinned_.columns.begin(), pinned_.columns.end(), column) != pinned_.columns.end();
  };
  for (size_t a = 0; a < keys_.allocators.size(); ++a) {
    const std::vector<int> columns = columns_of(keys_.allocators[a]->components());
    if (std::any_of(columns.begin(), columns.end(), pinned) &&
        !std::all_of(columns.begin(), columns.end(), pinned))
      keys_.keys[keys_.allocator_keys[a]] = {KeyStrategy::Remembered, -1, "its row has a part of it already"};
  }
}

/// A key that an alternative may do without is handed out to those rows only whose alternative asks for it, or all rows
/// would be of the one that has a value.
void RowMaker::leave_out_keys(uint64_t position, uint64_t attempt, Value* row, Arena& arena) {
  const uint64_t ordinal = task_.first_ordinal + position;
  for (size_t a = 0; a < optional_.size(); ++a) {
    std::vector<int> nulls;
    for (int column : optional_[a]) {
      if (assigned_[static_cast<size_t>(column)]) continue;
      const auto group = static_cast<size_t>(group_of_[static_cast<size_t>(column)]);
      Stream stream(group_keys_[group], ordinal, attempt);
      const int branch = groups_[group].choose(row, assigned_, stream);
      if (branch >= 0 && groups_[group].must_be_null(branch, column)) nulls.push_back(column);
    }
    if (nulls.empty()) continue;
    const KeyAllocator& allocator = *keys_.allocators[a];
    const std::vector<int> columns = columns_of(allocator.components());
    if (std::any_of(columns.begin(), columns.end(),
                    [&](int column) { return assigned_[static_cast<size_t>(column)] != 0; }) ||
        !allocator.any(row, arena, Stream(group_keys_[0], ordinal, attempt).next64()))
      continue;
    for (int column : nulls) row[column] = Value::null();
    for (int column : columns) assigned_[static_cast<size_t>(column)] = 1;
  }
}

bool RowMaker::overflow_to_null(size_t allocator, Value* row) {
  const UniqueKey& key = relation_.keys[keys_.allocator_keys[allocator]];
  if (key.nulls_not_distinct || key.where) return false;
  bool any = false;
  for (const KeyPart& part : key.parts)
    if (part.column >= 0 && task_.analysis.base[static_cast<size_t>(part.column)].null != NullStatus::Never) {
      row[part.column] = Value::null();
      any = true;
    }
  return any;
}

/// Completes what refers to the row at hand.
void RowMaker::refer_to_itself(uint64_t position, uint64_t attempt, Value* row, Arena& arena) {
  growth_->refer_to_itself(row, assigned_, [&](int column) {
    const auto c = static_cast<size_t>(column);
    if (!lone_drawers_[c]) return false;
    Stream stream(column_keys_[c], task_.first_ordinal + position, attempt);
    return lone_drawers_[c]->draw_value(stream, arena, row[c]);
  });
}

bool RowMaker::assign_references(uint64_t position, uint64_t attempt, Value* row,
                                 const std::vector<char>* wanted) {
  if (pickers_.empty()) return true;
  const std::function<bool(int, const Value&)> admitted = [&](int column, const Value& value) {
    const int group = group_of_[static_cast<size_t>(column)];
    if (!demanded_.admits(position, column, value)) return false;
    return wanted || group < 0 ||
           groups_[static_cast<size_t>(group)].admits(branches_[static_cast<size_t>(group)], column, value,
                                                      row, assigned_);
  };
  for (size_t i = 0; i < pickers_.size(); ++i) {
    const ForeignKey& key = relation_.foreign_keys[pickers_[i].foreign_key()];
    if (growth_ && key.parent == relation_.id) continue;
    if (wanted && std::none_of(key.columns.begin(), key.columns.end(),
                               [&](int column) { return (*wanted)[static_cast<size_t>(column)] != 0; }))
      continue;
    if (venture_from_sequence_ && key.columns.size() == 1 && assigned_[static_cast<size_t>(key.columns[0])] &&
        relation_.columns[static_cast<size_t>(key.columns[0])].sequence)
      continue;  // the trigger's affair
    Stream stream(reference_keys_[i], task_.first_ordinal + position, attempt);
    ReferencePicker::Context context{row, assigned_, position, attempt, admitted};
    if (!pickers_[i].pick(context, stream)) {
      ++reference_failures_[pickers_[i].foreign_key()];
      return false;
    }
  }
  return true;
}

bool RowMaker::remember(Value* row, const std::vector<char>* wanted) {
  remembered_now_.clear();
  for (size_t k = 0; k < keys_.keys.size(); ++k) {
    const bool numbered = keys_.keys[k].strategy == KeyStrategy::Numbered;
    if (numbered ? remembered_[k].empty() : keys_.keys[k].strategy != KeyStrategy::Remembered) continue;
    const UniqueKey& key = relation_.keys[k];
    if (wanted && !std::all_of(key.parts.begin(), key.parts.end(), [&](const KeyPart& part) {
          return part.column >= 0 && (*wanted)[static_cast<size_t>(part.column)];
        }))
      continue;
    const auto hash = services_.key_hash(key, row);
    if (!hash) continue;
    if (remembered_[k].contains(*hash)) {
      ++key_failures_[k];
      return false;
    }
    if (!numbered) remembered_now_.emplace_back(k, *hash);
  }
  for (const auto& [key, hash] : remembered_now_) {
    remembered_[key].insert(hash);
    if (taken_before_ != &own_) taken_before_->unsettled.emplace_back(key, hash);
  }
  return true;
}

KeyTable RowMaker::make_keys(const std::vector<int>& columns) {
  std::vector<char> wanted(relation_.columns.size(), 0);
  for (int column : columns) wanted[static_cast<size_t>(column)] = 1;
  KeyTable table(static_cast<int>(columns.size()));
  std::vector<Value> row(relation_.columns.size());
  std::vector<Value> key(columns.size());
  Arena arena;
  for (uint64_t position = 0; position < task_.count; ++position) {
    if ((position & 1023) == 0) services_.check_interrupts();
    bool made = false;
    for (uint64_t attempt = 0; !made; ++attempt) {
      if (attempt >= task_.search_budget) give_up(attempt);
      arena.reset();
      std::fill(assigned_.begin(), assigned_.end(), 0);
      std::fill(row.begin(), row.end(), Value::null());
      if (!demanded_.empty()) demanded_.assign(position, attempt, row.data(), assigned_, arena);
      assign_given(position, row.data());
      if (!assign_slots(position, attempt, row.data(), arena, &wanted)) continue;
      if (!assign_keys(row.data(), arena, &wanted)) require_room_for_one_more();
      made = assign_references(position, attempt, row.data(), &wanted);
      if (made) draw_lone(task_.first_ordinal + position, attempt, row.data(), arena, &wanted);
      made = made && remember(row.data(), &wanted);
      if (!made) give_keys_back();
    }
    for (size_t i = 0; i < columns.size(); ++i) {
      const Column& column = relation_.columns[static_cast<size_t>(columns[i])];
      key[i] = is_computed(column)
                   ? services_.computed(row.data(), column.generated_handle, columns[i], arena)
                         .value_or(Value::null())
                   : row[static_cast<size_t>(columns[i])];
    }
    table.append(key.data());
  }
  remember_existing();
  return table;
}

std::vector<int> RowMaker::closed_over(std::vector<int> columns) const {
  const auto has = [&](int column) {
    return std::find(columns.begin(), columns.end(), column) != columns.end();
  };
  const auto add_all = [&](const std::vector<int>& more) {
    bool added = false;
    for (int column : more)
      if (!has(column)) {
        columns.push_back(column);
        added = true;
      }
    return added;
  };
  for (bool grown = true; grown;) {
    grown = false;
    for (int column : std::vector<int>(columns)) {
      const Column& definition = relation_.columns[static_cast<size_t>(column)];
      if (is_computed(definition)) grown = add_all(columns_of(*definition.generated_expr)) || grown;
    }
    for (const auto& allocator : keys_.allocators) {
      std::vector<int> own;
      for (const KeyComponent& component : allocator->components())
        own.insert(own.end(), component.columns.begin(), component.columns.end());
      if (std::any_of(own.begin(), own.end(), has)) grown = add_all(own) || grown;
    }
    for (const auto& allocator : slots_)
      if (std::any_of(allocator->columns().begin(), allocator->columns().end(), has))
        grown = add_all(allocator->columns()) || grown;
  }
  return columns;
}

void RowMaker::require_room_for_one_more() const {
  RelationTask one_more = task_;
  KeyPlans plans;
  for (size_t a = 0; a < keys_.allocators.size(); ++a) {
    plans.bounding_key = static_cast<int>(keys_.allocator_keys[a]);
    plans.bounding_capacity = keys_.allocators[a]->capacity();
    plans.room = 0;
  }
  one_more.count = std::max<uint64_t>(task_.count, 1);
  require_room(one_more, plans);
  throw Error(ErrorCode::Internal, "no unique key of \"" + relation_.name + "\" is spent");
}

bool RowMaker::is_slot_column(int column) const {
  return std::any_of(slots_.begin(), slots_.end(), [&](const auto& allocator) {
    const std::vector<int>& columns = allocator->columns();
    return std::find(columns.begin(), columns.end(), column) != columns.end();
  });
}

}  // namespace datagen::core
