#include "pipeline/run/inputs.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <set>
#include <string_view>
#include <unordered_set>

#include "stages/core/json_writer.h"
#include "stages/core/natural_order.h"
#include "stages/core/sha256.h"
#include "stages/ingest/file_kind.h"

namespace tabularium {
namespace {

namespace fs = std::filesystem;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// 16 of the hexadecimal digits of a digest, as a number.
std::uint64_t head_of(const std::string& digest, std::size_t from) { return std::stoull(digest.substr(from, 16), nullptr, 16); }

// Walks what was given and hands on what is found, each once.
class Gatherer {
 public:
  Gatherer(bool group_folders, const std::string& leave_out, const InputVisitor& visitor)
      : group_folders_(group_folders), visitor_(visitor) {
    std::error_code ignored;
    if (!leave_out.empty()) leave_out_ = fs::weakly_canonical(leave_out, ignored);
  }

  void add(const std::string& given) {
    std::error_code failed;
    const fs::file_status status = fs::status(given, failed);
    if (fs::is_directory(status)) return add_folder(given);
    if (fs::is_regular_file(status)) return add_file(given);
    if (!fs::exists(status)) {
      const bool denied = failed && failed != std::errc::no_such_file_or_directory;
      return add_error(given, denied ? ErrorCode::permission_denied : ErrorCode::not_found,
                       denied ? failed.message() : "no such file or folder");
    }
    add_error(given, ErrorCode::unsupported, "neither a file nor a folder");
  }

 private:
  // What was met is known again by its digest: as good as the path, and small.
  struct Known {
    std::array<std::uint64_t, 2> digest;
    bool operator==(const Known&) const = default;
  };
  struct KnownHash {
    std::size_t operator()(const Known& known) const noexcept { return known.digest[0]; }
  };

  bool first_time(const std::string& path) {
    std::error_code ignored;
    return first_time_canonical(fs::weakly_canonical(path, ignored).string());
  }

  bool first_time_canonical(const std::string& path) {
    const std::string digest = sha256_of(path);
    return seen_.insert(Known{{head_of(digest, 0), head_of(digest, 16)}}).second;
  }

  void add_error(const std::string& path, ErrorCode code, const std::string& message) {
    if (first_time(path)) visitor_.input({path, {path}, "", Error{code, message, {}}});
  }

  void add_file(const std::string& path) {
    if (first_time(path)) visitor_.input({path, {path}, "", {}});
  }

  void add_folder(const std::string& folder) {
    std::error_code failed;
    const fs::path canonical = fs::weakly_canonical(folder, failed);
    if (!leave_out_.empty() && canonical == leave_out_) return;
    std::vector<std::string> files;
    std::vector<std::string> folders;
    std::unordered_set<std::string> links;
    for (fs::directory_iterator it(folder, failed), end; !failed && it != end; it.increment(failed)) {
      if (it->path().filename().string().starts_with('.')) continue;
      if (it->is_directory() && !it->is_symlink()) folders.push_back(it->path().string());
      else if (it->is_regular_file()) files.push_back(it->path().string());
      else continue;
      if (it->is_symlink()) links.insert(it->path().string());
    }
    if (failed) add_error(folder, ErrorCode::permission_denied, failed.message());
    std::ranges::sort(files, natural_less);
    std::ranges::sort(folders, natural_less);
    add_files_of({folder, canonical, files, links});
    for (const std::string& inner : folders) add_folder(inner);
  }

  // A folder's own files, in order, and which of them are symbolic links.
  struct Files {
    const std::string& folder;
    const fs::path& canonical;
    const std::vector<std::string>& files;
    const std::unordered_set<std::string>& links;
  };

  void add_files_of(const Files& of) {
    const auto& [folder, canonical, files, links] = of;
    std::vector<std::string> images;
    std::vector<std::string> names;
    for (const std::string& file : files) {
      if (!looks_like_image(file)) continue;
      images.push_back(file);
      names.push_back(fs::path(file).filename().string());
    }
    if (group_folders_ && !images.empty() && first_time(folder + "/.pages")) visitor_.input({folder, images, "", {}});
    if (!group_folders_ && look_like_pages(names))
      visitor_.hint(folder + ": its " + std::to_string(names.size()) +
                    " images look like the pages of one document; --group folder makes them one");
    const std::unordered_set<std::string> pages(images.begin(), group_folders_ ? images.end() : images.begin());
    for (const std::string& file : files) {
      if (pages.contains(file)) continue;
      // What is no link lies where its folder does: to ask the file system for every part of its path costs more than to read it.
      const bool fresh = links.contains(file) ? first_time(file) : first_time_canonical((canonical / fs::path(file).filename()).string());
      if (fresh) visitor_.input({file, {file}, "", {}});
    }
  }

  bool group_folders_;
  const InputVisitor& visitor_;
  fs::path leave_out_;
  std::unordered_set<Known, KnownHash> seen_;
};

// A name with its one number cut out: ("page-", 12, ".png").
struct NumberedName {
  std::string frame;
  long number = -1;
};

NumberedName last_number(const std::string& name) {
  const std::string stem = fs::path(name).stem().string();
  std::size_t end = stem.size();
  while (end > 0 && !is_digit(stem[end - 1])) --end;
  std::size_t from = end;
  while (from > 0 && is_digit(stem[from - 1]) && end - from < 9) --from;
  if (from == end) return {};
  return {stem.substr(0, from) + "#" + stem.substr(end), std::stol(stem.substr(from, end - from))};
}

const std::set<std::string>& reserved_names() {
  static const std::set<std::string> names = {"run.json", "index.html", "facts.csv", ".tabularium", "runs", "quarantine", "superseded",
                                              "morning.html", "morning.txt", "metrics.prom", ".", "..", ""};
  return names;
}

// As long as may be, cut between characters.
std::string safe_name(const std::string& name, std::size_t longest) {
  std::string safe = well_formed(name);
  if (safe.size() <= longest) return safe;
  while ((static_cast<unsigned char>(safe[longest]) & 0xC0U) == 0x80U) --longest;
  return safe.substr(0, longest);
}

}  // namespace

bool looks_like_image(const std::string& path) {
  std::array<char, 4096> head{};
  std::ifstream file(path, std::ios::binary);
  file.read(head.data(), head.size());
  return kind_of({head.data(), static_cast<std::size_t>(file.gcount())}, false).kind == SourceKind::image;
}

bool look_like_pages(const std::vector<std::string>& names) {
  std::set<long> numbers;
  std::string frame;
  for (const std::string& name : names) {
    const NumberedName numbered = last_number(name);
    if (numbered.number < 0 || (!frame.empty() && numbered.frame != frame)) return false;
    frame = numbered.frame;
    numbers.insert(numbered.number);
  }
  return numbers.size() >= 2 && numbers.size() == names.size() &&
         *numbers.rbegin() - *numbers.begin() + 1 == static_cast<long>(numbers.size());
}

NameGiver::NameGiver() {
  for (const std::string& name : reserved_names()) (void)take(name);
}

bool NameGiver::take(const std::string& name) { return taken_.try_emplace(head_of(sha256_of(name), 0), 2).second; }

std::string NameGiver::name_of(const Input& input) {
  constexpr std::size_t longest = 200;  // leaves room for a number in the 255 bytes of a file name
  const fs::path path = fs::path(input.path).has_filename() ? fs::path(input.path) : fs::path(input.path).parent_path();
  const bool folder = input.files.size() != 1 || input.files[0] != input.path;
  std::string whole = (folder && path.filename() == "." ? fs::absolute(path).parent_path() : path).filename().string();
  const std::string bare = safe_name(folder ? whole : fs::path(whole).stem().string(), longest);
  if (take(bare)) return bare;
  whole = safe_name(whole, longest);
  if (take(whole)) return whole;
  const std::uint64_t base = head_of(sha256_of(whole), 0);
  for (;;) {  // goes on where the last one of this name stopped, else a million equal names would take all day
    std::string numbered = whole + "-" + std::to_string(taken_[base]++);
    if (take(numbered)) return numbered;
  }
}

void assign_names(std::vector<Input>& inputs) {
  NameGiver giver;
  for (Input& input : inputs) input.name = giver.name_of(input);
}

void walk_inputs(const std::vector<std::string>& given, bool group_folders, const std::string& leave_out, const InputVisitor& visitor) {
  Gatherer gatherer(group_folders, leave_out, visitor);
  for (const std::string& path : given) gatherer.add(path);
}

GatheredInputs gather_inputs(const std::vector<std::string>& given, bool group_folders, const std::string& leave_out) {
  GatheredInputs found;
  walk_inputs(given, group_folders, leave_out,
              {.input = [&](Input input) { found.inputs.push_back(std::move(input)); },
               .hint = [&](std::string hint) { found.hints.push_back(std::move(hint)); }});
  assign_names(found.inputs);
  return found;
}

}  // namespace tabularium
