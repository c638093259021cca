#include "stages/validate/validate.h"

#include <algorithm>
#include <set>

#include "stages/core/profile.h"
#include "stages/core/relations.h"
#include "stages/validate/printed_rules.h"
#include "stages/validate/row_lengths.h"
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

// Members with their signs, the whole brought to one side and one sign: equal for relations that say the same.
std::set<std::pair<CellId, int>> meaning_of(const Relation& relation) {
  std::set<std::pair<CellId, int>> terms;
  for (const Term& term : relation.left) terms.emplace(term.cell, term.sign);
  for (const Term& term : relation.right) terms.emplace(term.cell, -term.sign);
  if (!terms.empty() && terms.begin()->second < 0) {
    std::set<std::pair<CellId, int>> turned;
    for (const auto& [cell, sign] : terms) turned.emplace(cell, -sign);
    return turned;
  }
  return terms;
}

// Printed before declared before discovered; of two that say the same the first stays.
std::vector<Relation> relations_of(const Table& table, const Profile* profile) {
  std::vector<Relation> all = printed_relations(table);
  const auto append = [&](std::vector<Relation> more) { all.insert(all.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end())); };
  if (profile != nullptr) append(declared_relations(table, *profile));
  append(discover_relations(table));
  std::set<std::set<std::pair<CellId, int>>> known;
  std::vector<Relation> distinct;
  for (Relation& relation : all)
    if (known.insert(meaning_of(relation)).second) distinct.push_back(std::move(relation));
  return distinct;
}

// Numbers of an image page were read, those of other pages are what the report prints.
bool is_printed_so(const Document& document, const Table& table) {
  return std::none_of(document.pages.begin(), document.pages.end(), [&](const Page& page) {
    return page.origin == PageOrigin::image && std::find(table.pages.begin(), table.pages.end(), page.number) != table.pages.end();
  });
}

// Findings of an earlier run of this stage make way.
void drop_own_findings(Document& document) {
  std::erase_if(document.findings, [](const Finding& f) {
    return f.code == "sum_mismatch" || f.code == "unit_conflict" || f.code == "missing_value" || f.code == "row_length";
  });
}

Status ValidateStage::run(Document& document, StageContext& context) const {
  drop_own_findings(document);
  const NumberStyle style = document_number_style(document.tables);
  std::vector<Finding> findings;
  for (Table& table : document.tables) {
    if (context.cancelled && context.cancelled()) break;
    type_values(table, style);
    auto found = give_verdicts(table, relations_of(table, context.profile), is_printed_so(document, table));
    findings.insert(findings.end(), std::make_move_iterator(found.begin()), std::make_move_iterator(found.end()));
  }
  auto text = check_text(document);
  findings.insert(findings.end(), std::make_move_iterator(text.begin()), std::make_move_iterator(text.end()));
  auto lengths = check_row_lengths(document);
  findings.insert(findings.end(), std::make_move_iterator(lengths.begin()), std::make_move_iterator(lengths.end()));
  for (Table& table : document.tables) set_status(table);
  document.findings.insert(document.findings.end(), std::make_move_iterator(findings.begin()), std::make_move_iterator(findings.end()));
  return {};
}

}  // namespace

std::unique_ptr<Stage> make_validate_stage() { return std::make_unique<ValidateStage>(); }

}  // namespace tabularium
