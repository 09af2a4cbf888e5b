// src/pg/partition_reader.cpp -- partition bounds as conditions on a row, and triggers down to the leaves
#include "pg/relation_parts.hpp"

#include <cstring>

// clang-format off
extern "C" {
#include "catalog/partition.h"
#include "catalog/pg_inherits.h"
#include "catalog/pg_trigger.h"
#include "commands/trigger.h"
#include "nodes/makefuncs.h"
#include "rewrite/prs2lock.h"
#include "rewrite/rewriteDefine.h"
#include "utils/partcache.h"
}
// clang-format on

namespace datagen::pg {
namespace {

bool fires(char enabled) {
  if (SessionReplicationRole == SESSION_REPLICATION_ROLE_REPLICA)
    return enabled == TRIGGER_FIRES_ON_REPLICA || enabled == TRIGGER_FIRES_ALWAYS;
  return enabled == TRIGGER_FIRES_ON_ORIGIN || enabled == TRIGGER_FIRES_ALWAYS;
}

bool has_check(const TupleConstr* constraints, const char* name) {
  for (int i = 0; constraints && i < constraints->num_check; ++i)
    if (std::strcmp(constraints->check[i].ccname, name) == 0) return true;
  return false;
}

/// What only the leaf demands of its rows: CHECKs and NOT NULLs that the root does not have, in the leaf's
/// numbering.
List* leaf_conditions(Relation root, Relation leaf) {
  List* conditions = NIL;
  const TupleConstr* constraints = RelationGetDescr(leaf)->constr;
  for (int i = 0; constraints && i < constraints->num_check; ++i) {
    const ConstrCheck* check = &constraints->check[i];
    if (!has_check(RelationGetDescr(root)->constr, check->ccname))
      conditions = lappend(conditions, stringToNode(check->ccbin));
  }
  for (int i = 0; i < RelationGetNumberOfAttributes(leaf); ++i) {
    Form_pg_attribute attribute = TupleDescAttr(RelationGetDescr(leaf), i);
    if (attribute->attisdropped || !attribute->attnotnull) continue;
    const AttrNumber number = get_attnum(RelationGetRelid(root), NameStr(attribute->attname));
    if (number <= 0 || TupleDescAttr(RelationGetDescr(root), number - 1)->attnotnull) continue;
    NullTest* test = makeNode(NullTest);
    test->arg = reinterpret_cast<Expr*>(
        makeVar(1, attribute->attnum, attribute->atttypid, attribute->atttypmod, attribute->attcollation, 0));
    test->nulltesttype = IS_NOT_NULL;
    test->location = -1;
    conditions = lappend(conditions, test);
  }
  return conditions;
}

}  // namespace

void gather_partition_bounds(Relation relation, RawRelation* raw) {
  if (relation->rd_rel->relkind != RELKIND_PARTITIONED_TABLE) {
    List* bound = relation->rd_rel->relispartition ? RelationGetPartitionQual(relation) : NIL;
    if (bound != NIL)
      add_obligation(raw, pstrdup(RelationGetRelationName(relation)), core::PredicateSource::Partition, false,
                     reinterpret_cast<Node*>(make_ands_explicit(bound)));
    return;
  }
  List* arms = NIL;
  bool anything_goes = false;
  ListCell* cell;
  foreach (cell, find_all_inheritors(RelationGetRelid(relation), AccessShareLock, nullptr)) {
    Relation leaf = table_open(lfirst_oid(cell), NoLock);
    if (leaf->rd_rel->relkind != RELKIND_PARTITIONED_TABLE) {
      raw->row_triggers |= fires_before_insert(leaf);
      List* conditions = list_concat(RelationGetPartitionQual(leaf), leaf_conditions(relation, leaf));
      conditions = map_partition_varattnos(conditions, 1, relation, leaf);
      anything_goes |= conditions == NIL;
      arms = lappend(arms, make_ands_explicit(conditions));
    }
    table_close(leaf, NoLock);
  }
  if (anything_goes) return;
  // A table without partitions takes no row at all.
  Node* any = makeBoolConst(false, false);
  if (arms != NIL) any = static_cast<Node*>(list_length(arms) == 1 ? linitial(arms) : make_orclause(arms));
  add_obligation(raw, pstrdup(RelationGetRelationName(relation)), core::PredicateSource::Partition, false,
                 any);
}

bool fires_before_insert(Relation relation) {
  const TriggerDesc* triggers = relation->trigdesc;
  for (int i = 0; triggers && i < triggers->numtriggers; ++i) {
    const Trigger* trigger = &triggers->triggers[i];
    if (!TRIGGER_FOR_INSERT(trigger->tgtype) || !TRIGGER_FOR_ROW(trigger->tgtype) ||
        !fires(trigger->tgenabled))
      continue;
    if (TRIGGER_FOR_BEFORE(trigger->tgtype) || TRIGGER_FOR_INSTEAD(trigger->tgtype)) return true;
  }
  return false;
}

bool has_insert_rules(Relation relation) {
  const RuleLock* rules = relation->rd_rules;
  for (int i = 0; rules && i < rules->numLocks; ++i)
    if (rules->rules[i]->event == CMD_INSERT && fires(rules->rules[i]->enabled)) return true;
  return false;
}

void gather_row_triggers(Relation relation, RawRelation* raw) {
  raw->has_rules |= has_insert_rules(relation);
  raw->row_triggers |= fires_before_insert(relation) || raw->has_rules;
}

}  // namespace datagen::pg
