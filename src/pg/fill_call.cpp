// src/pg/fill_call.cpp -- privileges first, then the plan, then the rows, in one subtransaction
#include "pg/fill_call.hpp"

#include "pg/ledger.hpp"

#include "pg/privilege.hpp"
#include "pg/query.hpp"
#include "pg/settings.hpp"

#include <algorithm>

extern "C" {
#include "tcop/utility.h"
}

namespace datagen::pg {
namespace {

/// Before a row is made. With on_error => 'skip' what is refused becomes the goal's error.
void require_privileges(FillContext& context, std::vector<core::FillStep>& steps, bool keep_going) {
  for (core::FillStep& step : steps)
    for (core::FillGoal& goal : step.goals) {
      if (goal.rows == 0) continue;
      const auto refused = insert_refused(context.relation(goal.relation));
      if (!refused) continue;
      if (!keep_going) throw core::Error(*refused);
      goal.rows = 0;
      goal.error = refused;
    }
}

}  // namespace

void require_insert_privilege(const core::Relation& relation) {
  if (const auto refused = insert_refused(relation)) throw core::Error(*refused);
}

std::vector<Oid> roots_of(const core::FillRequest& request) {
  std::vector<Oid> roots(request.defaults.begin(), request.defaults.end());
  for (const auto& [id, rows] : request.counts) roots.push_back(id);
  for (const auto& [id, per] : request.per_parent) {
    roots.push_back(id);
    roots.push_back(per.parent);
  }
  std::sort(roots.begin(), roots.end());
  roots.erase(std::unique(roots.begin(), roots.end()), roots.end());
  return roots;
}

std::vector<core::FillStep> plan_call(FillContext& context, const FillCall& call) {
  context.set_locale(call.locale);
  if (call.rules)
    context.set_call_rules(call.rules_target, parse_rules(call.rules, context.relation(call.rules_target)));
  return core::plan_fill(context.schema(), call.request, context);
}

FillResult run_fill(const FillCall& fill) {
  call([]() noexcept { PreventCommandIfReadOnly("datagen.fill()"); });
  FillResult result;
  result.seed = effective_seed(fill.seed);
  SpiConnection connection;
  // The run's rows carry the xid of its own subtransaction, by which undo() finds them.
  Subtransaction run;
  {
    FillContext context(roots_of(fill.request), result.seed);
    auto steps = plan_call(context, fill);
    require_privileges(context, steps, fill.request.keep_going);
    result.run = open_run(result.seed, fill.action);
    Progress progress;
    Filler filler(context, progress, {fill.request.keep_going, result.run});
    result.reports = filler.fill(steps);
    finish_run(result.run);
  }
  run.commit();
  return result;
}

}  // namespace datagen::pg
