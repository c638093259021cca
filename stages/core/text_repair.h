// Damage of old extracts undone: pinyin annotations, radicals, script. Clean text is never changed.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "models/options.h"
#include "models/result.h"

namespace tabularium {

// Removes 務(wù)-like annotations: a Han character followed by its own reading in parentheses.
std::string remove_pinyin_annotations(std::string_view text);
// Kangxi and CJK radicals to the characters they stand for (⻓ -> 长).
std::string fold_radicals(std::string_view text);
// Letters and the combining marks behind them as one character where there is one (NFC).
std::string compose_accents(std::string_view text);
// Traditional and simplified Chinese (OpenCC).
Result<std::string> convert_script(std::string_view text, Script script);

// All of it in order. Equal to the input when nothing was wrong.
Result<std::string> repair_text(std::string_view text, Script script);

}  // namespace tabularium
