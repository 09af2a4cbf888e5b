// src/pg/candidate_values.cpp -- walking function definitions for literals and names
#include "pg/candidate_values.hpp"

#include "pg/constructed_values.hpp"
#include "pg/predicate_nodes.hpp"
#include "pg/query.hpp"
#include "pg/read_as_values.hpp"
#include "pg/stored_rows.hpp"
#include "pg/type_reader.hpp"

#include <cctype>
#include <set>
#include <string>

// clang-format off
extern "C" {
#include "access/transam.h"
}
// clang-format on

namespace datagen::pg {
namespace {

/// Levels of functions that call functions.
constexpr int kLevels = 3;
constexpr size_t kMostTexts = 2000;
constexpr size_t kMostConverted = 600;
constexpr size_t kMostColumns = 12;

struct Calls {
  Oid functions[32];
  int count = 0;
};

bool collect_calls(Node* node, void* context) {
  if (node == nullptr) return false;
  Calls* calls = static_cast<Calls*>(context);
  Oid function = InvalidOid;
  if (IsA(node, FuncExpr)) function = reinterpret_cast<FuncExpr*>(node)->funcid;
  if (IsA(node, OpExpr)) function = reinterpret_cast<OpExpr*>(node)->opfuncid;
  if (function >= FirstNormalObjectId && calls->count < 32) calls->functions[calls->count++] = function;
  return walk_children(node, collect_calls, context);
}

/// The words of a function's definition.
struct Words {
  std::set<std::string> literals;
  std::set<std::string> names;
};

void read_words(const std::string& text, Words& words) {
  for (size_t i = 0; i < text.size();) {
    const auto c = static_cast<unsigned char>(text[i]);
    std::string word;
    if (c == '\'' || c == '"') {
      for (++i; i < text.size(); ++i) {
        if (text[i] == static_cast<char>(c)) {
          if (i + 1 < text.size() && text[i + 1] == text[i])
            ++i;
          else
            break;
        }
        word += text[i];
      }
      ++i;
      (c == '"' ? words.names : words.literals).insert(word);
    } else if (c == '-' && i + 1 < text.size() && text[i + 1] == '-') {
      while (i < text.size() && text[i] != '\n') ++i;
    } else if (std::isdigit(c)) {
      while (i < text.size() && (std::isdigit(static_cast<unsigned char>(text[i])) || text[i] == '.'))
        word += text[i++];
      words.literals.insert(word);
      words.literals.insert("-" + word);
    } else if (std::isalpha(c) || c == '_' || c >= 0x80) {
      while (i < text.size() && (std::isalnum(static_cast<unsigned char>(text[i])) || text[i] == '_' ||
                                 static_cast<unsigned char>(text[i]) >= 0x80))
        word += static_cast<char>(std::tolower(static_cast<unsigned char>(text[i++])));
      words.names.insert(word);
    } else {
      ++i;
    }
  }
}

std::string text_of(Datum value) {
  return call([&]() noexcept { return TextDatumGetCString(value); });
}

std::string name_list(const std::set<std::string>& names) {
  std::string list;
  for (const std::string& name : names)
    if (name.size() < NAMEDATALEN) list += (list.empty() ? "" : ", ") + quoted_literal(name);
  return list.empty() ? "''" : list;
}

/// Definitions of `functions` and of those they name; aggregates have none.
Words read_definitions(std::set<Oid> functions) {
  Words words;
  std::set<Oid> seen;
  for (int level = 0; level < kLevels && !functions.empty(); ++level) {
    std::string oids;
    for (Oid function : functions) oids += (oids.empty() ? "" : ", ") + std::to_string(function);
    seen.insert(functions.begin(), functions.end());
    Words own;
    for_each_row(
        "SELECT pg_catalog.pg_get_functiondef(p.oid) FROM pg_catalog.pg_proc p WHERE p.oid IN (" + oids +
            ") AND p.prokind OPERATOR(pg_catalog.=) 'f'::pg_catalog.\"char\" AND p.prolang IN (SELECT l.oid "
            "FROM pg_catalog.pg_language l WHERE l.lanname NOT IN ('c', 'internal')) ORDER BY p.oid",
        [&](const ResultRow& row) {
          // From the body on: what stands before are names, types and costs.
          const std::string definition = text_of(row.values[0]);
          size_t body = definition.find("\nAS $");
          if (body == std::string::npos) body = definition.find(")\n");
          read_words(definition.substr(body == std::string::npos ? 0 : body), own);
        });
    words.literals.insert(own.literals.begin(), own.literals.end());
    words.names.insert(own.names.begin(), own.names.end());
    functions.clear();
    for_each_row(
        "SELECT p.oid::pg_catalog.int8 FROM pg_catalog.pg_proc p WHERE p.oid OPERATOR(pg_catalog.>=) " +
            std::to_string(FirstNormalObjectId) + "::pg_catalog.oid AND p.proname IN (" +
            name_list(own.names) + ") ORDER BY p.oid LIMIT 32",
        [&](const ResultRow& row) {
          const Oid function = static_cast<Oid>(DatumGetInt64(row.values[0]));
          if (!seen.count(function)) functions.insert(function);
        });
  }
  return words;
}

/// Columns of tables named like `names` whose type is of the column's category, as SELECT statements.
std::vector<std::string> sources(const std::set<std::string>& names, Oid type) {
  std::vector<std::string> queries;
  for_each_row(
      "SELECT pg_catalog.format('SELECT DISTINCT %I::pg_catalog.text COLLATE \"C\" FROM %s WHERE %I IS NOT "
      "NULL ORDER BY 1 "
      "LIMIT 500', a.attname, c.oid::pg_catalog.regclass, a.attname) FROM pg_catalog.pg_class c "
      "JOIN pg_catalog.pg_attribute a ON a.attrelid OPERATOR(pg_catalog.=) c.oid "
      "JOIN pg_catalog.pg_type t ON t.oid OPERATOR(pg_catalog.=) a.atttypid "
      "JOIN pg_catalog.pg_type own ON own.oid OPERATOR(pg_catalog.=) " +
          std::to_string(type) + "::pg_catalog.oid WHERE c.relname IN (" + name_list(names) +
          ") AND c.relkind IN ('r', 'p', 'm') AND c.oid OPERATOR(pg_catalog.>=) " +
          std::to_string(FirstNormalObjectId) +
          "::pg_catalog.oid AND a.attnum OPERATOR(pg_catalog.>) 0::pg_catalog.int2 AND NOT a.attisdropped "
          "AND "
          "t.typcategory OPERATOR(pg_catalog.=) own.typcategory AND "
          "pg_catalog.has_column_privilege(c.oid, a.attnum, 'SELECT') AND "
          "pg_catalog.has_schema_privilege(c.relnamespace, 'USAGE') "
          "ORDER BY c.relname, a.attname, c.oid LIMIT " +
          std::to_string(kMostColumns),
      [&](const ResultRow& row) { queries.push_back(text_of(row.values[0])); });
  return queries;
}

void read_texts(const std::string& sql, std::set<std::string>& texts) {
  try {
    Subtransaction attempt;
    std::set<std::string> found;
    for_each_row(sql, [&](const ResultRow& row) {
      if (!row.nulls[0]) found.insert(text_of(row.values[0]));
    });
    attempt.commit();
    for (const std::string& text : found)
      if (texts.size() < kMostTexts) texts.insert(text);
  } catch (const PgError& error) {
    // A table under row security whose policy fails, say: it then gives nothing.
    if (must_propagate(error.sqlstate())) throw;
  }
}

std::optional<core::Value> converted(const std::string& text, const ValueCodec& codec, core::Arena& arena) {
  const core::Value as_text = core::Value::of_text(text);
  try {
    Subtransaction attempt;
    const Datum datum = call([&]() noexcept { return codec.encode(as_text); });
    const core::Value value = codec.decode(datum, arena);
    attempt.commit();
    return value;
  } catch (const PgError& error) {
    if (!may_be_the_values_fault(error.sqlstate())) throw;
    return std::nullopt;
  }
}

/// Types of which the core knows too little to find rare values.
bool is_made_by_constructors(const core::Type& type) {
  switch (type.type_class) {
    case core::TypeClass::Range:
    case core::TypeClass::Literal:
    case core::TypeClass::Multirange:
    case core::TypeClass::Unknown: return true;
    default: return false;
  }
}

}  // namespace

std::vector<core::Value> candidate_values(const core::Relation& relation, int column,
                                          const std::vector<Node*>& conditions, const ValueCodec& codec,
                                          ExpressionPool& pool, core::Arena& arena) {
  const ScopedContext scratch(CurrentMemoryContext, "datagen candidate values");
  const ContextSwitch memory(scratch.get());
  Calls calls;
  for (Node* condition : conditions) call([&]() noexcept { collect_calls(condition, &calls); });
  Words words = read_definitions({calls.functions, calls.functions + calls.count});
  std::set<std::string> texts;
  for (const std::string& query : sources(words.names, codec.oid())) read_texts(query, texts);
  const core::Column& own = relation.columns[static_cast<size_t>(column)];
  if (relation.kind != core::RelationKind::Foreign)
    read_texts("SELECT DISTINCT " + identifier(own.name) + "::pg_catalog.text COLLATE \"C\" FROM " +
                   from_clause(relation) + " ORDER BY 1 LIMIT 200",
               texts);
  for (const std::string& literal : words.literals) texts.insert(literal);
  if (is_made_by_constructors(codec.type()))
    for (const std::string& text : constructed_values(codec.oid(), conditions)) texts.insert(text);
  if (codec.type().type_class == core::TypeClass::Text)
    for (const std::string& text : read_as_values(relation, own, conditions, pool)) texts.insert(text);
  std::vector<core::Value> values;
  const bool is_text = core::value_kind(codec.type()) == core::ValueKind::Text;
  for (const std::string& text : texts) {
    if (is_text) {
      values.push_back(core::Value::of_text(arena.store(to_utf8(text.data(), text.size()))));
    } else if (values.size() < kMostConverted) {
      if (const auto value = converted(to_utf8(text.data(), text.size()), codec, arena))
        values.push_back(*value);
    }
  }
  return values;
}

}  // namespace datagen::pg
