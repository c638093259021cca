#include "stages/tables/flat_grid.h"

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include "stages/core/number_text.h"

namespace tabularium {
namespace {

constexpr double regular_share = 0.85;   // of the lines have one number of cells
constexpr int deepest_boxhead = 5;

enum class RowKind { header, section, body };

// 7, 7., also in full-width figures; -1 = anything else.
int serial_number(std::string_view text) {
  constexpr std::size_t longest = 5;
  int number = 0;
  std::size_t figures = 0;
  for (const char32_t c : fold_cell(text)) {
    if (c != U'.' && !is_ascii_digit(c)) return -1;
    number = c == U'.' ? number : number * 10 + static_cast<int>(c - U'0');
    if (++figures > longest) return -1;
  }
  return number;
}

class GridReader {
 public:
  GridReader(const Page& page, const FlatTokens& tokens) : page_(page), tokens_(tokens) {}

  std::optional<Table> read() {
    if (!place_tokens()) return std::nullopt;
    find_numeric_columns();
    tell_rows();
    find_stub();
    table_.rows = static_cast<int>(rows_.size());
    table_.cols = width_;
    table_.stub_cols = stub_;
    for (int row = 0; row < table_.rows;) {
      const int end = kinds_[at(row)] == RowKind::body ? row + 1 : block_end(row);
      if (kinds_[at(row)] == RowKind::header) add_boxhead(row, end);
      else if (kinds_[at(row)] == RowKind::section) add(row, 0, 1, width_, Role::section_header);
      else add_body_row(row);
      row = kinds_[at(row)] == RowKind::section ? row + 1 : end;
    }
    return std::move(table_);
  }

 private:
  static std::size_t at(int i) { return static_cast<std::size_t>(i); }

  // -1 = no token: the line ended before.
  int token(int row, int col) const { return col < static_cast<int>(rows_[at(row)].size()) ? rows_[at(row)][at(col)] : -1; }
  bool empty(int row, int col) const {
    const int id = token(row, col);
    return id < 0 || tokens_.tokens[at(id)].text.empty();
  }
  TokenClass class_of(int row, int col) const { return empty(row, col) ? TokenClass::blank : tokens_.tokens[at(token(row, col))].cls; }
  std::string_view text(int row, int col) const { return empty(row, col) ? std::string_view() : tokens_.tokens[at(token(row, col))].text; }

  // Lines as rows. True when nearly all have one number of cells, and places matter: a frame, tabs, empty cells.
  bool place_tokens() {
    if (!tokens_.rows_kept || !(tokens_.framed || tokens_.delimited)) return false;
    for (int i = 0; i < static_cast<int>(tokens_.tokens.size()); ++i) {
      if (tokens_.tokens[at(i)].opens_line) rows_.emplace_back();
      rows_.back().push_back(i);
      if (std::find(tokens_.rules.begin(), tokens_.rules.end(), i) != tokens_.rules.end()) rules_.push_back(static_cast<int>(rows_.size()) - 1);
    }
    std::map<std::size_t, int> lines;
    for (const auto& row : rows_) ++lines[row.size()];
    std::size_t usual = 0;
    for (const auto& [size, count] : lines)
      if (usual == 0 || count > lines[usual] || (count == lines[usual] && size > usual)) usual = size;
    if (usual < 2) return false;
    int regular = 0;
    for (auto& row : rows_) {
      while (row.size() > usual && tokens_.tokens[at(row.back())].text.empty()) row.pop_back();
      regular += row.size() == usual || row.size() == 1 ? 1 : 0;
      width_ = std::max(width_, static_cast<int>(row.size()));
    }
    usual_ = static_cast<int>(usual);
    return regular >= regular_share * static_cast<double>(rows_.size());
  }

  // Columns whose lower half holds numbers.
  void find_numeric_columns() {
    const int count = static_cast<int>(rows_.size());
    for (int col = 0; col < width_; ++col) {
      int numbers = 0;
      int texts = 0;
      for (int row = count / 2; row < count; ++row) {
        const TokenClass is = class_of(row, col);
        numbers += is == TokenClass::number || is == TokenClass::date || (is == TokenClass::blank && !empty(row, col)) ? 1 : 0;
        texts += is == TokenClass::text ? 1 : 0;
      }
      numeric_.push_back(numbers > texts);
    }
  }

  bool is_alone(int row) const {
    if (empty(row, 0)) return false;
    for (int col = 1; col < width_; ++col)
      if (!empty(row, col)) return false;
    return true;
  }

  // Words (or years) where the columns below hold numbers.
  bool heads_numbers(int row) const {
    int words = 0;
    int numbers = 0;
    for (int col = 1; col < width_; ++col) {
      if (!numeric_[at(col)] || empty(row, col)) continue;
      const FlatToken& cell = tokens_.tokens[at(token(row, col))];
      words += cell.cls == TokenClass::text || is_year_like(cell) ? 1 : 0;
      numbers += cell.cls == TokenClass::text || is_year_like(cell) ? 0 : 1;
    }
    return words > 0 && numbers == 0;
  }

  void tell_rows() {
    const int count = static_cast<int>(rows_.size());
    kinds_.assign(rows_.size(), RowKind::body);
    const bool any_numeric = std::find(numeric_.begin() + 1, numeric_.end(), true) != numeric_.end();
    int top = 0;
    while (top < count && is_alone(top)) kinds_[at(top++)] = RowKind::section;
    int end = top;
    while (end < count && end - top < deepest_boxhead && any_numeric && heads_numbers(end)) ++end;
    for (const int rule : rules_)
      if (rule > end && rule - top <= deepest_boxhead && end == top) end = rule;
    if (end == top && !any_numeric) end = top + 1;
    for (int row = top; row < std::min(end, count); ++row) kinds_[at(row)] = RowKind::header;
    for (int row = end; row < count; ++row) {
      if (is_alone(row)) kinds_[at(row)] = RowKind::section;
      else if (any_numeric && returns(row)) kinds_[at(row)] = RowKind::header;
    }
  }

  // A boxhead below data: only words, in all of the columns of numbers, or right below a section or another such row.
  bool returns(int row) const {
    if (!heads_numbers(row)) return false;
    const RowKind before = kinds_[at(row) - 1];
    bool years = false;
    bool full = true;
    for (int col = 1; col < width_; ++col) {
      years = years || class_of(row, col) == TokenClass::number || class_of(row, col) == TokenClass::date;
      full = full && (!numeric_[at(col)] || !empty(row, col));
    }
    return before != RowKind::body || (full && !years);
  }

  int block_end(int row) const {
    int end = row;
    while (end < static_cast<int>(rows_.size()) && kinds_[at(end)] == kinds_[at(row)]) ++end;
    return end;
  }

  // Serial numbers: whole numbers, each one more than the one before.
  bool is_serial(int col) const {
    int last = -1;
    int seen = 0;
    for (int row = 0; row < static_cast<int>(rows_.size()); ++row) {
      if (kinds_[at(row)] != RowKind::body || empty(row, col)) continue;
      const int number = serial_number(text(row, col));
      if (number < 0) return false;
      if (last >= 0 && number != last + 1) return false;
      last = number;
      ++seen;
    }
    return seen >= 2;
  }

  void find_stub() {
    const auto is_body = [this](int row) { return kinds_[at(row)] == RowKind::body; };
    const int count = static_cast<int>(rows_.size());
    int bodies = 0;
    int last = 0;
    for (int row = 0; row < count; ++row)
      if (is_body(row)) {
        ++bodies;
        last = row;
      }
    stub_ = 1;
    if (bodies == 1 && class_of(last, 0) != TokenClass::text && !empty(last, 0)) {
      stub_ = 0;
      return;
    }
    while (stub_ < width_ - 1) {
      bool open = is_serial(stub_ - 1);
      bool words = false;
      bool numbers = false;
      for (int row = 0; row < count; ++row) {
        if (!is_body(row)) continue;
        open = open || empty(row, stub_ - 1);
        words = words || class_of(row, stub_) == TokenClass::text;
        numbers = numbers || class_of(row, stub_) == TokenClass::number || (class_of(row, stub_) == TokenClass::blank && !empty(row, stub_));
      }
      if (!open || !words || numbers || has_head_after_wide_one(stub_)) break;
      ++stub_;
    }
  }

  // A stub head that spans several columns ends where the next header begins.
  bool has_head_after_wide_one(int col) const {
    const auto first = std::find(kinds_.begin(), kinds_.end(), RowKind::header);
    if (first == kinds_.end()) return false;
    const int from = static_cast<int>(first - kinds_.begin());
    const int to = block_end(from);
    return col > 1 && column_empty(col - 1, from, to) && !column_empty(col, from, to);
  }

  // ---- cells

  Cell& add(int row, int col, int rows, int cols, Role role) {
    Cell cell;
    const int id = token(row, col);
    if (id >= 0) cell = cell_of(page_, tokens_.tokens[at(id)]);
    cell.row = row;
    cell.col = col;
    cell.row_span = rows;
    cell.col_span = cols;
    cell.role = role;
    table_.cells.push_back(std::move(cell));
    return table_.cells.back();
  }

  bool column_empty(int col, int from, int to) const {
    for (int row = from; row < to; ++row)
      if (!empty(row, col)) return false;
    return true;
  }

  void add_boxhead(int from, int to) {
    if (table_.boxhead_rows == 0) table_.boxhead_rows = to;
    for (int col = 0; col < stub_;) {
      int end = col + 1;
      while (end < stub_ && column_empty(end, from, to)) ++end;
      int row = from;
      while (row + 1 < to && empty(row, col)) ++row;
      add(row, col, to - from, end - col, Role::stub_head).row = from;
      col = end;
    }
    add_headers(from, to, stub_, width_);
  }

  // The headers of rows [from, to) over columns [left, right).
  void add_headers(int from, int to, int left, int right) {
    if (from >= to) return;
    for (int col = left; col < right;) {
      if (empty(from, col)) {  // nothing over this column here: what stands below it is outermost
        if (column_empty(col, from, to)) {
          add(from, col, to - from, 1, Role::column_header);
        } else {
          add(from, col, 1, 1, Role::column_header);
          add_headers(from + 1, to, col, col + 1);
        }
        ++col;
        continue;
      }
      const bool leaf = column_empty(col, from + 1, to);
      int end = col + 1;
      while (end < right && (empty(from, end) || (!leaf && text(from, end) == text(from, col))) && column_empty(end, from + 1, to) == leaf) ++end;
      if (leaf) add(from, col, to - from, end - col, Role::column_header);  // also over nameless columns beside it
      else add_spanner(from, to, col, end);
      col = end;
    }
  }

  void add_spanner(int from, int to, int left, int right) {
    int next = from + 1;
    const auto blank_row = [&](int row) {
      for (int col = left; col < right; ++col)
        if (!empty(row, col)) return false;
      return true;
    };
    while (next < to && blank_row(next)) ++next;
    add(from, left, next - from, right - left, Role::column_header);
    add_headers(next, to, left, right);
  }

  void add_body_row(int row) {
    const bool odd = rows_[at(row)].size() != static_cast<std::size_t>(usual_) || tokens_.tokens[at(rows_[at(row)].front())].doubted;
    for (int col = 0; col < stub_;) {
      int end = col + 1;
      if (empty(row, col)) {
        if (!covered(row, col)) add(row, col, 1, 1, Role::row_header);
        ++col;
        continue;
      }
      while (end < stub_ && empty(row, end)) ++end;
      add(row, col, end < stub_ ? rows_below(row, col) : 1, end - col, Role::row_header);
      col = end;
    }
    for (int col = stub_; col < width_; ++col) {
      Cell& cell = add(row, col, 1, 1, Role::data);
      if (odd && token(row, col) >= 0) cell.confidence = odd_row_confidence;
    }
  }

  // Rows from `row` on that a group label stands for.
  int rows_below(int row, int col) const {
    int end = row + 1;
    if (is_serial(col)) return 1;   // a total below the last numbered row has none
    for (; end < static_cast<int>(rows_.size()) && kinds_[at(end)] == RowKind::body; ++end) {
      bool goes_on = false;
      for (int c = 0; c <= col; ++c)
        if (!empty(end, c)) return end - row;
      for (int c = col + 1; c < stub_; ++c) goes_on = goes_on || !empty(end, c);
      if (!goes_on) break;
    }
    return end - row;
  }

  bool covered(int row, int col) const {
    for (auto cell = table_.cells.rbegin(); cell != table_.cells.rend(); ++cell) {
      if (cell->role != Role::row_header) continue;
      if (cell->col <= col && col < cell->col_end() && cell->row <= row && row < cell->row_end()) return true;
      if (cell->col == col && cell->row < row) return false;
    }
    return false;
  }

  const Page& page_;
  const FlatTokens& tokens_;
  std::vector<std::vector<int>> rows_;   // token of each place
  std::vector<int> rules_;               // rows with a drawn rule over them
  std::vector<bool> numeric_;            // by column
  std::vector<RowKind> kinds_;
  int usual_ = 0;                        // cells of most lines
  int width_ = 0;
  int stub_ = 1;
  Table table_;
};

}  // namespace

std::optional<Table> read_flat_grid(const Page& page, const FlatTokens& tokens) { return GridReader(page, tokens).read(); }

}  // namespace tabularium
