#include "tests/generators/flat_documents.h"

#include <algorithm>
#include <array>
#include <random>
#include <set>
#include <utility>

#include "stages/core/table_structure.h"

namespace tabularium {
namespace {

enum class Language { english, german, chinese };
enum class Stub { none, plain, serial, groups, numbered_groups, sections, sections_with_boxheads };

class Random {
 public:
  explicit Random(std::uint64_t seed) : engine_(seed * 2654435761U + 17) {}
  int between(int least, int most) { return least + static_cast<int>(engine_() % static_cast<std::uint64_t>(most - least + 1)); }
  bool chance(int percent) { return between(1, 100) <= percent; }
  template <typename T, std::size_t n>
  const T& one_of(const std::array<T, n>& list) { return list[static_cast<std::size_t>(between(0, static_cast<int>(n) - 1))]; }

 private:
  std::mt19937_64 engine_;
};

std::string han_ordinal(int n) {
  constexpr std::array<std::string_view, 10> digits = {"", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
  std::string out;
  if (n >= 20) out += digits[static_cast<std::size_t>(n / 10)];
  if (n >= 10) out += "十";
  return out + std::string(digits[static_cast<std::size_t>(n % 10)]);
}

// Header shapes as children counts: -1 ends a level. Built directly as cells instead.
struct Boxhead {
  std::vector<Cell> cells;
  int rows = 1;
  int leaves = 0;
};

class Maker {
 public:
  explicit Maker(std::uint64_t seed) : random_(seed) {}

  FlatSample make() {
    language_ = static_cast<Language>(random_.between(0, 2));
    constexpr std::array<Stub, 10> stubs = {Stub::plain, Stub::plain, Stub::plain, Stub::serial, Stub::groups, Stub::numbered_groups,
                                            Stub::numbered_groups, Stub::sections, Stub::sections_with_boxheads, Stub::none};
    stub_ = random_.one_of(stubs);
    decimals_ = random_.chance(30) ? random_.between(1, 2) : 0;
    grouping_ = random_.chance(40);
    dashes_ = random_.chance(30) ? 15 : 0;
    blanks_ = random_.chance(15) ? 8 : 0;
    const Boxhead boxhead = make_boxhead();
    text_column_ = stub_ != Stub::none && boxhead.leaves >= 3 && boxhead.rows == 1 && random_.chance(25) ? random_.between(0, 1) : -1;
    sample_.kind += " leaves" + std::to_string(boxhead.leaves) + " levels" + std::to_string(boxhead.rows);
    if (blanks_ > 0) sample_.kind += " blanks";
    if (text_column_ >= 0) sample_.kind += " text";
    lay_out(boxhead);
    fill_gaps(table_);
    build_header_trees(table_);
    sample_.table = std::move(table_);
    sample_.forms = {FlatForm::cells, FlatForm::bars, FlatForm::markdown, FlatForm::tabs};
    return std::move(sample_);
  }

 private:
  // ---- words

  std::string syllable() {
    constexpr std::array<std::string_view, 24> english = {"bar", "ten", "mor", "lin", "ash", "ver", "col", "dun", "ess", "far", "gil", "hol",
                                                          "ker", "lum", "nor", "pel", "rus", "sal", "tor", "und", "wes", "yar", "bel", "cren"};
    constexpr std::array<std::string_view, 20> german = {"schä", "gen", "brü", "cken", "wald", "stein", "über", "lauf", "zoll", "werk",
                                                         "mark", "hof", "größ", "feld", "berg", "tal", "fuhr", "land", "rech", "nung"};
    constexpr std::array<std::string_view, 40> chinese = {"农", "林", "牧", "渔", "河", "桥", "港", "运", "煤", "铁", "钢", "纸", "布", "粮",
                                                          "油", "盐", "茶", "糖", "仓", "店", "厂", "矿", "村", "镇", "路", "站", "船", "车",
                                                          "税", "费", "款", "工", "商", "学", "医", "水", "电", "气", "房", "材"};
    if (language_ == Language::english) return std::string(random_.one_of(english));
    if (language_ == Language::german) return std::string(random_.one_of(german));
    return std::string(random_.one_of(chinese));
  }

  std::string word() {
    std::string out;
    for (int i = random_.between(1, 3); i >= 0; --i) out += syllable();
    if (language_ != Language::chinese && out[0] >= 'a' && out[0] <= 'z') out[0] = static_cast<char>(out[0] - 'a' + 'A');
    return out;
  }

  std::string label() {
    for (;;) {
      std::string out = word();
      if (language_ != Language::chinese && random_.chance(35)) out += " " + word();
      if (language_ == Language::chinese && random_.chance(40)) out += syllable() + syllable();
      if (used_.insert(out).second) return out;
    }
  }

  std::string total() const { return language_ == Language::english ? "Total" : language_ == Language::german ? "Summe" : "总计"; }

  std::string numbered(int level, int n, const std::string& text) const {
    if (language_ == Language::chinese) {
      if (level == 0) return han_ordinal(n) + "、" + text;
      if (level == 1) return "（" + han_ordinal(n) + "）" + text;
      return std::to_string(n) + "." + text;
    }
    if (level == 0) return std::string(1, static_cast<char>('A' + n - 1)) + ". " + text;
    if (level == 1) return std::to_string(n) + ". " + text;
    return "(" + std::string(1, static_cast<char>('a' + n - 1)) + ") " + text;
  }

  std::string value() {
    if (random_.chance(blanks_)) return "";
    if (random_.chance(dashes_)) return "-";
    if (random_.chance(10)) return "0";
    std::string digits = std::to_string(random_.chance(30) ? random_.between(1, 99) : random_.between(100, 99999));
    const bool comma = language_ == Language::german;
    if (grouping_)
      for (int i = static_cast<int>(digits.size()) - 3; i > 0; i -= 3) digits.insert(static_cast<std::size_t>(i), comma ? "." : ",");
    if (decimals_ > 0) {
      digits += comma ? "," : ".";
      for (int i = 0; i < decimals_; ++i) digits += static_cast<char>('0' + random_.between(0, 9));
    }
    return digits;
  }

  // ---- boxheads

  static Cell header(std::string text, int row, int col, int rows, int cols) {
    Cell cell;
    cell.row = row;
    cell.col = col;
    cell.row_span = rows;
    cell.col_span = cols;
    cell.role = Role::column_header;
    cell.raw = cell.text = std::move(text);
    return cell;
  }

  // Spanners of each level over all of the next level's labels, which return under each of them.
  Boxhead crossed(const std::vector<int>& sizes, int from_col, int from_row) {
    Boxhead out;
    out.rows = static_cast<int>(sizes.size());
    out.leaves = 1;
    for (const int size : sizes) out.leaves *= size;
    int width = out.leaves;
    int repeats = 1;
    const int first_year = random_.between(1890, 2020);
    const bool years = random_.chance(40);
    for (int level = 0; level < out.rows; ++level) {
      std::vector<std::string> labels;
      for (int i = 0; i < sizes[static_cast<std::size_t>(level)]; ++i)
        labels.push_back(years && level == 0 && out.rows > 1 ? std::to_string(first_year + i) : label());
      width /= sizes[static_cast<std::size_t>(level)];
      for (int r = 0; r < repeats; ++r)
        for (std::size_t i = 0; i < labels.size(); ++i) {
          const int col = (r * static_cast<int>(labels.size()) + static_cast<int>(i)) * width;
          out.cells.push_back(header(labels[i], from_row + level, from_col + col, 1, width));
        }
      repeats *= sizes[static_cast<std::size_t>(level)];
    }
    return out;
  }

  Boxhead plain(int leaves) {
    Boxhead out = crossed({leaves}, 0, 0);
    return out;
  }

  // Two or three spanners over like numbers of labels of their own.
  Boxhead spanned() {
    Boxhead out;
    const int spanners = random_.between(2, 3);
    const int each = random_.between(2, 3);
    out.rows = 2;
    out.leaves = spanners * each;
    for (int s = 0; s < spanners; ++s) out.cells.push_back(header(label(), 0, s * each, 1, each));
    for (int i = 0; i < out.leaves; ++i) out.cells.push_back(header(label(), 1, i, 1, 1));
    return out;
  }

  // A leaf, a spanner over several, a total.
  Boxhead between_leaves() {
    Boxhead out;
    const int inside = random_.between(2, 5);
    out.rows = 2;
    out.leaves = inside + 2;
    out.cells.push_back(header(label(), 0, 0, 2, 1));
    out.cells.push_back(header(label(), 0, 1, 1, inside));
    out.cells.push_back(header(total(), 0, inside + 1, 2, 1));
    for (int i = 0; i < inside; ++i) out.cells.push_back(header(label(), 1, 1 + i, 1, 1));
    return out;
  }

  // Crossed labels and a total column beside them.
  Boxhead with_total() {
    Boxhead out = crossed({random_.between(2, 3), random_.between(2, 3)}, 0, 0);
    out.cells.insert(std::find_if(out.cells.begin(), out.cells.end(), [](const Cell& c) { return c.row == 1; }),
                     header(total(), 0, out.leaves, 2, 1));
    ++out.leaves;
    return out;
  }

  Boxhead make_boxhead() {
    if (stub_ == Stub::none || stub_ == Stub::sections_with_boxheads) {
      sample_.kind = "head:plain";
      return plain(random_.between(3, 6));
    }
    switch (random_.between(0, 7)) {
      case 0: sample_.kind = "head:crossed2"; return crossed({random_.between(2, 4), random_.between(2, 3)}, 0, 0);
      case 1: sample_.kind = "head:crossed3"; return crossed({2, random_.between(2, 3), 2}, 0, 0);
      case 2: sample_.kind = "head:spanned"; return spanned();
      case 3: sample_.kind = "head:between"; return between_leaves();
      case 4: sample_.kind = "head:total"; return with_total();
      case 5: if (random_.chance(50)) { sample_.kind = "head:crossed4"; return crossed({2, 2, 2, 2}, 0, 0); } [[fallthrough]];
      default: sample_.kind = "head:plain"; return plain(random_.between(2, 7));
    }
  }

  // ---- rows

  void add(std::string text, int row, int col, int rows, int cols, Role role) {
    Cell cell = header(std::move(text), row, col, rows, cols);
    cell.role = role;
    table_.cells.push_back(std::move(cell));
  }

  void add_boxhead(const Boxhead& boxhead, int stub) {
    if (stub_ == Stub::serial) {
      add(language_ == Language::chinese ? "序号" : language_ == Language::german ? "Nr." : "No.", table_.rows, 0, boxhead.rows, 1, Role::stub_head);
      add(label(), table_.rows, 1, boxhead.rows, 1, Role::stub_head);
    } else if (stub > 0) {
      add(stub_head_.empty() ? stub_head_ = label() : stub_head_, table_.rows, 0, boxhead.rows, stub, Role::stub_head);
    }
    for (Cell cell : boxhead.cells) {
      cell.row += table_.rows;
      cell.col += stub;
      table_.cells.push_back(std::move(cell));
    }
    table_.rows += boxhead.rows;
  }

  void add_values(int stub, int leaves) {
    for (int i = 0; i < leaves; ++i) add(i == text_column_ ? label() : value(), table_.rows, stub + i, 1, 1, Role::data);
    ++table_.rows;
  }

  void add_row(const std::string& text, int col, int stub, int leaves) {
    add(text, table_.rows, col, 1, stub - col, Role::row_header);
    add_values(stub, leaves);
  }

  void lay_out(const Boxhead& boxhead) {
    const int leaves = boxhead.leaves;
    switch (stub_) {
      case Stub::none:
        sample_.kind += " stub:none";
        start(0, boxhead);
        add_values(0, leaves);
        break;
      case Stub::plain:
        sample_.kind += " stub:plain";
        start(1, boxhead);
        for (int i = random_.between(3, 12); i > 0; --i) add_row(label(), 0, 1, leaves);
        if (random_.chance(40)) add_row(total(), 0, 1, leaves);
        break;
      case Stub::serial:
        sample_.kind += " stub:serial";
        start(2, boxhead);
        for (int i = 1, rows = random_.between(4, 12); i <= rows; ++i) {
          add(std::to_string(i), table_.rows, 0, 1, 1, Role::row_header);
          add_row(label(), 1, 2, leaves);
        }
        break;
      case Stub::groups: lay_groups(boxhead); break;
      case Stub::numbered_groups: lay_numbered(boxhead); break;
      case Stub::sections:
      case Stub::sections_with_boxheads: lay_sections(boxhead); break;
    }
  }

  void start(int stub, const Boxhead& boxhead) {
    table_.cols = stub + boxhead.leaves;
    table_.stub_cols = stub;
    table_.boxhead_rows = boxhead.rows;
    if (stub_ != Stub::sections_with_boxheads) add_boxhead(boxhead, stub);
  }

  void lay_groups(const Boxhead& boxhead) {
    sample_.kind += " stub:groups";
    start(2, boxhead);
    for (int g = random_.between(3, 5); g > 0; --g) {
      const int rows = random_.between(2, 3);
      add(label(), table_.rows, 0, rows, 1, Role::row_header);
      for (int i = 0; i < rows; ++i) add_row(label(), 1, 2, boxhead.leaves);
    }
  }

  // Numbered rows, some of them groups over deeper numbers, a level or two.
  void lay_numbered(const Boxhead& boxhead) {
    sample_.kind += " stub:numbered";
    const bool deep = random_.chance(50);
    const int stub = deep ? 3 : 2;
    start(stub, boxhead);
    for (int i = 1, tops = random_.between(3, 5); i <= tops; ++i) {
      if (i != 2 && random_.chance(50)) {
        add_row(numbered(0, i, label()), 0, stub, boxhead.leaves);
        continue;
      }
      const std::size_t group = table_.cells.size();
      const int from = table_.rows;
      add(numbered(0, i, label()), from, 0, 1, 1, Role::row_header);
      for (int j = 1, rows = random_.between(2, 4); j <= rows; ++j) {
        if (deep && i == 2 && j == 2) lay_inner(j, boxhead.leaves);
        else add_row(numbered(1, j, label()), 1, stub, boxhead.leaves);
      }
      table_.cells[group].row_span = table_.rows - from;
    }
  }

  void lay_inner(int j, int leaves) {
    const int rows = random_.between(2, 4);
    add(numbered(1, j, label()), table_.rows, 1, rows, 1, Role::row_header);
    for (int k = 1; k <= rows; ++k) add_row(numbered(2, k, label()), 2, 3, leaves);
  }

  void lay_sections(const Boxhead& boxhead) {
    const bool own = stub_ == Stub::sections_with_boxheads;
    sample_.kind += own ? " stub:own_boxheads" : " stub:sections";
    start(1, boxhead);
    for (int s = 1, sections = random_.between(2, 4); s <= sections; ++s) {
      std::string text = label();
      if (own) text = language_ == Language::chinese ? "第" + han_ordinal(s) + "条" + text : numbered(0, s, text);
      add(text, table_.rows, 0, 1, table_.cols, Role::section_header);
      ++table_.rows;
      if (own) add_boxhead(s == 1 ? boxhead : plain(boxhead.leaves), 1);
      for (int i = own ? random_.between(2, 4) : random_.between(4, 7); i > 0; --i) add_row(label(), 0, 1, boxhead.leaves);
    }
  }

  Random random_;
  Language language_ = Language::english;
  Stub stub_ = Stub::plain;
  int decimals_ = 0;
  bool grouping_ = false;
  int dashes_ = 0;
  int blanks_ = 0;
  int text_column_ = -1;
  std::string stub_head_;
  std::set<std::string> used_;
  Table table_;
  FlatSample sample_;
};

}  // namespace

FlatSample make_flat_sample(std::uint64_t seed) { return Maker(seed).make(); }

std::string write_flat(const Table& table, FlatForm form) {
  const std::vector<CellId> grid = coverage(table);
  std::string out;
  bool ruled = false;
  for (int row = 0; row < table.rows; ++row) {
    std::string line;
    bool header = false;
    for (int col = 0; col < table.cols; ++col) {
      const Cell& cell = table.cells[static_cast<std::size_t>(grid[static_cast<std::size_t>(row * table.cols + col)])];
      const bool first = cell.row == row && cell.col == col;
      header = header || cell.role == Role::column_header;
      const std::string text = first ? cell.text : "";
      if (form == FlatForm::cells && first) line += text + " |\n";
      else if (form == FlatForm::bars && first) line += line.empty() ? text + " |" : " " + text + " |";
      else if (form == FlatForm::markdown) line += col == 0 ? "| " + text + " |" : " " + text + " |";
      else if (form == FlatForm::tabs) line += col == 0 ? text : "\t" + text;
    }
    if (form == FlatForm::markdown && !ruled && !header && row > 0) {
      ruled = true;
      for (int col = 0; col < table.cols; ++col) out += "|---";
      out += "|\n";
    }
    out += line;
    if (form != FlatForm::cells) out += "\n";
  }
  return out;
}

std::string_view name_of(FlatForm form) noexcept {
  constexpr std::array<std::string_view, 4> names = {"cells", "bars", "markdown", "tabs"};
  return names[static_cast<std::size_t>(form)];
}

}  // namespace tabularium
