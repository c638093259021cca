// The built program on a cluster run, without a scheduler: shards are plain commands.
#include <gmock/gmock.h>

#include <algorithm>
#include <sstream>

#include "stages/export/duckdb_library.h"
#include "stages/export/parquet.h"
#include "tests/pipeline/program_fixture.h"

namespace tabularium {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

class ShardProgramTest : public ProgramTest {
 protected:
  void SetUp() override {
    ProgramTest::SetUp();
    for (int i = 0; i < 6; ++i) put("t" + std::to_string(i) + ".txt", std::string(small_text) + std::string(static_cast<std::size_t>(i), '\n'));
  }
  int plan(const std::string& words = "--shards 2") { return run("cluster plan in -o run --formats json,csv -q " + words); }
  int shard(int index) { return run("convert --shard run/manifest --index " + std::to_string(index)); }

  // An attempt that was killed with the document at `position` in hand, as its log tells it.
  void kill_with(int index, int position) {
    const fs::path state = root_ / "run/state/000" / ("00000" + std::to_string(index));
    fs::create_directories(state);
    const std::string number = std::to_string(1 + std::distance(fs::directory_iterator(state), fs::directory_iterator{}));
    std::ofstream(state / ("attempt-000" + number + "-node-" + number)) << "attempt\tnode\t\t1000\nbegin\t" << position << "\n";
  }
  // Where the manifest has a document: shard and position.
  std::pair<int, int> place_of(const std::string& name) const {
    std::istringstream index(text("run/manifest.index"));
    std::istringstream manifest(text("run/manifest"));
    std::string extent;
    for (int shard = 0; std::getline(index, extent); ++shard) {
      std::istringstream fields(extent);
      int offset = 0;
      int bytes = 0;
      int documents = 0;
      fields >> offset >> bytes >> documents;
      std::string line;
      for (int position = 0; position < documents && std::getline(manifest, line); ++position)
        if (line.ends_with("in/" + name)) return {shard, position};
    }
    return {-1, -1};
  }
  std::string sorted(const std::string& name) const {
    std::istringstream file(text(name));
    std::vector<std::string> lines;
    for (std::string line; std::getline(file, line);) lines.push_back(line);
    std::ranges::sort(lines);
    std::string all;
    for (const std::string& line : lines) all += line + "\n";
    return all;
  }
  std::string merged(const std::string& input) const {
    const std::string report = text("run/run.json");
    const auto from = report.find("\"input\": \"" + input + "\"");
    return from == std::string::npos ? "" : report.substr(from, report.find('\n', from) - from);
  }
};

TEST_F(ShardProgramTest, ShardsTogetherGiveWhatOneRunGives) {
  put_sample("school-rolls-1931.pdf", "rolls.pdf");
  put("broken.pdf", "%PDF-1.4\nbroken");
  ASSERT_EQ(run("convert in -o out --formats json,csv -q"), 4);
  ASSERT_EQ(plan("--shards 3"), 0) << text("said.txt");
  EXPECT_EQ(run("cluster merge run"), 7) << text("said.txt");
  for (const int index : {2, 0, 1}) EXPECT_LE(shard(index), 4) << text("said.txt");
  EXPECT_EQ(run("cluster merge run"), 4) << text("said.txt");
  EXPECT_EQ(sorted("run/facts.csv"), sorted("out/facts.csv"));
  EXPECT_TRUE(valid("run.schema.json", "run/run.json")) << text("checked.txt");
  EXPECT_THAT(merged("in/broken.pdf"), HasSubstr("\"failed\""));
  EXPECT_EQ(run("cluster status run"), 4);
  EXPECT_THAT(text("said.txt"), HasSubstr("documents: 8 of 8 settled"));
}

TEST_F(ShardProgramTest, TheMergedDatabaseHoldsWhatOneRunHolds) {
  put_sample("school-rolls-1931.pdf", "rolls.pdf");
  ASSERT_EQ(run("convert in -o out --formats json,sqlite -q"), 0) << text("said.txt");
  ASSERT_EQ(run("cluster plan in -o run --formats json,sqlite --shards 3 -q"), 0) << text("said.txt");
  for (const int index : {1, 2, 0}) EXPECT_EQ(shard(index), 0) << text("said.txt");
  ASSERT_EQ(run("cluster merge run"), 0) << text("said.txt");
  const std::string asked = " 'SELECT document, text, value, row_path, col_path, verdict FROM facts' > ";
  ASSERT_EQ(shell("sqlite3 out/tabularium.sqlite" + asked + "one.txt && sqlite3 run/tabularium.sqlite" + asked + "many.txt"), 0);
  EXPECT_EQ(sorted("many.txt"), sorted("one.txt"));
  EXPECT_THAT(text("one.txt"), HasSubstr("rolls|"));
}

TEST_F(ShardProgramTest, TheMergedParquetHoldsTheFactsOfAllShards) {
  if (const Status ready = parquet_ready(); !ready.ok()) GTEST_SKIP() << ready.error().message;
  ASSERT_EQ(run("cluster plan in -o run --formats json,csv,parquet --shards 3 -q"), 0) << text("said.txt");
  for (const int index : {1, 2, 0}) EXPECT_EQ(shard(index), 0) << text("said.txt");
  ASSERT_EQ(run("cluster merge run"), 0) << text("said.txt");
  Result<DuckDatabase> database = DuckDatabase::open();
  ASSERT_TRUE(database.ok());
  const std::string parquet = "(SELECT document, value FROM read_parquet('" + (root_ / "run/facts.parquet").string() + "'))";
  const std::string csv = "(SELECT document, value FROM read_csv('" + (root_ / "run/facts.csv").string() + "', header = true, all_varchar = true))";
  const Status same = database.value().run("SELECT CASE WHEN (SELECT count(*) FROM " + parquet + ") = 12 AND NOT EXISTS (" + parquet +
                                           " EXCEPT ALL " + csv + ") THEN 1 ELSE error('other facts') END");
  EXPECT_TRUE(same.ok()) << same.error().message;
}

TEST_F(ShardProgramTest, AShardThatIsDoneIsNotDoneAgain) {
  ASSERT_EQ(plan(), 0);
  ASSERT_EQ(shard(0), 0) << text("said.txt");
  const auto before = fs::last_write_time(root_ / "run/state/000/000000/closed");
  EXPECT_EQ(shard(0), 0);
  EXPECT_THAT(text("said.txt"), HasSubstr("done already"));
  EXPECT_EQ(fs::last_write_time(root_ / "run/state/000/000000/closed"), before);
}

TEST_F(ShardProgramTest, AKilledShardGoesOnWhereItStopped) {
  ASSERT_EQ(plan("--shards 1"), 0);
  // Killed as soon as the log tells that a first document is done.
  EXPECT_EQ(shell("('" TABULARIUM_BINARY "' convert --shard run/manifest --index 0 & child=$!; "
                  "until grep -qs ^end run/state/000/000000/attempt-*; do kill -0 $child || exit 3; done; kill -9 $child; wait $child) > said.txt 2>&1; "
                  "[ ! -e run/state/000/000000/closed ]"), 0);
  EXPECT_EQ(shard(0), 0) << text("said.txt");
  EXPECT_EQ(run("cluster merge run"), 0) << text("said.txt");
  ASSERT_EQ(run("convert in -o out --formats json,csv -q"), 0);
  EXPECT_EQ(sorted("run/facts.csv"), sorted("out/facts.csv"));
  EXPECT_FALSE(exists("run/shards/000/000000/.tabularium"));
}

TEST_F(ShardProgramTest, ADocumentThatKillsAgainAndAgainIsQuarantinedAndTheOthersAreNot) {
  ASSERT_EQ(plan(), 0);
  const auto [index, position] = place_of("t3.txt");
  ASSERT_GE(index, 0);
  kill_with(index, position);
  kill_with(index, position);
  ASSERT_EQ(shard(0), 0) << text("said.txt");
  ASSERT_EQ(shard(1), 0) << text("said.txt");
  EXPECT_EQ(run("cluster merge run"), 7);
  EXPECT_THAT(text("said.txt"), HasSubstr("1 document is missing"));
  std::ofstream(root_ / "run/manifest.isolated") << index << "\t" << position << "\n";  // as retry would
  kill_with(2, 0);
  EXPECT_EQ(shard(2), 4) << text("said.txt");
  EXPECT_EQ(run("cluster merge run"), 4) << text("said.txt");
  EXPECT_THAT(merged("in/t3.txt"), HasSubstr("quarantined: 3 attempts"));
  EXPECT_THAT(merged("in/t2.txt"), HasSubstr("\"converted\""));
}

TEST_F(ShardProgramTest, AnIsolatedDocumentThatKillsNothingIsConverted) {
  ASSERT_EQ(plan("--shards 1"), 0);
  kill_with(0, 1);
  kill_with(0, 1);
  ASSERT_EQ(shard(0), 0) << text("said.txt");
  std::ofstream(root_ / "run/manifest.isolated") << "0\t1\n";
  EXPECT_EQ(shard(1), 0) << text("said.txt");
  EXPECT_EQ(run("cluster merge run"), 0) << text("said.txt");
  ASSERT_EQ(run("convert in -o out --formats json,csv -q"), 0);
  EXPECT_EQ(sorted("run/facts.csv"), sorted("out/facts.csv"));
}

TEST_F(ShardProgramTest, WhatChangedSinceThePlanIsToldByName) {
  ASSERT_EQ(plan("--shards 1"), 0);
  put("t4.txt", "Item|\nYear 9|\nA|\n9|\n");
  EXPECT_EQ(shard(0), 4);
  EXPECT_THAT(text("said.txt"), HasSubstr("in/t4.txt: its content changed since the plan was made"));
}

TEST_F(ShardProgramTest, AnotherConfigurationIsRefused) {
  ASSERT_EQ(plan("--shards 1"), 0);
  fs::copy(fs::path(TABULARIUM_SOURCE_DIR) / "configs", root_ / "configs", fs::copy_options::recursive);
  std::ofstream(root_ / "configs/judge.yaml", std::ios::app) << "\n# touched\n";
  EXPECT_EQ(shell("TABULARIUM_CONFIGS=configs '" TABULARIUM_BINARY "' convert --shard run/manifest --index 0 > said.txt 2>&1"), 3);
  EXPECT_THAT(text("said.txt"), HasSubstr("not those of the plan"));
}

TEST_F(ShardProgramTest, AFullSharedDiskIsNotTheDocumentsFault) {
  ASSERT_EQ(plan("--shards 1"), 0);
  fs::create_directories(root_ / "run/shards/000");
  std::ofstream(root_ / "run/shards/000/000000") << "in the way";
  EXPECT_EQ(shard(0), 5);
  fs::remove(root_ / "run/shards/000/000000");
  EXPECT_EQ(shard(0), 0) << text("said.txt");
}

TEST_F(ShardProgramTest, BadUsageIsSaid) {
  EXPECT_EQ(run("cluster"), 2);
  EXPECT_EQ(run("cluster plan in"), 2);
  EXPECT_EQ(run("cluster status nowhere"), 3);
  ASSERT_EQ(plan(), 0);
  EXPECT_EQ(plan(), 5);
  EXPECT_THAT(text("said.txt"), HasSubstr("holds a plan already"));
  EXPECT_EQ(shard(9), 2);
  EXPECT_EQ(run("convert --shard run/manifest"), 2);
  EXPECT_EQ(run("convert in --shard run/manifest --index 0"), 2);
}

}  // namespace
}  // namespace tabularium
