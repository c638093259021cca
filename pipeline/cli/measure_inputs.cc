#include <algorithm>
#include <thread>

#include "pipeline/cli/cluster_run.h"
#include "pipeline/run/measure.h"
#include "pipeline/worker/pool.h"
#include "pipeline/worker/serve.h"

namespace tabularium {
namespace {

// The measure travels in the one line that an outcome has.
ConvertFunction measuring(const WorkerSetup& setup) {
  return [options = setup.options](const ConvertJob& job, const Progress&) {
    DocumentOutcome outcome;
    outcome.reason = measure_to_text(measure_document(job.path, job.files, options));
    return outcome;
  };
}

}  // namespace

std::vector<Measure> measure_in_workers(const Settings& settings, const std::vector<Input>& inputs) {
  constexpr int seconds_for_a_look = 120;
  std::vector<Measure> measures(inputs.size());
  std::vector<ConvertJob> jobs;
  for (const Input& input : inputs) jobs.push_back({.path = input.path, .files = input.files, .output_dir = "", .sha256 = "", .evidence = ""});
  std::optional<SandboxPlan> sandbox;
  if (settings.isolation) sandbox = SandboxPlan{.readable = settings.inputs, .writable = {}};
  const PoolOptions pool{.jobs = static_cast<int>(std::max(1U, std::thread::hardware_concurrency())),
                         .document_seconds = seconds_for_a_look,
                         .memory_mb = settings.memory_mb,
                         .setup = {settings.options, "", sandbox},
                         .child = {.memory_mb = settings.memory_mb, .instead = [](int in, int out) { return serve_worker(in, out, measuring); }}};
  const PoolEvents events{.start = [&](std::size_t index, ConvertJob&) { return !inputs[index].error.has_value(); },
                          .progress = {},
                          .done = [&](std::size_t index, const ConvertJob&, const DocumentOutcome& outcome, double) {
                            if (const auto measure = measure_from_text(outcome.reason); !outcome.error && measure) measures[index] = *measure;
                          }};
  (void)run_pool(std::move(jobs), pool, events);
  return measures;
}

}  // namespace tabularium
