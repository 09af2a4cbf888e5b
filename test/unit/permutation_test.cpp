// test/unit/permutation_test.cpp -- the keyed bijection covers [0, n) once and can be undone
#include "core/random/permutation.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace datagen::core {
namespace {

TEST(Permutation, IsABijectionForEverySmallSize) {
  for (uint64_t n = 1; n <= 300; ++n) {
    const Permutation permutation(n, n * 31);
    std::vector<bool> seen(n);
    for (uint64_t i = 0; i < n; ++i) {
      const uint64_t image = permutation.at(i);
      ASSERT_LT(image, n);
      EXPECT_FALSE(seen[image]);
      seen[image] = true;
      EXPECT_EQ(permutation.index_of(image), i);
    }
  }
}

TEST(Permutation, LargeSizes) {
  for (const uint64_t n : {uint64_t{1} << 32, (uint64_t{1} << 33) + 1, uint64_t{1} << 63, UINT64_MAX}) {
    const Permutation permutation(n, 5);
    for (uint64_t i : {uint64_t{0}, uint64_t{1}, n / 2, n - 1}) {
      EXPECT_LT(permutation.at(i), n);
      EXPECT_EQ(permutation.index_of(permutation.at(i)), i);
    }
  }
}

TEST(Permutation, KeysGiveDifferentOrders) {
  const Permutation first(1000, 1), second(1000, 2);
  int same = 0;
  for (uint64_t i = 0; i < 1000; ++i) same += first.at(i) == second.at(i);
  EXPECT_LT(same, 20);
}

TEST(Permutation, GoldenValues) {
  const Permutation permutation(1000, 42);
  std::vector<uint64_t> images;
  for (uint64_t i = 0; i < 6; ++i) images.push_back(permutation.at(i));
  EXPECT_EQ(images, (std::vector<uint64_t>{958, 834, 565, 94, 635, 16}));
  EXPECT_EQ(Permutation(UINT64_MAX, 42).at(0), 10842857388743928978u);
}

}  // namespace
}  // namespace datagen::core
