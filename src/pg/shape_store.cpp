// src/pg/shape_store.cpp -- datagen.shape_entry: a foreign key is its columns and the relation it leads to
#include "pg/shape_store.hpp"

#include "pg/as_owner.hpp"
#include "pg/query.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace datagen::pg {
namespace {

/// Shapes of columns that are gone are cleared away with every new one, before their identity can be given again.
constexpr char kRemove[] =
    "DELETE FROM datagen.shape_entry WHERE columns::pg_catalog.text OPERATOR(pg_catalog.~) '[{,]-[,}]' "
    "OR columns::pg_catalog.int8[] OPERATOR(pg_catalog.=) $1 "
    "AND parent::pg_catalog.oid OPERATOR(pg_catalog.=) $2";

constexpr char kStore[] =
    "INSERT INTO datagen.shape_entry (columns, parent, fan_out, mean, dispersion, exponent, min, max, "
    "childless, roots, depth, branching) VALUES ($1::datagen.regcolumn[], $2, $3, $4, $5, $6, $7, $8, $9, "
    "$10, "
    "$11, $12)";

/// $1 and $2 of both statements.
struct Identity {
  Datum columns;
  Datum parent;
};

Identity identity_of_key(const core::Relation& relation, const core::ForeignKey& key) {
  std::vector<Datum> columns;
  for (int column : key.columns) {
    const int64_t identity = identity_of(relation.id, relation.columns[static_cast<size_t>(column)].number);
    columns.push_back(call([&]() noexcept { return Int64GetDatum(identity); }));
  }
  return call([&]() noexcept {
    return Identity{PointerGetDatum(construct_array(columns.data(), static_cast<int>(columns.size()), INT8OID,
                                                    sizeof(int64), FLOAT8PASSBYVAL, TYPALIGN_DOUBLE)),
                    ObjectIdGetDatum(key.parent)};
  });
}

std::vector<int64_t> integers(Datum array) {
  struct Elements {
    Datum* values;
    int count;
  };
  const Elements elements = call([&]() noexcept {
    Elements e{};
    bool* nulls;
    deconstruct_array(DatumGetArrayTypeP(array), INT8OID, sizeof(int64), FLOAT8PASSBYVAL, TYPALIGN_DOUBLE,
                      &e.values, &nulls, &e.count);
    return e;
  });
  std::vector<int64_t> result;
  for (int i = 0; i < elements.count; ++i) result.push_back(DatumGetInt64(elements.values[i]));
  return result;
}

core::ReferenceShape shape_of(const ResultRow& row) {
  const auto real = [&](int i) -> std::optional<double> {
    if (row.nulls[i]) return std::nullopt;
    return DatumGetFloat8(row.values[i]);
  };
  const auto whole = [&](int i) -> std::optional<uint64_t> {
    if (row.nulls[i]) return std::nullopt;
    return static_cast<uint64_t>(DatumGetInt64(row.values[i]));
  };
  core::ReferenceShape shape;
  if (!row.nulls[2]) {
    const std::string word =
        call([&]() noexcept -> const char* { return TextDatumGetCString(row.values[2]); });
    core::FanOutShape fan_out;
    fan_out.law = core::fan_out_law(word).value_or(core::FanOutLaw::Poisson);
    fan_out.mean = real(3);
    fan_out.dispersion = real(4).value_or(1);
    fan_out.exponent = real(5).value_or(1);
    fan_out.least = whole(6);
    fan_out.most = whole(7);
    fan_out.childless = real(8).value_or(0);
    shape.fan_out = fan_out;
  }
  shape.tree = {whole(9), whole(10), real(11)};
  return shape;
}

}  // namespace

std::map<size_t, core::ReferenceShape> stored_shapes(const core::Relation& relation) {
  std::map<size_t, core::ReferenceShape> shapes;
  if (relation.foreign_keys.empty()) return shapes;
  AsOwner owner;
  SpiConnection connection;
  for_each_row(
      "SELECT columns::pg_catalog.int8[], parent::pg_catalog.oid, fan_out, mean, dispersion, exponent, min, "
      "max, "
      "childless, roots, depth, branching FROM datagen.shape_entry "
      "WHERE datagen._relation_of(columns[1]) OPERATOR(pg_catalog.=) '" +
          std::to_string(relation.id) + "'::pg_catalog.oid",
      [&](const ResultRow& row) {
        const std::vector<int64_t> columns = integers(row.values[0]);
        for (size_t k = 0; k < relation.foreign_keys.size(); ++k) {
          const core::ForeignKey& key = relation.foreign_keys[k];
          if (key.parent != DatumGetObjectId(row.values[1]) || key.columns.size() != columns.size()) continue;
          if (std::equal(
                  columns.begin(), columns.end(), key.columns.begin(), [&](int64_t identity, int column) {
                    return identity ==
                           identity_of(relation.id, relation.columns[static_cast<size_t>(column)].number);
                  }))
            shapes[k] = shape_of(row);
        }
      });
  return shapes;
}

void store_shape(const core::Relation& relation, const core::ForeignKey& key,
                 const core::ReferenceShape& shape) {
  remove_shape(relation, key);
  const Identity identity = identity_of_key(relation, key);
  Oid types[] = {INT8ARRAYOID, REGCLASSOID, TEXTOID,   FLOAT8OID, FLOAT8OID, FLOAT8OID,
                 INT8OID,      INT8OID,     FLOAT8OID, INT8OID,   INT8OID,   FLOAT8OID};
  Datum values[12] = {identity.columns, identity.parent};
  char nulls[12];
  std::fill(nulls, nulls + 12, 'n');
  nulls[0] = nulls[1] = ' ';
  const auto put_real = [&](int i, const std::optional<double>& value) {
    if (!value) return;
    values[i] = Float8GetDatum(*value);
    nulls[i] = ' ';
  };
  const auto put_whole = [&](int i, const std::optional<uint64_t>& value) {
    if (!value) return;
    values[i] = Int64GetDatum(static_cast<int64_t>(*value));
    nulls[i] = ' ';
  };
  if (shape.fan_out) {
    const char* word = core::fan_out_word(shape.fan_out->law);
    values[2] = call([&]() noexcept { return CStringGetTextDatum(word); });
    nulls[2] = ' ';
    put_real(3, shape.fan_out->mean);
    if (shape.fan_out->law == core::FanOutLaw::NegativeBinomial) put_real(4, shape.fan_out->dispersion);
    if (shape.fan_out->law == core::FanOutLaw::Zipf) put_real(5, shape.fan_out->exponent);
    put_whole(6, shape.fan_out->least);
    put_whole(7, shape.fan_out->most);
    if (shape.fan_out->childless > 0) put_real(8, shape.fan_out->childless);
  }
  put_whole(9, shape.tree.roots);
  put_whole(10, shape.tree.depth);
  put_real(11, shape.tree.branching);
  execute_as_owner(kStore, 12, types, values, nulls);
}

bool remove_shape(const core::Relation& relation, const core::ForeignKey& key) {
  const auto before = stored_shapes(relation);
  bool had = false;
  for (const auto& [index, shape] : before) had = had || relation.foreign_keys[index].columns == key.columns;
  const Identity identity = identity_of_key(relation, key);
  Oid types[] = {INT8ARRAYOID, OIDOID};
  Datum values[] = {identity.columns, identity.parent};
  execute_as_owner(kRemove, 2, types, values, nullptr);
  return had;
}

}  // namespace datagen::pg
