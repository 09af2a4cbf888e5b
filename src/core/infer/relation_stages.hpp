// src/core/infer/relation_stages.hpp -- what the words for stages mean in one relation
#pragma once

#include "core/infer/lifecycle.hpp"
#include "core/schema/relation.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace datagen::core {

/// A parcel is sent when it is paid, an invoice before; a ticket is closed when all is done, an account when its owner
/// leaves; an e-mail is opened after it was sent. What the words of lifecycle.hpp mean here is told from the relation's
/// name, its other columns and the order in which statuses are listed.
class RelationStages {
 public:
  explicit RelationStages(const Relation& relation);
  /// As stage_of_status() and stage_of_column().
  const Stage* of_status(std::string_view status) const;
  const Stage* of_column(std::string_view name) const;

 private:
  const Stage* here(const Stage* stage, std::string_view text) const;
  bool sent_before_paid(const Relation& relation, const std::vector<std::string>& table) const;

  bool issues_ = false;   ///< what is sent is a document
  bool lasts_ = false;    ///< what is closed is given up
  bool written_ = false;  ///< what is opened is read
};

/// Exits after which the thing is no more, at any time of its life.
bool is_leaving(const Stage& stage);

}  // namespace datagen::core
