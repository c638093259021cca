#include "pipeline/worker/syscall_filter.h"

#include <seccomp.h>
#include <sys/prctl.h>

#include <cerrno>
#include <cstring>
#include <memory>

namespace tabularium {
namespace {

struct FilterCloser {
  void operator()(void* filter) const noexcept { seccomp_release(filter); }
};

// What reading files, recognising text and writing results needs; found with strace over the samples, the damaged files and
// the tests, and completed with the older or newer forms of the same calls.
constexpr int allowed[] = {
    // memory
    SCMP_SYS(brk), SCMP_SYS(mmap), SCMP_SYS(munmap), SCMP_SYS(mremap), SCMP_SYS(mprotect), SCMP_SYS(madvise),
    // open files
    SCMP_SYS(read), SCMP_SYS(readv), SCMP_SYS(pread64), SCMP_SYS(preadv), SCMP_SYS(write), SCMP_SYS(writev), SCMP_SYS(pwrite64),
    SCMP_SYS(lseek), SCMP_SYS(close), SCMP_SYS(close_range), SCMP_SYS(dup), SCMP_SYS(dup2), SCMP_SYS(dup3), SCMP_SYS(fcntl),
    SCMP_SYS(fstat), SCMP_SYS(fstatfs), SCMP_SYS(fsync), SCMP_SYS(fdatasync), SCMP_SYS(syncfs), SCMP_SYS(ftruncate), SCMP_SYS(fallocate),
    SCMP_SYS(fadvise64), SCMP_SYS(flock), SCMP_SYS(fchmod), SCMP_SYS(poll), SCMP_SYS(ppoll), SCMP_SYS(sendfile),
    SCMP_SYS(copy_file_range),
    // names of files (Landlock says which)
    SCMP_SYS(open), SCMP_SYS(openat), SCMP_SYS(stat), SCMP_SYS(lstat), SCMP_SYS(newfstatat), SCMP_SYS(statx), SCMP_SYS(statfs),
    SCMP_SYS(access), SCMP_SYS(faccessat), SCMP_SYS(faccessat2), SCMP_SYS(readlink), SCMP_SYS(readlinkat), SCMP_SYS(getcwd),
    SCMP_SYS(getdents64), SCMP_SYS(mkdir), SCMP_SYS(mkdirat), SCMP_SYS(rmdir), SCMP_SYS(unlink), SCMP_SYS(unlinkat),
    SCMP_SYS(rename), SCMP_SYS(renameat), SCMP_SYS(renameat2), SCMP_SYS(chmod), SCMP_SYS(fchmodat), SCMP_SYS(umask),
    SCMP_SYS(utimensat), SCMP_SYS(truncate),
    // threads, time, signals, itself
    SCMP_SYS(futex), SCMP_SYS(set_robust_list), SCMP_SYS(rseq), SCMP_SYS(set_tid_address), SCMP_SYS(arch_prctl),
    SCMP_SYS(sched_yield), SCMP_SYS(sched_getaffinity), SCMP_SYS(gettid), SCMP_SYS(getpid), SCMP_SYS(getppid),
    SCMP_SYS(getuid), SCMP_SYS(geteuid), SCMP_SYS(getgid), SCMP_SYS(getegid), SCMP_SYS(getrusage), SCMP_SYS(getrandom),
    SCMP_SYS(clock_gettime), SCMP_SYS(clock_getres), SCMP_SYS(gettimeofday), SCMP_SYS(time), SCMP_SYS(nanosleep),
    SCMP_SYS(clock_nanosleep), SCMP_SYS(times), SCMP_SYS(sysinfo), SCMP_SYS(uname), SCMP_SYS(getrlimit),
    SCMP_SYS(rt_sigaction), SCMP_SYS(rt_sigprocmask), SCMP_SYS(rt_sigreturn), SCMP_SYS(sigaltstack), SCMP_SYS(restart_syscall),
    SCMP_SYS(tgkill), SCMP_SYS(exit), SCMP_SYS(exit_group),
};

// Calls that are allowed in one use alone.
int add_narrow_rules(void* filter) {
  constexpr scmp_datum_t new_thread = 0x00010000;  // CLONE_THREAD: a thread of this process, no process
  int failed = seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(clone), 1, SCMP_A0(SCMP_CMP_MASKED_EQ, new_thread, new_thread));
  // The C library falls back on clone, whose flags can be looked at.
  failed |= seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0);
  // Asking for limits, not setting them: the third argument is null.
  failed |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(prlimit64), 1, SCMP_A2(SCMP_CMP_EQ, 0));
  constexpr scmp_datum_t set_name = PR_SET_NAME, name_memory = 0x53564d41;  // PR_SET_VMA
  failed |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(prctl), 1, SCMP_A0(SCMP_CMP_EQ, set_name));
  failed |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(prctl), 1, SCMP_A0(SCMP_CMP_EQ, name_memory));
  // Is it a terminal? (TCGETS)
  constexpr scmp_datum_t terminal_state = 0x5401;
  failed |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(ioctl), 1, SCMP_A1(SCMP_CMP_EQ, terminal_state));
  return failed;
}

}  // namespace

bool has_syscall_filter() {
  // A filter of null is refused with EFAULT where filters are known, with EINVAL where not.
  return ::prctl(PR_SET_SECCOMP, 2 /* SECCOMP_MODE_FILTER */, nullptr, 0, 0) != 0 && errno == EFAULT;
}

Status enter_syscall_filter() {
  const std::unique_ptr<void, FilterCloser> filter(seccomp_init(SCMP_ACT_ERRNO(EPERM)));
  if (!filter) return Error{ErrorCode::internal, "the filter of system calls cannot be made", {}};
  int failed = add_narrow_rules(filter.get());
  for (const int call : allowed) failed |= seccomp_rule_add(filter.get(), SCMP_ACT_ALLOW, call, 0);
  if (failed != 0) return Error{ErrorCode::internal, "the filter of system calls refuses a rule", {}};
  if (const int result = seccomp_load(filter.get()); result != 0)
    return Error{ErrorCode::internal, std::string("the filter of system calls cannot be entered: ") + std::strerror(-result), {}};
  return {};
}

}  // namespace tabularium
