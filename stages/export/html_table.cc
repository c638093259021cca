#include "stages/export/html_table.h"

#include <algorithm>
#include <vector>

#include "stages/core/names.h"
#include "stages/core/note_marks.h"
#include "stages/core/verdict_counts.h"
#include "stages/export/html_text.h"
#include "stages/export/table_text.h"

namespace tabularium {
namespace {

std::string verdict_text(const Cell& cell) {
  if (cell.verdict == Verdict::none) return {};
  std::string text(name_of(cell.verdict));
  if (cell.verdict_source != VerdictSource::none) text += " (" + std::string(name_of(cell.verdict_source)) + ')';
  if (cell.covered_to) text += ", digits covered to " + *cell.covered_to;
  return text;
}

// Verdict, confidence, other readings, findings and place, for the tooltip.
std::string tooltip(const CellFindings& findings, const Table& table, const Cell& cell) {
  std::string text;
  const auto add = [&text](const std::string& part) {
    if (!part.empty()) text += (text.empty() ? "" : " · ") + part;
  };
  add(place_text(cell.place));
  add(verdict_text(cell));
  if (cell.confidence < 1) add("confidence " + rounded(cell.confidence * 100, 0) + " %");
  if (cell.raw != cell.text) add("printed: " + cell.raw);
  for (const Alternative& other : cell.alternatives) add("or: " + other.text + " (" + other.reader + ')');
  for (const Finding* finding : findings.of(table, cell)) add(finding->message);
  for (const int note : notes_of(cell.text, table.notes)) add(table.notes[static_cast<std::size_t>(note)]);
  return text;
}

std::string class_of(const Cell& cell) {
  std::string names;
  const auto add = [&names](std::string_view name) {
    if (!name.empty()) names += (names.empty() ? "" : " ") + std::string(name);
  };
  if (cell.role != Role::data) add(name_of(cell.role));
  if (cell.role == Role::data && is_numeric(cell.value)) add("number");
  add(name_of(cell.verdict));
  if (is_doubtful(cell) && cell.verdict != Verdict::contradicted) add("doubtful");
  return names;
}

void add_attribute(std::string& out, std::string_view name, std::string_view value) {
  if (value.empty()) return;
  out += ' ';
  out += name;
  out += "=\"";
  out += html_escaped(value);
  out += '"';
}

std::string header_ids(const Table& table, const Cell& cell) {
  std::string ids;
  const auto add = [&](const CellPath& path) {
    for (const CellId id : path) {
      const auto index = static_cast<std::size_t>(id);
      if (index >= table.cells.size() || table.cells[index].text.empty()) continue;
      ids += (ids.empty() ? "" : " ") + html_cell_id(table, table.cells[index].row, table.cells[index].col);
    }
  };
  add(cell.row_path);
  add(cell.row_ancestors);
  add(cell.col_path);
  return ids;
}

// "3 72 100.5 150 112": page and box, for the script.
std::string place_data(const Place& place) {
  if (place.page <= 0 || !place.box) return {};
  std::string text = std::to_string(place.page);
  append_box(text += ' ', *place.box);
  return text;
}

std::string_view scope_of(const Cell& cell, bool own_group) {
  if (cell.text.empty()) return {};  // a blank one heads nothing
  switch (cell.role) {
    case Role::column_header: return "col";
    case Role::stub_head: return "col";
    case Role::row_header: return "row";
    case Role::section_header: return own_group ? "rowgroup" : "row";
    default: return {};
  }
}

std::string note_id(const Table& table, std::size_t note) { return table.id + "-note" + std::to_string(note + 1); }

// The notes that the cell's marks name, for readers that speak and for the script.
std::string note_ids(const Table& table, const Cell& cell) {
  std::string ids;
  for (const int note : notes_of(cell.text, table.notes)) ids += (ids.empty() ? "" : " ") + note_id(table, static_cast<std::size_t>(note));
  return ids;
}

std::string html_of_cell(const CellFindings& findings, const Table& table, const Cell& cell, bool own_group) {
  const std::string_view scope = scope_of(cell, own_group);
  const char* tag = scope.empty() ? "td" : "th";
  std::string out = std::string("<") + tag;
  add_attribute(out, "id", html_cell_id(table, cell.row, cell.col));
  add_attribute(out, "class", class_of(cell));
  add_attribute(out, "scope", scope);
  if (cell.row_span > 1) add_attribute(out, "rowspan", std::to_string(cell.row_span));
  if (cell.col_span > 1) add_attribute(out, "colspan", std::to_string(cell.col_span));
  if (cell.role == Role::data) add_attribute(out, "headers", header_ids(table, cell));
  if (!cell.text.empty()) add_attribute(out, "data-at", place_data(cell.place));
  if (!cell.text.empty()) add_attribute(out, "title", tooltip(findings, table, cell));
  add_attribute(out, "aria-describedby", note_ids(table, cell));
  if (cell.verdict == Verdict::contradicted || is_doubtful(cell)) add_attribute(out, "tabindex", "0");
  if (cell.role == Role::row_header && !cell.row_ancestors.empty())
    add_attribute(out, "style", "padding-left:" + rounded(0.6 + 1.1 * static_cast<double>(cell.row_ancestors.size()), 1) + "rem");
  out += '>';
  out += html_escaped(cell.text);
  return out + "</" + tag + ">";
}

// Rows at which a row group may end: no cell reaches over them.
std::vector<bool> clean_breaks(const Table& table) {
  std::vector<bool> clean(static_cast<std::size_t>(table.rows) + 1, true);
  for (const Cell& cell : table.cells)
    for (int row = cell.row + 1; row < cell.row_end() && row <= table.rows; ++row) clean[static_cast<std::size_t>(row)] = false;
  return clean;
}

std::vector<std::vector<const Cell*>> rows_of(const Table& table) {
  std::vector<std::vector<const Cell*>> rows(static_cast<std::size_t>(std::max(table.rows, 0)));
  for (const Cell& cell : table.cells)
    if (cell.row >= 0 && cell.row < table.rows) rows[static_cast<std::size_t>(cell.row)].push_back(&cell);
  for (auto& row : rows) std::sort(row.begin(), row.end(), [](const Cell* a, const Cell* b) { return a->col < b->col; });
  return rows;
}

bool opens_section(const std::vector<const Cell*>& row) {
  return std::any_of(row.begin(), row.end(), [](const Cell* cell) { return cell->role == Role::section_header; });
}

std::string html_of_rows(const CellFindings& findings, const Table& table) {
  const auto rows = rows_of(table);
  const std::vector<bool> clean = clean_breaks(table);
  const auto head_rows = static_cast<std::size_t>(std::clamp(table.boxhead_rows, 0, table.rows));
  const bool has_head = head_rows > 0 && head_rows < rows.size() && clean[head_rows];
  std::string out = has_head ? "<thead>\n" : "<tbody>\n";
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const bool section = opens_section(rows[i]) && clean[i];
    if (has_head && i == head_rows) out += "</thead>\n<tbody>\n";
    else if (i > 0 && section && !(has_head && i < head_rows)) out += "</tbody>\n<tbody>\n";
    out += "<tr>";
    for (const Cell* cell : rows[i]) out += html_of_cell(findings, table, *cell, section);
    out += "</tr>\n";
  }
  return out + (has_head && head_rows == rows.size() ? "</thead>\n" : "</tbody>\n");
}

}  // namespace

std::string html_cell_id(const Table& table, int row, int col) {
  return table.id + "-r" + std::to_string(row) + 'c' + std::to_string(col);
}

std::string html_of_table(const CellFindings& findings, const Table& table) {
  const std::string title = html_escaped(title_of(table));
  const std::string caption_id = table.id + "-caption";
  std::string out = "<figure class=\"table\" id=\"" + table.id + '"';
  if (!table.pages.empty()) add_attribute(out, "data-page", std::to_string(table.pages.front()));
  out += ">\n<figcaption id=\"" + caption_id + "\">";
  if (!table.unit.empty()) out += "<span class=\"unit\">" + html_escaped(table.unit) + "</span>";
  out += "<span class=\"dot " + std::string(name_of(table.status)) + "\" title=\"" + std::string(name_of(table.status)) +
         "\" role=\"img\" aria-label=\"" + std::string(name_of(table.status)) + "\"></span>" + title + "</figcaption>\n";
  out += "<section class=\"scroll\" tabindex=\"0\" aria-labelledby=\"" + caption_id + "\">\n<table>\n";
  out += html_of_rows(findings, table);
  out += "</table>\n</section>\n";
  if (!table.notes.empty()) {
    out += "<ul class=\"notes\">";
    for (std::size_t i = 0; i < table.notes.size(); ++i) out += "<li id=\"" + note_id(table, i) + "\">" + html_escaped(table.notes[i]) + "</li>";
    out += "</ul>\n";
  }
  const VerdictCounts counts = count_verdicts(table);
  out += "<p class=\"quiet\">" + table.id;
  if (!table.pages.empty()) out += " · page " + std::to_string(table.pages.front());
  if (table.pages.size() > 1) out += "–" + std::to_string(table.pages.back());
  out += " · " + std::to_string(table.rows) + " × " + std::to_string(table.cols) + " · " +
         std::to_string(counts.verified) + " verified, " + std::to_string(counts.unverified) + " unverified, " +
         std::to_string(counts.contradicted) + " contradicted</p>\n</figure>\n";
  return out;
}

}  // namespace tabularium
