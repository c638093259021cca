#include "stages/extract/html_input.h"

#include <gtest/gtest.h>

#include "tests/text_lines.h"

namespace tabularium {
namespace {

std::vector<std::string> read(const std::string& html) {
  std::vector<std::string> out;
  for (const TextLine& line : lines_of_html(lines_of_text(html))) out.push_back(line.text);
  return out;
}

using Lines = std::vector<std::string>;

TEST(HtmlInput, SpannedPlacesStayEmpty) {
  EXPECT_EQ(read("<html><body><h1>Ports</h1><table><caption>Table 1</caption>"
                 "<tr><th rowspan=2>Port<th colspan=2>Tons</tr><tr><th>in<th>out</tr>"
                 "<tr><td>Aber &amp; Brin<td>1<br>234<td>5</table><p>End.</p>"),
            (Lines{"Ports", "Table 1", "Port\tTons\t", "\tin\tout", "Aber & Brin\t1 234\t5", "", "End."}));
}

TEST(HtmlInput, ARowThatLostACellStaysShort) {
  const std::string head = "<table><tr><th>Port<th>in<th>out</tr><tr><td>Aber<td>1<td>2</tr><tr><td>Brin<td>3<td>4</tr>";
  EXPECT_EQ(read(head + "<tr><td>Carl<td>5</tr></table>"), (Lines{"Port\tin\tout", "Aber\t1\t2", "Brin\t3\t4", "Carl\t5", ""}));
  EXPECT_EQ(read(head + "<tr><td>Total</tr></table>"), (Lines{"Port\tin\tout", "Aber\t1\t2", "Brin\t3\t4", "Total\t\t", ""}));   // a section
  EXPECT_EQ(read(head + "<tr><td>Carl<td>5</tr><tr><td>Dell<td>6</tr></table>"),   // a habit
            (Lines{"Port\tin\tout", "Aber\t1\t2", "Brin\t3\t4", "Carl\t5\t", "Dell\t6\t", ""}));
}

TEST(HtmlInput, LayoutTablesAndUnseenPartsAreNoTables) {
  EXPECT_EQ(read("<table><tr><td><script>x</script><table><tr><td>a<td>1<tr><td>b<td>2</table></table><div hidden>no</div>"),
            (Lines{"a\t1", "b\t2", ""}));
  EXPECT_EQ(read("<table><tr><td>only one</td></tr></table>"), Lines{"only one"});
}

TEST(HtmlInput, TablesAmongPlainTextAreFoundAndPlaced) {
  const std::string text = "Report\nof 1935\n<TABLE><TR><TD>a</TD>\n<TD>1</TD></TR><TR><TD>b<TD>2</TABLE>\n";
  ASSERT_TRUE(looks_like_html(lines_of_text(text)));
  const auto lines = lines_of_html(lines_of_text(text));
  ASSERT_GE(lines.size(), 4U);
  EXPECT_EQ(lines[1].text, "of 1935");
  EXPECT_EQ(lines[2].text, "a\t1");
  EXPECT_EQ(lines[2].span.line, 3);
  EXPECT_FALSE(looks_like_html(lines_of_text("1 < 2 and <table is a word\n")));
}

TEST(HtmlInput, HostileNestingAndSpansAreBounded) {
  std::string deep;
  for (int i = 0; i < 3000; ++i) deep += "<table><tr><td>";
  EXPECT_LT(read(deep + "x").size(), 10U);
  EXPECT_EQ(read("<table><tr><td colspan=999999 rowspan=999999>a<td>b<tr><td>c<td>d</table>").size(), 3U);
}

}  // namespace
}  // namespace tabularium
