#include "stages/layout/reading_order.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace tabularium {
namespace {

struct Interval {
  double from = 0;
  double to = 0;
  double width() const noexcept { return to - from; }
};

using Ids = std::vector<int>;

class Cutter {
 public:
  explicit Cutter(std::span<const Atom> atoms) : atoms_(atoms) {
    std::vector<double> sizes;
    for (const Atom& atom : atoms)
      if (!atom.is_table) sizes.push_back(atom.size);
    if (!sizes.empty()) {
      std::nth_element(sizes.begin(), sizes.begin() + static_cast<std::ptrdiff_t>(sizes.size() / 2), sizes.end());
      size_ = sizes[sizes.size() / 2];
    }
  }

  void cut(Ids ids, int depth);
  std::vector<Ids> take() { return std::move(runs_); }

 private:
  struct Columns {
    Ids ids;
    Interval gutter;
    std::size_t end = 0;  // first strip behind
  };

  const Atom& atom(int id) const { return atoms_[static_cast<std::size_t>(id)]; }
  std::vector<Ids> strips(Ids ids) const;
  std::vector<Interval> gaps(const Ids& ids, double left, double right) const;
  bool divides(const Ids& ids, const Interval& gutter) const;
  Columns columns_from(const std::vector<Ids>& rows, const std::vector<std::vector<Interval>>& white, std::size_t first,
                       double left, double right) const;
  void emit(Ids ids);

  std::span<const Atom> atoms_;
  double size_ = 10;
  std::vector<Ids> runs_;
};

// Groups that white space divides from top to bottom.
std::vector<Ids> Cutter::strips(Ids ids) const {
  std::sort(ids.begin(), ids.end(), [&](int a, int b) { return atom(a).box.y0 < atom(b).box.y0; });
  std::vector<Ids> out;
  double bottom = 0;
  for (const int id : ids) {
    if (out.empty() || atom(id).box.y0 >= bottom) out.emplace_back();
    bottom = out.back().empty() ? atom(id).box.y1 : std::max(bottom, atom(id).box.y1);
    out.back().push_back(id);
  }
  return out;
}

// White intervals across a strip, margins included.
std::vector<Interval> Cutter::gaps(const Ids& ids, double left, double right) const {
  std::vector<Interval> taken;
  for (const int id : ids) taken.push_back({atom(id).box.x0, atom(id).box.x1});
  std::sort(taken.begin(), taken.end(), [](const Interval& a, const Interval& b) { return a.from < b.from; });
  std::vector<Interval> out;
  double at = left;
  for (const Interval& one : taken) {
    if (one.from > at) out.push_back({at, one.from});
    at = std::max(at, one.to);
  }
  if (right > at) out.push_back({at, right});
  return out;
}

std::vector<Interval> common(const std::vector<Interval>& a, const std::vector<Interval>& b, double least) {
  std::vector<Interval> out;
  for (const Interval& x : a)
    for (const Interval& y : b) {
      const Interval both{std::max(x.from, y.from), std::min(x.to, y.to)};
      if (both.width() >= least) out.push_back(both);
    }
  return out;
}

// True when what stands left and right of the gutter are columns, each read for itself, and not the cells of rows.
bool Cutter::divides(const Ids& ids, const Interval& gutter) const {
  Ids sides[2];
  for (const int id : ids) sides[atom(id).box.center_x() < (gutter.from + gutter.to) / 2 ? 0 : 1].push_back(id);
  double filled[2] = {0, 0};
  int lines[2] = {0, 0};
  for (int s = 0; s < 2; ++s) {
    double left = 1e9, right = -1e9;
    std::vector<double> widths;
    for (const int id : sides[s]) {
      left = std::min(left, atom(id).box.x0);
      right = std::max(right, atom(id).box.x1);
      widths.push_back(atom(id).box.width());
      lines[s] += atom(id).is_table ? 3 : 1;
    }
    if (lines[s] < 2) return false;
    std::nth_element(widths.begin(), widths.begin() + static_cast<std::ptrdiff_t>(widths.size() / 2), widths.end());
    filled[s] = widths[widths.size() / 2] / std::max(1.0, right - left);
    if (right - left < 4 * size_) filled[s] = 0;
  }
  int level = 0;
  for (const int a : sides[1])
    level += std::any_of(sides[0].begin(), sides[0].end(),
                         [&](int b) { return std::abs(atom(a).box.y1 - atom(b).box.y1) < 0.15 * size_; });
  const bool rows = level > 0.7 * static_cast<double>(std::min(sides[0].size(), sides[1].size()));
  const bool prose = filled[0] >= 0.6 && filled[1] >= 0.6 && lines[0] >= 3 && lines[1] >= 3;
  return prose || (!rows && lines[0] + lines[1] >= 5);
}

// Rows top down, each from left to right.
void Cutter::emit(Ids ids) {
  if (ids.empty()) return;
  std::sort(ids.begin(), ids.end(), [&](int a, int b) { return atom(a).box.y1 < atom(b).box.y1; });
  for (std::size_t from = 0; from < ids.size();) {
    std::size_t to = from + 1;
    const double limit = atom(ids[from]).box.y1 + 0.4 * (atom(ids[from]).is_table ? size_ : atom(ids[from]).size);
    while (to < ids.size() && atom(ids[to]).box.y1 < limit) ++to;
    std::sort(ids.begin() + static_cast<std::ptrdiff_t>(from), ids.begin() + static_cast<std::ptrdiff_t>(to),
              [&](int a, int b) { return atom(a).box.x0 < atom(b).box.x0; });
    from = to;
  }
  runs_.push_back(std::move(ids));
}

// The longest run of strips from `first` on that one gutter divides into columns; `end` == first when there is none.
Cutter::Columns Cutter::columns_from(const std::vector<Ids>& rows, const std::vector<std::vector<Interval>>& white,
                                     std::size_t first, double left, double right) const {
  constexpr std::size_t most_tries = 8;
  const double least = std::max(6.0, 0.8 * size_);
  std::vector<std::vector<Interval>> shared{white[first]};
  for (std::size_t next = first + 1; next < rows.size(); ++next) {
    std::vector<Interval> both = common(shared.back(), white[next], least);
    std::erase_if(both, [&](const Interval& gap) { return gap.from <= left || gap.to >= right; });
    if (both.empty()) break;
    shared.push_back(std::move(both));
  }
  for (std::size_t tries = 0; tries < std::min(most_tries, shared.size()); ++tries) {
    const std::size_t last = shared.size() - 1 - tries;
    Columns found;
    for (std::size_t i = 0; i <= last; ++i)
      found.ids.insert(found.ids.end(), rows[first + i].begin(), rows[first + i].end());
    for (const Interval& gap : shared[last]) {
      if (gap.from <= left || gap.to >= right || gap.width() < std::max(least, found.gutter.width())) continue;
      if (!divides(found.ids, gap)) continue;
      found.gutter = gap;
      found.end = first + last + 1;
    }
    if (found.end > first) return found;
  }
  return {{}, {}, first};
}

void Cutter::cut(Ids ids, int depth) {
  constexpr int deepest = 6;
  if (ids.size() < 4 || depth >= deepest) return emit(std::move(ids));
  double left = 1e9, right = -1e9;
  for (const int id : ids) {
    left = std::min(left, atom(id).box.x0);
    right = std::max(right, atom(id).box.x1);
  }
  const std::vector<Ids> rows = strips(std::move(ids));
  std::vector<std::vector<Interval>> white;
  for (const Ids& row : rows) white.push_back(gaps(row, left, right));

  Ids plain;
  for (std::size_t i = 0; i < rows.size();) {
    const Columns columns = columns_from(rows, white, i, left, right);
    if (columns.end == i) {
      plain.insert(plain.end(), rows[i].begin(), rows[i].end());
      ++i;
      continue;
    }
    emit(std::move(plain));
    plain.clear();
    const double middle = (columns.gutter.from + columns.gutter.to) / 2;
    Ids sides[2];
    for (const int id : columns.ids) sides[atom(id).box.center_x() < middle ? 0 : 1].push_back(id);
    cut(std::move(sides[0]), depth + 1);
    cut(std::move(sides[1]), depth + 1);
    i = columns.end;
  }
  emit(std::move(plain));
}

}  // namespace

std::vector<std::vector<int>> reading_order(std::span<const Atom> atoms) {
  Cutter cutter(atoms);
  Ids all(atoms.size());
  std::iota(all.begin(), all.end(), 0);
  cutter.cut(std::move(all), 0);
  return cutter.take();
}

}  // namespace tabularium
