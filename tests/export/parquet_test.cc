// Parquet: what is appended is what was written; and read back by DuckDB, where its library is at hand (TABULARIUM_DUCKDB, or among the
// system's).
#include "stages/export/parquet.h"

#include <gmock/gmock.h>

#include "stages/export/parquet_file.h"
#include "stages/export/thrift_compact.h"
#include "tests/duckdb.h"
#include "tests/export/sample_document.h"
#include "tests/export/written_files.h"

namespace tabularium {
namespace {

constexpr std::array<ParquetColumn, 3> three = {{{"name", ParquetColumn::Type::text},
                                                 {"path", ParquetColumn::Type::texts},
                                                 {"value", ParquetColumn::Type::real, true}}};

class Parquet : public WrittenFiles {
 protected:
  // The folder `name` with the document's result; the run knows it.
  void convert(const Document& document, const std::string& name) {
    std::filesystem::create_directories(dir_ / name);
    Options options;
    options.formats = {"parquet"};
    ASSERT_TRUE(write_document({document, options, path(name)}).ok());
    run_.documents.push_back({.input = "x", .status = "converted", .reason = "", .output = name});
  }
  void write_all() const {
    const Status written = write_run_parquet(dir_.string(), run_);
    ASSERT_TRUE(written.ok()) << written.error().message;
  }
  // Rows of which each third is null, each fifth has no path and the others one of two.
  void write_rows(const std::string& name, int from, int to) const {
    ParquetFile file(path(name), three);
    for (int i = from; i < to; ++i) {
      file.text("row " + std::to_string(i));
      file.texts(i % 5 == 0 ? std::vector<std::string>{} : std::vector<std::string>{"a", std::to_string(i)});
      i % 3 == 0 ? file.null() : file.real(i / 2.0);
    }
    ASSERT_TRUE(file.commit().ok());
  }
  RunInfo run_;
};

TEST_F(Parquet, WhatIsAppendedIsAsIfItHadBeenWrittenAtOnce) {
  write_rows("all", 0, 60000);  // several row groups
  write_rows("a", 0, 17);
  write_rows("b", 17, 17);
  write_rows("c", 17, 60000);
  {
    ParquetFile joined(path("joined"), three);
    for (const char* part : {"a", "b", "c"}) ASSERT_TRUE(joined.append(path(part)).ok()) << part;
    ASSERT_TRUE(joined.commit().ok());
    ParquetFile again(path("again"), three);  // groups end elsewhere, where rows came in pieces
    ASSERT_TRUE(again.append(path("joined")).ok());
    ASSERT_TRUE(again.commit().ok());
  }
  ParquetFile whole(path("whole"), three);
  ASSERT_TRUE(whole.append(path("all")).ok());
  ASSERT_TRUE(whole.commit().ok());
  EXPECT_TRUE(content("whole") == content("all"));
  auto database = DuckDatabase::open();
  if (!database.ok()) GTEST_SKIP() << database.error().message;
  for (const char* name : {"joined", "again"}) {
    const Status same = database.value().run("SELECT CASE WHEN NOT EXISTS (SELECT * FROM read_parquet('" + path("all") + "') EXCEPT ALL SELECT * FROM read_parquet('" +
                                             path(name) + "')) AND (SELECT count(*) FROM read_parquet('" + path(name) + "')) = 60000 THEN 1 ELSE error('differs') END");
    EXPECT_TRUE(same.ok()) << name << ": " << same.error().message;
  }
}

TEST_F(Parquet, OtherAndDamagedFilesAreRefused) {
  write_rows("good", 0, 100);
  const std::string good = content("good");
  const auto refused = [&](const std::string& bytes) {
    EXPECT_TRUE(write_file(path("bad"), bytes).ok());
    ParquetFile file(path("never"), three);
    const Status status = file.append(path("bad"));
    return status.ok() ? std::string() : status.error().message;
  };
  EXPECT_EQ(refused(good), "");
  EXPECT_THAT(refused(""), ::testing::HasSubstr("bad: no Parquet file"));
  EXPECT_THAT(refused("PAR1 and nothing else PAR1"), ::testing::HasSubstr("no Parquet file"));
  EXPECT_THAT(refused(good.substr(0, good.size() - 1)), ::testing::HasSubstr("no Parquet file"));
  std::string torn = good;
  torn.replace(30, 10, 10, '\0');
  EXPECT_THAT(refused(torn), ::testing::HasSubstr("damaged"));
  for (std::size_t cut = 5; cut + 9 < good.size(); cut += 7) (void)refused(good.substr(0, cut) + good.substr(cut + 1));  // ends, whatever it says
  EXPECT_FALSE(std::filesystem::exists(path("never")));
}

TEST_F(Parquet, AFileOfAnotherVersionIsWrittenAnew) {
  convert(sample::document(), "a");
  ASSERT_TRUE(write_file(path("a/facts.parquet"), "PAR1 of another program PAR1").ok());
  write_all();
  EXPECT_THAT(content("a/facts.parquet"), ::testing::HasSubstr("Tabularium parquet"));
}

TEST_F(Parquet, DamagedEvidenceIsToldAndLeavesNoFile) {
  convert(sample::document(), "a");
  std::filesystem::remove(dir_ / "a" / "facts.parquet");
  ASSERT_TRUE(write_file(path("a/evidence.zst"), "damaged").ok());
  EXPECT_FALSE(write_run_parquet(dir_.string(), run_).ok());
  EXPECT_FALSE(std::filesystem::exists(dir_ / "a" / "facts.parquet"));
  EXPECT_FALSE(std::filesystem::exists(dir_ / "facts.parquet"));
}

class ParquetInDuckDb : public Parquet {
 protected:
  void SetUp() override {
    Parquet::SetUp();
    auto opened = DuckDatabase::open();
    if (!opened.ok()) GTEST_SKIP() << opened.error().message;
    database_.emplace(std::move(opened).value());
  }
  // The condition holds over the file's rows; DuckDB raises an error else.
  void expect(const std::string& file, const std::string& condition) {
    const Status status = database_->run("SELECT CASE WHEN " + condition + " THEN 1 ELSE error('it does not hold') END FROM (SELECT "
                                         "count(*) AS n, list(f) AS facts FROM (SELECT * FROM read_parquet('" + path(file) + "')) f)");
    EXPECT_TRUE(status.ok()) << condition << ": " << status.error().message;
  }
  std::optional<DuckDatabase> database_;
};

TEST_F(ParquetInDuckDb, FactsComeBackTypedAndExact) {
  Document document = sample::document();
  document.tables[0].cells[6].text = std::string("it's \x1f odd \0 and \xED\xA0\x80", 20);
  convert(document, "a");
  expect("a/facts.parquet", "n = 7");
  expect("a/facts.parquet", "facts[1].value = '1234.50' AND facts[1].number = 1234.5 AND facts[1].verdict = 'verified'");
  expect("a/facts.parquet", "facts[1].row_path = ['A. Income', 'Taxes', 'it''s ' || chr(31) || ' odd   and ' || repeat(chr(65533), 3)] AND facts[1].col_path = ['Amount <net>', '1961']");
  expect("a/facts.parquet", "facts[7].row_path = [] AND facts[1].x0 = 232 AND facts[1].line IS NULL");
}

TEST_F(ParquetInDuckDb, ARunNamesTheFolders) {
  for (const char* name : {"a", "it's"}) convert(sample::document(), name);
  run_.documents.push_back({.input = "lost", .status = "failed", .reason = "damaged", .output = ""});
  write_all();
  expect("facts.parquet", "n = 14 AND facts[1].document = 'a' AND facts[14].document = 'it''s'");
  expect("a/facts.parquet", "n = 7 AND facts[1].document = 'report.pdf'");
}

TEST(ThriftCompact, WhatWasWrittenIsRead) {
  ThriftWriter writer;
  writer.begin_element();
  writer.integer32(1, -7);
  writer.integer64(3, std::int64_t{1} << 40);
  writer.text(4, "name");
  writer.begin_structs(5, 20);
  for (int i = 0; i < 20; ++i) {
    writer.begin_element();
    writer.integer32(2, i);
    writer.end_struct();
  }
  writer.end_struct();
  std::string_view bytes = writer.written();
  const auto read = read_thrift_struct(bytes);
  ASSERT_TRUE(read.has_value());
  EXPECT_EQ(read->number_at(1), -7);
  EXPECT_EQ(read->number_at(3), std::int64_t{1} << 40);
  EXPECT_EQ(read->field(4)->text, "name");
  EXPECT_EQ(read->field(5)->elements.at(19).number_at(2), 19);
  EXPECT_TRUE(bytes.empty());
  for (std::size_t size = 0; size < writer.written().size(); ++size) {
    std::string_view cut = std::string_view(writer.written()).substr(0, size);
    EXPECT_FALSE(read_thrift_struct(cut).has_value()) << size;
  }
}

}  // namespace
}  // namespace tabularium
