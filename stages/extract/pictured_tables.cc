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

}  // namespace

bool shows_ruled_table(const PageImage& picture, double dpi) {
  constexpr double most = 0.6;  // of the picture's breadth or height
  PixPtr gray(picture.empty() ? nullptr : pixConvertTo8(picture.get(), 0));
  if (!gray) return false;
  const PixPtr ink(pixThresholdToBinary(gray.get(), measure_gray(gray.get()).threshold));
  if (!ink) return false;
  int level = 0, upright = 0;
  for (const Rule& rule : find_rules(ink.get(), {.dpi = dpi}).rules) {
    const bool flat = rule.orientation == Orientation::horizontal;
    const bool long_enough = rule.to - rule.from >= most * (flat ? picture.width() : picture.height());
    (flat ? level : upright) += long_enough ? 1 : 0;
  }
  return level >= 3 && upright >= 2;
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
