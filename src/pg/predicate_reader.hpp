// src/pg/predicate_reader.hpp -- node trees -> the core's small language
#pragma once

#include "core/schema/predicate.hpp"
#include "core/schema/relation.hpp"
#include "pg/expression.hpp"
#include "pg/predicate_functions.hpp"

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace datagen::pg {

/// A node tree as the reader wants it: constants folded (STABLE functions such as now() too, with today's
/// value), operators' functions filled in and, for conditions, NOT pushed down by canonicalize_qual.
struct NormalisedExpr {
  Node* node = nullptr;
  /// Its value moves: VOLATILE functions, or STABLE ones of no column such as now().
  bool is_volatile = false;
};

enum class Condition : uint8_t { None, PassesOnNull, NeedsTrue };

/// `expr` is copied; the result lives in the pool.
NormalisedExpr normalise(Node* expr, Condition condition, ExpressionPool& pool);

/// Turns normalised trees over one relation's row into Expr. Beyond what predicate.hpp says:
/// - comparison arguments that are no column or constant, and Opaque nodes, carry a handle where they can be
///   evaluated;
/// - constant = ANY (array) is Contains with a list of one; both @> and its mirror <@ have the column first;
/// - JsonGet: document, key (text) or position (integer); a path is nested; the type tells -> from ->>;
/// - Cardinality of json is jsonb_array_length;
/// - Cast also rounds between numbers and cuts a timestamp to its date, keeping the order but not the value;
/// - an element in a constant range is compared with its bounds; a range in a constant range is ContainedBy;
/// - a date compared with a timestamp is cast to it;
/// - an enum column compared as text is compared as the enum.
class PredicateReader {
 public:
  /// `columns` must outlive the reader. An empty one leaves only the value of a domain, Column -1, of type
  /// `value`.
  PredicateReader(ExpressionPool& pool, const std::vector<core::Column>& columns,
                  core::TypePtr value = nullptr);

  core::ExprPtr read(Node* node);
  /// Indexes of the columns under `node`, ascending; a whole-row reference is all of them.
  std::vector<int> columns_of(Node* node);

 private:
  using Args = std::vector<core::ExprPtr>;

  core::ExprPtr read_known(Node* node);
  core::ExprPtr read_var(const Var* var);
  core::ExprPtr read_const(const Const* constant);
  core::ExprPtr read_bool(const BoolExpr* expr);
  core::ExprPtr read_null_test(NullTest* test);
  core::ExprPtr read_boolean_test(const BooleanTest* test);
  core::ExprPtr read_op(OpExpr* expr);
  core::ExprPtr read_array_op(ScalarArrayOpExpr* expr);
  core::ExprPtr read_constant_array_op(ScalarArrayOpExpr* expr, core::Op comparison, Const* array);
  core::ExprPtr read_case(CaseExpr* expr);
  core::ExprPtr read_row_compare(RowCompareExpr* expr);
  core::ExprPtr read_field(FieldSelect* field);
  core::ExprPtr read_coercion(Node* node, Node* argument);

  core::ExprPtr read_call(Oid function, List* args, Node* whole);
  core::ExprPtr read_array_call(const KnownFunction& known, List* args, Node* whole);
  core::ExprPtr read_range_call(const KnownFunction& known, List* args, Node* whole);
  core::ExprPtr read_json_call(const KnownFunction& known, List* args, Node* whole);

  core::ExprPtr read_overlap(List* args, Node* whole);
  core::ExprPtr read_position_test(FuncExpr* call, bool is_null);
  core::ExprPtr read_match_test(NullTest* test, FuncExpr* match);
  core::ExprPtr read_sign(const core::ExprPtr& number, const core::TypePtr& type);
  core::ExprPtr read_byte_substr(List* args, Node* whole);
  core::ExprPtr read_at_utc(List* args, Node* whole);
  bool names_utc(Node* argument);
  core::ExprPtr read_trunc_at_utc(List* args, Node* whole);
  core::ExprPtr read_match(List* args);
  core::ExprPtr months_apart(core::Op op, const core::ExprPtr& later, const core::ExprPtr& earlier,
                             const core::ExprPtr& span);
  core::ExprPtr comparison_hint(core::Op op, Node* left, Node* right);
  core::ExprPtr read_address(Node* node);
  core::ExprPtr read_subnet(Node* inner, Node* outer, Node* whole);
  core::ExprPtr first_element_hint(const core::ExprPtr& scalar, Node* array_node, const core::ExprPtr& array);
  core::ExprPtr date_bound_hint(core::Op op, List* parts, const core::ExprPtr& bound);
  core::ExprPtr dimensions_hint(List* args, const core::ExprPtr& bound);
  core::ExprPtr parts_hint(Node* made, Node* day);
  core::ExprPtr slice_hint(Node* part, Node* whole);
  core::ExprPtr read_zone_test(NullTest* test, FuncExpr* shifted);
  core::ExprPtr read_readable(NullTest* test);
  core::ExprPtr body_hint(Oid function, List* args);
  core::ExprPtr count_hint(core::Op op, List* args, const core::ExprPtr& bound);
  core::ExprPtr read_json_path(List* args, bool match, Node* whole);
  /// The expression with a condition that suffices for it.
  static core::ExprPtr with_hint(const core::ExprPtr& expr, core::ExprPtr hint);
  core::ExprPtr read_subscript(SubscriptingRef* subscript);

  core::ExprPtr compare(core::Op op, Node* left, Node* right, Node* whole);
  core::ExprPtr compare_read(core::Op op, core::ExprPtr left, core::ExprPtr right, const std::string& symbol);
  /// The comparison, told whether the collation compares bytes.
  core::ExprPtr with_byte_order(core::ExprPtr comparison, Oid collation);
  core::ExprPtr operand(Node* node);
  core::ExprPtr label_constant(const core::TypePtr& type, Node* constant);
  core::ExprPtr opaque(Node* node);
  Args read_list(List* list);
  Args operands(List* list);
  core::ExprPtr node_of(core::Op op, Args args, Node* whole);
  core::TypePtr type_of(Node* node);
  core::TypePtr boolean();
  int handle_of(Node* node);

  ExpressionPool& pool_;
  const std::vector<core::Column>& columns_;
  core::TypePtr value_;
  std::map<int, int> index_by_number_;
  std::map<std::pair<Oid, int32>, core::TypePtr> types_;
  core::ExprPtr case_test_;
  int case_depth_ = 0;
};

/// One obligation of a row, or of a domain's value when `reader` was made without columns. `expr` lives in
/// the pool.
core::Predicate read_predicate(Node* expr, std::string name, core::PredicateSource source, bool needs_true,
                               PredicateReader& reader, ExpressionPool& pool);

}  // namespace datagen::pg
