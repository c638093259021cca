#include "stages/headers/headers.h"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "stages/core/drawn_text.h"
#include "stages/core/judge.h"
#include "stages/core/page_of.h"
#include "stages/core/table_corrections.h"
#include "stages/core/table_structure.h"
#include "stages/core/turning.h"
#include "stages/core/unicode.h"
#include "stages/headers/drawn_rows.h"
#include "stages/headers/header_choices.h"
#include "stages/headers/roles.h"
#include "stages/headers/row_marks.h"

namespace tabularium {
namespace {

class HeadersStage final : public Stage {
 public:
  std::string_view name() const noexcept override { return "headers"; }
  Layers needs() const noexcept override { return Layer::layout | Layer::candidates; }
  Layers gives() const noexcept override { return Layer::tables; }
  Status run(Document& document, StageContext& context) const override;
};

bool left_out(const Options& options, std::string_view part) {
  return std::ranges::find(options.without, part) != options.without.end();
}

// Without a judge the first candidate stands, whatever it is. A feature of the judge's that is left out counts nothing; "ruled" names a
// method, too, and is left out as that.
void apply_options(const Options& options, JudgeWeights& weights) {
  if (left_out(options, "judge"))
    weights = {.grid = {{"first", 1.0}}, .table = {}, .confidence = weights.confidence, .accept = 0};
  for (Features* list : {&weights.grid, &weights.table, &weights.confidence})
    std::erase_if(*list, [&](const auto& weight) { return weight.first != "ruled" && left_out(options, weight.first); });
}

// A method is named by itself ("ruled-open") or by its stem ("ruled": with all its kinds).
bool method_left_out(const Options& options, const std::string& method) {
  return left_out(options, method) || left_out(options, std::string_view(method).substr(0, method.find('-')));
}

// Best first; candidates whose grid is broken, or whose kind is left out, are not among them.
std::vector<std::size_t> rank_candidates(TableRegion& region, const std::vector<Page>& pages,
                                         const JudgeWeights& weights, const Options& options) {
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < region.candidates.size(); ++i) {
    Candidate& candidate = region.candidates[i];
    if (method_left_out(options, candidate.method) || !structure_error(candidate.table).empty()) continue;
    if (candidate.roles_known) {
      build_header_trees(candidate.table);
    } else {
      assign_roles(candidate.table, read_row_marks(candidate.table, pages));
    }
    judge(candidate, weights, i == 0);
    order.push_back(i);
  }
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return region.candidates[a].score > region.candidates[b].score;
  });
  return order;
}

// Quarter turns clockwise of the region's text on its page.
int turns_of(const TableRegion& region, const std::vector<Page>& pages) {
  const Page* page = region.box ? page_of(pages, region.page) : nullptr;
  return page == nullptr ? 0 : turns_of(page->evidence.words, region.words);
}

// The region's table with its headers; nothing where its likeliest candidate is none. `pages` as the region's text is upright.
std::optional<Table> judged_table(TableRegion& region, const std::vector<Page>& pages, const std::string& id, const JudgeWeights& weights,
                                  const Options& options) {
  const std::vector<std::size_t> order = rank_candidates(region, pages, weights, options);
  if (order.empty() || region.candidates[order.front()].table_odds < weights.accept) return std::nullopt;
  const Candidate* next = order.size() > 1 ? &region.candidates[order[1]] : nullptr;
  Table table = take_table(region, order.front(), id);
  table.confidence = table_confidence(region.candidates[order.front()], next, weights);
  add_header_choices(table, pages);
  return table;
}

// The same for text that runs sideways: judged upright, put back to its place.
std::optional<Table> judged_turned(TableRegion& region, const Page& page, int turns, const std::string& id, const JudgeWeights& weights,
                                   const Options& options) {
  const Turn turn{turns, page.width, page.height};
  for (Candidate& candidate : region.candidates) turn_table(candidate.table, turn);
  std::optional<Table> table = judged_table(region, {turned_page(page, turns)}, id, weights, options);
  for (Candidate& candidate : region.candidates) turn_table(candidate.table, turn.back());
  if (table) turn_table(*table, turn.back());
  return table;
}

// The words of a region that is no table, line by line.
std::string region_text(const TableRegion& region, const std::vector<Page>& pages) {
  const Page* found = page_of(pages, region.page);
  if (found == nullptr) return {};
  const int turns = turns_of(region, pages);
  const Page upright = turns == 0 ? Page{} : turned_page(*found, turns);
  const Page* page = turns == 0 ? found : &upright;
  std::string text;
  const auto& lines = page->evidence.lines;
  for (int i = std::max(0, region.line_from); i < std::min(region.line_to, static_cast<int>(lines.size())); ++i)
    text = join_text(text, collapse_spaces(lines[static_cast<std::size_t>(i)].text));
  std::vector<const Word*> words;
  for (const int id : region.words) words.push_back(&page->evidence.words[static_cast<std::size_t>(id)]);
  std::stable_sort(words.begin(), words.end(), [](const Word* a, const Word* b) { return a->box.y0 < b->box.y0; });
  for (std::size_t from = 0; from < words.size();) {
    std::size_t to = from + 1;
    while (to < words.size() && words[to]->box.center_y() < words[from]->box.y1) ++to;
    std::sort(words.begin() + static_cast<std::ptrdiff_t>(from), words.begin() + static_cast<std::ptrdiff_t>(to),
              [](const Word* a, const Word* b) { return a->box.x0 < b->box.x0; });
    for (; from < to; ++from) text = join_text(text, words[from]->text);
  }
  return text;
}

void settle_blocks(Document& document, const std::vector<std::string>& table_of_region) {
  for (Block& block : document.blocks) {
    if (block.kind != BlockKind::table || block.region < 0) continue;
    const auto region = static_cast<std::size_t>(block.region);
    if (region >= table_of_region.size()) continue;
    block.table = table_of_region[region];
    if (!block.table.empty()) continue;
    block.kind = BlockKind::paragraph;
    block.text = region_text(document.regions[region], document.pages);
  }
}

Status HeadersStage::run(Document& document, StageContext& context) const {
  JudgeWeights weights;
  if (context.weights != nullptr) {
    weights = *context.weights;
  } else {
    Result<JudgeWeights> loaded = load_judge_weights(context.config_dir);
    if (!loaded) return loaded.error();
    weights = std::move(loaded).value();
  }
  apply_options(context.options, weights);
  document.tables.clear();
  std::vector<std::string> table_of_region(document.regions.size());
  for (std::size_t i = 0; i < document.regions.size(); ++i) {
    TableRegion& region = document.regions[i];
    if (region.continues >= 0 && static_cast<std::size_t>(region.continues) < i) {
      table_of_region[i] = table_of_region[static_cast<std::size_t>(region.continues)];
      continue;
    }
    const std::string id = "t" + std::to_string(document.tables.size() + 1);
    const int turns = turns_of(region, document.pages);
    std::optional<Table> table = turns == 0 ? judged_table(region, document.pages, id, weights, context.options)
                                            : judged_turned(region, *page_of(document.pages, region.page), turns, id, weights, context.options);
    if (!table) continue;
    doubt_displaced_rows(*table, document.pages);
    place_table_in_file(*table, document.pages);
    table_of_region[i] = table->id;
    document.tables.push_back(std::move(*table));
  }
  settle_blocks(document, table_of_region);
  return {};
}

}  // namespace

std::unique_ptr<Stage> make_headers_stage() { return std::make_unique<HeadersStage>(); }

}  // namespace tabularium
