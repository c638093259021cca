// The ruling lines of a page as a mesh: pieces put together, lost stretches filled in, taken out of the picture. A printed
// line ends at another line; where one ends in the open, the print or the scan lost it.
#pragma once

#include <span>
#include <vector>

#include "models/evidence.h"
#include "stages/extract/image_pix.h"
#include "stages/extract/image_tracks.h"

namespace tabularium {

// Lines followed across the gray page and rules found in its ink, each line once. Pixels.
std::vector<RuleTrack> gather_lines(std::span<const Rule> rules, std::span<const RuleTrack> tracks, double glyph_height);

// Upright lines of one column that stop and go on below, where no level line meets either end and no letter stands
// between, become one; open ends are drawn on to where most of their neighbours end. `ink`: 1-bit.
void complete_lines(std::vector<RuleTrack>& lines, Pix* ink, double glyph_height);

// Takes the lines' pixels out of the ink and paints them over in the gray page; letters that they touch stay. `seen`:
// these lines were followed and run where they say; false: parts of them were only concluded.
void whiten_lines(Pix* ink, Pix* gray, std::span<const RuleTrack> lines, int paper, bool seen);

std::vector<Rule> rules_of(std::span<const RuleTrack> lines);

}  // namespace tabularium
