// What was seen and concluded, drawn over the page: the picture with which a wrong table is explained and reported.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "models/document.h"
#include "models/result.h"
#include "stages/core/page_pictures.h"

namespace tabularium {

// In the order of painting.
enum class OverlayLayer { fills, words, rules, rivals, regions, cells, doubts };
inline constexpr OverlayLayer overlay_layers[] = {OverlayLayer::fills,   OverlayLayer::words, OverlayLayer::rules,
                                                  OverlayLayer::rivals,  OverlayLayer::regions, OverlayLayer::cells,
                                                  OverlayLayer::doubts};

std::string_view name_of(OverlayLayer layer) noexcept;   // "words", "rules" …: one word, also a class of CSS
std::string_view what_is(OverlayLayer layer) noexcept;   // for the legend

struct OverlayMark {
  OverlayLayer layer = OverlayLayer::words;
  Box box;                  // points on the page; a rule's is as thin as the rule
  std::uint32_t color = 0;  // 0xRRGGBB
  double opacity = 0;       // of the area inside, 0..1; 0 = outline alone
  bool dashed = false;
  std::string label;        // printed at the box's top left; empty = none. ASCII
  std::string hint;         // for a viewer that can show more: the text, the score, the role
};

struct OverlayPage {
  int number = 0;
  double width = 0;         // points
  double height = 0;
  std::optional<PagePicture> picture;
  std::vector<OverlayMark> marks;
  std::vector<std::string> hypotheses;  // one line for each grid that the judge weighed, its region's best first
};

// Pages without coordinates (text input) and failed ones are left out. `pictures` may be null: then no picture lies below.
std::vector<OverlayPage> overlay_pages(const Document& document, PagePictures* pictures);

// By the ending of `path`: .svg (pages below one another), .html (layers to be switched, hypotheses listed) or .pdf.
Status write_overlay(const std::vector<OverlayPage>& pages, std::string_view title, const std::string& path);

std::string overlay_svg(const OverlayPage& page);  // one <svg> element
Result<std::string> overlay_pdf(const std::vector<OverlayPage>& pages);

}  // namespace tabularium
