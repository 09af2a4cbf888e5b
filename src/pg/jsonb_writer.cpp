// src/pg/jsonb_writer.cpp -- a tree of spans of the text, written as containers with sorted keys
#include "pg/jsonb_writer.hpp"

#include "pg/numeric_writer.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>

extern "C" {
#include "utils/jsonb.h"
}

namespace datagen::pg {
namespace {

constexpr int kMostNodes = 256;
constexpr int kMostLevels = 16;
constexpr int kMostDigits = kMostNumericScale;

enum class NodeKind : uint8_t { Null, False, True, Number, String, Array, Object };

/// A value; as the member of an object it has a key. Trivial, for most of the parser's nodes stay unused.
struct Node {
  NodeKind kind;
  const char* key;
  const char* text;  // of a string
  int key_size;
  int size;  // of a string in bytes, of a container in members
  int scale;
  int64_t digits;
  int first;  // member of a container, -1 without
  int next;   // member of the container that this one is in, -1 for the last
};

class Parser {
 public:
  Parser(const char* text, size_t size) : at_(text), end_(text + size) {}

  /// The root's place, -1 when the text is none of those that are written here.
  int parse() {
    const int root = value(0);
    skip_blanks();
    return at_ == end_ ? root : -1;
  }
  Node& operator[](int node) { return nodes_[node]; }
  int count() const { return count_; }

 private:
  void skip_blanks() {
    while (at_ < end_ && (*at_ == ' ' || *at_ == '\n' || *at_ == '\t' || *at_ == '\r')) ++at_;
  }
  bool take(char c) {
    skip_blanks();
    if (at_ == end_ || *at_ != c) return false;
    ++at_;
    return true;
  }
  bool take_word(const char* word, size_t size) {
    if (static_cast<size_t>(end_ - at_) < size || memcmp(at_, word, size) != 0) return false;
    at_ += size;
    return true;
  }

  int value(int level) {
    skip_blanks();
    if (at_ == end_ || count_ == kMostNodes || level == kMostLevels) return -1;
    const int node = count_++;
    nodes_[node] = {NodeKind::Null, nullptr, nullptr, 0, 0, 0, 0, -1, -1};
    const bool good = fill(nodes_[node], level);
    return good ? node : -1;
  }

  bool fill(Node& node, int level) {
    switch (*at_) {
      case '{':
      case '[': return container(node, level);
      case '"': node.kind = NodeKind::String; return string(node.text, node.size);
      case 't': node.kind = NodeKind::True; return take_word("true", 4);
      case 'f': node.kind = NodeKind::False; return take_word("false", 5);
      case 'n': return take_word("null", 4);
      default: return number(node);
    }
  }

  bool string(const char*& text, int& size) {
    if (!take('"')) return false;
    text = at_;
    while (at_ < end_ && *at_ != '"') {
      if (*at_ == '\\' || static_cast<unsigned char>(*at_) < 0x20) return false;
      ++at_;
    }
    size = static_cast<int>(at_ - text);
    return take('"');
  }

  bool number(Node& node) {
    node.kind = NodeKind::Number;
    const bool negative = *at_ == '-';
    if (negative) ++at_;
    const char* first = at_;
    int digits = 0;
    bool point = false;
    for (; at_ < end_; ++at_) {
      if (*at_ == '.' && !point && digits > 0) {
        point = true;
      } else if (*at_ >= '0' && *at_ <= '9' && digits < kMostDigits) {
        node.digits = node.digits * 10 + (*at_ - '0');
        ++digits;
        node.scale += point;
      } else {
        break;
      }
    }
    const bool leading_zero = digits - node.scale > 1 && *first == '0';
    if (digits == 0 || leading_zero || (point && node.scale == 0)) return false;
    if (at_ < end_ && (*at_ == 'e' || *at_ == 'E' || *at_ == '.' || (*at_ >= '0' && *at_ <= '9')))
      return false;
    if (negative) node.digits = -node.digits;
    return true;
  }

  bool container(Node& node, int level) {
    const bool object = *at_++ == '{';
    node.kind = object ? NodeKind::Object : NodeKind::Array;
    const char close = object ? '}' : ']';
    if (take(close)) return true;
    int last = -1;
    do {
      const char* key = nullptr;
      int key_size = 0;
      if (object && (!string(key, key_size) || !take(':'))) return false;
      const int member = value(level + 1);
      if (member < 0) return false;
      nodes_[member].key = key;
      nodes_[member].key_size = key_size;
      (last < 0 ? node.first : nodes_[last].next) = member;
      last = member;
      ++node.size;
    } while (take(','));
    return take(close);
  }

  const char* at_;
  const char* end_;
  int count_ = 0;
  Node nodes_[kMostNodes];
};

/// The order of keys in jsonb: by length, then by bytes.
bool comes_before(const Node& a, const Node& b) {
  if (a.key_size != b.key_size) return a.key_size < b.key_size;
  return memcmp(a.key, b.key, static_cast<size_t>(a.key_size)) < 0;
}

class Writer {
 public:
  /// Of a text of `size` bytes, which keys and strings are parts of.
  Writer(Parser& nodes, size_t size) : nodes_(nodes) {
    // A value, and the container around a lone one, takes up to two entries, a header or a number, and what aligns it.
    constexpr int kMostOfNode = 2 * sizeof(uint32) + kMostNumericBytes + sizeof(uint32);
    data_ =
        static_cast<char*>(palloc(VARHDRSZ + size + static_cast<size_t>((nodes.count() + 1) * kMostOfNode)));
    reserve(VARHDRSZ);
  }

  /// False when a key occurs twice.
  bool write(int root) {
    const NodeKind kind = nodes_[root].kind;
    const bool scalar = kind != NodeKind::Array && kind != NodeKind::Object;
    int members[] = {root};
    if (scalar)
      container(members, 1, JB_FARRAY | JB_FSCALAR);
    else
      entry(root);
    return !twice_;
  }
  struct varlena* finish() {
    SET_VARSIZE(data_, length_);
    return reinterpret_cast<struct varlena*>(data_);
  }

 private:
  int reserve(int bytes) {
    const int place = length_;
    length_ += bytes;
    return place;
  }
  void pad() {
    while (length_ != static_cast<int>(INTALIGN(length_))) data_[length_++] = '\0';
  }
  void put(int place, uint32 word) { memcpy(data_ + place, &word, sizeof word); }
  void append(const char* bytes, int size) {
    memcpy(data_ + length_, bytes, static_cast<size_t>(size));
    length_ += size;
  }

  /// Sets the entry at `place`, the index-th of its container, for what was written since `start`; every 32nd holds the offset
  /// of its end instead of its length.
  void set_entry(int place, int index, uint32 type, int start, int data) {
    const auto length = static_cast<uint32>(length_ - start);
    const bool offset = index % JB_OFFSET_STRIDE == 0;
    put(place, type | (offset ? JENTRY_HAS_OFF | static_cast<uint32>(length_ - data) : length));
  }

  void container(const int* members, int count, uint32 flags) {
    const bool object = (flags & JB_FOBJECT) != 0;
    pad();
    const auto word = static_cast<int>(sizeof(uint32));
    put(reserve(word), static_cast<uint32>(count) | flags);
    const int entries = reserve(word * count * (object ? 2 : 1));
    const int data = length_;
    for (int i = 0; object && i < count; ++i) {
      const int start = length_;
      append(nodes_[members[i]].key, nodes_[members[i]].key_size);
      set_entry(entries + word * i, i, JENTRY_ISSTRING, start, data);
    }
    for (int i = 0; i < count; ++i) {
      const int index = object ? count + i : i;
      const int start = length_;
      const uint32 type = entry(members[i]);
      set_entry(entries + word * index, index, type, start, data);
    }
  }

  /// Appends the value and gives the type of its entry.
  uint32 entry(int place) {
    const Node& node = nodes_[place];
    switch (node.kind) {
      case NodeKind::Null: return JENTRY_ISNULL;
      case NodeKind::False: return JENTRY_ISBOOL_FALSE;
      case NodeKind::True: return JENTRY_ISBOOL_TRUE;
      case NodeKind::String: append(node.text, node.size); return JENTRY_ISSTRING;
      case NodeKind::Number:
        pad();
        length_ += put_numeric(data_ + length_, node.digits, node.scale);
        return JENTRY_ISNUMERIC;
      default: break;
    }
    int members[kMostNodes];
    int count = 0;
    for (int member = node.first; member >= 0; member = nodes_[member].next) members[count++] = member;
    const bool object = node.kind == NodeKind::Object;
    if (object) {
      std::sort(members, members + count, [&](int a, int b) { return comes_before(nodes_[a], nodes_[b]); });
      for (int i = 1; i < count; ++i)
        twice_ = twice_ || !comes_before(nodes_[members[i - 1]], nodes_[members[i]]);
    }
    container(members, count, object ? JB_FOBJECT : JB_FARRAY);
    return JENTRY_ISCONTAINER;
  }

  Parser& nodes_;
  char* data_;
  int length_ = 0;
  bool twice_ = false;
};

}  // namespace

struct varlena* write_jsonb(const char* text, size_t size) noexcept {
  Parser parser(text, size);
  const int root = parser.parse();
  if (root < 0) return nullptr;
  Writer writer(parser, size);
  return writer.write(root) ? writer.finish() : nullptr;
}

}  // namespace datagen::pg
