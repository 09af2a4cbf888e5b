// test/fuzz/tick_set_fuzz.cpp -- the algebra of tick sets against plain sets of small integers
#include "core/constraint/tick_set.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <set>

namespace {

constexpr int64_t kLow = -40;
constexpr int64_t kHigh = 40;

/// One operation on both models; the third byte chooses it.
void apply(datagen::core::TickSet& set, std::set<int64_t>& model, int64_t a, int64_t b, uint8_t operation) {
  std::set<int64_t> kept;
  switch (operation % 4) {
    case 0:
      set.intersect(a, b);
      for (int64_t x : model)
        if (x >= a && x <= b) kept.insert(x);
      break;
    case 1:
      set.exclude(a);
      for (int64_t x : model)
        if (x != a) kept.insert(x);
      break;
    case 2: {
      const int64_t modulus = (b < 0 ? -b : b) % 9 + 1;
      const int64_t remainder = ((a % modulus) + modulus) % modulus;
      set.keep_stride(modulus, remainder);
      for (int64_t x : model)
        if (((x % modulus) + modulus) % modulus == remainder) kept.insert(x);
      break;
    }
    default: {
      datagen::core::TickSet other(a, b);
      bool exact = true;
      set.unite(other, &exact);
      kept = model;
      for (int64_t x = a; x <= b; ++x) kept.insert(x);
      // A superset is allowed only where the set says so; the model then follows it.
      for (int64_t x = kLow; x <= kHigh; ++x)
        if (!exact && set.contains(x)) kept.insert(x);
    }
  }
  model = kept;
}

void require(bool condition) {
  if (!condition) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  datagen::core::TickSet set(kLow, kHigh);
  std::set<int64_t> model;
  for (int64_t x = kLow; x <= kHigh; ++x) model.insert(x);
  for (size_t i = 0; i + 2 < size && i < 30; i += 3) {
    const int64_t a = kLow + data[i] % (kHigh - kLow + 1);
    const int64_t b = kLow + data[i + 1] % (kHigh - kLow + 1);
    apply(set, model, a, b, data[i + 2]);
    require(set.size() == model.size());
    uint64_t index = 0;
    for (int64_t x : model) {
      require(set.contains(x) && set.unrank(index) == x && set.rank(x) == index);
      ++index;
    }
  }
  return 0;
}
