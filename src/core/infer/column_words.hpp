// src/core/infer/column_words.hpp -- names of columns and tables as words of one language
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace datagen::core {

/// The words of a name in a canonical form: cut at signs, digits and changes of case, run-together words taken apart,
/// plurals made singular, abbreviations and words of German, French, Spanish, Italian, Portuguese, Dutch, Polish and other
/// European languages replaced by the English ones that the rules know. `shipPostalCode`, `ship_plz` and `ship_zip` all give ship, postal, code.
/// Names of any bytes are taken; what is no letter or digit of ASCII separates, accents are dropped.
struct ColumnWords {
  std::vector<std::string> words;
  bool plural = false;  ///< the last word was one, as in page_views
  bool has(std::string_view word) const;
};
ColumnWords words_of(std::string_view name);

/// The same of a column, where words that nothing is known of may be short for words of its relation: emp_no of employees,
/// keg_serial of kegs is understood anyway, wo_status of work_orders.
ColumnWords words_in_relation(std::string_view column, std::string_view relation);

/// What most of a relation's columns begin with, up to and with a `_`, and what says nothing: c_ in c_name, c_address,
/// c_phone, but not user_ in user_email, user_url. Without a sign, what all begin with, if at least half of them are
/// understood only without it: PT in PTLNAM, PTDOB. Empty: nothing.
std::string meaningless_prefix(const std::vector<std::string>& names);

/// The raw words, in lower case and not translated: cut at everything but letters and digits, before a capital that
/// follows a small letter, and before the last of several capitals when a small letter follows.
std::vector<std::string> parts_of(std::string_view name);
/// The words of what a column's comment begins with, up to the first stop, articles and the like left out; none where
/// that is a sentence rather than a name (more than four words). A line `datagen: …` is a rule, and skipped.
ColumnWords words_of_comment(std::string_view comment);

}  // namespace datagen::core
