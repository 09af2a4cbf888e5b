// src/pg/read_as_values.cpp -- collecting casts of a column, drawing values of their types, writing them
#include "pg/read_as_values.hpp"

#include "core/constraint/narrowing.hpp"
#include "core/generate/generator.hpp"
#include "pg/constructed_values.hpp"
#include "pg/guard.hpp"
#include "pg/predicate_nodes.hpp"
#include "pg/settings.hpp"
#include "pg/type_reader.hpp"
#include "pg/value_codec.hpp"

#include <cstring>

// clang-format off
extern "C" {
#include "utils/guc.h"
#include "utils/lsyscache.h"
}
// clang-format on

namespace datagen::pg {
namespace {

constexpr int kMostTypes = 8;
/// Values drawn of each type.
constexpr uint64_t kDrawn = 240;

/// Formats that every session reads alike, whatever it writes by itself.
class CommonFormats {
 public:
  CommonFormats() : nest_(NewGUCNestLevel()) {
    call([]() noexcept {
      static const char* const kFormats[][2] = {{"DateStyle", "ISO, YMD"},
                                                {"IntervalStyle", "postgres"},
                                                {"TimeZone", "UTC"},
                                                {"extra_float_digits", "1"}};
      for (const auto& format : kFormats)
        set_config_option(format[0], format[1], PGC_USERSET, PGC_S_SESSION, GUC_ACTION_SAVE, true, 0, false);
    });
  }
  CommonFormats(const CommonFormats&) = delete;
  CommonFormats& operator=(const CommonFormats&) = delete;
  ~CommonFormats() { AtEOXact_GUC(true, nest_); }

 private:
  int nest_;
};

struct Casts {
  AttrNumber column;
  Oid types[kMostTypes];
  int count = 0;
};

bool collect_casts(Node* node, void* context) {
  if (node == nullptr) return false;
  Casts* casts = static_cast<Casts*>(context);
  if (IsA(node, CoerceViaIO) && casts->count < kMostTypes) {
    const CoerceViaIO* cast = reinterpret_cast<const CoerceViaIO*>(node);
    Node* source = strip_relabel(reinterpret_cast<Node*>(cast->arg));
    if (IsA(source, Var) && reinterpret_cast<Var*>(source)->varattno == casts->column)
      casts->types[casts->count++] = cast->resulttype;
  }
  return walk_children(node, collect_casts, context);
}

void draw_texts(Oid type, uint64_t key, ExpressionPool& pool, std::set<std::string>& texts) {
  core::GeneratorRequest request;
  request.type = read_type(type);
  request.domain = core::domain_of_type(*request.type, false);
  request.settings = generation_settings();
  request.key = key;
  const auto generator = core::make_generator(request);
  if (!generator) return;
  const ValueCodec codec(request.type, pool);
  core::Arena arena;
  for (uint64_t i = 0; i < kDrawn; ++i) {
    core::Stream stream(key, i);
    const core::Value value = generator->draw(stream, arena);
    if (value.is_null()) continue;
    const char* text = call([&]() noexcept {
      Oid output;
      bool is_varlena;
      getTypeOutputInfo(type, &output, &is_varlena);
      return static_cast<const char*>(OidOutputFunctionCall(output, codec.encode(value)));
    });
    texts.insert(text);
  }
}

}  // namespace

std::set<std::string> read_as_values(const core::Relation& relation, const core::Column& column,
                                     const std::vector<Node*>& conditions, ExpressionPool& pool) {
  Casts casts{static_cast<AttrNumber>(column.number), {}, 0};
  for (Node* condition : conditions) call([&]() noexcept { collect_casts(condition, &casts); });
  const CommonFormats formats;
  std::set<std::string> texts;
  const std::set<Oid> types(casts.types, casts.types + casts.count);
  for (const Oid type : types) {
    const uint64_t key = core::column_key(0, relation.name, column.name);
    draw_texts(type, key, pool, texts);
    for (const std::string& text : constructed_values(type, conditions)) texts.insert(text);
  }
  return texts;
}

}  // namespace datagen::pg
