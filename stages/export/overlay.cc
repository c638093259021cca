#include "stages/export/overlay.h"

#include <algorithm>
#include <cstdio>
#include <map>
#include <set>
#include <utility>

#include "stages/core/names.h"

namespace tabularium {
namespace {

constexpr double picture_dpi = 130;  // letters can be read, a page stays under 200 kB
constexpr std::uint32_t word_color = 0x8A94A0, rule_color = 0xC2410C, fill_color = 0xB58900, rival_color = 0x7C3AED,
                        region_color = 0x0B5CAD, rejected_color = 0x8B8B8B, doubt_color = 0xD0392B;

std::uint32_t color_of(Role role) {
  switch (role) {
    case Role::stub_head: return 0x6D28D9;
    case Role::column_header: return 0x0B5CAD;
    case Role::row_header: return 0x0F766E;
    case Role::section_header: return 0xB45309;
    case Role::note: return 0x6B7280;
    case Role::data: break;
  }
  return 0x2F9E54;
}

std::string number_text(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.3f", value);
  return text;
}

std::string size_text(const Table& table) { return std::to_string(table.rows) + "x" + std::to_string(table.cols); }

Box box_of(const Rule& rule) {
  const double half = std::max(rule.width, 0.4) / 2;
  return rule.orientation == Orientation::horizontal ? Box{rule.from, rule.at - half, rule.to, rule.at + half}
                                                     : Box{rule.at - half, rule.from, rule.at + half, rule.to};
}

// Pages by number, for marks that find their page by a place.
using Pages = std::map<int, OverlayPage>;

void add(Pages& pages, int page, OverlayMark mark) {
  const auto found = pages.find(page);
  if (found != pages.end() && mark.box != Box{}) found->second.marks.push_back(std::move(mark));
}

void add_evidence(const Page& page, OverlayPage& out) {
  for (const Fill& fill : page.evidence.fills)
    out.marks.push_back({OverlayLayer::fills, fill.box, fill_color, 0.06, true, "", "painted area"});
  for (const Word& word : page.evidence.words) {
    const std::string sure = word.confidence < 1 ? " (" + number_text(word.confidence) + ")" : "";
    out.marks.push_back({OverlayLayer::words, word.box, word_color, 0, false, "", word.text + sure});
  }
  for (const Rule& rule : page.evidence.rules)
    out.marks.push_back({OverlayLayer::rules, box_of(rule), rule_color, 0.9, false, "", "rule, " + number_text(rule.width) + " pt"});
}

// Where a cell stands, on every page that it is on.
std::vector<Place> places_of(const Cell& cell) { return cell.parts.empty() ? std::vector<Place>{cell.place} : cell.parts; }

void add_cells(Pages& pages, const Table& table, OverlayLayer layer, const std::string& method) {
  for (const Cell& cell : table.cells) {
    const std::string where = "row " + std::to_string(cell.row) + ", column " + std::to_string(cell.col);
    for (const Place& place : places_of(cell)) {
      if (!place.box) continue;
      OverlayMark mark{layer, *place.box, layer == OverlayLayer::cells ? color_of(cell.role) : rival_color, 0, false, "", ""};
      mark.opacity = layer == OverlayLayer::cells ? 0.14 : 0;
      mark.dashed = layer == OverlayLayer::rivals;
      mark.hint = method + std::string(name_of(cell.role)) + ", " + where + ": " + cell.text;
      add(pages, place.page, std::move(mark));
    }
    if (layer == OverlayLayer::cells && cell.verdict == Verdict::contradicted && cell.place.box)
      add(pages, cell.place.page,
          {OverlayLayer::doubts, *cell.place.box, doubt_color, 0.25, false, "", "contradicted: " + cell.text});
  }
}

std::string hypothesis_line(const Candidate& candidate, std::size_t region) {
  const std::string& table = candidate.table.id;
  std::string line = "region " + std::to_string(region) + ": " + candidate.method + ", " + size_text(candidate.table) +
                     ", score " + number_text(candidate.score) + (table.empty() ? "" : ", became " + table);
  for (const auto& [name, value] : candidate.features)
    if (value != 0) line += "; " + name + " " + number_text(value);
  return line;
}

void add_region(Pages& pages, const Document& document, std::size_t number) {
  const TableRegion& region = document.regions[number];
  std::string table;
  std::vector<const Candidate*> order;
  for (const Candidate& candidate : region.candidates) {
    order.push_back(&candidate);
    if (!candidate.table.id.empty()) table = candidate.table.id;
  }
  std::ranges::stable_sort(order, [](const Candidate* a, const Candidate* b) { return a->score > b->score; });
  const auto page = pages.find(region.page);
  for (std::size_t i = 0; i < order.size(); ++i) {
    if (page != pages.end()) page->second.hypotheses.push_back(hypothesis_line(*order[i], number));
    if (order[i]->table.id.empty()) add_cells(pages, order[i]->table, OverlayLayer::rivals, order[i]->method + ": ");
  }
  if (!region.box) return;
  std::string label = table.empty() ? "no table" : table;
  if (!order.empty()) label += " " + order.front()->method + " " + number_text(order.front()->score);
  if (region.continues >= 0) label = "continues region " + std::to_string(region.continues);
  add(pages, region.page, {OverlayLayer::regions, *region.box, table.empty() && region.continues < 0 ? rejected_color : region_color,
                           0, true, label, "region " + std::to_string(number) + ": " + label});
}

}  // namespace

std::string_view name_of(OverlayLayer layer) noexcept {
  switch (layer) {
    case OverlayLayer::fills: return "fills";
    case OverlayLayer::words: return "words";
    case OverlayLayer::rules: return "rules";
    case OverlayLayer::rivals: return "rivals";
    case OverlayLayer::regions: return "regions";
    case OverlayLayer::cells: return "cells";
    case OverlayLayer::doubts: return "doubts";
  }
  return "";
}

std::string_view what_is(OverlayLayer layer) noexcept {
  switch (layer) {
    case OverlayLayer::fills: return "painted areas";
    case OverlayLayer::words: return "words";
    case OverlayLayer::rules: return "ruling lines";
    case OverlayLayer::rivals: return "grids that the judge did not choose";
    case OverlayLayer::regions: return "regions with the score of their best grid";
    case OverlayLayer::cells: return "cells of the chosen grid, coloured by role";
    case OverlayLayer::doubts: return "contradicted cells";
  }
  return "";
}

std::vector<OverlayPage> overlay_pages(const Document& document, PagePictures* pictures) {
  Pages pages;
  for (const Page& page : document.pages) {
    if (page.failure || page.origin == PageOrigin::text) continue;
    OverlayPage& out = pages[page.number];
    out.number = page.number;
    out.width = page.width;
    out.height = page.height;
    add_evidence(page, out);
    if (pictures == nullptr) continue;
    if (Result<PagePicture> picture = pictures->picture(page, picture_dpi)) out.picture = std::move(picture).value();
  }
  for (std::size_t region = 0; region < document.regions.size(); ++region) add_region(pages, document, region);
  for (const Table& table : document.tables) add_cells(pages, table, OverlayLayer::cells, table.id + " ");
  std::vector<OverlayPage> list;
  for (auto& [number, page] : pages) {
    std::ranges::stable_sort(page.marks, {}, &OverlayMark::layer);
    list.push_back(std::move(page));
  }
  return list;
}

}  // namespace tabularium
