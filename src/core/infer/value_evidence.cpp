// src/core/infer/value_evidence.cpp -- weighing names against values
#include "core/infer/value_evidence.hpp"

#include "core/infer/listed_values.hpp"
#include "core/infer/value_forms.hpp"

#include <algorithm>
#include <set>

namespace datagen::core {
namespace {

constexpr size_t kFewestValues = 5;
/// Of so many values, those that a list of allowed ones might have.
constexpr size_t kMostListed = 12;
constexpr double kNearlyAll = 0.9;
constexpr double kHardlyAny = 0.1;
/// How sure values make of a class by themselves: of forms that tell, and of those that other things have too.
constexpr double kTold = 0.9;
constexpr double kLikely = 0.7;
constexpr double kConfirmed = 0.95;
constexpr double kRefuted = 0.3;

/// What values of one class may look like though they are of another.
bool may_look_so(std::string_view semantic_class, std::string_view form) {
  if (form == "internet.url")
    return semantic_class == "internet.image_url" || semantic_class == "generic.external_id";
  if (form == "internet.image_url")
    return semantic_class == "internet.url" || semantic_class == "file.name" || semantic_class == "file.path";
  if (form == "book.isbn") return semantic_class == "commerce.barcode" || semantic_class == "commerce.sku";
  if (form == "commerce.barcode") return semantic_class == "book.isbn" || semantic_class == "commerce.sku";
  if (form == "generic.uuid") return semantic_class == "internet.token";
  if (form == "internet.ip") return semantic_class == "internet.domain";
  if (form == "internet.token") return semantic_class == "internet.password_hash";
  return false;
}

struct Found {
  const ValueForm* form = nullptr;
  size_t matching = 0;
};

size_t count_fitting(const ValueForm& form, const ValueSample& values, const KnownNames* names) {
  return static_cast<size_t>(std::count_if(
      values.begin(), values.end(), [&](const std::string& value) { return form.fits(value, names); }));
}

bool are_nearly_all(size_t matching, const ValueSample& values) {
  return static_cast<double>(matching) >= kNearlyAll * static_cast<double>(values.size());
}

/// The first form by which nearly all values tell what they are; else the one that the meaning asks for; else the one
/// that most of them have: towns bear the names of families.
Found best_form(const Meaning& meaning, const ValueSample& values, const KnownNames* names) {
  Found best;
  for (const ValueForm& form : value_forms()) {
    if (form.needed && !form.telling) continue;
    const size_t matching = count_fitting(form, values, names);
    if (!are_nearly_all(matching, values)) continue;
    if (form.telling || meaning.semantic_class == form.semantic_class) return {&form, matching};
    if (matching > best.matching) best = {&form, matching};
  }
  return best;
}

std::string look_like(size_t matching, size_t of, const std::string& what) {
  return std::to_string(matching) + " of " + std::to_string(of) + " values look like " + what;
}

void add_evidence(Meaning& meaning, const std::string& said) {
  meaning.evidence += (meaning.evidence.empty() ? "" : "; ") + said;
}

/// Another class than the name tells; a detail of the name's class goes with it.
Meaning other_class(Meaning meaning, const std::string& semantic_class, double confidence,
                    const std::string& said) {
  const std::string before = meaning.is_sure() ? ", though " + meaning.evidence : "";
  meaning.semantic_class = semantic_class;
  meaning.confidence = confidence;
  meaning.evidence = said + before;
  meaning.detail.clear();
  return meaning;
}

Meaning heed_texts(Meaning meaning, const ValueSample& values, const KnownNames* names) {
  const Found found = best_form(meaning, values, names);
  if (found.form) {
    const std::string semantic_class = found.form->semantic_class;
    const std::string said = look_like(found.matching, values.size(), semantic_class);
    if (semantic_class == meaning.semantic_class) {
      meaning.confidence = std::max(meaning.confidence, found.form->telling ? kConfirmed : kTold);
      add_evidence(meaning, said);
      return meaning;
    }
    if (meaning.is_sure() && may_look_so(meaning.semantic_class, semantic_class)) return meaning;
    if (found.form->telling) return other_class(std::move(meaning), semantic_class, kTold, said);
    if (!meaning.is_sure()) return other_class(std::move(meaning), semantic_class, kLikely, said);
    return meaning;
  }
  const std::set<std::string> distinct(values.begin(), values.end());
  if (distinct.size() <= kMostListed && distinct.size() * 2 <= values.size() &&
      (!meaning.is_sure() || meaning.semantic_class == "generic.type" ||
       meaning.semantic_class == "generic.code")) {
    const std::string listed = class_of_values({distinct.begin(), distinct.end()});
    if (!listed.empty())
      return other_class(std::move(meaning), listed, kLikely, "all values are of a list of " + listed);
  }
  for (const ValueForm& form : value_forms()) {
    if (!form.needed || !meaning.is_sure() || meaning.semantic_class != form.semantic_class) continue;
    const size_t matching = count_fitting(form, values, names);
    if (static_cast<double>(matching) > kHardlyAny * static_cast<double>(values.size())) continue;
    meaning.confidence = kRefuted;
    add_evidence(meaning, "but " + look_like(matching, values.size(), form.semantic_class));
  }
  return meaning;
}

/// Whether integers are flags: 0 and 1, or something else.
Meaning heed_integers(Meaning meaning, const ValueSample& values) {
  const std::set<std::string> distinct(values.begin(), values.end());
  const bool binary = std::all_of(distinct.begin(), distinct.end(),
                                  [](const std::string& value) { return value == "0" || value == "1"; });
  if (binary && distinct.size() == 2 && values.size() >= 4 * kFewestValues && !meaning.is_sure())
    return other_class(std::move(meaning), "generic.flag", kLikely, "all values are 0 or 1");
  if (!binary && meaning.semantic_class == "generic.flag") {
    meaning.confidence = std::min(meaning.confidence, kRefuted);
    add_evidence(meaning, "but its values are not only 0 and 1");
  }
  return meaning;
}

}  // namespace

Meaning heed_values(Meaning meaning, char type_kind, const ValueSample& values, const KnownNames* names) {
  if (values.size() < kFewestValues) return meaning;
  if (type_kind == 'T') return heed_texts(std::move(meaning), values, names);
  if (type_kind == 'I') return heed_integers(std::move(meaning), values);
  return meaning;
}

}  // namespace datagen::core
