// The whole road, from file to verdicts, on the sample documents. What a document became is written as a short
// text (grid, roles, verdicts, findings) and compared with tests/golden/expected/<name>.txt.
// TABULARIUM_REGENERATE=1 writes those files anew; look at the difference before it is committed.
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "models/document.h"
#include "pipeline/run/sequence.h"

namespace tabularium {
namespace {

namespace fs = std::filesystem;

bool regenerating() { return std::getenv("TABULARIUM_REGENERATE") != nullptr; }

std::string mark_of(const Cell& cell) {
  switch (cell.role) {
    case Role::stub_head: return "S ";
    case Role::column_header: return "C ";
    case Role::row_header: return "R ";
    case Role::section_header: return "# ";
    case Role::note: return "N ";
    case Role::data: break;
  }
  switch (cell.verdict) {
    case Verdict::verified: return "+ ";
    case Verdict::contradicted: return "! ";
    case Verdict::unverified: return "? ";
    case Verdict::none: break;
  }
  return "  ";
}

std::string span_of(const Cell& cell) {
  if (cell.row_span == 1 && cell.col_span == 1) return "";
  return " [" + std::to_string(cell.row_span) + "x" + std::to_string(cell.col_span) + "]";
}

void write_table(std::ostream& out, const Table& table) {
  out << "\n" << table.id << " " << table.rows << "x" << table.cols << " pages";
  for (const int page : table.pages) out << " " << page;
  out << "\ncaption: " << table.caption << "\nunit: " << table.unit << "\n";
  std::vector<const Cell*> cells;
  for (const Cell& cell : table.cells) cells.push_back(&cell);
  std::sort(cells.begin(), cells.end(),
            [](const Cell* a, const Cell* b) { return std::pair(a->row, a->col) < std::pair(b->row, b->col); });
  int row = -1;
  for (const Cell* cell : cells) {
    out << (cell->row == row ? " | " : row < 0 ? "" : "\n") << mark_of(*cell) << cell->text << span_of(*cell);
    row = cell->row;
  }
  out << "\n";
}

std::string summary_of(const Document& document) {
  std::ostringstream out;
  out << "title: " << (document.metadata.title ? document.metadata.title->text : "") << "\n";
  for (const Block& block : document.blocks)
    if (block.kind == BlockKind::heading) out << "heading " << block.level << ": " << block.text << "\n";
  for (const Table& table : document.tables) write_table(out, table);
  for (const Finding& finding : document.findings) {
    out << "\nfinding " << finding.code << " " << finding.table;
    for (const auto& [row, col] : finding.cells) out << " (" << row << "," << col << ")";
    out << " " << finding.evidence;
  }
  out << "\n";
  return out.str();
}

Document convert(const fs::path& file) {
  Document document;
  document.source.path = file.string();
  Options options;
  options.second_reader = false;  // installed or not, the expected texts are Tesseract's
  options.formats = {"json"};
  const fs::path out = fs::temp_directory_path() / ("tabularium-golden-" + std::to_string(::getpid()) + "-" + file.stem().string());
  fs::create_directories(out);
  StageContext context{.options = options,
                       .config_dir = std::string(TABULARIUM_SOURCE_DIR) + "/configs",
                       .output_dir = out.string()};
  const Status status = run_sequence(make_sequence(), "", document, context);
  EXPECT_TRUE(status.ok()) << (status.ok() ? "" : status.error().message);
  fs::remove_all(out);
  return document;
}

std::vector<fs::path> samples() {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(fs::path(TABULARIUM_SOURCE_DIR) / "corpus" / "samples"))
    files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  return files;
}

class Golden : public testing::TestWithParam<fs::path> {};

TEST_P(Golden, SampleBecomesWhatItShould) {
  const fs::path expected = fs::path(TABULARIUM_SOURCE_DIR) / "tests/golden/expected" / (GetParam().stem().string() + ".txt");
  const std::string now = summary_of(convert(GetParam()));
  if (regenerating()) {
    fs::create_directories(expected.parent_path());
    std::ofstream(expected) << now;
    return;
  }
  std::ifstream in(expected);
  ASSERT_TRUE(in) << expected << " is missing: run with TABULARIUM_REGENERATE=1";
  std::ostringstream kept;
  kept << in.rdbuf();
  EXPECT_EQ(kept.str(), now);
}

INSTANTIATE_TEST_SUITE_P(Samples, Golden, testing::ValuesIn(samples()), [](const auto& case_info) {
  std::string name = case_info.param.stem().string();
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
});

TEST(GoldenMode, RegenerateIsNotLeftOn) {
  EXPECT_FALSE(regenerating() && std::getenv("CI") != nullptr) << "TABULARIUM_REGENERATE is set: nothing is compared";
}

}  // namespace
}  // namespace tabularium
