// src/core/constraint/link_share.cpp -- weights of alternatives with and without a parent
#include "core/constraint/link_share.hpp"

#include <algorithm>

namespace datagen::core {
namespace {

/// The share of rows with a parent, where alternatives alone would leave fewer than this.
constexpr double kLinked = 0.65;

bool is_unlinked(const Branch& branch, const ForeignKey& key) {
  return std::any_of(key.columns.begin(), key.columns.end(), [&](int column) {
    const auto own = branch.domains.find(column);
    return own != branch.domains.end() && own->second.null == NullStatus::Must;
  });
}

}  // namespace

void prefer_links(const Relation& relation, std::vector<Branch>& branches) {
  for (const ForeignKey& key : relation.foreign_keys) {
    if (key.parent != relation.id) continue;
    double linked = 0;
    for (const Branch& branch : branches)
      if (!is_unlinked(branch, key)) linked += branch.weight;
    if (linked <= 0 || linked >= kLinked) continue;
    for (Branch& branch : branches)
      branch.weight *= is_unlinked(branch, key) ? (1 - kLinked) / (1 - linked) : kLinked / linked;
  }
}

}  // namespace datagen::core
