// src/pg/filler.cpp -- steps, trigger windows, batches of rows
#include "pg/filler.hpp"

#include "pg/sql_sink.hpp"
#include "pg/stored_rows.hpp"
#include "pg/trigger_window.hpp"

#include <algorithm>
#include <chrono>

namespace datagen::pg {
namespace {

/// Rows made, then inserted, at a time.
constexpr uint64_t kBatchRows = 1000;

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

/// Rows of one batch while they wait for the sink.
class RowBatch {
 public:
  explicit RowBatch(size_t width) : width_(width), values_(width * kBatchRows) {}
  core::Value* next() { return &values_[width_ * count_++]; }
  uint64_t count() const { return count_; }
  core::Arena& arena() { return arena_; }
  void send(Sink& sink) {
    for (uint64_t row = 0; row < count_; ++row) sink.put(&values_[width_ * row]);
    count_ = 0;
    arena_.reset();
  }

 private:
  size_t width_;
  std::vector<core::Value> values_;
  uint64_t count_ = 0;
  core::Arena arena_;
};

std::vector<int> inserted_columns(const core::RowMaker& maker) {
  std::vector<int> columns;
  const auto& plans = maker.column_plans();
  for (size_t c = 0; c < plans.size(); ++c)
    if (plans[c].source != core::ColumnSource::Generated && plans[c].source != core::ColumnSource::Default)
      columns.push_back(static_cast<int>(c));
  return columns;
}

std::string describe(const core::Error& error) {
  std::string text = error.message();
  if (!error.detail().empty()) text += " DETAIL: " + error.detail();
  if (!error.hint().empty()) text += " HINT: " + error.hint();
  return text;
}

std::string describe(const PgError& error) {
  std::string text = error.what();
  if (error.data().detail) text += std::string(" DETAIL: ") + error.data().detail;
  if (error.data().hint) text += std::string(" HINT: ") + error.data().hint;
  return text;
}

bool refers_to_itself(const core::Relation& relation) {
  return std::any_of(relation.foreign_keys.begin(), relation.foreign_keys.end(),
                     [&](const core::ForeignKey& key) { return key.parent == relation.id; });
}

void add_note(std::string& note, const std::string& more) {
  if (!note.empty()) note += "; ";
  note += more;
}

}  // namespace

Filler::Filler(FillContext& context, Progress& progress, Options options)
    : context_(context), progress_(progress), options_(options) {}

std::vector<FillReport> Filler::fill(const std::vector<core::FillStep>& steps) {
  std::vector<FillReport> reports;
  for (const core::FillStep& step : steps) {
    auto done = options_.keep_going ? try_step(step) : fill_step(step);
    reports.insert(reports.end(), done.begin(), done.end());
  }
  return reports;
}

std::vector<FillReport> Filler::try_step(const core::FillStep& step) {
  std::string failure;
  for (const core::FillGoal& goal : step.goals)
    if (goal.error) failure = describe(*goal.error);
  if (failure.empty()) {
    Subtransaction attempt;
    try {
      auto reports = fill_step(step);
      attempt.commit();
      return reports;
    } catch (const core::Error& error) {
      if (error.code() == core::ErrorCode::Internal) throw;
      failure = describe(error);
    } catch (const PgError& error) {
      if (must_propagate(error.sqlstate())) throw;
      failure = describe(error);
    }
  }
  progress_.rearm();
  std::vector<FillReport> reports;
  for (const core::FillGoal& goal : step.goals) {
    FillReport report;
    report.relation = goal.relation;
    report.requested = goal.requested;
    report.note = failure;
    reports.push_back(std::move(report));
  }
  return reports;
}

std::vector<FillReport> Filler::fill_step(const core::FillStep& step) {
  std::set<Oid> cyclic;
  for (const core::FillGoal& goal : step.goals)
    if (step.cyclic || refers_to_itself(context_.relation(goal.relation))) cyclic.insert(goal.relation);
  std::vector<RelationFill> members;
  for (const core::FillGoal& goal : step.goals)
    members.push_back(prepare_relation(context_, goal, cyclic, SequenceBlock::Mode::Take));
  for (RelationFill& member : members) require_sequences(member);
  if (!cyclic.empty()) pin_component_keys(context_, members);
  std::vector<FillReport> reports;
  if (cyclic.empty()) {
    for (RelationFill& member : members) reports.push_back(fill_relation(member, false));
    return reports;
  }
  TriggerWindow window;
  for (RelationFill& member : members) reports.push_back(fill_relation(member, true));
  window.close();
  return reports;
}

void Filler::require_sequences(RelationFill& member) {
  const core::Relation& relation = *member.task.relation;
  for (size_t c = 0; c < relation.columns.size(); ++c) {
    if (!relation.columns[c].sequence || member.task.count == 0) continue;
    SequenceBlock& sequence = member.server->sequence(static_cast<int>(c));
    auto highest = member.task.highest.find(static_cast<int>(c));
    if (highest != member.task.highest.end()) sequence.pass(highest->second);
    sequence.require(member.task.count);
  }
}

FillReport Filler::fill_relation(RelationFill& member, bool in_window) {
  const auto start = Clock::now();
  const core::Relation& relation = *member.task.relation;
  FillReport report;
  report.relation = relation.id;
  report.requested = member.goal.requested;
  report.note = member.goal.note;
  core::RowMaker maker(member.task, *member.server, member.pinned);
  if (!member.goal.is_explicit && maker.key_plans().room < member.task.count) {
    member.task.count = maker.key_plans().room;
    if (maker.key_plans().bounding_key >= 0)
      add_note(report.note, "unique key \"" + relation.keys[static_cast<size_t>(maker.key_plans().bounding_key)].name +
                                "\" leaves room for " + std::to_string(member.task.count) + " rows");
  }
  core::require_room(member.task, maker.key_plans());
  progress_.start(relation.id, member.task.count);
  SqlSink sink(relation, context_.codec(relation.id), {inserted_columns(maker), in_window, kBatchRows});
  RowBatch batch(relation.columns.size());
  const bool may_drop = relation.has_before_insert_triggers || relation.has_rules;
  const uint64_t most = may_drop && !in_window
                            ? std::max(member.task.count, std::min(2 * member.task.count, maker.key_plans().room))
                            : member.task.count;
  for (uint64_t position = 0; position < most && report.inserted < member.task.count;) {
    const uint64_t wanted = position < member.task.count ? member.task.count - position : member.task.count - report.inserted;
    const uint64_t rows = std::min({kBatchRows, wanted, most - position});
    for (uint64_t i = 0; i < rows; ++i) maker.make(position++, batch.next(), batch.arena());
    member.server->finish_evaluation();
    batch.send(sink);
    report.inserted += sink.flush();
    check_interrupts();
    progress_.advance(report.inserted);
  }
  catch_up_sequences(member, maker);
  if (report.inserted < member.task.count)
    add_note(report.note, "triggers or rules dropped rows: " + std::to_string(report.inserted) + " of " +
                              std::to_string(member.task.count) + " stayed");
  if (std::any_of(relation.predicates.begin(), relation.predicates.end(),
                  [](const core::Predicate& predicate) { return predicate.is_volatile; }))
    add_note(report.note, "a constraint depends on the clock: not reproducible on another day");
  progress_.finish();
  report.seconds = seconds_since(start);
  record_relation(options_.run, relation.id, report.requested, report.inserted, report.linked, report.seconds);
  return report;
}

void Filler::catch_up_sequences(const RelationFill& member, const core::RowMaker& maker) {
  // A column with a sequence that got its values elsewhere, from a parent or a rule, must not collide later.
  const core::Relation& relation = *member.task.relation;
  for (size_t c = 0; c < relation.columns.size(); ++c) {
    const int column = static_cast<int>(c);
    const core::ColumnSource source = maker.column_plans()[c].source;
    if (!relation.columns[c].sequence || source == core::ColumnSource::Sequence || source == core::ColumnSource::Default)
      continue;
    const auto highest = highest_value(relation, column, context_.codec(relation.id).column(column));
    if (highest) member.server->sequence(column).pass(*highest);
  }
}

}  // namespace datagen::pg
