#include "stages/ingest/ingest.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <memory>
#include <string_view>

#include "stages/core/sha256.h"
#include "stages/ingest/file_kind.h"

namespace tabularium {
namespace {

namespace fs = std::filesystem;

struct CloseFile {
  void operator()(std::FILE* file) const noexcept { std::fclose(file); }
};

Error file_error(const std::string& path, int number) {
  const ErrorCode code = number == ENOENT || number == ENOTDIR ? ErrorCode::not_found
                         : number == EACCES || number == EPERM ? ErrorCode::permission_denied
                                                               : ErrorCode::io;
  return {code, path + ": " + std::strerror(number), {}};
}

Result<std::string> read_head(const std::string& path) {
  const std::unique_ptr<std::FILE, CloseFile> file(std::fopen(path.c_str(), "rb"));
  if (!file) return file_error(path, errno);
  std::string head(kind_sample_bytes, '\0');
  head.resize(std::fread(head.data(), 1, head.size(), file.get()));
  if (std::ferror(file.get()) != 0) return file_error(path, EIO);
  return head;
}

Result<Source> identify_file(const std::string& path) {
  std::error_code failed;
  const fs::file_status status = fs::status(path, failed);
  if (!fs::exists(status)) return file_error(path, failed ? failed.value() : ENOENT);
  if (!fs::is_regular_file(status)) return Error{ErrorCode::unsupported, path + ": neither a file nor a folder", {}};
  Result<std::string> head = read_head(path);
  if (!head) return head.error();
  if (head.value().empty()) return Error{ErrorCode::bad_input, path + ": the file is empty", {}};

  Source source;
  source.path = path;
  source.files = {path};
  source.bytes = static_cast<std::int64_t>(fs::file_size(path, failed));
  const FileKind kind = kind_of(head.value(), head.value().size() < kind_sample_bytes);
  source.kind = kind.kind;
  source.media_type = kind.media_type;
  if (kind.kind == SourceKind::other)
    return Error{ErrorCode::unsupported, path + ": " + kind.name + "; " + kind.remedy, {}};
  Result<std::string> hash = sha256_of_files(source.files);
  if (!hash) return hash.error();
  source.sha256 = hash.value();
  return source;
}

// Runs of digits compare by their value: "page 2" stands before "page 10".
bool natural_less(std::string_view a, std::string_view b) {
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  std::size_t i = 0, j = 0;
  while (i < a.size() && j < b.size()) {
    if (digit(a[i]) && digit(b[j])) {
      std::size_t first = i, second = j;
      while (first < a.size() && a[first] == '0') ++first;
      while (second < b.size() && b[second] == '0') ++second;
      std::size_t end = first, other_end = second;
      while (end < a.size() && digit(a[end])) ++end;
      while (other_end < b.size() && digit(b[other_end])) ++other_end;
      if (end - first != other_end - second) return end - first < other_end - second;
      const int order = a.substr(first, end - first).compare(b.substr(second, other_end - second));
      if (order != 0) return order < 0;
      i = end;
      j = other_end;
    } else if (a[i] != b[j]) {
      return static_cast<unsigned char>(a[i]) < static_cast<unsigned char>(b[j]);
    } else {
      ++i;
      ++j;
    }
  }
  return a.size() - i != b.size() - j ? a.size() - i < b.size() - j : a < b;
}

class IngestStage final : public Stage {
 public:
  std::string_view name() const noexcept override { return "ingest"; }
  Layers needs() const noexcept override { return Layers{}; }
  Layers gives() const noexcept override { return Layer::source; }
  Status run(Document& document, StageContext& context) const override;
};

Status IngestStage::run(Document& document, StageContext&) const {
  Source& source = document.source;
  Result<Source> found = source.files.size() > 1 ? identify_pages(source.path, source.files) : identify(source.path);
  if (!found) return found.error();
  source = std::move(found).value();
  return {};
}

}  // namespace

Result<std::vector<std::string>> page_images_of(const std::string& folder) {
  std::error_code failed;
  fs::directory_iterator entries(folder, failed);
  if (failed) return file_error(folder, failed.value());
  std::vector<std::string> files;
  for (const fs::directory_entry& entry : entries) {
    if (!entry.is_regular_file(failed)) continue;
    const std::string path = entry.path().string();
    Result<std::string> head = read_head(path);
    if (!head) return head.error();
    if (!head.value().empty() && kind_of(head.value(), head.value().size() < kind_sample_bytes).kind == SourceKind::image)
      files.push_back(path);
  }
  std::sort(files.begin(), files.end(), natural_less);
  return files;
}

Result<Source> identify_pages(const std::string& path, const std::vector<std::string>& files) {
  Source source;
  source.path = path;
  source.files = files;
  source.kind = SourceKind::image_folder;
  for (const std::string& file : files) {
    Result<std::string> head = read_head(file);
    if (!head) return head.error();
    if (head.value().empty()) return Error{ErrorCode::bad_input, file + ": the file is empty", {}};
    const FileKind kind = kind_of(head.value(), head.value().size() < kind_sample_bytes);
    if (kind.kind != SourceKind::image)
      return Error{ErrorCode::unsupported, file + ": not an image, so no page of " + path, {}};
    if (source.media_type.empty()) source.media_type = kind.media_type;
    std::error_code failed;
    source.bytes += static_cast<std::int64_t>(fs::file_size(file, failed));
  }
  Result<std::string> hash = sha256_of_files(files);
  if (!hash) return hash.error();
  source.sha256 = hash.value();
  return source;
}

Result<Source> identify(const std::string& path) {
  std::error_code failed;
  if (!fs::is_directory(path, failed)) return identify_file(path);
  Result<std::vector<std::string>> files = page_images_of(path);
  if (!files) return files.error();
  if (files.value().empty()) return Error{ErrorCode::bad_input, path + ": no page images in this folder", {}};
  return identify_pages(path, files.value());
}

std::unique_ptr<Stage> make_ingest_stage() { return std::make_unique<IngestStage>(); }

}  // namespace tabularium
