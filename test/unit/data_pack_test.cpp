// test/unit/data_pack_test.cpp -- the reader of the data pack, and generators over the built pack where it is there
#include "core/data/pack.hpp"
#include "core/realistic/families.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <memory>
#include <set>
#include <string>
#include <utility>

namespace datagen::core {
namespace {

TEST(DataPack, refuses_what_is_no_pack) {
  EXPECT_FALSE(DataPack::open(""));
  EXPECT_FALSE(DataPack::open(std::string(200, 'x')));
  std::string bytes(128, '\0');
  bytes.replace(0, 12, "datagen pack");
  EXPECT_FALSE(DataPack::open(bytes));
}

TEST(CheckDigits, agree_with_published_examples) {
  EXPECT_EQ(luhn_digit("7992739871"), '3');              // Luhn's own
  EXPECT_EQ(gtin_digit("400638133393"), '1');            // EAN-13 of the GS1 manual
  EXPECT_EQ(gtin_digit("978030640615"), '7');            // ISBN users' manual
  EXPECT_EQ(remainder_97("WEST12345698765432GB82"), 1);  // ISO 13616's example
}

class BuiltPack : public testing::Test {
 protected:
  void SetUp() override {
    std::ifstream file(DATAGEN_PACK, std::ios::binary);
    ASSERT_TRUE(file) << "the data pack is not built: make build/data/datagen.dat";
    bytes_.assign(std::istreambuf_iterator<char>(file), {});
    pack_ = DataPack::open(bytes_);
    ASSERT_TRUE(pack_);
  }
  std::string bytes_;
  std::optional<DataPack> pack_;
};

TEST_F(BuiltPack, falls_back_from_locale_to_locale) {
  const auto austria = pack_->find_locale("de_AT");
  ASSERT_TRUE(austria);
  EXPECT_FALSE(pack_->find(*austria, "word.noun"));
  EXPECT_EQ(pack_->look_up(*austria, "word.noun").at(0),
            pack_->look_up(*pack_->find_locale("de"), "word.noun").at(0));
  EXPECT_TRUE(pack_->look_up(*austria, "no.such.list").empty());
  EXPECT_FALSE(pack_->find_locale("xx"));
}

class NoLanguages : public PatternLanguages {
 public:
  const RegularLanguage* language(std::string_view, LengthBounds) override { return nullptr; }
};

TEST_F(BuiltPack, tells_one_story_per_key_and_row) {
  NoLanguages languages;
  const Realm realm(*pack_, *pack_->find_locale("en"), languages, {});
  for (uint64_t row = 0; row < 200; ++row) {
    const Draw draw{realm, 11, row};
    std::string first, last, full, email, again;
    find_realistic_generator("first_name")->make(draw, first);
    find_realistic_generator("last_name")->make(draw, last);
    find_realistic_generator("full_name")->make(draw, full);
    find_realistic_generator("email")->make(draw, email);
    find_realistic_generator("email")->make(draw, again);
    EXPECT_EQ(full, first + " " + last);
    EXPECT_EQ(email, again);
    EXPECT_NE(email.find("@example."), std::string::npos);
  }
}

TEST_F(BuiltPack, mail_ends_as_it_may) {
  NoLanguages languages;
  const Realm realm(*pack_, *pack_->find_locale("en"), languages, {});
  const auto mails = [&](const char* pattern, uint64_t row) {
    const TextEndings endings(std::make_shared<RegularLanguage>(
        *RegularLanguage::build({*from_like(pattern)}, {}, LengthBounds{0, 100})));
    Draw draw{realm, 11, row};
    std::string any, ended;
    find_realistic_generator("email")->make(draw, any);
    draw.endings = &endings;
    find_realistic_generator("email")->make(draw, ended);
    return std::pair(any, ended);
  };
  std::set<std::string> domains;
  for (uint64_t row = 0; row < 200; ++row) {
    const auto [any, ended] = mails("%@%.com", row);
    EXPECT_EQ(ended, any.substr(0, any.find('@')) + "@example.com") << "the same person's";
    domains.insert(any.substr(any.find('@') + 1));
    EXPECT_EQ(mails("%@example.%", row).second, any) << "no domain is left out";
    EXPECT_EQ(mails("%@%.test", row).second, "") << "none of the domains ends so";
  }
  EXPECT_GT(domains.size(), 1U);
}

TEST_F(BuiltPack, heeds_the_room_there_is) {
  NoLanguages languages;
  const Realm realm(*pack_, *pack_->find_locale("en"), languages, {});
  for (const char* name : {"username", "email", "description", "title", "comment", "product", "job_title"})
    for (uint64_t row = 0; row < 100; ++row) {
      std::string text;
      find_realistic_generator(name)->make({realm, 3, row, 0, 30}, text);
      EXPECT_LE(text.size(), std::string(name) == "job_title" ? 60U : 30U) << name << ": " << text;
    }
}

TEST_F(BuiltPack, every_list_can_be_read) {
  std::set<std::string_view> names;
  for (uint32_t locale = 0; locale < pack_->locales(); ++locale) names.insert(pack_->locale_name(locale));
  EXPECT_EQ(names.size(), pack_->locales());
  EXPECT_EQ(pack_->fingerprint().size(), 16U);
}

}  // namespace
}  // namespace datagen::core
