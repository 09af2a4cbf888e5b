// src/core/plan/needed_parents.cpp -- asking the analyser for a row without parents
#include "core/plan/needed_parents.hpp"

#include <algorithm>

namespace datagen::core {
namespace {

bool is_read(const Relation& relation, int column) {
  return std::any_of(relation.predicates.begin(), relation.predicates.end(), [&](const Predicate& predicate) {
    return predicate.source != PredicateSource::IndexPredicate && predicate.expr &&
           std::find(predicate.columns.begin(), predicate.columns.end(), column) != predicate.columns.end();
  });
}

/// That the row has no parent by the key: one of its columns is NULL, with MATCH FULL all are.
Predicate without_parent(const Relation& relation, const ForeignKey& key) {
  Predicate predicate;
  predicate.name = key.name;
  predicate.needs_true = true;
  std::vector<ExprPtr> nulls;
  for (int column : key.columns) {
    if (!relation.nullable(column) && key.match == MatchType::Simple) continue;
    const ExprPtr reference = make_column(column, relation.columns[static_cast<size_t>(column)].type);
    nulls.push_back(make_expr(Op::IsNull, {reference}));
    predicate.columns.push_back(column);
  }
  std::sort(predicate.columns.begin(), predicate.columns.end());
  predicate.expr =
      nulls.size() == 1 ? nulls[0] : make_expr(key.match == MatchType::Simple ? Op::Or : Op::And, nulls);
  return predicate;
}

}  // namespace

std::vector<size_t> references_in_conditions(const Relation& relation, const std::vector<size_t>& keys) {
  std::vector<size_t> read;
  for (size_t key : keys) {
    const std::vector<int>& columns = relation.foreign_keys[key].columns;
    if (std::any_of(columns.begin(), columns.end(), [&](int column) { return is_read(relation, column); }))
      read.push_back(key);
  }
  return read;
}

std::vector<size_t> needed_references(const Relation& relation, const std::vector<size_t>& absent,
                                      PatternCompiler& patterns, Host& host) {
  Relation orphan = relation;
  for (size_t key : absent) orphan.predicates.push_back(without_parent(relation, relation.foreign_keys[key]));
  const bool may_be_orphan = absent.empty() || analyse_completely(orphan, patterns, host);
  return may_be_orphan ? std::vector<size_t>() : absent;
}

}  // namespace datagen::core
