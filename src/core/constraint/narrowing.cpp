// src/core/constraint/narrowing.cpp -- the state of a branch and the table of rules by operation
#include "core/constraint/narrowing.hpp"

#include "core/constraint/automaton_algebra.hpp"
#include "core/constraint/linear_form.hpp"
#include "core/constraint/lookaround.hpp"
#include "core/schema/grid.hpp"

#include <algorithm>

namespace datagen::core {

namespace {

struct LiteralEntry {
  Op op;
  LiteralRule rule;
};

// A new kind of condition is one rule in its own file and one line here.
constexpr LiteralEntry kLiteralRules[] = {
    {Op::Eq, narrow_comparison},
    {Op::Ne, narrow_comparison},
    {Op::Lt, narrow_comparison},
    {Op::Le, narrow_comparison},
    {Op::Gt, narrow_comparison},
    {Op::Ge, narrow_comparison},
    {Op::In, narrow_membership},
    {Op::NotIn, narrow_membership},
    {Op::IsNull, narrow_null_test},
    {Op::IsNotNull, narrow_null_test},
    {Op::Column, narrow_boolean_column},
    {Op::Cast, narrow_boolean_part},
    {Op::FieldSelect, narrow_boolean_part},
    {Op::Subscript, narrow_boolean_part},
    {Op::Like, narrow_pattern},
    {Op::NotLike, narrow_pattern},
    {Op::ILike, narrow_pattern},
    {Op::NotILike, narrow_pattern},
    {Op::Regex, narrow_pattern},
    {Op::NotRegex, narrow_pattern},
    {Op::RegexI, narrow_pattern},
    {Op::NotRegexI, narrow_pattern},
    {Op::StartsWith, narrow_prefix},
    {Op::SubnetOf, narrow_subnet},
    {Op::AllElements, narrow_all_elements},
    {Op::ContainedBy, narrow_contained},
    {Op::Contains, narrow_contains},
    {Op::RangeIsEmpty, narrow_range_empty},
    {Op::RangeLowerInc, narrow_range_inclusion},
    {Op::RangeUpperInc, narrow_range_inclusion},
    {Op::JsonHasKey, narrow_json_key},
};

struct LeafEntry {
  Op op;
  LeafRule rule;
};

// The same for functions whose value is limited by a comparison.
constexpr LeafEntry kLeafRules[] = {
    {Op::Abs, narrow_abs},
    {Op::Mod, narrow_remainder},
    {Op::Div, narrow_quotient},
    {Op::Cast, narrow_cast},
    {Op::Length, narrow_length},
    {Op::Position, narrow_position},
    {Op::Ascii, narrow_ascii},
    {Op::Floor, narrow_rounded},
    {Op::Ceil, narrow_rounded},
    {Op::Round, narrow_rounded},
    {Op::Trunc, narrow_rounded},
    {Op::Sqrt, narrow_curve},
    {Op::Cbrt, narrow_curve},
    {Op::Exp, narrow_curve},
    {Op::Ln, narrow_curve},
    {Op::Log, narrow_curve},
    {Op::Power, narrow_curve},
    {Op::Mul, narrow_curve},
    {Op::BitAnd, narrow_masked},
    {Op::ShiftRight, narrow_shifted},
    {Op::ArrayDims, narrow_dimensions},
    {Op::Family, narrow_address},
    {Op::MaskLength, narrow_address},
    {Op::OctetLength, narrow_octets},
    {Op::Cardinality, narrow_cardinality},
    {Op::ArrayLength, narrow_cardinality},
    {Op::Extract, narrow_field},
    {Op::DateTrunc, narrow_truncated},
    {Op::DateBin, narrow_truncated},
};

/// Elements further back are left to the server.
constexpr int64_t kMostSubscript = 100;

int field_index(const Type& type, const std::string& name) {
  for (size_t i = 0; i < type.fields.size(); ++i)
    if (type.fields[i].name == name) return static_cast<int>(i);
  return -1;
}

Place part_of(const Place& whole, int index, const TypePtr& type) {
  std::shared_ptr<Domain>& part = whole.domain->parts[index];
  // Branches share parts until one of them changes its own.
  part = part ? std::make_shared<Domain>(*part)
              : std::make_shared<Domain>(domain_of_type(*type, !type->domain_not_null));
  return {whole.column, part.get(), type, true};
}

/// One element of an array. An array without it is natural to leave out: its element would be NULL.
std::optional<Place> subscript_place(BranchState& state, const Expr& expr) {
  if (!state.context().prefer || expr.args.size() != 2) return std::nullopt;
  const Expr& index = *expr.args[1];
  const auto whole = place_of(state, expr.args[0]);
  if (!whole || whole->type->type_class != TypeClass::Array || !whole->type->element ||
      whole->type->dimensions > 1 || index.op != Op::Constant || index.constant.kind != ValueKind::Tick ||
      index.constant.tick < 1 || index.constant.tick > kMostSubscript)
    return std::nullopt;
  ArraySet& array = whole->domain->array;
  if (array.max_items < index.constant.tick) return std::nullopt;
  array.min_items = std::max(array.min_items, index.constant.tick);
  const TypePtr& type = whole->type->element;
  std::shared_ptr<Domain>& item = array.at[static_cast<int>(index.constant.tick) - 1];
  item = item          ? std::make_shared<Domain>(*item)
         : array.items ? std::make_shared<Domain>(*array.items)
                       : std::make_shared<Domain>(domain_of_type(*type, false));
  return Place{whole->column, item.get(), type, true};
}

std::optional<Place> json_element(const Place& array, int64_t index, const TypePtr& type) {
  JsonSet& json = array.domain->json;
  if (index < 0 || index > kMostSubscript || (!json.type.empty() && json.type != "array"))
    return std::nullopt;
  const int position = static_cast<int>(index);
  std::shared_ptr<Domain>& item = json.at[position];
  const auto known = json.at_types.find(position);
  if (item && known != json.at_types.end() && known->second->type_class != type->type_class) {
    if (value_kind(*known->second) == ValueKind::Tick) return std::nullopt;
    item.reset();
  }
  json.type = "array";
  json.min_items = std::max(json.min_items, index + 1);
  item = item ? std::make_shared<Domain>(*item) : std::make_shared<Domain>(domain_of_type(*type, false));
  json.at_types[position] = type;
  return Place{array.column, item.get(), type, true};
}

std::optional<Place> json_place(BranchState& state, const ExprPtr& get, const TypePtr& type) {
  if (!state.context().prefer || get->args.size() < 2 || !type) return std::nullopt;
  const std::string key(constant_text(*get->args[1]));
  const auto whole = place_of(state, get->args[0]);
  if (!whole) return std::nullopt;
  JsonSet& json = whole->domain->json;
  if (get->args[1]->op == Op::Constant && get->args[1]->constant.kind == ValueKind::Tick)
    return json_element(*whole, get->args[1]->constant.tick, type);
  if (key.empty()) return std::nullopt;
  if (!json.type.empty() && json.type != "object") return std::nullopt;
  std::shared_ptr<Domain>& member = json.keys[key];
  const auto known = json.key_types.find(key);
  if (member && known != json.key_types.end() && known->second &&
      known->second->type_class != type->type_class) {
    // Read as text and as a number: the number's digits are a text too, so the narrower type stays.
    if (value_kind(*known->second) == ValueKind::Tick) return std::nullopt;
    member.reset();
  }
  member =
      member ? std::make_shared<Domain>(*member) : std::make_shared<Domain>(domain_of_type(*type, false));
  json.key_types[key] = type;
  return Place{whole->column, member.get(), type, true};
}

bool is_document(const TypePtr& type) {
  return type && (type->type_class == TypeClass::Json || type->type_class == TypeClass::Jsonb);
}

}  // namespace

const PatternLibrary::Entry& PatternLibrary::regex(const std::string& pattern, bool ignore_case,
                                                   uint32_t collation) {
  const auto [entry, added] = entries_.try_emplace({pattern, ignore_case, collation});
  if (added) {
    PatternLibrary::Entry& made = entry->second;
    made.automaton = compiler_.compile(pattern, ignore_case, collation, &made.exact);
    if (made.automaton && !made.automaton->exact) split(pattern, ignore_case, collation, made);
    if (made.automaton && !made.automaton->exact)
      if (auto sampled = PatternTemplate::parse(pattern))
        made.sampled = std::make_shared<const PatternTemplate>(std::move(*sampled));
  }
  return entry->second;
}

/// What looks around at the ends of a pattern can be taken into an automaton, unlike elsewhere.
void PatternLibrary::split(const std::string& pattern, bool ignore_case, uint32_t collation, Entry& made) {
  const auto parts = split_lookaround(pattern);
  if (!parts) return;
  bool exact = true;
  auto language = compiler_.compile(parts->rest, ignore_case, collation, &exact);
  for (const SideCondition& condition : parts->conditions) {
    if (!language) return;
    const auto side = compiler_.compile(condition.pattern, ignore_case, collation, &exact);
    if (!side || (!condition.wanted && !side->exact)) return;
    language = condition.wanted ? intersection(*language, *side) : without(*language, *side);
  }
  if (!language) return;
  made.exact = language->exact;
  made.automaton = std::move(language);
}

const Domain& BranchState::domain(int column) const {
  const auto own = changed.find(column);
  return own != changed.end() ? own->second : (*base_)[static_cast<size_t>(column)];
}

Domain& BranchState::edit(int column) {
  return changed.try_emplace(column, (*base_)[static_cast<size_t>(column)]).first->second;
}

void BranchState::settle(int column) {
  Domain& domain = edit(column);
  domain.narrowed = true;
  settle_domain(domain, *relation().columns[static_cast<size_t>(column)].type);
  if (domain.impossible && domain.null == NullStatus::Never) contradiction = true;
}

void BranchState::require_value(int column) {
  if (domain(column).null == NullStatus::Never) return;
  if (domain(column).null == NullStatus::Must) {
    contradiction = true;
    return;
  }
  edit(column).null = NullStatus::Never;
  settle(column);
}

void BranchState::require_null(int column) {
  if (domain(column).null == NullStatus::Must) return;
  if (domain(column).null == NullStatus::Never) {
    contradiction = true;
    return;
  }
  edit(column).null = NullStatus::Must;
}

std::optional<Place> place_of(BranchState& state, const ExprPtr& expr) {
  switch (expr->op) {
    case Op::Column: {
      if (expr->column < 0) return std::nullopt;
      const TypePtr& type = state.relation().columns[static_cast<size_t>(expr->column)].type;
      return Place{expr->column, &state.edit(expr->column), type, false};
    }
    case Op::FieldSelect: {
      const auto whole = place_of(state, expr->args[0]);
      const int index = whole ? field_index(*whole->type, expr->symbol) : -1;
      if (index < 0) return std::nullopt;
      return part_of(*whole, index, whole->type->fields[static_cast<size_t>(index)].type);
    }
    case Op::RangeLower:
    case Op::RangeUpper: {
      const auto whole = place_of(state, expr->args[0]);
      if (!whole || whole->type->type_class != TypeClass::Range || !whole->type->element) return std::nullopt;
      return part_of(*whole, expr->op == Op::RangeLower ? 0 : 1, whole->type->element);
    }
    case Op::JsonGet: return json_place(state, expr, expr->type);
    case Op::Subscript: return subscript_place(state, *expr);
    case Op::Cast: {
      const ExprPtr& from = expr->args[0];
      if (from->op == Op::JsonGet) return json_place(state, from, expr->type);
      if (is_document(expr->type) && from->type && from->type->type_class == TypeClass::Text) {
        auto document = state.context().prefer ? place_of(state, from) : std::nullopt;
        if (!document || document->type->type_class != TypeClass::Text) return std::nullopt;
        document->domain->json.in_text = true;
        return Place{document->column, document->domain, expr->type, true};
      }
      // Between text types the value stays what it is.
      if (!expr->type || expr->type->type_class != TypeClass::Text || expr->type->typmod >= 0)
        return std::nullopt;
      auto place = place_of(state, from);
      if (!place || place->type->type_class != TypeClass::Text) return std::nullopt;
      return place;
    }
    default: return std::nullopt;
  }
}

void require_operands(BranchState& state, const ExprPtr& expr) {
  switch (expr->op) {
    case Op::Column:
      if (expr->column >= 0) state.require_value(expr->column);
      return;
    case Op::Case:
    case Op::Coalesce:
    case Op::Greatest:
    case Op::Least:
    case Op::NumNulls:
    case Op::NumNonNulls:
    case Op::Opaque:
    case Op::IsNull:
    case Op::IsNotNull:
    case Op::IsTrue:
    case Op::IsFalse:
    case Op::IsNotTrue:
    case Op::IsNotFalse:
    case Op::And:
    case Op::Or:
    case Op::Distinct:
    case Op::NotDistinct: return;
    case Op::NullIf: require_operands(state, expr->args[0]); return;
    default: break;
  }
  for (const ExprPtr& arg : expr->args) require_operands(state, arg);
  if (expr->op == Op::FieldSelect || expr->op == Op::JsonGet || expr->op == Op::Subscript) {
    if (const auto place = place_of(state, expr)) {
      if (place->domain->null == NullStatus::Must) place->domain->impossible = true;
      place->domain->null = NullStatus::Never;
      state.settle(place->column);
    }
  }
}

bool apply_literal(BranchState& state, const Formula& literal, int predicate) {
  for (const LiteralEntry& entry : kLiteralRules)
    if (entry.op == literal.expr->op) {
      const bool exact = entry.rule(state, literal.expr, literal.outcomes, predicate);
      // A part whose value is not NULL, or a comparison that must be true, needs its operands.
      if (!(literal.outcomes & kNull) && is_strict(literal.expr->op)) require_operands(state, literal.expr);
      return exact;
    }
  return false;
}

bool apply_leaf(BranchState& state, const ExprPtr& leaf, const TickSet& allowed) {
  if (const auto place =
          leaf->op == Op::Cast && leaf->args[0]->op != Op::JsonGet ? std::nullopt : place_of(state, leaf)) {
    if (value_kind(*place->type) != ValueKind::Tick) return false;
    place->domain->ticks.intersect(allowed);
    place->domain->narrowed = true;
    if (place->part) settle_domain(*place->domain, *place->type);
    state.settle(place->column);
    // The key of a JSON document may be missing, so the whole condition is looked at again.
    return leaf->op != Op::JsonGet && leaf->op != Op::Cast && leaf->op != Op::Subscript;
  }
  for (const LeafEntry& entry : kLeafRules)
    if (entry.op == leaf->op) return entry.rule(state, leaf, allowed);
  return false;
}

TickSet preimage(const TickSet& allowed, Wide factor, Wide constant) {
  std::vector<TickInterval> intervals;
  for (TickInterval interval : allowed.intervals()) {
    // The ends of the int64 range stand for "without a limit".
    Wide low = interval.low == INT64_MIN ? -(Wide{1} << 110) : Wide{interval.low} - constant;
    Wide high = interval.high == INT64_MAX ? Wide{1} << 110 : Wide{interval.high} - constant;
    Wide divisor = factor;
    if (divisor < 0) {
      std::swap(low, high);
      low = -low;
      high = -high;
      divisor = -divisor;
    }
    const Wide first = ceil_div(low, divisor), last = floor_div(high, divisor);
    if (first > INT64_MAX || last < INT64_MIN || first > last) continue;
    intervals.push_back({clamp_tick(first), clamp_tick(last)});
  }
  TickSet result = TickSet::of_intervals(std::move(intervals));
  if (allowed.modulus() > 1) {
    // factor·t ≡ remainder - constant (mod m) has a solution when the common divisor divides the right side.
    const Wide m = allowed.modulus();
    const Wide f = ((factor % m) + m) % m;
    const Wide target = (((Wide{allowed.remainder()} - constant) % m) + m) % m;
    const Wide common = gcd_of(f, m);
    if (target % common != 0) return TickSet::empty_set();
    const Wide reduced = m / common;
    Wide inverse = 1, a = f / common % reduced, b = reduced, x = 1, y = 0;
    while (b != 0) {
      const Wide q = a / b;
      std::swap(a -= q * b, b);
      std::swap(x -= q * y, y);
    }
    inverse = ((x % reduced) + reduced) % reduced;
    if (reduced > 1)
      result.keep_stride(static_cast<int64_t>(reduced),
                         static_cast<int64_t>(target / common % reduced * inverse % reduced));
  }
  for (int64_t tick : allowed.excluded()) {
    const Wide shifted = Wide{tick} - constant;
    if (shifted % factor == 0) result.exclude(clamp_tick(shifted / factor));
  }
  return result;
}

bool apply_value(BranchState& state, const ExprPtr& expr, const TickSet& allowed, Wide denominator) {
  const auto form = linear_form(expr);
  if (!form || form->terms.size() != 1 || form->slack != 0) return false;
  // value·denominator = (factor·t + constant)·denominator / form.denominator, which has to be whole for every t.
  const Wide common = gcd_of(form->denominator, denominator);
  if (form->denominator != common) return false;
  const Wide by = denominator / common;
  const LinearTerm& term = form->terms[0];
  const bool exact = apply_leaf(state, term.leaf, preimage(allowed, term.factor * by, form->constant * by));
  return exact && !form->real;
}

}  // namespace datagen::core
