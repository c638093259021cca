#pragma once

#include <optional>
#include <string>
#include <vector>

#include "models/evidence.h"

namespace tabularium {

enum class PageOrigin { digital, image, text };

// What was measured on an image page, and what was therefore done to it.
struct PageQuality {
  double dpi = 0;
  double skew_degrees = 0;                // positive = turned clockwise, before deskewing
  double bend = 0;                        // points that straight lines stray, before the page was laid flat
  double noise = 0;                       // specks per square inch
  double grain = 0;                       // gray levels between neighbouring pixels of the paper
  double unevenness = 0;                  // gray levels of the paper over the page
  double contrast = 0;                    // 0..1
  double mean_confidence = 0;             // of the reader, 0..1
  int turned = 0;                         // quarter turns clockwise applied to set it upright
  std::vector<std::string> treatments;    // "deskew", "median-3", "despeckle" … in the order applied
  bool operator==(const PageQuality&) const = default;
};

struct Page {
  int number = 0;                         // 1-based, as in the source
  double width = 0;                       // points, after rotation is undone
  double height = 0;
  PageOrigin origin = PageOrigin::digital;
  PageEvidence evidence;
  std::optional<PageQuality> quality;     // image pages
  std::optional<std::string> failure;     // why this page could not be read; its evidence is then empty
  bool operator==(const Page&) const = default;
};

}  // namespace tabularium
