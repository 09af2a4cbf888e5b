// src/core/plan/group_drawer.cpp -- weighted branches, then column after column within the bounds left
#include "core/plan/group_drawer.hpp"

#include "core/constraint/evaluate.hpp"
#include "core/constraint/membership.hpp"

#include <algorithm>
#include <cmath>

namespace datagen::core {
namespace {

/// How often a constant default is taken where there is one.
constexpr double kDefaultShare = 0.2;
/// Redraws of one column before the row is given up for this attempt.
constexpr int kDraws = 8;
/// Attempts at a row in which edge values are tried; afterwards constraints have the word.
constexpr uint64_t kEdgeAttempts = 4;

/// Values per row for a key that is drawn.
constexpr uint64_t kSpread = 4;

bool is_key_column(const Relation& relation, int column) {
  return std::any_of(relation.keys.begin(), relation.keys.end(), [&](const UniqueKey& key) {
    return std::any_of(key.parts.begin(), key.parts.end(),
                       [&](const KeyPart& part) { return part.column == column; });
  });
}

/// How far from the column it is compared with a value usually lies, in ticks.
uint64_t natural_distance(const Type& type) {
  constexpr uint64_t kDay = uint64_t{86400} * 1000000;
  switch (type.type_class) {
    case TypeClass::Date: return 60;
    case TypeClass::Timestamp:
    case TypeClass::TimestampTz: return 30 * kDay;
    case TypeClass::Time:
    case TypeClass::TimeTz: return kDay / 6;
    default: {
      uint64_t unit = 1;
      for (int i = 0; i < type.scale && i < 12; ++i) unit *= 10;
      return 1000 * unit;
    }
  }
}

/// Whole seconds look natural between timestamps, where the interval has room for them.
uint64_t natural_step(const Type& type, uint64_t width) {
  const bool micros = type.type_class == TypeClass::Timestamp || type.type_class == TypeClass::TimestampTz ||
                      type.type_class == TypeClass::Time || type.type_class == TypeClass::TimeTz;
  const auto step = std::max<uint64_t>(static_cast<uint64_t>(type.tick_step), micros ? 1000000 : 1);
  return step <= width ? step : 1;
}

/// What a branch asks of its columns, by their names.
std::string signature(const Relation& relation, const Branch& branch) {
  std::map<std::string, std::string> by_name;
  for (const auto& [column, domain] : branch.domains) {
    std::string& text = by_name[relation.columns[static_cast<size_t>(column)].name];
    text = std::to_string(static_cast<int>(domain.null)) + "," + std::to_string(domain.ticks.size());
    if (!domain.ticks.empty()) text += "," + std::to_string(domain.ticks.lowest());
    if (domain.values)
      for (const Value& value : *domain.values) text += "," + std::to_string(hash_value(value));
    text += "," + std::to_string(domain.text.min_length) + "," + std::to_string(domain.text.max_length);
  }
  std::string all;
  for (const auto& [name, text] : by_name) all.append(name).append("=").append(text).append(";");
  return all;
}

/// The branches in an order that does not depend on the order of the relation's columns, because a row's draw picks
/// one of them by its place.
std::vector<const Branch*> in_order(const Relation& relation, const BranchGroup& group) {
  std::vector<std::pair<std::string, const Branch*>> signed_branches;
  for (const Branch& branch : group.branches)
    signed_branches.emplace_back(signature(relation, branch), &branch);
  std::stable_sort(signed_branches.begin(), signed_branches.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<const Branch*> ordered;
  for (const auto& [text, branch] : signed_branches) ordered.push_back(branch);
  return ordered;
}

/// The usual values, moved to the next member of a coarser set.
bool draw_near(const ColumnDrawer& drawer, const TickSet& ticks, Stream& stream, Arena& arena, Value& value) {
  if (!drawer.draw(stream, arena, value)) return false;
  if (value.kind != ValueKind::Tick || ticks.contains(value.tick) || ticks.empty()) return true;
  TickSet above = ticks;
  above.intersect(value.tick, INT64_MAX);
  value = Value::of_tick(above.empty() ? ticks.highest() : above.lowest());
  return true;
}

}  // namespace

ColumnDrawer::ColumnDrawer(const RelationTask& task, int column, const Domain& domain,
                           std::shared_ptr<const Generator> generator, bool uses_default, bool leans)
    : domain_(domain),
      generator_(std::move(generator)),
      type_(task.relation->columns[static_cast<size_t>(column)].type.get()),
      null_share_(domain.null == NullStatus::May ? null_share_of(task, column) : 0) {
  const Value& constant = task.relation->columns[static_cast<size_t>(column)].default_value;
  if (uses_default && (constant.kind == ValueKind::Stored || admits(domain, constant)))
    default_value_ = constant;
  // A key that no allocator hands out needs values enough for all rows.
  if (generator_ && (leans || task.growth.follow(column)) && value_kind(*type_) == ValueKind::Tick &&
      is_key_column(*task.relation, column))
    spread_ = std::min(generator_->size(),
                       std::max(generator_->plausible_size(), kSpread * (task.count + task.first_ordinal)));
  edges_ = edge_values_of(task, column, domain_, generator_.get());
  edge_share_ = task.settings.edge_share;
}

/// Edge values have a stream of their own, so that the other values are the same with them as without. Rows that the
/// server has refused, and later attempts, get none.
bool ColumnDrawer::takes_edge(const Stream& stream, Stream& own) const {
  if (stream.attempt() >= kEdgeAttempts) return false;
  own = Stream(combine(stream.key(), hash_name("edge")), stream.row(), stream.attempt());
  return own.chance(edge_share_);
}

/// NULL is a kind of its own where the column is to have some.
bool ColumnDrawer::draw_edge(const Stream& stream, Arena& arena, Value& value) const {
  Stream own(0, 0);
  if (!takes_edge(stream, own)) return false;
  const bool null = null_share_ > 0 && own.below(edges_->kinds() + 1) == 0;
  value = null ? Value::null() : edges_->draw(own, arena);
  return true;
}

bool ColumnDrawer::draw_null(Stream& stream) const {
  return domain_.null == NullStatus::Must || (null_share_ > 0 && stream.chance(null_share_));
}

bool ColumnDrawer::draw(Stream& stream, Arena& arena, Value& value) const {
  value = Value::null();
  if (edges_ && draw_edge(stream, arena, value)) return true;
  if (draw_null(stream)) return true;
  if (default_value_ && (!generator_ || stream.chance(kDefaultShare))) {
    value = *default_value_;
    return true;
  }
  if (!generator_ || domain_.impossible) return domain_.null != NullStatus::Never;
  value = usual(stream, arena);
  return true;
}

Value ColumnDrawer::usual(Stream& stream, Arena& arena) const {
  return spread_ > 0 ? generator_->unrank(stream.below(spread_), arena) : generator_->draw(stream, arena);
}

bool ColumnDrawer::draw_value(Stream& stream, Arena& arena, Value& value) const {
  if (!generator_ || domain_.impossible) return false;
  value = usual(stream, arena);
  return !value.is_null();
}

bool ColumnDrawer::venture(Stream& stream, Arena& arena, Value& value) const {
  if (domain_.null != NullStatus::Never && stream.chance(0.5)) {
    value = Value::null();
    return true;
  }
  const uint64_t size = generator_ && !domain_.impossible ? generator_->size() : 0;
  if (size == 0 || stream.chance(0.25)) return draw(stream, arena, value);
  // Evenly over the orders of magnitude of the listing's places.
  const double place = std::exp(stream.unit() * std::log(static_cast<double>(size))) - 1;
  value = generator_->unrank(std::min(size - 1, static_cast<uint64_t>(place)), arena);
  return true;
}

bool ColumnDrawer::draw_within(const Narrowed& narrowed, Stream& stream, Value& value) const {
  value = Value::null();
  if (draw_null(stream)) return true;
  if (domain_.values) {
    std::vector<Value> fitting;
    for (const Value& member : *domain_.values)
      if (member.kind == ValueKind::Tick && narrowed.ticks.contains(member.tick)) fitting.push_back(member);
    if (fitting.empty()) return domain_.null != NullStatus::Never;
    value = fitting[stream.below(fitting.size())];
    return true;
  }
  const uint64_t size = narrowed.ticks.size();
  Stream own(0, 0);
  if (edges_ && size > 0 && takes_edge(stream, own)) {
    value = Value::of_tick(own.below(2) == 0 ? narrowed.ticks.lowest() : narrowed.ticks.highest());
    return true;
  }
  if (size == 0) return domain_.null != NullStatus::Never;
  const auto stride = static_cast<uint64_t>(narrowed.ticks.modulus());
  const uint64_t natural = std::max<uint64_t>(1, natural_distance(*type_) / stride);
  const uint64_t width = narrowed.near_low || narrowed.near_high ? std::min(size, natural) : size;
  const uint64_t step = stride > 1 ? 1 : natural_step(*type_, width);
  uint64_t index = stream.below((width + step - 1) / step) * step;
  if (!narrowed.near_low) index = size - 1 - index;
  value = Value::of_tick(narrowed.ticks.unrank(index));
  return true;
}

GroupDrawer::GroupDrawer(const RelationTask& task, const std::vector<ColumnPlan>& columns, size_t group)
    : relation_(*task.relation), group_(task.analysis.groups[group]) {
  for (const Column& column : task.relation->columns)
    column_keys_.push_back(column_key(task.seed, task.relation->name, column.name));
  key_ = 0;
  for (int column : group_.columns) key_ ^= mix64(column_keys_[static_cast<size_t>(column)]);
  for (const Branch* branch : in_order(*task.relation, group_)) compile(task, columns, *branch);
}

void GroupDrawer::compile(const RelationTask& task, const std::vector<ColumnPlan>& columns,
                          const Branch& branch) {
  CompiledBranch compiled;
  compiled.weight = branch.weight;
  compiled.bounds = std::make_unique<ComparisonBounds>(*task.relation, branch);
  compiled.sums = std::make_unique<SumBounds>(branch.sums);
  std::vector<Domain*> domains(task.relation->columns.size(), nullptr);
  for (int column : group_.columns) {
    auto own = branch.domains.find(column);
    Domain& domain = compiled.domains[column];
    domain = own != branch.domains.end() ? own->second : task.analysis.base[static_cast<size_t>(column)];
    if (domain.null == NullStatus::Must ||
        value_kind(*task.relation->columns[static_cast<size_t>(column)].type) != ValueKind::Tick)
      continue;
    // Bounds reach other columns only through a value that is surely there.
    domains[static_cast<size_t>(column)] = &domain;
  }
  compiled.bounds->propagate(domains);
  for (const Definition& definition : branch.definitions)
    compiled.definitions[definition.column] = &definition;
  for (int column : drawing_order(*compiled.bounds, branch)) {
    const ColumnPlan& plan = columns[static_cast<size_t>(column)];
    if (plan.source != ColumnSource::Draw && plan.source != ColumnSource::Reference &&
        plan.source != ColumnSource::Null)
      continue;
    const Domain& domain = compiled.domains[column];
    std::shared_ptr<const Generator> generator;
    if (domain.null != NullStatus::Must && !domain.impossible)
      generator = make_generator(request_for(task, column, domain));
    const auto definition = compiled.definitions.find(column);
    compiled.drawn.push_back(
        {column, ColumnDrawer(task, column, domain, std::move(generator), plan.uses_default, plan.leans),
         definition != compiled.definitions.end() ? definition->second : nullptr,
         compiled.bounds->involves(column) || compiled.sums->involves(column)});
  }
  branches_.push_back(std::move(compiled));
}

/// Columns that others define come after all others, in the order of their definitions.
std::vector<int> GroupDrawer::drawing_order(const ComparisonBounds& bounds, const Branch& branch) const {
  std::vector<int> defined;
  for (const Definition& definition : branch.definitions) defined.push_back(definition.column);
  std::vector<int> order;
  // By name, so that the order of the relation's columns does not matter.
  std::vector<int> columns = group_.columns;
  std::sort(columns.begin(), columns.end(), [&](int a, int b) {
    return relation_.columns[static_cast<size_t>(a)].name < relation_.columns[static_cast<size_t>(b)].name;
  });
  for (int column : bounds.sequence(columns))
    if (std::find(defined.begin(), defined.end(), column) == defined.end()) order.push_back(column);
  order.insert(order.end(), defined.begin(), defined.end());
  return order;
}

int GroupDrawer::choose(const Value* row, const std::vector<char>& assigned, Stream& stream) const {
  const auto fits = [&](const CompiledBranch& branch) {
    return std::all_of(given_.begin(), given_.end(),
                       [&](int column) { return core::admits(branch.domains.at(column), row[column]); });
  };
  given_.clear();
  for (int column : group_.columns)
    if (assigned[static_cast<size_t>(column)]) given_.push_back(column);
  if (branches_.size() == 1) return fits(branches_[0]) ? 0 : -1;
  double total = 0;
  fitting_.clear();
  for (size_t i = 0; i < branches_.size(); ++i)
    if (fits(branches_[i])) {
      fitting_.push_back(static_cast<int>(i));
      total += branches_[i].weight;
    }
  if (fitting_.empty()) return -1;
  double point = stream.unit() * total;
  for (int branch : fitting_) {
    point -= branches_[static_cast<size_t>(branch)].weight;
    if (point < 0) return branch;
  }
  return fitting_.back();
}

bool GroupDrawer::must_be_null(int branch, int column) const {
  return branches_[static_cast<size_t>(branch)].domains.at(column).null == NullStatus::Must;
}

bool GroupDrawer::leaves_open(int column) const {
  size_t nulls = 0;
  for (size_t b = 0; b < branches_.size(); ++b) nulls += must_be_null(static_cast<int>(b), column);
  return nulls > 0 && nulls < branches_.size();
}

bool GroupDrawer::admits(int branch, int column, const Value& value, const Value* row,
                         const std::vector<char>& assigned) const {
  const CompiledBranch& compiled = branches_[static_cast<size_t>(branch)];
  const auto domain = compiled.domains.find(column);
  if (domain != compiled.domains.end() && !core::admits(domain->second, value)) return false;
  return compiled.bounds->admits(column, value, row, assigned);
}

bool GroupDrawer::draw(int branch, Value* row, std::vector<char>& assigned, uint64_t ordinal,
                       uint64_t attempt, RowServices& services, Arena& arena) const {
  const CompiledBranch& compiled = branches_[static_cast<size_t>(branch)];
  for (const DrawnColumn& drawn : compiled.drawn) {
    const auto c = static_cast<size_t>(drawn.column);
    if (assigned[c]) continue;
    Stream stream(column_keys_[c], ordinal, attempt);
    if (!draw_column(compiled, drawn, row, assigned, stream, services, arena)) return false;
    assigned[c] = 1;
  }
  // Keys and references may have fixed both sides of a comparison.
  return compiled.bounds->empty() || compiled.bounds->hold(row, assigned);
}

/// A column whose defining expression the search cannot compute is left to its definition.
bool GroupDrawer::only_computed(const CompiledBranch& branch, int column) const {
  const auto definition = branch.definitions.find(column);
  if (definition == branch.definitions.end()) return false;
  ValueNumbers numbers;
  const Expr& expr = *definition->second->expr;
  return expr.handle < 0 && !BoxProgram(definition->second->expr, -1, numbers).understood();
}

/// Columns that can be computed once the search is over: their definitions nearly always work out, and nothing reads
/// them but these and other such columns' definitions.
std::vector<int> GroupDrawer::outputs(const CompiledBranch& branch, const LadderRequest& request) const {
  std::vector<int> found;
  const auto defines_one = [&](int predicate) {
    return std::any_of(found.begin(), found.end(),
                       [&](int column) { return branch.definitions.at(column)->predicate == predicate; });
  };
  for (bool changed = true; changed;) {
    changed = false;
    for (const auto& entry : branch.definitions) {
      const int column = entry.first;
      const Definition* definition = entry.second;
      const bool known = std::find(found.begin(), found.end(), column) != found.end();
      if (known || !request.mostly_met(definition->predicate)) continue;
      const bool read = std::any_of(request.judgeable.begin(), request.judgeable.end(), [&](int predicate) {
        const auto& columns = relation_.predicates[static_cast<size_t>(predicate)].columns;
        return predicate != definition->predicate && columns.size() > 1 && !defines_one(predicate) &&
               std::find(columns.begin(), columns.end(), column) != columns.end();
      });
      if (read) continue;
      found.push_back(column);
      changed = true;
    }
  }
  return found;
}

Ladder* GroupDrawer::ladder(int branch, const LadderRequest& request) {
  const std::vector<int>& residual = request.residual;
  CompiledBranch& compiled = branches_[static_cast<size_t>(branch)];
  if (compiled.ladder_made) return compiled.ladder.get();
  compiled.ladder_made = true;
  const auto reads = [&](int predicate, int column) {
    const auto& columns = relation_.predicates[static_cast<size_t>(predicate)].columns;
    return std::find(columns.begin(), columns.end(), column) != columns.end();
  };
  const std::vector<int> computed_last = outputs(compiled, request);
  std::vector<Unknown> unknowns;
  for (const DrawnColumn& drawn : compiled.drawn) {
    const int column = drawn.column;
    const ColumnDrawer& drawer = drawn.drawer;
    const bool wanted =
        std::any_of(residual.begin(), residual.end(), [&](int p) { return reads(p, column); });
    const bool last = std::find(computed_last.begin(), computed_last.end(), column) != computed_last.end();
    if (!wanted || last || only_computed(compiled, column)) continue;
    Unknown unknown;
    unknown.column = column;
    unknown.domain = &drawer.domain();
    unknown.type = relation_.columns[static_cast<size_t>(column)].type;
    unknown.null_share = drawer.null_share();
    unknown.draw = [source = &drawer](Stream& stream, Arena& arena, Value& value) {
      // What tells of the row's person or place changes with the attempt alone.
      Stream own(stream.key(), stream.row(), stream.next64());
      return source->draw_value(own, arena, value);
    };
    unknown.suggestions = request.candidates(column);
    for (const Value& literal : literals_for(relation_, residual, *unknown.type, suggestions_))
      unknown.suggestions.push_back(literal);
    unknowns.push_back(std::move(unknown));
  }
  if (unknowns.empty()) return nullptr;
  // Conditions on columns that the search neither seeks nor finds assigned are met, or not, when those are drawn.
  const auto sought = [&](int column) {
    return std::any_of(unknowns.begin(), unknowns.end(),
                       [&](const Unknown& u) { return u.column == column; });
  };
  const auto drawn_later = [&](int column) {
    return !sought(column) && std::any_of(compiled.drawn.begin(), compiled.drawn.end(),
                                          [&](const DrawnColumn& drawn) { return drawn.column == column; });
  };
  std::vector<int> predicates;
  for (int predicate : request.judgeable) {
    const auto& columns = relation_.predicates[static_cast<size_t>(predicate)].columns;
    // What a domain says in full is judged all the same: suggestions and varied texts may lie outside of it.
    if (std::any_of(columns.begin(), columns.end(), sought) &&
        std::none_of(columns.begin(), columns.end(), drawn_later))
      predicates.push_back(predicate);
  }
  if (predicates.empty()) return nullptr;
  compiled.ladder = std::make_unique<Ladder>(relation_, std::move(unknowns), predicates,
                                             combine(key_, static_cast<uint64_t>(branch) + 1));
  return compiled.ladder.get();
}

bool GroupDrawer::draw_column(const CompiledBranch& branch, const DrawnColumn& drawn, Value* row,
                              const std::vector<char>& assigned, Stream& stream, RowServices& services,
                              Arena& arena) const {
  const int column = drawn.column;
  const ColumnDrawer& drawer = drawn.drawer;
  if (drawn.definition && define(*drawn.definition, drawer, row, services, arena)) return true;
  if (drawn.compared) {
    const auto bounds = branch.bounds->bounds_of(column, row, assigned);
    ColumnDrawer::Narrowed& narrowed = narrowed_;
    narrowed.ticks = drawer.domain().ticks;
    narrowed.near_low = bounds.low_is_neighbour;
    narrowed.near_high = bounds.high_is_neighbour;
    const bool by_sum = branch.sums->narrow(column, row, assigned, narrowed.ticks);
    if (by_sum || narrowed.near_low || narrowed.near_high) {
      narrowed.ticks.intersect(bounds.low, bounds.high);
      if (!narrowed.near_low && !narrowed.near_high &&
          narrowed.ticks.modulus() > drawer.domain().ticks.modulus())
        return draw_near(drawer, narrowed.ticks, stream, arena, row[column]);
      return drawer.draw_within(narrowed, stream, row[column]);
    }
  }
  for (int draw = 0; draw < kDraws; ++draw)
    if (drawer.draw(stream, arena, row[column])) return true;
  return false;
}

/// The core computes what it can, since it is faster; the server computes the rest.
bool GroupDrawer::define(const Definition& definition, const ColumnDrawer& drawer, Value* row,
                         RowServices& services, Arena& arena) const {
  const std::vector<Value> values(row, row + relation_.columns.size());
  const Type& type = *relation_.columns[static_cast<size_t>(definition.column)].type;
  auto value = evaluate(*definition.expr, values, type);
  if (!value && definition.expr->handle >= 0)
    value = services.computed(row, definition.expr->handle, definition.column, arena);
  if (!value || !core::admits(drawer.domain(), *value)) return false;
  row[definition.column] = *value;
  return true;
}

}  // namespace datagen::core
