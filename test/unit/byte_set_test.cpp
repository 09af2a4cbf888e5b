// test/unit/byte_set_test.cpp -- the set against std::set, also when it grows and is emptied
#include "core/base/byte_set.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace datagen::core {
namespace {

TEST(ByteSetTest, TellsNewFromKnown) {
  ByteSet set;
  std::set<std::string> model;
  uint64_t state = 1;
  for (int i = 0; i < 20000; ++i) {
    state = mix64(state);
    // Few enough to repeat; lengths from 0 to 20, zero bytes included.
    std::string text(state % 21, '\0');
    for (size_t c = 0; c < text.size(); ++c) text[c] = static_cast<char>((state >> (c % 3)) & 3);
    EXPECT_EQ(set.insert(text), model.insert(text).second);
  }
  EXPECT_EQ(set.size(), model.size());
}

TEST(ByteSetTest, LengthsDiffer) {
  ByteSet set;
  EXPECT_TRUE(set.insert(""));
  EXPECT_TRUE(set.insert(std::string(1, '\0')));
  EXPECT_TRUE(set.insert(std::string(8, '\0')));
  EXPECT_TRUE(set.insert(std::string(9, '\0')));
  EXPECT_FALSE(set.insert(std::string(8, '\0')));
}

TEST(ByteSetTest, ClearForgets) {
  ByteSet set;
  for (int i = 0; i < 1000; ++i) set.insert(std::to_string(i));
  EXPECT_GT(set.memory(), 0U);
  set.clear();
  EXPECT_EQ(set.memory(), 0U);
  EXPECT_EQ(set.size(), 0U);
  EXPECT_TRUE(set.insert("7"));
}

}  // namespace
}  // namespace datagen::core
