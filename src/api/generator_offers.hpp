// src/api/generator_offers.hpp -- which generator functions rules may draw from without calling them by SQL
#pragma once

namespace datagen {

// Each offers the functions of its topic (pg/generator_call.hpp); _PG_init() calls them.
void offer_distributions();
void offer_realistic_generators();
void offer_choices();
void offer_series();

}  // namespace datagen
