// src/core/generate/nested_gen.cpp -- arrays and composites from the generators of their parts
#include "core/generate/family.hpp"

#include <algorithm>
#include <map>

namespace datagen::core {
namespace {

/// The request for one part of a nested value; `index` tells the parts apart.
GeneratorRequest part_request(const GeneratorRequest& whole, TypePtr type,
                              const std::shared_ptr<Domain>& domain, uint64_t index) {
  GeneratorRequest part;
  part.type = std::move(type);
  if (domain) part.domain = *domain;
  if (part.domain.null == NullStatus::May) part.domain.null = NullStatus::Never;
  part.single_case = whole.single_case;
  part.settings = whole.settings;
  part.key = combine(whole.key, index + 1);
  return part;
}

class ArrayGenerator final : public Generator {
 public:
  /// `known` makes the elements of some positions.
  ArrayGenerator(const GeneratorRequest& request, std::unique_ptr<Generator> element,
                 std::map<int, std::unique_ptr<Generator>> known = {})
      : element_(std::move(element)),
        required_(request.domain.array.required),
        low_(std::max<int64_t>(request.domain.array.min_items, static_cast<int64_t>(required_.size()))),
        high_(request.domain.array.max_items),
        // Keys need more room than plausible lengths give.
        usual_(request.unique ? 16 : 4),
        dimensions_(request.domain.array.one_dimension ? 1 : std::max(request.type->dimensions, 1)),
        inner_(request.domain.array.inner),
        known_(std::move(known)) {
    if (!inner_.empty() || !known_.empty()) return;
    const int64_t least = std::min(high_, std::max<int64_t>(low_, 1));
    listed_items_ = least;
    // Longer arrays are listed only while shorter ones are too few.
    while (listed_items_ < std::min(high_, least + 7) && listing_size(listed_items_) < kPlenty)
      ++listed_items_;
    size_ = required_.empty() && element_->size() > 0 ? listing_size(listed_items_) : 0;
    if (high_ == 0) size_ = 1;
  }

  Value draw(Stream& stream, Arena& arena) const override {
    const int64_t least = std::max<int64_t>(low_, std::min<int64_t>(high_, 1));
    const int64_t count = stream.between(least, std::min(high_, least + usual_ - 1));
    if (!inner_.empty() && count > 0) return grid(count, stream, arena);
    Value* items = arena.array<Value>(static_cast<size_t>(count));
    size_t given = 0;
    for (int64_t i = 0; i < count; ++i) {
      const auto known = known_.find(static_cast<int>(i));
      if (known != known_.end())
        items[i] = known->second->draw(stream, arena);
      else
        items[i] = given < required_.size() ? required_[given++] : element_->draw(stream, arena);
    }
    return shaped(items, count, arena);
  }
  uint64_t size() const override { return size_; }
  Value unrank(uint64_t index, Arena& arena) const override {
    Value* items = arena.array<Value>(static_cast<size_t>(listed_items_));
    for (int64_t i = 0; i < listed_items_; ++i) {
      items[i] = element_->unrank(index % element_->size(), arena);
      index /= element_->size();
    }
    return shaped(items, listed_items_, arena);
  }
  std::string name() const override { return "array of " + element_->name(); }

 private:
  static constexpr uint64_t kPlenty = uint64_t{1} << 32;

  uint64_t listing_size(int64_t items) const { return saturating_power(element_->size(), items); }

  /// The items as nested lists of equal length: two in each inner dimension where the number allows, else
  /// one.
  Value shaped(Value* items, int64_t count, Arena& arena) const {
    for (int dimension = 1; dimension < dimensions_ && count > 0; ++dimension) {
      const int64_t inner = count % 2 == 0 && count > 2 ? 2 : 1;
      Value* outer = arena.array<Value>(static_cast<size_t>(count / inner));
      for (int64_t i = 0; i < count / inner; ++i)
        outer[i] = Value::of_list(items + i * inner, static_cast<uint32_t>(inner));
      items = outer;
      count /= inner;
    }
    return Value::of_list(items, static_cast<uint32_t>(count));
  }

  /// `rows` lists, each of the lengths that the inner dimensions allow.
  Value grid(int64_t rows, Stream& stream, Arena& arena) const {
    std::vector<int64_t> lengths{rows};
    for (const auto& [low, high] : inner_) lengths.push_back(stream.between(low, std::min(high, low + 1)));
    return nested(lengths, 0, stream, arena);
  }
  Value nested(const std::vector<int64_t>& lengths, size_t level, Stream& stream, Arena& arena) const {
    const auto count = static_cast<size_t>(lengths[level]);
    Value* items = arena.array<Value>(count);
    for (size_t i = 0; i < count; ++i)
      items[i] = level + 1 < lengths.size() ? nested(lengths, level + 1, stream, arena)
                                            : element_->draw(stream, arena);
    return Value::of_list(items, static_cast<uint32_t>(count));
  }

  std::unique_ptr<Generator> element_;
  std::vector<Value> required_;
  int64_t low_, high_;
  int64_t usual_;
  int dimensions_;
  std::vector<std::pair<int64_t, int64_t>> inner_;
  std::map<int, std::unique_ptr<Generator>> known_;
  int64_t listed_items_ = 1;
  uint64_t size_ = 0;
};

/// Fields are drawn each on its own. In the listing the field with the longest listing carries the index when
/// it is long enough, else all fields that have a listing share it (mixed radix); the rest follow the index
/// at random.
class CompositeGenerator final : public Generator {
 public:
  CompositeGenerator(std::vector<std::unique_ptr<Generator>> fields, uint64_t key)
      : fields_(std::move(fields)), key_(key) {
    constexpr uint64_t kPlenty = 1'000'000;
    size_t carrier = 0;
    for (size_t i = 0; i < fields_.size(); ++i)
      if (listing(i) > listing(carrier)) carrier = i;
    for (size_t i = 0; i < fields_.size(); ++i) {
      const bool carries = listing(carrier) >= kPlenty ? i == carrier : listing(i) > 0;
      radix_.push_back(carries ? listing(i) : 0);
      if (carries) size_ = saturating_multiply(size_ == 0 ? 1 : size_, listing(i));
    }
  }

  Value draw(Stream& stream, Arena& arena) const override {
    Value* items = arena.array<Value>(fields_.size());
    for (size_t i = 0; i < fields_.size(); ++i)
      items[i] = fields_[i] ? fields_[i]->draw(stream, arena) : Value::null();
    return Value::of_list(items, static_cast<uint32_t>(fields_.size()));
  }
  uint64_t size() const override { return size_; }
  Value unrank(uint64_t index, Arena& arena) const override {
    Stream stream(key_, index);
    Value* items = arena.array<Value>(fields_.size());
    for (size_t i = 0; i < fields_.size(); ++i) {
      if (!fields_[i]) {
        items[i] = Value::null();
      } else if (radix_[i] == 0) {
        items[i] = fields_[i]->draw(stream, arena);
      } else {
        items[i] = fields_[i]->unrank(index % radix_[i], arena);
        index /= radix_[i];
      }
    }
    return Value::of_list(items, static_cast<uint32_t>(fields_.size()));
  }
  std::optional<uint64_t> rank(const Value& value) const override {
    if (value.kind != ValueKind::List || value.size != fields_.size() || size_ == 0) return std::nullopt;
    uint64_t index = 0;
    for (size_t i = fields_.size(); i-- > 0;) {
      if (radix_[i] == 0) continue;
      const std::optional<uint64_t> place = fields_[i]->rank(value.items[i]);
      if (!place || *place >= radix_[i]) return std::nullopt;
      index = index * radix_[i] + *place;
    }
    // The other fields must be the ones that the index determines.
    Arena arena;
    return same_value(unrank(index, arena), value) ? std::optional<uint64_t>(index) : std::nullopt;
  }
  std::string name() const override { return "composite"; }

 private:
  uint64_t listing(size_t field) const { return fields_[field] ? fields_[field]->size() : 0; }

  std::vector<std::unique_ptr<Generator>> fields_;
  uint64_t key_;
  std::vector<uint64_t> radix_;  // 0: the field carries nothing
  uint64_t size_ = 0;
};

/// Arrays nested deeper than this are empty, composites NULL, unless a constraint asks for more.
constexpr int kDeepestArray = 3;
constexpr int kDeepestComposite = 8;

}  // namespace

GeneratorPtr make_array_generator(const GeneratorRequest& request) {
  const ArraySet& array = request.domain.array;
  if (!request.type->element ||
      std::max<int64_t>(array.min_items, static_cast<int64_t>(array.required.size())) > array.max_items)
    return request.type->element ? make_empty_generator() : nullptr;
  GeneratorRequest empty = request;
  empty.domain.array.max_items = 0;
  GeneratorRequest part = part_request(request, request.type->element, array.items, 0);
  part.column_name = request.column_name;
  part.depth = request.depth + 1;
  if (request.depth >= kDeepestArray && array.min_items == 0 && array.required.empty())
    return std::make_unique<ArrayGenerator>(empty, make_empty_generator());
  part.hint = request.hint;
  std::unique_ptr<Generator> element = make_generator(part);
  if (!element) return nullptr;
  // An element type without values leaves the empty array.
  const bool no_element = makes_nothing(*element);
  if (no_element && (array.min_items > 0 || !array.required.empty())) return make_empty_generator();
  std::map<int, std::unique_ptr<Generator>> known;
  for (const auto& [position, domain] : array.at) {
    GeneratorRequest one =
        part_request(request, request.type->element, domain, static_cast<uint64_t>(position) + 1);
    one.depth = request.depth + 1;
    std::unique_ptr<Generator> generator = make_generator(one);
    if (!generator || makes_nothing(*generator)) return make_empty_generator();
    known.emplace(position, std::move(generator));
  }
  if (!no_element) return std::make_unique<ArrayGenerator>(request, std::move(element), std::move(known));
  return std::make_unique<ArrayGenerator>(empty, std::move(element));
}

GeneratorPtr make_composite_generator(const GeneratorRequest& request) {
  std::vector<std::unique_ptr<Generator>> fields;
  for (size_t i = 0; i < request.type->fields.size(); ++i) {
    const Field& field = request.type->fields[i];
    const auto known = request.domain.parts.find(static_cast<int>(i));
    GeneratorRequest part =
        part_request(request, field.type, known == request.domain.parts.end() ? nullptr : known->second, i);
    part.column_name = field.name;
    part.depth = request.depth + 1;
    const bool too_deep =
        request.depth >= kDeepestComposite && field.type && field.type->type_class == TypeClass::Composite;
    std::unique_ptr<Generator> generator = too_deep ? nullptr : make_generator(part);
    const bool must_hold =
        known != request.domain.parts.end() && known->second && known->second->null == NullStatus::Never;
    const bool no_value = !generator || makes_nothing(*generator);
    if (no_value && part.domain.null != NullStatus::Must &&
        (must_hold || (field.type && field.type->domain_not_null)))
      return generator ? make_empty_generator() : nullptr;
    if (no_value) generator = nullptr;  // the field is NULL
    fields.push_back(std::move(generator));
  }
  return std::make_unique<CompositeGenerator>(std::move(fields),
                                              combine(request.key, hash_name(request.column_name)));
}

}  // namespace datagen::core
