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

// Its cells, wherever they are: an accepted candidate's stand in the table that it became.
const std::vector<Cell>& cells_of(const Document& document, const Candidate& candidate) {
  const auto table = std::ranges::find(document.tables, candidate.table.id, &Table::id);
  return candidate.table.id.empty() || table == document.tables.end() ? candidate.table.cells : table->cells;
}

std::string candidate_line(const Document& document, std::size_t number, std::size_t order) {
  const TableRegion& region = document.regions[number];
  const Candidate& candidate = region.candidates[order];
  JsonWriter json;
  json.begin_object();
  json.key("region").integer(static_cast<std::int64_t>(number)).key("order").integer(static_cast<std::int64_t>(order));
  json.key("page").integer(region.page).key("method").string(candidate.method);
  json.key("score").number(candidate.score, 4).key("table_odds").number(candidate.table_odds, 4);
  json.key("table").string_or_null(candidate.table.id);
  json.key("features").begin_object();
  for (const auto& [name, value] : candidate.features) json.key(name).number(value, 5);
  json.end_object();
  json.key("rows").integer(candidate.table.rows).key("cols").integer(candidate.table.cols);
  json.key("cells").begin_array();
  for (const Cell& cell : cells_of(document, candidate)) write_cell(json, cell);
  json.end_array().end_object();
  return json.take();
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
    const std::vector<Candidate>& candidates = document.regions[number].candidates;
    for (std::size_t order = 0; order < candidates.size(); ++order)
      if (!candidates[order].features.empty()) lines.push_back(candidate_line(document, number, order));
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
