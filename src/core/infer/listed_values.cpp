// src/core/infer/listed_values.cpp -- reading lists from conditions, and the vocabularies they are held against
#include "core/infer/listed_values.hpp"

#include "core/base/ascii.hpp"

#include <algorithm>
#include <sstream>

namespace datagen::core {
namespace {

struct Vocabulary {
  const char* semantic_class;
  const char* telling;  ///< in lower case, separated by blanks; _ stands for a blank within a value
  const char* besides;  ///< values that may be among them and tell nothing
};

constexpr Vocabulary kVocabularies[] = {
    {"person.gender",
     "m f w male female man woman maennlich männlich weiblich homme femme masculin féminin hombre mujer "
     "masculino femenino feminino maschio femmina",
     "x d h o u n other diverse divers nonbinary non-binary non_binary unknown unspecified none "
     "prefer_not_to_say "
     "not_specified"},
    {"person.prefix", "mr mr. mrs mrs. ms ms. miss herr frau mme mlle m. sr. sra. srta. sig. sig.ra mx mx.",
     "dr dr. prof prof. sir"},
    {"person.marital_status",
     "single married divorced widowed separated engaged ledig verheiratet geschieden verwitwet célibataire "
     "marié divorcé veuf soltero casado divorciado viudo civil_union domestic_partnership",
     "unknown other"},
    {"finance.currency_code",
     "eur usd gbp jpy chf cad aud nzd cny inr brl mxn sek nok dkk pln czk huf ron bgn try rub zar krw sgd "
     "hkd "
     "thb idr ils aed sar clp cop ars",
     ""},
    {"finance.card_type",
     "visa mastercard amex american_express discover maestro diners diners_club jcb unionpay",
     "other master"},
    {"address.country_code",
     "us gb fr es pt nl be ch se dk fi pl cz hu ro gr tr ru ua za br mx cl jp kr cn tw hk sg au nz ie usa "
     "gbr "
     "deu fra esp ita aut che nld bel",
     "de it at no in ca ar co il"},
    {"internet.http_method", "get post put patch delete head options trace connect", ""},
    {"health.blood_type", "a+ a- b+ b- ab+ ab- o+ o- 0+ 0-", ""},
    {"generic.status",
     "new open pending active inactive draft paid unpaid shipped delivered cancelled canceled closed "
     "completed done processing approved rejected archived published refunded suspended failed queued "
     "running "
     "resolved expired returned confirmed offen bezahlt storniert",
     "todo in_progress on_hold blocked unknown deleted review accepted created started finished waiting "
     "error "
     "success disabled enabled"},
};

bool holds(const char* list, const std::string& value) {
  std::istringstream words(list);
  for (std::string word; words >> word;)
    if (word == value) return true;
  return false;
}

std::string normal(std::string_view value) {
  std::string text = lower_ascii(value);
  std::replace(text.begin(), text.end(), ' ', '_');
  return text;
}

/// Appends the texts that `expr` allows the column; false when it is no list of them.
bool read_list(const Expr& expr, int column, std::vector<std::string>& values) {
  if (expr.op == Op::Or)
    return std::all_of(expr.args.begin(), expr.args.end(),
                       [&](const ExprPtr& arm) { return read_list(*arm, column, values); });
  if ((expr.op != Op::In && expr.op != Op::Eq) || expr.args.size() < 2 || expr.args[0]->op != Op::Column ||
      expr.args[0]->column != column)
    return false;
  for (size_t i = 1; i < expr.args.size(); ++i) {
    const Expr& member = *expr.args[i];
    if (member.op != Op::Constant) return false;
    if (member.constant.kind == ValueKind::Text) values.emplace_back(member.constant.text());
    if (member.constant.kind != ValueKind::Text && !member.constant.is_null()) return false;
  }
  return true;
}

/// The list in one of the conditions that hold together.
std::vector<std::string> find_list(const Expr& expr, int column) {
  if (expr.op == Op::And) {
    for (const ExprPtr& part : expr.args)
      if (auto values = find_list(*part, column); !values.empty()) return values;
    return {};
  }
  std::vector<std::string> values;
  return read_list(expr, column, values) ? values : std::vector<std::string>{};
}

}  // namespace

std::vector<std::string> listed_values(const Relation& relation, int column) {
  const Type& type = *relation.columns[static_cast<size_t>(column)].type;
  if (type.type_class == TypeClass::Enum) return type.labels;
  for (const Predicate& predicate : relation.predicates) {
    if (predicate.columns != std::vector<int>{column} || !predicate.expr ||
        predicate.source == PredicateSource::IndexPredicate)
      continue;
    if (auto values = find_list(*predicate.expr, column); !values.empty()) return values;
  }
  return {};
}

std::string class_of_values(const std::vector<std::string>& values) {
  for (const Vocabulary& vocabulary : kVocabularies) {
    int telling = 0;
    const bool all = std::all_of(values.begin(), values.end(), [&](const std::string& value) {
      const std::string text = normal(value);
      const bool tells = holds(vocabulary.telling, text);
      telling += tells;
      return tells || holds(vocabulary.besides, text);
    });
    if (all && telling >= 2) return vocabulary.semantic_class;
  }
  return {};
}

}  // namespace datagen::core
