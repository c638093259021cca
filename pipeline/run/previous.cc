#include "pipeline/run/previous.h"

#include <algorithm>
#include <filesystem>
#include <string_view>

#include "pipeline/run/compare.h"
#include "stages/core/natural_order.h"
#include "stages/core/unicode.h"

namespace tabularium {
namespace {

namespace fs = std::filesystem;

// What the names of a series share.
std::u32string series_of(const std::string& name) {
  static constexpr std::u32string_view figures = U"0123456789〇零一二三四五六七八九十";
  std::u32string key = to_code_points(fold_label_case(name));
  std::erase_if(key, [](char32_t c) { return figures.find(c) != std::u32string_view::npos; });
  return key;
}

}  // namespace

std::string predecessor_of(const std::string& name, const std::vector<std::string>& names) {
  std::string last;
  for (const std::string& other : names)
    if (series_of(other) == series_of(name) && natural_less(other, name) && (last.empty() || natural_less(last, other))) last = other;
  if (last.empty() && names.size() == 1 && names.front() != name) last = names.front();
  return last;
}

Status check_previous(const std::string& folder) {
  if (!result_folders(folder).empty()) return {};
  return Error{ErrorCode::bad_configuration, folder + ": no results; --previous takes a folder that convert wrote", {}};
}

Result<std::vector<Document>> previous_reports(const std::string& folder, const std::string& input) {
  if (Status status = check_previous(folder); !status.ok()) return status.error();
  const std::vector<std::string> names = result_folders(folder);
  std::vector<Document> reports;
  const bool single = names.front().empty();
  const std::string name = single ? "" : predecessor_of(fs::path(input).stem().string(), names);
  if (!single && name.empty()) return reports;
  Result<Document> document = load_result(single ? folder : folder + '/' + name);
  if (!document.ok()) return document.error();
  reports.push_back(std::move(document).value());
  return reports;
}

}  // namespace tabularium
