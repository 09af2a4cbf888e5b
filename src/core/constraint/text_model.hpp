// src/core/constraint/text_model.hpp -- types whose values are narrowed by their canonical texts
#pragma once

#include "core/constraint/automaton.hpp"
#include "core/constraint/domain.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace datagen::core {

/// Whether the type's canonical text stands for its value: uuid, bytea (its hexadecimal digits), bit strings, MAC and
/// IP addresses.
bool has_text_model(const Type& type);
/// The order of the values is the order of their canonical texts, by bytes.
bool text_model_keeps_order(const Type& type);
/// Every canonical text of the type, or for IP addresses the plain ones.
Automaton text_model(const Type& type);
/// IPv4 addresses without a mask.
Automaton plain_addresses();
/// The model leaves out values that the type has, so that it proves nothing.
bool text_model_is_partial(const Type& type);

/// The canonical text of a constant of such a type; nothing for other constants.
std::optional<std::string> model_text(const Expr& constant);
/// The bytes that hexadecimal digits stand for; other characters are skipped.
std::string bytes_of_hex(std::string_view digits);

/// Makes `domain` one that is given by a language over the model, unless it is already.
void start_text_model(Domain& domain, const Type& type);

}  // namespace datagen::core
