// src/pg/reading_check.cpp -- holding the core's reading of conditions against the server's, for tests
#include "pg/reading_check.hpp"

#ifdef DATAGEN_FAULT_INJECTION

#include "core/base/error.hpp"
#include "core/constraint/evaluate.hpp"
#include "core/constraint/membership.hpp"
#include "core/plan/comparison_bounds.hpp"
#include "pg/arguments.hpp"
#include "pg/fill_context.hpp"
#include "pg/query.hpp"
#include "pg/result_set.hpp"
#include "pg/server_patterns.hpp"
#include "pg/stored_rows.hpp"

#include <algorithm>
#include <optional>

namespace datagen::pg {
namespace {

class QuietHost : public core::Host {
 public:
  void check_interrupts() override { pg::check_interrupts(); }
};

/// The rows of a table in memory.
class StoredTable {
 public:
  StoredTable(const core::Relation& relation, const RowCodec& codec) : width_(relation.columns.size()) {
    std::string columns;
    for (const core::Column& column : relation.columns)
      columns += (columns.empty() ? "" : ", ") + identifier(column.name);
    for_each_row("SELECT " + columns + " FROM " + from_clause(relation), [&](const ResultRow& row) {
      for (size_t c = 0; c < width_; ++c)
        values_.push_back(row.nulls[c] ? core::Value::null()
                                       : codec.column(static_cast<int>(c)).decode(row.values[c], arena_));
    });
  }
  size_t size() const { return values_.size() / width_; }
  std::vector<core::Value> row(size_t index) const {
    const auto first = values_.begin() + static_cast<std::ptrdiff_t>(index * width_);
    return {first, first + static_cast<std::ptrdiff_t>(width_)};
  }

 private:
  size_t width_;
  core::Arena arena_;
  std::vector<core::Value> values_;
};

/// Whether some branch of each group and the other columns' domains hold the row.
bool within(const core::Relation& relation, const core::Analysis& analysis,
            const std::vector<core::Value>& row) {
  std::vector<char> grouped(row.size(), 0);
  const std::vector<char> assigned(row.size(), 1);
  for (const core::BranchGroup& group : analysis.groups) {
    for (int column : group.columns) grouped[static_cast<size_t>(column)] = 1;
    const bool inside =
        std::any_of(group.branches.begin(), group.branches.end(), [&](const core::Branch& branch) {
          for (int column : group.columns) {
            const auto own = branch.domains.find(column);
            const core::Domain& domain =
                own == branch.domains.end() ? analysis.base[static_cast<size_t>(column)] : own->second;
            if (!core::admits(domain, row[static_cast<size_t>(column)])) return false;
          }
          return core::ComparisonBounds(relation, branch).hold(row.data(), assigned);
        });
    if (!inside) return false;
  }
  for (size_t c = 0; c < row.size(); ++c)
    if (grouped[c] == 0 && !core::admits(analysis.base[c], row[c])) return false;
  return true;
}

/// Whether admits() looks at all that is known of the columns that the predicates read.
bool told_by_domains(const core::Relation& relation) {
  for (const core::Predicate& predicate : relation.predicates)
    for (int column : predicate.columns) {
      const core::ValueKind kind = core::value_kind(*relation.columns[static_cast<size_t>(column)].type);
      const core::TypeClass type_class = relation.columns[static_cast<size_t>(column)].type->type_class;
      if (type_class == core::TypeClass::Json || type_class == core::TypeClass::Jsonb) return false;
      if (kind != core::ValueKind::Tick && kind != core::ValueKind::Text) return false;
    }
  return true;
}

bool left_to_server(const core::Analysis& analysis) {
  return std::any_of(analysis.groups.begin(), analysis.groups.end(),
                     [](const core::BranchGroup& group) { return !group.residual.empty(); });
}

/// The check of one table.
class ReadingCheck {
 public:
  ReadingCheck(const core::Relation& relation, const RowCodec& codec, ExpressionPool& pool,
               core::PatternCompiler& patterns, const std::function<void(const ReadingError&)>& report)
      : relation_(relation),
        patterns_(patterns),
        report_(report),
        table_(relation, codec),
        server_(relation, codec, pool, SequenceBlock::Mode::Predict) {
    for (const core::Column& column : relation.columns) names_.push_back(column.name);
  }

  ReadingCounts run() {
    const auto count = static_cast<int>(relation_.predicates.size());
    for (int p = 0; p < count; ++p) {
      ++counts_.conditions;
      judge(p);
      compare_evaluation(p);
      compare_domains({p});
      if (p > 0) compare_domains({p - 1, p});
      before_ = passes_;
    }
    return counts_;
  }

 private:
  void judge(int p) {
    const RowServer::EvaluationScope scope(server_);
    passes_.assign(table_.size(), 0);
    for (size_t r = 0; r < table_.size(); ++r)
      passes_[r] = server_.first_failure(table_.row(r).data(), {p}) < 0;
    server_.finish_evaluation();
  }

  void compare_evaluation(int p) {
    const core::Predicate& predicate = relation_.predicates[static_cast<size_t>(p)];
    for (size_t r = 0; r < table_.size(); ++r) {
      ++counts_.evaluations;
      const std::vector<core::Value> row = table_.row(r);
      const core::Truth truth = core::truth_of(*predicate.expr, row);
      if (truth == core::Truth::Undetermined) continue;
      ++counts_.decided;
      // What the server's planner simplifies in a CHECK keeps whether it passes, not whether it is NULL.
      if ((truth != core::Truth::False) != (passes_[r] != 0)) complain({p}, "evaluator", r);
    }
  }

  void compare_domains(const std::vector<int>& predicates) {
    core::Relation alone = relation_;
    alone.predicates.clear();
    for (int p : predicates) alone.predicates.push_back(relation_.predicates[static_cast<size_t>(p)]);
    std::optional<core::Analysis> natural;
    try {
      natural = core::analyse(alone, patterns_, host_);
    } catch (const core::Error& error) {
      if (error.code() != core::ErrorCode::CheckViolation) throw;
    }
    const auto complete = core::analyse_completely(alone, patterns_, host_);
    const bool exact = natural && !left_to_server(*natural);
    if (exact && predicates.size() == 1) ++counts_.understood;
    const bool told = told_by_domains(alone);
    for (size_t r = 0; r < table_.size(); ++r) {
      const bool pass = passes_[r] != 0 && (predicates.size() == 1 || before_[r] != 0);
      const std::vector<core::Value> row = table_.row(r);
      if (pass && (!complete || !within(alone, *complete, row))) complain(predicates, "excluded", r);
      if (!pass && exact && told && within(alone, *natural, row)) complain(predicates, "admitted", r);
    }
  }

  void complain(const std::vector<int>& predicates, const char* kind, size_t row) {
    std::string text;
    for (int p : predicates)
      text += (text.empty() ? "" : " and ") +
              core::describe(*relation_.predicates[static_cast<size_t>(p)].expr, names_);
    report_({relation_.predicates[static_cast<size_t>(predicates.back())].name, kind, text, row + 1});
  }

  const core::Relation& relation_;
  core::PatternCompiler& patterns_;
  const std::function<void(const ReadingError&)>& report_;
  QuietHost host_;
  StoredTable table_;
  RowServer server_;
  std::vector<std::string> names_;
  std::vector<char> passes_, before_;
  ReadingCounts counts_;
};

}  // namespace

ReadingCounts check_reading(const core::Relation& relation, const RowCodec& codec, ExpressionPool& pool,
                            core::PatternCompiler& patterns,
                            const std::function<void(const ReadingError&)>& report) {
  return ReadingCheck(relation, codec, pool, patterns, report).run();
}

}  // namespace datagen::pg

namespace datagen {

DG_FUNCTION(datagen_check_reading) {
  pg::ResultSet results(fcinfo);
  const Oid target = pg::Arguments(fcinfo).relation(0, "target");
  pg::SpiConnection connection;
  pg::FillContext context({target}, 0);
  const auto patterns = pg::make_server_patterns();
  const pg::ReadingCounts counts =
      pg::check_reading(context.relation(target), context.codec(target), context.pool(), *patterns,
                        [&](const pg::ReadingError& error) {
                          results.name(error.constraint).text(error.kind).text(error.expression);
                          results.integer(static_cast<int64_t>(error.row));
                          results.end_row();
                        });
  for (const auto& [kind, count] :
       {std::pair("evaluations", counts.evaluations), std::pair("decided", counts.decided),
        std::pair("conditions", counts.conditions), std::pair("understood", counts.understood)}) {
    results.null().text(kind).null().integer(static_cast<int64_t>(count));
    results.end_row();
  }
  return static_cast<Datum>(0);
}

}  // namespace datagen

#endif
