#include "stages/core/corrections.h"

#include <algorithm>
#include <array>
#include <filesystem>

#include "stages/core/header_readings.h"
#include "stages/core/json_writer.h"
#include "stages/core/names.h"
#include "stages/core/table_corrections.h"
#include "stages/core/table_structure.h"
#include "stages/core/unicode.h"

namespace tabularium {
namespace {

// How far two places are one, 0..1.
double shared(const Place& a, const Place& b) {
  if (a.span && b.span) {
    if (a.span->line != b.span->line) return 0;
    const auto from = static_cast<double>(std::max(a.span->byte_from, b.span->byte_from));
    const auto to = static_cast<double>(std::min(a.span->byte_to, b.span->byte_to));
    const auto shorter = static_cast<double>(
        std::min(a.span->byte_to - a.span->byte_from, b.span->byte_to - b.span->byte_from));
    return shorter > 0 ? std::max(0.0, to - from) / shorter : (a.span->byte_from == b.span->byte_from ? 1 : 0);
  }
  if (!a.box || !b.box || a.page != b.page) return 0;
  const double smaller = std::min(a.box->area(), b.box->area());
  return smaller > 0 ? intersect(*a.box, *b.box).area() / smaller : 0;
}

bool same_text(std::string_view a, std::string_view b) { return fold_label(a) == fold_label(b); }

Alternative* earlier_reading(std::vector<Alternative>& alternatives) {
  const auto found = std::ranges::find(alternatives, before_correction, &Alternative::reader);
  return found == alternatives.end() ? nullptr : &*found;
}

// The cell was merged with others after it had been corrected, and what was said stands in it.
bool holds_already(const Cell& cell, const Correction& correction) {
  constexpr double part_of = 0.9;
  const bool larger = cell.place.box && correction.place.box && correction.place.box->area() < part_of * cell.place.box->area();
  return larger && fold_label(cell.text).find(fold_label(correction.is)) != std::string::npos;
}

bool correct_text(Cell& cell, const Correction& correction) {
  if (!reads_as_told(cell, correction)) return holds_already(cell, correction);
  if (earlier_reading(cell.alternatives) == nullptr && cell.text != correction.is)
    cell.alternatives.push_back({cell.text, cell.confidence, std::string(before_correction)});
  cell.text = correction.is;
  cell.confidence = 1;
  return true;
}

// ---------------------------------------------------------------- structure

Cell unit_cell(const Cell& cell, int row, int col) {
  Cell unit = cell;
  unit.row = row;
  unit.col = col;
  unit.row_span = unit.col_span = 1;
  const bool first = row == cell.row && col == cell.col;
  if (!first) unit.raw = unit.text = "";
  if (!first) unit.words.clear();
  return unit;
}

void split(Table& table, std::size_t index) {
  const Cell cell = table.cells[index];
  std::vector<Cell> units;
  for (int row = cell.row; row < cell.row_end(); ++row)
    for (int col = cell.col; col < cell.col_end(); ++col) units.push_back(unit_cell(cell, row, col));
  table.cells[index] = units.front();
  table.cells.insert(table.cells.end(), units.begin() + 1, units.end());
}

// The cells whose middle lies in the place become one, when they fill a rectangle of the grid.
bool merge(Table& table, const Place& place) {
  std::vector<std::size_t> within;
  for (std::size_t i = 0; i < table.cells.size(); ++i) {
    const Place& at = table.cells[i].place;
    const bool inside = at.box && place.box && at.page == place.page && place.box->contains({at.box->center_x(), at.box->center_y()});
    const bool in_line = at.span && place.span && at.span->line == place.span->line && shared(at, place) >= least_share;
    if (inside || in_line) within.push_back(i);
  }
  if (within.empty()) return false;
  const auto before = [&](std::size_t a, std::size_t b) {
    return std::pair(table.cells[a].row, table.cells[a].col) < std::pair(table.cells[b].row, table.cells[b].col);
  };
  std::ranges::sort(within, before);
  Cell whole = table.cells[within.front()];
  int row_end = whole.row_end(), col_end = whole.col_end(), area = 0;
  for (const std::size_t i : within) {
    const Cell& part = table.cells[i];
    whole.row = std::min(whole.row, part.row);
    whole.col = std::min(whole.col, part.col);
    row_end = std::max(row_end, part.row_end());
    col_end = std::max(col_end, part.col_end());
    area += part.row_span * part.col_span;
    if (i == within.front()) continue;
    whole.raw = join_text(whole.raw, part.raw);
    whole.text = join_text(whole.text, part.text);
    if (whole.place.box && part.place.box) whole.place.box = unite(*whole.place.box, *part.place.box);
    whole.words.insert(whole.words.end(), part.words.begin(), part.words.end());
  }
  if (area != (row_end - whole.row) * (col_end - whole.col)) return false;
  std::erase_if(whole.alternatives, [](const Alternative& other) { return other.reader == before_correction; });  // of a part alone
  whole.row_span = row_end - whole.row;
  whole.col_span = col_end - whole.col;
  table.cells[within.front()] = whole;
  for (auto it = within.rbegin(); it + 1 != within.rend(); ++it) table.cells.erase(table.cells.begin() + static_cast<std::ptrdiff_t>(*it));
  return true;
}

std::optional<Role> role_named(std::string_view name) {
  for (const Role role : {Role::data, Role::stub_head, Role::column_header, Role::row_header, Role::section_header, Role::note})
    if (name_of(role) == name) return role;
  return std::nullopt;
}

// The labels read as they did, and make the tree that a person chose.
bool correct_header_tree(Table& table, const Cell& cell, const Correction& correction) {
  for (const BoxheadReadings& boxhead : header_readings(table))
    if (cell.row >= boxhead.row && cell.row < boxhead.row + boxhead.rows)
      return same_text(boxhead_text(table, boxhead), correction.was) && choose_reading(table, boxhead, correction.is);
  return false;
}

bool apply_to_tables(const Correction& correction, Document& document) {
  const std::optional<CellAddress> at = cell_at(document, correction.place);
  if (!at) return false;
  Table& table = document.tables[at->table];
  Cell& cell = table.cells[at->cell];
  switch (correction.kind) {
    case CorrectionKind::edge:
    case CorrectionKind::join:
    case CorrectionKind::divide:
    case CorrectionKind::grid: return false;  // table_corrections.h
    case CorrectionKind::text: return correct_text(cell, correction);
    case CorrectionKind::printed_so: return reads_as_told(cell, correction);
    case CorrectionKind::role: {
      const std::optional<Role> role = role_named(correction.is);
      if (!role || !reads_as_told(cell, correction)) return false;
      cell.role = *role;
      break;
    }
    case CorrectionKind::merge:
      if (!merge(table, correction.place)) return false;
      break;
    case CorrectionKind::split:
      if (!reads_as_told(cell, correction)) return false;
      split(table, at->cell);
      break;
    case CorrectionKind::header_tree: return correct_header_tree(table, cell, correction);
  }
  build_header_trees(table);
  return true;
}

bool apply(const Correction& correction, Document& document) {
  switch (correction.kind) {
    case CorrectionKind::grid: return choose_grid(document, correction);
    case CorrectionKind::join: return join_tables(document, correction);
    case CorrectionKind::divide: return divide_table(document, correction);
    case CorrectionKind::edge: return move_edge(document, correction);
    default: return apply_to_tables(correction, document);
  }
}

// ---------------------------------------------------------------- evidence

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  const std::string clean = collapse_spaces(text);
  for (std::size_t from = 0; from < clean.size();) {
    const std::size_t to = std::min(clean.find(' ', from), clean.size());
    words.push_back(clean.substr(from, to - from));
    from = to + 1;
  }
  return words;
}

// The words within the place read as they did; they become the words of the correction, over the same width.
void correct_words(Page& page, const Correction& correction) {
  std::vector<Word>& words = page.evidence.words;
  std::vector<std::size_t> within;
  std::string read;
  Box around;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (!correction.place.box->contains({words[i].box.center_x(), words[i].box.center_y()})) continue;
    within.push_back(i);
    read += words[i].text;
    around = unite(around, words[i].box);
  }
  if (within.empty() || !same_text(read, correction.was)) return;
  const Word model = words[within.front()];
  const std::vector<std::string> texts = words_of(correction.is);
  int letters = static_cast<int>(texts.size()) - 1;
  for (const std::string& text : texts) letters += count_code_points(text);
  std::vector<Word> made;
  double x = around.x0;
  for (const std::string& text : texts) {
    const double width = around.width() * count_code_points(text) / std::max(1, letters);
    Word word = model;
    word.box = {x, around.y0, x + width, around.y1};
    word.raw = read;
    word.text = text;
    word.confidence = 1;
    word.space_before = !made.empty();
    word.alternatives = {{read, model.confidence, std::string(before_correction)}};
    made.push_back(std::move(word));
    x += width + around.width() / std::max(1, letters);
  }
  for (auto it = within.rbegin(); it != within.rend(); ++it) words.erase(words.begin() + static_cast<std::ptrdiff_t>(*it));
  words.insert(words.begin() + static_cast<std::ptrdiff_t>(within.front()), made.begin(), made.end());
}

void correct_line(Page& page, const Correction& correction) {
  for (TextLine& line : page.evidence.lines) {
    if (line.span.line != correction.place.span->line || correction.was.empty()) continue;
    const std::size_t at = line.text.find(correction.was);
    // Where the same text stands twice on the line, only the cell can tell which one is meant.
    if (at == std::string::npos || line.text.find(correction.was, at + 1) != std::string::npos) continue;
    if (line.raw.empty()) line.raw = line.text;
    line.text.replace(at, correction.was.size(), correction.is);
  }
}

void confirm_findings(const Correction& correction, const CellAddress& at, Document& document) {
  const Table& table = document.tables[at.table];
  const Cell& cell = table.cells[at.cell];
  for (Finding& finding : document.findings) {
    const bool names_it = finding.table == table.id && std::ranges::any_of(finding.cells, [&](const std::pair<int, int>& place) {
      return place.first >= cell.row && place.first < cell.row_end() && place.second >= cell.col && place.second < cell.col_end();
    });
    if (!names_it || finding.severity == Severity::info) continue;
    finding.severity = Severity::info;
    finding.message += "; " + (correction.who.empty() ? std::string("somebody") : correction.who) + " confirmed that it is printed so";
    finding.proposal.clear();
  }
}

Finding conflict_of(const Correction& correction, const Document& document) {
  Finding finding;
  finding.code = "correction_conflict";
  finding.severity = Severity::error;
  finding.place = correction.place;
  const auto at = cell_at(document, correction.place);
  const Cell* cell = at ? &document.tables[at->table].cells[at->cell] : nullptr;
  if (at) finding.table = document.tables[at->table].id;
  if (cell != nullptr) finding.cells = {{cell->row, cell->col}};
  finding.message = "a correction (" + std::string(name_of(correction.kind)) + ") by " +
                    (correction.who.empty() ? std::string("somebody") : correction.who) + " does not fit any more: it was made where \"" +
                    correction.was + "\" stood, now " + (cell == nullptr ? "no cell stands there" : "\"" + cell->text + "\" does");
  finding.proposal = correction.is;
  return finding;
}

}  // namespace

// The cell reads as it did when the correction was made, or as the correction says already.
bool reads_as_told(const Cell& cell, const Correction& correction) {
  if (same_text(cell.text, correction.was) || same_text(cell.raw, correction.was)) return true;
  if (correction.kind == CorrectionKind::text && same_text(cell.text, correction.is)) return true;
  return std::ranges::any_of(cell.alternatives, [&](const Alternative& other) {
    return other.reader == before_correction && same_text(other.text, correction.was);
  });
}

std::optional<CellAddress> cell_at(const Document& document, const Place& place, double least) {
  std::optional<CellAddress> best;
  double most = least;
  for (std::size_t t = 0; t < document.tables.size(); ++t)
    for (std::size_t c = 0; c < document.tables[t].cells.size(); ++c) {
      const double share = shared(document.tables[t].cells[c].place, place);
      if (share <= 0 || share < most || (best && share <= most)) continue;
      best = CellAddress{t, c};
      most = share;
    }
  return best;
}

CorrectionRun::CorrectionRun(std::vector<Correction> corrections)
    : corrections_(std::move(corrections)), states_(corrections_.size(), CorrectionState::waiting) {}

void CorrectionRun::to_evidence(Document& document) const {
  for (const Correction& correction : corrections_) {
    if (correction.kind != CorrectionKind::text) continue;
    for (Page& page : document.pages) {
      if (correction.place.box && page.number == correction.place.page) correct_words(page, correction);
      if (correction.place.span && page.number == std::max(1, correction.place.page)) correct_line(page, correction);
    }
  }
}

void CorrectionRun::to_tables(Document& document) {
  // In the order in which they were said: each was said of what those before it had made.
  for (std::size_t i = 0; i < corrections_.size(); ++i)
    states_[i] = apply(corrections_[i], document) ? CorrectionState::applied : CorrectionState::conflict;
  // Texts once more: a table that was chosen later has the cells as they were read.
  for (std::size_t i = 0; i < corrections_.size(); ++i)
    if (corrections_[i].kind == CorrectionKind::text)
      states_[i] = apply(corrections_[i], document) ? CorrectionState::applied : CorrectionState::conflict;
}

void CorrectionRun::to_verdicts(Document& document) {
  for (std::size_t i = 0; i < corrections_.size(); ++i) {
    if (states_[i] == CorrectionState::conflict) {
      document.findings.push_back(conflict_of(corrections_[i], document));
    } else if (corrections_[i].kind == CorrectionKind::printed_so) {
      if (const auto at = cell_at(document, corrections_[i].place)) confirm_findings(corrections_[i], *at, document);
    }
  }
}

}  // namespace tabularium
