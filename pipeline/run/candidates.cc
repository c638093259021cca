#include "pipeline/run/candidates.h"

#include <algorithm>
#include <utility>

#include "pipeline/run/sequence.h"
#include "stages/core/json_writer.h"
#include "stages/core/names.h"
#include "stages/export/overlay.h"

namespace tabularium {
namespace {

void write_cell(JsonWriter& json, const Cell& cell) {
  json.begin_object();
  json.key("row").integer(cell.row).key("col").integer(cell.col);
  json.key("row_span").integer(cell.row_span).key("col_span").integer(cell.col_span);
  json.key("role").string(name_of(cell.role)).key("text").string(cell.text);
  json.end_object();
}

std::string candidate_line(const TableRegion& region, std::size_t number, std::size_t order, const std::string& table) {
  const Candidate& candidate = region.candidates[order];
  JsonWriter json;
  json.begin_object();
  json.key("region").integer(static_cast<std::int64_t>(number)).key("order").integer(static_cast<std::int64_t>(order));
  json.key("page").integer(region.page).key("method").string(candidate.method);
  json.key("score").number(candidate.score, 4).key("table").string_or_null(table);
  json.key("features").begin_object();
  for (const auto& [name, value] : candidate.features) json.key(name).number(value, 5);
  json.end_object();
  json.key("rows").integer(candidate.table.rows).key("cols").integer(candidate.table.cols);
  json.key("cells").begin_array();
  for (const Cell& cell : candidate.table.cells) write_cell(json, cell);
  json.end_array().end_object();
  return json.take();
}

// The first of the best scored becomes the table of its region, if any does.
std::size_t best_of(const TableRegion& region) {
  const auto best = std::ranges::max_element(region.candidates, {}, &Candidate::score);
  return static_cast<std::size_t>(best - region.candidates.begin());
}

std::string table_of(const Document& document, std::size_t region) {
  for (const Block& block : document.blocks)
    if (block.region == static_cast<int>(region) && !block.table.empty()) return block.table;
  return {};
}

Status run_up_to(std::string_view last, Document& document, StageContext& context) {
  std::vector<std::unique_ptr<Stage>> stages = make_sequence();
  stages.erase(std::ranges::find(stages, last, [](const auto& stage) { return stage->name(); }) + 1, stages.end());
  return run_sequence(stages, "", document, context);
}

}  // namespace

std::vector<std::string> candidate_lines(const Document& document) {
  std::vector<std::string> lines;
  for (std::size_t number = 0; number < document.regions.size(); ++number) {
    const TableRegion& region = document.regions[number];
    const std::string table = table_of(document, number);
    const std::size_t best = best_of(region);
    for (std::size_t order = 0; order < region.candidates.size(); ++order)
      if (!region.candidates[order].features.empty())
        lines.push_back(candidate_line(region, number, order, order == best ? table : ""));
  }
  return lines;
}

Result<std::vector<std::string>> inspect_candidates(const std::string& path, const Options& options,
                                                    const std::string& config_dir) {
  Document document;
  document.source.path = path;
  StageContext context{.options = options, .config_dir = config_dir, .output_dir = {}};
  if (Status status = run_up_to("headers", document, context); !status.ok()) return status.error();
  return candidate_lines(document);
}

Result<std::vector<std::string>> inspect_overlay(const std::string& path, const Options& options,
                                                 const std::string& config_dir, const std::string& overlay) {
  Document document;
  document.source.path = path;
  StageContext context{.options = options, .config_dir = config_dir, .output_dir = {}};
  if (Status status = run_up_to("validate", document, context); !status.ok()) return status.error();
  const std::vector<OverlayPage> pages = overlay_pages(document, context.page_pictures.get());
  if (Status status = write_overlay(pages, path, overlay); !status.ok()) return status.error();
  return std::vector<std::string>{"overlay: " + overlay + " (" + std::to_string(pages.size()) + " pages, " +
                                  std::to_string(document.regions.size()) + " regions, " +
                                  std::to_string(document.tables.size()) + " tables)"};
}

}  // namespace tabularium
