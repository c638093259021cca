#include "pipeline/ledger/record.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <filesystem>
#include <limits>

#include "stages/core/atomic_file.h"
#include "stages/core/corrections.h"
#include "stages/core/json_reader.h"
#include "stages/core/json_writer.h"
#include "stages/core/names.h"
#include "stages/core/options_json.h"
#include "stages/core/sha256.h"
#include "stages/core/version.h"

namespace tabularium {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t state_limit = 4U << 20U;
constexpr std::array status_names = {"converted", "converted_with_findings", "failed", "skipped"};
constexpr std::array state_names = {"seen", "settling", "running", "done", "done_with_findings", "failed", "quarantined", "superseded"};

// The place of a name in such a list; that of `otherwise` where it is none of them.
template <typename Names>
std::size_t place_of(const Names& names, const std::string& name, std::size_t otherwise) {
  const auto found = std::ranges::find(names, name);
  return found == names.end() ? otherwise : static_cast<std::size_t>(found - names.begin());
}

// File names are bytes; JSON holds characters. Where a name is no UTF-8 its bytes stand beside it in hexadecimal digits.
std::string hex_of(std::string_view bytes) {
  static constexpr std::string_view digits = "0123456789abcdef";
  std::string hex;
  for (const unsigned char byte : bytes) {
    hex += digits[byte >> 4U];
    hex += digits[byte & 15U];
  }
  return hex;
}

std::optional<std::string> bytes_of_hex(std::string_view hex) {
  if (hex.size() % 2 != 0) return std::nullopt;
  std::string bytes;
  for (std::size_t i = 0; i < hex.size(); i += 2) {
    unsigned value = 0;
    if (std::from_chars(hex.data() + i, hex.data() + i + 2, value, 16).ptr != hex.data() + i + 2) return std::nullopt;
    bytes += static_cast<char>(value);
  }
  return bytes;
}

void write_bytes(JsonWriter& json, const std::string& key, const std::string& bytes) {
  const std::string shown = well_formed(bytes);
  json.key(key).string(shown);
  if (shown != bytes) json.key(key + "_hex").string(hex_of(bytes));
}

void write_record(JsonWriter& json, const DocumentRecord& record) {
  write_bytes(json, "input", record.input);
  json.key("status").string(status_name(record.status));
  json.key("reason").string_or_null(record.reason);
  json.key("output").string_or_null(record.output);
  json.key("pages").integer(record.pages);
  json.key("tables").integer(record.tables);
  json.key("verified").integer(record.verified);
  json.key("unverified").integer(record.unverified);
  json.key("contradicted").integer(record.contradicted);
  json.key("findings").integer(record.findings);
  json.key("seconds").number(record.seconds, 3);
}

constexpr double longest_run = 1e10;  // seconds, 300 years: what says more is damaged

// Reads fields of a map; remembers whether one was missing or no number.
class FieldReader {
 public:
  explicit FieldReader(const YamlNode& map) : map_(map) {}

  std::string text(const std::string& key) {
    const YamlNode* node = map_.find(key);
    sound_ = sound_ && node != nullptr;
    return node == nullptr ? "" : node->scalar;
  }
  std::int64_t number(const std::string& key) {
    const std::string digits = text(key);
    std::int64_t value = 0;
    sound_ = sound_ && std::from_chars(digits.data(), digits.data() + digits.size(), value).ec == std::errc{};
    return value;
  }
  int count(const std::string& key) {
    const std::int64_t value = number(key);
    sound_ = sound_ && value >= 0 && value <= std::numeric_limits<int>::max();
    return sound_ ? static_cast<int>(value) : 0;
  }
  double seconds() {
    const std::string digits = text("seconds");
    double value = 0;
    const bool read = std::from_chars(digits.data(), digits.data() + digits.size(), value).ec == std::errc{};
    sound_ = sound_ && read && value >= 0 && value < longest_run;
    return value;
  }
  bool has(const std::string& key) const { return map_.find(key) != nullptr; }
  // Fields that earlier versions did not write.
  std::string text_if_there(const std::string& key) { return has(key) ? text(key) : ""; }
  std::int64_t number_if_there(const std::string& key, std::int64_t otherwise) { return has(key) ? number(key) : otherwise; }
  std::string bytes(const std::string& key) {
    const std::string shown = text_if_there(key);
    if (!has(key + "_hex")) return shown;
    const std::optional<std::string> bytes = bytes_of_hex(text(key + "_hex"));
    sound_ = sound_ && bytes.has_value();
    return bytes.value_or("");
  }
  bool sound() const { return sound_; }

 private:
  const YamlNode& map_;
  bool sound_ = true;
};

DocumentRecord read_record(FieldReader& fields) {
  DocumentRecord record;
  fields.text("input");
  record.input = fields.bytes("input");
  record.status = status_of_name(fields.text("status")).value_or(DocumentStatus::failed);
  record.reason = fields.text("reason");
  record.output = fields.text("output");
  record.pages = fields.count("pages");
  record.tables = fields.count("tables");
  record.verified = fields.count("verified");
  record.unverified = fields.count("unverified");
  record.contradicted = fields.count("contradicted");
  record.findings = fields.count("findings");
  record.seconds = fields.seconds();
  return record;
}

std::string content_digest(const std::string& path) {
  const Result<std::string> digest = sha256_of_files({path});
  return digest.ok() ? digest.value() : "";
}

}  // namespace

std::string status_name(DocumentStatus status) { return status_names[static_cast<std::size_t>(status)]; }
std::string state_name(LedgerState state) { return state_names[static_cast<std::size_t>(state)]; }

std::string input_path(const DocumentState& state) { return (fs::path(state.directory) / state.record.input).lexically_normal().string(); }

std::optional<DocumentStatus> status_of_name(std::string_view name) {
  const auto* found = std::ranges::find(status_names, name);
  if (found == status_names.end()) return std::nullopt;
  return static_cast<DocumentStatus>(found - status_names.begin());
}

std::string options_key(const Options& options, const std::string& config_dir) {
  Options digested = options;
  std::ranges::sort(digested.formats);
  digested.from_stage.clear();
  JsonWriter json;
  write_options(digested, json);
  std::string text = json.take();
  for (const char* weights : {"/judge.yaml", "/confidence.yaml"}) text += content_digest(config_dir + weights) + "\n";
  if (!options.profile.empty()) {
    const std::string shipped = config_dir + "/profiles/" + options.profile + ".yaml";
    text += content_digest(fs::exists(shipped) ? shipped : options.profile);
  }
  if (!options.previous.empty())
    for (const char* result : {"/run.json", "/evidence.zst"}) text += content_digest(options.previous + result) + "\n";
  return sha256_of(text);
}

Source located(Source source, const DocumentState& state) {
  const fs::path base = state.directory;
  source.path = (base / source.path).string();  // an absolute path stays what it is
  for (std::string& file : source.files) file = (base / file).string();
  return source;
}

bool corrections_reshape(const std::string& folder) {
  const Result<std::vector<Correction>> corrections = read_corrections(folder + '/' + std::string(corrections_file));
  return corrections.ok() && std::ranges::any_of(corrections.value(), changes_shape, &Correction::kind);
}

std::string corrections_key(const std::string& folder) { return content_digest(folder + '/' + std::string(corrections_file)); }

Result<Options> options_of_run(const std::string& output) {
  constexpr std::size_t run_limit = 256U << 20U;
  const Result<std::string> text = read_file(output + "/run.json", run_limit);
  if (!text.ok()) return Error{ErrorCode::bad_input, output + ": no run.json; it is not the output folder of a run", {}};
  return options_from_run_json(text.value(), output + "/run.json");
}

Result<Options> options_from_run_json(const std::string& json, const std::string& path) {
  const Result<YamlNode> root = parse_json(json, path);
  if (!root.ok()) return root.error();
  const YamlNode* node = root.value().find("options");
  if (node == nullptr) return Error{ErrorCode::bad_input, path + ": no options", {}};
  Options options;
  const auto text_of = [&](const char* key) {
    const YamlNode* value = node->find(key);
    return value == nullptr || value->kind != YamlNode::Kind::scalar ? std::string() : value->scalar;
  };
  const auto words_of = [&](const char* key) {
    std::vector<std::string> words;
    if (const YamlNode* list = node->find(key)) for (const YamlNode& item : list->items) words.push_back(item.scalar);
    return words;
  };
  options.formats = words_of("formats");
  options.languages = words_of("languages");
  options.profile = text_of("profile");
  options.charset = text_of("charset");
  options.previous = text_of("previous");
  options.group_folder = text_of("group") == "folder";
  options.second_reader = text_of("readers") != "tesseract";
  for (const Script script : {Script::simplified, Script::traditional})
    if (name_of(script) == text_of("script")) options.script = script;
  options.script_given = true;
  return options;
}

std::string state_to_json(const DocumentState& state) {
  JsonWriter json;
  json.begin_object(JsonWriter::Lines::one_each);
  json.key("schema").integer(1);
  write_record(json, state.record);
  json.key("sha256").string(state.sha256);
  json.key("options").string(state.options);
  json.key("version").string(state.version);
  write_bytes(json, "directory", state.directory);
  json.key("corrections").string(state.corrections);
  json.key("reshaped").boolean(state.reshaped);
  json.key("state").string(state_name(state.state));
  json.key("since").string(state.since);
  json.key("attempts").integer(state.attempts);
  json.key("next_try").integer(state.next_try);
  json.key("same_as").string(state.same_as);
  json.key("input_size").integer(state.input_size);
  json.key("input_time").integer(state.input_time);
  json.key("files").begin_object(JsonWriter::Lines::one_each);
  for (const auto& [name, bytes] : state.files) json.text_key(name).integer(bytes);
  json.end_object().end_object();
  return json.take();
}

Result<DocumentState> state_from_json(const std::string& text) {
  const Result<YamlNode> root = parse_json(text, "state");
  if (!root.ok()) return root.error();
  FieldReader fields(root.value());
  DocumentState state;
  state.record = read_record(fields);
  state.sha256 = fields.text("sha256");
  state.options = fields.text("options");
  state.version = fields.text("version");
  state.directory = fields.bytes("directory");
  state.corrections = fields.text_if_there("corrections");
  const LedgerState plain = state.record.status == DocumentStatus::converted_with_findings ? LedgerState::done_with_findings : LedgerState::done;
  state.state = static_cast<LedgerState>(place_of(state_names, fields.text_if_there("state"), static_cast<std::size_t>(plain)));
  state.since = fields.text_if_there("since");
  state.attempts = fields.has("attempts") ? fields.count("attempts") : 0;
  state.next_try = fields.number_if_there("next_try", 0);
  state.same_as = fields.text_if_there("same_as");
  state.input_size = fields.number_if_there("input_size", -1);
  state.input_time = fields.number_if_there("input_time", 0);
  if (const YamlNode* reshaped = root.value().find("reshaped"); reshaped != nullptr) state.reshaped = reshaped->scalar == "true";
  const YamlNode* files = root.value().find("files");
  if (!fields.sound() || files == nullptr) return Error{ErrorCode::bad_input, "the state of a document is damaged", {}};
  FieldReader sizes(*files);
  for (const auto& entry : files->entries) state.files.emplace_back(entry.first, sizes.number(entry.first));
  if (!sizes.sound()) return Error{ErrorCode::bad_input, "the state of a document is damaged", {}};
  return state;
}

std::string run_to_json(const RunRecord& run) {
  JsonWriter json;
  auto at = run.documents.begin();
  write_run_json(run, [&]() -> std::optional<DocumentRecord> {
    if (at == run.documents.end()) return std::nullopt;
    return *at++;
  }, json);
  return json.take();
}

void write_run_json(const RunRecord& run, const std::function<std::optional<DocumentRecord>()>& next, JsonWriter& json) {
  json.begin_object(JsonWriter::Lines::one_each);
  json.key("schema").string("1.0");
  json.key("tool").begin_object().key("name").string(tool_name).key("version").string(run.version).end_object();
  json.key("command").string(run.command);
  json.key("started").string(run.started);
  json.key("seconds").number(run.seconds, 3);
  json.key("interrupted").boolean(run.interrupted);
  json.key("options");
  write_options(run.options, json);
  json.key("hints").begin_array();
  for (const std::string& hint : run.hints) json.string(hint);
  json.end_array();
  json.key("documents").begin_array(JsonWriter::Lines::one_each);
  while (const std::optional<DocumentRecord> record = next()) {
    json.begin_object();
    write_record(json, *record);
    json.end_object();
  }
  json.end_array().end_object();
}

Status write_state(const std::string& folder, DocumentState state) {
  state.files.clear();
  std::error_code failed;
  for (fs::recursive_directory_iterator it(folder, failed), end; !failed && it != end; it.increment(failed))
    if (it->is_regular_file() && it->path() != folder + state_file) {
      std::string name = fs::relative(it->path(), folder).string();
      if (well_formed(name) == name) state.files.emplace_back(std::move(name), it->file_size());  // ours are; what others put there is theirs
    }
  if (failed) return Error{ErrorCode::io, folder + ": " + failed.message(), {}};
  std::ranges::sort(state.files);
  return write_file(folder + state_file, state_to_json(state));
}

std::optional<DocumentState> read_state(const std::string& folder) {
  const Result<std::string> text = read_file(folder + state_file, state_limit);
  if (!text.ok()) return std::nullopt;
  const Result<DocumentState> state = state_from_json(text.value());
  if (!state.ok()) return std::nullopt;
  return state.value();
}

bool is_complete(const std::string& folder, const DocumentState& state) {
  std::error_code failed;
  return std::ranges::all_of(state.files, [&](const auto& file) {
    const auto bytes = fs::file_size(fs::path(folder) / file.first, failed);
    return !failed && static_cast<std::int64_t>(bytes) == file.second;
  });
}

}  // namespace tabularium
