// src/core/constraint/json_shape.cpp -- documents that contain a given one, and paths into documents
#include "core/constraint/json_shape.hpp"

#include "core/constraint/json_reader.hpp"

#include <algorithm>

namespace datagen::core {

namespace {

TypePtr plain_type(const char* name, TypeClass type_class, int32_t scale = 0) {
  auto type = std::make_shared<Type>();
  type->name = name;
  type->type_class = type_class;
  type->scale = scale;
  return type;
}

/// Keeps only the text; the domain owns it.
void keep_text(Domain& domain, const Type& type, const std::string& text) {
  auto owned = std::make_shared<std::vector<std::string>>(1, text);
  const Value value = Value::of_text(owned->front());
  keep_values(domain, type, {value});
  domain.text.listed = std::move(owned);
}

ExprPtr member(const ExprPtr& document, const std::string& key, const TypePtr& type) {
  const TypePtr text = plain_type("text", TypeClass::Text);
  return make_expr(Op::JsonGet, {document, make_constant(Value::of_text(key), text)}, type,
                   type->type_class == TypeClass::Text ? "->>" : "->");
}

void require_value(BranchState& state, const ExprPtr& document, const JsonText& json);

void require_member(BranchState& state, const ExprPtr& document, const std::string& key,
                    const JsonText& json) {
  switch (json.kind) {
    case JsonText::Kind::String: {
      const TypePtr text = plain_type("text", TypeClass::Text);
      if (const auto place = place_of(state, member(document, key, text))) {
        keep_text(*place->domain, *text, json.text);
        state.settle(place->column);
      }
      return;
    }
    case JsonText::Kind::Number: {
      const auto decimal = json.decimal();
      if (!decimal) return;
      const TypePtr number = plain_type("numeric", TypeClass::Numeric, decimal->second);
      if (const auto place = place_of(state, member(document, key, number))) {
        // The member may be known as a number of another scale.
        if (place->type->scale == decimal->second)
          place->domain->ticks.intersect(decimal->first, decimal->first);
        settle_domain(*place->domain, *place->type);
        state.settle(place->column);
      }
      return;
    }
    case JsonText::Kind::Boolean: {
      const TypePtr boolean = plain_type("bool", TypeClass::Boolean);
      if (const auto place = place_of(state, member(document, key, boolean))) {
        const int64_t tick = json.text == "true" ? 1 : 0;
        place->domain->ticks.intersect(tick, tick);
        settle_domain(*place->domain, *boolean);
        state.settle(place->column);
      }
      return;
    }
    default: require_value(state, member(document, key, plain_type("jsonb", TypeClass::Jsonb)), json);
  }
}

void require_value(BranchState& state, const ExprPtr& document, const JsonText& json) {
  const auto place = place_of(state, document);
  if (!place) return;
  JsonSet& set = place->domain->json;
  const char* name = json.type_name();
  if (set.type.empty()) set.type = name;
  if (set.type != name) place->domain->impossible = true;
  if (json.kind == JsonText::Kind::Array)
    for (const JsonText& item : json.items)
      if (std::find(set.required_items.begin(), set.required_items.end(), item.source) ==
          set.required_items.end())
        set.required_items.push_back(item.source);
  state.settle(place->column);
  for (const auto& [key, value] : json.members) require_member(state, document, key, value);
}

/// Reads a jsonpath as conditions on members.
class PathReader {
 public:
  explicit PathReader(std::string_view text) : text_(text) {}

  /// A whole path whose filters may follow; nullptr for what is not understood.
  ExprPtr path(const ExprPtr& document) {
    skip();
    if (take("strict ") || take("lax ")) skip();
    if (peek() == '(' || peek() == '!') return nullptr;
    ExprPtr result = filtered(document);
    return at_end() ? result : nullptr;
  }
  ExprPtr predicate(const ExprPtr& document) {
    root_ = current_ = document;
    ExprPtr result = alternatives();
    return at_end() ? result : nullptr;
  }

 private:
  /// A place in the document and what has to be there for it to exist.
  struct Steps {
    ExprPtr holder;  ///< the document that holds the last member, nullptr when there was no step
    ExprPtr key;
    ExprPtr whole;
    std::vector<ExprPtr> conditions;
  };

  char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  bool at_end() {
    skip();
    return at_ == text_.size();
  }
  void skip() {
    while (peek() == ' ') ++at_;
  }
  bool take(std::string_view what) {
    skip();
    if (text_.substr(at_, what.size()) != what) return false;
    at_ += what.size();
    return true;
  }

  static ExprPtr truth(Op op, std::vector<ExprPtr> parts) {
    if (parts.size() == 1) return parts[0];
    return make_expr(op, std::move(parts), plain_type("bool", TypeClass::Boolean));
  }
  static ExprPtr text_constant(const std::string& text) {
    return make_constant(Value::of_text(text), plain_type("text", TypeClass::Text));
  }

  std::optional<std::string> quoted() {
    if (peek() != '"') return std::nullopt;
    const auto json = read_json(text_.substr(at_), &used_);
    if (!json || json->kind != JsonText::Kind::String) return std::nullopt;
    at_ += used_;
    return json->text;
  }

  /// $."a"."b"[*]: members and any element, for which the first stands.
  std::optional<Steps> steps() {
    skip();
    Steps steps;
    if (take("$"))
      steps.whole = root_;
    else if (take("@"))
      steps.whole = current_;
    else
      return std::nullopt;
    const TypePtr document = plain_type("jsonb", TypeClass::Jsonb);
    while (true) {
      if (text_.substr(at_, 2) == ".\"") {
        ++at_;
        const auto name = quoted();
        if (!name) return std::nullopt;
        steps.holder = steps.whole;
        steps.key = text_constant(*name);
        steps.conditions.push_back(make_expr(Op::JsonHasKey, {steps.holder, steps.key},
                                             plain_type("bool", TypeClass::Boolean), "?"));
      } else if (text_.substr(at_, 3) == "[*]") {
        at_ += 3;
        steps.holder = steps.whole;
        steps.key = make_constant(Value::of_tick(0), plain_type("int4", TypeClass::Integer));
      } else {
        return steps;
      }
      steps.whole = make_expr(Op::JsonGet, {steps.holder, steps.key}, document, "->");
    }
  }

  /// steps ? (condition on @)
  ExprPtr filtered(const ExprPtr& document) {
    root_ = current_ = document;
    const auto found = steps();
    if (!found) return nullptr;
    std::vector<ExprPtr> conditions = found->conditions;
    if (take("?")) {
      if (!take("(")) return nullptr;
      current_ = found->whole;
      last_ = *found;
      ExprPtr filter = alternatives();
      if (!filter || !take(")")) return nullptr;
      conditions.push_back(filter);
    }
    if (conditions.empty()) return nullptr;
    return truth(Op::And, std::move(conditions));
  }

  ExprPtr alternatives() {
    std::vector<ExprPtr> parts;
    do {
      ExprPtr part = conjunction();
      if (!part) return nullptr;
      parts.push_back(part);
    } while (take("||"));
    return truth(Op::Or, std::move(parts));
  }

  ExprPtr conjunction() {
    std::vector<ExprPtr> parts;
    do {
      ExprPtr part = comparison();
      if (!part) return nullptr;
      parts.push_back(part);
    } while (take("&&"));
    return truth(Op::And, std::move(parts));
  }

  ExprPtr comparison() {
    if (take("exists")) {
      if (!take("(")) return nullptr;
      const auto found = steps();
      if (!found || !take(")") || found->conditions.empty()) return nullptr;
      return truth(Op::And, found->conditions);
    }
    if (take("(")) {
      ExprPtr inner = alternatives();
      return inner && take(")") ? inner : nullptr;
    }
    const bool current = peek() == '@';
    const auto found = steps();
    if (!found) return nullptr;
    // @ alone is what the path before the filter led to.
    Steps place = *found;
    if (!place.holder && current && last_.holder) {
      place.holder = last_.holder;
      place.key = last_.key;
    }
    std::vector<ExprPtr> conditions = place.conditions;
    ExprPtr tested = take(".type()") ? type_test(place) : value_test(place);
    if (!tested) return nullptr;
    conditions.push_back(tested);
    return truth(Op::And, std::move(conditions));
  }

  std::optional<Op> symbol() {
    struct Entry {
      std::string_view text;
      Op op;
    };
    constexpr Entry kSymbols[] = {{"==", Op::Eq}, {"!=", Op::Ne}, {"<>", Op::Ne}, {"<=", Op::Le},
                                  {">=", Op::Ge}, {"<", Op::Lt},  {">", Op::Gt}};
    for (const Entry& entry : kSymbols)
      if (take(entry.text)) return entry.op;
    return std::nullopt;
  }

  ExprPtr type_test(const Steps& place) {
    const auto op = symbol();
    skip();
    const auto name = op == Op::Eq ? quoted() : std::nullopt;
    if (!name) return nullptr;
    const ExprPtr type =
        make_expr(Op::JsonTypeof, {place.whole}, plain_type("text", TypeClass::Text), "jsonb_typeof");
    return make_expr(Op::Eq, {type, text_constant(*name)}, plain_type("bool", TypeClass::Boolean), "=");
  }

  ExprPtr value_test(const Steps& place) {
    const auto op = symbol();
    skip();
    const auto constant = op ? read_json(text_.substr(at_), &used_) : std::nullopt;
    if (!constant || !place.holder) return nullptr;
    at_ += used_;
    const auto get = [&](const TypePtr& type) {
      const TypePtr text = plain_type("text", TypeClass::Text);
      ExprPtr as_text = make_expr(Op::JsonGet, {place.holder, place.key}, text, "->>");
      return type->type_class == TypeClass::Text ? as_text : make_expr(Op::Cast, {as_text}, type);
    };
    const auto compared = [&](const TypePtr& type, Value value) {
      return make_expr(*op, {get(type), make_constant(value, type)}, plain_type("bool", TypeClass::Boolean));
    };
    switch (constant->kind) {
      case JsonText::Kind::String:
        return compared(plain_type("text", TypeClass::Text), Value::of_text(constant->text));
      case JsonText::Kind::Number: {
        const auto decimal = constant->decimal();
        if (!decimal) return nullptr;
        return compared(plain_type("numeric", TypeClass::Numeric, std::max(decimal->second, 2)),
                        Value::of_tick(decimal->first * (decimal->second == 0   ? 100
                                                         : decimal->second == 1 ? 10
                                                                                : 1)));
      }
      case JsonText::Kind::Boolean:
        return compared(plain_type("bool", TypeClass::Boolean),
                        Value::of_tick(constant->text == "true" ? 1 : 0));
      default: return nullptr;
    }
  }

  std::string_view text_;
  size_t at_ = 0;
  size_t used_ = 0;
  ExprPtr root_, current_;
  Steps last_;
};

}  // namespace

void require_json(BranchState& state, const ExprPtr& document, std::string_view json) {
  if (!state.context().prefer) return;
  size_t used = 0;
  if (const auto value = read_json(json, &used)) require_value(state, document, *value);
}

ExprPtr json_path_hint(const ExprPtr& document, std::string_view path, bool match) {
  if (match) return PathReader(path).predicate(document);
  return PathReader(path).path(document);
}

}  // namespace datagen::core
