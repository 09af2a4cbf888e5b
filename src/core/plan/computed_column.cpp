// src/core/plan/computed_column.cpp -- equalities whose one side is the column and whose other side does not read it
#include "core/plan/computed_column.hpp"

#include "core/constraint/narrowing.hpp"

#include <algorithm>

namespace datagen::core {
namespace {

using Columns = std::vector<int>;

Columns sources_in(const Relation& relation, const Expr& expr, int column) {
  if (expr.op == Op::And)
    for (const ExprPtr& part : expr.args)
      if (Columns read = sources_in(relation, *part, column); !read.empty()) return read;
  if (expr.op != Op::Eq) return {};
  for (size_t side : {size_t{0}, size_t{1}}) {
    const Expr &target = *compared_column(expr.args[side]), &source = *expr.args[1 - side];
    if (target.op != Op::Column || target.column != column || source.op == Op::Column) continue;
    const bool text = relation.columns[static_cast<size_t>(column)].type->type_class == TypeClass::Text;
    if (!text && !only_forwards(source)) continue;
    Columns read = columns_of(source);
    if (std::find(read.begin(), read.end(), column) == read.end() && !read.empty()) return read;
  }
  return {};
}

}  // namespace

std::vector<int> sources_of_computed(const Relation& relation, int column) {
  for (const Predicate& predicate : relation.predicates) {
    if (!predicate.expr || predicate.source == PredicateSource::IndexPredicate) continue;
    if (Columns read = sources_in(relation, *predicate.expr, column); !read.empty()) return read;
  }
  return {};
}

}  // namespace datagen::core
