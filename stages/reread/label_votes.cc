#include "stages/reread/label_votes.h"

#include <algorithm>
#include <array>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "stages/core/enumerator.h"
#include "stages/core/number_text.h"
#include "stages/core/put_reading.h"
#include "stages/core/typed_value.h"
#include "stages/core/unicode.h"
#include "stages/reread/image_cells.h"

namespace tabularium {
namespace {

constexpr int kLeastLetters = 4;    // shorter labels have too many neighbours
constexpr double kCertain = 0.97;   // a reader's own confidence in letters that are not put to the vote
constexpr double kSurer = 0.03;

// What stays of a label when its marks are left out.
std::u32string letters_of(const std::u32string& folded) {
  std::u32string letters;
  for (const char32_t c : folded)
    if (is_letter(c) || is_ascii_digit(c)) letters += c;
  return letters;
}

// And when letters of one shape are one letter.
std::u32string shape_of(const std::u32string& letters) {
  constexpr std::array<std::u32string_view, 6> alike = {U"litIj", U"ceoö", U"uü", U"aä", U"BD", U"hb"};
  std::u32string shape = letters;
  for (char32_t& c : shape)
    for (const std::u32string_view group : alike)
      if (group.find(c) != std::u32string_view::npos) c = group.front();
  return shape;
}

struct Reading {
  std::string text;
  std::u32string letters;
  int times = 0;
  double confidence = 0;  // of its surest cell
  bool enumerated = false;
};

struct Group {
  std::vector<Cell*> cells;
  std::vector<Reading> readings;
};

void add(Group& group, Cell& cell, const std::u32string& letters) {
  group.cells.push_back(&cell);
  auto known = std::find_if(group.readings.begin(), group.readings.end(), [&](const Reading& reading) {
    return fold_label(reading.text) == fold_label(cell.text);
  });
  if (known == group.readings.end()) {
    group.readings.push_back({cell.text, letters, 0, 0, parse_enumerator(cell.text).has_value()});
    known = group.readings.end() - 1;
  }
  ++known->times;
  known->confidence = std::max(known->confidence, cell.confidence);
}

// Dots above letters are lost, seldom gained.
long dotted(const std::u32string& letters) {
  return std::count_if(letters.begin(), letters.end(), [](char32_t c) { return std::u32string_view(U"äöüÄÖÜ").find(c) != std::u32string_view::npos; });
}

// Negative, 0 or positive as `a` counts less than, as much as or more than `b`.
int compare(const Reading& a, const Reading& b) {
  if (a.letters == b.letters && a.enumerated != b.enumerated) return a.enumerated ? 1 : -1;
  if (const long more = dotted(a.letters) - dotted(b.letters); more != 0) return more > 0 ? 1 : -1;
  if (a.times != b.times) return a.times - b.times;
  return a.confidence > b.confidence + kSurer ? 1 : b.confidence > a.confidence + kSurer ? -1 : 0;
}

int settle(const Group& group) {
  int changed = 0;
  for (Cell* cell : group.cells) {
    const std::string folded = fold_label(cell->text);
    const auto own = std::find_if(group.readings.begin(), group.readings.end(),
                                  [&](const Reading& reading) { return fold_label(reading.text) == folded; });
    const Reading* best = &*own;
    for (const Reading& other : group.readings) {
      if (other.letters != own->letters && cell->confidence >= kCertain) continue;
      if (compare(other, *best) > 0) best = &other;
    }
    if (best == &*own) continue;
    put_reading(*cell, best->text, best->confidence, "votes");
    ++changed;
  }
  return changed;
}

struct Counted {
  Cell* cell = nullptr;
  EnumeratorFamily family = EnumeratorFamily::han_comma;
  int ordinal = 0;
};

// The labels of a column that begin with 一、 or (一), by rows.
std::vector<Counted> counted_labels(Table& table, int col, EnumeratorFamily family, const std::vector<Page>& pages) {
  std::vector<Counted> found;
  for (Cell& cell : table.cells) {
    if (cell.col != col || cell.role == Role::column_header || image_page_of(cell, pages) == nullptr) continue;
    const std::optional<Enumerator> mark = parse_enumerator(cell.text);
    if (mark && mark->family == family) found.push_back({&cell, mark->family, mark->ordinal});
  }
  std::sort(found.begin(), found.end(), [](const Counted& a, const Counted& b) { return a.cell->row < b.cell->row; });
  return found;
}

void put_text(Cell& cell, const std::u32string& text) { put_reading(cell, to_utf8(text), cell.confidence, "sequence"); }

bool set_numeral(Cell& cell, int ordinal) {
  std::u32string text = to_code_points(cell.text);
  const std::size_t at = text.find_first_of(kHanNumerals);
  if (at > 1 || ordinal < 1 || ordinal > static_cast<int>(kHanNumerals.size())) return false;
  if (at + 1 < text.size() && kHanNumerals.find(text[at + 1]) != std::u32string_view::npos) return false;  // of two characters
  text[at] = kHanNumerals[static_cast<std::size_t>(ordinal) - 1];
  put_text(cell, text);
  return true;
}

// How many of a doubtful label's first characters are what is left of an enumerator; 0 where it begins otherwise.
std::size_t remains_of_enumerator(const Cell& cell) {
  constexpr double doubtful = 0.85;
  constexpr std::size_t most = 3;
  if (cell.confidence >= doubtful) return 0;
  const std::u32string text = to_code_points(cell.text);
  std::size_t count = 0;
  while (count < text.size() && (kHanNumerals.find(text[count]) != std::u32string_view::npos || !(is_letter(text[count]) || is_ascii_digit(text[count])))) ++count;
  return count <= most && count < text.size() ? count : 0;
}

// The labels of a column by rows, with or without an enumerator of the family (ordinal 0).
std::vector<Counted> all_labels(Table& table, int col, EnumeratorFamily family, const std::vector<Page>& pages) {
  std::vector<Counted> found;
  for (Cell& cell : table.cells) {
    if (cell.col != col || cell.role != Role::row_header || cell.text.empty() || image_page_of(cell, pages) == nullptr) continue;
    const std::optional<Enumerator> mark = parse_enumerator(cell.text);
    found.push_back({&cell, family, mark && mark->family == family ? mark->ordinal : 0});
  }
  std::sort(found.begin(), found.end(), [](const Counted& a, const Counted& b) { return a.cell->row < b.cell->row; });
  return found;
}

// Mends the labels strictly between `first` and `last`, whose ordinals are as far apart as they themselves.
int fill_between(std::span<Counted> labels) {
  const auto wanted = [&](std::size_t i) { return labels.front().ordinal + static_cast<int>(i); };
  for (std::size_t i = 1; i + 1 < labels.size(); ++i)
    if (labels[i].ordinal == 0 && remains_of_enumerator(*labels[i].cell) == 0) return 0;
  int changed = 0;
  for (std::size_t i = 1; i + 1 < labels.size(); ++i) {
    Counted& label = labels[i];
    if (label.ordinal == wanted(i)) continue;
    if (label.ordinal == 0) {
      const std::u32string text = to_code_points(label.cell->text), numeral(1, kHanNumerals[static_cast<std::size_t>(wanted(i)) - 1]);
      const std::u32string rest = text.substr(remains_of_enumerator(*label.cell));
      put_text(*label.cell, label.family == EnumeratorFamily::han_comma ? numeral + U"、" + rest : U"(" + numeral + U")" + rest);
    } else if (!set_numeral(*label.cell, wanted(i))) {
      continue;
    }
    label.ordinal = wanted(i);
    ++changed;
  }
  return changed;
}

// Between two labels that are as far apart as their numerals every label has its own, also where little of it was read.
int fill_gaps(std::vector<Counted> labels) {
  constexpr std::size_t most = 4;
  int changed = 0;
  for (std::size_t length = 2; length <= most; ++length)
    for (std::size_t i = 0; i + length < labels.size(); ++i) {
      const int from = labels[i].ordinal, to = labels[i + length].ordinal;
      if (from > 0 && to <= static_cast<int>(kHanNumerals.size()) && to - from == static_cast<int>(length))
        changed += fill_between(std::span(labels).subspan(i, length + 1));
    }
  return changed;
}

}  // namespace

int vote_on_labels(std::vector<Table>& tables, const std::vector<Page>& pages) {
  std::map<std::u32string, Group> groups;
  for (Table& table : tables)
    for (Cell& cell : table.cells) {
      if (cell.text.empty() || image_page_of(cell, pages) == nullptr || looks_numeric(cell.text)) continue;
      const std::u32string letters = letters_of(to_code_points(fold_label(cell.text)));
      if (std::count_if(letters.begin(), letters.end(), is_letter) < kLeastLetters) continue;
      add(groups[shape_of(letters)], cell, letters);
    }
  int changed = 0;
  for (const auto& [shape, group] : groups)
    if (group.readings.size() > 1) changed += settle(group);
  return changed;
}

int count_up_enumerators(Table& table, const std::vector<Page>& pages) {
  int changed = 0;
  for (int col = 0; col < table.cols; ++col)
    for (const EnumeratorFamily family : {EnumeratorFamily::han_comma, EnumeratorFamily::han_paren}) {
      const std::vector<Counted> labels = counted_labels(table, col, family, pages);
      for (std::size_t i = 1; i + 1 < labels.size(); ++i) {
        const int missing = labels[i - 1].ordinal + 1;
        if (labels[i + 1].ordinal == missing + 1 && labels[i].ordinal != missing && set_numeral(*labels[i].cell, missing)) ++changed;
      }
      changed += fill_gaps(all_labels(table, col, family, pages));
    }
  return changed;
}

}  // namespace tabularium
