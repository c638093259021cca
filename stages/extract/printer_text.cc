#include "stages/extract/printer_text.h"

#include <algorithm>
#include <string>
#include <utility>

#include "stages/core/drawn_text.h"
#include "stages/core/unicode.h"

namespace tabularium {
namespace {

constexpr int lines_of_a_page = 8;   // the least between two new pages; lists numbered 1 have fewer

bool is_control(char c) { return c == ' ' || c == '0' || c == '1' || c == '-' || c == '+'; }

// Without its first column. A line that was repaired keeps what stood there.
void drop_first(TextLine& line) {
  if (line.text.empty()) return;
  line.text.erase(0, 1);
  if (!line.raw.empty()) line.raw = line.raw.str().substr(1);
  ++line.span.column;
  ++line.span.byte_from;
}

// What is printed over a line fills its blanks; strokes under letters and letters struck twice add nothing.
void overprint(TextLine& line, const std::string& over) {
  std::u32string below = to_code_points(line.text);
  const std::u32string above = to_code_points(over);
  bool changed = false;
  for (std::size_t i = 0; i < above.size(); ++i) {
    if (above[i] == U' ' || above[i] == U'_') continue;
    if (i >= below.size()) below.resize(i + 1, U' ');
    if (below[i] != U' ' && below[i] != U'_') continue;
    below[i] = above[i];
    changed = true;
  }
  if (!changed) return;
  if (line.raw.empty()) line.raw = line.text;
  line.text = to_utf8(below);
}

TextLine blank_line(const TextLine& at) {
  TextLine blank;
  blank.span = at.span;
  blank.span.byte_to = blank.span.byte_from;
  return blank;
}

// Carriage control as the form feeds and blank lines that it stands for.
std::vector<TextLine> obey_carriage_control(std::vector<TextLine> lines) {
  std::vector<TextLine> out;
  for (TextLine& line : lines) {
    const char control = line.text.empty() ? ' ' : line.text.front();
    drop_first(line);
    if (control == '+' && !out.empty()) {
      overprint(out.back(), line.text);
      continue;
    }
    if (control == '1') line.text.insert(0, 1, '\f');
    for (int blanks = control == '0' ? 1 : control == '-' ? 2 : 0; blanks > 0; --blanks) out.push_back(blank_line(line));
    out.push_back(std::move(line));
  }
  return out;
}

bool is_blank(const std::string& text) { return text.find_first_not_of(" \t\f") == std::string::npos; }

Page page_of(std::vector<TextLine> lines, int number) {
  Page page;
  page.number = number;
  page.origin = PageOrigin::text;
  page.evidence.lines = std::move(lines);
  return page;
}

// Takes the form feed from the line's beginning; true if there was one.
bool take_form_feed(TextLine& line) {
  if (line.text.empty() || line.text.front() != '\f') return false;
  const bool original = !line.raw.empty() ? line.raw.view().front() == '\f' : line.span.column == 1;
  const std::size_t feeds = line.text.find_first_not_of('\f');
  line.text.erase(0, feeds);
  if (original) {
    if (const std::string_view raw = line.raw.view(); !raw.empty()) line.raw = std::string(raw.substr(std::min(raw.size(), raw.find_first_not_of('\f'))));
    const auto count = static_cast<std::int64_t>(feeds == std::string::npos ? 1 : feeds);
    line.span.byte_from = std::min(line.span.byte_to, line.span.byte_from + count);
    line.span.column += static_cast<int>(count);
  }
  return true;
}

}  // namespace

bool has_carriage_control(const std::vector<TextLine>& lines) {
  int texts = 0, blanks = 0, pages = 0, last_page = -lines_of_a_page;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::string& text = lines[i].text;
    if (text.empty()) continue;
    if (!is_control(text.front())) return false;
    if (texts++ == 0 && text.front() != '1') return false;
    blanks += text.front() == ' ' ? 1 : 0;
    if (text.front() != '1') continue;
    if (static_cast<int>(i) - last_page < lines_of_a_page) return false;
    last_page = static_cast<int>(i);
    ++pages;
  }
  return texts >= 3 && pages >= 1 && blanks * 2 >= texts;
}

std::vector<Page> printed_pages(std::vector<TextLine> lines) {
  if (has_carriage_control(lines)) lines = obey_carriage_control(std::move(lines));
  const bool drawn = looks_drawn(drawn_signs(lines));
  std::vector<Page> pages;
  if (!drawn) {   // one page: the lines stay where they are
    for (TextLine& line : lines) (void)take_form_feed(line);
    pages.push_back(page_of(std::move(lines), 1));
    return pages;
  }
  std::vector<TextLine> page;
  const auto close = [&] {
    const bool blank = std::all_of(page.begin(), page.end(), [](const TextLine& line) { return is_blank(line.text); });
    if (!blank || pages.empty()) pages.push_back(page_of(std::move(page), static_cast<int>(pages.size()) + 1));
    page.clear();
  };
  for (TextLine& line : lines) {
    if (take_form_feed(line) && !page.empty()) close();
    page.push_back(std::move(line));
  }
  if (!page.empty() || pages.empty()) close();
  for (Page& made : pages) draw_page(made);
  return pages;
}

}  // namespace tabularium
