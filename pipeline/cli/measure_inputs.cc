#include <algorithm>
#include <optional>
#include <sstream>
#include <thread>
#include <utility>

#include "pipeline/cli/cluster_run.h"
#include "pipeline/run/measure.h"
#include "pipeline/worker/pool.h"
#include "pipeline/worker/serve.h"

namespace tabularium {
namespace {

// Documents that a worker is given at once: a message for each would cost more than a look at a small file.
constexpr std::size_t at_once = 64;

// A job's files are documents of one file each where its path is empty; the measures travel in the one text that an outcome has.
ConvertFunction measuring(const WorkerSetup& setup) {
  return [options = setup.options](const ConvertJob& job, const Progress&) {
    DocumentOutcome outcome;
    if (!job.path.empty()) outcome.reason = measure_to_text(measure_document(job.path, job.files, options));
    else
      for (const std::string& file : job.files) outcome.reason += measure_to_text(measure_document(file, {file}, options)) + "\n";
    return outcome;
  };
}

// What one job looks at: places among the inputs.
using Group = std::vector<std::size_t>;

bool is_single_file(const Input& input) { return input.files.size() == 1 && input.files[0] == input.path; }

ConvertJob job_of(const std::vector<Input>& inputs, const Group& group) {
  ConvertJob job{.path = "", .files = {}, .output_dir = "", .sha256 = "", .evidence = ""};
  if (group.size() == 1) job.path = inputs[group[0]].path;
  if (group.size() == 1) job.files = inputs[group[0]].files;
  else
    for (const std::size_t place : group) job.files.push_back(inputs[place].path);
  return job;
}

std::vector<Group> groups_of(const std::vector<Input>& inputs) {
  std::vector<Group> groups;
  Group files;
  for (std::size_t place = 0; place < inputs.size(); ++place) {
    if (inputs[place].error) continue;
    if (!is_single_file(inputs[place])) groups.push_back({place});
    else files.push_back(place);
    if (files.size() == at_once) groups.push_back(std::exchange(files, {}));
  }
  if (!files.empty()) groups.push_back(std::move(files));
  return groups;
}

// Groups whose worker did not come back with all measures.
std::vector<Group> measure_groups(const Settings& settings, const std::vector<Input>& inputs, const std::vector<Group>& groups,
                                  std::vector<Measure>& measures) {
  constexpr int patience_seconds = 300;
  std::vector<ConvertJob> jobs;
  for (const Group& group : groups) jobs.push_back(job_of(inputs, group));
  std::optional<SandboxPlan> sandbox;
  if (settings.isolation) sandbox = SandboxPlan{.readable = settings.inputs, .writable = {}};
  const PoolOptions pool{.jobs = static_cast<int>(std::max(1U, std::thread::hardware_concurrency())),
                         .document_seconds = patience_seconds,
                         .memory_mb = settings.memory_mb,
                         .setup = {settings.options, "", sandbox},
                         .child = {.memory_mb = settings.memory_mb, .instead = [](int in, int out) { return serve_worker(in, out, measuring); }}};
  std::vector<Group> lost;
  const PoolEvents events{.start = {},
                          .progress = {},
                          .done = [&](std::size_t index, const ConvertJob&, const DocumentOutcome& outcome, double) {
                            std::istringstream lines(outcome.reason);
                            std::string line;
                            for (const std::size_t place : groups[index]) {
                              const auto measure = !outcome.error && std::getline(lines, line) ? measure_from_text(line) : std::nullopt;
                              if (!measure) return lost.push_back(groups[index]);
                              measures[place] = *measure;
                            }
                          }};
  (void)run_pool(std::move(jobs), pool, events);
  return lost;
}

}  // namespace

std::vector<Measure> measure_in_workers(const Settings& settings, const std::vector<Input>& inputs) {
  std::vector<Measure> measures(inputs.size());
  std::vector<Group> alone;  // one of a group killed the worker: which one?
  for (const Group& group : measure_groups(settings, inputs, groups_of(inputs), measures))
    if (group.size() > 1)
      for (const std::size_t place : group) alone.push_back({place});
  if (!alone.empty()) (void)measure_groups(settings, inputs, alone, measures);
  return measures;
}

}  // namespace tabularium
