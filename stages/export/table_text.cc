#include "stages/export/table_text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <set>

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

std::vector<std::string_view> path_texts(const Table& table, const std::vector<CellId>& path) {
  std::vector<std::string_view> texts;
  for (const CellId id : path) {
    const auto index = static_cast<std::size_t>(id);
    if (index < table.cells.size() && !table.cells[index].text.empty()) texts.push_back(table.cells[index].text);
  }
  return texts;
}

std::string joined_path(const Table& table, const std::vector<CellId>& path) {
  std::string joined;
  for (const std::string_view text : path_texts(table, path)) {
    if (!joined.empty()) joined += path_separator;
    joined += text;
  }
  return joined;
}

std::string rounded(double value, int places) {
  std::array<char, 64> digits{};
  const auto [end, error] =
      std::to_chars(digits.data(), digits.data() + digits.size(), value, std::chars_format::fixed, places);
  if (error != std::errc{} || !std::isfinite(value)) return {};
  std::string text(digits.data(), end);
  if (text.find('.') != std::string::npos) {
    text.erase(text.find_last_not_of('0') + 1);
    if (text.ends_with('.')) text.pop_back();
  }
  return text == "-0" ? "0" : text;
}

std::string box_text(const Box& box) {
  return rounded(box.x0, 2) + ' ' + rounded(box.y0, 2) + ' ' + rounded(box.x1, 2) + ' ' + rounded(box.y1, 2);
}

std::string place_text(const Place& place) {
  if (place.span) return "line " + std::to_string(place.span->line) + ", column " + std::to_string(place.span->column);
  std::string text = place.page > 0 ? "page " + std::to_string(place.page) : std::string();
  if (!place.box) return text;
  if (!text.empty()) text += ", ";
  return text + rounded(place.box->x0, 0) + "–" + rounded(place.box->x1, 0) + " × " + rounded(place.box->y0, 0) + "–" +
         rounded(place.box->y1, 0) + " pt";
}

VerdictCounts& VerdictCounts::operator+=(const VerdictCounts& other) noexcept {
  verified += other.verified;
  unverified += other.unverified;
  contradicted += other.contradicted;
  return *this;
}

VerdictCounts count_verdicts(const Table& table) noexcept {
  VerdictCounts counts;
  for (const Cell& cell : table.cells) {
    counts.verified += cell.verdict == Verdict::verified ? 1 : 0;
    counts.unverified += cell.verdict == Verdict::unverified ? 1 : 0;
    counts.contradicted += cell.verdict == Verdict::contradicted ? 1 : 0;
  }
  return counts;
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
  for (int i = 0; i < count; ++i) {
    const Block& block = document.blocks[static_cast<std::size_t>(i)];
    const auto table = std::find_if(document.tables.begin(), document.tables.end(),
                                    [&](const Table& candidate) { return candidate.id == block.table; });
    if (block.kind != BlockKind::table || table == document.tables.end()) continue;
    const std::set<std::string> around = texts_around(*table);
    for (int j = std::max(0, i - beside); j < std::min(count, i + beside + 1); ++j) {
      const Block& other = document.blocks[static_cast<std::size_t>(j)];
      if (other.kind != BlockKind::table && around.contains(fold_label(other.text))) told[static_cast<std::size_t>(j)] = true;
    }
  }
  return told;
}

std::vector<const Finding*> findings_of(const Document& document, const Table& table, const Cell& cell) {
  std::vector<const Finding*> found;
  for (const Finding& finding : document.findings) {
    if (finding.table != table.id) continue;
    const auto covers = [&](const std::pair<int, int>& at) {
      return at.first >= cell.row && at.first < cell.row_end() && at.second >= cell.col && at.second < cell.col_end();
    };
    if (std::any_of(finding.cells.begin(), finding.cells.end(), covers)) found.push_back(&finding);
  }
  return found;
}

}  // namespace tabularium
