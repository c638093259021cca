#include "stages/layout/block_kinds.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "stages/core/enumerator.h"
#include "stages/core/unicode.h"
#include "stages/layout/text_features.h"

namespace tabularium {
namespace {

constexpr double larger = 1.12;      // of the body's size: a heading's type
constexpr double smaller = 0.93;     // of the body's size: a note's type
constexpr int widest_heading = 160;  // columns
constexpr std::size_t most_lines = 4;

struct Body {
  double size = 0;
  bool bold = false;
};

// The type that most of the text is set in.
Body body_of(const std::vector<KnownBlock>& blocks) {
  std::map<std::pair<double, bool>, std::size_t> weight;
  for (const KnownBlock& block : blocks)
    for (const PageLine& line : block.raw.lines) weight[{std::round(line.size * 2) / 2, line.bold}] += line.text.size();
  const auto most = std::max_element(weight.begin(), weight.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  return most == weight.end() ? Body{} : Body{most->first.first, most->first.second};
}

bool is_capitals(const std::string& text) {
  int upper = 0;
  for (const char32_t c : to_code_points(text)) {
    if (c >= U'a' && c <= U'z') return false;
    upper += c >= U'A' && c <= U'Z';
  }
  return upper >= 4;
}

bool is_bullet(const std::string& text) {
  static constexpr std::u32string_view bullets = U"•●○■□▪▫◆◇►▶➢✓";
  const std::u32string points = to_code_points(text.substr(0, 8));
  return points.size() > 1 && bullets.find(points.front()) != std::u32string_view::npos;
}

// Families that number chapters, sections and articles more often than items of a list.
bool numbers_headings(const Enumerator& mark) {
  switch (mark.family) {
    case EnumeratorFamily::han_comma:
    case EnumeratorFamily::han_article:
    case EnumeratorFamily::roman_upper: return true;
    case EnumeratorFamily::arabic_multi: return mark.depth >= 2;
    default: return false;
  }
}

bool may_head(const KnownBlock& block) {
  const std::string& text = block.raw.text;
  if (block.raw.lines.size() > most_lines || text.size() > 600 || display_width(text) > widest_heading) return false;
  return !is_table_caption(text) && !is_unit_line(text) && !is_note_line(text) && to_code_points(text).size() > 1;
}

bool is_heading(const KnownBlock& block, const Body& body) {
  if (!may_head(block)) return false;
  const std::string& text = block.raw.text;
  const bool sentence = reads_as_sentence(text);
  if (block.raw.size >= larger * body.size && (!sentence || block.raw.lines.size() <= 2)) return true;
  if (sentence) return false;
  if (block.raw.bold && !body.bold && block.raw.lines.size() <= 2 && block.raw.size > smaller * body.size) return true;
  const std::optional<HeadingMark> mark = heading_mark(text);
  if (mark && numbers_headings(mark->enumerator) && block.raw.lines.size() <= 2) return true;
  if (mark && mark->enumerator.family == EnumeratorFamily::han_paren && block.raw.lines.size() == 1 && display_width(text) <= 40) return true;
  return is_capitals(text) && block.raw.lines.size() <= 2 && block.raw.space_above > 0.5 * block.raw.size;
}

// The title: on the first page that has text, before its first paragraph of several lines, the largest type (or, in
// one size, a bold or centred first block).
int find_title(const std::vector<KnownBlock>& blocks, const Body& body) {
  int best = -1;
  for (std::size_t i = 0; i < blocks.size() && i < 12; ++i) {
    const KnownBlock& block = blocks[i];
    if (block.page != blocks.front().page || block.kind == BlockKind::table || block.raw.region >= 0) break;
    const bool prose = block.raw.lines.size() >= 3 && block.raw.size < larger * body.size && !block.raw.centred;
    if (prose) break;
    if (!may_head(block)) continue;
    const bool stands_out = block.raw.size >= larger * body.size || (i == 0 && (block.raw.bold || block.raw.centred));
    if (!stands_out || (i > 0 && heading_mark(block.raw.text) && numbers_headings(heading_mark(block.raw.text)->enumerator))) continue;
    if (best < 0 || block.raw.size > 1.05 * blocks[static_cast<std::size_t>(best)].raw.size) best = static_cast<int>(i);
  }
  return best;
}

// Levels: enumerators nest by themselves; headings without one rank by type.
void set_levels(std::vector<KnownBlock*>& headings) {
  std::vector<std::string> labels;
  std::set<std::pair<double, bool>, std::greater<>> styles;
  const auto style_of = [](const KnownBlock& block) { return std::pair(std::round(block.raw.size), block.raw.bold); };
  bool all_numbered = true;
  for (const KnownBlock* heading : headings) {
    labels.push_back(heading->raw.text);
    styles.insert(style_of(*heading));
  }
  const std::vector<int> levels = enumerator_levels(labels);
  for (const int level : levels) all_numbered = all_numbered && level > 0;
  for (std::size_t i = 0; i < headings.size(); ++i) {
    const auto rank = static_cast<int>(std::distance(styles.begin(), styles.find(style_of(*headings[i])))) + 1;
    headings[i]->level = all_numbered || (levels[i] > 0 && styles.size() == 1) ? levels[i] : std::max(rank, levels[i]);
    if (const auto mark = parse_enumerator(headings[i]->raw.text))
      headings[i]->number = collapse_spaces(std::string_view(headings[i]->raw.text).substr(0, mark->bytes));
  }
}

void name_plain(KnownBlock& block, const Body& body) {
  const std::string& text = block.raw.text;
  if (is_note_line(text) || (block.raw.lines.front().superscript_start && block.raw.size <= body.size)) {
    block.kind = BlockKind::note;
    return;
  }
  if (is_bullet(text)) {
    block.kind = BlockKind::list_item;
    return;
  }
  const auto mark = parse_enumerator(text);
  if (!mark || is_table_caption(text)) return;
  block.kind = BlockKind::list_item;
  block.number = collapse_spaces(std::string_view(text).substr(0, mark->bytes));
}

}  // namespace

void name_kinds(std::vector<KnownBlock>& blocks) {
  const Body body = body_of(blocks);
  const int title = blocks.empty() ? -1 : find_title(blocks, body);
  std::vector<KnownBlock*> headings;
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    KnownBlock& block = blocks[i];
    if (block.raw.region >= 0) {
      block.kind = BlockKind::table;
    } else if (static_cast<int>(i) == title) {
      block.kind = BlockKind::title;
    } else if (is_heading(block, body)) {
      block.kind = BlockKind::heading;
      headings.push_back(&block);
    } else {
      name_plain(block, body);
    }
  }
  set_levels(headings);
}

}  // namespace tabularium
