#include "stages/export/table_text.h"

#include <algorithm>
#include <map>
#include <set>

#include "stages/core/append_number.h"
#include "stages/core/json_writer.h"
#include "stages/core/unicode.h"

namespace tabularium {
namespace {

constexpr int beside = 4;  // blocks before and after a table that may be its caption, unit line or notes

std::set<std::string> texts_around(const Table& table) {
  std::set<std::string> texts = {fold_label(table.caption), fold_label(table.unit)};
  for (const std::string& note : table.notes) texts.insert(fold_label(note));
  texts.erase("");
  return texts;
}

}  // namespace

std::vector<std::string_view> path_texts(const Table& table, const CellPath& path) {
  std::vector<std::string_view> texts;
  for (const CellId id : path) {
    const auto index = static_cast<std::size_t>(id);
    if (index < table.cells.size() && !table.cells[index].text.empty()) texts.push_back(table.cells[index].text);
  }
  return texts;
}

void append_joined_path(std::string& out, const Table& table, const CellPath& path) {
  bool first = true;
  for (const CellId id : path) {
    const auto index = static_cast<std::size_t>(id);
    if (index >= table.cells.size() || table.cells[index].text.empty()) continue;
    if (!first) out += path_separator;
    first = false;
    out += table.cells[index].text;
  }
}

std::string joined_path(const Table& table, const CellPath& path) {
  std::string joined;
  append_joined_path(joined, table, path);
  return joined;
}

std::string rounded(double value, int places) {
  std::string text;
  append_rounded(text, value, places);
  return text;
}

void append_box(std::string& out, const Box& box) {
  append_rounded(out, box.x0, 2);
  for (const double side : {box.y0, box.x1, box.y1}) append_rounded(out += ' ', side, 2);
}

std::string place_text(const Place& place) {
  if (place.span) return "line " + std::to_string(place.span->line) + ", column " + std::to_string(place.span->column);
  std::string text = place.page > 0 ? "page " + std::to_string(place.page) : std::string();
  if (!place.box) return text;
  if (!text.empty()) text += ", ";
  return text + rounded(place.box->x0, 0) + "–" + rounded(place.box->x1, 0) + " × " + rounded(place.box->y0, 0) + "–" +
         rounded(place.box->y1, 0) + " pt";
}

std::string title_of(const Table& table) {
  if (!table.caption.empty()) return table.caption;
  if (!table.section.empty() && !table.section.back().empty()) return table.section.back();
  return "Table " + table.id;
}

std::string file_name_of(std::string_view path) {
  while (path.size() > 1 && path.ends_with('/')) path.remove_suffix(1);
  return std::string(path.substr(path.rfind('/') + 1));
}

std::string title_of(const Document& document) {
  if (document.metadata.title && !document.metadata.title->text.empty()) return document.metadata.title->text;
  return file_name_of(document.source.path);
}

std::vector<bool> told_by_tables(const Document& document) {
  const auto count = static_cast<int>(document.blocks.size());
  std::vector<bool> told(document.blocks.size(), false);
  std::map<std::string_view, const Table*> tables;
  for (const Table& table : document.tables) tables.emplace(table.id, &table);
  for (int i = 0; i < count; ++i) {
    const Block& block = document.blocks[static_cast<std::size_t>(i)];
    if (block.kind != BlockKind::table || block.table.empty()) continue;
    const auto table = tables.find(block.table);
    if (table == tables.end()) continue;
    const std::set<std::string> around = texts_around(*table->second);
    for (int j = std::max(0, i - beside); j < std::min(count, i + beside + 1); ++j) {
      const Block& other = document.blocks[static_cast<std::size_t>(j)];
      if (other.kind != BlockKind::table && around.contains(fold_label(other.text))) told[static_cast<std::size_t>(j)] = true;
    }
  }
  return told;
}

void for_each_part(const Document& document, const std::function<void(const Block&)>& on_block,
                   const std::function<void(const Table&)>& on_table) {
  std::map<std::string_view, const Table*> waiting;
  for (const Table& table : document.tables) waiting.emplace(table.id, &table);
  const std::vector<bool> told = told_by_tables(document);
  for (std::size_t i = 0; i < document.blocks.size(); ++i) {
    const Block& block = document.blocks[i];
    if (told[i]) continue;
    if (block.kind != BlockKind::table) {
      on_block(block);
    } else if (const auto table = waiting.find(block.table); table != waiting.end()) {
      on_table(*table->second);
      waiting.erase(table);
    }
  }
  for (const Table& table : document.tables)
    if (waiting.contains(table.id)) on_table(table);
}

bool is_doubtful(const Cell& cell) noexcept {
  return cell.role == Role::data && cell.confidence < doubtful_below && !cell.text.empty();
}

CellFindings::CellFindings(const Document& document) {
  for (const Finding& finding : document.findings)
    for (const auto& place : finding.cells) by_place_[finding.table][place].push_back(&finding);
}

std::vector<const Finding*> CellFindings::of(const Table& table, const Cell& cell) const {
  const auto places = by_place_.find(table.id);
  if (places == by_place_.end()) return {};
  std::vector<const Finding*> found;
  for (int row = cell.row; row < cell.row_end(); ++row)
    for (int col = cell.col; col < cell.col_end(); ++col)
      if (const auto here = places->second.find({row, col}); here != places->second.end())
        for (const Finding* finding : here->second)
          if (std::find(found.begin(), found.end(), finding) == found.end()) found.push_back(finding);
  return found;
}

std::vector<int> pages_to_show(const Document& document) {
  std::set<int> scanned;
  for (const Page& page : document.pages)
    if (page.origin == PageOrigin::image) scanned.insert(page.number);
  std::set<int> wanted;
  for (const Table& table : document.tables) {
    const bool doubt = table.status == Verdict::contradicted || std::any_of(table.cells.begin(), table.cells.end(), is_doubtful);
    for (const int page : table.pages)
      if (doubt || scanned.contains(page)) wanted.insert(page);
  }
  return {wanted.begin(), wanted.end()};
}

std::string xml_text(std::string_view text) {
  std::string clean = well_formed(text);
  for (const std::string_view forbidden : {"\xEF\xBF\xBE", "\xEF\xBF\xBF"})
    for (std::size_t at = 0; (at = clean.find(forbidden, at)) != std::string::npos;) clean.replace(at, forbidden.size(), "\uFFFD");
  return clean;
}

}  // namespace tabularium
