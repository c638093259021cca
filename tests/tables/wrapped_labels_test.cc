#include "stages/tables/edge_grid.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/tables/page_words.h"

namespace tabularium {
namespace {

using testing::all_of;
using testing::shape;
using testing::word;

const Box area{0, 0, 300, 200};

// A stub 12 points a line: "|" before the label of a row with two figures, "/" before italics, a blank for each 8 points further in.
std::vector<Word> stub(const std::vector<std::string>& lines) {
  std::vector<Word> words;
  double y = 5;
  for (std::string line : lines) {
    const bool row = line.front() == '|', italic = line.front() == '/';
    if (row || italic) line.erase(0, 1);
    const std::size_t steps = line.find_first_not_of(' ');
    words.push_back(word(5 + 8.0 * static_cast<double>(steps), y, line.substr(steps)));
    words.back().italic = italic;
    if (row) words.push_back(word(130, y, "10")), words.push_back(word(180, y, "20"));
    y += 12;
  }
  return words;
}

// The first column's texts, top down.
std::string labels_of(const std::vector<std::string>& lines) {
  const std::vector<Word> words = stub(lines);
  std::string out;
  for (const Cell& cell : build_edge_grid(words, all_of(words), {}, area, 1).cells)
    if (cell.col == 0) out += (out.empty() ? "" : "/") + cell.text;
  return out;
}

TEST(WrappedLabels, ALabelThatWrapsOnceAmongRowsOfItsDistanceIsOne) {
  EXPECT_EQ(labels_of({"|Ash", "|Ash", "|Ash", "|Kingston-upon", "Hull", "|Ash", "|Ash"}), "Ash/Ash/Ash/Kingston-upon Hull/Ash/Ash");
}

TEST(WrappedLabels, ALineThatCountsItselfIsNoRestOfTheLabelAbove) {
  EXPECT_EQ(labels_of({"|Ash", "|Ash", "|Kingston-upon", "Expenses", "|Ash"}), "Ash/Ash/Kingston-upon Expenses/Ash");
  EXPECT_EQ(labels_of({"|Ash", "|Ash", "|Kingston-upon", "二、支出", "|Ash"}), "Ash/Ash/Kingston-upon/二、支出/Ash");
}

TEST(WrappedLabels, AParentAfterTheLongestLabelIsARow) {
  EXPECT_EQ(labels_of({"|Ash", "|Ash", "|Kingston-upon", "Harbours", "| Ash", "| Ash", "| Ash"}), "Ash/Ash/Kingston-upon/Harbours/Ash/Ash/Ash");
}

TEST(WrappedLabels, EastAsianLabelsBreakAtTheColumnsEndBetweenAnyCharacters) {
  std::vector<Word> words;
  const auto han = [&](double y, const std::string& text, int characters) {
    words.push_back(word(5, y, text));
    words.back().box.x1 = 5 + 10.0 * characters;
  };
  double y = 5;
  for (int r = 0; r < 6; ++r, y += 12) {
    if (r == 2)
      han(y, "\u6cb3\u5c71\u6797\u77f3\u6865\u767d\u4e91\u957f", 8);
    else
      han(y, "\u6cb3\u5c71", 2);
    words.push_back(word(120, y, "10"));
    words.push_back(word(170, y, "20"));
    if (r == 2) han(y += 12, "\u9752\u9f99", 2);
  }
  EXPECT_EQ(build_edge_grid(words, all_of(words), {}, area, 1).rows, 6);
}

TEST(WrappedLabels, RowsUnderALabelOfTwoLinesAreRowsOfTheirOwn) {
  // Figures beside the first line of a label; the rows below it are set in, no further apart than its lines.
  std::vector<Word> words;
  const auto row = [&](double x, double y, const std::string& label) {
    words.push_back(word(x, y, label));
    words.push_back(word(120, y, "10"));
    words.push_back(word(170, y, "20"));
  };
  row(5, 5, "Harbours-of-the");
  words.push_back(word(5, 16, "eastern-coast"));
  row(15, 27, "Whitby-town");
  row(15, 38, "Hull");
  row(5, 49, "Inland");
  const std::string got = shape(build_edge_grid(words, all_of(words), {}, area, 1));
  EXPECT_NE(got.find("0,0 Harbours-of-the eastern-coast\n0,1 10\n"), std::string::npos) << got;
  EXPECT_NE(got.find("1,0 Whitby-town\n1,1 10\n"), std::string::npos) << got;
}

TEST(WrappedLabels, ItalicSectionsDoNotHideThatLabelsWrap) {
  EXPECT_EQ(labels_of({"/Inland", "|Kingston-upon", "Hull", "|Ash", "|Kingston-upon", "Hull", "/Coast", "|Ash", "|Kingston-upon", "Hull", "|Ash"}),
            "Inland/Kingston-upon Hull/Ash/Kingston-upon Hull/Coast/Ash/Kingston-upon Hull/Ash");
}

TEST(WrappedLabels, LabelsBehindSerialNumbersWrap) {
  std::vector<Word> words;
  double y = 5;
  for (int r = 0; r < 6; ++r, y += 12) {
    words.push_back(word(5, y, std::to_string(r + 1)));
    words.push_back(word(20, y, r % 3 == 1 ? "Kingston-upon" : "Ash"));
    words.push_back(word(130, y, "10"));
    words.push_back(word(180, y, "20"));
    if (r % 3 == 1) words.push_back(word(20, y += 12, "Hull"));
  }
  const std::string got = shape(build_edge_grid(words, all_of(words), {}, area, 1));
  EXPECT_NE(got.find("1,0 2\n1,1 Kingston-upon Hull\n1,2 10\n"), std::string::npos) << got;
}

TEST(WrappedLabels, AParentOverALabelThatWrapsToItsOwnEdgeIsNoSection) {
  // The second line of the set-in label begins where the parent does.
  std::vector<Word> words = {word(5, 5, "Place"), word(120, 5, "Area"), word(170, 5, "Yield"), word(5, 22, "Inland")};
  double y = 34;
  for (int r = 0; r < 4; ++r, y += 14) {
    words.push_back(word(15, y, r == 0 ? "Kingston-upon" : "Ash"));
    words.push_back(word(125, y, "10"));
    words.push_back(word(175, y, "20"));
    if (r == 0) words.push_back(word(5, y += 11, "Hull"));
  }
  const std::string got = shape(build_edge_grid(words, all_of(words), {}, area, 1));
  EXPECT_EQ(got.find("Inland @"), std::string::npos) << got;
  EXPECT_NE(got.find("Kingston-upon Hull"), std::string::npos) << got;
}

TEST(WrappedLabels, LabelsWrapBesideSingleLinesAtTheDistanceOfRows) {
  EXPECT_EQ(labels_of({"|Kingston-upon", "Hull", "|Ash", "|Kingston-upon", "Hull", "|Ash", "|Kingston-upon", "Hull", "|Ash"}),
            "Kingston-upon Hull/Ash/Kingston-upon Hull/Ash/Kingston-upon Hull/Ash");
}

TEST(WrappedLabels, NamesOfSectionsAreNoRestOfTheRowAbove) {
  EXPECT_EQ(labels_of({"Inland", "|Kingston-upon", "|Kingston-upon", "|Kingston-upon", "Inland", "|Kingston-upon", "|Kingston-upon", "|Kingston-upon"}),
            "Inland/Kingston-upon/Kingston-upon/Kingston-upon/Inland/Kingston-upon/Kingston-upon/Kingston-upon");
}

TEST(WrappedLabels, AChildIsNoRestOfItsParent) {
  // No first word of a child would have had room behind its parent, yet children are rows of their own.
  EXPECT_EQ(labels_of({"Westmorland-Hill", "| Kingston", "| Ashford", "Northumberland-E", "| Kingsley", "| Hull"}),
            "Westmorland-Hill/Kingston/Ashford/Northumberland-E/Kingsley/Hull");
}

TEST(WrappedLabels, OfLinesAloneOneAfterTheOtherOnlyTheLastIsAParent) {
  EXPECT_EQ(labels_of({"Inland", "| Kingston-upon", "Thames-river-a", "Wells-villages", "Coast", "| Ash", "| Hull", "North", "| Ely", "| Rye", "| Deal"}),
            "Inland/Kingston-upon Thames-river-a Wells-villages/Coast/Ash/Hull/North/Ely/Rye/Deal");
}

TEST(WrappedLabels, AParentThatWrapsIsNoRestOfTheRowAboveIt) {
  // Lines of one label are closer than rows: what stands a row's distance below begins anew, though it had no room above.
  std::vector<Word> words;
  double y = 5;
  const auto row = [&](const std::string& label) {
    words.push_back(word(13, y, label));
    words.push_back(word(130, y, "10"));
    words.push_back(word(180, y, "20"));
    y += 16;
  };
  for (int group = 0; group < 3; ++group) {
    words.push_back(word(5, y, "Northumberland"));
    words.push_back(word(5, y += 10, "eastern-shore"));
    y += 16;
    row("Kingston-town"), row("Kingston-hill");
  }
  EXPECT_EQ(build_edge_grid(words, all_of(words), {}, {0, 0, 300, 300}, 1).rows, 9);
}

TEST(WrappedLabels, ANameSetInWhereOthersHadRoomHangsFromNoLabel) {
  // "Coast" had room behind "Ash"; so "Inland", at the same place, is a name, though it follows the longest label.
  EXPECT_EQ(labels_of({"|Ash", " Coast", "|Ely", "|Kingston-upon", " Inland", "|Rye", "|Deal"}), "Ash/Coast/Ely/Kingston-upon/Inland/Rye/Deal");
}

TEST(WrappedLabels, ALineSetCloserThanAnyTwoRowsGoesOnBesideNamesOfSections) {
  std::vector<Word> words;
  double y = 5;
  const auto line = [&](const std::string& label, bool row, double step) {
    y += step;
    words.push_back(word(5, y, label));
    if (row) words.push_back(word(130, y, "10")), words.push_back(word(180, y, "20"));
  };
  line("Inland", false, 0);
  for (const char* label : {"Ash", "Ely", "Rye", "Deal", "Kingston-upon"}) line(label, true, 14);
  line("Hull", false, 12.6);
  line("Yarmouth", true, 14);
  for (Word& w : words) w.font = "print";
  const std::string got = shape(build_edge_grid(words, all_of(words), {}, area, 1));
  EXPECT_NE(got.find("Kingston-upon Hull"), std::string::npos) << got;
}

TEST(WrappedLabels, LinesOfACellKeepAnEdgeOrTheMiddle) {
  const auto heads = [](double x) {
    std::vector<Word> words = {word(x, 5, "Ships"), word(100, 16, "Merchants"), word(170, 16, "Fishermen")};
    for (int r = 0; r < 4; ++r) {
      words.push_back(word(5, 34 + 16.0 * r, "Hull"));
      for (const double at : {115.0, 185.0}) words.push_back(word(at, 34 + 16.0 * r, "10"));
    }
    return shape(build_edge_grid(words, all_of(words), {}, area, 1));
  };
  EXPECT_NE(heads(110).find("Ships Merchants"), std::string::npos) << heads(110);
  EXPECT_EQ(heads(128).find("Ships Merchants"), std::string::npos) << "a spanner, set over the middle of two heads";
}

}  // namespace
}  // namespace tabularium
