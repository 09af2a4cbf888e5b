// src/pg/call_site.hpp -- what an SQL function keeps between the calls from one place of a query
#pragma once

#include "core/base/live_object.hpp"
#include "pg/guard.hpp"

#include <memory>

namespace datagen::pg {

/// The object of type T that belongs to this place of the query, made at the first call and destroyed with the query's
/// memory. A function uses one type only.
template <class T>
T& kept_at_call_site(FunctionCallInfo fcinfo) {
  struct Kept : private core::LiveObject {
    T object;
  };
  FmgrInfo* const info = fcinfo->flinfo;
  if (!info->fn_extra) {
    auto fresh = std::make_unique<Kept>();
    call([&]() noexcept {
      auto* callback = static_cast<MemoryContextCallback*>(
          MemoryContextAlloc(info->fn_mcxt, sizeof(MemoryContextCallback)));
      callback->func = [](void* kept) { delete static_cast<Kept*>(kept); };
      callback->arg = fresh.get();
      MemoryContextRegisterResetCallback(info->fn_mcxt, callback);
    });
    info->fn_extra = fresh.release();
  }
  return static_cast<Kept*>(info->fn_extra)->object;
}

}  // namespace datagen::pg
