// One document through the sequence within this process: CPU seconds and memory of each stage, and a target for profilers.
//   bench_stages FILE OUT_FOLDER
#include <sys/resource.h>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <string>
#include <vector>

#include "pipeline/run/convert.h"

namespace {

double cpu_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

long peak_megabytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss / 1024;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fprintf(stderr, "usage: bench_stages FILE OUT_FOLDER\n");
    return 2;
  }
  tabularium::Options options;
  options.formats = {"json"};
  auto converter = tabularium::Converter::make(options, TABULARIUM_SOURCE_DIR "/configs");
  if (!converter) {
    std::fprintf(stderr, "%s\n", converter.error().message.c_str());
    return 1;
  }
  std::filesystem::create_directories(argv[2]);
  tabularium::ConvertJob job;
  job.path = argv[1];
  job.files = {argv[1]};
  job.output_dir = argv[2];
  std::string running;
  double since = cpu_seconds();
  struct Spent {
    std::string stage;
    double seconds;
    long megabytes;
  };
  std::vector<Spent> spent;   // a long text goes through some stages slice by slice
  const auto close = [&] {
    auto found = std::ranges::find(spent, running, &Spent::stage);
    if (found == spent.end()) found = spent.insert(found, {running, 0, 0});
    found->seconds += cpu_seconds() - since;
    found->megabytes = peak_megabytes();
    since = cpu_seconds();
  };
  const auto outcome = converter.value().convert(job, [&](std::string_view stage, int page, int) {
    if (page > 0 || stage == running) return;
    if (!running.empty()) close();
    running = stage;
  });
  close();
  for (const Spent& one : spent) std::printf("%-9s %7.3f s, %5ld MB\n", one.stage.c_str(), one.seconds, one.megabytes);
  std::printf("%d tables, %.3f s in all%s%s\n", outcome.tables, cpu_seconds(), outcome.error ? ": " : "", outcome.reason.c_str());
  return outcome.error ? 1 : 0;
}
