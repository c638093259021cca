#include "stages/layout/region_drawn.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "stages/core/drawn_text.h"
#include "stages/core/text_lines.h"
#include "stages/core/typed_value.h"
#include "stages/core/unicode.h"
#include "stages/layout/region_shape.h"
#include "stages/layout/text_features.h"

namespace tabularium {
namespace {

constexpr std::size_t prose_words = 6;       // a whole line of that many is prose …
constexpr double prose_width = 40;           // … when it is as wide, columns
constexpr double shared_gap = 2;             // columns that a gap must have in common with another line's
constexpr std::size_t lines_compared = 3;    // of the run, from its end
constexpr int blank_lines_within = 2;        // at most, in a table
constexpr std::size_t least_lines = 2;       // with columns

enum class DrawnKind { rule, cut, single, prose, caption };

struct DrawnLine {
  DrawnKind kind = DrawnKind::single;
  int number = 0;              // on the page
  Box box;
  std::vector<LineSegment> segments;
  bool figures = false;        // a segment behind the first is a value
  double opening = 0;          // width of its first word, of one character where words break anywhere, points
};

DrawnLine describe(const Page& page, const PrintedLine& printed) {
  DrawnLine line;
  line.box = printed.box;
  line.segments = printed.segments;
  line.number = static_cast<int>(std::floor(printed.center_y() / line_pitch));
  for (std::size_t i = 1; i < line.segments.size(); ++i) line.figures = line.figures || looks_numeric(text_of(page, line.segments[i]));
  const Word& first = page.evidence.words[static_cast<std::size_t>(line.segments.front().words.front())];
  const std::u32string letters = to_code_points(first.text);
  line.opening = !letters.empty() && is_cjk(letters.front()) ? 2 * character_pitch : first.box.width();
  std::string whole_text;
  for (const LineSegment& segment : line.segments) whole_text += (whole_text.empty() ? "" : " ") + text_of(page, segment);
  if (!line.figures && is_table_caption(whole_text)) {  // "TABLE 2.  VESSELS"
    line.kind = DrawnKind::caption;
  } else if (line.segments.size() > 1) {
    line.kind = DrawnKind::cut;
  } else {
    const LineSegment& whole = line.segments.front();
    if (is_note_line(whole_text)) line.kind = DrawnKind::caption;
    else if (whole.words.size() >= prose_words && whole.box.width() > prose_width * character_pitch) line.kind = DrawnKind::prose;
    else if (line.box.width() > 2 * prose_width * character_pitch) line.kind = DrawnKind::prose;
  }
  return line;
}

std::vector<DrawnLine> lines_of(const Page& page, std::span<const int> words) {
  std::vector<DrawnLine> lines;
  for (const PrintedLine& printed : printed_lines(page.evidence.words, words)) lines.push_back(describe(page, printed));
  for (const Rule& rule : page.evidence.rules) {
    if (rule.orientation != Orientation::horizontal) continue;
    const int number = static_cast<int>(std::floor(rule.at / line_pitch));
    const auto same = std::find_if(lines.begin(), lines.end(), [&](const DrawnLine& l) { return l.number == number; });
    DrawnLine line;
    line.kind = DrawnKind::rule;
    line.number = number;
    line.box = {rule.from, rule.at - 1, rule.to, rule.at + 1};
    if (same == lines.end()) lines.push_back(std::move(line));
    else if (same->kind == DrawnKind::rule) same->box = unite(same->box, line.box);
  }
  std::stable_sort(lines.begin(), lines.end(), [](const DrawnLine& a, const DrawnLine& b) { return a.number < b.number; });
  return lines;
}

bool share_gap(const DrawnLine& a, const DrawnLine& b) {
  for (std::size_t i = 1; i < a.segments.size(); ++i)
    for (std::size_t j = 1; j < b.segments.size(); ++j) {
      const double from = std::max(a.segments[i - 1].box.x1, b.segments[j - 1].box.x1);
      const double to = std::min(a.segments[i].box.x0, b.segments[j].box.x0);
      if (to - from >= shared_gap * character_pitch - 0.5) return true;
    }
  return false;
}

// All texts of `lower` between the neighbours of a text of `upper` stand centred under it: a spanner may be narrower than its heads.
bool stands_centred(const DrawnLine& upper, std::size_t spanner, const DrawnLine& lower) {
  constexpr double off_centre = 1.5;  // characters
  const double from = upper.segments[spanner - 1].box.x1;
  const double to = spanner + 1 < upper.segments.size() ? upper.segments[spanner + 1].box.x0 : lower.box.x1 + 1;
  Box heads;
  int count = 0;
  for (const LineSegment& head : lower.segments) {
    if (head.box.x1 <= from || head.box.x0 >= to) continue;
    if (head.box.x0 <= from || head.box.x1 >= to) return false;
    heads = unite(heads, head.box);
    ++count;
  }
  return count >= 2 && std::abs(heads.center_x() - upper.segments[spanner].box.center_x()) <= off_centre * character_pitch;
}

// Two or more texts of `lower` stand under one of `upper`, set off from the left: heads under a spanner.
bool stands_under(const DrawnLine& upper, const DrawnLine& lower) {
  if (lower.number != upper.number + 1 || lower.box.x0 <= upper.segments.front().box.x1) return false;
  const double margin = 3 * character_pitch;
  for (std::size_t i = 1; i < upper.segments.size(); ++i)
    if (stands_centred(upper, i, lower)) return true;
  return std::any_of(upper.segments.begin() + 1, upper.segments.end(), [&](const LineSegment& spanner) {
    return std::count_if(lower.segments.begin(), lower.segments.end(), [&](const LineSegment& head) {
      return head.box.x0 > spanner.box.x0 - margin && head.box.x1 < spanner.box.x1 + margin;
    }) >= 2;
  });
}

// A run of lines that may become a table.
class Run {
 public:
  bool empty() const { return lines_.empty(); }

  bool takes(const DrawnLine& line, const DrawnLine* next) const {
    if (line.kind == DrawnKind::prose || line.kind == DrawnKind::caption) return false;
    if (lines_.empty()) return true;
    const int blanks = line.number - lines_.back()->number - 1;
    if (blanks > blank_lines_within) return false;
    if (line.kind == DrawnKind::rule) return blanks <= 1;
    if (line.kind == DrawnKind::cut) return fits(line);
    // A short line: a wrapped label, a section's name, a header. After a blank, only over rows that fit.
    if (blanks == 0) return true;
    return next != nullptr && next->number == line.number + 1 && next->kind == DrawnKind::cut && fits(*next) && rows() >= least_lines;
  }

  void add(const DrawnLine& line) { lines_.push_back(&line); }

  // The table's box when the run is one: ends at lines with columns or rules.
  bool close(std::vector<Box>& found) {
    const std::size_t end = end_of_labels();
    while (lines_.size() > end && lines_.back()->kind == DrawnKind::single) lines_.pop_back();
    std::size_t first = 0;
    while (first < lines_.size() && !opens(first)) ++first;
    lines_.erase(lines_.begin(), lines_.begin() + static_cast<std::ptrdiff_t>(first));
    Box box;
    for (const DrawnLine* line : lines_) box = unite(box, line->box);
    const bool table = rows() >= least_lines && has_figures() && !box.empty();
    if (table) found.push_back({box.x0 - 1, box.y0 - 1, box.x1 + 1, box.y1 + 1});
    lines_.clear();
    return table;
  }

 private:
  std::size_t rows() const {
    return static_cast<std::size_t>(std::count_if(lines_.begin(), lines_.end(), [](const DrawnLine* l) { return l->kind == DrawnKind::cut; }));
  }

  // Lines that belong to the run though the last of them are short ones: the last row's label goes on in them, since its next word had no room
  // beside the widest label.
  std::size_t end_of_labels() const {
    constexpr std::size_t most_lines = 2;
    std::size_t last = lines_.size();
    while (last > 0 && lines_[last - 1]->kind == DrawnKind::single) --last;
    if (last == 0 || lines_[last - 1]->kind != DrawnKind::cut || lines_.size() - last > most_lines) return 0;
    const LineSegment* label = &lines_[last - 1]->segments.front();
    double widest = 0;
    double values = lines_[last - 1]->segments[1].box.x0;
    for (const DrawnLine* line : lines_) {
      if (line->kind != DrawnKind::cut || line->segments.front().box.x0 > label->box.x0 + character_pitch) continue;
      widest = std::max(widest, line->segments.front().box.x1);
      values = std::min(values, line->segments[1].box.x0);
    }
    std::size_t end = last;
    for (; end < lines_.size(); ++end) {
      const DrawnLine& line = *lines_[end];
      const bool below = line.number == lines_[end - 1]->number + 1 && std::abs(line.box.x0 - label->box.x0) < character_pitch / 2;
      if (!below || line.box.x1 > std::max(widest, values - 2 * character_pitch) || label->box.x1 + character_pitch + line.opening <= widest) break;
      label = &line.segments.front();
    }
    return end == lines_.size() ? end : 0;
  }

  // Rows of words alone need more of them, or rules.
  bool has_figures() const {
    if (std::any_of(lines_.begin(), lines_.end(), [](const DrawnLine* l) { return l->figures; })) return true;
    return rows() >= 4 || (rows() >= least_lines && std::any_of(lines_.begin(), lines_.end(), [](const DrawnLine* l) { return l->kind == DrawnKind::rule; }));
  }

  bool fits(const DrawnLine& line) const {
    std::size_t compared = 0;
    for (auto it = lines_.rbegin(); it != lines_.rend() && compared < lines_compared; ++it) {
      if ((*it)->kind != DrawnKind::cut) continue;
      if (share_gap(**it, line) || stands_under(**it, line)) return true;
      ++compared;
    }
    return compared == 0;
  }

  // A short line opens a table only as a spanner: set off from the left, right over a line with columns.
  bool opens(std::size_t i) const {
    const DrawnLine& line = *lines_[i];
    if (line.kind != DrawnKind::single) return true;
    for (std::size_t next = i + 1; next < lines_.size(); ++next) {
      if (lines_[next]->kind == DrawnKind::rule) continue;
      if (lines_[next]->kind != DrawnKind::cut || lines_[next]->number > line.number + 2) return false;
      return line.box.x0 > lines_[next]->segments.front().box.x1 && line.box.x1 <= lines_[next]->box.x1 + 4 * character_pitch;
    }
    return false;
  }

  std::vector<const DrawnLine*> lines_;
};

}  // namespace

std::vector<Box> find_drawn_regions(const Page& page, std::span<const int> words) {
  std::vector<Box> found;
  const std::vector<DrawnLine> lines = lines_of(page, words);
  Run run;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const DrawnLine* next = i + 1 < lines.size() ? &lines[i + 1] : nullptr;
    if (!run.takes(lines[i], next)) run.close(found);
    if (run.takes(lines[i], next)) run.add(lines[i]);
  }
  run.close(found);
  return found;
}

}  // namespace tabularium
