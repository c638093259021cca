// Landlock by its system calls: Debian 12 has no library for it, and its header knows the first version alone.
#include "pipeline/worker/sandbox.h"

#include <fcntl.h>
#include <linux/landlock.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

#include "pipeline/worker/syscall_filter.h"

namespace tabularium {
namespace {

// Version 2 and 3 of the interface, which the header of Debian 12 may not name.
constexpr std::uint64_t may_refer = 1ULL << 13U, may_truncate = 1ULL << 14U;
constexpr std::uint64_t may_read = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR | LANDLOCK_ACCESS_FS_EXECUTE;
constexpr std::uint64_t may_change = LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_REMOVE_DIR | LANDLOCK_ACCESS_FS_REMOVE_FILE |
                                     LANDLOCK_ACCESS_FS_MAKE_DIR | LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_MAKE_SYM |
                                     LANDLOCK_ACCESS_FS_MAKE_CHAR | LANDLOCK_ACCESS_FS_MAKE_SOCK | LANDLOCK_ACCESS_FS_MAKE_FIFO |
                                     LANDLOCK_ACCESS_FS_MAKE_BLOCK;
constexpr std::uint64_t for_files = LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_WRITE_FILE | may_truncate;

// Libraries, fonts, character maps and models; what a program cannot run without.
constexpr std::array system_folders = {"/usr",  "/lib",  "/lib64", "/etc", "/var/cache/fontconfig", "/proc", "/sys/devices/system/cpu",
                                       "/dev/null", "/dev/zero", "/dev/urandom"};

int landlock_version() {
  const long version = ::syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION);
  return version > 0 ? static_cast<int>(version) : 0;
}

Error refused(const std::string& what) { return Error{ErrorCode::internal, what + ": " + std::strerror(errno), {}}; }

class Ruleset {
 public:
  explicit Ruleset(int version) : handled_(may_read | may_change | (version >= 2 ? may_refer : 0) | (version >= 3 ? may_truncate : 0)) {
    const landlock_ruleset_attr attributes{.handled_access_fs = handled_};
    descriptor_ = static_cast<int>(::syscall(SYS_landlock_create_ruleset, &attributes, sizeof attributes, 0));
  }
  ~Ruleset() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  Ruleset(const Ruleset&) = delete;
  Ruleset& operator=(const Ruleset&) = delete;

  Status allow(const std::string& path, std::uint64_t access) const {
    const int place = ::open(path.c_str(), O_PATH | O_CLOEXEC);
    if (place < 0) return {};  // not there: nothing to allow
    struct stat kind {};
    const bool is_file = ::fstat(place, &kind) == 0 && !S_ISDIR(kind.st_mode);
    const landlock_path_beneath_attr rule{.allowed_access = access & handled_ & (is_file ? for_files : ~0ULL), .parent_fd = place};
    const long added = ::syscall(SYS_landlock_add_rule, descriptor_, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
    const Status status = added == 0 ? Status{} : Status(refused("Landlock refuses a rule for " + path));
    ::close(place);
    return status;
  }
  Status enter() const {
    if (::syscall(SYS_landlock_restrict_self, descriptor_, 0) != 0) return refused("Landlock cannot be entered");
    return {};
  }
  bool ok() const { return descriptor_ >= 0; }

 private:
  std::uint64_t handled_;
  int descriptor_ = -1;
};

Status restrict_files(const SandboxPlan& plan, int version) {
  const Ruleset rules(version);
  if (!rules.ok()) return refused("Landlock cannot be set up");
  for (const char* folder : system_folders)
    if (Status status = rules.allow(folder, may_read); !status.ok()) return status;
  if (Status status = rules.allow("/dev/null", may_read | LANDLOCK_ACCESS_FS_WRITE_FILE); !status.ok()) return status;
  for (const std::string& path : plan.readable)
    if (Status status = rules.allow(path, may_read & ~std::uint64_t{LANDLOCK_ACCESS_FS_EXECUTE}); !status.ok()) return status;
  for (const std::string& path : plan.writable)
    if (Status status = rules.allow(path, may_read | may_change | may_refer | may_truncate); !status.ok()) return status;
  return rules.enter();
}

void limit(__rlimit_resource what, std::int64_t most) {
  rlimit now{};
  if (::getrlimit(what, &now) != 0) return;
  const auto wanted = static_cast<rlim_t>(most);
  if (now.rlim_max != RLIM_INFINITY && now.rlim_max < wanted) return;  // narrower already
  const rlimit narrowed{wanted, wanted};
  (void)::setrlimit(what, &narrowed);
}

}  // namespace

SandboxSupport sandbox_support() { return {landlock_version(), has_syscall_filter()}; }

std::vector<std::string> sandbox_gaps(const SandboxSupport& support) {
  std::vector<std::string> gaps;
  if (support.landlock == 0) gaps.emplace_back("isolation: this kernel has no Landlock (5.13 or later with lsm=landlock): workers may read every file that the user may");
  if (!support.filter) gaps.emplace_back("isolation: no filter of system calls here (seccomp): workers may call everything that the user may");
  return gaps;
}

Status enter_sandbox(const SandboxPlan& plan) {
  limit(RLIMIT_FSIZE, plan.file_megabytes * 1024 * 1024);
  limit(RLIMIT_NOFILE, plan.open_files);
  limit(RLIMIT_CORE, 0);
  if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return refused("no_new_privs cannot be set");
  const SandboxSupport support = sandbox_support();
  if (support.landlock > 0)
    if (Status status = restrict_files(plan, support.landlock); !status.ok()) return status;
  return support.filter ? enter_syscall_filter() : Status{};
}

}  // namespace tabularium
