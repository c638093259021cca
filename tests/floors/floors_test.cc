// Who may include whom (docs/architecture.md). An include may go down, never up and never sideways.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;

// A room is what may be named in an include: "models", "stage", "core", "stages/tables", "pipeline/run" …
std::string room_of(const std::string& path) {
  if (path.starts_with("models/")) return "models";
  if (path == "stages/stage.h") return "stage";
  if (path.starts_with("stages/core/")) return "core";
  const auto second = path.find('/', path.find('/') + 1);
  if (path.starts_with("stages/") || path.starts_with("pipeline/"))
    return second == std::string::npos ? "roof" : path.substr(0, second);
  return "";
}

bool may_include(const std::string& from, const std::string& to) {
  if (from == to) return true;
  if (from == "models") return false;
  if (to == "models") return true;
  if (from == "stage") return false;
  if (from == "core") return to == "stage";
  if (to == "stage" || to == "core") return true;
  if (from.starts_with("stages/")) return false;  // never sideways, never up
  if (from == "pipeline/run") return to.starts_with("stages/");
  if (from == "pipeline/ledger") return false;
  if (from == "pipeline/cli" || from == "roof") return to.starts_with("pipeline/");
  if (from.starts_with("pipeline/")) return to == "pipeline/run" || to == "pipeline/ledger";
  return false;
}

std::vector<fs::path> sources() {
  std::vector<fs::path> files;
  for (const char* top : {"models", "stages", "pipeline"})
    for (const auto& entry : fs::recursive_directory_iterator(fs::path(TABULARIUM_SOURCE_DIR) / top))
      if (entry.path().extension() == ".cc" || entry.path().extension() == ".h") files.push_back(entry.path());
  return files;
}

std::vector<std::string> includes_of(const fs::path& file) {
  static const std::regex include(R"re(^\s*#\s*include\s*["<]([^">]+)[">])re");
  std::vector<std::string> found;
  std::ifstream in(file);
  for (std::string line; std::getline(in, line);)
    if (std::smatch match; std::regex_search(line, match, include)) found.push_back(match[1]);
  return found;
}

TEST(Floors, IncludesGoDownOnly) {
  for (const auto& file : sources()) {
    const std::string path = fs::relative(file, TABULARIUM_SOURCE_DIR).string();
    for (const std::string& target : includes_of(file)) {
      const std::string to = room_of(target);
      if (to.empty()) continue;
      EXPECT_TRUE(may_include(room_of(path), to)) << path << " includes " << target;
    }
  }
}

// Third-party headers stand only in the wrapper that owns them.
TEST(Floors, OutsideHeadersStayInTheirWrapper) {
  const std::map<std::string, std::string> owner = {
      {"leptonica/", "stages/extract/"}, {"allheaders.h", "stages/extract/"}, {"tesseract/", "stages/extract/"},
      {"poppler", "stages/extract/"},    {"unicode/", "stages/"},             {"xlsxwriter", "stages/export/"},
      {"yaml-cpp/", "stages/core/yaml"}, {"zstd.h", "stages/core/"},          {"opencc", "stages/core/text_repair"}, {"gumbo.h", "stages/extract/html_input"},
      {"openssl/", "stages/core/sha256"}, {"cairo", "stages/export/"}, {"seccomp.h", "pipeline/worker/syscall_filter"},
      {"qpdf/", "stages/export/pdf_copy"}, {"sqlite3.h", "stages/core/sqlite_connection"}, {"libpq-fe.h", "stages/export/postgres"},
      {"httplib.h", "pipeline/review/server"},
  };
  for (const auto& file : sources()) {
    const std::string path = fs::relative(file, TABULARIUM_SOURCE_DIR).string();
    for (const std::string& target : includes_of(file))
      for (const auto& [header, home] : owner) {
        if (!target.starts_with(header) || path == "stages/core/libraries.cc") continue;  // asks for versions alone
        EXPECT_TRUE(path.starts_with(home)) << path << " includes " << target;
      }
  }
}

TEST(Floors, FilesStayUnderSixHundredLines) {
  for (const auto& file : sources()) {
    std::ifstream in(file);
    int lines = 0;
    for (std::string line; std::getline(in, line);) ++lines;
    EXPECT_LE(lines, 600) << file;
  }
}

}  // namespace
