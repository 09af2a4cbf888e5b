// src/core/infer/coherence_times.cpp -- which time of a row comes before which, and which are there at all
#include "core/infer/coherence_parts.hpp"
#include "core/infer/column_words.hpp"
#include "core/infer/relation_stages.hpp"

#include <algorithm>

namespace datagen::core {
namespace {

/// What a time is to its row.
enum class Part : uint8_t { Birth, Made, Begin, Stage, Note, Changed, End, Gone, Other };

/// Stages from this rank on come after the thing has begun.
constexpr int kUnderWay = 40;
/// The stages of what was issued, of what has begun, and of what is done.
constexpr int kIssued = 15;
constexpr int kStarted = 25;
constexpr int kDone = 60;

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
      : scope_(scope), domains_(domains), rules_(rules), stages_(scope.relation) {
    // By name: where two would do, the order of columns does not decide.
    for (int c = 0; c < scope.size(); ++c) by_name_.push_back(c);
    std::sort(by_name_.begin(), by_name_.end(),
              [&](int a, int b) { return scope.column(a).name < scope.column(b).name; });
    for (int c : by_name_)
      if (scope.is_time(c)) moments_.push_back(classify(c));
  }

  void run() {
    for (int c : by_name_) note_status(c);
    for (int c : by_name_) says_current_ = says_current_ || is_current_flag(c);
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
    Moment moment{c, Part::Other, stages_.of_column(scope_.column(c).name), {}};
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
    } else if (scope_.names(c, {"at", "last", "first", "next"})) {
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
      status.stages.push_back(stages_.of_status(value));
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

  void follow_status(int column, const Status& status, std::vector<char> implied) {
    ImpliedRule rule;
    rule.kind = ImpliedKind::Stage;
    rule.column = column;
    rule.inputs = {scope_.own(status.column)};
    rule.statuses = status.values;
    rule.implied = std::move(implied);
    rule.reason = "is there when " + scope_.column(status.column).name + " says so";
    if (scope_.column(column).type->type_class == TypeClass::Boolean)
      rule.reason = "true when " + scope_.column(status.column).name + " says so";
    rules_.push_back(std::move(rule));
  }

  static std::vector<char> reached(const Status& status, const Stage& stage) {
    std::vector<char> implied;
    for (const Stage* own : status.stages) implied.push_back(implies(own, stage));
    return implied;
  }

  /// NULL or not.
  void say_whether(const Moment& moment) {
    if (scope_.column(moment.column).not_null) return;
    if (moment.stage && (moment.stage->is_exit() || moment.stage->rank >= kFirstEvent)) {
      if (const Status* status = status_of(*moment.stage))
        return follow_status(moment.column, *status, reached(*status, *moment.stage));
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
    if (says_current_ && ends_row(moment)) {
      rule.kind = ImpliedKind::Rare;
      rule.null_share = kEndedNullShare;
      rule.reason = "NULL in most rows, as these are current";
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
    if (earlier.column == later.column) return false;
    if (is_first_of(earlier.column, later.column)) return true;
    if (earlier.part == Part::Other) return false;
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
          return earlier.subject.empty() &&
                 (later.stage->is_exit() ? is_leaving(*later.stage) : later.stage->rank >= kUnderWay);
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
    // What is due or expires does so after it was made, or issued; a trial ends after the whole has started.
    const bool begins = std::any_of(moments_.begin(), moments_.end(),
                                    [](const Moment& other) { return other.part == Part::Begin; });
    if (begin.part == Part::Stage && !begin.stage->is_exit() && begin.stage->rank == kIssued)
      return !begins || is_deadline(end.column);
    return !begins && (begin.part == Part::Made || begin.part == Part::Birth ||
                       (begin.part == Part::Stage && !begin.stage->is_exit() &&
                        (begin.stage->rank < kFirstEvent || begin.stage->rank == kStarted)));
  }

  bool is_deadline(int c) const {
    return scope_.names(
        c, {"due", "duedate", "payable", "faellig", "faelligkeit", "faelligkeitsdatum", "echeance",
            "vencimiento", "vencimento", "scadenza", "expiry", "expires", "expiration"});
  }

  /// first_seen and last_seen, clock_in and clock_out: the names say the same but for that.
  bool is_first_of(int earlier, int later) const {
    static constexpr std::string_view kPairs[][2] = {
        {"first", "last"},       {"first", "latest"},   {"earliest", "latest"},   {"previous", "next"},
        {"prev", "next"},        {"last", "next"},      {"previous", "last"},     {"erste", "letzte"},
        {"erster", "letzter"},   {"primera", "ultima"}, {"primer", "ultimo"},     {"premiere", "derniere"},
        {"premier", "dernier"},  {"prima", "ultima"},   {"primo", "ultimo"},      {"in", "out"},
        {"opening", "closing"},  {"opens", "closes"},   {"open", "close"},        {"start", "end"},
        {"starts", "ends"},      {"begin", "end"},      {"begins", "ends"},       {"from", "to"},
        {"from", "until"},       {"login", "logout"},   {"signin", "signout"},    {"checkin", "checkout"},
        {"entry", "exit"},       {"entered", "exited"}, {"loan", "return"},       {"loan", "returned"},
        {"loaned", "returned"},  {"lent", "returned"},  {"borrowed", "returned"}, {"rented", "returned"},
        {"departed", "arrived"}, {"pickup", "dropoff"}, {"pickup", "return"},     {"desde", "hasta"},
        {"von", "bis"},          {"inicio", "fin"},     {"debut", "fin"},         {"beginn", "ende"}};
    const std::vector<std::string> first = parts_of(without_fillers(scope_.column(earlier).name));
    const std::vector<std::string> last = parts_of(without_fillers(scope_.column(later).name));
    if (first.size() != last.size()) return false;
    int pairs = 0;
    for (size_t i = 0; i < first.size(); ++i) {
      if (first[i] == last[i]) continue;
      const bool pair = std::any_of(std::begin(kPairs), std::end(kPairs), [&](const auto& words) {
        return first[i] == words[0] && last[i] == words[1];
      });
      if (!pair) return false;
      ++pairs;
    }
    return pairs == 1;
  }

  /// Whether the row is no longer current when the time is there.
  bool ends_row(const Moment& moment) const {
    if (scope_.column(moment.column).not_null) return false;
    if (moment.part == Part::Gone) return true;
    if (moment.part == Part::Stage)
      return is_leaving(*moment.stage) || moment.stage->exit == "expired" ||
             moment.stage->exit == "archived" || moment.stage->exit == "cancelled" ||
             (!moment.stage->is_exit() && moment.stage->rank >= kDone);
    return moment.part == Part::End && moment.subject.empty() && !is_deadline(moment.column) &&
           scope_.names(moment.column, {"end", "ended", "enddate", "until", "to", "thru", "bis", "ende",
                                        "fin", "fine", "hasta"}) &&
           !scope_.names(moment.column,
                         {"expected", "estimated", "planned", "trial", "promised", "required"});
  }

  void say_when(const Moment& moment) {
    ImpliedRule rule;
    rule.kind = ImpliedKind::After;
    rule.column = moment.column;
    rule.pace = moment.part == Part::Stage && !is_leaving(*moment.stage) ? Pace::Days : Pace::Any;
    if (moment.part == Part::End && is_deadline(moment.column) &&
        !scope_.names(moment.column, {"expiry", "expires", "expiration"}))
      rule.pace = Pace::Terms;
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

  bool is_current_flag(int c) const {
    return scope_.column(c).type->type_class == TypeClass::Boolean &&
           scope_.names(c, {"active", "enabled", "current", "employed", "alive", "living", "activo", "activa",
                            "actif", "active", "aktiv", "ativo", "attivo", "actual", "aktuell", "vigente"}) &&
           scope_.parts[static_cast<size_t>(c)].size() <= 2 && !scope_.names(c, {"not", "in", "non", "no"});
  }

  void push_flag(ImpliedKind kind, int c, std::vector<ImpliedInput> times) {
    ImpliedRule rule;
    rule.kind = kind;
    rule.column = c;
    std::string names;
    for (const ImpliedInput& time : times)
      names += (names.empty() ? "" : " or ") + scope_.column(time.column).name;
    rule.reason = (kind == ImpliedKind::Flag         ? "true where "
                   : kind == ImpliedKind::OnlyNoFlag ? "true unless "
                                                     : "false where ") +
                  names + " is set";
    rule.inputs = std::move(times);
    rules_.push_back(std::move(rule));
  }

  /// Whether the row is still current: as its status says, and not once it has ended.
  void say_current(int c) {
    const bool alive = scope_.names(c, {"alive", "living"});
    std::vector<ImpliedInput> ends;
    bool only_deleted = true;
    for (const Moment& moment : moments_) {
      if (!ends_row(moment) || (alive && !(moment.stage && moment.stage->exit == "dead"))) continue;
      ends.push_back(scope_.own(moment.column));
      only_deleted = only_deleted && moment.part == Part::Gone;
    }
    const Status* status = alive ? nullptr : status_of(*stage_of_status("active"));
    if (status) {
      std::vector<char> current;
      for (const Stage* own : status->stages)
        current.push_back(!own || (!own->is_exit() && own->rank >= kFirstEvent && own->rank < kDone));
      follow_status(c, *status, std::move(current));
    }
    if (ends.empty()) return;
    push_flag(status || only_deleted ? ImpliedKind::NoFlag : ImpliedKind::OnlyNoFlag, c, std::move(ends));
  }

  void say_flag(int c) {
    if (is_current_flag(c)) return say_current(c);
    const std::string& name = scope_.column(c).name;
    const std::string subject = without_fillers(name);
    const Stage* stage = stages_.of_column(name);
    const bool deleted = scope_.names(c, {"deleted", "removed", "trashed", "geloescht", "eliminado"});
    for (const bool by_name : {true, false})
      for (const Moment& moment : moments_) {
        const std::string& other = scope_.column(moment.column).name;
        const bool same = by_name   ? !subject.empty() && without_fillers(other) == subject
                          : deleted ? moment.part == Part::Gone
                                    : stage && moment.stage && stage->rank == moment.stage->rank &&
                                          stage->exit == moment.stage->exit;
        if (same && !scope_.column(moment.column).not_null)
          return push_flag(ImpliedKind::Flag, c, {scope_.own(moment.column)});
      }
    if (!stage || (stage->rank < kFirstEvent && !stage->is_exit())) return;
    for (const Status& status : statuses_)
      if (std::any_of(status.stages.begin(), status.stages.end(), [&](const Stage* own) {
            return own && own->rank == stage->rank && own->exit == stage->exit;
          }))
        return follow_status(c, status, reached(status, *stage));
  }

  void say_after(int begin, int end) {
    ImpliedRule rule;
    rule.kind = ImpliedKind::After;
    rule.column = end;
    rule.inputs = {scope_.own(begin)};
    rule.reason = "not before " + scope_.column(begin).name;
    rules_.push_back(std::move(rule));
  }

  bool is_time_of_day(int c) const { return scope_.column(c).type->type_class == TypeClass::Time; }

  /// start_time and end_time within a day; several of them by what else their names say.
  void order_times_of_day() {
    bool ordered = false;
    for (int end : by_name_) {
      const auto begin = std::find_if(by_name_.begin(), by_name_.end(), [&](int other) {
        return is_time_of_day(other) && is_time_of_day(end) && is_first_of(other, end);
      });
      if (begin == by_name_.end()) continue;
      say_after(*begin, end);
      ordered = true;
    }
    if (!ordered) order_only_times_of_day();
  }

  void order_only_times_of_day() {
    int begin = -1;
    int end = -1;
    for (int c = 0; c < scope_.size(); ++c) {
      if (!is_time_of_day(c)) continue;
      const std::vector<std::string> words = words_of(scope_.column(c).name).words;
      const auto has = [&](const char* word) {
        return std::find(words.begin(), words.end(), word) != words.end();
      };
      if (has("start")) begin = begin < 0 ? c : scope_.size();
      if (has("end")) end = end < 0 ? c : scope_.size();
    }
    if (begin < 0 || end < 0 || begin == scope_.size() || end == scope_.size()) return;
    say_after(begin, end);
  }

  const ImpliedScope& scope_;
  const std::vector<Domain>& domains_;
  std::vector<ImpliedRule>& rules_;
  const RelationStages stages_;
  std::vector<int> by_name_;
  std::vector<Moment> moments_;
  std::vector<Status> statuses_;
  bool says_current_ = false;
};

}  // namespace

void imply_times(const ImpliedScope& scope, const std::vector<Domain>& domains,
                 std::vector<ImpliedRule>& rules) {
  Times(scope, domains, rules).run();
}

}  // namespace datagen::core
