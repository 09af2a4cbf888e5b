// test/unit/lookaround_test.cpp -- patterns whose look-ahead and look-behind is told apart
#include "core/constraint/lookaround.hpp"

#include <gtest/gtest.h>

namespace datagen::core {
namespace {

std::string told(const char* pattern) {
  const auto split = split_lookaround(pattern);
  if (!split) return "";
  std::string text = split->rest;
  for (const SideCondition& condition : split->conditions)
    text += (condition.wanted ? " and " : " not ") + condition.pattern;
  return text;
}

TEST(Lookaround, AtTheEndsIsTakenOff) {
  EXPECT_EQ(told("^(?=.{8,20}$)(?!.*\\.\\.)[a-z]+$"), "^[a-z]+$ and ^(?:.{8,20}$) not ^(?:.*\\.\\.)");
  EXPECT_EQ(told("^(?=.*[A-Z])(?=.*\\d).{8,}$"), "^.{8,}$ and ^(?:.*[A-Z]) and ^(?:.*\\d)");
  EXPECT_EQ(told("^[a-z-]+(?<!-)$"), "^[a-z-]+$ not (?:-)$");
  EXPECT_EQ(told("(?i)^(?=(a|b))x(?<=y)(?<!z)$"), "(?i)^x$ and (?i)^(?:(a|b)) not (?i)(?:z)$ and (?i)(?:y)$");
}

TEST(Lookaround, BracketsEscapesAndGroupsAreReadWhole) {
  EXPECT_EQ(told("^(?=[]|)])[[:alpha:])]$"), "^[[:alpha:])]$ and ^(?:[]|)])");
  EXPECT_EQ(told("^(?!\\)|x)(a|b)$"), "^(a|b)$ not ^(?:\\)|x)");
  EXPECT_EQ(told("^(?=a(?=b))c"), "^c and ^(?:a(?=b))");
}

TEST(Lookaround, WhatItCannotSplitIsLeftAlone) {
  for (const char* pattern : {"", "^abc$", "(?=a)b", "^(?=a)b|c", "a|^(?=b)", "***:^(?=a)b", "(?n)^(?=a)b",
                              "^(?=a", "^(?=[a)b", "^a(?=b)c$", "(?"})
    EXPECT_EQ(told(pattern), "") << pattern;
}

}  // namespace
}  // namespace datagen::core
