// src/core/schema/relation.hpp -- the schema model: relations with their attributes, keys and obligations
#pragma once

#include "core/schema/predicate.hpp"
#include "core/schema/type.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace datagen::core {

/// Opaque identity of a relation (its oid); never part of a value.
using RelationId = uint32_t;

/// A sequence behind an identity or nextval() default.
struct Sequence {
  uint32_t id = 0;
  std::string name;  ///< quoted, schema-qualified
  int64_t start = 1, increment = 1, minimum = 1, maximum = INT64_MAX;
  bool cycle = false;
};

enum class DefaultKind : uint8_t { None, Constant, Sequence, Volatile };

/// A live attribute. Its index in Relation::columns is how the core names it.
struct Column {
  std::string name;
  int number = 0;  ///< attnum
  TypePtr type;
  bool not_null = false;  ///< by attribute or domain
  bool generated = false;
  /// Generated and part of a foreign key: a value is sought for it as for any other column, and a predicate ties it to
  /// the columns that it is computed from.
  bool sought = false;
  bool identity = false;
  bool insertable =
      true;  ///< false: no INSERT privilege on it or not updatable in the view; then it takes its default
  DefaultKind default_kind = DefaultKind::None;
  Value default_value;  ///< Constant: a Stored value of the server side's pool
  std::optional<Sequence> sequence;
  uint32_t collation = 0;
  bool deterministic_collation = true;
  std::string comment;
  int default_handle = -1;  ///< Volatile: the server side's expression
  ExprPtr generated_expr;   ///< generated columns
  int generated_handle = -1;
};

/// One part of a unique key: a plain column, or an expression over some.
struct KeyPart {
  int column = -1;  ///< -1 for an expression
  ExprPtr expr;
  std::vector<int> columns;  ///< the columns the expression reads
  int handle = -1;           ///< the server side's expression
};

/// A primary key, unique constraint or unique index.
struct UniqueKey {
  std::string name;
  uint32_t id = 0;
  bool primary = false;
  bool deferrable = false;
  bool nulls_not_distinct = false;
  std::vector<KeyPart> parts;
  std::optional<Predicate> where;  ///< partial index
  bool exclusion = false;          ///< declared as an exclusion constraint whose operators are all equality
};

enum class MatchType : uint8_t { Simple, Full };

struct ForeignKey {
  std::string name;
  std::vector<int> columns;
  RelationId parent = 0;
  std::vector<int> parent_columns;  ///< indexes in the parent's columns
  MatchType match = MatchType::Simple;
  uint32_t id = 0;  ///< the constraint's identity
  bool deferrable = false;
  bool initially_deferred = false;
};

/// What the operator of an exclusion constraint's element asks of two rows for them to exclude each other.
enum class ExclusionOperator : uint8_t {
  Equal,      ///< = of a btree or hash family, "same as" of figures
  Overlap,    ///< && of ranges, multiranges, plane figures or networks
  Different,  ///< <>
  Other       ///< only the server knows
};

/// What an operand of && is, and so which stretch of a line it takes (row_services.hpp: ExclusionEntry).
enum class SpanKind : uint8_t { None, Range, Multirange, Box, Circle, Polygon, Network };

/// An element of an exclusion constraint: a plain column, or an expression over some.
struct ExclusionPart {
  int column = -1;
  ExprPtr expr;
  std::vector<int> columns;  ///< the columns it reads, through a generated column too
  std::string operator_name;
  ExclusionOperator op = ExclusionOperator::Other;
  SpanKind span = SpanKind::None;
  TypePtr line;  ///< Range, Multirange: the subtype
  std::vector<ExprPtr>
      bounds;  ///< lower and upper (x of a box's corners) when the operand is built from them
  bool lower_inclusive = true;
  bool upper_inclusive = false;
  int handle = -1;  ///< the server side's expression
};

/// Two rows exclude each other when all elements' operators hold between them. Constraints of = alone are unique keys.
struct Exclusion {
  std::string name;
  uint32_t id = 0;
  std::vector<ExclusionPart> parts;
  std::optional<Predicate> where;  ///< partial constraint
};

enum class RelationKind : uint8_t { Table, Partitioned, Foreign, View };

/// A relation that can be filled.
struct Relation {
  RelationId id = 0;
  std::string schema;
  std::string name;
  RelationKind kind = RelationKind::Table;
  bool is_partition = false;
  bool temporary = false;
  bool extension_member = false;
  bool has_before_insert_triggers = false;  ///< BEFORE ROW, INSTEAD OF or rules: rows may change or vanish
  bool has_rules = false;
  std::vector<Column> columns;
  std::vector<UniqueKey> keys;
  std::vector<ForeignKey> foreign_keys;
  std::vector<Predicate> predicates;
  std::vector<Exclusion> exclusions;
  int64_t row_bytes = 0;  ///< estimated width of a row

  int column_index(std::string_view column) const;  ///< -1 when there is none
  std::string qualified_name() const;               ///< for messages: schema.name, quoted where needed
  bool nullable(int column) const { return !columns[column].not_null; }
  /// The other relations that its conditions read, ascending: better filled before it.
  std::vector<RelationId> reads() const;
};

/// The relations a call deals with, parents outside the asked schema included.
struct Schema {
  std::map<RelationId, Relation> relations;
  const Relation& at(RelationId id) const { return relations.at(id); }
  bool has(RelationId id) const { return relations.count(id) != 0; }
};

/// Quotes an identifier when PostgreSQL would (reserved words are quoted too freely rather than too rarely).
std::string quote_name(std::string_view name);

}  // namespace datagen::core
