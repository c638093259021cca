#include "stages/extract/fount_reading.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "stages/extract/image_lines.h"
#include "tests/extract/canvas.h"

namespace tabularium {
namespace {

constexpr int kRows = 14, kCols = 6, kLeft = 120, kTop = 200, kAcross = 160, kDown = 60;

// A sheet of numbers in one fount. `pieces` hold what a recogniser made of each: here the truth, until a test spoils it.
struct Sheet {
  std::vector<std::string> truth;
  PreparedPage page;
  std::vector<TextPiece> pieces;
  double scale = 1;  // page pixels for each of the canvas
};

std::string number_at(int row, int col) {
  const int n = (row * 37 + col * 11 + 3) * 7919 % 10000;
  std::string text = std::to_string(10000 + n).substr(1);
  return text.insert(1, ".");
}

std::size_t index_of(int row, int col) { return static_cast<std::size_t>(row * kCols + col); }

void read_as(TextPiece& piece, const std::string& text) {
  Word word;
  word.text = text;
  word.box = piece.box;
  word.confidence = 0.9;
  piece.words = {word};
  piece.confidence = 0.9;
  piece.read = true;
}

Sheet sheet_of(Canvas& canvas, int rows = kRows) {
  Sheet sheet;
  for (int row = 0; row < rows; ++row)
    for (int col = 0; col < kCols; ++col) {
      sheet.truth.push_back(number_at(row, col));
      canvas.text(sheet.truth.back().c_str(), kLeft + col * kAcross, kTop + row * kDown, 10);
    }
  sheet.page = std::move(prepare_page(canvas.image(), {}, 0)).value();
  sheet.scale = sheet.page.pixels_per_point * 72 / 150;
  sheet.pieces.resize(sheet.truth.size());
  for (const Box& box : find_text_pieces(sheet.page.ink.get(), sheet.page.rules, sheet.page.glyph_height)) {
    const int col = static_cast<int>((box.center_x() / sheet.scale - kLeft) / kAcross);
    const int row = static_cast<int>((box.center_y() / sheet.scale - kTop + kDown / 2.0) / kDown);
    if (row < 0 || row >= rows || col < 0 || col >= kCols) continue;
    TextPiece& piece = sheet.pieces[index_of(row, col)];
    piece.box = unite(piece.box, box);
    read_as(piece, sheet.truth[index_of(row, col)]);
  }
  return sheet;
}

TEST(FountReading, MisreadFiguresAreReadByThePagesOwnType) {
  Canvas canvas;
  Sheet sheet = sheet_of(canvas);
  const std::size_t digit = index_of(3, 2), mark = index_of(7, 4), garbage = index_of(10, 0);
  std::string spoilt = sheet.truth[digit];
  spoilt[3] = spoilt[3] == '8' ? '3' : '8';
  read_as(sheet.pieces[digit], spoilt);
  read_as(sheet.pieces[mark], std::string(sheet.truth[mark]).replace(1, 1, ","));
  read_as(sheet.pieces[garbage], "(W]");
  EXPECT_GT(read_with_fount(sheet.page, sheet.pieces), 70);
  ASSERT_EQ(sheet.pieces.size(), sheet.truth.size());
  for (std::size_t i = 0; i < sheet.pieces.size(); ++i) EXPECT_EQ(text_of(sheet.pieces[i]), sheet.truth[i]) << i;
  ASSERT_EQ(sheet.pieces[digit].words.front().alternatives.size(), 2U);
  EXPECT_EQ(sheet.pieces[digit].words.front().alternatives[1].text, spoilt);
}

TEST(FountReading, AStrokeBesideANumberIsNoFigure) {
  Canvas canvas;
  canvas.bar(kLeft + 2 * kAcross - 10, kTop + 4 * kDown - 22, 2, 30);  // what is left of a ruling line
  Sheet sheet = sheet_of(canvas);
  TextPiece& piece = sheet.pieces[index_of(4, 2)];
  piece.box.x0 = (kLeft + 2 * kAcross - 10) * sheet.scale;
  piece.box.y0 = std::min(piece.box.y0, (kTop + 4 * kDown - 22) * sheet.scale);
  read_as(piece, "1" + sheet.truth[index_of(4, 2)]);
  read_with_fount(sheet.page, sheet.pieces);
  EXPECT_EQ(text_of(sheet.pieces[index_of(4, 2)]), sheet.truth[index_of(4, 2)]);
}

TEST(FountReading, TwoColumnsInOnePieceAreTwoWordsAndTwoRowsTwoPieces) {
  Canvas canvas;
  Sheet sheet = sheet_of(canvas);
  TextPiece beside;
  beside.box = unite(sheet.pieces[index_of(2, 1)].box, sheet.pieces[index_of(2, 2)].box);
  read_as(beside, "nonsense");
  TextPiece under;
  under.box = unite(sheet.pieces[index_of(5, 3)].box, sheet.pieces[index_of(6, 3)].box);
  read_as(under, "nonsense");
  sheet.pieces.push_back(beside);
  sheet.pieces.push_back(under);
  read_with_fount(sheet.page, sheet.pieces);
  ASSERT_EQ(sheet.pieces.size(), sheet.truth.size() + 3);
  const TextPiece& two = sheet.pieces[sheet.truth.size()];
  ASSERT_EQ(two.words.size(), 2U);
  EXPECT_EQ(two.words[0].text, sheet.truth[index_of(2, 1)]);
  EXPECT_EQ(two.words[1].text, sheet.truth[index_of(2, 2)]);
  EXPECT_NEAR(two.words[1].box.x0, sheet.pieces[index_of(2, 2)].box.x0, 6);
  EXPECT_EQ(text_of(sheet.pieces[sheet.truth.size() + 1]), sheet.truth[index_of(5, 3)]);
  EXPECT_EQ(text_of(sheet.pieces[sheet.truth.size() + 2]), sheet.truth[index_of(6, 3)]);
}

TEST(FountReading, WordsStayAsTheyWereRead) {
  Canvas canvas;
  canvas.text("Mean height", kLeft, kTop + kRows * kDown, 10);
  Sheet sheet = sheet_of(canvas);
  TextPiece words;
  const double y = (kTop + kRows * kDown) * sheet.scale;
  words.box = {kLeft * sheet.scale, y - 24 * sheet.scale, (kLeft + 140) * sheet.scale, y + 8 * sheet.scale};
  read_as(words, "Mean height");
  sheet.pieces.push_back(words);
  read_with_fount(sheet.page, sheet.pieces);
  EXPECT_EQ(text_of(sheet.pieces.back()), "Mean height");
  EXPECT_TRUE(sheet.pieces.back().words.front().alternatives.empty());
}

// Without specimens of a figure the page's type knows no such figure, and takes it for the one most like it.
TEST(FountReading, AFigureWithoutSpecimensIsTheRecognisers) {
  Canvas canvas;
  Sheet sheet = sheet_of(canvas);
  for (TextPiece& piece : sheet.pieces)
    if (text_of(piece).find('3') != std::string::npos) piece.confidence = piece.words.front().confidence = 0.7;
  EXPECT_GT(read_with_fount(sheet.page, sheet.pieces), 70);
  for (std::size_t i = 0; i < sheet.pieces.size(); ++i) EXPECT_EQ(text_of(sheet.pieces[i]), sheet.truth[i]) << i;
}

TEST(FountReading, APageWithFewFiguresTeachesNone) {
  Canvas canvas;
  Sheet sheet = sheet_of(canvas, 1);
  read_as(sheet.pieces[0], "spoilt");
  EXPECT_EQ(read_with_fount(sheet.page, sheet.pieces), 0);
  EXPECT_EQ(text_of(sheet.pieces[0]), "spoilt");
}

TEST(FountReading, AWordThatWasReadSurelyIsNotMadeFigures) {
  FigureRun unsure;
  unsure.figures = "800040";
  unsure.sureness = {0.7, 0.7, 0.6, 0.7, 0.7, 0.7};
  FigureRun sure = unsure;
  sure.sureness.assign(6, 0.995);
  TextPiece first;
  read_as(first, "Burghau");
  EXPECT_FALSE(outweighs(std::vector<FigureRow>{{{}, {unsure}, false}}, first));
  EXPECT_FALSE(outweighs(std::vector<FigureRow>{{{}, {sure}, false}, {{}, {unsure}, false}}, first)) << "the weaker of two rows";
  EXPECT_TRUE(outweighs(std::vector<FigureRow>{{{}, {sure}, false}}, first)) << "figures that look like letters";
  read_as(first, "8OOO4O");
  EXPECT_TRUE(outweighs(std::vector<FigureRow>{{{}, {unsure}, false}}, first)) << "a figure was read, too";
}

}  // namespace
}  // namespace tabularium
