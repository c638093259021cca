// The scheduler's programs replaced by fakes that answer, fail, hang and talk nonsense.
#include "pipeline/cluster/slurm.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "pipeline/cluster/program.h"
#include "pipeline/cluster/submit.h"
#include "tests/cluster/test_folder.h"

namespace tabularium {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

// A folder of fake programs that stands alone in front of the system's.
class SlurmTest : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = folder_of_test();
    path_ = std::getenv("PATH");
    ::setenv("PATH", (folder_ + ":/usr/bin:/bin").c_str(), 1);
    for (const char* program : {"sbatch", "squeue", "sacct", "scontrol"}) fake(program, "exit 1");
  }
  void TearDown() override { ::setenv("PATH", path_.c_str(), 1); }

  void fake(const std::string& program, const std::string& script) {
    const std::string path = folder_ + "/" + program;
    std::ofstream(path) << "#!/bin/sh\n" << script << "\n";
    fs::permissions(path, fs::perms::owner_all);
  }
  std::string said(const std::string& name) const {
    std::ifstream file(folder_ + "/" + name);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  std::string folder_;
  std::string path_;
};

TEST_F(SlurmTest, TheProbeReadsTheLimitOfArrays) {
  fake("sbatch", "echo slurm-wlm 22.05.8");
  fake("scontrol", "printf 'MaxArrayCount = 5\\nMaxArraySize            = 1001\\nMaxDBDMsgs = 3\\n'");
  const Result<SlurmLimits> limits = probe_slurm();
  ASSERT_TRUE(limits.ok()) << limits.error().message;
  EXPECT_EQ(limits.value().version, "slurm-wlm 22.05.8");
  EXPECT_EQ(limits.value().max_array, 1001);
}

TEST_F(SlurmTest, AConfigurationWithoutTheLimitIsNotGuessedAt) {
  fake("sbatch", "echo slurm-wlm 22.05.8");
  for (const char* answer : {"echo nothing of use", "echo 'MaxArraySize = many'", "printf '\\377\\376\\n'", "exit 0"}) {
    fake("scontrol", answer);
    EXPECT_EQ(probe_slurm().error().code, ErrorCode::internal) << answer;
  }
}

TEST_F(SlurmTest, WithoutSlurmItIsSaidWhatIsMissing) {
  fs::remove(folder_ + "/sbatch");
  ::setenv("PATH", folder_.c_str(), 1);
  const Result<SlurmLimits> limits = probe_slurm();
  ASSERT_FALSE(limits.ok());
  EXPECT_EQ(limits.error().code, ErrorCode::missing_part);
  EXPECT_THAT(limits.error().message, HasSubstr("sbatch"));
}

TEST_F(SlurmTest, AnArrayIsSubmittedWithItsNeedsAndTheScript) {
  fake("sbatch", "printf '%s\\n' \"$@\" > " + folder_ + "/words; cat > " + folder_ + "/script; echo '4711;cluster'");
  const ArrayJob job{.base = 1000, .tasks = {0, 1, 2, 7}, .minutes = 30, .memory_mb = 2048, .cpus = 4};
  const Result<std::string> id = submit_array(job, "/run/logs", "#!/bin/sh\n", {"--partition=long"});
  ASSERT_TRUE(id.ok()) << id.error().message;
  EXPECT_EQ(id.value(), "4711");
  const std::string words = said("words");
  for (const char* word : {"--array=0-2,7\n", "--time=30\n", "--mem=2048\n", "--cpus-per-task=4\n", "--requeue\n", "--output=/run/logs/%A_%a.log\n"})
    EXPECT_THAT(words, HasSubstr(word));
  EXPECT_TRUE(words.ends_with("--partition=long\n"));
  EXPECT_EQ(said("script"), "#!/bin/sh\n");
}

TEST_F(SlurmTest, ARefusalIsPassedOnInSlurmsOwnWords) {
  fake("sbatch", "echo 'sbatch: error: Requested time limit is invalid' >&2; exit 1");
  const Result<std::string> id = submit_array({.tasks = {0}}, "/run/logs", "", {});
  EXPECT_EQ(id.error().code, ErrorCode::io);
  EXPECT_THAT(id.error().message, HasSubstr("Requested time limit is invalid"));
}

TEST_F(SlurmTest, AnAnswerWithoutANumberIsNoJob) {
  for (const char* answer : {"echo", "echo 'Submitted batch job 12'", "echo '-1'", "printf '\\000\\377'"}) {
    fake("sbatch", answer);
    EXPECT_EQ(submit_array({.tasks = {0}}, "/run/logs", "", {}).error().code, ErrorCode::internal) << answer;
  }
}

TEST_F(SlurmTest, AProgramThatDiesOrHangsIsNoticed) {
  fake("sbatch", "kill -9 $$");
  EXPECT_THAT(submit_array({.tasks = {0}}, "/run/logs", "", {}).error().message, HasSubstr("code 137"));
  fake("hang", "exec sleep 60");
  EXPECT_EQ(run_program({"hang"}, "", 1).error().code, ErrorCode::timed_out);
}

TEST_F(SlurmTest, TheQueueTellsWhatWaitsAndWhatRuns) {
  fake("squeue", "printf '12|3|RUNNING\\n12|4|PENDING\\n13|N/A|RUNNING\\n12|5|COMPLETING\\n'");
  const Result<std::vector<QueuedTask>> tasks = queued_tasks();
  ASSERT_TRUE(tasks.ok()) << tasks.error().message;
  ASSERT_EQ(tasks.value().size(), 3U);
  EXPECT_EQ(tasks.value()[0].state, TaskState::running);
  EXPECT_EQ(tasks.value()[1].state, TaskState::waiting);
  const auto shards = queued_shards({{"12", {.base = 1000}}}, tasks.value());
  EXPECT_EQ(shards.at(1003), TaskState::running);
  EXPECT_EQ(shards.at(1004), TaskState::waiting);
}

TEST_F(SlurmTest, AQueueThatCannotBeReadIsNotTakenForAnEmptyOne) {
  fake("squeue", "echo 'slurm_load_jobs error: Unable to contact slurm controller' >&2; exit 1");
  EXPECT_FALSE(queued_tasks().ok());
  fake("squeue", "echo 'what|is'");
  EXPECT_FALSE(queued_tasks().ok());
}

TEST_F(SlurmTest, AccountsAreOptional) {
  fake("sacct", "printf '12_3|TIMEOUT\\n12_4|CANCELLED by 0\\n12_[7-9]|PENDING\\n'");
  const Result<std::vector<EndedTask>> ended = ended_tasks({"12"});
  ASSERT_TRUE(ended.ok()) << ended.error().message;
  ASSERT_EQ(ended.value().size(), 2U);
  EXPECT_EQ(ended.value()[0].state, "TIMEOUT");
  EXPECT_EQ(ended.value()[1].state, "CANCELLED");
  fake("sacct", "echo 'Slurm accounting storage is disabled' >&2; exit 1");
  EXPECT_EQ(ended_tasks({"12"}).error().code, ErrorCode::unsupported);
}

TEST(Submit, ArraysRespectTheLimitAndShardsKeepTheirNumbers) {
  std::vector<ShardNeed> needs;
  for (std::int64_t shard = 0; shard < 25; ++shard) needs.push_back({shard, 100, 400, 0});
  needs.push_back({30, 100, 400, 1});  // was killed once: more of everything
  const std::vector<ArrayJob> jobs = array_jobs(needs, {.version = "", .max_array = 10}, 2);
  ASSERT_EQ(jobs.size(), 4U);
  std::size_t shards = 0;
  for (const ArrayJob& job : jobs) {
    shards += job.tasks.size();
    EXPECT_EQ(job.base % 10, 0);
    for (const std::int64_t task : job.tasks) EXPECT_LT(task, 10);
    EXPECT_EQ(job.cpus, 2);
  }
  EXPECT_EQ(shards, 26U);
  EXPECT_EQ(jobs[0].minutes, 15);
  EXPECT_EQ(jobs[0].memory_mb, 1536);
  EXPECT_EQ(jobs[3].minutes, 30);
  EXPECT_EQ(jobs[3].memory_mb, 2560);
  EXPECT_EQ(jobs[3].base, 30);
}

TEST(Submit, WhatWasSubmittedIsReadBack) {
  const std::string run = folder_of_test();
  EXPECT_TRUE(read_jobs(run).empty());
  const SubmittedJob first{"12", {.base = 0, .tasks = {0, 1, 2, 9}, .minutes = 15, .memory_mb = 512, .cpus = 1}};
  const SubmittedJob second{"13", {.base = 10, .tasks = {4}, .minutes = 60, .memory_mb = 1024, .cpus = 2}};
  ASSERT_TRUE(note_job(run, first).ok() && note_job(run, second).ok());
  const std::vector<SubmittedJob> jobs = read_jobs(run);
  ASSERT_EQ(jobs.size(), 2U);
  EXPECT_EQ(jobs[0].array, first.array);
  EXPECT_EQ(jobs[1].array, second.array);
  EXPECT_EQ(jobs[1].job, "13");
}

// The script is run by a real shell; the program in it is a fake.
class TaskScriptTest : public SlurmTest {
 protected:
  int run_script(const std::string& program) {
    fake("program", program);
    std::ofstream(folder_ + "/task.sh") << task_script("/run/it's here", 20, folder_ + "/program", "/configs");
    const Result<ProgramAnswer> answer = run_program({"env", "SLURM_ARRAY_TASK_ID=3", "sh", folder_ + "/task.sh"}, "", 30);
    return answer.ok() ? answer.value().code : -1;
  }
};

TEST_F(TaskScriptTest, TheShardIsBaseAndTaskAndFindingsAreNoFailure) {
  EXPECT_EQ(run_script("printf '%s\\n' \"$@\" > " + folder_ + "/words; exit 4"), 0);
  EXPECT_EQ(said("words"), "convert\n--shard\n/run/it's here/manifest\n--index\n23\n--quiet\n");
  EXPECT_EQ(run_script("exit 5"), 5);
}

TEST_F(TaskScriptTest, AKilledProgramIsBegunAgainTwice) {
  EXPECT_EQ(run_script("echo x >> " + folder_ + "/rounds; kill -9 $$"), 137);
  EXPECT_EQ(said("rounds"), "x\nx\nx\n");
  fs::remove(folder_ + "/rounds");
  EXPECT_EQ(run_script("echo x >> " + folder_ + "/rounds; [ $(wc -l < " + folder_ + "/rounds) -gt 1 ] || kill -9 $$"), 0);
  EXPECT_EQ(said("rounds"), "x\nx\n");
}

TEST_F(TaskScriptTest, ASignalIsHandedOnAndNothingIsBegunAgain) {
  EXPECT_EQ(run_script("echo x >> " + folder_ + "/rounds; trap 'echo told > " + folder_ + "/told; exit 7' TERM; kill -TERM $PPID; "
                       "for i in 1 2 3 4 5 6 7 8 9; do sleep 0.2; done"), 7);
  EXPECT_EQ(said("told"), "told\n");
  EXPECT_EQ(said("rounds"), "x\n");
}

}  // namespace
}  // namespace tabularium
