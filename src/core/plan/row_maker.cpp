// src/core/plan/row_maker.cpp -- the order in which a row's columns get their values, and what is tried again
#include "core/plan/row_maker.hpp"

#include "core/base/error.hpp"
#include "core/plan/search_failure.hpp"
#include "core/schema/graph.hpp"

#include <algorithm>

namespace datagen::core {
namespace {

/// Attempts with the same unique keys before the row takes other ones.
constexpr uint64_t kAttemptsPerKey = 16;
/// The same where the row it grows from, which a new choice of keys goes with, may be at fault.
constexpr uint64_t kAttemptsPerParent = 2;
/// Redraws of a group some of whose columns are fixed by keys or references.
constexpr uint64_t kDrawsOfFixedGroup = 256;
/// Blind draws of a group before its acceptance is measured.
constexpr uint64_t kBlindDraws = 4;
/// Draws to go on for where the acceptance suffices.
constexpr uint64_t kPatientDraws = 200;
/// Draws up to which rows are completed before they are searched for.
constexpr uint64_t kCompletedDraws = 24;
/// Searches per group and attempt.
constexpr uint64_t kSearches = 3;
/// Attempts after which a row need not be what children ask for, unless they cannot do without.
constexpr uint64_t kTriesForChildren = 1000;
/// Attempts of a row, and refusals by the server, up to which it is made coherent, and draws for it in each.
constexpr uint64_t kCoherentAttempts = 8;
constexpr uint64_t kCoherentDraws = 3;

std::string joined_names(const Relation& relation, const std::vector<int>& columns) {
  std::string names;
  for (int column : columns) names += relation.columns[static_cast<size_t>(column)].name + ",";
  return names;
}

/// The same whatever the order of the relation's columns.
std::string sorted_names(const Relation& relation, std::vector<int> columns) {
  std::sort(columns.begin(), columns.end(), [&](int a, int b) {
    return relation.columns[static_cast<size_t>(a)].name < relation.columns[static_cast<size_t>(b)].name;
  });
  return joined_names(relation, columns);
}

bool is_unique_reference(const Relation& relation, const ForeignKey& key) {
  for (const UniqueKey& unique : relation.keys) {
    if (unique.where || unique.parts.size() > key.columns.size()) continue;
    if (std::all_of(unique.parts.begin(), unique.parts.end(), [&](const KeyPart& part) {
          return std::find(key.columns.begin(), key.columns.end(), part.column) != key.columns.end();
        }))
      return true;
  }
  return false;
}

/// Members of a key family draw alike, so that their tuples agree as well; two of one relation do not.
uint64_t draw_key(const RelationTask& task, int column) {
  const auto family = task.families.find(column);
  const auto same = [&](const auto& other) { return other.second == family->second; };
  if (family == task.families.end() || std::count_if(task.families.begin(), task.families.end(), same) > 1)
    return column_key(task.seed, task.relation->name,
                      task.relation->columns[static_cast<size_t>(column)].name);
  return column_key(task.seed, family->second, "drawn");
}

}  // namespace

RowMaker::RowMaker(const RelationTask& task, RowServices& services, PinnedColumns pinned, KeysTaken* taken)
    : task_(task),
      relation_(*task.relation),
      services_(services),
      pinned_(std::move(pinned)),
      columns_(plan_columns(task)),
      slots_(make_slot_allocators(task, columns_, services)),
      keys_(plan_keys_beside(task, plans_of(slots_), columns_, &services)),
      demanded_(task, columns_, services),
      growth_(task.growth.grows() ? std::make_unique<Growth>(task, services) : nullptr),
      coherence_(task, columns_),
      entities_(task, columns_),
      agreed_(task, columns_),
      taken_before_(taken ? taken : &own_),
      remembered_(taken_before_->remembered),
      failures_(relation_.predicates.size()),
      key_failures_(relation_.keys.size()),
      slot_failures_(relation_.exclusions.size()),
      reference_failures_(relation_.foreign_keys.size()) {
  for (size_t c = 0; c < relation_.columns.size(); ++c)
    column_keys_.push_back(draw_key(task, static_cast<int>(c)));
  group_of_.assign(relation_.columns.size(), -1);
  for (size_t g = 0; g < task.analysis.groups.size(); ++g) {
    groups_.emplace_back(task, columns_, g);
    const auto& columns = task.analysis.groups[g].columns;
    group_keys_.push_back(column_key(task.seed, relation_.name, sorted_names(relation_, columns)));
    for (int column : columns) group_of_[static_cast<size_t>(column)] = static_cast<int>(g);
  }
  lone_drawers_.resize(relation_.columns.size());
  for (size_t c = 0; c < relation_.columns.size(); ++c) {
    const ColumnSource source = columns_[c].source;
    if (source != ColumnSource::Draw && source != ColumnSource::Reference && source != ColumnSource::Null &&
        source != ColumnSource::Key && source != ColumnSource::Counter)
      continue;
    lone_drawers_[c] = std::make_unique<ColumnDrawer>(task, static_cast<int>(c), task.analysis.base[c],
                                                      columns_[c].generator, columns_[c].uses_default);
    if (group_of_[c] < 0 && source != ColumnSource::Counter) lone_.push_back(static_cast<int>(c));
  }
  classify_predicates();
  find_optional_keys();
  remember_partly_pinned();
  prepare_references();
  number_columns();
  branches_.assign(groups_.size(), 0);
  stepped_over_.assign(relation_.columns.size(), 0);
  assigned_.assign(relation_.columns.size(), 0);
  without_value_.assign(relation_.columns.size(), 0);
  go_on();
}

RowMaker::~RowMaker() = default;

void RowMaker::go_on() {
  KeysTaken& taken = *taken_before_;
  if (!taken.started || keeps_slots()) {
    taken.started = true;
    remembered_.assign(relation_.keys.size(), {});
    remember_existing();
    settle();
    return;
  }
  for (const auto& [key, hash] : taken.unsettled) remembered_[key].erase(hash);
  taken.unsettled.clear();
  next_position_ = taken.rows;
  stepped_over_ = taken.stepped_over;
  for (size_t a = 0; a < keys_.allocators.size(); ++a) keys_.allocators[a]->go_on(taken.positions[a]);
}

void RowMaker::settle() {
  KeysTaken& taken = *taken_before_;
  taken.unsettled.clear();
  taken.rows = next_position_;
  taken.stepped_over = stepped_over_;
  taken.positions.clear();
  for (const auto& allocator : keys_.allocators) taken.positions.push_back(allocator->position());
}

/// Whether a row takes room of an exclusion constraint that later rows must leave alone.
bool RowMaker::keeps_slots() const {
  return std::any_of(slots_.begin(), slots_.end(), [](const auto& allocator) {
    const ExclusionStrategy strategy = allocator->plan().strategy;
    return strategy != ExclusionStrategy::Implied && strategy != ExclusionStrategy::Refused;
  });
}

/// Whether a row that holds allocated keys may ask for other ones, which then are not the next row's.
bool RowMaker::keys_wait_for_others() const {
  if (!late_.empty()) return true;
  const auto refers = [&](int column) {
    return std::count_if(
        relation_.foreign_keys.begin(), relation_.foreign_keys.end(), [&](const ForeignKey& key) {
          return std::find(key.columns.begin(), key.columns.end(), column) != key.columns.end();
        });
  };
  for (size_t c = 0; c < columns_.size(); ++c) {
    const ColumnSource source = columns_[c].source;
    const auto references = refers(static_cast<int>(c));
    const bool given = references > 0 || source == ColumnSource::Key || source == ColumnSource::Counter ||
                       source == ColumnSource::Sequence || source == ColumnSource::Rule;
    if (group_of_[c] >= 0 && given) return true;
    if (references > 1 || (references > 0 && source == ColumnSource::Rule)) return true;
  }
  return false;
}

std::string RowMaker::dependence() const {
  for (size_t k = 0; k < keys_.keys.size(); ++k)
    if (keys_.keys[k].strategy == KeyStrategy::Remembered)
      return "unique key \"" + relation_.keys[k].name + "\" is met by remembering the keys of earlier rows";
  for (size_t c = 0; c < columns_.size(); ++c)
    if (columns_[c].source == ColumnSource::Counter && group_of_[c] >= 0)
      return "column \"" + relation_.columns[c].name + "\" counts past values that other constraints refuse";
  for (size_t e = 0; e < slots_.size(); ++e)
    if (slots_[e]->plan().strategy != ExclusionStrategy::Implied)
      return "exclusion constraint \"" + relation_.exclusions[e].name +
             "\" leaves rows the room that earlier ones have not taken";
  if (!demanded_.empty()) return "the first rows are those that children ask for";
  if (!keys_.allocators.empty() && keys_wait_for_others())
    return "other constraints may refuse the next free key of a row";
  return "";
}

std::map<size_t, std::vector<uint64_t>> RowMaker::used_steps(uint64_t count) const {
  std::map<size_t, std::vector<uint64_t>> steps;
  if (task_.first_ordinal == 0) return steps;
  for (size_t a = 0; a < keys_.allocators.size(); ++a)
    steps[keys_.allocator_keys[a]] = keys_.allocators[a]->used_steps(count, services_);
  return steps;
}

void RowMaker::remember_existing() {
  for (size_t k = 0; k < keys_.keys.size(); ++k) {
    remembered_[k].clear();
    if ((keys_.keys[k].strategy != KeyStrategy::Remembered &&
         keys_.keys[k].strategy != KeyStrategy::Numbered) ||
        task_.first_ordinal == 0 || !task_.existing_hashes)
      continue;
    const auto hashes = task_.existing_hashes(k);
    remembered_[k].reserve(hashes.size());
    for (uint64_t hash : hashes) remembered_[k].insert(hash);
  }
}

void RowMaker::classify_predicates() {
  // The values of rules and of generated columns come from outside the domains, so every predicate that reads one is
  // judged by the server, once the whole row is there.
  std::vector<char> late(relation_.predicates.size(), 0);
  for (size_t p = 0; p < relation_.predicates.size(); ++p)
    for (int column : relation_.predicates[p].columns) {
      const ColumnSource source = columns_[static_cast<size_t>(column)].source;
      if (source == ColumnSource::Rule || source == ColumnSource::Generated) late[p] = 1;
    }
  for (int predicate : coherence_.judged())
    if (!late[static_cast<size_t>(predicate)] &&
        relation_.predicates[static_cast<size_t>(predicate)].source != PredicateSource::IndexPredicate)
      coherent_judged_.push_back(predicate);
  for (int predicate : entities_.judged())
    if (!late[static_cast<size_t>(predicate)]) entities_judged_.push_back(predicate);
  early_.resize(groups_.size());
  for (size_t g = 0; g < groups_.size(); ++g)
    for (int predicate : groups_[g].group().residual) {
      if (!late[static_cast<size_t>(predicate)]) early_[g].push_back(predicate);
    }
  for (size_t g = 0; g < groups_.size(); ++g) passes_on_null_.push_back(may_pass_on_null(g));
  for (size_t p = 0; p < late.size(); ++p)
    if (late[p]) late_.push_back(static_cast<int>(p));
  find_plain_predicates();
  searchable_.resize(groups_.size());
  for (size_t p = 0; p < late.size(); ++p) {
    const Predicate& predicate = relation_.predicates[p];
    if (late[p] || predicate.source == PredicateSource::IndexPredicate || predicate.columns.empty()) continue;
    const int group = group_of_[static_cast<size_t>(predicate.columns[0])];
    if (group >= 0 && std::all_of(predicate.columns.begin(), predicate.columns.end(), [&](int column) {
          return group_of_[static_cast<size_t>(column)] == group;
        }))
      searchable_[static_cast<size_t>(group)].push_back(static_cast<int>(p));
  }
  acceptance_.resize(groups_.size());
  conditionals_.resize(groups_.size());
  reports_.resize(relation_.predicates.size());
}

void RowMaker::prepare_references() {
  std::vector<size_t> order(relation_.foreign_keys.size());
  for (size_t i = 0; i < order.size(); ++i) order[i] = i;
  const auto rank = [&](size_t i) {
    const ForeignKey& key = relation_.foreign_keys[i];
    return std::make_tuple(!(task_.per_parent && task_.per_parent->foreign_key == i),
                           key.parent == relation_.id, !is_required(relation_, key),
                           -static_cast<int>(key.columns.size()), joined_names(relation_, key.columns));
  };
  std::sort(order.begin(), order.end(), [&](size_t a, size_t b) { return rank(a) < rank(b); });
  for (size_t i : order) {
    const ForeignKey& key = relation_.foreign_keys[i];
    pickers_.emplace_back(task_, i, is_unique_reference(relation_, key));
    if (task_.parents[i].cyclic) pickers_.back().cover_parents();
    if (task_.per_parent && task_.per_parent->foreign_key == i) pickers_.back().share_out(*task_.per_parent);
    for (int column : key.columns)
      if (const auto dealt = task_.dealt.find(column); dealt != task_.dealt.end()) {
        pickers_.back().deal_by(column, dealt->second);
        break;
      }
    pickers_.back().follow_shape();
    reference_keys_.push_back(
        column_key(task_.seed, relation_.name, joined_names(relation_, key.columns) + "->"));
  }
  for (const auto& [column, rule] : task_.rules)
    if (rule.has_expression) {
      rule_order_.push_back(column);
      rules_in_order_.push_back(&rule);
    }
}

void RowMaker::make(uint64_t position, Value* row, Arena& arena) {
  const bool venturing = venturing_;
  venturing_ = venture_from_sequence_ = false;
  search(position, 0, row, arena);
  venturing_ = venturing;
  hold(position);
  next_position_ = position + 1;
}

void RowMaker::make_again(uint64_t position, uint64_t refusal, int taken_key, Value* row, Arena& arena) {
  // What helped the row before may help this one at once.
  if (refusal == 1 && venturing_) venture_after_ = 2;
  venturing_ = refusal >= venture_after_;
  venture_from_sequence_ = venturing_ && refusal % 2 == 0;
  if (venture_from_sequence_) ++venture_values_;
  if (refusal == 1) release(position);
  if (refusal > 1) {
    for (const auto& [key, hash] : remembered_now_) remembered_[key].erase(hash);
    if (taken_before_ != &own_)
      taken_before_->unsettled.resize(taken_before_->unsettled.size() - remembered_now_.size());
    give_keys_back();
  }
  if (taken_key >= 0) leap_ahead(relation_.keys[static_cast<size_t>(taken_key)], refusal);
  // Attempts of different refusals never meet: a search has at most so many tries.
  search(position, refusal << 32, row, arena);
}

void RowMaker::search(uint64_t position, uint64_t first_attempt, Value* row, Arena& arena) {
  if (row_tries_ > 1)
    for (auto* failures : {&failures_, &key_failures_, &slot_failures_, &reference_failures_})
      std::fill(failures->begin(), failures->end(), 0);
  row_tries_ = rule_failures_ = 0;
  bool new_keys = true;
  uint64_t since_new_keys = 0;
  // What an attempt in vain has put into the arena is given up, the keys it holds on to are not.
  const Arena::Mark before_keys = arena.mark();
  Arena::Mark after_keys = before_keys;
  for (uint64_t attempt = first_attempt;; ++attempt) {
    if (++row_tries_ > task_.search_budget) give_up(row_tries_ - 1);
    if (row_tries_ == kTriesForChildren && !demanded_.empty() && demanded_.yield(position)) new_keys = true;
    if ((attempt & 1023) == 1023) services_.check_interrupts();
    std::fill(assigned_.begin(), assigned_.end(), 0);
    if (!new_keys) assigned_ = given_;
    for (size_t c = 0; c < assigned_.size(); ++c)
      if (!assigned_[c]) row[c] = Value::null();
    arena.rewind(new_keys ? before_keys : after_keys);
    if (!demanded_.empty()) demanded_.assign(position, attempt, row, assigned_, arena);
    if (growth_ && new_keys) growth_->repay(row, assigned_, arena);
    assign_given(position, row);
    if (new_keys) {
      if (growth_) growth_->choose(position, attempt, row, assigned_);
      if (!assign_slots(position, attempt, row, arena, nullptr)) continue;
      leave_out_keys(position, attempt, row, arena);
      if (!assign_keys(row, arena, nullptr)) require_room_for_one_more();
      if (growth_) refer_to_itself(position, attempt, row, arena);
      after_keys = arena.mark();
      given_ = assigned_;
    }
    const Outcome outcome = try_row(position, attempt, row, arena);
    if (outcome == Outcome::Made) break;
    new_keys = outcome == Outcome::RetryWithNewKeys ||
               ++since_new_keys >= (growth_ ? kAttemptsPerParent : kAttemptsPerKey);
    if (new_keys) {
      since_new_keys = 0;
      give_keys_back();
      // A counter that constraints tie to other columns, or to a partition, goes on as a key does.
      for (size_t c = 0; c < columns_.size(); ++c)
        if (columns_[c].source == ColumnSource::Counter && group_of_[c] >= 0 && !growth_) ++stepped_over_[c];
    }
  }
  if (growth_) growth_->note(position, row);
}

RowMaker::Outcome RowMaker::try_row(uint64_t position, uint64_t attempt, Value* row, Arena& arena) {
  const uint64_t ordinal = task_.first_ordinal + position;
  rule_outcome_ = RuleOutcome::Given;
  apply_rules(ordinal, attempt, row, arena, false);
  if (!choose_branches(ordinal, attempt, row)) return Outcome::RetryWithNewKeys;
  if (!assign_references(position, attempt, row, nullptr))
    return demanded_.empty() ? Outcome::Retry : Outcome::RetryWithNewKeys;
  if (!agreed_.empty() && (attempt & UINT32_MAX) < kCoherentAttempts && attempt >> 32 < kCoherentAttempts)
    agreed_.apply(ordinal, attempt, row);
  apply_rules(ordinal, attempt, row, arena, false);
  if (!coherence_.empty() || !entities_.empty()) bound_ = assigned_;
  for (size_t g = 0; g < groups_.size(); ++g) {
    const Outcome outcome = draw_group(g, ordinal, attempt, row, arena);
    if (outcome != Outcome::Made) return outcome;
  }
  draw_lone(ordinal, attempt, row, arena, nullptr);
  if (!entities_.empty()) suit_entities(ordinal, attempt, row, arena);
  if (!coherence_.empty()) make_coherent(ordinal, attempt, row, arena);
  apply_rules(ordinal, attempt, row, arena, true);
  if (!judge_late(row)) return Outcome::Retry;
  if (!demanded_.met(position, row) && pinned_.columns.empty()) return Outcome::RetryWithNewKeys;
  if (growth_ && !growth_->admits(row)) return Outcome::Retry;
  return remember(row, nullptr) && confirm_slots(row) ? Outcome::Made : Outcome::Retry;
}

bool RowMaker::choose_branches(uint64_t ordinal, uint64_t attempt, Value* row) {
  for (size_t g = 0; g < groups_.size(); ++g) {
    Stream stream(group_keys_[g], ordinal, attempt);
    branches_[g] = groups_[g].choose(row, assigned_, stream);
    if (branches_[g] < 0) {
      for (int predicate : groups_[g].group().predicates) ++failures_[static_cast<size_t>(predicate)];
      return false;
    }
  }
  return true;
}

RowMaker::Outcome RowMaker::draw_group(size_t group, uint64_t ordinal, uint64_t attempt, Value* row,
                                       Arena& arena) {
  const GroupDrawer& drawer = groups_[group];
  const auto& columns = drawer.group().columns;
  bool fixed = false;
  bool fixed_by_key = false;
  bool nested = false;
  for (int column : columns)
    if (assigned_[static_cast<size_t>(column)]) {
      fixed = true;
      nested = nested || row[column].kind == ValueKind::List;
      const ColumnSource source = columns_[static_cast<size_t>(column)].source;
      fixed_by_key = fixed_by_key || source == ColumnSource::Key || source == ColumnSource::Counter ||
                     (!given_.empty() && given_[static_cast<size_t>(column)] && is_slot_column(column));
    }
  // No branch can tell whether it admits a nested value that others have set, so all conditions are judged.
  const std::vector<int>& judged = nested ? searchable_[group] : early_[group];
  before_draw_ = assigned_;
  const Arena::Mark mark = arena.mark();
  uint64_t limit = fixed ? kDrawsOfFixedGroup : task_.search_budget;
  // Where nothing is drawn, nothing changes.
  if (std::all_of(columns.begin(), columns.end(),
                  [&](int c) { return assigned_[static_cast<size_t>(c)] != 0; }))
    limit = 1;
  uint64_t searches = 0;
  // A blind draw would be NULL where values are rare.
  const uint64_t blind = passes_on_null_[group] ? 0 : kBlindDraws;
  for (uint64_t draw = 0; draw < limit; ++draw) {
    const uint64_t salt = draw == 0 ? attempt : combine(attempt, draw);
    if (draw == blind && !early_[group].empty()) measure(group);
    const bool completes = draw >= blind && draw < kCompletedDraws && !acceptance_[group].suffices() &&
                           acceptance_[group].completes();
    const bool climbs = draw >= blind && !completes && searches < kSearches && !early_[group].empty() &&
                        (!acceptance_[group].suffices() || draw >= kPatientDraws);
    // Keys and references that no search could complete are changed rather than tried again.
    if (fixed && searches == kSearches) break;
    if (draw > 0) {
      if (++row_tries_ > task_.search_budget) give_up(row_tries_ - 1);
      if ((draw & 1023) == 0) services_.check_interrupts();
      Stream stream(group_keys_[group], ordinal, salt);
      branches_[group] = drawer.choose(row, assigned_, stream);
    }
    if (climbs) ++searches;
    if (branches_[group] >= 0 && (!climbs || climb(group, ordinal, attempt, salt, row, arena)) &&
        drawer.draw(branches_[group], row, assigned_, ordinal, salt, services_, arena)) {
      const int failed = judged.empty() ? -1 : services_.first_failure(row, judged);
      if (failed < 0) return Outcome::Made;
      if (completes) {
        Stream stream(combine(group_keys_[group], 3), ordinal, salt);
        if (complete(group, before_draw_, stream, row, arena)) return Outcome::Made;
      }
      ++failures_[static_cast<size_t>(failed)];
    }
    assigned_ = before_draw_;
    arena.rewind(mark);
    for (int column : columns)
      if (!assigned_[static_cast<size_t>(column)]) row[column] = Value::null();
  }
  return fixed_by_key ? Outcome::RetryWithNewKeys : Outcome::Retry;
}

void RowMaker::draw_lone(uint64_t ordinal, uint64_t attempt, Value* row, Arena& arena,
                         const std::vector<char>* wanted) {
  const auto draw = [&](size_t c) {
    if (assigned_[c] || !lone_drawers_[c]) return;
    Stream stream(column_keys_[c], ordinal, attempt);
    const bool drawn = venturing_ && !wanted ? lone_drawers_[c]->venture(stream, arena, row[c])
                                             : lone_drawers_[c]->draw(stream, arena, row[c]);
    if (drawn) assigned_[c] = 1;
  };
  if (wanted) {
    for (size_t c = 0; c < wanted->size(); ++c)
      if ((*wanted)[c]) draw(c);
    return;
  }
  for (int column : lone_) draw(static_cast<size_t>(column));
}

/// As make_coherent(): constraints come first.
void RowMaker::suit_entities(uint64_t ordinal, uint64_t attempt, Value* row, Arena& arena) {
  if ((attempt & UINT32_MAX) >= kCoherentAttempts || attempt >> 32 >= kCoherentAttempts) return;
  entities_.apply(ordinal, attempt, bound_, row, arena);
  if (!entities_judged_.empty() && services_.first_failure(row, entities_judged_) >= 0) entities_.undo(row);
}

/// A row that keeps failing, or is refused, is left as it was drawn: its constraints come first.
void RowMaker::make_coherent(uint64_t ordinal, uint64_t attempt, Value* row, Arena& arena) {
  if ((attempt & UINT32_MAX) >= kCoherentAttempts || attempt >> 32 >= kCoherentAttempts) return;
  for (uint64_t draw = 0; draw < kCoherentDraws; ++draw) {
    const uint64_t salt = draw == 0 ? attempt : combine(attempt, draw);
    coherence_.apply(ordinal, salt, true, bound_, assigned_, row, arena);
    // What reads no column that was changed is met as the row was drawn.
    bool refused = false;
    judged_now_.clear();
    for (int predicate : coherent_judged_) {
      if (refused || !coherence_.has_changed(relation_.predicates[static_cast<size_t>(predicate)].columns))
        continue;
      const Truth met = plain_judgement(predicate, row);
      refused = met == Truth::False;
      if (met == Truth::Undetermined) judged_now_.push_back(predicate);
    }
    if (!refused && (judged_now_.empty() || services_.first_failure(row, judged_now_) < 0)) return;
    coherence_.undo(row);
  }
  coherence_.apply(ordinal, attempt, false, bound_, assigned_, row, arena);
}

void RowMaker::give_up(uint64_t tries) const {
  const auto fewer = [&](const std::vector<uint64_t>& failures) {
    return std::all_of(failures.begin(), failures.end(),
                       [&](uint64_t count) { return count <= rule_failures_; });
  };
  if (rule_failures_ > 0 && fewer(failures_) && fewer(key_failures_) && fewer(reference_failures_))
    services_.raise_rule_error();
  throw_exclusion_failure(relation_, tries, slot_failures_,
                          {&failures_, &key_failures_, &reference_failures_});
  throw_search_failure(relation_, {tries, failures_, key_failures_, reference_failures_, rule_order_});
}

}  // namespace datagen::core
