#include "stages/tables/tables.h"

#include <algorithm>
#include <set>
#include <vector>

#include "stages/core/page_of.h"
#include "stages/core/page_rules.h"
#include "stages/core/tagged_grid.h"
#include "stages/core/turning.h"
#include "stages/tables/edge_grid.h"
#include "stages/tables/facing_tables.h"
#include "stages/tables/flat_tables.h"
#include "stages/tables/grid_spans.h"
#include "stages/tables/open_stub.h"
#include "stages/tables/region_signs.h"
#include "stages/tables/ruled_grid.h"
#include "stages/tables/shared_columns.h"
#include "stages/tables/stitch.h"
#include "stages/tables/tags_grid.h"

namespace tabularium {
namespace {

class TablesStage final : public Stage {
 public:
  std::string_view name() const noexcept override { return "tables"; }
  Layers needs() const noexcept override { return Layer::evidence | Layer::layout; }
  Layers gives() const noexcept override { return Layer::candidates; }
  Status run(Document& document, StageContext& context) const override;
};

constexpr const char* edges_method = "edges";
constexpr const char* edges_unpainted_method = "edges-unpainted";
constexpr const char* ruled_unpainted_method = "ruled-unpainted";
constexpr const char* ruled_open_method = "ruled-open";

bool is_edges(const Candidate& candidate) { return candidate.method == edges_method || candidate.method == edges_unpainted_method; }

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

// The same cells with the same text.
bool same_grid(const Table& a, const Table& b) {
  const auto alike = [](const Cell& x, const Cell& y) {
    return x.row == y.row && x.col == y.col && x.row_span == y.row_span && x.col_span == y.col_span && x.text == y.text;
  };
  return std::equal(a.cells.begin(), a.cells.end(), b.cells.begin(), b.cells.end(), alike);
}

void add_page_candidates(TableRegion& region, const Page& page, const RuleSet& rules) {
  const std::vector<Word>& words = page.evidence.words;
  if (!region.box) return;
  Table ruled = build_ruled_grid(words, region.words, rules, *region.box, page.number);
  Table edges = build_edge_grid(words, region.words, rules, *region.box, page.number);
  const bool is_grid = ruled.rows >= 2 && ruled.cols >= 2;
  const bool stacked = is_grid && holds_stacks(ruled, words);
  const bool closed = is_grid && !stacked && (region.kind == RegionKind::ruled || ruled.cols >= edges.cols);
  // The likelier hypothesis first: it stands where the judge finds no difference.
  if (closed) {
    const bool same = same_grid(ruled, edges);
    add_candidate(region, std::move(ruled), "ruled");
    if (!same) add_candidate(region, std::move(edges), edges_method);
  } else {
    add_candidate(region, std::move(edges), edges_method);
    // Whole rows or columns of figures in one cell: no reading of the table, where there is another.
    if (is_grid && !(stacked && region.candidates.size() == 1)) add_candidate(region, std::move(ruled), "ruled");
  }
}

bool is_known(const TableRegion& region, const Table& table) {
  return std::any_of(region.candidates.begin(), region.candidates.end(),
                     [&](const Candidate& candidate) { return same_grid(candidate.table, table); });
}

// The same without painted areas, which may be decoration: stripes behind lines of one cell, shades behind words.
void add_unpainted_candidates(TableRegion& region, const Page& page, const RuleSet& drawn) {
  const std::vector<Word>& words = page.evidence.words;
  if (!region.box || std::none_of(page.evidence.fills.begin(), page.evidence.fills.end(),
                                  [&](const Fill& fill) { return !intersect(fill.box, *region.box).empty(); }))
    return;
  Table edges = build_edge_grid(words, region.words, drawn, *region.box, page.number);
  Table ruled = build_ruled_grid(words, region.words, drawn, *region.box, page.number);
  if (!is_known(region, edges)) add_candidate(region, std::move(edges), edges_unpainted_method);
  const bool is_grid = ruled.rows >= 2 && ruled.cols >= 2 && !holds_stacks(ruled, words);
  if (is_grid && !is_known(region, ruled)) add_candidate(region, std::move(ruled), ruled_unpainted_method);
}

// The rules between the rows of figures drawn on through labels that no rule parts.
void add_open_candidate(TableRegion& region, const Page& page, const RuleSet& rules) {
  const std::vector<Word>& words = page.evidence.words;
  if (!region.box) return;
  const auto ruled = std::find_if(region.candidates.begin(), region.candidates.end(), [](const Candidate& c) { return c.method.starts_with("ruled"); });
  if (ruled == region.candidates.end()) return;
  const std::vector<Rule> lines = open_stub_lines(ruled->table, words);
  if (lines.empty()) return;
  RuleSet whole = ruled->method == ruled_unpainted_method ? drawn_rules(page) : rules;
  whole.horizontal.insert(whole.horizontal.end(), lines.begin(), lines.end());
  std::stable_sort(whole.horizontal.begin(), whole.horizontal.end(), [](const Rule& a, const Rule& b) { return a.at < b.at; });
  Table open = build_ruled_grid(words, region.words, whole, *region.box, page.number);
  if (!is_known(region, open)) add_candidate(region, std::move(open), ruled_open_method);
}

std::vector<int> words_of_others(const Document& document, const TableRegion& region) {
  std::vector<int> words;
  for (const TableRegion& other : document.regions)
    if (&other != &region && other.page == region.page) words.insert(words.end(), other.words.begin(), other.words.end());
  std::sort(words.begin(), words.end());
  return words;
}

void add_print_signs(TableRegion& region, const Document& document, const PageEvidence& evidence) {
  const bool open = region.kind != RegionKind::ruled && !region.candidates.empty();
  const double listing = open ? listing_sign(region.words, words_of_others(document, region), evidence.words) : 0;
  for (Candidate& candidate : region.candidates) {
    candidate.signs.emplace_back("uneven", uneven_share(candidate.table, evidence.words));
    candidate.signs.emplace_back("listing", listing);
  }
}

// Header cells as the tree tells them, for the headers stage to heed.
void take_roles(Table& to, const Table& from) {
  for (std::size_t i = 0; i < to.cells.size(); ++i) to.cells[i].role = from.cells[i].role;
}

// The tagged table that most of the region's words are of, and the share of its words that are.
struct TaggedMatch {
  const TaggedTable* table = nullptr;
  double share = 0;
};

TaggedMatch best_tagged(const TableRegion& region, const PageEvidence& evidence) {
  const std::set<int> words(region.words.begin(), region.words.end());
  TaggedMatch best;
  for (const TaggedTable& tagged : evidence.tagged_tables) {
    int inside = 0;
    for (const TaggedCell& cell : tagged.cells)
      inside += static_cast<int>(std::count_if(cell.words.begin(), cell.words.end(), [&](int id) { return words.contains(id); }));
    const double share = static_cast<double>(inside) / static_cast<double>(std::max<std::size_t>(1, words.size()));
    if (share > best.share) best = {&tagged, share};
  }
  return best;
}

// The structure tree's say: a candidate of its own where the page does not contradict it, a sign for the candidate that it
// agrees with, and a sign against a region that it knows as plain text.
void add_tagged_candidate(TableRegion& region, const Page& page) {
  constexpr double worth_a_look = 0.7;
  const PageEvidence& evidence = page.evidence;
  const TaggedMatch match = best_tagged(region, evidence);
  const double untagged = evidence.tag_cover * (1 - std::min(1.0, match.share));
  for (Candidate& candidate : region.candidates) candidate.signs.emplace_back("untagged", untagged);
  if (match.table == nullptr) return;
  const double kept = match.share * static_cast<double>(region.words.size()) / std::max(1, tagged_word_count(*match.table));
  const double agreement = tag_agreement(*match.table, evidence.words) * std::min(1.0, match.share) * std::min(1.0, kept);
  if (agreement < worth_a_look) return;
  Table table = build_tags_grid(evidence.words, region.words, *match.table, page.number);
  for (Candidate& candidate : region.candidates) {
    if (!same_grid(candidate.table, table)) continue;
    take_roles(candidate.table, table);
    candidate.signs.emplace_back("tagged", agreement);
    return;
  }
  const std::size_t before = region.candidates.size();
  add_candidate(region, std::move(table), "tags");
  if (region.candidates.size() == before) return;
  region.candidates.back().signs = {{"untagged", untagged}, {"tagged", agreement}};
}

// A region whose text runs sideways: its grids are found with the page turned upright, and its cells put back to their places.
void add_turned_candidates(TableRegion& region, const Document& document, const Page& page, int turns) {
  const Page upright = turned_page(page, turns);
  const Turn turn{turns, page.width, page.height};
  const std::optional<Box> box = region.box;
  region.box = turn(*box);
  const RuleSet rules = page_rules(upright);
  add_page_candidates(region, upright, rules);
  add_unpainted_candidates(region, upright, drawn_rules(upright));
  add_open_candidate(region, upright, rules);
  add_tagged_candidate(region, upright);
  add_print_signs(region, document, upright.evidence);
  region.box = box;
  for (Candidate& candidate : region.candidates) {
    if (is_edges(candidate)) span_totals(candidate.table);
    turn_table(candidate.table, turn.back());
  }
}

Status TablesStage::run(Document& document, StageContext& context) const {
  const int pages = static_cast<int>(document.pages.size());
  int done = 0;
  for (const Page& page : document.pages) {
    if (context.cancelled && context.cancelled()) break;
    const RuleSet rules = page_rules(page);
    const RuleSet drawn = page.evidence.fills.empty() ? RuleSet{} : drawn_rules(page);
    for (TableRegion& region : document.regions) {
      if (region.page != page.number) continue;
      region.candidates.clear();
      region.continues = -1;
      if (region.kind == RegionKind::flattened) {
        region.candidates = flat_candidates(document, region);
        continue;
      }
      if (turns_of(page.evidence.words, region.words) != 0) continue;  // below, apart from those that may go on one another
      add_page_candidates(region, page, rules);
      add_unpainted_candidates(region, page, drawn);
      add_open_candidate(region, page, rules);
    }
    if (context.on_page) context.on_page(++done, pages);
  }
  share_columns(document);
  for (TableRegion& region : document.regions) {
    const Page* page = region.kind == RegionKind::flattened ? nullptr : page_of(document.pages, region.page);
    if (page == nullptr) continue;
    add_tagged_candidate(region, *page);
    add_print_signs(region, document, page->evidence);
  }
  join_facing_regions(document);
  stitch_regions(document);
  for (TableRegion& region : document.regions) {
    for (Candidate& candidate : region.candidates)
      if (is_edges(candidate)) span_totals(candidate.table);
    const Page* page = region.box ? page_of(document.pages, region.page) : nullptr;
    if (const int turns = page == nullptr ? 0 : turns_of(page->evidence.words, region.words); turns != 0) add_turned_candidates(region, document, *page, turns);
  }
  return {};
}

}  // namespace

std::unique_ptr<Stage> make_tables_stage() { return std::make_unique<TablesStage>(); }

}  // namespace tabularium
