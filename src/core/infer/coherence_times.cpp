// src/core/infer/coherence_times.cpp -- which time of a row comes before which, and which are there at all
#include "core/infer/coherence_parts.hpp"
#include "core/infer/column_words.hpp"

#include <algorithm>

namespace datagen::core {
namespace {

/// What a time is to its row.
enum class Part : uint8_t { Birth, Made, Begin, Stage, Note, Changed, End, Gone, Other };

/// Stages from this rank on come after the thing has begun.
constexpr int kUnderWay = 40;

struct Moment {
  int column;
  Part part;
  const Stage* stage = nullptr;
  std::vector<std::string> subject;  // of a beginning or an end: contract in contract_start
};

/// What the name says besides that something begins or ends.
std::vector<std::string> subject_of(const std::string& name) {
  static constexpr std::string_view kFrame[] = {"start", "end",  "date", "time", "at", "on",
                                                "of",    "from", "to",   "the",  "by", "day"};
  std::vector<std::string> subject;
  for (std::string& word : words_of(name).words)
    if (std::find(std::begin(kFrame), std::end(kFrame), word) == std::end(kFrame))
      subject.push_back(std::move(word));
  std::sort(subject.begin(), subject.end());
  return subject;
}

bool is_hiring(const ImpliedScope& scope, int c) {
  return scope.names(
      c, {"hire", "hired", "hiredate", "employed", "joining", "embauche", "einstellung", "contratacion"});
}

class Times {
 public:
  Times(const ImpliedScope& scope, const std::vector<Domain>& domains, std::vector<ImpliedRule>& rules)
      : scope_(scope), domains_(domains), rules_(rules) {
    // By name: where two would do, the order of columns does not decide.
    for (int c = 0; c < scope.size(); ++c) by_name_.push_back(c);
    std::sort(by_name_.begin(), by_name_.end(),
              [&](int a, int b) { return scope.column(a).name < scope.column(b).name; });
    for (int c : by_name_)
      if (scope.is_time(c)) moments_.push_back(classify(c));
  }

  void run() {
    for (int c : by_name_) note_status(c);
    for (const Moment& moment : moments_) {
      say_whether(moment);
      say_when(moment);
    }
    for (int c = 0; c < scope_.size(); ++c)
      if (scope_.column(c).type->type_class == TypeClass::Boolean) say_flag(c);
    order_times_of_day();
  }

 private:
  struct Status {
    int column;
    std::vector<std::string> values;
    std::vector<const Stage*> stages;
  };

  Moment classify(int c) const {
    const std::string& meaning = scope_.meaning(c);
    Moment moment{c, Part::Other, stage_of_column(scope_.column(c).name), {}};
    const bool deleted =
        scope_.names(c, {"deleted", "removed", "trashed", "geloescht", "eliminado", "supprime"});
    if (meaning == "person.birth_date") {
      moment.part = Part::Birth;
    } else if (meaning == "time.created") {
      moment.part = Part::Made;
    } else if (meaning == "time.updated") {
      moment.part = Part::Changed;
    } else if (deleted || (meaning == "time.deleted" && !moment.stage)) {
      moment.part = Part::Gone;
    } else if (moment.stage) {
      moment.part = moment.stage->is_exit() || moment.stage->rank > 0 ? Part::Stage : Part::Made;
    } else if (meaning == "time.start" || meaning == "time.end") {
      moment.part = meaning == "time.start" ? Part::Begin : Part::End;
      moment.subject = subject_of(scope_.column(c).name);
    } else if (scope_.names(c, {"at", "last"})) {
      moment.part = Part::Note;
    }
    return moment;
  }

  void note_status(int c) {
    const Column& column = scope_.column(c);
    const Type& type = *column.type;
    if (!scope_.names(
            c, {"status", "state", "stage", "phase", "stat", "zustand", "estado", "statut", "etat", "stato"}))
      return;
    Status status{c, {}, {}};
    if (type.type_class == TypeClass::Enum) status.values = type.labels;
    const Domain& domain = domains_[static_cast<size_t>(c)];
    if (type.type_class == TypeClass::Text && domain.values)
      for (const Value& value : *domain.values)
        if (value.kind == ValueKind::Text) status.values.emplace_back(value.text());
    int known = 0;
    for (const std::string& value : status.values) {
      status.stages.push_back(stage_of_status(value));
      known += status.stages.back() != nullptr;
    }
    if (known >= 2) statuses_.push_back(std::move(status));
  }

  /// The status that tells of the stage: it has a word for it, or goes beyond it.
  const Status* status_of(const Stage& stage) const {
    const Status* best = nullptr;
    int best_worth = 0;
    for (const Status& status : statuses_) {
      int worth = 0;
      for (const Stage* own : status.stages) {
        if (!own) continue;
        if (stage.is_exit())
          worth = std::max(worth, own->exit == stage.exit ? 2 : 0);
        else if (!own->is_exit())
          worth = std::max(worth, own->rank == stage.rank ? 2 : own->rank > stage.rank ? 1 : 0);
      }
      if (worth <= best_worth) continue;
      best = &status;
      best_worth = worth;
    }
    return best;
  }

  void follow_status(int column, const Status& status, const Stage& stage) {
    ImpliedRule rule;
    rule.kind = ImpliedKind::Stage;
    rule.column = column;
    rule.inputs = {scope_.own(status.column)};
    rule.statuses = status.values;
    for (const Stage* own : status.stages) rule.implied.push_back(implies(own, stage));
    rule.reason = "is there when " + scope_.column(status.column).name + " says so";
    if (scope_.column(column).type->type_class == TypeClass::Boolean)
      rule.reason = "true when " + scope_.column(status.column).name + " says so";
    rules_.push_back(std::move(rule));
  }

  /// NULL or not.
  void say_whether(const Moment& moment) {
    if (scope_.column(moment.column).not_null) return;
    if (moment.stage && (moment.stage->is_exit() || moment.stage->rank >= kFirstEvent)) {
      if (const Status* status = status_of(*moment.stage))
        return follow_status(moment.column, *status, *moment.stage);
    }
    ImpliedRule rule;
    rule.column = moment.column;
    if (moment.part == Part::Gone ||
        (moment.stage && moment.stage->is_exit() && moment.part == Part::Stage)) {
      rule.kind = ImpliedKind::Rare;
      rule.reason = "mostly NULL, as few rows come to that";
      rules_.push_back(std::move(rule));
      return;
    }
    if (moment.part != Part::Stage || !moment.stage || moment.stage->rank < kFirstEvent) return;
    rule.kind = ImpliedKind::Prefix;
    for (const Moment& other : moments_)
      if (other.part == Part::Stage && !other.stage->is_exit() && other.stage->rank < moment.stage->rank &&
          other.stage->rank >= kFirstEvent)
        rule.inputs.push_back(scope_.own(other.column));
    if (rule.inputs.empty()) return;
    rule.reason = "NULL where an earlier step is";
    rules_.push_back(std::move(rule));
  }

  bool precedes(const Moment& earlier, const Moment& later) const {
    if (earlier.column == later.column || earlier.part == Part::Other) return false;
    switch (later.part) {
      case Part::Birth:
      case Part::Made:
      case Part::Other: return false;
      case Part::Begin: return earlier.part == Part::Birth;
      case Part::Note: return earlier.part == Part::Made || earlier.part == Part::Birth;
      case Part::Stage:
        if (earlier.part == Part::Made || earlier.part == Part::Birth) return true;
        // A project is completed after it has begun, but its plan is approved whenever.
        if (earlier.part == Part::Begin)
          return earlier.subject.empty() && !later.stage->is_exit() && later.stage->rank >= kUnderWay;
        if (earlier.part != Part::Stage || earlier.stage->is_exit()) return false;
        return later.stage->is_exit() ? earlier.stage->rank <= std::max(later.stage->rank, 20)
                                      : earlier.stage->rank < later.stage->rank;
      case Part::Changed:
        return earlier.part == Part::Made || earlier.part == Part::Stage || earlier.part == Part::Birth;
      case Part::Gone: return earlier.part != Part::End && earlier.part != Part::Gone;
      case Part::End: return belongs(earlier, later);
    }
    return false;
  }

  /// Whether the end is that of the beginning.
  bool belongs(const Moment& begin, const Moment& end) const {
    if (begin.part == Part::Begin) {
      if (begin.subject == end.subject) return true;
      const auto alone = [&](Part part) {
        return std::count_if(moments_.begin(), moments_.end(),
                             [&](const Moment& other) { return other.part == part; }) == 1;
      };
      return alone(Part::Begin) && alone(Part::End);
    }
    // What is due or expires does so after it was made.
    const bool begins = std::any_of(moments_.begin(), moments_.end(),
                                    [](const Moment& other) { return other.part == Part::Begin; });
    return !begins &&
           (begin.part == Part::Made || begin.part == Part::Birth ||
            (begin.part == Part::Stage && !begin.stage->is_exit() && begin.stage->rank < kFirstEvent));
  }

  void say_when(const Moment& moment) {
    ImpliedRule rule;
    rule.kind = ImpliedKind::After;
    rule.column = moment.column;
    rule.pace = moment.part == Part::Stage ? Pace::Days : Pace::Any;
    std::string names;
    for (const Moment& other : moments_) {
      if (!precedes(other, moment)) continue;
      ImpliedInput input = scope_.own(other.column);
      if (other.part == Part::Birth && is_hiring(scope_, moment.column)) input.days = 18 * 365 + 5;
      names += (names.empty() ? "" : ", ") + scope_.column(other.column).name;
      rule.inputs.push_back(std::move(input));
    }
    if (rule.inputs.empty()) return;
    rule.reason = "not before " + names;
    rules_.push_back(std::move(rule));
  }

  void say_flag(int c) {
    const std::string& name = scope_.column(c).name;
    const Stage* stage = stage_of_column(name);
    const bool active = scope_.names(c, {"active", "enabled", "activo", "actif", "aktiv"}) &&
                        !scope_.names(c, {"not", "in", "non"});
    const bool deleted = scope_.names(c, {"deleted", "removed", "trashed", "geloescht", "eliminado"});
    for (const Moment& moment : moments_) {
      const bool same = deleted ? moment.part == Part::Gone
                                : stage && moment.stage && !active && stage->rank == moment.stage->rank &&
                                      stage->exit == moment.stage->exit;
      const bool against = active && moment.part == Part::Gone;
      if ((!same && !against) || scope_.column(moment.column).not_null) continue;
      ImpliedRule rule;
      rule.kind = same ? ImpliedKind::Flag : ImpliedKind::NoFlag;
      rule.column = c;
      rule.inputs = {scope_.own(moment.column)};
      rule.reason = (same ? "true where " : "false where ") + scope_.column(moment.column).name + " is set";
      rules_.push_back(std::move(rule));
      return;
    }
    if (!stage || (stage->rank < kFirstEvent && !stage->is_exit())) return;
    for (const Status& status : statuses_)
      if (std::any_of(status.stages.begin(), status.stages.end(), [&](const Stage* own) {
            return own && own->rank == stage->rank && own->exit == stage->exit;
          }))
        return follow_status(c, status, *stage);
  }

  /// start_time and end_time within a day.
  void order_times_of_day() {
    int begin = -1;
    int end = -1;
    for (int c = 0; c < scope_.size(); ++c) {
      if (scope_.column(c).type->type_class != TypeClass::Time) continue;
      const std::vector<std::string> words = words_of(scope_.column(c).name).words;
      const auto has = [&](const char* word) {
        return std::find(words.begin(), words.end(), word) != words.end();
      };
      if (has("start")) begin = begin < 0 ? c : scope_.size();
      if (has("end")) end = end < 0 ? c : scope_.size();
    }
    if (begin < 0 || end < 0 || begin == scope_.size() || end == scope_.size()) return;
    ImpliedRule rule;
    rule.kind = ImpliedKind::After;
    rule.column = end;
    rule.inputs = {scope_.own(begin)};
    rule.reason = "not before " + scope_.column(begin).name;
    rules_.push_back(std::move(rule));
  }

  const ImpliedScope& scope_;
  const std::vector<Domain>& domains_;
  std::vector<ImpliedRule>& rules_;
  std::vector<int> by_name_;
  std::vector<Moment> moments_;
  std::vector<Status> statuses_;
};

}  // namespace

void imply_times(const ImpliedScope& scope, const std::vector<Domain>& domains,
                 std::vector<ImpliedRule>& rules) {
  Times(scope, domains, rules).run();
}

}  // namespace datagen::core
