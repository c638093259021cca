#include "stages/tables/doubled_marks.h"

#include <algorithm>
#include <array>
#include <compare>
#include <cstddef>
#include <map>
#include <vector>

namespace tabularium {
namespace {

constexpr std::size_t least_lines = 3;       // of the usual length
constexpr std::size_t usual_share = 2;       // at least one in so many lines has it

struct Line {
  std::size_t from = 0;   // tokens, half-open
  std::size_t to = 0;
  std::size_t size() const { return to - from; }
};

std::vector<Line> lines_of(const std::vector<FlatToken>& tokens) {
  std::vector<Line> lines;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (tokens[i].opens_line || lines.empty()) lines.push_back({i, i});
    lines.back().to = i + 1;
  }
  return lines;
}

// 0 where no length is usual.
std::size_t usual_length(const std::vector<Line>& lines) {
  std::map<std::size_t, std::size_t> counts;
  for (const Line& line : lines) ++counts[line.size()];
  const auto usual = std::max_element(counts.begin(), counts.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  const bool told = usual != counts.end() && usual->first >= 2 && usual->second >= least_lines && usual->second * usual_share >= lines.size();
  return told ? usual->first : 0;
}

// What most lines of the usual length have in each column; blank where they have nothing.
std::vector<TokenClass> classes_of(const std::vector<FlatToken>& tokens, const std::vector<Line>& lines, std::size_t usual) {
  std::vector<std::array<int, 4>> seen(usual, {0, 0, 0, 0});
  for (const Line& line : lines)
    for (std::size_t c = 0; line.size() == usual && c < usual; ++c) ++seen[c][static_cast<std::size_t>(tokens[line.from + c].cls)];
  std::vector<TokenClass> classes;
  for (const auto& counts : seen) classes.push_back(static_cast<TokenClass>(std::max_element(counts.begin(), counts.end()) - counts.begin()));
  return classes;
}

struct Misfits {
  int wrong = 0;   // words or figures of another kind than their column, or behind the last one
  int empty = 0;   // empty cells where others have something
  auto operator<=>(const Misfits&) const = default;
};

// Of a line without the token `left_out`.
Misfits misfits(const std::vector<FlatToken>& tokens, const Line& line, std::size_t left_out, const std::vector<TokenClass>& classes) {
  Misfits found;
  std::size_t column = 0;
  for (std::size_t i = line.from; i < line.to; ++i) {
    if (i == left_out) continue;
    const TokenClass is = tokens[i].cls;
    if (column >= classes.size()) ++found.wrong;
    else if (tokens[i].text.empty()) found.empty += classes[column] != TokenClass::blank ? 1 : 0;
    else found.wrong += is != classes[column] && is != TokenClass::blank ? 1 : 0;
    ++column;
  }
  return found;
}

// The empty token without which all of the line fits; line.to where there is none, or where it may be one of several that stand apart.
std::size_t doubled_mark(const std::vector<FlatToken>& tokens, const Line& line, const std::vector<TokenClass>& classes) {
  std::size_t best = line.to;
  std::size_t last = line.to;   // as good as the best
  Misfits least{0, static_cast<int>(line.size())};
  for (std::size_t i = line.from; i < line.to; ++i) {
    if (!tokens[i].text.empty()) continue;
    const Misfits left = misfits(tokens, line, i, classes);
    if (left.wrong > 0 || left > least) continue;
    if (left < least || best == line.to) best = i;
    else if (i != last + 1) return line.to;
    last = i;
    least = left;
  }
  return best;
}

}  // namespace

void mend_doubled_marks(FlatTokens& all) {
  const std::vector<Line> lines = lines_of(all.tokens);
  const std::size_t usual = usual_length(lines);
  if (usual == 0) return;
  const std::vector<TokenClass> classes = classes_of(all.tokens, lines, usual);
  std::vector<std::size_t> gone;
  for (const Line& line : lines) {
    if (line.size() != usual + 1) continue;
    const std::size_t mark = doubled_mark(all.tokens, line, classes);
    if (mark == line.to) continue;
    gone.push_back(mark);
    for (std::size_t i = line.from; i < line.to; ++i) all.tokens[i].doubted = true;
    if (mark == line.from) all.tokens[mark + 1].opens_line = true;
  }
  for (int& rule : all.rules) rule -= static_cast<int>(std::count_if(gone.begin(), gone.end(), [&](std::size_t mark) { return mark < static_cast<std::size_t>(rule); }));
  for (auto mark = gone.rbegin(); mark != gone.rend(); ++mark) all.tokens.erase(all.tokens.begin() + static_cast<std::ptrdiff_t>(*mark));
}

}  // namespace tabularium
