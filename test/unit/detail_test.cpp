// test/unit/detail_test.cpp -- forms and laws that names of columns ask for beyond their class
#include "core/infer/meaning.hpp"
#include "core/random/stream.hpp"
#include "core/realistic/details.hpp"
#include "core/realistic/entities.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace datagen::core {
namespace {

std::string detail(const std::string& relation, const char* column, char kind = 'T') {
  NamedColumn named;
  named.name = column;
  named.type_kind = kind;
  return infer_meanings(relation, std::vector<NamedColumn>{named}).at(0).detail;
}

TEST(Detail, follows_the_column_before_the_relation) {
  EXPECT_EQ(detail("orders", "status"), "order_status");
  EXPECT_EQ(detail("orders", "payment_status"), "payment_status");
  EXPECT_EQ(detail("gadgets", "status"), "status");
  EXPECT_EQ(detail("vehicles", "fuel_type"), "fuel");
  EXPECT_EQ(detail("films", "genre"), "film_genre");
  EXPECT_EQ(detail("users", "marital_status"), "");
}

TEST(Detail, tells_measures_of_bodies_from_those_of_things) {
  EXPECT_EQ(detail("patients", "height_cm", 'I'), "body_height_cm");
  EXPECT_EQ(detail("parcels", "height_cm", 'I'), "");
  EXPECT_EQ(detail("parcels", "shipping", 'N'), "shipping_cost");
  EXPECT_EQ(detail("parcels", "shipping_weight", 'N'), "");
  EXPECT_EQ(detail("visits", "heart_rate", 'I'), "heart_rate");
}

TEST(Detail, prefixes_codes_by_what_they_tell_apart) {
  EXPECT_EQ(detail("t", "invoice_no"), "=INV-");
  EXPECT_EQ(detail("t", "student_no"), "=STU-");
  EXPECT_EQ(detail("t", "mrn"), "=MRN-");
  EXPECT_EQ(detail("t", "order_number"), "") << "its class has that form";
}

TEST(Detail, common_words_have_one) {
  EXPECT_NE(find_text_detail("order_status"), nullptr);
  EXPECT_NE(find_number_detail("heart_rate"), nullptr);
  EXPECT_EQ(find_text_detail("no such"), nullptr);
  for (const char* name : {"status", "role", "priority", "payment_method", "account_type"}) {
    EXPECT_NE(find_text_detail(detail("widgets", name)), nullptr) << name;
  }
}

TEST(Detail, keeps_numbers_within_what_the_thing_can_have) {
  const NumberDetail* rate = find_number_detail("heart_rate");
  double sum = 0;
  for (uint64_t row = 0; row < 1000; ++row) {
    Stream stream(5, row);
    const double value = draw_detailed(*rate, stream);
    ASSERT_GE(value, rate->low);
    ASSERT_LE(value, rate->high);
    sum += value;
  }
  EXPECT_NEAR(sum / 1000, 74, 3);
}

TEST(Detail, counts_codes_up) {
  EXPECT_EQ(numbered_code("INV-", 8, 0), "INV-10000000");
  EXPECT_EQ(numbered_code("INV-", 8, 89999999), "INV-99999999");
  EXPECT_EQ(numbered_code("INV-", 8, 90000000), "INV-100000000");
}

TEST(Label, has_base_letters_for_marked_ones) {
  const auto label = [](const char* text) {
    std::string out;
    append_label(text, '.', out);
    return out;
  };
  EXPECT_EQ(label("Diễm Thư"), "diem.thu");
  EXPECT_EQ(label("Constanța"), "constanta");
  EXPECT_EQ(label("さくら"), "sakura");
  EXPECT_EQ(label("민준"), "minjun");
  EXPECT_EQ(label("דוד"), "dvd");
}

}  // namespace
}  // namespace datagen::core
