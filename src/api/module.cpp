// src/api/module.cpp -- the library's magic block and what happens when it is loaded
#include "pg/settings.hpp"

extern "C" {
PG_MODULE_MAGIC;

PGDLLEXPORT void _PG_init(void);

void _PG_init(void) { datagen::pg::define_settings(); }
}
