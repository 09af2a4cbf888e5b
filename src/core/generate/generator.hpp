// src/core/generate/generator.hpp -- values of one type within one domain: drawn, counted, listed by index
#pragma once

#include "core/base/arena.hpp"
#include "core/constraint/domain.hpp"
#include "core/random/stream.hpp"
#include "core/schema/type.hpp"

#include <memory>
#include <string>

namespace datagen::core {

class Realm;

/// The settings that values depend on.
struct GenerationSettings {
  int64_t as_of = 0;  ///< "now" of generated times: microseconds since 2000-01-01 UTC
  double null_share = 0.05;
  double edge_share = 0;         ///< share of edge values (edge_values.hpp) in columns that take them
  bool ascii_only = false;       ///< the database's encoding does not hold all of Unicode
  const Realm* realm = nullptr;  ///< what realistic values are drawn from; null: there is no data pack
};

/// Makes values of one type that lie in one domain. Immutable after construction, so it can be shared.
class Generator {
 public:
  virtual ~Generator() = default;
  /// A plausible value, never NULL. Variable-length content goes to `arena`.
  virtual Value draw(Stream& stream, Arena& arena) const = 0;
  /// How many distinct values unrank() can tell apart; UINT64_MAX when there are that many or more; 0 when the type
  /// has no listing (then uniqueness comes from drawing and remembering).
  virtual uint64_t size() const = 0;
  /// The index-th distinct value, index < size(). Distinct under the type's equality.
  virtual Value unrank(uint64_t index, Arena& arena) const = 0;
  /// The first so many values of the listing look plausible (a window of times, small numbers); a caller that needs n
  /// of them may list the first max(n, plausible_size()) only. At most size().
  virtual uint64_t plausible_size() const { return size(); }
  /// Where `value` stands in the listing; nullopt when it is not in it or cannot be told.
  virtual std::optional<uint64_t> rank(const Value&) const { return std::nullopt; }
  /// Name for datagen.explain, e.g. "integer", "text", "regex".
  /// Whether every value carries the number of its row, so that no two rows have the same; listed or not.
  virtual bool numbers_rows() const { return false; }
  virtual std::string name() const = 0;
};

/// What a column seems to mean (infer/), as far as it decides how values look.
struct SemanticHint {
  std::string semantic_class;  ///< empty: nothing is known
  uint64_t entity = 0;         ///< the key of the row's person, place, company or product that it tells of
  bool one_country = false;    ///< the row tells of the country, which others of its columns agree with
  bool banked = false;         ///< the row tells of a country and an IBAN
  std::string detail = {};  ///< realistic/details.hpp, or "=" and the prefix of numbered codes; may be empty
};

/// What a generator is made for.
struct GeneratorRequest {
  TypePtr type;
  Domain domain;
  std::string column_name;   ///< a hint for plausible windows; may be empty
  bool unique = false;       ///< will be listed by unrank for a unique key
  bool single_case = false;  ///< uniqueness ignores case (citext, non-deterministic collation, lower(x) key)
  GenerationSettings settings;
  SemanticHint hint;  ///< realistic values where there is a class, a realm, and the domain admits them
  /// The column's key (random/stream.hpp: column_key): listings of opaque values such as uuid and bytea follow it, so
  /// that two columns do not list the same ones.
  uint64_t key = 0;
  /// How many arrays and composites enclose the value; deep ones stay small, since each level multiplies.
  int depth = 0;
};

/// Finds the family for the type. Returns nullptr when the core knows no way to make a value of it (Unknown, Catalog).
/// For a domain that holds no value it returns a generator of size() 0, named "none", whose draw() is NULL.
std::unique_ptr<Generator> make_generator(const GeneratorRequest& request);

}  // namespace datagen::core
