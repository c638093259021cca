#include "stages/headers/row_marks.h"

#include <algorithm>
#include <map>
#include <utility>

namespace tabularium {
namespace {

constexpr double reach = 2.5;  // points that a rule may stand inside a row

struct RowBand {
  int page = 0;
  double top = 0;
  double bottom = 0;
  bool known = false;
};

struct Frame {
  double x0 = 0;
  double x1 = 0;
};

std::vector<RowBand> row_bands(const Table& table) {
  std::vector<RowBand> bands(static_cast<std::size_t>(table.rows));
  for (const Cell& cell : table.cells) {
    if (!cell.place.box || cell.row_span != 1 || cell.row < 0 || cell.row >= table.rows) continue;
    RowBand& band = bands[static_cast<std::size_t>(cell.row)];
    if (band.known && band.page != cell.place.page) continue;
    band.top = band.known ? std::min(band.top, cell.place.box->y0) : cell.place.box->y0;
    band.bottom = band.known ? std::max(band.bottom, cell.place.box->y1) : cell.place.box->y1;
    band.page = cell.place.page;
    band.known = true;
  }
  return bands;
}

std::map<int, Frame> page_frames(const Table& table) {
  std::map<int, Frame> frames;
  for (const Cell& cell : table.cells) {
    if (!cell.place.box) continue;
    const auto [at, fresh] = frames.try_emplace(cell.place.page, Frame{cell.place.box->x0, cell.place.box->x1});
    at->second.x0 = std::min(at->second.x0, cell.place.box->x0);
    at->second.x1 = std::max(at->second.x1, cell.place.box->x1);
  }
  return frames;
}

// Length of the union of intervals.
double covered(std::vector<std::pair<double, double>> pieces) {
  std::sort(pieces.begin(), pieces.end());
  double length = 0;
  double end = -1e9;
  for (const auto& [from, to] : pieces) {
    length += std::max(0.0, to - std::max(from, end));
    end = std::max(end, to);
  }
  return length;
}

void mark_rules(RowMark& mark, const Page& page, const Frame& frame, double from, double to) {
  std::vector<std::pair<double, double>> pieces;
  for (const Rule& rule : page.evidence.rules) {
    if (rule.orientation != Orientation::horizontal || rule.at < from || rule.at > to) continue;
    const double x0 = std::max(rule.from, frame.x0);
    const double x1 = std::min(rule.to, frame.x1);
    if (x1 <= x0) continue;
    pieces.emplace_back(x0, x1);
    mark.rule_width = std::max(mark.rule_width, rule.width);
  }
  mark.rule_below = covered(std::move(pieces)) / std::max(1.0, frame.x1 - frame.x0);
}

void mark_fill(RowMark& mark, const Page& page, const Frame& frame, double middle) {
  std::map<std::uint32_t, std::vector<std::pair<double, double>>> by_color;
  for (const Fill& fill : page.evidence.fills) {
    if (fill.box.y0 > middle || fill.box.y1 < middle) continue;
    const double x0 = std::max(fill.box.x0, frame.x0);
    const double x1 = std::min(fill.box.x1, frame.x1);
    if (x1 > x0) by_color[fill.color].emplace_back(x0, x1);
  }
  for (auto& [color, pieces] : by_color)
    if (color != 0xFFFFFF && covered(std::move(pieces)) * 2 > frame.x1 - frame.x0) mark.fill = color;
}

}  // namespace

std::vector<RowMark> read_row_marks(const Table& table, const std::vector<Page>& pages) {
  const std::vector<RowBand> bands = row_bands(table);
  const std::map<int, Frame> frames = page_frames(table);
  if (frames.empty()) return {};
  std::vector<RowMark> marks(bands.size());
  for (std::size_t row = 0; row < bands.size(); ++row) {
    const RowBand& band = bands[row];
    if (!band.known) continue;
    const auto page = std::find_if(pages.begin(), pages.end(), [&](const Page& p) { return p.number == band.page; });
    const auto frame = frames.find(band.page);
    if (page == pages.end() || frame == frames.end()) continue;
    mark_fill(marks[row], *page, frame->second, (band.top + band.bottom) / 2);
    if (row + 1 >= bands.size() || !bands[row + 1].known || bands[row + 1].page != band.page) continue;
    const double next = bands[row + 1].top;
    mark_rules(marks[row], *page, frame->second, std::min(band.bottom, next) - reach, std::max(band.bottom, next) + reach);
  }
  return marks;
}

}  // namespace tabularium
