#include "stages/extract/pictured_tables.h"

#include <allheaders.h>

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "stages/extract/image_measure.h"
#include "stages/extract/image_pix.h"
#include "stages/extract/image_rules.h"

namespace tabularium {
namespace {

constexpr double kLookDpi = 100, kReadDpi = 300;
constexpr double kMost = 0.6;    // of the picture's breadth or height: a rule that may be a table's
constexpr double kSlack = 0.03;  // of the longer side
constexpr double kLeastWidth = 100, kLeastHeight = 40;  // points: a table of a few cells

std::vector<Box> pictures_to_look_into(const PageEvidence& evidence) {
  std::vector<Box> boxes;
  for (const ImageArea& image : evidence.images) {
    if (image.box.width() < kLeastWidth || image.box.height() < kLeastHeight) continue;
    const bool written_over = std::any_of(evidence.words.begin(), evidence.words.end(), [&](const Word& word) {
      return image.box.contains({word.box.center_x(), word.box.center_y()});
    });
    const bool known = std::any_of(boxes.begin(), boxes.end(), [&](const Box& box) { return !intersect(box, image.box).empty(); });
    if (!written_over && !known) boxes.push_back(image.box);
  }
  return boxes;
}

// The part of a page's picture that shows `box` (points); empty where it lies outside.
PageImage part_of(const PageImage& picture, const Box& box, double dpi) {
  const double k = dpi / 72;
  ::Box* cut = boxCreate(static_cast<int>(std::lround(box.x0 * k)), static_cast<int>(std::lround(box.y0 * k)),
                         static_cast<int>(std::lround(box.width() * k)), static_cast<int>(std::lround(box.height() * k)));
  Pix* part = pixClipRectangle(picture.get(), cut, nullptr);
  boxDestroy(&cut);
  if (part != nullptr) pixSetResolution(part, static_cast<int>(dpi), static_cast<int>(dpi));
  return part != nullptr ? PageImage(part) : PageImage();
}

// What was rendered shows the page as its evidence has it, not turned, and as fine as it was asked for.
bool shows_page(const PageImage& picture, const Page& page, double dpi) {
  constexpr double near = 0.02;
  return std::abs(picture.width() * 72 / dpi - page.width) <= near * page.width && std::abs(picture.height() * 72 / dpi - page.height) <= near * page.height;
}

// A chart has lines both ways, too, but hardly a word between them: a table's cells are mostly filled, with what can be read.
bool reads_as_table(const Page& seen) {
  constexpr double sure = 0.7, mostly_sure = 0.75, filled = 0.33;
  double level = 0, upright = 0, words = 0;
  for (const Rule& rule : seen.evidence.rules) (rule.orientation == Orientation::horizontal ? level : upright) += 1;
  for (const Word& word : seen.evidence.words) words += word.confidence >= sure ? 1 : 0;
  return words >= mostly_sure * static_cast<double>(seen.evidence.words.size()) && words >= filled * (level - 1) * (upright - 1);
}

void take_over(Page& page, const Box& where, Page read) {
  for (Word& word : read.evidence.words) {
    word.box = {word.box.x0 + where.x0, word.box.y0 + where.y0, word.box.x1 + where.x0, word.box.y1 + where.y0};
    word.baseline += where.y0;
    page.evidence.words.push_back(std::move(word));
  }
  for (Rule rule : read.evidence.rules) {
    const bool flat = rule.orientation == Orientation::horizontal;
    rule.at += flat ? where.y0 : where.x0;
    rule.from += flat ? where.x0 : where.y0;
    rule.to += flat ? where.x0 : where.y0;
    page.evidence.rules.push_back(rule);
  }
}

// Three level rules or more begin and end where `like` does, and an upright one runs from the first to the last between their ends. The
// frames of a chart lie in one another or end with its columns, so that most charts are told apart before they are read.
bool is_lattice(const Rule& like, const std::vector<Rule>& level, const std::vector<Rule>& upright, double slack) {
  double top = like.at, bottom = like.at;
  int alike = 0;
  for (const Rule& rule : level) {
    if (std::abs(rule.from - like.from) > slack || std::abs(rule.to - like.to) > slack) continue;
    top = std::min(top, rule.at);
    bottom = std::max(bottom, rule.at);
    ++alike;
  }
  return alike >= 3 && std::any_of(upright.begin(), upright.end(), [&](const Rule& rule) {
           return rule.from <= top + slack && rule.to >= bottom - slack && rule.at > like.from + slack && rule.at < like.to - slack;
         });
}

}  // namespace

bool shows_ruled_table(const PageImage& picture, double dpi) {
  PixPtr gray(picture.empty() ? nullptr : pixConvertTo8(picture.get(), 0));
  if (!gray) return false;
  const PixPtr ink(pixThresholdToBinary(gray.get(), measure_gray(gray.get()).threshold));
  if (!ink) return false;
  std::vector<Rule> level, upright;
  for (const Rule& rule : find_rules(ink.get(), {.dpi = dpi}).rules) {
    const bool flat = rule.orientation == Orientation::horizontal;
    if (rule.to - rule.from >= kMost * (flat ? picture.width() : picture.height())) (flat ? level : upright).push_back(rule);
  }
  return std::any_of(level.begin(), level.end(), [&](const Rule& like) {
    return is_lattice(like, level, upright, kSlack * std::max(picture.width(), picture.height()));
  });
}

int read_pictured_tables(Page& page, const RenderPage& render, const ReadPicture& read) {
  std::vector<Box> boxes = pictures_to_look_into(page.evidence);
  if (boxes.empty()) return 0;
  const Result<PageImage> coarse = render(kLookDpi);
  if (!coarse || !shows_page(coarse.value(), page, kLookDpi)) return 0;
  std::erase_if(boxes, [&](const Box& box) { return !shows_ruled_table(part_of(coarse.value(), box, kLookDpi), kLookDpi); });
  if (boxes.empty()) return 0;
  const Result<PageImage> fine = render(kReadDpi);
  if (!fine || !shows_page(fine.value(), page, kReadDpi)) return 0;
  int done = 0;
  for (const Box& box : boxes) {
    const PageImage part = part_of(fine.value(), box, kReadDpi);
    if (part.empty()) continue;
    ImagePageOptions options;
    options.page_width = box.width();
    options.page_height = box.height();
    Page seen;
    seen.number = page.number;
    if (!read(part, options, seen).ok() || seen.evidence.words.empty() || !reads_as_table(seen)) continue;
    if (seen.quality && seen.quality->turned != 0) continue;
    take_over(page, box, std::move(seen));
    ++done;
  }
  return done;
}

}  // namespace tabularium
