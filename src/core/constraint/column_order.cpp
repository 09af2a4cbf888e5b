// src/core/constraint/column_order.cpp -- renumbering columns in expressions, keys and analyses
#include "core/constraint/column_order.hpp"

#include <algorithm>
#include <numeric>

namespace datagen::core {
namespace {

using Places = std::vector<int>;

int placed(int column, const Places& places) {
  return column >= 0 ? places[static_cast<size_t>(column)] : column;
}

/// The server's expressions (handles) name columns by attribute number, so they stay.
ExprPtr placed(const ExprPtr& expr, const Places& places) {
  if (!expr || expr->op == Op::Constant) return expr;
  auto copy = std::make_shared<Expr>(*expr);
  copy->column = placed(expr->column, places);
  for (ExprPtr& part : copy->args) part = placed(part, places);
  copy->hint = placed(expr->hint, places);
  return copy;
}

void place(std::vector<int>& columns, const Places& places) {
  for (int& column : columns) column = placed(column, places);
}

void place(Predicate& predicate, const Places& places) {
  predicate.expr = placed(predicate.expr, places);
  place(predicate.columns, places);
  std::sort(predicate.columns.begin(), predicate.columns.end());
}

void place(UniqueKey& key, const Places& places) {
  for (KeyPart& part : key.parts) {
    part.column = placed(part.column, places);
    part.expr = placed(part.expr, places);
    place(part.columns, places);
  }
  if (key.where) place(*key.where, places);
}

void place(Branch& branch, const Places& places) {
  std::map<int, Domain> domains;
  for (auto& [column, domain] : branch.domains) domains.emplace(placed(column, places), std::move(domain));
  branch.domains = std::move(domains);
  for (Comparison& comparison : branch.comparisons) {
    comparison.left = placed(comparison.left, places);
    comparison.right = placed(comparison.right, places);
  }
  for (LinearRelation& sum : branch.sums)
    for (auto& term : sum.terms) term.first = placed(term.first, places);
  for (Definition& definition : branch.definitions) {
    definition.column = placed(definition.column, places);
    definition.expr = placed(definition.expr, places);
  }
}

}  // namespace

ColumnsByName::ColumnsByName(const Relation& relation) : original_(relation) {
  const std::vector<Column>& columns = relation.columns;
  original_place_.resize(columns.size());
  std::iota(original_place_.begin(), original_place_.end(), 0);
  const auto by_name = [&](int a, int b) {
    return columns[static_cast<size_t>(a)].name < columns[static_cast<size_t>(b)].name;
  };
  if (std::is_sorted(original_place_.begin(), original_place_.end(), by_name)) return;
  std::sort(original_place_.begin(), original_place_.end(), by_name);
  std::vector<int> sorted_place(columns.size());  // by the original's index
  sorted_ = relation;
  for (size_t i = 0; i < columns.size(); ++i) {
    sorted_place[static_cast<size_t>(original_place_[i])] = static_cast<int>(i);
    sorted_->columns[i] = columns[static_cast<size_t>(original_place_[i])];
  }
  for (Column& column : sorted_->columns) column.generated_expr = placed(column.generated_expr, sorted_place);
  for (Predicate& predicate : sorted_->predicates) place(predicate, sorted_place);
  for (UniqueKey& key : sorted_->keys) place(key, sorted_place);
  for (ForeignKey& key : sorted_->foreign_keys) place(key.columns, sorted_place);
}

Analysis ColumnsByName::of_original(Analysis analysis) const {
  if (!sorted_) return analysis;
  std::vector<Domain> base(analysis.base.size());
  for (size_t i = 0; i < base.size(); ++i)
    base[static_cast<size_t>(original_place_[i])] = std::move(analysis.base[i]);
  analysis.base = std::move(base);
  for (BranchGroup& group : analysis.groups) {
    place(group.columns, original_place_);
    std::sort(group.columns.begin(), group.columns.end());
    for (Branch& branch : group.branches) place(branch, original_place_);
  }
  return analysis;
}

}  // namespace datagen::core
