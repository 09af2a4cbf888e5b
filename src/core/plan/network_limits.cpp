// src/core/plan/network_limits.cpp -- the block and the mask lengths that conditions leave
#include "core/plan/network_limits.hpp"

#include "core/constraint/evaluate.hpp"
#include "core/constraint/text_model.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <string_view>
#include <vector>

namespace datagen::core {
namespace {

constexpr int kBits = 32;
/// A block has so many times more networks than are wanted, where it can.
constexpr uint64_t kSlack = 2;
/// Networks of so many different lengths are mixed.
constexpr int kMostLengths = 4;

struct Block {
  int64_t low = 10LL << 24;
  int mask = 8;
  int64_t size() const { return int64_t{1} << (kBits - mask); }
};

/// a.b.c.d/mask; nothing for IPv6.
std::optional<Block> parse(std::string_view text) {
  Block block{0, kBits};
  const char* at = text.data();
  const char* end = at + text.size();
  for (int i = 0; i < 4; ++i) {
    int octet = 0;
    const auto number = std::from_chars(at, end, octet);
    if (number.ec != std::errc() || octet < 0 || octet > 255) return std::nullopt;
    block.low = block.low << 8 | octet;
    at = number.ptr;
    if (at < end && *at == '.') ++at;
  }
  if (at < end && *at == '/' && std::from_chars(at + 1, end, block.mask).ec != std::errc())
    return std::nullopt;
  if (block.mask < 0 || block.mask > kBits) return std::nullopt;
  block.low &= ~(block.size() - 1);
  return block;
}

ExprPtr with_length(const ExprPtr& expr, const Value& length) {
  if (expr->op == Op::MaskLength) return make_constant(length, expr->type);
  ExprPtr result = expr;
  for (const ExprPtr& part : expr->args)
    if (const ExprPtr changed = with_length(part, length); changed != part)
      result = replace_expr(result, part.get(), changed);
  return result;
}

class Conditions {
 public:
  explicit Conditions(int column) : column_(column) { lengths_.fill(true); }

  void read(const ExprPtr& expr) {
    if (expr->op == Op::And) {
      for (const ExprPtr& part : expr->args) read(part);
    } else if (expr->op == Op::SubnetOf && expr->args[0]->op == Op::Column &&
               expr->args[0]->column == column_) {
      const auto text = model_text(*expr->args[1]);
      const auto within = text ? parse(*text) : std::nullopt;
      if (within && (!block_ || within->mask > block_->mask)) block_ = within;
    } else {
      for (int length = 0; length <= kBits; ++length) {
        const ExprPtr known = with_length(expr, Value::of_tick(length));
        if (known == expr || !columns_of(*known).empty()) return;
        if (truth_of(*known, {}) == Truth::False) lengths_[static_cast<size_t>(length)] = false;
      }
      told_ = true;
    }
  }

  Block block() const { return block_.value_or(Block()); }

  /// The lengths to use within the block, the shortest first.
  std::vector<int> lengths(int usual, uint64_t networks) const {
    const int least = block().mask + 1;
    std::vector<int> fitting;
    for (int length = least; length <= kBits; ++length)
      if (lengths_[static_cast<size_t>(length)]) fitting.push_back(length);
    const auto has_room = [&](int length) {
      return (uint64_t{1} << (length - block().mask)) / kSlack >= networks;
    };
    const auto first = std::find_if(fitting.begin(), fitting.end(), [&](int length) {
      return has_room(length) && (told_ || length >= usual);
    });
    if (first == fitting.end())
      return fitting.empty() ? std::vector<int>{kBits} : std::vector{fitting.back()};
    return {first, told_ ? std::min(first + kMostLengths, fitting.end()) : first + 1};
  }

 private:
  int column_;
  std::optional<Block> block_;
  std::array<bool, kBits + 1> lengths_;
  bool told_ = false;  // a condition is about lengths
};

}  // namespace

SlotLimits network_limits(const RelationTask& task, int column) {
  const bool network = task.relation->columns[static_cast<size_t>(column)].type->name == "cidr";
  Conditions conditions(column);
  for (const Predicate& predicate : task.relation->predicates)
    if (predicate.expr && predicate.columns == std::vector<int>{column} &&
        predicate.source != PredicateSource::IndexPredicate)
      conditions.read(predicate.expr);
  const Block block = conditions.block();
  const auto lengths = conditions.lengths(network ? 24 : kBits, task.count + task.first_ordinal);
  std::vector<int64_t> widths;
  for (int length : lengths) widths.push_back(int64_t{1} << (kBits - length));
  const int64_t end = block.low + block.size();
  SlotLimits limits;
  limits.lows = TickSet(block.low, end - 1);
  limits.lows.keep_stride(widths.front(), 0);
  limits.ends = TickSet(block.low, end);
  limits.usual = {widths.back(), widths.front()};
  limits.preferred = {block.low, end - 1};
  limits.widths = TickSet::of_points(std::move(widths));
  return limits;
}

}  // namespace datagen::core
