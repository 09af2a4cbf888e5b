// src/core/search/tree_search.hpp -- depth-first search with forward checking for values that meet all conditions
#pragma once

#include "core/search/search_problem.hpp"

#include <functional>
#include <vector>

namespace datagen::core {

/// Looks for assignments of a problem's unknowns: the unknown with the fewest candidates first, values in random order,
/// the other unknowns' candidates filtered after each assignment (Haralick and Elliott 1980) with interval arithmetic
/// for bounds, restarts after Luby's sequence (Luby, Sinclair, Zuckerman 1993). A function of its arguments alone.
class TreeSearch {
 public:
  TreeSearch(SearchProblem& problem, PredicateJudge& judge) : problem_(problem), judge_(judge) {}

  enum class Outcome : uint8_t {
    Found,
    None,     ///< the whole space was searched: there is no solution
    Unknown,  ///< the budget is spent
  };
  /// After problem.begin(). Found: the problem's row holds the solution. `nulls`: by unknown, which are to be NULL.
  Outcome find(Stream& stream, Arena& arena, const std::vector<char>& nulls, uint64_t budget);
  /// The same for a short while; first without suggestions, so that these do not stand for everything where other values
  /// are not rare.
  Outcome glance(Stream& stream, Arena& arena, const std::vector<char>& nulls, bool suggests);

  /// Visits every solution with no NULLs, with at most so many values tried and so much work; nothing is certain unless it returns true. Stops when `visit` returns false.
  bool list(uint64_t budget, uint64_t work, const std::function<bool(const Value* row)>& visit);

  /// Values tried by the last call.
  uint64_t tries() const { return tries_; }

 private:
  struct Frame {
    std::vector<Candidates> candidates;
    std::vector<char> null;
  };

  bool begin(Stream& stream, Arena& arena, const std::vector<char>& nulls);
  bool start(const std::vector<char>& nulls, Stream* stream, Arena* arena);
  bool descend_anew(uint64_t run, uint64_t budget);
  std::vector<int64_t> drawn(size_t unknown);
  bool descend(size_t depth);
  bool descend_into(size_t depth, size_t unknown, int64_t number);
  bool postponed(size_t unknown) const;
  int choose(const Frame& frame) const;
  std::vector<Value> beside(const Frame& frame, size_t unknown) const;
  std::vector<Value> fixed_points(const Frame& frame, size_t unknown);
  void let_in_beside(Frame& frame, size_t unknown);
  bool try_all(size_t depth, size_t unknown, bool last);
  bool try_drawn(size_t depth, size_t unknown);
  bool try_places(size_t depth, size_t unknown, bool last);
  bool propagate(Frame& frame, const std::vector<int>& changed);
  bool revise(Frame& frame, const SearchCondition& condition, std::vector<int>& changed);
  bool filter(Frame& frame, const SearchCondition& condition, size_t unknown, bool* changed);
  void filter_places(Frame& frame, const SearchCondition& condition, size_t unknown, uint64_t from,
                     uint64_t to, std::vector<std::pair<uint64_t, uint64_t>>& kept, int* evaluations,
                     int* ruled_out);
  bool define(Frame& frame, const SearchCondition& condition, size_t unknown, bool* changed);
  bool shave(Frame& frame, const SearchCondition& condition, size_t unknown, bool* changed);
  void show(const Frame& frame, size_t unknown);
  static bool is_settled(const Frame& frame, size_t unknown);
  bool solved();
  bool spent();

  SearchProblem& problem_;
  PredicateJudge& judge_;
  Stream* stream_ = nullptr;  // null: every candidate in ascending order
  Arena* arena_ = nullptr;
  std::vector<Frame> frames_;
  std::vector<uint64_t> priority_;
  std::function<bool(const Value*)> visit_;
  uint64_t tries_ = 0;
  uint64_t limit_ = 0;  // of tries_, for this run
  bool stopped_ = false;
  bool partial_ = false;   // some places were left out
  bool open_ = false;      // some domain has no list
  bool suggests_ = false;  // suggestions are tried as well
  uint64_t run_ = 0;
  uint64_t width_ = 0;  // places of a large domain that are looked at
  uint64_t work_limit_ = UINT64_MAX;
};

}  // namespace datagen::core
