// test/unit/value_evidence_test.cpp -- what values say of columns whose names say something else, or nothing
#include "core/infer/value_evidence.hpp"

#include "core/infer/value_forms.hpp"

#include <gtest/gtest.h>

#include <string>

namespace datagen::core {
namespace {

Meaning named(const char* semantic_class, double confidence) {
  Meaning meaning;
  meaning.semantic_class = semantic_class;
  meaning.confidence = confidence;
  meaning.evidence = "its name";
  meaning.detail = "some_detail";
  return meaning;
}

ValueSample repeated(ValueSample some, int times) {
  ValueSample all;
  for (int i = 0; i < times; ++i) all.insert(all.end(), some.begin(), some.end());
  return all;
}

const ValueSample kMails = repeated({"a@example.com", "b.c@example.org", "d@x.example.net"}, 4);

TEST(ValueEvidence, fills_in_what_the_name_leaves_open) {
  const Meaning found = heed_values(named("generic.type", 0.1), 'T', kMails, nullptr);
  EXPECT_EQ(found.semantic_class, "internet.email");
  EXPECT_TRUE(found.is_sure());
  EXPECT_EQ(found.evidence, "12 of 12 values look like internet.email");
  EXPECT_TRUE(found.detail.empty());
}

TEST(ValueEvidence, overrules_a_name_by_what_looks_like_nothing_else) {
  const Meaning found = heed_values(named("person.full_name", 0.8), 'T', kMails, nullptr);
  EXPECT_EQ(found.semantic_class, "internet.email");
  EXPECT_EQ(found.evidence, "12 of 12 values look like internet.email, though its name");
}

TEST(ValueEvidence, confirms) {
  const Meaning found = heed_values(named("internet.email", 0.8), 'T', kMails, nullptr);
  EXPECT_EQ(found.semantic_class, "internet.email");
  EXPECT_GT(found.confidence, 0.9);
  EXPECT_EQ(found.detail, "some_detail") << "the same class as before";
}

TEST(ValueEvidence, refutes_what_no_value_looks_like) {
  const Meaning found =
      heed_values(named("internet.email", 0.9), 'T', repeated({"yes", "no", "weekly"}, 5), nullptr);
  EXPECT_FALSE(found.is_sure());
  EXPECT_NE(found.evidence.find("but 0 of 15 values look like internet.email"), std::string::npos)
      << found.evidence;
  EXPECT_TRUE(heed_values(named("text.title", 0.9), 'T', repeated({"yes", "no"}, 9), nullptr).is_sure())
      << "titles have no form";
}

TEST(ValueEvidence, needs_several_values_and_nearly_all) {
  EXPECT_EQ(
      heed_values(named("generic.type", 0.1), 'T', {"a@b.example", "c@d.example"}, nullptr).semantic_class,
      "generic.type");
  EXPECT_EQ(heed_values(named("generic.type", 0.1), 'T', repeated({"a@b.example", "none"}, 9), nullptr)
                .semantic_class,
            "generic.type");
  EXPECT_EQ(heed_values(named("generic.type", 0.1), 'T', {}, nullptr).semantic_class, "generic.type");
}

TEST(ValueEvidence, knows_short_lists) {
  EXPECT_EQ(heed_values(named("generic.code", 0.2), 'T', repeated({"M", "F"}, 9), nullptr).semantic_class,
            "person.gender");
  EXPECT_EQ(heed_values(named("generic.code", 0.2), 'T', repeated({"EUR", "USD"}, 9), nullptr).semantic_class,
            "finance.currency_code");
}

TEST(ValueEvidence, tells_flags_from_counts) {
  EXPECT_EQ(heed_values(named("generic.count", 0.15), 'I', repeated({"0", "1"}, 20), nullptr).semantic_class,
            "generic.flag");
  EXPECT_FALSE(heed_values(named("generic.flag", 0.8), 'I', repeated({"0", "1", "7"}, 9), nullptr).is_sure());
  EXPECT_EQ(heed_values(named("generic.count", 0.8), 'I', repeated({"0", "1"}, 20), nullptr).semantic_class,
            "generic.count")
      << "counted, but few";
}

std::string class_of(const ValueSample& values) {
  return heed_values(named("", 0), 'T', repeated(values, 6), nullptr).semantic_class;
}

TEST(ValueForms, are_told_apart) {
  EXPECT_EQ(class_of({"https://example.com/a", "http://example.org/b?c=d"}), "internet.url");
  EXPECT_EQ(class_of({"https://example.com/a.png", "http://example.org/b.jpg?w=3"}), "internet.image_url");
  EXPECT_EQ(class_of({"0b1f9c5e-8a57-4f0e-9d5f-0123456789ab"}), "generic.uuid");
  EXPECT_EQ(class_of({"192.0.2.1", "2001:db8::1"}), "internet.ip");
  EXPECT_EQ(class_of({"02:00:5e:10:00:ff"}), "internet.mac");
  EXPECT_EQ(class_of({"DE89370400440532013000", "GB82 WEST 1234 5698 7654 32"}), "finance.iban");
  EXPECT_NE(class_of({"DE89370400440532013001"}), "finance.iban") << "the check digits";
  EXPECT_EQ(class_of({"4111 1111 1111 1111"}), "finance.credit_card");
  EXPECT_EQ(class_of({"978-3-16-148410-0"}), "book.isbn");
  EXPECT_EQ(class_of({"4006381333931"}), "commerce.barcode");
  EXPECT_EQ(class_of({"+49 30 1234567", "(212) 555-0101"}), "phone.number");
  EXPECT_EQ(class_of({"030-12345678"}), "phone.number");
  EXPECT_EQ(class_of({"2020-01-31", "31.01.2020"}), "") << "dates";
  EXPECT_EQ(class_of({"12345678"}), "") << "any number";
  EXPECT_EQ(class_of({"Europe/Berlin", "UTC"}), "address.timezone");
  EXPECT_EQ(class_of({"image/png", "text/plain"}), "file.mime");
  EXPECT_EQ(class_of({"#ff8800"}), "generic.color");
  EXPECT_EQ(class_of({"de_AT", "en-GB"}), "generic.locale");
  EXPECT_EQ(class_of({"1.2.3", "v10.0.1"}), "generic.version");
  EXPECT_EQ(class_of({"$2b$12$abcdefghijklmnopqrstuv"}), "internet.password_hash");
  EXPECT_EQ(class_of({"d41d8cd98f00b204e9800998ecf8427e"}), "generic.hash");
}

TEST(ValueForms, take_any_bytes) {
  for (const ValueForm& form : value_forms())
    for (const std::string text : {"", " ", "@", "+", "#", "/", ":", "\xff\xfe", "1", "v", "..", "eyJ", "-"})
      EXPECT_FALSE(form.fits(text, nullptr) && form.telling) << form.semantic_class << " '" << text << "'";
}

}  // namespace
}  // namespace datagen::core
