// What words tell of readings: single characters, letters of one shape, marks.
#include "stages/extract/known_words.h"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

#include "stages/extract/letter_repairs.h"

namespace tabularium {
namespace {

using Texts = std::vector<std::string>;

KnowsWord knowing(std::set<std::string> words) {
  return [words = std::move(words)](const std::string& word) { return words.contains(word); };
}

const KnowsWord kHan = knowing({"申请", "数量", "予以", "公开", "不予", "其他", "总计"});

TEST(KnownWords, ACharacterOutsideEveryWordIsDoubtful) {
  EXPECT_EQ(unknown_han("中请数量", kHan), 2U);
  EXPECT_EQ(unknown_han("申请数量", kHan), 0U);
  EXPECT_EQ(unknown_han("12.5 Hale", kHan), 0U) << "only Chinese is asked about";
}

TEST(KnownWords, OfTwoReadingsTheCharacterCountsThatMakesAWord) {
  EXPECT_EQ(weigh_by_words("中请数量", "申请教量", kHan), "申请数量") << "each character by itself";
  EXPECT_EQ(weigh_by_words("石桥镇", "右桥镇", kHan), "石桥镇") << "no word tells, so nothing changes";
  EXPECT_EQ(weigh_by_words("三：其他", "三、其他", kHan), "三、其他") << "an enumerator is complete";
  EXPECT_EQ(weigh_by_words("其他.公开", "其他，公开", kHan), "其他，公开");
  EXPECT_EQ(weigh_by_words("其他公开”", "“其他公开”", kHan), "“其他公开”");
  EXPECT_EQ(weigh_by_words("“其他公开”", "其他公开”", kHan), "“其他公开”");
  EXPECT_EQ(weigh_by_words("公开12", "公开72", kHan), "公开12") << "figures are nobody's words";
}

TEST(KnownWords, ALikenessThatMakesAWordReplacesACharacterThatMakesNone) {
  EXPECT_EQ(repair_han("中请数量", kHan), "申请数量");
  EXPECT_EQ(repair_han("（一-)予以", kHan), "（一)予以");
  EXPECT_EQ(repair_han("中心", kHan), "中心") << "nothing like it makes a word";
  EXPECT_EQ(repair_han("已人", knowing({"己人", "巳人"})), "已人") << "two likenesses do, so neither is taken";
}

TextPiece piece_of(const std::string& text, double confidence) {
  TextPiece piece;
  Word word;
  word.text = text;
  word.confidence = confidence;
  piece.words.push_back(word);
  return piece;
}

std::string repaired(const std::string& text, double confidence, const std::vector<std::string>& beside = {}) {
  std::vector<TextPiece> pieces = {piece_of(text, confidence)};
  for (const std::string& other : beside) pieces.push_back(piece_of(other, 0.95));
  repair_by_words(pieces, knowing({"salt", "schools", "roofing", "hale", "hole", "Petrie"}), 0.9);
  const Word& word = pieces.front().words.front();
  EXPECT_EQ(word.alternatives.size(), word.text == text ? 0U : 2U) << "both readings are kept";
  return word.text;
}

// What becomes of a piece so many pixels wide on a page in a type of 20 pixels.
std::string uncrowded(const std::string& text, double width, double height = 18) {
  std::vector<TextPiece> pieces(8, piece_of("申请数量", 0.95));
  for (TextPiece& piece : pieces) piece.box = {0, 0, 80, 18};
  pieces.push_back(piece_of(text, 0.95));
  pieces.back().box = {0, 0, width, height};
  drop_crowded_han(pieces, kHan);
  const Word& word = pieces.back().words.front();
  EXPECT_EQ(word.alternatives.size(), word.text == text ? 0U : 2U) << "both readings are kept";
  return word.text;
}

TEST(KnownWords, ACharacterTooManyForTheWidthGoes) {
  EXPECT_EQ(uncrowded("人总计", 39), "总计");
  EXPECT_EQ(uncrowded("不了予公开", 79), "不予公开");
  EXPECT_EQ(uncrowded("人总计", 59), "人总计") << "it has its room";
  EXPECT_EQ(uncrowded("人总计", 39, 12), "人总计") << "smaller type is narrower";
  EXPECT_EQ(uncrowded("石桥镇", 39), "石桥镇") << "no word tells which one";
}

TEST(KnownWords, AWordThatNobodyKnowsBecomesTheOneThatItLooksLike) {
  EXPECT_EQ(repaired("sait", 0.8), "salt");
  EXPECT_EQ(repaired("schoois.", 0.8), "schools.");
  EXPECT_EQ(repaired("Re-rocfing", 0.8), "Re-roofing");
  EXPECT_EQ(repaired("Petne", 0.8), "Petrie");
  EXPECT_EQ(repaired("sait", 0.95), "sait") << "read with certainty";
  EXPECT_EQ(repaired("cf", 0.2), "cf") << "a short word looks like too many";
}

TEST(KnownWords, WordsOfThePageAreKnown) {
  EXPECT_EQ(repaired("Mariow", 0.8), "Mariow");
  EXPECT_EQ(repaired("Mariow", 0.8, {"Marlow", "Marlow"}), "Marlow");
  EXPECT_EQ(repaired("Mariow", 0.8, {"Mariow", "Marlow"}), "Mariow") << "what stands there twice is no slip";
}

std::string first_of(const Texts& column) {
  std::vector<TextPiece> pieces;
  for (const std::string& text : column) {
    pieces.push_back(piece_of(text, 0.9));
    const double y = 40.0 * static_cast<double>(pieces.size());
    pieces.back().box = {100, y, 110, y + 20};
  }
  pieces.push_back(piece_of("harbour", 0.9));
  pieces.back().box = {300, 60, 400, 80};
  restore_first_serials(pieces, 20);
  const Word& word = pieces.front().words.front();
  EXPECT_EQ(word.alternatives.size(), word.text == column.front() ? 0U : 2U) << "both readings are kept";
  return word.text;
}

TEST(SerialNumbers, AStrokeOverTwoAndThreeIsOne) {
  for (const char* stroke : {"i", "l", "I", "|"}) EXPECT_EQ(first_of({stroke, "2", "3"}), "1");
  EXPECT_EQ(first_of({"i", "ii", "iii"}), "i");
  EXPECT_EQ(first_of({"I", "2", "5"}), "I");
  EXPECT_EQ(first_of({"a", "2", "3"}), "a");
}

}  // namespace
}  // namespace tabularium
