#include "pipeline/ledger/supersede.h"

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <optional>

#include "pipeline/ledger/files.h"
#include "pipeline/ledger/record.h"
#include "stages/core/atomic_file.h"
#include "stages/core/utc_time.h"

namespace tabularium {
namespace {

namespace fs = std::filesystem;

constexpr const char* swap_prefix = "swap-";

std::string kept_below(const std::string& output, const std::string& name) { return output + "/superseded/" + name; }

// An old result finds its last place. Its state says what it is from now on.
Status put_away(const std::string& output, const std::string& folder, const std::string& name) {
  std::optional<DocumentState> state = read_state(folder);
  std::string stamp = state && !state->since.empty() ? state->since : utc_now();
  std::erase_if(stamp, [](unsigned char c) { return std::isalnum(c) == 0; });
  if (state) {
    state->state = LedgerState::superseded;
    if (Status status = write_file(folder + state_file, state_to_json(*state)); !status.ok()) return status;
  }
  std::error_code failed;
  fs::create_directories(kept_below(output, name), failed);
  std::string place = kept_below(output, name) + "/" + stamp;
  for (int number = 2; fs::exists(place, failed); ++number) place = kept_below(output, name) + "/" + stamp + "-" + std::to_string(number);
  return put_in_place(folder, place);
}

void recover_one(const std::string& output, const std::string& folder, const std::string& name) {
  const std::optional<DocumentState> aside = read_state(folder);
  const std::optional<DocumentState> in_place = read_state(output + "/" + name);
  if (!aside) return;
  if (!in_place) return void(put_in_place(folder, output + "/" + name).ok());
  const bool is_old = aside->state == LedgerState::superseded || aside->since < in_place->since;
  if (is_old) (void)put_away(output, folder, name).ok();
}

}  // namespace

Status supersede(const std::string& output, const std::string& fresh, const std::string& name) {
  Result<std::string> swap = make_scratch_folder(output + "/.tabularium", swap_prefix);
  if (!swap.ok()) return swap.error();
  const std::string aside = swap.value() + "/" + name;
  if (Status status = put_in_place(fresh, aside); !status.ok()) return status;
  Status status = swap_places(aside, output + "/" + name);
  if (status.ok()) {
    status = put_away(output, aside, name);
  } else if ((status = put_away(output, output + "/" + name, name)).ok()) {  // a file system that cannot swap names
    status = put_in_place(aside, output + "/" + name);
  }
  if (status.ok()) remove_tree(swap.value());
  return status;
}

void recover_superseded(const std::string& output) {
  std::error_code failed;
  for (fs::directory_iterator it(output + "/.tabularium", failed), end; !failed && it != end; it.increment(failed)) {
    if (!it->path().filename().string().starts_with(swap_prefix)) continue;
    std::error_code unreadable;
    for (fs::directory_iterator inner(it->path(), unreadable); !unreadable && inner != fs::directory_iterator(); inner.increment(unreadable))
      recover_one(output, inner->path().string(), inner->path().filename().string());
    remove_tree(it->path().string());
  }
}

std::string superseded_folder(const std::string& output, const std::string& name, const std::string& sha256) {
  std::error_code failed;
  for (fs::directory_iterator it(kept_below(output, name), failed), end; !failed && it != end; it.increment(failed))
    if (const std::optional<DocumentState> state = read_state(it->path().string()); state && state->sha256 == sha256)
      return "superseded/" + name + "/" + it->path().filename().string();
  return "";
}

}  // namespace tabularium
