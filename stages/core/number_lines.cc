#include "stages/core/number_lines.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>

#include "stages/core/decimal.h"
#include "stages/core/enumerator.h"
#include "stages/core/remembered.h"
#include "stages/core/typed_value.h"
#include "stages/core/unicode.h"

namespace tabularium {
namespace {

constexpr int max_places = 6;

std::int64_t power_of_ten(int exponent) {
  std::int64_t out = 1;
  for (int i = 0; i < exponent; ++i) out *= 10;
  return out;
}

// The least scale of the table's numbers, and the most decimals that remain once scales are brought to it.
struct CommonUnit {
  int scale = 0;
  int places = 0;
};

CommonUnit common_unit(const Table& table) {
  CommonUnit unit;
  bool any = false;
  for (const Cell& cell : table.cells) {
    if (cell.role != Role::data || !is_numeric(cell.value)) continue;
    unit.scale = any ? std::min(unit.scale, cell.value.scale) : cell.value.scale;
    any = true;
  }
  for (const Cell& cell : table.cells)
    if (cell.role == Role::data && is_numeric(cell.value)) unit.places = std::max(unit.places, cell.value.number.places - (cell.value.scale - unit.scale));
  unit.places = std::min(unit.places, max_places);
  return unit;
}

LineCell line_cell(const Table& table, CellId id, const CommonUnit& unit) {
  const Cell& cell = table.cells[static_cast<std::size_t>(id)];
  LineCell out;
  out.cell = id;
  if (cell.role != Role::data || cell.value.kind == ValueKind::date) return out;
  out.slot = cell.value.kind == ValueKind::blank ? Slot::blank : Slot::unreadable;
  if (!is_numeric(cell.value)) return out;
  Decimal number = cell.value.number;
  number.places -= cell.value.scale - unit.scale;
  if (number.places < 0) {
    const int missing = -number.places;
    if (missing > 12 || __builtin_mul_overflow(number.units, power_of_ten(missing), &number.units)) return out;
    number.places = 0;
    out.ulp = power_of_ten(missing + unit.places);
  } else {
    out.ulp = power_of_ten(std::max(0, unit.places - number.places));
  }
  const auto scaled = rescale(number, unit.places);
  constexpr std::int64_t limit = 1'000'000'000'000'000;  // so that ten thousand of them can be added
  if (!scaled || scaled->units > limit || scaled->units < -limit) return out;
  out.units = scaled->units;
  out.slot = Slot::number;
  out.percent = cell.value.kind == ValueKind::percent;
  out.per_mille = cell.value.unit == "‰";
  return out;
}

template <std::size_t N>
bool contains_any(const std::string& folded, const std::array<std::string_view, N>& words) {
  return std::any_of(words.begin(), words.end(), [&](std::string_view word) { return folded.find(word) != std::string::npos; });
}

template <std::size_t N>
bool starts_with_any(const std::string& folded, const std::array<std::string_view, N>& words) {
  return std::any_of(words.begin(), words.end(), [&](std::string_view word) { return folded.starts_with(word); });
}

bool means_average(const std::string& folded) {
  static constexpr std::array<std::string_view, 12> openings = {"mean",   "average", "avg",   "moyenne",    "mittel", "durchschnitt",
                                                                "promedio", "media",   "média", "gemiddelde", "средн",  "medel"};
  static constexpr std::array<std::string_view, 3> anywhere = {"平均", "均值", "average"};
  return starts_with_any(folded, openings) || contains_any(folded, anywhere);
}

bool means_rate(const std::string& folded) {
  static constexpr std::array<std::string_view, 24> anywhere = {"%",  "‰",  "share", "percent", "percent.", "rate", "ratio", "growth", "change", "index", "per1000", "per100,000",
                                                                "率", "比", "占",    "增长",    "增幅",     "人均", "指数",  "anteil", "part",   "quote", "taux",    "tasso"};
  return contains_any(folded, anywhere);
}

bool means_difference(const std::string& folded) {
  static constexpr std::array<std::string_view, 20> anywhere = {"differen", "change", "increase", "decrease", "growth", "surplus", "deficit", "balance", "net", "gain",
                                                                "增减", "增加", "减少", "增长", "差额", "差异", "净", "结余", "saldo", "veränderung"};
  return contains_any(folded, anywhere);
}

bool means_cumulative(const std::string& folded) {
  static constexpr std::array<std::string_view, 5> openings = {"cum", "running", "kumul", "todate", "upto"};
  static constexpr std::array<std::string_view, 5> anywhere = {"cumulat", "cumul", "累计", "累計", "runningtotal"};
  return starts_with_any(folded, openings) || contains_any(folded, anywhere);
}

bool means_carried_forward(const std::string& folded) {
  static constexpr std::array<std::string_view, 8> anywhere = {"carriedforward", "carriedover", "过次页", "轉次頁", "转下页", "结转下", "àreporter", "übertragauf"};
  return contains_any(folded, anywhere) || folded == "c/f";
}

bool means_brought_forward(const std::string& folded) {
  static constexpr std::array<std::string_view, 6> anywhere = {"broughtforward", "承前页", "承前頁", "承上页", "上年结转", "übertragvon"};
  return contains_any(folded, anywhere) || folded == "b/f";
}

bool is_total_word(const std::string& folded) {
  static constexpr std::array<std::string_view, 26> openings = {
      "total",  "subtotal", "sub-total", "grandtotal", "sum",  "summe", "gesamt", "insgesamt", "zusammen", "totaal",   "totale", "totaux", "ensemble",
      "totais", "totales",  "razem",     "ogółem",     "итого", "всего", "celkem", "összesen",  "toplam",   "overall", "all",    "sammanlagt", "yhteensä"};
  if (folded.empty()) return false;
  for (const std::string_view opening : openings) {
    if (folded.front() != opening.front() || !folded.starts_with(opening)) continue;
    if (folded.size() == opening.size() || opening.size() > 3) return true;
  }
  static constexpr std::array<std::string_view, 10> closings = {"合计", "总计", "小计", "共计", "总和", "合計", "總計", "小計", "共計", "total"};
  for (const std::string_view closing : closings) {
    if (folded.back() == closing.back() && folded.ends_with(closing)) return true;
    if (folded.front() == closing.front() && folded.starts_with(closing)) return true;
  }
  return false;
}

// Years and numbers, as most labels of long tables are, say nothing.
bool has_word(const std::string& folded) {
  return std::any_of(folded.begin(), folded.end(), [](char c) { return (c >= 'a' && c <= 'z') || c == '%' || static_cast<unsigned char>(c) >= 0x80; });
}

bool means_total(const std::string& label, const std::string& folded) {
  if (is_total_word(folded)) return true;
  const auto enumerator = parse_enumerator(label);
  return enumerator && is_total_word(fold_label_case(std::string_view(label).substr(enumerator->bytes)));
}

// What a label says.
struct Meaning {
  std::string folded;
  bool total = false;
  bool difference = false;
  bool average = false;
  bool rate = false;
  bool cumulative = false;
  bool carried = false;
  bool brought = false;
};

Meaning read_meaning(const std::string& label) {
  Meaning made;
  made.folded = fold_label_case(label);
  if (!has_word(made.folded)) return made;
  made.total = means_total(label, made.folded);
  made.difference = means_difference(made.folded);
  made.average = means_average(made.folded);
  made.rate = means_rate(made.folded);
  made.cumulative = means_cumulative(made.folded);
  made.carried = means_carried_forward(made.folded);
  made.brought = means_brought_forward(made.folded);
  return made;
}

// Each label is asked about by the judge, by every search for relations and by the checks between tables. Stands until the next call.
const Meaning& meaning_of(const std::string& label) {
  constexpr std::size_t most = 2048;
  constexpr std::size_t longest = 200;
  thread_local Remembered<Meaning> known(most);
  thread_local Meaning lone;
  if (label.size() > longest) return lone = read_meaning(label);
  return known.ask(label, read_meaning);
}

// Header cells of `role` that cover each line, outermost first.
std::vector<std::vector<CellId>> headers_of_lines(const Table& table, bool rows) {
  std::vector<std::vector<CellId>> found(static_cast<std::size_t>(rows ? table.rows : table.cols));
  const Role wanted = rows ? Role::row_header : Role::column_header;
  for (std::size_t id = 0; id < table.cells.size(); ++id) {
    const Cell& cell = table.cells[id];
    if (cell.role != wanted || cell.text.empty()) continue;
    const int from = rows ? cell.row : cell.col;
    const int to = std::min(rows ? cell.row_end() : cell.col_end(), static_cast<int>(found.size()));
    for (int i = std::max(from, 0); i < to; ++i) found[static_cast<std::size_t>(i)].push_back(static_cast<CellId>(id));
  }
  const auto outer = [&](CellId a, CellId b) {
    const Cell& x = table.cells[static_cast<std::size_t>(a)];
    const Cell& y = table.cells[static_cast<std::size_t>(b)];
    return rows ? x.col < y.col : x.row < y.row;
  };
  for (auto& ids : found)
    if (!std::is_sorted(ids.begin(), ids.end(), outer)) std::stable_sort(ids.begin(), ids.end(), outer);
  return found;
}

std::vector<int> section_of_rows(const Table& table) {
  std::vector<int> section(static_cast<std::size_t>(table.rows), -1);
  for (std::size_t id = 0; id < table.cells.size(); ++id) {
    const Cell& cell = table.cells[id];
    if (cell.role == Role::section_header && cell.row >= 0 && cell.row < table.rows) section[static_cast<std::size_t>(cell.row)] = static_cast<int>(id);
  }
  int current = -1;
  for (int& s : section) {
    if (s >= 0) current = s;
    s = current;
  }
  return section;
}

// Enumerator levels of the lines' own labels, where most labels have one.
std::vector<int> levels_by_enumerator(const std::vector<std::string>& labels) {
  const std::vector<int> levels = enumerator_levels(labels);
  const auto with = std::count_if(levels.begin(), levels.end(), [](int level) { return level > 0; });
  return with * 2 >= static_cast<std::ptrdiff_t>(labels.size()) && with > 1 ? levels : std::vector<int>(labels.size(), 0);
}

// Lines around each that stand under the same parents, deeper ones included. A line's own scope lets the walk jump.
void set_scopes(std::vector<LineInfo>& info) {
  const int n = static_cast<int>(info.size());
  for (int i = 0; i < n; ++i) {
    LineInfo& line = info[static_cast<std::size_t>(i)];
    line.scope_begin = i;
    while (line.scope_begin > 0 && info[static_cast<std::size_t>(line.scope_begin - 1)].group.starts_with(line.group))
      line.scope_begin = info[static_cast<std::size_t>(line.scope_begin - 1)].scope_begin;
  }
  for (int i = n - 1; i >= 0; --i) {
    LineInfo& line = info[static_cast<std::size_t>(i)];
    line.scope_end = i + 1;
    while (line.scope_end < n && info[static_cast<std::size_t>(line.scope_end)].group.starts_with(line.group))
      line.scope_end = info[static_cast<std::size_t>(line.scope_end)].scope_end;
  }
  std::vector<int> open;  // lines whose children are still running
  for (int i = 0; i <= n; ++i) {
    while (!open.empty() && (i == n || info[static_cast<std::size_t>(i)].level <= info[static_cast<std::size_t>(open.back())].level)) {
      info[static_cast<std::size_t>(open.back())].children_end = i;
      open.pop_back();
    }
    if (i < n) open.push_back(i);
  }
}

std::vector<LineInfo> line_infos(const Table& table, bool rows) {
  const auto headers = headers_of_lines(table, rows);
  const std::vector<int> sections = rows ? section_of_rows(table) : std::vector<int>(headers.size(), -1);
  std::vector<LineInfo> info(headers.size());
  std::vector<std::string> labels(headers.size());
  for (std::size_t i = 0; i < headers.size(); ++i) {
    LineInfo& line = info[i];
    if (sections[i] >= 0) line.group = std::to_string(sections[i]) + "/";
    for (std::size_t k = 0; k < headers[i].size(); ++k) {
      const Cell& cell = table.cells[static_cast<std::size_t>(headers[i][k])];
      const Meaning& meaning = meaning_of(cell.text);
      line.total = line.total || meaning.total;
      line.difference = line.difference || meaning.difference;
      if (k + 1 < headers[i].size()) {
        line.group += std::to_string(headers[i][k]) + "/";
        continue;
      }
      labels[i] = cell.text;
      line.label = meaning.folded;
      for (const CellId parent : cell.row_ancestors) line.group += "^" + std::to_string(parent) + "/";
      line.level = static_cast<int>(cell.row_ancestors.size());
    }
  }
  if (rows) {
    const std::vector<int> levels = levels_by_enumerator(labels);
    for (std::size_t i = 0; i < info.size(); ++i)
      if (info[i].level == 0) info[i].level = levels[i];
  }
  set_scopes(info);
  return info;
}

// Text that runs over several places, where each may hold a number of its own, leaves all of them unreadable, not only the first.
void cover_span(const Cell& cell, const LineCell& first, LineGrid& grid) {
  if (first.slot != Slot::unreadable) return;
  LineCell covered;
  covered.slot = Slot::unreadable;
  for (int row = cell.row; row < cell.row_end(); ++row)
    for (int col = cell.col; col < cell.col_end(); ++col) {
      const int line = grid.rows ? row : col;
      const int sample = grid.rows ? col : row;
      if ((row == cell.row && col == cell.col) || line >= grid.lines || sample >= grid.samples) continue;
      grid.cells[static_cast<std::size_t>(line) * static_cast<std::size_t>(grid.samples) + static_cast<std::size_t>(sample)] = covered;
    }
}

LineGrid line_grid(const Table& table, bool rows) {
  LineGrid grid;
  grid.rows = rows;
  grid.lines = rows ? table.rows : table.cols;
  grid.samples = rows ? table.cols : table.rows;
  const CommonUnit unit = common_unit(table);
  grid.places = unit.places;
  grid.scale = unit.scale;
  grid.cells.resize(static_cast<std::size_t>(grid.lines) * static_cast<std::size_t>(grid.samples));
  for (std::size_t id = 0; id < table.cells.size(); ++id) {
    const Cell& cell = table.cells[id];
    const int line = rows ? cell.row : cell.col;
    const int sample = rows ? cell.col : cell.row;
    if (line < 0 || line >= grid.lines || sample < 0 || sample >= grid.samples) continue;
    const LineCell own = line_cell(table, static_cast<CellId>(id), unit);
    grid.cells[static_cast<std::size_t>(line) * static_cast<std::size_t>(grid.samples) + static_cast<std::size_t>(sample)] = own;
    cover_span(cell, own, grid);
  }
  grid.info = line_infos(table, rows);
  return grid;
}

}  // namespace

bool says_total(const std::string& label) { return meaning_of(label).total; }
bool says_average(const std::string& label) { return meaning_of(label).average; }
bool says_rate(const std::string& label) { return meaning_of(label).rate; }
bool says_difference(const std::string& label) { return meaning_of(label).difference; }
bool says_cumulative(const std::string& label) { return meaning_of(label).cumulative; }
bool says_carried_forward(const std::string& label) { return meaning_of(label).carried; }
bool says_brought_forward(const std::string& label) { return meaning_of(label).brought; }

void read_meanings(const Table& table, LineGrid& grid) {
  const auto headers = headers_of_lines(table, grid.rows);
  for (std::size_t i = 0; i < headers.size(); ++i)
    for (const CellId id : headers[i]) {
      const Meaning& meaning = meaning_of(table.cells[static_cast<std::size_t>(id)].text);
      LineInfo& line = grid.info[i];
      line.average = line.average || meaning.average;
      line.rate = line.rate || meaning.rate;
      line.cumulative = line.cumulative || meaning.cumulative;
      line.carried = line.carried || meaning.carried;
      line.brought = line.brought || meaning.brought;
    }
}

LineGrid row_lines(const Table& table) { return line_grid(table, true); }
LineGrid column_lines(const Table& table) { return line_grid(table, false); }

}  // namespace tabularium
