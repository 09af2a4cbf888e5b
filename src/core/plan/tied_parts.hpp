// src/core/plan/tied_parts.hpp -- parts of one value that conditions tie to each other, found like a row's columns
#pragma once

#include "core/constraint/languages.hpp"
#include "core/plan/relation_task.hpp"
#include "core/plan/row_services.hpp"

#include <memory>
#include <optional>
#include <vector>

namespace datagen::core {

class RowMaker;

/// (doc ->> 'qty')::int * (doc ->> 'price')::numeric = (doc ->> 'total')::numeric and w[1] + w[2] <= 10 are conditions between
/// columns, were the members of the document and the elements columns. So a relation of their own is made of them and its
/// rows drawn by the same means: bounds, sums, definitions, alternatives, searches.
class TiedParts {
 public:
  /// `conditions` read column 0 alone, whose values have the type of `column`; `whole` is what is known of it. Null where
  /// no condition ties two parts, or nothing meets those that do.
  static std::unique_ptr<TiedParts> find(const Column& column, const Domain& whole,
                                         const std::vector<Predicate>& conditions, const RelationTask& task,
                                         PatternLibrary& patterns, LanguageLibrary& languages,
                                         RowServices& services);
  ~TiedParts();
  /// Whether the expression reads several parts of the column.
  static bool ties(const Expr& expr, int column);

  /// Equalities, each of a part and its value; nothing when none were found.
  std::optional<std::vector<ExprPtr>> draw(Stream& stream, Arena& arena);

 private:
  class Services;
  TiedParts();

  std::vector<ExprPtr> parts_;
  Relation relation_;
  RelationTask task_;
  std::unique_ptr<Services> services_;
  std::unique_ptr<RowMaker> rows_;
};

}  // namespace datagen::core
