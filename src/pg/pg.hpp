// src/pg/pg.hpp -- the only door to the server's headers
#pragma once

// PostgreSQL 15 leaves PGDLLEXPORT empty on Linux; with hidden visibility the SQL functions must be exported by name.
#define PGDLLEXPORT __attribute__((visibility("default")))

// clang-format off
extern "C" {
#include "postgres.h"

#include "access/htup_details.h"
#include "access/relation.h"
#include "access/table.h"
#include "access/xact.h"
#include "catalog/pg_type.h"
#include "executor/executor.h"
#include "executor/spi.h"
#include "fmgr.h"
#include "funcapi.h"
#include "miscadmin.h"
#include "utils/acl.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/datum.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/rel.h"
#include "utils/syscache.h"
#include "utils/typcache.h"
}
// clang-format on

#if PG_VERSION_NUM < 150000 || PG_VERSION_NUM >= 160000
#error "datagen reads structures of PostgreSQL 15 that other versions have changed"
#endif

// The server's port layer replaces these by macros, which would rewrite uses inside the C++ library.
#undef snprintf
#undef vsnprintf
#undef sprintf
#undef vsprintf
#undef fprintf
#undef vfprintf
#undef printf
#undef vprintf
#undef strerror
#undef gettext
#undef dgettext
#undef ngettext
#undef dngettext
#undef Abs
#undef Min
#undef Max
