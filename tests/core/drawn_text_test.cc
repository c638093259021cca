#include "stages/core/drawn_text.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/text_lines.h"

namespace tabularium {
namespace {

Page drawn(const std::string& text) {
  Page page = text_document(text).pages.front();
  draw_page(page);
  return page;
}

std::vector<std::string> words_of(const Page& page) {
  std::vector<std::string> out;
  for (const Word& word : page.evidence.words) out.push_back(word.text);
  return out;
}

TEST(DrawnText, ColumnsAndFramesAreToldFromFlattenedText) {
  const auto looks = [](const std::string& text) { return looks_drawn(drawn_signs(lines_of_text(text))); };
  EXPECT_TRUE(looks("Port      Sail  Steam\nAber        34     67\nBrin        50     45\nCarl         1      2\n"));
  EXPECT_TRUE(looks("Port      Sail  Steam\n=====================\nAber        34     67\nBrin        50     45\nCarl         1      2\n---------------------\n"));   // short, under rules
  EXPECT_TRUE(looks("+----+----+\n| a  | b  |\n+----+----+\n| c  | d  |\n| e  | f  |\n+----+----+\n"));
  EXPECT_FALSE(looks("Port |\nSail |\nSteam |\nAber |\n34 |\n67 |\n"));
  EXPECT_FALSE(looks("| Port | Sail |\n|------|------|\n| Aber | 34 |\n| Brin | 50 |\n| Carl | 7 |\n"));
  EXPECT_FALSE(looks("Prose that runs over the line and\ngoes on without any gap, as letters\nto a board of trade will do, and\nends.  Here.\n"));
  EXPECT_FALSE(looks("a\tb\tc\n1\t2\t3\n4\t5\t6\n7\t8\t9\n"));
}

TEST(DrawnText, WordsStandWhereTheirCharactersStand) {
  const Page page = drawn("Port    Sail\n表  12\n");
  EXPECT_EQ(words_of(page), (std::vector<std::string>{"Port", "Sail", "表", "12"}));
  const auto& words = page.evidence.words;
  EXPECT_DOUBLE_EQ(words[1].box.x0 - words[0].box.x0, 8 * character_pitch);
  EXPECT_DOUBLE_EQ(words[3].box.x0 - words[2].box.x0, 4 * character_pitch);  // an East Asian character is two wide
  EXPECT_DOUBLE_EQ(words[2].box.y0 - words[0].box.y0, line_pitch);
}

TEST(DrawnText, StrokesAreRulesAndBlankMarksAreNot) {
  const Page frame = drawn("┌───┬───┐\n│ a │ b │\n└───┴───┘\n");
  EXPECT_EQ(words_of(frame), (std::vector<std::string>{"a", "b"}));
  const auto upright = std::count_if(frame.evidence.rules.begin(), frame.evidence.rules.end(), [](const Rule& r) { return r.orientation == Orientation::vertical; });
  EXPECT_EQ(upright, 3);
  EXPECT_EQ(frame.evidence.rules.size(), 5U);
  const Page figures = drawn("Total   ---   +5   -7\nBrin    ---   +3   -9\n");
  EXPECT_EQ(words_of(figures), (std::vector<std::string>{"Total", "---", "+5", "-7", "Brin", "---", "+3", "-9"}));
  EXPECT_TRUE(figures.evidence.rules.empty());
}

TEST(DrawnText, FormsMadeFullWidthAfterwardsKeepTheFrame) {
  const auto uprights = [](const Page& page) {
    return std::count_if(page.evidence.rules.begin(), page.evidence.rules.end(), [](const Rule& r) { return r.orientation == Orientation::vertical; });
  };
  EXPECT_EQ(uprights(drawn("+------+----+\n| 年份 | 数 |\n+------+----+\n| １９ | ５ |\n| 1920 | 12 |\n+------+----+\n")), 3);  // two columns each
  EXPECT_EQ(uprights(drawn("+------+----+\n| 年份 | 数 |\n+------+----+\n| １９１９ | ５５ |\n| １９２０ | １２ |\n+------+----+\n")), 3);  // one
}

TEST(DrawnText, PlacesAreToldInTheFile) {
  Document document = text_document("Größe    12\nBrin     45\n");
  draw_page(document.pages.front());
  Table table;
  table.pages = {1};
  table.boxes = {Box{0, 0, 10, 10}};
  Cell cell;
  cell.place.page = 1;
  cell.place.box = document.pages[0].evidence.words[1].box;
  table.cells = {cell};
  place_table_in_file(table, document.pages);
  EXPECT_FALSE(table.cells[0].place.box);
  EXPECT_TRUE(table.boxes.empty());
  ASSERT_TRUE(table.cells[0].place.span);
  EXPECT_EQ(*table.cells[0].place.span, (TextSpan{1, 10, 11, 13}));  // ö and ß are two bytes each
}

}  // namespace
}  // namespace tabularium
