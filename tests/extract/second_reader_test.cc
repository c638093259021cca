// Two readers of one piece: decoding a recogniser's output, and what is made of two readings.
#include <allheaders.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>

#include "stages/core/model_folders.h"
#include "stages/extract/ctc.h"
#include "stages/extract/letter_repairs.h"
#include "stages/extract/onnx_session.h"
#include "stages/extract/piece_reading.h"

namespace tabularium {
namespace {

// Rows of likelihoods with one clear winner each.
std::vector<float> steps(const std::vector<int>& winners, int classes) {
  std::vector<float> scores;
  for (int winner : winners)
    for (int c = 0; c < classes; ++c) scores.push_back(c == winner ? 0.9F : 0.1F / static_cast<float>(classes - 1));
  return scores;
}

TEST(Ctc, RepeatedStepsAreOneLetterUnlessNothingStandsBetween) {
  const std::vector<std::string> letters = {"1", "2", " "};
  const std::vector<CtcLetter> read = decode_ctc(steps({0, 1, 1, 0, 1, 2, 2, 0}, 4), 4, letters);
  ASSERT_EQ(read.size(), 3U);
  EXPECT_EQ(read[0].text + read[1].text + read[2].text, "112");
  EXPECT_EQ(read[0].from, 1);
  EXPECT_EQ(read[0].to, 3);
  EXPECT_NEAR(read[2].confidence, 0.9, 1e-6);
  EXPECT_TRUE(decode_ctc({}, 4, letters).empty());
}

TextPiece reading(std::initializer_list<const char*> words, double confidence) {
  TextPiece piece;
  piece.read = true;
  piece.confidence = confidence;
  for (const char* text : words) {
    Word word;
    word.text = text;
    word.confidence = confidence;
    piece.words.push_back(word);
  }
  return piece;
}

TEST(TwoReaders, AgreementMakesSureAndKeepsTheFirstReadersSpaces) {
  const TextPiece both = settle(reading({"Hale", "Brothers"}, 0.8), "a", reading({"HaleBrothers"}, 0.9), "b");
  ASSERT_EQ(both.words.size(), 2U);
  EXPECT_GT(both.confidence, 0.9);
  EXPECT_EQ(both.words[1].text, "Brothers");
  EXPECT_EQ(both.words[1].alternatives.at(1).text, "Brothers");
}

TEST(TwoReaders, LettersLikeFiguresAreNoDisagreement) {
  const TextPiece zero = settle(reading({"0"}, 0.9), "a", reading({"o"}, 0.5), "b");
  EXPECT_EQ(zero.words.at(0).text, "0");
  EXPECT_GT(zero.confidence, 0.9);
  const TextPiece ten = settle(reading({"lO"}, 0.9), "a", reading({"10"}, 0.5), "b");
  EXPECT_EQ(ten.words.at(0).text, "10") << "whoever reads figures there has it";
}

TEST(TwoReaders, AReaderOverlooksParenthesesButMakesNoPairUp) {
  for (const char* lost : {"8.761.806", "8.761.806)", "(8.761.806"}) {
    EXPECT_EQ(text_of(settle(reading({"(8.761.806)"}, 0.7), "a", reading({lost}, 0.99), "b")), "(8.761.806)") << lost;
    const TextPiece kept = settle(reading({lost}, 0.99), "a", reading({"(8.761.806)"}, 0.7), "b");
    EXPECT_EQ(text_of(kept), "(8.761.806)") << lost;
    EXPECT_DOUBLE_EQ(kept.confidence, 0.7);
    EXPECT_EQ(kept.words.front().alternatives[1].text, lost);
  }
  EXPECT_EQ(text_of(settle(reading({"(8.761.806)"}, 0.7), "a", reading({"8.767.806"}, 0.99), "b")), "8.767.806");
  EXPECT_EQ(text_of(settle(reading({"(8.761.806)"}, 0.3), "a", reading({"8.761.806"}, 0.99), "b")), "8.761.806");
  EXPECT_EQ(text_of(settle(reading({"(a)"}, 0.7), "a", reading({"a"}, 0.99), "b")), "a");
}

TEST(TwoReaders, MarksOnLettersAreLostButNotMadeUp) {
  EXPECT_EQ(text_of(settle(reading({"Préval"}, 0.6), "a", reading({"Preval"}, 0.95), "b")), "Préval");
  EXPECT_EQ(text_of(settle(reading({"Préyal"}, 0.6), "a", reading({"Preval"}, 0.95), "b")), "Preval");
  EXPECT_TRUE(loses_marks("Südliches Tal", "Sudliches Tal"));
  EXPECT_FALSE(loses_marks("Sudliches", "Südliches"));
  EXPECT_FALSE(loses_marks("Tal", "Tal"));
  EXPECT_FALSE(loses_marks("北部", "ab"));
}

TEST(TwoReaders, TheSurerCountsAndBothAreKept) {
  const TextPiece settled = settle(reading({"(公", "予公开"}, 0.2), "a", reading({"(三)不予公开"}, 0.99), "b");
  ASSERT_EQ(settled.words.size(), 1U);
  EXPECT_EQ(settled.words[0].text, "(三)不予公开");
  ASSERT_EQ(settled.words[0].alternatives.size(), 2U);
  EXPECT_EQ(settled.words[0].alternatives[0].reader, "b");
  EXPECT_EQ(settled.words[0].alternatives[1].text, "(公 予公开");
  const TextPiece nothing = settle(reading({"7"}, 0.4), "a", reading({}, 0), "b");
  EXPECT_EQ(nothing.words.at(0).text, "7");
}

// Answers by language: what readers of Latin letters, of Chinese and of Cyrillic letters make of the same line.
class Tongues final : public Reader {
 public:
  Tongues(std::string in_latin, double latin, std::string in_han, double han, std::string in_cyrillic = "", double cyrillic = 0)
      : latin_{std::move(in_latin), latin}, han_{std::move(in_han), han}, cyrillic_{std::move(in_cyrillic), cyrillic} {}
  std::string name() const override { return "tongues"; }
  Result<std::vector<Word>> recognise(const PageImage& image, const RecogniseRequest& request) override {
    const auto& [text, confidence] =
        is_han_language(request.languages) ? han_ : is_cyrillic_language(request.languages) ? cyrillic_ : latin_;
    Word word;
    word.text = text;
    word.confidence = confidence;
    word.box = {2, 2, double(image.width() - 2), double(image.height() - 2)};
    return std::vector<Word>{word};
  }

 private:
  std::pair<std::string, double> latin_, han_, cyrillic_;
};

PreparedPage page_with_a_line() {
  PreparedPage page;
  page.ink.reset(pixCreate(400, 300, 1));
  pixRasterop(page.ink.get(), 20, 100, 360, 40, PIX_SET, nullptr, 0, 0);
  page.gray.reset(pixConvert1To8(nullptr, page.ink.get(), 255, 0));
  page.glyph_height = 40;
  return page;
}

// Letters of 40 pixels that stand nearer to those below than to those beside them.
PreparedPage page_on_its_side() {
  PreparedPage page = page_with_a_line();
  page.ink.reset(pixCreate(400, 1400, 1));
  for (int x = 20; x < 400; x += 160)
    for (int y = 20; y < 1360; y += 50) pixRasterop(page.ink.get(), x, y, 36, 40, PIX_SET, nullptr, 0, 0);
  page.gray.reset(pixConvert1To8(nullptr, page.ink.get(), 255, 0));
  return page;
}

std::string language_of(Tongues reader, const PreparedPage& page = page_with_a_line()) {
  std::vector<TextPiece> pieces = {TextPiece{.box = {20, 100, 380, 140}}};
  const Result<std::string> language = choose_language(page, pieces, {"eng", "spa", "chi_sim", "rus"}, reader);
  return language.ok() ? language.value() : language.error().message;
}

TEST(PageLanguage, WhatAReaderOfChineseMakesOfALineTellsItsScript) {
  EXPECT_EQ(language_of({"AAR HADMKAA", 0.5, "本列数据的关系", 0.4}), "chi_sim") << "unsure of a poor page, but Chinese";
  EXPECT_EQ(language_of({"AAR HADMKAA", 0.3, "本列数据的关系", 0.0}), "chi_sim") << "both at a loss, but it sees Chinese";
  EXPECT_EQ(language_of({"AAR HADMKAA", 0.3, "本列数据的关系", 0.0}, page_on_its_side()), "eng") << "letters on their side look Chinese";
  EXPECT_EQ(language_of({"Hcle Brothors", 0.6, "Hale Brothers", 0.6}), "eng");
  EXPECT_EQ(language_of({"Hale Brothers", 0.95, "本列", 0.9}), "eng") << "sure of English, nobody else is asked";
}

TEST(PageLanguage, CyrillicIsReadWhereItsReaderIsFarSurer) {
  EXPECT_EQ(language_of({"Tabnmua y Topr", 0.3, "Ta6mmaa", 0.35, "Таблица города", 0.9}), "rus") << "y is no Spanish word here";
  EXPECT_EQ(language_of({"Hcle Brothors", 0.6, "Hale Brothers", 0.6, "Нсlе ВгоЬег", 0.7}), "eng") << "letters look alike";
  EXPECT_EQ(language_of({"AAR HADMKAA", 0.5, "本列数据的关系", 0.4, "ААЕ НАМ", 0.4}), "chi_sim");
}

TEST(PageLanguage, ALatinLineOfAChinesePageIsReadAsLatin) {
  const PreparedPage page = page_with_a_line();
  std::vector<TextPiece> pieces = {TextPiece{.box = {20, 100, 380, 140}}};
  Tongues reader("Hale Brothers Ltd", 0.9, "HaleBrothersLtd", 0.85);
  ASSERT_TRUE(read_pieces(page, pieces, "chi_sim", {"chi_sim", "eng"}, reader).ok());
  EXPECT_EQ(pieces[0].words.at(0).text, "Hale Brothers Ltd");
}

// Reads the line wrongly until its pixels are softened or enlarged.
class ShortSighted final : public Reader {
 public:
  explicit ShortSighted(double confidence) : confidence_(confidence) {}
  std::string name() const override { return "short-sighted"; }
  Result<std::vector<Word>> recognise(const PageImage& image, const RecogniseRequest&) override {
    ++asked;
    Word word;
    word.text = asked == 1 ? "帅于国家" : "属于国家";
    word.confidence = asked == 1 ? confidence_ : 0.6;
    word.box = {2, 2, double(image.width() - 2), double(image.height() - 2)};
    return std::vector<Word>{word};
  }
  int asked = 0;

 private:
  double confidence_;
};

// Never reads the same twice.
class Fickle final : public Reader {
 public:
  std::string name() const override { return "fickle"; }
  bool knows(const std::string& word, const std::string&) override { return word == "属于" || word == "国家"; }
  Result<std::vector<Word>> recognise(const PageImage& image, const RecogniseRequest&) override {
    constexpr std::array<const char*, 3> texts = {"帅于国加", "属于国加", "帅于国家"};
    Word word;
    word.text = texts.at(asked++ % texts.size());
    word.confidence = 0.7;
    word.box = {2, 2, double(image.width() - 2), double(image.height() - 2)};
    return std::vector<Word>{word};
  }
  std::size_t asked = 0;
};

TEST(ChineseLines, WhatWordsMakeOfSeveralReadingsKeepsThemAll) {
  PreparedPage page = page_with_a_line();
  page.quality.treatments = {"despeckle"};
  std::vector<TextPiece> pieces = {TextPiece{.box = {20, 100, 380, 140}}};
  Fickle reader;
  ASSERT_TRUE(read_pieces(page, pieces, "chi_sim", {"chi_sim"}, reader).ok());
  const Word& word = pieces[0].words.at(0);
  EXPECT_EQ(word.text, "属于国家");
  ASSERT_EQ(word.alternatives.size(), 4U);
  EXPECT_EQ(word.alternatives[0].reader, "words") << "nobody read it so";
}

TEST(ChineseLines, ADoubtedOneOfAPoorPageIsReadAtOtherSizesAndMostOfThemCount) {
  struct Case {
    double confidence;
    std::vector<std::string> treatments;
    std::string text;
    int asked;
  };
  for (const Case& line : {Case{0.7, {"despeckle"}, "属于国家", 3}, Case{0.995, {"despeckle"}, "帅于国家", 1}, Case{0.7, {}, "帅于国家", 1}}) {
    PreparedPage page = page_with_a_line();
    page.quality.treatments = line.treatments;
    std::vector<TextPiece> pieces = {TextPiece{.box = {20, 100, 380, 140}}};
    ShortSighted reader(line.confidence);
    ASSERT_TRUE(read_pieces(page, pieces, "chi_sim", {"chi_sim"}, reader).ok());
    EXPECT_EQ(pieces[0].words.at(0).text, line.text);
    EXPECT_EQ(pieces[0].words.at(0).alternatives.size(), line.asked > 1 ? 2U : 0U) << "each reading once";
    EXPECT_EQ(reader.asked, line.asked) << "a sure reading and a clean page cost nothing";
    EXPECT_LE(pieces[0].words.at(0).box.x1, 400) << "boxes are the page's, at whatever size it was read";
  }
}

TEST(Legibility, APageOfNoiseIsGivenUpAfterALook) {
  class Counting final : public Reader {
   public:
    std::string name() const override { return "counting"; }
    Result<std::vector<Word>> recognise(const PageImage& image, const RecogniseRequest&) override {
      ++asked;
      Word word;
      word.text = "x";
      word.confidence = sureness;
      word.box = {2, 2, double(image.width() - 2), double(image.height() - 2)};
      return std::vector<Word>{word};
    }
    int asked = 0;
    double sureness = 0.1;
  };
  const PreparedPage page = page_with_a_line();
  const std::vector<TextPiece> many(5000, TextPiece{.box = {20, 100, 380, 140}});
  Counting noise, text;
  text.sureness = 0.9;
  std::vector<TextPiece> pieces = many;
  ASSERT_TRUE(read_pieces(page, pieces, "eng", {"eng"}, noise).ok());
  EXPECT_LT(noise.asked, 1000);
  EXPECT_TRUE(std::all_of(pieces.begin(), pieces.end(), [](const TextPiece& piece) { return piece.words.empty(); }));
  pieces = many;
  ASSERT_TRUE(read_pieces(page, pieces, "eng", {"eng"}, text).ok());
  EXPECT_GE(text.asked, 5000) << "a page full of text is read to its end";
}

std::string repaired(const std::string& text) {
  Word word;
  word.text = text;
  repair_letters(word);
  EXPECT_EQ(word.raw, word.text == text ? "" : text);
  return word.text;
}

TEST(LetterRepairs, OnlyWhatNoWordHasIsChanged) {
  EXPECT_EQ(repaired("Re-r0ofing"), "Re-roofing");
  EXPECT_EQ(repaired("ltem"), "Item");
  EXPECT_EQ(repaired("Dachsan\u0131erung"), "Dachsanierung");
  EXPECT_EQ(repaired("··."), "…");
  for (const char* right : {"10", "A0b", "lbs", "lost", "llama", "Old", ".5", "ltda", "Ltd."}) EXPECT_EQ(repaired(right), right);
}

TEST(ModelFolders, ANamedFolderIsTheOnlyOne) {
  const char* before = std::getenv("TABULARIUM_MODELS");
  const std::string kept = before != nullptr ? before : "";
  setenv("TABULARIUM_MODELS", "/nowhere/models", 1);
  EXPECT_EQ(model_folders(), std::vector<std::string>{"/nowhere/models"});
  const Result<std::unique_ptr<Reader>> reader = make_paddle_reader();
  ASSERT_FALSE(reader.ok());
  EXPECT_EQ(reader.error().code, ErrorCode::missing_part);
  EXPECT_TRUE(second_reader_parts().folder.empty());
  if (before != nullptr) setenv("TABULARIUM_MODELS", kept.c_str(), 1);
  else unsetenv("TABULARIUM_MODELS");
}

TEST(OnnxRuntime, ALibraryThatIsNotThereIsAMissingPart) {
  const auto session = open_onnx("/nowhere/libonnxruntime.so.1", "/nowhere/model.onnx");
  ASSERT_FALSE(session.ok());
  EXPECT_EQ(session.error().code, ErrorCode::missing_part);
  EXPECT_TRUE(onnx_runtime_version("/nowhere/libonnxruntime.so.1").empty());
}

}  // namespace
}  // namespace tabularium
