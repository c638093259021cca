#include "stages/core/note_marks.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace tabularium {
namespace {

using Indices = std::vector<int>;

TEST(NoteMarks, RaisedMarksNameTheNotesThatBeginWithThem) {
  const std::vector<std::string> notes = {"¹ Estimated.", "2 Provisional.", "3) Without the islands.", "Source: the office."};
  EXPECT_EQ(notes_of("1,234²", notes), (Indices{1}));
  EXPECT_EQ(notes_of("Coal¹", notes), (Indices{0}));
  EXPECT_EQ(notes_of("1.16³,¹", notes), (Indices{2, 0}));
  EXPECT_EQ(notes_of("Coal⁵", notes), Indices{}) << "no note begins so";
  EXPECT_EQ(notes_of("1,232", notes), Indices{}) << "a figure that is not raised is part of the number";
}

TEST(NoteMarks, BracketsLettersAndSymbols) {
  const std::vector<std::string> notes = {"a) With coke.", "(b) Without coke.", "* Revised.", "** Revised twice.", "† Dead."};
  EXPECT_EQ(notes_of("Coal a)", notes), (Indices{0}));
  EXPECT_EQ(notes_of("Coal (b)", notes), (Indices{1}));
  EXPECT_EQ(notes_of("17*", notes), (Indices{2}));
  EXPECT_EQ(notes_of("17**", notes), (Indices{3}));
  EXPECT_EQ(notes_of("17*†", notes), (Indices{2, 4}));
  EXPECT_EQ(notes_of("Coal (etc.)", notes), Indices{});
  EXPECT_EQ(notes_of("(1)", {"1) One."}), Indices{}) << "a column's number, or a loss";
}

TEST(NoteMarks, AWordIsNoMark) {
  EXPECT_EQ(notes_of("a)", {"a word begins the note", "a) a list"}), Indices{});
  EXPECT_EQ(notes_of("Coal²", {"2010 was dry.", "2.5 tonnes a head."}), Indices{});
}

}  // namespace
}  // namespace tabularium
