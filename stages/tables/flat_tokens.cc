#include "stages/tables/flat_tokens.h"

#include <algorithm>
#include <map>
#include <span>
#include <vector>

#include "stages/core/enumerator.h"
#include "stages/core/number_text.h"
#include "stages/core/typed_value.h"
#include "stages/core/unicode.h"

namespace tabularium {
namespace {

bool all_blank(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c == ' ' || c == '\t' || c == '\f' || c == '\r'; });
}

int blank_columns(std::string_view text, std::size_t to) {
  int columns = 0;
  for (std::size_t i = 0; i < to;) {
    const bool wide = text.substr(i, 3) == "\xE3\x80\x80";
    columns += wide ? 2 : 1;
    i += wide ? 3 : 1;
  }
  return columns;
}

std::vector<CellRange> cells_of(std::string_view line, CellMark mark) {
  if (mark == CellMark::none) return {{0, line.size()}};
  return split_cells(line, mark);
}

// `next`: the line below it; null where the region ends.
void add_line(FlatTokens& out, const TextLine& line, CellMark mark, int index, const TextLine* next) {
  const std::string_view text = line.text;
  const std::string_view raw = line.original();
  // Heads over an empty stub head; a section's name before an empty place.
  if (mark == CellMark::none && text.find('\t') != std::string_view::npos && next != nullptr && cell_mark(next->text) == CellMark::tab) mark = CellMark::tab;
  const std::vector<CellRange> cells = cells_of(text, mark);
  const std::vector<CellRange> raw_cells = line.raw.empty() ? std::vector<CellRange>{} : cells_of(raw, mark);
  const std::span<const CellRange> pieces = line.raw.empty() ? cells : raw_cells;
  const bool paired = pieces.size() == cells.size();
  for (std::size_t i = 0; i < cells.size(); ++i) {
    FlatToken token;
    token.text = text.substr(cells[i].from, cells[i].to - cells[i].from);
    token.raw = paired ? raw.substr(pieces[i].from, pieces[i].to - pieces[i].from) : token.text;
    token.raw_from = paired ? pieces[i].from : 0;
    token.cls = classify(token.text);
    token.numbered = token.cls == TokenClass::text && parse_enumerator(token.text).has_value();
    token.opens_line = i == 0;
    token.line = index;
    token.blanks_before = i == 0 ? blank_columns(text, cells[i].from) : 0;
    out.tokens.push_back(token);
  }
}

// A row that numbers the columns below their heads, (1) (2) (3) …, is part of the boxhead: brackets that count on are no negative figures.
void name_column_numbers(FlatTokens& tokens) {
  constexpr std::size_t least = 2;
  for (std::size_t i = 0; i < tokens.tokens.size();) {
    std::size_t end = i;
    const auto counts_on = [&](std::size_t at) {
      const std::string_view text = tokens.tokens[at].text;
      const bool may = !text.empty() && (text.back() == ')' || text.back() <= ' ' || static_cast<unsigned char>(text.back()) >= 0x80);   // a bracket, full-width too
      return may && tokens.tokens[at].cls == TokenClass::number && text.size() <= 12 && bracketed_number(fold_cell(text)) == static_cast<int>(at - i) + 1;
    };
    while (end < tokens.tokens.size() && counts_on(end)) ++end;
    for (std::size_t at = i; end - i >= least && at < end; ++at) tokens.tokens[at].cls = TokenClass::text;
    i = std::max(end, i + 1);
  }
}

// The number that the text begins with, full-width figures too, and its bytes; 0 bytes where there is none, or a longer one than names have.
std::size_t read_leading_number(std::string_view text, int& number) {
  constexpr int longest = 9;
  constexpr std::string_view full_width = "\xEF\xBC";   // U+FF10 to U+FF19 end in 0x90 to 0x99
  std::size_t at = 0;
  int value = 0;
  for (int figures = 0; at < text.size(); ++figures) {
    const bool wide = text.substr(at, 2) == full_width && at + 2 < text.size();
    const int figure = wide ? static_cast<unsigned char>(text[at + 2]) - 0x90 : text[at] - '0';
    if (figure < 0 || figure > 9) break;
    if (figures == longest) return 0;
    value = value * 10 + figure;
    at += wide ? 3 : 1;
  }
  if (at > 0) number = value;
  return at;
}

// Serial numbers stand before the names, and begin the rows.
bool follows_serials(const FlatTokens& tokens, const std::vector<std::size_t>& names) {
  std::size_t steps = 0;
  int last = -1;
  for (const std::size_t name : names) {
    int number = -1;
    if (name > 0) (void)read_leading_number(tokens.tokens[name - 1].text, number);
    steps += last >= 0 && number == last + 1 ? 1 : 0;
    last = number;
  }
  return steps * 2 > names.size();
}

// Years or months that count on at one distance, mostly, name the rows, even where all cells are numbers: so one lost or doubled value
// shifts its own row alone.
void name_counting_rows(FlatTokens& tokens) {
  constexpr std::size_t widest_row = 64;
  constexpr std::size_t least_names = 4;
  const std::size_t count = tokens.tokens.size();
  std::vector<Counting> counting;
  for (const FlatToken& token : tokens.tokens) counting.push_back(counting_of(token));
  for (std::size_t i = 0; i < count;) {
    if (counting[i].number < 0) {
      ++i;
      continue;
    }
    std::vector<std::size_t> chain = {i};
    const auto follows = [&](std::size_t at) {
      return counting[at].number == counting[chain.back()].number + 1 && counting[at].suffix == counting[i].suffix;
    };
    for (std::size_t at = i + 1; counting[i].number >= 0 && at < std::min(count, chain.back() + 2 * widest_row); ++at)
      if (follows(at)) chain.push_back(at);
    std::map<std::size_t, std::size_t> distances;
    for (std::size_t k = 1; k < chain.size(); ++k) ++distances[chain[k] - chain[k - 1]];
    const auto usual = std::ranges::max_element(distances, {}, [](const auto& entry) { return entry.second; });
    if (chain.size() < least_names || usual->first < 2 || usual->second * 3 < (chain.size() - 1) * 2) {
      ++i;
      continue;
    }
    const bool first = !follows_serials(tokens, chain);
    for (const std::size_t at : chain) {
      tokens.tokens[at].counts_on = first;
      tokens.tokens[at].cls = TokenClass::text;
    }
    i = chain.back() + 1;
  }
}

}  // namespace

Counting counting_of(const FlatToken& token) {
  Counting out;
  if (token.cls == TokenClass::blank || token.text.size() > 16) return out;
  int number = 0;
  const std::size_t digits = read_leading_number(token.text, number);
  if (digits == 0) return out;
  out.suffix = token.text.substr(digits);
  const bool name = out.suffix.empty() ? number >= 1500 && number < 2200 : static_cast<unsigned char>(out.suffix.front()) >= 0x80;
  if (name) out.number = number;   // years, and what a character behind it names; other numbers count by chance
  return out;
}

TokenClass classify(std::string_view cell) {
  constexpr std::size_t longest_value = 48;
  if (cell.empty()) return TokenClass::blank;
  if (cell.size() > longest_value) return TokenClass::text;
  const Value value = parse_value(cell);
  if (value.kind == ValueKind::blank) return TokenClass::blank;
  if (value.kind == ValueKind::date) return TokenClass::date;
  return value.kind == ValueKind::text ? TokenClass::text : TokenClass::number;
}

Cell cell_of(const Page& page, const FlatToken& token) {
  const TextLine& line = page.evidence.lines[static_cast<std::size_t>(token.line)];
  const std::string_view raw = line.original();
  Cell cell;
  cell.raw = collapse_spaces(token.raw);
  cell.text = token.text == token.raw ? cell.raw : collapse_spaces(token.text);
  cell.place.page = page.number;
  cell.place.span = span_within(line.span, raw, token.raw_from, token.raw_from + token.raw.size());
  return cell;
}

FlatTokens read_flat_tokens(const PageEvidence& page, int line_from, int line_to) {
  FlatTokens out;
  std::size_t lines = 0;
  std::size_t framed = 0;
  std::size_t several = 0;
  std::size_t tabbed = 0;
  for (int i = line_from; i < line_to; ++i) {
    const TextLine& line = page.lines[static_cast<std::size_t>(i)];
    if (all_blank(line.text)) continue;
    if (is_drawn_rule(line.text)) {
      out.rules.push_back(static_cast<int>(out.tokens.size()));
      continue;
    }
    const std::size_t before = out.tokens.size();
    const CellMark mark = cell_mark(line.text);
    add_line(out, line, mark, i, i + 1 < line_to ? &page.lines[static_cast<std::size_t>(i) + 1] : nullptr);
    ++lines;
    tabbed += mark == CellMark::tab ? 1 : 0;
    framed += is_framed(line.text) ? 1 : 0;
    several += out.tokens.size() > before + 1 ? 1 : 0;
  }
  name_column_numbers(out);
  out.rows_kept = several * 2 > lines;
  if (!out.rows_kept) name_counting_rows(out);
  out.framed = framed * 10 > lines * 9;
  out.delimited = tabbed * 2 > lines;
  return out;
}

bool is_year_like(const FlatToken& token) {
  if (token.cls == TokenClass::date) return true;
  if (token.cls != TokenClass::number || token.text.size() < 4 || token.text.size() > 27) return false;
  const std::u32string folded = fold_cell(token.text);
  const std::u32string_view text = folded;
  if (text.size() < 4 || text.size() > 9 || !std::all_of(text.begin(), text.begin() + 4, is_ascii_digit)) return false;
  if (text.substr(0, 4) < U"1500" || text.substr(0, 4) > U"2199") return false;
  return text.size() == 4 || text[4] == U'-' || text[4] == U'/';
}

}  // namespace tabularium
