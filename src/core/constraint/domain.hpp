// src/core/constraint/domain.hpp -- what a column may hold: the product of a NULL status and a set of values
#pragma once

#include "core/base/value.hpp"
#include "core/constraint/pattern_template.hpp"
#include "core/constraint/regular_language.hpp"
#include "core/constraint/tick_set.hpp"
#include "core/schema/predicate.hpp"
#include "core/schema/type.hpp"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace datagen::core {

enum class NullStatus : uint8_t { May, Never, Must };

/// Texts: length bounds in characters, what is known of the shape, and, once compiled, the regular language.
struct TextSet {
  int64_t min_length = 0;
  int64_t max_length = INT32_MAX;
  bool lower_case = false;  ///< lower(x) = x
  bool upper_case = false;
  bool trimmed = false;   ///< btrim(x) = x
  bool no_blank = false;  ///< btrim(x) <> ''
  bool mirrored = false;  ///< reverse(x) = x
  int64_t max_bytes = INT32_MAX;
  std::vector<Automaton> positive;  ///< x matches each of these
  std::vector<Automaton> negative;  ///< and none of these
  std::vector<std::string> excluded;
  std::vector<std::shared_ptr<const PatternTemplate>>
      templates;  ///< better draws where `positive` accepts too much; they are judged all the same
  std::shared_ptr<const RegularLanguage>
      language;  ///< compiled from positive, negative and lengths when there are any

  std::shared_ptr<const std::vector<std::string>>
      listed;  ///< owns the texts of Domain::values, where made here

  bool shaped() const { return !positive.empty() || !negative.empty(); }
};

struct Domain;

/// Arrays: number of elements and what each may be.
struct ArraySet {
  int64_t min_items = 0;
  int64_t max_items = INT32_MAX;
  bool null_items = true;
  std::shared_ptr<Domain> items;              ///< nullptr = whatever the element type allows
  std::vector<Value> required;                ///< arr @> these
  std::map<int, std::shared_ptr<Domain>> at;  ///< by position from 0, where one element is known better
  /// Lengths of the second dimension and so on, where they are known; empty = as the column was declared.
  std::vector<std::pair<int64_t, int64_t>> inner;
  bool one_dimension = false;  ///< array_ndims(a) = 1, whatever was declared
};

/// JSON documents: what the top level is and which keys an object must have.
struct JsonSet {
  std::string type;      ///< object, array, string, number, boolean; empty = any
  bool in_text = false;  ///< the document is what a text column is read as
  int64_t min_items = 0, max_items = INT32_MAX;
  std::map<std::string, std::shared_ptr<Domain>>
      keys;  ///< Domain of the value (type text, numeric …), nullptr = any
  std::map<std::string, TypePtr> key_types;
  std::map<int, std::shared_ptr<Domain>> at;  ///< elements of an array by position, where one is known better
  std::map<int, TypePtr> at_types;
  std::vector<std::string> required_items;  ///< JSON texts of elements that an array must have
};

/// The set of values one column may take in one branch. Which part is in force follows from the type's class.
struct Domain {
  NullStatus null = NullStatus::May;
  TickSet ticks;  ///< types on a grid
  std::optional<std::vector<Value>>
      values;  ///< a finite set, in ascending order of appearance; overrides the rest
  TextSet text;
  ArraySet array;
  JsonSet json;
  std::map<int, std::shared_ptr<Domain>> parts;  ///< Composite attribute index, or Range 0 lower, 1 upper
  bool narrowed = false;                         ///< some constraint touched it
  bool non_empty_range = false;
  int64_t min_width = 0, max_width = INT64_MAX;           ///< Range: upper - lower in ticks of the subtype
  bool lower_infinite = false, upper_infinite = false;    ///< Range: must be unbounded there
  bool lower_exclusive = false, upper_inclusive = false;  ///< Range: bounds that are not as usual
  bool impossible = false;                                ///< no non-NULL value is left
};

/// Two columns compared: left op right + offset (ticks of the finer grid). Both on grids, or both text with offset 0.
struct Comparison {
  int left = -1;
  Op op = Op::Le;
  int right = -1;
  int64_t offset = 0;
  int predicate = -1;  ///< index in Relation::predicates it came from
};

/// A sum over columns on grids: Σ factor · tick op bound, or, with a modulus, ≡ bound (mod modulus). A hint for drawing
/// the last column of the sum; the predicate stays residual. Holds when no column is NULL.
struct LinearRelation {
  std::vector<std::pair<int, int64_t>> terms;
  Op op = Op::Le;
  int64_t bound = 0;
  int64_t modulus = 0;  ///< 0 = none
  int predicate = -1;
};

/// A column computed from others: evaluated by the server through `predicate`'s right-hand side.
struct Definition {
  int column = -1;
  ExprPtr expr;
  int predicate =
      -1;  ///< index in Relation::predicates of the equality; it stays residual, since types may round
};

/// One consistent way to satisfy a group of obligations.
struct Branch {
  std::map<int, Domain> domains;        ///< columns not named keep their base domain
  std::vector<Comparison> comparisons;  ///< hold when both sides are not NULL
  std::vector<LinearRelation> sums;
  std::vector<Definition>
      definitions;  ///< in an order in which each reads only columns that are known by then
  double weight = 1;
  std::string label;  ///< for explain: the discriminator's value, or the arms taken
};

/// Columns that constraints tie together; a row picks one branch per group.
struct BranchGroup {
  std::vector<int> columns;
  std::vector<Branch> branches;  ///< at least one
  std::vector<int> predicates;   ///< all predicates that made the group
  std::vector<int> residual;  ///< predicates not fully met by the branches: the server's expression decides
};

/// What the analyser found for one relation.
struct Analysis {
  std::vector<Domain> base;  ///< per column: type, typmod, NOT NULL, domain checks, single-column conjuncts
  std::vector<BranchGroup> groups;
};

}  // namespace datagen::core
