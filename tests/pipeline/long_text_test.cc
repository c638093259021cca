#include "pipeline/run/long_text.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "pipeline/run/sequence.h"
#include "stages/core/compose_text.h"
#include "stages/core/evidence_codec.h"
#include "stages/core/packed_tables.h"
#include "stages/core/verdict_counts.h"

namespace tabularium {
namespace {

// A report of `tables` tables of three rows, each with a sum that holds, under prose.
std::string long_report(int tables) {
  std::ostringstream out;
  for (int t = 1; t <= tables; ++t) {
    out << "Table " << t << ": Wheat and rye\n(in tonnes)\nRegion |\nWheat |\nRye |\n";
    for (int row = 1; row <= 3; ++row) out << "Place " << row << " |\n" << 100 * t + row << " |\n" << 7 * t + row << " |\n";
    out << "Total |\n" << 300 * t + 6 << " |\n" << 21 * t + 6 << " |\n";
    out << "More was brought in than in any year before, as the harbour master says in his letter.\n";
  }
  return out.str();
}

class LongText : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = testing::TempDir() + "long_text" + std::to_string(::getpid());
    std::filesystem::create_directories(folder_);
    std::ofstream(folder_ + "/long.txt") << long_report(40);
    options_.formats = {"json"};
    document_.source.path = folder_ + "/long.txt";
    document_.source.files = {folder_ + "/long.txt"};
    for (const auto& stage : sequence_) {
      if (stage->gives().covers(Layer::candidates)) break;
      run(*stage, document_);
    }
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  StageContext context() { return {.options = options_, .config_dir = TABULARIUM_SOURCE_DIR "/configs", .output_dir = folder_}; }
  void run(const Stage& stage, Document& document) {
    StageContext own = context();
    ASSERT_TRUE(stage.run(document, own).ok());
    document.layers = document.layers | stage.gives();
  }
  // Tables to validate.
  std::span<const std::unique_ptr<Stage>> middle() const { return std::span(sequence_).subspan(3, 4); }

  Document whole() {
    Document document = document_;
    for (const auto& stage : middle()) run(*stage, document);
    return document;
  }
  Document sliced(int lines) {
    Document document = document_;
    StageContext own = context();
    EXPECT_TRUE(run_in_slices(middle(), document, own, {}, lines).ok());
    return document;
  }
  std::string written(Document document) {
    run(*sequence_.back(), document);
    std::ifstream file(folder_ + "/document.json");
    return {std::istreambuf_iterator<char>(file), {}};
  }

  std::string folder_;
  Options options_;
  std::vector<std::unique_ptr<Stage>> sequence_ = make_sequence();
  Document document_;
};

TEST_F(LongText, SlicesGiveWhatOnePieceGives) {
  const Document expected = whole();
  ASSERT_EQ(expected.tables.size(), 40U);
  for (const int lines : {1, 50, 10000}) {
    Document document = sliced(lines);
    EXPECT_TRUE(document.tables.empty());
    ASSERT_EQ(document.packed.size(), lines == 1 ? 40U : lines == 50 ? 10U : 1U);
    EXPECT_EQ(count_verdicts(document).verified, count_verdicts(expected).verified);
    EXPECT_EQ(compose_text(document), compose_text(expected));
    const Result<Document> kept = decode_document(encode_document(document));
    ASSERT_TRUE(kept.ok()) << kept.error().message;
    EXPECT_EQ(kept.value(), expected);
    EXPECT_EQ(evidence_internal::encode_plain(document), evidence_internal::encode_plain(expected));
    EXPECT_EQ(written(document), written(expected));
    unpack_tables(document);
    EXPECT_EQ(document, expected);
  }
}

// What is packed goes into the evidence as it lies, in frames of its own: none of them may be lost unseen.
TEST_F(LongText, EvidenceOfSlicesIsWholeOrRefused) {
  const std::string bytes = encode_document(sliced(50));
  for (std::size_t size = 0; size < bytes.size(); size += 97) ASSERT_FALSE(decode_document(bytes.substr(0, size)).ok()) << size;
  ASSERT_FALSE(decode_document(bytes.substr(0, bytes.size() - 1)).ok());
  ASSERT_FALSE(decode_document(bytes + encode_document({})).ok());
}

TEST_F(LongText, EveryFormatBesideJsonGetsAllTables) {
  options_.formats = {"csv"};
  (void)written(sliced(50));
  for (int t = 1; t <= 40; ++t) EXPECT_TRUE(std::filesystem::exists(folder_ + "/tables/t" + std::to_string(t) + ".csv")) << t;
}

TEST_F(LongText, OnlyManyLinesOfFlattenedTablesAreLong) {
  EXPECT_TRUE(is_long_text(document_, 100));
  EXPECT_FALSE(is_long_text(document_, 100000));
  document_.regions.front().kind = RegionKind::unruled;
  EXPECT_FALSE(is_long_text(document_, 100));
}

TEST_F(LongText, TablesAreReadInAnyOrder) {
  const Document expected = whole();
  const Document document = sliced(50);
  TableReader tables(document);
  ASSERT_EQ(tables.size(), 40U);
  for (const std::size_t i : {39U, 0U, 20U, 21U}) {
    EXPECT_EQ(tables.at(i), expected.tables[i]);
    EXPECT_EQ(tables.text(i), compose_table_text(expected.tables[i]));
    EXPECT_EQ(tables.find(expected.tables[i].id), i);
  }
  EXPECT_EQ(tables.find("t41"), std::nullopt);
}

}  // namespace
}  // namespace tabularium
