// src/api/load.cpp -- datagen.load and datagen.resume
#include "core/base/error.hpp"
#include "pg/arguments.hpp"
#include "pg/load_call.hpp"

namespace datagen {
namespace {

int64_t positive(const pg::Arguments& arguments, int index, const char* name) {
  const int64_t value = arguments.integer(index, name);
  if (value < 1)
    throw core::Error(core::ErrorCode::InvalidParameter,
                      std::string("argument \"") + name + "\" must be at least 1");
  return value;
}

}  // namespace

DG_FUNCTION(datagen_load) {
  const pg::Arguments arguments(fcinfo);
  pg::LoadOrder request;
  request.target = arguments.relation(0, "target");
  request.rows = arguments.row_count(1, "n");
  request.seed = arguments.optional_integer(2);
  request.batch = static_cast<uint64_t>(positive(arguments, 3, "batch"));
  arguments.require(4, "workers");
  request.workers = DatumGetInt32(arguments.raw(4));
  if (request.workers < 1)
    throw core::Error(core::ErrorCode::InvalidParameter, "argument \"workers\" must be at least 1");
  pg::run_load(fcinfo, request);
  return static_cast<Datum>(0);
}

DG_FUNCTION(datagen_resume) {
  pg::resume_load(fcinfo, pg::Arguments(fcinfo).integer(0, "job"));
  return static_cast<Datum>(0);
}

}  // namespace datagen
