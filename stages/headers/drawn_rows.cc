#include "stages/headers/drawn_rows.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>
#include <set>
#include <string_view>

#include "stages/core/page_of.h"
#include "stages/core/text_cells.h"
#include "stages/core/typed_value.h"

namespace tabularium {
namespace {

constexpr double character = 6;       // points (core/drawn_text)
constexpr double aligned_share = 0.8; // of the figures end where most of their column's do …
constexpr double least_share = 0.6;   // … and so many of a column's own
constexpr std::size_t least_rows = 3;

bool ends_in_figure(std::string_view text) { return !text.empty() && text.back() >= '0' && text.back() <= '9'; }

struct Figure {
  int row = 0;
  long end = 0;   // characters from the page's left edge
};

class DrawnRows {
 public:
  DrawnRows(const Table& table, const std::vector<Page>& pages) : table_(table), pages_(pages), columns_(static_cast<std::size_t>(table.cols)) {
    for (const Cell& cell : table.cells) {
      if (cell.text.empty()) continue;
      if (cell.role == Role::row_header && cell.col == 0)
        if (const auto words = words_of(cell); !words.empty()) labels_[cell.row] = std::lround(words.front()->box.x0 / character);
      if (cell.row_span == 1 && cell.row >= table.boxhead_rows && holds_bar(cell.text)) rows_.insert(cell.row);   // it may look like heads
      if (cell.role != Role::data || cell.row_span > 1) continue;
      if (cell.col_span == 1) columns_[static_cast<std::size_t>(cell.col)].push_back(&cell);
    }
    std::map<long, int> begins;
    for (const auto& [row, begin] : labels_) ++begins[begin];
    if (!begins.empty()) usual_label_ = std::ranges::max_element(begins, {}, [](const auto& begin) { return begin.second; })->first;
  }

  std::set<int> displaced() {
    for (const std::vector<const Cell*>& column : columns_) {
      look_for_crowds(column);
      look_at_lone(column);
    }
    look_at_edges();
    look_at_frame();
    return rows_;
  }

 private:
  std::vector<const Word*> words_of(const Cell& cell) const {
    std::vector<const Word*> words;
    const Page* page = page_of(pages_, cell.place.page);
    if (page == nullptr) return words;
    for (const int id : cell.words)
      if (static_cast<std::size_t>(id) < page->evidence.words.size()) words.push_back(&page->evidence.words[static_cast<std::size_t>(id)]);
    return words;
  }

  // Two figures in one cell of a column of figures.
  void look_for_crowds(const std::vector<const Cell*>& column) {
    if (std::ranges::none_of(column, [](const Cell* cell) { return cell->words.size() > 1; })) return;
    const auto figures = std::ranges::count_if(column, [](const Cell* cell) { return looks_numeric(cell->text); });
    if (2 * figures <= static_cast<std::ptrdiff_t>(column.size())) return;
    for (const Cell* cell : column) {
      const std::vector<const Word*> words = words_of(*cell);
      if (words.size() > 1 && !looks_numeric(cell->text) && std::ranges::all_of(words, [](const Word* word) { return looks_numeric(word->text); }))
        rows_.insert(cell->row);
    }
  }

  // The only value of a column without a head of its own.
  void look_at_lone(const std::vector<const Cell*>& column) {
    if (column.size() != 1 || table_.rows - table_.boxhead_rows < static_cast<int>(least_rows)) return;
    const CellPath& heads = column.front()->col_path;
    if (heads.empty() || table_.cells[static_cast<std::size_t>(heads.back())].col_span > 1) rows_.insert(column.front()->row);
  }

  // Where nearly all figures end at one place, those that do not are beside their column; unless their whole row has slipped.
  void look_at_edges() {
    std::vector<Figure> beside;
    std::size_t aligned = 0;
    for (const std::vector<const Cell*>& column : columns_) {
      std::vector<Figure> figures;
      std::map<long, std::size_t> ends;
      for (const Cell* cell : column) {
        const std::vector<const Word*> words = words_of(*cell);
        if (words.empty() || !looks_numeric(cell->text) || !ends_in_figure(cell->text)) continue;
        figures.push_back({cell->row, std::lround(words.back()->box.x1 / character)});
        ++ends[figures.back().end];
      }
      if (figures.size() < least_rows) continue;
      const auto usual = std::ranges::max_element(ends, {}, [](const auto& end) { return end.second; });
      if (static_cast<double>(usual->second) < least_share * static_cast<double>(figures.size())) return;   // set in another way
      aligned += usual->second;
      std::ranges::copy_if(figures, std::back_inserter(beside), [&](const Figure& figure) {
        return figure.end != usual->first && figure.end != usual->first + slip_of(figure.row);
      });
    }
    if (static_cast<double>(aligned) < aligned_share * static_cast<double>(aligned + beside.size())) return;
    for (const Figure& figure : beside) rows_.insert(figure.row);
  }

  // Characters by which a row's label stands beside where most labels begin.
  long slip_of(int row) const {
    const auto label = labels_.find(row);
    return label == labels_.end() ? 0 : label->second - usual_label_;
  }

  // Rows that end before the frame does.
  void look_at_frame() {
    if (table_.boxes.size() != 1) return;
    const Page* page = page_of(pages_, table_.pages.front());
    std::vector<const Rule*> closing;
    for (const Rule& rule : page->evidence.rules)
      if (rule.orientation == Orientation::vertical && std::abs(rule.at - table_.boxes.front().x1) < 1.5 * character) closing.push_back(&rule);
    std::set<int> open;
    std::size_t closed = 0;
    for (const Cell& cell : table_.cells) {
      if (cell.col != 0 || cell.row_span > 1 || cell.row < table_.boxhead_rows || !cell.place.box) continue;
      const double middle = cell.place.box->center_y();
      if (std::ranges::any_of(closing, [&](const Rule* rule) { return rule->from <= middle && rule->to >= middle; })) ++closed;
      else open.insert(cell.row);
    }
    if (closed > open.size()) rows_.merge(open);
  }

  const Table& table_;
  const std::vector<Page>& pages_;
  std::vector<std::vector<const Cell*>> columns_;
  std::map<int, long> labels_;   // where a row's label begins, characters
  long usual_label_ = 0;
  std::set<int> rows_;
};

}  // namespace

std::vector<int> doubt_displaced_rows(Table& table, const std::vector<Page>& pages) {
  const Page* first = table.pages.empty() ? nullptr : page_of(pages, table.pages.front());
  if (first == nullptr || first->origin != PageOrigin::text) return {};
  const std::set<int> rows = DrawnRows(table, pages).displaced();
  for (Cell& cell : table.cells) {
    const bool value = cell.role == Role::data || (cell.row_span == 1 && cell.role != Role::section_header && holds_bar(cell.text));
    if (value && !cell.text.empty() && rows.contains(cell.row)) cell.confidence = std::min(cell.confidence, displaced_confidence);
  }
  return {rows.begin(), rows.end()};
}

}  // namespace tabularium
