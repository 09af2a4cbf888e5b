// src/core/plan/key_table.cpp -- runs for arithmetic progressions, plain storage and hash indexes for the rest
#include "core/plan/key_table.hpp"

#include "core/random/stream.hpp"

#include <algorithm>

namespace datagen::core {
namespace {

/// More runs than this and plain storage is smaller than what the runs save.
constexpr size_t kMostRuns = 4096;

Value copy_into(Arena& arena, const Value& value) {
  Value copy = value;
  if (value.kind == ValueKind::Text || value.kind == ValueKind::Bytes)
    copy.data = arena.store(value.text()).data();
  if (value.kind == ValueKind::List) {
    Value* items = arena.array<Value>(value.size);
    for (uint32_t i = 0; i < value.size; ++i) items[i] = copy_into(arena, value.items[i]);
    copy.items = items;
  }
  return copy;
}

uint64_t hash_row(const Value* values, size_t count) {
  uint64_t hash = count;
  for (size_t i = 0; i < count; ++i) hash = combine(hash, hash_value(values[i]));
  return hash;
}

}  // namespace

void KeyTable::append(const Value* row) {
  if (in_runs_) {
    if (width_ == 1 && row[0].kind == ValueKind::Tick && append_to_runs(row[0].tick)) {
      ++rows_;
      return;
    }
    leave_runs();
  }
  for (int c = 0; c < width_; ++c) values_.push_back(copy_into(*arena_, row[c]));
  ++rows_;
}

bool KeyTable::append_to_runs(int64_t tick) {
  if (!runs_.empty()) {
    Run& last = runs_.back();
    if (last.count == 1) {
      int64_t step;
      if (!__builtin_sub_overflow(tick, last.start, &step) && step != 0) {
        last.step = step;
        ++last.count;
        return true;
      }
    } else if (tick == last.start + last.step * static_cast<int64_t>(last.count)) {
      ++last.count;
      return true;
    }
  }
  if (runs_.size() == kMostRuns) return false;
  runs_.push_back({rows_, tick, 0, 1});
  return true;
}

void KeyTable::append_run(int64_t start, int64_t step, uint64_t count) {
  if (count == 0) return;
  if (in_runs_ && width_ == 1 && !runs_.empty()) {
    Run& last = runs_.back();
    const __int128 next = static_cast<__int128>(last.start) + static_cast<__int128>(step) * last.count;
    if (next == start && (last.count == 1 || last.step == step)) {
      last.step = step;
      last.count += count;
      rows_ += count;
      return;
    }
  }
  if (in_runs_ && width_ == 1 && runs_.size() < kMostRuns) {
    runs_.push_back({rows_, start, count == 1 ? 0 : step, count});
    rows_ += count;
    return;
  }
  for (uint64_t i = 0; i < count; ++i) {
    const Value value = Value::of_tick(start + step * static_cast<int64_t>(i));
    append(&value);
  }
}

std::vector<KeyTable::Run> KeyTable::as_runs() const {
  if (in_runs_) return runs_;
  std::vector<Run> runs;
  for (uint64_t row = 0; row < rows_; ++row) {
    const int64_t tick = get(row, 0).tick;
    Run* last = runs.empty() ? nullptr : &runs.back();
    if (last && last->count == 1) last->step = tick - last->start;
    if (last && tick == last->start + last->step * static_cast<int64_t>(last->count))
      ++last->count;
    else
      runs.push_back({row, tick, 0, 1});
  }
  return runs;
}

void KeyTable::leave_runs() {
  in_runs_ = false;
  for (const Run& run : runs_)
    for (uint64_t i = 0; i < run.count; ++i)
      values_.push_back(Value::of_tick(run.start + run.step * static_cast<int64_t>(i)));
  runs_.clear();
}

Value KeyTable::get(uint64_t row, int column) const {
  if (!in_runs_) return values_[row * static_cast<uint64_t>(width_) + static_cast<uint64_t>(column)];
  auto after = std::upper_bound(runs_.begin(), runs_.end(), row,
                                [](uint64_t r, const Run& run) { return r < run.first_row; });
  const Run& run = *std::prev(after);
  return Value::of_tick(run.start + run.step * static_cast<int64_t>(row - run.first_row));
}

std::optional<uint64_t> KeyTable::find_in_runs(int64_t tick) const {
  for (const Run& run : runs_) {
    const __int128 distance = static_cast<__int128>(tick) - run.start;
    if (run.step == 0 || run.count == 1) {
      if (distance == 0) return run.first_row;
      continue;
    }
    if (distance % run.step != 0) continue;
    const __int128 position = distance / run.step;
    if (position >= 0 && position < static_cast<__int128>(run.count))
      return run.first_row + static_cast<uint64_t>(position);
  }
  return std::nullopt;
}

KeyTable::Matches KeyTable::matching(const std::vector<int>& columns, const Value* values) const {
  Matches matches;
  if (in_runs_) {
    if (columns.size() != 1 || values[0].kind != ValueKind::Tick) return matches;
    if (auto row = find_in_runs(values[0].tick)) {
      matches.count = 1;
      matches.single = *row;
    }
    return matches;
  }
  const Index& index = index_over(columns);
  uint64_t hash = hash_row(values, columns.size());
  for (;; ++hash) {
    auto bucket = index.buckets.find(hash);
    if (bucket == index.buckets.end()) return matches;
    bool same = true;
    for (size_t i = 0; i < columns.size(); ++i)
      same = same && same_value(get(bucket->second[0], columns[i]), values[i]);
    if (!same) continue;  // another key with the same hash: its group was moved to the next free slot
    matches.rows = bucket->second.data();
    matches.count = bucket->second.size();
    return matches;
  }
}

const KeyTable::Index& KeyTable::index_over(const std::vector<int>& columns) const {
  for (const auto& index : indexes_)
    if (index->columns == columns) return *index;
  auto index = std::make_unique<Index>();
  index->columns = columns;
  std::vector<Value> key(columns.size());
  for (uint64_t row = 0; row < rows_; ++row) {
    for (size_t i = 0; i < columns.size(); ++i) key[i] = get(row, columns[i]);
    uint64_t hash = hash_row(key.data(), key.size());
    for (;; ++hash) {
      auto& bucket = index->buckets[hash];
      bool same = true;
      for (size_t i = 0; i < columns.size() && !bucket.empty(); ++i)
        same = same && same_value(get(bucket[0], columns[i]), key[i]);
      if (!same) continue;
      bucket.push_back(static_cast<uint32_t>(row));
      break;
    }
  }
  indexes_.push_back(std::move(index));
  return *indexes_.back();
}

KeyTable KeyTable::project(const std::vector<int>& columns) const {
  KeyTable projection(static_cast<int>(columns.size()));
  std::unordered_map<uint64_t, std::vector<uint64_t>> seen;  // looked up only, never walked
  std::vector<Value> key(columns.size());
  for (uint64_t row = 0; row < rows_; ++row) {
    for (size_t i = 0; i < columns.size(); ++i) key[i] = get(row, columns[i]);
    auto& rows = seen[hash_row(key.data(), key.size())];
    bool known = false;
    for (uint64_t other : rows) {
      bool same = true;
      for (size_t i = 0; i < columns.size(); ++i)
        same = same && same_value(projection.get(other, static_cast<int>(i)), key[i]);
      known = known || same;
    }
    if (known) continue;
    rows.push_back(projection.size());
    projection.append(key.data());
  }
  return projection;
}

}  // namespace datagen::core
