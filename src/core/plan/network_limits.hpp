// src/core/plan/network_limits.hpp -- where networks of an exclusion constraint lie and how large they are
#pragma once

#include "core/plan/relation_task.hpp"
#include "core/plan/slot_layout.hpp"

namespace datagen::core {

/// Stretches of IPv4 addresses for a column of type inet or cidr: within the network that conditions on the column name
/// (else 10.0.0.0/8), of the mask lengths that they admit (else 24 for cidr and 32 for inet), as large as leaves room for
/// all rows. All begin where the largest may, so that each is a network.
SlotLimits network_limits(const RelationTask& task, int column);

}  // namespace datagen::core
