// src/core/realistic/realm.hpp -- what realistic values are drawn from: a locale's lists, patterns, settings
#pragma once

#include "core/constraint/regular_language.hpp"
#include "core/constraint/text_endings.hpp"
#include "core/data/pack.hpp"

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace datagen::core {

/// Compiles the pack's regular expressions; the server's compiler does it.
class PatternLanguages {
 public:
  virtual ~PatternLanguages() = default;
  /// The texts of up to `max_chars` characters, and at least `min_chars`, that match the whole pattern; null when they
  /// cannot be told. Lives as long as this object.
  virtual const RegularLanguage* language(std::string_view pattern, LengthBounds lengths) = 0;
};

/// Lists that generators draw from so often that looking them up by path would show.
enum class ListId : uint8_t {
  FemaleName,
  MaleName,
  LastName,
  FemaleLastName,
  MaleLastName,
  MiddleName,
  FemalePrefix,
  MalePrefix,
  Suffix,
  PersonName,
  JobTitle,
  JobDescriptor,
  JobArea,
  JobType,
  BioPart,
  Home,
  StreetPattern,
  StreetAddress,
  BuildingNumber,
  SecondaryAddress,
  County,
  CountryName,
  Country,
  CompanySuffix,
  CompanyPattern,
  Department,
  ProductAdjective,
  ProductMaterial,
  Product,
  Adjective,
  Noun,
  Verb,
  Adverb,
  Preposition,
  Lorem,
  Color,
  Month,
  Weekday,
  Currency,
  MailDomain,
  ExampleDomain,
  DomainSuffix,
  UserAgent,
  Media,
  Folder,
  Element,
  Unit,
  Airport,
  Language,
  VehicleType,
  Fuel,
  Genre,
  AccountType,
  TransactionType,
  BuzzVerb,
  BuzzAdjective,
  BuzzNoun,
  Count_
};

struct RealmOptions {
  bool safe_values = true;  ///< only mail, hosts and numbers that nobody owns
  bool ascii_only = false;  ///< columns take no other letters: the database's encoding has not all of them
  int64_t as_of = 0;        ///< "now": microseconds since 2000-01-01 UTC
};

/// One locale of a pack. Lists are looked up on first use and kept, so it is not to be shared between threads.
class Realm {
 public:
  Realm(const DataPack& pack, uint32_t locale, PatternLanguages& patterns, RealmOptions options);
  const DataPack& pack() const { return pack_; }
  std::string_view locale() const { return pack_.locale_name(locale_); }
  const RealmOptions& options() const { return options_; }
  int latest_year() const;

  const PackList& list(ListId id) const;
  /// By path, with the locale's fallbacks.
  const PackList& list(std::string_view path) const;
  /// The English list at a path, where only ASCII letters will do.
  PackList english(std::string_view path) const;
  /// The record of a country: code, three letters, number, English name, currency, calling code. Empty if unknown.
  std::string_view country(std::string_view code) const;
  /// The country's name in the locale's language.
  std::string_view country_name(std::string_view code) const;
  /// The language that most of a country's people are addressed in, as far as the pack has a locale of it: two or three
  /// letters; empty if unknown.
  std::string_view language_of(std::string_view country) const;
  const RegularLanguage* language(std::string_view pattern, LengthBounds lengths = {0, 64}) const {
    return patterns_.language(pattern, lengths);
  }
  /// Family names come first, and what stands between the two.
  struct NameOrder {
    bool last_first = false;
    std::string_view between = " ";
  };
  const NameOrder& name_order() const { return name_order_; }

 private:
  std::optional<uint32_t> country_index(std::string_view code) const;
  const DataPack& pack_;
  uint32_t locale_;
  PatternLanguages& patterns_;
  RealmOptions options_;
  NameOrder name_order_;
  mutable std::array<std::optional<PackList>, static_cast<size_t>(ListId::Count_)> lists_;
  mutable std::map<std::string, PackList, std::less<>> by_path_;
  mutable std::map<std::string, std::string_view, std::less<>> languages_;  // by country
};

/// What one value is drawn with. Generators that tell of the same entity draw it from the same numbers, so the columns
/// of a row that share a key tell one story.
struct Draw {
  const Realm& realm;
  uint64_t key;
  uint64_t row = 0;
  uint64_t attempt = 0;           ///< values of a later attempt differ more, for keys that must not repeat
  int64_t max_chars = INT32_MAX;  ///< texts may adapt to it, none must
  uint64_t own_key = 0;  ///< for what is not the entity's, such as two comments of one row; 0: the same key
  std::string_view country = {};         ///< two letters: what is known of the place; empty: it is drawn
  std::optional<bool> female = {};       ///< what is known of the person
  bool one_country = false;              ///< currencies and languages are those of the place's country
  bool banked = false;                   ///< the place lies in a country whose accounts have IBANs
  const TextEndings* endings = nullptr;  ///< of the texts that are wanted; nullptr: all

  /// Salts below kFirstOwnSalt are of entities.
  static constexpr uint64_t kFirstOwnSalt = 300;
  Stream stream(uint64_t salt) const {
    return Stream(combine(salt < kFirstOwnSalt || own_key == 0 ? key : own_key, salt), row, attempt);
  }
  /// False where a text that ends so would be in vain.
  bool may_end_in(std::string_view ending) const { return endings == nullptr || endings->admit(ending); }
};

/// The year of a moment given in microseconds since 2000-01-01 UTC.
int year_of(int64_t micros);

/// An entry of a list sorted by its texts, some of them far more often than others, as names are: a power law over an
/// order of its own.
std::string_view draw_popular(const PackList& list, Stream& stream);

}  // namespace datagen::core
