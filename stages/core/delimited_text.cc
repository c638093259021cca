#include "stages/core/delimited_text.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <utility>

#include "stages/core/text_cells.h"
#include "stages/core/typed_value.h"
#include "stages/core/unicode.h"

namespace tabularium {
namespace {

constexpr int longest_record = 60;        // lines; a quotation that goes on longer is a stray mark
constexpr std::size_t least_records = 3;  // of one width
constexpr std::ptrdiff_t least_pairs = 4; // of words
constexpr double regular_share = 0.6;     // of a run's records have the usual width
constexpr double loose_share = 0.2;       // of the commas may stand before a blank

struct Run {
  char mark = ',';
  std::size_t from = 0;
  std::size_t to = 0;
  std::size_t width = 0;
  std::vector<DelimitedRecord> records;
  int loose = 0;                          // marks before a blank
};

bool blank(const std::string& text) { return text.find_first_not_of(" \t\r\f") == std::string::npos; }

std::string trimmed(std::string text) {
  const std::size_t from = text.find_first_not_of(" \r");
  if (from == std::string::npos) return {};
  return text.substr(from, text.find_last_not_of(" \r") - from + 1);
}

// Marks outside quotes, and how many of them stand before a blank.
std::pair<int, int> count_marks(std::string_view line, char mark) {
  int all = 0, loose = 0;
  bool quoted = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '"') quoted = !quoted;
    if (quoted || line[i] != mark) continue;
    ++all;
    loose += i + 1 < line.size() && line[i + 1] == ' ' ? 1 : 0;
  }
  return {all, loose};
}

// Columns set apart by blanks: then commas belong to the numbers.
bool has_wide_gap(const std::string& text) {
  const std::size_t first = text.find_first_not_of(' ');
  if (first == std::string::npos || text.find('"') != std::string::npos) return false;
  const std::size_t gap = text.find("  ", first);
  return gap != std::string::npos && text.find_first_not_of(' ', gap) != std::string::npos;
}

bool holds_marks(const TextLine& line, char mark) {
  if (line.text.find(mark) == std::string::npos) return false;
  if (mark != '\t' && has_wide_gap(line.text)) return false;
  // Bars and tabs part cells whatever stands within them: "North⇥1,234".
  const bool parted = mark != '\t' && cell_mark(line.text) != CellMark::none;
  return !parted && !is_drawn_rule(line.text);
}

bool may_be_record(const TextLine& line, char mark) { return holds_marks(line, mark) && !(mark == ',' && looks_numeric(line.text)); }

// "1915,69" reads as one number: below records of two fields it is one of them.
bool is_pair_of_numbers(const TextLine& line, const Run& run) {
  return run.mark == ',' && !run.records.empty() && run.records.back().fields.size() == 2 && holds_marks(line, ',') &&
         std::count(line.text.begin(), line.text.end(), ',') == 1 && looks_numeric(line.text);
}

// Short, and the end of no sentence or clause: a list's, not a line of prose or verse.
bool is_short_field(const std::string& field) {
  constexpr int longest = 40;   // characters
  const std::u32string points = to_code_points(field);
  const std::u32string_view ends = U".!?;:。！？；：，、";
  return !blank(field) && points.size() <= longest && ends.find(points.back()) == std::u32string_view::npos;
}

// A list of two columns of words, among them lines that name its sections.
bool is_list_of_words(const Run& run) {
  std::ptrdiff_t pairs = 0;
  for (const DelimitedRecord& record : run.records) {
    if (record.fields.size() > 2 || !std::all_of(record.fields.begin(), record.fields.end(), is_short_field)) return false;
    pairs += record.fields.size() == 2 ? 1 : 0;
  }
  return run.loose == 0 && pairs >= least_pairs;
}

// Records from line `from` on, as far as they go. A line without the mark belongs to them between two others.
Run run_at(const std::vector<TextLine>& lines, std::size_t from, char mark) {
  Run run;
  run.mark = mark;
  run.from = run.to = from;
  int marks = 0;
  while (run.to < lines.size()) {
    const std::size_t at = run.to;
    const bool lone = !may_be_record(lines[at], mark) && !is_pair_of_numbers(lines[at], run);
    const bool between = lone && !blank(lines[at].text) && !run.records.empty() && at + 1 < lines.size() &&
                         (may_be_record(lines[at + 1], mark) || is_pair_of_numbers(lines[at + 1], run)) &&
                         lines[at].text.size() < 60 && cell_mark(lines[at].text) == CellMark::none;
    if (lone && !between) break;
    DelimitedRecord record = read_record(lines, at, mark);
    if (!record.closed) break;
    const auto [all, before_blank] = count_marks(lines[at].text, mark);
    marks += all;
    run.loose += before_blank;
    run.to += static_cast<std::size_t>(record.lines);
    run.records.push_back(std::move(record));
  }
  if (run.records.empty()) return Run{};
  if (mark != '\t' && run.loose > loose_share * marks) run.records.clear();   // prose
  if (run.records.empty()) return run;
  std::vector<std::size_t> widths;
  for (const DelimitedRecord& record : run.records) widths.push_back(record.fields.size());
  run.width = usual_width(widths);
  return run;
}

bool is_table(const Run& run) {
  if (run.width < 2 || run.records.size() < least_records) return false;
  std::size_t regular = 0, values = 0;
  for (const DelimitedRecord& record : run.records) {
    regular += record.fields.size() == run.width ? 1 : 0;
    for (const std::string& field : record.fields) values += !field.empty() && looks_numeric(field) ? 1 : 0;
  }
  if (regular < least_records || static_cast<double>(regular) < regular_share * static_cast<double>(run.records.size())) return false;
  return values > 0 || run.width > 2 || run.mark != ',' || is_list_of_words(run);
}

// What short records are filled up to: a line with one field (a section) may always be short.
std::size_t filled_width(const Run& run) {
  const auto is_short = [&](const DelimitedRecord& record) { return record.fields.size() > 1 && record.fields.size() < run.width; };
  const auto count = static_cast<std::size_t>(std::count_if(run.records.begin(), run.records.end(), is_short));
  return leaves_ends_out(count, run.records.size()) ? run.width : 0;
}

// Where to look again after a run that was no table. In a long one every start would read all of it again: a part is left out.
std::size_t next_start(const Run& run) {
  constexpr std::size_t long_run = 256;   // lines
  const std::size_t length = run.to - run.from;
  return run.from + (length < long_run ? 1 : length / 4);
}

// A record as one line.
TextLine unified(const std::vector<TextLine>& lines, std::size_t from, const DelimitedRecord& record, std::size_t width) {
  TextLine line = lines[from];
  std::string raw(line.original());
  for (std::size_t i = from + 1; i < from + static_cast<std::size_t>(record.lines); ++i) raw.append("\n").append(lines[i].original());
  line.raw = std::move(raw);
  line.span.byte_to = lines[from + static_cast<std::size_t>(record.lines) - 1].span.byte_to;
  line.text.clear();
  for (std::size_t i = 0; i < std::max(width, record.fields.size()); ++i) {
    if (i > 0) line.text += '\t';
    if (i < record.fields.size()) line.text += record.fields[i];
  }
  return line;
}

// A whole field in quotes that hold a number with a mark of its own: "4,689.00".
bool quotes_number(std::string_view text, std::size_t from, char mark) {
  const std::size_t end = text.find('"', from + 1);
  if (end == std::string_view::npos || (end + 1 < text.size() && text[end + 1] != mark && text[end + 1] != '\r')) return false;
  const std::string_view inner = text.substr(from + 1, end - from - 1);
  return inner.find(mark) != std::string_view::npos && looks_numeric(inner);
}

}  // namespace

std::size_t usual_width(const std::vector<std::size_t>& widths) {
  std::map<std::size_t, int> seen;
  for (const std::size_t width : widths) ++seen[width];
  return seen.empty() ? 0 : std::max_element(seen.begin(), seen.end(), [](const auto& a, const auto& b) { return a.second < b.second; })->first;
}

bool leaves_ends_out(std::size_t short_rows, std::size_t rows) noexcept {
  constexpr double habit = 0.1;
  return short_rows > 1 && static_cast<double>(short_rows) > habit * static_cast<double>(rows);
}

DelimitedRecord read_record(const std::vector<TextLine>& lines, std::size_t at, char mark) {
  DelimitedRecord record;
  std::string field;
  bool quoted = false, was_quoted = false;
  std::size_t closed_at = 0;              // in the field
  // A quotation opens at a field's beginning, or where the mark between two of them is lost: "1,5" "2,5" is one field, and so is 1 "2,5".
  const auto may_open = [&](std::string_view text, std::size_t i) {
    return field.find_first_not_of(' ', was_quoted ? closed_at : 0) == std::string::npos || (field.back() == ' ' && quotes_number(text, i, mark));
  };
  const auto close = [&] {
    std::replace(field.begin(), field.end(), '\t', ' ');
    record.fields.push_back(trimmed(std::move(field)));
    field.clear();
    was_quoted = false;
  };
  for (std::size_t line = at;; ++line) {
    const std::string_view text = lines[line].text;
    for (std::size_t i = 0; i < text.size(); ++i) {
      const char c = text[i];
      if (quoted && c == '"' && i + 1 < text.size() && text[i + 1] == '"') {
        field += c;
        ++i;
      } else if (c == '"' && (quoted || may_open(text, i))) {
        quoted = !quoted;
        was_quoted = true;
        closed_at = field.size();
      } else if (!quoted && c == mark) {
        close();
      } else {
        field += c;
      }
    }
    if (!quoted) break;
    if (line + 1 >= lines.size() || record.lines >= longest_record) {
      record.closed = false;
      break;
    }
    field += ' ';
    ++record.lines;
  }
  close();
  return record;
}

void unify_delimited(std::vector<TextLine>& lines) {
  constexpr std::array<char, 3> marks = {',', ';', '\t'};
  std::array<std::size_t, 3> next = {};   // where a run with this mark may begin
  std::vector<TextLine> out;              // empty until there is a run
  std::size_t kept = 0;                   // lines before it are in `out`
  for (std::size_t at = 0; at < lines.size();) {
    Run best;
    for (std::size_t m = 0; m < marks.size(); ++m) {
      const char mark = marks[m];
      if (at < next[m] || !may_be_record(lines[at], mark)) continue;
      Run run = run_at(lines, at, mark);
      next[m] = next_start(run);
      const bool needed = mark != '\t' || std::any_of(run.records.begin(), run.records.end(), [](const DelimitedRecord& r) { return r.lines > 1; });
      if (needed && is_table(run) && run.to - run.from >= best.to - best.from && run.width > best.width) best = std::move(run);
    }
    if (best.records.empty()) {
      ++at;
      continue;
    }
    std::move(lines.begin() + static_cast<std::ptrdiff_t>(kept), lines.begin() + static_cast<std::ptrdiff_t>(at), std::back_inserter(out));
    const std::size_t width = filled_width(best);
    for (const DelimitedRecord& record : best.records) {
      out.push_back(unified(lines, at, record, record.fields.size() == 1 ? best.width : width));
      at += static_cast<std::size_t>(record.lines);
    }
    kept = at;
  }
  if (kept == 0) return;
  std::move(lines.begin() + static_cast<std::ptrdiff_t>(kept), lines.end(), std::back_inserter(out));
  lines = std::move(out);
}

}  // namespace tabularium
