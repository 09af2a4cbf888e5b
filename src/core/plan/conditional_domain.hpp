// src/core/plan/conditional_domain.hpp -- what conditions leave of one column once the others of its row are known
#pragma once

#include "core/constraint/languages.hpp"
#include "core/plan/relation_task.hpp"
#include "core/plan/row_services.hpp"
#include "core/plan/tied_parts.hpp"

#include <map>
#include <memory>
#include <vector>

namespace datagen::core {

/// With the row's other values in their places, code LIKE to_char(issued, 'YYYY') || '-%' is a plain pattern and
/// doc ->> 'id' = id::text a member of the document with one value: conditions that no domain can hold beforehand. They
/// are analysed row by row, once for the same values.
class ConditionalDomain {
 public:
  /// Of the `predicates`, those that read the column take part. The task must outlive it.
  ConditionalDomain(const RelationTask& task, int column, const std::vector<int>& predicates);

  /// Whether any of `predicates` says more of the column when others, or parts of its value, are known: it reads it beside
  /// others, not only as the argument of what the server alone can evaluate, or ties parts to each other.
  static bool says_more(const Relation& relation, int column, const std::vector<int>& predicates);

  int column() const { return column_; }
  /// A value within what the conditions leave, NULL where they leave nothing else; what they say beyond domains is still
  /// to be judged. Conditions that read one of the `open` columns, which get their values later, are left aside. False when
  /// there is none, or the analysis is left to the server altogether.
  bool draw(const Value* row, const std::vector<int>& open, RowServices& services, Stream& stream,
            Arena& arena, Value& value);

 private:
  /// One way to meet the conditions.
  struct Choice {
    double weight = 1;
    NullStatus null = NullStatus::Never;
    std::shared_ptr<const Generator> generator;  ///< null: nothing but NULL
  };
  using Choices = std::vector<Choice>;

  ExprPtr beside(const ExprPtr& expr, const Value* row, RowServices& services, Arena& arena,
                 uint64_t& values) const;
  /// What is known for the same values of the others.
  struct Known {
    Choices choices;
    std::vector<Predicate> conditions;
    std::unique_ptr<TiedParts> parts;  ///< null: no parts are tied
  };
  std::optional<Analysis> analysed(std::vector<Predicate> predicates, RowServices& services);
  Known known_of(std::vector<Predicate> conditions, RowServices& services);
  Choices choices_of(const Analysis& analysis) const;
  Choices with_parts(Known& known, RowServices& services, Stream& stream, Arena& arena);
  void add_choice(Choices& choices, const Domain& domain, double weight) const;

  const RelationTask& task_;
  int column_;
  std::vector<int> predicates_;
  double null_share_;
  std::unique_ptr<PatternLibrary> patterns_;
  std::unique_ptr<LanguageLibrary> languages_;
  std::map<uint64_t, Known> known_;  // by a hash of the values put in
};

}  // namespace datagen::core
