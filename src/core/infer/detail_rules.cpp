// src/core/infer/detail_rules.cpp -- the rules: words of the column and of its relation, and the classes they refine
#include "core/infer/detail_rules.hpp"

#include "core/infer/word_dictionary.hpp"

#include <algorithm>
#include <cstdint>
#include <iterator>

namespace datagen::core {
namespace {

/// Words are held against those of the name as it is written and as column_words.hpp translates them.
struct DetailRule {
  const char* detail;
  const char* words;  ///< all of them must be in the column's name
  const char* about;  ///< one of them must be in the column's name or, if need be, the relation's; empty: any
  char kind;          ///< T texts, N numbers of any type
  char applies;  ///< g where the class is generic or unsure; f where it is generic.flag; m where it is of
                 ///< money or unsure; a to any class
  char needs;    ///< p: the relation is about a person; blank: nothing
};

#define ORDERS "order purchase sale cart fulfilment fulfillment"
#define PERSONS_BODY \
  "vital body measurement athlete checkup examination patient person health medical member fitness"

constexpr DetailRule kRules[] = {
    // states
    {"invoice_status", "status", "invoice bill dunning", 'T', 'g', ' '},
    {"payment_status", "status", "payment transaction transfer refund payout charge amount", 'T', 'g', ' '},
    {"shipment_status", "status", "ship shipment parcel package consignment tracking", 'T', 'g', ' '},
    {"booking_status", "status", "booking reservation appointment visit enrolment registration stay rental",
     'T', 'g', ' '},
    {"ticket_status", "status", "ticket issue bug incident request complaint", 'T', 'g', ' '},
    {"case_status", "status", "claim case application_case", 'T', 'g', ' '},
    {"task_status", "status", "task todo project milestone sprint story", 'T', 'g', ' '},
    {"run_status", "status", "job run build pipeline deployment sync import export batch backup", 'T', 'g',
     ' '},
    {"publication_status", "status", "article post page blog story news document manuscript", 'T', 'g', ' '},
    {"contract_status", "status", "contract policy subscription membership loan lease license", 'T', 'g',
     ' '},
    {"application_status", "status", "application applicant candidate", 'T', 'g', ' '},
    {"deal_status", "status", "lead opportunity deal prospect", 'T', 'g', ' '},
    {"device_status", "status", "device sensor machine vehicle asset equipment station printer", 'T', 'g',
     ' '},
    {"message_status", "status", "message notification email sms mail", 'T', 'g', ' '},
    {"order_status", "status", ORDERS, 'T', 'g', ' '},
    {"status", "status", "", 'T', 'g', ' '},
    {"status", "state", "user account member device", 'T', 'g', ' '},
    // kinds
    {"log_level", "level", "log logger event_log", 'T', 'a', ' '},
    {"skill_level", "level", "skill course lesson class proficiency language", 'T', 'a', ' '},
    {"education", "level", "education", 'T', 'g', ' '},
    {"education", "education", "", 'T', 'g', ' '},
    {"severity", "severity", "", 'T', 'g', ' '},
    {"priority", "priority", "", 'T', 'g', ' '},
    {"priority", "urgency", "", 'T', 'g', ' '},
    {"difficulty", "difficulty", "", 'T', 'g', ' '},
    {"shipping_method", "method", "ship shipment delivery", 'T', 'g', ' '},
    {"payment_method", "payment", "method type mode option", 'T', 'g', ' '},
    {"payment_method", "zahlungsart", "", 'T', 'g', ' '},
    {"payment_method", "method", "payment transaction refund amount donation invoice " ORDERS, 'T', 'g', ' '},
    {"transaction_type", "type", "transaction payment", 'T', 'g', ' '},
    {"account_type", "type", "account bank", 'T', 'a', ' '},
    {"customer_type", "type", "customer user person", 'T', 'g', ' '},
    {"leave_type", "type", "leave absence vacation", 'T', 'g', ' '},
    {"employment_type", "type", "employment employee contract job position", 'T', 'g', ' '},
    {"employment_type", "employment", "status type kind", 'T', 'a', ' '},
    {"address_type", "type", "address", 'T', 'a', ' '},
    {"contact_type", "type", "phone contact email", 'T', 'a', ' '},
    {"movement_type", "type", "movement inventory stock adjustment", 'T', 'g', ' '},
    {"activity_type", "type", "activity action click tracking log interaction", 'T', 'g', ' '},
    {"event_type", "type", "event", 'T', 'g', ' '},
    {"room_type", "type", "room", 'T', 'g', ' '},
    {"property_type", "type", "property house listing estate apartment", 'T', 'g', ' '},
    {"device_type", "type", "device", 'T', 'g', ' '},
    {"ticket_type", "type", "ticket admission", 'T', 'g', ' '},
    {"vehicle_kind", "type", "vehicle fleet truck", 'T', 'a', ' '},
    {"fuel", "fuel", "", 'T', 'g', ' '},
    {"transmission", "transmission", "", 'T', 'g', ' '},
    {"plan", "plan", "", 'T', 'g', ' '},
    {"plan", "tier", "", 'T', 'g', ' '},
    {"plan", "type", "subscription membership plan", 'T', 'g', ' '},
    {"role", "role", "user account member membership access permission organisation company", 'T', 'g', ' '},
    {"cast_role", "role", "cast casting actor credit film movie", 'T', 'g', ' '},
    {"role", "role", "", 'T', 'g', ' '},
    {"frequency", "frequency", "", 'T', 'g', ' '},
    {"frequency", "billing", "cycle interval period", 'T', 'g', ' '},
    {"frequency", "recurrence", "", 'T', 'g', ' '},
    {"action", "action", "", 'T', 'g', ' '},
    {"operating_system", "os", "", 'T', 'g', ' '},
    {"operating_system", "operating", "", 'T', 'g', ' '},
    {"platform", "platform", "", 'T', 'g', ' '},
    {"channel", "channel", "", 'T', 'g', ' '},
    {"channel", "source", "lead customer traffic " ORDERS, 'T', 'g', ' '},
    {"cabin_class", "class", "cabin flight booking fare passenger travel seat", 'T', 'g', ' '},
    {"shift", "shift", "", 'T', 'g', ' '},
    {"term", "semester", "", 'T', 'g', ' '},
    {"clothing_size", "size", "", 'T', 'g', ' '},
    {"unit_of_measure", "unit", "", 'T', 'g', ' '},
    {"unit_of_measure", "uom", "", 'T', 'g', ' '},
    {"relationship", "relationship", "", 'T', 'g', ' '},
    {"species", "species", "", 'T', 'g', ' '},
    {"breed", "breed", "", 'T', 'g', ' '},
    {"film_genre", "genre", "film movie show series tv video cinema", 'T', 'a', ' '},
    {"music_genre", "genre", "music album song track artist band concert", 'T', 'a', ' '},
    {"game_genre", "genre", "game", 'T', 'a', ' '},
    {"book_genre", "genre", "", 'T', 'a', ' '},
    {"condition", "condition", "", 'T', 'g', ' '},
    {"season", "season", "", 'T', 'g', ' '},
    {"weather", "weather", "", 'T', 'g', ' '},
    {"cuisine", "cuisine", "", 'T', 'g', ' '},
    {"visibility", "visibility", "", 'T', 'g', ' '},
    {"visibility", "privacy", "", 'T', 'g', ' '},
    {"lab_result", "result", "lab sample specimen screening", 'T', 'g', ' '},
    {"test_result", "result", "test exam inspection check quality", 'T', 'g', ' '},
    {"outcome", "result", "", 'T', 'g', ' '},
    {"outcome", "outcome", "", 'T', 'g', ' '},
    {"direction", "direction", "", 'T', 'g', ' '},
    {"environment", "environment", "", 'T', 'g', ' '},
    {"protocol", "protocol", "", 'T', 'g', ' '},
    {"weekday", "weekday", "", 'T', 'g', ' '},
    {"month", "month", "", 'T', 'g', ' '},
    {"language", "language", "name", 'T', 'a', ' '},
    {"language", "name", "language lang", 'T', 'g', ' '},
    {"currency_name", "currency", "name", 'T', 'g', ' '},
    {"currency_name", "name", "currency", 'T', 'g', ' '},
    {"maiden_name", "maiden", "", 'T', 'a', ' '},
    {"cpf", "cpf", "", 'T', 'a', ' '},
    {"cnpj", "cnpj", "", 'T', 'a', ' '},
    {"dni", "dni", "", 'T', 'a', ' '},
    {"nino", "nino", "", 'T', 'a', ' '},
    {"rut", "rut", "", 'T', 'a', ' '},
    {"material", "material", "", 'T', 'g', ' '},
    {"medication", "medication", "", 'T', 'g', ' '},
    {"medication", "drug", "", 'T', 'g', ' '},
    {"medication", "medicine", "", 'T', 'g', ' '},
    {"medication", "name", "medication drug medicine", 'T', 'g', ' '},
    {"dose", "dosage", "", 'T', 'g', ' '},
    {"dose", "dose", "", 'T', 'g', ' '},
    {"allergy", "allergy", "", 'T', 'g', ' '},
    {"allergy", "allergen", "", 'T', 'g', ' '},
    {"letter_grade", "grade", "", 'T', 'g', ' '},
    {"resolution", "resolution", "screen video display monitor camera device", 'T', 'g', ' '},
    {"type", "type", "", 'T', 'g', ' '},
    {"level", "level", "", 'T', 'g', ' '},
    {"yes_no", "", "", 'T', 'f', ' '},
    {"yes_no", "", "", 'N', 'f', ' '},
    // codes
    {"room_number", "room", "number no nr", 'T', 'a', ' '},
    {"room_number", "number", "room", 'T', 'g', ' '},
    {"house_number", "hausnummer", "", 'T', 'a', ' '},
    {"house_number", "house", "number no nr", 'T', 'a', ' '},
    {"house_number", "street", "number no nr", 'T', 'a', ' '},
    {"house_number", "building", "number no nr", 'T', 'a', ' '},
    {"seat", "seat", "", 'T', 'g', ' '},
    {"gate", "gate", "", 'T', 'g', ' '},
    {"storage_place", "bin", "", 'T', 'g', ' '},
    {"storage_place", "shelf", "", 'T', 'g', ' '},
    {"storage_place", "location", "warehouse stock inventory quantity bin", 'T', 'g', ' '},
    {"card_check_number", "cvv", "", 'T', 'a', ' '},
    {"card_check_number", "cvc", "", 'T', 'a', ' '},
    {"blood_pressure", "blood pressure", "", 'T', 'a', ' '},
    {"tracking_number", "tracking", "", 'T', 'a', ' '},
    {"serial_number", "serial", "", 'T', 'a', ' '},
    {"orcid", "orcid", "", 'T', 'a', ' '},
    // bodies
    {"heart_rate", "heart rate", "", 'N', 'a', ' '},
    {"heart_rate", "heartrate", "", 'N', 'a', ' '},
    {"heart_rate", "pulse", "", 'N', 'a', ' '},
    {"heart_rate", "bpm", PERSONS_BODY " heart", 'N', 'a', ' '},
    {"systolic", "systolic", "", 'N', 'a', ' '},
    {"diastolic", "diastolic", "", 'N', 'a', ' '},
    {"respiratory_rate", "respiratory", "", 'N', 'a', ' '},
    {"respiratory_rate", "respiration", "", 'N', 'a', ' '},
    {"oxygen_saturation", "spo2", "", 'N', 'a', ' '},
    {"oxygen_saturation", "spo", "", 'N', 'a', ' '},
    {"oxygen_saturation", "oxygen", "", 'N', 'a', ' '},
    {"glucose", "glucose", "", 'N', 'a', ' '},
    {"glucose", "blood sugar", "", 'N', 'a', ' '},
    {"cholesterol", "cholesterol", "", 'N', 'a', ' '},
    {"body_mass_index", "bmi", "", 'N', 'a', ' '},
    {"body_height_cm", "height", PERSONS_BODY, 'N', 'a', ' '},
    {"body_height_cm", "height", "", 'N', 'a', 'p'},
    {"body_weight_kg", "weight", PERSONS_BODY, 'N', 'a', ' '},
    {"body_weight_kg", "weight", "", 'N', 'a', 'p'},
    {"body_temperature", "temperature", PERSONS_BODY, 'N', 'a', ' '},
    {"body_temperature", "temperature", "", 'N', 'a', 'p'},
    {"steps", "steps", "", 'N', 'g', ' '},
    {"calories", "calories", "", 'N', 'a', ' '},
    {"calories", "kcal", "", 'N', 'a', ' '},
    // devices and weather
    {"signal_dbm", "rssi", "", 'N', 'a', ' '},
    {"signal_dbm", "dbm", "", 'N', 'a', ' '},
    {"signal_dbm", "signal strength", "", 'N', 'a', ' '},
    {"battery_voltage", "battery voltage", "", 'N', 'a', ' '},
    {"battery_level", "battery", "level percent pct charge", 'N', 'a', ' '},
    {"battery_level", "battery", "", 'N', 'g', ' '},
    {"utilisation", "usage", "cpu memory ram disk gpu", 'N', 'a', ' '},
    {"utilisation", "load", "cpu gpu", 'N', 'a', ' '},
    {"humidity", "humidity", "", 'N', 'a', ' '},
    {"humidity", "luftfeuchtigkeit", "", 'N', 'a', ' '},
    {"air_pressure", "hpa", "", 'N', 'a', ' '},
    {"air_pressure", "pressure", "air weather barometric sensor climate", 'N', 'g', ' '},
    {"wind_speed", "wind speed", "", 'N', 'a', ' '},
    {"acidity", "ph", "", 'N', 'g', ' '},
    {"latency_ms", "latency", "", 'N', 'a', ' '},
    {"latency_ms", "ms", "response request latency duration ping", 'N', 'a', ' '},
    {"speed", "speed", "", 'N', 'g', ' '},
    {"mileage", "mileage", "", 'N', 'a', ' '},
    {"mileage", "odometer", "", 'N', 'a', ' '},
    {"mileage", "kilometerstand", "", 'N', 'a', ' '},
    {"horse_power", "horsepower", "", 'N', 'g', ' '},
    {"horse_power", "hp", "", 'N', 'g', ' '},
    // money
    {"income", "income", "", 'N', 'a', ' '},
    {"budget", "budget", "", 'N', 'a', ' '},
    {"revenue", "revenue", "annual company quarter monthly report year", 'N', 'a', ' '},
    {"revenue", "turnover", "", 'N', 'a', ' '},
    {"revenue", "umsatz", "", 'N', 'a', ' '},
    {"principal", "principal", "", 'N', 'a', ' '},
    {"principal", "loan amount", "", 'N', 'a', ' '},
    {"principal", "amount", "loan mortgage", 'N', 'a', ' '},
    {"rent", "rent", "", 'N', 'a', ' '},
    {"shipping_cost", "shipping", "cost fee amount price charge charges total", 'N', 'a', ' '},
    {"shipping_cost", "delivery", "cost fee price charge", 'N', 'a', ' '},
    {"shipping_cost", "shipping", "", 'N', 'm', ' '},
    {"shipping_cost", "freight", "", 'N', 'm', ' '},
    {"shipping_cost", "versandkosten", "", 'N', 'a', ' '},
    {"interest_rate", "interest", "rate percent apr", 'N', 'a', ' '},
    {"interest_rate", "apr", "", 'N', 'g', ' '},
    {"exchange_rate", "exchange rate", "", 'N', 'a', ' '},
    {"commission_rate", "commission", "rate percent pct", 'N', 'a', ' '},
    // counts
    {"population", "population", "", 'N', 'g', ' '},
    {"population", "inhabitants", "", 'N', 'g', ' '},
    {"views", "views", "", 'N', 'g', ' '},
    {"views", "downloads", "", 'N', 'g', ' '},
    {"views", "followers", "", 'N', 'g', ' '},
    {"years_of_experience", "experience", "", 'N', 'a', ' '},
    {"grade_point_average", "gpa", "", 'N', 'a', ' '},
    {"credit_points", "credits", "course module class subject", 'N', 'g', ' '},
    {"bedrooms", "bedrooms", "", 'N', 'g', ' '},
    {"bathrooms", "bathrooms", "", 'N', 'g', ' '},
    {"guests", "guests", "", 'N', 'a', ' '},
    {"guests", "adults", "", 'N', 'g', ' '},
    {"guests", "party size", "", 'N', 'a', ' '},
    {"children", "children", "", 'N', 'a', ' '},
    {"nights", "nights", "", 'N', 'a', ' '},
    {"doors", "doors", "", 'N', 'g', ' '},
    {"hours", "hours", "", 'N', 'a', ' '},
    {"days", "days", "", 'N', 'a', ' '},
    {"floor_area", "area", "floor property house apartment room listing living sqm", 'N', 'a', ' '},
    {"priority_level", "priority", "", 'N', 'a', ' '},
};

struct CompiledRule {
  const DetailRule* rule;
  std::vector<std::string> words, about;
};

const std::vector<CompiledRule>& rules() {
  static const std::vector<CompiledRule> kCompiled = [] {
    std::vector<CompiledRule> compiled;
    for (const DetailRule& rule : kRules)
      compiled.push_back({&rule, words_between_blanks(rule.words), words_between_blanks(rule.about)});
    return compiled;
  }();
  return kCompiled;
}

bool holds(const std::vector<std::string>& words, const std::string& word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// The words of a name both ways, singulars of the written ones included.
std::vector<std::string> both_ways(std::string_view name, const ColumnWords& translated) {
  std::vector<std::string> words = parts_of(name);
  const size_t written = words.size();
  for (size_t i = 0; i < written; ++i)
    if (words[i].size() > 3 && words[i].back() == 's')
      words.push_back(words[i].substr(0, words[i].size() - 1));
  words.insert(words.end(), translated.words.begin(), translated.words.end());
  return words;
}

bool is_number(char kind) { return kind == 'I' || kind == 'N' || kind == 'F'; }

bool is_refinable(const DetailQuestion& question, char applies) {
  if (applies == 'f') return question.sure && question.semantic_class == "generic.flag";
  if (applies == 'a' || !question.sure) return true;
  if (applies == 'm') return question.semantic_class.substr(0, 8) == "finance.";
  const std::string_view found = question.semantic_class;
  // These speak for themselves.
  for (std::string_view plain : {"generic.color", "generic.locale", "generic.version", "generic.hash",
                                 "generic.json", "generic.uuid", "generic.row_id"})
    if (found == plain) return false;
  return found != "generic.flag" && (found.substr(0, 8) == "generic." || found == "commerce.quantity");
}

/// What the numbers on documents begin with.
struct Prefix {
  const char* word;
  const char* prefix;
};
constexpr Prefix kPrefixes[] = {
    {"mrn", "MRN"},       {"medical", "MRN"},      {"order", ""},          {"invoice", "INV"},
    {"ticket", "TKT"},    {"booking", "BKG"},      {"reservation", "RES"}, {"receipt", "RCP"},
    {"quote", "QUO"},     {"payment", "PAY"},      {"contract", "CTR"},    {"policy", "POL"},
    {"claim", "CLM"},     {"case", "CAS"},         {"transaction", "TXN"}, {"tx", "TXN"},
    {"reference", "REF"}, {"confirmation", "CNF"}, {"increment", ""},      {"insurance", "INS"}};

/// Words that say how a thing is told from others, or whose it is, not what it is.
constexpr const char* kIdle[] = {"number",   "id",        "code",   "no",     "nr",  "external",
                                 "internal", "reference", "public", "unique", "old", "new",
                                 "main",     "our",       "their",  "of",     "the", "de"};

/// "=" and the prefix of a code that tells things apart; empty for those that have a form of their own.
std::string code_prefix(const DetailQuestion& question, const std::vector<std::string>& column) {
  const auto known_as = [&](const Prefix& known) {
    if (known.prefix[0] != 0) return std::string("=") + known.prefix + "-";
    return question.semantic_class == "commerce.order_number" ? std::string() : std::string("=ORD-");
  };
  for (const Prefix& known : kPrefixes)
    if (holds(column, known.word) &&
        (std::string_view(known.word) != "reference" || question.words->words.size() == 1))
      return known_as(known);
  const auto is_idle = [](const std::string& word) {
    return word[0] < 'a' || word[0] > 'z' ||
           std::any_of(std::begin(kIdle), std::end(kIdle), [&](const char* idle) { return word == idle; });
  };
  std::string thing;
  for (const std::string& word : question.words->words)
    if (thing.empty() && !is_idle(word)) thing = word;
  if (thing.empty())
    for (const std::string& word : question.table->words)
      if (!is_idle(word)) thing = word;
  for (const Prefix& known : kPrefixes)
    if (thing == known.word) return known_as(known);
  std::string prefix;
  for (char c : thing)
    if (prefix.size() < 3 && c >= 'a' && c <= 'z') prefix += static_cast<char>(c - 'a' + 'A');
  return prefix.size() < 2 ? std::string() : "=" + prefix + "-";
}

bool is_code(std::string_view semantic_class) {
  return semantic_class == "commerce.order_number" || semantic_class == "generic.external_id" ||
         semantic_class == "generic.code";
}

enum class Teller : uint8_t { Column, Relation, Nobody };

bool has_all(const std::vector<std::string>& words, const std::vector<std::string>& wanted) {
  return std::all_of(wanted.begin(), wanted.end(),
                     [&](const std::string& word) { return holds(words, word); });
}
bool has_any(const std::vector<std::string>& words, const std::vector<std::string>& wanted) {
  return std::any_of(wanted.begin(), wanted.end(),
                     [&](const std::string& word) { return holds(words, word); });
}

/// Whether the column names a thing of its own beside the rule's words: the fuel_type of vehicles is no type of vehicle.
bool says_more(const ColumnWords& column, const std::vector<std::string>& matched,
               const std::vector<std::string>& table) {
  static const std::vector<std::string> kNothing{"current", "old",     "new",  "default",
                                                 "main",    "primary", "last", "is"};
  return std::any_of(column.words.begin(), column.words.end(), [&](const std::string& word) {
    return !holds(matched, word) && !holds(table, word) && !holds(kNothing, word);
  });
}

}  // namespace

std::string detail_of(const DetailQuestion& question) {
  const bool number = is_number(question.type_kind);
  if (!number && question.type_kind != 'T') return {};
  const std::vector<std::string> column = both_ways(question.name, *question.words);
  const std::vector<std::string> table = both_ways(question.relation, *question.table);
  // What the column says itself goes before what its relation says.
  for (const Teller teller : {Teller::Column, Teller::Relation, Teller::Nobody})
    for (const CompiledRule& rule : rules()) {
      if ((rule.rule->kind == 'N') != number || (rule.rule->needs == 'p' && !question.about_person) ||
          rule.about.empty() != (teller == Teller::Nobody) || !has_all(column, rule.words))
        continue;
      if (teller == Teller::Column && !has_any(column, rule.about)) continue;
      if (teller == Teller::Relation &&
          (!has_any(table, rule.about) || (!number && says_more(*question.words, rule.words, table))))
        continue;
      if (is_refinable(question, rule.rule->applies)) return rule.rule->detail;
    }
  if (!number && is_code(question.semantic_class) && question.sure && column.size() < 8)
    return code_prefix(question, column);
  return {};
}

}  // namespace datagen::core
