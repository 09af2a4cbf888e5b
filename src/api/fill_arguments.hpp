// src/api/fill_arguments.hpp -- the arguments that fill and plan functions share
#pragma once

#include "pg/fill_call.hpp"

namespace datagen::api {

/// (target, n, seed, parents, rules, locale)
pg::FillCall read_fill(FunctionCallInfo fcinfo);
/// (schema, rows, counts, seed, tables, except_tables, parents, on_error, locale)
pg::FillCall read_fill_schema(FunctionCallInfo fcinfo);
/// (counts, seed, parents, on_error, locale)
pg::FillCall read_fill_tables(FunctionCallInfo fcinfo);

}  // namespace datagen::api
