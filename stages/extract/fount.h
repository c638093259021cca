// The fount of a page's figures, learnt from the page itself. A table set by hand, or by any printer, shows the same ten
// figures hundreds of times; those that a recogniser is sure of are specimens for the rest. Figures of one fount share one
// width, so a window of that width shows one figure; it is compared by normalised correlation (template matching; the idea
// of reading a page with its own type: Kopec & Lomelin, "Document-specific character template estimation", 1996).
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "models/geometry.h"
#include "stages/extract/image_pix.h"

namespace tabularium {

// A page of gray values, dark = high, scaled so that its figures are kFigureHeight high.
struct InkField {
  static constexpr int kFigureHeight = 20;
  int width = 0;
  int height = 0;
  double scale = 1;                 // field pixels for each page pixel
  std::vector<std::int16_t> ink;    // 0 = paper .. 255 = full ink

  int at(int x, int y) const {
    return x < 0 || y < 0 || x >= width || y >= height ? 0 : ink[static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x)];
  }
};

// `gray`: 8-bit, dark on light. Empty (width 0) where the page cannot be scaled.
InkField make_ink_field(Pix* gray, int paper, int ink_level, double glyph_height);

// What a window of the field shows, or what a figure looks like: zero in the mean, of length one.
constexpr int kWindowWidth = 16, kWindowHeight = 24;
using Window = std::array<float, kWindowWidth * kWindowHeight>;

// One figure on the page as it was read: `x`, `y` in field pixels, its middle.
struct Specimen {
  double x = 0;
  double y = 0;
  int figure = 0;   // 0..9
};

struct Fount {
  std::array<Window, 10> shapes = {};
  std::array<int, 10> specimens = {};   // that each shape was made of; 0 = the figure is not known
  std::array<bool, 10> told_apart = {}; // most specimens of the figure look like it more than like any other
  double advance = 0;                   // field pixels from one figure to the next
  int used_width = kWindowWidth;        // columns of the window that one figure fills
  std::vector<Window> examples;         // single figures, with their names below
  std::vector<std::int8_t> names;
};

// The window with its corner at (x, y); nothing where it shows no ink. Columns beyond the fount's width are 0.
bool take_window(const InkField& field, int x, int y, int used_width, Window& out);

// Nothing where the page shows too few figures to learn from. `advance`: field pixels.
std::optional<Fount> learn_fount(const InkField& field, std::vector<Specimen> specimens, double advance);

struct FigureMatch {
  int figure = 0;
  double likeness = 0;   // correlation with the figure's mean shape, -1..1
  int y = 0;             // of the window that fits best
};
// How well each figure fits a window whose corner is at x and between y0 and y1 (both included).
std::array<FigureMatch, 10> match_figures(const InkField& field, const Fount& fount, int x, int y0, int y1);

// What a window shows by its nearest examples; `sureness` 0..1 is their share of the vote.
struct NamedFigure {
  int figure = 0;
  double sureness = 0;
  int second = 0;        // the next best
};
NamedFigure name_figure(const Fount& fount, const Window& window);

}  // namespace tabularium
