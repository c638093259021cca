// Text that would break out of a format, and tables larger than one: each format stays whole (docs/formats.md says how).
#include <gmock/gmock.h>

#include "tests/export/sample_document.h"
#include "tests/export/written_files.h"

namespace tabularium {
namespace {

using ::testing::HasSubstr;

class HostileText : public WrittenFiles {
 protected:
  // The sample with `text` in a row header, a boxhead that says the same twice, and as caption and note.
  static Document with(const std::string& text) {
    Document document = sample::document();
    Table& table = document.tables[0];
    for (Cell& cell : table.cells)
      if (cell.role == Role::column_header) cell.text = cell.raw = "Amount";
    table.cells[6].text = table.cells[6].raw = text;
    table.caption = text;
    table.notes = {text};
    Word word;
    word.box = {72, 700, 140, 712};
    word.text = text;
    document.pages[0].evidence.words = {word};
    for (Table& each : document.tables)
      for (Cell& cell : each.cells) cell.words.clear();
    return document;
  }
  void expect_sound(const std::string& command) const {
    int code = 0;
    const std::string told = said(command, code);
    EXPECT_EQ(code, 0) << command << "\n" << told.substr(0, 500);
  }
  void expect_xml(const std::string& others = "") const {
    expect_sound("unzip -qo '" + path("tables.xlsx") + "' -d '" + path("book") + "' && find '" + path("book") + "' -name '*.xml' -exec xmllint --huge --noout " +
                 others + " {} +");
  }
};

TEST_F(HostileText, NoFormatBreaks) {
  const std::string nul("a\0b", 3);
  const std::string all = nul + " lone \xED\xA0\x80 half, cut \xF0\x9F, bell \x07 esc \x1b form \x0c ]]> <!-- --> <script>alert(1)</script>" +
                          "\" onmouseover=\"x' '\"),((" + "\uFFFE\uFFFF";
  for (const std::string& text : {all, std::string("=cmd|' /C calc'!A0"), std::string(40000, 'x')}) {
    SCOPED_TRACE(text.substr(0, 30));
    ASSERT_TRUE(write(with(text), {"json", "jsonl", "csv", "xlsx", "html", "md", "sarif", "hocr", "alto"}).ok());
    expect_xml("'" + path("document.hocr") + "' '" + path("document.alto.xml") + "'");
    expect_sound("python3 -c \"import csv, json, sys; [json.load(open(f, encoding='utf-8')) for f in sys.argv[2:]]; "
                 "rows = list(csv.reader(open(sys.argv[1], encoding='utf-8', newline=''), strict=True)); "
                 "assert len({len(row) for row in rows}) == 1, rows\" '" + path("facts.csv") + "' '" + path("document.json") + "' '" +
                 path("findings.sarif") + "' '" + path("csv-metadata.json") + "'");
    const std::string html = content("index.html");
    EXPECT_EQ(html.find("<script>alert"), std::string::npos);
    EXPECT_EQ(html.find("\" onmouseover"), std::string::npos);
    EXPECT_EQ(content("document.md").find("<script>"), std::string::npos);
  }
}

TEST_F(HostileText, NoSpreadsheetComputesWhatIsPrinted) {
  const std::vector<std::string> formulas = {"=1+1", "+A1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "  =1", "＝1", "＋A1", "－A1", "＠x", "=HYPERLINK(\"http://x\")"};
  for (const std::string& formula : formulas) {
    ASSERT_TRUE(write(with(formula), {"csv"}).ok());
    EXPECT_THAT(content("tables/t1.csv"), ::testing::ContainsRegex("Taxes,\"?'" )) << formula;
  }
  Document document = with("http://x");
  document.tables[0].notes = formulas;
  ASSERT_TRUE(write(document, {"xlsx"}).ok());
  expect_xml();
  const std::string sheet = said("cat '" + path("book/xl/worksheets/sheet2.xml") + "' '" + path("book/xl/worksheets/_rels/sheet2.xml.rels") + "' 2>&1");
  EXPECT_THAT(sheet, HasSubstr("<sheetData>"));
  EXPECT_EQ(sheet.find("<f>"), std::string::npos);
  EXPECT_EQ(sheet.find("http://x"), std::string::npos);
  for (const char* text : {"<t>=1+1</t>", "<t>@SUM(A1)</t>", "<t>http://x</t>"})
    EXPECT_THAT(said("cat '" + path("book/xl/sharedStrings.xml") + "'"), HasSubstr(text));
}

TEST_F(HostileText, VeryLongTextIsWholeButInASheet) {
  const std::string text(40000, 'x');
  ASSERT_TRUE(write(with(text), {"json", "jsonl", "csv", "xlsx", "html", "md", "hocr", "alto"}).ok());
  for (const char* name : {"document.json", "document.jsonl", "tables/t1.csv", "facts.csv", "index.html", "document.md"})
    EXPECT_THAT(content(name), HasSubstr(text)) << name;
  expect_xml();
  const std::string strings = said("cat '" + path("book/xl/sharedStrings.xml") + "'");
  EXPECT_THAT(strings, HasSubstr("<t>" + text.substr(0, 32766) + "…</t>"));
  EXPECT_EQ(strings.find(text), std::string::npos);
}

TEST_F(HostileText, ColumnsOfOneNameKeepTheirFactsApart) {
  ASSERT_TRUE(write(with("Tin"), {"csv"}).ok());
  const std::string facts = content("facts.csv");
  EXPECT_THAT(facts, HasSubstr("Tin,Amount / Amount,\"1,234.50\",1234.50,"));
  EXPECT_THAT(facts, HasSubstr("Tin,Amount / Amount,-12,-12,"));
  EXPECT_THAT(content("csv-metadata.json"), HasSubstr("{\"name\": \"column3\", \"titles\": [\"Amount\", \"Amount\"], \"datatype\": \"string\", \"dc:description\": \"Amount / Amount\"}, {\"name\": \"column4\""));
}

TEST_F(HostileText, CsvwTitlesAreWhatTheHeaderRowsHold) {
  Document document = with("Tin");
  document.tables[0].cells[0].text = "=1+1";   // guarded there as in the file
  ASSERT_TRUE(write(document, {"csv"}).ok());
  EXPECT_THAT(content("csv-metadata.json"), HasSubstr("{\"name\": \"column1\", \"titles\": [\"'=1+1\"]"));
}

// By the standard's defaults a line that begins with # is a comment.
TEST_F(HostileText, NoLineOfACsvIsAComment) {
  Document document = with("#2 diesel");
  for (Cell& cell : document.tables[0].cells)
    if (cell.col == 0 && cell.role != Role::data) cell.text = "# " + cell.text;
  document.source.path = "#1.pdf";
  ASSERT_TRUE(write(document, {"csv"}).ok());
  for (const char* file : {"facts.csv", "tables/t1.csv"}) {
    EXPECT_THAT(content(file), HasSubstr("\r\n\"#")) << file;
    EXPECT_THAT(content(file), ::testing::Not(HasSubstr("\n#"))) << file;
  }
}

TEST_F(HostileText, RowsAndColumnsThatASheetHasNotAreLeftOut) {
  Document document = sample::document();
  Table& table = document.tables[0];
  table.rows = 1048580;
  table.cols = 16390;
  table.cells.resize(2);
  table.cells[0] = table.cells[1] = sample::document().tables[0].cells[7];
  table.cells[0].row = 1048572;  // three rows above the grid are the title's: the last that fits
  table.cells[1].row = 1048573;
  table.cells[0].col = table.cells[1].col = 0;
  table.cells.push_back(table.cells[0]);
  table.cells[2].row = 1;
  table.cells[2].col = 16384;
  for (Cell& cell : table.cells) cell.row_path = cell.col_path = cell.row_ancestors = {};
  table.column_headers = table.row_headers = {};
  document.findings.clear();
  ASSERT_TRUE(write(document, {"xlsx"}).ok());
  expect_xml();
  const std::string sheet = said("cat '" + path("book/xl/worksheets/sheet2.xml") + "'");
  EXPECT_NE(sheet.find("r=\"A1048576\""), std::string::npos);
  EXPECT_EQ(sheet.find("1048577"), std::string::npos);
  EXPECT_EQ(sheet.find("max=\"16385\""), std::string::npos);
  EXPECT_EQ(sheet.find("r=\"XFE"), std::string::npos);
  EXPECT_THAT(said("cat '" + path("book/xl/sharedStrings.xml") + "'"), HasSubstr("left out"));
}

}  // namespace
}  // namespace tabularium
