#include "stages/layout/region_open.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "stages/core/text_lines.h"
#include "stages/layout/region_shape.h"

namespace tabularium {
namespace {

constexpr double far_lines = 2.6;  // line heights: white space that parts two blocks

bool is_leader(const std::string& text) {
  int dots = 0;
  for (char c : text) dots += c == '.' || c == '_' ? 1 : 0;
  return dots >= 4 && dots * 2 > static_cast<int>(text.size());
}

// Contents pages lead the eye from a title to its page.
bool is_contents_line(std::span<const Word> words, const PrintedLine& line) {
  for (const LineSegment& s : line.segments)
    for (int id : s.words)
      if (is_leader(words[static_cast<std::size_t>(id)].text)) return true;
  return false;
}

std::size_t word_count(const PrintedLine& line) {
  std::size_t n = 0;
  for (const LineSegment& s : line.segments) n += s.words.size();
  return n;
}

// Lines that can stand in a table: cut by wide gaps, or short and between such lines.
bool is_cut(const PrintedLine& line, double height) {
  if (line.segments.size() < 2) return false;
  double widest = 0;
  for (std::size_t i = 1; i < line.segments.size(); ++i)
    widest = std::max(widest, line.segments[i].box.x0 - line.segments[i - 1].box.x1);
  return widest >= 0.9 * height || line.segments.size() >= 4;
}

// Cuts a run at its ends down to cut lines, and gives the box of what is left.
struct Run {
  std::vector<PrintedLine> lines;
};

void add_run(std::span<const Word> words, Run& run, double height, std::vector<Box>& found) {
  while (!run.lines.empty() && !is_cut(run.lines.back(), height)) run.lines.pop_back();
  while (!run.lines.empty() && !is_cut(run.lines.front(), height)) run.lines.erase(run.lines.begin());
  if (run.lines.size() >= 3 && looks_tabular(block_shape(words, run.lines), false)) {
    Box box;
    for (const PrintedLine& line : run.lines) box = unite(box, line.box);
    found.push_back(box);
  }
  run.lines.clear();
}

}  // namespace

std::vector<Box> find_open_regions(const Page& page, std::span<const int> words) {
  std::vector<Box> found;
  const std::span<const Word> all = page.evidence.words;
  const double height = typical_height(all, words);
  if (height <= 0) return found;
  const std::vector<PrintedLine> lines = printed_lines(all, words);
  Run run;
  for (const PrintedLine& line : lines) {
    if (is_contents_line(all, line)) {
      run.lines.clear();
      continue;
    }
    const bool far = !run.lines.empty() && line.box.y0 - run.lines.back().box.y1 > far_lines * height;
    const bool prose = !is_cut(line, height) && word_count(line) > 8;
    if (far || prose) add_run(all, run, height, found);
    if (!prose) run.lines.push_back(line);
  }
  add_run(all, run, height, found);
  return found;
}

}  // namespace tabularium
