// Languages of a page's blocks: a page is read in one language first; a block whose words are another's is read again in that.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "models/result.h"
#include "stages/extract/image_prepare.h"
#include "stages/extract/image_reading.h"
#include "stages/extract/reader.h"

namespace tabularium {

using KnowsWordIn = std::function<bool(const std::string& word, const std::string& language)>;

enum class Verdict { own, other, open };

struct LanguageVerdict {
  Verdict verdict = Verdict::open;  // own: nearly all words are known; open: too few words tell
  std::string language;             // of Verdict::other
};

// Whether words that were read in the language `own` are of it or of another of `candidates`. A word tells where one of the
// languages has it in its list and the other has not; words of fewer than four letters where they are function words.
// `least`: by how many words another must know more.
LanguageVerdict judge_language(const std::vector<std::string>& words, const std::string& own, const std::vector<std::string>& candidates,
                               int least, const KnowsWordIn& knows);

// Strips of the page (indices into `pieces`, top down), each of lines that follow each other closely.
std::vector<std::vector<std::size_t>> text_strips(const std::vector<TextPiece>& pieces, double glyph_height);

// Reads blocks anew, of `pieces` that were all read, whose words are of another language of `allowed`, or whose letters of
// another script. A piece keeps its first reading where the second is less sure.
Status reread_by_block(const PreparedPage& page, std::vector<TextPiece>& pieces, const std::vector<std::string>& allowed, Readers readers);

}  // namespace tabularium
