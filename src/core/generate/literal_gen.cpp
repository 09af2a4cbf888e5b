// src/core/generate/literal_gen.cpp -- finds the family of a named type and wraps it as a generator
#include "core/generate/literal_gen.hpp"

#include "core/generate/family.hpp"

#include <algorithm>

namespace datagen::core {
namespace {

constexpr LiteralTable (*kTables[])() = {network_literals, geometry_literals, search_literals,
                                         system_literals, product_literals};

class LiteralGenerator final : public Generator {
 public:
  explicit LiteralGenerator(const LiteralFamily& family) : family_(family) {}
  Value draw(Stream& stream, Arena& arena) const override {
    return Value::of_text(arena.store(family_.draw(stream)));
  }
  uint64_t size() const override { return family_.capacity; }
  uint64_t plausible_size() const override { return std::min(family_.capacity, family_.plausible); }
  Value unrank(uint64_t index, Arena& arena) const override {
    return Value::of_text(arena.store(family_.list(index)));
  }
  std::string name() const override { return std::string(family_.type); }

 private:
  const LiteralFamily& family_;
};

}  // namespace

GeneratorPtr make_literal_generator(const GeneratorRequest& request) {
  for (const auto table_of : kTables) {
    const LiteralTable table = table_of();
    for (size_t i = 0; i < table.size; ++i)
      if (table.begin[i].type == request.type->name)
        return std::make_unique<LiteralGenerator>(table.begin[i]);
  }
  return nullptr;
}

}  // namespace datagen::core
