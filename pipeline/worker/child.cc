#include "pipeline/worker/child.h"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <ctime>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <utility>
#include <vector>

namespace tabularium {
namespace {

// Without OMP_THREAD_LIMIT Tesseract's threads wait for one another and burn four times the time. Huge pages for the heap save a third
// of the time of long texts, which goes into page faults; keeping small pieces by the thousand for the next of their size saves some more.
std::vector<std::string> worker_environment() {
  constexpr std::string_view limit = "OMP_THREAD_LIMIT=";
  constexpr std::string_view tunables = "GLIBC_TUNABLES=";
  std::vector<std::string> variables;
  bool tuned = false;
  for (char** variable = environ; *variable != nullptr; ++variable) {
    if (!std::string_view(*variable).starts_with(limit)) variables.emplace_back(*variable);
    tuned = tuned || std::string_view(*variable).starts_with(tunables);
  }
  variables.emplace_back(std::string(limit) + "1");
  if (!tuned) variables.emplace_back(std::string(tunables) + "glibc.malloc.hugetlb=1:glibc.malloc.tcache_count=4000");
  return variables;
}

// Watching its resident size is what keeps a worker small; this limit stops one that grows faster than it is watched.
void limit_process([[maybe_unused]] int memory_mb) {
#ifndef TABULARIUM_SANITIZE  // a sanitizer reserves more of the address space than there is memory
  const rlim_t bytes = static_cast<rlim_t>(memory_mb) * 2U * 1024U * 1024U;
  const rlimit data{bytes, bytes};
  (void)::setrlimit(RLIMIT_DATA, &data);
#endif
  const rlimit none{0, 0};
  (void)::setrlimit(RLIMIT_CORE, &none);
}

void silence(int descriptor, int flags) {
  const int null = ::open("/dev/null", flags);
  if (null >= 0 && null != descriptor) {
    ::dup2(null, descriptor);
    ::close(null);
  }
}

// Moves both out of the way of the numbers that they are to get.
void place_pipes(int in, int out) {
  const int high_in = ::fcntl(in, F_DUPFD, 10);
  const int high_out = ::fcntl(out, F_DUPFD, 10);
  ::dup2(high_in, worker_input);
  ::dup2(high_out, worker_output);
  ::close(high_in);
  ::close(high_out);
}

[[noreturn]] void become_worker(const ChildOptions& options, pid_t parent, int in, int out) {
  (void)::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != parent) ::_exit(1);
  (void)std::signal(SIGINT, SIG_IGN);  // the terminal tells the whole group; the parent decides
  (void)std::signal(SIGTERM, SIG_DFL);
  (void)std::signal(SIGXFSZ, SIG_IGN);  // a file over the limit is an error of writing, told by name
  limit_process(options.memory_mb);
  if (options.instead) ::_exit(options.instead(in, out));
  place_pipes(in, out);
  silence(STDIN_FILENO, O_RDONLY);
  silence(STDOUT_FILENO, O_WRONLY);
  if (std::getenv("TABULARIUM_WORKER_STDERR") == nullptr) silence(STDERR_FILENO, O_WRONLY);
  std::vector<std::string> variables = worker_environment();
  std::vector<char*> environment;
  for (std::string& variable : variables) environment.push_back(variable.data());
  environment.push_back(nullptr);
  std::string name = "tabularium";
  std::string command = "__worker";
  std::array<char*, 3> arguments = {name.data(), command.data(), nullptr};
  ::execve("/proc/self/exe", arguments.data(), environment.data());
  ::_exit(127);
}

std::string describe_end(int status) {
  if (WIFSIGNALED(status)) {
    const char* name = ::sigabbrev_np(WTERMSIG(status));
    return std::string("killed by SIG") + (name != nullptr ? name : std::to_string(WTERMSIG(status)));
  }
  return "ended with code " + std::to_string(WEXITSTATUS(status));
}

}  // namespace

Result<Child> Child::start(const ChildOptions& options) {
  std::array<int, 2> to{};
  std::array<int, 2> from{};
  if (::pipe2(to.data(), O_CLOEXEC) != 0) return Error{ErrorCode::io, std::string("no pipe: ") + std::strerror(errno), {}};
  if (::pipe2(from.data(), O_CLOEXEC) != 0) {
    const int reason = errno;
    for (const int fd : to) ::close(fd);
    return Error{ErrorCode::io, std::string("no pipe: ") + std::strerror(reason), {}};
  }
  const pid_t parent = ::getpid();
  const pid_t pid = ::fork();
  if (pid == 0) {
    ::close(to[1]);
    ::close(from[0]);
    become_worker(options, parent, to[0], from[1]);
  }
  const int reason = errno;
  ::close(to[0]);
  ::close(from[1]);
  Child child(pid, to[1], from[0]);
  if (pid < 0) return Error{ErrorCode::io, std::string("no worker process: ") + std::strerror(reason), {}};
  (void)::fcntl(from[0], F_SETFL, O_NONBLOCK);
  return child;
}

Child::Child(Child&& other) noexcept
    : pid_(std::exchange(other.pid_, -1)), in_(std::exchange(other.in_, -1)), out_(std::exchange(other.out_, -1)) {}

Child& Child::operator=(Child&& other) noexcept {
  std::swap(pid_, other.pid_);
  std::swap(in_, other.in_);
  std::swap(out_, other.out_);
  return *this;
}

Child::~Child() { (void)end(); }

bool Child::send(std::string_view bytes) const {
  while (!bytes.empty()) {
    const ssize_t wrote = ::write(in_, bytes.data(), bytes.size());
    if (wrote < 0 && errno == EINTR) continue;
    if (wrote <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(wrote));
  }
  return true;
}

std::int64_t Child::resident_megabytes() const {
  std::array<char, 40> path{};
  std::snprintf(path.data(), path.size(), "/proc/%d/statm", static_cast<int>(pid_));
  std::FILE* file = std::fopen(path.data(), "re");
  if (file == nullptr) return 0;
  long long total = 0;
  long long resident = 0;
  const int fields = std::fscanf(file, "%lld %lld", &total, &resident);
  std::fclose(file);
  return fields == 2 ? resident * ::sysconf(_SC_PAGESIZE) / (1024 * 1024) : 0;
}

double Child::cpu_seconds() const {
  clockid_t clock = 0;
  timespec used{};
  if (pid_ <= 0 || ::clock_getcpuclockid(pid_, &clock) != 0 || ::clock_gettime(clock, &used) != 0) return 0;
  return static_cast<double>(used.tv_sec) + 1e-9 * static_cast<double>(used.tv_nsec);
}

std::string Child::end() {
  std::string how;
  if (pid_ > 0) {
    int status = 0;
    if (::waitpid(pid_, &status, WNOHANG) == 0) {
      (void)::kill(pid_, SIGKILL);
      while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
      }
    }
    how = describe_end(status);
  }
  for (int* fd : {&in_, &out_})
    if (*fd >= 0) ::close(std::exchange(*fd, -1));
  pid_ = -1;
  return how;
}

}  // namespace tabularium
