#include "stages/extract/image_borders.h"

#include <allheaders.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace tabularium {
namespace {

constexpr double kThick = 0.06;        // inches: no stroke of usual type is as thick
constexpr double kLeastShare = 0.002;  // of the picture: less troubles nothing that follows
constexpr double kMostHoles = 0.01;    // light inside a border, of its area: more is writing on a dark ground

double area_of(Pix* pix) {
  l_int32 count = 0;
  pixCountPixels(pix, &count, nullptr);
  return count;
}

// The parts of `solid` that hang on the picture's edge.
PixPtr on_edge(Pix* solid) {
  PixPtr seed(pixCreateTemplate(solid));
  if (!seed) return nullptr;
  const int w = pixGetWidth(solid), h = pixGetHeight(solid);
  pixSetOrClearBorder(seed.get(), 2, 2, 2, 2, PIX_SET);
  pixAnd(seed.get(), seed.get(), solid);
  if (w < 8 || h < 8 || area_of(seed.get()) <= 0) return nullptr;
  return PixPtr(pixSeedfillBinary(nullptr, seed.get(), solid, 8));
}

// True where the light that is left is one sheet: nearly all of the box around it is light.
bool leaves_a_sheet(Pix* border) {
  constexpr double least_light = 0.8, least_sheet = 0.05;
  PixPtr rest(pixInvert(nullptr, border));
  ::Box* box = nullptr;
  if (!rest || pixClipToForeground(rest.get(), nullptr, &box) != 0 || box == nullptr) return false;
  l_int32 w = 0, h = 0;
  boxGetGeometry(box, nullptr, nullptr, &w, &h);
  boxDestroy(&box);
  const double light = area_of(rest.get()), all = static_cast<double>(pixGetWidth(border)) * pixGetHeight(border);
  return light >= least_light * w * static_cast<double>(h) && light >= least_sheet * all;
}

// Light spots that the border closes in on all sides.
bool has_writing(Pix* border) {
  PixPtr framed(pixAddBorder(border, 1, 0));
  PixPtr filled(framed ? pixHolesByFilling(framed.get(), 4) : nullptr);
  if (!filled) return false;
  // The sheet itself may be closed in, too: what is as large as a letter counts.
  PixPtr small(pixSelectBySize(filled.get(), pixGetWidth(border) / 8, pixGetHeight(border) / 8, 4, L_SELECT_IF_BOTH, L_SELECT_IF_LT, nullptr));
  return small && area_of(small.get()) > kMostHoles * area_of(border);
}

struct Round {
  int x = 0, y = 0, w = 0, h = 0;
};

// Rounds of a punch's size near the left, right or top edge.
std::vector<Round> punch_holes(Pix* solid, double dpi) {
  std::vector<Round> rounds;
  BOXA* boxes = nullptr;
  PIXA* parts = nullptr;
  boxes = pixConnComp(solid, &parts, 8);
  for (int i = 0; boxes != nullptr && i < boxaGetCount(boxes); ++i) {
    Round r;
    boxaGetBoxGeometry(boxes, i, &r.x, &r.y, &r.w, &r.h);
    const bool sized = r.w >= 0.15 * dpi && r.w <= 0.4 * dpi && std::abs(r.w - r.h) <= 0.15 * r.w;
    const double from_edge = std::min({r.x, r.y, pixGetWidth(solid) - r.x - r.w});
    if (!sized || from_edge > 1.1 * dpi) continue;
    PixPtr part(pixaGetPix(parts, i, L_CLONE));
    const double filled = area_of(part.get()) / (static_cast<double>(r.w) * r.h);
    if (filled > 0.7 && filled < 0.86) rounds.push_back(r);  // of a round in its box: pi / 4
  }
  boxaDestroy(&boxes);
  pixaDestroy(&parts);
  const auto in_line = [&](const Round& a, const Round& b) {
    const bool alike = std::abs(a.w - b.w) <= 0.2 * a.w;
    return alike && (std::abs(a.x - b.x) <= 0.15 * dpi || std::abs(a.y - b.y) <= 0.15 * dpi);
  };
  std::vector<Round> holes;
  for (const Round& a : rounds)
    if (std::count_if(rounds.begin(), rounds.end(), [&](const Round& b) { return in_line(a, b); }) >= 2) holes.push_back(a);
  return holes;
}

}  // namespace

PageBorders find_borders(Pix* dark, double dpi) {
  PageBorders found;
  const int thick = std::max(5, static_cast<int>(kThick * dpi)), rim = std::max(2, static_cast<int>(0.02 * dpi));
  if (pixGetWidth(dark) < 4 * thick || pixGetHeight(dark) < 4 * thick) return found;
  PixPtr solid(pixOpenBrick(nullptr, dark, thick, thick));
  if (!solid) return found;
  PixPtr mask(pixCreateTemplate(dark));
  if (!mask) return found;
  const double all = static_cast<double>(pixGetWidth(dark)) * pixGetHeight(dark);
  if (PixPtr border = on_edge(solid.get())) {
    const double share = area_of(border.get()) / all;
    if (share >= kLeastShare && leaves_a_sheet(border.get()) && !has_writing(border.get())) {
      found.share = share;
      pixOr(mask.get(), mask.get(), border.get());
    }
    pixSubtract(solid.get(), solid.get(), border.get());
  }
  for (const Round& hole : punch_holes(solid.get(), dpi)) {
    ++found.holes;
    pixRasterop(mask.get(), hole.x, hole.y, hole.w, hole.h, PIX_SET, nullptr, 0, 0);
  }
  if (found.share > 0 || found.holes > 0) found.mask.reset(pixDilateBrick(nullptr, mask.get(), 2 * rim + 1, 2 * rim + 1));
  return found;
}

}  // namespace tabularium
