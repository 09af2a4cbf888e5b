// src/pg/generator_call.cpp -- which calls can be prepared, and the constants they are prepared with
#include "pg/generator_call.hpp"

#include <cstring>
#include <map>

// clang-format off
extern "C" {
#include "access/htup_details.h"
#include "catalog/dependency.h"
#include "catalog/objectaccess.h"
#include "catalog/pg_language.h"
#include "catalog/pg_proc.h"
#include "commands/extension.h"
#include "utils/acl.h"
#include "utils/syscache.h"
}
// clang-format on

namespace datagen::pg {
namespace {

constexpr size_t kLongestSymbol = 63;

std::map<std::string, GeneratorCallMaker, std::less<>>& makers() {
  using Makers = std::map<std::string, GeneratorCallMaker, std::less<>>;
  static auto* const kMakers = std::make_unique<Makers>().release();
  return *kMakers;
}

/// A C function of the extension, by its symbol and its SQL name; empty for any other function.
struct Found {
  char symbol[kLongestSymbol + 1];
  char name[NAMEDATALEN];
};

/// Runs inside pg::call. A function that a hook wants to see, or that the caller may not execute, is left to the
/// function manager.
Found find_function(Oid function) {
  Found found{};
  HeapTuple tuple = SearchSysCache1(PROCOID, ObjectIdGetDatum(function));
  if (!HeapTupleIsValid(tuple)) return found;
  const auto* entry = reinterpret_cast<Form_pg_proc>(GETSTRUCT(tuple));
  bool is_null = false;
  const Datum source = SysCacheGetAttr(PROCOID, tuple, Anum_pg_proc_prosrc, &is_null);
  const bool plain = entry->prolang == ClanguageId && !entry->prosecdef && !is_null &&
                     heap_attisnull(tuple, Anum_pg_proc_proconfig, nullptr);
  if (plain && object_access_hook == nullptr &&
      getExtensionOfObject(ProcedureRelationId, function) == get_extension_oid("datagen", true) &&
      pg_proc_aclcheck(function, GetUserId(), ACL_EXECUTE) == ACLCHECK_OK && !FmgrHookIsNeeded(function)) {
    strlcpy(found.symbol, TextDatumGetCString(source), sizeof found.symbol);
    strlcpy(found.name, NameStr(entry->proname), sizeof found.name);
  }
  ReleaseSysCache(tuple);
  return found;
}

}  // namespace

void offer_generator_call(const char* symbol, GeneratorCallMaker maker) { makers()[symbol] = maker; }

GeneratorCallPlan plan_generator_call(const FuncExpr* function) {
  GeneratorCallPlan plan;
  for (int i = 0; i < list_length(function->args); ++i)
    if (!IsA(list_nth(function->args, i), Const)) return plan;
  const Found found = call([&]() noexcept { return find_function(function->funcid); });
  const auto maker = makers().find(std::string_view(found.symbol));
  if (maker == makers().end()) return plan;
  plan.maker = maker->second;
  plan.call = function;
  plan.name = found.name;
  return plan;
}

std::unique_ptr<GeneratorCall> prepare_generator_call(const GeneratorCallPlan& plan) {
  const List* constants = plan.call->args;
  const FunctionCallInfo info = call([&]() noexcept {
    const int count = list_length(constants);
    auto* fresh = static_cast<FunctionCallInfo>(palloc0(SizeForFunctionCallInfo(static_cast<size_t>(count))));
    fresh->nargs = static_cast<short>(count);
    for (int i = 0; i < count; ++i) {
      const Const* constant = list_nth_node(Const, constants, i);
      fresh->args[i].value = constant->constvalue;
      fresh->args[i].isnull = constant->constisnull;
    }
    return fresh;
  });
  return plan.maker(Arguments(info), plan.name);
}

}  // namespace datagen::pg
