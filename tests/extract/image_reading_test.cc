// Pieces of a line that belong together, and second looks at what was read without certainty.
#include "stages/extract/piece_reading.h"

#include <allheaders.h>
#include <gtest/gtest.h>

#include <map>

#include "stages/extract/image_lines.h"
#include "stages/extract/lost_marks.h"

namespace tabularium {
namespace {

constexpr double kGlyph = 40;

std::vector<TextPiece> pieces_of(std::initializer_list<Box> boxes) {
  std::vector<TextPiece> pieces;
  for (const Box& box : boxes) pieces.push_back(TextPiece{.box = box});
  return pieces;
}

PixPtr bars(std::initializer_list<Box> boxes) {
  PixPtr ink(pixCreate(400, 300, 1));
  for (const Box& b : boxes) pixRasterop(ink.get(), int(b.x0), int(b.y0), int(b.width()), int(b.height()), PIX_SET, nullptr, 0, 0);
  return ink;
}

TEST(ImageLines, StrokesOverEachOtherAreOneSign) {
  const PixPtr three = bars({{100, 100, 136, 104}, {104, 116, 132, 120}, {98, 132, 138, 136}});
  ASSERT_EQ(find_text_pieces(three.get(), {}, kGlyph).size(), 1U);
  const PixPtr dashes_of_two_rows = bars({{100, 100, 136, 104}, {100, 160, 136, 164}});
  EXPECT_EQ(find_text_pieces(dashes_of_two_rows.get(), {}, kGlyph).size(), 2U);
}

TEST(ImageLines, PartsOfOneCharacterAreOnePiece) {
  const PixPtr stacked = bars({{108, 100, 124, 108}, {106, 112, 128, 118}, {102, 124, 137, 139}});
  EXPECT_EQ(find_text_pieces(stacked.get(), {}, kGlyph).size(), 1U);
  const PixPtr quoted = bars({{100, 100, 112, 110}, {120, 100, 132, 110}, {118, 114, 300, 140}, {290, 100, 300, 140}});
  EXPECT_EQ(find_text_pieces(quoted.get(), {}, kGlyph).size(), 1U) << "a mark over its neighbour's edge";
}

TEST(ImageReading, AFlatEnumeratorJoinsItsLine) {
  // 一, 、 and the words after them
  std::vector<TextPiece> pieces = pieces_of({{100, 116, 136, 122}, {150, 128, 158, 138}, {190, 100, 500, 140}});
  join_light_pieces(pieces, {}, kGlyph);
  ASSERT_EQ(pieces.size(), 1U);
  EXPECT_EQ(pieces[0].box, (Box{100, 100, 500, 140}));
}

TEST(ImageReading, ADashInItsOwnCellStaysAlone) {
  const Rule rule{Orientation::vertical, 145, 0, 300, 2, RuleSource::image};
  std::vector<TextPiece> ruled = pieces_of({{100, 116, 136, 122}, {160, 100, 500, 140}});
  join_light_pieces(ruled, {rule}, kGlyph);
  EXPECT_EQ(ruled.size(), 2U);
  std::vector<TextPiece> apart = pieces_of({{100, 116, 136, 122}, {180, 100, 500, 140}});
  join_light_pieces(apart, {}, kGlyph);
  EXPECT_EQ(apart.size(), 2U);
}

// Unsure of a line, sure of a word.
class WordReader final : public Reader {
 public:
  std::string name() const override { return "word"; }
  Result<std::vector<Word>> recognise(const PageImage& image, const RecogniseRequest& request) override {
    Word word;
    word.text = request.scope == ReadScope::word ? "7" : "i";
    word.confidence = request.scope == ReadScope::word ? 0.94 : 0.32;
    word.box = {2, 2, double(image.width() - 2), double(image.height() - 2)};
    return std::vector<Word>{word};
  }
};

PreparedPage plain_page() {
  PreparedPage page;
  page.ink = bars({{100, 100, 120, 140}, {200, 100, 390, 140}});
  page.gray.reset(pixConvert1To8(nullptr, page.ink.get(), 255, 0));
  page.glyph_height = kGlyph;
  return page;
}

TEST(ImageReading, AShortPieceIsReadAsAWordToo) {
  const PreparedPage page = plain_page();
  WordReader reader;
  std::vector<TextPiece> pieces = pieces_of({{100, 100, 120, 140}, {200, 100, 390, 140}});
  ASSERT_TRUE(read_pieces(page, pieces, "eng", {"eng"}, reader).ok());
  EXPECT_EQ(pieces[0].words.at(0).text, "7");
  EXPECT_NEAR(pieces[0].confidence, 0.94, 1e-9);
  EXPECT_EQ(pieces[1].words.at(0).text, "i") << "a long piece is no word";
}

// Sure of a line, of which it leaves out the first figure; reads a bare line whole.
class LossyReader final : public Reader {
 public:
  std::string name() const override { return "lossy"; }
  Result<std::vector<Word>> recognise(const PageImage& image, const RecogniseRequest& request) override {
    Word word;
    word.text = request.scope == ReadScope::line ? "9" : "29";
    word.confidence = request.scope == ReadScope::line ? 0.97 : 0.83;
    word.box = {2, 2, double(image.width() - 2), double(image.height() - 2)};
    return std::vector<Word>{word};
  }
};

TEST(ImageReading, FiguresThatCannotFillTheInkAreLookedForAgain) {
  PreparedPage page;
  page.ink = bars({{100, 100, 124, 140}, {132, 100, 156, 140}});
  page.gray.reset(pixConvert1To8(nullptr, page.ink.get(), 255, 0));
  page.glyph_height = kGlyph;
  LossyReader reader;
  std::vector<TextPiece> pieces = pieces_of({{100, 100, 156, 140}});
  ASSERT_TRUE(read_pieces(page, pieces, "eng", {"eng"}, reader).ok());
  EXPECT_EQ(pieces[0].words.at(0).text, "29");
  TextPiece wide = pieces[0];
  wide.words[0].text = "1,029";
  EXPECT_FALSE(loses_figures(wide));
}

TextPiece one_word(const char* text, Box box) {
  TextPiece piece{.box = box};
  piece.words.resize(1);
  piece.words[0].text = text;
  piece.words[0].confidence = 0.8;
  return piece;
}

TEST(LostMarks, AMarkThatStandsInTheInkIsPutBack) {
  // n . a .  with the letters' height 28
  const PixPtr ink = bars({{100, 112, 124, 140}, {132, 134, 138, 140}, {146, 112, 168, 140}, {176, 134, 182, 140}});
  TextPiece piece = one_word("na.", {100, 112, 182, 140});
  restore_marks(ink.get(), kGlyph, piece);
  EXPECT_EQ(piece.words[0].text, "n.a.");
  ASSERT_EQ(piece.words[0].alternatives.size(), 2U);
  EXPECT_EQ(piece.words[0].alternatives[1].text, "na.");
}

TEST(LostMarks, LettersThatShareTheirInkLeaveTheWordAsItIs) {
  const PixPtr ink = bars({{100, 100, 124, 140}, {132, 134, 138, 140}, {146, 100, 200, 140}});
  TextPiece touching = one_word("123", {100, 100, 200, 140});
  restore_marks(ink.get(), kGlyph, touching);
  EXPECT_EQ(touching.words[0].text, "123") << "two letters touch: which is which is not known";
  const PixPtr raised = bars({{100, 100, 124, 140}, {132, 100, 138, 106}, {146, 100, 170, 140}});
  TextPiece quote = one_word("1a", {100, 100, 170, 140});
  restore_marks(raised.get(), kGlyph, quote);
  EXPECT_EQ(quote.words[0].text, "1a") << "no mark on the baseline";
}

// Remembers the darkest and lightest level it was shown.
class LevelReader final : public Reader {
 public:
  std::string name() const override { return "level"; }
  Result<std::vector<Word>> recognise(const PageImage& image, const RecogniseRequest&) override {
    for (int y = 0; y < image.height(); ++y)
      for (int x = 0; x < image.width(); ++x) {
        l_uint32 level = 0;
        pixGetPixel(image.get(), x, y, &level);
        seen[level]++;
      }
    return std::vector<Word>{};
  }
  std::map<l_uint32, int> seen;
};

TEST(ImageReading, GrainOfThePaperIsNotShownToTheRecogniser) {
  PreparedPage page = plain_page();
  page.paper = 240;
  page.ink_level = 60;
  page.grain = 4;
  for (int y = 0; y < 300; ++y)
    for (int x = 0; x < 400; ++x) {
      l_uint32 level = 0;
      pixGetPixel(page.gray.get(), x, y, &level);
      pixSetPixel(page.gray.get(), x, y, level == 0 ? 60 : 232 + (x * 7 + y * 5) % 16);
    }
  LevelReader reader;
  TextPiece piece{.box = {200, 100, 390, 140}};
  ASSERT_TRUE(read_piece(page, piece, "eng", Expectation::anything, reader).ok());
  ASSERT_EQ(reader.seen.size(), 2U) << "ink and paper";
  EXPECT_TRUE(reader.seen.contains(0) && reader.seen.contains(255));
}

}  // namespace
}  // namespace tabularium
