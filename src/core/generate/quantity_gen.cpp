// src/core/generate/quantity_gen.cpp -- numbers and times by a column's meaning: prices, counts, years, office hours
#include "core/generate/family.hpp"
#include "core/generate/tick_gen.hpp"
#include "core/random/variate.hpp"
#include "core/realistic/details.hpp"
#include "core/realistic/entities.hpp"
#include "core/realistic/makers.hpp"

#include <algorithm>
#include <cmath>

namespace datagen::core {
namespace {

constexpr int64_t kSecond = 1000000;
constexpr int64_t kDay = 86400 * kSecond;

/// Sets of up to so many values are small.
constexpr uint64_t kSmallSet = 64;

/// What the shapes know of the column.
struct Shape {
  int scale = 0;          ///< decimals of the grid
  double largest = 1e18;  ///< in units
  int64_t as_of = 0;
  const Realm* realm = nullptr;  ///< for places; may be null
  uint64_t entity = 0, key = 0;
  const NumberDetail* detail = nullptr;  ///< the law of by_detail()
};

/// A number in units, before it is put on the grid.
using NumberShape = double (*)(Stream& stream, const Shape& shape);

double price(Stream& stream, const Shape& shape) {
  const double cents = static_cast<double>(draw_price(stream, 35, 1.0));
  return shape.scale == 0 ? std::floor(cents / 100) + 1 : cents / 100;
}
double amount(Stream& stream, const Shape& shape) {
  const double cents = static_cast<double>(draw_price(stream, 90, 1.1));
  return shape.scale == 0 ? std::floor(cents) : cents / 100;
}
double balance(Stream& stream, const Shape&) {
  return std::floor(draw_lognormal(stream, 1800, 1.2) * 100) / 100;
}
double salary(Stream& stream, const Shape& shape) {
  const double yearly = draw_lognormal(stream, 52000, 0.45);
  return shape.largest < 20000 ? std::floor(yearly / 1200) * 100 * (shape.largest < 5000 ? 0.1 : 1)
                               : std::floor(yearly / 100) * 100;
}
double quantity(Stream& stream, const Shape&) {
  return std::max(1.0, std::floor(draw_lognormal(stream, 4, 1.0)));
}
double count(Stream& stream, const Shape&) { return std::floor(draw_lognormal(stream, 8, 1.4)); }
double age(Stream& stream, const Shape&) {
  const double years = draw_normal(stream, 42, 14);
  return std::floor(std::clamp(years, 18.0, 90.0));
}
double rating(Stream& stream, const Shape& shape) {
  const double stars = std::clamp(draw_normal(stream, 4.0, 0.9), 1.0, 5.0);
  return shape.scale == 0 ? std::round(stars) : std::round(stars * 10) / 10;
}
double score(Stream& stream, const Shape& shape) {
  const double unit = std::clamp(draw_normal(stream, 0.6, 0.18), 0.0, 1.0);
  return shape.largest < 2 ? unit : shape.largest < 20 ? unit * 10 : unit * 100;
}
double percentage(Stream& stream, const Shape& shape) {
  const double percent = std::floor(stream.unit() * 1001) / 10;
  return shape.largest < 2 ? percent / 100 : shape.scale == 0 ? std::floor(percent) : percent;
}
double tax_rate(Stream& stream, const Shape& shape) {
  static constexpr double kRates[] = {0, 5, 7, 10, 19, 20, 20, 21, 22, 25};
  const double rate = kRates[stream.below(std::size(kRates))];
  return shape.largest < 2 ? rate / 100 : rate;
}
double discount(Stream& stream, const Shape& shape) {
  static constexpr double kPercent[] = {0, 0, 0, 0, 0, 5, 5, 10, 10, 15, 20, 25, 30, 50};
  const double percent = kPercent[stream.below(std::size(kPercent))];
  return shape.largest < 2 ? percent / 100 : percent;
}
int64_t year_now(const Shape& shape) { return year_of(shape.as_of); }
double year(Stream& stream, const Shape& shape) {
  // Recent years are more frequent.
  return static_cast<double>(year_now(shape)) - std::floor(30 * stream.unit() * stream.unit());
}
double duration(Stream& stream, const Shape&) {
  return std::max(1.0, std::floor(draw_lognormal(stream, 45, 0.9)));
}
double position(Stream& stream, const Shape&) { return 1 + std::floor(stream.unit() * 20); }
double file_size(Stream& stream, const Shape&) { return std::floor(draw_lognormal(stream, 180000, 1.8)); }
double length(Stream& stream, const Shape&) { return std::floor(draw_lognormal(stream, 120, 0.8) * 10) / 10; }
double weight(Stream& stream, const Shape&) {
  return std::floor(draw_lognormal(stream, 12, 1.1) * 10) / 10 + 0.1;
}
double temperature(Stream& stream, const Shape&) { return std::round(draw_normal(stream, 21, 8) * 10) / 10; }

/// Through the text generators: the same place as the row's city.
double by_maker(const char* name, Stream& stream, const Shape& shape) {
  if (!shape.realm) return stream.unit() * 100;
  const RealisticGenerator* maker = find_realistic_generator(name);
  std::string text;
  maker->make({*shape.realm, shape.entity, stream.row(), stream.attempt(), INT32_MAX, shape.key}, text);
  double value = 0;
  double scale = 0;
  for (char c : text) {
    if (c == '.') scale = 1;
    if (c < '0' || c > '9') continue;
    value = value * 10 + (c - '0');
    scale *= 10;
  }
  if (scale > 0) value /= scale;
  return !text.empty() && text[0] == '-' ? -value : value;
}
double latitude(Stream& stream, const Shape& shape) { return by_maker("latitude", stream, shape); }
double longitude(Stream& stream, const Shape& shape) { return by_maker("longitude", stream, shape); }
double port(Stream& stream, const Shape& shape) { return by_maker("port", stream, shape); }
double http_status(Stream& stream, const Shape& shape) { return by_maker("http_status", stream, shape); }

/// In hundredths where the column has no room for the usual size: metres for centimetres, shares for percent.
double by_detail(Stream& stream, const Shape& shape) {
  const double value = draw_detailed(*shape.detail, stream);
  const double usual =
      shape.detail->law == NumberDetail::Law::Even ? shape.detail->high : shape.detail->centre;
  return usual > shape.largest ? value / 100 : value;
}

struct NumberClass {
  std::string_view semantic_class;
  NumberShape shape;
  const char* name;
};

constexpr NumberClass kNumbers[] = {
    {"finance.price", price, "price"},
    {"finance.amount", amount, "amount"},
    {"finance.balance", balance, "balance"},
    {"finance.salary", salary, "salary"},
    {"finance.tax_rate", tax_rate, "tax_rate"},
    {"finance.discount", discount, "discount"},
    {"commerce.quantity", quantity, "quantity"},
    {"commerce.rating", rating, "rating"},
    {"person.age", age, "age"},
    {"generic.count", count, "count"},
    {"generic.score", score, "score"},
    {"generic.percentage", percentage, "percentage"},
    {"generic.position", position, "position"},
    {"time.year", year, "year"},
    {"time.duration", duration, "duration"},
    {"file.size", file_size, "file_size"},
    {"measure.length", length, "length"},
    {"measure.weight", weight, "weight"},
    {"measure.temperature", temperature, "temperature"},
    {"address.latitude", latitude, "latitude"},
    {"address.longitude", longitude, "longitude"},
    {"internet.port", port, "port"},
    {"internet.http_status", http_status, "http_status"},
};

/// A moment of the five years before as_of: more towards the end, on weekdays, by day.
int64_t rhythmic_moment(Stream& stream, const Shape& shape) {
  constexpr double kSpan = 5 * 365.25;
  for (int i = 0; i < 4; ++i) {
    const double u = stream.unit();
    // The density grows from a half to one and a half over the window.
    const double grown = (std::sqrt(0.25 + 2 * u) - 0.5);
    const int64_t day_start = (shape.as_of / kDay - 1 - static_cast<int64_t>((1 - grown) * kSpan)) * kDay;
    // 2000-01-01 was a Saturday.
    const int64_t weekday = ((day_start / kDay) % 7 + 7) % 7;
    if (weekday < 2 && stream.chance(0.5)) continue;
    const double hour = stream.chance(0.85) ? 8 + (stream.unit() + stream.unit()) * 6 : stream.unit() * 24;
    return std::min(day_start + static_cast<int64_t>(hour * 3600) * kSecond, shape.as_of);
  }
  return shape.as_of - static_cast<int64_t>(stream.unit() * kSpan) * kDay;
}

int64_t birth_moment(Stream& stream, const Shape& shape) {
  const double years = std::clamp(draw_normal(stream, 42, 14), 18.0, 90.0);
  return shape.as_of - static_cast<int64_t>((years + stream.unit()) * 365.25) * kDay;
}

class ShapedQuantity final : public Generator {
 public:
  ShapedQuantity(const GeneratorRequest& request, const char* name, NumberShape number, GeneratorPtr plain,
                 const NumberDetail* detail = nullptr)
      : name_(name),
        number_(number),
        plain_(std::move(plain)),
        grid_(grid_of(*request.type, request.domain.ticks)) {
    const Type& type = *request.type;
    shape_.scale = type.scale;
    shape_.as_of = request.settings.as_of;
    shape_.realm = request.settings.realm;
    shape_.entity = request.hint.entity;
    shape_.key = request.key;
    shape_.detail = detail;
    unit_ = 1;
    for (int i = 0; i < type.scale; ++i) unit_ *= 10;
    for (int i = 0; i > type.scale; --i) unit_ /= 10;
    shape_.largest = static_cast<double>(grid_.highest()) / unit_;
    step_ = std::max<int64_t>(type.tick_step, 1);
    days_ = type.type_class == TypeClass::Date;
    // Who limits both sides has a set in mind, and all of it is to be seen, not only what the class prefers.
    if (number_ && number_ != latitude && number_ != longitude && limited_below(type, grid_) &&
        limited_above(type, grid_))
      plain_share_ = grid_.size() <= kSmallSet ? 0.75 : 0.5;
    born_ = request.hint.semantic_class == "person.birth_date";
  }

  bool suits() const {
    int admitted = 0;
    for (uint64_t trial = 0; trial < 60 && admitted < 3; ++trial) {
      Stream stream(shape_.key, trial);
      admitted += grid_.contains(shaped(stream));
    }
    return admitted >= 3;
  }

  Value draw(Stream& stream, Arena& arena) const override {
    constexpr int kDraws = 24;
    if (plain_share_ > 0 && stream.chance(plain_share_)) return plain_->draw(stream, arena);
    for (int i = 0; i < kDraws; ++i) {
      const int64_t tick = shaped(stream);
      if (grid_.contains(tick)) return Value::of_tick(tick);
      // What an entity tells does not change with the draw.
      if (number_ == latitude || number_ == longitude) break;
    }
    return plain_->draw(stream, arena);
  }
  uint64_t size() const override { return plain_->size(); }
  uint64_t plausible_size() const override { return plain_->plausible_size(); }
  Value unrank(uint64_t index, Arena& arena) const override { return plain_->unrank(index, arena); }
  std::optional<uint64_t> rank(const Value& value) const override { return plain_->rank(value); }
  std::string name() const override { return name_; }

 private:
  int64_t shaped(Stream& stream) const {
    if (!number_) {
      const int64_t moment = born_ ? birth_moment(stream, shape_) : rhythmic_moment(stream, shape_);
      if (days_) return moment >= 0 ? moment / kDay : -((-moment + kDay - 1) / kDay);
      return moment - (moment % step_ + step_) % step_;
    }
    const double ticks = number_(stream, shape_) * unit_;
    if (!(std::fabs(ticks) < 9e18)) return INT64_MAX;
    const auto tick = static_cast<int64_t>(ticks < 0 ? ticks - 0.5 : ticks + 0.5);
    return tick - tick % step_;
  }

  const char* name_;
  NumberShape number_;
  GeneratorPtr plain_;
  TickSet grid_;
  Shape shape_;
  double unit_ = 1;
  double plain_share_ = 0;
  int64_t step_ = 1;
  bool days_ = false, born_ = false;
};

}  // namespace

GeneratorPtr make_quantity_generator(const GeneratorRequest& request, GeneratorPtr plain) {
  if (request.depth > 0 || request.unique) return plain;
  const std::string_view meaning = request.hint.semantic_class;
  const char* name = nullptr;
  NumberShape number = nullptr;
  const NumberDetail* detail = nullptr;
  switch (request.type->type_class) {
    case TypeClass::Integer:
    case TypeClass::Numeric:
    case TypeClass::Float:
    case TypeClass::Money:
      detail = find_number_detail(request.hint.detail);
      if (detail && ShapedQuantity(request, detail->name, by_detail, nullptr, detail).suits())
        return std::make_unique<ShapedQuantity>(request, detail->name, by_detail, std::move(plain), detail);
      for (const NumberClass& entry : kNumbers)
        if (entry.semantic_class == meaning) {
          name = entry.name;
          number = entry.shape;
        }
      break;
    case TypeClass::Date:
    case TypeClass::Timestamp:
    case TypeClass::TimestampTz:
      if (meaning == "person.birth_date")
        name = "birth_date";
      else if (meaning.substr(0, 5) == "time.")
        name = "moment";
      break;
    default: break;
  }
  if (!name) return plain;
  auto trial = std::make_unique<ShapedQuantity>(request, name, number, nullptr);
  if (!trial->suits()) return plain;
  return std::make_unique<ShapedQuantity>(request, name, number, std::move(plain));
}

}  // namespace datagen::core
