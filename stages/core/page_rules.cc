#include "stages/core/page_rules.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace tabularium {
namespace {

constexpr double same_edge = 1.5;      // points
constexpr double tallest_gap = 6.0;    // painted rows: an unpainted row whose text wraps
constexpr double section_gap = 1.6;    // painted rows: a row that text runs across is one line high
constexpr int most_outer_rows = 2;

// Painted cells side by side that begin (or end) at one height.
struct Side {
  double y = 0;
  double height = 0;       // of the lowest of the cells
  std::vector<double> xs;  // cell boundaries, left to right

  double x0() const { return xs.front(); }
  double x1() const { return xs.back(); }
};

bool near(double a, double b) { return std::abs(a - b) <= same_edge; }

// Runs of touching cells whose tops (or bottoms) are at one height.
std::vector<Side> find_sides(std::vector<Box> cells, bool tops) {
  const auto height_of = [&](const Box& box) { return tops ? box.y0 : box.y1; };
  std::sort(cells.begin(), cells.end(), [&](const Box& a, const Box& b) { return height_of(a) < height_of(b); });
  std::vector<Side> sides;
  for (std::size_t from = 0; from < cells.size();) {
    std::size_t to = from + 1;
    while (to < cells.size() && height_of(cells[to]) - height_of(cells[from]) <= 1.0) ++to;
    std::sort(cells.begin() + static_cast<std::ptrdiff_t>(from), cells.begin() + static_cast<std::ptrdiff_t>(to),
              [](const Box& a, const Box& b) { return a.x0 < b.x0; });
    for (std::size_t i = from; i < to; ++i) {
      const Box& box = cells[i];
      if (i == from || !near(sides.back().x1(), box.x0)) {
        sides.push_back({height_of(box), box.height(), {box.x0}});
      }
      sides.back().xs.push_back(box.x1);
      sides.back().height = std::min(sides.back().height, box.height());
    }
    from = to;
  }
  return sides;
}

bool same_extent(const Side& a, const Side& b) { return near(a.x0(), b.x0()) && near(a.x1(), b.x1()); }

// The finer division of the two, when the coarser one leaves out boundaries only; empty when they disagree or both
// are one cell.
std::vector<double> common_division(const Side& a, const Side& b) {
  const std::vector<double>& fine = a.xs.size() >= b.xs.size() ? a.xs : b.xs;
  const std::vector<double>& coarse = a.xs.size() >= b.xs.size() ? b.xs : a.xs;
  for (double x : coarse)
    if (std::none_of(fine.begin(), fine.end(), [&](double f) { return near(f, x); })) return {};
  return fine.size() < 3 ? std::vector<double>{} : fine;
}

std::vector<Box> words_within(std::span<const Word> words, const Side& side, double y0, double y1) {
  std::vector<Box> within;
  for (const Word& word : words) {
    const Box& box = word.box;
    if (box.center_y() > y0 && box.center_y() < y1 && box.x1 > side.x0() && box.x0 < side.x1()) within.push_back(box);
  }
  return within;
}

bool runs_over(const Box& text, double x) { return text.x0 < x - 1 && text.x1 > x + 1; }

void add_cells(const std::vector<double>& xs, std::span<const Box> text, double y0, double y1, std::vector<Box>& cells) {
  double left = xs.front();
  for (std::size_t i = 1; i < xs.size(); ++i) {
    const bool last = i + 1 == xs.size();
    if (!last && std::any_of(text.begin(), text.end(), [&](const Box& t) { return runs_over(t, xs[i]); })) continue;
    cells.push_back({left, y0, xs[i], y1});
    left = xs[i];
  }
}

bool crossed(const std::vector<double>& xs, std::span<const Box> text) {
  for (const Box& box : text)
    for (double x : xs)
      if (runs_over(box, x)) return true;
  return false;
}

// The unpainted row beyond a striped table's first or last painted row: text that keeps to most of its columns, set
// off like a row. `down`: below `side`, else above it.
std::optional<double> outer_row_end(const Side& side, std::span<const Word> words, double limit, bool down) {
  std::vector<Box> text = words_within(words, side, std::min(side.y, limit), std::max(side.y, limit));
  const auto begin = [&](const Box& b) { return down ? b.y0 - side.y : side.y - b.y1; };
  const auto end = [&](const Box& b) { return down ? b.y1 - side.y : side.y - b.y0; };
  std::sort(text.begin(), text.end(), [&](const Box& a, const Box& b) { return begin(a) < begin(b); });
  if (text.empty()) return std::nullopt;
  const double padding = begin(text.front());
  if (padding < 0 || padding > text.front().height()) return std::nullopt;
  double reach = end(text.front());
  std::size_t count = 0;
  while (count < text.size() && begin(text[count]) < reach + 1.2 * padding) reach = std::max(reach, end(text[count++]));
  text.resize(count);
  if (crossed(side.xs, text) || reach + 2 * padding > tallest_gap * side.height) return std::nullopt;
  std::size_t filled = 0;
  double last = -1e9;  // right end of the text in the cell before
  for (std::size_t i = 0; i + 1 < side.xs.size(); ++i) {
    double x0 = 1e9;
    double x1 = -1e9;
    for (const Box& box : text) {
      if (box.center_x() < side.xs[i] || box.center_x() > side.xs[i + 1]) continue;
      x0 = std::min(x0, box.x0);
      x1 = std::max(x1, box.x1);
    }
    if (x1 < x0) continue;
    if (x0 - last < 0.45 * text.front().height()) return std::nullopt;  // no wider than a space: prose
    last = x1;
    ++filled;
  }
  if (filled < 2 || 2 * filled < side.xs.size() - 1) return std::nullopt;
  return down ? side.y + reach + padding : side.y - reach - padding;
}

// Rows in a stretch between painted ones: white between lines that is nearly twice the padding divides two rows.
std::vector<double> row_bounds(std::vector<Box> text, double y0, double y1) {
  std::vector<double> ys{y0};
  std::sort(text.begin(), text.end(), [](const Box& a, const Box& b) { return a.y0 < b.y0; });
  double reach = text.empty() ? y1 : text.front().y1;
  const double padding = text.empty() ? 0 : text.front().y0 - y0;
  for (const Box& box : text) {
    if (padding > 0.5 && box.y0 - reach > 1.6 * padding) ys.push_back((reach + box.y0) / 2);
    reach = std::max(reach, box.y1);
  }
  ys.push_back(y1);
  return ys;
}

// Pairs each top with the bottom nearest above it, and gives the cells between.
class Stripes {
 public:
  Stripes(std::span<const Fill> fills, std::span<const Word> words) : words_(words) {
    for (const Fill& fill : fills)
      if (fill.box.width() >= 5 && fill.box.height() >= 5) painted_.push_back(fill.box);
    tops_ = find_sides(painted_, true);
    bottoms_ = find_sides(painted_, false);
  }

  std::vector<Box> cells() {
    std::vector<const Side*> below;  // tops, bottoms that a filled gap adjoins
    std::vector<const Side*> above;
    for (const Side& top : tops_) {
      const Side* bottom = nearest_above(top);
      if (bottom == nullptr || !fill_gap(*bottom, top)) continue;
      below.push_back(&top);
      above.push_back(bottom);
    }
    const auto is_row = [](const Side& top, const Side& bottom) {
      return top.xs.size() > 2 && near(top.y + top.height, bottom.y) && top.xs.size() == bottom.xs.size() && same_extent(top, bottom);
    };
    for (const Side* top : below)
      for (const Side& bottom : bottoms_)
        if (is_row(*top, bottom) && std::find(above.begin(), above.end(), &bottom) == above.end()) add_outer(bottom, true);
    for (const Side* bottom : above)
      for (const Side& top : tops_)
        if (is_row(top, *bottom) && std::find(below.begin(), below.end(), &top) == below.end()) add_outer(top, false);
    return std::move(cells_);
  }

 private:
  bool painted_between(const Side& side, double y0, double y1) const {
    return std::any_of(painted_.begin(), painted_.end(), [&](const Box& box) {
      return overlap(box.y0, box.y1, y0 + 1, y1 - 1) > 0 && overlap(box.x0, box.x1, side.x0(), side.x1()) > 2;
    });
  }

  const Side* nearest_above(const Side& top) const {
    const Side* nearest = nullptr;
    for (const Side& bottom : bottoms_) {
      if (bottom.y > top.y - 5 || !same_extent(bottom, top)) continue;
      if (nearest == nullptr || bottom.y > nearest->y) nearest = &bottom;
    }
    return nearest;
  }

  bool fill_gap(const Side& bottom, const Side& top) {
    const double row = std::max(bottom.height, top.height);
    const std::vector<double> xs = common_division(bottom, top);
    if (xs.empty() || top.y - bottom.y > tallest_gap * row || painted_between(top, bottom.y, top.y)) return false;
    const std::vector<Box> text = words_within(words_, top, bottom.y, top.y);
    const std::vector<double> ys = row_bounds(text, bottom.y, top.y);
    std::vector<Box> cells;
    for (std::size_t i = 1; i < ys.size(); ++i) {
      std::vector<Box> here;
      for (const Box& box : text)
        if (box.center_y() > ys[i - 1] && box.center_y() < ys[i]) here.push_back(box);
      if (here.empty() || (crossed(xs, here) && ys[i] - ys[i - 1] > section_gap * row)) return false;
      add_cells(xs, here, ys[i - 1], ys[i], cells);
    }
    cells_.insert(cells_.end(), cells.begin(), cells.end());
    return true;
  }

  void add_outer(Side side, bool down) {
    for (int rows = 0; rows < most_outer_rows; ++rows) {
      const double far = side.y + (down ? 1 : -1) * (tallest_gap + 1) * side.height;
      const std::optional<double> end = outer_row_end(side, words_, far, down);
      if (!end) return;
      const double y0 = std::min(side.y, *end);
      const double y1 = std::max(side.y, *end);
      if (painted_between(side, y0, y1)) return;
      add_cells(side.xs, {}, y0, y1, cells_);
      side.y = *end;
    }
  }

  std::span<const Word> words_;
  std::vector<Box> painted_;
  std::vector<Side> tops_;
  std::vector<Side> bottoms_;
  std::vector<Box> cells_;
};

bool overlaps(const Box& a, const Box& b) { return overlap_x(a, b) > 1 && overlap_y(a, b) > 1; }

bool contains(const Box& outer, const Box& inner) {
  return inner.x0 > outer.x0 - 1 && inner.x1 < outer.x1 + 1 && inner.y0 > outer.y0 - 1 && inner.y1 < outer.y1 + 1;
}

// Painted in the colour that is there already: nobody sees its edges. Word processors shade a cell and then each of its
// lines once more.
bool is_unseen(std::span<const Fill> fills, std::size_t i) {
  constexpr std::size_t most = 400;  // areas painted before it that are looked at
  for (std::size_t back = 1; back <= std::min(i, most); ++back) {
    const Fill& ground = fills[i - back];
    if (!overlaps(ground.box, fills[i].box)) continue;
    if (ground.color != fills[i].color) return false;
    if (contains(ground.box, fills[i].box) && ground.box.area() > 1.05 * fills[i].box.area()) return true;
  }
  return false;
}

// Bars of a chart as they stand on one line: of one colour and breadth, apart from each other, some longer than others.
// Painted cells that share an edge are as long as their row is high, or go on beside each other in the colour of their stripe.
struct Bar {
  std::size_t fill = 0;
  double foot = 0;     // the edge on the chart's axis
  double end = 0;      // the edge opposite
  double length = 0;   // from one to the other
  double from = 0;     // across
  double to = 0;
};

Bar bar_of(std::span<const Fill> fills, std::size_t i, bool upright) {
  const Box& box = fills[i].box;
  return upright ? Bar{i, box.y1, box.y0, box.height(), box.x0, box.x1} : Bar{i, box.x0, box.x1, box.width(), box.y0, box.y1};
}

// Another area of its colour and breadth begins where `bar` ends. `all`: by foot.
bool goes_on(const Bar& bar, std::span<const Bar> all, std::span<const Fill> fills) {
  auto next = std::lower_bound(all.begin(), all.end(), bar.end - same_edge, [](const Bar& b, double foot) { return b.foot < foot; });
  for (; next != all.end() && next->foot <= bar.end + same_edge; ++next)
    if (near(next->from, bar.from) && near(next->to, bar.to) && fills[next->fill].color == fills[bar.fill].color && next->fill != bar.fill) return true;
  return false;
}

bool are_bars(std::span<const Bar> row) {
  constexpr std::size_t fewest = 3;
  if (row.size() < fewest) return false;
  const auto [shortest, longest] = std::minmax_element(row.begin(), row.end(), [](const Bar& a, const Bar& b) { return a.length < b.length; });
  const double breadth = row.front().to - row.front().from;
  for (std::size_t i = 0; i < row.size(); ++i) {
    if (!near(row[i].to - row[i].from, breadth)) return false;
    if (i > 0 && row[i].from - row[i - 1].to < 0.1 * breadth) return false;
  }
  return longest->length - shortest->length > 0.2 * longest->length;
}

std::vector<char> find_bars(std::span<const Fill> fills) {
  std::vector<char> found(fills.size(), 0);
  for (const bool upright : {true, false}) {
    std::vector<Bar> bars;
    for (std::size_t i = 0; i < fills.size(); ++i) bars.push_back(bar_of(fills, i, upright));
    std::sort(bars.begin(), bars.end(), [](const Bar& a, const Bar& b) { return a.foot != b.foot ? a.foot < b.foot : a.from < b.from; });
    const std::vector<Bar> by_foot = bars;
    for (std::size_t from = 0; from < bars.size();) {
      std::size_t to = from + 1;
      const auto same = [&](const Bar& bar) { return near(bar.foot, bars[from].foot) && fills[bar.fill].color == fills[bars[from].fill].color; };
      while (to < bars.size() && same(bars[to])) ++to;
      const auto row = std::span(bars).subspan(from, to - from);
      std::sort(row.begin(), row.end(), [](const Bar& a, const Bar& b) { return a.from < b.from; });
      if (are_bars(row) && std::none_of(row.begin(), row.end(), [&](const Bar& bar) { return goes_on(bar, by_foot, fills); }))
        for (const Bar& bar : row) found[bar.fill] = 1;
      from = to;
    }
  }
  return found;
}

}  // namespace

std::vector<Box> unpainted_cells(std::span<const Fill> fills, std::span<const Word> words) {
  return Stripes(fills, words).cells();
}

RuleSet page_rules(const Page& page) {
  std::vector<Fill> fills;
  const std::span<const Fill> painted = page.evidence.fills;
  const std::vector<char> bars = find_bars(painted);
  for (std::size_t i = 0; i < painted.size(); ++i) {
    const Fill& fill = painted[i];
    if (bars[i] != 0 || is_unseen(painted, i)) continue;
    const bool page_sized = fill.box.width() > 0.9 * page.width && fill.box.height() > 0.5 * page.height;
    if (!page_sized) fills.push_back(fill);
  }
  for (const Box& box : unpainted_cells(fills, page.evidence.words)) fills.push_back({box, 0xFFFFFF});
  std::vector<Rule> rules = page.evidence.rules;
  const std::vector<Rule> edges = fill_edges(fills);
  rules.insert(rules.end(), edges.begin(), edges.end());
  return join_rules(rules);
}

RuleSet drawn_rules(const Page& page) { return join_rules(page.evidence.rules); }

}  // namespace tabularium
