// src/pg/failure.cpp -- copying errors out of the server and raising them again
#include "pg/failure.hpp"

#include "pg/error_map.hpp"
#include "pg/query.hpp"

namespace datagen::pg {
namespace {

std::string text_or_empty(const char* text) { return text ? text : ""; }

}  // namespace

Failure::Failure(const PgError& error) : sqlstate_(error.sqlstate()) {
  const ErrorData& data = error.data();
  texts_ = {text_or_empty(data.message),      text_or_empty(data.detail),
            text_or_empty(data.hint),         text_or_empty(data.context),
            text_or_empty(data.schema_name),  text_or_empty(data.table_name),
            text_or_empty(data.column_name),  text_or_empty(data.constraint_name),
            text_or_empty(data.datatype_name)};
}

Failure::Failure(const core::Error& error) : sqlstate_(sqlstate_of(error.code())) {
  const core::ErrorFields& fields = error.fields();
  texts_ = {error.message(), error.detail(),    error.hint(),   "", fields.schema, fields.table,
            fields.column,   fields.constraint, fields.datatype};
  for (std::string& text : texts_) text = in_server_encoding(text);
}

void Failure::raise() const {
  const auto text = [&](size_t i) { return texts_[i].empty() ? nullptr : texts_[i].c_str(); };
  const char* detail = text(1);
  const char* hint = text(2);
  const char* context = text(3);
  const char* fields[] = {text(4), text(5), text(6), text(7), text(8)};
  const char* message = texts_[0].c_str();
  const char* function = __func__;
  call([&]() noexcept {
    constexpr int kFields[] = {PG_DIAG_SCHEMA_NAME, PG_DIAG_TABLE_NAME, PG_DIAG_COLUMN_NAME,
                               PG_DIAG_CONSTRAINT_NAME, PG_DIAG_DATATYPE_NAME};
    errstart(ERROR, TEXTDOMAIN);
    errcode(sqlstate_);
    errmsg_internal("%s", message);
    if (detail) errdetail_internal("%s", detail);
    if (hint) errhint("%s", hint);
    if (context) errcontext_msg("%s", context);
    for (size_t i = 0; i < lengthof(kFields); ++i)
      if (fields[i]) err_generic_string(kFields[i], fields[i]);
    errfinish(__FILE__, __LINE__, function);
  });
  throw core::Error(core::ErrorCode::Internal, "an error was not raised");
}

}  // namespace datagen::pg
