// Bent pages made flat. Ruling lines that were drawn straight tell how the paper lay: a smooth displacement is fitted so
// that level lines become level and upright lines upright (least squares over a polynomial in the page's coordinates).
#pragma once

#include <array>
#include <cstddef>
#include <span>

#include "models/geometry.h"
#include "stages/extract/image_pix.h"
#include "stages/extract/image_tracks.h"

namespace tabularium {

// Moves a point of the bent page to its place on the flat one. Pixels. Beyond the lines it was fitted to the
// displacement stays what it is at their edge.
struct PageWarp {
  static constexpr std::size_t kTerms = 6;
  Box known;                              // where lines were seen
  std::array<double, kTerms> down{};      // added to y
  std::array<double, kTerms> across{};    // added to x
  double bend = 0;                        // pixels: how far the lines stray from level or upright at most

  Point displacement(Point at) const;
};

// No displacement where the lines are too few to tell.
PageWarp fit_warp(std::span<const RuleTrack> tracks, double glyph_height);

// The 8-bit page, flattened; `paper` comes in at its edges. Null when there is no memory.
PixPtr flatten(Pix* gray, const PageWarp& warp, int paper);
// The same for lines found on the bent page.
void flatten(std::span<RuleTrack> tracks, const PageWarp& warp);

}  // namespace tabularium
