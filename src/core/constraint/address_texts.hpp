// src/core/constraint/address_texts.hpp -- order bounds of IP addresses
#pragma once

#include "core/constraint/narrowing.hpp"

#include <string>

namespace datagen::core {

/// x op 'bound' for an inet or cidr x, op being <, <=, > or >=: IPv4 addresses on that side.
bool narrow_address_order(BranchState& state, const ExprPtr& subject, Op op, const std::string& bound);

}  // namespace datagen::core
