// src/pg/fill_call.hpp -- one call of fill, fill_schema or fill_tables from plan to ledger
#pragma once

#include "pg/filler.hpp"

#include <optional>
#include <string>
#include <vector>

namespace datagen::pg {

/// What the call asks for, after its arguments were read.
struct FillCall {
  std::string action;  ///< for the ledger: the function's name
  core::FillRequest request;
  std::optional<int64_t> seed;
  std::optional<std::string> locale;  ///< known; not given: datagen.locale
  Oid rules_target = InvalidOid;      ///< the relation that `rules` is about
  std::optional<Datum> rules;         ///< jsonb: {"column": "expression"}
};

struct FillResult {
  int64_t seed = 0;
  int64_t run = 0;
  std::vector<FillReport> reports;
};

/// The relations the request names, to be read from the catalog.
std::vector<Oid> roots_of(const core::FillRequest& request);

/// Error 42501 where the caller may insert into no column.
void require_insert_privilege(const core::Relation& relation);

/// Reads, plans and fills, all or nothing: on an error nothing has changed.
FillResult run_fill(const FillCall& call);

/// Reads and plans only. The context must outlive the steps' use.
std::vector<core::FillStep> plan_call(FillContext& context, const FillCall& call);

}  // namespace datagen::pg
