// src/core/search/box_program.hpp -- an expression compiled to exact interval arithmetic over a box of columns
#pragma once

#include "core/constraint/conjuncts.hpp"
#include "core/schema/predicate.hpp"
#include "core/search/extent.hpp"
#include "core/search/value_numbers.hpp"

#include <vector>

namespace datagen::core {

/// One expression over a row's columns, evaluated on intervals instead of values (Moore 1966): the result holds every
/// outcome that some row in the box has. On a box of points it is exact, as far as the expression is understood; what is
/// not understood may have any outcome. Overflow of a type and division by zero leave no outcome, as the server raises
/// an error there.
class BoxProgram {
 public:
  /// `value_column` stands for the value of a domain under test, column -1.
  BoxProgram(const ExprPtr& expr, int value_column, ValueNumbers& numbers);

  /// The outcomes that rows within `box` (by column, in ticks or numbers of ValueNumbers) may have.
  Outcomes outcomes(const std::vector<Extent>& box);
  /// How far a row of points is from the truth, in the manner of branch distances (Korel 1990): 0 exactly where the
  /// expression passes.
  double distance(const std::vector<Extent>& box, bool needs_true);
  /// Nodes, which is what an evaluation costs.
  size_t size() const { return nodes_.size(); }
  /// False when some part can have any outcome even on points.
  bool understood() const { return understood_; }
  /// Some arithmetic or order takes part, so bounds of one column tell something about another's.
  bool bounds_matter() const { return bounds_matter_; }

 private:
  static constexpr Wide kDay = Wide{86400} * 1000000;  ///< in ticks of timestamps
  static constexpr Wide kMillionths = 1000000;         ///< the denominator of quotients that are not cut
  enum class Family : uint8_t {
    Anything,
    Number,
    Truth,
    Label,
    Temporal,
    TemporalTz,
    TimeOfDay,
    Span,
    Months
  };
  struct Node {
    Op op = Op::Opaque;
    std::vector<int> args;
    int column = -1;
    Extent constant;
    Wide factor = 1;       ///< Column: ticks to numerator
    Wide denominator = 1;  ///< the extent counts in 1/denominator
    Family family = Family::Anything;
    bool days = false;
    bool rounded = false;  ///< binary floating point or a rounded quotient
    bool known = false;
    bool integer = false;      ///< quotients are cut
    Wide least = 0, most = 0;  ///< of the type, when `limited`
    bool limited = false;
  };

  int compile(const Expr& expr, int value_column, ValueNumbers& numbers);
  void compile_leaf(const Expr& expr, Node& node, ValueNumbers& numbers);
  void settle(const Expr& expr, Node& node);
  void settle_arithmetic(const Expr& expr, Node& node);
  void settle_choice(Node& node);
  void settle_cast(const Expr& expr, Node& node);
  void limit(const Expr& expr, Node& node);
  static Family family_of_type(const Type& type);
  const Node& arg(const Node& node, size_t i) const { return nodes_[static_cast<size_t>(node.args[i])]; }
  const Extent& of(const Node& node, size_t i) const { return results_[static_cast<size_t>(node.args[i])]; }
  bool comparable(const Node& a, const Node& b) const;

  Extent evaluate(const Node& node, const std::vector<Extent>& box) const;
  Extent arithmetic(const Node& node) const;
  Extent quotient(const Node& node) const;
  Extent remainder(const Node& node) const;
  Extent logic(const Node& node) const;
  Extent compared(Op op, const Node& a, const Extent& x, const Node& b, const Extent& y) const;
  Extent listed(const Node& node) const;
  Extent counted(const Node& node) const;
  Extent extreme(const Node& node) const;
  Extent part(const Node& node, size_t i) const;
  Extent chosen(const Node& node) const;
  Extent cast(const Node& node) const;
  double node_distance(int index, bool wanted) const;

  std::vector<Node> nodes_;  // arguments before those that use them
  std::vector<Extent> results_;
  bool understood_ = true;
  bool bounds_matter_ = false;
};

}  // namespace datagen::core
