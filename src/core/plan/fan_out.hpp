// src/core/plan/fan_out.hpp -- how many children the parents of one foreign key have, and which row is whose child
#pragma once

#include "core/random/law.hpp"
#include "core/random/permutation.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace datagen::core {

enum class FanOutLaw : uint8_t { Fixed, Uniform, Poisson, NegativeBinomial, Zipf };

/// What the user asks of a foreign key.
struct FanOutShape {
  FanOutLaw law = FanOutLaw::Poisson;
  std::optional<double> mean;     ///< children per parent; without it, as the number of rows asks for
  double dispersion = 1;          ///< negative binomial: the variance is mean + mean^2 / dispersion
  double exponent = 1;            ///< Zipf: the k-th busiest parent has a share proportional to k^-exponent
  std::optional<uint64_t> least;  ///< children of a parent that has any right to them; truncates the law
  std::optional<uint64_t> most;
  double childless = 0;  ///< share of parents that have no children at all; the rest follows the law
};

/// Throws Error(InvalidParameter) when the settings contradict each other or the law.
void check_fan_out(const FanOutShape& shape);
/// The law that a word of SQL names: fixed, uniform, poisson, negative_binomial, zipf. nullopt for others.
std::optional<FanOutLaw> fan_out_law(const std::string& word);
const char* fan_out_word(FanOutLaw law);

/// The number of children that `parents` parents have by the shape, each drawn by itself; 0 when the shape leaves it open
/// (no mean). `key` as in FanOut.
uint64_t natural_children(const FanOutShape& shape, uint64_t parents, uint64_t key);

/// Deals rows out to parents: a function of (shape, parents, rows, key), so slices of the rows agree. Memory: one number
/// per parent, for Zipf's law none.
///
/// With a mean, parents get children in a random order until the rows are spent, so those who have any follow the law;
/// where the rows are more than that, the parents get a second share, and so on; where the shape bounds it, what is
/// missing goes to parents at random, up to the bound. Without a mean, it follows from the rows, and what the draws miss of them is evened out row by row.
class FanOut {
 public:
  /// Throws Error(InvalidParameter) when the parents may not have so many children by the shape.
  FanOut(const FanOutShape& shape, uint64_t parents, uint64_t rows, uint64_t key);

  /// The parent of the row at `position`. Where a constraint refuses it, `attempt` > 0 gives others, busy ones more often.
  uint64_t parent_of(uint64_t position, uint64_t attempt) const;

 private:
  uint64_t active_parent(uint64_t rank) const { return order_.at(rank); }
  void draw_counts();
  void even_out();
  void add_rounds();
  uint64_t most() const { return shape_.most.value_or(UINT64_MAX); }

  FanOutShape shape_;
  uint64_t active_;
  uint64_t rows_;
  uint64_t key_;
  Permutation order_;             // of the parents; those from active_ on are childless
  Permutation slots_;             // of the rows
  std::vector<uint64_t> counts_;  // by rank, then summed up
  uint64_t total_ = 0;
  CountLawPtr zipf_;
};

}  // namespace datagen::core
