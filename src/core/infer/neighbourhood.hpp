// src/core/infer/neighbourhood.hpp -- the columns of a relation beside each other, each with what its words tell
#pragma once

#include "core/infer/rule_scores.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace datagen::core {

class Neighbourhood {
 public:
  /// Judges each column by itself. Both arguments must outlive this.
  Neighbourhood(const std::string& relation, const std::vector<NamedColumn>& columns);

  size_t size() const { return judged_.size(); }
  const NamedColumn& column(size_t i) const { return columns_[i]; }
  const JudgedColumn& judged(size_t i) const { return judged_[i]; }
  JudgedColumn& judged(size_t i) { return judged_[i]; }
  const std::string& relation() const { return relation_; }
  const ColumnWords& table() const { return table_; }

  bool has_class(std::string_view name) const;
  bool has_word(std::string_view word) const;  ///< in the name of any column
  bool in_table_of(const char* words) const;   ///< whether the relation's name has one of them

  /// Rows of people, or of what was measured of them.
  bool tells_of_a_person() const;
  /// What precedes the words that tell the class, if it is a role: ship in ship_city.
  std::string entity(size_t i) const;
  /// Whether nothing else tells of the place that the address is of.
  bool is_whole_address(size_t i) const;

 private:
  const std::string& relation_;
  ColumnWords table_;
  const std::vector<NamedColumn>& columns_;
  std::vector<JudgedColumn> judged_;
};

/// One column beside the others.
struct ColumnPlace {
  const Neighbourhood& others;
  size_t at;
  const NamedColumn& column;
  const JudgedColumn& own;
  const std::string& found;               ///< the class that its words tell; empty: none
  const std::vector<std::string>& words;  ///< of its name

  ColumnPlace(const Neighbourhood& neighbourhood, size_t i)
      : others(neighbourhood),
        at(i),
        column(neighbourhood.column(i)),
        own(neighbourhood.judged(i)),
        found(own.meaning.semantic_class),
        words(own.words.words) {}

  /// Of the words, and of the name as it is written; empty where it has none: names may consist of signs.
  std::string first_word() const;
  std::string last_word() const;
  std::string last_part() const;

  bool is_text() const { return column.type_kind == 'T'; }
  bool has(std::string_view word) const { return own.words.has(word); }
  bool is_only(std::string_view word) const { return words.size() == 1 && words[0] == word; }
  bool holds_at_most(int characters) const {
    return column.max_length > 0 && column.max_length <= characters;
  }
  /// Whether a part of the name, as it is written, is one of the words.
  bool is_named_after(std::initializer_list<std::string_view> words) const;
  /// No rule, or one that knows the type only.
  bool is_open() const { return found.empty() || own.score < kScoreOfWords; }
};

/// What a column means after all, where its own name leaves it open or says something else than it does elsewhere.
struct Settlement {
  bool (*applies)(const ColumnPlace& place);
  const char* semantic_class;
  double confidence;
  const char* why;  ///< for the evidence
};
struct Settlements {
  const Settlement *first, *past_last;
  const Settlement* begin() const { return first; }
  const Settlement* end() const { return past_last; }
};

/// By what stands beside the column. The first that applies holds.
Settlements settled_by_neighbours();
/// By the type and its length, after the neighbours.
Settlements settled_by_type();
/// By little more than the type, for columns of which nothing else is known; none of these is sure.
Settlements settled_by_default();

}  // namespace datagen::core
