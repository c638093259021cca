#include "stages/reread/reread.h"

#include <gtest/gtest.h>

#include <chrono>
#include <cmath>
#include <functional>
#include <thread>

#include "stages/reread/column_pattern.h"

namespace tabularium {
namespace {

class FakeReader final : public CellReader {
 public:
  explicit FakeReader(std::function<Result<Alternative>(const ReadRequest&)> answer) : answer_(std::move(answer)) {}
  Result<Alternative> read(const ReadRequest& request) override {
    requests.push_back(request);
    return answer_(request);
  }
  std::vector<ReadRequest> requests;

 private:
  std::function<Result<Alternative>(const ReadRequest&)> answer_;
};

FakeReader answering(std::string text, double confidence) {
  return FakeReader([=](const ReadRequest&) -> Result<Alternative> { return Alternative{text, confidence, "fake"}; });
}

// One column of figures under each other on an image page; one word a cell.
struct Column {
  Table table;
  std::vector<Page> pages;
};

Column column_of(const std::vector<std::string>& texts, double confidence = 0.97) {
  Column column;
  Page page;
  page.number = 1;
  page.origin = PageOrigin::image;
  column.table.rows = static_cast<int>(texts.size());
  column.table.cols = 1;
  for (int row = 0; row < column.table.rows; ++row) {
    Cell cell;
    cell.row = row;
    cell.text = cell.raw = texts[static_cast<std::size_t>(row)];
    cell.confidence = confidence;
    const Box box{100, 100 + 20.0 * row, 140, 110 + 20.0 * row};
    cell.place = {1, box, {}};
    cell.words = {row};
    Word word;
    word.box = box;
    word.text = cell.text;
    page.evidence.words.push_back(word);
    column.table.cells.push_back(cell);
  }
  column.pages.push_back(page);
  return column;
}

Cell& cell_at(Column& column, int row) { return column.table.cells[static_cast<std::size_t>(row)]; }

TEST(ColumnPattern, LearnsPlacesAndGrouping) {
  const ColumnPattern p = learn_column({"1,234.50", "2,345.10", "12.25", "n.a.", "9,876.54", ""});
  EXPECT_EQ(p.expectation, Expectation::number);
  EXPECT_EQ(p.places, 2);
  EXPECT_EQ(p.decimal_mark, '.');
  EXPECT_TRUE(p.grouped);
  EXPECT_EQ(fit("3,333.33", p), 1);
  EXPECT_LT(fit("3,33333", p), 0.65);
  EXPECT_LT(fit("3333.33", p), 0.65);
  EXPECT_EQ(fit("SAIS", p), 0);
  EXPECT_GT(fit("…", p), 0.65);
}

TEST(ColumnPattern, MillionsWithPointsAreNumbersAndNoDates) {
  const ColumnPattern millions = learn_column({"8.761.806", "1.479.412", "2.282.637", "(5.318.030)"});
  EXPECT_EQ(millions.expectation, Expectation::number);
  EXPECT_EQ(millions.grouping_mark, '.');
  EXPECT_EQ(fit("(8.761.806)", millions), 1) << "a negative number fits as well as another";
  const ColumnPattern dates = learn_column({"8.7.1906", "1.10.12", "22.3.1907"});
  EXPECT_EQ(dates.expectation, Expectation::date);
}

TEST(Reread, WhatWasHeardBeforeAndDidNotCountIsNoNewEvidence) {
  Column column = column_of({"0.101", "0.212", "0.006", "0.343", "0.454"}, 0.8);
  column.pages[0].evidence.words[2].alternatives = {{"0.006", 0.8, "fount"}, {"6.006", 0.79, "tesseract"}};
  FakeReader reader = FakeReader([](const ReadRequest&) -> Result<Alternative> { return Alternative{"6.006", 0.95, "tesseract"}; });
  reread_table(column.table, column.pages, reader, 100);
  EXPECT_EQ(cell_at(column, 2).text, "0.006");
  EXPECT_EQ(cell_at(column, 1).text, "6.006") << "a reading that is new and surer counts";
}

TEST(ColumnPattern, LearnsDatesAndLeavesWordsAlone) {
  EXPECT_EQ(learn_column({"1996-01-17", "2000-06-01", "2023-01-26"}).expectation, Expectation::date);
  EXPECT_EQ(learn_column({"Marlow Ltd", "J. Petrie", "12"}).expectation, Expectation::anything);
  EXPECT_EQ(learn_column({"1", "2"}).expectation, Expectation::anything) << "two cells are no habit";
}

TEST(Reread, MendsALetterAmongFigures) {
  Column column = column_of({"12", "45", "7O", "33", "81"});
  FakeReader reader = answering("70", 0.95);
  EXPECT_EQ(reread_table(column.table, column.pages, reader, 100), 1);
  const Cell& cell = cell_at(column, 2);
  EXPECT_EQ(cell.text, "70");
  EXPECT_EQ(cell.raw, "7O") << "the first reading stays";
  ASSERT_EQ(cell.alternatives.size(), 2U);
  EXPECT_EQ(cell.alternatives[0].text, "7O");
  EXPECT_EQ(cell.alternatives[1].text, "70");
  ASSERT_EQ(reader.requests.size(), 1U);
  EXPECT_EQ(reader.requests[0].expectation, Expectation::number);
  EXPECT_LT(reader.requests[0].box.y0, 140);
  EXPECT_GT(reader.requests[0].box.y1, 150);
}

TEST(Reread, LeavesSureCellsAlone) {
  Column column = column_of({"12", "45", "70", "33"});
  const Table before = column.table;
  FakeReader reader = answering("99", 1.0);
  EXPECT_EQ(reread_table(column.table, column.pages, reader, 100), 0);
  EXPECT_EQ(column.table, before);
}

TEST(Reread, AgreementMakesSureAndDisagreementDoubtful) {
  Column column = column_of({"12", "45", "70", "33"}, 0.6);
  FakeReader same([&](const ReadRequest& r) -> Result<Alternative> {
    return Alternative{r.box.y0 < 115 ? "12" : "88", 0.62, "fake"};
  });
  reread_table(column.table, column.pages, same, 100);
  EXPECT_GT(cell_at(column, 0).confidence, 0.7);
  EXPECT_TRUE(cell_at(column, 0).alternatives.empty());
  EXPECT_EQ(cell_at(column, 1).text, "45") << "0.62 against 0.60 is no evidence";
  EXPECT_EQ(cell_at(column, 1).alternatives.size(), 2U);
}

TEST(Reread, AReadingThatFitsWorseIsNotTaken) {
  Column column = column_of({"12.50", "45.10", "70.25", "33.75"}, 0.5);
  FakeReader reader = answering("7025", 0.99);
  reread_table(column.table, column.pages, reader, 100);
  EXPECT_EQ(cell_at(column, 2).text, "70.25");
}

// The page's own type took a 5 for a 6; two recognisers saw the 5, and neither of them the point.
TEST(Reread, TwoReadersThatSawTheSameFiguresOutvoteAnUnsureThird) {
  const auto read_as = [](const std::string& ally, FakeReader second, double sureness = 0.4) {
    Column column = column_of({"0.123", "9.871", "0.411", "0.216", "0.318", "9.640"});
    cell_at(column, 3).confidence = sureness;
    column.pages[0].evidence.words[3].alternatives = {{"0.216", sureness, "fount"}, {ally, 0.8, "first"}};
    reread_table(column.table, column.pages, second, 10);
    return cell_at(column, 3);
  };
  const Cell voted = read_as("0°215", answering("0215", 0.9));
  EXPECT_EQ(voted.text, "0.215");
  EXPECT_EQ(voted.raw, "0.216");
  EXPECT_GT(voted.confidence, 0.8);
  EXPECT_EQ(read_as("0°215", answering("0215", 0.9), 0.7).text, "0.216");
  EXPECT_EQ(read_as("0°215", answering("0219", 0.9)).text, "0.216");
  EXPECT_EQ(read_as("0°215", answering("0215", 0.3)).text, "0.216");
  EXPECT_EQ(read_as("0°25", answering("025", 0.9)).text, "0.216");
  EXPECT_EQ(read_as("0°215", FakeReader([](const ReadRequest&) -> Result<Alternative> { return Alternative{"0215", 0.9, "first"}; })).text, "0.216");
}

std::vector<std::string> figures_of_one_form() {
  std::vector<std::string> texts;
  for (int row = 0; row < 20; ++row) texts.push_back("9." + std::to_string(801 + 7 * row));
  return texts;
}

// "951" is a whole number like any other, but not in a column of 9.801, 9.808 and so on.
TEST(Reread, AReadingWithoutTheColumnsFormIsNotTakenForBeingSurer) {
  Column column = column_of(figures_of_one_form());
  cell_at(column, 4).confidence = 0.47;
  FakeReader reader = answering("929", 0.97);
  EXPECT_EQ(reread_table(column.table, column.pages, reader, 100), 1);
  EXPECT_EQ(cell_at(column, 4).text, "9.829");
}

TEST(Reread, AReadingThatHasTheColumnsFormIsTakenWhereItIsSure) {
  const auto read_as = [](const std::string& first, const std::string& second, double sureness) {
    std::vector<std::string> texts = figures_of_one_form();
    texts[4] = first;
    Column column = column_of(texts, 0.99);
    FakeReader reader = answering(second, sureness);
    EXPECT_EQ(reread_table(column.table, column.pages, reader, 100), 1);
    return cell_at(column, 4).text;
  };
  EXPECT_EQ(read_as("9.82", "9.829", 0.95), "9.829");
  EXPECT_EQ(read_as("9.82", "982", 0.95), "9.82") << "neither has it";
  EXPECT_EQ(read_as("829", "9.829", 0.95), "9.829");
  EXPECT_EQ(read_as("829", "9.829", 0.5), "829") << "a line beside a short number makes a figure more";
}

TEST(Reread, NumbersWithoutMarksMayBeShort) {
  std::vector<std::string> texts(20, "47");
  texts[4] = "5";
  texts[8] = "147";
  Column column = column_of(texts, 0.99);
  FakeReader reader = answering("15", 0.95);
  EXPECT_EQ(reread_table(column.table, column.pages, reader, 100), 0);
}

// The page's own type says 8, two recognisers each something else: the surest of three is as likely wrong as the others.
TEST(Reread, AThirdReadingAloneDoesNotReplaceOneThatStoodAgainstASurer) {
  const auto read_as = [](double own, const std::string& other) {
    Column column = column_of({"0.123", "9.871", "0.411", "0.198", "0.318", "9.640"});
    cell_at(column, 3).confidence = own;
    column.pages[0].evidence.words[3].alternatives = {{"0.198", own, "fount"}, {other, 0.9, "first"}};
    FakeReader second = answering("0.199", 0.94);
    reread_table(column.table, column.pages, second, 10);
    return cell_at(column, 3);
  };
  EXPECT_EQ(read_as(0.71, "0.195").text, "0.198");
  EXPECT_EQ(read_as(0.71, "0.195").alternatives.size(), 4U) << "all readings are told";
  EXPECT_EQ(read_as(0.4, "0.195").text, "0.199");
  EXPECT_EQ(read_as(0.71, "0.198 .").text, "0.199") << "nobody spoke against it before";
}

TEST(Reread, AFailingReaderIsGivenUp) {
  Column column = column_of({"12", "45", "70", "33", "81", "64"}, 0.4);
  const Table before = column.table;
  FakeReader reader([](const ReadRequest&) -> Result<Alternative> { return Error{ErrorCode::internal, "broken", {}}; });
  reread_table(column.table, column.pages, reader, 100);
  EXPECT_EQ(reader.requests.size(), 3U);
  EXPECT_EQ(column.table, before);
}

TEST(Reread, BadUtf8AndNothingChangeNoText) {
  for (const std::string& answer : {std::string("\xff\xfe\x80"), std::string()}) {
    Column column = column_of({"12", "45", "70", "33"}, 0.4);
    FakeReader reader = answering(answer, 0.99);
    reread_table(column.table, column.pages, reader, 100);
    for (const Cell& cell : column.table.cells) EXPECT_EQ(cell.text, cell.raw);
  }
}

TEST(Reread, TheBudgetBoundsASlowReader) {
  Column column = column_of(std::vector<std::string>(50, "12"), 0.4);
  FakeReader reader([](const ReadRequest&) -> Result<Alternative> {
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
    return Alternative{"12", 0.9, "fake"};
  });
  EXPECT_EQ(reread_table(column.table, column.pages, reader, 5), 5);
  EXPECT_EQ(reader.requests.size(), 5U);
}

TEST(Reread, DigitalPagesAreNotLookedAt) {
  Column column = column_of({"12", "45", "7O", "33"}, 0.4);
  column.pages[0].origin = PageOrigin::digital;
  FakeReader reader = answering("70", 0.99);
  EXPECT_EQ(reread_table(column.table, column.pages, reader, 100), 0);
}

TEST(Reread, AForcedReadingWithoutBeliefReplacesNothing) {
  Column column = column_of({"12", "34", "na.", "56", "78"}, 0.8);
  FakeReader reader = answering("..", 0.0);
  reread_table(column.table, column.pages, reader, 10);
  EXPECT_EQ(cell_at(column, 2).text, "na.");
}

TEST(CellConfidence, MoreDoubtNeverMeansMoreConfidence) {
  const Result<ConfidenceWeights> weights = load_confidence_weights(TABULARIUM_SOURCE_DIR "/configs");
  ASSERT_TRUE(weights.ok()) << weights.error().message;
  Cell cell;
  cell.raw = cell.text = "1,234";
  const auto worth = [&](double own, double page) { return calibrated(cell, own, page, weights.value()); };
  EXPECT_GT(worth(0.97, 0.95), 0.97);
  EXPECT_LT(worth(0.3, 0.95), 0.8);
  EXPECT_GT(worth(0.9, 0.95), worth(0.9, 0.4)) << "a poor page makes every cell doubtful";
  const double undisputed = worth(0.9, 0.9);
  cell.alternatives = {{"1,234", 0.9, "a"}, {"7,234", 0.8, "b"}};
  EXPECT_LT(worth(0.9, 0.9), undisputed);
  EXPECT_FALSE(load_confidence_weights("/nowhere").ok());
}

TEST(CellConfidence, ACellThatIsFormedOtherwiseThanItsColumnIsDoubted) {
  std::vector<std::string> texts;
  for (int row = 0; row < 40; ++row) texts.push_back("9." + std::to_string(100 + 7 * row));
  texts[3] = "0.15";
  texts[9] = "951";
  texts[20] = "9.1:0";
  Column column = column_of(texts, 0.99);
  EXPECT_EQ(doubt_misfits(column.table, column.pages), 3);
  for (std::size_t row = 0; row < texts.size(); ++row)
    EXPECT_EQ(column.table.cells[row].confidence < 0.9, row == 3 || row == 9 || row == 20) << texts[row];
}

TEST(CellConfidence, TotalsAndColumnsOfManyFormsAreNotDoubted) {
  std::vector<std::string> totalled(20, "12"), mixed, few(8, "9.123");
  totalled.push_back("240");
  for (int row = 0; row < 30; ++row) mixed.push_back(std::to_string(row * row * row));
  few.push_back("9.1");
  for (const auto& texts : {totalled, mixed, few}) {
    Column column = column_of(texts, 0.99);
    EXPECT_EQ(doubt_misfits(column.table, column.pages), 0) << texts.front();
  }
  Column digital = column_of(std::vector<std::string>(40, "9.123"), 0.99);
  digital.table.cells[5].text = "9.1";
  digital.pages.front().origin = PageOrigin::digital;
  EXPECT_EQ(doubt_misfits(digital.table, digital.pages), 0);
}

TEST(CellConfidence, FiguresOfTwoColumnsThatRanTogetherAreDoubted) {
  std::vector<std::string> texts;
  for (int place = 0; place < 40; ++place) texts.push_back("9." + std::to_string(100 + 7 * place));
  Column column = column_of(texts, 0.99);
  column.table.rows = 20;
  column.table.cols = 2;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    column.table.cells[i].row = static_cast<int>(i / 2);
    column.table.cells[i].col = static_cast<int>(i % 2);
  }
  Cell& joined = column.table.cells[10];
  joined.text = "9.17019.177";
  joined.col_span = 2;
  column.table.cells.erase(column.table.cells.begin() + 11);
  EXPECT_EQ(doubt_misfits(column.table, column.pages), 1);
  EXPECT_LT(column.table.cells[10].confidence, 0.9);
  column.table.cells[10].text = "9.170";
  column.table.cells[10].confidence = 0.99;
  EXPECT_EQ(doubt_misfits(column.table, column.pages), 0) << "one figure over both columns is a figure";
}

TEST(CellConfidence, OnlyCellsReadFromPixelsAreCalibrated) {
  Column column = column_of({"12", "34"}, 0.9);
  ConfidenceWeights certain;
  certain.bias = 3;
  column.pages[0].quality = PageQuality{};
  column.pages[0].quality->mean_confidence = 0.9;
  Column digital = column;
  digital.pages[0].origin = PageOrigin::digital;
  calibrate_table(column.table, column.pages, certain);
  calibrate_table(digital.table, digital.pages, certain);
  EXPECT_NEAR(cell_at(column, 0).confidence, 1 / (1 + std::exp(-3 - std::log(9.0))), 1e-6);
  EXPECT_EQ(cell_at(digital, 0).confidence, 0.9);
}

}  // namespace
}  // namespace tabularium
