#include "stages/core/corrections.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>

#include "stages/core/atomic_file.h"
#include "tests/small_table.h"

namespace tabularium {
namespace {

using ::testing::HasSubstr;

Cell cell(int row, int col, Role role, const std::string& text) {
  Cell made;
  made.row = row;
  made.col = col;
  made.role = role;
  made.raw = made.text = text;
  made.confidence = 0.4;
  made.place = {1, Box{100.0 * col, 20.0 * row, 100.0 * col + 90, 20.0 * row + 12}, std::nullopt};
  return made;
}

// A boxhead row, two rows of values, two columns; each cell has its word.
Document small() {
  Document document;
  Table table;
  table.id = "t1";
  table.pages = {1};
  table.rows = 3;
  table.cols = 2;
  table.cells = {cell(0, 0, Role::stub_head, "Item"), cell(0, 1, Role::column_header, "1961"), cell(1, 0, Role::row_header, "Tin"),
                 cell(1, 1, Role::data, "I2"),        cell(2, 0, Role::row_header, "Lead"),    cell(2, 1, Role::data, "30")};
  document.tables = {table};
  Page page;
  page.number = 1;
  for (const Cell& from : table.cells) {
    Word word;
    word.box = *from.place.box;
    word.text = from.text;
    word.confidence = 0.4;
    page.evidence.words.push_back(word);
  }
  document.pages = {page};
  return document;
}

Correction text(const Cell& at, const std::string& is) { return {CorrectionKind::text, at.place, at.text, is, "Ann", "2026-01-02T03:04:05Z"}; }

TEST(Corrections, AFileBringsThemBackAsTheyWere) {
  const std::string path = ::testing::TempDir() + "corrections_" + std::to_string(::getpid()) + ".json";
  Correction in_text{CorrectionKind::printed_so, {1, std::nullopt, TextSpan{3, 7, 40, 44}}, "a \"b\" \\ 中", "", "O'Neil", "2026-01-02T03:04:05Z"};
  const std::vector<Correction> said = {text(small().tables[0].cells[3], "12"), in_text};
  ASSERT_TRUE(write_file(path, corrections_to_json(said)).ok());
  const auto read = read_corrections(path);
  ASSERT_TRUE(read.ok()) << read.error().message;
  EXPECT_EQ(read.value(), said);
  const std::string source = TABULARIUM_SOURCE_DIR;
  EXPECT_EQ(std::system(("python3 '" + source + "/tests/check_schema.py' '" + source + "/models/corrections.schema.json' '" + path + "'").c_str()), 0);
  std::filesystem::remove(path);
  EXPECT_TRUE(read_corrections(path).value().empty());
}

TEST(Corrections, ADamagedFileIsRefusedAndNotHalfRead) {
  const std::string path = ::testing::TempDir() + "corrections_bad_" + std::to_string(::getpid()) + ".json";
  ASSERT_TRUE(write_file(path, R"({"schema": "1.0", "corrections": [{"kind": "paint", "page": 1, "box": [0,0,1,1]}]})").ok());
  EXPECT_FALSE(read_corrections(path).ok());
  std::filesystem::remove(path);
}

TEST(Corrections, ATextGoesToTheWordsAndToTheCell) {
  Document document = small();
  CorrectionRun run({text(document.tables[0].cells[3], "1 2")});
  run.to_evidence(document);
  ASSERT_EQ(document.pages[0].evidence.words.size(), 7U);
  EXPECT_EQ(document.pages[0].evidence.words[3].text, "1");
  EXPECT_EQ(document.pages[0].evidence.words[4].text, "2");
  EXPECT_EQ(document.pages[0].evidence.words[4].box.x1, 190);
  run.to_tables(document);
  const Cell& corrected = document.tables[0].cells[3];
  EXPECT_EQ(corrected.text, "1 2");
  EXPECT_EQ(corrected.raw, "I2");
  EXPECT_EQ(corrected.confidence, 1);
  EXPECT_EQ(run.states()[0], CorrectionState::applied);
  run.to_tables(document);  // again, as every run does
  EXPECT_EQ(document.tables[0].cells[3].text, "1 2");
}

TEST(Corrections, PlaceAndContentFindTheCellWhereverTheGridPutsIt) {
  Document document = small();
  const Correction said = text(document.tables[0].cells[3], "12");
  for (Cell& moved : document.tables[0].cells) ++moved.row;  // another version found a row more
  document.tables[0].rows = 4;
  CorrectionRun run({said});
  run.to_tables(document);
  EXPECT_EQ(document.tables[0].cells[3].text, "12");
}

TEST(Corrections, AChangedPageIsAConflictThatIsTold) {
  Document document = small();
  CorrectionRun run({text(document.tables[0].cells[3], "12")});
  document.tables[0].cells[3].text = document.tables[0].cells[3].raw = "77";
  run.to_tables(document);
  run.to_verdicts(document);
  EXPECT_EQ(document.tables[0].cells[3].text, "77");
  ASSERT_EQ(document.findings.size(), 1U);
  EXPECT_EQ(document.findings[0].code, "correction_conflict");
  EXPECT_EQ(document.findings[0].severity, Severity::error);
  EXPECT_THAT(document.findings[0].message, HasSubstr("by Ann does not fit any more: it was made where \"I2\" stood, now \"77\" does"));
}

TEST(Corrections, PrintedSoSettlesItsFindings) {
  Document document = small();
  document.findings = {{"sum_mismatch", Severity::error, "does not add up", "t1", {{2, 1}, {1, 1}}, {}, "", "31", std::nullopt}};
  CorrectionRun run({{CorrectionKind::printed_so, document.tables[0].cells[5].place, "30", "", "Ann", ""}});
  run.to_tables(document);
  run.to_verdicts(document);
  EXPECT_EQ(document.findings[0].severity, Severity::info);
  EXPECT_THAT(document.findings[0].message, HasSubstr("Ann confirmed that it is printed so"));
}

TEST(Corrections, ARoleChangesThePaths) {
  Document document = small();
  CorrectionRun run({{CorrectionKind::role, document.tables[0].cells[4].place, "Lead", "section_header", "Ann", ""}});
  run.to_tables(document);
  EXPECT_EQ(document.tables[0].cells[4].role, Role::section_header);
  const auto& path = document.tables[0].cells[5].row_path;
  EXPECT_EQ(std::count(path.begin(), path.end(), 4), 1);
}

TEST(Corrections, CellsAreMergedAndSplit) {
  Document document = small();
  Place both = document.tables[0].cells[2].place;
  both.box = unite(*both.box, *document.tables[0].cells[4].place.box);
  CorrectionRun merge({{CorrectionKind::merge, both, "Tin", "below", "Ann", ""}});
  merge.to_tables(document);
  ASSERT_EQ(document.tables[0].cells.size(), 5U);
  const Cell merged = document.tables[0].cells[2];
  EXPECT_EQ(merged.text, "Tin Lead");
  EXPECT_EQ(merged.row_span, 2);
  CorrectionRun split({{CorrectionKind::split, merged.place, "Tin Lead", "", "Ann", ""}});
  split.to_tables(document);
  EXPECT_EQ(split.states()[0], CorrectionState::applied);
  EXPECT_EQ(document.tables[0].cells.size(), 6U);
  EXPECT_EQ(document.tables[0].cells[2].row_span, 1);
}

TEST(Corrections, WhatFillsNoRectangleIsNotMerged) {
  Document document = small();
  Place three = document.tables[0].cells[2].place;
  three.box = Box{0, 19, 95, 60};  // two stub cells …
  document.tables[0].cells[4].col = 1;  // … one of which does not stand below the other
  CorrectionRun run({{CorrectionKind::merge, three, "Tin", "", "Ann", ""}});
  run.to_tables(document);
  EXPECT_EQ(run.states()[0], CorrectionState::conflict);
}

// Flattened text: Exports and Imports over 1961 and 1962 each, a cell a line.
Document flattened() {
  Document document;
  Table table;
  table.id = "t1";
  table.pages = {1};
  table.rows = 3;
  table.cols = 4;
  table.boxhead_rows = 2;
  table.cells = {cell(0, 0, Role::column_header, "Exports"), cell(0, 2, Role::column_header, "Imports")};
  for (Cell& spanner : table.cells) spanner.col_span = 2;
  for (int col = 0; col < 4; ++col) table.cells.push_back(cell(1, col, Role::column_header, col % 2 == 0 ? "1961" : "1962"));
  for (int col = 0; col < 4; ++col) table.cells.push_back(cell(2, col, Role::data, std::to_string(col)));
  for (std::size_t i = 0; i < table.cells.size(); ++i)
    table.cells[i].place = {1, std::nullopt, TextSpan{static_cast<int>(i) + 1, 1, 10 * static_cast<int>(i), 10 * static_cast<int>(i) + 4}};
  document.tables = {table};
  return document;
}

Correction tree(const std::string& was, const std::string& is) {
  return {CorrectionKind::header_tree, flattened().tables[0].cells[2].place, was, is, "Ann", "2026-01-02T03:04:05Z"};
}

TEST(Corrections, AnotherHeaderTreeMayBeChosen) {
  Document document = flattened();
  CorrectionRun run({tree("Exports | Imports | 1961 | 1962 | 1961 | 1962", "3 1 0 0 0 0")});
  run.to_tables(document);
  EXPECT_EQ(run.states()[0], CorrectionState::applied);
  EXPECT_EQ(document.tables[0].cells[0].col_span, 3);
  EXPECT_EQ(document.tables[0].cells[1].col, 3);
  run.to_verdicts(document);
  EXPECT_TRUE(document.findings.empty());
}

// A grid that is seen has its readings, too; that of two header rows is chosen.
TEST(Corrections, AnotherReadingOfASeenGridMayBeChosen) {
  Document document;
  Table table = small_table({{"Region", "1961", "1962"}, {"", "tons", "tons"}, {"North", "1", "2"}});
  table.boxhead_rows = table.stub_cols = 1;
  table.header_choices = {{.boxhead_rows = 1, .stub_cols = 1, .score = 4}, {.boxhead_rows = 2, .stub_cols = 1, .score = 3}};
  for (Cell& cell : table.cells) cell.place = {1, Box{10.0 * cell.col, 10.0 * cell.row, 10.0 * cell.col + 9, 10.0 * cell.row + 9}, std::nullopt};
  document.tables = {table};
  CorrectionRun run({{CorrectionKind::header_tree, table.cells[0].place, "Region | 1961 | 1962", "boxhead 2 stub 1", "Ann", "2026-01-02T03:04:05Z"}});
  run.to_tables(document);
  EXPECT_EQ(run.states()[0], CorrectionState::applied);
  EXPECT_EQ(document.tables[0].boxhead_rows, 2);
  EXPECT_EQ(document.tables[0].cells[4].role, Role::column_header);
  // Again, as when the document is read anew with what was made of it.
  run.to_tables(document);
  EXPECT_EQ(run.states()[0], CorrectionState::applied);
  CorrectionRun wrong({{CorrectionKind::header_tree, table.cells[0].place, "Country | 1961 | 1962", "boxhead 1 stub 1", "Ann", "2026-01-02T03:04:05Z"}});
  wrong.to_tables(document);
  EXPECT_EQ(wrong.states()[0], CorrectionState::conflict);
}

TEST(Corrections, ATreeOverOtherLabelsIsAConflict) {
  for (const Correction& wrong : {tree("Exports | Imports | 1961 | 1962", "3 1 0 0 0 0"), tree("Exports | Imports | 1961 | 1962 | 1961 | 1962", "4 4"),
                                  tree("Exports | Imports | 1961 | 1962 | 1961 | 1962", "5 0 0 0 0 0")}) {
    Document document = flattened();
    CorrectionRun run({wrong});
    run.to_tables(document);
    EXPECT_EQ(run.states()[0], CorrectionState::conflict) << wrong.is;
    EXPECT_EQ(document.tables[0], flattened().tables[0]);
    run.to_verdicts(document);
    ASSERT_EQ(document.findings.size(), 1U);
    EXPECT_EQ(document.findings[0].code, "correction_conflict");
  }
}

}  // namespace
}  // namespace tabularium
