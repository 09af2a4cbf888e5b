// src/pg/body_patterns.cpp -- a small reader of SQL and PL/pgSQL words: pattern operators, guards, results
#include "pg/body_patterns.hpp"

#include "pg/type_reader.hpp"

#include <algorithm>
#include <cctype>
#include <cstring>
#include <optional>
#include <set>

// clang-format off
extern "C" {
#include "catalog/pg_proc.h"
#include "commands/proclang.h"
#include "utils/fmgrprotos.h"
}
// clang-format on

namespace datagen::pg {

const char* const kZonePattern =
    "^(UTC|Africa/(Cairo|Johannesburg|Lagos|Nairobi)|"
    "America/(Bogota|Chicago|Denver|Los_Angeles|Mexico_City|New_York|Sao_Paulo|Toronto)|"
    "Asia/(Dubai|Hong_Kong|Jakarta|Kolkata|Seoul|Shanghai|Singapore|Tokyo)|Australia/"
    "(Melbourne|Perth|Sydney)|"
    "Europe/(Amsterdam|Berlin|London|Madrid|Paris|Rome|Stockholm|Warsaw|Zurich)|Pacific/Auckland)$";

namespace {

using core::Op;

constexpr size_t kMostPatterns = 16;

struct Word {
  enum class Kind : uint8_t { Name, Literal, Symbol } kind;
  std::string text;  ///< names in lower case, literals as their value
};

bool is_name_start(char c) {
  return std::isalpha(static_cast<unsigned char>(c)) || c == '_' || c == '$' ||
         static_cast<unsigned char>(c) >= 0x80;
}
bool is_name_part(char c) { return is_name_start(c) || std::isdigit(static_cast<unsigned char>(c)); }

/// Splits a body into words; comments and white space go.
class WordReader {
 public:
  explicit WordReader(const std::string& text) : text_(text) {}

  std::vector<Word> read() {
    while (at_ < text_.size()) step();
    return std::move(words_);
  }

 private:
  void step() {
    const char c = text_[at_];
    if (std::isspace(static_cast<unsigned char>(c))) {
      ++at_;
    } else if (starts("--")) {
      at_ = std::min(text_.find('\n', at_), text_.size());
    } else if (starts("/*")) {
      const size_t end = text_.find("*/", at_ + 2);
      at_ = end == std::string::npos ? text_.size() : end + 2;
    } else if (c == '\'') {
      quoted('\'', false);
    } else if (c == '"') {
      quoted('"', false);
    } else if (c == '$' && dollar_quoted()) {
      return;
    } else if ((c == 'e' || c == 'E') && at_ + 1 < text_.size() && text_[at_ + 1] == '\'') {
      ++at_;
      quoted('\'', true);
    } else if (is_name_part(c)) {
      std::string name;
      while (at_ < text_.size() && is_name_part(text_[at_]))
        name += static_cast<char>(std::tolower(static_cast<unsigned char>(text_[at_++])));
      words_.push_back({Word::Kind::Name, std::move(name)});
    } else {
      symbol();
    }
  }

  bool starts(const char* what) const { return text_.compare(at_, std::strlen(what), what) == 0; }

  void symbol() {
    for (const char* longer : {"!~~*", "!~~", "!~*", "~~*", "!~", "~~", "~*", ":=", "::", "||", "<>", "!="})
      if (starts(longer)) {
        words_.push_back({Word::Kind::Symbol, longer});
        at_ += std::strlen(longer);
        return;
      }
    words_.push_back({Word::Kind::Symbol, std::string(1, text_[at_++])});
  }

  void quoted(char quote, bool escapes) {
    std::string value;
    for (++at_; at_ < text_.size(); ++at_) {
      if (text_[at_] == quote) {
        if (at_ + 1 >= text_.size() || text_[at_ + 1] != quote) break;
        ++at_;
      } else if (escapes && text_[at_] == '\\' && at_ + 1 < text_.size()) {
        ++at_;
        value += text_[at_] == 'n' ? '\n' : text_[at_] == 't' ? '\t' : text_[at_];
        continue;
      }
      value += text_[at_];
    }
    ++at_;
    words_.push_back({quote == '"' ? Word::Kind::Name : Word::Kind::Literal, std::move(value)});
  }

  bool dollar_quoted() {
    size_t end = at_ + 1;
    while (end < text_.size() && text_[end] != '$' && is_name_part(text_[end])) ++end;
    if (end >= text_.size() || text_[end] != '$' ||
        (end > at_ + 1 && std::isdigit(static_cast<unsigned char>(text_[at_ + 1]))))
      return false;
    const std::string tag = text_.substr(at_, end + 1 - at_);
    const size_t close = text_.find(tag, end + 1);
    if (close == std::string::npos) return false;
    words_.push_back({Word::Kind::Literal, text_.substr(end + 1, close - end - 1)});
    at_ = close + tag.size();
    return true;
  }

  const std::string& text_;
  size_t at_ = 0;
  std::vector<Word> words_;
};

/// Functions whose result is much the text that they are given.
bool keeps_text(const std::string& name) {
  static constexpr const char* kNames[] = {"upper",          "lower",     "trim",      "btrim",
                                           "ltrim",          "rtrim",     "replace",   "coalesce",
                                           "regexp_replace", "translate", "normalize", "unaccent"};
  return std::any_of(std::begin(kNames), std::end(kNames), [&](const char* known) { return name == known; });
}

struct Operator {
  Op op;
  bool negative;
  bool similar = false;
};

class BodyReader {
 public:
  BodyReader(std::vector<Word> words, std::set<std::string> names)
      : words_(std::move(words)), names_(std::move(names)) {}

  std::vector<BodyPattern> read() {
    for (size_t i = 0; i < words_.size() && found_.size() < kMostPatterns; ++i) {
      follow(i);
      note_assignment(i);
      if (const auto op = pattern_operator(i)) note_operator(i, *op);
      note_call(i);
      if (is(i, "zone") && is(i - 1, "time") && i >= 2 && is(i - 2, "at") && i + 1 < words_.size() &&
          words_[i + 1].kind == Word::Kind::Name && names_.count(words_[i + 1].text))
        found_.push_back({Op::Regex, kZonePattern, PatternRole::Required});
    }
    return std::move(found_);
  }

 private:
  bool is(size_t i, const char* text) const {
    return i < words_.size() && words_[i].kind != Word::Kind::Literal && words_[i].text == text;
  }
  bool literal(size_t i) const { return i < words_.size() && words_[i].kind == Word::Kind::Literal; }
  bool ends_statement(size_t i) const {
    return is(i, ";") || is(i, "then") || is(i, "else") || is(i, "loop") || is(i, "begin") ||
           is(i, "declare");
  }

  /// Depth of IFs and CASEs, and where the present statement and its condition begin.
  void follow(size_t i) {
    const bool closes = is(i, "end") && !is(i + 1, "loop");
    if (closes) depth_ = std::max(0, depth_ - 1);
    if ((is(i, "if") || is(i, "case")) && !is(i - 1, "end")) ++depth_;
    if (is(i, "begin")) depth_ = 0;
    if (is(i, "if") || is(i, "elsif") || is(i, "elseif") || is(i, "when")) {
      guard_ = i;
      statement_ = i;
    }
    if (ends_statement(i)) {
      guard_ = std::nullopt;
      statement_ = i + 1;
    }
  }

  /// name := something made from the argument.
  void note_assignment(size_t i) {
    if (!is(i, ":=") && !(is(i, "=") && i == statement_ + 1)) return;
    const std::string& target = words_[statement_ < words_.size() ? statement_ : i - 1].text;
    bool reads = false;
    size_t end = i + 1;
    for (; end < words_.size() && !is(end, ";"); ++end) {
      if (words_[end].kind != Word::Kind::Name) continue;
      reads = reads || names_.count(words_[end].text) > 0;
      if (is(end + 1, "(") && !keeps_text(words_[end].text)) return;
    }
    if (reads) names_.insert(target);
  }

  std::optional<Operator> pattern_operator(size_t i) const {
    if (i == 0) return std::nullopt;
    const bool negated = is(i - 1, "not");
    if (is(i, "~")) return Operator{Op::Regex, false};
    if (is(i, "~*")) return Operator{Op::RegexI, false};
    if (is(i, "!~")) return Operator{Op::Regex, true};
    if (is(i, "!~*")) return Operator{Op::RegexI, true};
    if (is(i, "~~")) return Operator{Op::Like, false};
    if (is(i, "!~~")) return Operator{Op::Like, true};
    if (is(i, "~~*")) return Operator{Op::ILike, false};
    if (is(i, "!~~*")) return Operator{Op::ILike, true};
    if (is(i, "like")) return Operator{Op::Like, negated};
    if (is(i, "ilike")) return Operator{Op::ILike, negated};
    if (is(i, "to") && is(i - 1, "similar")) return Operator{Op::Regex, i >= 2 && is(i - 2, "not"), true};
    return std::nullopt;
  }

  /// The first word of the operand that ends at `end`; nullopt when it is not made from the argument.
  std::optional<size_t> subject_before(size_t end) const {
    size_t i = end;
    while (i >= 2 && is(i - 1, "::")) i -= 2;
    if (words_[i].kind == Word::Kind::Name)
      return names_.count(words_[i].text) ? std::optional(i) : std::nullopt;
    if (!is(i, ")")) return std::nullopt;
    int open = 0;
    bool reads = false;
    for (;; --i) {
      if (is(i, ")")) ++open;
      if (is(i, "(") && --open == 0) break;
      if (words_[i].kind == Word::Kind::Name) {
        reads = reads || names_.count(words_[i].text) > 0;
        if (is(i + 1, "(") && !keeps_text(words_[i].text)) return std::nullopt;
      }
      if (i == 0) return std::nullopt;
    }
    if (i > 0 && words_[i - 1].kind == Word::Kind::Name && !is(i - 1, "if") && !is(i - 1, "not") &&
        !is(i - 1, "and") && !is(i - 1, "or") && !is(i - 1, "when") && !is(i - 1, "return")) {
      if (!keeps_text(words_[i - 1].text)) return std::nullopt;
      --i;
    }
    return reads ? std::optional(i) : std::nullopt;
  }

  void note_operator(size_t i, const Operator& op) {
    size_t pattern = i + 1;
    while (is(pattern, "(")) ++pattern;
    if (!literal(pattern) || is(pattern + 1, "||")) return;
    size_t before = i - 1;
    while (before > 0 && (is(before, "not") || is(before, "similar"))) --before;
    auto first = subject_before(before);
    if (!first) return;
    bool negative = op.negative;
    size_t outer = *first;
    while (outer > 0 && is(outer - 1, "(")) --outer;
    if (outer > 0 && is(outer - 1, "not")) negative = !negative;
    add(op.op, words_[pattern].text, negative, op.similar, pattern);
  }

  /// regexp_match(argument, pattern) and its like.
  void note_call(size_t i) {
    const bool known = is(i, "regexp_match") || is(i, "regexp_matches") || is(i, "regexp_like") ||
                       is(i, "substring") || is(i, "regexp_substr");
    if (!known || !is(i + 1, "(")) return;
    size_t separator = i + 2;
    int open = 0;
    for (; separator < words_.size() && (open > 0 || (!is(separator, ",") && !is(separator, "from")));
         ++separator) {
      open += is(separator, "(") - is(separator, ")");
      if (open < 0) return;
    }
    const size_t pattern = separator + 1;
    if (!literal(pattern) || !subject_before(separator - 1)) return;
    const bool flagged = is(pattern + 1, ",") && literal(pattern + 2);
    const size_t end = pattern + (flagged ? 3 : 1);
    if (!is(end, ")")) return;
    const bool ignore_case = flagged && words_[pattern + 2].text.find('i') != std::string::npos;
    const bool negative = (is(end + 1, "is") && is(end + 2, "null")) || (i > 0 && is(i - 1, "not"));
    add(ignore_case ? Op::RegexI : Op::Regex, words_[pattern].text, negative, false, end);
  }

  /// What follows the condition around the word `at`.
  enum class Consequence : uint8_t { None, Rejects, Accepts, Other };
  Consequence consequence(size_t at, bool* and_also) const {
    if (!guard_) return Consequence::None;
    for (size_t i = *guard_; i < at; ++i) *and_also = *and_also || is(i, "and");
    size_t then = at;
    while (then < words_.size() && !is(then, "then") && !is(then, ";")) {
      *and_also = *and_also || is(then, "and");
      ++then;
    }
    if (!is(then, "then")) return Consequence::None;
    const size_t result = is(then + 1, "return") ? then + 2 : then + 1;
    if (is(result, "false")) return Consequence::Rejects;
    if (is(result, "true")) return Consequence::Accepts;
    if (is(result, "raise"))
      return is(result + 1, "notice") || is(result + 1, "warning") || is(result + 1, "debug") ||
                     is(result + 1, "info") || is(result + 1, "log")
                 ? Consequence::Other
                 : Consequence::Rejects;
    return Consequence::Other;
  }

  void add(Op op, std::string pattern, bool negative, bool similar, size_t at) {
    bool and_also = false;
    const Consequence then = consequence(at, &and_also);
    PatternRole role = PatternRole::Possible;
    switch (then) {
      case Consequence::Rejects:
        if (!negative && (and_also || depth_ > 1)) return;
        role = !negative                ? PatternRole::Forbidden
               : and_also || depth_ > 1 ? PatternRole::Possible
                                        : PatternRole::Required;
        break;
      case Consequence::None: {
        bool or_else = false;
        for (size_t i = statement_; i < words_.size() && !is(i, ";"); ++i) or_else = or_else || is(i, "or");
        role = negative                ? PatternRole::Forbidden
               : or_else || depth_ > 0 ? PatternRole::Possible
                                       : PatternRole::Required;
        if (negative && (or_else || depth_ > 0)) return;
        break;
      }
      default:
        if (negative) return;
    }
    if (similar) {
      const char* given = pattern.c_str();
      pattern = call([&]() noexcept {
        return TextDatumGetCString(DirectFunctionCall1(similar_to_escape_1, CStringGetTextDatum(given)));
      });
    }
    found_.push_back({op, std::move(pattern), role});
  }

  std::vector<Word> words_;
  std::set<std::string> names_;  ///< of the argument and of what is made from it
  std::vector<BodyPattern> found_;
  size_t statement_ = 0;
  std::optional<size_t> guard_;
  int depth_ = 0;
};

struct Source {
  const char* body;  ///< nullptr when the function's language is another one
  const char* name;  ///< the argument's; nullptr when it has none
};

Source source_of(Oid function, int argument) {
  Source source{nullptr, nullptr};
  HeapTuple tuple = SearchSysCache1(PROCOID, ObjectIdGetDatum(function));
  if (!HeapTupleIsValid(tuple)) return source;
  const Oid language = reinterpret_cast<Form_pg_proc>(GETSTRUCT(tuple))->prolang;
  bool no_names = false, no_source = false;
  const Datum body = SysCacheGetAttr(PROCOID, tuple, Anum_pg_proc_prosrc, &no_source);
  const Datum names = SysCacheGetAttr(PROCOID, tuple, Anum_pg_proc_proargnames, &no_names);
  if (!no_source &&
      (language == get_language_oid("sql", true) || language == get_language_oid("plpgsql", true)))
    source.body = TextDatumGetCString(body);
  if (!no_names) {
    Datum* elements = nullptr;
    int count = 0;
    deconstruct_array(DatumGetArrayTypeP(names), TEXTOID, -1, false, TYPALIGN_INT, &elements, nullptr,
                      &count);
    if (argument < count) source.name = TextDatumGetCString(elements[argument]);
  }
  ReleaseSysCache(tuple);
  return source;
}

}  // namespace

std::vector<BodyPattern> body_patterns(Oid function, int argument) {
  const ScopedContext scratch(CurrentMemoryContext, "datagen function body");
  const ContextSwitch memory(scratch.get());
  const Source source = call([&]() noexcept { return source_of(function, argument); });
  if (!source.body) return {};
  std::set<std::string> names{"$" + std::to_string(argument + 1)};
  if (source.name && *source.name) {
    std::string lower;
    for (const char* c = source.name; *c; ++c)
      lower += static_cast<char>(std::tolower(static_cast<unsigned char>(*c)));
    names.insert(lower);
  }
  const std::string body = to_utf8(source.body, std::strlen(source.body));
  return BodyReader(WordReader(body).read(), std::move(names)).read();
}

}  // namespace datagen::pg
