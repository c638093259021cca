#include "stages/core/judge_signs.h"

#include <algorithm>
#include <cctype>
#include <iterator>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "stages/core/enumerator.h"
#include "stages/core/typed_value.h"
#include "stages/core/unicode.h"

namespace tabularium {
namespace {

double share(double part, double whole) { return whole <= 0 ? 0 : part / whole; }

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  std::size_t from = 0;
  while (from < text.size()) {
    const std::size_t to = std::min(text.find(' ', from), text.size());
    if (to > from) words.push_back(text.substr(from, to - from));
    from = to + 1;
  }
  return words;
}

bool has_digit(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool is_body(const Cell& cell) { return cell.role == Role::data || cell.role == Role::row_header; }

// The longest run of values in a cell that is itself no value; "12 345" and "3 May 1951" are one.
int run_of_values(const std::string& text) {
  if (text.find(' ') == std::string::npos) return 0;   // nearly all cells: a lone value is no run
  const ValueKind kind = parse_value(text).kind;
  if (kind != ValueKind::text) return 0;
  int run = 0;
  int longest = 0;
  for (const std::string_view word : words_of(text)) {
    run = has_digit(word) && looks_numeric(word) ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  return longest;
}

using Row = PrintedRows::Row;

bool is_bullet(std::string_view text) {
  for (const std::string_view bullet : {"•", "-", "–", "—", "*", "·", "▪", "■", "□", "►", "◦", "○", "●", "➢", "✓"})
    if (text == bullet) return true;
  const auto enumerator = parse_enumerator(std::string(text) + " x");
  return enumerator && enumerator->bytes >= text.size();
}

bool is_dotted_line(std::string_view text) {
  return text.find("....") != text.npos || text.find(". . . .") != text.npos || text.find("…………") != text.npos;
}

// A dotted line in a cell, or over several of more than a dot each: one dot a cell means that nothing was counted.
bool is_led(Row row) {
  std::string run;
  for (const Cell* cell : row) {
    if (is_dotted_line(cell->text)) return true;
    const bool goes_on = cell->text.ends_with(". .");
    run = goes_on ? run + " . ." : std::string();
    if (is_dotted_line(run)) return true;
  }
  return false;
}

bool is_small_letter(char c) { return c >= 'a' && c <= 'z'; }

// A full stop behind three words or more, or an East Asian one behind ten characters.
bool is_sentence(std::string_view text) {
  constexpr std::string_view wide_stop = "。";
  if (text.ends_with(wide_stop)) return count_code_points(text) >= 10;
  while (!text.empty() && (text.back() == ')' || text.back() == '"')) text.remove_suffix(1);
  if (text.empty() || (text.back() != '.' && text.back() != '!' && text.back() != '?')) return false;
  const std::vector<std::string_view> words = words_of(text);
  const auto spelt = std::ranges::count_if(words, [](std::string_view word) { return std::ranges::any_of(word, is_small_letter); });
  return spelt >= 3;
}

bool reads_on(std::string_view left, std::string_view right) {
  const auto is_plain = [](std::string_view text) { return text.find_first_of("0123456789_(){}=<>[]\\") == text.npos; };
  return !left.empty() && !right.empty() && (is_small_letter(left.back()) || left.back() == ',') && is_small_letter(right.front()) &&
         is_plain(left) && is_plain(right);
}

// U+5000 to U+9FFF, letters all: E5 80 80 to E9 BF BF.
bool has_common_han(std::string_view text) {
  const auto follows = [&](std::size_t at) { return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U; };
  for (std::size_t at = 0; at < text.size(); ++at)
    if (text[at] >= '\xE5' && text[at] <= '\xE9' && follows(at + 1) && follows(at + 2)) return true;
  return false;
}

bool is_symbols(const std::string& text) {
  const auto is_plain = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  if (std::ranges::any_of(text, is_plain) || has_common_han(text) || is_blank_mark(text)) return false;   // nearly all are told by one letter or digit
  static constexpr std::u32string_view ticks = U"*xX✓✔✗✘•●○■□☐☑†‡+-–—_.:…/() ";
  return std::ranges::none_of(to_code_points(text), [](char32_t c) {
    return is_letter(c) || (c >= U'0' && c <= U'9') || ticks.find(c) != std::u32string_view::npos;
  });
}

bool is_page_number(std::string_view text) {
  return !text.empty() && text.size() <= 4 && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// Printed cells that `counts`, times the share of the grid where nothing is printed.
template <typename Counts>
double spread_share(const Table& table, const Counts& counts) {
  double counted = 0;
  double printed = 0;
  double covered = 0;
  for (const Cell& cell : table.cells) {
    if (cell.text.empty()) continue;
    ++printed;
    covered += static_cast<double>(cell.row_span) * cell.col_span;
    counted += counts(cell) ? 1 : 0;
  }
  const double places = static_cast<double>(std::max(0, table.rows)) * std::max(0, table.cols);
  return share(counted, printed) * (1 - std::min(1.0, share(covered, places)));
}

}  // namespace

double crowded_share(const Table& table) {
  double crowded = 0;
  double all = 0;
  for (const Cell& cell : table.cells) {
    if (cell.text.empty()) continue;
    const double area = static_cast<double>(cell.row_span) * cell.col_span;
    const int run = run_of_values(cell.text);
    all += area;
    crowded += run >= 3 ? area : run == 2 ? area / 2 : 0;
  }
  return share(crowded, all);
}

double void_share(const Table& table, bool ruled) {
  const auto cols = static_cast<std::size_t>(std::max(0, table.cols));
  std::vector<bool> owned(cols);
  std::vector<bool> begins(cols + 1);  // boundaries where a printed cell begins, where one ends
  std::vector<bool> ends(cols + 1);
  begins[cols] = ends[0] = true;
  for (const Cell& cell : table.cells) {
    if (cell.text.empty() || cell.col < 0 || cell.col_end() > table.cols) continue;
    if (cell.col_span == 1) owned[static_cast<std::size_t>(cell.col)] = true;
    begins[static_cast<std::size_t>(cell.col)] = true;
    ends[static_cast<std::size_t>(cell.col_end())] = true;
  }
  const auto divides = [&](std::size_t boundary) { return begins[boundary] && ends[boundary]; };
  double empty = 0;
  for (std::size_t c = 0; c < cols; ++c) empty += owned[c] || (ruled && divides(c) && divides(c + 1)) ? 0 : 1;
  return share(empty, table.cols);
}

double garbled_share(const Table& table) {
  constexpr double doubtful = 0.6;  // readers give letters above, scraps of drawings below
  return spread_share(table, [](const Cell& cell) { return cell.confidence < doubtful; });
}

double wordiness(const Table& table) {
  constexpr double many = 12;
  double words = 0;
  double cells = 0;
  for (const Cell& cell : table.cells) {
    if (cell.text.empty() || !is_body(cell)) continue;
    ++cells;
    words += static_cast<double>(words_of(cell.text).size());
  }
  return std::min(1.0, share(words, cells) / many);
}

double list_share(const PrintedRows& rows) {
  double listed = 0;
  double all = 0;
  for (const Row row : rows) {
    if (row.empty()) continue;
    ++all;
    if (row.size() < 2 || !is_bullet(row.front()->text)) continue;
    listed += std::none_of(row.begin() + 1, row.end(), [](const Cell* cell) { return looks_numeric(cell->text); }) ? 1 : 0;
  }
  return share(listed, all);
}

double leader_share(const PrintedRows& rows) {
  // What opens the row may be the number of a chapter; a leader may run on over cells.
  const auto figures = [](Row row) {
    return std::count_if(row.begin() + 1, row.end(), [](const Cell* cell) {
      return cell->role == Role::data && looks_numeric(cell->text) && cell->text.find_first_of("0123456789") != std::string::npos;
    });
  };
  double leading = 0;
  double all = 0;
  int last = 0;
  for (const Row row : rows) {
    if (row.empty()) continue;
    ++all;
    const std::string& end = row.back()->text;
    const bool dotted = is_led(row) && figures(row) <= 1;
    const bool counts_on = row.size() == 2 && is_page_number(end) && std::stoi(end) >= last;
    if (is_page_number(end)) last = std::stoi(end);
    const bool numbered = counts_on && parse_enumerator(row.front()->text).has_value();
    leading += dotted || numbered ? 1 : counts_on ? 0.5 : 0;
  }
  return share(leading, all);
}

double code_share(const PrintedRows& rows) {
  const auto has_marks = [](const Cell* cell) {
    return cell->text.find_first_of("{}=<>_\\") != cell->text.npos || cell->text.find("()") != cell->text.npos ||
           cell->text.find(");") != cell->text.npos;
  };
  const auto ends_a_statement = [](const std::string& text) {
    return text.ends_with(';') || text.ends_with('{') || text.ends_with('}');
  };
  double code = 0;
  double all = 0;
  for (const Row row : rows) {
    if (row.empty()) continue;
    ++all;
    const bool ends = std::any_of(row.begin(), row.end(), [&](const Cell* cell) { return ends_a_statement(cell->text); });
    code += ends && std::any_of(row.begin(), row.end(), has_marks) ? 1 : 0;
  }
  return share(code, all);
}

double form_share(const PrintedRows& rows) {
  const auto is_blank = [](const std::string& text) {
    const auto holds = [&](std::string_view blank) { return text.find(blank) != text.npos; };
    return holds("____") || holds("( )") || holds("[ ]") || holds("☐");
  };
  const auto asks = [](const std::string& text) { return text.ends_with(":") || text.ends_with("：") || text.ends_with("?"); };
  double form = 0;
  double all = 0;
  for (const Row row : rows) {
    all += static_cast<double>(row.size());
    for (const Cell* cell : row) {
      if (!asks(cell->text) && !is_blank(cell->text)) continue;
      // A question that nothing answers was printed to be filled in. A section's name may end so, too, and asks nothing.
      const bool unanswered = cell == row.back() && is_body(*cell) && !is_blank(cell->text);
      form += unanswered ? 2 : 1;
    }
  }
  return std::min(1.0, share(form, all));
}

double sentence_share(const PrintedRows& rows) {
  double sentences = 0;
  double all = 0;
  double waiting = 0;  // until a row of several cells comes
  for (const Row row : rows) {
    if (row.empty()) continue;
    ++all;
    if (row.size() > 1) sentences += std::exchange(waiting, 0);
    waiting += row.size() == 1 && row.front()->role != Role::note && is_sentence(row.front()->text) ? 1 : 0;
  }
  return share(sentences, all);
}

double flow_share(const PrintedRows& rows) {
  constexpr double varied = 0.7;   // running text hardly says the same again; "yes" and "no" in column after column do
  double flowing = 0;
  double all = 0;
  double read = 0;
  std::set<std::string_view> different;
  std::vector<const Cell*> row;
  for (const Row printed : rows) {
    row.clear();
    std::copy_if(printed.begin(), printed.end(), std::back_inserter(row), [](const Cell* cell) { return is_body(*cell); });
    if (row.size() < 2) continue;
    ++all;
    bool flows = false;
    for (std::size_t i = 2; i < row.size() && !flows; ++i) {
      const std::string &first = row[i - 2]->text, &second = row[i - 1]->text, &third = row[i]->text;
      flows = reads_on(first, second) && reads_on(second, third) && first != second && second != third && first != third;
    }
    if (!flows) continue;
    ++flowing;
    for (const Cell* cell : row) different.insert(cell->text);
    read += static_cast<double>(row.size());
  }
  return static_cast<double>(different.size()) < varied * read ? 0 : share(flowing, all);
}

double symbol_share(const Table& table) {
  return spread_share(table, [](const Cell& cell) { return is_symbols(cell.text); });
}

}  // namespace tabularium
