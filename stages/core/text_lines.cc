#include "stages/core/text_lines.h"
#include "stages/core/median.h"

#include <algorithm>
#include <cmath>

namespace tabularium {
namespace {

constexpr double min_cut_em = 0.45;
constexpr double max_cut_em = 0.9;
constexpr double cut_per_space = 1.75;
constexpr double shared_height = 0.55;

// A line that is being filled: its core is the mean extent of its full-size words, so one tall or raised word does
// not pull in the neighbours.
struct OpenLine {
  double y0 = 0;
  double y1 = 0;
  int count = 0;
  std::vector<int> words;
};

bool shares_line(const OpenLine& line, const Box& box) {
  const double smaller = std::min(line.y1 - line.y0, box.height());
  return smaller > 0 && overlap(line.y0, line.y1, box.y0, box.y1) >= shared_height * smaller;
}

void add_word(OpenLine& line, const Box& box, int word) {
  const bool raised = line.count > 0 && box.height() < 0.75 * (line.y1 - line.y0);
  if (!raised) {
    line.y0 = (line.y0 * line.count + box.y0) / (line.count + 1);
    line.y1 = (line.y1 * line.count + box.y1) / (line.count + 1);
    ++line.count;
  }
  line.words.push_back(word);
}

std::vector<OpenLine> gather(std::span<const Word> words, std::span<const int> which) {
  std::vector<int> order;
  for (int id : which) {
    const Word& word = words[static_cast<std::size_t>(id)];
    if (word.rotation % 2 == 0 && !word.box.empty()) order.push_back(id);
  }
  std::stable_sort(order.begin(), order.end(), [&](int a, int b) {
    return words[static_cast<std::size_t>(a)].box.center_y() < words[static_cast<std::size_t>(b)].box.center_y();
  });
  std::vector<OpenLine> lines;
  for (int id : order) {
    const Box& box = words[static_cast<std::size_t>(id)].box;
    OpenLine* home = nullptr;
    // Sorted by centre: only the last few lines can still share height with this word.
    for (std::size_t back = 0; back < std::min<std::size_t>(3, lines.size()) && home == nullptr; ++back) {
      OpenLine& line = lines[lines.size() - 1 - back];
      if (shares_line(line, box)) home = &line;
    }
    if (home == nullptr) home = &lines.emplace_back();
    add_word(*home, box, id);
  }
  return lines;
}

// Which words of a line, left to right, are dots that lead the eye: a word of four or more, or three or more words near
// each other. Three dots, or dots a column apart, mark values that are missing.
std::vector<char> find_leaders(std::span<const Word> words, const std::vector<int>& line) {
  constexpr std::size_t least_in_word = 4;
  constexpr std::size_t least_words = 3;
  constexpr double near = 1.2;  // heights of the line
  const auto word = [&](std::size_t i) -> const Word& { return words[static_cast<std::size_t>(line[i])]; };
  std::vector<char> leads(line.size(), 0);
  for (std::size_t from = 0, to = 0; from < line.size(); from = std::max(to, from + 1)) {
    bool long_one = false;
    for (to = from; to < line.size() && is_dots(word(to).text); ++to) {
      if (to > from && word(to).box.x0 - word(to - 1).box.x1 > near * word(to).box.height()) break;
      long_one = long_one || word(to).text.size() >= least_in_word;
    }
    if (long_one || to - from >= least_words)
      std::fill(leads.begin() + static_cast<std::ptrdiff_t>(from), leads.begin() + static_cast<std::ptrdiff_t>(to), 1);
  }
  return leads;
}

// How much wider two neighbours may stand apart than words of the typical height: spaces grow with the type.
double larger_type(const Box& left, const Box& right, double typical) {
  constexpr double surely_larger = 1.25;
  const double size = typical > 0 ? std::min(left.height(), right.height()) / typical : 1;
  return size > surely_larger ? size : 1;
}

// Leader dots stay with the text before them, but do not widen it: they run on to the column that they lead to.
PrintedLine cut_line(std::span<const Word> words, OpenLine& line, double gap, double typical) {
  std::stable_sort(line.words.begin(), line.words.end(), [&](int a, int b) {
    return words[static_cast<std::size_t>(a)].box.x0 < words[static_cast<std::size_t>(b)].box.x0;
  });
  const std::vector<char> leads = find_leaders(words, line.words);
  PrintedLine printed;
  for (std::size_t i = 0; i < line.words.size(); ++i) {
    const Box& box = words[static_cast<std::size_t>(line.words[i])].box;
    const bool led_to = i > 0 && leads[i - 1] != 0;
    const double wide = i > 0 ? gap * larger_type(words[static_cast<std::size_t>(line.words[i - 1])].box, box, typical) : gap;
    const bool apart = printed.segments.empty() || led_to || box.x0 - printed.segments.back().box.x1 > wide;
    const bool tail = leads[i] != 0 && !printed.segments.empty();
    if (apart && !tail) printed.segments.emplace_back();
    LineSegment& segment = printed.segments.back();
    if (!tail) segment.box = unite(segment.box, box);
    segment.words.push_back(line.words[i]);
    printed.box = unite(printed.box, box);
  }
  return printed;
}

}  // namespace

bool is_dots(const std::string& text) noexcept { return !text.empty() && text.find_first_not_of('.') == std::string::npos; }

double typical_height(std::span<const Word> words, std::span<const int> which) {
  std::vector<double> heights;
  heights.reserve(which.size());
  for (int id : which) {
    const Word& word = words[static_cast<std::size_t>(id)];
    if (!word.superscript && !word.subscript && word.rotation % 2 == 0) heights.push_back(word.box.height());
  }
  return median(std::move(heights));
}

double cut_gap(std::span<const Word> words, std::span<const int> which) {
  const double height = typical_height(words, which);
  std::vector<double> spaces;
  for (OpenLine& line : gather(words, which)) {
    std::stable_sort(line.words.begin(), line.words.end(), [&](int a, int b) {
      return words[static_cast<std::size_t>(a)].box.x0 < words[static_cast<std::size_t>(b)].box.x0;
    });
    for (std::size_t i = 1; i < line.words.size(); ++i) {
      const double gap = words[static_cast<std::size_t>(line.words[i])].box.x0 -
                         words[static_cast<std::size_t>(line.words[i - 1])].box.x1;
      if (gap > 0.08 * height && gap < 0.6 * height) spaces.push_back(gap);
    }
  }
  const double space = median(std::move(spaces));
  return std::clamp(cut_per_space * space, min_cut_em * height, max_cut_em * height);
}

std::vector<PrintedLine> printed_lines(std::span<const Word> words, std::span<const int> which,
                                       const LineOptions& options) {
  const double gap = options.gap > 0 ? options.gap : cut_gap(words, which);
  const double typical = typical_height(words, which);
  std::vector<PrintedLine> lines;
  for (OpenLine& line : gather(words, which)) lines.push_back(cut_line(words, line, gap, typical));
  std::stable_sort(lines.begin(), lines.end(),
                   [](const PrintedLine& a, const PrintedLine& b) { return a.center_y() < b.center_y(); });
  return lines;
}

}  // namespace tabularium
