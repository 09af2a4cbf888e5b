// src/api/choice.cpp -- datagen.choice: one element of an array, by weight, rank or head and tail
#include "api/generator_offers.hpp"
#include "core/base/error.hpp"
#include "core/random/law.hpp"
#include "core/random/variate.hpp"
#include "pg/arguments.hpp"
#include "pg/call_site.hpp"
#include "pg/generator_call.hpp"
#include "pg/generator_stream.hpp"

#include <cmath>
#include <memory>
#include <optional>
#include <vector>

extern "C" {
#include "catalog/pg_type.h"
}

namespace {

using datagen::core::Error;
using datagen::core::ErrorCode;
using datagen::pg::Arguments;
using datagen::pg::call;

enum Argument { kChoices, kWeights, kZipf, kHead, kHeadWeight };

/// The elements of the array, as they lie in some memory context.
struct Elements {
  Datum* values = nullptr;
  bool* nulls = nullptr;
  int count = 0;
  Oid type = InvalidOid;
};

struct PreparedChoice {
  bool ready = false;
  Elements elements;
  std::unique_ptr<datagen::core::WeightedChoice> weighted;  // null: all elements are as likely
};

Elements read_elements(const Arguments& arguments, MemoryContext memory) {
  const Datum argument = arguments.raw(kChoices);
  const datagen::pg::ContextSwitch in(memory);
  return call([&]() noexcept {
    Elements elements;
    ArrayType* array = DatumGetArrayTypePCopy(argument);
    int16 length;
    bool by_value;
    char alignment;
    get_typlenbyvalalign(ARR_ELEMTYPE(array), &length, &by_value, &alignment);
    elements.type = ARR_ELEMTYPE(array);
    deconstruct_array(array, ARR_ELEMTYPE(array), length, by_value, alignment, &elements.values,
                      &elements.nulls, &elements.count);
    return elements;
  });
}

std::vector<double> given_weights(const Arguments& arguments, int count) {
  std::vector<double> weights = *arguments.optional_reals(kWeights, "weights");
  if (weights.size() != static_cast<size_t>(count))
    throw Error(
        ErrorCode::InvalidParameter, "argument \"weights\" must have as many elements as \"choices\"",
        std::to_string(weights.size()) + " weights were given for " + std::to_string(count) + " choices.");
  double total = 0;
  for (double weight : weights) {
    datagen::core::require_parameter(weight >= 0, "weights", "finite and not negative", weight);
    total += weight;
  }
  datagen::core::require_parameter(total > 0, "weights", "such that their sum is finite and greater than 0",
                                   total);
  return weights;
}

/// The first `head` of the elements share `head_weight` of the draws, the others the rest.
std::vector<double> head_and_tail(const Arguments& arguments, int count) {
  const double head = arguments.real(kHead, "head");
  const double weight = arguments.real(kHeadWeight, "head_weight");
  datagen::core::require_parameter(head > 0 && head <= 1, "head", "greater than 0 and at most 1", head);
  datagen::core::require_parameter(weight >= 0 && weight <= 1, "head_weight", "between 0 and 1", weight);
  const auto first = static_cast<int>(std::max(1.0, std::round(head * count)));
  std::vector<double> weights(static_cast<size_t>(count), (1 - weight) / std::max(1, count - first));
  std::fill(weights.begin(), weights.begin() + std::min(first, count), weight / first);
  // Without a tail the head is all there is.
  if (first >= count) std::fill(weights.begin(), weights.end(), 1.0);
  return weights;
}

void prepare(const Arguments& arguments, MemoryContext memory, PreparedChoice& choice) {
  choice.ready = false;
  arguments.require(kChoices, "choices");
  arguments.require(kHeadWeight, "head_weight");
  choice.elements = read_elements(arguments, memory);
  const int count = choice.elements.count;
  if (count == 0) throw Error(ErrorCode::InvalidParameter, "argument \"choices\" must have elements");
  const bool weighted = !arguments.is_null(kWeights);
  const bool ranked = !arguments.is_null(kZipf);
  const bool headed = !arguments.is_null(kHead);
  if (weighted + ranked + headed > 1)
    throw Error(ErrorCode::InvalidParameter,
                "only one of the arguments \"weights\", \"zipf\" and \"head\" can be given");
  choice.weighted.reset();
  std::vector<double> weights;
  if (weighted) weights = given_weights(arguments, count);
  if (headed) weights = head_and_tail(arguments, count);
  if (ranked) {
    const double exponent = arguments.real(kZipf, "zipf");
    datagen::core::require_parameter(exponent >= 0, "zipf", "finite and not negative", exponent);
    for (int k = 1; k <= count; ++k)
      weights.push_back(datagen::core::portable_exp(-exponent * datagen::core::portable_log(k)));
  }
  if (!weights.empty()) choice.weighted = std::make_unique<datagen::core::WeightedChoice>(weights);
  choice.ready = true;
}

size_t draw_index(const PreparedChoice& choice, datagen::core::Stream& stream) {
  return choice.weighted ? choice.weighted->draw(stream)
                         : stream.below(static_cast<uint64_t>(choice.elements.count));
}

Datum pick(FunctionCallInfo fcinfo, const PreparedChoice& choice) {
  auto stream = datagen::pg::next_generator_stream();
  const size_t index = draw_index(choice, stream);
  if (choice.elements.nulls[index]) PG_RETURN_NULL();
  return choice.elements.values[index];
}

bool arguments_are_constant(FunctionCallInfo fcinfo) {
  return call([&]() noexcept {
    for (int i = 0; i < fcinfo->nargs; ++i)
      if (!get_fn_expr_arg_stable(fcinfo->flinfo, i)) return false;
    return true;
  });
}

/// The elements as the core holds them; nothing where their type is none that generators have.
std::optional<std::vector<datagen::core::Value>> values_of(const Elements& elements) {
  using datagen::core::Value;
  std::vector<Value> values;
  for (int i = 0; i < elements.count; ++i) {
    const Datum datum = elements.values[i];
    if (elements.nulls[i]) {
      values.push_back(Value::null());
      continue;
    }
    switch (elements.type) {
      case BOOLOID: values.push_back(Value::of_tick(DatumGetBool(datum))); break;
      case INT2OID: values.push_back(Value::of_tick(DatumGetInt16(datum))); break;
      case INT4OID:
      case DATEOID: values.push_back(Value::of_tick(DatumGetInt32(datum))); break;
      case INT8OID:
      case TIMESTAMPOID:
      case TIMESTAMPTZOID: values.push_back(Value::of_tick(DatumGetInt64(datum))); break;
      case FLOAT8OID: values.push_back(Value::of_real(DatumGetFloat8(datum))); break;
      case TEXTOID:
      case VARCHAROID: {
        // Elements of an array are never compressed or stored elsewhere.
        const auto* text = reinterpret_cast<const struct varlena*>(DatumGetPointer(datum));
        values.push_back(Value::of_text({VARDATA_ANY(text), VARSIZE_ANY_EXHDR(text)}));
        break;
      }
      default: return std::nullopt;
    }
  }
  return values;
}

/// The elements lie in the memory context of the call, as its result does.
std::unique_ptr<datagen::pg::GeneratorCall> choice_call(const Arguments& arguments, const std::string&) {
  PreparedChoice choice;
  prepare(arguments, CurrentMemoryContext, choice);
  auto values = values_of(choice.elements);
  if (!values) return nullptr;
  return datagen::pg::drawn_call([choice = std::move(choice), values = std::move(*values)](
                                     datagen::core::Stream& stream, datagen::core::Arena&) {
    return values[draw_index(choice, stream)];
  });
}

struct CallSite {
  bool known = false;
  bool constant = false;
  PreparedChoice choice;
};

}  // namespace

DG_FUNCTION(datagen_choice) {
  auto& site = datagen::pg::kept_at_call_site<CallSite>(fcinfo);
  if (!site.known) {
    site.constant = arguments_are_constant(fcinfo);
    site.known = true;
  }
  if (!site.constant || !site.choice.ready)
    prepare(Arguments(fcinfo), site.constant ? fcinfo->flinfo->fn_mcxt : CurrentMemoryContext, site.choice);
  return pick(fcinfo, site.choice);
}

void datagen::offer_choices() { pg::offer_generator_call("datagen_choice", choice_call); }
