// What lands in a database, looked at with SQLite's and PostgreSQL's own programs.
#include "stages/export/database.h"

#include <gmock/gmock.h>

#include <fstream>
#include <memory>

#include "stages/export/formats.h"
#include "stages/export/run_database.h"
#include "tests/export/sample_document.h"
#include "tests/export/written_files.h"

namespace tabularium {
namespace {

using ::testing::HasSubstr;

RunInfo run_of(const std::string& name) {
  RunInfo run;
  run.version = "1";
  run.started = "2026-01-02T03:04:05Z";
  run.documents = {{.input = "in/report.pdf", .status = "converted", .reason = "", .output = name}};
  return run;
}

class Database : public WrittenFiles {
 protected:
  // The document as the result `name` in the folder, and then in `target`.
  Status store(const Document& document, const std::string& name, const std::string& target) const {
    std::filesystem::create_directories(dir_ / name);
    Options options;
    options.formats = {"json"};
    if (Status status = write_document({document, options, path(name)}); !status.ok()) return status;
    return write_run(dir_.string(), run_of(name), target);
  }
  std::string sqlite(const std::string& sql) const { return said("sqlite3 '" + path("t.sqlite") + "' \"" + sql + "\""); }
};

TEST_F(Database, SqliteHoldsEachCellAndItsPaths) {
  ASSERT_TRUE(store(sample::document(), "a", path("t.sqlite")).ok());
  EXPECT_EQ(sqlite("SELECT count(*) FROM cells"), "19\n");
  EXPECT_EQ(sqlite("SELECT row_path, col_path, printed_number, value, verdict FROM facts WHERE text = '1,234.50'"),
            "A. Income / Taxes / Land | water|Amount <net> / 1961|1234.50|1234.5|verified\n");
  EXPECT_EQ(sqlite("SELECT code, cells FROM findings ORDER BY ordinal LIMIT 1"), "sum_mismatch|[[4, 2], [3, 2]]\n");
  EXPECT_EQ(sqlite("PRAGMA integrity_check; PRAGMA foreign_key_check"), "ok\n");
}

TEST_F(Database, TheSameContentTakesThePlaceOfTheOld) {
  Document document = sample::document();
  ASSERT_TRUE(store(document, "a", path("t.sqlite")).ok());
  ASSERT_TRUE(store(document, "a", path("t.sqlite")).ok());
  EXPECT_EQ(sqlite("SELECT count(*), min(run_id) FROM documents"), "1|1\n");  // the second run changed nothing
  document.tables[0].cells[7].text = "9,999";
  ASSERT_TRUE(store(document, "a", path("t.sqlite")).ok());
  EXPECT_EQ(sqlite("SELECT count(*), min(run_id) FROM documents"), "1|3\n");
  EXPECT_EQ(sqlite("SELECT count(*) FROM cells WHERE text = '9,999'"), "1\n");
  EXPECT_EQ(sqlite("SELECT count(*) FROM cells"), "19\n");
}

TEST_F(Database, TextIsNeverTakenForSql) {
  Document document = sample::document();
  const std::string evil = std::string("'); DROP TABLE cells; --\0x", 26) + "\xED\xA0\x80";  // a NUL, a lone surrogate
  document.tables[0].cells[6].text = evil;
  ASSERT_TRUE(store(document, "a", path("t.sqlite")).ok());
  EXPECT_THAT(sqlite("SELECT text FROM cells WHERE row_no = 3 AND col_no = 1"), HasSubstr("'); DROP TABLE cells; -- x\uFFFD"));
}

TEST_F(Database, AnOlderSchemaIsBroughtUpToDateAndANewerRefused) {
  ASSERT_TRUE(store(sample::document(), "a", path("t.sqlite")).ok());
  sqlite("DROP VIEW facts; DROP INDEX tables_by_document; DELETE FROM schema_version WHERE version > 1");
  ASSERT_TRUE(store(sample::document(), "a", path("t.sqlite")).ok());
  EXPECT_EQ(sqlite("SELECT count(*) FROM facts"), "7\n");
  sqlite("INSERT INTO schema_version VALUES (99)");
  const Status status = store(sample::document(), "a", path("t.sqlite"));
  ASSERT_FALSE(status.ok());
  EXPECT_EQ(status.error().code, ErrorCode::unsupported);
}

TEST_F(Database, ADocumentThatCannotBeStoredLeavesNothing) {
  Document document = sample::document();
  document.tables[1].id = "t1";  // two tables of one name: the second is refused
  ASSERT_FALSE(store(document, "a", path("t.sqlite")).ok());
  EXPECT_EQ(sqlite("SELECT (SELECT count(*) FROM documents) + (SELECT count(*) FROM tables) + (SELECT count(*) FROM cells)"), "0\n");
}

TEST_F(Database, OtherAddressesAreRefused) { EXPECT_FALSE(check_database_target("mysql://host/name").ok()); }

// A PostgreSQL server of this test's own.
class Server {
 public:
  explicit Server(const std::filesystem::path& dir) : dir_(dir), started_(run("start")) {}
  ~Server() {
    if (started_) run("stop");
  }
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  bool started() const { return started_; }
  std::string url() const { return "postgresql://tabularium@/postgres?host=" + (dir_ / "pg").string(); }

 private:
  bool run(const std::string& what) const {
    return std::system(("'" TABULARIUM_SOURCE_DIR "/tests/postgres-server' " + what + " '" + dir_.string() + "' > /dev/null 2>&1").c_str()) == 0;
  }

  std::filesystem::path dir_;
  bool started_;
};

TEST_F(Database, PostgresHoldsTheSame) {
  if (!has_program("psql")) GTEST_SKIP() << "PostgreSQL is not installed";
  if (const auto probe = open_postgres("postgresql://x@/x?host=/nonexistent"); !probe.ok() && probe.error().code == ErrorCode::missing_part)
    GTEST_SKIP() << probe.error().message;
  const Server server(dir_);
  ASSERT_TRUE(server.started()) << said("cat '" + path("pg/log") + "'");
  const auto psql = [&](const std::string& sql) { return said("psql -X -At '" + server.url() + "' -c \"" + sql + "\""); };
  Document document = sample::document();
  document.tables[0].cells[6].text = std::string("a\tb\\N\n'); DROP TABLE cells; --\0x", 32);
  const Status status = store(document, "a", server.url());
  ASSERT_TRUE(status.ok()) << status.error().message;
  EXPECT_EQ(psql("SELECT row_path, printed_number, value * 2, verdict FROM facts WHERE text = '1,234.50'"),
            "A. Income / Taxes / a\tb\\N\n'); DROP TABLE cells; -- x|1234.50|2469.00|verified\n");
  document.tables[0].cells[7].text = "9,999";
  ASSERT_TRUE(store(document, "a", server.url()).ok());
  EXPECT_EQ(psql("SELECT count(*) FROM cells"), "19\n");
  EXPECT_EQ(psql("SELECT count(*) FROM documents"), "1\n");
  EXPECT_EQ(psql("SELECT count(*) FROM runs"), "2\n");
  document.tables[1].id = "t1";
  EXPECT_FALSE(store(document, "a", server.url()).ok());
  EXPECT_EQ(psql("SELECT count(*) FROM tables"), "2\n");  // the transaction was undone
}

}  // namespace
}  // namespace tabularium
