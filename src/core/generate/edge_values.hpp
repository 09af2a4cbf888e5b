// src/core/generate/edge_values.hpp -- the values at which programs break: limits, empties, odd days, hostile texts
#pragma once

#include "core/base/arena.hpp"
#include "core/constraint/domain.hpp"
#include "core/generate/generator.hpp"
#include "core/random/stream.hpp"
#include "core/schema/type.hpp"

#include <string>
#include <vector>

namespace datagen::core {

/// The edge values of one type that one domain admits, by kind: limits, ordinary ends (zero, one, empty), days of the
/// calendar, Unicode, hostile texts, infinities. A draw picks the kind first, so that a long list of texts does not
/// crowd out the longest one. NULL is not among them.
class EdgeValues {
 public:
  struct Request {
    const Type* type = nullptr;
    const Domain* domain = nullptr;
    /// Gives the ends of what only a listing knows, such as texts of a pattern; may be null.
    const Generator* generator = nullptr;
    /// Whether no condition at all reads the column. Infinities and nested empties are made only then, because domains
    /// do not tell of them.
    bool unconditional = false;
    bool ascii_only = false;  ///< the database's encoding does not hold all of Unicode
  };
  explicit EdgeValues(const Request& request);

  bool empty() const { return kinds_.empty(); }
  size_t kinds() const { return kinds_.size(); }
  /// All values, in a fixed order; they live as long as this.
  std::vector<Value> all() const;
  /// One of them, its content copied to `arena`. Requires !empty().
  Value draw(Stream& stream, Arena& arena) const;

 private:
  void add_kind(const std::vector<Value>& values);
  void add_texts(const std::vector<std::string>& texts);
  void add_members();
  void add_ticks();
  void add_limits_and_lengths();
  void add_listed_texts();
  void add_listing_ends();
  void add_unconditional();
  bool admits_tick(int64_t tick) const;
  bool admits_as_text(std::string_view text) const;
  Value text_of(std::string_view text);

  Request request_;
  Arena arena_;
  std::vector<std::vector<Value>> kinds_;  // none is empty
};

/// Text longer than this many characters is no edge of a column whose type sets no limit, or a larger one.
constexpr int64_t kLongestEdgeText = 10000;

}  // namespace datagen::core
