#include "stages/extract/pdf_page_device.h"

#include <Stream.h>
#include <UTF.h>
#include <goo/gmem.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <string_view>

#include "stages/core/unicode.h"

namespace tabularium {
namespace {

constexpr std::size_t most_marks = 200'000;   // of one kind on a page
constexpr std::size_t most_glyphs = 500'000;  // on a page

std::uint32_t packed(const GfxRGB& rgb) {
  const auto part = [](GfxColorComp c) { return static_cast<std::uint32_t>(colToByte(c)); };
  return part(rgb.r) << 16U | part(rgb.g) << 8U | part(rgb.b);
}

void append_utf8(std::string& out, Unicode c) {
  if (c < 0x80) {
    out += static_cast<char>(c);
  } else if (c < 0x800) {
    out += static_cast<char>(0xC0 | c >> 6);
    out += static_cast<char>(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    if (c >= 0xD800 && c < 0xE000) return;
    out += static_cast<char>(0xE0 | c >> 12);
    out += static_cast<char>(0x80 | (c >> 6 & 0x3F));
    out += static_cast<char>(0x80 | (c & 0x3F));
  } else if (c < 0x110000) {
    out += static_cast<char>(0xF0 | c >> 18);
    out += static_cast<char>(0x80 | (c >> 12 & 0x3F));
    out += static_cast<char>(0x80 | (c >> 6 & 0x3F));
    out += static_cast<char>(0x80 | (c & 0x3F));
  }
}

// Latin ligatures as the letters that they stand for.
const char* expanded_ligature(Unicode c) {
  switch (c) {
    case 0xFB00: return "ff";
    case 0xFB01: return "fi";
    case 0xFB02: return "fl";
    case 0xFB03: return "ffi";
    case 0xFB04: return "ffl";
    case 0xFB05:
    case 0xFB06: return "st";
    default: return nullptr;
  }
}

bool is_blank(Unicode c) {
  return c == 0x20 || c == 0xA0 || c == 0x09 || c == 0x0A || c == 0x0D || (c >= 0x2000 && c <= 0x200B) || c == 0x202F ||
         c == 0x205F || c == 0x3000 || c == 0xFEFF;
}

bool name_says(const std::string& name, std::initializer_list<const char*> parts) {
  return std::any_of(parts.begin(), parts.end(), [&](const char* part) { return name.find(part) != std::string::npos; });
}

GlyphFont describe(const GfxFont& font) {
  GlyphFont out;
  out.name = font.getNameWithoutSubsetTag();
  const bool heavy = font.getWeight() >= GfxFont::W600;
  out.bold = font.isBold() || heavy || name_says(out.name, {"Bold", "bold", "BOLD", "Black", "Heavy", "Demi", "SimHei"});
  out.italic = font.isItalic() || name_says(out.name, {"Italic", "italic", "Oblique"});
  out.ascent = std::clamp(font.getAscent(), 0.5, 1.05);
  out.descent = std::clamp(font.getDescent(), -0.4, 0.0);
  return out;
}

Box clip_box(GfxState* state) {
  Box box;
  state->getClipBBox(&box.x0, &box.y0, &box.x1, &box.y1);
  return box;
}

Point on_page(const GfxState* state, double x, double y) {
  Point p;
  state->transform(x, y, &p.x, &p.y);
  return p;
}

// Bounding box of a subpath of straight lines; nullopt when it is curved or has other than upright edges
// (thin slivers may be mitred at their ends).
std::optional<Box> straight_box(const GfxState* state, const GfxSubpath& path) {
  const int count = path.getNumPoints();
  if (count < 2) return std::nullopt;
  Box box;
  Point before;
  bool upright = true;
  for (int i = 0; i < count; ++i) {
    if (path.getCurve(i)) return std::nullopt;
    const Point p = on_page(state, path.getX(i), path.getY(i));
    if (!std::isfinite(p.x) || !std::isfinite(p.y)) return std::nullopt;
    if (i == 0) {
      box = {p.x, p.y, p.x, p.y};
    } else {
      box = {std::min(box.x0, p.x), std::min(box.y0, p.y), std::max(box.x1, p.x), std::max(box.y1, p.y)};
      upright = upright && (std::abs(p.x - before.x) < 0.3 || std::abs(p.y - before.y) < 0.3);
    }
    before = p;
  }
  const double thin = std::min(box.width(), box.height());
  if (upright && count <= 6) return box;
  return thin <= max_rule_thickness && count <= 6 ? std::optional<Box>(box) : std::nullopt;
}

bool encloses(const Box& a, const Box& b) { return a.x0 <= b.x0 && a.y0 <= b.y0 && a.x1 >= b.x1 && a.y1 >= b.y1; }

}  // namespace

PaintedPage PdfPageDevice::take() {
  PaintedPage page = std::move(page_);
  page_ = {};
  return page;
}

void PdfPageDevice::startPage(int, GfxState*, XRef*) {
  page_ = {};
  font_index_.clear();
  groups_.clear();
  sequences_.clear();
  forms_.clear();
  soft_mask_depth_ = 0;
  order_ = 0;
  fill_stale_ = stroke_stale_ = font_stale_ = true;
  in_actual_text_ = false;
}

void PdfPageDevice::restoreState(GfxState*) { fill_stale_ = stroke_stale_ = font_stale_ = true; }
void PdfPageDevice::updateFont(GfxState*) { font_stale_ = true; }

std::uint32_t PdfPageDevice::fill_color(GfxState* state) {
  if (fill_stale_) {
    GfxRGB rgb;
    state->getFillRGB(&rgb);
    fill_color_ = packed(rgb);
    fill_stale_ = false;
  }
  return fill_color_;
}

std::uint32_t PdfPageDevice::stroke_color(GfxState* state) {
  if (stroke_stale_) {
    GfxRGB rgb;
    state->getStrokeRGB(&rgb);
    stroke_color_ = packed(rgb);
    stroke_stale_ = false;
  }
  return stroke_color_;
}

int PdfPageDevice::font_index(const GfxFont& font) {
  const auto [entry, is_new] = font_index_.try_emplace(&font, static_cast<int>(page_.fonts.size()));
  if (is_new) page_.fonts.push_back(describe(font));
  return entry->second;
}

void PdfPageDevice::refresh_font(GfxState* state) {
  font_stale_ = false;
  const auto& font = state->getFont();
  if (!font) {
    font_ = -1;
    return;
  }
  font_ = font_index(*font);
  font_size_ = state->getTransformedFontSize();
  double m[4];
  state->getFontTransMat(&m[0], &m[1], &m[2], &m[3]);
  if (font->getType() == fontType3) {
    // A Type 3 font brings its own units: its box tells how tall an em is.
    const double* matrix = font->getFontMatrix();
    const double* box = font->getFontBBox();
    const double tall = std::abs((box[3] - box[1]) * matrix[3]);
    font_size_ *= tall > 0.01 && tall < 100 ? 0.8 * tall : std::abs(matrix[3]) * 1000;
    if (matrix[0] < 0) m[0] = -m[0], m[1] = -m[1];
  }
  const double level = std::abs(m[0]), steep = std::abs(m[1]);
  rotation_ = level >= steep ? (m[0] >= 0 ? 0 : 2) : (m[1] > 0 ? 1 : 3);
  slanted_ = std::min(level, steep) > 0.1 * std::max(level, steep);
  vertical_ = font->getWMode() == 1;
  if (vertical_) rotation_ = (rotation_ + 1) & 3;
}

void PdfPageDevice::drawChar(GfxState* state, double x, double y, double dx, double dy, double, double, CharCode code,
                             int bytes, const Unicode* unicode, int length) {
  if (ignored() || page_.glyphs.size() >= most_glyphs) return;
  if (font_stale_) refresh_font(state);
  if (font_ < 0) return;
  double space = state->getCharSpace();
  if (code == 0x20 && bytes == 1) space += state->getWordSpace();
  double space_x = 0, space_y = 0;
  if (vertical_)
    state->textTransformDelta(0, space, &space_x, &space_y);
  else
    state->textTransformDelta(space * state->getHorizScaling(), 0, &space_x, &space_y);

  Glyph glyph;
  glyph.origin = on_page(state, x, y);
  glyph.end = on_page(state, x + dx - space_x, y + dy - space_y);
  if (!std::isfinite(glyph.origin.x + glyph.origin.y + glyph.end.x + glyph.end.y) || !(font_size_ > 0.5)) return;
  const Point center{(glyph.origin.x + glyph.end.x) / 2, (glyph.origin.y + glyph.end.y) / 2};
  const Box clip = clip_box(state);
  if (center.x < clip.x0 - 1 || center.x > clip.x1 + 1 || center.y < clip.y0 - 1 || center.y > clip.y1 + font_size_) return;
  for (int i = 0; i < length; ++i) {
    if (const char* letters = expanded_ligature(unicode[i]))
      glyph.text += letters;
    else if (unicode[i] >= 0x20 && unicode[i] != 0xAD)
      append_utf8(glyph.text, unicode[i]);
  }
  if (length == 0 || unicode[0] == 0 || unicode[0] == 0xFFFD) ++page_.unmapped_glyphs;
  glyph.space = length == 1 && is_blank(unicode[0]);
  if (slanted_ && font_size_ > 24) return;  // a watermark
  glyph.size = font_size_;
  glyph.font = font_;
  glyph.rotation = rotation_;
  glyph.vertical = vertical_;
  const int render = state->getRender() & 3;
  glyph.hidden = render == 3 || state->getFillOpacity() < 0.02;
  glyph.heavy = render == 2;
  glyph.color = render == 1 ? stroke_color(state) : fill_color(state);
  glyph.order = ++order_;
  glyph.mark = sequences_.empty() ? -1 : sequences_.back();
  page_.glyphs.push_back(std::move(glyph));
}

void PdfPageDevice::beginActualText(GfxState*, const GooString* text) {
  actual_text_.clear();
  in_actual_text_ = text != nullptr;
  actual_from_ = page_.glyphs.size();
  if (!in_actual_text_) return;
  Unicode* letters = nullptr;
  const int count = TextStringToUCS4(text->toStr(), &letters);
  for (int i = 0; i < count; ++i)
    if (letters[i] >= 0x20 && letters[i] != 0xAD) append_utf8(actual_text_, letters[i]);
  gfree(letters);
}

// The replacement takes the glyphs' place, spread evenly over them; a replacement for several lines is not believed,
// since nobody knows which part stands where.
void PdfPageDevice::endActualText(GfxState*) {
  if (!in_actual_text_) return;
  in_actual_text_ = false;
  std::vector<Glyph>& glyphs = page_.glyphs;
  if (actual_from_ >= glyphs.size()) return;
  const Glyph first = glyphs[actual_from_], last = glyphs.back();
  const bool upright = first.rotation == 1 || first.rotation == 3;
  const double drift = upright ? last.origin.x - first.origin.x : last.origin.y - first.origin.y;
  if (std::abs(drift) > 0.5 * first.size || last.rotation != first.rotation) return;
  std::string painted;
  for (std::size_t i = actual_from_; i < glyphs.size(); ++i) painted += glyphs[i].text;
  if (painted == actual_text_) return;
  glyphs.resize(actual_from_);
  const std::u32string letters = to_code_points(actual_text_);
  const double count = static_cast<double>(letters.size());
  for (std::size_t i = 0; i < letters.size(); ++i) {
    const auto at = [&](double share) {
      return Point{first.origin.x + (last.end.x - first.origin.x) * share,
                   first.origin.y + (last.end.y - first.origin.y) * share};
    };
    Glyph glyph = first;
    glyph.text = to_utf8(std::u32string_view(&letters[i], 1));
    glyph.space = is_blank(letters[i]);
    glyph.origin = at(static_cast<double>(i) / count);
    glyph.end = at(static_cast<double>(i + 1) / count);
    glyphs.push_back(std::move(glyph));
  }
}

void PdfPageDevice::add_segment(Point a, Point b, double width, std::uint32_t color, const Box& clip, RuleSource source) {
  if (page_.rules.size() >= most_marks) {
    page_.crowded = true;
    return;
  }
  const double dx = std::abs(a.x - b.x), dy = std::abs(a.y - b.y);
  if (!std::isfinite(dx + dy + width)) return;
  RuleMark mark;
  mark.color = color;
  mark.order = ++order_;
  mark.rule.source = source;
  mark.rule.width = width;
  if (dy <= 0.3 + 0.003 * dx && dx >= dy) {
    mark.rule.orientation = Orientation::horizontal;
    mark.rule.at = (a.y + b.y) / 2;
    mark.rule.from = std::max(std::min(a.x, b.x), clip.x0);
    mark.rule.to = std::min(std::max(a.x, b.x), clip.x1);
    if (mark.rule.at < clip.y0 - 1 || mark.rule.at > clip.y1 + 1) return;
  } else if (dx <= 0.3 + 0.003 * dy) {
    mark.rule.orientation = Orientation::vertical;
    mark.rule.at = (a.x + b.x) / 2;
    mark.rule.from = std::max(std::min(a.y, b.y), clip.y0);
    mark.rule.to = std::min(std::max(a.y, b.y), clip.y1);
    if (mark.rule.at < clip.x0 - 1 || mark.rule.at > clip.x1 + 1) return;
  } else {
    return;
  }
  if (mark.rule.to > mark.rule.from) page_.rules.push_back(mark);
}

void PdfPageDevice::stroke(GfxState* state) {
  if (ignored() || state->getStrokeOpacity() < 0.02) return;
  const GfxPath* path = state->getPath();
  const Box clip = clip_box(state);
  const double width = state->getTransformedLineWidth();
  const std::uint32_t color = stroke_color(state);
  for (int i = 0; i < path->getNumSubpaths(); ++i) {
    const GfxSubpath& part = *path->getSubpath(i);
    const int count = part.getNumPoints();
    if (count == 0) continue;
    Point before = on_page(state, part.getX(0), part.getY(0));
    if (count == 2 && width > 2 * max_rule_thickness && !part.getCurve(1)) {
      // One thick stroke is an area: a cell's background drawn with a broad pen.
      const Point p = on_page(state, part.getX(1), part.getY(1));
      const bool level = std::abs(p.y - before.y) < 0.3;
      if (level || std::abs(p.x - before.x) < 0.3) {
        const double half = width / 2, hx = level ? 0 : half, hy = level ? half : 0;
        add_filled_box({std::min(p.x, before.x) - hx, std::min(p.y, before.y) - hy, std::max(p.x, before.x) + hx,
                        std::max(p.y, before.y) + hy}, color, clip);
        continue;
      }
    }
    for (int k = 1; k < count; ++k) {
      const Point p = on_page(state, part.getX(k), part.getY(k));
      if (!part.getCurve(k) && !part.getCurve(k - 1)) add_segment(before, p, width, color, clip, RuleSource::stroke);
      before = p;
    }
  }
}

void PdfPageDevice::add_filled_box(const Box& box, std::uint32_t color, const Box& clip) {
  const Box seen{std::max(box.x0, clip.x0), std::max(box.y0, clip.y0), std::min(box.x1, clip.x1), std::min(box.y1, clip.y1)};
  const double width = seen.width(), height = seen.height();
  if (width < 0 || height < 0 || !std::isfinite(width + height)) return;
  const double thin = std::min(width, height), length = std::max(width, height);
  if (thin <= max_rule_thickness && (length > 2 * thin || length <= max_rule_thickness)) {
    const bool level = width >= height;
    const Point a = level ? Point{seen.x0, seen.center_y()} : Point{seen.center_x(), seen.y0};
    const Point b = level ? Point{seen.x1, seen.center_y()} : Point{seen.center_x(), seen.y1};
    add_segment(a, b, thin, color, clip, RuleSource::fill);
  } else if (page_.fills.size() < most_marks) {
    page_.fills.push_back({seen, color, ++order_});
  }
}

// A frame painted as one area with a hole: its four sides are thin.
void PdfPageDevice::fill_outline(const std::vector<Box>& boxes, std::uint32_t color, const Box& clip) {
  const Box& a = encloses(boxes[0], boxes[1]) ? boxes[0] : boxes[1];
  const Box& b = &a == &boxes[0] ? boxes[1] : boxes[0];
  add_filled_box({a.x0, a.y0, a.x1, b.y0}, color, clip);
  add_filled_box({a.x0, b.y1, a.x1, a.y1}, color, clip);
  add_filled_box({a.x0, a.y0, b.x0, a.y1}, color, clip);
  add_filled_box({b.x1, a.y0, a.x1, a.y1}, color, clip);
}

void PdfPageDevice::fill(GfxState* state) {
  if (ignored() || state->getFillOpacity() < 0.02) return;
  const GfxPath* path = state->getPath();
  const Box clip = clip_box(state);
  std::vector<Box> boxes;
  for (int i = 0; i < path->getNumSubpaths(); ++i)
    if (const auto box = straight_box(state, *path->getSubpath(i)))
      boxes.push_back(*box);
    else
      ++page_.drawn_shapes;
  if (boxes.empty()) return;
  const std::uint32_t color = fill_color(state);
  if (boxes.size() == 2 && path->getNumSubpaths() == 2 && (encloses(boxes[0], boxes[1]) || encloses(boxes[1], boxes[0]))) {
    fill_outline(boxes, color, clip);
    return;
  }
  for (const Box& box : boxes) add_filled_box(box, color, clip);
}

void PdfPageDevice::add_image(GfxState* state, int width, int height, bool opaque) {
  if (ignored()) return;
  const Point corners[] = {on_page(state, 0, 0), on_page(state, 1, 0), on_page(state, 0, 1), on_page(state, 1, 1)};
  Box box{corners[0].x, corners[0].y, corners[0].x, corners[0].y};
  for (const Point& p : corners) {
    if (!std::isfinite(p.x + p.y)) return;
    box = {std::min(box.x0, p.x), std::min(box.y0, p.y), std::max(box.x1, p.x), std::max(box.y1, p.y)};
  }
  const Box clip = clip_box(state);
  const Box seen = intersect(box, clip);
  const double thin = std::min(seen.width(), seen.height());
  if (thin < 0 || page_.images.size() >= most_marks) return;
  if (thin <= max_rule_thickness) {  // a line drawn as a stretched picture
    add_filled_box(seen, 0, clip);
    return;
  }
  const bool upright = std::abs(corners[1].y - corners[0].y) < 0.5 && corners[1].x > corners[0].x && corners[2].y < corners[0].y;
  page_.images.push_back({seen, width, height, ++order_, upright, opaque && state->getFillOpacity() > 0.9});
}

void PdfPageDevice::drawImageMask(GfxState* state, Object* ref, Stream* stream, int width, int height, bool invert,
                                  bool interpolate, bool inline_image) {
  add_image(state, width, height, false);
  if (inline_image) OutputDev::drawImageMask(state, ref, stream, width, height, invert, interpolate, inline_image);
}

void PdfPageDevice::drawImage(GfxState* state, Object* ref, Stream* stream, int width, int height, GfxImageColorMap* colors,
                              bool interpolate, const int* mask, bool inline_image) {
  add_image(state, width, height, mask == nullptr);
  if (inline_image) OutputDev::drawImage(state, ref, stream, width, height, colors, interpolate, mask, inline_image);
}

void PdfPageDevice::drawMaskedImage(GfxState* state, Object*, Stream*, int width, int height, GfxImageColorMap*, bool,
                                    Stream*, int, int, bool, bool) {
  add_image(state, width, height, false);
}

void PdfPageDevice::drawSoftMaskedImage(GfxState* state, Object*, Stream*, int width, int height, GfxImageColorMap*, bool,
                                        Stream*, int, int, GfxImageColorMap*, bool) {
  add_image(state, width, height, false);
}

// Sequences nest. One without a number of its own belongs to what is around it, but for artifacts.
void PdfPageDevice::beginMarkedContent(const char* name, Dict* properties) {
  int mark = sequences_.empty() ? -1 : sequences_.back();
  const Object number = properties != nullptr ? properties->lookup("MCID") : Object(objNull);
  const bool artifact = std::string_view(name) == "Artifact";
  if (number.isInt() || artifact) {
    mark = static_cast<int>(page_.marks.size());
    page_.marks.push_back({forms_.empty() ? 0 : forms_.back().stream, number.isInt() ? number.getInt() : -1, artifact});
  }
  sequences_.push_back(mark);
}

// Also called for sequences whose beginning is not told (optional content): those may close one too early, which loses
// a mark but gives no text a wrong one.
void PdfPageDevice::endMarkedContent(GfxState*) {
  const std::size_t outside = forms_.empty() ? 0 : forms_.back().sequences;
  if (sequences_.size() > outside) sequences_.pop_back();
}

void PdfPageDevice::beginForm(Ref id) { forms_.push_back({id.num, sequences_.size()}); }

void PdfPageDevice::endForm(Ref) {
  if (forms_.empty()) return;
  sequences_.resize(std::min(sequences_.size(), forms_.back().sequences));
  forms_.pop_back();
}

void PdfPageDevice::beginTransparencyGroup(GfxState*, const double*, GfxColorSpace*, bool, bool, bool for_soft_mask) {
  groups_.push_back(for_soft_mask);
  if (for_soft_mask) ++soft_mask_depth_;
}

void PdfPageDevice::endTransparencyGroup(GfxState*) {
  if (groups_.empty()) return;
  if (groups_.back()) --soft_mask_depth_;
  groups_.pop_back();
}

}  // namespace tabularium
