// src/core/realistic/details.cpp -- the lists of words, forms of codes and laws of numbers, by name
#include "core/realistic/details.hpp"

#include "core/random/variate.hpp"
#include "core/realistic/families.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace datagen::core {
namespace {

/// A column's own number among the streams of a row.
constexpr uint64_t kDetail = 900;

constexpr TextDetail kTexts[] = {
    // states of workflows
    {"order_status",
     "pending|processing|processing|shipped|delivered|delivered|delivered|cancelled|returned"},
    {"invoice_status", "draft|sent|paid|paid|paid|overdue|cancelled"},
    {"payment_status", "pending|completed|completed|completed|completed|failed|refunded"},
    {"ticket_status", "open|open|in_progress|in_progress|resolved|closed|closed"},
    {"task_status", "todo|in_progress|in_progress|review|done|done|done"},
    {"run_status", "queued|running|succeeded|succeeded|succeeded|failed"},
    {"shipment_status", "preparing|in_transit|in_transit|delivered|delivered|delivered|returned"},
    {"booking_status", "pending|confirmed|confirmed|confirmed|completed|completed|cancelled"},
    {"publication_status", "draft|published|published|published|archived"},
    {"contract_status", "active|active|active|pending|expired|cancelled"},
    {"application_status", "applied|applied|screening|interview|offer|hired|rejected"},
    {"deal_status", "new|contacted|qualified|proposal|won|lost"},
    {"device_status", "active|active|active|maintenance|offline|retired"},
    {"message_status", "queued|sent|delivered|delivered|read|read|failed"},
    {"case_status", "open|under_review|approved|approved|rejected|closed"},
    {"status", "active|active|active|inactive|pending"},
    // kinds, roles and the like
    {"role", "user|user|user|user|editor|manager|admin"},
    {"cast_role", "lead|supporting|supporting|guest|extra"},
    {"priority", "low|medium|medium|medium|high|high|urgent"},
    {"severity", "info|low|medium|medium|high|critical"},
    {"log_level", "debug|info|info|info|info|warning|error"},
    {"skill_level", "beginner|intermediate|intermediate|advanced|expert"},
    {"level", "low|medium|medium|high"},
    {"difficulty", "easy|medium|medium|hard"},
    {"payment_method", "credit_card|credit_card|credit_card|debit_card|paypal|bank_transfer|cash"},
    {"shipping_method", "standard|standard|standard|express|overnight|pickup"},
    {"account_type", "checking|checking|checking|savings|savings|business|joint"},
    {"customer_type", "individual|individual|individual|business"},
    {"plan", "free|free|basic|basic|pro|enterprise"},
    {"frequency", "daily|weekly|monthly|monthly|quarterly|yearly"},
    {"education", "high_school|bachelor|bachelor|master|doctorate"},
    {"employment_type", "full_time|full_time|full_time|part_time|contract|internship"},
    {"leave_type", "vacation|vacation|sick|unpaid|parental"},
    {"address_type", "home|home|work|billing|shipping"},
    {"contact_type", "mobile|mobile|home|work"},
    {"transaction_type", "payment|payment|payment|deposit|withdrawal|transfer|refund"},
    {"movement_type", "in|in|out|out|transfer|adjustment"},
    {"activity_type", "page_view|page_view|click|login|signup|purchase"},
    {"event_type", "conference|workshop|webinar|meetup|concert|exhibition"},
    {"action", "create|update|update|update|delete|login|view|export"},
    {"room_type", "single|double|double|double|twin|suite|family"},
    {"property_type", "apartment|apartment|house|house|studio|townhouse|condo"},
    {"device_type", "desktop|mobile|mobile|tablet"},
    {"platform", "web|web|ios|android|desktop"},
    {"operating_system", "Android|iOS|Windows|Windows|macOS|Linux"},
    {"ticket_type", "standard|standard|standard|reduced|student|vip"},
    {"cabin_class", "economy|economy|economy|economy|premium_economy|business|first"},
    {"shift", "morning|morning|afternoon|night"},
    {"clothing_size", "XS|S|S|M|M|M|L|L|XL|XXL"},
    {"unit_of_measure", "pcs|pcs|pcs|kg|g|l|m|box|pack"},
    {"channel", "web|web|mobile|store|phone|email|partner|referral"},
    {"relationship", "spouse|spouse|parent|child|sibling|friend"},
    {"species", "dog|dog|cat|cat|rabbit|bird|hamster"},
    {"breed", "Labrador|Beagle|Poodle|German Shepherd|Siamese|Persian|Maine Coon|Mixed"},
    {"film_genre",
     "Action|Action|Animation|Comedy|Comedy|Crime|Documentary|Drama|Drama|Drama|Fantasy|Horror|Romance|Sci-"
     "Fi|"
     "Thriller|Thriller"},
    {"music_genre",
     "Blues|Classical|Country|Electronic|Folk|Hip-Hop|Jazz|Metal|Pop|Pop|Pop|R&B|Reggae|Rock|Rock|Soul"},
    {"game_genre", "Action|Adventure|Puzzle|Racing|Role-Playing|Shooter|Simulation|Sports|Strategy"},
    {"book_genre", "{{genre}}"},
    {"condition", "new|new|like_new|good|good|fair|poor"},
    {"season", "spring|summer|autumn|winter"},
    {"weather", "sunny|sunny|cloudy|cloudy|rain|fog|snow"},
    {"cuisine", "Italian|Italian|Chinese|French|Greek|Indian|Japanese|Mexican|Spanish|Thai|Turkish"},
    {"visibility", "public|public|private|internal"},
    {"outcome", "success|success|success|failure"},
    {"test_result", "passed|passed|passed|passed|failed"},
    {"lab_result", "negative|negative|negative|positive|inconclusive"},
    {"direction", "inbound|outbound"},
    {"environment", "production|production|staging|development|test"},
    {"protocol", "TCP|TCP|UDP|HTTP|HTTPS"},
    {"vehicle_kind", "{{vehicle_type}}"},
    {"fuel", "{{fuel}}"},
    {"transmission", "manual|automatic"},
    {"weekday", "{{weekday_name}}"},
    {"month", "{{month_name}}"},
    {"language", "{{language}}"},
    {"currency_name", "{{currency_name}}"},
    {"material", "{{commerce.product_name.material}}"},
    {"unit", "{{unit}}"},
    {"medication",
     "Amlodipine|Amoxicillin|Aspirin|Atorvastatin|Cetirizine|Ibuprofen|Insulin|Lisinopril|Metformin|"
     "Omeprazole|"
     "Paracetamol|Sertraline|Simvastatin"},
    {"dose", "5 mg|10 mg|10 mg|20 mg|25 mg|50 mg|100 mg|250 mg|500 mg|500 mg"},
    {"allergy", "Penicillin|Peanuts|Pollen|Latex|Shellfish|Dust mites|Lactose|Eggs"},
    {"letter_grade", "A|A|B|B|B|C|C|D|F"},
    {"yes_no", "Y|N|N"},
    {"type", "standard|standard|standard|basic|premium|custom"},
    // short codes
    {"room_number", "[101-128]|[201-228]|[301-328]|[401-428]|[501-528]"},
    {"seat", "[1-38]A|[1-38]B|[1-38]C|[1-38]D|[1-38]E|[1-38]F"},
    {"gate", "A[1-28]|B[1-28]|C[1-28]|D[1-28]"},
    {"house_number", "[1-9]|[1-99]|[1-99]|[1-99]|[100-199]|[1-99]a|[1-99]b"},
    {"storage_place", "A-[10-29]-[10-49]|B-[10-29]-[10-49]|C-[10-29]-[10-49]|D-[10-29]-[10-49]"},
    {"blood_pressure", "[104-119]/[64-79]|[110-129]/[68-84]|[110-129]/[68-84]|[130-149]/[80-95]"},
    {"resolution", "1920x1080|1920x1080|2560x1440|3840x2160|1366x768|1280x720"},
    {"term", "Spring [2021-2025]|Autumn [2021-2025]"},
    {"card_check_number", "###"},
    {"short_code", "??####"},
    {"tracking_number", "{{tracking_number}}"},
    {"serial_number", "{{serial_number}}"},
    {"orcid", "{{orcid}}"},
    // persons and companies by the numbers of their countries
    {"maiden_name", "{{last_name}}"},
    {"cpf", "%cpf"},
    {"cnpj", "%cnpj"},
    {"dni", "%dni"},
    {"rut", "%rut"},
    {"nino", "QQ######A|QQ######B|QQ######C|QQ######D"},
};

using Law = NumberDetail::Law;
constexpr NumberDetail kNumbers[] = {
    // bodies
    {"heart_rate", Law::Normal, 74, 12, 45, 180, 1},
    {"systolic", Law::Normal, 122, 14, 88, 195, 1},
    {"diastolic", Law::Normal, 78, 9, 50, 118, 1},
    {"respiratory_rate", Law::Normal, 16, 2.5, 9, 32, 1},
    {"oxygen_saturation", Law::Normal, 97, 1.6, 85, 100, 1},
    {"glucose", Law::LogNormal, 98, 0.2, 55, 320, 1},
    {"cholesterol", Law::Normal, 190, 34, 105, 320, 1},
    {"body_mass_index", Law::Normal, 25.3, 4.2, 15, 48, 0.1},
    {"body_height_cm", Law::Normal, 171, 9.5, 140, 206, 1},
    {"body_height_m", Law::Normal, 1.71, 0.095, 1.4, 2.06, 0.01},
    {"body_weight_kg", Law::Normal, 75, 14, 41, 150, 0.1},
    {"body_temperature", Law::Normal, 36.8, 0.45, 35, 41, 0.1},
    {"steps", Law::LogNormal, 6800, 0.5, 0, 60000, 1},
    {"calories", Law::LogNormal, 420, 0.5, 20, 5000, 1},
    // devices and weather
    {"signal_dbm", Law::Normal, -67, 11, -98, -28, 1},
    {"battery_level", Law::Normal, 62, 26, 1, 100, 1},
    {"battery_voltage", Law::Normal, 3.75, 0.2, 3, 4.25, 0.01},
    {"utilisation", Law::Normal, 42, 22, 0, 100, 0.1},
    {"humidity", Law::Normal, 56, 16, 5, 100, 0.1},
    {"air_pressure", Law::Normal, 1013, 9, 965, 1050, 0.1},
    {"wind_speed", Law::LogNormal, 13, 0.6, 0, 140, 0.1},
    {"acidity", Law::Normal, 7, 0.6, 3, 11, 0.1},
    {"latency_ms", Law::LogNormal, 120, 0.9, 1, 60000, 1},
    {"speed", Law::Normal, 62, 22, 1, 180, 1},
    {"mileage", Law::LogNormal, 62000, 0.8, 10, 450000, 1},
    {"horse_power", Law::LogNormal, 140, 0.4, 50, 800, 1},
    // money
    {"income", Law::LogNormal, 48000, 0.5, 9000, 900000, 100},
    {"budget", Law::LogNormal, 45000, 1.0, 1000, 9000000, 100},
    {"revenue", Law::LogNormal, 240000, 1.3, 1000, 90000000, 100},
    {"principal", Law::LogNormal, 18000, 0.9, 500, 900000, 100},
    {"rent", Law::LogNormal, 980, 0.4, 250, 9000, 10},
    {"shipping_cost", Law::LogNormal, 5.9, 0.4, 1.9, 49, 0.05},
    {"interest_rate", Law::LogNormal, 3.9, 0.5, 0.1, 24, 0.05},
    {"exchange_rate", Law::LogNormal, 1.1, 0.5, 0.05, 200, 0.0001},
    {"commission_rate", Law::Normal, 8, 3.5, 1, 25, 0.5},
    // counts of the usual size
    {"population", Law::LogNormal, 52000, 1.5, 200, 38000000, 1},
    {"views", Law::LogNormal, 900, 1.5, 0, 50000000, 1},
    {"years_of_experience", Law::LogNormal, 6.5, 0.7, 0, 45, 1},
    {"grade_point_average", Law::Normal, 3.1, 0.5, 1, 4, 0.01},
    {"credit_points", Law::Even, 0, 0, 1, 6, 1},
    {"bedrooms", Law::Even, 0, 0, 1, 5, 1},
    {"bathrooms", Law::Even, 0, 0, 1, 3, 1},
    {"guests", Law::LogNormal, 2.3, 0.5, 1, 12, 1},
    {"children", Law::LogNormal, 1, 0.7, 0, 6, 1},
    {"nights", Law::LogNormal, 3.4, 0.6, 1, 28, 1},
    {"doors", Law::Even, 0, 0, 2, 5, 1},
    {"seats", Law::LogNormal, 60, 0.9, 2, 90000, 1},
    {"hours", Law::LogNormal, 6, 0.5, 0.25, 24, 0.25},
    {"days", Law::LogNormal, 7, 0.8, 1, 365, 1},
    {"floor_area", Law::LogNormal, 85, 0.45, 18, 900, 1},
    {"priority_level", Law::Even, 0, 0, 1, 5, 1},
    {"yes_no", Law::Even, 0, 0, 0, 1, 1},
};

template <typename Detail, size_t kCount>
const Detail* find(const Detail (&details)[kCount], std::string_view name) {
  for (const Detail& detail : details)
    if (name == detail.name) return &detail;
  return nullptr;
}

/// At most so long as its expansion; a call may be of any length.
bool may_fit(std::string_view form, int64_t room) {
  if (form[0] == '%') return true;
  if (form.find("{{") != std::string_view::npos) return true;
  int64_t length = 0;
  for (size_t i = 0; i < form.size(); ++i, ++length)
    if (form[i] == '[') {
      length += static_cast<int64_t>(form.find('-', i) - i) - 2;
      i = form.find(']', i);
    }
  return length <= room;
}

/// The check digit of many Latin American numbers: 11 less the remainder by 11 of digits times weights that go up
/// from 2 at the right end and begin again after `last`. 10 and 11 are the caller's.
int modulus_11(std::string_view digits, int last) {
  int sum = 0;
  int weight = 2;
  for (size_t i = digits.size(); i-- > 0;) {
    sum += weight * (digits[i] - '0');
    weight = weight == last ? 2 : weight + 1;
  }
  return 11 - sum % 11;
}

/// Brazil's CPF and CNPJ, Spain's DNI, Chile's RUT; with their signs where there is room.
void append_personal_number(std::string_view kind, const Draw& draw, Stream& stream, std::string& out) {
  std::string digits;
  const bool brazilian = kind == "cpf" || kind == "cnpj";
  if (brazilian) {
    append_digits(stream, kind == "cpf" ? 9 : 8, digits);
    if (kind == "cnpj") digits += "0001";
    for (int i = 0; i < 2; ++i) {
      const int digit = modulus_11(digits, kind == "cpf" ? 12 : 9);
      digits += static_cast<char>('0' + (digit > 9 ? 0 : digit));
    }
    const bool roomy = draw.max_chars >= (kind == "cpf" ? 14 : 18);
    if (roomy) {
      digits.insert(digits.size() - 2, "-");
      if (kind == "cpf") digits.insert(6, ".").insert(3, ".");
      if (kind == "cnpj") digits.insert(8, "/").insert(5, ".").insert(2, ".");
    }
  } else if (kind == "dni") {
    append_digits(stream, 8, digits);
    digits += "TRWAGMYFPDXBNJZSQVHLCKE"[std::stoi(digits) % 23];
  } else {
    digits = std::to_string(stream.between(5000000, 24999999));
    const int digit = modulus_11(digits, 7);
    digits += draw.max_chars > 9 ? "-" : "";
    digits += digit == 11 ? '0' : digit == 10 ? 'K' : static_cast<char>('0' + digit);
  }
  out += digits;
}

}  // namespace

const TextDetail* find_text_detail(std::string_view name) { return find(kTexts, name); }
const NumberDetail* find_number_detail(std::string_view name) { return find(kNumbers, name); }

void append_detailed(std::string_view forms, const Draw& draw, std::string& out) {
  std::vector<std::string_view> all;
  std::vector<std::string_view> fitting;
  for (size_t at = 0; at <= forms.size();) {
    const size_t end = std::min(forms.find('|', at), forms.size());
    all.push_back(forms.substr(at, end - at));
    if (may_fit(all.back(), draw.max_chars)) fitting.push_back(all.back());
    at = end + 1;
  }
  Stream stream = draw.stream(kDetail);
  if (draw.max_chars == 1 && fitting.empty()) {
    const char letter = all[stream.below(all.size())][0];
    if (letter >= 'a' && letter <= 'z') out += static_cast<char>(letter - 'a' + 'A');
    return;
  }
  if (fitting.empty()) return;
  const std::string_view form = fitting[stream.below(fitting.size())];
  if (form[0] == '%') return append_personal_number(form.substr(1), draw, stream, out);
  if (form.find_first_of("{[#?!") == std::string_view::npos) {
    out += form;
    return;
  }
  // The digits are the column's own.
  Draw own = draw;
  if (own.own_key != 0) own.key = own.own_key;
  append_template(form, own, out);
}

double draw_detailed(const NumberDetail& detail, Stream& stream) {
  double value = 0;
  for (int i = 0; i < 8; ++i) {
    switch (detail.law) {
      case Law::Normal: value = draw_normal(stream, detail.centre, detail.spread); break;
      case Law::LogNormal: value = draw_lognormal(stream, detail.centre, detail.spread); break;
      case Law::Even:
        value = detail.low +
                detail.step * std::floor(stream.unit() * ((detail.high - detail.low) / detail.step + 1));
        break;
    }
    if (value >= detail.low && value <= detail.high) break;
  }
  value = std::round(std::clamp(value, detail.low, detail.high) / detail.step) * detail.step;
  return std::clamp(value, detail.low, detail.high);
}

std::string numbered_code(std::string_view prefix, int digits, uint64_t index) {
  uint64_t first = 1;
  for (int i = 1; i < digits; ++i) first *= 10;
  return std::string(prefix) + std::to_string(first + index);
}

}  // namespace datagen::core
