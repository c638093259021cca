// Ruling lines of a binary page: found by opening with long thin bricks, joined, and taken out of the ink.
#pragma once

#include <vector>

#include "models/evidence.h"
#include "stages/extract/image_pix.h"

namespace tabularium {

struct RuleOptions {
  double dpi = 300;
  double min_length = 0.33;      // inch: shorter lines are dashes or strokes of letters
  double min_side = 0.12;        // inch: the same for a line between two others that it meets
  double max_thickness = 0.055;  // inch: thicker is a fill or a picture
  double glyph_height = 0;       // pixels: typical height of capitals; 0 = unknown, then bars of blurred letters pass
  double join_gap = 0.05;        // inch: a break this long is a fault of the print or scan, not a gap that was meant
};

struct InkRules {
  std::vector<Rule> rules;       // pixels of the image; source image
  PixPtr mask;                   // 1-bit, set where a rule was; null when there is none
};

// `ink` is 1-bit, set = ink. Opening alone, no closing before it: closing would join letters into lines.
InkRules find_rules(Pix* ink, const RuleOptions& options);

// Joins pieces that lie on one line and are divided by no more than `gap` (same unit as the rules).
std::vector<Rule> join_rules(std::vector<Rule> rules, double gap, double aside);

}  // namespace tabularium
