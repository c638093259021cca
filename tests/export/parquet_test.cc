// Parquet, read back by DuckDB. Runs where its library is at hand (TABULARIUM_DUCKDB, or among the system's).
#include "stages/export/parquet.h"

#include <gmock/gmock.h>

#include "stages/export/duckdb_library.h"
#include "tests/export/sample_document.h"
#include "tests/export/written_files.h"

namespace tabularium {
namespace {

class Parquet : public WrittenFiles {
 protected:
  void SetUp() override {
    WrittenFiles::SetUp();
    if (!parquet_ready().ok()) GTEST_SKIP() << parquet_ready().error().message;
  }
  // True when `condition` holds over the file's rows; DuckDB raises an error else.
  Status holds(const std::string& file, const std::string& condition) const {
    auto database = DuckDatabase::open();
    if (!database.ok()) return database.error();
    return database.value().run("SELECT CASE WHEN " + condition + " THEN 1 ELSE error('it does not hold') END FROM (SELECT "
                                "count(*) AS n, list(f) AS facts FROM (SELECT * FROM read_parquet('" + path(file) + "')) f)");
  }
};

TEST_F(Parquet, FactsComeBackTypedAndExact) {
  Document document = sample::document();
  document.tables[0].cells[6].text = "it's \x1f odd";
  ASSERT_TRUE(write(document, {"parquet"}).ok());
  const auto expect = [&](const std::string& condition) {
    const Status status = holds("facts.parquet", condition);
    EXPECT_TRUE(status.ok()) << condition << ": " << (status.ok() ? "" : status.error().message);
  };
  expect("n = 7");
  expect("facts[1].value = '1234.50' AND facts[1].number = 1234.5 AND facts[1].verdict = 'verified'");
  expect("facts[1].row_path = ['A. Income', 'Taxes', 'it''s   odd'] AND facts[1].col_path = ['Amount <net>', '1961']");
  expect("facts[7].row_path = [] AND facts[1].x0 = 232 AND facts[1].line IS NULL");
}

TEST_F(Parquet, ARunNamesTheFolders) {
  RunInfo run;
  for (const char* name : {"a", "it's"}) {
    std::filesystem::create_directories(dir_ / name);
    Options options;
    options.formats = {"parquet"};
    ASSERT_TRUE(write_document({sample::document(), options, path(name)}).ok());
    run.documents.push_back({.input = "x", .status = "converted", .reason = "", .output = name});
  }
  const Status written = write_run_parquet(dir_.string(), run);
  ASSERT_TRUE(written.ok()) << written.error().message;
  const Status status = holds("facts.parquet", "n = 14 AND facts[1].document = 'a' AND facts[14].document = 'it''s'");
  EXPECT_TRUE(status.ok()) << status.error().message;
}

TEST(ParquetWithoutDuckDb, SaysWhatIsMissing) {
  if (parquet_ready().ok()) GTEST_SKIP() << "DuckDB is here";
  EXPECT_EQ(parquet_ready().error().code, ErrorCode::missing_part);
  EXPECT_THAT(parquet_ready().error().message, ::testing::HasSubstr("TABULARIUM_DUCKDB"));
}

}  // namespace
}  // namespace tabularium
