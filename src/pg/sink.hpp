// src/pg/sink.hpp -- the way rows enter a relation
#pragma once

#include "core/schema/relation.hpp"
#include "pg/value_codec.hpp"

#include <memory>
#include <vector>

namespace datagen::pg {

/// The codecs of a relation's columns, by column index.
class RowCodec {
 public:
  RowCodec(const core::Relation& relation, ExpressionPool& pool);
  const ValueCodec& column(int index) const { return *columns_[static_cast<size_t>(index)]; }
  size_t width() const { return columns_.size(); }

 private:
  std::vector<std::unique_ptr<ValueCodec>> columns_;
};

/// Receives rows of one relation in order. Whatever the executor would check or fire for an INSERT happens.
class Sink {
 public:
  virtual ~Sink() = default;
  /// Takes rows, one after the other, each an array of values by column. The values are copied or inserted before it
  /// returns.
  virtual void put(const core::Value* rows, uint64_t count) = 0;
  /// Inserts what is buffered; returns how many rows entered the relation since the last call.
  virtual uint64_t flush() = 0;
  /// Does what is done once for all rows, after the last flush() and in the same (sub)transaction as all of them.
  virtual void finish() {}
};

}  // namespace datagen::pg
