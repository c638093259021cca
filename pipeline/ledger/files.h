// Files and folders that appear whole or not at all.
#pragma once

#include <string>

#include "models/result.h"

namespace tabularium {

// The folder `fresh` takes the place of `final_path`, in one step where the file system can swap names; what stood there
// is removed. Both lie on one file system; the files in `fresh` are synced already.
Status put_in_place(const std::string& fresh, const std::string& final_path);

// Copies a finished folder to the file system of `staging` (an existing folder): to a fresh folder in it, every file synced,
// so that put_in_place can rename it from there. Its path; `folder` stays. What fails halfway is removed again.
Result<std::string> carry_over(const std::string& folder, const std::string& staging);

// Both names change places in one step; an error where the file system cannot do that.
Status swap_places(const std::string& one, const std::string& other);

// A new empty folder `parent`/`prefix`XXXXXX.
Result<std::string> make_scratch_folder(const std::string& parent, const std::string& prefix);

// What people wrote into the old folder of a document (corrections.json) goes along into the fresh one.
Status keep_corrections(const std::string& old_folder, const std::string& fresh);

void remove_tree(const std::string& path) noexcept;

// Who holds the lock on an output folder, in words; empty = nobody.
std::string lock_holder(const std::string& output);

// An output folder's private corner (OUT/.tabularium) and the lock that one run at a time holds on it.
class OutputLock {
 public:
  // Makes the folder when it is missing, and clears what a killed run left behind.
  // permission_denied or io: cannot be written to; unsupported: another run is writing there.
  // `who` is told to those who ask for it meanwhile.
  static Result<OutputLock> take(const std::string& output, const std::string& who = {});

  OutputLock(OutputLock&& other) noexcept;
  OutputLock& operator=(OutputLock&&) = delete;
  ~OutputLock();

  const std::string& private_folder() const { return private_folder_; }

 private:
  OutputLock(int descriptor, std::string folder);

  int descriptor_ = -1;
  std::string private_folder_;
};

}  // namespace tabularium
