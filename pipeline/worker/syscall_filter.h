// The allow-list of system calls of a worker process.
#pragma once

#include "models/result.h"

namespace tabularium {

bool has_syscall_filter();  // the kernel filters system calls

// For good, for this process and its threads. A call that is not on the list fails with EPERM, so that a library which
// only tries its luck goes on; sockets, other programs and other processes are out of reach.
Status enter_syscall_filter();

}  // namespace tabularium
