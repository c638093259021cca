// Overlays as SVG and as an HTML page whose layers can be switched.
#include <algorithm>
#include <cstdio>

#include "stages/core/atomic_file.h"
#include "stages/core/base64.h"
#include "stages/export/html_text.h"
#include "stages/export/overlay.h"

namespace tabularium {
namespace {

std::string points(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.2f", value);
  return text;
}

std::string rgb(std::uint32_t color) {
  char text[16];
  std::snprintf(text, sizeof text, "#%06x", color & 0xFFFFFFU);
  return text;
}

std::string mark_svg(const OverlayMark& mark) {
  std::string out = "<rect x=\"" + points(mark.box.x0) + "\" y=\"" + points(mark.box.y0) + "\" width=\"" +
                    points(mark.box.width()) + "\" height=\"" + points(mark.box.height()) + "\" stroke=\"" + rgb(mark.color) + "\"";
  if (mark.opacity > 0) out += " fill=\"" + rgb(mark.color) + "\" fill-opacity=\"" + points(mark.opacity) + "\"";
  if (mark.dashed) out += " stroke-dasharray=\"3 2\"";
  out += "><title>" + html_escaped(mark.hint) + "</title></rect>";
  if (!mark.label.empty())
    out += "<text x=\"" + points(mark.box.x0) + "\" y=\"" + points(mark.box.y0 - 1.5) + "\" fill=\"" + rgb(mark.color) + "\">" +
           html_escaped(mark.label) + "</text>";
  return out + "\n";
}

std::string group_svg(const OverlayPage& page, OverlayLayer layer) {
  std::string out = "<g class=\"" + std::string(name_of(layer)) + "\" fill=\"none\" stroke-width=\"0.6\">\n";
  for (const OverlayMark& mark : page.marks)
    if (mark.layer == layer) out += mark_svg(mark);
  return out + "</g>\n";
}

constexpr std::string_view overlay_style = R"css(
svg{display:block;max-width:100%;height:auto;background:#fff;border:1px solid #9aa6b3;margin:.4rem 0 1rem}
svg text{font:7px monospace;stroke:none}
fieldset{position:sticky;top:0;z-index:1;background:var(--paper);border:1px solid var(--line);display:flex;flex-wrap:wrap;gap:.2rem 1rem}
ol.hypotheses{font:12px/1.5 monospace;overflow-wrap:anywhere}
)css";

std::string switches() {
  std::string rules;
  std::string boxes = "<fieldset><legend>Shown</legend>\n";
  for (const OverlayLayer layer : overlay_layers) {
    const std::string name(name_of(layer));
    rules += "body:has(#show-" + name + ":not(:checked)) g." + name + "{display:none}\n";
    boxes += "<label><input type=\"checkbox\" id=\"show-" + name + "\"" + (layer == OverlayLayer::rivals ? "" : " checked") + "> " +
             std::string(what_is(layer)) + "</label>\n";
  }
  return "<style>" + std::string(overlay_style) + rules + "</style>\n" + boxes + "</fieldset>\n";
}

std::string overlay_html(const std::vector<OverlayPage>& pages, std::string_view title) {
  std::string out = html_head(title, "en") + "<header><h1>" + html_escaped(title) + "</h1></header>\n<main>\n" + switches();
  for (const OverlayPage& page : pages) {
    out += "<h2>Page " + std::to_string(page.number) + "</h2>\n" + overlay_svg(page);
    if (page.hypotheses.empty()) continue;
    out += "<details><summary>" + std::to_string(page.hypotheses.size()) + " grids weighed</summary><ol class=\"hypotheses\">\n";
    for (const std::string& line : page.hypotheses) out += "<li>" + html_escaped(line) + "</li>\n";
    out += "</ol></details>\n";
  }
  return out + "</main>\n" + html_foot();
}

// All pages below one another: an SVG file has no pages.
std::string stacked_svg(const std::vector<OverlayPage>& pages) {
  double width = 0;
  double height = 0;
  std::string inside;
  for (const OverlayPage& page : pages) {
    inside += "<g transform=\"translate(0 " + points(height) + ")\">\n" + overlay_svg(page) + "</g>\n";
    width = std::max(width, page.width);
    height += page.height + 10;
  }
  return "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" width=\"" + points(width) + "pt\" height=\"" +
         points(height) + "pt\" viewBox=\"0 0 " + points(width) + " " + points(height) +
         "\">\n<style>text{font:7px monospace;stroke:none}</style>\n" + inside + "</svg>\n";
}

}  // namespace

std::string overlay_svg(const OverlayPage& page) {
  std::string out = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + points(page.width) + "\" height=\"" + points(page.height) +
                    "\" viewBox=\"0 0 " + points(page.width) + " " + points(page.height) + "\" role=\"img\" aria-label=\"page " +
                    std::to_string(page.number) + " with what was found on it\">\n";
  if (page.picture)
    out += "<image width=\"" + points(page.width) + "\" height=\"" + points(page.height) +
           "\" preserveAspectRatio=\"none\" href=\"data:" + page.picture->media_type + ";base64," + base64(page.picture->bytes) + "\"/>\n";
  for (const OverlayLayer layer : overlay_layers) out += group_svg(page, layer);
  return out + "</svg>\n";
}

Status write_overlay(const std::vector<OverlayPage>& pages, std::string_view title, const std::string& path) {
  if (pages.empty()) return Error{ErrorCode::unsupported, "no page has a place to draw on: a text file has no picture", {}};
  if (path.ends_with(".html")) return write_file(path, overlay_html(pages, title));
  if (path.ends_with(".svg")) return write_file(path, stacked_svg(pages));
  if (!path.ends_with(".pdf")) return Error{ErrorCode::bad_configuration, path + ": an overlay ends in .pdf, .svg or .html", {}};
  const Result<std::string> pdf = overlay_pdf(pages);
  return pdf.ok() ? write_file(path, pdf.value()) : Status(pdf.error());
}

}  // namespace tabularium
