// The one pass over a PDF page: what is painted becomes glyphs, line marks, fills and image areas.
// Only the PDF wrapper (pdf_*.cc) includes this: it shows Poppler's private headers.
#pragma once

#include <poppler-config.h>
//
#include <GfxFont.h>
#include <GfxState.h>
#include <OutputDev.h>

#include <string>
#include <unordered_map>
#include <vector>

#include "stages/extract/glyph_words.h"
#include "stages/extract/ruling.h"
#include "stages/extract/tagged_content.h"

namespace tabularium {

struct PaintedImage {
  Box box;
  int width = 0;        // pixels
  int height = 0;
  int order = 0;
  bool upright = false; // not turned, mirrored or slanted
  bool opaque = false;  // hides what was painted before
};

struct PaintedPage {
  std::vector<Glyph> glyphs;
  std::vector<GlyphFont> fonts;
  std::vector<RuleMark> rules;
  std::vector<FillMark> fills;
  std::vector<PaintedImage> images;
  std::vector<ContentMark> marks;  // what Glyph::mark refers to
  int unmapped_glyphs = 0;  // no Unicode value is known for them
  int drawn_shapes = 0;     // filled areas with curves or slanted edges: drawings, or letters turned into outlines
  bool crowded = false;     // more marks than are kept: a drawing, not a table's ruling
};

class PdfPageDevice final : public OutputDev {
 public:
  PdfPageDevice() = default;

  // What was painted since the last call.
  PaintedPage take();

  bool upsideDown() override { return true; }
  bool useDrawChar() override { return true; }
  bool interpretType3Chars() override { return false; }
  bool needNonText() override { return true; }
  bool useTilingPatternFill() override { return true; }
  bool useShadedFills(int) override { return true; }

  void startPage(int number, GfxState* state, XRef* xref) override;
  void restoreState(GfxState* state) override;
  void updateFont(GfxState* state) override;
  void updateTextMat(GfxState*) override { font_stale_ = true; }
  void updateCTM(GfxState*, double, double, double, double, double, double) override { font_stale_ = true; }
  void updateHorizScaling(GfxState*) override { font_stale_ = true; }
  void updateFillColor(GfxState*) override { fill_stale_ = true; }
  void updateFillColorSpace(GfxState*) override { fill_stale_ = true; }
  void updateStrokeColor(GfxState*) override { stroke_stale_ = true; }
  void updateStrokeColorSpace(GfxState*) override { stroke_stale_ = true; }
  void drawChar(GfxState* state, double x, double y, double dx, double dy, double origin_x, double origin_y, CharCode code,
                int bytes, const Unicode* unicode, int length) override;
  void beginActualText(GfxState* state, const GooString* text) override;
  void endActualText(GfxState* state) override;

  void stroke(GfxState* state) override;
  void fill(GfxState* state) override;
  void eoFill(GfxState* state) override { fill(state); }
  bool tilingPatternFill(GfxState*, Gfx*, Catalog*, GfxTilingPattern*, const double*, int, int, int, int, double,
                         double) override {
    return true;
  }
  bool functionShadedFill(GfxState*, GfxFunctionShading*) override { return true; }
  bool axialShadedFill(GfxState*, GfxAxialShading*, double, double) override { return true; }
  bool radialShadedFill(GfxState*, GfxRadialShading*, double, double) override { return true; }
  bool gouraudTriangleShadedFill(GfxState*, GfxGouraudTriangleShading*) override { return true; }
  bool patchMeshShadedFill(GfxState*, GfxPatchMeshShading*) override { return true; }

  void drawImageMask(GfxState* state, Object* ref, Stream* stream, int width, int height, bool invert, bool interpolate,
                     bool inline_image) override;
  void drawImage(GfxState* state, Object* ref, Stream* stream, int width, int height, GfxImageColorMap* colors,
                 bool interpolate, const int* mask, bool inline_image) override;
  void drawMaskedImage(GfxState* state, Object* ref, Stream* stream, int width, int height, GfxImageColorMap* colors,
                       bool interpolate, Stream* mask, int mask_width, int mask_height, bool mask_invert,
                       bool mask_interpolate) override;
  void drawSoftMaskedImage(GfxState* state, Object* ref, Stream* stream, int width, int height, GfxImageColorMap* colors,
                           bool interpolate, Stream* mask, int mask_width, int mask_height, GfxImageColorMap* mask_colors,
                           bool mask_interpolate) override;

  void beginMarkedContent(const char* name, Dict* properties) override;
  void endMarkedContent(GfxState* state) override;
  void beginForm(Ref id) override;
  void endForm(Ref id) override;

  void beginTransparencyGroup(GfxState* state, const double* box, GfxColorSpace* space, bool isolated, bool knockout,
                              bool for_soft_mask) override;
  void endTransparencyGroup(GfxState* state) override;

 private:
  void refresh_font(GfxState* state);
  int font_index(const GfxFont& font);
  std::uint32_t fill_color(GfxState* state);
  std::uint32_t stroke_color(GfxState* state);
  bool ignored() const noexcept { return soft_mask_depth_ > 0; }
  void add_segment(Point a, Point b, double width, std::uint32_t color, const Box& clip, RuleSource source);
  void add_filled_box(const Box& box, std::uint32_t color, const Box& clip);
  void fill_outline(const std::vector<Box>& boxes, std::uint32_t color, const Box& clip);
  void add_image(GfxState* state, int width, int height, bool opaque);

  PaintedPage page_;
  std::unordered_map<const GfxFont*, int> font_index_;
  std::vector<bool> groups_;      // of each open transparency group: is it a soft mask's?
  int soft_mask_depth_ = 0;
  int order_ = 0;
  std::uint32_t fill_color_ = 0, stroke_color_ = 0;
  bool fill_stale_ = true, stroke_stale_ = true, font_stale_ = true;
  int font_ = -1;                 // index into page_.fonts
  double font_size_ = 0;
  int rotation_ = 0;
  bool slanted_ = false;          // neither level nor upright
  bool vertical_ = false;
  bool in_actual_text_ = false;
  std::string actual_text_;       // UTF-8
  std::size_t actual_from_ = 0;   // first glyph inside
  struct OpenForm {
    int stream = 0;               // its object number
    std::size_t sequences = 0;    // that were open when it began
  };
  std::vector<int> sequences_;    // open marked-content sequences: index into page_.marks, of the nearest that has one
  std::vector<OpenForm> forms_;
};

}  // namespace tabularium
