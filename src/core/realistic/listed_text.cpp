// src/core/realistic/listed_text.cpp -- the pack's templates: whose names they call
#include "core/data/template.hpp"
#include "core/realistic/entities.hpp"
#include "core/realistic/families.hpp"

namespace datagen::core {
namespace {

/// Templates call each other no deeper than this.
constexpr int kDeepest = 8;

}  // namespace

class RealmNames : public TemplateNames {
 public:
  RealmNames(const Draw& draw, Stream& stream, int depth) : draw_(draw), stream_(stream), depth_(depth) {}

  bool append(std::string_view name, std::string& out) override {
    if (depth_ > kDeepest) return false;
    if (name == "location.street") {
      append_street(draw_, out);
      return true;
    }
    if (name == "company.name") {
      out += draw_company(draw_).name;
      return true;
    }
    if (const RealisticGenerator* generator = find_realistic_generator(name)) {
      // Several calls of one template tell of several things.
      Draw inner = draw_;
      inner.key = combine(draw_.key, 1000 + calls_++);
      generator->make(inner, out);
      return true;
    }
    const PackList& list = draw_.realm.list(name);
    if (list.empty()) return false;
    append_at(list, out);
    return true;
  }

  void append_at(const PackList& list, std::string& out) { expand(list, list.draw(stream_), out); }

  void expand(const PackList& list, std::string_view text, std::string& out) {
    if (!list.has_templates() && !list.has_digits()) {
      out += text;
      return;
    }
    RealmNames inner(draw_, stream_, depth_ + 1);
    expand_template(text, list.has_digits() ? TemplateSigns::Digits : TemplateSigns::Literal, stream_, inner,
                    out);
  }

 private:
  const Draw& draw_;
  Stream& stream_;
  int depth_;
  uint64_t calls_ = 0;
};

void append_listed(const PackList& list, std::string_view text, const Draw& draw, Stream& stream,
                   std::string& out) {
  RealmNames(draw, stream, 0).expand(list, text, out);
}

void append_drawn(const PackList& list, const Draw& draw, Stream& stream, std::string& out) {
  append_listed(list, list.draw(stream), draw, stream, out);
}

void append_template(std::string_view text, const Draw& draw, std::string& out) {
  Stream stream = draw.stream(salt::kAlone);
  RealmNames names(draw, stream, 0);
  expand_template(text, TemplateSigns::Digits, stream, names, out);
}

void append_digits(Stream& stream, int count, std::string& out) {
  for (int i = 0; i < count; ++i) out += static_cast<char>('0' + stream.below(10));
}

void append_letters(Stream& stream, int count, std::string& out) {
  for (int i = 0; i < count; ++i) out += static_cast<char>('A' + stream.below(26));
}

const std::vector<RealisticGenerator>& realistic_generators() {
  static const std::vector<RealisticGenerator> kAll = [] {
    std::vector<RealisticGenerator> all;
    for (const auto& family :
         {person_generators(), address_generators(), phone_generators(), internet_generators(),
          commerce_generators(), finance_generators(), prose_generators(), thing_generators()})
      all.insert(all.end(), family.begin(), family.end());
    return all;
  }();
  return kAll;
}

const RealisticGenerator* find_realistic_generator(std::string_view name) {
  for (const RealisticGenerator& generator : realistic_generators())
    if (generator.name == name) return &generator;
  return nullptr;
}

}  // namespace datagen::core
