#include "stages/layout/region_banded.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <string>
#include <utility>

#include "stages/core/text_lines.h"
#include "stages/core/typed_value.h"
#include "stages/layout/region_extent.h"
#include "stages/layout/region_shape.h"
#include "stages/layout/text_features.h"

namespace tabularium {
namespace {

std::size_t at(int i) { return static_cast<std::size_t>(i); }

constexpr double edge_slack = 5.0;  // points: like extents, text at a rule's end

bool is_drawn(const Rule& rule) { return rule.width > 0; }

bool like_extent(const Rule& a, const Rule& b) {
  return std::abs(a.from - b.from) <= edge_slack && std::abs(a.to - b.to) <= edge_slack;
}

// The words between two heights and within an extent, and whether text runs out of it on either side.
struct Band {
  std::vector<int> words;
  bool overrun = false;
};

// White that runs down through a band with text on both sides, from and to in points.
using River = std::pair<double, double>;

std::vector<River> rivers_of(const Page& page, std::span<const int> words) {
  // Through many lines spaces between words hardly ever run down at one place.
  constexpr std::size_t many_lines = 6;
  const bool many = printed_lines(page.evidence.words, words).size() >= many_lines;
  const double least = (many ? 0.7 : 0.9) * typical_height(page.evidence.words, words);
  std::vector<River> text;
  for (int id : words) text.emplace_back(page.evidence.words[at(id)].box.x0, page.evidence.words[at(id)].box.x1);
  std::sort(text.begin(), text.end());
  std::vector<River> rivers;
  double end = text.empty() ? 0 : text.front().second;
  for (const auto& [from, to] : text) {
    if (from - end > least) rivers.emplace_back(end, from);
    end = std::max(end, to);
  }
  return rivers;
}

// How many rivers of `a` go on in `b`.
std::ptrdiff_t common_rivers(const std::vector<River>& a, const std::vector<River>& b) {
  constexpr double least = 4;  // points
  return std::count_if(a.begin(), a.end(), [&](const River& one) {
    return std::any_of(b.begin(), b.end(), [&](const River& other) {
      return overlap(one.first, one.second, other.first, other.second) >= least;
    });
  });
}

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

// foreign: what no table holds, as text that runs over the rules' ends, a caption, another region.
enum class BandKind { empty, tabular, thin, prose, foreign };

// `striped`: a row between edges of alternate stripes, which is one row however many lines its label takes.
BandKind band_kind(const Page& page, const Band& band, double width, double depth, bool striped) {
  if (band.words.empty()) return BandKind::empty;
  if (band.overrun) return BandKind::foreign;
  const std::vector<PrintedLine> lines = printed_lines(page.evidence.words, band.words);
  int prose = 0;
  int cut = 0;
  double height = 0;
  for (const PrintedLine& line : lines) {
    prose += is_prose_line(line, width) ? 1 : 0;
    cut += line.segments.size() > 1 ? 1 : 0;
    height = std::max(height, line.box.height());
    if (line.segments.size() == 1 && is_table_caption(text_of(page, line.segments.front()))) return BandKind::foreign;
  }
  if (prose >= 4 || (prose >= 2 && 2 * prose >= static_cast<int>(lines.size()))) return BandKind::prose;
  const BlockShape shape = block_shape(page.evidence.words, lines);
  if (looks_tabular(shape, true)) return BandKind::tabular;
  if (cut > 0) return striped || lines.size() <= 4 ? BandKind::thin : BandKind::prose;
  // A section row or a lone spanner fills its band; a caption or a heading between two tables has air around it.
  return lines.size() == 1 && depth < 2.4 * height ? BandKind::thin : BandKind::prose;
}

// What stands between two rules of a chain.
struct ChainBand {
  std::vector<int> words;
  std::vector<River> rivers;
  BandKind kind = BandKind::prose;
  bool beside_figures = false;  // long texts, rows by a column of figures beside them
};

// Two columns of text between two rules may be anything. Where cells stand apart at the same place in three bands, or at two
// places in two bands, they are rows of a table, however long their texts are.
bool has_cells_apart(const ChainBand& band, std::span<const ChainBand> bands) {
  constexpr int rows = 3;
  int alike = 0;
  bool twice = false;
  for (const ChainBand& other : bands) {
    const std::ptrdiff_t common = common_rivers(band.rivers, other.rivers);
    alike += common > 0 ? 1 : 0;
    twice = twice || (common > 1 && &other != &band);
  }
  return twice || alike >= rows;
}

// Heads stand apart as the columns below them do, or all over columns right of the first, whose head is blank.
bool heads_columns(const Page& page, const ChainBand& head, const ChainBand& body) {
  if (body.rivers.empty()) return false;
  const auto behind_first = [&](int id) { return page.evidence.words[at(id)].box.x0 > body.rivers.front().first; };
  return common_rivers(head.rivers, body.rivers) > 0 || std::all_of(head.words.begin(), head.words.end(), behind_first);
}

// One of the columns that stand apart in the band holds figures, one on nearly every line: its long texts are cells beside them.
bool holds_column_of_figures(const Page& page, const ChainBand& band) {
  constexpr std::size_t fewest_lines = 3;
  constexpr double nearly_all = 0.8;
  double from = -1e9;
  for (std::size_t i = 0; i <= band.rivers.size(); ++i) {
    const double to = i < band.rivers.size() ? band.rivers[i].first + 1 : 1e9;
    std::vector<int> column;
    for (const int id : band.words) {
      const double x = page.evidence.words[at(id)].box.center_x();
      if (x > from && x < to) column.push_back(id);
    }
    if (i < band.rivers.size()) from = band.rivers[i].second - 1;
    const std::vector<PrintedLine> lines = printed_lines(page.evidence.words, column);
    const auto figures = std::count_if(lines.begin(), lines.end(), [&](const PrintedLine& line) {
      return line.segments.size() == 1 && looks_numeric(text_of(page, line.segments.front()));
    });
    if (lines.size() >= fewest_lines && static_cast<double>(figures) >= nearly_all * static_cast<double>(lines.size())) return true;
  }
  return false;
}

// A label of a few lines with nothing beside it, between two rows: it keeps to their first column.
bool is_label_alone(const Page& page, const ChainBand& band, const ChainBand& above, const ChainBand& below) {
  constexpr std::size_t most_lines = 4;
  const auto beyond = [&](const ChainBand& row) {
    const bool is_row = row.kind == BandKind::tabular || row.kind == BandKind::thin;
    return !is_row || row.rivers.empty() || std::any_of(band.words.begin(), band.words.end(), [&](int id) {
      return page.evidence.words[at(id)].box.x1 > row.rivers.front().second;
    });
  };
  return band.rivers.empty() && !beyond(above) && !beyond(below) && printed_lines(page.evidence.words, band.words).size() <= most_lines;
}

// Bands of prose that cells standing apart show to be rows, that are a few lines of heads over a table or a label between two
// rows, become thin.
void find_rows_by_rivers(const Page& page, std::span<ChainBand> bands) {
  constexpr std::size_t most_head_lines = 8;
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < bands.size(); ++i) {
    if (bands[i].kind != BandKind::prose) continue;
    const bool short_band = printed_lines(page.evidence.words, bands[i].words).size() <= most_head_lines;
    const bool over_table = i + 1 < bands.size() && bands[i + 1].kind == BandKind::tabular;
    const auto foreign = [](const ChainBand& band) { return band.kind == BandKind::foreign; };
    const auto from = std::find_if(std::make_reverse_iterator(bands.begin() + static_cast<std::ptrdiff_t>(i)), bands.rend(), foreign).base();
    const auto to = std::find_if(bands.begin() + static_cast<std::ptrdiff_t>(i), bands.end(), foreign);
    const bool head = short_band && over_table && heads_columns(page, bands[i], bands[i + 1]);
    const bool label = i > 0 && i + 1 < bands.size() && is_label_alone(page, bands[i], bands[i - 1], bands[i + 1]);
    const bool headed = i > 0 && bands[i - 1].kind != BandKind::foreign && heads_columns(page, bands[i - 1], bands[i]);
    bands[i].beside_figures = (headed || bands[i].rivers.size() > 1) && holds_column_of_figures(page, bands[i]);
    if (head || label || bands[i].beside_figures || has_cells_apart(bands[i], {from, to})) found.push_back(i);
  }
  for (const std::size_t i : found) bands[i].kind = BandKind::thin;
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

// The usual distance of a row's text to the rule below it, where most rows have a rule; else 0. Two or three rules may be
// those of a head alone.
double gap_to_rules(const Page& page, const std::vector<int>& words, std::span<const Rule> run, bool between_rows) {
  std::vector<double> gaps;
  for (std::size_t i = 1; i < run.size(); ++i) {
    double lowest = run[i - 1].at;
    for (int id : words) {
      const Box& box = page.evidence.words[at(id)].box;
      if (box.center_y() > run[i - 1].at && box.center_y() < run[i].at) lowest = std::max(lowest, box.y1);
    }
    if (lowest > run[i - 1].at) gaps.push_back(run[i].at - lowest);
  }
  if (gaps.empty() || (gaps.size() < 3 && !between_rows)) return 0;
  std::nth_element(gaps.begin(), gaps.begin() + static_cast<std::ptrdiff_t>(gaps.size() / 2), gaps.end());
  return gaps[gaps.size() / 2];
}

void add_run(const Page& page, std::span<const int> words, std::span<const Rule> run, std::span<const ChainBand> bands,
             std::vector<Box>& found) {
  if (run.size() < 2) return;
  const Rule& first = run.front();
  const std::vector<int> own = words_between(page, words, first, run.back().at).words;
  const Box box{first.from, first.at, first.to, run.back().at};
  const auto is_table = [&](const std::vector<int>& which) {
    if (which.size() < 4) return false;
    const std::vector<PrintedLine> lines = printed_lines(page.evidence.words, which);
    return looks_tabular(block_shape(page.evidence.words, lines), true);
  };
  // Bare stripes end where the last of them does; rules may close the head alone and leave the body open below.
  const auto apart = [&](const ChainBand& band) { return band.beside_figures || has_cells_apart(band, bands); };
  const bool closed = is_table(own) || std::any_of(bands.begin(), bands.end(), apart);
  Box extended = closed && is_drawn(run.back()) ? box : extend_below(page, words, box);
  if (!closed && (extended.y1 <= box.y1 || !is_table(words_between(page, words, first, extended.y1).words))) return;
  if (closed && run.size() == 2) {
    const std::size_t head_lines = printed_lines(page.evidence.words, own).size();
    extended.y1 = std::max(extended.y1, open_end(page, words, run.back(), head_lines));
  }
  // The last rule may be a section's, and a page break leaves the rows under it without one.
  const bool goes_on = closed && run.size() > 2 && is_drawn(run.back()) && open_end(page, words, run.back(), 0) > run.back().at;
  if (goes_on) extended = extend_below(page, words, box);
  const double row_gap = gap_to_rules(page, own, run, is_row_above(page, words, extended));
  if (extended.y1 <= box.y1) extended = extend_last_row(page, words, extended, row_gap);
  found.push_back(extend_above(page, words, extended, row_gap));
}

// The bands of a chain of rules, one fewer than rules.
std::vector<ChainBand> bands_of(const Page& page, const Chain& chain, std::span<const int> words, std::span<const Box> taken) {
  constexpr double most_white = 60;  // points
  const bool striped = is_striped(chain);
  std::vector<ChainBand> bands;
  for (std::size_t i = 0; i + 1 < chain.rules.size(); ++i) {
    const Rule& rule = chain.rules[i];
    const double below = chain.rules[i + 1].at;
    const Box gap{rule.from, rule.at, rule.to, below};
    Band band = words_between(page, words, rule, below);
    const bool blocked = std::any_of(taken.begin(), taken.end(), [&](const Box& b) { return overlap_x(b, gap) > 0 && overlap_y(b, gap) > 0; });
    BandKind kind = band_kind(page, band, rule.to - rule.from, below - rule.at, striped);
    if (blocked || (kind == BandKind::empty && below - rule.at > most_white)) kind = BandKind::foreign;
    std::vector<River> rivers = rivers_of(page, band.words);
    bands.push_back({std::move(band.words), std::move(rivers), kind});
  }
  find_rows_by_rivers(page, bands);
  return bands;
}

}  // namespace

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
    const std::vector<ChainBand> bands = bands_of(page, chain, words, taken);
    const std::span<const Rule> rules_of_chain = chain.rules;
    for (std::size_t from = 0, i = 0; i < chain.rules.size(); ++i) {
      const bool ends = i == bands.size() || bands[i].kind == BandKind::prose || bands[i].kind == BandKind::foreign;
      if (!ends) continue;
      add_run(page, words, rules_of_chain.subspan(from, i - from + 1), std::span(bands).subspan(from, i - from), found);
      from = i + 1;
    }
  }
  return found;
}

}  // namespace tabularium
