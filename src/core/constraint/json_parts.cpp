// src/core/constraint/json_parts.cpp -- runs of elements and members
#include "core/constraint/json_parts.hpp"

#include "core/constraint/json_reader.hpp"

#include <algorithm>

namespace datagen::core {
namespace {

constexpr size_t kMostDocuments = 64;

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + '"';
}

/// What the document consists of, as it is written; empty where a part cannot be written again.
std::vector<std::string> parts_of(const JsonText& json) {
  std::vector<std::string> parts;
  for (const JsonText& item : json.items) parts.push_back(item.source);
  for (const auto& [name, value] : json.members) {
    const bool plain = std::all_of(name.begin(), name.end(), [](char c) { return c >= ' ' || c < 0; });
    if (!plain) return {};
    std::string part = quoted(name);
    parts.push_back(part.append(": ").append(value.source));
  }
  return parts;
}

}  // namespace

std::vector<std::string> contained_documents(std::string_view json) {
  const std::string whole(json);
  size_t used = 0;
  const auto read = read_json(json, &used);
  const bool is_array = read && read->kind == JsonText::Kind::Array;
  if (!read || (!is_array && read->kind != JsonText::Kind::Object)) return {whole};
  const std::vector<std::string> parts = parts_of(*read);
  std::vector<std::string> documents;
  for (size_t length = 1; length < parts.size(); ++length)
    for (size_t first = 0; first + length <= parts.size() && documents.size() < kMostDocuments; ++first) {
      std::string document(1, is_array ? '[' : '{');
      for (size_t i = first; i < first + length; ++i) document.append(i > first ? ", " : "").append(parts[i]);
      documents.push_back(document + (is_array ? ']' : '}'));
    }
  documents.push_back(whole);
  return documents;
}

}  // namespace datagen::core
