// Parquet, read back by DuckDB. Runs where its library is at hand (TABULARIUM_DUCKDB, or among the system's).
#include "stages/export/parquet.h"

#include <gmock/gmock.h>

#include "stages/export/duckdb_library.h"
#include "tests/export/sample_document.h"
#include "tests/export/written_files.h"

namespace tabularium {
namespace {

RunInfo parquet_run() {
  RunInfo run;
  run.options.formats = {"parquet"};
  return run;
}

class Parquet : public WrittenFiles {
 protected:
  void SetUp() override {
    WrittenFiles::SetUp();
    if (!parquet_ready().ok()) GTEST_SKIP() << parquet_ready().error().message;
  }
  // The folder `name` with the document's result; the run knows it.
  void convert(const Document& document, const std::string& name) {
    std::filesystem::create_directories(dir_ / name);
    const Options options;
    ASSERT_TRUE(write_document({document, options, path(name)}).ok());
    run_.documents.push_back({.input = "x", .status = "converted", .reason = "", .output = name});
  }
  void write_all() const {
    const Status written = write_run(dir_.string(), run_);
    ASSERT_TRUE(written.ok()) << written.error().message;
  }
  // True when `condition` holds over the file's rows; DuckDB raises an error else.
  Status holds(const std::string& file, const std::string& condition) const {
    auto database = DuckDatabase::open();
    if (!database.ok()) return database.error();
    return database.value().run("SELECT CASE WHEN " + condition + " THEN 1 ELSE error('it does not hold') END FROM (SELECT "
                                "count(*) AS n, list(f) AS facts FROM (SELECT * FROM read_parquet('" + path(file) + "')) f)");
  }
  RunInfo run_ = parquet_run();
};

TEST_F(Parquet, FactsComeBackTypedAndExact) {
  Document document = sample::document();
  document.tables[0].cells[6].text = std::string("it's \x1f odd\0\xed\xa0\x80", 14);  // a control character, a NUL, a lone surrogate
  convert(document, "a");
  write_all();
  const auto expect = [&](const std::string& condition) {
    const Status status = holds("a/facts.parquet", condition);
    EXPECT_TRUE(status.ok()) << condition << ": " << (status.ok() ? "" : status.error().message);
  };
  expect("n = 7");
  expect("facts[1].value = '1234.50' AND facts[1].number = 1234.5 AND facts[1].verdict = 'verified'");
  expect("facts[1].row_path = ['A. Income', 'Taxes', 'it''s ' || chr(31) || ' odd ' || repeat(chr(65533), 3)] AND facts[1].col_path = ['Amount <net>', '1961']");
  expect("facts[7].row_path = [] AND facts[1].x0 = 232 AND facts[1].line IS NULL");
}

TEST_F(Parquet, ARunNamesTheFolders) {
  for (const char* name : {"a", "it's"}) convert(sample::document(), name);
  write_all();
  const Status status = holds("facts.parquet", "n = 14 AND facts[1].document = 'a' AND facts[14].document = 'it''s'");
  EXPECT_TRUE(status.ok()) << status.error().message;
}

TEST_F(Parquet, WhatIsThereIsNotWrittenAgain) {
  convert(sample::document(), "a");
  write_all();
  const auto written = std::filesystem::last_write_time(dir_ / "a" / "facts.parquet");
  convert(sample::document(), "b");
  run_.documents.push_back({.input = "lost", .status = "failed", .reason = "damaged", .output = ""});
  write_all();
  EXPECT_EQ(std::filesystem::last_write_time(dir_ / "a" / "facts.parquet"), written);
  EXPECT_TRUE(holds("facts.parquet", "n = 14").ok());
}

TEST_F(Parquet, DamagedEvidenceIsToldAndLeavesNoFile) {
  convert(sample::document(), "a");
  ASSERT_TRUE(write_file(path("a/evidence.zst"), "damaged").ok());
  EXPECT_FALSE(write_run(dir_.string(), run_).ok());
  EXPECT_FALSE(std::filesystem::exists(dir_ / "a" / "facts.parquet"));
  EXPECT_FALSE(std::filesystem::exists(dir_ / "facts.parquet"));
}

TEST(ParquetWithoutDuckDb, SaysWhatIsMissing) {
  if (parquet_ready().ok()) GTEST_SKIP() << "DuckDB is here";
  EXPECT_EQ(parquet_ready().error().code, ErrorCode::missing_part);
  EXPECT_THAT(parquet_ready().error().message, ::testing::HasSubstr("TABULARIUM_DUCKDB"));
}

}  // namespace
}  // namespace tabularium
