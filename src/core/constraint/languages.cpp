// src/core/constraint/languages.cpp -- compiling what is known of texts into regular languages
#include "core/constraint/languages.hpp"

#include "core/constraint/palindromes.hpp"
#include "core/constraint/text_model.hpp"

#include <algorithm>

namespace datagen::core {

bool same_automaton(const Automaton& a, const Automaton& b) {
  const auto same_arc = [](const Automaton::Arc& x, const Automaton::Arc& y) {
    return x.from == y.from && x.to == y.to && x.character_class == y.character_class;
  };
  return a.states == b.states && a.initial == b.initial && a.final == b.final && a.exact == b.exact &&
         a.classes == b.classes && a.alphabet == b.alphabet &&
         std::equal(a.arcs.begin(), a.arcs.end(), b.arcs.begin(), b.arcs.end(), same_arc);
}

namespace {

bool same_automata(const std::vector<Automaton>& a, const std::vector<Automaton>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), same_automaton);
}

bool same_shape(const TextSet& a, const TextSet& b) {
  return a.min_length == b.min_length && a.max_length == b.max_length && a.lower_case == b.lower_case &&
         a.upper_case == b.upper_case && a.trimmed == b.trimmed && a.no_blank == b.no_blank &&
         a.mirrored == b.mirrored && a.excluded == b.excluded && a.templates == b.templates &&
         same_automata(a.positive, b.positive) && same_automata(a.negative, b.negative);
}

/// Everything but the letters of one case. Beyond ASCII the case is the collation's: such letters are left out where a
/// subset will do, and let in where the language has to be complete.
Automaton without_letters(char32_t first, char32_t last, bool prefer) {
  CodeSet letters{{first, last}};
  if (prefer) letters = united(letters, CodeSet{{0x80, kLastCodePoint}});
  return any_string(difference(all_code_points(), letters));
}

std::shared_ptr<const RegularLanguage> build(const TextSet& text, const Type& type, bool prefer) {
  std::vector<Automaton> positive = text.positive, negative = text.negative;
  if (text.lower_case) positive.push_back(without_letters(U'A', U'Z', prefer));
  if (text.upper_case) positive.push_back(without_letters(U'a', U'z', prefer));
  if (text.trimmed)
    for (const char* pattern : {" %", "% "}) negative.push_back(*from_like(pattern));
  if (text.no_blank) negative.push_back(any_string(CodeSet{{U' ', U' '}}));
  for (const std::string& value : text.excluded)
    if (auto automaton = from_literal(value)) negative.push_back(std::move(*automaton));
  LengthBounds bounds;
  bounds.min_chars = static_cast<uint32_t>(std::clamp<int64_t>(text.min_length, 0, INT32_MAX));
  if (text.max_length < INT32_MAX)
    bounds.max_chars = static_cast<uint32_t>(std::max<int64_t>(text.max_length, 0));
  // Patterns see a character(n) with its blanks.
  if (type.type_class == TypeClass::Bytea) {
    // Two digits for each byte.
    bounds.min_chars *= 2;
    if (bounds.max_chars != kUnboundedLength) bounds.max_chars *= 2;
  }
  if (type.name == "bpchar" && type.max_length >= 0)
    bounds = {static_cast<uint32_t>(type.max_length), static_cast<uint32_t>(type.max_length)};
  auto language = RegularLanguage::build(positive, negative, bounds);
  if (!language) return nullptr;
  return std::make_shared<const RegularLanguage>(std::move(*language));
}

}  // namespace

void LanguageLibrary::compile_part(std::shared_ptr<Domain>& part, const TypePtr& type, bool prefer) {
  if (!part || !type) return;
  part = std::make_shared<Domain>(*part);
  compile(*part, *type, prefer);
}

bool LanguageLibrary::compile(Domain& domain, const Type& type, bool prefer) {
  for (auto& [index, part] : domain.parts) {
    const bool attribute =
        type.type_class == TypeClass::Composite && static_cast<size_t>(index) < type.fields.size();
    compile_part(part, attribute ? type.fields[static_cast<size_t>(index)].type : type.element, prefer);
  }
  compile_part(domain.array.items, type.element, prefer);
  for (auto& [position, item] : domain.array.at) compile_part(item, type.element, prefer);
  for (auto& [key, member] : domain.json.keys) {
    const auto known = domain.json.key_types.find(key);
    if (known != domain.json.key_types.end()) compile_part(member, known->second, prefer);
  }
  for (auto& [position, item] : domain.json.at) compile_part(item, domain.json.at_types[position], prefer);
  return compile_text(domain, type, prefer);
}

bool LanguageLibrary::compile_text(Domain& domain, const Type& type, bool prefer) {
  TextSet& text = domain.text;
  const bool written = value_kind(type) == ValueKind::Text || has_text_model(type);
  if ((!text.shaped() && !text.mirrored) || !written || domain.null == NullStatus::Must) return true;
  if (text.min_length > text.max_length) return true;
  const auto found = std::find_if(known_.begin(), known_.end(),
                                  [&](const auto& entry) { return same_shape(entry.first, text); });
  if (found != known_.end()) {
    text.language = found->second;
  } else {
    text.language = build(text, type, prefer);
    TextSet key = text;
    key.language = nullptr;
    known_.emplace_back(std::move(key), text.language);
  }
  if (!text.language) return false;
  // A negative pattern is never inexact here, so an empty language is a proof.
  if (text.language->empty()) domain.impossible = true;
  if (text.mirrored && prefer && !domain.values) list_palindromes(domain);
  settle_domain(domain, type);
  return true;
}

}  // namespace datagen::core
