// src/core/generate/gender_gen.cpp -- a sex or form of address from a list, as the row's person has it
#include "core/generate/family.hpp"
#include "core/generate/realistic_class.hpp"
#include "core/realistic/entities.hpp"

namespace datagen::core {
namespace {

/// Lists longer than this are none of sexes or forms of address.
constexpr uint64_t kMost = 16;
/// Share of what says neither the one nor the other.
constexpr double kOtherShare = 0.02;

class GenderOfPerson final : public Generator {
 public:
  GenderOfPerson(const GeneratorRequest& request, GeneratorPtr plain)
      : name_(maker_of_class(request.hint.semantic_class)->name),
        realm_(*request.settings.realm),
        entity_(request.hint.entity),
        plain_(std::move(plain)) {
    Arena arena;
    for (uint64_t i = 0; i < plain_->size(); ++i) {
      const Value value = plain_->unrank(i, arena);
      const bool labelled = value.kind == ValueKind::Tick && value.tick >= 0 &&
                            static_cast<size_t>(value.tick) < request.type->labels.size();
      const auto female = value.kind == ValueKind::Text ? told_female(value.text())
                          : labelled ? told_female(request.type->labels[static_cast<size_t>(value.tick)])
                                     : std::nullopt;
      places_[female ? (*female ? 0 : 1) : 2].push_back(i);
    }
  }

  /// Gives up the generator of the list.
  GeneratorPtr plain() { return std::move(plain_); }
  bool tells_both() const { return !places_[0].empty() && !places_[1].empty(); }

  Value draw(Stream& stream, Arena& arena) const override {
    const bool other = !places_[2].empty() && stream.chance(kOtherShare);
    const bool female = draw_person({realm_, entity_, stream.row(), stream.attempt()}).female;
    const std::vector<uint64_t>& places = places_[other ? 2 : female ? 0 : 1];
    return plain_->unrank(places[stream.below(places.size())], arena);
  }
  uint64_t size() const override { return plain_->size(); }
  Value unrank(uint64_t index, Arena& arena) const override { return plain_->unrank(index, arena); }
  std::optional<uint64_t> rank(const Value& value) const override { return plain_->rank(value); }
  std::string name() const override { return name_; }

 private:
  std::string name_;
  const Realm& realm_;
  uint64_t entity_;
  GeneratorPtr plain_;
  std::vector<uint64_t> places_[3];  // in the listing: women, men, others
};

}  // namespace

GeneratorPtr make_gender_generator(const GeneratorRequest& request, GeneratorPtr plain) {
  const std::string& known = request.hint.semantic_class;
  if ((known != "person.gender" && known != "person.prefix") || !plain || !request.settings.realm ||
      request.depth > 0 || request.unique || plain->size() == 0 || plain->size() > kMost)
    return plain;
  auto told = std::make_unique<GenderOfPerson>(request, std::move(plain));
  if (told->tells_both()) return told;
  return told->plain();
}

}  // namespace datagen::core
