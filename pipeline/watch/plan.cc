#include "pipeline/watch/plan.h"

#include <algorithm>
#include <map>

#include "pipeline/run/inputs.h"

namespace tabularium {
namespace {

// Takes one file after the other until the batch is full.
class Planner {
 public:
  Planner(const Ledger& ledger, const PlanOptions& options, const Digest& digest, std::int64_t wall)
      : ledger_(ledger), options_(options), digest_(digest), wall_(wall) {}

  void add(const IncomingFile& file) {
    const LedgerEntry* known = ledger_.of_input(file.path);
    if (known != nullptr && is_as_noted(known->state, file, options_)) {
      if (known->state.state == LedgerState::quarantined) return void(++plan_.quarantined);
      if (known->state.state != LedgerState::failed) return void(++plan_.known);
      if (!is_due(known->state, options_.retry, wall_)) return void(++plan_.put_off);
    }
    if (plan_.convert.size() + plan_.same.size() >= options_.most) return void(++plan_.left_over);
    take(file, known);
  }

  NightPlan finish() {
    name_new_ones();
    return std::move(plan_);
  }

 private:
  void take(const IncomingFile& file, const LedgerEntry* known) {
    const std::string sha256 = digest_(file.path);
    const LedgerEntry* like = sha256.empty() ? nullptr : ledger_.of_content(sha256);
    const bool usable = like != nullptr && like != known && like->result->options == options_.options_key &&
                        (!options_.outdated || like->result->version == options_.version);
    const std::string name = known == nullptr ? "" : known->name;
    if (usable && (known == nullptr || !known->result)) {
      plan_.same.push_back({file, name});
      plan_.of.push_back(like->name);
    } else if (!sha256.empty() && !taken_.insert(sha256).second) {
      ++plan_.left_over;  // its twin comes first; then it is linked
    } else {
      plan_.convert.push_back({file, name});
    }
  }

  // Names stay what they are for as long as the ledger knows the input.
  void name_new_ones() {
    NameGiver giver;
    for (const auto& [name, entry] : ledger_.entries()) (void)giver.take(name);
    for (std::vector<PlannedFile>* files : {&plan_.convert, &plan_.same})
      for (PlannedFile& planned : *files)
        if (planned.name.empty()) planned.name = giver.name_of({planned.file.path, {planned.file.path}, "", {}});
  }

  const Ledger& ledger_;
  const PlanOptions& options_;
  const Digest& digest_;
  std::int64_t wall_;
  std::set<std::string> taken_;  // contents of this batch
  NightPlan plan_;
};

}  // namespace

bool is_as_noted(const DocumentState& state, const IncomingFile& file, const PlanOptions& options) {
  return state.input_size == file.size && state.input_time == file.time && state.options == options.options_key &&
         (!options.outdated || state.version == options.version);
}

NightPlan plan_batch(const std::vector<IncomingFile>& ready, const Ledger& ledger, const PlanOptions& options, const Digest& digest,
                const std::set<std::string>& held, std::int64_t wall) {
  Planner planner(ledger, options, digest, wall);
  const auto add = [&](const IncomingFile& file) {
    if (!held.contains(file.path)) planner.add(file);
  };
  if (options.newest_first) std::for_each(ready.rbegin(), ready.rend(), add);
  else std::ranges::for_each(ready, add);
  return planner.finish();
}

}  // namespace tabularium
