// Overlays as a PDF, drawn by Cairo: the page's picture goes in as it is encoded, the marks as lines.
#include <cairo-pdf.h>

#include <memory>

#include "stages/export/overlay.h"

namespace tabularium {
namespace {

struct SurfaceCloser {
  void operator()(cairo_surface_t* surface) const noexcept { cairo_surface_destroy(surface); }
};
struct PainterCloser {
  void operator()(cairo_t* painter) const noexcept { cairo_destroy(painter); }
};
using Surface = std::unique_ptr<cairo_surface_t, SurfaceCloser>;
using Painter = std::unique_ptr<cairo_t, PainterCloser>;

cairo_status_t append(void* target, const unsigned char* data, unsigned int length) {
  static_cast<std::string*>(target)->append(reinterpret_cast<const char*>(data), length);
  return CAIRO_STATUS_SUCCESS;
}

// The surface's own pixels stay empty: a PDF takes the attached JPEG.
void paint_picture(cairo_t* painter, const OverlayPage& page) {
  const PagePicture& picture = *page.picture;
  if (picture.width < 1 || picture.height < 1) return;
  const Surface image(cairo_image_surface_create(CAIRO_FORMAT_A8, picture.width, picture.height));
  cairo_surface_set_mime_data(image.get(), picture.media_type.c_str(),
                              reinterpret_cast<const unsigned char*>(picture.bytes.data()), picture.bytes.size(), nullptr, nullptr);
  cairo_save(painter);
  cairo_scale(painter, page.width / picture.width, page.height / picture.height);
  cairo_set_source_surface(painter, image.get(), 0, 0);
  cairo_paint(painter);
  cairo_restore(painter);
}

void paint_mark(cairo_t* painter, const OverlayMark& mark) {
  const auto part = [&](unsigned shift) { return static_cast<double>(mark.color >> shift & 0xFFU) / 255; };
  const double dash[] = {3, 2};
  cairo_rectangle(painter, mark.box.x0, mark.box.y0, mark.box.width(), mark.box.height());
  if (mark.opacity > 0) {
    cairo_set_source_rgba(painter, part(16), part(8), part(0), mark.opacity);
    cairo_fill_preserve(painter);
  }
  cairo_set_source_rgb(painter, part(16), part(8), part(0));
  cairo_set_line_width(painter, 0.6);
  cairo_set_dash(painter, dash, mark.dashed ? 2 : 0, 0);
  cairo_stroke(painter);
  if (mark.label.empty()) return;
  cairo_move_to(painter, mark.box.x0, mark.box.y0 - 1.5);
  cairo_show_text(painter, mark.label.c_str());
}

}  // namespace

Result<std::string> overlay_pdf(const std::vector<OverlayPage>& pages) {
  std::string bytes;
  const Surface surface(cairo_pdf_surface_create_for_stream(append, &bytes, 1, 1));
  const Painter painter(cairo_create(surface.get()));
  cairo_select_font_face(painter.get(), "monospace", CAIRO_FONT_SLANT_NORMAL, CAIRO_FONT_WEIGHT_BOLD);
  cairo_set_font_size(painter.get(), 7);
  for (const OverlayPage& page : pages) {
    cairo_pdf_surface_set_size(surface.get(), page.width, page.height);
    if (page.picture) paint_picture(painter.get(), page);
    for (const OverlayMark& mark : page.marks)
      if (mark.layer != OverlayLayer::rivals) paint_mark(painter.get(), mark);  // paper has no switches
    cairo_show_page(painter.get());
  }
  cairo_surface_finish(surface.get());
  if (cairo_surface_status(surface.get()) != CAIRO_STATUS_SUCCESS || cairo_status(painter.get()) != CAIRO_STATUS_SUCCESS)
    return Error{ErrorCode::internal, std::string("the overlay cannot be drawn: ") + cairo_status_to_string(cairo_status(painter.get())), {}};
  return bytes;
}

}  // namespace tabularium
