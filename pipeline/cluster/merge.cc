#include "pipeline/cluster/merge.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>
#include <set>
#include <utility>

#include "pipeline/cluster/external_sorter.h"
#include "pipeline/cluster/shard.h"
#include "pipeline/ledger/files.h"
#include "pipeline/run/overview.h"
#include "stages/core/atomic_file.h"
#include "stages/core/utc_time.h"

namespace tabularium {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t key_length = 16;

bool asked_for(const Options& options, const char* format) {
  return std::ranges::find(options.formats, format) != options.formats.end();
}

// Where the merged results find a document's folder: below the run.
std::string result_folder(const std::string& run, std::int64_t shard, const std::string& name) {
  return shard_folder(run, shard).substr(run.size() + 1) + "/" + name;
}

// All records in the order of the documents, out of shards in the order of the manifest.
class RecordSorter {
 public:
  RecordSorter(const MergeRequest& request, const Plan& plan) : request_(request), plan_(plan), records_(request.scratch) {}

  Status read_all() {
    const std::vector<IsolatedDocument> isolated = read_isolated(request_.run);
    const auto shards = plan_.shards + static_cast<std::int64_t>(isolated.size());
    for (std::size_t i = 0; i < isolated.size(); ++i)
      if (read_summary(request_.run, plan_.shards + static_cast<std::int64_t>(i))) settled_alone_.insert(isolated[i]);
    for (std::int64_t shard = 0; shard < shards; ++shard) {
      Status status = read_summary(request_.run, shard) ? read_closed(shard) : read_missing(shard);
      if (!status.ok()) return status;
    }
    return {};
  }

  // Hands on every document once; bad_input when one is there twice or not at all.
  Status drain(const std::function<Status(DocumentRecord)>& take) {
    std::int64_t next = 0;
    Status status = records_.drain([&](std::string_view line) -> Status {
      const std::int64_t order = std::strtoll(std::string(line.substr(0, key_length)).c_str(), nullptr, 10);
      if (order != next++)
        return Error{ErrorCode::bad_input, request_.run + ": document " + std::to_string(order) + " is recorded twice, or " +
                                               std::to_string(next - 1) + " is not", {}};
      Result<DocumentRecord> record = record_from_fields(line.substr(key_length));
      return record.ok() ? take(std::move(record).value()) : Status(record.error());
    });
    if (status.ok() && next != plan_.documents)
      return Error{ErrorCode::bad_input, request_.run + ": " + std::to_string(next) + " documents are recorded of " + std::to_string(plan_.documents), {}};
    return status;
  }

  const std::vector<std::int64_t>& closed() const { return closed_; }
  std::int64_t missing() const { return missing_; }
  std::int64_t first_start() const { return first_start_; }
  double wall() const { return wall_; }

 private:
  Status add(std::int64_t order, const DocumentRecord& record) {
    return records_.add(sortable_number(static_cast<std::uint64_t>(order)) + record_fields(record));
  }

  Status read_closed(std::int64_t shard) {
    closed_.push_back(shard);
    const std::optional<ShardSummary> summary = read_summary(request_.run, shard);
    wall_ += summary->wall;
    first_start_ = first_start_ == 0 ? summary->started : std::min(first_start_, summary->started);
    std::set<std::int64_t> recorded;  // wanted only where the shard left documents out
    Status status = each_record(request_.run, shard, [&](std::int64_t order, DocumentRecord record) {
      if (summary->isolated > 0) recorded.insert(order);
      if (!record.output.empty()) record.output = result_folder(request_.run, shard, record.output);
      return add(order, record);
    });
    if (!status.ok() || summary->isolated == 0) return status;
    const Result<Shard> whole = open_shard(request_.run, shard);
    return whole.ok() ? add_rest(shard, whole.value(), recorded) : Status(whole.error());
  }

  // A shard that is not done; that of an isolated document is told where the document stands in the manifest.
  Status read_missing(std::int64_t index) {
    const Result<Shard> shard = open_shard(request_.run, index);
    if (!shard.ok()) return shard.error();
    return shard.value().isolated ? Status() : add_rest(index, shard.value(), {});
  }

  Status add_missing(const ManifestEntry& entry) {
    ++missing_;
    DocumentRecord record;
    record.input = entry.input;
    record.status = DocumentStatus::skipped;
    record.reason = "its shard is not done";
    record.pages = entry.pages;
    return add(entry.order, record);
  }

  // Documents of a shard that are recorded neither by it nor by a shard of their own.
  Status add_rest(std::int64_t index, const Shard& shard, const std::set<std::int64_t>& recorded) {
    for (std::size_t position = 0; position < shard.entries.size(); ++position) {
      const ManifestEntry& entry = shard.entries[position];
      if (recorded.contains(entry.order) || settled_alone_.contains({index, position})) continue;
      if (Status status = add_missing(entry); !status.ok()) return status;
    }
    return {};
  }

  const MergeRequest& request_;
  const Plan& plan_;
  ExternalSorter records_;
  std::vector<std::int64_t> closed_;
  std::int64_t missing_ = 0;
  std::set<IsolatedDocument> settled_alone_;  // isolated documents whose own shard is done
  std::int64_t first_start_ = 0;
  double wall_ = 0;
};

void count(const DocumentRecord& record, MergeSummary& summary) {
  ++summary.documents;
  summary.converted += record.status == DocumentStatus::converted || record.status == DocumentStatus::converted_with_findings;
  summary.with_findings += record.status == DocumentStatus::converted_with_findings;
  summary.failed += record.status == DocumentStatus::failed;
  summary.skipped += record.status == DocumentStatus::skipped;
}

// run.json wants its documents pulled, a sorter pushes them: they pass through an open file, which is also where they are read
// from again for the database.
class RecordFile {
 public:
  explicit RecordFile(const std::string& scratch) : path_(scratch + "/records"), file_(path_, std::ios::in | std::ios::out | std::ios::trunc | std::ios::binary) {}

  Status put(const DocumentRecord& record) {
    if (file_ << record_fields(record) << '\n') return {};
    return Error{ErrorCode::io, path_ + ": cannot be written", {}};
  }
  void rewind() {
    file_.clear();
    file_.seekg(0);
  }
  std::optional<RunDocument> next_document() {
    const std::optional<DocumentRecord> record = next();
    if (!record) return std::nullopt;
    return run_document(*record);
  }
  std::optional<DocumentRecord> next() {
    std::string line;
    if (!std::getline(file_, line)) return std::nullopt;
    Result<DocumentRecord> record = record_from_fields(line);
    if (!record.ok()) return std::nullopt;
    return std::move(record).value();
  }

 private:
  std::string path_;
  std::fstream file_;
};

Status write_run_record(const MergeRequest& request, const RunRecord& head, RecordFile& records) {
  AtomicFile file(request.run + "/run.json");
  JsonWriter json([&](std::string_view piece) { file.write(piece); });
  records.rewind();
  write_run_json(head, [&] { return records.next(); }, json);
  json.flush();
  return file.commit();
}

// The shards' files of this name one after the other, of a table the first line once.
Status concatenate(const MergeRequest& request, const std::vector<std::int64_t>& shards, const char* name, bool has_header) {
  AtomicFile merged(request.run + "/" + name);
  bool any = false;
  std::array<char, 1U << 16U> piece{};
  for (const std::int64_t shard : shards) {
    std::ifstream file(shard_folder(request.run, shard) + "/" + name, std::ios::binary);
    if (!file) continue;
    std::string header;
    if (has_header && std::getline(file, header) && !any) merged.write(header + '\n');
    any = true;
    while (file.read(piece.data(), piece.size()) || file.gcount() > 0)
      merged.write({piece.data(), static_cast<std::size_t>(file.gcount())});
  }
  return any ? merged.commit() : Status();
}

Status merge_parquet_files(const MergeRequest& request, const std::vector<std::int64_t>& shards) {
  std::vector<std::string> files;
  for (const std::int64_t shard : shards)
    if (std::string path = shard_folder(request.run, shard) + "/facts.parquet"; fs::exists(path)) files.push_back(std::move(path));
  return files.empty() ? Status() : merge_facts_parquet(files, request.run + "/facts.parquet");
}

// Built on a local disk, where SQLite's locks can be relied on; then it takes its name in one step.
Status build_sqlite(const MergeRequest& request, const RunInfo& head, RecordFile& records) {
  const std::string folder = request.scratch + "/database";
  std::error_code failed;
  fs::create_directories(folder, failed);
  records.rewind();
  Status status = write_database(request.run, head, [&] { return records.next_document(); }, folder + "/tabularium.sqlite");
  if (!status.ok()) return status;
  const Result<std::string> carried = carry_over(folder, request.run);
  if (!carried.ok()) return carried.error();
  status = put_in_place(carried.value() + "/tabularium.sqlite", request.run + "/tabularium.sqlite");
  remove_tree(carried.value());
  return status;
}

Status write_databases(const MergeRequest& request, const RunInfo& head, RecordFile& records) {
  if (asked_for(request.options, "sqlite"))
    if (Status status = build_sqlite(request, head, records); !status.ok()) return status;
  if (request.database.empty()) return {};
  records.rewind();
  return write_database(request.run, head, [&] { return records.next_document(); }, request.database);
}

}  // namespace

RunDocument run_document(const DocumentRecord& r) {
  return {r.input, status_name(r.status), r.reason, r.output, r.pages, r.tables, r.verified, r.unverified, r.contradicted, r.findings, r.seconds};
}

Result<MergeSummary> merge_run(const MergeRequest& request, const Plan& plan) {
  RecordSorter sorter(request, plan);
  if (Status status = sorter.read_all(); !status.ok()) return status.error();
  if (sorter.missing() > 0 && !request.partial)
    return Error{ErrorCode::unsupported, std::to_string(sorter.missing()) + (sorter.missing() == 1 ? " document is" : " documents are") + " missing; `tabularium cluster retry " + request.run +
                                             "` submits them again, --partial merges what is there", {}};
  MergeSummary summary;
  summary.missing = sorter.missing();
  RecordFile records(request.scratch);
  Status status = sorter.drain([&](const DocumentRecord& record) {
    count(record, summary);
    return records.put(record);
  });
  const RunRecord head{plan.version, utc_text(sorter.first_start()), sorter.wall(), request.options, sorter.missing() > 0, plan.hints, {}};
  if (status.ok()) status = write_run_record(request, head, records);
  if (status.ok()) status = concatenate(request, sorter.closed(), "facts.csv", true);
  if (status.ok()) status = concatenate(request, sorter.closed(), "findings.jsonl", false);
  if (status.ok() && asked_for(request.options, "parquet")) status = merge_parquet_files(request, sorter.closed());
  if (status.ok()) status = write_databases(request, {head.version, head.started, head.seconds, head.options, {}}, records);
  if (!status.ok()) return status.error();
  return summary;
}

}  // namespace tabularium
