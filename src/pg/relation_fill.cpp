// src/pg/relation_fill.cpp -- tasks with their parents' keys; keys of cycles made ahead of the rows
#include "pg/relation_fill.hpp"

#include "pg/stored_rows.hpp"

#include "core/plan/parent_filter.hpp"
#include "core/plan/row_coherence.hpp"
#include "core/schema/graph.hpp"

#include <algorithm>

extern "C" {
#include "miscadmin.h"
#include "utils/acl.h"
}

namespace datagen::pg {
namespace {

/// Which columns' largest values matter: those that count upwards or have a sequence.
bool wants_highest(const core::Column& column) {
  return column.sequence || column.type->type_class == core::TypeClass::Integer ||
         column.type->type_class == core::TypeClass::Numeric;
}

void read_highest(FillContext& context, RelationFill& fill) {
  const core::Relation& relation = *fill.task.relation;
  const RowCodec& codec = context.codec(relation.id);
  for (size_t c = 0; c < relation.columns.size(); ++c) {
    const int column = static_cast<int>(c);
    bool keyed = relation.columns[c].sequence.has_value();
    for (const core::UniqueKey& key : relation.keys)
      for (const core::KeyPart& part : key.parts) keyed = keyed || part.column == column;
    if (!keyed || !wants_highest(relation.columns[c])) continue;
    if (auto highest = highest_in_tree(relation, column, codec.column(column), fill.task.first_ordinal > 0))
      fill.task.highest[column] = *highest;
  }
}

/// Keys are read as values of the child's columns. Where both sides are integers or both are texts the parent's own
/// values will do, and one that the child's type cannot hold is dropped later; a cast would raise an error.
std::vector<const ValueCodec*> key_codecs(FillContext& context, const core::Relation& child,
                                          const core::ForeignKey& key) {
  std::vector<const ValueCodec*> codecs;
  for (size_t i = 0; i < key.columns.size(); ++i) {
    const ValueCodec& own = context.codec(child.id).column(key.columns[i]);
    const ValueCodec& parent = context.codec(key.parent).column(key.parent_columns[i]);
    const core::TypeClass type_class = own.type().type_class;
    const bool alike = type_class == parent.type().type_class &&
                       (type_class == core::TypeClass::Integer || type_class == core::TypeClass::Text);
    codecs.push_back(alike ? &parent : &own);
  }
  return codecs;
}

bool holds_all_keys(const core::Relation& child, const core::Relation& parent, const core::ForeignKey& key) {
  for (size_t i = 0; i < key.columns.size(); ++i) {
    const core::Type& own = *child.columns[static_cast<size_t>(key.columns[i])].type;
    const core::Type& other = *parent.columns[static_cast<size_t>(key.parent_columns[i])].type;
    if (!own.holds_all_of(other)) return false;
  }
  return true;
}

/// Every parent counts where the reference is part of a unique key or shares a column with another reference; elsewhere
/// a regular sample of a large parent will do.
uint64_t most_keys(const core::Relation& child, const core::ForeignKey& key, bool shared_out) {
  constexpr uint64_t kSample = 500000;
  const auto refers = [&](int column) {
    return std::find(key.columns.begin(), key.columns.end(), column) != key.columns.end();
  };
  if (shared_out) return UINT64_MAX;
  for (const core::UniqueKey& unique : child.keys)
    for (const core::KeyPart& part : unique.parts)
      if (part.column >= 0 ? refers(part.column)
                           : std::any_of(part.columns.begin(), part.columns.end(), refers))
        return UINT64_MAX;
  for (const core::ForeignKey& other : child.foreign_keys)
    if (&other != &key && std::any_of(other.columns.begin(), other.columns.end(), refers)) return UINT64_MAX;
  for (const core::Exclusion& exclusion : child.exclusions)
    for (const core::ExclusionPart& part : exclusion.parts)
      if (std::any_of(part.columns.begin(), part.columns.end(), refers)) return UINT64_MAX;
  return kSample;
}

/// The columns of the parent that implied rules read, as far as the caller may.
BesideKeys columns_told(FillContext& context, const core::RelationTask& task, size_t foreign_key) {
  BesideKeys beside;
  const core::ForeignKey& key = task.relation->foreign_keys[foreign_key];
  const core::Relation& parent = context.relation(key.parent);
  for (const core::ImpliedRule* rule : core::implied_rules_in_force(task, core::plan_columns(task)))
    for (const core::ImpliedInput& input : rule->inputs) {
      if (input.foreign_key != static_cast<int>(foreign_key) ||
          std::find(beside.columns.begin(), beside.columns.end(), input.column) != beside.columns.end())
        continue;
      const auto number = static_cast<AttrNumber>(parent.columns[static_cast<size_t>(input.column)].number);
      const bool readable = call([&]() noexcept {
        return pg_class_aclcheck(key.parent, GetUserId(), ACL_SELECT) == ACLCHECK_OK ||
               pg_attribute_aclcheck(key.parent, number, GetUserId(), ACL_SELECT) == ACLCHECK_OK;
      });
      if (!readable) continue;
      beside.columns.push_back(input.column);
      beside.codecs.push_back(&context.codec(parent.id).column(input.column));
    }
  return beside;
}

void read_parents(FillContext& context, RelationFill& fill, const std::set<Oid>& cyclic) {
  const core::Relation& child = *fill.task.relation;
  for (const core::ForeignKey& key : child.foreign_keys) {
    core::ParentKeys parent;
    parent.name = context.relation(key.parent).name;
    parent.all_fit = holds_all_keys(child, context.relation(key.parent), key);
    parent.cyclic = cyclic.count(key.parent) > 0;
    if (!parent.cyclic) {
      BesideKeys beside = columns_told(context, fill.task, fill.task.parents.size());
      auto keys = std::make_shared<core::KeyTable>(read_keys(
          context.relation(key.parent), key.parent_columns, key_codecs(context, child, key),
          most_keys(child, key, fill.task.per_parent || fill.task.shapes.count(fill.task.parents.size()) > 0),
          beside.columns.empty() ? nullptr : &beside));
      parent.existing = keys->size();
      parent.keys = std::move(keys);
      if (beside.rows) {
        parent.told = std::move(beside.rows);
        parent.told_keys = parent.keys;
        parent.told_columns = std::move(beside.columns);
      }
    }
    fill.task.parents.push_back(std::move(parent));
  }
}

/// Whether slots get the column's value from the other columns.
bool is_computed(const core::Column& column) { return column.generated && !column.sought; }

/// Whether the key, its predicate, or a generated column it may stand on reads the column.
bool reads_column(const core::UniqueKey& key, int column, const core::Relation& relation) {
  const auto has = [&](const std::vector<int>& columns) {
    return std::find(columns.begin(), columns.end(), column) != columns.end();
  };
  bool on_generated = false;
  for (const core::KeyPart& part : key.parts) {
    if (part.column == column || has(part.columns)) return true;
    on_generated =
        on_generated || (part.column >= 0 && is_computed(relation.columns[static_cast<size_t>(part.column)]));
  }
  return on_generated || (key.where && has(key.where->columns));
}

void provide_existing_keys(FillContext& context, RelationFill& fill, const std::string& except = {}) {
  const core::Relation& relation = *fill.task.relation;
  const RowCodec& codec = context.codec(relation.id);
  fill.task.existing_tuples = [&relation, &codec, except](size_t index) {
    std::vector<int> columns;
    std::vector<const ValueCodec*> codecs;
    for (const core::KeyPart& part : relation.keys[index].parts) {
      columns.push_back(part.column);
      codecs.push_back(&codec.column(part.column));
    }
    return std::make_shared<const core::KeyTable>(read_tuples(relation, columns, codecs, except));
  };
  RowServer* server = fill.server.get();
  fill.task.existing_hashes = [&relation, &codec, server, except](size_t index) {
    const core::UniqueKey& key = relation.keys[index];
    // Rows are read first and hashed afterwards: an expression that fails would take an open cursor with it.
    std::vector<int> columns;
    std::vector<const ValueCodec*> codecs;
    for (size_t c = 0; c < relation.columns.size(); ++c) {
      if (is_computed(relation.columns[c]) || !reads_column(key, static_cast<int>(c), relation)) continue;
      columns.push_back(static_cast<int>(c));
      codecs.push_back(&codec.column(static_cast<int>(c)));
    }
    const core::KeyTable stored = read_tuples(relation, columns, codecs, except);
    std::vector<uint64_t> hashes;
    std::vector<core::Value> row(relation.columns.size());
    for (uint64_t r = 0; r < stored.size(); ++r) {
      if ((r & 1023) == 0) check_interrupts();
      for (size_t i = 0; i < columns.size(); ++i)
        row[static_cast<size_t>(columns[i])] = stored.get(r, static_cast<int>(i));
      if (const auto hash = server->key_hash(key, row.data())) hashes.push_back(*hash);
    }
    server->finish_evaluation();
    return hashes;
  };
}

/// The columns that the constraint reads, generated ones by what they are computed from.
std::vector<int> columns_read(const core::Relation& relation, const core::Exclusion& exclusion) {
  std::set<int> read;
  if (exclusion.where) read.insert(exclusion.where->columns.begin(), exclusion.where->columns.end());
  for (const core::ExclusionPart& part : exclusion.parts) {
    read.insert(part.columns.begin(), part.columns.end());
    if (part.column >= 0) read.insert(part.column);
  }
  // An operand may be a generated column, and a predicate may read one: then whatever it may stand on counts.
  bool all = false;
  for (int column : read) all = all || is_computed(relation.columns[static_cast<size_t>(column)]);
  std::vector<int> columns;
  for (size_t c = 0; c < relation.columns.size(); ++c)
    if (!is_computed(relation.columns[c]) && (all || read.count(static_cast<int>(c)) > 0))
      columns.push_back(static_cast<int>(c));
  return columns;
}

void provide_existing_entries(FillContext& context, RelationFill& fill, const std::string& except = {}) {
  const core::Relation& relation = *fill.task.relation;
  const RowCodec& codec = context.codec(relation.id);
  RowServer* server = fill.server.get();
  fill.task.existing_entries = [&relation, &codec, server, except](size_t index, int span_part) {
    const core::Exclusion& exclusion = relation.exclusions[index];
    core::ExclusionEntries found;
    found.columns = columns_read(relation, exclusion);
    std::vector<const ValueCodec*> codecs;
    for (int column : found.columns) codecs.push_back(&codec.column(column));
    // As with keys: an expression that fails would take an open cursor with it.
    const core::KeyTable stored = read_tuples(relation, found.columns, codecs, except);
    auto rows = std::make_shared<core::KeyTable>(static_cast<int>(found.columns.size()));
    std::vector<core::Value> row(relation.columns.size());
    std::vector<core::Value> tuple(found.columns.size());
    core::ExclusionEntry entry;
    for (uint64_t r = 0; r < stored.size(); ++r) {
      if ((r & 1023) == 0) check_interrupts();
      for (size_t i = 0; i < tuple.size(); ++i)
        row[static_cast<size_t>(found.columns[i])] = tuple[i] = stored.get(r, static_cast<int>(i));
      if (!server->exclusion_entry(exclusion, span_part, row.data(), &entry)) continue;
      rows->append(tuple.data());
      found.entries.push_back(entry);
    }
    server->finish_evaluation();
    found.rows = std::move(rows);
    return found;
  };
}

/// The columns of `parent` that members of the component refer to.
std::vector<int> referenced_columns(const std::vector<RelationFill>& members, Oid parent) {
  std::vector<int> columns;
  for (const RelationFill& member : members)
    for (const core::ForeignKey& key : member.task.relation->foreign_keys) {
      if (key.parent != parent) continue;
      for (int column : key.parent_columns)
        if (std::find(columns.begin(), columns.end(), column) == columns.end()) columns.push_back(column);
    }
  return columns;
}

/// Members ordered so that one whose referenced columns are themselves references comes after its parents, where that
/// cannot be after those that it needs.
std::vector<size_t> pinning_order(const std::vector<RelationFill>& members) {
  std::vector<size_t> order;
  std::vector<char> placed(members.size(), 0);
  const auto waits = [&](size_t m, bool for_any) {
    const auto columns = referenced_columns(members, members[m].task.relation->id);
    for (const core::ForeignKey& key : members[m].task.relation->foreign_keys) {
      if (!for_any && !core::is_required(*members[m].task.relation, key)) continue;
      for (int column : key.columns) {
        if (std::find(columns.begin(), columns.end(), column) == columns.end() ||
            members[m].task.own_columns.count(column) > 0)
          continue;
        for (size_t other = 0; other < members.size(); ++other)
          if (other != m && !placed[other] && members[other].task.relation->id == key.parent) return true;
      }
    }
    return false;
  };
  while (order.size() < members.size()) {
    size_t next = members.size();
    for (const bool for_any : {true, false})
      for (size_t m = 0; m < members.size() && next == members.size(); ++m)
        if (!placed[m] && !waits(m, for_any)) next = m;
    for (size_t m = 0; m < members.size() && next == members.size(); ++m)
      if (!placed[m]) next = m;
    placed[next] = 1;
    order.push_back(next);
  }
  return order;
}

/// Rows in the table, then the new ones, as keys of one foreign key.
void hand_over(FillContext& context, const RelationFill& parent, const std::vector<int>& pinned,
               RelationFill& child) {
  for (size_t k = 0; k < child.task.relation->foreign_keys.size(); ++k) {
    const core::ForeignKey& key = child.task.relation->foreign_keys[k];
    if (key.parent != parent.task.relation->id) continue;
    auto keys = std::make_shared<core::KeyTable>(read_keys(*parent.task.relation, key.parent_columns,
                                                           key_codecs(context, *child.task.relation, key),
                                                           UINT64_MAX));
    child.task.parents[k].existing = keys->size();
    std::vector<int> positions;
    for (int column : key.parent_columns)
      positions.push_back(static_cast<int>(std::find(pinned.begin(), pinned.end(), column) - pinned.begin()));
    std::vector<core::Value> tuple(positions.size());
    const core::KeyTable& rows = *parent.pinned.rows;
    for (uint64_t row = 0; row < rows.size(); ++row) {
      if ((row & 1023) == 0) check_interrupts();
      for (size_t i = 0; i < positions.size(); ++i) tuple[i] = rows.get(row, positions[i]);
      keys->append(tuple.data());
    }
    child.task.parents[k].keys = std::move(keys);
  }
}

/// Everything that is not read from the tables.
RelationFill open_fill(FillContext& context, const core::FillGoal& goal, SequenceBlock::Mode sequences) {
  RelationFill fill;
  fill.goal = goal;
  fill.task = context.task(goal.relation);
  fill.task.count = goal.rows;
  fill.task.demands = goal.demands;
  fill.task.per_parent = goal.per_parent;
  for (const auto& [key, fan_out] : goal.fan_outs) fill.task.shapes[key].fan_out = fan_out;
  fill.server = std::make_unique<RowServer>(*fill.task.relation, context.codec(goal.relation), context.pool(),
                                            sequences);
  for (const auto& [column, rule] : context.compiled_rules(goal.relation))
    fill.server->set_rule(column, rule);
  return fill;
}

/// Whether the keys' values stay valid when the transaction that read them is over.
bool outlives_transaction(const core::Relation& child, const core::ForeignKey& key) {
  return std::all_of(key.columns.begin(), key.columns.end(), [&](int column) {
    const core::ValueKind kind = core::value_kind(*child.columns[static_cast<size_t>(column)].type);
    return kind != core::ValueKind::Stored && kind != core::ValueKind::List;
  });
}

bool outlives_transaction(const core::Relation& relation, const core::UniqueKey& key) {
  return std::all_of(key.parts.begin(), key.parts.end(), [&](const core::KeyPart& part) {
    if (part.column < 0) return false;
    const core::ValueKind kind = core::value_kind(*relation.columns[static_cast<size_t>(part.column)].type);
    return kind != core::ValueKind::Stored && kind != core::ValueKind::List;
  });
}

/// A relation that grows knows only the rows that are in the table; its new ones turn up while they are made.
bool let_grow(FillContext& context, std::vector<RelationFill>& members) {
  if (members.size() != 1) return false;
  core::RelationTask& task = members[0].task;
  task.growth = core::plan_growth(task);
  if (!task.growth.grows()) return false;
  const core::Relation& relation = *task.relation;
  std::vector<const ValueCodec*> codecs;
  for (int column : task.growth.referred) codecs.push_back(&context.codec(relation.id).column(column));
  if (task.first_ordinal > 0)
    task.growth.rows =
        std::make_shared<const core::KeyTable>(read_keys(relation, task.growth.referred, codecs, UINT64_MAX));
  for (size_t k : task.growth.references)
    task.parents[k].keys =
        std::make_shared<const core::KeyTable>(static_cast<int>(relation.foreign_keys[k].columns.size()));
  return true;
}

}  // namespace

void require_sequences(RelationFill& fill) {
  const core::Relation& relation = *fill.task.relation;
  for (size_t c = 0; c < relation.columns.size(); ++c) {
    if (!relation.columns[c].sequence || fill.task.count == 0) continue;
    SequenceBlock& sequence = fill.server->sequence(static_cast<int>(c));
    auto highest = fill.task.highest.find(static_cast<int>(c));
    if (highest != fill.task.highest.end()) sequence.pass(highest->second);
    sequence.require(fill.task.count);
    sequence.expect(fill.task.count);
  }
}

void keep_parents(const RelationFill& fill, LoadMemory& memory) {
  const core::Relation& relation = *fill.task.relation;
  if (std::all_of(relation.foreign_keys.begin(), relation.foreign_keys.end(),
                  [&](const core::ForeignKey& key) { return outlives_transaction(relation, key); }))
    memory.parents = fill.task.parents;
}

RelationFill prepare_slice(FillContext& context, const core::FillGoal& goal, const LoadStart& start,
                           LoadMemory& memory, const std::string& own_rows) {
  RelationFill fill = open_fill(context, goal, SequenceBlock::Mode::Predict);
  const core::Relation& relation = *fill.task.relation;
  fill.task.first_ordinal = start.rows;
  fill.task.highest = start.highest;
  fill.task.used_steps = start.used_steps;
  for (const auto& [column, values] : start.sequences) fill.server->sequence(column).give(values);
  if (start.rows > 0) {
    provide_existing_keys(context, fill, own_rows);
    provide_existing_entries(context, fill, own_rows);
    fill.task.existing_tuples = [&relation, &memory, read = fill.task.existing_tuples](size_t index) {
      const auto known = memory.tuples.find(index);
      if (known != memory.tuples.end()) return known->second;
      auto tuples = read(index);
      if (outlives_transaction(relation, relation.keys[index])) memory.tuples[index] = tuples;
      return tuples;
    };
  }
  if (!memory.parents.empty()) {
    fill.task.parents = memory.parents;
    return fill;
  }
  read_parents(context, fill, {});
  core::narrow_parents(fill.task);
  keep_parents(fill, memory);
  return fill;
}

RelationFill prepare_relation(FillContext& context, const core::FillGoal& goal, const std::set<Oid>& cyclic,
                              SequenceBlock::Mode sequences) {
  context.refresh_conditions(goal.relation);
  RelationFill fill = open_fill(context, goal, sequences);
  fill.task.first_ordinal = context.existing_rows_now(goal.relation);
  // Also of an empty one: rows of its inheritance ancestors may have keys.
  read_highest(context, fill);
  if (fill.task.first_ordinal > 0) {
    provide_existing_keys(context, fill);
    provide_existing_entries(context, fill);
  }
  read_parents(context, fill, cyclic);
  core::narrow_parents(fill.task);
  return fill;
}

void pin_component_keys(FillContext& context, std::vector<RelationFill>& members) {
  if (let_grow(context, members)) return;
  for (size_t m : pinning_order(members)) {
    RelationFill& member = members[m];
    std::vector<int> columns = referenced_columns(members, member.task.relation->id);
    if (columns.empty()) continue;
    const RowServer::EvaluationScope evaluation(*member.server);
    core::RowMaker maker(member.task, *member.server);
    columns = maker.closed_over(columns);
    member.pinned.columns = columns;
    member.pinned.rows = std::make_shared<const core::KeyTable>(maker.make_keys(columns));
    member.server->finish_evaluation();
    for (RelationFill& child : members) hand_over(context, member, columns, child);
  }
  for (RelationFill& member : members) core::narrow_parents(member.task);
}

}  // namespace datagen::pg
