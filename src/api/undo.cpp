// src/api/undo.cpp -- datagen.undo
#include "pg/arguments.hpp"
#include "pg/undo_run.hpp"

namespace datagen {

DG_FUNCTION(datagen_undo) {
  return Int64GetDatum(static_cast<int64_t>(pg::undo_run(pg::Arguments(fcinfo).integer(0, "run"))));
}

}  // namespace datagen
