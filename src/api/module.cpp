// src/api/module.cpp -- the library's magic block and what happens when it is loaded
#include "api/generator_offers.hpp"
#include "pg/settings.hpp"

extern "C" {
PG_MODULE_MAGIC;

PGDLLEXPORT void _PG_init(void);

void _PG_init(void) {
  datagen::pg::define_settings();
  datagen::offer_distributions();
  datagen::offer_realistic_generators();
  datagen::offer_choices();
  datagen::offer_series();
}
}
