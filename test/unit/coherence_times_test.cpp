// test/unit/coherence_times_test.cpp -- leavings, deadlines, flags and stages by what goes through them
#include "coherence_fixture.hpp"

namespace datagen::core {
namespace {

using namespace fixture;

TEST(Coherence, lets_rows_above_begin_earlier) {
  const TypePtr number = type_of(TypeClass::Integer, "int4");
  Model model("employee", {column("id", number), column("manager_id", number, false),
                           column("birth_date", date()), column("hire_date", date())});
  EXPECT_EQ(model.reasons("hire_date"), "not before birth_date");
  ForeignKey self;
  self.parent = model.relation.id;
  self.columns = {1};
  model.relation.foreign_keys.push_back(self);
  EXPECT_EQ(model.reasons("hire_date"), "not before that of the row above it");
  EXPECT_EQ(model.reasons("birth_date"), "before hire_date");
  Applied applied(model);
  applied.task_.count = 1000;
  int64_t before = 0;
  for (uint64_t ordinal = 0; ordinal < 1000; ++ordinal) {
    const int64_t drawn = 8990 - static_cast<int64_t>(ordinal * 7919 % 1800);
    const auto row = applied.row({tick(1), Value::null(), tick(2300), tick(drawn)}, ordinal);
    EXPECT_GE(row[3].tick, before - 6) << "but for the weekdays, the later the later";
    EXPECT_EQ((row[3].tick - drawn) % 7, 0);
    EXPECT_LE(row[3].tick, 9000);
    EXPECT_GE(row[3].tick - row[2].tick, 18 * 365);
    before = std::max(before, row[3].tick);
  }
  EXPECT_GT(before, 8900);
}

TEST(CoherenceTimes, few_have_left) {
  const Model staff("employee", {column("hire_date", date()), column("termination_date", date(), false),
                                 column("is_active", boolean_type())});
  EXPECT_EQ(staff.reasons("termination_date"), "mostly NULL, as few rows come to that; not before hire_date");
  EXPECT_EQ(staff.reasons("is_active"), "true unless termination_date is set");
  for (const char* name : {"left_on", "austrittsdatum", "resignation_date", "date_of_death", "locked_until",
                           "deactivated_at", "retired_on"}) {
    const Model model("employee", {column("hire_date", date()), column(name, date(), false)});
    EXPECT_EQ(model.reasons(name).substr(0, 11), "mostly NULL") << name;
  }
  // A ticket is closed in the end, an account seldom.
  const Model account("account", {column("opened_at", date()), column("closed_at", date(), false)});
  EXPECT_EQ(account.reasons("closed_at"), "mostly NULL, as few rows come to that; not before opened_at");
  const Model ticket("ticket", {column("opened_at", date()), column("closed_at", date(), false)});
  EXPECT_EQ(ticket.reasons("closed_at"), "not before opened_at");
  // What is paid until then is not mostly unpaid.
  const Model plan("plan", {column("paid_until", date(), false)});
  EXPECT_EQ(plan.reasons("paid_until"), "");
}

TEST(CoherenceTimes, what_has_ended_is_not_current) {
  const Model post("assignment", {column("start_date", date()), column("end_date", date(), false),
                                  column("is_current", boolean_type())});
  EXPECT_EQ(post.reasons("end_date"), "NULL in most rows, as these are current; not before start_date");
  EXPECT_EQ(post.reasons("is_current"), "true unless end_date is set");
  const Model staff("employee",
                    {column("status", state_type({"active", "on_leave", "terminated"})),
                     column("termination_date", date(), false), column("is_active", boolean_type())});
  EXPECT_EQ(staff.reasons("termination_date"), "is there when status says so");
  EXPECT_EQ(staff.reasons("is_active"), "true when status says so; false where termination_date is set");
  for (const ImpliedRule& rule : staff.rules())
    if (rule.kind == ImpliedKind::Stage)
      EXPECT_EQ(rule.implied, rule.column == 1 ? (std::vector<char>{0, 0, 1}) : (std::vector<char>{1, 1, 0}));
}

TEST(CoherenceTimes, sets_flags_beside_their_times) {
  const Model user("app_user", {column("email_verified", boolean_type()),
                                column("email_verified_at", timestamp(), false)});
  EXPECT_EQ(user.reasons("email_verified"), "true where email_verified_at is set");
  const Model house("house", {column("sold", boolean_type()), column("sold_at", timestamp(), false)});
  EXPECT_EQ(house.reasons("sold"), "true where sold_at is set");
  const Model mail("message", {column("sent_at", timestamp(), false), column("read_at", timestamp(), false),
                               column("is_read", boolean_type())});
  EXPECT_EQ(mail.reasons("read_at"), "NULL where an earlier step is; not before sent_at");
  EXPECT_EQ(mail.reasons("is_read"), "true where read_at is set");
}

TEST(CoherenceTimes, orders_deadlines_trials_and_first_and_last) {
  const Model bill("bill", {column("invoice_date", date()), column("due_date", date()),
                            column("period_start", date()), column("period_end", date())});
  EXPECT_EQ(bill.reasons("due_date"), "not before invoice_date");
  EXPECT_EQ(bill.reasons("period_end"), "not before period_start");
  const Model trial("trial",
                    {column("started_at", timestamp()), column("trial_ends_at", timestamp(), false)});
  EXPECT_EQ(trial.reasons("trial_ends_at"), "not before started_at");
  const Model device("device", {column("first_seen", timestamp()), column("last_seen", timestamp())});
  EXPECT_EQ(device.reasons("last_seen"), "not before first_seen");
}

TEST(CoherenceTimes, reads_stages_by_what_goes_through_them) {
  const auto implied = [](const Model& model, int column) {
    for (const ImpliedRule& rule : model.rules())
      if (rule.kind == ImpliedKind::Stage && rule.column == column) return rule.implied;
    return std::vector<char>();
  };
  const Model bill("inv", {column("status", state_type({"draft", "sent", "paid", "overdue"})),
                           column("paid_at", timestamp(), false), column("sent_at", timestamp(), false)});
  EXPECT_EQ(implied(bill, 1), (std::vector<char>{0, 0, 1, 0}));
  EXPECT_EQ(implied(bill, 2), (std::vector<char>{0, 1, 1, 1}));
  const Model order("orders",
                    {column("status", state_type({"paid", "sent"})), column("paid_at", timestamp(), false)});
  EXPECT_EQ(implied(order, 1), (std::vector<char>{1, 1}));
  const Model visit("visit",
                    {column("admitted_at", timestamp(), false), column("discharged_at", timestamp(), false),
                     column("status", state_type({"admitted", "discharged", "cancelled"}))});
  EXPECT_EQ(implied(visit, 0), (std::vector<char>{1, 1, 0}));
  EXPECT_EQ(implied(visit, 1), (std::vector<char>{0, 1, 0}));
  const Model stay("stay",
                   {column("checked_in_at", timestamp(), false), column("checked_out_at", timestamp(), false),
                    column("state", state_type({"booked", "checked_in", "checked_out", "no_show"}))});
  EXPECT_EQ(implied(stay, 0), (std::vector<char>{0, 1, 1, 0}));
  EXPECT_EQ(implied(stay, 1), (std::vector<char>{0, 0, 1, 0}));
}

TEST(RowCoherence, tells_flags_by_all_times) {
  Model model("employee", {column("termination_date", date(), false), column("locked_until", date(), false),
                           column("is_active", boolean_type())});
  Applied applied(model);
  applied.task_.settings.null_share = 0;  // times stay as they are
  EXPECT_EQ(applied.row({Value::null(), Value::null(), tick(0)})[2].tick, 1);
  EXPECT_EQ(applied.row({tick(8000), Value::null(), tick(1)})[2].tick, 0);
  EXPECT_EQ(applied.row({Value::null(), tick(8000), tick(1)})[2].tick, 0);
}

TEST(RowCoherence, gives_terms_of_payment) {
  Model model("bill", {column("invoice_date", date()), column("due_date", date())});
  Applied applied(model);
  for (uint64_t ordinal = 0; ordinal < 50; ++ordinal) {
    const int64_t due = applied.row({tick(7000), tick(1)}, ordinal)[1].tick;
    EXPECT_GE(due, 7007);
    EXPECT_LE(due, 7060);
  }
}

}  // namespace
}  // namespace datagen::core
