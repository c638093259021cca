#include "pipeline/ledger/record.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>
#include <filesystem>

#include "stages/core/atomic_file.h"
#include "stages/core/corrections.h"
#include "stages/core/json_writer.h"
#include "stages/core/names.h"
#include "stages/core/options_json.h"
#include "stages/core/sha256.h"
#include "stages/core/version.h"
#include "stages/core/yaml.h"

namespace tabularium {
namespace {

namespace fs = std::filesystem;

constexpr const char* state_file = "/.tabularium.json";
constexpr std::size_t state_limit = 4U << 20U;
constexpr std::array status_names = {"converted", "converted_with_findings", "failed", "skipped"};

void write_record(JsonWriter& json, const DocumentRecord& record) {
  json.key("input").string(record.input);
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
  int count(const std::string& key) { return static_cast<int>(number(key)); }
  bool sound() const { return sound_; }

 private:
  const YamlNode& map_;
  bool sound_ = true;
};

DocumentRecord read_record(FieldReader& fields) {
  DocumentRecord record;
  record.input = fields.text("input");
  record.status = status_of_name(fields.text("status")).value_or(DocumentStatus::failed);
  record.output = fields.text("output");
  record.pages = fields.count("pages");
  record.tables = fields.count("tables");
  record.verified = fields.count("verified");
  record.unverified = fields.count("unverified");
  record.contradicted = fields.count("contradicted");
  record.findings = fields.count("findings");
  record.seconds = std::strtod(fields.text("seconds").c_str(), nullptr);
  return record;
}

std::string content_digest(const std::string& path) {
  const Result<std::string> digest = sha256_of_files({path});
  return digest.ok() ? digest.value() : "";
}

}  // namespace

std::string status_name(DocumentStatus status) { return status_names[static_cast<std::size_t>(status)]; }

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
  return sha256_of(text);
}

Source located(Source source, const DocumentState& state) {
  const fs::path base = state.directory;
  source.path = (base / source.path).string();  // an absolute path stays what it is
  for (std::string& file : source.files) file = (base / file).string();
  return source;
}

std::string corrections_key(const std::string& folder) { return content_digest(folder + '/' + std::string(corrections_file)); }

Result<Options> options_of_run(const std::string& output) {
  constexpr std::size_t run_limit = 256U << 20U;
  const Result<std::string> text = read_file(output + "/run.json", run_limit);
  if (!text.ok()) return Error{ErrorCode::bad_input, output + ": no run.json; it is not the output folder of a run", {}};
  const Result<YamlNode> root = parse_yaml(text.value(), output + "/run.json");  // JSON is YAML
  if (!root.ok()) return root.error();
  const YamlNode* node = root.value().find("options");
  if (node == nullptr) return Error{ErrorCode::bad_input, output + "/run.json: no options", {}};
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
  json.key("directory").string(state.directory);
  json.key("corrections").string(state.corrections);
  json.key("files").begin_object(JsonWriter::Lines::one_each);
  for (const auto& [name, bytes] : state.files) json.key(name).integer(bytes);
  json.end_object().end_object();
  return json.take();
}

Result<DocumentState> state_from_json(const std::string& text) {
  const Result<YamlNode> root = parse_yaml(text, "state");  // JSON is YAML
  if (!root.ok()) return root.error();
  FieldReader fields(root.value());
  DocumentState state;
  state.record = read_record(fields);
  state.sha256 = fields.text("sha256");
  state.options = fields.text("options");
  state.version = fields.text("version");
  if (const YamlNode* directory = root.value().find("directory"); directory != nullptr) state.directory = directory->scalar;
  if (const YamlNode* digest = root.value().find("corrections"); digest != nullptr) state.corrections = digest->scalar;
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
    if (it->is_regular_file()) state.files.emplace_back(fs::relative(it->path(), folder).string(), it->file_size());
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
