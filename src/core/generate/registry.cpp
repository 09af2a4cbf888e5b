// src/core/generate/registry.cpp -- which family makes the values of which class of types
#include "core/constraint/text_model.hpp"
#include "core/generate/family.hpp"

namespace datagen::core {
namespace {

struct Entry {
  TypeClass type_class;
  Family family;
};

constexpr Entry kFamilies[] = {
    {TypeClass::Boolean, make_label_generator},
    {TypeClass::Integer, make_number_generator},
    {TypeClass::Numeric, make_number_generator},
    {TypeClass::Float, make_number_generator},
    {TypeClass::Money, make_number_generator},
    {TypeClass::Text, make_text_generator},
    {TypeClass::Char, make_text_generator},
    {TypeClass::Bytea, make_bytea_generator},
    {TypeClass::Bit, make_bit_generator},
    {TypeClass::Date, make_time_generator},
    {TypeClass::Time, make_time_generator},
    {TypeClass::TimeTz, make_time_generator},
    {TypeClass::Timestamp, make_time_generator},
    {TypeClass::TimestampTz, make_time_generator},
    {TypeClass::Interval, make_time_generator},
    {TypeClass::Uuid, make_uuid_generator},
    {TypeClass::Json, make_json_generator},
    {TypeClass::Jsonb, make_json_generator},
    {TypeClass::Enum, make_label_generator},
    {TypeClass::Array, make_array_generator},
    {TypeClass::Composite, make_composite_generator},
    {TypeClass::Range, make_range_generator},
    {TypeClass::Multirange, make_multirange_generator},
    {TypeClass::Literal, make_literal_generator},
};

}  // namespace

GeneratorPtr make_generator(const GeneratorRequest& request) {
  if (!request.type) return nullptr;
  if (request.domain.impossible || request.domain.null == NullStatus::Must) return make_empty_generator();
  if (request.domain.values) return make_gender_generator(request, make_finite_generator(request));
  if (request.domain.text.language && has_text_model(*request.type)) return make_regex_generator(request);
  if (request.domain.json.in_text && request.type->type_class == TypeClass::Text)
    return make_json_generator(request);
  for (const Entry& entry : kFamilies)
    if (entry.type_class == request.type->type_class) {
      GeneratorPtr plain = entry.family(request);
      if (!plain || makes_nothing(*plain) ||
          (request.hint.semantic_class.empty() && request.hint.detail.empty()))
        return plain;
      if (request.type->type_class == TypeClass::Enum)
        return make_gender_generator(request, std::move(plain));
      return value_kind(*request.type) == ValueKind::Tick
                 ? make_quantity_generator(request, std::move(plain))
                 : make_realistic_generator(request, std::move(plain));
    }
  return nullptr;
}

}  // namespace datagen::core
