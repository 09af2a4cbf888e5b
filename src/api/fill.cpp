// src/api/fill.cpp -- datagen.fill, fill_schema, fill_tables
#include "api/fill_arguments.hpp"
#include "pg/fill_call.hpp"
#include "pg/result_set.hpp"

namespace datagen {
namespace {

Datum return_reports(pg::ResultSet& results, const pg::FillResult& fill) {
  for (const pg::FillReport& report : fill.reports) {
    results.relation(report.relation)
        .integer(static_cast<int64_t>(report.requested))
        .integer(static_cast<int64_t>(report.inserted))
        .integer(static_cast<int64_t>(report.linked))
        .integer(fill.seed)
        .integer(fill.run)
        .seconds(report.seconds)
        .text_or_null(report.note);
    results.end_row();
  }
  return static_cast<Datum>(0);
}

}  // namespace

DG_FUNCTION(datagen_fill) {
  pg::ResultSet results(fcinfo);
  return return_reports(results, pg::run_fill(api::read_fill(fcinfo)));
}

DG_FUNCTION(datagen_fill_schema) {
  pg::ResultSet results(fcinfo);
  return return_reports(results, pg::run_fill(api::read_fill_schema(fcinfo)));
}

DG_FUNCTION(datagen_fill_tables) {
  pg::ResultSet results(fcinfo);
  return return_reports(results, pg::run_fill(api::read_fill_tables(fcinfo)));
}

}  // namespace datagen
