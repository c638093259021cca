#include "stages/tables/tables.h"

#include <vector>

#include "stages/core/rule_lattice.h"
#include "stages/tables/edge_grid.h"
#include "stages/tables/ruled_grid.h"

namespace tabularium {
namespace {

class TablesStage final : public Stage {
 public:
  std::string_view name() const noexcept override { return "tables"; }
  Layers needs() const noexcept override { return Layer::evidence | Layer::layout; }
  Layers gives() const noexcept override { return Layer::candidates; }
  Status run(Document& document, StageContext& context) const override;
};

void add_candidate(TableRegion& region, Table table, const char* method) {
  if (table.rows == 0 || table.cols == 0) return;
  table.caption = region.caption;
  table.unit = region.unit;
  table.notes = region.notes;
  table.section = region.section;
  Candidate candidate;
  candidate.table = std::move(table);
  candidate.method = method;
  region.candidates.push_back(std::move(candidate));
}

RuleSet page_rules(const Page& page) {
  std::vector<Rule> rules = page.evidence.rules;
  const std::vector<Rule> edges = fill_edges(page.evidence.fills);
  rules.insert(rules.end(), edges.begin(), edges.end());
  return join_rules(rules);
}

void add_page_candidates(TableRegion& region, const Page& page, const RuleSet& rules) {
  const std::vector<Word>& words = page.evidence.words;
  if (!region.box) return;
  if (region.kind == RegionKind::ruled)
    add_candidate(region, build_ruled_grid(words, region.words, rules, *region.box, page.number), "ruled");
  if (region.kind != RegionKind::ruled || region.candidates.empty())
    add_candidate(region, build_edge_grid(words, region.words, rules, *region.box, page.number), "edges");
}

Status TablesStage::run(Document& document, StageContext& context) const {
  const int pages = static_cast<int>(document.pages.size());
  int done = 0;
  for (const Page& page : document.pages) {
    if (context.cancelled && context.cancelled()) break;
    const RuleSet rules = page_rules(page);
    for (TableRegion& region : document.regions) {
      if (region.page != page.number || region.kind == RegionKind::flattened) continue;
      region.candidates.clear();
      region.continues = -1;
      add_page_candidates(region, page, rules);
    }
    if (context.on_page) context.on_page(++done, pages);
  }
  return {};
}

}  // namespace

std::unique_ptr<Stage> make_tables_stage() { return std::make_unique<TablesStage>(); }

}  // namespace tabularium
