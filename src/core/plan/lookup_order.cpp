// src/core/plan/lookup_order.cpp -- edges of foreign keys first, then readings one by one unless they close a cycle
#include "core/plan/lookup_order.hpp"

#include <map>
#include <set>

namespace datagen::core {
namespace {

class LookupOrder {
 public:
  LookupOrder(const Schema& schema, std::vector<Component> components)
      : components_(std::move(components)), before_(components_.size()) {
    for (size_t c = 0; c < components_.size(); ++c)
      for (RelationId member : components_[c].members) component_of_[member] = c;
    for (size_t c = 0; c < components_.size(); ++c)
      for (RelationId member : components_[c].members)
        for (const ForeignKey& key : schema.at(member).foreign_keys) add(key.parent, c);
  }

  void add_reading(RelationId reader, RelationId read) {
    const auto from = component_of_.find(reader);
    const auto to = component_of_.find(read);
    if (from == component_of_.end() || to == component_of_.end() || from->second == to->second) return;
    std::set<size_t> seen;
    if (!depends(to->second, from->second, seen)) before_[from->second].insert(to->second);
  }

  std::vector<Component> run() {
    std::vector<char> placed(components_.size(), 0);
    for (size_t c = 0; c < components_.size(); ++c) place(c, placed);
    return std::move(ordered_);
  }

 private:
  void add(RelationId parent, size_t child) {
    const auto known = component_of_.find(parent);
    if (known != component_of_.end() && known->second != child) before_[child].insert(known->second);
  }

  bool depends(size_t component, size_t on, std::set<size_t>& seen) const {
    if (component == on) return true;
    if (!seen.insert(component).second) return false;
    for (size_t earlier : before_[component])
      if (depends(earlier, on, seen)) return true;
    return false;
  }

  void place(size_t component, std::vector<char>& placed) {
    if (placed[component]) return;
    placed[component] = 1;
    for (size_t earlier : before_[component]) place(earlier, placed);
    ordered_.push_back(components_[component]);
  }

  std::vector<Component> components_;
  std::vector<std::set<size_t>> before_;  // by component
  std::map<RelationId, size_t> component_of_;
  std::vector<Component> ordered_;
};

}  // namespace

std::vector<Component> order_by_lookups(const Schema& schema, std::vector<Component> components,
                                        const TriggerLookups& lookups) {
  if (lookups.reads.empty()) return components;
  // By place, not by relation id: ids differ from one database to the next.
  std::map<RelationId, size_t> place;
  for (const Component& component : components)
    for (RelationId member : component.members) place.emplace(member, place.size());
  std::set<std::pair<size_t, size_t>> readings;
  std::vector<RelationId> at(place.size());
  for (const auto& [id, position] : place) at[position] = id;
  for (const auto& [reader, read] : lookups.reads)
    for (RelationId other : read)
      if (place.count(reader) && place.count(other)) readings.emplace(place[reader], place[other]);
  LookupOrder order(schema, std::move(components));
  for (const auto& [reader, read] : readings) order.add_reading(at[reader], at[read]);
  return order.run();
}

}  // namespace datagen::core
