// test/unit/hash_set_test.cpp -- the set of hashes against std::set
#include "core/base/hash_set.hpp"

#include "core/random/stream.hpp"

#include <gtest/gtest.h>

#include <set>

namespace datagen::core {
namespace {

TEST(HashSet, AgreesWithAnOrderedSetUnderInsertsAndErasures) {
  HashSet set;
  std::set<uint64_t> model;
  Stream stream(1, 2);
  EXPECT_TRUE(set.empty());
  EXPECT_FALSE(set.contains(0));
  for (int i = 0; i < 200000; ++i) {
    // Few distinct ones, 0 among them, so that most meet a hash that is there.
    const uint64_t hash = stream.below(3000);
    if (stream.below(5) < 3) {
      ASSERT_EQ(set.insert(hash), model.insert(hash).second) << hash;
    } else {
      set.erase(hash);
      model.erase(hash);
    }
    ASSERT_EQ(set.size(), model.size());
    const uint64_t other = stream.below(3000);
    ASSERT_EQ(set.contains(other), model.count(other) == 1) << other;
  }
  for (uint64_t hash = 0; hash < 3000; ++hash) ASSERT_EQ(set.contains(hash), model.count(hash) == 1) << hash;
  for (uint64_t hash : model) set.erase(hash);
  EXPECT_TRUE(set.empty());
}

TEST(HashSet, ReservesAndClears) {
  HashSet set;
  set.reserve(1000);
  for (uint64_t i = 0; i < 1000; ++i) EXPECT_TRUE(set.insert(mix64(i)));
  EXPECT_EQ(set.size(), 1000U);
  set.clear();
  EXPECT_TRUE(set.empty());
  EXPECT_FALSE(set.contains(mix64(1)));
}

}  // namespace
}  // namespace datagen::core
