#include "stages/core/judge.h"

#include <gtest/gtest.h>

#include <fstream>
#include <set>
#include <string>
#include <vector>

#include "stages/core/judge_signs.h"
#include "stages/core/table_structure.h"

namespace tabularium {
namespace {

using Rows = std::vector<std::vector<std::string>>;

// Row headers in the first column, data in the others; below a boxhead of `heads` rows.
Table table_of(const Rows& rows, int heads = 1) {
  Table table;
  table.rows = static_cast<int>(rows.size());
  table.cols = static_cast<int>(rows.front().size());
  table.boxhead_rows = heads;
  for (int row = 0; row < table.rows; ++row)
    for (int col = 0; col < table.cols; ++col) {
      Cell cell;
      cell.row = row;
      cell.col = col;
      cell.text = rows[static_cast<std::size_t>(row)][static_cast<std::size_t>(col)];
      cell.role = row < heads ? (col == 0 ? Role::stub_head : Role::column_header) : col == 0 ? Role::row_header : Role::data;
      table.cells.push_back(cell);
    }
  build_header_trees(table);
  return table;
}

Candidate judged(Table table, const char* method, bool first) {
  const auto weights = load_judge_weights(TABULARIUM_SOURCE_DIR "/configs");
  EXPECT_TRUE(weights.ok());
  Candidate candidate;
  candidate.table = std::move(table);
  candidate.method = method;
  judge(candidate, weights.value(), first);
  return candidate;
}

double score_of(Table table, const char* method, bool first) { return judged(std::move(table), method, first).score; }
double odds_of(Table table, const char* method, bool first) { return judged(std::move(table), method, first).table_odds; }

const Rows figures = {{"Item", "1961", "1962"}, {"Salt", "26", "31"}, {"Coal", "7", "29"}, {"Iron", "12", "40"}};

TEST(JudgeSigns, CellsOfSeveralValuesAreCrowded) {
  EXPECT_DOUBLE_EQ(crowded_share(table_of(figures)), 0);
  EXPECT_DOUBLE_EQ(crowded_share(table_of({{"Item", "Cost"}, {"Salt 26 31 40", "9"}})), 0.25);
  EXPECT_DOUBLE_EQ(crowded_share(table_of({{"Item", "Cost"}, {"From 2 to 5 tonnes", "12 345"}})), 0);
}

TEST(JudgeSigns, DoubtfulScrapsInAnEmptyGridAreGarbled) {
  const auto doubted = [](Table table) {
    for (Cell& cell : table.cells) cell.confidence = cell.text.empty() ? 1 : 0.4;
    return table;
  };
  const Table scraps = table_of({{"~", "", "", "\\"}, {"", "oO", "", ""}, {"", "", "", "'|"}}, 0);
  EXPECT_DOUBLE_EQ(garbled_share(scraps), 0) << "sure readings are no scraps, however few";
  EXPECT_DOUBLE_EQ(garbled_share(doubted(scraps)), 8.0 / 12);
  EXPECT_DOUBLE_EQ(garbled_share(doubted(table_of(figures))), 0) << "a full grid is a table that is hard to read";
}

TEST(JudgeSigns, AColumnWithoutACellOfItsOwnIsVoid) {
  EXPECT_DOUBLE_EQ(void_share(table_of(figures), false), 0);
  EXPECT_DOUBLE_EQ(void_share(table_of({{"Item", "", "Cost", "Sum"}, {"Salt", "", "26", "3"}}), false), 0.25);
  // Rules may divide one row at another place than the next: what lies between is a column, though no cell fills it.
  Table staggered = table_of({{"Staff", "", "631"}, {"Category", "Persons", ""}});
  staggered.cells = {staggered.cells[0], staggered.cells[2], staggered.cells[3], staggered.cells[4]};
  staggered.cells[0].col_span = 2;
  staggered.cells[3].col_span = 2;
  EXPECT_DOUBLE_EQ(void_share(staggered, true), 0);
  EXPECT_DOUBLE_EQ(void_share(staggered, false), 1.0 / 3);
}

TEST(JudgeSigns, ListsContentsAndFormsAreTold) {
  EXPECT_DOUBLE_EQ(list_share(table_of({{"•", "Apples from the north"}, {"•", "Pears"}}, 0)), 1);
  EXPECT_DOUBLE_EQ(list_share(table_of({{"1", "240"}, {"2", "251"}}, 0)), 0);
  EXPECT_DOUBLE_EQ(leader_share(table_of({{"Roads ........", "4"}, {"Bridges ......", "9"}}, 0)), 1);
  EXPECT_DOUBLE_EQ(leader_share(table_of({{"1.1", "Roads . .", ". .", ". .", "4"}, {"1.2", "Bridges", ". .", ". .", "19"}}, 0)), 1) << "leaders over several cells";
  EXPECT_DOUBLE_EQ(leader_share(table_of({{"Rye", ".", ".", ".", ".", "4"}, {"Lydd", "..", "..", "..", "..", "9"}}, 0)), 0) << "marks for no value";
  EXPECT_DOUBLE_EQ(leader_share(table_of(figures)), 0);
  EXPECT_DOUBLE_EQ(form_share(table_of({{"Name:", ""}, {"Place:", ""}}, 0)), 1);
  EXPECT_DOUBLE_EQ(form_share(table_of(figures)), 0);
  EXPECT_DOUBLE_EQ(form_share(table_of({{"Paid?", "Yes ( )"}, {"Owed?", "[ ]"}}, 0)), 1);
  EXPECT_DOUBLE_EQ(form_share(table_of({{"Name:", "Ann"}, {"Place:", "Rye"}}, 0)), 0.5) << "answered";
  EXPECT_DOUBLE_EQ(form_share(table_of({{"Name:", ""}, {"Place", "Rye"}, {"Year", "1951"}}, 0)), 0.4) << "one of five, unanswered";
  Table sections = table_of({{"Assets:", ""}, {"Cash", "12"}, {"Land", "40"}}, 0);
  sections.cells[0].role = Role::section_header;
  EXPECT_DOUBLE_EQ(form_share(sections), 0.2) << "the name of a section awaits no answer";
  EXPECT_DOUBLE_EQ(code_share(table_of({{"call(a,", "b);"}, {"int x =", "3;"}, {"}", ""}}, 0)), 1);
  EXPECT_DOUBLE_EQ(code_share(table_of({{"first half;", "3"}, {"second half;", "4"}}, 0)), 0);
}

TEST(Judge, StackedRowsLoseAgainstRowsEvenWhenRulesCloseThem) {
  const Table stacked = table_of({{"Item", "1961", "1962"}, {"Salt Coal Iron", "26 7 12.5", "31 29 40.5"}});
  EXPECT_GT(score_of(table_of(figures), "edges", true), score_of(stacked, "ruled", false));
}

TEST(Judge, OrderDecidesBetweenEquals) {
  EXPECT_GT(score_of(table_of(figures), "edges", true), score_of(table_of(figures), "edges", false));
}

TEST(Judge, FiguresAreATableProseInColumnsIsNone) {
  EXPECT_GT(odds_of(table_of(figures), "edges", true), 0);
  const std::string line = "the council met again in the spring and resolved that nothing further could be done about";
  EXPECT_LT(odds_of(table_of({{line, line}, {line, line}, {line, line}}, 0), "edges", true), 0);
}

TEST(Judge, AClosedFormOfBlanksIsATable) {
  EXPECT_GT(odds_of(table_of({{"Item", "Cost", "Sum"}, {"Salt", "", ""}, {"Coal", "", ""}}), "ruled", true), 0);
}

TEST(Judge, EveryFeatureIsWeighedSomewhere) {
  const auto weights = load_judge_weights(TABULARIUM_SOURCE_DIR "/configs");
  ASSERT_TRUE(weights.ok());
  std::set<std::string> weighed;
  for (const Features& list : {weights.value().grid, weights.value().table, weights.value().confidence})
    for (const auto& [name, value] : list) weighed.insert(name);
  for (const auto& [name, value] : judged(table_of(figures), "edges", true).features) EXPECT_TRUE(weighed.contains(name)) << name;
}

TEST(Judge, ConfidenceGrowsWithTheMarginAndFallsWithDoubtfulReadings) {
  const JudgeWeights weights{.grid = {}, .table = {}, .confidence = {{"margin", 1}, {"doubt", -1}}, .accept = 0};
  Candidate best = judged(table_of(figures), "edges", true);
  Candidate near = best;
  Candidate far = best;
  near.score = best.score - 0.5;
  far.score = best.score - 3;
  EXPECT_GT(table_confidence(best, &far, weights), table_confidence(best, &near, weights));
  Table doubtful = table_of(figures);
  for (Cell& cell : doubtful.cells) cell.confidence = 0.5;
  EXPECT_LT(table_confidence(judged(doubtful, "edges", true), &near, weights), table_confidence(best, &near, weights));
}

TEST(JudgeWeights, AnUnknownFeatureIsNamedWithItsLine) {
  const std::string dir = ::testing::TempDir();
  std::ofstream(dir + "/judge.yaml") << "accept: 0\ntable:\n  arithmetik: 2\n";
  const auto weights = load_judge_weights(dir);
  ASSERT_FALSE(weights.ok());
  EXPECT_NE(weights.error().message.find("judge.yaml:3: unknown feature arithmetik; did you mean arithmetic?"), std::string::npos)
      << weights.error().message;
}

TEST(JudgeSigns, EntriesWithASentenceUnderEachAreNoRows) {
  const Rows entries = {{"struct md2", "[Struct]"}, {"It holds what one digest needs.", ""}, {"MD2_SIZE", "[Constant]"}, {"The size of a digest, 16 bytes.", ""},
                        {"md2_init", "[Function]"}, {"Sets the context to its first state.", ""}};
  EXPECT_DOUBLE_EQ(sentence_share(table_of(entries, 0)), 2.0 / 6) << "the last may be a note";
  EXPECT_EQ(sentence_share(table_of({{"North of the river", ""}, {"Ashby", "12"}, {"South", ""}, {"Barton", "14"}}, 0)), 0) << "names of sections";
  EXPECT_EQ(sentence_share(table_of({{"Ashby", "12"}, {"Without those who moved in later.", ""}}, 0)), 0);
  EXPECT_DOUBLE_EQ(sentence_share(table_of({{"以下各项均按年度统计计算。", ""}, {"甲", "12"}}, 0)), 0.5);
  EXPECT_LT(odds_of(table_of(entries, 0), "edges", true), 0);
}

TEST(JudgeSigns, LinesCutAtTheirWiderGapsReadOn) {
  const Rows prose = {{"the fewer", "rounds are", "mixed, the"}, {"faster it", "is, and", "the weaker."}};
  EXPECT_DOUBLE_EQ(flow_share(table_of(prose, 0)), 1);
  EXPECT_EQ(flow_share(table_of(prose, 2)), 0) << "heads may be small letters alone";
  EXPECT_EQ(flow_share(table_of({{"thin", "weight", "0"}, {"slant", "of the stems", "100"}}, 0)), 0) << "words and what they mean";
  EXPECT_EQ(flow_share(table_of({{"double", "logical", "bit_which"}}, 0)), 0);
  EXPECT_EQ(flow_share(table_of({{"1", "yes", "no", "yes"}, {"2", "no", "no", "yes"}}, 0)), 0);
  EXPECT_EQ(flow_share(table_of({{"no", "yes", "ab"}, {"yes", "no", "ya"}, {"no", "ab", "yes"}}, 0)), 0) << "the same answers, some misread";
}

TEST(JudgeSigns, SymbolsAloneInACellHereAndThereAreAFormula) {
  EXPECT_DOUBLE_EQ(symbol_share(table_of({{"", "∞", ""}, {"v(x)", "=", "x²"}, {"", "√", ""}}, 0)), 0.6 * 4 / 9);
  EXPECT_EQ(symbol_share(table_of({{"Name", "Sign"}, {"Root", "√"}, {"Floor", "⌊"}}, 1)), 0) << "a table of signs";
  EXPECT_EQ(symbol_share(table_of({{"Ashby", "–", "✓"}, {"", "*", "…"}, {"Total", "", "(12)"}}, 0)), 0) << "ticks and signs for no value";
}

}  // namespace
}  // namespace tabularium
