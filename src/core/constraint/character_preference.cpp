// src/core/constraint/character_preference.cpp -- the tiers of characters, from natural to exotic
#include "core/constraint/character_preference.hpp"

namespace datagen::core {

namespace {

constexpr uint64_t kManyCharacters = 256;
constexpr uint64_t kManyMarks = 16;

CodeSet letters_and_digits() { return {{U'0', U'9'}, {U'A', U'Z'}, {U'a', U'z'}}; }

CodeSet controls() { return {{0x01, 0x1F}, {0x7F, 0x9F}}; }

/// Controls that \s contains, so their presence says nothing about the class.
CodeSet blanks() { return {{0x09, 0x0D}, {0x1C, 0x1F}, {0x85, 0x85}}; }

CodeSet common_scripts() {
  return {{0x20, 0x7E},   {0xA1, 0xAC},     {0xAE, 0x17F},    {0x391, 0x3A1},   {0x3A3, 0x3C9},
          {0x410, 0x44F}, {0x3041, 0x3096}, {0x30A1, 0x30FA}, {0x4E00, 0x9FA5}, {0xAC00, 0xD7A3}};
}

/// Controls, soft hyphen, zero-width and directional formatting, private use, variation selectors,
/// noncharacters.
CodeSet unpleasant() {
  CodeSet set = united(controls(), {{0xAD, 0xAD},
                                    {0x180E, 0x180E},
                                    {0x200B, 0x200F},
                                    {0x2028, 0x202E},
                                    {0x2060, 0x206F},
                                    {0xE000, 0xF8FF},
                                    {0xFDD0, 0xFDEF},
                                    {0xFE00, 0xFE0F},
                                    {0xFEFF, 0xFEFF},
                                    {0xFFF0, 0xFFFF},
                                    {0xE0000, kLastCodePoint}});
  for (char32_t plane = 1; plane < 14; ++plane) {
    set = united(set, {{(plane << 16) | 0xFFFE, (plane << 16) | 0xFFFF}});
  }
  return set;
}

CodeSet of_wide(const CodeSet& members, CharacterTier tier, const CodeSet& preferred) {
  switch (tier) {
    case CharacterTier::Preferred:
      return intersection(members, preferred.empty() ? letters_and_digits() : preferred);
    case CharacterTier::Punctuation: return intersection(members, united(preferred, {{0x21, 0x7E}}));
    case CharacterTier::PrintableAscii: return intersection(members, united(preferred, {{0x20, 0x7E}}));
    case CharacterTier::CommonScripts: return intersection(members, united(preferred, common_scripts()));
    case CharacterTier::Assigned:
      return united(intersection(members, preferred), difference(members, unpleasant()));
    case CharacterTier::Everything: break;
  }
  return members;
}

/// A narrow class loses its controls unless nothing else is in it, and a class of blanks is the blank.
CodeSet of_narrow(const CodeSet& members, CharacterTier tier) {
  if (tier == CharacterTier::Everything) return members;
  CodeSet visible = difference(members, unpleasant());
  if (visible.empty()) return members;
  if (!contains(visible, U' ')) return visible;
  const CodeSet blank_like{{0x20, 0x20},     {0xA0, 0xA0},     {0x1680, 0x1680}, {0x2000, 0x200A},
                           {0x202F, 0x202F}, {0x205F, 0x205F}, {0x3000, 0x3000}};
  CodeSet others = difference(visible, blank_like);
  return united(others, {{0x20, 0x20}});
}

}  // namespace

bool is_wide(const CodeSet& character_class) {
  if (cardinality(character_class) > kManyCharacters) return true;
  if (!difference(intersection(character_class, controls()), blanks()).empty()) return true;
  const CodeSet marks = difference(intersection(character_class, {{0x20, 0x7E}}), letters_and_digits());
  return cardinality(marks) >= kManyMarks;
}

std::vector<CodeRange> allowed_characters(const CodeSet& character_class, CharacterTier tier,
                                          const CodeSet& preferred) {
  const CodeSet allowed =
      is_wide(character_class) ? of_wide(character_class, tier, preferred) : of_narrow(character_class, tier);
  std::vector<CodeRange> ordered;
  const CodeSet groups[] = {
      {{U'a', U'z'}}, {{U'A', U'Z'}}, {{U'0', U'9'}}, difference(allowed, letters_and_digits())};
  for (const CodeSet& group : groups) {
    for (const CodeRange& range : intersection(allowed, group)) ordered.push_back(range);
  }
  return ordered;
}

}  // namespace datagen::core
