// src/core/plan/lookup_order.hpp -- filling what triggers read before the relations that have the triggers
#pragma once

#include "core/plan/trigger_lookups.hpp"
#include "core/schema/graph.hpp"

#include <vector>

namespace datagen::core {

/// Moves components so that relations which triggers read come first, as far as foreign keys leave the choice: parents
/// still come before their children, and readings that contradict this, or each other, are left out.
std::vector<Component> order_by_lookups(const Schema& schema, std::vector<Component> components,
                                        const TriggerLookups& lookups);

}  // namespace datagen::core
