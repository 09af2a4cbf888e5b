// src/core/search/ladder.hpp -- the steps that are taken for conditions that no domain or bound can express
#pragma once

#include "core/search/search_problem.hpp"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace datagen::core {

/// What made rows that meet a predicate, from the cheapest to the dearest.
enum class SearchStep : uint8_t {
  Solved,     ///< domains and bounds say it all
  Rejection,  ///< drawn and judged
  RowByRow,  ///< what is left of one column beside the others, analysed for each row (plan/conditional_domain.hpp)
  Listing,   ///< all solutions were listed, or many of a lone column's
  Tree,      ///< depth-first search with forward checking
  Variants,  ///< drawn texts with a few characters changed, lists of small numbers
  Repair,    ///< local search
};
const char* step_name(SearchStep step);

/// Finds values for some columns of a row that meet conditions blind draws rarely meet. The result is a function of the
/// row's fixed values and of the stream: what is remembered between calls (the list of all solutions, or of many, or a pool of
/// found ones that rows choose from) is a function of the key.
class Ladder {
 public:
  Ladder(const Relation& relation, std::vector<Unknown> unknowns, const std::vector<int>& predicates,
         uint64_t key);

  struct Request {
    const std::vector<char>& assigned;  ///< by column: keeps the value it has
    Stream& stream;
    PredicateJudge& judge;
    uint64_t budget;          ///< values tried at most, the listing of all solutions aside
    uint64_t listing_budget;  ///< of the listing, which is done once: what it finds is kept for all rows
    bool fresh = false;       ///< solutions of the pool did not do
  };
  /// Fills the unknowns that are not assigned. Texts live in `arena`.
  bool solve(const Request& request, Value* row, Arena& arena);

  std::vector<int> columns() const;
  /// The predicates whose conditions take part.
  const std::vector<int>& predicates() const { return predicates_; }
  SearchStep last_step() const { return step_; }
  /// Values tried by the last solve().
  uint64_t tries() const { return tries_; }
  /// Every combination was searched and none fits; nothing is fixed from outside.
  bool impossible() const { return listed_ == Listed::All && solutions_.empty() && !nullable_; }

 private:
  enum class Listed : uint8_t { NotYet, No, Some, All };
  static constexpr uint64_t kNoPool = 0;

  bool closed(const std::vector<char>& assigned) const;
  void list_solutions(const Request& request, const Value* row);
  bool list_all(const Request& request);
  bool list_some(const Request& request);
  std::set<int64_t> sampled(const Request& request, bool plausible);
  bool take_listed(const Request& request, const Value* row);
  bool take_pooled(const Request& request, Value* row, Arena& arena);
  bool search(const Request& request, const Value* row);
  bool search_with(const Request& request, const Value* row, const std::vector<char>& nulls);
  bool has_many_suggestions(size_t unknown, PredicateJudge& judge);
  void leave_suggestions(const Request& request, const std::vector<char>& nulls);
  std::vector<size_t> texts_sought(const std::vector<char>& nulls) const;
  std::vector<size_t> lists_sought(const std::vector<char>& nulls) const;
  bool scramble_lists(const Request& request, const Value* row, const std::vector<char>& nulls);
  bool scramble_texts(const Request& request, const Value* row, const std::vector<char>& nulls);
  bool vary_texts(const Request& request, const Value* row, const std::vector<char>& nulls);
  bool scramble(const Request& request, size_t target, size_t length);
  bool holds(PredicateJudge& judge) const;
  void hand_over(const std::vector<char>& assigned, Value* row, Arena& arena) const;

  SearchProblem problem_;
  std::vector<int> predicates_;
  uint64_t key_;
  bool nullable_ = false;
  bool reads_others_ = false;
  Arena scratch_;  // of one call
  Listed listed_ = Listed::NotYet;
  std::vector<int64_t> solutions_;  // listed: unknowns().size() numbers each
  bool pool_measured_ = false;
  uint64_t pool_size_ = kNoPool;
  Arena pooled_values_;
  std::map<size_t, bool> many_suggestions_;      // by unknown, once it is known
  std::map<uint64_t, std::vector<Value>> pool_;  // by slot: values by unknown, empty when none was found
  SearchStep step_ = SearchStep::Rejection;
  uint64_t tries_ = 0;
  uint64_t deadline_ = 0;  // of tries_
};

/// The constants in the expressions of `predicates` as values of `type`, with the neighbours of numbers; texts live in
/// `arena`.
std::vector<Value> literals_for(const Relation& relation, const std::vector<int>& predicates,
                                const Type& type, Arena& arena);

}  // namespace datagen::core
