#include "stages/core/text_cells.h"

#include <algorithm>
#include <array>

#include "stages/core/unicode.h"

namespace tabularium {
namespace {

// Bytes of the bar that stands at `at`, 0 for none: | and its box-drawing and full-width forms.
std::size_t bar_length(std::string_view line, std::size_t at) noexcept {
  if (line[at] == '|') return 1;
  if (line[at] != '\xE2' && line[at] != '\xEF') return 0;   // Han characters begin otherwise
  constexpr std::array<std::string_view, 5> forms = {"│", "┃", "║", "｜", "￨"};
  for (const std::string_view form : forms)
    if (line.substr(at, form.size()) == form) return form.size();
  return 0;
}

std::size_t blank_length(std::string_view line, std::size_t at) noexcept {
  if (line[at] == ' ' || line[at] == '\t' || line[at] == '\r') return 1;
  if (line.substr(at, 2) == "\xC2\xA0") return 2;
  if (line.substr(at, 3) == "\xE3\x80\x80") return 3;  // ideographic space
  return 0;
}

// The end of [from, to) without the blanks behind it.
std::size_t trimmed_end(std::string_view line, std::size_t from, std::size_t to) noexcept {
  while (to > from) {
    std::size_t last = to - 1;
    while (last > from && (static_cast<unsigned char>(line[last]) & 0xC0U) == 0x80U) --last;
    if (blank_length(line, last) != to - last) break;
    to = last;
  }
  return to;
}

CellRange trimmed(std::string_view line, std::size_t from, std::size_t to) noexcept {
  for (std::size_t size = 0; from < to && (size = blank_length(line, from)) > 0;) from += size;
  return {from, std::max(from, trimmed_end(line, from, to))};
}

bool ends_with_bar(std::string_view line) noexcept {
  const std::size_t to = trimmed_end(line, 0, line.size());
  if (to == 0) return false;
  std::size_t last = to - 1;
  while (last > 0 && (static_cast<unsigned char>(line[last]) & 0xC0U) == 0x80U) --last;
  return bar_length(line, last) > 0;
}

int count_bars(std::string_view line) noexcept {
  int bars = 0;
  for (std::size_t at = 0; at < line.size(); ++at) bars += bar_length(line, at) > 0 ? 1 : 0;
  return bars;
}

// How many bytes of the original file a code point takes, as far as lengths tell.
enum class Widths { utf8, single, utf16, east_asian, unknown };

Widths widths_of(std::int64_t file_bytes, std::string_view raw) noexcept {
  if (file_bytes == static_cast<std::int64_t>(raw.size())) return Widths::utf8;
  const auto points = static_cast<std::int64_t>(count_code_points(raw));
  if (file_bytes == points) return Widths::single;
  if (file_bytes == 2 * points) return Widths::utf16;
  const auto ascii = static_cast<std::int64_t>(std::count_if(raw.begin(), raw.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; }));
  return file_bytes == 2 * points - ascii ? Widths::east_asian : Widths::unknown;
}

std::int64_t file_length(std::string_view piece, Widths widths) noexcept {
  if (widths == Widths::utf8) return static_cast<std::int64_t>(piece.size());
  const auto points = static_cast<std::int64_t>(count_code_points(piece));
  if (widths == Widths::utf16) return 2 * points;
  if (widths == Widths::single) return points;
  const auto ascii = static_cast<std::int64_t>(std::count_if(piece.begin(), piece.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; }));
  return 2 * points - ascii;
}

// "value |", as most lines of flattened text are: the one bar's place, npos for any other line.
std::size_t closing_bar(std::string_view line) noexcept {
  if (line.empty() || line.back() != '|' || line.find('\xE2') != std::string_view::npos || line.find('\xEF') != std::string_view::npos) return std::string_view::npos;
  return line.find('|') == line.size() - 1 ? line.size() - 1 : std::string_view::npos;
}

}  // namespace

bool is_drawn_rule(std::string_view line) noexcept {
  int strokes = 0;
  for (std::size_t at = 0; at < line.size();) {
    const char c = line[at];
    if (c == '-' || c == '=' || c == '_') {
      ++strokes;
      ++at;
    } else if (c == '+' || c == ':' || c == '|' || blank_length(line, at) == 1) {
      ++at;
    } else if (line.substr(at, 2) == "\xE2\x94" || line.substr(at, 2) == "\xE2\x95") {  // U+2500 … U+257F
      const bool upright = bar_length(line, at) > 0;
      strokes += upright ? 0 : 1;
      at += 3;
    } else {
      return false;
    }
  }
  if (strokes < 3) return false;
  const auto holds = [&](std::string_view what) { return line.find(what) != std::string_view::npos; };
  return count_bars(line) != 1 || holds("+") || holds("\xE2\x94") || holds("\xE2\x95");  // "--- |" is a cell without a value
}

bool is_framed(std::string_view line) noexcept {
  std::size_t from = 0;
  for (std::size_t size = 0; from < line.size() && (size = blank_length(line, from)) > 0;) from += size;
  return from < line.size() && bar_length(line, from) > 0 && count_bars(line) >= 2;
}

bool holds_bar(std::string_view text) noexcept { return count_bars(text) > 0; }

CellMark cell_mark(std::string_view line) noexcept {
  if (line.empty() || is_drawn_rule(line)) return CellMark::none;
  if (ends_with_bar(line) || count_bars(line) >= 2) return CellMark::bar;
  if (line.find('\t') == std::string_view::npos) return CellMark::none;
  const CellRange inner = trimmed(line, 0, line.size());
  const bool tab = line.substr(0, inner.to).find('\t', inner.from) != std::string_view::npos;
  // Empty cells at the end, too; one tab alone may be litter behind prose.
  const bool ends_in_tabs = inner.from < inner.to && std::count(line.begin() + static_cast<std::ptrdiff_t>(inner.to), line.end(), '\t') >= 2;
  return tab || ends_in_tabs ? CellMark::tab : CellMark::none;
}

std::vector<CellRange> split_cells(std::string_view line, CellMark mark) {
  std::vector<CellRange> cells;
  if (const std::size_t bar = mark == CellMark::bar ? closing_bar(line) : std::string_view::npos; bar != std::string_view::npos) {
    cells.push_back(trimmed(line, 0, bar));
    return cells;
  }
  std::size_t from = 0;
  bool closed = false;
  bool framed = false;
  for (std::size_t at = 0; at < line.size();) {
    const std::size_t size = mark == CellMark::tab ? (line[at] == '\t' ? 1 : 0) : bar_length(line, at);
    closed = closed && (size > 0 || blank_length(line, at) > 0);
    if (size == 0) {
      ++at;
      continue;
    }
    const CellRange cell = trimmed(line, from, at);
    framed = framed || (cells.empty() && from == 0 && mark == CellMark::bar && cell.from == cell.to);
    cells.push_back(cell);
    at += size;
    from = at;
    closed = true;
  }
  if (!closed || mark == CellMark::tab) cells.push_back(trimmed(line, from, line.size()));
  // "| a | b |" opens with a bar; " |" alone is one blank cell.
  if (framed && cells.size() > 1) cells.erase(cells.begin());
  return cells;
}

TextSpan span_within(const TextSpan& line, std::string_view raw, std::size_t from, std::size_t to) {
  TextSpan span = line;
  span.column = line.column + count_code_points(raw.substr(0, from));
  const Widths widths = widths_of(line.byte_to - line.byte_from, raw);
  if (widths == Widths::unknown) return span;
  span.byte_from = line.byte_from + file_length(raw.substr(0, from), widths);
  span.byte_to = span.byte_from + file_length(raw.substr(from, to - from), widths);
  return span;
}

}  // namespace tabularium
