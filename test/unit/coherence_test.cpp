// test/unit/coherence_test.cpp -- which rules names and types imply, and what they make of a row
#include "coherence_fixture.hpp"

#include <algorithm>
#include <set>

namespace datagen::core {
namespace {

using namespace fixture;

TEST(Lifecycle, reads_statuses_and_names_of_columns) {
  ASSERT_TRUE(stage_of_column("shippedAt"));
  EXPECT_EQ(stage_of_column("shippedAt")->rank, stage_of_status("in_transit")->rank);
  EXPECT_FALSE(stage_of_column("expected_delivery_date"));
  EXPECT_FALSE(stage_of_column("start_date"));
  ASSERT_TRUE(stage_of_column("Bestelldatum"));
  EXPECT_LT(stage_of_column("Bestelldatum")->rank, stage_of_column("lieferdatum")->rank);
  EXPECT_FALSE(stage_of_status("purple"));
  EXPECT_EQ(stage_of_status("Awaiting payment")->rank, 0);
  EXPECT_EQ(stage_of_status(""), nullptr);
  const Stage paid = *stage_of_column("paid_at");
  EXPECT_TRUE(implies(stage_of_status("delivered"), paid));
  EXPECT_TRUE(implies(stage_of_status("refunded"), paid));
  EXPECT_FALSE(implies(stage_of_status("cancelled"), paid));
  EXPECT_FALSE(implies(stage_of_status("pending"), paid));
  EXPECT_FALSE(implies(nullptr, paid));
  EXPECT_TRUE(implies(stage_of_status("storniert"), *stage_of_column("cancelled_at")));
  EXPECT_FALSE(implies(stage_of_status("delivered"), *stage_of_column("cancelled_at")));
}

TEST(Coherence, orders_the_times_of_a_row) {
  const Model model("orders",
                    {column("created_at", timestamp()), column("updated_at", timestamp()),
                     column("deleted_at", timestamp(), false), column("paid_at", timestamp(), false),
                     column("shipped_at", timestamp(), false), column("note_date", date())});
  EXPECT_EQ(model.reasons("created_at"), "");
  EXPECT_EQ(model.reasons("updated_at"), "not before created_at, paid_at, shipped_at");
  EXPECT_EQ(model.reasons("shipped_at"), "NULL where an earlier step is; not before created_at, paid_at");
  EXPECT_EQ(model.reasons("deleted_at"),
            "mostly NULL, as few rows come to that; not before created_at, paid_at, shipped_at, updated_at");
  EXPECT_EQ(model.reasons("note_date"), "");
}

TEST(Coherence, pairs_beginnings_with_their_ends) {
  const Model model("contract", {column("trial_start", date()), column("trial_end", date()),
                                 column("valid_from", date()), column("valid_to", date())});
  EXPECT_EQ(model.reasons("trial_end"), "not before trial_start");
  EXPECT_EQ(model.reasons("valid_to"), "not before valid_from");
  EXPECT_EQ(model.reasons("valid_from"), "");
}

TEST(Coherence, holds_times_and_flags_against_the_status) {
  const Model model(
      "payment",
      {column("status", state_type({"pending", "paid", "refunded"})), column("paid_at", timestamp(), false),
       column("refunded_at", timestamp(), false), column("is_paid", fixture::boolean_type())});
  EXPECT_EQ(model.reasons("paid_at"), "is there when status says so");
  EXPECT_EQ(model.reasons("is_paid"), "true where paid_at is set");
  for (const ImpliedRule& rule : model.rules())
    if (rule.kind == ImpliedKind::Stage && rule.column == 1)
      EXPECT_EQ(rule.implied, (std::vector<char>{0, 1, 1}));
  // Two statuses that say nothing known are no lifecycle.
  const Model other(
      "paint", {column("status", state_type({"matt", "glossy"})), column("paid_at", timestamp(), false)});
  EXPECT_EQ(other.reasons("paid_at"), "");
}

TEST(Coherence, knows_totals_of_quantity_and_price) {
  const Model line("order_item", {column("quantity"), column("unit_price", money()),
                                  column("discount_percent", money(99999)), column("line_total", money())});
  EXPECT_EQ(line.reasons("line_total"), "is quantity * unit_price less percent discount_percent");
  const Model invoice("invoice", {column("net_amount", money()), column("tax_amount", money()),
                                  column("tax_rate", money(9999)), column("gross_amount", money())});
  EXPECT_EQ(invoice.reasons("gross_amount"), "is net_amount + tax_amount");
  EXPECT_EQ(invoice.reasons("tax_amount"), "a share of net_amount at tax_rate");
  // A tax of which the name says no more is money where the type has room for it.
  const Model bare("invoice", {column("net", money()), column("vat", money()), column("gross", money())});
  EXPECT_EQ(bare.reasons("gross"), "is net + vat");
  // A product in stock has no total to be told.
  const Model product("product",
                      {column("price", money()), column("stock_quantity"), column("weight", money())});
  EXPECT_TRUE(product.rules().empty());
  // What is paid or due of a total follows from payments.
  const Model bill(
      "bill", {column("total", money()), column("amount_paid", money()), column("balance_due", money())});
  EXPECT_TRUE(bill.rules().empty());
}

TEST(Coherence, follows_parents) {
  Model product("product", {column("id"), column("price", money()), column("created_at", timestamp())});
  Model customer("customer", {column("id"), column("currency", type_of(TypeClass::Text, "text")),
                              column("created_at", timestamp())});
  Model item("item", {column("product_id"), column("customer_id"), column("quantity"),
                      column("unit_price", money()), column("currency", type_of(TypeClass::Text, "text")),
                      column("sold_on", date()), column("total", money())});
  item.relation.foreign_keys = {fixture::foreign_key("p", {0}, 2, {0}),
                                fixture::foreign_key("c", {1}, 3, {0})};
  const std::vector<ImpliedParent> parents = {{&product.relation, &product.meanings},
                                              {&customer.relation, &customer.meanings}};
  EXPECT_EQ(item.reasons("unit_price", parents), "that of product.price");
  EXPECT_EQ(item.reasons("currency", parents), "that of customer.currency");
  EXPECT_EQ(item.reasons("sold_on", parents), "not before customer.created_at, product.created_at");
  EXPECT_EQ(item.reasons("unit_price"), "");
  // The price is known before the total that it makes.
  const auto rules = item.rules(parents);
  const auto place = [&](int c) {
    return std::find_if(rules.begin(), rules.end(),
                        [&](const ImpliedRule& rule) { return rule.column == c; });
  };
  EXPECT_LT(place(3), place(6));
}

TEST(RowCoherence, computes_products_as_numeric_does) {
  Model model("item", {column("quantity"), column("unit_price", money()),
                       column("discount_percent", money(99999)), column("total", money())});
  Applied applied(model);
  EXPECT_EQ(applied.row({tick(3), tick(1999), tick(0), tick(1)})[3].tick, 5997);
  // 3 * 0.35 * 0.90 = 0.945
  EXPECT_EQ(applied.row({tick(3), tick(35), tick(1000), tick(1)})[3].tick, 95);
  EXPECT_EQ(applied.row({tick(3), tick(35), Value::null(), tick(1)})[3].tick, 105);
  // What the type cannot hold stays as it was.
  EXPECT_EQ(applied.row({tick(INT32_MAX), tick(99999999999), tick(0), tick(1)})[3].tick, 1);
  EXPECT_EQ(applied.row({tick(3), tick(35), tick(99999), tick(1)})[3].tick, 1);
}

TEST(RowCoherence, moves_times_only_where_they_are_too_early) {
  Model model("visit", {column("created_at", timestamp()), column("updated_at", timestamp())});
  Applied applied(model);
  const int64_t made = 8990 * kDay;
  EXPECT_EQ(applied.row({tick(made), tick(8995 * kDay)})[1].tick, 8995 * kDay);
  std::set<int64_t> seen;
  for (uint64_t ordinal = 0; ordinal < 50; ++ordinal) {
    const int64_t moved = applied.row({tick(made), tick(1)}, ordinal)[1].tick;
    EXPECT_GE(moved, made);
    EXPECT_LE(moved, 9000 * kDay);
    seen.insert(moved);
  }
  EXPECT_GT(seen.size(), 40U);
  EXPECT_EQ(applied.row({tick(made), tick(1)}, 7)[1].tick, applied.row({tick(made), tick(1)}, 7)[1].tick);
  EXPECT_TRUE(applied.row({tick(made), Value::null()})[1].is_null());
  // Infinity is no bound.
  EXPECT_EQ(applied.row({tick(INT64_MAX), tick(5)})[1].tick, 5);
}

TEST(RowCoherence, leaves_to_others_what_they_decide) {
  Model model("visit", {column("created_at", timestamp()), column("updated_at", timestamp()),
                        column("deleted_at", timestamp(), false)});
  Applied applied(model);
  EXPECT_EQ(implied_rules_in_force(applied.task_, applied.plans_).size(), 3U);
  applied.task_.rules[1] = {};
  EXPECT_EQ(implied_rules_in_force(applied.task_, applied.plans_).size(), 2U);
  applied.task_.settings.null_share = 0;
  EXPECT_EQ(implied_rules_in_force(applied.task_, applied.plans_).size(), 1U);
  model.relation.keys = {fixture::unique_key("u", {2})};
  EXPECT_TRUE(implied_rules_in_force(applied.task_, applied.plans_).empty());
  // A domain that does not admit what follows.
  model.relation.keys.clear();
  applied.task_.rules.clear();
  applied.task_.analysis.base[1].ticks = TickSet(0, 10);
  EXPECT_EQ(applied.row({tick(8990 * kDay), tick(7), Value::null()})[1].tick, 7);
}

}  // namespace
}  // namespace datagen::core
