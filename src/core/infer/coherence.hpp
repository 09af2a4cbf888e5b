// src/core/infer/coherence.hpp -- what names and types imply about the values of a row and of the rows it refers to
#pragma once

#include "core/constraint/domain.hpp"
#include "core/infer/lifecycle.hpp"
#include "core/infer/meaning.hpp"

#include <string>
#include <vector>

namespace datagen::core {

/// How a column follows from others.
enum class ImpliedKind : uint8_t {
  Stage,     ///< NULL or not, true or false, as the status in the first input implies
  Rare,      ///< mostly NULL: rows are seldom deleted
  Prefix,    ///< NULL when a time in the inputs is: what was not sent was not delivered
  After,     ///< a time not before any of the inputs, and not after as_of
  Amount,    ///< product of factors, less and plus the others
  Share,     ///< a plausible part of that: a tax, a discount
  Copy,      ///< what the parent has
  Told,      ///< the same, and NULL where the parent has none
  NotAfter,  ///< a time not after the first input, if that is there
  Status,    ///< one of the statuses that go with the time in the first input being there or not
  Owned,    ///< a reference to one of those rows that refer, by the first input, to what the second refers to
  Reached,  ///< a reference to rows whose time or status in the first input is there, one after another
  Dealt,    ///< a reference that the first rows share out: one for each parent, whose key the first input is
  First,    ///< true in the row that a Dealt reference gave the parent of the first input
  Banked,  ///< a reference to one of those who have the country in the first input and so the IBAN in the second
  Located,     ///< of the country in the first input, as all of the row's place
  Flag,        ///< true when the time in the first input is there
  NoFlag,      ///< false when one of the times in the inputs is there
  OnlyNoFlag,  ///< the same, and else true
  AtLeast,     ///< a number not below the first input
  Part,        ///< between so many percent of the first input, and not below the second
  Before,      ///< a time so many days before the first input at least
  Rising,      ///< a time that is the later the more rows were made before
  Age,         ///< full years from the date in the first input to as_of
  Span         ///< from the first input to the second, in the rule's unit
};

/// Share of NULLs where an implied rule says Rare.
constexpr double kRareNullShare = 0.92;
/// The same where whether it is there also tells whether the row is current.
constexpr double kEndedNullShare = 0.6;

/// What an input is to an Amount or a Share.
enum class InputRole : uint8_t { Factor, Plus, Minus, LessPercent, Rate, MorePercent };

/// How long after its inputs an After lies.
enum class Pace : uint8_t {
  Any,    ///< as drawn; moved only where that would be too early
  Days,   ///< hours to weeks, as the steps of a business follow each other
  Terms,  ///< one of the usual terms of payment
  Span    ///< a few of the units in which a column of the row tells how long it was
};

/// A column of the row, or of the row that a foreign key refers to.
struct ImpliedInput {
  int column = -1;       ///< index in the columns of the relation, or of the parent
  int foreign_key = -1;  ///< index in Relation::foreign_keys; -1: the row's own column
  TypePtr type;
  InputRole role = InputRole::Factor;
  int64_t days = 0;  ///< After, Before: so many days more must lie between
};

/// One column follows from others. Rules are soft: a constraint, a rule of the user's or a key on the column comes first.
struct ImpliedRule {
  ImpliedKind kind = ImpliedKind::After;
  int column = -1;
  std::vector<ImpliedInput> inputs;
  Pace pace = Pace::Any;
  std::vector<std::string> statuses;   ///< Stage: the first input's values
  std::vector<char> implied;           ///< Stage: by status, whether the column is set or true
  double null_share = kRareNullShare;  ///< Rare: how many rows have none
  int least_percent = 0;               ///< Part
  int most_percent = 100;              ///< Part
  int64_t unit = 0;                    ///< Span, also the pace: microseconds
  bool of_tax = false;                 ///< Share: of a tax, else of a discount
  Stage stage;                         ///< Reached
  std::string reason;                  ///< for people
  /// Whether it says which row is referred to, instead of what a column holds.
  bool of_reference() const {
    return kind == ImpliedKind::Owned || kind == ImpliedKind::Reached || kind == ImpliedKind::Dealt ||
           kind == ImpliedKind::Banked;
  }
};

/// A relation that foreign keys lead to, and what its columns mean.
struct ImpliedParent {
  const Relation* relation = nullptr;
  const std::vector<Meaning>* meanings = nullptr;

  /// The parent's column as what a rule reads through the child's foreign key number `foreign_key`.
  ImpliedInput input(size_t foreign_key, int column) const;
  /// relation.column, for reasons.
  std::string called(int column) const;
};

/// All rules that names, types and meanings imply, in an order in which each reads only columns whose own rules stand
/// before it. `domains`: by column, for the values that a status may have. `parents`: by foreign key; an entry without
/// relation is not looked at. A function of definitions alone.
std::vector<ImpliedRule> imply_rules(const Relation& relation, const std::vector<Meaning>& meanings,
                                     const std::vector<Domain>& domains,
                                     const std::vector<ImpliedParent>& parents);

}  // namespace datagen::core
