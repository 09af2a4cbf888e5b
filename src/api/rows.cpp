// src/api/rows.cpp -- datagen.rows: the rows that fill would insert, as a set
#include "core/base/error.hpp"
#include "pg/arguments.hpp"
#include "pg/filler.hpp"
#include "pg/query.hpp"
#include "pg/result_set.hpp"
#include "pg/settings.hpp"

#include <algorithm>

namespace datagen {
namespace {

Oid row_relation(FunctionCallInfo fcinfo) {
  const Oid relation = pg::call([&]() noexcept {
    const Oid type = get_fn_expr_argtype(fcinfo->flinfo, 0);
    return OidIsValid(type) ? get_typ_typrelid(getBaseType(type)) : InvalidOid;
  });
  if (OidIsValid(relation)) return relation;
  throw core::Error(core::ErrorCode::DatatypeMismatch, "the first argument must be a row of a table", "",
                    "Write NULL::table_name.");
}

struct Slice {
  uint64_t first = 0;  ///< position of the first row among the new ones
  uint64_t count = 0;
  uint64_t total = 0;
};

Slice read_slice(FunctionCallInfo fcinfo, uint64_t existing) {
  const pg::Arguments arguments(fcinfo);
  Slice slice;
  slice.count = arguments.row_count(1, "n");
  if (!arguments.is_null(3)) {
    const uint64_t ordinal = arguments.row_count(3, "first");
    if (ordinal < existing)
      throw core::Error(
          core::ErrorCode::InvalidParameter,
          "argument \"first\" is below the number of rows in the table, " + std::to_string(existing));
    slice.first = ordinal - existing;
  }
  const uint64_t most = static_cast<uint64_t>(INT64_MAX) - existing;
  if (slice.first > most || slice.count > most - slice.first)
    throw core::Error(core::ErrorCode::SequenceExhausted,
                      "rows " + std::to_string(existing + slice.first) + " and following are out of range",
                      "", "The number of a row is at most " + std::to_string(INT64_MAX - 1) + ".");
  slice.total = arguments.is_null(4) ? slice.first + slice.count : arguments.row_count(4, "total");
  if (slice.total < slice.first + slice.count)
    throw core::Error(core::ErrorCode::InvalidParameter, "argument \"total\" is smaller than the slice");
  return slice;
}

/// Columns that an INSERT would leave to their defaults.
void apply_defaults(pg::FillContext& context, const core::RowMaker& maker, const core::Relation& relation,
                    TupleTableSlot* slot) {
  for (size_t c = 0; c < relation.columns.size(); ++c) {
    const core::Column& column = relation.columns[c];
    if (maker.column_plans()[c].source != core::ColumnSource::Default || column.default_handle < 0) continue;
    bool is_null = true;
    slot->tts_values[column.number - 1] = context.pool().eval(column.default_handle, slot, &is_null);
    slot->tts_isnull[column.number - 1] = is_null;
  }
}

}  // namespace

DG_FUNCTION(datagen_rows) {
  const Oid target = row_relation(fcinfo);
  pg::ResultSet results(fcinfo);
  const pg::Arguments arguments(fcinfo);
  pg::SpiConnection connection;
  pg::FillContext context({target}, pg::effective_seed(arguments.optional_integer(2)));
  const core::Relation& relation = context.relation(target);
  const Slice slice = read_slice(fcinfo, context.existing_rows(target));
  core::FillGoal goal;
  goal.relation = target;
  goal.requested = goal.rows = slice.total;
  goal.is_explicit = true;
  std::set<Oid> cyclic;
  for (const core::ForeignKey& key : relation.foreign_keys)
    if (key.parent == target) cyclic.insert(target);
  std::vector<pg::RelationFill> members;
  members.push_back(pg::prepare_relation(context, goal, cyclic, pg::SequenceBlock::Mode::Predict));
  if (!cyclic.empty()) pg::pin_component_keys(context, members);
  pg::RelationFill& member = members[0];
  core::RowMaker maker(member.task, *member.server, member.pinned);
  for (size_t c = 0; c < relation.columns.size(); ++c)
    if (maker.column_plans()[c].source == core::ColumnSource::Sequence)
      member.server->sequence(static_cast<int>(c)).require(slice.first + slice.count);
  core::require_room(member.task, maker.key_plans());
  std::vector<core::Value> row(relation.columns.size());
  core::Arena arena;
  // Rows that grow from earlier ones, or that must differ from them in what no order of keys tells, need these.
  const bool depends = member.task.growth.grows() || !maker.dependence().empty();
  const uint64_t first_made = depends ? 0 : slice.first;
  maker.skip(first_made);
  for (uint64_t position = first_made; position < slice.first; ++position) {
    if ((position & 1023) == 0) pg::check_interrupts();
    arena.reset();
    maker.make(position, row.data(), arena);
    context.pool().reset_results();
  }
  for (uint64_t i = 0; i < slice.count; ++i) {
    arena.reset();
    maker.make(slice.first + i, row.data(), arena);
    TupleTableSlot* slot = member.server->fill_slot(row.data());
    apply_defaults(context, maker, relation, slot);
    const HeapTuple tuple = pg::call([&]() noexcept { return ExecCopySlotHeapTuple(slot); });
    results.put_tuple(tuple);
    pg::call([&]() noexcept { heap_freetuple(tuple); });
    context.pool().reset_results();
    if ((i & 1023) == 0) pg::check_interrupts();
  }
  member.server->finish_evaluation();
  return static_cast<Datum>(0);
}

}  // namespace datagen
