// From painted strokes and areas to ruling lines. Plain values: no PDF library is needed to call or test this.
#pragma once

#include <cstdint>
#include <vector>

#include "models/evidence.h"
#include "models/geometry.h"

namespace tabularium {

// One straight upright line as painted, before anything is merged.
struct RuleMark {
  Rule rule;
  std::uint32_t color = 0;
  int order = 0;  // position in the order of painting
};

// One painted area.
struct FillMark {
  Box box;
  std::uint32_t color = 0;
  int order = 0;
};

struct Ruling {
  std::vector<Rule> rules;
  std::vector<Fill> fills;
};

// A rectangle counts as a line when it is thinner than this (points) and clearly longer than thick.
inline constexpr double max_rule_thickness = 3.0;

// Merges collinear segments (also dots and dashes), drops repetitions, makes one of double rules, leaves out what
// cannot be seen: near-white marks that lie on no darker area, marks outside `page`, specks.
Ruling ruling_from_marks(std::vector<RuleMark> rules, const std::vector<FillMark>& fills, const Box& page);

bool is_near_white(std::uint32_t color) noexcept;

}  // namespace tabularium
