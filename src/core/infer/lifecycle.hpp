// src/core/infer/lifecycle.hpp -- the stages that things go through, as statuses and times name them
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace datagen::core {

/// A stage of an order, a payment, a ticket, a post: what a status says, and what a time is the time of.
struct Stage {
  /// Where it stands among the stages that follow each other; of an exit: the last stage that is certain to have been
  /// reached before (a refund follows a payment).
  int rank = 0;
  /// Empty on the way; else the exit it is (cancelled, rejected, …).
  std::string_view exit;
  bool is_exit() const { return !exit.empty(); }
};

/// Stages from here on are events of their own; those before are only other words for "made".
constexpr int kFirstEvent = 5;

/// The stage that a status names ("in_transit", "Awaiting payment", "storniert"); null: unknown.
const Stage* stage_of_status(std::string_view status);

/// The stage that a column of times or truth values names: shipped_at, orderDate, is_paid. Null where the name says
/// anything else besides (expected_delivery_date).
const Stage* stage_of_column(std::string_view name);

/// The words of the name of a time or a truth value that say what it is of: email verified of is_email_verified and of
/// email_verified_at.
std::string without_fillers(std::string_view name);

/// Whether a thing with the status has been through the stage. What the status does not say has not happened.
bool implies(const Stage* status, const Stage& stage);

}  // namespace datagen::core
