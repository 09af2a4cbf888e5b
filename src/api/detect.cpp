// src/api/detect.cpp -- datagen.detect: what each column of a schema seems to mean
#include "core/infer/meaning.hpp"
#include "pg/arguments.hpp"
#include "pg/catalog_reader.hpp"
#include "pg/fill_context.hpp"
#include "pg/query.hpp"
#include "pg/result_set.hpp"
#include "pg/value_sample.hpp"

namespace datagen {

DG_FUNCTION(datagen_detect) {
  pg::ResultSet results(fcinfo);
  const std::string schema = pg::Arguments(fcinfo).name(0, "schema");
  pg::SpiConnection connection;
  const std::vector<Oid> relations = pg::fillable_relations(schema.c_str());
  if (relations.empty()) return static_cast<Datum>(0);
  const pg::FillContext context(relations, 0);
  for (const Oid id : relations) {
    pg::check_interrupts();
    const core::Relation& relation = context.relation(id);
    const auto meanings = pg::heed_stored_values(relation, core::infer_meanings(relation));
    for (size_t c = 0; c < meanings.size(); ++c) {
      const core::Meaning& meaning = meanings[c];
      results.relation(id).name(relation.columns[c].name).text_or_null(meaning.semantic_class);
      results.real(meaning.confidence).text_or_null(meaning.evidence);
      results.end_row();
    }
  }
  return static_cast<Datum>(0);
}

}  // namespace datagen
