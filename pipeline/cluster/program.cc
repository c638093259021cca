#include "pipeline/cluster/program.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>
#include <utility>

namespace tabularium {
namespace {

constexpr std::size_t most_input = 65536;      // what a pipe takes before anyone reads
constexpr std::size_t most_output = 256U << 20U;

// Both ends of a pipe, closed at the latest with this object.
class Pipe {
 public:
  Pipe() { open_ = ::pipe2(ends_.data(), O_CLOEXEC) == 0; }
  ~Pipe() {
    close_end(0);
    close_end(1);
  }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;

  bool is_open() const { return open_; }
  int reading() const { return ends_[0]; }
  int writing() const { return ends_[1]; }
  void close_end(std::size_t which) {
    if (open_ && ends_.at(which) >= 0) ::close(std::exchange(ends_.at(which), -1));
  }

 private:
  std::array<int, 2> ends_{-1, -1};
  bool open_ = false;
};

// Reads what comes on both until both end. False when the time is up or it is too much.
bool hear_out(const Pipe& out, const Pipe& err, ProgramAnswer& answer, std::chrono::steady_clock::time_point until) {
  std::array<pollfd, 2> watched{pollfd{out.reading(), POLLIN, 0}, pollfd{err.reading(), POLLIN, 0}};
  std::array<std::string*, 2> texts{&answer.out, &answer.err};
  std::array<char, 65536> piece{};
  while (watched[0].fd >= 0 || watched[1].fd >= 0) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - std::chrono::steady_clock::now()).count();
    if (left <= 0) return false;
    if (::poll(watched.data(), watched.size(), static_cast<int>(left)) < 0 && errno != EINTR) return false;
    for (std::size_t i = 0; i < watched.size(); ++i) {
      if (watched[i].fd < 0 || watched[i].revents == 0) continue;
      const ssize_t got = ::read(watched[i].fd, piece.data(), piece.size());
      if (got <= 0) watched[i].fd = -1;
      else texts[i]->append(piece.data(), static_cast<std::size_t>(got));
      if (texts[i]->size() > most_output) return false;
    }
  }
  return true;
}

int exit_code_of(pid_t child) {
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

int spawn(const std::vector<std::string>& words, const Pipe& in, const Pipe& out, const Pipe& err, pid_t& child) {
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, in.reading(), STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, out.writing(), STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&actions, err.writing(), STDERR_FILENO);
  std::vector<std::string> copies = words;
  std::vector<char*> arguments;
  for (std::string& word : copies) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  const int failed = ::posix_spawnp(&child, arguments[0], &actions, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  return failed;
}

}  // namespace

Result<ProgramAnswer> run_program(const std::vector<std::string>& words, std::string_view input, int seconds) {
  Pipe in;
  Pipe out;
  Pipe err;
  if (!in.is_open() || !out.is_open() || !err.is_open() || input.size() > most_input)
    return Error{ErrorCode::io, words[0] + ": no pipe to it", {}};
  const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(seconds);
  pid_t child = -1;
  if (const int failed = spawn(words, in, out, err, child); failed != 0)
    return Error{ErrorCode::missing_part, words[0] + ": " + std::strerror(failed), {}};
  out.close_end(1);
  err.close_end(1);
  // It may have ended without reading; that is seen by its exit code. The pipe holds all of the input, so nothing blocks.
  struct sigaction ignore {};
  struct sigaction before {};
  ignore.sa_handler = SIG_IGN;
  ::sigaction(SIGPIPE, &ignore, &before);
  in.close_end(0);
  (void)!::write(in.writing(), input.data(), input.size());
  in.close_end(1);
  ::sigaction(SIGPIPE, &before, nullptr);
  ProgramAnswer answer;
  const bool heard = hear_out(out, err, answer, until);
  if (!heard) ::kill(child, SIGKILL);
  answer.code = exit_code_of(child);
  if (heard) return answer;
  if (answer.out.size() > most_output || answer.err.size() > most_output) return Error{ErrorCode::too_large, words[0] + ": says too much", {}};
  return Error{ErrorCode::timed_out, words[0] + ": no end after " + std::to_string(seconds) + " s", {}};
}

}  // namespace tabularium
