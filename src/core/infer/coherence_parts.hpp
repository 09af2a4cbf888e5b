// src/core/infer/coherence_parts.hpp -- what the recognition of implied rules is put together from
#pragma once

#include "core/infer/coherence.hpp"

#include <initializer_list>
#include <string_view>

namespace datagen::core {

/// A relation as the recognition sees it.
struct ImpliedScope {
  const Relation& relation;
  const std::vector<Meaning>& meanings;
  std::vector<std::vector<std::string>> parts;  ///< by column: the raw words of its name

  ImpliedScope(const Relation& relation_in, const std::vector<Meaning>& meanings_in);
  int size() const { return static_cast<int>(relation.columns.size()); }
  const Column& column(int c) const { return relation.columns[static_cast<size_t>(c)]; }
  const std::string& meaning(int c) const { return meanings[static_cast<size_t>(c)].semantic_class; }
  bool names(int c, std::initializer_list<std::string_view> words) const;  ///< one of them is in the name
  bool is_time(int c) const;    ///< a date or timestamp that tells of the row
  bool is_number(int c) const;  ///< on a grid
  ImpliedInput own(int c, InputRole role = InputRole::Factor) const;
};

/// Times in their order, stages against the status, flags against times.
void imply_times(const ImpliedScope& scope, const std::vector<Domain>& domains,
                 std::vector<ImpliedRule>& rules);
/// Totals of quantities and prices, nets, taxes and discounts.
void imply_amounts(const ImpliedScope& scope, std::vector<ImpliedRule>& rules);
/// Numbers that bound each other. To be called when the rules for totals are there.
void imply_bounds(const ImpliedScope& scope, std::vector<ImpliedRule>& rules);
/// Ages and durations. To be called when the rules for times are there, which may change their pace.
void imply_spans(const ImpliedScope& scope, std::vector<ImpliedRule>& rules);
/// What follows the row that a foreign key refers to.
void imply_from_parents(const ImpliedScope& scope, const std::vector<ImpliedParent>& parents,
                        std::vector<ImpliedRule>& rules);

/// Foreign keys by how much the row they lead to says of the row: whom it needs first, then by their columns' names.
/// Those to the relation itself and to what is not known are left out.
std::vector<size_t> telling_parents(const ImpliedScope& scope, const std::vector<ImpliedParent>& parents);

/// Places and accounts that are in their owner's country, and the one of his addresses that is his first.
void imply_owners(const ImpliedScope& scope, const std::vector<ImpliedParent>& parents,
                  std::vector<ImpliedRule>& rules);

/// Which rows are referred to: an address of the row's own customer, an order that was shipped. To be called when the
/// rules for times are there, some of which it replaces.
void imply_references(const ImpliedScope& scope, const std::vector<ImpliedParent>& parents,
                      std::vector<ImpliedRule>& rules);

/// Who is told the time of a step by his parent was made before it. To be called when the rules for times are there.
void imply_before_told(const ImpliedScope& scope, std::vector<ImpliedRule>& rules);

/// Beginnings within a relation that refers to itself, whose parents were made before their children. To be called when
/// the rules for times are there.
void imply_in_trees(const ImpliedScope& scope, std::vector<ImpliedRule>& rules);

/// The column that holds the price of one piece; -1: none, or it is not plain which.
int unit_price(const ImpliedScope& scope);
/// The column that holds how many pieces; -1 likewise.
int piece_count(const ImpliedScope& scope);

}  // namespace datagen::core
