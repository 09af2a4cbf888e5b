// src/core/schema/graph.cpp -- Tarjan's algorithm without recursion over names in alphabetical order
#include "core/schema/graph.hpp"

#include <algorithm>
#include <set>

namespace datagen::core {
namespace {

class Tarjan {
 public:
  Tarjan(const Schema& schema, const std::vector<RelationId>& ids)
      : schema_(schema), ids_(ids.begin(), ids.end()) {}

  std::vector<Component> run(const std::vector<RelationId>& order) {
    for (RelationId id : order)
      if (!nodes_.count(id)) visit(id);
    return std::move(components_);
  }

 private:
  struct Node {
    int index = 0;
    int low = 0;
    bool on_stack = false;
  };
  struct Frame {
    RelationId id;
    std::vector<RelationId> parents;
    size_t next = 0;
  };

  std::vector<RelationId> parents_of(RelationId id) const {
    std::vector<RelationId> parents;
    for (const ForeignKey& key : schema_.at(id).foreign_keys)
      if (ids_.count(key.parent) && key.parent != id) parents.push_back(key.parent);
    sort_by_name(schema_, parents);
    parents.erase(std::unique(parents.begin(), parents.end()), parents.end());
    return parents;
  }

  void open(RelationId id) {
    nodes_[id] = {counter_, counter_, true};
    ++counter_;
    stack_.push_back(id);
    frames_.push_back({id, parents_of(id)});
  }

  void visit(RelationId root) {
    open(root);
    while (!frames_.empty()) {
      Frame& frame = frames_.back();
      if (frame.next < frame.parents.size()) {
        const RelationId parent = frame.parents[frame.next++];
        auto found = nodes_.find(parent);
        if (found == nodes_.end())
          open(parent);
        else if (found->second.on_stack)
          nodes_[frame.id].low = std::min(nodes_[frame.id].low, found->second.index);
        continue;
      }
      const RelationId done = frame.id;
      frames_.pop_back();
      if (!frames_.empty())
        nodes_[frames_.back().id].low = std::min(nodes_[frames_.back().id].low, nodes_[done].low);
      if (nodes_[done].low == nodes_[done].index) close_component(done);
    }
  }

  void close_component(RelationId root) {
    Component component;
    RelationId id;
    do {
      id = stack_.back();
      stack_.pop_back();
      nodes_[id].on_stack = false;
      component.members.push_back(id);
    } while (id != root);
    sort_by_name(schema_, component.members);
    component.cyclic = component.members.size() > 1;
    components_.push_back(std::move(component));
  }

 public:
  static void sort_by_name(const Schema& schema, std::vector<RelationId>& ids) {
    std::sort(ids.begin(), ids.end(), [&](RelationId a, RelationId b) {
      const Relation& left = schema.at(a);
      const Relation& right = schema.at(b);
      return std::tie(left.name, left.schema) < std::tie(right.name, right.schema);
    });
  }

 private:
  const Schema& schema_;
  std::set<RelationId> ids_;
  std::map<RelationId, Node> nodes_;
  std::vector<RelationId> stack_;
  std::vector<Frame> frames_;
  std::vector<Component> components_;
  int counter_ = 0;
};

/// Components with what they must follow and what they had better follow.
class Arrangement {
 public:
  Arrangement(const Schema& schema, const std::vector<Component>& components)
      : before_(components.size()), placed_(components.size(), 0) {
    for (size_t c = 0; c < components.size(); ++c)
      for (RelationId id : components[c].members) home_[id] = c;
    for (const auto& [id, c] : home_)
      for (const ForeignKey& key : schema.at(id).foreign_keys) link(key.parent, c);
    for (const Component& component : components)
      for (RelationId id : component.members)
        for (RelationId read : schema.at(id).reads())
          if (home_.count(read) && !reaches(home_[read], home_[id])) link(read, home_[id]);
  }

  std::vector<size_t> run() {
    for (size_t c = 0; c < before_.size(); ++c) place(c);
    return std::move(order_);
  }

 private:
  void link(RelationId first, size_t then) {
    const auto found = home_.find(first);
    if (found != home_.end() && found->second != then) before_[then].insert(found->second);
  }

  /// Whether `from` follows `to` already, so that the reverse cannot be asked for.
  bool reaches(size_t from, size_t to) const {
    std::set<size_t> seen{from};
    std::vector<size_t> open{from};
    while (!open.empty()) {
      const size_t at = open.back();
      open.pop_back();
      if (at == to) return true;
      for (size_t next : before_[at])
        if (seen.insert(next).second) open.push_back(next);
    }
    return false;
  }

  void place(size_t component) {
    std::vector<size_t> open{component};
    while (!open.empty()) {
      const size_t at = open.back();
      size_t waits = before_.size();
      for (size_t first : before_[at])
        if (!placed_[first]) waits = std::min(waits, first);
      if (waits < before_.size()) {
        open.push_back(waits);
        continue;
      }
      open.pop_back();
      if (!placed_[at]) order_.push_back(at);
      placed_[at] = 1;
    }
  }

  std::map<RelationId, size_t> home_;
  std::vector<std::set<size_t>> before_;
  std::vector<char> placed_;
  std::vector<size_t> order_;
};

}  // namespace

std::vector<Component> fill_order(const Schema& schema, std::vector<RelationId> ids) {
  Tarjan::sort_by_name(schema, ids);
  std::vector<Component> components = Tarjan(schema, ids).run(ids);
  std::vector<Component> arranged;
  for (size_t c : Arrangement(schema, components).run()) arranged.push_back(std::move(components[c]));
  return arranged;
}

bool is_required(const Relation& child, const ForeignKey& key) {
  // MATCH FULL lets a row do without a parent only when all columns can be NULL; MATCH SIMPLE when one can.
  for (int column : key.columns)
    if (child.nullable(column) && key.match == MatchType::Simple) return false;
  if (key.match == MatchType::Simple) return true;
  for (int column : key.columns)
    if (!child.nullable(column)) return true;
  return false;
}

}  // namespace datagen::core
