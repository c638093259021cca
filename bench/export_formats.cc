// What each format costs by itself, within one process that is warm: CPU milliseconds of the fastest of ROUNDS writings.
//   bench_export_formats OUT NAME [ROUNDS [FORMAT]]
// OUT/NAME is a result of `convert`; nothing of it is touched. The first writing is told beside it: it holds what a format pays once a
// process (a library that is loaded). Formats of pictures cannot be told here: bench/exports does.
#include <sys/resource.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <string>

#include "stages/core/atomic_file.h"
#include "stages/core/evidence_codec.h"
#include "stages/export/formats.h"

namespace {

namespace fs = std::filesystem;

double cpu_ms() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto ms = [](const timeval& time) { return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_usec) / 1e3; };
  return ms(usage.ru_utime) + ms(usage.ru_stime);
}

void tell(const std::string& what, int rounds, const std::function<tabularium::Status()>& work) {
  double first = 0, best = 1e12;
  for (int i = 0; i <= rounds; ++i) {
    const double before = cpu_ms();
    if (const tabularium::Status status = work(); !status.ok()) return (void)std::printf("%-22s %s\n", what.c_str(), status.error().message.c_str());
    const double took = cpu_ms() - before;
    if (i == 0) first = took;
    else best = std::min(best, took);
  }
  std::printf("%-22s %8.1f ms, the first time %8.1f ms\n", what.c_str(), best, first);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) return std::fprintf(stderr, "usage: bench_export_formats OUT NAME [ROUNDS [FORMAT]]\n"), 2;
  const std::string out = argv[1], name = argv[2];
  const int rounds = argc > 3 ? std::atoi(argv[3]) : 5;
  const auto bytes = tabularium::read_file(out + '/' + name + "/evidence.zst", std::size_t{1} << 30U);
  if (!bytes.ok()) return std::fprintf(stderr, "%s\n", bytes.error().message.c_str()), 1;
  auto document = tabularium::decode_document(bytes.value());
  if (!document.ok()) return std::fprintf(stderr, "%s\n", document.error().message.c_str()), 1;
  tell("reading the evidence", rounds, [&]() -> tabularium::Status { return tabularium::decode_document(bytes.value()).ok() ? tabularium::Status() : tabularium::Status(tabularium::Error{}); });
  tell("writing the evidence", rounds, [&]() -> tabularium::Status { return tabularium::encode_document(document.value()).empty() ? tabularium::Status(tabularium::Error{}) : tabularium::Status(); });

  std::string scratch = (fs::temp_directory_path() / "tabularium-formats-XXXXXX").string();
  if (mkdtemp(scratch.data()) == nullptr) return 1;
  const std::string dir = scratch + "/document";
  fs::create_directories(dir);
  fs::copy_file(out + '/' + name + "/evidence.zst", dir + "/evidence.zst");
  tabularium::Options options;
  tabularium::RunInfo run{.version = "0", .started = "2000-01-01T00:00:00Z", .seconds = 1, .options = options, .documents = {}};
  run.documents.push_back({.input = name, .status = "converted", .reason = {}, .output = "document", .pages = 1});
  for (const tabularium::Format& format : tabularium::formats()) {
    if (argc > 4 && format.name != argv[4]) continue;
    if (format.write != nullptr && format.name != "pdf" && format.name != "html")
      tell(std::string(format.name), rounds, [&] { return format.write({document.value(), options, dir}); });
    options.formats = {std::string(format.name)};
    if (format.make_page_writer != nullptr) tell(std::string(format.name), rounds, [&] { return tabularium::write_pages({document.value(), options, dir}); });
    if (format.write_run == nullptr && format.make_taker == nullptr) continue;
    run.options.formats = {std::string(format.name)};
    tell(std::string(format.name) + ", of the run", rounds, [&] {
      fs::remove(scratch + "/tabularium.sqlite");
      fs::remove(dir + "/facts.parquet");
      return tabularium::write_run(scratch, run);
    });
  }
  fs::remove_all(scratch);
  return 0;
}
