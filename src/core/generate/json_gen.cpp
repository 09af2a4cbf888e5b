// src/core/generate/json_gen.cpp -- small JSON documents, with the shape a domain asks for
#include "core/generate/family.hpp"
#include "core/generate/json_text.hpp"
#include "core/generate/words.hpp"

#include <algorithm>

namespace datagen::core {
namespace {

/// What the members of free objects are called and what they hold.
enum class Member : uint8_t { Word, Count, Flag, Amount, Words };
struct FreeKey {
  std::string_view name;
  Member member;
};
constexpr FreeKey kFreeKeys[] = {
    {"name", Member::Word},  {"count", Member::Count}, {"active", Member::Flag}, {"amount", Member::Amount},
    {"tags", Member::Words}, {"note", Member::Word},   {"level", Member::Count}, {"source", Member::Word}};

/// A word of ASCII letters, in which nothing needs an escape.
void append_word(std::string& out, std::string_view word) {
  out += '"';
  out += word;
  out += '"';
}

void append_member(std::string& out, Member member, Stream& stream) {
  switch (member) {
    case Member::Word: append_word(out, draw_word(stream)); break;
    case Member::Count: out += std::to_string(stream.between(1, 1000)); break;
    case Member::Flag: out += stream.chance(0.5) ? "true" : "false"; break;
    case Member::Amount: append_decimal(out, stream.between(1, 99999), 2); break;
    case Member::Words: {
      const int64_t count = stream.between(1, 3);
      for (int64_t i = 0; i < count; ++i) {
        out += i == 0 ? "[" : ", ";
        append_word(out, draw_word(stream));
      }
      out += ']';
      break;
    }
  }
}

/// From this attempt at a row on, members that a unique key may read take values from an ever longer part of their listing.
constexpr uint64_t kUsualAttempts = 6;
constexpr uint64_t kFirstWidth = 1024;
constexpr uint64_t kMostDoublings = 30;

bool is_repeated(const Stream& stream) {
  // Attempts beyond are salts of further draws, and rows that the server refused.
  return stream.attempt() >= kUsualAttempts && stream.attempt() <= UINT32_MAX;
}

uint64_t widened(const Stream& stream) {
  return kFirstWidth << std::min(stream.attempt() - kUsualAttempts, kMostDoublings);
}

Value member_value(const Generator& generator, Stream& stream, Arena& arena) {
  if (!is_repeated(stream) || generator.size() == 0) return generator.draw(stream, arena);
  return generator.unrank(stream.below(std::min(generator.size(), widened(stream))), arena);
}

std::string member_word(Stream& stream) {
  std::string word(draw_word(stream));
  if (is_repeated(stream)) word += "-" + std::to_string(stream.below(widened(stream)));
  return word;
}

class JsonGenerator final : public Generator {
 public:
  explicit JsonGenerator(const GeneratorRequest& request) : set_(request.domain.json) {
    for (const auto& [name, domain] : set_.keys) {
      Required key{name, nullptr, nullptr};
      const auto type = set_.key_types.find(name);
      if (type != set_.key_types.end() && type->second) {
        GeneratorRequest part;
        part.type = key.type = type->second;
        if (domain) part.domain = *domain;
        part.domain.null = NullStatus::Never;
        part.column_name = name;
        part.settings = request.settings;
        part.key = combine(request.key, hash_name(name));
        key.generator = make_generator(part);
      }
      required_.push_back(std::move(key));
    }
    for (const auto& [position, domain] : set_.at) {
      const auto type = set_.at_types.find(position);
      if (type == set_.at_types.end()) continue;
      GeneratorRequest part;
      part.type = type->second;
      part.domain = *domain;
      part.domain.null = NullStatus::Never;
      part.settings = request.settings;
      part.key = combine(request.key, static_cast<uint64_t>(position) + 1);
      elements_[position] = {"", type->second, make_generator(part)};
    }
  }

  Value draw(Stream& stream, Arena& arena) const override {
    // A generator of a part may be asked for while this one is at work, but never this one again.
    std::string& out = scratch_;
    out.clear();
    if (set_.type == "array")
      append_array(out, stream, arena);
    else if (set_.type == "string")
      append_json_string(out, std::string(draw_word(stream)).append(" ").append(draw_word(stream)));
    else if (set_.type == "number")
      out = std::to_string(stream.between(1, 100000));
    else if (set_.type == "boolean")
      out = stream.chance(0.5) ? "true" : "false";
    else if (set_.type == "null")
      out = "null";
    else
      append_object(out, stream, arena);
    return Value::of_text(arena.store(out));
  }
  uint64_t size() const override { return 0; }
  Value unrank(uint64_t, Arena&) const override { return Value::null(); }
  std::string name() const override { return "json"; }

 private:
  struct Required {
    std::string name;
    TypePtr type;
    std::unique_ptr<Generator> generator;  ///< nullptr: any value
  };

  void append_array(std::string& out, Stream& stream, Arena& arena) const {
    const auto given = static_cast<int64_t>(set_.required_items.size());
    const int64_t low = std::max({set_.min_items, given, std::min<int64_t>(1, set_.max_items)});
    const int64_t items = stream.between(low, std::min(set_.max_items, low + 3));
    const bool words = stream.chance(0.5);
    out += '[';
    for (int64_t i = 0; i < items; ++i) {
      if (i > 0) out += ", ";
      const auto known = elements_.find(static_cast<int>(i));
      if (known != elements_.end() && known->second.generator)
        append_json_value(out, known->second.generator->draw(stream, arena), *known->second.type);
      else if (i < given)
        out += set_.required_items[static_cast<size_t>(i)];
      else
        append_member(out, words ? Member::Word : Member::Count, stream);
    }
    out += ']';
  }

  void append_object(std::string& out, Stream& stream, Arena& arena) const {
    out += '{';
    for (const Required& key : required_) {
      if (out.size() > 1) out += ", ";
      append_json_string(out, key.name);
      out += ": ";
      if (key.generator)
        append_json_value(out, member_value(*key.generator, stream, arena), *key.type);
      else
        append_json_string(out, member_word(stream));
    }
    // Free objects have two to four members; one whose keys are known gets no others, which a closed shape
    // might refuse.
    uint64_t wanted = required_.empty() ? 2 + stream.below(3) : 0;
    for (size_t left = std::size(kFreeKeys); left > 0 && wanted > 0; --left) {
      const FreeKey& key = kFreeKeys[std::size(kFreeKeys) - left];
      if (stream.below(left) >= wanted) continue;
      if (out.size() > 1) out += ", ";
      append_word(out, key.name);
      out += ": ";
      append_member(out, key.member, stream);
      --wanted;
    }
    out += '}';
  }

  JsonSet set_;
  std::vector<Required> required_;
  std::map<int, Required> elements_;  // of an array, by position
  mutable std::string scratch_;       // keeps its memory between values
};

}  // namespace

namespace {

/// Documents in a text of limited length: the first of some draws that has room.
class FittingJsonGenerator final : public Generator {
 public:
  FittingJsonGenerator(const GeneratorRequest& request, int64_t most)
      : documents_(request), most_(static_cast<size_t>(most)) {}
  Value draw(Stream& stream, Arena& arena) const override {
    constexpr int kTries = 32;
    for (int i = 0; i < kTries; ++i) {
      const Value document = documents_.draw(stream, arena);
      if (document.size <= most_) return document;
    }
    return Value::null();
  }
  uint64_t size() const override { return 0; }
  Value unrank(uint64_t, Arena&) const override { return Value::null(); }
  std::string name() const override { return "json"; }

 private:
  JsonGenerator documents_;
  size_t most_;
};

}  // namespace

GeneratorPtr make_json_generator(const GeneratorRequest& request) {
  if (request.domain.json.min_items > request.domain.json.max_items) return make_empty_generator();
  if (!request.domain.json.in_text) return std::make_unique<JsonGenerator>(request);
  int64_t most = std::min(request.domain.text.max_length, request.domain.text.max_bytes);
  if (request.type->max_length >= 0) most = std::min<int64_t>(most, request.type->max_length);
  return std::make_unique<FittingJsonGenerator>(request, most);
}

}  // namespace datagen::core
