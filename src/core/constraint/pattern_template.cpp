// src/core/constraint/pattern_template.cpp -- a small parser of advanced regular expressions and its sampler
#include "core/constraint/pattern_template.hpp"

#include <algorithm>

namespace datagen::core {

struct PatternTemplate::Node {
  enum class Kind : uint8_t { Characters, Sequence, Choice, Repeat, Capture, Reference, Ahead, Nothing };
  using Ptr = std::shared_ptr<Node>;

  Kind kind = Kind::Nothing;
  CodeSet characters;
  std::vector<Ptr> parts;
  int number = 0;  ///< of a capture or reference
  int least = 0, most = 0;
};

namespace {

using Node = PatternTemplate::Node;
using Kind = Node::Kind;
using Ptr = Node::Ptr;

constexpr int kUnbounded = -1;
/// Repetitions beyond the least that are drawn.
constexpr int kFew = 4;
constexpr int kDeepest = 100;
/// Repetitions end beyond so many characters.
constexpr size_t kLongest = 10000;

CodeSet digits() { return {{U'0', U'9'}}; }
CodeSet word_characters() { return normalised({{U'0', U'9'}, {U'A', U'Z'}, {U'_', U'_'}, {U'a', U'z'}}); }
CodeSet printable() { return {{U' ', U'~'}}; }

Ptr make(Kind kind, std::vector<Ptr> parts = {}) {
  auto node = std::make_shared<Node>();
  node->kind = kind;
  node->parts = std::move(parts);
  return node;
}

Ptr characters(CodeSet set) {
  Ptr node = make(Kind::Characters);
  node->characters = std::move(set);
  return node;
}

std::optional<CodeSet> named_class(const std::u32string& name) {
  if (name == U"digit") return digits();
  if (name == U"alpha") return normalised({{U'A', U'Z'}, {U'a', U'z'}});
  if (name == U"alnum") return normalised({{U'0', U'9'}, {U'A', U'Z'}, {U'a', U'z'}});
  if (name == U"upper") return CodeSet{{U'A', U'Z'}};
  if (name == U"lower") return CodeSet{{U'a', U'z'}};
  if (name == U"space" || name == U"blank") return CodeSet{{U' ', U' '}};
  if (name == U"punct") return normalised({{U'!', U'/'}, {U':', U'@'}, {U'[', U'`'}, {U'{', U'~'}});
  if (name == U"xdigit") return normalised({{U'0', U'9'}, {U'A', U'F'}, {U'a', U'f'}});
  return std::nullopt;
}

/// The set of a class escape; nothing for other letters.
std::optional<CodeSet> escaped_class(char32_t c) {
  switch (c) {
    case U'd': return digits();
    case U'w': return word_characters();
    case U's': return CodeSet{{U' ', U' '}};
    case U'D': return difference(printable(), digits());
    case U'W': return difference(printable(), word_characters());
    case U'S': return CodeSet{{U'!', U'~'}};
    default: return std::nullopt;
  }
}

class Parser {
 public:
  explicit Parser(std::vector<char32_t> pattern) : text_(std::move(pattern)) {}

  /// Null on syntax that is not understood.
  Ptr parse() {
    if (text_.size() >= 3 && text_[0] == U'*') return nullptr;  // ***: and ***=
    Ptr node = choice(0);
    return at_ < text_.size() ? nullptr : node;
  }
  int groups() const { return groups_; }
  bool needed() const { return needed_; }

 private:
  bool next_is(char32_t c) const { return at_ < text_.size() && text_[at_] == c; }
  bool accept(char32_t c) {
    if (!next_is(c)) return false;
    ++at_;
    return true;
  }

  Ptr choice(int depth) {
    if (depth > kDeepest) return nullptr;
    std::vector<Ptr> arms;
    do {
      Ptr arm = sequence(depth);
      if (!arm) return nullptr;
      arms.push_back(arm);
    } while (accept(U'|'));
    return arms.size() == 1 ? arms[0] : make(Kind::Choice, std::move(arms));
  }

  Ptr sequence(int depth) {
    std::vector<Ptr> parts;
    while (at_ < text_.size() && !next_is(U'|') && !next_is(U')')) {
      Ptr part = atom(depth);
      if (!part || !quantified(part)) return nullptr;
      parts.push_back(part);
    }
    return make(Kind::Sequence, std::move(parts));
  }

  std::optional<int> number() {
    const size_t first = at_;
    int value = 0;
    while (at_ < text_.size() && text_[at_] >= U'0' && text_[at_] <= U'9' && value < 1000)
      value = value * 10 + static_cast<int>(text_[at_++] - U'0');
    if (at_ == first) return std::nullopt;
    return value;
  }

  /// Wraps `part` in its quantifier, if one follows. False for a malformed one.
  bool quantified(Ptr& part) {
    int least = 0, most = kUnbounded;
    if (accept(U'*')) {
    } else if (accept(U'+')) {
      least = 1;
    } else if (accept(U'?')) {
      most = 1;
    } else if (accept(U'{')) {
      const auto from = number();
      if (!from) return false;
      least = most = *from;
      if (accept(U',')) {
        const auto to = number();
        most = to ? *to : kUnbounded;
      }
      if (!accept(U'}')) return false;
    } else {
      return true;
    }
    accept(U'?');  // not greedy
    Ptr repeat = make(Kind::Repeat, {part});
    repeat->least = least;
    repeat->most = most;
    part = repeat;
    return true;
  }

  Ptr group(int depth) {
    if (!accept(U'?')) {
      Ptr capture = make(Kind::Capture);
      capture->number = ++groups_;
      Ptr inner = choice(depth + 1);
      if (!inner || !accept(U')')) return nullptr;
      capture->parts = {inner};
      return capture;
    }
    const bool behind = accept(U'<');
    const bool ahead = accept(U'=');
    const bool negative = !ahead && accept(U'!');
    if (!ahead && !negative && (behind || !accept(U':'))) return nullptr;
    Ptr inner = choice(depth + 1);
    if (!inner || !accept(U')')) return nullptr;
    if (!ahead && !negative) return inner;
    needed_ = true;
    return ahead && !behind ? make(Kind::Ahead, {inner}) : make(Kind::Nothing);
  }

  Ptr escape() {
    if (at_ == text_.size()) return nullptr;
    const char32_t c = text_[at_++];
    if (c >= U'1' && c <= U'9') {
      --at_;
      const auto group = number();
      if (!group || *group > groups_) return nullptr;
      needed_ = true;
      Ptr reference = make(Kind::Reference);
      reference->number = *group;
      return reference;
    }
    if (auto set = escaped_class(c)) return characters(std::move(*set));
    if (c == U't') return characters({{U'\t', U'\t'}});
    if (c == U'n') return characters({{U'\n', U'\n'}});
    for (char32_t constraint : {U'A', U'Z', U'm', U'M', U'y', U'Y'})
      if (c == constraint) return make(Kind::Nothing);
    const bool letter = (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z') || c == U'0';
    return letter ? nullptr : characters({{c, c}});
  }

  Ptr bracket() {
    const bool negated = accept(U'^');
    CodeSet set;
    for (bool first = true; first || !next_is(U']'); first = false) {
      if (at_ >= text_.size()) return nullptr;
      char32_t low = text_[at_++];
      if (low == U'[' && (next_is(U'.') || next_is(U'='))) return nullptr;
      if (low == U'[' && accept(U':')) {
        std::u32string name;
        while (at_ < text_.size() && text_[at_] != U':') name += text_[at_++];
        const auto members = named_class(name);
        if (!members || !accept(U':') || !accept(U']')) return nullptr;
        set = united(set, *members);
        continue;
      }
      if (low == U'\\') {
        if (at_ >= text_.size()) return nullptr;
        low = text_[at_++];
        if (const auto members = escaped_class(low)) {
          set = united(set, *members);
          continue;
        }
      }
      char32_t high = low;
      if (next_is(U'-') && at_ + 1 < text_.size() && text_[at_ + 1] != U']') {
        at_ += 1;
        high = text_[at_++];
        if (high == U'\\' || high == U'[' || high < low) return nullptr;
      }
      set = united(set, {{low, high}});
    }
    ++at_;
    return characters(negated ? difference(printable(), set) : set);
  }

  Ptr atom(int depth) {
    const char32_t c = text_[at_++];
    switch (c) {
      case U'(': return group(depth);
      case U'[': return bracket();
      case U'\\': return escape();
      case U'.': return characters(normalised({{U'0', U'9'}, {U'A', U'Z'}, {U'a', U'z'}}));
      case U'^':
      case U'$': return make(Kind::Nothing);
      case U'*':
      case U'+':
      case U'?': return nullptr;
      default: return characters({{c, c}});
    }
  }

  std::vector<char32_t> text_;
  size_t at_ = 0;
  int groups_ = 0;
  bool needed_ = false;
};

class Sampler {
 public:
  Sampler(Stream& stream, int groups) : stream_(stream), captures_(static_cast<size_t>(groups) + 1) {}

  void visit(const Node& node, std::u32string& out) {
    switch (node.kind) {
      case Kind::Characters: {
        uint64_t place = stream_.below(cardinality(node.characters));
        for (const CodeRange& range : node.characters) {
          const uint64_t width = range.hi - range.lo + 1;
          if (place < width) {
            out += static_cast<char32_t>(range.lo + place);
            break;
          }
          place -= width;
        }
        break;
      }
      case Kind::Sequence:
        for (const Ptr& part : node.parts) visit(*part, out);
        break;
      case Kind::Choice: visit(*node.parts[stream_.below(node.parts.size())], out); break;
      case Kind::Repeat: {
        const int most = node.most == kUnbounded ? node.least + kFew : node.most;
        const int64_t times = stream_.between(node.least, most);
        for (int64_t i = 0; i < times && out.size() < kLongest; ++i) visit(*node.parts[0], out);
        break;
      }
      case Kind::Capture: {
        const size_t from = out.size();
        visit(*node.parts[0], out);
        captures_[static_cast<size_t>(node.number)] = out.substr(from);
        break;
      }
      case Kind::Reference:
        if (out.size() < kLongest) out += captures_[static_cast<size_t>(node.number)];
        break;
      case Kind::Ahead: wanted_.push_back(&node); break;
      case Kind::Nothing: break;
    }
  }

  /// Writes what look-ahead asks for over the text: at its start, or, where it begins with a repetition, at a place that
  /// nothing else was written to.
  void put_in_wanted(std::u32string& out) {
    std::vector<char> taken(out.size(), 0);
    for (size_t i = 0; i < wanted_.size(); ++i) {
      const Node* inner = wanted_[i]->parts[0].get();
      std::u32string piece;
      bool anywhere = false;
      if (inner->kind == Kind::Sequence) {
        size_t first = 0;
        while (first < inner->parts.size() && inner->parts[first]->kind == Kind::Repeat &&
               inner->parts[first]->least == 0) {
          anywhere = true;
          ++first;
        }
        for (; first < inner->parts.size(); ++first) visit(*inner->parts[first], piece);
      } else {
        visit(*inner, piece);
      }
      if (piece.size() > out.size()) continue;
      size_t place = anywhere ? stream_.below(out.size() - piece.size() + 1) : 0;
      for (size_t shift = 0; anywhere && shift < out.size() && occupied(taken, place, piece.size()); ++shift)
        place = (place + 1) % (out.size() - piece.size() + 1);
      for (size_t k = 0; k < piece.size(); ++k) {
        out[place + k] = piece[k];
        taken[place + k] = 1;
      }
    }
  }

 private:
  static bool occupied(const std::vector<char>& taken, size_t place, size_t size) {
    return std::any_of(taken.begin() + static_cast<std::ptrdiff_t>(place),
                       taken.begin() + static_cast<std::ptrdiff_t>(place + size),
                       [](char t) { return t != 0; });
  }

  Stream& stream_;
  std::vector<std::u32string> captures_;
  std::vector<const Node*> wanted_;
};

}  // namespace

std::optional<PatternTemplate> PatternTemplate::parse(std::string_view pattern) {
  auto text = decode_utf8(pattern);
  if (!text) return std::nullopt;
  Parser parser(std::move(*text));
  PatternTemplate made;
  made.root_ = parser.parse();
  made.groups_ = parser.groups();
  if (!made.root_ || !parser.needed()) return std::nullopt;
  return made;
}

std::string PatternTemplate::sample(Stream& stream) const {
  Sampler sampler(stream, groups_);
  std::u32string drawn;
  sampler.visit(*root_, drawn);
  sampler.put_in_wanted(drawn);
  std::string text;
  for (char32_t c : drawn) append_utf8(text, c);
  return text;
}

}  // namespace datagen::core
