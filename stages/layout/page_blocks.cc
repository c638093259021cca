#include "stages/layout/page_blocks.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "stages/core/enumerator.h"
#include "stages/core/unicode.h"
#include "stages/layout/reading_order.h"

namespace tabularium {
namespace {

// A column of lines as far as one run of the reading order goes.
struct Column {
  double left = 0;
  double right = 0;
  double leading = 0;     // usual distance of baselines
  double size_slack = 0;  // share by which sizes of one block may differ
};

bool ends_sentence(const std::string& text) {
  static constexpr std::u32string_view ends = U".:;!?。;:!?…";
  const std::u32string letters = to_code_points(text);
  return !letters.empty() && ends.find(letters.back()) != std::u32string_view::npos;
}

bool starts_with_bullet(const std::string& text) {
  static constexpr std::u32string_view bullets = U"•●○■□▪▫◆◇►▶➢✓–—·";
  const std::u32string letters = to_code_points(text);
  return letters.size() > 1 && bullets.find(letters.front()) != std::u32string_view::npos;
}

bool starts_item(const std::string& text) { return starts_with_bullet(text) || parse_enumerator(text).has_value(); }

// Room that the beginning of `line` would have needed at the end of the line before.
double first_need(const std::vector<Word>& words, const PageLine& line) {
  const Word& word = words[static_cast<std::size_t>(line.words.front())];
  const std::u32string letters = to_code_points(word.text);
  // East Asian text may break behind any character but not before a closing mark.
  if (!letters.empty() && is_cjk(letters.front())) return 2.2 * line.size;
  return word.box.width() + 0.35 * line.size;
}

bool is_centred(const PageLine& line, const Column& column) {
  const double before = line.box.x0 - column.left, behind = column.right - line.box.x1;
  return before > 2 * line.size && std::abs(before - behind) < std::max(2.0, 0.1 * (before + behind));
}

bool same_style(const PageLine& a, const PageLine& b, const Column& column) {
  const double low = std::min(a.size, b.size), high = std::max(a.size, b.size);
  return high <= low * (1 + column.size_slack) && a.bold == b.bold;
}

// Does `line` begin a new block behind the lines of `block`?
bool begins_block(const std::vector<Word>& words, const std::vector<PageLine>& block, const PageLine& line,
                  const Column& column) {
  const PageLine& before = block.back();
  const double step = line.baseline - before.baseline;
  if (!same_style(before, line, column)) return true;
  if (step < 0 || step > std::max(1.3 * column.leading, 1.25 * line.size) || step > 2.6 * line.size) return true;
  const bool both_centred = is_centred(before, column) && is_centred(line, column);
  if (both_centred) return false;
  const double room = column.right - before.box.x1;
  const bool short_before = room > first_need(words, line);
  const bool ended = ends_sentence(before.text);
  if (short_before && (ended || room > 0.25 * (column.right - column.left))) return true;
  if (starts_item(line.text) && (short_before || ended || starts_item(block.front().text))) return true;
  if (line.superscript_start && ended) return true;
  const double indent = line.box.x0 - before.box.x0;
  const bool hanging = block.size() == 1;  // the second line may stand further in than the first
  if (indent > 0.8 * line.size && (!hanging || ended) && std::abs(before.box.x0 - column.left) < 0.5 * line.size) return true;
  return indent < -0.8 * line.size && block.size() >= 2 && (ended || short_before);
}

double usual_leading(const std::vector<PageLine>& lines) {
  std::vector<double> steps;
  for (std::size_t i = 1; i < lines.size(); ++i) {
    const double step = lines[i].baseline - lines[i - 1].baseline;
    const double size = std::max(lines[i].size, lines[i - 1].size);
    if (step > 0.8 * size && step < 2.6 * size) steps.push_back(step);
  }
  if (steps.empty()) return 0;
  // Paragraph gaps pull the middle up where paragraphs are short: the lower third is the leading.
  const auto at = steps.begin() + static_cast<std::ptrdiff_t>(steps.size() / 3);
  std::nth_element(steps.begin(), at, steps.end());
  return *at;
}

RawBlock finish_block(std::vector<PageLine> lines, const Column& column) {
  RawBlock block;
  block.size = lines.front().size;
  block.bold = std::all_of(lines.begin(), lines.end(), [](const PageLine& line) { return line.bold; });
  block.centred = std::all_of(lines.begin(), lines.end(), [&](const PageLine& line) { return is_centred(line, column); });
  for (const PageLine& line : lines) {
    block.box = unite(block.box, line.box);
    block.text = continue_text(block.text, line.text);
  }
  block.lines = std::move(lines);
  return block;
}

// Whole lines of a run: pieces on one baseline are put together again.
std::vector<PageLine> whole_lines(const std::vector<Word>& words, const std::vector<PageLine>& pieces) {
  std::vector<PageLine> lines;
  for (std::size_t from = 0; from < pieces.size();) {
    std::size_t to = from + 1;
    while (to < pieces.size() && same_baseline(pieces[from], pieces[to])) ++to;
    lines.push_back(to == from + 1 ? pieces[from]
                                   : join_lines(words, {pieces.begin() + static_cast<std::ptrdiff_t>(from),
                                                        pieces.begin() + static_cast<std::ptrdiff_t>(to)}));
    from = to;
  }
  return lines;
}

class PageBlocks {
 public:
  PageBlocks(const Page& page, std::span<const TableRegion> regions) : page_(page), regions_(regions) {}

  std::vector<RawBlock> build(const std::vector<bool>& left_out);

 private:
  void add_run(const std::vector<int>& run);
  void add_lines(std::vector<PageLine> pieces, double left, double right);
  void add_table(int region);

  const Page& page_;
  std::span<const TableRegion> regions_;
  std::vector<PageLine> pieces_;
  std::size_t first_table_ = 0;  // atoms from here on are tables
  std::vector<RawBlock> blocks_;
};

void PageBlocks::add_table(int region) {
  RawBlock block;
  block.region = region;
  block.box = regions_[static_cast<std::size_t>(region)].box.value_or(Box{});
  block.text = plain_text_of(page_, regions_[static_cast<std::size_t>(region)]);
  blocks_.push_back(std::move(block));
}

void PageBlocks::add_lines(std::vector<PageLine> pieces, double left, double right) {
  if (pieces.empty()) return;
  const std::vector<PageLine> lines = whole_lines(page_.evidence.words, pieces);
  const Column column{left, right, usual_leading(lines), page_.origin == PageOrigin::image ? 0.3 : 0.12};
  std::vector<PageLine> open;
  double bottom = blocks_.empty() ? 0 : blocks_.back().box.y1;
  for (const PageLine& line : lines) {
    if (!open.empty() && begins_block(page_.evidence.words, open, line, column)) {
      blocks_.push_back(finish_block(std::move(open), column));
      blocks_.back().space_above = blocks_.back().box.y0 - bottom;
      bottom = blocks_.back().box.y1;
      open.clear();
    }
    open.push_back(line);
  }
  blocks_.push_back(finish_block(std::move(open), column));
  blocks_.back().space_above = blocks_.back().box.y0 - bottom;
}

void PageBlocks::add_run(const std::vector<int>& run) {
  double left = 1e9, right = -1e9;
  for (const int id : run) {
    if (static_cast<std::size_t>(id) >= first_table_) continue;
    left = std::min(left, pieces_[static_cast<std::size_t>(id)].box.x0);
    right = std::max(right, pieces_[static_cast<std::size_t>(id)].box.x1);
  }
  std::vector<PageLine> pending;
  for (const int id : run) {
    const auto index = static_cast<std::size_t>(id);
    if (index < first_table_) {
      pending.push_back(pieces_[index]);
      continue;
    }
    add_lines(std::move(pending), left, right);
    pending.clear();
    add_table(static_cast<int>(index - first_table_));
  }
  add_lines(std::move(pending), left, right);
}

std::vector<RawBlock> PageBlocks::build(const std::vector<bool>& left_out) {
  const std::vector<Word>& words = page_.evidence.words;
  std::vector<bool> taken = left_out;
  taken.resize(words.size(), false);
  for (const TableRegion& region : regions_)
    for (const int id : region.words) taken[static_cast<std::size_t>(id)] = true;
  std::vector<int> free;
  for (std::size_t i = 0; i < words.size(); ++i)
    if (!taken[i] && !words[i].hidden) free.push_back(static_cast<int>(i));
  pieces_ = lines_of(words, free);
  first_table_ = pieces_.size();

  std::vector<Atom> atoms;
  for (const PageLine& piece : pieces_) {
    const Box flat{piece.box.x0, piece.baseline - 0.7 * piece.size, piece.box.x1, piece.baseline};
    atoms.push_back({flat.y0 < flat.y1 ? flat : piece.box, piece.size, false});
  }
  for (const TableRegion& region : regions_) atoms.push_back({region.box.value_or(Box{}), 0, true});
  for (const std::vector<int>& run : reading_order(atoms)) add_run(run);
  return std::move(blocks_);
}

}  // namespace

std::vector<RawBlock> blocks_of(const Page& page, std::span<const TableRegion> regions, const std::vector<bool>& left_out) {
  return PageBlocks(page, regions).build(left_out);
}

std::string plain_text_of(const Page& page, const TableRegion& region) {
  const std::vector<PageLine> pieces = lines_of(page.evidence.words, region.words);
  std::string text;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    if (i > 0) text += same_baseline(pieces[i - 1], pieces[i]) ? ' ' : '\n';
    text += pieces[i].text;
  }
  return text;
}

}  // namespace tabularium
