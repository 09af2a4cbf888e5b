// src/pg/result_set.hpp -- the rows that an SQL function returns
#pragma once

#include "pg/guard.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace datagen::pg {

/// A materialised result. Make it before anything else in the function, so that it lives in the caller's memory.
class ResultSet {
 public:
  explicit ResultSet(FunctionCallInfo fcinfo);

  ResultSet& relation(Oid relation);
  ResultSet& integer(int64_t value);
  ResultSet& small_integer(int32_t value);
  ResultSet& real(double value);
  ResultSet& text(std::string_view value);
  ResultSet& text_or_null(std::string_view value);  ///< NULL when empty
  ResultSet& name(std::string_view value);
  ResultSet& numeric(uint64_t value);
  ResultSet& seconds(double value);  ///< an interval
  ResultSet& names(const std::vector<std::string>& values, Oid element);
  ResultSet& json_or_null(const std::string& value);
  ResultSet& null();
  /// Completes the row.
  void end_row();

  void put_tuple(HeapTuple tuple);

 private:
  ResultSet& put(Datum value);
  Tuplestorestate* store_;
  TupleDesc descriptor_;
  ScopedContext row_;
  std::vector<Datum> values_;
  std::vector<char> nulls_;
};

}  // namespace datagen::pg
