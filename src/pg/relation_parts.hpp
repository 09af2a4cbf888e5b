// src/pg/relation_parts.hpp -- what the catalogs say of a relation, as plain structs, before the core sees it
#pragma once

#include "core/schema/relation.hpp"
#include "pg/pg.hpp"

namespace datagen::pg {

/// Why a relation cannot be filled.
enum class Obstacle : uint8_t { None, Missing, WrongKind, NotInsertable, HiddenColumn };

struct RawColumn {
  AttrNumber number;
  NameData name;
  Oid type;
  int32 typmod;
  int dimensions;
  Oid collation;
  bool deterministic;
  bool not_null;
  bool generated;
  bool sought;  // as core::Column::sought
  bool identity;
  bool insertable;
  Oid sequence;        // of an identity or a nextval() default
  Node* default_expr;  // neither sequence nor generated
  Node* generated_expr;
  const char* comment;  // or nullptr
  int32 width;
};

struct RawObligation {
  const char* name;
  core::PredicateSource source;
  bool needs_true;
  Node* expr;
};

struct RawKeyPart {
  AttrNumber number;  // 0: expression
  Node* expr;
  const char* operator_name;  // exclusion constraints
  core::ExclusionOperator op;
};

struct RawKey {
  NameData name;
  Oid id;
  bool primary;
  bool exclusion;
  bool deferrable;
  bool nulls_not_distinct;
  List* parts;  // of RawKeyPart*
  Node* where;  // or nullptr
};

struct RawForeignKey {
  NameData name;
  Oid id;
  Oid parent;
  bool match_full;
  bool deferrable;
  bool initially_deferred;
  int count;
  AttrNumber columns[INDEX_MAX_KEYS];
  int parent_columns[INDEX_MAX_KEYS];  // positions among the parent's live attributes
};

/// Everything is allocated in the context that was current when it was gathered.
struct RawRelation {
  Oid id;
  NameData schema;
  NameData name;
  char kind;
  bool is_partition;
  bool temporary;
  bool extension_member;
  bool row_triggers;
  bool has_rules;
  Obstacle obstacle;
  const char* obstacle_detail;  // or nullptr
  TupleDesc descriptor;
  int column_count;
  RawColumn* columns;
  List* obligations;   // of RawObligation*
  List* keys;          // of RawKey*
  List* foreign_keys;  // of RawForeignKey*
};

// All of these make server calls and own no C++ object: they run inside pg::call. `user` is whose privileges
// and policies count: the caller, or the owner of the view through which the relation is reached.

/// Locks the relation AccessShare until the end of the transaction and gathers all of the below.
RawRelation* gather_relation(Oid relation, Oid user);

void gather_columns(Relation relation, RawRelation* raw, Oid user);
void gather_row_triggers(Relation relation, RawRelation* raw);
void gather_checks(Relation relation, RawRelation* raw);
void gather_domain_checks(RawRelation* raw);
void gather_partition_bounds(Relation relation, RawRelation* raw);
void gather_row_security(Relation relation, RawRelation* raw, Oid user);
void gather_keys(Relation relation, RawRelation* raw);
void gather_foreign_keys(Relation relation, RawRelation* raw);
/// Ties generated columns that are part of a foreign key to what they are computed from.
void gather_generated_references(RawRelation* raw);
/// Columns through the view and the base relation's obligations in terms of the view's columns.
void gather_view(Relation view, RawRelation* raw, Oid user);

void add_obligation(RawRelation* raw, const char* name, core::PredicateSource source, bool needs_true,
                    Node* expr);
/// The default as the executor would compute it, folded; nullptr when there is none or it is NULL.
Node* default_of(Relation relation, AttrNumber number);
/// Sets the column's sequence when `expr` is nothing but nextval() of one, else its default expression.
void set_default(RawColumn* column, Node* expr);
/// The relation, or a partition of it, has triggers that see a row before it is stored.
bool fires_before_insert(Relation relation);
/// Some ON INSERT rule is enabled.
bool has_insert_rules(Relation relation);

}  // namespace datagen::pg
