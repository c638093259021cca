#include "pipeline/watch/on_finish.h"

#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <thread>

namespace tabularium {
namespace {

struct FileCloser {
  void operator()(std::FILE* file) const noexcept { std::fclose(file); }
};

Error trouble(const std::string& what) { return Error{ErrorCode::io, "--on-finish: " + what, {}}; }

[[noreturn]] void become(const std::string& command, int input, const std::string& report) {
  ::dup2(input, STDIN_FILENO);
  (void)::setpgid(0, 0);  // what it starts ends with it
  (void)std::signal(SIGPIPE, SIG_DFL);
  (void)::setenv("TABULARIUM_REPORT", report.c_str(), 1);
  ::execl("/bin/sh", "sh", "-c", command.c_str(), nullptr);
  ::_exit(127);
}

}  // namespace

Status run_on_finish(const std::string& command, const std::string& json, const std::string& report, int seconds) {
  // A file, not a pipe: a command that does not read holds nobody up.
  const std::unique_ptr<std::FILE, FileCloser> input(std::tmpfile());
  if (!input || std::fwrite(json.data(), 1, json.size(), input.get()) != json.size() || std::fflush(input.get()) != 0)
    return trouble(std::strerror(errno));
  std::rewind(input.get());
  const pid_t pid = ::fork();
  if (pid < 0) return trouble(std::strerror(errno));
  if (pid == 0) become(command, ::fileno(input.get()), report);
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(seconds);
  int status = 0;
  while (::waitpid(pid, &status, WNOHANG) == 0) {
    if (std::chrono::steady_clock::now() > end) {
      (void)::kill(-pid, SIGKILL);
      (void)::kill(pid, SIGKILL);
      (void)::waitpid(pid, &status, 0);
      return trouble("took longer than " + std::to_string(seconds) + " s and was ended");
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return {};
  return trouble(WIFEXITED(status) ? "ended with code " + std::to_string(WEXITSTATUS(status)) : "was ended by a signal");
}

}  // namespace tabularium
