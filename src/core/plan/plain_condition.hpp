// src/core/plan/plain_condition.hpp -- conditions that compare columns and constants, tested on rows without the server
#pragma once

#include "core/constraint/evaluate.hpp"

#include <optional>
#include <string>
#include <vector>

namespace datagen::core {

/// A condition of comparisons, lists, LIKE and IS NULL over columns, constants, lengths and dates moved by days, with AND,
/// OR, NOT between them. It is read once, so that a test allocates nothing and costs less than the executor does; no part of it
/// can raise an error. Floats, intervals, times with a zone and orders of texts by a collation are left to the server.
class PlainCondition {
 public:
  /// nullopt for any other condition.
  static std::optional<PlainCondition> read(const Expr& expr);
  /// As truth_of(); `row` is indexed by column. Undetermined where a value is not held as its type's usually are, or a
  /// date lies so far out that the server might refuse to move it.
  Truth test(const Value* row) const;

 private:
  enum class Kind : uint8_t { And, Or, Not, IsNull, IsNotNull, Same, Different, Numbers, Texts, Like, Flag };
  /// One side of a comparison: a column, its length or a constant; ticks are brought to the grid common to both sides.
  struct Side {
    int column = -1;  ///< -1: a constant
    bool length = false;
    bool blank_padded = false;  ///< blanks at the end do not count
    int64_t factor = 1;
    int64_t constant = 0;  ///< on the side's own grid; of a column: days to add to a date
    bool moved = false;
    std::string text;
  };
  struct Node {
    Kind kind = Kind::And;
    Op op = Op::Eq;
    bool negated = false;  ///< NOT LIKE
    Side left, right;
    std::vector<Node> parts;
  };
  static bool read_node(const Expr& expr, Node& node);
  static bool read_comparison(const Expr& expr, Node& node);
  static bool read_list(const Expr& expr, Node& node);
  static bool read_number(const Expr& expr, Side& side, Type& type);
  static bool read_text(const Expr& expr, Side& side);
  static Truth test(const Node& node, const Value* row);
  static Truth test_numbers(const Node& node, const Value* row);
  static Truth test_texts(const Node& node, const Value* row);

  Node root_;
};

}  // namespace datagen::core
