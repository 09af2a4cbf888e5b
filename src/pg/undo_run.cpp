// src/pg/undo_run.cpp -- which rows go, in which order, and what may hold them
#include "pg/undo_run.hpp"

#include "core/base/error.hpp"
#include "pg/ledger.hpp"
#include "pg/query.hpp"
#include "pg/relation_owner.hpp"
#include "pg/trigger_window.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

extern "C" {
#include "access/transam.h"
#include "utils/rls.h"
}

namespace datagen::pg {
namespace {

using core::Error;
using core::ErrorCode;

/// A foreign key that refers to a relation of the run or to a partition of one.
struct Reference {
  Oid child = InvalidOid;
  Oid parent = InvalidOid;
  std::string name;
  bool acts = false;  ///< ON DELETE CASCADE, SET NULL or SET DEFAULT
  std::string join;   ///< the parent's row p is the one that the child's row c refers to
};

class Undo {
 public:
  explicit Undo(Run run) : run_(std::move(run)) {}

  uint64_t perform() {
    require_own_and_open();
    require_tellable();
    read_members();
    read_references();
    lock_parents();
    for (const Reference& reference : references_)
      if (reference.acts) require_no_dependents(reference);
    const uint64_t deleted = delete_rows();
    close_undone(run_.run);
    return deleted;
  }

 private:
  std::string label() const { return "run " + std::to_string(run_.run); }
  void require_own_and_open() const;
  void require_tellable();
  void require_tellable(const RunRelation& relation, char kind) const;
  void read_members();
  void read_references();
  void lock_parents() const;
  void require_no_dependents(const Reference& reference) const;
  int64_t count_dependents(const Reference& reference) const;
  std::vector<size_t> deletion_order(bool& cyclic) const;
  uint64_t delete_rows();
  uint64_t delete_from(const RunRelation& relation, bool in_window);
  void require_no_more(const RunRelation& relation, uint64_t deleted) const;
  void report_kept(const RunRelation& relation, uint64_t deleted) const;
  std::optional<size_t> owner_of(Oid relation) const;

  Run run_;
  std::vector<RunRelation> relations_;  // those that still exist
  std::map<Oid, size_t> members_;       // relations and their partitions -> index in relations_
  std::vector<Reference> references_;
};

void notice(const std::string& message) {
  const char* text = message.c_str();
  call([&]() noexcept { ereport(NOTICE, (errmsg("%s", text))); });
}

/// Row security may keep rows of the relation from the caller.
bool is_hidden(Oid relation) {
  return call([&]() noexcept { return check_enable_rls(relation, InvalidOid, true) == RLS_ENABLED; });
}

void Undo::require_own_and_open() const {
  if (run_.role != GetUserId())
    throw Error(ErrorCode::InsufficientPrivilege, label() + " is another role's",
                "The run was made by role \"" + std::string(call([&]() noexcept -> const char* {
                  return GetUserNameFromId(run_.role, true) ? GetUserNameFromId(run_.role, true)
                                                            : "(dropped)";
                })) +
                    "\".",
                "The view datagen.run lists your runs.");
  if (run_.undone)
    throw Error(ErrorCode::ObjectNotInState, label() + " has been undone already", {},
                "datagen.run.undone_at says when.");
}

/// Raises the errors that have to do with the marks, and drops relations that are gone.
void Undo::require_tellable() {
  if (!run_.xids.empty()) {
    // A row keeps its xmin when it is frozen, so the mark holds until 32-bit xids come round to it again; half of
    // that way is where the server stops comparing them.
    const uint64_t next =
        call([]() noexcept { return U64FromFullTransactionId(ReadNextFullTransactionId()); });
    if (run_.xids.back() >= next || next - run_.xids.front() > INT32_MAX)
      throw Error(ErrorCode::ObjectNotInState, label() + " is too old to be undone",
                  "Transaction " + std::to_string(run_.xids.front()) +
                      " inserted its rows; the next one is " + std::to_string(next) +
                      ", and rows of transactions that far apart cannot be told from each other.");
  }
  for (RunRelation& relation : run_.relations) {
    const Oid id = relation.relation;
    const char kind = call([&]() noexcept { return get_rel_relkind(id); });
    if (kind == '\0') {
      notice("relation " + relation.name + " was dropped since " + label() + " filled it");
      continue;
    }
    require_tellable(relation, kind);
    relation.name = relation_name(id);
    relations_.push_back(relation);
  }
}

void Undo::require_tellable(const RunRelation& relation, char kind) const {
  if (kind != RELKIND_RELATION && kind != RELKIND_PARTITIONED_TABLE)
    throw Error(ErrorCode::ObjectNotInState,
                "cannot undo " + label() + ": " + relation.name +
                    (kind == RELKIND_FOREIGN_TABLE ? " is a foreign table" : " is not a table"),
                "Only the rows of tables are marked by the transaction that inserted them.");
  if (!relation.exact)
    throw Error(
        ErrorCode::ObjectNotInState,
        "cannot undo " + label() + ": its rows in " + relation.name + " cannot be told from others",
        "Rows that were there before the run bear its mark too, because its triggers changed them, or the "
        "run could not make sure that there are none.");
}

void Undo::read_members() {
  for (size_t i = 0; i < relations_.size(); ++i) {
    members_[relations_[i].relation] = i;
    for_each_row("SELECT relid::pg_catalog.oid FROM pg_catalog.pg_partition_tree(" +
                     std::to_string(relations_[i].relation) + ")",
                 [&](const ResultRow& row) { members_.emplace(DatumGetObjectId(row.values[0]), i); });
  }
}

std::optional<size_t> Undo::owner_of(Oid relation) const {
  auto found = members_.find(relation);
  if (found == members_.end()) return std::nullopt;
  return found->second;
}

void Undo::read_references() {
  if (members_.empty()) return;
  std::string ids;
  for (const auto& member : members_) ids += (ids.empty() ? "" : ",") + std::to_string(member.first);
  // The constraints on partitions that stand for one on their parent are left out where what they do is concerned.
  for_each_row(
      "SELECT f.conrelid, f.confrelid, f.conname::pg_catalog.text, "
      "f.confdeltype OPERATOR(pg_catalog.=) ANY ('{c,n,d}'::pg_catalog.\"char\"[]) "
      "AND f.conparentid OPERATOR(pg_catalog.=) 0::pg_catalog.oid, "
      "(SELECT pg_catalog.string_agg(pg_catalog.format('p.%I OPERATOR(%I.%s) c.%I', pa.attname, n.nspname, "
      "o.oprname, "
      "ca.attname), ' AND ') "
      "FROM ROWS FROM (pg_catalog.unnest(f.conkey), pg_catalog.unnest(f.confkey), "
      "pg_catalog.unnest(f.conpfeqop)) "
      "k(child, parent, operator), pg_catalog.pg_attribute ca, pg_catalog.pg_attribute pa, "
      "pg_catalog.pg_operator o, "
      "pg_catalog.pg_namespace n "
      "WHERE ca.attrelid OPERATOR(pg_catalog.=) f.conrelid AND ca.attnum OPERATOR(pg_catalog.=) k.child "
      "AND pa.attrelid OPERATOR(pg_catalog.=) f.confrelid AND pa.attnum OPERATOR(pg_catalog.=) k.parent "
      "AND o.oid OPERATOR(pg_catalog.=) k.operator AND n.oid OPERATOR(pg_catalog.=) o.oprnamespace) "
      "FROM pg_catalog.pg_constraint f WHERE f.contype OPERATOR(pg_catalog.=) 'f'::pg_catalog.\"char\" "
      "AND f.confrelid OPERATOR(pg_catalog.=) ANY ('{" +
          ids + "}'::pg_catalog.oid[]) ORDER BY f.conname, f.oid",
      [&](const ResultRow& row) {
        const Datum name = row.values[2];
        const Datum join = row.values[4];
        const char* name_text = call([&]() noexcept -> const char* { return TextDatumGetCString(name); });
        const char* join_text = call([&]() noexcept -> const char* { return TextDatumGetCString(join); });
        references_.push_back({DatumGetObjectId(row.values[0]), DatumGetObjectId(row.values[1]), name_text,
                               DatumGetBool(row.values[3]), join_text});
      });
}

/// Locks the rows that dependents would be searched for, so that none comes to refer to them after the search. Whoever is
/// about to has locked them FOR KEY SHARE and is waited for. The lock needs UPDATE, which the caller need not have for
/// DELETE, so it is taken as the server's foreign key checks take theirs.
void Undo::lock_parents() const {
  std::set<size_t> parents;
  for (const Reference& reference : references_)
    if (const auto parent = owner_of(reference.parent); parent && reference.acts) parents.insert(*parent);
  for (size_t parent : parents) {
    const Oid relation = relations_[parent].relation;
    const std::string sql = "SELECT pg_catalog.count(*) FROM (SELECT FROM " + target_clause(relation) +
                            " WHERE " + bears_mark("", run_.xids) + " FOR UPDATE) locked";
    const RelationOwner owner(relation);
    query_int64(sql);
  }
}

int64_t Undo::count_dependents(const Reference& reference) const {
  std::string sql = "SELECT pg_catalog.count(*) FROM " + target_clause(reference.child) + " c, " +
                    target_clause(reference.parent) + " p WHERE " + bears_mark("p", run_.xids) + " AND " +
                    reference.join;
  if (owner_of(reference.child)) sql += " AND NOT (" + bears_mark("c", run_.xids) + ")";
  if (!is_hidden(reference.child)) return query_int64(sql);
  // What the foreign key would do to rows does not stop at those that the caller sees.
  const RelationOwner owner(reference.child);
  if (sees_all_rows(reference.child) && sees_all_rows(reference.parent)) return query_int64(sql);
  throw Error(ErrorCode::ObjectNotInState,
              "cannot undo " + label() + ": row security hides rows of " + relation_name(reference.child) +
                  " that may refer to its rows",
              "Foreign key constraint \"" + reference.name +
                  "\" would delete or change them, and the owner of " + relation_name(reference.child) +
                  " may not read " + relation_name(reference.parent) + ".",
              "Let that owner read it, or delete the rows yourself.");
}

/// The server itself refuses to delete rows that others refer to, unless the foreign key says to delete or change
/// those; undo touches none that the run did not insert.
void Undo::require_no_dependents(const Reference& reference) const {
  const int64_t dependents = count_dependents(reference);
  if (dependents == 0) return;
  const Oid child = reference.child;
  core::ErrorFields fields;
  fields.table = call([&]() noexcept -> const char* { return get_rel_name(child); });
  fields.schema =
      call([&]() noexcept -> const char* { return get_namespace_name(get_rel_namespace(child)); });
  fields.constraint = reference.name;
  const std::string which =
      is_hidden(child)
          ? "Rows of " + relation_name(child) + ", which row security may hide from you,"
          : std::to_string(dependents) + (dependents == 1 ? " row" : " rows") + " of " + relation_name(child);
  throw Error(
      ErrorCode::ForeignKeyViolation,
      "rows of " + label() + " in " + relation_name(reference.parent) + " are still referenced from " +
          relation_name(child),
      which +
          " that the run did not insert, or that changed since, would be deleted or changed by foreign "
          "key constraint \"" +
          reference.name + "\".",
      "Delete these rows first, or let them refer to others.", fields);
}

/// Children before parents. `cyclic` if there is no such order; then those in a cycle come last, by name.
std::vector<size_t> Undo::deletion_order(bool& cyclic) const {
  std::set<std::pair<size_t, size_t>> edges;  // child, parent
  for (const Reference& reference : references_) {
    const auto child = owner_of(reference.child);
    const auto parent = owner_of(reference.parent);
    if (child && parent && *child != *parent) edges.emplace(*child, *parent);
  }
  std::vector<size_t> order;
  std::set<size_t> left;
  for (size_t i = 0; i < relations_.size(); ++i) left.insert(i);
  auto is_referenced = [&](size_t parent) {
    return std::any_of(edges.begin(), edges.end(), [&](const auto& edge) {
      return edge.second == parent && left.count(edge.first) != 0;
    });
  };
  for (;;) {
    auto next = std::find_if(left.begin(), left.end(), [&](size_t i) { return !is_referenced(i); });
    if (next == left.end()) break;
    order.push_back(*next);
    left.erase(next);
  }
  cyclic = !left.empty();
  order.insert(order.end(), left.begin(), left.end());
  return order;
}

uint64_t Undo::delete_rows() {
  bool cyclic = false;
  const std::vector<size_t> order = deletion_order(cyclic);
  std::optional<TriggerWindow> window;
  if (cyclic) window.emplace();
  uint64_t total = 0;
  for (size_t i : order) {
    const uint64_t deleted = delete_from(relations_[i], cyclic);
    require_no_more(relations_[i], deleted);
    total += deleted;
    record_undone(run_.run, relations_[i].relation, deleted);
    report_kept(relations_[i], deleted);
  }
  if (window) window->close();
  return total;
}

uint64_t Undo::delete_from(const RunRelation& relation, bool in_window) {
  const std::string sql =
      "DELETE FROM " + target_clause(relation.relation) + " WHERE " + bears_mark("", run_.xids);
  const char* text = sql.c_str();
  return call([&]() noexcept {
    SPIPlanPtr plan = SPI_prepare(text, 0, nullptr);
    if (plan == nullptr)
      elog(ERROR, "SPI_prepare returned %s for: %s", SPI_result_code_string(SPI_result), text);
    const int code =
        SPI_execute_snapshot(plan, nullptr, nullptr, InvalidSnapshot, InvalidSnapshot, false, !in_window, 0);
    if (code < 0) elog(ERROR, "SPI_execute_snapshot returned %s for: %s", SPI_result_code_string(code), text);
    const uint64 deleted = SPI_processed;
    if (in_window) CommandCounterIncrement();
    SPI_freeplan(plan);
    return deleted;
  });
}

/// What triggers and functions insert into a relation of the run bears its mark as well.
void Undo::require_no_more(const RunRelation& relation, uint64_t deleted) const {
  if (deleted <= relation.inserted) return;
  throw Error(ErrorCode::ObjectNotInState,
              "cannot undo " + label() + ": its rows in " + relation.name + " cannot be told from others",
              "The run inserted " + std::to_string(relation.inserted) + " rows, but " +
                  std::to_string(deleted) +
                  " bear its mark: triggers or functions have inserted rows in its course.",
              "Delete the rows yourself.");
}

void Undo::report_kept(const RunRelation& relation, uint64_t deleted) const {
  if (deleted >= relation.inserted) return;
  notice(std::to_string(relation.inserted - deleted) + " of the " + std::to_string(relation.inserted) +
         " rows that " + label() + " inserted into " + relation.name +
         " were changed or deleted since and are left as they are");
}

}  // namespace

uint64_t undo_run(int64_t run) {
  std::optional<Run> entry = lock_run(run);
  if (!entry)
    throw Error(ErrorCode::InvalidParameter, "run " + std::to_string(run) + " does not exist", {},
                "The view datagen.run lists your runs.");
  SpiConnection spi;
  return Undo(std::move(*entry)).perform();
}

}  // namespace datagen::pg
