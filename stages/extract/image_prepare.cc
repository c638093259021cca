#include "stages/extract/image_prepare.h"

#include <allheaders.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "stages/extract/image_blocks.h"
#include "stages/extract/image_borders.h"
#include "stages/extract/image_dashes.h"
#include "stages/extract/image_ends.h"
#include "stages/extract/image_measure.h"
#include "stages/extract/image_mesh.h"
#include "stages/extract/image_points.h"
#include "stages/extract/image_rules.h"
#include "stages/extract/image_specks.h"
#include "stages/extract/image_tracks.h"
#include "stages/extract/image_warp.h"

namespace tabularium {
namespace {

constexpr double kSmallGlyph = 17;     // pixels: Tesseract loses letters below this, so the page is enlarged
constexpr double kLargeGlyph = 75;     // pixels: more costs time and gives nothing, so the page is reduced
constexpr double kLeastSkew = 0.1;     // degrees
constexpr double kGrainy = 7.0;        // gray levels between neighbouring paper pixels
constexpr double kUneven = 45;         // gray levels of the paper over the page
constexpr double kFewSpecks = 0.3;      // specks per square inch: fewer are the print's own
constexpr double kSpecky = 3;          // and from here on they are everywhere
constexpr double kTellsDots = 10;      // pixels: in smaller type a point is a pixel, as a speck is

// 8-bit gray over white, whatever the depth, colour map or alpha of the original.
PixPtr to_gray(Pix* source) {
  PixPtr opaque(pixGetSpp(source) == 4 ? pixRemoveAlpha(source) : pixClone(source));
  if (!opaque) return nullptr;
  PixPtr plain(pixGetColormap(opaque.get()) != nullptr ? pixRemoveColormap(opaque.get(), REMOVE_CMAP_TO_GRAYSCALE)
                                                       : pixClone(opaque.get()));
  if (!plain) return nullptr;
  if (pixGetDepth(plain.get()) == 8) return PixPtr(pixCopy(nullptr, plain.get()));
  return PixPtr(pixConvertTo8(plain.get(), 0));
}

// Resolution: from the page's size where the source knows it, else as stated, else guessed for a page of office size.
double resolution_of(const PageImage& image, const ImagePageOptions& options, int turned) {
  const double width = turned % 2 == 0 ? image.width() : image.height();
  if (options.page_width > 0) return std::clamp(width * 72 / options.page_width, 20.0, 4800.0);
  if (image.dpi() > 0) {
    const double long_side = std::max(image.width(), image.height()) / image.dpi();
    if (long_side <= 40 && (image.dpi() != 72 || long_side < 15)) return image.dpi();
  }
  return std::clamp(std::max(image.width(), image.height()) / 11.3, 60.0, 1200.0);
}

void note(PreparedPage& page, std::string treatment) { page.quality.treatments.push_back(std::move(treatment)); }

PixPtr threshold(Pix* gray, int level) { return PixPtr(pixThresholdToBinary(gray, level)); }

// Dark borders of the scan and the shadows of punch holes become paper.
void take_off_borders(PreparedPage& page, GrayMeasures& m, double dpi) {
  const PixPtr dark = threshold(page.gray.get(), m.threshold);
  if (!dark) return;
  const PageBorders borders = find_borders(dark.get(), dpi);
  if (!borders.mask) return;
  pixSetMasked(page.gray.get(), borders.mask.get(), static_cast<l_uint32>(m.paper));
  if (borders.share > 0) note(page, "borders");
  if (borders.holes > 0) note(page, "punch-holes");
  m = measure_gray(page.gray.get());
}

// The soft edges of letters of a few pixels pass for grain of the paper, and smoothing would take the letters with it.
bool in_small_type(Pix* gray, int level, double dpi) {
  const PixPtr ink = threshold(gray, level);
  const double glyph_height = ink ? measure_ink(ink.get(), dpi).glyph_height : 0;
  return glyph_height > 0 && glyph_height < kTellsDots;
}

// Evens the paper and smooths grain, where measured; returns the measures of the result.
GrayMeasures clean_gray(PreparedPage& page, bool clean, double dpi) {
  GrayMeasures m = measure_gray(page.gray.get());
  if (clean) take_off_borders(page, m, dpi);
  page.quality.grain = m.grain;
  page.quality.unevenness = m.unevenness;
  if (m.dark_share > 0.5) {
    pixInvert(page.gray.get(), page.gray.get());
    note(page, "invert");
    m = measure_gray(page.gray.get());
  }
  page.quality.contrast = m.contrast;
  if (clean && m.unevenness > kUneven) {
    if (PixPtr even{pixBackgroundNormSimple(page.gray.get(), nullptr, nullptr)}) {
      page.gray = std::move(even);
      note(page, "even-light");
      m = measure_gray(page.gray.get());
    }
  }
  if (clean && m.grain > kGrainy && !in_small_type(page.gray.get(), m.threshold, dpi)) {
    if (PixPtr smooth{pixBlockconvGray(page.gray.get(), nullptr, 1, 1)}) {
      page.gray = std::move(smooth);
      note(page, "smooth-3");
      const int paper = m.paper;
      m = measure_gray(page.gray.get());
      m.paper = std::max(m.paper, std::min(paper, 255));
    }
  }
  return m;
}

// On a page that bears little ink the shade of the paper is taken for some, and its grain drowns the letters. There the
// light is evened also where it differs less, if that is what mends it.
void even_drowned_light(PreparedPage& page, GrayMeasures& gray, InkMeasures& ink, double dpi) {
  constexpr double drowned = 20;   // specks per square inch
  constexpr double shaded = 20;    // gray levels of the paper over the page; more than kUneven are evened already
  if (ink.specks < drowned || gray.unevenness < shaded || page.quality.unevenness > kUneven) return;
  PixPtr even{pixBackgroundNormSimple(page.gray.get(), nullptr, nullptr)};
  if (!even) return;
  const GrayMeasures even_gray = measure_gray(even.get());
  PixPtr even_ink = threshold(even.get(), even_gray.threshold);
  if (!even_ink) return;
  const InkMeasures measured = measure_ink(even_ink.get(), dpi);
  if (measured.specks > 0.5 * ink.specks) return;
  page.gray = std::move(even);
  page.ink = std::move(even_ink);
  gray = even_gray;
  ink = measured;
  note(page, "even-light");
}

// In type of a few pixels only a bold stroke covers a pixel whole; a thin one leaves it half light, and the level that
// divides bold type from paper loses it.
void take_thin_strokes(GrayMeasures& gray) {
  constexpr double thin = 0.3;  // of the way from paper to ink
  gray.threshold = std::max(gray.threshold, static_cast<int>(gray.paper - thin * (gray.paper - gray.ink)));
}

// Brings the letters to a size that can be read; returns the factor.
double scale_for_reading(PreparedPage& page, double glyph_height, long long max_pixels) {
  if (glyph_height <= 0) return 1;
  double factor = 1;
  if (glyph_height < kSmallGlyph) factor = glyph_height < 9 ? 3 : 2;
  if (glyph_height > kLargeGlyph) factor = 0.5;
  const double pixels = static_cast<double>(pixGetWidth(page.gray.get())) * pixGetHeight(page.gray.get());
  if (factor == 1 || pixels * factor * factor > static_cast<double>(max_pixels)) return 1;
  PixPtr scaled(pixScale(page.gray.get(), static_cast<float>(factor), static_cast<float>(factor)));
  if (!scaled) return 1;
  page.gray = std::move(scaled);
  note(page, factor > 1 ? "enlarge-" + std::to_string(static_cast<int>(factor)) : "reduce-2");
  return factor;
}

void deskew(PreparedPage& page, double skew, int paper) {
  page.quality.skew_degrees = skew;
  if (std::abs(skew) < kLeastSkew) return;
  const float turn = static_cast<float>(-skew * M_PI / 180.0);
  PixPtr straight(pixRotateAMGray(page.gray.get(), turn, static_cast<l_uint8>(paper)));
  if (!straight) return;
  page.gray = std::move(straight);
  note(page, "deskew");
}

// Takes out what is no part of the print, where there is enough of it.
void despeckle(PreparedPage& page, double specks_measured, int paper) {
  if (page.glyph_height <= 0 || specks_measured < kFewSpecks) return;
  const PixPtr specks = find_specks(page.ink.get(), {page.glyph_height, specks_measured > kSpecky});
  if (!specks) return;
  pixSubtract(page.ink.get(), page.ink.get(), specks.get());
  PixPtr wide(pixDilateBrick(nullptr, specks.get(), 3, 3)), ink_there(pixDilateBrick(nullptr, page.ink.get(), 3, 3));
  if (!wide || !ink_there) return;
  pixSubtract(wide.get(), wide.get(), ink_there.get());
  pixSetMasked(page.gray.get(), wide.get(), static_cast<l_uint32>(paper));
  note(page, "despeckle");
}

// Lays a bent page flat where its lines tell how it is bent; the lines move with it.
void lay_flat(PreparedPage& page, std::vector<RuleTrack>& tracks, int paper) {
  constexpr double least_bend = 0.12;  // of the glyph height: less troubles nothing that follows
  const PageWarp warp = fit_warp(tracks, page.glyph_height);
  page.quality.bend = warp.bend / page.pixels_per_point;
  if (warp.bend < least_bend * page.glyph_height) return;
  PixPtr flat = flatten(page.gray.get(), warp, paper);
  if (!flat) return;
  page.gray = std::move(flat);
  flatten(tracks, warp);
  note(page, "flatten");
}

// Those that are not among the lines already: a faint line was followed through its gaps.
void add_dashed_lines(std::vector<RuleTrack>& lines, Pix* ink, double glyph_height) {
  const double near = 0.35 * glyph_height;
  for (RuleTrack& dashed : find_dashed_lines(ink, glyph_height)) {
    const double middle = (dashed.from() + dashed.to()) / 2;
    const bool known = std::any_of(lines.begin(), lines.end(), [&](const RuleTrack& line) {
      return line.orientation == dashed.orientation && line.from() <= middle && line.to() >= middle &&
             std::abs(line.across_at(middle) - dashed.across_at(middle)) <= near;
    });
    if (!known) lines.push_back(std::move(dashed));
  }
}

void take_out_rules(PreparedPage& page, double dpi, int paper, std::span<const RuleTrack> tracks) {
  RuleOptions options;
  options.dpi = dpi;
  options.glyph_height = page.glyph_height;
  if (page.glyph_height > 0) options.min_length = std::max(options.min_length, 1.6 * page.glyph_height / dpi);
  InkRules found = find_rules(page.ink.get(), options);
  if (found.mask) {
    PixPtr wide(pixDilateBrick(nullptr, found.mask.get(), 3, 3));
    if (!wide) return;
    pixSubtract(page.ink.get(), page.ink.get(), wide.get());
    PixPtr wider(pixDilateBrick(nullptr, wide.get(), 3, 3));
    pixSetMasked(page.gray.get(), wider ? wider.get() : wide.get(), static_cast<l_uint32>(paper));
  }
  std::vector<RuleTrack> followed(tracks.begin(), tracks.end());
  add_dashed_lines(followed, page.ink.get(), page.glyph_height);
  std::vector<RuleTrack> lines = gather_lines(found.rules, followed, page.glyph_height);
  const std::vector<RuleTrack> ends = follow_ends(lines, page.ink.get(), page.glyph_height);
  whiten_lines(page.ink.get(), page.gray.get(), ends, paper, true);
  complete_lines(lines, page.ink.get(), page.glyph_height);
  whiten_lines(page.ink.get(), page.gray.get(), followed, paper, true);
  whiten_lines(page.ink.get(), page.gray.get(), lines, paper, false);
  page.rules = rules_of(lines);
}

}  // namespace

Result<PreparedPage> prepare_page(const PageImage& image, const ImagePageOptions& options, int turned) {
  if (image.empty()) return Error{ErrorCode::bad_input, "no image", {}};
  PreparedPage page;
  page.gray = to_gray(image.get());
  if (page.gray && turned >= kMirrored) {
    pixFlipLR(page.gray.get(), page.gray.get());
    note(page, "mirror");
  }
  if (page.gray && turned % 4 != 0) page.gray.reset(pixRotateOrth(page.gray.get(), turned % 4));
  if (!page.gray) return Error{ErrorCode::bad_input, "image has a pixel format that is not read", {}};
  page.quality.turned = turned % 4;
  double dpi = resolution_of(image, options, turned);
  page.quality.dpi = dpi;
  page.width = pixGetWidth(page.gray.get()) * 72.0 / dpi;
  page.height = pixGetHeight(page.gray.get()) * 72.0 / dpi;

  GrayMeasures gray = clean_gray(page, options.clean, dpi);
  page.ink = threshold(page.gray.get(), gray.threshold);
  if (!page.ink) return Error{ErrorCode::internal, "page cannot be made black and white", {}};
  InkMeasures raw_ink = measure_ink(page.ink.get(), dpi);
  if (options.clean) even_drowned_light(page, gray, raw_ink, dpi);
  page.quality.noise = raw_ink.specks;
  const double skew = measure_skew(page.ink.get());
  const double factor = options.clean ? scale_for_reading(page, raw_ink.glyph_height, ImageLimits{}.max_pixels) : 1;
  dpi *= factor;
  page.glyph_height = raw_ink.glyph_height * factor;
  if (options.clean && raw_ink.glyph_height > 0 && raw_ink.glyph_height < kTellsDots) take_thin_strokes(gray);
  page.paper = gray.paper;
  page.ink_level = gray.ink;
  page.grain = gray.grain;
  if (options.clean) deskew(page, skew, gray.paper);
  if (options.clean && straighten_blocks(page.gray.get(), gray.threshold, gray.paper, page.glyph_height) > 0) note(page, "deskew-block");
  page.pixels_per_point = dpi / 72;
  std::vector<RuleTrack> tracks = find_tracks(page.gray.get(), gray.threshold, page.glyph_height);
  if (options.clean) lay_flat(page, tracks, gray.paper);
  page.ink = threshold(page.gray.get(), gray.threshold);
  if (!page.ink) return Error{ErrorCode::internal, "page cannot be made black and white", {}};
  if (options.clean && raw_ink.glyph_height >= kTellsDots) despeckle(page, raw_ink.specks, gray.paper);
  take_out_rules(page, dpi, gray.paper, tracks);
  page.printed.reset(pixCopy(nullptr, page.gray.get()));
  if (options.clean && lower_points(page.gray.get(), page.ink.get(), gray.paper, page.glyph_height) > 0)
    note(page, "lower-points");
  else
    page.printed.reset();
  return page;
}

}  // namespace tabularium
