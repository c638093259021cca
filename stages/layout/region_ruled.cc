#include "stages/layout/region_ruled.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "stages/core/text_lines.h"
#include "stages/layout/region_extent.h"
#include "stages/layout/region_shape.h"
#include "stages/layout/text_features.h"

namespace tabularium {
namespace {

std::size_t at(int i) { return static_cast<std::size_t>(i); }

constexpr double edge_slack = 5.0;  // points: like extents, text at a rule's end

bool is_drawn(const Rule& rule) { return rule.width > 0; }

// Words by the cell that holds their centre; -1 outside.
int cell_of(const Lattice& lattice, const std::vector<int>& owner, Point p) {
  const auto column = std::upper_bound(lattice.xs.begin(), lattice.xs.end(), p.x) - lattice.xs.begin() - 1;
  const auto row = std::upper_bound(lattice.ys.begin(), lattice.ys.end(), p.y) - lattice.ys.begin() - 1;
  if (column < 0 || row < 0 || column >= lattice.cols() || row >= lattice.rows()) return -1;
  return owner[static_cast<std::size_t>(row * lattice.cols() + column)];
}

struct Filling {
  int cells_with_text = 0;
  int words = 0;
  int fullest = 0;   // words in the fullest cell
  int rows_with_text = 0;
  int cols_with_text = 0;
};

Filling fill_lattice(const Lattice& lattice, std::span<const Word> words) {
  std::vector<int> owner(at(lattice.rows() * lattice.cols()), -1);
  for (std::size_t i = 0; i < lattice.cells.size(); ++i) {
    const LatticeCell& cell = lattice.cells[i];
    for (int r = cell.row; r < cell.row + cell.row_span; ++r)
      for (int c = cell.col; c < cell.col + cell.col_span; ++c)
        owner[at(r * lattice.cols() + c)] = static_cast<int>(i);
  }
  std::vector<int> count(lattice.cells.size(), 0);
  for (const Word& word : words) {
    const int cell = cell_of(lattice, owner, {word.box.center_x(), word.box.center_y()});
    if (cell >= 0) ++count[at(cell)];
  }
  Filling filling;
  std::vector<char> row(at(lattice.rows()), 0);
  std::vector<char> col(at(lattice.cols()), 0);
  for (std::size_t i = 0; i < count.size(); ++i) {
    filling.words += count[i];
    filling.fullest = std::max(filling.fullest, count[i]);
    if (count[i] == 0) continue;
    ++filling.cells_with_text;
    row[at(lattice.cells[i].row)] = 1;
    col[at(lattice.cells[i].col)] = 1;
  }
  filling.rows_with_text = static_cast<int>(std::count(row.begin(), row.end(), 1));
  filling.cols_with_text = static_cast<int>(std::count(col.begin(), col.end(), 1));
  return filling;
}

bool is_page_frame(const Box& box, const Page& page, const Filling& filling) {
  const bool large = box.width() > 0.8 * page.width && box.height() > 0.8 * page.height;
  return large && filling.fullest > 0.6 * filling.words;
}

bool like_extent(const Rule& a, const Rule& b) {
  return std::abs(a.from - b.from) <= edge_slack && std::abs(a.to - b.to) <= edge_slack;
}

// The words between two heights and within an extent, and whether text runs out of it on either side.
struct Band {
  std::vector<int> words;
  bool overrun = false;
};

Band words_between(const Page& page, std::span<const int> words, const Rule& above, double below) {
  Band band;
  for (int id : words) {
    const Box& box = page.evidence.words[at(id)].box;
    if (box.center_y() <= above.at || box.center_y() >= below) continue;
    if (box.x1 < above.from || box.x0 > above.to) continue;
    if (box.x0 < above.from - edge_slack || box.x1 > above.to + edge_slack) band.overrun = true;
    band.words.push_back(id);
  }
  return band;
}

enum class BandKind { empty, tabular, thin, prose };

// `striped`: a row between edges of alternate stripes, which is one row however many lines its label takes.
BandKind band_kind(const Page& page, const Band& band, double width, double depth, bool striped) {
  if (band.words.empty()) return BandKind::empty;
  if (band.overrun) return BandKind::prose;
  const std::vector<PrintedLine> lines = printed_lines(page.evidence.words, band.words);
  int prose = 0;
  int cut = 0;
  double height = 0;
  for (const PrintedLine& line : lines) {
    prose += is_prose_line(line, width) ? 1 : 0;
    cut += line.segments.size() > 1 ? 1 : 0;
    height = std::max(height, line.box.height());
    if (line.segments.size() == 1 && is_table_caption(text_of(page, line.segments.front()))) return BandKind::prose;
  }
  if (prose >= 4 || (prose >= 2 && 2 * prose >= static_cast<int>(lines.size()))) return BandKind::prose;
  const BlockShape shape = block_shape(page.evidence.words, lines);
  if (looks_tabular(shape, true)) return BandKind::tabular;
  if (cut > 0) return striped || lines.size() <= 4 ? BandKind::thin : BandKind::prose;
  // A section row or a lone spanner fills its band; a caption or a heading between two tables has air around it.
  return lines.size() == 1 && depth < 2.4 * height ? BandKind::thin : BandKind::prose;
}

// Rules of like extent one under another, each with what stands under it.
struct Chain {
  std::vector<Rule> rules;
};

std::vector<Chain> chain_rules(const std::vector<Rule>& horizontal, double least_length) {
  std::vector<Chain> chains;
  for (const Rule& rule : horizontal) {
    if (rule.to - rule.from < least_length) continue;
    Chain* home = nullptr;
    for (Chain& chain : chains)
      if (like_extent(chain.rules.front(), rule)) home = &chain;
    if (home == nullptr) home = &chains.emplace_back();
    home->rules.push_back(rule);
  }
  return chains;
}

// Edges of painted rows one after another, two stripes at least and what is between them.
bool is_striped(const Chain& chain) {
  constexpr std::size_t least = 4;
  return chain.rules.size() >= least && std::none_of(chain.rules.begin(), chain.rules.end(), is_drawn);
}

// Nothing but edges of areas that are known to be painted cells: bands between them would be pieces of their table.
bool edges_of_cells(const Chain& chain, std::span<const Box> painted) {
  return std::all_of(chain.rules.begin(), chain.rules.end(), [&](const Rule& rule) {
    return !is_drawn(rule) && std::any_of(painted.begin(), painted.end(), [&](const Box& box) {
      return rule.at > box.y0 - edge_slack && rule.at < box.y1 + edge_slack &&
             rule.from > box.x0 - edge_slack && rule.to < box.x1 + edge_slack;
    });
  });
}

// A boxhead between two rules, and rows below it that a page break leaves without a closing rule: how far they reach.
double open_end(const Page& page, std::span<const int> words, const Rule& rule, std::size_t head_lines) {
  if (head_lines > 4) return rule.at;
  std::vector<int> below;
  for (int id : words) {
    const Box& box = page.evidence.words[at(id)].box;
    if (box.center_y() > rule.at && box.x1 > rule.from && box.x0 < rule.to) below.push_back(id);
  }
  const double height = typical_height(page.evidence.words, below);
  std::vector<PrintedLine> rows;
  double end = rule.at;
  std::size_t left = 0;  // lines under the rows: a running foot at most
  for (PrintedLine& line : printed_lines(page.evidence.words, below)) {
    const bool within = line.box.x0 > rule.from - edge_slack && line.box.x1 < rule.to + edge_slack;
    const bool near = line.box.y0 - end < 2.6 * height;
    if (left > 0 || !within || !near || is_prose_line(line, rule.to - rule.from)) {
      ++left;
      continue;
    }
    end = line.box.y1;
    rows.push_back(std::move(line));
  }
  if (left > 1 || rows.empty() || end < 0.8 * page.height) return rule.at;
  const auto cut = std::count_if(rows.begin(), rows.end(), [](const PrintedLine& l) { return l.segments.size() > 1; });
  return 2 * static_cast<std::size_t>(cut) >= rows.size() ? end + 1 : rule.at;
}

// The usual distance of a row's text to the rule below it, where most rows have a rule; else 0.
double gap_to_rules(const Page& page, const std::vector<int>& words, const std::vector<Rule>& run) {
  std::vector<double> gaps;
  for (std::size_t i = 1; i < run.size(); ++i) {
    double lowest = run[i - 1].at;
    for (int id : words) {
      const Box& box = page.evidence.words[at(id)].box;
      if (box.center_y() > run[i - 1].at && box.center_y() < run[i].at) lowest = std::max(lowest, box.y1);
    }
    if (lowest > run[i - 1].at) gaps.push_back(run[i].at - lowest);
  }
  if (gaps.size() < 3) return 0;
  std::nth_element(gaps.begin(), gaps.begin() + static_cast<std::ptrdiff_t>(gaps.size() / 2), gaps.end());
  return gaps[gaps.size() / 2];
}

void add_run(const Page& page, std::span<const int> words, const std::vector<Rule>& run, std::vector<Box>& found) {
  if (run.size() < 2) return;
  const Rule& first = run.front();
  const Band band = words_between(page, words, first, run.back().at);
  const Box box{first.from, first.at, first.to, run.back().at};
  const auto is_table = [&](const std::vector<int>& which) {
    if (which.size() < 4) return false;
    const std::vector<PrintedLine> lines = printed_lines(page.evidence.words, which);
    return looks_tabular(block_shape(page.evidence.words, lines), true);
  };
  // Bare stripes end where the last of them does; rules may close the head alone and leave the body open below.
  const bool closed = is_table(band.words);
  Box extended = closed && is_drawn(run.back()) ? box : extend_below(page, words, box);
  if (closed && run.size() == 2) {
    const std::size_t head_lines = printed_lines(page.evidence.words, band.words).size();
    extended.y1 = std::max(extended.y1, open_end(page, words, run.back(), head_lines));
  }
  if (closed) {
    const double row_gap = gap_to_rules(page, band.words, run);
    if (extended.y1 <= box.y1) extended = extend_last_row(page, words, extended, row_gap);
    found.push_back(extend_above(page, words, extended, row_gap));
  } else if (extended.y1 > box.y1) {
    if (is_table(words_between(page, words, first, extended.y1).words)) found.push_back(extended);
  }
}

// Upright lines within the box that run from its top to its bottom.
int dividing_lines(const RuleSet& rules, const Box& box) {
  return static_cast<int>(std::count_if(rules.vertical.begin(), rules.vertical.end(), [&](const Rule& rule) {
    return is_drawn(rule) && rule.at > box.x0 + edge_slack && rule.at < box.x1 - edge_slack && rule.to - rule.from > 0.9 * box.height();
  }));
}

}  // namespace

RuledRegions find_ruled_regions(const Page& page, const RuleSet& rules) {
  RuledRegions found;
  for (const RuleComponent& component : connect_rules(rules)) {
    if (component.horizontal.size() < 2 || component.vertical.empty()) continue;
    if (component.box.width() < 20 || component.box.height() < 10) continue;
    RuleSet own;
    for (int i : component.horizontal) own.horizontal.push_back(rules.horizontal[at(i)]);
    for (int i : component.vertical) own.vertical.push_back(rules.vertical[at(i)]);
    const Lattice lattice = build_lattice(own, component.box);
    if (lattice.cells.empty()) continue;
    const Filling filling = fill_lattice(lattice, page.evidence.words);
    if (filling.words < 2 || is_page_frame(component.box, page, filling)) continue;
    const bool drawn = std::any_of(own.horizontal.begin(), own.horizontal.end(), is_drawn) ||
                       std::any_of(own.vertical.begin(), own.vertical.end(), is_drawn);
    const bool crowded = filling.fullest > 60 && filling.fullest > 0.75 * filling.words;
    const bool sparse = filling.cells_with_text * 6 < static_cast<int>(lattice.cells.size());
    if (filling.rows_with_text >= 2 && filling.cols_with_text >= 2 && filling.cells_with_text >= 3 && !crowded &&
        !sparse)
      (drawn ? found.closed : found.painted).push_back(component.box);
    else if (drawn && !crowded && lattice.rows() <= 3 && filling.cols_with_text >= 3 && dividing_lines(own, component.box) >= 2)
      found.columned.push_back(component.box);
    else
      (drawn ? found.frames : found.panels).push_back(component.box);
  }
  return found;
}

std::vector<Box> find_banded_regions(const Page& page, const RuleSet& rules, std::span<const int> words,
                                     std::span<const Box> taken, std::span<const Box> painted) {
  std::vector<Box> found;
  std::vector<Rule> free;
  for (const Rule& rule : rules.horizontal) {
    const Point middle{(rule.from + rule.to) / 2, rule.at};
    const bool inside = std::any_of(taken.begin(), taken.end(), [&](const Box& b) {
      return b.contains(middle) || (rule.at > b.y0 - 2 && rule.at < b.y1 + 2 &&
                                    overlap(rule.from, rule.to, b.x0, b.x1) > 0.5 * (rule.to - rule.from));
    });
    if (!inside) free.push_back(rule);
  }
  for (const Chain& chain : chain_rules(free, 40)) {
    if (edges_of_cells(chain, painted)) continue;
    const bool striped = is_striped(chain);
    std::vector<Rule> run;
    for (std::size_t i = 0; i < chain.rules.size(); ++i) {
      run.push_back(chain.rules[i]);
      BandKind kind = BandKind::prose;
      if (i + 1 < chain.rules.size()) {
        const Rule& rule = chain.rules[i];
        const double below = chain.rules[i + 1].at;
        const Box gap{rule.from, rule.at, rule.to, below};
        const bool blocked = std::any_of(taken.begin(), taken.end(),
                                         [&](const Box& b) { return overlap_x(b, gap) > 0 && overlap_y(b, gap) > 0; });
        kind = band_kind(page, words_between(page, words, rule, below), rule.to - rule.from, below - rule.at, striped);
        if (blocked || (kind == BandKind::empty && below - rule.at > 60)) kind = BandKind::prose;
      }
      if (kind != BandKind::prose) continue;
      add_run(page, words, run, found);
      run.clear();
    }
  }
  return found;
}

}  // namespace tabularium
