// src/core/base/arena.hpp -- bump allocation for the variable-length values of one batch
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string_view>
#include <vector>

namespace datagen::core {

/// Memory for text, bytes and list items of a row batch. reset() keeps the blocks, so a steady state allocates nothing.
class Arena {
 public:
  void* allocate(size_t size) {
    size = (size + 7) & ~size_t{7};
    if (current_ == blocks_.size() || used_ + size > blocks_[current_].size) next_block(size);
    void* place = blocks_[current_].data.get() + used_;
    used_ += size;
    return place;
  }

  /// Copies `text` into the arena.
  std::string_view store(std::string_view text) {
    char* place = static_cast<char*>(allocate(text.size()));
    if (!text.empty()) std::memcpy(place, text.data(), text.size());
    return {place, text.size()};
  }

  template <class T>
  T* array(size_t count) {
    return static_cast<T*>(allocate(count * sizeof(T)));
  }

  /// A point to go back to: what was allocated since is given up.
  struct Mark {
    size_t block;
    size_t used;
  };
  Mark mark() const { return {current_, used_}; }
  void rewind(Mark mark) {
    current_ = mark.block;
    used_ = mark.used;
  }

  void reset() {
    current_ = 0;
    used_ = 0;
  }

 private:
  struct Block {
    std::unique_ptr<char[]> data;
    size_t size;
  };

  void next_block(size_t size) {
    if (current_ < blocks_.size() && used_ > 0) ++current_;
    used_ = 0;
    while (current_ < blocks_.size() && blocks_[current_].size < size) ++current_;
    if (current_ == blocks_.size()) {
      const size_t bytes = size > kBlockSize ? size : kBlockSize;
      blocks_.push_back({std::unique_ptr<char[]>(new char[bytes]), bytes});
    }
  }

  static constexpr size_t kBlockSize = 64 * 1024;
  std::vector<Block> blocks_;
  size_t current_ = 0;
  size_t used_ = 0;
};

}  // namespace datagen::core
