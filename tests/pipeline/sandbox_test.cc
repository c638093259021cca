// What a worker can no longer do. Each trial runs in a child of its own, since there is no way back.
#include "pipeline/worker/sandbox.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <functional>
#include <string>

namespace tabularium {
namespace {

namespace fs = std::filesystem;

class SandboxTest : public ::testing::Test {
 protected:
  void SetUp() override {
    root_ = fs::path(::testing::TempDir()) / ("sandbox-" + std::string(::testing::UnitTest::GetInstance()->current_test_info()->name()));
    fs::remove_all(root_);
    for (const char* folder : {"in", "out", "secret"}) fs::create_directories(root_ / folder);
    std::ofstream(root_ / "in/page.txt") << "page";
    std::ofstream(root_ / "secret/key.txt") << "key";
  }
  void TearDown() override { fs::remove_all(root_); }

  // 0 when `trial` gave no error, else its errno; -1 when the sandbox itself could not be entered.
  int errno_within(const std::function<bool()>& trial) const {
    const pid_t child = ::fork();
    if (child == 0) {
      const SandboxPlan plan{.readable = {(root_ / "in").string()}, .writable = {(root_ / "out").string()}};
      if (!enter_sandbox(plan).ok()) ::_exit(255);
      errno = 0;
      ::_exit(trial() ? 0 : errno);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    const int code = WIFEXITED(status) ? WEXITSTATUS(status) : 254;
    return code == 255 ? -1 : code;
  }
  int open_within(const char* file, int flags) const {
    const std::string path = (root_ / file).string();
    return errno_within([&] { return ::open(path.c_str(), flags | O_CLOEXEC, 0600) >= 0; });
  }

  fs::path root_;
};

TEST_F(SandboxTest, ReadsTheInputAndWritesTheOutputAlone) {
  if (sandbox_support().landlock == 0) GTEST_SKIP() << "this kernel has no Landlock";
  EXPECT_EQ(open_within("in/page.txt", O_RDONLY), 0);
  EXPECT_EQ(open_within("out/new.txt", O_WRONLY | O_CREAT), 0);
  EXPECT_EQ(open_within("secret/key.txt", O_RDONLY), EACCES);
  EXPECT_EQ(open_within("in/page.txt", O_WRONLY), EACCES);
  EXPECT_EQ(open_within("in/new.txt", O_WRONLY | O_CREAT), EACCES);
  EXPECT_EQ(errno_within([&] { return ::unlink((root_ / "in/page.txt").c_str()) == 0; }), EACCES);
  EXPECT_TRUE(fs::exists(root_ / "in/page.txt"));
}

TEST_F(SandboxTest, FollowsNoLinkOutOfTheInput) {
  if (sandbox_support().landlock == 0) GTEST_SKIP() << "this kernel has no Landlock";
  fs::create_symlink(root_ / "secret/key.txt", root_ / "in/link.txt");
  EXPECT_EQ(open_within("in/link.txt", O_RDONLY), EACCES);
}

TEST_F(SandboxTest, HasNoNetworkAndStartsNothing) {
  if (!sandbox_support().filter) GTEST_SKIP() << "this kernel filters no system calls";
  EXPECT_EQ(errno_within([] { return ::socket(AF_INET, SOCK_STREAM, 0) >= 0; }), EPERM);
  EXPECT_EQ(errno_within([] { return ::socket(AF_UNIX, SOCK_STREAM, 0) >= 0; }), EPERM);
  EXPECT_EQ(errno_within([] { return ::fork() >= 0; }), EPERM);
  EXPECT_EQ(errno_within([] { return ::kill(::getppid(), 0) == 0; }), EPERM);
  EXPECT_EQ(errno_within([] { return ::execl("/bin/true", "true", nullptr) == 0; }), EPERM);
}

TEST_F(SandboxTest, StopsFilesThatGrowWithoutEnd) {
  const std::string path = (root_ / "out/large").string();
  const pid_t child = ::fork();
  if (child == 0) {
    ::signal(SIGXFSZ, SIG_IGN);
    const SandboxPlan plan{.readable = {}, .writable = {(root_ / "out").string()}, .file_megabytes = 1};
    if (!enter_sandbox(plan).ok()) ::_exit(255);
    const int file = ::open(path.c_str(), O_WRONLY | O_CREAT, 0600);
    const std::string piece(1 << 20, 'x');
    const bool first = ::write(file, piece.data(), piece.size()) == static_cast<ssize_t>(piece.size());
    const bool second = ::write(file, piece.data(), 1) == 1;
    ::_exit(first && !second ? errno : 0);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  EXPECT_EQ(WEXITSTATUS(status), EFBIG);
}

TEST(SandboxGaps, NamesWhatTheKernelLacks) {
  EXPECT_TRUE(sandbox_gaps({.landlock = 3, .filter = true}).empty());
  EXPECT_EQ(sandbox_gaps({.landlock = 0, .filter = false}).size(), 2U);
}

}  // namespace
}  // namespace tabularium
