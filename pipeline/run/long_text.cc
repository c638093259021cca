#include "pipeline/run/long_text.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "stages/core/judge_weights.h"
#include "stages/core/packed_tables.h"

namespace tabularium {
namespace {

std::size_t at(int i) { return static_cast<std::size_t>(i); }

// Half-open ranges of a document's blocks and regions.
struct Slice {
  std::size_t blocks_from = 0;
  std::size_t blocks_to = 0;
  std::size_t regions_from = 0;
  std::size_t regions_to = 0;
};

std::vector<Slice> slices_of(const Document& document, int lines_a_slice) {
  std::vector<Slice> slices;
  Slice slice;
  int lines = 0;
  for (std::size_t b = 0; b < document.blocks.size(); ++b) {
    const Block& block = document.blocks[b];
    slice.blocks_to = b + 1;
    if (block.region < 0) continue;
    const TableRegion& region = document.regions[at(block.region)];
    slice.regions_to = at(block.region) + 1;
    lines += region.line_to - region.line_from;
    if (lines < lines_a_slice) continue;
    slices.push_back(slice);
    slice = {slice.blocks_to, slice.blocks_to, slice.regions_to, slice.regions_to};
    lines = 0;
  }
  slice.blocks_to = document.blocks.size();
  slice.regions_to = document.regions.size();
  if (slices.empty() || slice.blocks_from < slice.blocks_to) slices.push_back(slice);
  return slices;
}

// Regions stand in the order of their blocks, one each: then a slice of the one is a slice of the other.
bool in_step(const Document& document) {
  std::size_t next = 0;
  for (const Block& block : document.blocks) {
    if (block.region < 0) continue;
    if (at(block.region) != next++) return false;
  }
  return next == document.regions.size();
}

template <typename T>
std::vector<T> take(std::vector<T>& from, std::size_t first, std::size_t last) {
  const auto begin = from.begin() + static_cast<std::ptrdiff_t>(first);
  return {std::make_move_iterator(begin), std::make_move_iterator(from.begin() + static_cast<std::ptrdiff_t>(last))};
}

template <typename T>
void put_back(std::vector<T>& part, std::vector<T>& whole, std::size_t first) {
  std::move(part.begin(), part.end(), whole.begin() + static_cast<std::ptrdiff_t>(first));
}

void shift_regions(std::vector<Block>& blocks, int by) {
  for (Block& block : blocks)
    if (block.region >= 0) block.region += by;
}

// "t1", "t2" … of a slice, after the tables of earlier ones.
void number_tables(Document& slice, std::size_t before) {
  if (before == 0) return;
  const auto renumber = [before](std::string& id) {
    if (id.size() > 1) id = "t" + std::to_string(before + std::stoul(id.substr(1)));
  };
  for (Table& table : slice.tables) renumber(table.id);
  for (Block& block : slice.blocks) renumber(block.table);
  for (TableRegion& region : slice.regions)
    for (Candidate& candidate : region.candidates) renumber(candidate.table.id);
}

Status run_slice(std::span<const std::unique_ptr<Stage>> stages, Document& slice, StageContext& context, std::size_t tables_before,
                 const std::function<void(std::string_view)>& on_stage) {
  for (const auto& stage : stages) {
    if (on_stage) on_stage(stage->name());
    if (Status status = stage->run(slice, context); !status.ok()) return status;
    slice.layers = slice.layers | stage->gives();
    if (stage->gives().covers(Layer::tables)) number_tables(slice, tables_before);
  }
  return {};
}

}  // namespace

bool is_long_text(const Document& document, int least) {
  int lines = 0;
  for (const TableRegion& region : document.regions) {
    if (region.kind != RegionKind::flattened) return false;
    lines += region.line_to - region.line_from;
  }
  return lines > least && in_step(document);
}

Status run_in_slices(std::span<const std::unique_ptr<Stage>> stages, Document& document, StageContext& context,
                     const std::function<void(std::string_view)>& on_stage, int lines_a_slice) {
  std::size_t tables = 0;
  const Layers before = document.layers;
  JudgeWeights weights;  // read once, not for each slice
  const bool own_weights = context.weights == nullptr;
  if (own_weights) {
    Result<JudgeWeights> loaded = load_judge_weights(context.config_dir);
    if (!loaded) return loaded.error();
    weights = std::move(loaded).value();
  }
  StageContext sliced = context;
  if (own_weights) sliced.weights = &weights;
  for (const Slice& range : slices_of(document, lines_a_slice)) {
    if (context.cancelled && context.cancelled()) break;
    Document slice;
    slice.layers = before;
    slice.source = document.source;
    slice.pages = std::move(document.pages);
    slice.blocks = take(document.blocks, range.blocks_from, range.blocks_to);
    slice.regions = take(document.regions, range.regions_from, range.regions_to);
    shift_regions(slice.blocks, -static_cast<int>(range.regions_from));
    const Status status = run_slice(stages, slice, sliced, tables, on_stage);
    shift_regions(slice.blocks, static_cast<int>(range.regions_from));
    document.layers = document.layers | slice.layers;
    document.pages = std::move(slice.pages);
    put_back(slice.blocks, document.blocks, range.blocks_from);
    put_back(slice.regions, document.regions, range.regions_from);
    std::move(slice.findings.begin(), slice.findings.end(), std::back_inserter(document.findings));
    if (!status.ok()) return status;
    tables += slice.tables.size();
    if (!slice.tables.empty()) document.packed.push_back(pack_tables(slice.tables));
  }
  return {};
}

}  // namespace tabularium
