#include "pipeline/cli/options.h"

#include <algorithm>
#include <filesystem>

#include "pipeline/cli/option_values.h"
#include "stages/core/yaml.h"

namespace tabularium {
namespace {

constexpr const char* worker_word = "__worker";  // how this program calls itself

const CommandName* find_command(const std::string& word) {
  const auto found = std::ranges::find(command_table(), word, &CommandName::name);
  return found == command_table().end() ? nullptr : &*found;
}

Error usage(std::string message) { return Error{ErrorCode::bad_configuration, std::move(message), {}}; }

std::string did_you_mean(const std::string& word, const std::vector<std::string>& known) {
  const std::string near = nearest_name(word, known);
  return near.empty() ? "" : "; did you mean " + near + "?";
}

std::vector<std::string> names_in_file() {
  std::vector<std::string> names;
  for (const OptionSpec& spec : option_table())
    if (spec.in_file) names.push_back(spec.name);
  return names;
}

Result<const OptionSpec*> find_flag(const std::string& flag) {
  std::vector<std::string> known;
  for (const OptionSpec& spec : option_table()) {
    if (flag == "--" + spec.name || (spec.letter != 0 && flag == std::string("-") + spec.letter)) return &spec;
    known.push_back("--" + spec.name);
  }
  return usage("unknown option " + flag + did_you_mean(flag, known));
}

// A scalar as it is; a sequence as the flag's own list notation.
Result<std::string> flat_value(const OptionSpec& spec, const YamlNode& node, const std::string& where) {
  if (node.kind == YamlNode::Kind::scalar) return node.scalar;
  if (node.kind != YamlNode::Kind::sequence) return usage(where + spec.name + " needs a value");
  std::string list;
  for (const YamlNode& item : node.items) list += (list.empty() ? "" : spec.name == "lang" ? "+" : ",") + item.scalar;
  return list;
}

// Walks the words of a command line, one option at a time.
class ArgumentReader {
 public:
  ArgumentReader(const std::vector<std::string>& arguments, Settings& settings) : arguments_(arguments), settings_(settings) {}

  Status read() {
    if (arguments_.empty()) return {};
    if (Status status = read_command(); !status.ok()) return status;
    while (next_ < arguments_.size())
      if (Status status = read_word(arguments_[next_++]); !status.ok()) return status;
    return {};
  }

 private:
  Status read_command() {
    const std::string& word = arguments_.front();
    if (word == "--help" || word == "-h" || word == "--version") return {};
    const CommandName* found = find_command(word);
    if (found == nullptr && word != worker_word) {
      std::vector<std::string> known;
      for (const CommandName& command : command_table()) known.push_back(command.name);
      return usage("unknown command " + word + did_you_mean(word, known));
    }
    settings_.command = found == nullptr ? Command::worker : found->command;
    ++next_;
    return {};
  }

  Status read_word(const std::string& word) {
    if (only_inputs_ || word == "-" || !word.starts_with('-')) return read_input(word);
    if (word == "--") {
      only_inputs_ = true;
      return {};
    }
    if (word == "--help" || word == "-h") {
      settings_.help_for = settings_.command;
      settings_.command = Command::help;
      return {};
    }
    if (word == "--version") {
      settings_.command = Command::version;
      return {};
    }
    return read_option(word);
  }

  Status read_input(const std::string& word) {
    if (const CommandName* named = find_command(word); settings_.command == Command::help && named != nullptr) settings_.help_for = named->command;
    else settings_.inputs.push_back(word);
    return {};
  }

  Status read_option(const std::string& word) {
    const auto equals = word.starts_with("--") ? word.find('=') : std::string::npos;
    const std::string flag = word.substr(0, equals);
    const Result<const OptionSpec*> found = find_flag(flag);
    if (!found.ok()) return found.error();
    const OptionSpec& spec = *found.value();
    std::string value = "true";
    if (equals != std::string::npos) value = word.substr(equals + 1);
    else if (!spec.value.empty()) {
      if (next_ >= arguments_.size()) return usage(flag + " needs a value: " + spec.value);
      value = arguments_[next_++];
    }
    return apply_option(spec, value, flag + ": ", settings_);
  }

  const std::vector<std::string>& arguments_;
  Settings& settings_;
  std::size_t next_ = 0;
  bool only_inputs_ = false;
};

}  // namespace

Status apply_option(const OptionSpec& spec, const std::string& value, const std::string& where, Settings& settings) {
  const std::vector<std::string> words = spec.is_list ? split_list(value, ',') : std::vector<std::string>{value};
  for (const std::string& word : words)
    if (!spec.choices.empty() && std::ranges::find(spec.choices, word) == spec.choices.end()) {
      std::string known;
      for (const std::string& choice : spec.choices) known += (known.empty() ? "" : ", ") + choice;
      return usage(where + "'" + word + "' is none of " + known + did_you_mean(word, spec.choices));
    }
  if (Status status = spec.apply(settings, value); !status.ok()) return usage(where + status.error().message);
  return {};
}

Status parse_arguments(const std::vector<std::string>& arguments, Settings& settings) {
  return ArgumentReader(arguments, settings).read();
}

Status apply_configuration(const std::string& path, Settings& settings) {
  const Result<YamlNode> file = load_yaml(path);
  if (!file.ok()) return file.error();
  if (file.value().kind == YamlNode::Kind::null) return {};
  if (file.value().kind != YamlNode::Kind::map) return usage(path + ": a map of option names is expected");
  for (const auto& [key, node] : file.value().entries) {
    const std::string where = path + ":" + std::to_string(node.line) + ": ";
    const auto spec = std::ranges::find_if(option_table(), [&key = key](const OptionSpec& s) { return s.in_file && s.name == key; });
    if (spec == option_table().end()) return usage(where + "unknown key " + key + did_you_mean(key, names_in_file()));
    const Result<std::string> value = flat_value(*spec, node, where);
    if (!value.ok()) return value.error();
    if (Status status = apply_option(*spec, value.value(), where + key + ": ", settings); !status.ok()) return status;
  }
  return {};
}

Result<Settings> configured_settings(const std::vector<std::string>& arguments, const std::vector<std::string>& files) {
  Settings settings;
  for (const std::string& file : files)
    if (Status status = apply_configuration(file, settings); !status.ok()) return status.error();
  if (Status status = parse_arguments(arguments, settings); !status.ok()) return status.error();
  return settings;
}

Result<Settings> settings_of_words(const std::vector<std::string>& arguments, const std::string& config_dir) {
  Settings flags;
  if (Status status = parse_arguments(arguments, flags); !status.ok()) return status.error();
  std::vector<std::string> files;
  if (const std::string shipped = config_dir + "/tabularium.yaml"; std::filesystem::exists(shipped)) files.push_back(shipped);
  if (!flags.config_file.empty()) files.push_back(flags.config_file);
  return configured_settings(arguments, files);
}

}  // namespace tabularium
