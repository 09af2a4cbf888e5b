// src/pg/value_codec.hpp -- core::Value <-> Datum for one type
#pragma once

#include "core/base/arena.hpp"
#include "core/schema/type.hpp"
#include "pg/expression.hpp"

#include <memory>
#include <string>
#include <vector>

namespace datagen::pg {

/// Converts values of one base type. Values of a domain are values of its base type: the server applies the domain.
/// A Text value of a type that is not a text goes through the type's input function, so every type can be made.
class ValueCodec {
 public:
  /// Looks up what the type needs. `pool` resolves Stored values and must outlive the codec.
  ValueCodec(core::TypePtr type, ExpressionPool& pool);

  /// Allocates in CurrentMemoryContext and may ereport: call it only inside pg::call.
  Datum encode(const core::Value& value) const noexcept;

  /// The core's view of a non-NULL datum; text is copied into `arena`. Types without an exact representation come as
  /// Text by their output function. Throws PgError.
  core::Value decode(Datum datum, core::Arena& arena) const;
  /// A double of a column of type double precision: a Tick where it lies on the grid, else Real.
  core::Value on_grid(double real) const;

  const core::Type& type() const { return *type_; }
  Oid oid() const { return type_->oid; }

 private:
  /// What decode() learns inside the guard.
  struct Raw {
    core::ValueKind kind;
    int64_t tick;
    const char* data;
    size_t size;
  };
  Raw read(Datum datum) const noexcept;
  Raw read_numeric(Datum datum) const noexcept;
  Raw read_float(Datum datum) const noexcept;
  Raw read_text(const char* text) const noexcept;
  Datum from_text(const char* text, size_t size) const noexcept;
  Datum encode_tick(int64_t tick) const noexcept;
  Datum encode_numeric(int64_t tick) const noexcept;
  Datum encode_interval(int64_t tick) const noexcept;
  Datum encode_member(const core::Value& value) const noexcept;
  Oid member_oid() const { return type_->domain_oid ? type_->domain_oid : type_->oid; }
  Datum encode_array(const core::Value& value) const noexcept;
  struct varlena* array_of_texts(const core::Value& list) const noexcept;
  int fill_array(const core::Value& value, int depth, int* dimensions, Datum* datums, bool* nulls,
                 int next) const noexcept;
  Datum encode_composite(const core::Value& value) const noexcept;
  Datum encode_range(const core::Value& value) const noexcept;
  Datum encode_multirange(const core::Value& value) const noexcept;

  core::TypePtr type_;
  ExpressionPool* pool_;
  core::ValueKind kind_;
  int16 length_ = 0;
  bool by_value_ = false;
  char alignment_ = 'i';
  Oid io_parameter_ = InvalidOid;
  FmgrInfo input_;
  FmgrInfo output_;
  double float_unit_ = 1;
  int64_t numeric_unit_ = 1;
  TypeCacheEntry* cache_ = nullptr;                 // range, multirange
  TupleDesc descriptor_ = nullptr;                  // composite; a copy, for the cache may drop its own
  std::vector<std::unique_ptr<ValueCodec>> parts_;  // element, attributes or subtype
  std::vector<int> attribute_positions_;            // composite: attribute number - 1 of each field
  std::vector<Datum> labels_;                       // enum
  mutable void* domain_check_ = nullptr;            // what domain_check() keeps from one member to the next
};

}  // namespace datagen::pg
