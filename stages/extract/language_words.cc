#include "stages/extract/language_words.h"

#include <map>
#include <set>

#include "stages/core/text_repair.h"
#include "stages/core/unicode.h"

namespace tabularium {
namespace {

const std::map<std::string, std::set<std::string>>& function_words() {
  static const std::map<std::string, std::set<std::string>> words = {
      {"eng", {"the", "of", "and", "in", "to", "for", "by", "was", "were", "with", "that", "on", "is", "are", "from",
               "table", "total", "source", "note", "year"}},
      {"deu", {"der", "die", "das", "und", "von", "im", "den", "des", "mit", "auf", "ist", "wurden", "nicht", "dem",
               "zu", "eine", "nach", "bei", "aus", "wird", "zum", "zur", "tabelle", "insgesamt", "summe", "quelle",
               "anmerkung", "jahr"}},
      {"fra", {"le", "la", "les", "des", "du", "et", "dans", "par", "sur", "est", "une", "au", "aux", "ont", "pour", "qui",
               "tableau", "ensemble", "total", "source", "note"}},
      {"spa", {"el", "los", "las", "del", "y", "por", "con", "una", "que", "para", "se", "su", "cuadro", "tabla", "total",
               "fuente", "nota"}}};
  return words;
}

}  // namespace

bool is_function_word(std::string_view word, const std::string& language) {
  const auto words = function_words().find(language);
  if (words == function_words().end()) return false;
  std::string lower;
  for (const char c : word)
    if (c >= 'A' && c <= 'Z') lower += static_cast<char>(c - 'A' + 'a');
    else if (c >= 'a' && c <= 'z') lower += c;
  return words->second.contains(lower);
}

double traditional_share(std::string_view text) {
  constexpr double few = 8;
  const Result<std::string> simplified = convert_script(text, Script::simplified);
  if (!simplified) return 0;
  const std::u32string as_read = to_code_points(text), other = to_code_points(simplified.value());
  if (as_read.size() != other.size()) return 0;
  double changed = 0, han = 0;
  for (std::size_t i = 0; i < as_read.size(); ++i) {
    if (!is_han(as_read[i])) continue;
    ++han;
    changed += as_read[i] != other[i] ? 1 : 0;
  }
  return han >= few ? changed / han : 0;
}

}  // namespace tabularium
