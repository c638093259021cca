#include "tests/export/sample_document.h"

#include "stages/core/decimal.h"

namespace tabularium::sample {
namespace {

Place on_page(int page, double x, double y) { return {page, Box{x, y, x + 60, y + 10.256}, std::nullopt}; }

Cell cell(int row, int col, Role role, const std::string& text) {
  Cell made;
  made.row = row;
  made.col = col;
  made.role = role;
  made.raw = made.text = text;
  made.place = on_page(1, 72.0 + 80 * col, 100.0 + 14 * row);
  made.value.kind = text.empty() ? ValueKind::blank : ValueKind::text;
  return made;
}

Cell spanning(Cell made, int row_span, int col_span) {
  made.row_span = row_span;
  made.col_span = col_span;
  return made;
}

Cell number(int row, int col, const std::string& text, const std::string& ascii, Verdict verdict) {
  Cell made = cell(row, col, Role::data, text);
  made.value.kind = ValueKind::number;
  made.value.number = *decimal_from_ascii(ascii);
  made.verdict = verdict;
  if (verdict != Verdict::unverified) made.verdict_source = VerdictSource::discovered;
  return made;
}

// Ids of the cells are their places in this list.
std::vector<Cell> first_cells() {
  std::vector<Cell> cells = {
      /* 0 */ spanning(cell(0, 0, Role::stub_head, "项目 Item"), 2, 2),
      /* 1 */ spanning(cell(0, 2, Role::column_header, "Amount <net>"), 1, 2),
      /* 2 */ cell(1, 2, Role::column_header, "1961"),
      /* 3 */ cell(1, 3, Role::column_header, "1962"),
      /* 4 */ spanning(cell(2, 0, Role::section_header, "A. Income"), 1, 4),
      /* 5 */ spanning(cell(3, 0, Role::row_header, "Taxes"), 2, 1),
      /* 6 */ cell(3, 1, Role::row_header, "Land | water"),
      /* 7 */ number(3, 2, "1,234.50", "1234.50", Verdict::verified),
      /* 8 */ number(3, 3, "-12", "-12", Verdict::unverified),
      /* 9 */ cell(4, 1, Role::row_header, "=1+1"),
      /* 10 */ number(4, 2, "99", "99", Verdict::contradicted),
      /* 11 */ cell(4, 3, Role::data, ""),
      /* 12 */ spanning(cell(5, 0, Role::row_header, "Total \"all\", both"), 1, 2),
      /* 13 */ number(5, 2, "12.5%", "12.5", Verdict::none),
      /* 14 */ number(5, 3, "增3", "3", Verdict::unverified),
  };
  for (const int id : {7, 8, 10, 11, 13, 14}) {
    Cell& data = cells[static_cast<std::size_t>(id)];
    data.col_path = {1, data.col == 2 ? 2 : 3};
    if (data.row == 3) data.row_path = {4, 5, 6};
    if (data.row == 4) data.row_path = {4, 5, 9};
    if (data.row == 5) data.row_path = {4, 12};
  }
  cells[13].row_ancestors = {5};
  cells[13].value.kind = ValueKind::percent;
  cells[14].value.in_words = true;
  cells[14].value.unit = "元";
  cells[14].value.scale = 4;
  cells[14].confidence = 0.42;
  cells[14].alternatives = {{"增8", 0.3, "second"}};
  cells[10].raw = "9g";
  cells[10].covered_to = "10";
  cells[10].parts = {on_page(1, 232, 156), on_page(2, 232, 72)};
  return cells;
}

Table first_table() {
  Table table;
  table.id = "t1";
  table.pages = {1, 2};
  table.boxes = {{72, 100, 400, 180}, {72, 72, 400, 90}};
  table.section = {"Finances", "Receipts"};
  table.caption = "Receipts of the town";
  table.unit = "(in £)";
  table.notes = {"a) estimated"};
  table.rows = 6;
  table.cols = 4;
  table.boxhead_rows = 2;
  table.stub_cols = 2;
  table.status = Verdict::contradicted;
  table.confidence = 0.9;
  table.cells = first_cells();
  table.column_headers = {{1, {{2, {}}, {3, {}}}}};
  table.row_headers = {{4, {{5, {{6, {}}, {9, {}}}}, {12, {}}}}};
  return table;
}

Table second_table() {
  Table table;
  table.id = "t2";
  table.pages = {1};
  table.boxes = {{72, 300, 300, 340}};
  table.rows = 2;
  table.cols = 2;
  table.boxhead_rows = 1;
  table.status = Verdict::verified;
  table.cells = {cell(0, 0, Role::column_header, "a"), cell(0, 1, Role::column_header, "b"),
                 number(1, 0, "1", "1", Verdict::verified), number(1, 1, "2", "2", Verdict::verified)};
  table.cells[2].col_path = {0};
  table.cells[3].col_path = {1};
  table.column_headers = {{0, {}}, {1, {}}};
  return table;
}

std::vector<Block> blocks() {
  const auto block = [](int id, BlockKind kind, int level, const std::string& text) {
    Block made;
    made.id = id;
    made.kind = kind;
    made.level = level;
    made.text = text;
    made.place = on_page(1, 72, 50.0 + 20 * id);
    return made;
  };
  std::vector<Block> made = {block(0, BlockKind::title, 0, "Report <1962> & \"more\""),
                             block(1, BlockKind::heading, 1, "1. Finances"),
                             block(2, BlockKind::paragraph, 0, "All went * well_ | truly."),
                             block(3, BlockKind::table, 0, ""), block(4, BlockKind::footer, 0, "– 1 –")};
  made[1].number = "1.";
  made[3].region = 0;
  made[3].table = "t1";
  return made;
}

std::vector<Page> pages() {
  Page scanned;
  scanned.number = 1;
  scanned.width = 595.276;
  scanned.height = 841.89;
  scanned.origin = PageOrigin::image;
  scanned.quality = PageQuality{300, -0.4321, 0.25, 12.5, 3.5, 4, 0.8, 0.9312, 0, {"deskew", "median-3"}};
  Word word;
  word.box = {72.1234567, 100, 90, 110};
  word.text = "项目";
  word.alternatives = {{"頁目", 0.2, "tesseract"}};
  scanned.evidence.words = {word};
  scanned.evidence.rules = {{Orientation::vertical, 72, 100, 180, 0.5, RuleSource::image}};
  Page failed;
  failed.number = 2;
  failed.failure = "page tree is damaged";
  return {scanned, failed};
}

}  // namespace

Document document() {
  Document made;
  made.layers = Layer::source | Layer::evidence | Layer::layout | Layer::candidates | Layer::tables | Layer::verdicts;
  made.source = {"in/report.pdf", {"in/report.pdf"}, std::string(64, 'a'), "application/pdf", SourceKind::pdf, 12345, 2, ""};
  made.metadata.title = PlacedText{"Report 1962", on_page(1, 72, 50)};
  made.pages = pages();
  made.blocks = blocks();
  made.tables = {first_table(), second_table()};
  TableRegion region;
  region.page = 1;
  region.box = Box{72, 100, 400, 180};
  region.candidates = {{first_table(), "ruled", true, 1.5, 0.5, {}, {{"types", 0.25}}}};
  made.regions = {region};
  made.findings = {{"sum_mismatch", Severity::error, "the column adds up to 98", "t1", {{4, 2}, {3, 2}}, on_page(1, 232, 156),
                    "1 + 97 = 98, printed 99", "98", std::nullopt},
                   {"page_failed", Severity::warning, "page 2 could not be read", "", {}, {2, std::nullopt, std::nullopt}, "", "", std::nullopt}};
  return made;
}

Document text_document() {
  Document made = document();
  made.source.path = "in/legacy.txt";
  made.source.media_type = "text/plain";
  made.source.kind = SourceKind::text;
  made.source.charset = "GB18030";
  made.pages.resize(1);
  made.pages[0] = Page{1, 0, 0, PageOrigin::text, {}, std::nullopt, std::nullopt};
  made.pages[0].evidence.lines = {{"项目|", {}, {1, 1, 0, 7}}};
  made.pages[0].evidence.lines[0].raw = "項目|";
  for (Table& table : made.tables) {
    table.boxes.clear();
    for (Cell& made_cell : table.cells) {
      made_cell.place = {1, std::nullopt, TextSpan{made_cell.row + 1, 1, made_cell.row * 10, made_cell.row * 10 + 4}};
      made_cell.parts.clear();
    }
  }
  return made;
}

}  // namespace tabularium::sample
