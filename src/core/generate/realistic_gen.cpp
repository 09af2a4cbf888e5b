// src/core/generate/realistic_gen.cpp -- texts by a column's meaning, as far as its domain admits them
#include "core/constraint/membership.hpp"
#include "core/generate/family.hpp"
#include "core/generate/realistic_class.hpp"
#include "core/realistic/details.hpp"
#include "core/realistic/makers.hpp"

#include <algorithm>
#include <charconv>
#include <set>

namespace datagen::core {
namespace {

/// Which generator makes the texts of a class.
struct ClassMaker {
  std::string_view semantic_class;
  std::string_view generator;
};

constexpr ClassMaker kMakers[] = {
    {"person.full_name", "full_name"},
    {"person.first_name", "first_name"},
    {"person.last_name", "last_name"},
    {"person.middle_name", "middle_name"},
    {"person.prefix", "name_prefix"},
    {"person.suffix", "name_suffix"},
    {"person.gender", "gender"},
    {"person.job_title", "job_title"},
    {"person.bio", "bio"},
    {"person.marital_status", "marital_status"},
    {"person.national_id", "national_id"},
    {"person.passport", "passport_number"},
    {"person.initials", "initials"},
    {"internet.email", "email"},
    {"internet.username", "username"},
    {"internet.password_hash", "password_hash"},
    {"internet.url", "url"},
    {"internet.image_url", "image_url"},
    {"internet.domain", "domain"},
    {"internet.ip", "ipv4"},
    {"internet.mac", "mac_address"},
    {"internet.user_agent", "user_agent"},
    {"internet.slug", "slug"},
    {"internet.token", "token"},
    {"internet.http_method", "http_method"},
    {"phone.number", "phone"},
    {"address.full", "address"},
    {"address.street", "street_address"},
    {"address.line2", "secondary_address"},
    {"address.city", "city"},
    {"address.state", "state"},
    {"address.county", "county"},
    {"address.postcode", "postcode"},
    {"address.country", "country"},
    {"address.country_code", "country_code"},
    {"address.latitude", "latitude"},
    {"address.longitude", "longitude"},
    {"address.timezone", "time_zone"},
    {"company.name", "company"},
    {"company.department", "department"},
    {"company.industry", "industry"},
    {"company.vat_id", "vat_id"},
    {"finance.currency_code", "currency_code"},
    {"finance.iban", "iban"},
    {"finance.bic", "bic"},
    {"finance.account_number", "account_number"},
    {"finance.credit_card", "credit_card"},
    {"finance.card_type", "card_type"},
    {"finance.card_expiry", "card_expiry"},
    {"commerce.product_name", "product"},
    {"commerce.sku", "sku"},
    {"commerce.barcode", "ean13"},
    {"commerce.category", "product_category"},
    {"commerce.brand", "brand"},
    {"commerce.order_number", "order_number"},
    {"text.title", "title"},
    {"text.description", "description"},
    {"text.body", "body"},
    {"text.comment", "comment"},
    {"text.tag", "tag"},
    {"generic.name", "thing_name"},
    {"generic.color", "color"},
    {"generic.locale", "locale_code"},
    {"generic.version", "version"},
    {"generic.hash", "hash"},
    {"file.name", "file_name"},
    {"file.path", "file_path"},
    {"file.mime", "mime_type"},
    {"book.isbn", "isbn"},
    {"vehicle.plate", "license_plate"},
    {"vehicle.vin", "vin"},
    {"vehicle.make", "brand"},
    {"travel.airport", "airport_code"},
    {"travel.flight", "flight_number"},
    {"health.code", "diagnosis_code"},
    {"health.blood_type", "blood_type"},
};

const RealisticGenerator* maker_of(std::string_view semantic_class) {
  for (const ClassMaker& entry : kMakers)
    if (entry.semantic_class == semantic_class) return find_realistic_generator(entry.generator);
  return nullptr;
}

/// Classes whose unique values end in the number of the row, as those of large sites do.
constexpr std::string_view kNumbered[] = {"internet.email", "internet.username", "internet.slug"};
/// The room that they need, and what of it the number takes.
constexpr int64_t kRoomForNumbered = 40;
constexpr int64_t kNumberRoom = 20;
/// Of a mail address, before the @ (RFC 5321).
constexpr size_t kLocalPart = 64;

bool is_numbered(std::string_view semantic_class) {
  return std::find(std::begin(kNumbered), std::end(kNumbered), semantic_class) != std::end(kNumbered);
}

/// Puts the number of the row at the end of the text, or of what stands before the @.
void number_text(std::string& text, uint64_t row) {
  char digits[20];
  const std::string_view number(
      digits, static_cast<size_t>(std::to_chars(digits, digits + sizeof digits, row + 1).ptr - digits));
  const size_t at = std::min(text.find('@'), text.size());
  size_t end = std::min(at, kLocalPart - number.size());
  while (end > 0 && text[end - 1] >= '0' && text[end - 1] <= '9') --end;
  text.replace(end, at - end, number);
}

/// Draws of a value before the plain generator is asked.
constexpr int kDraws = 24;
/// Trial draws, and how many of them the domain must admit: one in twenty.
constexpr uint64_t kTrials = 60;
constexpr int kEnough = 3;
/// A unique column needs room for names that are told apart by numbers, or a class of which no two values are alike.
constexpr int64_t kRoomForUnique = 16;
/// A row whose value was there before is made again so often with values of the class; then the plain generator, which
/// has far more of them, takes over.
constexpr uint64_t kUniqueAttempts = 40;

class RealisticText final : public Generator {
 public:
  /// By a detail where there is one, else by `maker`.
  RealisticText(const GeneratorRequest& request, const RealisticGenerator* maker, const TextDetail* detail,
                GeneratorPtr plain)
      : maker_(maker),
        detail_(detail),
        nested_(request.depth > 0),
        plain_(std::move(plain)),
        domain_(request.domain),
        endings_(domain_.text.language),
        realm_(*request.settings.realm),
        entity_(request.hint.entity),
        key_(request.key),
        one_country_(request.hint.one_country),
        banked_(request.hint.banked),
        unique_(request.unique),
        trimmed_(request.type->fixed_length) {
    max_chars_ = std::min(domain_.text.max_length, domain_.text.max_bytes);
    if (request.type->max_length >= 0) max_chars_ = std::min<int64_t>(max_chars_, request.type->max_length);
    numbered_ =
        unique_ && !detail && is_numbered(request.hint.semantic_class) && max_chars_ >= kRoomForNumbered;
  }

  /// Whether enough of the class's values lie in the domain for it to be worth trying.
  bool suits() const {
    Arena arena;
    int admitted = 0;
    for (uint64_t trial = 0; trial < kTrials && admitted < kEnough; ++trial)
      admitted += attempt_value(trial, 0, arena).has_value();
    return admitted >= kEnough;
  }

  /// Whether a unique column can have the class's values without running out of them soon.
  bool tells_rows_apart() const {
    if (max_chars_ >= kRoomForUnique) return true;
    Arena arena;
    std::set<std::string_view> seen;
    uint64_t made = 0;
    for (uint64_t trial = 0; trial < kTrials; ++trial)
      if (const auto value = attempt_value(trial, 0, arena)) {
        ++made;
        seen.insert(value->text());
      }
    return seen.size() == made;
  }

  Value draw(Stream& stream, Arena& arena) const override {
    if (unique_ && !numbered_ && stream.attempt() > kUniqueAttempts) return plain_->draw(stream, arena);
    // The elements of an array tell of one thing each.
    const uint64_t element = nested_ ? stream.next64() : 0;
    for (uint64_t i = 0; i < kDraws; ++i) {
      // Later draws go on from the row's attempt without meeting those of its next ones.
      const uint64_t attempt =
          i == 0 ? stream.attempt() : combine(stream.attempt() + 1, i) | (uint64_t{1} << 63);
      if (const auto value = attempt_value(stream.row(), attempt, arena, element)) return *value;
    }
    if (!numbered_) return plain_->draw(stream, arena);
    // Short, and as good as the domain's exclusions let it be.
    std::string text = name() == "email" ? "user@example.com" : "user";
    number_text(text, stream.row());
    return Value::of_text(arena.store(text));
  }
  uint64_t size() const override { return unique_ ? 0 : plain_->size(); }
  uint64_t plausible_size() const override { return unique_ ? 0 : plain_->plausible_size(); }
  Value unrank(uint64_t index, Arena& arena) const override { return plain_->unrank(index, arena); }
  std::optional<uint64_t> rank(const Value& value) const override {
    return unique_ ? std::nullopt : plain_->rank(value);
  }
  bool numbers_rows() const override { return numbered_; }
  std::string name() const override { return detail_ ? detail_->name : maker_->name; }

 private:
  std::optional<Value> attempt_value(uint64_t row, uint64_t attempt, Arena& arena,
                                     uint64_t element = 0) const {
    Draw draw{realm_, entity_, row, attempt, max_chars_ - (numbered_ ? kNumberRoom : 0), key_};
    draw.one_country = one_country_;
    draw.banked = banked_;
    draw.endings = &endings_;
    if (nested_) {
      draw.key = combine(entity_, element);
      draw.own_key = combine(key_, element);
    }
    std::string& text = scratch_;
    text.clear();
    if (detail_)
      append_detailed(detail_->forms, draw, text);
    else
      maker_->make(draw, text);
    if (numbered_ && !text.empty()) number_text(text, row);
    if (text.empty() || !fits(text)) return std::nullopt;
    const Value value = Value::of_text(text);
    if (!admits(domain_, value)) return std::nullopt;
    return Value::of_text(arena.store(text));
  }

  /// What admits() does not look at.
  bool fits(const std::string& text) const {
    const TextSet& set = domain_.text;
    const auto bytes = static_cast<int64_t>(text.size());
    if (bytes > set.max_bytes || (bytes > max_chars_ && character_count(text) > max_chars_)) return false;
    if (trimmed_ && text.back() == ' ') return false;
    if (set.trimmed && (text.front() == ' ' || text.back() == ' ')) return false;
    if (!set.lower_case && !set.upper_case && !realm_.options().ascii_only) return true;
    return std::none_of(text.begin(), text.end(), [&](char c) {
      return (set.lower_case && c >= 'A' && c <= 'Z') || (set.upper_case && c >= 'a' && c <= 'z') ||
             (c & 0x80) != 0;
    });
  }

  const RealisticGenerator* maker_;
  const TextDetail* detail_;
  bool nested_;
  GeneratorPtr plain_;
  Domain domain_;
  TextEndings endings_;
  const Realm& realm_;
  uint64_t entity_, key_;
  int64_t max_chars_ = 0;
  bool one_country_, banked_;
  bool unique_, trimmed_;
  bool numbered_ = false;
  mutable std::string scratch_;  // keeps its memory between values
};

bool is_text(const Type& type) {
  return type.type_class == TypeClass::Text && type.name != "name" && type.name != "\"char\"";
}

}  // namespace

const RealisticGenerator* maker_of_class(std::string_view semantic_class) { return maker_of(semantic_class); }

bool comes_from_pack(std::string_view semantic_class, const Type& type) {
  return is_text(type) && maker_of(semantic_class) != nullptr;
}

GeneratorPtr make_realistic_generator(const GeneratorRequest& request, GeneratorPtr plain) {
  if (!request.settings.realm || !is_text(*request.type)) return plain;
  const std::string& wanted = request.hint.detail;
  const bool is_code = !wanted.empty() && wanted[0] == '=';
  const TextDetail* detail = is_code || request.unique ? nullptr : find_text_detail(wanted);
  if (is_code && request.depth == 0)
    return make_code_generator(request, std::string_view(wanted).substr(1), std::move(plain));
  if (request.unique && request.depth == 0) {
    const Generator* before = plain.get();
    plain = make_listed_generator(request, std::move(plain));
    if (plain.get() != before) return plain;
  }
  const RealisticGenerator* maker = maker_of(request.hint.semantic_class);
  for (const bool detailed : {true, false}) {
    if (detailed ? !detail : !maker) continue;
    const TextDetail* form = detailed ? detail : nullptr;
    const auto trial = std::make_unique<RealisticText>(request, maker, form, nullptr);
    if (trial->suits() && (!request.unique || trial->tells_rows_apart()))
      return std::make_unique<RealisticText>(request, maker, form, std::move(plain));
  }
  return plain;
}

}  // namespace datagen::core
