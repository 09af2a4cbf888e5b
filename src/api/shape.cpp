// src/api/shape.cpp -- datagen.set_shape and datagen.drop_shape
#include "core/base/error.hpp"
#include "pg/arguments.hpp"
#include "pg/catalog_reader.hpp"
#include "pg/ownership.hpp"
#include "pg/rule_store.hpp"
#include "pg/shape_store.hpp"
#include "pg/type_reader.hpp"

#include <algorithm>

namespace {

using datagen::core::Error;
using datagen::core::ErrorCode;
using datagen::core::ForeignKey;

using datagen::pg::Arguments;

enum Argument {
  kTarget,
  kForeignKey,
  kFanOut,
  kMean,
  kDispersion,
  kExponent,
  kMin,
  kMax,
  kChildless,
  kRoots,
  kDepth,
  kBranching
};

/// By the constraint's name, else by a column that is part of one foreign key only.
const ForeignKey& find_foreign_key(const datagen::core::Relation& relation, const std::string& name) {
  const ForeignKey* found = nullptr;
  for (const ForeignKey& key : relation.foreign_keys)
    if (key.name == name) found = &key;
  if (found) return *found;
  const int column = relation.column_index(name);
  size_t count = 0;
  for (const ForeignKey& key : relation.foreign_keys)
    if (column >= 0 && std::find(key.columns.begin(), key.columns.end(), column) != key.columns.end()) {
      found = &key;
      ++count;
    }
  if (count == 1) return *found;
  throw Error(ErrorCode::InvalidParameter,
              "relation \"" + relation.name + "\" has no foreign key \"" + name + "\"",
              count > 1 ? "Several foreign keys have a column of this name." : "",
              "Write the name of the constraint, or of a column that is part of one foreign key only.");
}

/// Values of unique keys come from the key itself, in an order that leaves no room for a shape.
void require_free_columns(const datagen::core::Relation& relation, const ForeignKey& key) {
  for (const auto& unique : relation.keys)
    for (const auto& part : unique.parts)
      if (part.column >= 0 &&
          std::find(key.columns.begin(), key.columns.end(), part.column) != key.columns.end())
        throw Error(ErrorCode::UnsupportedType,
                    "foreign key \"" + key.name +
                        "\" cannot have a shape, because it is part of unique key \"" + unique.name + "\"",
                    "", "", {relation.schema, relation.name, "", key.name, ""});
}

std::optional<uint64_t> read_whole(const Arguments& arguments, int index, const char* name) {
  if (arguments.is_null(index)) return std::nullopt;
  const int32_t value = DatumGetInt32(arguments.raw(index));
  if (value < 0)
    throw Error(ErrorCode::InvalidParameter,
                std::string("argument \"") + name + "\" must not be negative: " + std::to_string(value));
  return static_cast<uint64_t>(value);
}

void refuse_settings(const Arguments& arguments, int first, int last, const char* message) {
  for (int i = first; i <= last; ++i)
    if (!arguments.is_null(i)) throw Error(ErrorCode::InvalidParameter, message);
}

datagen::core::FanOutShape read_fan_out(const Arguments& arguments) {
  datagen::core::FanOutShape shape;
  if (const auto word = arguments.optional_text(kFanOut)) {
    const auto law = datagen::core::fan_out_law(*word);
    if (!law)
      datagen::pg::choose_word(*word, "fan_out",
                               {"fixed", "uniform", "poisson", "negative_binomial", "zipf"});
    shape.law = *law;
  }
  shape.mean = arguments.optional_real(kMean, "mean");
  shape.dispersion = arguments.optional_real(kDispersion, "dispersion").value_or(1);
  shape.exponent = arguments.optional_real(kExponent, "exponent").value_or(1);
  shape.least = read_whole(arguments, kMin, "min");
  shape.most = read_whole(arguments, kMax, "max");
  shape.childless = arguments.optional_real(kChildless, "childless").value_or(0);
  datagen::core::check_fan_out(shape);
  return shape;
}

datagen::core::ReferenceShape read_shape(const Arguments& arguments, bool self) {
  refuse_settings(
      arguments, self ? kFanOut : kRoots, self ? kChildless : kBranching,
      self ? "a foreign key to the relation itself takes \"roots\", \"depth\" and \"branching\" only"
           : "\"roots\", \"depth\" and \"branching\" are for foreign keys to the relation itself");
  datagen::core::ReferenceShape shape;
  if (!self) {
    shape.fan_out = read_fan_out(arguments);
    return shape;
  }
  shape.tree = {read_whole(arguments, kRoots, "roots"), read_whole(arguments, kDepth, "depth"),
                arguments.optional_real(kBranching, "branching")};
  datagen::core::check_tree(shape.tree);
  if (!shape.tree.any())
    throw Error(ErrorCode::InvalidParameter, "one of \"roots\", \"depth\" and \"branching\" must be given",
                "", "datagen.drop_shape() removes a shape.");
  return shape;
}

std::string key_name(const Arguments& arguments) {
  const std::string name = arguments.name(kForeignKey, "foreign_key");
  return datagen::pg::to_utf8(name.c_str(), name.size());
}

}  // namespace

DG_FUNCTION(datagen_set_shape) {
  const Arguments arguments(fcinfo);
  const Oid target = arguments.relation(kTarget, "target");
  const std::string name = key_name(arguments);
  datagen::pg::require_owner(target, "datagen.set_shape()");
  datagen::pg::ExpressionPool pool(CurrentMemoryContext);
  const datagen::core::Relation relation = datagen::pg::read_relation(target, pool);
  const ForeignKey& key = find_foreign_key(relation, name);
  const auto shape = read_shape(arguments, key.parent == target);
  require_free_columns(relation, key);
  datagen::pg::store_shape(relation, key, shape);
  PG_RETURN_VOID();
}

DG_FUNCTION(datagen_drop_shape) {
  const Arguments arguments(fcinfo);
  const Oid target = arguments.relation(kTarget, "target");
  const std::string name = key_name(arguments);
  datagen::pg::require_owner(target, "datagen.drop_shape()");
  datagen::pg::ExpressionPool pool(CurrentMemoryContext);
  const datagen::core::Relation relation = datagen::pg::read_relation(target, pool);
  PG_RETURN_BOOL(datagen::pg::remove_shape(relation, find_foreign_key(relation, name)));
}
