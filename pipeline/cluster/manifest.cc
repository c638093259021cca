#include "pipeline/cluster/manifest.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <utility>

#include "pipeline/cluster/fields.h"

namespace tabularium {
namespace {

constexpr std::int64_t index_line = 96;  // bytes, with its line end: a shard's line is found by counting

std::string manifest_path(const std::string& run) { return run + "/manifest"; }
std::string index_path(const std::string& run) { return run + "/manifest.index"; }

Error damaged(const std::string& path, const std::string& what) { return {ErrorCode::bad_input, path + ": " + what, {}}; }

std::string extent_line(const ShardExtent& extent) {
  std::string line = FieldLine()
                         .integer(extent.offset)
                         .integer(extent.bytes)
                         .integer(extent.documents)
                         .seconds(extent.seconds)
                         .seconds(extent.longest)
                         .integer(extent.memory_mb)
                         .text("")
                         .take();
  line.resize(index_line - 1, ' ');
  return line + '\n';
}

Result<ShardExtent> read_extent(std::istream& index, const std::string& run) {
  std::string line(index_line, '\0');
  if (!index.read(line.data(), index_line)) return damaged(index_path(run), "ends too early");
  FieldsOfLine fields(line);
  ShardExtent extent;
  extent.offset = fields.integer();
  extent.bytes = fields.integer();
  extent.documents = fields.integer();
  extent.seconds = fields.seconds();
  extent.longest = fields.seconds();
  extent.memory_mb = fields.count();
  if (!fields.sound()) return damaged(index_path(run), "is no index of a manifest");
  return extent;
}

}  // namespace

std::string manifest_line(const ManifestEntry& entry) {
  FieldLine line;
  line.integer(entry.order).text(entry.name).text(entry.sha256).integer(entry.bytes).integer(entry.pages);
  line.integer(entry.scanned).seconds(entry.seconds).integer(entry.memory_mb).text(entry.input);
  if (entry.files != std::vector<std::string>{entry.input})
    for (const std::string& file : entry.files) line.text(file);
  return line.take();
}

Result<ManifestEntry> manifest_entry(std::string_view line) {
  FieldsOfLine fields(line);
  ManifestEntry entry;
  entry.order = fields.integer();
  entry.name = fields.text();
  entry.sha256 = fields.text();
  entry.bytes = fields.integer();
  entry.pages = fields.count();
  entry.scanned = fields.count();
  entry.seconds = fields.seconds();
  entry.memory_mb = fields.count();
  entry.input = fields.text();
  while (!fields.at_end()) entry.files.push_back(fields.text());
  if (entry.files.empty()) entry.files = {entry.input};
  if (!fields.sound() || entry.name.empty() || entry.name.find('/') != std::string::npos)
    return Error{ErrorCode::bad_input, "a line of the manifest is damaged", {}};
  return entry;
}

ManifestWriter::ManifestWriter(const std::string& run) : manifest_(manifest_path(run)), index_(index_path(run)) {}

void ManifestWriter::add(std::int64_t shard, const ManifestEntry& entry) {
  while (shard_ < shard) end_shard();
  const std::string line = manifest_line(entry) + '\n';
  manifest_.write(line);
  extent_.bytes += static_cast<std::int64_t>(line.size());
  ++extent_.documents;
  extent_.seconds += entry.seconds;
  extent_.longest = std::max(extent_.longest, entry.seconds);
  extent_.memory_mb = std::max(extent_.memory_mb, entry.memory_mb);
}

void ManifestWriter::end_shard() {
  index_.write(extent_line(extent_));
  extent_ = {.offset = extent_.offset + extent_.bytes};
  ++shard_;
}

Status ManifestWriter::commit() {
  end_shard();
  if (Status status = manifest_.commit(); !status.ok()) return status;
  return index_.commit();
}

Result<std::int64_t> count_shards(const std::string& run) {
  std::error_code failed;
  const auto bytes = static_cast<std::int64_t>(std::filesystem::file_size(index_path(run), failed));
  if (failed) return Error{ErrorCode::not_found, run + ": no manifest; `tabularium cluster plan INPUT... -o " + run + "` makes it", {}};
  if (bytes % index_line != 0) return damaged(index_path(run), "is no index of a manifest");
  return bytes / index_line;
}

Result<ShardExtent> shard_extent(const std::string& run, std::int64_t shard) {
  const Result<std::int64_t> shards = count_shards(run);
  if (!shards.ok()) return shards.error();
  if (shard < 0 || shard >= shards.value())
    return Error{ErrorCode::not_found, run + ": there is no shard " + std::to_string(shard) + " of " + std::to_string(shards.value()), {}};
  std::ifstream index(index_path(run), std::ios::binary);
  index.seekg(shard * index_line);
  return read_extent(index, run);
}

Result<std::vector<ManifestEntry>> read_shard(const std::string& run, std::int64_t shard) {
  const Result<ShardExtent> extent = shard_extent(run, shard);
  if (!extent.ok()) return extent.error();
  std::ifstream manifest(manifest_path(run), std::ios::binary);
  manifest.seekg(extent.value().offset);
  std::vector<ManifestEntry> entries;
  std::string line;
  for (std::int64_t i = 0; i < extent.value().documents; ++i) {
    if (!std::getline(manifest, line)) return damaged(manifest_path(run), "ends too early");
    Result<ManifestEntry> entry = manifest_entry(line);
    if (!entry.ok()) return damaged(manifest_path(run), entry.error().message);
    entries.push_back(std::move(entry).value());
  }
  return entries;
}

Status each_extent(const std::string& run, const std::function<Status(std::int64_t shard, const ShardExtent& extent)>& take) {
  const Result<std::int64_t> shards = count_shards(run);
  if (!shards.ok()) return shards.error();
  std::ifstream index(index_path(run), std::ios::binary);
  for (std::int64_t shard = 0; shard < shards.value(); ++shard) {
    const Result<ShardExtent> extent = read_extent(index, run);
    if (!extent.ok()) return extent.error();
    if (Status status = take(shard, extent.value()); !status.ok()) return status;
  }
  return {};
}

}  // namespace tabularium
