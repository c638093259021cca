// A long text's tables go through their stages slice by slice: what is done is packed away, so that memory follows the file, not the
// many times larger document.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <span>
#include <string_view>

#include "stages/stage.h"

namespace tabularium {

constexpr int long_text_lines = 50000;   // in tables; shorter texts are converted in one piece
constexpr int slice_lines = 6000;        // a slice ends with the table that reaches it

// Flattened tables alone, with more lines than `least`: they do not go on over pages, so that each can be finished by itself.
bool is_long_text(const Document& document, int least = long_text_lines);

// Runs `stages` (tables to validate) over each slice: its blocks, its regions, all pages. The tables are then packed
// (core/packed_tables); ids count on over the slices. What a table leaves open (its style of numbers) is decided by its slice, and text is
// checked against the tables of its slice.
Status run_in_slices(std::span<const std::unique_ptr<Stage>> stages, Document& document, StageContext& context,
                     const std::function<void(std::string_view)>& on_stage, int lines_a_slice = slice_lines);

}  // namespace tabularium
