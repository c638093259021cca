#include "pipeline/cluster/external_sorter.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cinttypes>
#include <cstdlib>
#include <cstring>
#include <queue>
#include <utility>

namespace tabularium {
namespace {

constexpr std::size_t most_runs = 64;                  // open at once; more are merged into one first
constexpr std::size_t bytes_beside_a_line = 48;        // a string's own, and its place in the vector

Error io_error(const std::string& folder) { return {ErrorCode::io, folder + ": sorting: " + std::strerror(errno), {}}; }

}  // namespace

// A sorted run in a file that has no name any more.
struct ExternalSorter::Run {
  std::FILE* file = nullptr;
  char* line = nullptr;  // getline's
  std::size_t room = 0;
  std::string_view head;

  explicit Run(const std::string& folder) {
    std::string path = folder + "/sort-XXXXXX";
    const int handle = ::mkstemp(path.data());
    if (handle < 0) return;
    ::unlink(path.c_str());
    file = ::fdopen(handle, "w+");
  }
  ~Run() {
    std::free(line);
    if (file != nullptr) std::fclose(file);
  }
  Run(const Run&) = delete;
  Run& operator=(const Run&) = delete;

  bool write(std::string_view text) const {
    return std::fwrite(text.data(), 1, text.size(), file) == text.size() && std::fputc('\n', file) != EOF;
  }
  bool rewind() const { return std::fflush(file) == 0 && std::fseek(file, 0, SEEK_SET) == 0; }
  // False at the end.
  bool next() {
    const ssize_t got = ::getline(&line, &room, file);
    if (got <= 0) return false;
    head = {line, static_cast<std::size_t>(got) - 1};
    return true;
  }
};

ExternalSorter::ExternalSorter(std::string folder, std::size_t memory_bytes) : folder_(std::move(folder)), memory_bytes_(memory_bytes) {}
ExternalSorter::~ExternalSorter() = default;

Status ExternalSorter::add(std::string line) {
  held_bytes_ += line.capacity() + bytes_beside_a_line;
  lines_.push_back(std::move(line));
  ++count_;
  return held_bytes_ < memory_bytes_ ? Status() : spill();
}

Status ExternalSorter::spill() {
  std::ranges::sort(lines_);
  auto run = std::make_unique<Run>(folder_);
  if (run->file == nullptr) return io_error(folder_);
  for (const std::string& line : lines_)
    if (!run->write(line)) return io_error(folder_);
  lines_.clear();
  held_bytes_ = 0;
  runs_.push_back(std::move(run));
  return runs_.size() < most_runs ? Status() : merge_runs();
}

Status ExternalSorter::merge_runs() {
  auto merged = std::make_unique<Run>(folder_);
  if (merged->file == nullptr) return io_error(folder_);
  const std::size_t count = count_;
  Status status = drain([&](std::string_view line) { return merged->write(line) ? Status() : Status(io_error(folder_)); });
  count_ = count;
  runs_.push_back(std::move(merged));
  return status;
}

Status ExternalSorter::drain(const std::function<Status(std::string_view line)>& take) {
  std::ranges::sort(lines_);
  std::vector<std::unique_ptr<Run>> runs = std::exchange(runs_, {});
  const auto later = [](const Run* a, const Run* b) { return b->head < a->head; };
  std::priority_queue<Run*, std::vector<Run*>, decltype(later)> heads(later);
  for (const auto& run : runs) {
    if (!run->rewind()) return io_error(folder_);
    if (run->next()) heads.push(run.get());
  }
  std::size_t at = 0;
  while (at < lines_.size() || !heads.empty()) {
    if (heads.empty() || (at < lines_.size() && lines_[at] <= heads.top()->head)) {
      if (Status status = take(lines_[at++]); !status.ok()) return status;
      continue;
    }
    Run* least = heads.top();
    heads.pop();
    if (Status status = take(least->head); !status.ok()) return status;
    if (least->next()) heads.push(least);
    else if (std::ferror(least->file) != 0) return io_error(folder_);
  }
  lines_.clear();
  held_bytes_ = 0;
  count_ = 0;
  return {};
}

std::string sortable_number(std::uint64_t number) {
  std::array<char, 24> text{};
  std::snprintf(text.data(), text.size(), "%016" PRIu64, number);
  return text.data();
}

}  // namespace tabularium
