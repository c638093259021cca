#include "pipeline/cluster/attempts.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <utility>

#include "pipeline/cluster/fields.h"

namespace tabularium {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view log_prefix = "attempt-";

std::string below(const std::string& run, const char* what, std::int64_t shard) {
  std::array<char, 64> path{};
  std::snprintf(path.data(), path.size(), "/%s/%03lld/%06lld", what, static_cast<long long>(shard / 1000), static_cast<long long>(shard));
  return run + path.data();
}

std::vector<std::string> logs_of(const std::string& folder) {
  std::vector<std::string> logs;
  std::error_code failed;
  for (fs::directory_iterator it(folder, failed), end; !failed && it != end; it.increment(failed))
    if (it->path().filename().string().starts_with(log_prefix)) logs.push_back(it->path().string());
  std::ranges::sort(logs);
  return logs;
}

void add_record(FieldLine& line, const DocumentRecord& record) {
  line.text(status_name(record.status)).text(record.reason).text(record.output).integer(record.pages).integer(record.tables);
  line.integer(record.verified).integer(record.unverified).integer(record.contradicted).integer(record.findings);
  line.seconds(record.seconds).text(record.input);
}

Result<DocumentRecord> take_record(FieldsOfLine& fields) {
  DocumentRecord record;
  const auto status = status_of_name(fields.text());
  record.reason = fields.text();
  record.output = fields.text();
  record.pages = fields.count();
  record.tables = fields.count();
  record.verified = fields.count();
  record.unverified = fields.count();
  record.contradicted = fields.count();
  record.findings = fields.count();
  record.seconds = fields.seconds();
  record.input = fields.text();
  if (!status || !fields.sound() || !fields.at_end()) return Error{ErrorCode::bad_input, "the record of a document is damaged", {}};
  record.status = *status;
  return record;
}

void read_line(const std::string& text, Attempt& attempt, ShardHistory& history) {
  FieldsOfLine line(text);
  const std::string what = line.text();
  if (what == "attempt") {
    attempt.owner = {line.text(), line.text(), line.integer()};
  } else if (what == "begin") {
    const std::int64_t position = line.integer();
    if (line.sound()) attempt.unfinished.insert(static_cast<std::size_t>(position));
  } else if (what == "end") {
    const std::int64_t position = line.integer();
    Result<DocumentRecord> record = take_record(line);
    if (!record.ok()) return;
    attempt.unfinished.erase(static_cast<std::size_t>(position));
    history.records[static_cast<std::size_t>(position)] = std::move(record).value();
  } else if (what == "stopped") {
    attempt.end = AttemptEnd::stopped;
  } else if (what == "finished") {
    attempt.end = AttemptEnd::finished;
  }
}

Attempt read_log(const std::string& path, ShardHistory& history) {
  Attempt attempt;
  std::ifstream file(path, std::ios::binary);
  for (std::string line; std::getline(file, line) && !file.eof();) read_line(line, attempt, history);
  struct stat status {};
  if (::stat(path.c_str(), &status) == 0) attempt.last_heard = status.st_mtime;
  return attempt;
}

}  // namespace

std::string shard_folder(const std::string& run, std::int64_t shard) { return below(run, "shards", shard); }
std::string state_folder(const std::string& run, std::int64_t shard) { return below(run, "state", shard); }

Result<AttemptLog> AttemptLog::open(const std::string& state_folder, const AttemptOwner& owner) {
  std::error_code failed;
  fs::create_directories(state_folder, failed);
  // Two that begin at once count the same number: host and process tell them apart, and creating is exclusive.
  std::array<char, 32> number{};
  std::snprintf(number.data(), number.size(), "%04zu", logs_of(state_folder).size() + 1);
  std::string host = owner.host;
  std::ranges::replace(host, '/', '-');
  const std::string path = state_folder + "/" + std::string(log_prefix) + number.data() + "-" + host + "-" + std::to_string(::getpid());
  const int descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0644);
  if (descriptor < 0) return Error{errno == EACCES ? ErrorCode::permission_denied : ErrorCode::io, path + ": " + std::strerror(errno), {}};
  AttemptLog log(descriptor);
  Status status = log.append(FieldLine().text("attempt").text(owner.host).text(owner.job).integer(owner.started).take(), true);
  if (!status.ok()) return status.error();
  return log;
}

AttemptLog::AttemptLog(AttemptLog&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}

AttemptLog::~AttemptLog() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

Status AttemptLog::append(const std::string& line, bool sync) {
  const std::string whole = line + '\n';
  const ssize_t wrote = ::write(descriptor_, whole.data(), whole.size());
  if (wrote != static_cast<ssize_t>(whole.size()) || (sync && ::fdatasync(descriptor_) != 0))
    return Error{ErrorCode::io, std::string("the log of the shard cannot be written: ") + std::strerror(errno), {}};
  return {};
}

Status AttemptLog::begin(std::size_t position) {
  return append(FieldLine().text("begin").integer(static_cast<std::int64_t>(position)).take(), true);
}

Status AttemptLog::end(std::size_t position, const DocumentRecord& record) {
  FieldLine line;
  line.text("end").integer(static_cast<std::int64_t>(position));
  add_record(line, record);
  return append(line.take(), false);
}

Status AttemptLog::stopped() { return append("stopped", true); }
Status AttemptLog::finished() { return append("finished", true); }

ShardHistory read_history(const std::string& state_folder) {
  ShardHistory history;
  for (const std::string& path : logs_of(state_folder)) {
    history.attempts.push_back(read_log(path, history));
    const Attempt& attempt = history.attempts.back();
    if (attempt.end == AttemptEnd::none)
      for (const std::size_t position : attempt.unfinished) ++history.kills[position];
  }
  return history;
}

std::string record_fields(const DocumentRecord& record) {
  FieldLine line;
  add_record(line, record);
  return line.take();
}

Result<DocumentRecord> record_from_fields(std::string_view fields) {
  FieldsOfLine line(fields);
  return take_record(line);
}

}  // namespace tabularium
