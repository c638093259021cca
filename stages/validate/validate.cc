#include "stages/validate/validate.h"

#include <algorithm>

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
    auto found = give_verdicts(table, table_relations(table, context.profile), is_printed_so(document, table));
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
