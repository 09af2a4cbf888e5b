// src/pg/server_patterns.cpp -- regular expressions compiled by the server, for the analyser
#include "pg/server_patterns.hpp"

#include "pg/pg.hpp"
#include "pg/regex_automaton.hpp"

#include <algorithm>

extern "C" {
#include "catalog/pg_collation.h"
#include "mb/pg_wchar.h"
}

namespace datagen::pg {
namespace {

class ServerPatterns : public core::PatternCompiler {
 public:
  std::optional<core::Automaton> compile(const std::string& pattern, bool ignore_case, uint32_t collation,
                                         bool* exact) override {
    // Elsewhere patterns reach the server's compiler as UTF-8, which it takes for what they are only in ASCII.
    const bool ascii = std::all_of(pattern.begin(), pattern.end(), [](char c) { return (c & 0x80) == 0; });
    if (GetDatabaseEncoding() != PG_UTF8 && !ascii) return std::nullopt;
    core::Automaton automaton =
        export_regex(pattern, ignore_case, OidIsValid(collation) ? collation : DEFAULT_COLLATION_OID);
    *exact = automaton.exact;
    return automaton;
  }
};

}  // namespace

std::unique_ptr<core::PatternCompiler> make_server_patterns() { return std::make_unique<ServerPatterns>(); }

}  // namespace datagen::pg
