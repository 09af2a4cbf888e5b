// test/unit/coherence_numbers_test.cpp -- numbers that bound each other, that times tell, and that taxes and measures make
#include "coherence_fixture.hpp"

namespace datagen::core {
namespace {

using namespace fixture;

TEST(CoherenceBounds, keeps_the_least_below_the_most) {
  const Model group("age_group", {column("min_age"), column("max_age"), column("salary_min", money()),
                                  column("salary_max", money())});
  EXPECT_EQ(group.reasons("max_age"), "not less than min_age");
  EXPECT_EQ(group.reasons("salary_max"), "not less than salary_min");
  EXPECT_EQ(group.reasons("min_age"), "");
  const Model result("result", {column("score"), column("max_score")});
  EXPECT_EQ(result.reasons("score"), "not more than max_score");
}

TEST(CoherenceBounds, puts_prices_in_their_order) {
  const Model article("article", {column("cost", money()), column("sale_price", money()),
                                  column("price", money()), column("list_price", money())});
  EXPECT_EQ(article.reasons("cost"), "not more than sale_price");
  EXPECT_EQ(article.reasons("sale_price"), "not more than price");
  EXPECT_EQ(article.reasons("price"), "not more than list_price");
  EXPECT_EQ(article.reasons("list_price"), "");
  // What the sending costs has nothing to do with the price.
  const Model other("article", {column("shipping_cost", money()), column("price", money())});
  EXPECT_EQ(other.reasons("shipping_cost"), "");
}

TEST(CoherenceBounds, takes_no_more_than_there_is) {
  const Model level("stock_level", {column("reserved"), column("stock")});
  EXPECT_EQ(level.reasons("reserved"), "not more than stock");
  const Model concert("concert", {column("capacity"), column("tickets_sold"), column("tickets_left")});
  EXPECT_EQ(concert.reasons("tickets_sold"), "not more than capacity");
  EXPECT_EQ(concert.reasons("tickets_left"), "is capacity - tickets_sold");
  const Model line("line", {column("quantity"), column("quantity_shipped")});
  EXPECT_EQ(line.reasons("quantity_shipped"), "not more than quantity");
}

TEST(CoherenceSpans, tells_ages_and_nights_from_times) {
  const Model person("person", {column("birth_date", date()), column("age")});
  EXPECT_EQ(person.reasons("age"), "years since birth_date");
  const Model stay("stay", {column("check_in", date()), column("check_out", date()), column("nights"),
                            column("price_per_night", money()), column("total_price", money())});
  EXPECT_EQ(stay.reasons("nights"), "from check_in to check_out");
  EXPECT_EQ(stay.reasons("total_price"), "is nights * price_per_night");
}

TEST(CoherenceAmounts, knows_amounts_with_and_without_tax) {
  const Model plain("price", {column("amount", money()), column("vat_percent", money(9999)),
                              column("amount_incl_vat", money())});
  EXPECT_EQ(plain.reasons("amount_incl_vat"), "is amount plus percent vat_percent");
  const Model net("price", {column("net_amount", money()), column("vat_rate", money(9999)),
                            column("total_incl_tax", money())});
  EXPECT_EQ(net.reasons("total_incl_tax"), "is net_amount plus percent vat_rate");
  const Model both("price", {column("amount_excl_tax", money()), column("vat_rate", money(9999)),
                             column("tax", money()), column("amount_with_tax", money())});
  EXPECT_EQ(both.reasons("tax"), "a share of amount_excl_tax at vat_rate");
  EXPECT_EQ(both.reasons("amount_with_tax"), "is amount_excl_tax + tax");
}

TEST(CoherenceAmounts, multiplies_what_is_paid_by_measure) {
  const Model work("timesheet",
                   {column("hours", money(99999)), column("hourly_rate", money()), column("total", money())});
  EXPECT_EQ(work.reasons("total"), "is hours * hourly_rate");
  const Model hire("hire", {column("days"), column("rate", money()), column("total", money())});
  EXPECT_EQ(hire.reasons("total"), "is days * rate");
}

TEST(CoherenceParents, copies_what_is_called_after_the_parent) {
  const TypePtr text = type_of(TypeClass::Text, "text");
  Model product("pr", {column("id"), column("name", text), column("sku", text), column("quantity")});
  Model item("it", {column("product_id"), column("product_name", text), column("sku", text),
                    column("name", text), column("product_quantity")});
  item.relation.foreign_keys = {foreign_key("p", {0}, 2, {0})};
  const std::vector<ImpliedParent> parents = {{&product.relation, &product.meanings}};
  EXPECT_EQ(item.reasons("product_name", parents), "that of pr.name");
  EXPECT_EQ(item.reasons("sku", parents), "that of pr.sku");
  EXPECT_EQ(item.reasons("name", parents), "");
  EXPECT_EQ(item.reasons("product_quantity", parents), "");
}

TEST(RowCoherence, adds_taxes_in_percent) {
  Model model("price", {column("amount", money()), column("vat_percent", money(9999)),
                        column("amount_incl_vat", money())});
  EXPECT_EQ(Applied(model).row({tick(103500), tick(1000), tick(1)})[2].tick, 113850);
}

TEST(RowCoherence, bounds_numbers_by_others) {
  Model group("age_group", {column("min_age"), column("max_age")});
  for (uint64_t ordinal = 0; ordinal < 20; ++ordinal) {
    const int64_t most = Applied(group).row({tick(30), tick(18)}, ordinal)[1].tick;
    EXPECT_GE(most, 30);
    EXPECT_LE(most, 42);
  }
  EXPECT_EQ(Applied(group).row({tick(30), tick(31)})[1].tick, 31);
  Model level("stock_level", {column("reserved"), column("stock")});
  const int64_t reserved = Applied(level).row({tick(790), tick(20)})[0].tick;
  EXPECT_GE(reserved, 0);
  EXPECT_LE(reserved, 20);
  EXPECT_TRUE(Applied(level).row({Value::null(), tick(20)})[0].is_null());
}

TEST(RowCoherence, counts_years_and_nights) {
  Model person("person", {column("birth_date", date()), column("age")});
  Applied applied(person);
  applied.task_.settings.as_of = 366 * kDay;                     // 2001-01-01
  EXPECT_EQ(applied.row({tick(-366), tick(1)})[1].tick, 2);      // 1998-12-31
  EXPECT_EQ(applied.row({tick(-365 * 2), tick(1)})[1].tick, 3);  // 1998-01-01
  Model stay("stay", {column("check_in", date()), column("check_out", date()), column("nights")});
  const auto row = Applied(stay).row({tick(7000), tick(8999), tick(0)});
  EXPECT_GT(row[2].tick, 0);
  EXPECT_LT(row[2].tick, 60);
  EXPECT_EQ(row[2].tick, row[1].tick - row[0].tick);
}

}  // namespace
}  // namespace datagen::core
