// src/pg/constructed_values.cpp -- constants as ingredients, functions that return the type as recipes
#include "pg/constructed_values.hpp"

#include "pg/guard.hpp"
#include "pg/predicate_nodes.hpp"
#include "pg/query.hpp"

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <map>

// clang-format off
extern "C" {
#include "access/transam.h"
#include "catalog/pg_type.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
}
// clang-format on

namespace datagen::pg {
namespace {

constexpr int kMostConstants = 32;
constexpr size_t kMostValues = 300;
/// Arguments of one type that are tried; of two arguments every pair is.
constexpr size_t kMostIngredients = 8;
constexpr int64_t kLongestArray = 16;
/// Values that are ingredients in their turn, where the constants alone make fewer than so many.
constexpr size_t kComposed = 6;
constexpr size_t kFewValues = 60;

struct Constants {
  const Const* found[kMostConstants];
  int count = 0;
};

bool collect_constants(Node* node, void* context) {
  if (node == nullptr) return false;
  Constants* constants = static_cast<Constants*>(context);
  if (IsA(node, Const) && !reinterpret_cast<Const*>(node)->constisnull && constants->count < kMostConstants)
    constants->found[constants->count++] = reinterpret_cast<const Const*>(node);
  return walk_children(node, collect_constants, context);
}

std::string text_of(const Const* constant) {
  return call([&]() noexcept {
    Oid output;
    bool is_varlena;
    getTypeOutputInfo(constant->consttype, &output, &is_varlena);
    return OidOutputFunctionCall(output, constant->constvalue);
  });
}

/// Arguments by type, as SQL expressions.
using Ingredients = std::map<Oid, std::vector<std::string>>;

void add_expression(Ingredients& ingredients, Oid type, const std::string& expression) {
  std::vector<std::string>& known = ingredients[type];
  for (const std::string& other : known)
    if (other == expression) return;
  if (known.size() < kMostIngredients) known.push_back(expression);
}

void add(Ingredients& ingredients, Oid type, const std::string& text) {
  add_expression(ingredients, type, quoted_literal(text) + "::" + type_name(type));
}

/// What lies just before and after a number or moment: the ends of a range around it.
void add_neighbours(Ingredients& ingredients, Oid type, const std::string& text) {
  const bool moment = type == TIMESTAMPOID || type == TIMESTAMPTZOID;
  if (!moment && type != INT4OID && type != INT8OID && type != NUMERICOID && type != DATEOID) return;
  const std::string step = moment ? "'1 day'::pg_catalog.interval" : "1";
  for (const char* sign : {"+", "-"})
    add_expression(ingredients, type,
                   "(" + quoted_literal(text) + "::" + type_name(type) + " OPERATOR(pg_catalog." + sign +
                       ") " + step + ")");
}

std::set<std::string> words_of(const std::string& text) {
  std::set<std::string> words;
  std::string word;
  for (const char c : text + ' ') {
    if (std::isalnum(static_cast<unsigned char>(c)) || c == '_' || static_cast<unsigned char>(c) >= 0x80) {
      word += c;
    } else if (!word.empty()) {
      words.insert(word);
      word.clear();
    }
  }
  return words;
}

std::string array_of(const std::vector<std::string>& items) {
  std::string text;
  for (const std::string& item : items) text += (text.empty() ? "" : ",") + item;
  return "{" + text + "}";
}

/// `count` numbers from `first` on as an array literal.
std::string numbers(int64_t count, int64_t first = 1) {
  std::vector<std::string> items;
  for (int64_t i = 0; i < count; ++i) items.push_back(std::to_string(first + i));
  return array_of(items);
}

Ingredients ingredients_of(const std::vector<const Const*>& constants, Oid made) {
  Ingredients ingredients;
  std::vector<std::string> words;
  for (const Const* constant : constants) {
    const std::string text = text_of(constant);
    if (constant->consttype != made) add(ingredients, constant->consttype, text);
    add_neighbours(ingredients, constant->consttype, text);
    if (constant->consttype == UNKNOWNOID) add(ingredients, TEXTOID, text);
    const std::set<std::string> own = words_of(text);
    for (const std::string& word : own) {
      add(ingredients, TEXTOID, word);
      words.push_back(word);
      const int64_t number = std::strtoll(word.c_str(), nullptr, 10);
      if (number < 1 || number > kLongestArray) continue;
      add(ingredients, FLOAT8ARRAYOID, numbers(number));
      add(ingredients, INT4ARRAYOID, numbers(number));
    }
  }
  if (!words.empty()) {
    add(ingredients, TEXTARRAYOID, array_of(words));
    for (int64_t first : {1, 10, 1000})
      add(ingredients, TEXTARRAYOID, numbers(static_cast<int64_t>(words.size()), first));
  }
  for (const char* number : {"1", "2"}) {
    add(ingredients, INT4OID, number);
    add(ingredients, FLOAT8OID, number);
  }
  add(ingredients, TEXTOID, "a");
  return ingredients;
}

struct Recipe {
  std::string function;
  std::vector<Oid> arguments;
};

std::vector<Recipe> recipes_for(Oid type) {
  std::vector<Recipe> recipes;
  const std::string oid = std::to_string(type) + "::pg_catalog.oid";
  const std::string own = std::to_string(FirstNormalObjectId) + "::pg_catalog.oid";
  for_each_row(
      "SELECT pg_catalog.format('%I.%I', n.nspname, p.proname), p.proargtypes[0], p.proargtypes[1] "
      "FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) "
      "p.pronamespace "
      "WHERE p.prorettype OPERATOR(pg_catalog.=) " +
          oid +
          " AND p.provolatile OPERATOR(pg_catalog.=) 'i'::pg_catalog.\"char\" AND NOT p.proretset "
          // What applies a type modifier takes no plain number for one.
          "AND NOT EXISTS (SELECT FROM pg_catalog.pg_cast c WHERE c.castfunc OPERATOR(pg_catalog.=) p.oid "
          "AND c.castsource OPERATOR(pg_catalog.=) c.casttarget) "
          "AND p.prokind OPERATOR(pg_catalog.=) 'f'::pg_catalog.\"char\" "
          "AND p.pronargs OPERATOR(pg_catalog.>=) 1::pg_catalog.int2 AND p.pronargs OPERATOR(pg_catalog.<=) "
          "2::pg_catalog.int2 AND (p.oid OPERATOR(pg_catalog.<) " +
          own +
          " OR EXISTS (SELECT FROM pg_catalog.pg_depend f JOIN pg_catalog.pg_depend t "
          "ON t.refobjid OPERATOR(pg_catalog.=) f.refobjid WHERE "
          "f.classid OPERATOR(pg_catalog.=) 'pg_catalog.pg_proc'::pg_catalog.regclass "
          "AND f.objid OPERATOR(pg_catalog.=) p.oid AND f.deptype OPERATOR(pg_catalog.=) "
          "'e'::pg_catalog.\"char\" "
          "AND t.classid OPERATOR(pg_catalog.=) 'pg_catalog.pg_type'::pg_catalog.regclass "
          "AND t.objid OPERATOR(pg_catalog.=) " +
          oid +
          " AND t.deptype OPERATOR(pg_catalog.=) 'e'::pg_catalog.\"char\")) ORDER BY "
          "pg_catalog.format('%I.%I', n.nspname, p.proname) COLLATE \"C\", p.pronargs, p.oid",
      [&](const ResultRow& row) {
        Recipe recipe;
        recipe.function = call([&]() noexcept { return TextDatumGetCString(row.values[0]); });
        for (int i = 1; i <= 2; ++i)
          if (!row.nulls[i]) recipe.arguments.push_back(DatumGetObjectId(row.values[i]));
        recipes.push_back(std::move(recipe));
      });
  return recipes;
}

/// One call's result; nothing where it raises an error, as most arguments make it do.
void taste(const std::string& expression, std::set<std::string>& values) {
  try {
    Subtransaction attempt;
    for_each_row("SELECT (" + expression + ")::pg_catalog.text", [&](const ResultRow& row) {
      if (!row.nulls[0]) values.insert(call([&]() noexcept { return TextDatumGetCString(row.values[0]); }));
    });
    attempt.commit();
  } catch (const PgError& error) {
    // Functions that nobody calls with such arguments have nothing better to raise than an internal error.
    if (!may_be_the_values_fault(error.sqlstate())) throw;
  }
}

/// Every recipe with every choice of ingredients that it takes.
void cook(const std::vector<Recipe>& recipes, const Ingredients& ingredients, std::set<std::string>& values) {
  for (const Recipe& recipe : recipes) {
    const auto first = ingredients.find(recipe.arguments[0]);
    const auto second = recipe.arguments.size() > 1 ? ingredients.find(recipe.arguments[1]) : first;
    if (first == ingredients.end() || second == ingredients.end()) continue;
    for (const std::string& argument : first->second) {
      std::string begun = recipe.function;
      begun.append("(").append(argument);
      if (recipe.arguments.size() == 1) {
        taste(begun + ")", values);
        continue;
      }
      begun += ", ";
      for (const std::string& other : second->second) {
        if (values.size() >= kMostValues) return;
        std::string whole = begun;
        taste(whole.append(other).append(")"), values);
      }
    }
    if (values.size() >= kMostValues) return;
  }
}

}  // namespace

std::set<std::string> constructed_values(Oid type, const std::vector<Node*>& conditions) {
  Constants collected;
  for (Node* condition : conditions) call([&]() noexcept { collect_constants(condition, &collected); });
  const std::vector<const Const*> constants(collected.found, collected.found + collected.count);
  std::set<std::string> values;
  for (const Const* constant : constants)
    if (constant->consttype == type) values.insert(text_of(constant));
  // Labels and paths are words; documents have elements of the names that paths speak of.
  for (const Const* constant : constants)
    for (const std::string& word : words_of(text_of(constant)))
      values.insert(type == XMLOID ? std::string("<").append(word).append(">1</").append(word).append(">")
                                   : word);
  Ingredients ingredients = ingredients_of(constants, type);
  const std::vector<Recipe> recipes = recipes_for(type);
  cook(recipes, ingredients, values);
  if (values.size() >= kFewValues) return values;
  // Paths grow, boxes are made of points: what was made is put in once more.
  std::vector<std::string> longest(values.begin(), values.end());
  std::stable_sort(longest.begin(), longest.end(),
                   [](const std::string& a, const std::string& b) { return a.size() > b.size(); });
  if (longest.size() > kComposed) longest.resize(kComposed);
  for (const std::string& value : longest) add(ingredients, type, value);
  cook(recipes, ingredients, values);
  return values;
}

}  // namespace datagen::pg
