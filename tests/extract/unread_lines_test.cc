// Lines of ink that were passed over in silence.
#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "stages/extract/unread_lines.h"

namespace tabularium {
namespace {

constexpr double kGlyph = 20;

TextPiece piece_at(double x, double y, double width, bool read) {
  TextPiece piece;
  piece.box = {x, y, x + width, y + kGlyph};
  piece.read = true;
  if (read) {
    Word word;
    word.text = "120";
    word.box = piece.box;
    piece.words.push_back(word);
  }
  return piece;
}

// Rows of a label and three figures, 40 pixels apart; those of `lost` were not read.
std::vector<TextPiece> table_without(const std::vector<int>& lost, int rows = 8) {
  std::vector<TextPiece> pieces;
  for (int row = 0; row < rows; ++row) {
    const bool read = std::find(lost.begin(), lost.end(), row) == lost.end();
    pieces.push_back(piece_at(100, 200 + 40 * row, 160, read));
    for (int column = 0; column < 3; ++column) pieces.push_back(piece_at(400 + 120 * column, 200 + 40 * row, 50, read));
  }
  return pieces;
}

TEST(UnreadLines, ARowBetweenOthersIsTold) {
  const std::vector<Box> lines = unread_lines(table_without({3}), kGlyph);
  ASSERT_EQ(lines.size(), 1U);
  EXPECT_EQ(lines.front(), (Box{100, 320, 690, 340}));
}

TEST(UnreadLines, EachRowIsToldOnceFromAbove) {
  const std::vector<Box> lines = unread_lines(table_without({5, 2}), kGlyph);
  ASSERT_EQ(lines.size(), 2U);
  EXPECT_LT(lines[0].y0, lines[1].y0);
}

TEST(UnreadLines, AllReadOrPartlyReadIsNone) {
  EXPECT_TRUE(unread_lines(table_without({}), kGlyph).empty());
  std::vector<TextPiece> pieces = table_without({3});
  pieces[4 * 3].words.push_back(Word{});
  EXPECT_TRUE(unread_lines(pieces, kGlyph).empty()) << "its label was read: the row is there";
}

TEST(UnreadLines, InkAtTheEdgesOfThePrintIsNone) { EXPECT_TRUE(unread_lines(table_without({0, 7}), kGlyph).empty()); }

TEST(UnreadLines, SpecksPicturesAndSingleStrokesAreNone) {
  std::vector<TextPiece> pieces = table_without({});
  const auto with = [&](std::vector<TextPiece> more) {
    more.insert(more.end(), pieces.begin(), pieces.end());
    return unread_lines(more, kGlyph);
  };
  TextPiece speck = piece_at(100, 224, 3, false), other = piece_at(300, 224, 3, false);
  speck.box.y1 = other.box.y1 = 228;
  EXPECT_TRUE(with({speck, other}).empty());
  TextPiece picture = piece_at(100, 224, 200, false), beside = piece_at(400, 224, 200, false);
  picture.box.y1 = beside.box.y1 = 300;
  EXPECT_TRUE(with({picture, beside}).empty());
  pieces = table_without({}, 3);
  std::erase_if(pieces, [](const TextPiece& piece) { return piece.box.y0 == 240; });
  EXPECT_TRUE(with({piece_at(100, 240, 300, false)}).empty()) << "one stroke of the pen";
  EXPECT_EQ(with({piece_at(100, 240, 80, false), piece_at(400, 240, 80, false)}).size(), 1U);
}

}  // namespace
}  // namespace tabularium
