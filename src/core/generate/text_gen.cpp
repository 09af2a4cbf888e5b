// src/core/generate/text_gen.cpp -- free text, short codes and the listing of distinct texts
#include "core/base/ascii.hpp"
#include "core/generate/family.hpp"
#include "core/generate/words.hpp"

#include <algorithm>
#include <cctype>

namespace datagen::core {
namespace {

constexpr int64_t kShort = 7;  ///< up to here a text is a code, above it consists of words
constexpr int64_t kLongestWord = 18;

enum class LetterCase : uint8_t { Mixed, Lower, Upper, None };

/// Lengths in characters, which are bytes, and the letters that may appear.
struct TextLimits {
  int64_t min = 0;
  int64_t max = INT32_MAX;
  LetterCase letters = LetterCase::Mixed;
  bool words() const { return max > kShort && letters != LetterCase::None; }
};

TextLimits limits_of(const GeneratorRequest& request) {
  const TextSet& text = request.domain.text;
  const Type& type = *request.type;
  TextLimits limits;
  limits.min = std::max<int64_t>(text.min_length, text.no_blank ? 1 : 0);
  limits.max = std::min({limits.max, text.max_length, text.max_bytes});
  if (type.max_length >= 0) limits.max = std::min<int64_t>(limits.max, type.max_length);
  if (type.type_class == TypeClass::Char) {
    limits.min = std::max<int64_t>(limits.min, 1);
    limits.max = std::min<int64_t>(limits.max, 1);
  }
  const bool one_case = request.single_case || type.name == "citext";
  limits.letters = text.lower_case && text.upper_case ? LetterCase::None
                   : text.upper_case                  ? LetterCase::Upper
                   : text.lower_case || one_case      ? LetterCase::Lower
                                                      : LetterCase::Mixed;
  return limits;
}

void raise(std::string& text) {
  for (char& c : text)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
}

/// Appends words, each after a blank, until `text` has at least `min` characters; never more than `max`, and
/// never a blank at the end.
void fill_up(std::string& text, int64_t min, int64_t max, Stream& stream) {
  while (static_cast<int64_t>(text.size()) < min) {
    const int64_t room = max - static_cast<int64_t>(text.size());
    if (room < 2) {
      text += 's';
    } else {
      text += ' ';
      text += draw_word(stream).substr(0, static_cast<size_t>(room - 1));
    }
  }
}

/// Strings over an alphabet whose characters come in groups, the most welcome first. The listing goes through
/// the groups: first all strings over the first group, the longest first, then those that need the second,
/// and so on; so the whole capacity of the alphabet is listed, and plain codes come first.
class CodeListing {
 public:
  CodeListing() = default;
  explicit CodeListing(const TextLimits& limits) {
    switch (limits.letters) {
      case LetterCase::Mixed: open({kDigits, kUpper}, kLower); break;
      case LetterCase::Upper: open({kDigits, kUpper}, ""); break;
      case LetterCase::Lower: open({kDigits, kLower}, ""); break;
      case LetterCase::None: open({kDigits}, ""); break;
    }
    const int64_t low = std::max<int64_t>(limits.min, 1);
    const int64_t high = std::min(limits.max, low + kLongestWord);
    uint64_t inner = 0;
    for (uint64_t outer : groups_) {
      for (int64_t length = high; length >= low; --length) {
        for (int64_t first = 0; first < length && (inner > 0 || first == 0); ++first) {
          const uint64_t count =
              saturating_multiply(saturating_multiply(saturating_power(inner, first), outer - inner),
                                  saturating_power(outer, length - first - 1));
          if (count == 0) continue;
          blocks_.push_back({inner, outer, length, first, size_, count});
          size_ = saturating_add(size_, count);
        }
      }
      if (plausible_ == 0) plausible_ = size_;
      inner = outer;
    }
    if (limits.min == 0) {
      blocks_.push_back({0, 0, 0, 0, size_, 1});
      size_ = saturating_add(size_, 1);
    }
  }

  uint64_t size() const { return size_; }
  uint64_t plausible() const { return plausible_; }
  std::string_view alphabet() const {
    return std::string_view(alphabet_).substr(0, groups_.empty() ? 0 : groups_[0]);
  }

  std::string unrank(uint64_t index) const {
    const auto after = std::upper_bound(blocks_.begin(), blocks_.end(), index,
                                        [](uint64_t i, const Block& block) { return i < block.start; });
    const Block& block = *std::prev(after);
    index -= block.start;
    std::string text(static_cast<size_t>(block.length), alphabet_[0]);
    for (int64_t i = block.length - 1; i >= 0; --i) {
      const Digit digit = block.digit(i);
      text[static_cast<size_t>(i)] = alphabet_[digit.offset + index % digit.radix];
      index /= digit.radix;
    }
    return text;
  }

  std::optional<uint64_t> rank(std::string_view text) const {
    for (const Block& block : blocks_) {
      if (static_cast<int64_t>(text.size()) != block.length) continue;
      uint64_t index = 0;
      bool fits = true;
      for (int64_t i = 0; i < block.length && fits; ++i) {
        const Digit digit = block.digit(i);
        const size_t letter = alphabet_.find(text[static_cast<size_t>(i)]);
        fits = letter != std::string::npos && letter >= digit.offset && letter - digit.offset < digit.radix &&
               index <= (UINT64_MAX - digit.radix) / digit.radix;
        index = index * digit.radix + (letter - digit.offset);
      }
      if (fits) return block.start + index;
    }
    return std::nullopt;
  }

 private:
  struct Digit {
    uint64_t offset, radix;
  };
  /// Strings of one length: `first` characters of the inner alphabet, one of the outer that is not inner,
  /// then any.
  struct Block {
    uint64_t inner, outer;
    int64_t length, first;
    uint64_t start, count;
    Digit digit(int64_t position) const {
      if (position < first) return {0, inner};
      if (position == first) return {inner, outer - inner};
      return {0, outer};
    }
  };

  static constexpr std::string_view kDigits = "0123456789";
  static constexpr std::string_view kUpper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  static constexpr std::string_view kLower = "abcdefghijklmnopqrstuvwxyz";
  static constexpr std::string_view kMarks = "-_.:/+#*@!?&%$=~^|(),;<>[]{}'\"`\\";

  void open(std::initializer_list<std::string_view> first, std::string_view second) {
    for (std::string_view part : first) alphabet_ += part;
    groups_.push_back(alphabet_.size());
    if (!second.empty()) groups_.push_back((alphabet_ += second).size());
    groups_.push_back((alphabet_ += kMarks).size());
  }

  std::string alphabet_;
  std::vector<uint64_t> groups_;  // sizes of the growing prefixes of alphabet_
  std::vector<Block> blocks_;
  uint64_t size_ = 0;
  uint64_t plausible_ = 0;
};

/// Pronounceable words by length; a word that is too short for the limits is followed by others that the
/// index determines. The text up to the first blank tells two entries apart.
class WordListing {
 public:
  WordListing() = default;
  explicit WordListing(const TextLimits& limits) : limits_(limits) {
    constexpr int64_t kUsual = 6;
    const int64_t high = std::min(limits.max, kLongestWord);
    for (int64_t length = kUsual; length <= high; ++length) {
      // One missing letter could not be filled without making a word of another length.
      if (limits.min - length == 1 || (limits.min <= kLongestWord && length < limits.min && limits.min < 12))
        continue;
      const uint64_t count = word_capacity(static_cast<int>(length));
      blocks_.push_back({static_cast<int>(length), size_});
      size_ = saturating_add(size_, count);
    }
  }

  uint64_t size() const { return size_; }

  std::string unrank(uint64_t index) const {
    size_t block = blocks_.size() - 1;
    while (blocks_[block].start > index) --block;
    std::string text = word_of(index - blocks_[block].start, blocks_[block].length);
    Stream stream(0, index);
    fill_up(text, limits_.min, limits_.max, stream);
    if (limits_.letters == LetterCase::Upper) raise(text);
    return text;
  }

  std::optional<uint64_t> rank(std::string_view text) const {
    std::string word(text.substr(0, text.find(' ')));
    if (limits_.letters == LetterCase::Upper) word = lower_ascii(word);
    const std::optional<uint64_t> place = word_index(word);
    if (!place) return std::nullopt;
    for (const Block& block : blocks_)
      if (block.length == static_cast<int>(word.size()) && *place <= UINT64_MAX - block.start &&
          unrank(block.start + *place) == text)
        return block.start + *place;
    return std::nullopt;
  }

 private:
  struct Block {
    int length;
    uint64_t start;
  };
  TextLimits limits_;
  std::vector<Block> blocks_;
  uint64_t size_ = 0;
};

class TextGenerator final : public Generator {
 public:
  TextGenerator(const TextLimits& limits, std::vector<std::string> excluded)
      : limits_(limits), excluded_(std::move(excluded)) {
    std::sort(excluded_.begin(), excluded_.end());
    if (limits.words())
      words_ = WordListing(limits);
    else
      codes_ = CodeListing(limits);
    for (const std::string& text : excluded_)
      if (const auto place = base_rank(text)) skipped_.push_back(*place);
    std::sort(skipped_.begin(), skipped_.end());
    skipped_.erase(std::unique(skipped_.begin(), skipped_.end()), skipped_.end());
  }

  Value draw(Stream& stream, Arena& arena) const override {
    constexpr int kTries = 32;
    for (int i = 0; i < kTries; ++i) {
      drawn_.clear();
      if (limits_.words())
        draw_words(stream, drawn_);
      else
        draw_code(stream, drawn_);
      if (excluded_.empty() || !std::binary_search(excluded_.begin(), excluded_.end(), drawn_))
        return Value::of_text(arena.store(drawn_));
    }
    return unrank(stream.below(size()), arena);
  }
  uint64_t size() const override {
    const uint64_t base = limits_.words() ? words_.size() : codes_.size();
    return base - std::min<uint64_t>(base, skipped_.size());
  }
  uint64_t plausible_size() const override {
    return limits_.words() ? size() : std::min(size(), codes_.plausible());
  }
  Value unrank(uint64_t index, Arena& arena) const override {
    for (uint64_t skipped : skipped_) index += index >= skipped;
    return Value::of_text(arena.store(limits_.words() ? words_.unrank(index) : codes_.unrank(index)));
  }
  std::optional<uint64_t> rank(const Value& value) const override {
    if (value.kind != ValueKind::Text || std::binary_search(excluded_.begin(), excluded_.end(), value.text()))
      return std::nullopt;
    const std::optional<uint64_t> place = base_rank(value.text());
    if (!place) return std::nullopt;
    return *place - static_cast<uint64_t>(std::lower_bound(skipped_.begin(), skipped_.end(), *place) -
                                          skipped_.begin());
  }
  std::string name() const override { return limits_.words() ? "text" : "code"; }

 private:
  std::optional<uint64_t> base_rank(std::string_view text) const {
    return limits_.words() ? words_.rank(text) : codes_.rank(text);
  }

  void draw_words(Stream& stream, std::string& text) const {
    constexpr size_t kMostWords = 6;
    constexpr size_t kLongestDrawn = 10;
    const uint64_t most = limits_.max >= 40 ? kMostWords : limits_.max >= 12 ? 2 : 1;
    const uint64_t count = 1 + stream.below(most);
    char words[kMostWords * (kLongestDrawn + 1)];
    size_t size = 0;
    const auto put = [&](std::string_view word) { size += word.copy(words + size, kLongestDrawn); };
    put(draw_word(stream));
    // A lone word of the vocabulary repeats soon; a second part makes it one of millions.
    if (count == 1) put(draw_word(stream));
    size = std::min(size, static_cast<size_t>(limits_.max));
    for (uint64_t i = 1; i < count; ++i) {
      const std::string_view word = draw_word(stream);
      if (static_cast<int64_t>(size + 1 + word.size()) > limits_.max) break;
      words[size++] = ' ';
      put(word);
    }
    text.append(words, size);
    fill_up(text, limits_.min, limits_.max, stream);
    if (limits_.letters == LetterCase::Upper) raise(text);
    if (limits_.letters == LetterCase::Mixed) text[0] = static_cast<char>(text[0] - 'a' + 'A');
  }

  void draw_code(Stream& stream, std::string& text) const {
    if (limits_.max == 0) return;
    const int64_t low = std::max<int64_t>(limits_.min, 1);
    const int64_t high = std::min(limits_.max, low + kLongestWord);
    const int64_t length = stream.chance(0.75) ? high : stream.between(low, high);
    const std::string_view alphabet = codes_.alphabet();
    const size_t letters = limits_.letters == LetterCase::None ? 0 : 10;
    for (int64_t i = 0; i < length; ++i) {
      // Codes begin with letters and, when they are long enough, end in digits: K, QD, TR7, BX41.
      const bool letter = letters > 0 && i < (length + 2) / 2;
      text += letter ? alphabet[letters + stream.below(26)] : alphabet[stream.below(10)];
    }
  }

  TextLimits limits_;
  std::vector<std::string> excluded_;
  CodeListing codes_;
  WordListing words_;
  std::vector<uint64_t> skipped_;  // places of excluded texts in the listing
  mutable std::string drawn_;      // keeps its memory between values
};

}  // namespace

GeneratorPtr make_text_generator(const GeneratorRequest& request) {
  if (request.domain.text.language) return make_regex_generator(request);
  const TextLimits limits = limits_of(request);
  if (limits.min > limits.max) return make_empty_generator();
  auto generator = std::make_unique<TextGenerator>(limits, request.domain.text.excluded);
  if (generator->size() == 0) return make_empty_generator();
  return generator;
}

}  // namespace datagen::core
