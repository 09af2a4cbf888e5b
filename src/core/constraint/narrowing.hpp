// src/core/constraint/narrowing.hpp -- one literal narrows the domains of a branch: the state and the table of rules
#pragma once

#include "core/constraint/analyse.hpp"
#include "core/constraint/conjuncts.hpp"

#include <map>
#include <set>
#include <tuple>
#include <vector>

namespace datagen::core {

/// Patterns are compiled once per analysis.
class PatternLibrary {
 public:
  explicit PatternLibrary(PatternCompiler& compiler) : compiler_(compiler) {}
  struct Entry {
    std::optional<Automaton> automaton;
    bool exact = false;
    std::shared_ptr<const PatternTemplate> sampled;  ///< where the automaton accepts too much
  };
  const Entry& regex(const std::string& pattern, bool ignore_case, uint32_t collation);

 private:
  void split(const std::string& pattern, bool ignore_case, uint32_t collation, Entry& made);
  PatternCompiler& compiler_;
  std::map<std::tuple<std::string, bool, uint32_t>, Entry> entries_;
};

/// What all branches of one analysis share.
struct AnalysisContext {
  const Relation& relation;
  PatternLibrary& patterns;
  Host& host;
  /// Rules may choose a natural subset (an array_length that is not NULL, JSON keys that exist). Contradictions found
  /// so prove nothing; the analysis is then repeated without.
  bool prefer = true;
};

/// A literal about the texts of several columns that its rule could not take in.
struct TiedLiteral {
  Formula literal;
  int predicate = -1;
};
/// Whether a literal is one that becomes plain when one of its columns is known.
bool ties_texts(const Expr& expr);

/// What is known of a row in one branch: domains over a base, and ties between columns.
class BranchState {
 public:
  BranchState(const AnalysisContext& context, const std::vector<Domain>* base)
      : context_(&context), base_(base) {}

  const AnalysisContext& context() const { return *context_; }
  const std::vector<Domain>* base() const { return base_; }
  const Relation& relation() const { return context_->relation; }
  const Domain& domain(int column) const;
  Domain& edit(int column);
  /// To be called after edit(): works out what is left of the column.
  void settle(int column);
  void require_value(int column);
  void require_null(int column);

  bool contradiction = false;
  std::map<int, Domain> changed;
  std::vector<Comparison> comparisons;
  std::vector<LinearRelation> sums;
  std::vector<Definition> definitions;
  /// Comparisons of a function's value with columns: their bounds tell of the function once all are known.
  std::vector<ExprPtr> measures;
  std::vector<TiedLiteral> ties;
  std::set<int> inexact;  ///< predicates that the server still has to decide
  std::string label;

 private:
  const AnalysisContext* context_;
  const std::vector<Domain>* base_;
};

/// A column or a part of one: attribute of a composite, bound of a range, key of a JSON object.
struct Place {
  int column = -1;
  Domain* domain = nullptr;  ///< in the state's copy of the column
  TypePtr type;
  bool part = false;
};

/// Finds what `expr` names and makes it editable; nullopt when it is no plain column or part.
std::optional<Place> place_of(BranchState& state, const ExprPtr& expr);

/// Marks what `expr` reads as not NULL, as far as a non-NULL result implies it.
void require_operands(BranchState& state, const ExprPtr& expr);

/// True when narrowing took the literal in completely; false leaves it to the server as well.
using LiteralRule = bool (*)(BranchState& state, const ExprPtr& expr, Outcomes outcomes, int predicate);
/// Narrows the arguments of `leaf` so that its tick lies in `allowed`.
using LeafRule = bool (*)(BranchState& state, const ExprPtr& leaf, const TickSet& allowed);

/// Applies a literal. False: only in part, or not at all.
bool apply_literal(BranchState& state, const Formula& literal, int predicate);
/// Applies "leaf ∈ allowed": the leaf is a column, a part or a function with a rule.
bool apply_leaf(BranchState& state, const ExprPtr& leaf, const TickSet& allowed);
/// Applies "the value of `expr`, times `denominator`, ∈ allowed" for an expression that is linear in one leaf.
bool apply_value(BranchState& state, const ExprPtr& expr, const TickSet& allowed, __int128 denominator);

/// The ticks t with factor · t + constant ∈ allowed.
TickSet preimage(const TickSet& allowed, __int128 factor, __int128 constant);

// The rules, one file per kind; the tables in narrowing.cpp name them.
bool narrow_comparison(BranchState&, const ExprPtr&, Outcomes, int);
bool narrow_membership(BranchState&, const ExprPtr&, Outcomes, int);
bool narrow_null_test(BranchState&, const ExprPtr&, Outcomes, int);
bool narrow_boolean_column(BranchState&, const ExprPtr&, Outcomes, int);
bool narrow_boolean_part(BranchState&, const ExprPtr&, Outcomes, int);
bool narrow_pattern(BranchState&, const ExprPtr&, Outcomes, int);
bool narrow_prefix(BranchState&, const ExprPtr&, Outcomes, int);
bool narrow_all_elements(BranchState&, const ExprPtr&, Outcomes, int);
bool narrow_contained(BranchState&, const ExprPtr&, Outcomes, int);
bool narrow_contains(BranchState&, const ExprPtr&, Outcomes, int);
bool narrow_range_empty(BranchState&, const ExprPtr&, Outcomes, int);
bool narrow_range_inclusion(BranchState&, const ExprPtr&, Outcomes, int);
bool narrow_json_key(BranchState&, const ExprPtr&, Outcomes, int);

bool narrow_subnet(BranchState&, const ExprPtr&, Outcomes, int);

bool narrow_abs(BranchState&, const ExprPtr&, const TickSet&);
bool narrow_remainder(BranchState&, const ExprPtr&, const TickSet&);
bool narrow_quotient(BranchState&, const ExprPtr&, const TickSet&);
bool narrow_cast(BranchState&, const ExprPtr&, const TickSet&);
bool narrow_text_cast(BranchState&, const ExprPtr&, const TickSet&);
bool narrow_length(BranchState&, const ExprPtr&, const TickSet&);
bool narrow_octets(BranchState&, const ExprPtr&, const TickSet&);
bool narrow_position(BranchState&, const ExprPtr&, const TickSet&);
bool narrow_ascii(BranchState&, const ExprPtr&, const TickSet&);
bool narrow_rounded(BranchState&, const ExprPtr&, const TickSet&);
bool narrow_curve(BranchState&, const ExprPtr&, const TickSet&);
bool narrow_masked(BranchState&, const ExprPtr&, const TickSet&);
bool narrow_shifted(BranchState&, const ExprPtr&, const TickSet&);
bool narrow_dimensions(BranchState&, const ExprPtr&, const TickSet&);
bool narrow_address(BranchState&, const ExprPtr&, const TickSet&);
bool narrow_cardinality(BranchState&, const ExprPtr&, const TickSet&);
bool narrow_field(BranchState&, const ExprPtr&, const TickSet&);
bool narrow_truncated(BranchState&, const ExprPtr&, const TickSet&);

/// IN and NOT IN of numbers and times; nullopt when it is none.
std::optional<bool> narrow_numeric_list(BranchState&, const ExprPtr&);
/// The column below the cast of one side of a comparison: an integer beside a number of another type is compared as that
/// type, and a date beside a timestamp as its midnight. Other expressions stay as they are.
const ExprPtr& compared_column(const ExprPtr& compared);
/// Whether the server has to compute the expression, so that nothing can be told of its inputs from its value.
bool only_forwards(const Expr& expr);
/// Keeps `column = expr` as a way to compute the column.
void note_definition(BranchState&, const ExprPtr& equality, int predicate);
/// Where a text that is defined by another has known shapes, the other is narrowed to those that yield them.
void narrow_sources(BranchState&);
/// Keeps the functions that are compared with columns within what the columns leave them: length(a) = b for b from 3 to 9.
void narrow_measures(BranchState&);
/// Comparisons of texts and other values that lie on no grid, called by narrow_comparison.
bool narrow_text_comparison(BranchState&, const ExprPtr&, int predicate);
/// date_trunc(unit, x) = x and date_bin(stride, x, origin) = x; nullopt when the comparison has another form.
std::optional<bool> narrow_truncated_identity(BranchState&, const ExprPtr&);
/// round(x, n) = x and the like; nullopt when the comparison has another form.
std::optional<bool> narrow_rounded_identity(BranchState&, const ExprPtr&);
/// length(x) - length(replace(x, 'c', '')) op constant; nullopt for another form.
std::optional<bool> narrow_removed_count(BranchState&, const struct LinearForm&, Op);
/// Comparisons over several columns.
bool relate_columns(BranchState&, const struct LinearForm&, Op, int predicate);
/// upper(r) - lower(r) op constant.
std::optional<bool> narrow_range_width(BranchState&, const struct LinearForm&, Op);
/// The ticks of the form's one leaf for which "form op 0" holds or, with a slack, may hold.
TickSet ticks_between(const struct LinearForm& form, Op op);

/// Days since 2000-01-01 and back.
struct CivilDay {
  int64_t year;
  int month;
  int day;
};
CivilDay civil_day(int64_t days);
int64_t days_of(int64_t year, int month, int day);

/// A field of a date (year, isoyear, quarter, month, week, day, doy, dow, isodow); nothing for other fields.
std::optional<int64_t> calendar_field(std::string_view field, int64_t days);
/// What date_trunc() or date_bin() makes of `tick`, in microseconds; nothing for units that are not known.
std::optional<int64_t> period_beginning(const Expr& function, int64_t tick);
/// The moment so many months later, on the month's last day where the day is missing; in microseconds.
int64_t months_later(int64_t tick, int64_t months);

/// What a column may hold before any constraint is looked at.
Domain domain_of_type(const Type& type, bool nullable);
/// Works out `impossible` from the parts that are in force for the type, and NULL where nothing else is left.
void settle_domain(Domain& domain, const Type& type);
/// Intersects with a finite set; values that the rest of the domain rules out go as well.
void keep_values(Domain& domain, const Type& type, std::vector<Value> values);
/// Whether equal values may be written differently (citext, a nondeterministic collation, trailing blanks).
bool loose_equality(const Relation& relation, int column);

}  // namespace datagen::core
