// src/core/plan/exclusion_plan.cpp -- operators classified, columns claimed, capacities of empty tables
#include "core/plan/exclusion_plan.hpp"

#include "core/base/contains.hpp"
#include "core/plan/group_listing.hpp"

#include <algorithm>

namespace datagen::core {
namespace {

/// Slots in one group that nobody fills: more are not counted.
constexpr uint64_t kUncounted = uint64_t{1} << 20;

bool same_part(const ExclusionPart& a, const ExclusionPart& b) {
  if (a.op != b.op || a.op == ExclusionOperator::Other || a.column != b.column) return false;
  return a.column >= 0 || (a.expr && b.expr && same_expr(*a.expr, *b.expr));
}

class ExclusionPlanner {
 public:
  ExclusionPlanner(const RelationTask& task, const std::vector<ColumnPlan>& columns, size_t index)
      : task_(task),
        relation_(*task.relation),
        columns_(columns),
        index_(index),
        exclusion_(relation_.exclusions[index]) {}

  ExclusionPlan run() {
    ExclusionPlan plan;
    collect_group(plan);
    find_ways_out(plan);
    plan.exact =
        std::count_if(exclusion_.parts.begin(), exclusion_.parts.end(),
                      [](const ExclusionPart& part) { return part.op != ExclusionOperator::Equal; }) == 1;
    if (implied(plan)) return plan;
    const bool spans =
        std::any_of(exclusion_.parts.begin(), exclusion_.parts.end(), [](const ExclusionPart& part) {
          return part.op == ExclusionOperator::Overlap && part.span != SpanKind::None;
        });
    const bool differs =
        std::any_of(exclusion_.parts.begin(), exclusion_.parts.end(),
                    [](const ExclusionPart& part) { return part.op == ExclusionOperator::Different; });
    if (allocate(plan) || (!spans && follow(plan))) return plan;
    const bool drawn = (spans || differs) && plan.exact;
    plan.strategy = drawn ? ExclusionStrategy::Drawn : ExclusionStrategy::Refused;
    plan.reason = drawn ? "drawn and remembered: its operands cannot be turned round"
                        : "judged by the server: rows that it refuses are made again";
    return plan;
  }

 private:
  void collect_group(ExclusionPlan& plan) const {
    for (const ExclusionPart& part : exclusion_.parts)
      if (part.op == ExclusionOperator::Equal)
        plan.group.insert(plan.group.end(), part.columns.begin(), part.columns.end());
    std::sort(plan.group.begin(), plan.group.end());
    plan.group.erase(std::unique(plan.group.begin(), plan.group.end()), plan.group.end());
  }

  void find_ways_out(ExclusionPlan& plan) const {
    // The stretch is given up before a group is: a row without a range looks more natural than one without a room.
    for (int pass = 0; pass < 2; ++pass)
      for (const ExclusionPart& part : exclusion_.parts) {
        if (plan.null_column >= 0 || part.column < 0 || (pass == 0) == (part.op == ExclusionOperator::Equal))
          continue;
        const ColumnSource source = columns_[static_cast<size_t>(part.column)].source;
        const bool null = task_.analysis.base[static_cast<size_t>(part.column)].null != NullStatus::Never;
        if (null && (source == ColumnSource::Draw || source == ColumnSource::Reference))
          plan.null_column = part.column;
      }
    plan.may_be_outside = exclusion_.where.has_value();
  }

  bool implied(ExclusionPlan& plan) const {
    for (const UniqueKey& key : relation_.keys)
      if (!key.where && std::all_of(key.parts.begin(), key.parts.end(), [&](const KeyPart& part) {
            return part.column >= 0 && is_equal_operand(part.column);
          })) {
        plan.strategy = ExclusionStrategy::Implied;
        plan.reason = "unique key \"" + key.name + "\" keeps its rows apart";
        return true;
      }
    for (size_t i = 0; i < relation_.exclusions.size(); ++i) {
      const Exclusion& other = relation_.exclusions[i];
      // Of two that are alike the first one does the work.
      const bool smaller = other.parts.size() < exclusion_.parts.size() ||
                           (other.parts.size() == exclusion_.parts.size() && i < index_);
      const bool covers = !other.where || (exclusion_.where && other.where->expr && exclusion_.where->expr &&
                                           same_expr(*other.where->expr, *exclusion_.where->expr));
      if (smaller && covers &&
          std::all_of(other.parts.begin(), other.parts.end(), [&](const ExclusionPart& part) {
            return std::any_of(exclusion_.parts.begin(), exclusion_.parts.end(),
                               [&](const ExclusionPart& own) { return same_part(part, own); });
          })) {
        plan.strategy = ExclusionStrategy::Implied;
        plan.reason = "exclusion constraint \"" + other.name + "\" keeps its rows apart";
        return true;
      }
    }
    return false;
  }

  bool is_equal_operand(int column) const {
    return std::any_of(exclusion_.parts.begin(), exclusion_.parts.end(), [&](const ExclusionPart& part) {
      return part.op == ExclusionOperator::Equal && part.column == column;
    });
  }

  /// Columns that a row may get from outside of the domains cannot be set ahead.
  bool settable(const std::vector<int>& columns) const {
    return std::all_of(columns.begin(), columns.end(), [&](int column) {
      const ColumnSource source = columns_[static_cast<size_t>(column)].source;
      return source == ColumnSource::Draw || source == ColumnSource::Reference;
    });
  }

  bool listable(const ExclusionPlan& plan) const {
    return settable(plan.group) && GroupListing::can_list(task_, columns_, plan.group);
  }

  bool allocate(ExclusionPlan& plan) const {
    if (!listable(plan)) return false;
    uint64_t most = 0;
    for (const ExclusionPart& part : exclusion_.parts) {
      if (part.op != ExclusionOperator::Overlap || part.span == SpanKind::None) continue;
      const auto shape = span_shape(task_, part);
      if (!shape || !free_for_slots(plan, shape->columns())) continue;
      const auto limits = slot_limits(task_, *shape);
      if (!limits) continue;
      // Rows that are apart in one operand may overlap in the others, so the one with most room does.
      const uint64_t room = count_slots({limits->window()}, *limits, kUncounted);
      if (plan.strategy == ExclusionStrategy::Allocated && room <= most) continue;
      most = room;
      plan.strategy = ExclusionStrategy::Allocated;
      plan.span = *shape;
      plan.limits = *limits;
      plan.span_part = static_cast<int>(&part - exclusion_.parts.data());
      plan.reason = plan.group.empty() ? "slots laid out one after the other"
                                       : "slots laid out one after the other in each group";
    }
    return plan.strategy == ExclusionStrategy::Allocated;
  }

  bool free_for_slots(const ExclusionPlan& plan, const std::vector<int>& span) const {
    return settable(span) && std::none_of(span.begin(), span.end(), [&](int column) {
             return contains(plan.group, column) ||
                    columns_[static_cast<size_t>(column)].source == ColumnSource::Reference;
           });
  }

  bool follow(ExclusionPlan& plan) const {
    if (!listable(plan)) return false;
    for (const ExclusionPart& part : exclusion_.parts) {
      if (part.op != ExclusionOperator::Different || part.column < 0 || contains(plan.group, part.column) ||
          !settable({part.column}) || !GroupListing::can_list(task_, columns_, {part.column}))
        continue;
      plan.strategy = ExclusionStrategy::Followed;
      plan.followed = part.column;
      plan.reason = "one value of " + relation_.columns[static_cast<size_t>(part.column)].name + " per group";
      return true;
    }
    return false;
  }

  const RelationTask& task_;
  const Relation& relation_;
  const std::vector<ColumnPlan>& columns_;
  size_t index_;
  const Exclusion& exclusion_;
};

/// Whether rows that the constraint keeps apart differ in the key's columns.
bool implies(const Exclusion& exclusion, const ExclusionPlan& plan, const UniqueKey& key) {
  if (plan.strategy != ExclusionStrategy::Allocated || exclusion.where) return false;
  const auto in_key = [&](int column) {
    return std::any_of(key.parts.begin(), key.parts.end(),
                       [&](const KeyPart& part) { return part.column == column; });
  };
  for (const ExclusionPart& part : exclusion.parts)
    if (part.op == ExclusionOperator::Equal && (part.column < 0 || !in_key(part.column))) return false;
  // A NULL frees the row of the constraint and, unless NULLs are not distinct, of the key.
  if (key.nulls_not_distinct && plan.null_column >= 0) return false;
  return in_key(plan.span.value >= 0 ? plan.span.value : plan.span.low) ||
         (plan.span.high >= 0 && in_key(plan.span.high));
}

}  // namespace

std::vector<int> ExclusionPlan::columns() const {
  std::vector<int> all;
  if (strategy != ExclusionStrategy::Allocated && strategy != ExclusionStrategy::Followed) return all;
  all = group;
  if (strategy == ExclusionStrategy::Followed) {
    all.push_back(followed);
    return all;
  }
  const std::vector<int> own = span.columns();
  all.insert(all.end(), own.begin(), own.end());
  return all;
}

std::vector<ExclusionPlan> plan_exclusions(const RelationTask& task, const std::vector<ColumnPlan>& columns) {
  std::vector<ExclusionPlan> plans;
  for (size_t i = 0; i < task.relation->exclusions.size(); ++i)
    plans.push_back(ExclusionPlanner(task, columns, i).run());
  return plans;
}

KeyPlans plan_keys_beside(const RelationTask& task, const std::vector<ExclusionPlan>& exclusions,
                          std::vector<ColumnPlan>& columns, RowServices* services) {
  std::vector<std::pair<int, ColumnSource>> claimed;
  for (const ExclusionPlan& plan : exclusions)
    for (int column : plan.columns()) {
      ColumnSource& source = columns[static_cast<size_t>(column)].source;
      if (source == ColumnSource::Key) continue;
      claimed.emplace_back(column, source);
      source = ColumnSource::Key;
    }
  KeyPlans keys = plan_keys(task, columns, services);
  for (const auto& [column, source] : claimed) columns[static_cast<size_t>(column)].source = source;
  const Relation& relation = *task.relation;
  for (size_t k = 0; k < keys.keys.size(); ++k)
    for (size_t e = 0; e < exclusions.size(); ++e)
      if (keys.keys[k].strategy == KeyStrategy::Remembered && !relation.keys[k].where &&
          implies(relation.exclusions[e], exclusions[e], relation.keys[k]))
        keys.keys[k] = {KeyStrategy::ByColumn, -1,
                        "exclusion constraint \"" + relation.exclusions[e].name + "\" keeps it unique"};
  return keys;
}

uint64_t exclusion_capacity(const RelationTask& task, const ExclusionPlan& plan,
                            const std::function<uint64_t(RelationId)>& parent_rows) {
  if (plan.strategy != ExclusionStrategy::Allocated || plan.has_way_out() || !plan.exact ||
      plan.span.kind == SpanKind::Network)
    return UINT64_MAX;
  const uint64_t groups = GroupListing::capacity(task, plan.group, parent_rows);
  const uint64_t each = count_slots({plan.limits.window()}, plan.limits, kUncounted);
  if (groups >= kUncounted * kUncounted || each >= kUncounted) return groups == 0 ? 0 : UINT64_MAX;
  return groups * each;
}

}  // namespace datagen::core
