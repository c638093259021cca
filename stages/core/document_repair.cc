#include "stages/core/document_repair.h"

#include <algorithm>
#include <functional>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "stages/core/messages.h"
#include "stages/core/mojibake.h"
#include "stages/core/text_repair.h"
#include "stages/core/unicode.h"

namespace tabularium {
namespace {

constexpr int most_layers = 3;   // of wrong readings
constexpr std::string_view lost = "\xEF\xBF\xBD";
constexpr std::string_view soft_hyphen = "\xC2\xAD";

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

std::string without(std::string_view text, std::string_view part) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t next = std::min(text.find(part, at), text.size());
    out += text.substr(at, next - at);
    at = next + (next < text.size() ? part.size() : 0);
  }
  return out;
}

// U+0300 … U+036F are CC 80 … CD AF.
bool has_combining_mark(std::string_view text) {
  for (std::size_t i = 0; i + 1 < text.size(); ++i)
    if (text[i] == '\xCC' || (text[i] == '\xCD' && static_cast<unsigned char>(text[i + 1]) <= 0xAF)) return true;
  return false;
}

// Words of letters and lost letters, as byte ranges.
template <typename Use>
void each_word(std::string_view text, const Use& use) {
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && (static_cast<unsigned char>(text[end]) >= 0x80 || (text[end] >= 'a' && text[end] <= 'z') || (text[end] >= 'A' && text[end] <= 'Z'))) ++end;
    if (end > at) use(at, end);
    at = std::max(end, at + 1);
  }
}

// The word with its letters beyond ASCII taken out of sight: what a word that lost them still shows.
std::string outline(std::string_view word) {
  std::string out;
  for (const char32_t c : to_code_points(word)) out += c < 0x80 ? static_cast<char>(c) : '\1';
  return out;
}

class LostLetters {
 public:
  explicit LostLetters(const std::vector<TextLine>& lines) {
    const bool any = std::any_of(lines.begin(), lines.end(), [](const TextLine& line) { return line.text.find(lost) != std::string::npos; });
    if (!any) return;
    for (const TextLine& line : lines)
      each_word(line.text, [&](std::size_t from, std::size_t to) {
        const std::string word = line.text.substr(from, to - from);
        const bool whole = word.find(lost) == std::string::npos && std::any_of(word.begin(), word.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
        if (whole) known_[outline(word)].insert(word);
      });
  }

  // The text with words that only one whole word of the document fits.
  std::string mend(const std::string& text) const {
    if (known_.empty() || text.find(lost) == std::string::npos) return text;
    std::string out;
    std::size_t kept = 0;
    each_word(text, [&](std::size_t from, std::size_t to) {
      const std::string word = text.substr(from, to - from);
      if (word.find(lost) == std::string::npos || count_code_points(word) < 3) return;
      const auto found = known_.find(outline(word));
      if (found == known_.end() || found->second.size() != 1) return;
      out += text.substr(kept, from - kept) + *found->second.begin();
      kept = to;
    });
    return out + text.substr(kept);
  }

 private:
  std::unordered_map<std::string, std::unordered_set<std::string>> known_;
};

// Runs one kind of repair over the lines and tells what it did.
Status run_repair(std::vector<TextLine>& lines, const std::string& kind, const std::string& language, const std::function<Result<std::string>(const std::string&)>& repair,
                  std::vector<Finding>& findings) {
  int touched = 0;
  Finding finding;
  for (TextLine& line : lines) {
    if (is_ascii(line.text)) continue;   // no kind of damage is made of ASCII alone
    Result<std::string> repaired = repair(line.text);
    if (!repaired) return repaired.error();
    if (repaired.value() == line.text) continue;
    if (touched++ == 0) {
      finding.evidence = collapse_spaces(line.text).substr(0, 400) + " → " + collapse_spaces(repaired.value()).substr(0, 400);
      finding.place.page = 1;
      finding.place.span = line.span;
    }
    if (line.raw.empty()) line.raw = std::move(line.text);
    line.text = std::move(repaired).value();
  }
  if (touched == 0) return {};
  finding.code = "text_repaired";
  finding.severity = Severity::info;
  finding.message = message_text(language, "text_repaired", {{"kind", kind}, {"count", std::to_string(touched)}});
  findings.push_back(std::move(finding));
  return {};
}

}  // namespace

Result<std::vector<Finding>> repair_lines(std::vector<TextLine>& lines, Script script, const std::string& language) {
  std::vector<Finding> findings;
  for (int layer = 0; layer < most_layers; ++layer) {
    const std::vector<std::string_view> texts = [&] {
      std::vector<std::string_view> views;   // lines of ASCII prove nothing
      for (const TextLine& line : lines)
        if (!is_ascii(line.text)) views.push_back(line.text);
      return views;
    }();
    const Mojibake kind = find_mojibake(texts);
    if (kind == Mojibake::none) break;
    const Status done = run_repair(lines, kind == Mojibake::latin ? "latin" : "gbk", language,
                                   [&](const std::string& text) -> Result<std::string> { return undo_mojibake(text, kind); }, findings);
    if (!done) return done.error();
  }
  const LostLetters letters(lines);
  const std::pair<const char*, std::function<Result<std::string>(const std::string&)>> repairs[] = {
      {"hyphens", [](const std::string& text) -> Result<std::string> { return text.find(soft_hyphen) == std::string::npos ? text : without(text, soft_hyphen); }},
      {"accents", [](const std::string& text) -> Result<std::string> { return has_combining_mark(text) ? compose_accents(text) : text; }},
      {"letters", [&](const std::string& text) -> Result<std::string> { return letters.mend(text); }},
      {script == Script::keep ? "annotations" : "script",
       [&](const std::string& text) { return repair_text(text, script); }},
  };
  for (const auto& [kind, repair] : repairs) {
    const Status done = run_repair(lines, kind, language, repair, findings);
    if (!done) return done.error();
  }
  return findings;
}

}  // namespace tabularium
