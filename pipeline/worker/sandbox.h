// What a worker process gives up before it looks at a stranger's file. A file that takes over a parser finds a process that may
// read what the run converts, write unfinished results, and nothing else: no network, no other program, no new privileges.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "models/result.h"

namespace tabularium {

struct SandboxPlan {
  std::vector<std::string> readable;    // files and folders that may be read, beside the system's libraries and fonts
  std::vector<std::string> writable;    // folders in which files may be made, written and removed
  std::int64_t file_megabytes = 8192;   // largest file that may be written
  int open_files = 256;
};

// What the running kernel (and libseccomp) can enforce.
struct SandboxSupport {
  int landlock = 0;      // version of its interface; 0 = none: the file system stays open to the worker
  bool filter = false;   // allow-list of system calls
};

SandboxSupport sandbox_support();

// One line for each protection that is missing here, for doctor and for the record of a run; empty = all there.
std::vector<std::string> sandbox_gaps(const SandboxSupport& support);

// Enters for good: limits, no new privileges, Landlock where the kernel has it, the filter of system calls. Paths that do
// not exist are left out. internal: something that the kernel offers was refused; the process must not go on.
Status enter_sandbox(const SandboxPlan& plan);

}  // namespace tabularium
