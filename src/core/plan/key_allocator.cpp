// src/core/plan/key_allocator.cpp -- the walk along the permutation, over used tuples
#include "core/plan/key_allocator.hpp"

#include <algorithm>

namespace datagen::core {
KeyAllocator::KeyAllocator(std::vector<KeyComponent> components, Options options)
    : components_(std::move(components)), options_(std::move(options)) {
  capacity_ = product_of(components_);
  free_ = capacity_;
  if (options_.existing && !options_.existing->empty()) free_ -= std::min(free_, count_existing());
  if (capacity_ > 0) permutation_.emplace(capacity_, options_.key);
}

uint64_t KeyAllocator::count_existing() const {
  const KeyTable& table = *options_.existing;
  uint64_t inside = 0;
  for (uint64_t row = 0; row < table.size(); ++row) {
    bool member = true;
    for (const KeyComponent& component : components_) {
      std::vector<Value> values;
      std::vector<int> positions;  // of columns that are parts of the key; others come along with them
      for (size_t i = 0; i < component.columns.size(); ++i) {
        const auto part =
            std::find(options_.part_columns.begin(), options_.part_columns.end(), component.columns[i]);
        if (part == options_.part_columns.end()) continue;
        values.push_back(table.get(row, static_cast<int>(part - options_.part_columns.begin())));
        positions.push_back(static_cast<int>(i));
      }
      if (std::all_of(values.begin(), values.end(), [](const Value& value) { return value.is_null(); }))
        member = member && component.null_member;
      else if (component.listing)
        member = member && component.listing->rank(values[0]).has_value();
      else {
        member = member && component.rows->matching(positions, values.data()).count > 0;
      }
    }
    inside += member;
  }
  return inside;
}

bool KeyAllocator::next(Value* row, Arena& arena) {
  while (walked_ < std::min(capacity_, end_)) {
    last_ = permutation_->at((options_.first + walked_) % capacity_);
    decode_tuple(components_, last_, row, arena);
    if (!is_used(walked_++, row)) return true;
  }
  if (next_behind(row, arena)) return true;
  if (spare_next_ == spare_.size()) {
    ++walked_;
    return false;
  }
  last_ = spare_[spare_next_++];
  decode_tuple(components_, last_, row, arena);
  return true;
}

bool KeyAllocator::any(Value* row, Arena& arena, uint64_t salt) const {
  if (capacity_ == 0) return false;
  decode_tuple(components_, permutation_->at((options_.first + walked_ + salt) % capacity_), row, arena);
  return true;
}

/// The step at which a walk has met `count` free tuples.
uint64_t KeyAllocator::step_after(uint64_t count) const {
  if (!options_.used) return count;
  // used[i] - i free tuples come before the i-th used one, and that number never falls.
  const std::vector<uint64_t>& used = *options_.used;
  size_t low = 0;
  for (size_t high = used.size(); low < high;) {
    const size_t middle = low + (high - low) / 2;
    if (used[middle] - middle < count)
      low = middle + 1;
    else
      high = middle;
  }
  return count + low;
}

void KeyAllocator::confine(uint64_t first, uint64_t count, uint64_t total) {
  walked_ = step_after(first);
  end_ = step_after(first + count);
  behind_ = std::max(step_after(total), end_);
  behind_offset_ = first;
}

bool KeyAllocator::next_behind(Value* row, Arena& arena) {
  if (end_ == UINT64_MAX || behind_ >= capacity_) return false;
  const uint64_t size = capacity_ - behind_;
  while (behind_walked_ < size) {
    const uint64_t step = behind_ + (behind_offset_ + behind_walked_++) % size;
    last_ = permutation_->at((options_.first + step) % capacity_);
    decode_tuple(components_, last_, row, arena);
    if (!in_table(row)) return true;
  }
  return false;
}

std::vector<uint64_t> KeyAllocator::used_steps(uint64_t count, Host& host) const {
  std::vector<uint64_t> used;
  if (!options_.existing || options_.existing->empty()) return used;
  int width = 0;
  for (const KeyComponent& component : components_)
    for (int column : component.columns) width = std::max(width, column + 1);
  std::vector<Value> row(static_cast<size_t>(width));
  Arena arena;
  for (uint64_t step = 0; step < capacity_ && step - used.size() < count; ++step) {
    if ((step & 1023) == 0) {
      host.check_interrupts();
      arena.reset();
    }
    decode_tuple(components_, permutation_->at((options_.first + step) % capacity_), row.data(), arena);
    if (in_table(row.data())) used.push_back(step);
  }
  return used;
}

void KeyAllocator::go_on(Position position) {
  walked_ = position.walked;
  spare_next_ = position.spare_next;
  spare_ = std::move(position.spare);
}

bool KeyAllocator::is_used(uint64_t step, const Value* row) const {
  if (options_.used) return std::binary_search(options_.used->begin(), options_.used->end(), step);
  return in_table(row);
}

bool KeyAllocator::in_table(const Value* row) const {
  if (!options_.existing || options_.existing->empty()) return false;
  std::vector<Value> values;
  std::vector<int> positions;
  for (size_t i = 0; i < options_.part_columns.size(); ++i) {
    const bool own = std::any_of(components_.begin(), components_.end(), [&](const KeyComponent& component) {
      return std::find(component.columns.begin(), component.columns.end(), options_.part_columns[i]) !=
             component.columns.end();
    });
    if (!own) continue;
    positions.push_back(static_cast<int>(i));
    values.push_back(row[options_.part_columns[i]]);
  }
  return options_.existing->matching(positions, values.data()).count > 0;
}

}  // namespace datagen::core
