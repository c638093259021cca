#include "stages/extract/fount_rows.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

namespace tabularium {
namespace {

constexpr int kFigure = InkField::kFigureHeight;
constexpr double kLeastLikeness = 0.5;   // what a window must have to be taken for a figure rather than left out
constexpr double kNarrowestMark = 0.25, kWidestMark = 0.95;  // of the advance: what a mark adds to it; more is a gap between words
constexpr double kWidestSecond = 0.65;   // the same for a second mark of one number
constexpr int kDark = 90;                // of 255: a pixel of a stroke

struct Found {
  int x = 0;   // corner of the window
  int y = 0;
  double likeness = 0;
  NamedFigure name;
};

// The best row of figures with window corners between x0 and x1 and y0 and y1: each takes its width, what lies between
// counts nothing (dynamic programming along the row).
std::vector<Found> best_row(const InkField& field, const Fount& fount, int x0, int x1, int y0, int y1) {
  if (x1 < x0) return {};
  const int n = x1 - x0 + 1, step = std::max(4, static_cast<int>(0.88 * fount.advance));
  std::vector<FigureMatch> match(static_cast<std::size_t>(n));
  std::vector<double> score(static_cast<std::size_t>(n + step) + 1, 0);
  std::vector<int> from(score.size(), -1);  // corner of the figure that ends here; -1 = nothing does
  for (int i = 0; i < n; ++i) {
    const auto all = match_figures(field, fount, x0 + i, y0, y1);
    match[static_cast<std::size_t>(i)] = *std::max_element(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.likeness < b.likeness; });
  }
  for (int i = 0; i < static_cast<int>(score.size()); ++i) {
    const auto at = static_cast<std::size_t>(i);
    if (i > 0 && score[at - 1] > score[at]) {
      score[at] = score[at - 1];
      from[at] = -1;
    }
    if (i >= n) continue;
    const double gain = score[at] + match[at].likeness - kLeastLikeness;
    if (gain > score[at + static_cast<std::size_t>(step)]) {
      score[at + static_cast<std::size_t>(step)] = gain;
      from[at + static_cast<std::size_t>(step)] = i;
    }
  }
  std::vector<Found> row;
  for (int i = static_cast<int>(score.size()) - 1; i > 0;) {
    const int corner = from[static_cast<std::size_t>(i)];
    if (corner < 0) {
      --i;
      continue;
    }
    const FigureMatch& m = match[static_cast<std::size_t>(corner)];
    row.push_back({x0 + corner, m.y, m.likeness, {m.figure, 0, 0}});
    i = corner;
  }
  std::reverse(row.begin(), row.end());
  return row;
}

// What stands beside figures, where no figure's own strokes are.
enum class Beside { nothing, point, comma, dash, line, other };

// True where (x, y) belongs to the figure: on a stroke of its shape, or right beside one.
bool is_of_figure(const Fount& fount, const Found& figure, int x, int y) {
  constexpr float stroke = 0.01F;
  const Window& shape = fount.shapes[static_cast<std::size_t>(figure.name.figure)];
  const int col = x - figure.x, row = y - figure.y;
  for (int dy = -1; dy <= 1; ++dy)
    for (int dx = -2; dx <= 2; ++dx) {
      const int c = col + dx, r = row + dy;
      if (c >= 0 && r >= 0 && c < fount.used_width && r < kWindowHeight && shape[static_cast<std::size_t>(r * kWindowWidth + c)] > stroke) return true;
    }
  return false;
}

// Looks at columns `from` (included) to `to`; the figures at either side may reach in.
Beside beside(const InkField& field, const Fount& fount, int from, int to, const Found* before, const Found* after) {
  const int y = before != nullptr ? before->y : after->y;
  int left = to, right = from - 1, top = y + kWindowHeight, bottom = y - 1, mass = 0;
  for (int row = y + 1; row < y + kWindowHeight + 2; ++row)
    for (int col = from; col < to; ++col) {
      if (field.at(col, row) < kDark) continue;
      if (before != nullptr && is_of_figure(fount, *before, col, row)) continue;
      if (after != nullptr && is_of_figure(fount, *after, col, row)) continue;
      left = std::min(left, col);
      right = std::max(right, col);
      top = std::min(top, row);
      bottom = std::max(bottom, row);
      ++mass;
    }
  const int w = right - left + 1, h = bottom - top + 1;
  if (mass < 3) return Beside::nothing;
  const int foot = y + (kWindowHeight + kFigure) / 2;
  if (w >= 1.4 * h && h <= 0.3 * kFigure && w <= 1.2 * kFigure && top > y + 0.4 * kFigure && bottom < foot - 3) return Beside::dash;
  if (bottom > foot + 1 && h > 1.1 * w && h <= 0.6 * kFigure && w <= 0.4 * kFigure) return Beside::comma;
  if (h <= 0.4 * kFigure && w <= 0.45 * kFigure) return Beside::point;
  return w <= 0.25 * kFigure ? Beside::line : Beside::other;
}

Mark mark_of(Beside what) {
  switch (what) {
    case Beside::nothing: return Mark::lost;
    case Beside::point: return Mark::point;
    case Beside::comma: return Mark::comma;
    case Beside::dash: return Mark::dash;
    case Beside::line:
    case Beside::other: break;
  }
  return Mark::other;
}

// Columns of a figure's window that its shape fills, half-open.
std::pair<int, int> extent_of(const Fount& fount, int figure) {
  constexpr float stroke = 0.02F;
  const Window& shape = fount.shapes[static_cast<std::size_t>(figure)];
  int from = fount.used_width, to = 0;
  for (int row = 0; row < kWindowHeight; ++row)
    for (int col = 0; col < fount.used_width; ++col)
      if (shape[static_cast<std::size_t>(row * kWindowWidth + col)] > stroke) {
        from = std::min(from, col);
        to = std::max(to, col + 1);
      }
  return from < to ? std::pair(from, to) : std::pair(0, fount.used_width);
}

Box box_of(const InkField& field, const Fount& fount, const std::vector<Found>& row, std::size_t first, std::size_t last) {
  double y = 0;
  for (std::size_t i = first; i <= last; ++i) y += row[i].y;
  y = y / static_cast<double>(last - first + 1) + (kWindowHeight - kFigure) / 2.0;
  const double left = row[first].x + extent_of(fount, row[first].name.figure).first;
  const double right = row[last].x + extent_of(fount, row[last].name.figure).second;
  return {left / field.scale, y / field.scale, right / field.scale, (y + kFigure) / field.scale};
}

// Divides the row where a gap is wider than a mark; nothing where something that is no mark stands beside the figures.
std::optional<FigureRow> runs_of(const InkField& field, const Fount& fount, const std::vector<Found>& row, const Box& box) {
  const int half = fount.used_width / 2;
  const int begin = static_cast<int>(box.x0 * field.scale), end = static_cast<int>(std::ceil(box.x1 * field.scale));
  const Beside before = beside(field, fount, begin, row.front().x + half, nullptr, &row.front());
  const Beside after = beside(field, fount, row.back().x + half, end, &row.back(), nullptr);
  if (before == Beside::other || before == Beside::comma || after == Beside::other || after == Beside::dash) return std::nullopt;
  FigureRow read;
  read.specks = before == Beside::point || after == Beside::point || after == Beside::comma;
  read.runs.emplace_back().minus = before == Beside::dash;
  std::size_t first = 0;
  bool marked = false;
  for (std::size_t i = 0; i < row.size(); ++i) {
    FigureRun& run = read.runs.back();
    run.figures += static_cast<char>('0' + row[i].name.figure);
    run.sureness.push_back(row[i].name.sureness);
    run.after.push_back(Mark::none);
    run.box = box_of(field, fount, row, first, i);
    if (i + 1 == row.size()) break;
    const double gap = (row[i + 1].x - row[i].x) / fount.advance - 1;
    if (gap <= kNarrowestMark) continue;
    const Beside what = beside(field, fount, row[i].x + half, row[i + 1].x + half, &row[i], &row[i + 1]);
    if (gap <= (marked ? kWidestSecond : kWidestMark)) {
      run.after.back() = mark_of(what);
      marked = true;
      continue;
    }
    if (what != Beside::nothing && what != Beside::point && what != Beside::line) return std::nullopt;
    read.runs.emplace_back();
    marked = false;
    first = i + 1;
  }
  read.box = box_of(field, fount, row, 0, row.size() - 1);
  return read;
}

// What is left of a ruling line at either end is a poor 1.
void drop_strangers(std::vector<Found>& row) {
  constexpr double worse = 0.12;
  const auto is_strange = [&](const Found& end) {
    double others = 0;
    for (const Found& found : row) others += found.likeness;
    others = (others - end.likeness) / static_cast<double>(row.size() - 1);
    return end.name.figure == 1 && end.likeness < others - worse;
  };
  if (row.size() >= 3 && is_strange(row.front())) row.erase(row.begin());
  if (row.size() >= 3 && is_strange(row.back())) row.pop_back();
}

std::optional<FigureRow> read_row(const InkField& field, const Fount& fount, const Box& box, double center_y) {
  constexpr double like_a_figure = 0.6, like_a_row = 0.7;
  constexpr int reach = 3;
  const int aside = static_cast<int>(0.5 * fount.advance);  // a narrow figure stands in the middle of its window
  const int x0 = static_cast<int>(box.x0 * field.scale) - aside, x1 = static_cast<int>(box.x1 * field.scale) - fount.used_width + aside;
  const int y = static_cast<int>(std::lround(center_y - kWindowHeight / 2.0));
  std::vector<Found> row = best_row(field, fount, x0, x1, y - reach, y + reach);
  drop_strangers(row);
  double sum = 0;
  for (const Found& found : row) {
    if (found.likeness < like_a_figure) return std::nullopt;
    sum += found.likeness;
  }
  if (row.empty() || sum < like_a_row * static_cast<double>(row.size())) return std::nullopt;
  for (Found& found : row) {
    Window window;
    if (take_window(field, found.x, found.y, fount.used_width, window)) found.name = name_figure(fount, window);
    found.name.sureness *= std::clamp((found.likeness - 0.5) / 0.3, 0.3, 1.0);
  }
  return runs_of(field, fount, row, box);
}

// The middles of the rows of a piece, field pixels.
std::vector<double> row_middles(const InkField& field, const Box& box) {
  const double top = box.y0 * field.scale, bottom = box.y1 * field.scale;
  if (bottom - top <= 1.5 * kFigure) return {(top + bottom) / 2};
  std::vector<int> ink;
  for (int y = static_cast<int>(top); y < static_cast<int>(bottom); ++y) {
    int sum = 0;
    for (int x = static_cast<int>(box.x0 * field.scale); x < static_cast<int>(box.x1 * field.scale); ++x) sum += field.at(x, y) >= kDark ? 1 : 0;
    ink.push_back(sum);
  }
  std::vector<double> middles;
  const int peak = *std::max_element(ink.begin(), ink.end());
  int from = -1;
  for (int i = 0; i <= static_cast<int>(ink.size()); ++i) {
    const bool dark = i < static_cast<int>(ink.size()) && ink[static_cast<std::size_t>(i)] > 0.25 * peak;
    if (dark && from < 0) from = i;
    if (!dark && from >= 0) {
      if (i - from >= 0.7 * kFigure) middles.push_back(top + (from + i) / 2.0);
      from = -1;
    }
  }
  return middles;
}

}  // namespace

std::vector<FigureRow> find_figure_rows(const InkField& field, const Fount& fount, const Box& box) {
  std::vector<FigureRow> rows;
  for (const double middle : row_middles(field, box)) {
    std::optional<FigureRow> row = read_row(field, fount, box, middle);
    if (!row) return {};
    rows.push_back(std::move(*row));
  }
  return rows;
}

}  // namespace tabularium
