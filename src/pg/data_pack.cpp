// src/pg/data_pack.cpp -- finding and mapping datagen.dat; regular expressions of the pack; realms by locale and settings
#include "pg/data_pack.hpp"

#include "core/base/error.hpp"
#include "pg/arguments.hpp"
#include "pg/regex_automaton.hpp"
#include "pg/settings.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <map>
#include <memory>
#include <tuple>

// clang-format off
extern "C" {
#include "catalog/pg_collation.h"
#include "mb/pg_wchar.h"
#include "utils/guc.h"
}
// clang-format on

namespace datagen::pg {
namespace {

constexpr size_t kMostBytes = size_t{1} << 30;

std::string pack_path() {
  char share[MAXPGPATH];
  get_share_path(my_exec_path, share);
  // Debian's setting for extensions that are installed elsewhere, as for tests; other builds do not have it.
  const char* elsewhere = call([]() noexcept { return GetConfigOption("extension_destdir", true, false); });
  return std::string(elsewhere ? elsewhere : "") + share + "/extension/datagen/datagen.dat";
}

/// Empty when the file cannot be mapped.
std::string_view map_file(const std::string& path) {
  const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return {};
  struct stat status;
  void* bytes = MAP_FAILED;
  if (fstat(file, &status) == 0 && status.st_size > 0 && static_cast<size_t>(status.st_size) <= kMostBytes)
    bytes = mmap(nullptr, static_cast<size_t>(status.st_size), PROT_READ, MAP_SHARED, file, 0);
  close(file);
  if (bytes == MAP_FAILED) return {};
  return {static_cast<const char*>(bytes), static_cast<size_t>(status.st_size)};
}

/// Patterns of the pack are ASCII, so the C collation reads them alike everywhere.
class PackPatterns : public core::PatternLanguages {
 public:
  const core::RegularLanguage* language(std::string_view pattern, core::LengthBounds lengths) override {
    auto& known_lengths = languages_[{lengths.min_chars, lengths.max_chars}];
    const auto known = known_lengths.find(pattern);
    if (known != known_lengths.end()) return known->second.get();
    const core::Automaton automaton =
        export_regex("^(?:" + std::string(pattern) + ")$", false, C_COLLATION_OID);
    auto built = core::RegularLanguage::build({automaton}, {}, lengths, {{}, UINT64_MAX});
    std::unique_ptr<const core::RegularLanguage> language;
    if (built) language = std::make_unique<const core::RegularLanguage>(std::move(*built));
    return known_lengths.emplace(std::string(pattern), std::move(language)).first->second.get();
  }

 private:
  using ByPattern = std::map<std::string, std::unique_ptr<const core::RegularLanguage>, std::less<>>;
  std::map<std::pair<uint32_t, uint32_t>, ByPattern> languages_;
};

/// What a backend keeps of the pack. It is never given up: the mapping outlives every statement, and the process ends
/// without destructors.
struct Installed {
  std::optional<core::DataPack> pack;
  PackPatterns patterns;
  std::map<std::tuple<uint32_t, bool, int64_t>, std::unique_ptr<const core::Realm>> realms;
};

Installed& installed() {
  static Installed* const kept = [] {
    auto fresh = std::make_unique<Installed>();
    fresh->pack = core::DataPack::open(map_file(pack_path()));
    return fresh.release();
  }();
  return *kept;
}

const core::Realm& realm_of(Installed& have, uint32_t locale) {
  const auto key = std::make_tuple(locale, safe_values(), generation_settings().as_of);
  auto& made = have.realms[key];
  if (!made)
    made = std::make_unique<const core::Realm>(
        *have.pack, locale, have.patterns,
        core::RealmOptions{std::get<1>(key), GetDatabaseEncoding() != PG_UTF8, std::get<2>(key)});
  return *made;
}

}  // namespace

const core::DataPack* data_pack() {
  const auto& pack = installed().pack;
  return pack ? &*pack : nullptr;
}

const core::DataPack& required_data_pack() {
  if (const core::DataPack* pack = data_pack()) return *pack;
  throw core::Error(
      core::ErrorCode::ObjectNotInState, "the data pack of datagen is not installed",
      "Realistic values are drawn from the file \"" + pack_path() + "\".",
      "Packages contain the file. From a source tree, install nodejs 18 or later and npm, then run "
      "make and make install again.");
}

std::string data_pack_version() {
  const core::DataPack* pack = data_pack();
  return pack ? std::string(pack->version()) + "-" + pack->fingerprint() : "";
}

const core::Realm* realm_if_installed(const std::optional<std::string>& locale) {
  const std::string name = locale ? *locale : locale_setting();
  Installed& have = installed();
  if (!have.pack) {
    if (name != kDefaultLocale) required_data_pack();
    return nullptr;
  }
  const auto found = have.pack->find_locale(name);
  if (!found || name == "base")
    throw core::Error(core::ErrorCode::InvalidParameter, "unknown locale \"" + name + "\"", "",
                      "The function datagen.locales() lists the locales there are.");
  return &realm_of(have, *found);
}

const core::Realm& realm(const std::optional<std::string>& locale) {
  required_data_pack();
  return *realm_if_installed(locale);
}

}  // namespace datagen::pg
