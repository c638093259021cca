#include "stages/layout/text_layout.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "stages/core/enumerator.h"
#include "stages/core/text_cells.h"
#include "stages/core/typed_value.h"
#include "stages/core/unicode.h"
#include "stages/layout/text_features.h"

namespace tabularium {
namespace {

constexpr int lines_above_table = 4;     // searched for a caption and a unit line
constexpr int widest_title = 120;        // columns
constexpr int narrowest_wrapped = 50;    // columns: lines shorter than this were not broken for width
constexpr int widest_wrapped = 132;      // the widest printer line
constexpr double full_line = 0.75;       // of the widest line: a line that was broken for width

enum class LineKind { blank, text, cells, rule };

struct TableRun {
  int from = 0;
  int to = 0;
};

std::string_view text_of(const PageEvidence& page, int line) { return page.lines[static_cast<std::size_t>(line)].text; }

LineKind kind_of(std::string_view line) {
  if (std::all_of(line.begin(), line.end(), [](char c) { return c == ' ' || c == '\t' || c == '\f' || c == '\r'; })) return LineKind::blank;
  if (is_drawn_rule(line)) return LineKind::rule;
  return cell_mark(line) == CellMark::none ? LineKind::text : LineKind::cells;
}

// ---------------------------------------------------------------- tables among the lines

bool worth_a_table(const PageEvidence& page, const std::vector<LineKind>& kinds, const TableRun& run) {
  constexpr int enough = 3;
  int lines = 0;
  int bars = 0;
  for (int i = run.from; i < run.to && lines < enough; ++i) {
    if (kinds[static_cast<std::size_t>(i)] != LineKind::cells) continue;
    ++lines;
    bars += cell_mark(text_of(page, i)) == CellMark::bar ? 1 : 0;
  }
  return lines >= enough || (bars >= 2 && lines == bars);
}

bool is_one_cell(std::string_view line) { return cell_mark(line) == CellMark::bar && split_cells(line, CellMark::bar).size() == 1; }

// The table's last value lost its mark: one bare value right under a figure, where cells stand a line each.
bool is_lost_end(const PageEvidence& page, const std::vector<LineKind>& kinds, int line) {
  const int count = static_cast<int>(kinds.size());
  if (line < 2 || !is_one_cell(text_of(page, line - 1)) || !is_one_cell(text_of(page, line - 2))) return false;
  const CellRange above = split_cells(text_of(page, line - 1), CellMark::bar).front();
  if (!looks_numeric(text_of(page, line - 1).substr(above.from, above.to - above.from))) return false;
  return line + 1 == count || !looks_numeric(text_of(page, line + 1));
}

// A line that lost its mark: a bare value between two lines with cells, or one of a few that follow each other.
bool is_lost_cell(const PageEvidence& page, const std::vector<LineKind>& kinds, int line) {
  constexpr int most_together = 3;
  const int count = static_cast<int>(kinds.size());
  for (int next = line; next < std::min(line + most_together, count - 1); ++next) {
    if (kinds[static_cast<std::size_t>(next)] != LineKind::text || text_of(page, next).size() >= 40 || !looks_numeric(text_of(page, next))) break;
    if (kinds[static_cast<std::size_t>(next) + 1] == LineKind::cells) return true;
  }
  const std::string_view text = text_of(page, line);
  return kinds[static_cast<std::size_t>(line)] == LineKind::text && text.size() < 40 && looks_numeric(text) && is_lost_end(page, kinds, line);
}

// Heads over an empty stub head: one tab, then text, over a line with as many tabs.
bool opens_with_tab(const PageEvidence& page, const std::vector<LineKind>& kinds, int line) {
  if (line < 0 || kinds[static_cast<std::size_t>(line)] != LineKind::text) return false;
  const std::string_view above = text_of(page, line);
  const std::string_view below = text_of(page, line + 1);
  return above.starts_with('\t') && cell_mark(below) == CellMark::tab && std::ranges::count(above, '\t') == std::ranges::count(below, '\t');
}

// A short line between two that have as many tabs as each other, itself with as many at its end or with none: it names a section.
bool is_tabbed_section(const PageEvidence& page, const std::vector<LineKind>& kinds, int line) {
  constexpr int widest = 60;   // columns
  if (line < 1 || line + 1 >= static_cast<int>(kinds.size()) || kinds[static_cast<std::size_t>(line)] != LineKind::text) return false;
  const std::string_view text = text_of(page, line);
  const std::string_view above = text_of(page, line - 1);
  const std::string_view below = text_of(page, line + 1);
  const auto tabs = std::ranges::count(below, '\t');
  if (cell_mark(above) != CellMark::tab || cell_mark(below) != CellMark::tab || std::ranges::count(above, '\t') != tabs) return false;
  if (const auto own = std::ranges::count(text, '\t'); own != 0) return own == tabs && !text.starts_with('\t');
  return display_width(text) <= widest && !reads_as_sentence(text) && !is_table_caption(text) && !is_unit_line(text) && !looks_numeric(text);
}

// Runs of lines with cells. One blank line is bridged where every line is followed by one.
std::vector<TableRun> find_tables(const PageEvidence& page, const std::vector<LineKind>& kinds) {
  std::vector<TableRun> runs;
  const int count = static_cast<int>(kinds.size());
  for (int i = 0; i < count;) {
    const LineKind first = kinds[static_cast<std::size_t>(i)];
    if (first != LineKind::cells && first != LineKind::rule) {
      ++i;
      continue;
    }
    TableRun run{opens_with_tab(page, kinds, i - 1) ? i - 1 : i, i + 1};
    int since_blank = 1;
    while (run.to < count) {
      const LineKind kind = kinds[static_cast<std::size_t>(run.to)];
      const bool spaced = kind == LineKind::blank && since_blank == 1 && run.to + 1 < count && kinds[static_cast<std::size_t>(run.to) + 1] == LineKind::cells;
      const bool within = spaced || is_lost_cell(page, kinds, run.to) || is_tabbed_section(page, kinds, run.to);
      if (kind != LineKind::cells && kind != LineKind::rule && !within) break;
      since_blank = kind == LineKind::blank ? 0 : since_blank + 1;
      ++run.to;
    }
    i = run.to;
    if (worth_a_table(page, kinds, run)) runs.push_back(run);
  }
  return runs;
}

// ---------------------------------------------------------------- blocks

class TextLayout {
 public:
  TextLayout(Document& document, std::size_t page_index)
      : document_(document), page_(document.pages[page_index]), index_(static_cast<int>(page_index)) {}

  void run() {
    const int count = static_cast<int>(page_.evidence.lines.size());
    kinds_.reserve(static_cast<std::size_t>(count));
    for (int i = 0; i < count; ++i) kinds_.push_back(kind_of(line(i)));
    used_.assign(static_cast<std::size_t>(count), false);
    const std::vector<TableRun> tables = find_tables(page_.evidence, kinds_);
    for (const TableRun& table : tables) claim_surroundings(table);
    int at = 0;
    for (std::size_t i = 0; i < tables.size(); ++i) {
      add_text(at, tables[i].from);
      add_table(tables[i], claims_[i]);
      at = tables[i].to;
    }
    add_text(at, count);
    add_metadata();
  }

 private:
  // Lines that belong to a table though they stand outside its cells.
  struct Claim {
    int caption = -1;
    int unit = -1;
    std::vector<int> notes;
  };

  std::string_view line(int i) const { return text_of(page_.evidence, i); }

  void claim_surroundings(const TableRun& table) {
    Claim claim;
    int seen = 0;
    for (int i = table.from - 1; i >= 0 && seen < lines_above_table; --i) {
      const auto at = static_cast<std::size_t>(i);
      if (kinds_[at] == LineKind::blank) continue;
      if (kinds_[at] != LineKind::text || used_[at]) break;
      ++seen;
      if (claim.unit < 0 && is_unit_line(line(i))) {
        claim.unit = i;
      } else if (is_table_caption(line(i))) {
        claim.caption = i;
        break;
      } else if (reads_as_sentence(line(i)) || heading_mark(line(i))) {
        break;
      }
    }
    const int count = static_cast<int>(kinds_.size());
    for (int i = table.to; i < count; ++i) {
      const auto at = static_cast<std::size_t>(i);
      if (kinds_[at] == LineKind::blank && claim.notes.empty()) continue;
      if (kinds_[at] != LineKind::text || !is_note_line(line(i))) break;
      claim.notes.push_back(i);
    }
    for (const int i : {claim.caption, claim.unit})
      if (i >= 0) used_[static_cast<std::size_t>(i)] = true;
    for (const int i : claim.notes) used_[static_cast<std::size_t>(i)] = true;
    claims_.push_back(std::move(claim));
  }

  Place place_of(int from, int to) const {
    Place place;
    place.page = page_.number;
    TextSpan span = page_.evidence.lines[static_cast<std::size_t>(from)].span;
    span.byte_to = page_.evidence.lines[static_cast<std::size_t>(to - 1)].span.byte_to;
    place.span = span;
    return place;
  }

  Block& add_block(BlockKind kind, std::string text, int from, int to) {
    Block block;
    block.id = static_cast<int>(document_.blocks.size());
    block.kind = kind;
    block.text = std::move(text);
    block.place = place_of(from, to);
    document_.blocks.push_back(std::move(block));
    return document_.blocks.back();
  }

  bool is_first_text(int from) const {
    return document_.blocks.empty() && index_ == 0 && std::all_of(kinds_.begin(), kinds_.begin() + from, [](LineKind k) { return k == LineKind::blank; });
  }

  bool is_title(int i) const {
    if (!is_first_text(i) || display_width(line(i)) > widest_title || reads_as_sentence(line(i))) return false;
    return !heading_mark(line(i)) && !is_table_caption(line(i)) && !is_date_line(line(i));
  }

  // A short line without a number, over prose: "Introduction".
  bool is_plain_heading(int i, int to) const {
    if (display_width(line(i)) > widest_title / 2 || reads_as_sentence(line(i)) || is_date_line(line(i)) || looks_numeric(line(i))) return false;
    int next = i + 1;
    while (next < to && kinds_[static_cast<std::size_t>(next)] == LineKind::blank) ++next;
    const bool set_off = i == 0 || kinds_[static_cast<std::size_t>(i) - 1] != LineKind::text || reads_as_sentence(line(i - 1));
    return set_off && next < to && display_width(line(next)) > widest_title / 2 && reads_as_sentence(line(next));
  }

  // End of the paragraph that begins at line i: lines that were broken for width belong together.
  int paragraph_end(int i, int to) const {
    int run_end = i;
    int widest = 0;
    while (run_end < to && kinds_[static_cast<std::size_t>(run_end)] == LineKind::text && !used_[static_cast<std::size_t>(run_end)] && run_end - i < 200)
      widest = std::max(widest, display_width(line(run_end++)));
    if (widest < narrowest_wrapped || widest > widest_wrapped) return i + 1;
    int end = i + 1;
    while (end < run_end && display_width(line(end - 1)) >= full_line * widest && !parse_enumerator(line(end))) ++end;
    return end;
  }

  void add_text(int from, int to) {
    for (int i = from; i < to;) {
      const auto at = static_cast<std::size_t>(i);
      if (kinds_[at] == LineKind::blank || kinds_[at] == LineKind::rule) {
        ++i;
        continue;
      }
      i = add_text_block(i, to);
    }
  }

  int add_text_block(int i, int to) {
    const bool claimed = used_[static_cast<std::size_t>(i)];
    std::string text = collapse_spaces(line(i));
    if (claimed) {
      add_block(is_table_caption(line(i)) ? BlockKind::paragraph : BlockKind::note, std::move(text), i, i + 1);
      return i + 1;
    }
    const int end = paragraph_end(i, to);
    if (end == i + 1 && is_title(i)) {
      const Block& title = add_block(BlockKind::title, text, i, i + 1);
      if (!document_.metadata.title) document_.metadata.title = PlacedText{std::move(text), title.place};
      return i + 1;
    }
    if (const auto mark = end == i + 1 ? heading_mark(line(i)) : std::nullopt) {
      add_heading(i, mark->printed, std::move(text));
      return i + 1;
    }
    if (end == i + 1 && is_plain_heading(i, to)) {
      add_heading(i, "", std::move(text));
      return i + 1;
    }
    for (int next = i + 1; next < end; ++next) text = join_text(text, collapse_spaces(line(next)));
    const auto enumerator = parse_enumerator(text);
    Block& block = add_block(enumerator ? BlockKind::list_item : BlockKind::paragraph, std::move(text), i, end);
    if (enumerator) block.number = collapse_spaces(std::string_view(block.text).substr(0, enumerator->bytes));
    return end;
  }

  void add_heading(int i, const std::string& number, std::string text) {
    const int level = number.empty() ? 1 : levels_.next(text);
    while (!sections_.empty() && sections_.back().first >= level) sections_.pop_back();
    sections_.emplace_back(level, text);
    Block& block = add_block(BlockKind::heading, std::move(text), i, i + 1);
    block.level = level;
    block.number = number;
  }

  void add_table(const TableRun& run, const Claim& claim) {
    TableRegion region;
    region.page = page_.number;
    region.kind = RegionKind::flattened;
    region.line_from = run.from;
    region.line_to = run.to;
    if (claim.caption >= 0) region.caption = collapse_spaces(line(claim.caption));
    if (claim.unit >= 0) region.unit = collapse_spaces(line(claim.unit));
    for (const int i : claim.notes) region.notes.push_back(collapse_spaces(line(i)));
    for (const auto& [level, text] : sections_) region.section.push_back(text);
    Block& block = add_block(BlockKind::table, "", run.from, run.to);
    block.region = static_cast<int>(document_.regions.size());
    document_.regions.push_back(std::move(region));
  }

  // A date that ends the text is the document's, and the short line over it names who issued it.
  void add_metadata() {
    Metadata& metadata = document_.metadata;
    if (metadata.title && !metadata.period)
      if (const std::string period = period_in(metadata.title->text); !period.empty()) metadata.period = PlacedText{period, metadata.title->place};
    if (document_.blocks.size() < 2 || index_ + 1 != static_cast<int>(document_.pages.size())) return;
    const Block& last = document_.blocks.back();
    if (last.kind == BlockKind::table || !is_date_line(last.text)) return;
    if (!metadata.date) metadata.date = PlacedText{last.text, last.place};
    const Block& before = document_.blocks[document_.blocks.size() - 2];
    const bool name = before.kind != BlockKind::table && display_width(before.text) <= widest_title / 2 && !reads_as_sentence(before.text);
    if (name && !metadata.issuer) metadata.issuer = PlacedText{before.text, before.place};
  }

  Document& document_;
  const Page& page_;
  int index_;
  std::vector<LineKind> kinds_;
  std::vector<bool> used_;
  std::vector<Claim> claims_;
  EnumeratorLevels levels_;
  std::vector<std::pair<int, std::string>> sections_;
};

}  // namespace

void layout_text_page(Document& document, std::size_t page_index) { TextLayout(document, page_index).run(); }

}  // namespace tabularium
