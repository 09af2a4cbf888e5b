// src/core/constraint/analyse.cpp -- the pipeline: normalise, narrow the base, group, expand, compile
#include "core/constraint/analyse.hpp"

#include "core/constraint/branches.hpp"
#include "core/constraint/column_order.hpp"
#include "core/constraint/conflict.hpp"
#include "core/constraint/languages.hpp"
#include "core/constraint/link_share.hpp"

#include <algorithm>
#include <numeric>

namespace datagen::core {

namespace {

/// Literals whose rules look at bounds that other literals set, or that only refine: they are applied last.
bool applied_late(const Expr& expr) {
  if (expr.op == Op::Extract || expr.op == Op::DateTrunc || expr.op == Op::JsonGet) return true;
  return std::any_of(expr.args.begin(), expr.args.end(),
                     [](const ExprPtr& arg) { return applied_late(*arg); });
}

/// The value of a domain under test becomes the column.
ExprPtr about_column(const ExprPtr& expr, int column, const Relation& relation) {
  if (expr->op == Op::Column)
    return expr->column >= 0 ? expr : make_column(column, relation.columns[static_cast<size_t>(column)].type);
  ExprPtr result = expr;
  for (const ExprPtr& arg : expr->args) {
    const ExprPtr changed = about_column(arg, column, relation);
    if (changed != arg) result = replace_expr(result, arg.get(), changed);
  }
  return result;
}

/// Generated columns stand for what they are computed from, so that a condition on one narrows the others.
ExprPtr with_generated(const ExprPtr& expr, const Relation& relation) {
  if (expr->op == Op::Column && expr->column >= 0) {
    const Column& column = relation.columns[static_cast<size_t>(expr->column)];
    return column.generated && !column.sought && column.generated_expr ? column.generated_expr : expr;
  }
  ExprPtr result = expr;
  for (const ExprPtr& arg : expr->args) {
    const ExprPtr changed = with_generated(arg, relation);
    if (changed != arg) result = replace_expr(result, arg.get(), changed);
  }
  return result;
}

/// Whether a part of a value has checks of its own, or parts that have.
bool checked_inside(const Type& type) {
  if (!type.domain_checks.empty() || type.domain_not_null) return true;
  if (type.element && checked_inside(*type.element)) return true;
  return std::any_of(type.fields.begin(), type.fields.end(),
                     [](const Field& f) { return checked_inside(*f.type); });
}

/// Sets of columns that belong together.
class Components {
 public:
  explicit Components(size_t columns) : parent_(columns) { std::iota(parent_.begin(), parent_.end(), 0); }
  int root(int column) {
    while (parent_[static_cast<size_t>(column)] != column) column = parent_[static_cast<size_t>(column)];
    return column;
  }
  void join(const std::vector<int>& columns) {
    for (int column : columns) {
      const int a = root(columns[0]), b = root(column);
      parent_[static_cast<size_t>(std::max(a, b))] = std::min(a, b);
    }
  }

 private:
  std::vector<int> parent_;
};

/// One analysis of some of the relation's predicates.
class Analyser {
 public:
  Analyser(const AnalysisContext& context, LanguageLibrary& languages)
      : context_(context), languages_(languages) {}
  /// nullopt when there is no row.
  std::optional<Analysis> run(const std::vector<int>& predicates);

 private:
  void add_nested(Domain& domain, const Type& type, const Column& column);
  Domain nested_domain(const TypePtr& type, const Column& column);
  bool narrow_base(const std::vector<int>& predicates, BranchState& root);
  bool narrow_alternatives(BranchState& root);
  bool compile_base(BranchState& root);
  bool make_groups(const BranchState& root, Analysis& analysis);
  bool make_group(const BranchState& root, BranchGroup& group, std::vector<Clause> clauses);
  std::vector<Definition> ordered(const std::vector<Definition>& definitions) const;
  const std::vector<int>& columns_read(int predicate) const {
    return columns_[static_cast<size_t>(predicate)];
  }

  const AnalysisContext& context_;
  LanguageLibrary& languages_;
  std::vector<Domain> types_;              ///< domains of the bare types
  std::vector<Clause> clauses_;            ///< what the base does not hold
  std::vector<std::vector<int>> columns_;  ///< per predicate
};

std::optional<Analysis> Analyser::run(const std::vector<int>& predicates) {
  const Relation& relation = context_.relation;
  for (const Column& column : relation.columns) {
    types_.push_back(domain_of_type(*column.type, !column.not_null));
    add_nested(types_.back(), *column.type, column);
  }
  columns_.resize(relation.predicates.size());
  BranchState root(context_, &types_);
  if (!narrow_base(predicates, root) || !narrow_alternatives(root) || !compile_base(root))
    return std::nullopt;
  Analysis analysis;
  for (size_t i = 0; i < relation.columns.size(); ++i) {
    const Domain& domain = root.domain(static_cast<int>(i));
    if (domain.impossible && domain.null == NullStatus::Never) return std::nullopt;
    analysis.base.push_back(domain);
  }
  if (!make_groups(root, analysis)) return std::nullopt;
  return analysis;
}

/// Checks of domains inside arrays, composites and ranges.
void Analyser::add_nested(Domain& domain, const Type& type, const Column& column) {
  if (type.type_class == TypeClass::Array && type.element && checked_inside(*type.element)) {
    domain.array.items = std::make_shared<Domain>(nested_domain(type.element, column));
    if (type.element->domain_not_null) domain.array.null_items = false;
  } else if (type.type_class == TypeClass::Range && type.element && checked_inside(*type.element)) {
    for (int bound : {0, 1})
      domain.parts[bound] = std::make_shared<Domain>(nested_domain(type.element, column));
  }
  for (size_t i = 0; i < type.fields.size(); ++i)
    if (checked_inside(*type.fields[i].type))
      domain.parts[static_cast<int>(i)] =
          std::make_shared<Domain>(nested_domain(type.fields[i].type, column));
  settle_domain(domain, type);
}

/// The domain of a part, found as that of the only column of a relation that has the part's checks.
Domain Analyser::nested_domain(const TypePtr& type, const Column& column) {
  Relation relation;
  relation.columns.push_back(column);
  relation.columns[0].type = type;
  relation.columns[0].not_null = type->domain_not_null;
  std::vector<int> all;
  for (const auto& check : type->domain_checks) {
    relation.predicates.push_back(*check);
    relation.predicates.back().columns = {0};
    all.push_back(static_cast<int>(all.size()));
  }
  const AnalysisContext context{relation, context_.patterns, context_.host, context_.prefer};
  if (auto analysis = Analyser(context, languages_).run(all)) return std::move(analysis->base[0]);
  Domain nothing = domain_of_type(*type, !type->domain_not_null);
  nothing.impossible = true;
  settle_domain(nothing, *type);
  return nothing;
}

/// Single-column literals go to the base, all else becomes a clause.
bool Analyser::narrow_base(const std::vector<int>& predicates, BranchState& root) {
  std::vector<Clause> late;
  for (int index : predicates) {
    const Predicate& predicate = context_.relation.predicates[static_cast<size_t>(index)];
    if (!predicate.expr) continue;
    const ExprPtr expr = with_generated(
        predicate.columns.size() == 1 ? about_column(predicate.expr, predicate.columns[0], context_.relation)
                                      : predicate.expr,
        context_.relation);
    columns_[static_cast<size_t>(index)] = columns_of(*expr);
    Formula formula =
        normalise(expr, predicate.needs_true ? kTrue : kTrue | kNull, context_.relation, context_.prefer);
    if (formula.is_no()) return false;
    // A bound that moves with the clock was read at the start: the server looks again.
    if (predicate.is_volatile) root.inexact.insert(index);
    std::vector<Formula> parts;
    if (formula.kind == Formula::Kind::All)
      parts = std::move(formula.parts);
    else
      parts.push_back(std::move(formula));
    for (Formula& part : parts) {
      const bool leaves = predicate.source == PredicateSource::Partition && part.kind == Formula::Kind::Any;
      Clause clause{std::move(part), index, leaves};
      if (clause.formula.kind != Formula::Kind::Literal || columns_of(*clause.formula.expr).size() > 1)
        clauses_.push_back(std::move(clause));
      else if (applied_late(*clause.formula.expr))
        late.push_back(std::move(clause));
      else if (!apply_literal(root, clause.formula, index))
        root.inexact.insert(index);
      if (root.contradiction) return false;
    }
  }
  for (const Clause& clause : late)
    if (!apply_literal(root, clause.formula, clause.predicate)) root.inexact.insert(clause.predicate);
  return !root.contradiction;
}

/// Alternatives that the base decides become plain conditions; the others narrow it by what their arms have in common.
bool Analyser::narrow_alternatives(BranchState& root) {
  std::vector<Clause> related, alternatives;
  for (Clause& clause : clauses_)
    (clause.formula.kind == Formula::Kind::Literal ? related : alternatives).push_back(std::move(clause));
  if (simplify(root, alternatives) == Simplified::Contradiction) return false;
  for (const Clause& clause : alternatives) {
    narrow_to_union(root, clause);
    if (root.contradiction) return false;
  }
  if (simplify(root, alternatives) == Simplified::Contradiction) return false;
  clauses_ = std::move(related);
  for (Clause& clause : alternatives) clauses_.push_back(std::move(clause));
  return true;
}

bool Analyser::compile_base(BranchState& root) {
  for (int column = 0; column < static_cast<int>(context_.relation.columns.size()); ++column) {
    const Domain& domain = root.domain(column);
    if (!domain.text.shaped() && !domain.text.mirrored && domain.parts.empty() && domain.json.keys.empty() &&
        domain.json.at.empty() && domain.array.at.empty() && !domain.array.items)
      continue;
    const Type& type = *context_.relation.columns[static_cast<size_t>(column)].type;
    if (!languages_.compile(root.edit(column), type, context_.prefer)) {
      for (size_t p = 0; p < columns_.size(); ++p)
        if (std::binary_search(columns_[p].begin(), columns_[p].end(), column))
          root.inexact.insert(static_cast<int>(p));
    }
    root.settle(column);
    if (root.contradiction) return false;
  }
  return true;
}

bool Analyser::make_groups(const BranchState& root, Analysis& analysis) {
  const size_t count = context_.relation.columns.size();
  Components components(count);
  std::set<int> tied(root.inexact.begin(), root.inexact.end());
  for (const Clause& clause : clauses_) tied.insert(clause.predicate);
  // What simplification has already related in the root belongs to a group as well.
  for (const Comparison& comparison : root.comparisons) tied.insert(comparison.predicate);
  for (const Definition& definition : root.definitions) tied.insert(definition.predicate);
  std::set<int> used;
  for (int predicate : tied) {
    if (predicate < 0) continue;
    std::vector<int> columns = columns_read(predicate);
    if (columns.empty() && count > 0) columns.push_back(0);
    if (columns.empty()) continue;
    components.join(columns);
    used.insert(columns.begin(), columns.end());
  }
  std::map<int, BranchGroup> groups;
  for (int column : used) groups[components.root(column)].columns.push_back(column);
  for (auto& [key, group] : groups) {
    std::vector<Clause> clauses;
    for (const Clause& clause : clauses_)
      if (!columns_read(clause.predicate).empty() &&
          components.root(columns_read(clause.predicate)[0]) == key)
        clauses.push_back(clause);
    if (!make_group(root, group, std::move(clauses))) return false;
    analysis.groups.push_back(std::move(group));
  }
  return true;
}

bool Analyser::make_group(const BranchState& root, BranchGroup& group, std::vector<Clause> clauses) {
  const auto inside = [&](int column) {
    return std::binary_search(group.columns.begin(), group.columns.end(), column);
  };
  const std::vector<Domain>* base = root.base();
  std::vector<Domain> narrowed = *base;
  for (const auto& [column, domain] : root.changed) narrowed[static_cast<size_t>(column)] = domain;
  BranchState start(context_, &narrowed);
  for (const Comparison& comparison : root.comparisons)
    if (inside(comparison.left)) start.comparisons.push_back(comparison);
  for (const LinearRelation& sum : root.sums)
    if (inside(sum.terms[0].first)) start.sums.push_back(sum);
  for (const Definition& definition : root.definitions)
    if (inside(definition.column)) start.definitions.push_back(definition);
  for (const ExprPtr& measure : root.measures)
    if (inside(columns_of(*measure)[0])) start.measures.push_back(measure);
  for (const TiedLiteral& tie : root.ties)
    if (inside(columns_of(*tie.literal.expr)[0])) start.ties.push_back(tie);
  std::set<int> residual;
  for (int predicate : root.inexact) {
    const std::vector<int>& columns = columns_read(predicate);
    if (columns.empty() ? inside(0) : inside(columns[0])) residual.insert(predicate);
  }
  std::vector<WeightedState> leaves = expand(start, std::move(clauses));
  double total = 0;
  for (WeightedState& leaf : leaves) {
    bool possible = !leaf.state.contradiction;
    Branch branch;
    for (auto& [column, domain] : leaf.state.changed) {
      const Type& type = *context_.relation.columns[static_cast<size_t>(column)].type;
      if (!languages_.compile(domain, type, context_.prefer)) {
        for (size_t p = 0; p < columns_.size(); ++p)
          if (std::binary_search(columns_[p].begin(), columns_[p].end(), column))
            residual.insert(static_cast<int>(p));
      }
      settle_domain(domain, type);
      possible = possible && !(domain.impossible && domain.null == NullStatus::Never);
      branch.domains.emplace(column, std::move(domain));
    }
    if (!possible) continue;
    residual.insert(leaf.state.inexact.begin(), leaf.state.inexact.end());
    branch.comparisons = std::move(leaf.state.comparisons);
    branch.sums = std::move(leaf.state.sums);
    branch.definitions = ordered(leaf.state.definitions);
    branch.weight = leaf.weight;
    branch.label = std::move(leaf.state.label);
    total += leaf.weight;
    group.branches.push_back(std::move(branch));
  }
  for (Branch& branch : group.branches) branch.weight /= total;
  prefer_links(context_.relation, group.branches);
  group.residual.assign(residual.begin(), residual.end());
  return !group.branches.empty();
}

/// Each definition after those it reads; of a cycle and of two definitions of one column the first stays.
std::vector<Definition> Analyser::ordered(const std::vector<Definition>& definitions) const {
  std::vector<Definition> chosen;
  const std::vector<UniqueKey>& keys = context_.relation.keys;
  const auto is_key = [&](int column, bool primary) {
    return std::any_of(keys.begin(), keys.end(), [&](const UniqueKey& key) {
      return key.parts.size() == 1 && key.parts[0].column == column && !key.where &&
             (key.primary || !primary);
    });
  };
  const auto key_column = [&](const Definition& definition, bool computed) {
    const int column = definition.column;
    const auto in = [&](const std::vector<int>& columns) {
      return std::find(columns.begin(), columns.end(), column) != columns.end();
    };
    for (const ForeignKey& key : context_.relation.foreign_keys)
      if (in(key.columns)) return true;
    // Keys are handed out, unless they can only be computed or follow from another key.
    const std::vector<int> read = columns_of(*definition.expr);
    if (computed || (!is_key(column, true) &&
                     std::any_of(read.begin(), read.end(), [&](int c) { return is_key(c, false); })))
      return false;
    return std::any_of(keys.begin(), keys.end(), [&](const UniqueKey& key) {
      return std::any_of(key.parts.begin(), key.parts.end(),
                         [&](const KeyPart& part) { return part.column == column || in(part.columns); });
    });
  };
  const auto reaches = [&](const Definition& from, int column) {
    std::vector<int> open = columns_of(*from.expr);
    for (size_t i = 0; i < open.size() && open.size() < 10000; ++i) {
      if (open[i] == column) return true;
      for (const Definition& other : chosen)
        if (other.column == open[i]) {
          const auto more = columns_of(*other.expr);
          open.insert(open.end(), more.begin(), more.end());
        }
    }
    return false;
  };
  const auto must_compute = [&](const Definition& definition) {
    const Column& column = context_.relation.columns[static_cast<size_t>(definition.column)];
    return column.type->type_class == TypeClass::Text || only_forwards(*definition.expr);
  };
  for (const Definition& definition : definitions) {
    const bool twice = std::any_of(chosen.begin(), chosen.end(),
                                   [&](const Definition& d) { return d.column == definition.column; });
    if (!twice && !key_column(definition, must_compute(definition)) &&
        !reaches(definition, definition.column))
      chosen.push_back(definition);
  }
  std::stable_sort(chosen.begin(), chosen.end(),
                   [](const Definition& a, const Definition& b) { return a.column < b.column; });
  std::vector<Definition> result;
  while (!chosen.empty()) {
    const auto ready = std::find_if(chosen.begin(), chosen.end(), [&](const Definition& d) {
      const auto columns = columns_of(*d.expr);
      return std::none_of(chosen.begin(), chosen.end(), [&](const Definition& other) {
        return std::binary_search(columns.begin(), columns.end(), other.column);
      });
    });
    if (ready == chosen.end()) break;
    result.push_back(*ready);
    chosen.erase(ready);
  }
  return result;
}

}  // namespace

namespace {

/// All predicates, by name: what an analysis finds does not depend on their order.
std::vector<int> by_name(const Relation& relation) {
  std::vector<int> all(relation.predicates.size());
  std::iota(all.begin(), all.end(), 0);
  std::stable_sort(all.begin(), all.end(), [&](int a, int b) {
    return relation.predicates[static_cast<size_t>(a)].name <
           relation.predicates[static_cast<size_t>(b)].name;
  });
  return all;
}

}  // namespace

Analysis analyse(const Relation& relation, PatternCompiler& patterns, Host& host) {
  PatternLibrary library(patterns);
  LanguageLibrary natural_languages, complete_languages;
  const ColumnsByName columns(relation);
  if (auto analysis = analyse_with(columns.relation(), library, natural_languages, host))
    return columns.of_original(std::move(*analysis));
  const std::vector<int> all = by_name(relation);
  const AnalysisContext complete{columns.relation(), library, host, false};
  if (auto analysis = Analyser(complete, complete_languages).run(all))
    return columns.of_original(std::move(*analysis));
  throw conflict_error(relation, minimal_conflict(all, [&](const std::vector<int>& subset) {
                         return Analyser(complete, complete_languages).run(subset).has_value();
                       }));
}

std::optional<Analysis> analyse_with(const Relation& relation, PatternLibrary& patterns,
                                     LanguageLibrary& languages, Host& host) {
  const AnalysisContext natural{relation, patterns, host, true};
  return Analyser(natural, languages).run(by_name(relation));
}

std::optional<Analysis> analyse_completely(const Relation& relation, PatternCompiler& patterns, Host& host) {
  PatternLibrary library(patterns);
  LanguageLibrary languages;
  const ColumnsByName columns(relation);
  const AnalysisContext complete{columns.relation(), library, host, false};
  auto analysis = Analyser(complete, languages).run(by_name(relation));
  if (!analysis) return std::nullopt;
  return columns.of_original(std::move(*analysis));
}

}  // namespace datagen::core
