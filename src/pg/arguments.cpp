// src/pg/arguments.cpp -- datums to C++ values
#include "pg/arguments.hpp"

#include "core/base/error.hpp"

#include <cmath>

extern "C" {
#include "utils/fmgrprotos.h"
#include "utils/jsonb.h"
}

namespace datagen::pg {

void Arguments::require(int index, const char* name) const {
  if (is_null(index))
    throw core::Error(core::ErrorCode::NullArgument,
                      std::string("argument \"") + name + "\" must not be null");
}

Oid Arguments::relation(int index, const char* name) const {
  require(index, name);
  return DatumGetObjectId(raw(index));
}

int64_t Arguments::integer(int index, const char* name) const {
  require(index, name);
  return DatumGetInt64(raw(index));
}

uint64_t Arguments::row_count(int index, const char* name) const {
  const int64_t count = integer(index, name);
  if (count < 0)
    throw core::Error(
        core::ErrorCode::InvalidParameter,
        std::string("argument \"") + name + "\" must not be negative: " + std::to_string(count));
  return static_cast<uint64_t>(count);
}

std::optional<int64_t> Arguments::optional_integer(int index) const {
  if (is_null(index)) return std::nullopt;
  return DatumGetInt64(raw(index));
}

double Arguments::real(int index, const char* name) const {
  require(index, name);
  return *optional_real(index, name);
}

std::optional<double> Arguments::optional_real(int index, const char* name) const {
  if (is_null(index)) return std::nullopt;
  const double value = DatumGetFloat8(raw(index));
  if (std::isnan(value))
    throw core::Error(core::ErrorCode::InvalidParameter,
                      std::string("argument \"") + name + "\" must be a number");
  return value;
}

std::string Arguments::text(int index, const char* name) const {
  require(index, name);
  return *optional_text(index);
}

std::optional<std::string> Arguments::optional_text(int index) const {
  if (is_null(index)) return std::nullopt;
  return std::string(call([&]() noexcept {
    return text_to_cstring(reinterpret_cast<::text*>(PG_DETOAST_DATUM_PACKED(raw(index))));
  }));
}

std::string Arguments::name(int index, const char* name) const {
  require(index, name);
  return NameStr(*DatumGetName(raw(index)));
}

std::optional<std::vector<std::string>> Arguments::optional_names(int index) const {
  if (is_null(index)) return std::nullopt;
  struct Elements {
    Datum* datums;
    bool* nulls;
    int count;
  };
  const Elements elements = call([&]() noexcept {
    Elements e{};
    deconstruct_array(DatumGetArrayTypeP(raw(index)), NAMEOID, NAMEDATALEN, false, TYPALIGN_CHAR, &e.datums,
                      &e.nulls, &e.count);
    return e;
  });
  std::vector<std::string> names;
  for (int i = 0; i < elements.count; ++i)
    if (!elements.nulls[i]) names.emplace_back(NameStr(*DatumGetName(elements.datums[i])));
  return names;
}

std::optional<std::vector<double>> Arguments::optional_reals(int index, const char* name) const {
  if (is_null(index)) return std::nullopt;
  Datum* datums = nullptr;
  bool* nulls = nullptr;
  int count = 0;
  call([&]() noexcept {
    deconstruct_array(DatumGetArrayTypeP(raw(index)), FLOAT8OID, sizeof(float8), FLOAT8PASSBYVAL,
                      TYPALIGN_DOUBLE, &datums, &nulls, &count);
  });
  std::vector<double> values;
  for (int i = 0; i < count; ++i) {
    if (nulls[i] || std::isnan(DatumGetFloat8(datums[i])))
      throw core::Error(core::ErrorCode::InvalidParameter,
                        std::string("the elements of argument \"") + name + "\" must be numbers");
    values.push_back(DatumGetFloat8(datums[i]));
  }
  return values;
}

std::optional<std::string> Arguments::optional_json(int index) const {
  if (is_null(index)) return std::nullopt;
  return std::string(call([&]() noexcept {
    Jsonb* json = DatumGetJsonbP(raw(index));
    return JsonbToCString(nullptr, &json->root, VARSIZE(json));
  }));
}

size_t choose_word(const std::string& value, const char* argument, const std::vector<const char*>& words) {
  std::string list;
  for (size_t i = 0; i < words.size(); ++i) {
    if (value == words[i]) return i;
    list += (i ? ", " : "") + std::string("\"") + words[i] + "\"";
  }
  throw core::Error(core::ErrorCode::InvalidParameter,
                    std::string("unrecognized value for argument \"") + argument + "\": \"" + value + "\"",
                    "", "Valid values are " + list + ".");
}

}  // namespace datagen::pg
