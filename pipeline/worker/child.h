// A worker process as its parent sees it.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "models/result.h"

namespace tabularium {

struct ChildOptions {
  int memory_mb = 3072;
  // What the child becomes; empty = this program, as its own worker. Tests run a function in a forked child instead.
  std::function<int(int in, int out)> instead;
};

// Owns the process: it is killed and waited for at the latest with this object.
class Child {
 public:
  static Result<Child> start(const ChildOptions& options);
  Child(Child&& other) noexcept;
  Child& operator=(Child&& other) noexcept;
  ~Child();

  int output() const noexcept { return out_; }     // to poll and read, non-blocking
  bool send(std::string_view bytes) const;         // false when the child has gone
  std::int64_t resident_megabytes() const;         // 0 = unknown
  double cpu_seconds() const;                      // used so far, user's and system's; 0 = unknown
  // Kills it if it still runs; says how it ended: "killed by SIGSEGV", "ended with code 1".
  std::string end();

 private:
  Child(pid_t pid, int in, int out) : pid_(pid), in_(in), out_(out) {}

  pid_t pid_ = -1;
  int in_ = -1;   // the child's input
  int out_ = -1;  // the child's output
};

// File descriptors of the pipes in a worker process.
inline constexpr int worker_input = 3;
inline constexpr int worker_output = 4;

}  // namespace tabularium
