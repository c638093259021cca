#include "stages/ingest/ingest.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <memory>
#include <string_view>

#include "stages/core/natural_order.h"
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
