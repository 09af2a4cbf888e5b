// src/core/data/pack.hpp -- the data pack: lists of texts by locale and path, read where they lie in memory
#pragma once

#include "core/random/stream.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace datagen::core {

/// A list of texts in a pack. A view: it costs nothing to copy and lives as long as the pack's bytes.
class PackList {
 public:
  PackList() = default;
  /// No list, or one that says there is no such thing in this locale.
  bool empty() const { return count_ == 0; }
  uint32_t size() const { return count_; }
  /// The index-th text, index < size().
  std::string_view at(uint32_t index) const;
  /// One of the texts by their weights; empty when the list is.
  std::string_view draw(Stream& stream) const;
  /// A step of about the golden section of size() that shares no factor with it.
  uint32_t stride() const { return stride_; }
  /// The texts hold calls in double braces, and are for expand_template().
  bool has_templates() const { return (flags_ & 2) != 0; }
  /// #, ! and [1-9] stand for digits.
  bool has_digits() const { return (flags_ & 4) != 0; }

 private:
  friend class DataPack;
  std::string_view bytes_;  // of the whole pack
  size_t entries_ = 0;      // offset of the first entry
  size_t weights_ = 0;      // offset of the first cumulative weight, 0 when all weigh the same
  size_t pool_ = 0;
  uint32_t count_ = 0;
  uint32_t stride_ = 1;
  uint32_t flags_ = 0;
};

/// The file that data/export.mjs writes, in little-endian order:
///   header of 128 bytes: magic of 16, then uint32: format, file size, numbers of locales, lists, entries and weights,
///   size of the pool; SHA-256 of what follows at 48, version at 80, NUL-terminated
///   locales: name, up to 6 locales to look into, 0       lists: locale, path, first entry, count, first weight, flags
///   entries: text       weights: running sums       pool: texts as length of 16 bits and bytes
/// Locales and each locale's lists are sorted by their bytes. Nothing in the bytes is trusted: what lies outside them
/// reads as empty.
class DataPack {
 public:
  /// nullopt when the bytes are no pack of this format. They must outlive the pack and all lists.
  static std::optional<DataPack> open(std::string_view bytes);

  std::string_view version() const { return version_; }
  /// The first 16 hexadecimal digits of the contents' SHA-256.
  std::string fingerprint() const;
  uint32_t locales() const { return locales_; }
  std::string_view locale_name(uint32_t locale) const;
  std::optional<uint32_t> find_locale(std::string_view name) const;

  /// The list at exactly this path of exactly this locale; nullopt when there is none.
  std::optional<PackList> find(uint32_t locale, std::string_view path) const;
  /// The first list that the locale or one it falls back to has; within each, its .generic part stands in for a part
  /// that it lacks. Empty when there is none, or when the locale says that there is no such thing.
  PackList look_up(uint32_t locale, std::string_view path) const;

 private:
  DataPack() = default;
  uint32_t number(size_t offset) const;
  std::string_view pooled(uint32_t place) const;
  uint32_t first_list(uint32_t locale) const;

  std::string_view bytes_;
  std::string_view version_;
  uint32_t locales_ = 0;
  uint32_t lists_ = 0;
  uint32_t entries_ = 0;
  uint32_t weights_ = 0;
  size_t lists_at_ = 0, entries_at_ = 0, weights_at_ = 0, pool_at_ = 0;
};

/// The texts between tabs of a record; missing ones are empty.
std::string_view record_field(std::string_view record, int index);

}  // namespace datagen::core
