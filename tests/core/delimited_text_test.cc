#include "stages/core/delimited_text.h"

#include <gtest/gtest.h>

#include "tests/text_lines.h"

namespace tabularium {
namespace {

std::vector<std::string> unified(const std::string& text) {
  std::vector<TextLine> lines = lines_of_text(text);
  unify_delimited(lines);
  std::vector<std::string> out;
  for (const TextLine& line : lines) out.push_back(line.text);
  return out;
}

using Lines = std::vector<std::string>;

TEST(DelimitedText, QuotedLineBreaksAndMarksBelongToTheirField) {
  EXPECT_EQ(unified("Report\n\nPort,\"Cargo, tons\",Note\nAber,\"1,234\",\"first\nof \"\"two\"\"\"\nBrin,5,\n"),
            (Lines{"Report", "", "Port\tCargo, tons\tNote", "Aber\t1,234\tfirst of \"two\"", "Brin\t5\t"}));
  std::vector<TextLine> lines = lines_of_text("a,b\nc,\"d\ne\"\nf,1\n");
  unify_delimited(lines);
  ASSERT_EQ(lines.size(), 3U);
  EXPECT_EQ(lines[1].raw.view(), "c,\"d\ne\"");
  EXPECT_EQ(lines[1].span, (TextSpan{2, 1, 4, 11}));
}

TEST(DelimitedText, CommasWithinTabbedCellsPartNothing) {
  std::vector<TextLine> lines = lines_of_text("Region\tWheat\tRye\nNorth\t1,234\t2,345\nSouth\t3,456\t1,111\nEast\t9,999\t5,000\n");
  const std::vector<TextLine> before = lines;
  unify_delimited(lines);
  EXPECT_EQ(lines, before);
}

TEST(DelimitedText, QuotationsThatLostTheMarkBetweenThemAreOneField) {
  EXPECT_EQ(unified("a,b,c\nd,\"1,5\" \"2,5\"\ne,3,4\nf,5,6\n"), (Lines{"a\tb\tc", "d\t1,5 2,5", "e\t3\t4", "f\t5\t6"}));
  EXPECT_EQ(unified("a,b,c\nd,42.70 \"4,689.00\"\ne,3,4\nf,5,6\n"), (Lines{"a\tb\tc", "d\t42.70 4,689.00", "e\t3\t4", "f\t5\t6"}));
}

TEST(DelimitedText, SemicolonsStandBesideDecimalCommas) {
  EXPECT_EQ(unified("Ort;2001;2002\nEmden;7;8\nAhlen;1,5;2,5\nNord\nBrake;3,5\n"), (Lines{"Ort\t2001\t2002", "Emden\t7\t8", "Ahlen\t1,5\t2,5", "Nord\t\t", "Brake\t3,5"}));
}

TEST(DelimitedText, ShortRecordsAreFilledUpOnlyWhereTheFileLeavesEndsOut) {
  EXPECT_EQ(unified("a,b,c\nd,1,2\ne,3,4\nf,5\n"), (Lines{"a\tb\tc", "d\t1\t2", "e\t3\t4", "f\t5"}));   // one: something is lost
  EXPECT_EQ(unified("a,b,c\nd,1,2\ne,3\ng,3,4\nf,5\n"), (Lines{"a\tb\tc", "d\t1\t2", "e\t3\t", "g\t3\t4", "f\t5\t"}));
}

TEST(DelimitedText, PairsThatReadAsOneNumberAreRecordsBelowOthers) {
  EXPECT_EQ(unified("Year,Ships\n1912,477\n1913,\"2,623\"\n1914,69\n1915,4\n1916,45\nTotal,\"3,218\"\n"),
            (Lines{"Year\tShips", "1912\t477", "1913\t2,623", "1914\t69", "1915\t4", "1916\t45", "Total\t3,218"}));
}

TEST(DelimitedText, TwoColumnsOfWordsAreATableUnlessTheyAreLinesOfProse) {
  EXPECT_EQ(unified("Port,County\nAber,North Hills\nBrin,South\nEastern coast\nCarl,Hills\nDover,Plains\n"),
            (Lines{"Port\tCounty", "Aber\tNorth Hills", "Brin\tSouth", "Eastern coast\t", "Carl\tHills", "Dover\tPlains"}));
  const std::string verse = "床前明月光,疑是地上霜。\n举头望明月,低头思故乡。\n床前明月光,疑是地上霜。\n举头望明月,低头思故乡。\n";
  EXPECT_EQ(unified(verse).front(), "床前明月光,疑是地上霜。");
}

TEST(DelimitedText, ProseColumnsOfBlanksAndNumbersAreLeftAlone) {
  const auto unchanged = [](const std::string& text) {
    std::vector<TextLine> lines = lines_of_text(text);
    const std::vector<TextLine> before = lines;
    unify_delimited(lines);
    return lines == before;
  };
  EXPECT_TRUE(unchanged("In the first year, as before, trade fell.\nIn the second, as told, it rose.\nIn the third, it stood, as before.\n"));
  EXPECT_TRUE(unchanged("Aber    1,234   2,345\nBrin    3,456   4,567\nCarl    5,678   6,789\n"));
  EXPECT_TRUE(unchanged("1,234\n2,345\n3,456\n4,567\n"));
  EXPECT_TRUE(unchanged("a, b | c, d |\ne, f | g, h |\ni, j | k, l |\n"));
  EXPECT_TRUE(unchanged("x,\"open\nnever closed,\ny,z\n"));
}

}  // namespace
}  // namespace tabularium
