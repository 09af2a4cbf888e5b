// src/pg/trigger_source.cpp -- a lexer, the closure over called functions, comparisons with words
#include "pg/trigger_source.hpp"

#include "pg/query.hpp"
#include "pg/type_reader.hpp"

#include <algorithm>
#include <cctype>
#include <map>
#include <set>

extern "C" {
#include "mb/pg_wchar.h"
#include "miscadmin.h"
#include "utils/builtins.h"
}

namespace datagen::pg {
namespace {

/// Functions looked into for one relation, and words offered to one column.
constexpr size_t kMostFunctions = 200;
constexpr size_t kMostWords = 64;
constexpr size_t kLongestWord = 40;

bool is_word_start(char c) {
  return std::isalpha(static_cast<unsigned char>(c)) || c == '_' || (c & 0x80) != 0;
}
bool is_word_part(char c) {
  return is_word_start(c) || std::isdigit(static_cast<unsigned char>(c)) || c == '$';
}

class Lexer {
 public:
  explicit Lexer(const std::string& source) : source_(source) {}

  std::vector<SourceToken> run() {
    while (at_ < source_.size()) {
      const char c = source_[at_];
      if (std::isspace(static_cast<unsigned char>(c)))
        ++at_;
      else if (source_.compare(at_, 2, "--") == 0)
        at_ = std::min(source_.find('\n', at_), source_.size());
      else if (source_.compare(at_, 2, "/*") == 0)
        at_ = source_.find("*/", at_) == std::string::npos ? source_.size() : source_.find("*/", at_) + 2;
      else if (c == '\'')
        tokens_.push_back({SourceToken::Kind::String, quoted('\'')});
      else if (c == '"')
        tokens_.push_back({SourceToken::Kind::Word, quoted('"')});
      else if (is_word_start(c))
        word();
      else if (std::isdigit(static_cast<unsigned char>(c)))
        number();
      else
        tokens_.push_back({SourceToken::Kind::Sign, std::string(1, source_[at_++])});
    }
    return std::move(tokens_);
  }

 private:
  std::string quoted(char quote) {
    std::string text;
    for (++at_; at_ < source_.size(); ++at_) {
      if (source_[at_] == quote) {
        if (at_ + 1 >= source_.size() || source_[at_ + 1] != quote) break;
        ++at_;
      }
      text += source_[at_];
    }
    ++at_;
    return text;
  }

  void word() {
    std::string text;
    for (; at_ < source_.size() && is_word_part(source_[at_]); ++at_)
      text += static_cast<char>(std::tolower(static_cast<unsigned char>(source_[at_])));
    tokens_.push_back({SourceToken::Kind::Word, std::move(text)});
  }

  void number() {
    std::string text;
    for (; at_ < source_.size() && std::isdigit(static_cast<unsigned char>(source_[at_])); ++at_)
      text += source_[at_];
    tokens_.push_back({SourceToken::Kind::Number, std::move(text)});
  }

  const std::string& source_;
  size_t at_ = 0;
  std::vector<SourceToken> tokens_;
};

std::string text_of(const ResultRow& row, int column) {
  const Datum value = row.values[column];
  const char* string = call([&]() noexcept { return TextDatumGetCString(value); });
  return to_utf8(string, strlen(string));
}

/// Sources of the trigger functions of a relation, for INSERT and for each row or statement.
std::vector<std::string> trigger_sources(Oid relation) {
  std::vector<std::string> sources;
  for_each_row(
      "SELECT p.prosrc FROM pg_catalog.pg_trigger t JOIN pg_catalog.pg_proc p ON p.oid "
      "OPERATOR(pg_catalog.=) "
      "t.tgfoid JOIN pg_catalog.pg_language l ON l.oid OPERATOR(pg_catalog.=) p.prolang WHERE NOT "
      "t.tgisinternal "
      "AND t.tgenabled OPERATOR(pg_catalog.<>) 'D' AND (t.tgtype OPERATOR(pg_catalog.&) 4) "
      "OPERATOR(pg_catalog.<>) 0 AND l.lanname OPERATOR(pg_catalog.=) ANY ('{sql,plpgsql}') AND t.tgrelid "
      "OPERATOR(pg_catalog.=) " +
          std::to_string(relation) + " ORDER BY p.proname, p.prosrc",
      [&](const ResultRow& row) { sources.push_back(text_of(row, 0)); });
  return sources;
}

/// By name: the sources of SQL and PL/pgSQL functions outside the system's schemas.
std::map<std::string, std::vector<std::string>> all_functions() {
  std::map<std::string, std::vector<std::string>> functions;
  for_each_row(
      "SELECT p.proname::pg_catalog.text, p.prosrc FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_language l "
      "ON "
      "l.oid OPERATOR(pg_catalog.=) p.prolang JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) "
      "p.pronamespace WHERE l.lanname OPERATOR(pg_catalog.=) ANY ('{sql,plpgsql}') AND n.nspname "
      "OPERATOR(pg_catalog.<>) ALL ('{pg_catalog,information_schema,datagen}') ORDER BY p.proname, p.prosrc",
      [&](const ResultRow& row) { functions[text_of(row, 0)].push_back(text_of(row, 1)); });
  return functions;
}

class LookupReader {
 public:
  LookupReader(const core::Schema& schema, core::Arena& arena) : schema_(schema), arena_(arena) {
    for (const auto& [id, relation] : schema.relations) by_name_[relation.name].push_back(id);
  }

  core::TriggerLookups run() {
    for (const auto& [id, relation] : schema_.relations) {
      const auto sources = trigger_sources(id);
      if (sources.empty()) continue;
      if (!functions_known_) {
        functions_ = all_functions();
        functions_known_ = true;
      }
      read(id, sources);
    }
    return std::move(lookups_);
  }

 private:
  void read(core::RelationId id, const std::vector<std::string>& sources) {
    std::vector<std::vector<SourceToken>> bodies;
    std::set<std::string> seen;
    for (const std::string& source : sources) bodies.push_back(tokens_of(source));
    for (size_t body = 0; body < bodies.size() && bodies.size() < kMostFunctions; ++body)
      for (size_t i = 0; i + 1 < bodies[body].size(); ++i) {
        const SourceToken token = bodies[body][i];
        const auto function = functions_.find(token.text);
        if (token.kind != SourceToken::Kind::Word || bodies[body][i + 1].text != "(" ||
            function == functions_.end() || !seen.insert(token.text).second)
          continue;
        for (const std::string& source : function->second) bodies.push_back(tokens_of(source));
      }
    std::set<core::RelationId> read_here;
    for (const auto& body : bodies) find_reads(body, read_here);
    std::set<core::RelationId> written_parents;
    for (const auto& body : bodies) find_parents_of_writes(id, body, written_parents);
    for (core::RelationId parent : written_parents) {
      lookups_.reads[id].insert(parent);
      for (const auto& body : bodies) offer_returned_numbers(body, parent);
    }
    read_here.erase(id);
    if (read_here.empty()) return;
    const auto strings = short_strings(bodies);
    for (core::RelationId other : read_here) {
      lookups_.reads[id].insert(other);
      for (const auto& body : bodies) find_words(body, other, strings);
    }
  }

  void find_reads(const std::vector<SourceToken>& body, std::set<core::RelationId>& found) const {
    for (size_t i = 0; i + 1 < body.size(); ++i) {
      if (body[i].kind != SourceToken::Kind::Word || (body[i].text != "from" && body[i].text != "join"))
        continue;
      size_t name = i + 1;
      if (body[name].text == "only" && name + 1 < body.size()) ++name;
      if (name + 2 < body.size() && body[name + 1].text == ".") name += 2;
      const auto relations = by_name_.find(body[name].text);
      if (relations != by_name_.end()) found.insert(relations->second.begin(), relations->second.end());
    }
  }

  void find_parents_of_writes(core::RelationId reader, const std::vector<SourceToken>& body,
                              std::set<core::RelationId>& parents) const {
    for (size_t i = 0; i + 2 < body.size(); ++i) {
      if (body[i].text != "insert" || body[i + 1].text != "into") continue;
      size_t name = i + 2;
      if (name + 2 < body.size() && body[name + 1].text == ".") name += 2;
      const auto relations = by_name_.find(body[name].text);
      if (relations == by_name_.end()) continue;
      for (core::RelationId written : relations->second)
        for (const core::ForeignKey& key : schema_.at(written).foreign_keys)
          if (key.parent != reader && key.parent != written && schema_.has(key.parent))
            parents.insert(key.parent);
    }
  }

  /// RETURN 0, RETURN (0): what a function says when it knows nothing better.
  void offer_returned_numbers(const std::vector<SourceToken>& body, core::RelationId parent) {
    const core::Relation& relation = schema_.at(parent);
    for (const core::UniqueKey& key : relation.keys) {
      if (!key.primary || key.parts.size() != 1 || key.parts[0].column < 0) continue;
      const auto column = static_cast<size_t>(key.parts[0].column);
      if (relation.columns[column].type->type_class != core::TypeClass::Integer) continue;
      for (size_t i = 0; i + 2 < body.size(); ++i) {
        if (body[i].text != "return") continue;
        const SourceToken& token = body[i + 1].text == "(" ? body[i + 2] : body[i + 1];
        if (token.kind == SourceToken::Kind::Number && token.text.size() < 10)
          add(parent, static_cast<int>(column), core::Value::of_tick(std::stoll(token.text)));
      }
    }
  }

  /// Strings without blanks and format signs, each once, in order of appearance.
  static std::vector<std::string> short_strings(const std::vector<std::vector<SourceToken>>& bodies) {
    std::vector<std::string> strings;
    for (const auto& body : bodies)
      for (const SourceToken& token : body)
        if (token.kind == SourceToken::Kind::String && !token.text.empty() &&
            token.text.size() <= kLongestWord && token.text.find_first_of(" %\n\t") == std::string::npos &&
            std::find(strings.begin(), strings.end(), token.text) == strings.end())
          strings.push_back(token.text);
    return strings;
  }

  void find_words(const std::vector<SourceToken>& body, core::RelationId id,
                  const std::vector<std::string>& strings) {
    const core::Relation& relation = schema_.at(id);
    for (size_t c = 0; c < relation.columns.size(); ++c) {
      const core::Column& column = relation.columns[c];
      if (column.type->type_class != core::TypeClass::Text || column.generated || !column.insertable)
        continue;
      for (size_t i = 1; i + 2 < body.size(); ++i) {
        if (body[i].kind != SourceToken::Kind::Word || body[i].text != column.name) continue;
        if (body[i + 1].text == "=")
          offer(id, static_cast<int>(c), body[i + 2], strings);
        else if (body[i + 1].text == "in" && body[i + 2].text == "(")
          for (size_t item = i + 3; item < body.size() && body[item].text != ")"; ++item)
            offer(id, static_cast<int>(c), body[item], {});
        else if (body[i - 1].text == "=" && i > 1)
          offer(id, static_cast<int>(c), body[i - 2], {});
      }
    }
  }

  void offer(core::RelationId id, int column, const SourceToken& token,
             const std::vector<std::string>& strings) {
    if (token.kind == SourceToken::Kind::String) {
      add(id, column, token.text);
    } else if (token.kind == SourceToken::Kind::Word) {
      if (token.text == "session_user")
        add(id, column, user_name(GetSessionUserId()));
      else if (token.text == "current_user" || token.text == "user")
        add(id, column, user_name(GetUserId()));
      else
        for (const std::string& string : strings) add(id, column, string);
    }
  }

  static std::string user_name(Oid user) {
    const char* name = call([&]() noexcept { return GetUserNameFromId(user, false); });
    return to_utf8(name, strlen(name));
  }

  void add(core::RelationId id, int column, const std::string& text) {
    add(id, column, core::Value::of_text(arena_.store(text)));
  }

  void add(core::RelationId id, int column, const core::Value& value) {
    auto& words = lookups_.words[id][column];
    if (words.size() < kMostWords && std::none_of(words.begin(), words.end(), [&](const core::Value& known) {
          return core::same_value(known, value);
        }))
      words.push_back(value);
  }

  const core::Schema& schema_;
  core::Arena& arena_;
  std::map<std::string, std::vector<core::RelationId>> by_name_;
  std::map<std::string, std::vector<std::string>> functions_;
  bool functions_known_ = false;
  core::TriggerLookups lookups_;
};

}  // namespace

std::vector<SourceToken> tokens_of(const std::string& source) { return Lexer(source).run(); }

core::TriggerLookups read_trigger_lookups(const core::Schema& schema, core::Arena& arena) {
  return LookupReader(schema, arena).run();
}

}  // namespace datagen::pg
