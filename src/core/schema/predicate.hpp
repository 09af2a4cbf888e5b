// src/core/schema/predicate.hpp -- boolean and scalar expressions over a row, the core's own small language
#pragma once

#include "core/schema/type.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace datagen::core {

/// An operation. The border recognises them by operator family and function oid; what it does not know is Opaque.
enum class Op : uint8_t {
  // leaves
  Column,    ///< Expr::column
  Constant,  ///< Expr::constant, NULL included
  // logic, three-valued
  And,
  Or,
  Not,
  IsNull,
  IsNotNull,
  IsTrue,
  IsFalse,
  IsNotTrue,
  IsNotFalse,
  // comparison of two arguments; In/NotIn: args[0] against the constants args[1..]
  Eq,
  Ne,
  Lt,
  Le,
  Gt,
  Ge,
  Distinct,
  NotDistinct,
  In,
  NotIn,
  // arithmetic
  Add,
  Sub,
  Mul,
  Div,
  Mod,
  Neg,
  Abs,
  // text
  Length,
  OctetLength,
  Lower,
  Upper,
  Trim,  ///< Trim, LTrim, RTrim: args[1], where given, names the characters to cut
  LTrim,
  RTrim,
  Reverse,
  Initcap,
  Replace,
  Translate,
  RegexpReplace,  ///< text, pattern, replacement, flags
  SplitPart,
  SplitText,       ///< the fields of args[0] between args[1]'s
  SplitAtMatches,  ///< those between the matches of the pattern args[1]
  Decode,          ///< the bytes that args[0] writes in the encoding args[1]
  Position,        ///< of args[1] in args[0]
  Ascii,
  LPad,
  RPad,
  Concat,
  Left,
  Right,
  Substr,
  StartsWith,
  Like,
  NotLike,
  ILike,
  NotILike,
  Regex,
  NotRegex,
  RegexI,
  NotRegexI,
  // rounding; args[1], where given, is the number of digits
  Floor,
  Ceil,
  Round,
  Trunc,
  // monotone functions of real numbers; with two arguments as in SQL: Log (base, x), Power (x, exponent)
  Sqrt,
  Cbrt,
  Exp,
  Ln,
  Log,  ///< of base 10 where one argument is given
  Power,
  // bits of integers
  BitAnd,
  BitOr,
  BitXor,
  ShiftRight,
  // choice
  Case,  ///< args: when1, then1, when2, then2, …, else
  Coalesce,
  Greatest,
  Least,
  NullIf,
  NumNulls,
  NumNonNulls,
  Cast,  ///< a cast that keeps the order (int4→int8, int4→numeric, date→timestamp); the target is Expr::type
  // calendar: args[0] is the date or time, args[1] a text constant naming the field or unit
  Extract,
  DateTrunc,
  DateBin,  ///< moment, stride, origin
  // network addresses: args[0] << or <<= args[1], the operator being Expr::symbol
  SubnetOf,
  Family,
  MaskLength,
  // shapes; AllElements: args[0] op ALL (args[1]), the operator (=, <>, <, <=, >, >=) is Expr::symbol; ArrayLength:
  // args[1] is the dimension; ContainedBy: args[0] <@ args[1]; Contains: args[0] @> args[1]; JsonGet: args[0] ->> args[1],
  // and a Cast around it names the type that its text is read as
  Cardinality,
  ArrayLength,
  ArrayDims,
  Subscript,  ///< args[0][args[1]], or with more dimensions args[0][args[1]][args[2]]
  AllElements,
  ContainedBy,
  Contains,
  RangeLower,
  RangeUpper,
  RangeIsEmpty,
  RangeLowerInc,
  RangeUpperInc,
  FieldSelect,
  JsonTypeof,
  JsonHasKey,
  JsonGet,
  Opaque  ///< evaluated only by the server; args are the columns it reads
};

/// Expr::symbol of a Cast between timestamp and timestamptz that is told to be at UTC, so that no setting matters.
constexpr const char* kAtUtc = "AT TIME ZONE 'UTC'";

struct Expr;
using ExprPtr = std::shared_ptr<const Expr>;

/// A node. Immutable once built; shared between predicates.
struct Expr {
  Op op = Op::Opaque;
  std::vector<ExprPtr> args;
  int column = -1;      ///< Op::Column: index in Relation::columns; -1 for the value of a domain under test
  Value constant;       ///< Op::Constant: ticks are on the grid of `type`; text points into `storage`
  std::string storage;  ///< the bytes of a text constant
  TypePtr type;         ///< the type of the node's value
  std::string symbol;   ///< what the user wrote, for messages: operator or function name, FieldSelect's field
  bool byte_order = false;  ///< a comparison of texts by their bytes, as collation C has it
  /// A condition that suffices for this one to be true, in words that narrow domains. A choice, not a consequence.
  ExprPtr hint;
  int handle = -1;  ///< the server side's expression for this node alone, where it can be evaluated; else -1
};

ExprPtr make_column(int column, TypePtr type);
ExprPtr make_constant(Value value, TypePtr type);  // copies text and list items into the node
ExprPtr make_expr(Op op, std::vector<ExprPtr> args, TypePtr type = nullptr, std::string symbol = {});

/// `expr` as another operation on the same arguments; what belongs to the old one alone (hint, handle) is left out.
ExprPtr with_op(const Expr& expr, Op op);

/// The columns that `expr` reads, ascending, each once; -1 (the value of a domain) is left out.
std::vector<int> columns_of(const Expr& expr);

/// True for nodes that yield true, false or NULL.
bool is_boolean(const Expr& expr);

/// True where some part is left to the server.
bool is_opaque_inside(const Expr& expr);

/// Same operation on the same columns, constants and symbols.
bool same_expr(const Expr& a, const Expr& b);

/// A tree with `replacement` in place of each node that is the object `what`; shares what does not change. `alike`: wherever
/// the result is used the replacement has the value of what it replaces, so the server's expressions are still right.
ExprPtr replace_expr(const ExprPtr& tree, const Expr* what, const ExprPtr& replacement, bool alike = false);

/// Readable form for messages, `names` being the columns' names: (a > 10), length(b), status in ('new', 'paid').
std::string describe(const Expr& expr, const std::vector<std::string>& names);

/// Where an obligation comes from.
enum class PredicateSource : uint8_t {
  Check,
  DomainCheck,
  Partition,
  ViewCheck,
  RowSecurity,
  IndexPredicate,
  Generated
};

/// One obligation on a row. Check, DomainCheck and Partition pass on NULL; ViewCheck and RowSecurity need TRUE. An
/// IndexPredicate obliges to nothing: it offers the choice between rows within a partial index and rows outside. Generated
/// says that a column for which a value is sought (Column::sought) has the value that the server will compute.
struct Predicate {
  std::string name;  ///< the constraint's name as errors tell it
  PredicateSource source = PredicateSource::Check;
  bool needs_true = false;
  ExprPtr expr;
  std::vector<int> columns;     ///< the columns it reads, ascending, each once
  std::vector<uint32_t> reads;  ///< ids of other relations whose rows it depends on, ascending
  int handle = -1;              ///< the server side's compiled expression
  bool is_volatile = false;     ///< bounds that move with the clock or other non-immutable calls
};

}  // namespace datagen::core
