// src/core/search/search_problem.hpp -- unknown columns, what each may be, and the conditions that tie them
#pragma once

#include "core/base/arena.hpp"
#include "core/base/host.hpp"
#include "core/constraint/domain.hpp"
#include "core/random/stream.hpp"
#include "core/schema/relation.hpp"
#include "core/search/box_program.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace datagen::core {

/// The server's verdict on one predicate of the relation. A row is an array of one value per column.
class PredicateJudge : public Host {
 public:
  virtual bool holds(const Value* row, int predicate) = 0;
  /// The value for `column` of the server's expression `handle` on the row; nullopt where it raises an error or has
  /// another type.
  virtual std::optional<Value> compute(const Value* row, int handle, int column, Arena& arena) {
    (void)row, (void)handle, (void)column, (void)arena;
    return std::nullopt;
  }
};

/// A column whose value is sought.
struct Unknown {
  int column = -1;
  const Domain* domain = nullptr;  ///< outlives the problem
  TypePtr type;
  double null_share = 0;
  /// A plausible value that is not NULL; false when there is none.
  std::function<bool(Stream&, Arena&, Value&)> draw;
  /// Values worth a try where the domain is too large to be listed; they may lie outside the domain.
  std::vector<Value> suggestions;
};

/// What is left of an unknown's domain: numbers in ascending order (ticks, or ValueNumbers), or places in its ticks.
struct Candidates {
  using List = std::shared_ptr<const std::vector<int64_t>>;

  bool listed = false;
  List list;           ///< never null when listed; shared, since searches copy candidates at every step
  uint64_t first = 0;  ///< when not listed: the places [first, last) of Domain::ticks
  uint64_t last = 0;

  uint64_t size() const { return listed ? list->size() : last - first; }
  void set(std::vector<int64_t> numbers) {
    listed = true;
    list = std::make_shared<const std::vector<int64_t>>(std::move(numbers));
  }
};

/// One conjunct of a predicate, or a whole predicate that only the server can judge.
struct SearchCondition {
  ExprPtr expr;  ///< null: judged
  int predicate = -1;
  bool needs_true = false;
  std::vector<int> unknowns;  ///< indexes, ascending
  std::shared_ptr<BoxProgram> program;
  /// For "column = expression" that only the server can evaluate: the unknown that is the column, and the expression.
  int defined = -1;
  int handle = -1;
  /// The unknown that is the column where the expression reads it as well, as in code = left(code, 8) || check(code).
  int fixed_point = -1;
};

/// The part of a row that a search works on. Unknowns and conditions stand in an order that follows the columns' names.
class SearchProblem {
 public:
  /// `predicates`: indexes in relation.predicates; of those that read other columns than the unknowns the row's own
  /// values are taken.
  SearchProblem(const Relation& relation, std::vector<Unknown> unknowns, const std::vector<int>& predicates);

  const std::vector<Unknown>& unknowns() const { return unknowns_; }
  const std::vector<SearchCondition>& conditions() const { return conditions_; }
  /// Indexes of the conditions that read the unknown.
  const std::vector<int>& conditions_of(size_t unknown) const { return of_unknown_[unknown]; }
  /// The whole domain; open ones (texts, say) have none.
  const Candidates& domain(size_t unknown) const { return domains_[unknown]; }
  bool open(size_t unknown) const { return open_[unknown] != 0; }
  /// Whether some condition gives the unknown's value as a function of other columns: one that the server computes, or
  /// one that the core can also solve for another column.
  enum class Derived : uint8_t { No, ByCore, ByServer };
  Derived derived(size_t unknown) const { return derived_[unknown]; }

  /// Starts from `row`; unknowns whose column is `assigned` keep their value.
  void begin(const Value* row, const std::vector<char>& assigned);
  bool fixed(size_t unknown) const { return fixed_[unknown] != 0; }
  /// The number of a value of the unknown, made when it is new; lasts until the next begin() or rewind().
  int64_t number(size_t unknown, const Value& value);
  /// A point to go back to, so that a long search holds no more than its present values.
  struct Mark {
    size_t numbers;
    Arena::Mark lists;
  };
  Mark mark() const { return {numbers_.size(), lists_.mark()}; }
  /// Gives up the numbers made since. The row's unknowns are NULL until they are assigned anew, but for the fixed ones.
  void rewind(const Mark& mark);
  Value value(size_t unknown, int64_t number) const;
  int64_t at(size_t unknown, const Candidates& candidates, uint64_t index) const;

  void assign(size_t unknown, int64_t number);
  void assign_null(size_t unknown);
  void open_up(size_t unknown, int64_t low, int64_t high);
  const Value* row() const { return row_.data(); }

  /// What the condition may come out as on the box.
  enum class Verdict : uint8_t { Passes, Fails, Open };
  Verdict on_box(const SearchCondition& condition) const;
  /// The condition on a row whose columns are all there; asks the judge where the core cannot tell.
  bool on_row(const SearchCondition& condition, PredicateJudge& judge) const;
  /// Nodes of expressions evaluated so far, the server's predicates counting for many: what the search has cost.
  uint64_t work() const { return work_; }
  /// Sum of the distances of all conditions from being met.
  double distance(const std::vector<int>& conditions, PredicateJudge& judge) const;

 private:
  void add_conditions(const Predicate& predicate, int index);
  void set_domain(size_t unknown);
  void find_definition(SearchCondition& condition, bool understood);

  const Relation& relation_;
  std::vector<Unknown> unknowns_;
  std::vector<SearchCondition> conditions_;
  std::vector<std::vector<int>> of_unknown_;
  std::vector<Candidates> domains_;
  std::vector<char> open_;
  std::vector<Derived> derived_;
  std::vector<char> fixed_;
  std::vector<int> read_;  // columns of the conditions that are no unknowns
  ValueNumbers numbers_;
  size_t lasting_numbers_ = 0;
  Arena lists_;
  std::vector<Value> row_;
  mutable std::vector<Extent> box_;
  mutable uint64_t work_ = 0;
};

/// A copy whose variable-length parts live in `arena`.
Value copied(const Value& value, Arena& arena);

}  // namespace datagen::core
