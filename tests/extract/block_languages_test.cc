// Pages of more than one language: what tells a block's, and which pieces are read again.
#include "stages/extract/block_languages.h"

#include <allheaders.h>
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "stages/extract/chinese_script.h"
#include "stages/extract/language_words.h"

namespace tabularium {
namespace {

using Lists = std::map<std::string, std::set<std::string>>;

const Lists& lists() {
  static const Lists words = {{"eng", {"figures", "district", "table", "rest", "total"}},
                              {"deu", {"Bezirk", "Zahlen", "später", "Rest", "total", "geprüft"}},
                              {"fra", {"chiffres", "région", "total"}}};
  return words;
}

bool knows(const std::string& word, const std::string& language) {
  const auto list = lists().find(language);
  return list != lists().end() && list->second.contains(word);
}

LanguageVerdict judged(const std::vector<std::string>& words, int least = 2) { return judge_language(words, "eng", {"eng", "deu", "fra"}, least, knows); }

TEST(BlockLanguages, WordsThatOnlyOneLanguageHasTell) {
  EXPECT_EQ(judged({"Figures", "DISTRICT:", "Harford"}).verdict, Verdict::open) << "too many names";
  EXPECT_EQ(judged({"Figures", "DISTRICT:", "table"}).verdict, Verdict::own);
  const LanguageVerdict german = judged({"Bezirk", "Zahlen,", "die"});
  EXPECT_EQ(german.verdict, Verdict::other);
  EXPECT_EQ(german.language, "deu");
  EXPECT_EQ(judged({"Bezirk", "Harford"}).verdict, Verdict::open) << "one word may be a name";
  EXPECT_EQ(judged({"Bezirk", "Zahlen", "table", "figures"}).verdict, Verdict::open) << "both languages know as many";
  EXPECT_EQ(judged({"total", "rest", "12", "-"}).verdict, Verdict::own) << "words of both languages tell nothing against their own";
  EXPECT_EQ(judged({"figures", "district", "Harford", "Zahlen", "Tabelle", "der"}).language, "deu") << "names stand in every list, articles do not";
  EXPECT_EQ(judged({"the", "Harford", "Tabelle", "der"}).verdict, Verdict::open);
  EXPECT_EQ(judged({"Bezirk", "Zahlen", "x"}, 3).verdict, Verdict::open);
}

TEST(BlockLanguages, TraditionalPrintIsToldByItsCharacters) {
  EXPECT_GT(traditional_share("北部地區的數據來自商會的報告"), kTraditional);
  EXPECT_EQ(traditional_share("北部地区的数据来自商会的报告"), 0);
  EXPECT_EQ(traditional_share("地區"), 0) << "too few to tell";
}

TEST(BlockLanguages, LinesThatFollowCloselyAreOneStrip) {
  std::vector<TextPiece> pieces;
  for (const double y : {100.0, 160.0, 20.0, 118.0, 101.0}) pieces.push_back(TextPiece{.box = {10, y, 200, y + 10}});
  const std::vector<std::vector<std::size_t>> strips = text_strips(pieces, 10);
  ASSERT_EQ(strips.size(), 3U);
  EXPECT_EQ(strips[0], std::vector<std::size_t>{2});
  EXPECT_EQ(strips[1], (std::vector<std::size_t>{0, 4, 3}));
  EXPECT_EQ(strips[2], std::vector<std::size_t>{1});
}

// Answers by language and the place of the line, of which the picture's width tells.
class Polyglot final : public Reader {
 public:
  using Lines = std::map<std::string, std::string>;  // by language
  struct Line {
    int width;
    Lines texts;
    double confidence = 0.9;  // of the last language asked
  };
  std::vector<Line> lines;
  std::map<std::string, double> sureness = {};
  int asked = 0;

  std::string name() const override { return "polyglot"; }
  bool knows(const std::string& word, const std::string& language) override { return tabularium::knows(word, language); }
  Result<std::vector<Word>> recognise(const PageImage& image, const RecogniseRequest& request) override {
    ++asked;
    std::vector<Word> words;
    for (const Line& line : lines) {
      const auto text = line.texts.find(request.languages);
      if (image.width() < line.width || image.width() > line.width + 40 || text == line.texts.end()) continue;
      Word word;
      word.text = text->second;
      const auto sure = sureness.find(request.languages);
      word.confidence = sure == sureness.end() ? line.confidence : sure->second;
      word.box = {2, 2, double(image.width() - 2), double(image.height() - 2)};
      words.push_back(word);
    }
    return words;
  }
};

// A page with lines of these widths under one another, far apart where `apart` says so, each read as its text in English.
struct Scene {
  PreparedPage page;
  std::vector<TextPiece> pieces;
};

Scene scene(const std::vector<Polyglot::Line>& lines, const std::set<std::size_t>& apart = {}) {
  Scene made;
  made.page.ink.reset(pixCreate(600, 900, 1));
  made.page.glyph_height = 20;
  double y = 20;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    y += apart.contains(i) ? 120 : 0;
    pixRasterop(made.page.ink.get(), 20, static_cast<int>(y), lines[i].width, 20, PIX_SET, nullptr, 0, 0);
    TextPiece piece{.box = {20, y, 20.0 + lines[i].width, y + 20}};
    Word word;
    word.text = lines[i].texts.at("eng");
    word.confidence = piece.confidence = lines[i].confidence;
    word.box = piece.box;
    piece.words = {word};
    piece.read = true;
    piece.language = "eng";
    made.pieces.push_back(piece);
    y += 30;
  }
  made.page.gray.reset(pixConvert1To8(nullptr, made.page.ink.get(), 255, 0));
  return made;
}

TEST(BlockLanguages, ABlockOfAnotherLanguageIsReadInThatAndTheRestIsNot) {
  Polyglot reader;
  reader.lines = {{100, {{"eng", "figures"}, {"deu", "fıgures"}}}, {150, {{"eng", "district"}, {"deu", "distrıkt"}}},
                  {200, {{"eng", "Bezirk"}, {"deu", "Bezirk"}}},    {250, {{"eng", "Zahlen"}, {"deu", "Zahlen"}}},
                  {300, {{"eng", "gepriift"}, {"deu", "geprüft"}}}};
  Scene mixed = scene(reader.lines, {2});
  ASSERT_TRUE(reread_by_block(mixed.page, mixed.pieces, {"eng", "deu"}, reader).ok());
  EXPECT_EQ(text_of(mixed.pieces[0]), "figures");
  EXPECT_EQ(text_of(mixed.pieces[4]), "geprüft");
  EXPECT_EQ(mixed.pieces[4].language, "deu");
}

TEST(BlockLanguages, APageOfOneLanguageIsNotReadTwice) {
  Polyglot reader;
  reader.lines = {{100, {{"eng", "figures"}}}, {150, {{"eng", "district"}}}, {200, {{"eng", "table"}}}};
  Scene plain = scene(reader.lines);
  ASSERT_TRUE(reread_by_block(plain.page, plain.pieces, {"eng", "deu", "chi_sim", "rus"}, reader).ok());
  EXPECT_EQ(reader.asked, 0);
}

TEST(BlockLanguages, LettersThatMadeNoWordsAreReadInAnotherScriptWhereThatIsSurer) {
  Polyglot reader;
  reader.sureness = {{"chi_sim", 0.95}};
  reader.lines = {{300, {{"eng", "ACR BASHIR"}, {"chi_sim", "北部地区的数据"}}, 0.5}, {200, {{"eng", "BARR"}, {"chi_sim", "此后没有"}}, 0.5}};
  Scene han = scene(reader.lines);
  ASSERT_TRUE(reread_by_block(han.page, han.pieces, {"eng", "chi_sim"}, reader).ok());
  EXPECT_EQ(text_of(han.pieces[0]), "北部地区的数据");
  EXPECT_EQ(text_of(han.pieces[1]), "此后没有");
  reader.sureness = {{"chi_sim", 0.4}};
  Scene poor = scene(reader.lines);
  ASSERT_TRUE(reread_by_block(poor.page, poor.pieces, {"eng", "chi_sim"}, reader).ok());
  EXPECT_EQ(text_of(poor.pieces[0]), "ACR BASHIR");
}

// Both models know both prints; each is less sure of the other's.
TEST(ChineseScript, TheReaderThatIsSurerOfCharactersOfTwoFormsTellsTheScript) {
  EXPECT_EQ(count_of_two_forms("地區 District"), 1);
  EXPECT_EQ(count_of_two_forms("地区"), 1) << "whichever form stands there";
  EXPECT_EQ(count_of_two_forms("北山"), 0);
  Polyglot reader;
  reader.lines = {{300, {{"eng", "ACR BASHIR"}, {"chi_sim", "北部地区的数据来自商会的报告"}, {"chi_tra", "北部地區的數據來自商會的報告"}}, 0.5}};
  Scene line = scene(reader.lines);
  const auto told = [&](double simplified, double traditional) {
    reader.sureness = {{"chi_sim", simplified}, {"chi_tra", traditional}};
    return is_printed_in_traditional(line.page, line.pieces, {0}, reader).value();
  };
  EXPECT_TRUE(told(0.85, 0.95));
  EXPECT_FALSE(told(0.95, 0.85));
  EXPECT_FALSE(told(0.9, 0.9)) << "too little tells";
  reader.sureness = {{"chi_sim", 0.85}, {"chi_tra", 0.95}};
  std::vector<TextPiece> unread = {TextPiece{.box = line.pieces[0].box}};
  EXPECT_EQ(choose_language(line.page, unread, {"eng", "chi_sim", "chi_tra"}, reader).value(), "chi_tra");
}

TEST(ChineseScript, ABlockInTraditionalPrintOnAnEnglishPageIsReadSo) {
  Polyglot reader;
  reader.sureness = {{"chi_sim", 0.8}, {"chi_tra", 0.95}};
  reader.lines = {{300, {{"eng", "ACR BASHIR"}, {"chi_sim", "北部地区的数据来自商会的报告"}, {"chi_tra", "北部地區的數據來自商會的報告"}}, 0.5}};
  Scene mixed = scene(reader.lines);
  ASSERT_TRUE(reread_by_block(mixed.page, mixed.pieces, {"eng", "chi_sim", "chi_tra"}, reader).ok());
  EXPECT_EQ(text_of(mixed.pieces[0]), "北部地區的數據來自商會的報告");
  reader.sureness = {{"chi_sim", 0.95}, {"chi_tra", 0.9}};
  Scene simplified = scene(reader.lines);
  ASSERT_TRUE(reread_by_block(simplified.page, simplified.pieces, {"eng", "chi_sim", "chi_tra"}, reader).ok());
  EXPECT_EQ(text_of(simplified.pieces[0]), "北部地区的数据来自商会的报告");
}

TEST(BlockLanguages, AFewLettersOfAnotherScriptAreSeenInAnyPoorLine) {
  Polyglot reader;
  reader.sureness = {{"rus", 0.9}};
  reader.lines = {{300, {{"eng", "ACR BASHIR"}, {"rus", "За2"}}, 0.5}};
  Scene poor = scene(reader.lines);
  ASSERT_TRUE(reread_by_block(poor.page, poor.pieces, {"eng", "rus"}, reader).ok());
  EXPECT_EQ(text_of(poor.pieces[0]), "ACR BASHIR");
  reader.lines = {{300, {{"eng", "ACR BASHIR"}, {"rus", "январь февраль"}}, 0.5}};
  ASSERT_TRUE(reread_by_block(poor.page, poor.pieces, {"eng", "rus"}, reader).ok());
  EXPECT_EQ(text_of(poor.pieces[0]), "январь февраль");
}

}  // namespace
}  // namespace tabularium
