// src/pg/rule_store.cpp -- reading, merging and storing rules
#include "pg/rule_store.hpp"

#include "pg/as_owner.hpp"
#include "pg/query.hpp"
#include "pg/type_reader.hpp"

#include <algorithm>
#include <cctype>
#include <cstring>
#include <map>

// clang-format off
extern "C" {
#include "mb/pg_wchar.h"
#include "utils/jsonb.h"
}
// clang-format on

namespace datagen::pg {
namespace {

/// Rules of columns that are gone are cleared away with every new rule, before their identity can be given again.
constexpr char kStore[] =
    "WITH gone AS (DELETE FROM datagen.rule_entry WHERE target::pg_catalog.text OPERATOR(pg_catalog.=) '-') "
    "INSERT INTO datagen.rule_entry (target, expression, columns, null_share) "
    "VALUES ($1::datagen.regcolumn, $2, $3::datagen.regcolumn[], $4) "
    "ON CONFLICT ((target::pg_catalog.int8)) DO UPDATE SET expression = EXCLUDED.expression, "
    "columns = EXCLUDED.columns, null_share = EXCLUDED.null_share";

constexpr char kRemove[] =
    "DELETE FROM datagen.rule_entry WHERE target::pg_catalog.int8 OPERATOR(pg_catalog.=) $1";

bool is_identifier_byte(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x80 || std::isalnum(byte) || c == '_' || c == '$';
}

/// Past the closing quote of what `text` opens at `at`; a doubled quote does not close.
size_t end_of_quoted(const std::string& text, size_t at) {
  const char quote = text[at];
  for (++at; at < text.size(); ++at) {
    if (text[at] != quote) continue;
    if (at + 1 >= text.size() || text[at + 1] != quote) return at + 1;
    ++at;
  }
  return at;
}

/// Past the identifier that begins at `at`, as the server's scanner sees it, with the UESCAPE that may belong to it.
size_t end_of_identifier(const std::string& text, size_t at) {
  if (text[at] == '"') return end_of_quoted(text, at);
  if (text.compare(at + 1, 2, "&\"") != 0) {
    while (at < text.size() && is_identifier_byte(text[at])) ++at;
    return at;
  }
  const size_t end = end_of_quoted(text, at + 2);
  const size_t word = text.find_first_not_of(" \t\r\n\f", end);
  if (word == std::string::npos || pg_strncasecmp(text.c_str() + word, "uescape", 7) != 0) return end;
  const size_t escape = text.find('\'', word);
  return escape == std::string::npos ? end : end_of_quoted(text, escape);
}

/// Past the column name at the reference, with the relation's name before it.
size_t end_of_reference(const std::string& text, const ColumnReference& reference) {
  constexpr char kBlank[] = " \t\r\n\f";
  const size_t end = end_of_identifier(text, reference.offset);
  if (!reference.qualified) return end;
  const size_t dot = text.find_first_not_of(kBlank, end);
  const size_t name = dot == std::string::npos ? dot : text.find_first_not_of(kBlank, dot + 1);
  if (name == std::string::npos || text[dot] != '.' || !(text[name] == '"' || is_identifier_byte(text[name])))
    throw core::Error(core::ErrorCode::InvalidParameter, "a column name in the rule has a comment inside");
  return end_of_identifier(text, name);
}

/// The present name of the column.
std::string name_of(const ColumnReference& reference, const core::Relation& relation) {
  if (OidIsValid(reference.relation)) return reference.name;
  return in_server_encoding(relation.columns[static_cast<size_t>(reference.column)].name);
}

/// The text cut before and after each column it names; each second piece is the column's name, quoted where needed.
std::vector<std::string> cut(const std::string& text, const std::vector<ColumnReference>& references,
                             const core::Relation& relation) {
  std::vector<std::string> pieces;
  size_t from = 0;
  for (const ColumnReference& reference : references) {
    std::string before = text.substr(from, reference.offset - from);
    const size_t end =
        reference.literal ? text.find('\'', reference.offset) : end_of_reference(text, reference);
    // The name may lose its quotes, so what was told apart by them gets a blank.
    if (!before.empty() && is_identifier_byte(before.back())) before += ' ';
    if (from > 0 && !before.empty() && is_identifier_byte(before.front())) before.insert(0, 1, ' ');
    pieces.push_back(std::move(before));
    pieces.push_back(quoted_name(name_of(reference, relation)));
    from = end;
  }
  std::string rest = text.substr(from);
  if (from > 0 && !rest.empty() && is_identifier_byte(rest.front())) rest.insert(0, 1, ' ');
  pieces.push_back(std::move(rest));
  return pieces;
}

/// One member of the `rules` argument.
struct Member {
  const char* name;
  size_t name_size;
  const char* text;  // nullptr for a JSON null
  size_t text_size;
  bool malformed;
};

struct Members {
  Member* items;
  int count;
  bool is_object;
};

/// Runs inside pg::call.
Members members_of(Datum datum) noexcept {
  Jsonb* document = DatumGetJsonbP(datum);
  Members result{nullptr, 0, JB_ROOT_IS_OBJECT(document)};
  if (!result.is_object) return result;
  result.items = static_cast<Member*>(palloc0(sizeof(Member) * (JB_ROOT_COUNT(document) + 1)));
  JsonbIterator* iterator = JsonbIteratorInit(&document->root);
  JsonbValue value;
  JsonbIteratorToken token;
  while ((token = JsonbIteratorNext(&iterator, &value, true)) != WJB_DONE) {
    if (token == WJB_KEY) {
      Member* member = &result.items[result.count++];
      member->name = value.val.string.val;
      member->name_size = static_cast<size_t>(value.val.string.len);
    } else if (token == WJB_VALUE) {
      Member* member = &result.items[result.count - 1];
      member->malformed = value.type != jbvString && value.type != jbvNull;
      if (value.type != jbvString) continue;
      member->text = value.val.string.val;
      member->text_size = static_cast<size_t>(value.val.string.len);
    }
  }
  return result;
}

/// The rule in a comment: the rest of the first line that starts with "datagen:"; empty when there is none.
std::string rule_in_comment(const std::string& comment) {
  constexpr std::string_view kMark = "datagen:";
  constexpr char kBlank[] = " \t\r\f";
  for (size_t line = 0; line < comment.size();) {
    const size_t end = std::min(comment.find('\n', line), comment.size());
    const size_t start = std::min(comment.find_first_not_of(kBlank, line), end);
    if (comment.compare(start, kMark.size(), kMark) == 0) {
      const size_t first = comment.find_first_not_of(kBlank, start + kMark.size());
      if (first == std::string::npos || first >= end) return {};
      return comment.substr(first, comment.find_last_not_of(kBlank, end - 1) - first + 1);
    }
    line = end + 1;
  }
  return {};
}

/// Lets `rule` say what no rule of higher precedence has said.
void add_rule(std::map<int, Rule>& rules, std::map<int, bool>& closed, const Rule& rule) {
  if (closed[rule.column]) return;
  const auto [found, fresh] = rules.emplace(rule.column, rule);
  if (!fresh) {
    Rule& merged = found->second;
    if (!merged.null_share) merged.null_share = rule.null_share;
    if (rule.has_expression) {
      merged.expression = rule.expression;
      merged.has_expression = true;
      merged.source = rule.source;
    }
  }
  closed[rule.column] = rule.has_expression || !rule.null_share;
}

}  // namespace

core::ErrorFields fields_of(const core::Relation& relation, int column) {
  core::ErrorFields fields;
  fields.schema = relation.schema;
  fields.table = relation.name;
  fields.column = relation.columns[static_cast<size_t>(column)].name;
  return fields;
}

std::vector<Rule> stored_rules(const core::Relation& relation) {
  std::vector<Rule> rules;
  const auto to_text = [](Datum datum) {
    const char* raw = call([&]() noexcept -> const char* { return TextDatumGetCString(datum); });
    return to_utf8(raw, std::strlen(raw));
  };
  AsOwner owner;
  SpiConnection connection;
  for_each_row(
      "SELECT column_name::pg_catalog.text, expression, null_share FROM datagen.rule "
      "WHERE relation::pg_catalog.oid OPERATOR(pg_catalog.=) '" +
          std::to_string(relation.id) + "'::pg_catalog.oid ORDER BY column_name",
      [&](const ResultRow& row) {
        Rule rule;
        rule.column = relation.column_index(to_text(row.values[0]));
        if (rule.column < 0) return;
        rule.has_expression = !row.nulls[1];
        if (rule.has_expression) rule.expression = to_text(row.values[1]);
        if (!row.nulls[2]) rule.null_share = DatumGetFloat8(row.values[2]);
        rules.push_back(std::move(rule));
      });
  return rules;
}

std::vector<Rule> parse_rules(std::optional<Datum> jsonb, const core::Relation& relation) {
  std::vector<Rule> rules;
  if (!jsonb) return rules;
  const Datum datum = *jsonb;
  const Members members = call([&]() noexcept { return members_of(datum); });
  if (!members.is_object)
    throw core::Error(core::ErrorCode::InvalidParameter, "rules must be a JSON object", "",
                      "Write {\"column\": \"SQL expression\"}.");
  for (int i = 0; i < members.count; ++i) {
    const Member& member = members.items[i];
    const std::string name = to_utf8(member.name, member.name_size);
    Rule rule;
    rule.source = RuleSource::Call;
    rule.column = relation.column_index(name);
    if (rule.column < 0)
      throw core::Error(core::ErrorCode::UndefinedColumn,
                        "column \"" + name + "\" of relation \"" + relation.name + "\" does not exist",
                        "It is named by the argument rules.");
    if (member.malformed)
      throw core::Error(core::ErrorCode::InvalidParameter,
                        "the rule for column \"" + name + "\" must be a string that holds a SQL expression",
                        "", "A constant is an expression, too: \"42\", \"'text'\".",
                        fields_of(relation, rule.column));
    check_takes_values(relation, rule.column);
    rule.has_expression = member.text != nullptr;
    if (rule.has_expression) rule.expression = to_utf8(member.text, member.text_size);
    rules.push_back(std::move(rule));
  }
  return rules;
}

std::vector<Rule> effective_rules(const core::Relation& relation, const std::vector<Rule>& of_call) {
  std::map<int, Rule> rules;
  std::map<int, bool> closed;
  for (const Rule& rule : of_call) add_rule(rules, closed, rule);
  for (const Rule& rule : stored_rules(relation)) add_rule(rules, closed, rule);
  for (size_t c = 0; c < relation.columns.size(); ++c) {
    Rule rule;
    rule.column = static_cast<int>(c);
    rule.source = RuleSource::Comment;
    rule.expression = rule_in_comment(relation.columns[c].comment);
    rule.has_expression = !rule.expression.empty();
    if (rule.has_expression) add_rule(rules, closed, rule);
  }
  std::vector<Rule> result;
  for (const auto& [index, rule] : rules) {
    const core::Column& column = relation.columns[static_cast<size_t>(index)];
    if (column.generated || !column.insertable || (!rule.has_expression && !rule.null_share)) continue;
    check_null_share(relation, rule);
    result.push_back(rule);
  }
  return result;
}

void check_takes_values(const core::Relation& relation, int index) {
  const core::Column& column = relation.columns[static_cast<size_t>(index)];
  if (column.insertable && !column.generated) return;
  if (relation.kind == core::RelationKind::View)
    throw core::Error(core::ErrorCode::InvalidParameter,
                      "column \"" + column.name + "\" of view \"" + relation.name + "\" takes no values", "",
                      "", fields_of(relation, index));
  if (column.generated)
    throw core::Error(
        core::ErrorCode::InvalidParameter, "column \"" + column.name + "\" is a generated column",
        "Its values follow from other columns, so it can have no rule.", "", fields_of(relation, index));
  throw core::Error(
      core::ErrorCode::InsufficientPrivilege,
      "permission denied for column \"" + column.name + "\" of relation \"" + relation.name + "\"", "", "",
      fields_of(relation, index));
}

void check_null_share(const core::Relation& relation, const Rule& rule) {
  if (!rule.null_share) return;
  const core::Column& column = relation.columns[static_cast<size_t>(rule.column)];
  if (!(*rule.null_share >= 0 && *rule.null_share <= 1))
    throw core::Error(core::ErrorCode::InvalidParameter, "null_share must be between 0 and 1", "", "",
                      fields_of(relation, rule.column));
  if (column.not_null && *rule.null_share > 0)
    throw core::Error(
        core::ErrorCode::InvalidParameter,
        "null_share of the rule on column \"" + column.name + "\" contradicts its NOT NULL constraint", "",
        "Set null_share to 0, or drop the constraint.", fields_of(relation, rule.column));
}

void store_rule(const core::Relation& relation, const Rule& rule,
                const std::vector<ColumnReference>& references) {
  std::vector<std::string> pieces;
  std::vector<Datum> piece_values;
  std::vector<Datum> column_values;
  if (rule.has_expression) pieces = cut(in_server_encoding(rule.expression), references, relation);
  for (const std::string& piece : pieces) {
    const char* text = piece.c_str();
    piece_values.push_back(call([&]() noexcept { return CStringGetTextDatum(text); }));
  }
  for (const ColumnReference& reference : references) {
    const int64_t identity =
        OidIsValid(reference.relation)
            ? identity_of(reference.relation, reference.number)
            : identity_of(relation.id, relation.columns[static_cast<size_t>(reference.column)].number);
    column_values.push_back(call([&]() noexcept { return Int64GetDatum(identity); }));
  }
  const int64_t target = identity_of(relation.id, relation.columns[static_cast<size_t>(rule.column)].number);
  const double share = rule.null_share.value_or(0);
  Oid types[] = {INT8OID, TEXTARRAYOID, INT8ARRAYOID, FLOAT8OID};
  Datum values[4];
  const char nulls[] = {' ', rule.has_expression ? ' ' : 'n', rule.has_expression ? ' ' : 'n',
                        rule.null_share ? ' ' : 'n'};
  call([&]() noexcept {
    values[0] = Int64GetDatum(target);
    values[1] = PointerGetDatum(construct_array(piece_values.data(), static_cast<int>(piece_values.size()),
                                                TEXTOID, -1, false, TYPALIGN_INT));
    values[2] = PointerGetDatum(construct_array(column_values.data(), static_cast<int>(column_values.size()),
                                                INT8OID, sizeof(int64), FLOAT8PASSBYVAL, TYPALIGN_DOUBLE));
    values[3] = Float8GetDatum(share);
  });
  execute_as_owner(kStore, 4, types, values, nulls);
}

bool remove_rule(Oid relation, AttrNumber number) {
  const int64_t target = identity_of(relation, number);
  Oid types[] = {INT8OID};
  Datum values[] = {call([&]() noexcept { return Int64GetDatum(target); })};
  return execute_as_owner(kRemove, 1, types, values, nullptr) > 0;
}

}  // namespace datagen::pg
