#include "stages/layout/page_lines.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "stages/core/unicode.h"

namespace tabularium {
namespace {

constexpr double column_gap = 1.0;  // em; a wider gap may be a gutter
constexpr double word_gap = 0.25;   // em; letters of one word do not stand so far apart

double size_of(const Word& word) { return word.font_size > 0 ? word.font_size : std::max(1.0, word.box.height() * 0.8); }
double baseline_of(const Word& word) {
  return word.baseline > 0 ? word.baseline : word.box.y1 - 0.2 * word.box.height();
}

PageLine make_line(const std::vector<Word>& words, std::vector<int> ids) {
  PageLine line;
  line.words = std::move(ids);
  std::map<double, std::size_t> sizes;
  std::size_t bold = 0, all = 0;
  for (std::size_t i = 0; i < line.words.size(); ++i) {
    const Word& word = words[static_cast<std::size_t>(line.words[i])];
    line.box = unite(line.box, word.box);
    const std::size_t weight = word.text.size();
    sizes[std::round(size_of(word) * 4) / 4] += weight;
    all += weight;
    bold += word.bold ? weight : 0;
    // What was read piece by piece, as a title that a wide space divides, has no space before the first word of each piece.
    const bool apart = i > 0 && word.box.x0 - words[static_cast<std::size_t>(line.words[i - 1])].box.x1 > word_gap * size_of(word);
    const bool glued = i > 0 && !word.space_before && !apart;
    line.text = glued ? line.text + word.text : join_text(line.text, word.text);
  }
  line.bold = 2 * bold > all;
  line.size = std::max_element(sizes.begin(), sizes.end(), [](const auto& a, const auto& b) { return a.second < b.second; })->first;
  const Word& first = words[static_cast<std::size_t>(line.words.front())];
  line.superscript_start = first.superscript;
  line.baseline = baseline_of(first);
  for (const int id : line.words) {
    const Word& word = words[static_cast<std::size_t>(id)];
    if (!word.superscript && !word.subscript && size_of(word) > 0.9 * line.size) {
      line.baseline = baseline_of(word);
      break;
    }
  }
  return line;
}

// Cuts words that share a baseline (sorted from left to right) at wide gaps.
void cut_at_gaps(const std::vector<Word>& words, const std::vector<int>& row, std::vector<PageLine>& out) {
  std::vector<int> piece;
  double right = 0;
  for (const int id : row) {
    const Word& word = words[static_cast<std::size_t>(id)];
    if (!piece.empty() && word.box.x0 - right > column_gap * size_of(word)) {
      out.push_back(make_line(words, piece));
      piece.clear();
    }
    right = piece.empty() ? word.box.x1 : std::max(right, word.box.x1);
    piece.push_back(id);
  }
  if (!piece.empty()) out.push_back(make_line(words, piece));
}

// Groups of words whose baselines agree, each sorted from left to right.
std::vector<std::vector<int>> rows_of(const std::vector<Word>& words, std::vector<int> ids) {
  std::sort(ids.begin(), ids.end(), [&](int a, int b) {
    return baseline_of(words[static_cast<std::size_t>(a)]) < baseline_of(words[static_cast<std::size_t>(b)]);
  });
  std::vector<std::vector<int>> rows;
  double first = 0, last = 0;
  for (const int id : ids) {
    const Word& word = words[static_cast<std::size_t>(id)];
    const double y = baseline_of(word), size = size_of(word);
    if (rows.empty() || y - last > 0.25 * size || y - first > 0.5 * size) {
      rows.emplace_back();
      first = y;
    }
    last = y;
    rows.back().push_back(id);
  }
  for (std::vector<int>& row : rows)
    std::stable_sort(row.begin(), row.end(), [&](int a, int b) {
      return words[static_cast<std::size_t>(a)].box.x0 < words[static_cast<std::size_t>(b)].box.x0;
    });
  return rows;
}

// Raised and lowered words join the row that holds the word they stand beside.
void attach_raised(const std::vector<Word>& words, const std::vector<int>& raised, std::vector<std::vector<int>>& rows) {
  for (const int id : raised) {
    const Word& mark = words[static_cast<std::size_t>(id)];
    std::size_t best_row = rows.size(), best_at = 0;
    double best = 1e9;
    for (std::size_t r = 0; r < rows.size(); ++r) {
      for (std::size_t i = 0; i < rows[r].size(); ++i) {
        const Word& word = words[static_cast<std::size_t>(rows[r][i])];
        if (overlap_y(word.box, mark.box) < 0.3 * mark.box.height()) continue;
        const double behind = std::abs(mark.box.x0 - word.box.x1), before = std::abs(word.box.x0 - mark.box.x1);
        const double distance = std::min(behind, before);
        if (distance >= best || distance > size_of(word)) continue;
        best = distance;
        best_row = r;
        best_at = behind <= before ? i + 1 : i;
      }
    }
    if (best_row == rows.size())
      rows.push_back({id});
    else
      rows[best_row].insert(rows[best_row].begin() + static_cast<std::ptrdiff_t>(best_at), id);
  }
}


}  // namespace

std::vector<PageLine> lines_of(const std::vector<Word>& words, std::span<const int> ids) {
  std::vector<int> level, raised;
  std::map<int, std::vector<int>> turned;
  for (const int id : ids) {
    const Word& word = words[static_cast<std::size_t>(id)];
    if (word.rotation != 0)
      turned[word.rotation].push_back(id);
    else
      (word.superscript || word.subscript ? raised : level).push_back(id);
  }
  std::vector<std::vector<int>> rows = rows_of(words, level);
  attach_raised(words, raised, rows);
  std::vector<PageLine> lines;
  for (const std::vector<int>& row : rows) cut_at_gaps(words, row, lines);
  std::stable_sort(lines.begin(), lines.end(), [](const PageLine& a, const PageLine& b) {
    return a.baseline != b.baseline ? a.baseline < b.baseline : a.box.x0 < b.box.x0;
  });
  for (auto& [rotation, side] : turned) {
    std::vector<int> piece;
    for (const int id : side) {  // in the order of painting: one line a baseline
      const Word& word = words[static_cast<std::size_t>(id)];
      if (!piece.empty() && std::abs(words[static_cast<std::size_t>(piece.back())].baseline - word.baseline) > 1) {
        lines.push_back(make_line(words, piece));
        piece.clear();
      }
      piece.push_back(id);
    }
    if (!piece.empty()) lines.push_back(make_line(words, piece));
  }
  return lines;
}

PageLine join_lines(const std::vector<Word>& words, const std::vector<PageLine>& pieces) {
  std::vector<const PageLine*> sorted;
  for (const PageLine& piece : pieces) sorted.push_back(&piece);
  std::stable_sort(sorted.begin(), sorted.end(), [](const auto* a, const auto* b) { return a->box.x0 < b->box.x0; });
  std::vector<int> ids;
  for (const PageLine* piece : sorted) ids.insert(ids.end(), piece->words.begin(), piece->words.end());
  return make_line(words, std::move(ids));
}

bool same_baseline(const PageLine& a, const PageLine& b) noexcept {
  return std::abs(a.baseline - b.baseline) < 0.3 * std::min(a.size, b.size);
}

}  // namespace tabularium
