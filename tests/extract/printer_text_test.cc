#include "stages/extract/printer_text.h"

#include <gtest/gtest.h>

#include "stages/core/drawn_text.h"
#include "tests/text_lines.h"

namespace tabularium {
namespace {

const std::string table = " Port      Sail  Steam\n Aber        34     67\n Brin        50     45\n Carl         1      2\n";

TEST(PrinterText, CarriageControlIsObeyed) {
  const std::string text = "1Ports\n0\n" + table + "+____\n" + "+                     x\n" + "1Ports\n" + table;
  ASSERT_TRUE(has_carriage_control(lines_of_text(text)));
  const std::vector<Page> pages = printed_pages(lines_of_text(text));
  ASSERT_EQ(pages.size(), 2U);
  const auto& lines = pages[0].evidence.lines;
  ASSERT_EQ(lines.size(), 7U);
  EXPECT_EQ(lines[0].text, "Ports");
  EXPECT_EQ(lines[0].span.column, 2);
  EXPECT_EQ(lines[1].text, "");
  EXPECT_EQ(lines[6].text, "Carl         1      2x");   // the underline adds nothing, the letter over the blank does
  EXPECT_TRUE(is_drawn(pages[1]));
}

TEST(PrinterText, NumberedListsAreNoCarriageControl) {
  EXPECT_FALSE(has_carriage_control(lines_of_text("1 Coal\n  best\n1 Salt\n  fine\n")));
  EXPECT_FALSE(has_carriage_control(lines_of_text(" Ports\n 1935\n Sail\n")));
  EXPECT_FALSE(has_carriage_control(lines_of_text("1 Coal\nSalt\n Tea\n")));
}

TEST(PrinterText, FormFeedsPartDrawnPagesOnly) {
  const std::vector<Page> pages = printed_pages(lines_of_text(table + "\f" + table + "\f"));
  ASSERT_EQ(pages.size(), 2U);
  EXPECT_EQ(pages[1].number, 2);
  EXPECT_EQ(pages[1].evidence.lines[0].text, " Port      Sail  Steam");
  EXPECT_EQ(pages[1].evidence.lines[0].span.column, 2);
  const std::vector<Page> flat = printed_pages(lines_of_text("Port |\nSail |\n\fAber |\n34 |\n"));
  ASSERT_EQ(flat.size(), 1U);
  EXPECT_EQ(flat[0].evidence.lines[2].text, "Aber |");
}

}  // namespace
}  // namespace tabularium
