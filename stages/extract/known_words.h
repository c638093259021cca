// Readings weighed by the words that they make: a reader confuses letters of one shape, but seldom into another word.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "stages/extract/image_reading.h"

namespace tabularium {

using KnowsWord = std::function<bool(const std::string& word)>;

// The Chinese characters of the line that are part of no known word of two to four characters.
std::size_t unknown_han(const std::string& text, const KnowsWord& knows);

// The line as `counts` has it, with `other`'s characters where only they make a known word, complete an enumerator at the
// line's beginning, or spare a mark that does not stand between Chinese characters. `counts` itself where none does.
std::string weigh_by_words(const std::string& counts, const std::string& other, const KnowsWord& knows);

// A Chinese line, its characters that are part of no known word exchanged for one that looks like them and makes one; and
// without the hyphen that a reader sees beside the one stroke of 一.
std::string repair_han(const std::string& text, const KnowsWord& knows);

// Chinese characters stand in squares: a piece of the page's type that holds more characters than its width has squares
// was read with one too many (人金额 for 金额). The one goes without which fewest stand outside known words; both readings stay.
void drop_crowded_han(std::vector<TextPiece>& pieces, const KnowsWord& knows);

// Latin words that nobody knows become the one known word that they look like, and words of the same page count as known
// where they stand there twice. Words that are changed keep both readings. `least_sure`: surer words are left alone.
void repair_by_words(std::vector<TextPiece>& pieces, const KnowsWord& knows, double least_sure);

}  // namespace tabularium
