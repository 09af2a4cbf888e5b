// src/pg/server_patterns.hpp -- regular expressions compiled by the server, for the analyser
#pragma once

#include "core/constraint/analyse.hpp"

#include <memory>

namespace datagen::pg {

std::unique_ptr<core::PatternCompiler> make_server_patterns();

}  // namespace datagen::pg
