#include "stages/validate/validate.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <string_view>
#include <utility>

#include "stages/validate/cell_checks.h"
#include "stages/validate/header_margin.h"
#include "stages/validate/litter.h"
#include "stages/validate/repeats_check.h"
#include "stages/validate/row_lengths.h"
#include "stages/validate/table_relations.h"
#include "stages/validate/text_check.h"
#include "stages/validate/values.h"
#include "stages/validate/verdicts.h"

namespace tabularium {
namespace {

class ValidateStage final : public Stage {
 public:
  std::string_view name() const noexcept override { return "validate"; }
  Layers needs() const noexcept override { return Layer::tables; }
  Layers gives() const noexcept override { return Layer::verdicts; }
  Status run(Document& document, StageContext& context) const override;
};

// A recogniser's words are never certain, born-digital ones always are: so a table that a digital page shows as a picture is known.
bool was_recognised(const Page& page, const Table& table) {
  const std::vector<Word>& words = page.evidence.words;
  return std::any_of(table.cells.begin(), table.cells.end(), [&](const Cell& cell) {
    return cell.place.page == page.number && std::any_of(cell.words.begin(), cell.words.end(), [&](int id) {
             return static_cast<std::size_t>(id) < words.size() && words[static_cast<std::size_t>(id)].confidence < 1;
           });
  });
}

// Numbers of an image page or of a picture were read, others are what the report prints.
bool is_printed_so(const Document& document, const Table& table) {
  return std::none_of(document.pages.begin(), document.pages.end(), [&](const Page& page) {
    const bool holds = std::find(table.pages.begin(), table.pages.end(), page.number) != table.pages.end();
    return holds && (page.origin == PageOrigin::image || was_recognised(page, table));
  });
}

// Findings of an earlier run of this stage make way.
void drop_own_findings(Document& document) {
  static constexpr std::array<std::string_view, 21> own = {
      "header_unclear", "litter_repaired", "number_style_unclear", "sum_mismatch",    "sum_in_doubt",   "repaired_value", "unreadable_value",   "unit_conflict",
      "missing_value",  "row_length",      "required_value",       "type_mismatch",   "out_of_range",   "date_order",         "duplicate_value",
      "unknown_code",   "reference_mismatch", "repeat_mismatch",   "previous_mismatch", "restated_value", "value_conflict"};
  std::erase_if(document.findings, [](const Finding& f) { return std::find(own.begin(), own.end(), f.code) != own.end(); });
}

void append(std::vector<Finding> more, std::vector<Finding>& findings) {
  findings.insert(findings.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

// Typed cells; where litter was mended, typed anew: what the column's figures mean is then for all of them to say.
std::vector<Finding> read_values(const Document& document, Table& table, const StyleVotes& shown, NumberStyle style, const std::string& language) {
  std::vector<Finding> findings = type_values(table, shown, style, language);
  if (auto mended = mend_litter(document, table, language)) {
    findings = type_values(table, style, language);
    findings.push_back(std::move(*mended));
  }
  return findings;
}

// Relations, repairs, verdicts. Only what was read from an image can have been misread: other numbers stay as they are printed.
std::vector<Finding> check_sums(const Document& document, Table& table, FoundRelations found, const SumHabits& elsewhere, const StageContext& context) {
  const std::string& language = context.options.messages;
  const std::vector<Relation>& relations = found.relations;
  const auto judged = [&](bool printed_so, const std::vector<Mending>& mendings) {
    auto findings = give_verdicts(table, relations, printed_so, mendings, language);
    append(report_unsettled(table, found.unsettled, language), findings);
    return findings;
  };
  if (is_printed_so(document, table)) return judged(true, {});
  if (context.options.repair == Repair::off) return judged(false, {});
  std::vector<Mending> mendings = find_mendings(table, relations);
  std::vector<Finding> applied;
  if (context.options.repair == Repair::apply) {
    for (const Mending& mending : mendings)
      if (may_be_applied(mending)) {
        const Undo undo = apply_mending(table, mending);
        append(report_applied(table, mending, undo, relations, language), applied);
      }
    if (!applied.empty()) {
      found = relations_among(table, context.profile, elsewhere);
      mendings = find_mendings(table, relations);
    }
  }
  auto findings = judged(false, mendings);
  append(std::move(applied), findings);
  return findings;
}

Status ValidateStage::run(Document& document, StageContext& context) const {
  drop_own_findings(document);
  for (Table& table : document.tables) revert_all(table);
  std::vector<StyleVotes> shown;
  StyleVotes together;
  for (const Table& table : document.tables) together += shown.emplace_back(style_votes_of(table));
  const NumberStyle style = number_style_of(together);
  std::vector<Finding> findings;
  for (std::size_t t = 0; t < document.tables.size(); ++t) {
    if (context.cancelled && context.cancelled()) break;
    append(read_values(document, document.tables[t], shown[t], style, context.options.messages), findings);
  }
  DocumentRelations relations = document_relations(document.tables, context.profile, context.cancelled);
  for (std::size_t t = 0; t < document.tables.size(); ++t) {
    if (context.cancelled && context.cancelled()) break;
    append(check_sums(document, document.tables[t], std::move(relations.of_table[t]), relations.elsewhere[t], context), findings);
  }
  append(check_repeated(document, context.previous, context.options.messages), findings);
  append(check_text(document, context.options.messages), findings);
  if (context.profile != nullptr) append(check_cells(document, *context.profile, context.options.messages, context.previous), findings);
  append(check_row_lengths(document, context.options.messages), findings);
  append(check_header_margins(document, context.options.messages), findings);
  for (Table& table : document.tables) set_status(table);
  append(std::move(findings), document.findings);
  return {};
}

}  // namespace

std::unique_ptr<Stage> make_validate_stage() { return std::make_unique<ValidateStage>(); }

}  // namespace tabularium
