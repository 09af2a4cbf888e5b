// src/api/realistic.cpp -- realistic generators as SQL functions, patterns, and the lists of what there is
#include "api/generator_offers.hpp"
#include "core/base/error.hpp"
#include "core/data/text_pattern.hpp"
#include "core/realistic/makers.hpp"
#include "pg/arguments.hpp"
#include "pg/data_pack.hpp"
#include "pg/generator_call.hpp"
#include "pg/generator_stream.hpp"
#include "pg/query.hpp"
#include "pg/regex_automaton.hpp"
#include "pg/result_set.hpp"
#include "pg/settings.hpp"

#include <cstring>
#include <map>
#include <memory>

// clang-format off
extern "C" {
#include "catalog/pg_collation.h"
#include "mb/pg_wchar.h"
}
// clang-format on

namespace datagen {
namespace {

constexpr size_t kLongestLocale = 31;

/// What a call site keeps between calls, in fn_extra: plain data, because nothing destroys it.
struct CallSite {
  const core::RealisticGenerator* generator;
  const core::Realm* realm;
  uint64_t settings;                // settings_generation() when `realm` was chosen
  char locale[kLongestLocale + 1];  // the argument then; empty: NULL
  bool is_text;
  FmgrInfo input;
  Oid input_parameter;
};

CallSite* open_site(FunctionCallInfo fcinfo) {
  const char* name = nullptr;
  CallSite* site = pg::call([&]() noexcept {
    auto* fresh = static_cast<CallSite*>(MemoryContextAllocZero(fcinfo->flinfo->fn_mcxt, sizeof(CallSite)));
    const Oid function = fcinfo->flinfo->fn_oid;
    const Oid type = get_func_rettype(function);
    Oid input;
    name = get_func_name(function);
    fresh->is_text = type == TEXTOID;
    getTypeInputInfo(type, &input, &fresh->input_parameter);
    fmgr_info_cxt(input, &fresh->input, fcinfo->flinfo->fn_mcxt);
    return fresh;
  });
  site->generator = core::find_realistic_generator(name ? name : "");
  if (!site->generator) throw core::Error(core::ErrorCode::Internal, "a generator function has no generator");
  fcinfo->flinfo->fn_extra = site;
  return site;
}

/// The realm of the argument at `index`, looked up again only when it or a setting has changed.
const core::Realm& realm_of(FunctionCallInfo fcinfo, int index, CallSite* site) {
  const pg::Arguments arguments(fcinfo);
  const bool given = !arguments.is_null(index);
  if (!given && site->realm && site->locale[0] == '\0' && site->settings == pg::settings_generation())
    return *site->realm;
  const auto locale = arguments.optional_text(index);
  if (site->realm && locale && *locale == site->locale && site->settings == pg::settings_generation())
    return *site->realm;
  const core::Realm& realm = pg::realm(locale);
  site->realm = nullptr;
  if (locale && (locale->empty() || locale->size() > kLongestLocale)) return realm;
  std::memset(site->locale, 0, sizeof site->locale);
  if (locale) std::memcpy(site->locale, locale->data(), locale->size());
  site->realm = &realm;
  site->settings = pg::settings_generation();
  return realm;
}

core::Draw draw_of(const core::Realm& realm, const core::Stream& stream) {
  return {realm, stream.key(), stream.row(), stream.attempt()};
}

Datum text_datum(const std::string& utf8) {
  const bool same_encoding = GetDatabaseEncoding() == PG_UTF8;
  const std::string converted = same_encoding ? std::string() : pg::in_server_encoding(utf8);
  const std::string& text = same_encoding ? utf8 : converted;
  return pg::call([&]() noexcept {
    return PointerGetDatum(cstring_to_text_with_len(text.data(), static_cast<int>(text.size())));
  });
}

/// A buffer that keeps its memory from call to call; makers do not call each other through SQL.
std::string& scratch() {
  static auto* const kText = std::make_unique<std::string>().release();
  kText->clear();
  return *kText;
}

/// The texts of one pattern, for datagen.regex(). Kept per call site: compiling costs far more than drawing.
std::shared_ptr<const core::RegularLanguage> language_of(const std::string& pattern) {
  constexpr size_t kMost = 64;
  using Languages = std::map<std::string, std::shared_ptr<const core::RegularLanguage>>;
  static auto* const kKnown = std::make_unique<Languages>().release();
  const auto known = kKnown->find(pattern);
  if (known != kKnown->end()) return known->second;
  const core::Automaton automaton = pg::export_regex(pattern, false, C_COLLATION_OID);
  auto built = core::RegularLanguage::build({automaton}, {}, {}, {});
  if (!built || !automaton.exact)
    throw core::Error(core::ErrorCode::InvalidParameter,
                      "cannot generate from the regular expression \"" + pattern + "\"",
                      built ? "It has look-around or back references." : "It has too many states.",
                      "Write it without them, or put parts together with || and other generators.");
  if (built->empty())
    throw core::Error(core::ErrorCode::InvalidParameter,
                      "no text matches the regular expression \"" + pattern + "\"");
  if (kKnown->size() >= kMost) kKnown->clear();
  auto language = std::make_shared<const core::RegularLanguage>(std::move(*built));
  return kKnown->emplace(pattern, std::move(language)).first->second;
}

/// The realm of a locale that does not change, while settings may.
class RealmOfCall {
 public:
  explicit RealmOfCall(std::optional<std::string> locale) : locale_(std::move(locale)) { get(); }
  const core::Realm& get() {
    if (!realm_ || settings_ != pg::settings_generation()) {
      realm_ = &pg::realm(locale_);
      settings_ = pg::settings_generation();
    }
    return *realm_;
  }

 private:
  std::optional<std::string> locale_;
  const core::Realm* realm_ = nullptr;
  uint64_t settings_ = 0;
};

core::Value stored_text(core::Arena& arena, const std::string& text) {
  return core::Value::of_text(arena.store(text));
}

/// Numbers as their types' input functions read the makers' plain digits.
core::Value stored_value(const std::string& type, core::Arena& arena, const std::string& text) {
  if (text.empty()) return core::Value::null();
  if (type == "integer") return core::Value::of_tick(std::stoll(text));
  if (type == "double precision") return core::Value::of_real(std::strtod(text.c_str(), nullptr));
  return stored_text(arena, text);
}

std::unique_ptr<pg::GeneratorCall> realistic_call(const pg::Arguments& arguments, const std::string& name) {
  const core::RealisticGenerator* generator = core::find_realistic_generator(name);
  if (!generator) return nullptr;
  const std::string type = generator->type;
  if (type != "text" && type != "integer" && type != "double precision") return nullptr;
  return pg::drawn_call(
      [generator, type, text = std::string(), realm = RealmOfCall(arguments.optional_text(0))](
          core::Stream& stream, core::Arena& arena) mutable {
        text.clear();
        generator->make(draw_of(realm.get(), stream), text);
        return stored_value(type, arena, text);
      });
}

std::unique_ptr<pg::GeneratorCall> template_call(const pg::Arguments& arguments, const std::string&) {
  return pg::drawn_call(
      [pattern = arguments.text(0, "template"), realm = RealmOfCall(arguments.optional_text(1))](
          core::Stream& stream, core::Arena& arena) mutable {
        std::string text;
        core::append_template(pattern, draw_of(realm.get(), stream), text);
        return stored_text(arena, text);
      });
}

std::unique_ptr<pg::GeneratorCall> pattern_call(const pg::Arguments& arguments, const std::string&) {
  return pg::drawn_call([compiled = core::TextPattern(arguments.text(0, "pattern")), text = std::string()](
                            core::Stream& stream, core::Arena& arena) mutable {
    text.clear();
    compiled.append(stream, core::year_of(pg::generation_settings().as_of), text);
    return stored_text(arena, text);
  });
}

std::unique_ptr<pg::GeneratorCall> regex_call(const pg::Arguments& arguments, const std::string&) {
  const std::string pattern = arguments.text(0, "pattern");
  return pg::drawn_call([language = language_of(pattern)](core::Stream& stream, core::Arena& arena) {
    return stored_text(arena, language->sample(stream));
  });
}

}  // namespace

DG_FUNCTION(datagen_realistic) {
  auto* site = static_cast<CallSite*>(fcinfo->flinfo->fn_extra);
  if (!site) site = open_site(fcinfo);
  const core::Draw draw = draw_of(realm_of(fcinfo, 0, site), pg::next_generator_stream());
  std::string& text = scratch();
  site->generator->make(draw, text);
  if (text.empty()) {
    fcinfo->isnull = true;
    return static_cast<Datum>(0);
  }
  if (site->is_text) return text_datum(text);
  return pg::call(
      [&]() noexcept { return InputFunctionCall(&site->input, text.data(), site->input_parameter, -1); });
}

DG_FUNCTION(datagen_template) {
  const pg::Arguments arguments(fcinfo);
  const std::string pattern = arguments.text(0, "template");
  const core::Draw draw = draw_of(pg::realm(arguments.optional_text(1)), pg::next_generator_stream());
  std::string& text = scratch();
  core::append_template(pattern, draw, text);
  return text_datum(text);
}

DG_FUNCTION(datagen_pattern) {
  const std::string pattern = pg::Arguments(fcinfo).text(0, "pattern");
  const core::TextPattern compiled(pattern);
  core::Stream stream = pg::next_generator_stream();
  std::string& text = scratch();
  compiled.append(stream, core::year_of(pg::generation_settings().as_of), text);
  return text_datum(text);
}

DG_FUNCTION(datagen_regex) {
  const std::string pattern = pg::Arguments(fcinfo).text(0, "pattern");
  const auto language = language_of(pattern);
  core::Stream stream = pg::next_generator_stream();
  return text_datum(language->sample(stream));
}

DG_FUNCTION(datagen_generators) {
  pg::ResultSet results(fcinfo);
  for (const core::RealisticGenerator& generator : core::realistic_generators()) {
    results.text(generator.name).text(generator.family).text(generator.type).text(generator.description);
    results.end_row();
  }
  for (const auto& [name, family, type, description] :
       {std::make_tuple("pattern", "code", "text",
                        "A text that a pattern of digits, letters and choices describes."),
        std::make_tuple("regex", "code", "text", "A text that matches a regular expression."),
        std::make_tuple("template", "text", "text", "A text with other generators' values in it.")}) {
    results.text(name).text(family).text(type).text(description);
    results.end_row();
  }
  return static_cast<Datum>(0);
}

DG_FUNCTION(datagen_locales) {
  pg::ResultSet results(fcinfo);
  const core::DataPack& pack = pg::required_data_pack();
  for (uint32_t locale = 0; locale < pack.locales(); ++locale) {
    const std::string name(pack.locale_name(locale));
    if (name == "base") continue;
    const core::PackList home = pack.look_up(locale, "geo.home");
    results.text(name);
    std::vector<std::string> countries;
    for (uint32_t i = 0; i < home.size(); ++i) countries.emplace_back(home.at(i));
    results.names(countries, TEXTOID);
    results.text(pg::data_pack_version());
    results.end_row();
  }
  return static_cast<Datum>(0);
}

void offer_realistic_generators() {
  pg::offer_generator_call("datagen_realistic", realistic_call);
  pg::offer_generator_call("datagen_template", template_call);
  pg::offer_generator_call("datagen_pattern", pattern_call);
  pg::offer_generator_call("datagen_regex", regex_call);
}

}  // namespace datagen
