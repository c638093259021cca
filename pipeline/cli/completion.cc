// Shell completion, made from the table of options: nothing is listed here that is not listed there.
#include <algorithm>
#include <sstream>

#include "pipeline/cli/commands.h"
#include "pipeline/cli/options.h"

namespace tabularium {
namespace {

std::string joined(const std::vector<std::string>& words, const std::string& between = " ") {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : between) + word;
  return out;
}

std::vector<std::string> command_words() {
  std::vector<std::string> words;
  for (const CommandName& command : command_table()) words.push_back(command.name);
  return words;
}

std::vector<std::string> flags() {
  std::vector<std::string> all;
  for (const OptionSpec& spec : option_table()) {
    all.push_back("--" + spec.name);
    if (spec.letter != 0) all.push_back(std::string("-") + spec.letter);
  }
  return all;
}

// "--formats" or "--output|-o", as a pattern of a shell's case.
std::string pattern(const OptionSpec& spec) { return "--" + spec.name + (spec.letter != 0 ? std::string("|-") + spec.letter : ""); }

// In single quotes for sh, zsh and fish.
std::string quoted(const std::string& text) {
  std::string out = "'";
  for (const char c : text) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return out + "'";
}

std::string bash_script() {
  std::ostringstream out;
  out << "# bash completion of tabularium: source it, or put it into /etc/bash_completion.d\n"
         "_tabularium() {\n  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} head=\n"
         "  if [ \"$cur\" = = ]; then cur=; elif [ \"$prev\" = = ]; then prev=${COMP_WORDS[COMP_CWORD-2]}; fi\n"
         "  if [ \"$COMP_CWORD\" -eq 1 ]; then COMPREPLY=($(compgen -W '"
      << joined(command_words()) << " --help --version' -- \"$cur\")); return; fi\n  case $prev in\n";
  for (const OptionSpec& spec : option_table()) {
    if (spec.value.empty()) continue;
    out << "    " << pattern(spec) << ") ";
    if (spec.choices.empty()) out << "COMPREPLY=($(compgen -f -- \"$cur\"))";
    else if (spec.is_list)
      out << "case $cur in *,*) head=${cur%,*},;; esac; COMPREPLY=($(compgen -P \"$head\" -W '" << joined(spec.choices) << "' -- \"${cur##*,}\"))";
    else out << "COMPREPLY=($(compgen -W '" << joined(spec.choices) << "' -- \"$cur\"))";
    out << "; return;;\n";
  }
  out << "  esac\n  case $cur in\n    -*) COMPREPLY=($(compgen -W '" << joined(flags()) << "' -- \"$cur\"));;\n"
         "    *) COMPREPLY=($(compgen -f -- \"$cur\"));;\n  esac\n}\ncomplete -o filenames -F _tabularium tabularium\n";
  return out.str();
}

// A colon and brackets have a meaning in zsh's descriptions.
std::string zsh_text(std::string text) {
  std::string out;
  for (const char c : text) {
    if (c == ':' || c == '[' || c == ']') out += '\\';
    out += c;
  }
  return out;
}

std::string zsh_script() {
  std::ostringstream out;
  out << "#compdef tabularium\n# zsh completion of tabularium: put it as _tabularium into a folder of $fpath\n_tabularium() {\n"
         "  local -a commands=(\n";
  for (const CommandName& command : command_table()) out << "    " << quoted(zsh_text(command.name) + ":" + command.what) << "\n";
  out << "  )\n  if (( CURRENT == 2 )); then _describe command commands; return; fi\n  _arguments \\\n";
  for (const OptionSpec& spec : option_table()) {
    std::string action;
    if (!spec.value.empty() && spec.choices.empty()) action = ":" + zsh_text(spec.value) + ":_files";
    if (!spec.choices.empty())
      action = ":" + zsh_text(spec.name) + ":" + (spec.is_list ? "_sequence compadd - " + joined(spec.choices) : "(" + joined(spec.choices) + ")");
    const std::string what = "[" + zsh_text(spec.help) + "]" + action;
    out << "    " << quoted("--" + spec.name + (spec.value.empty() ? "" : "=") + what) << " \\\n";
    if (spec.letter != 0) out << "    " << quoted(std::string("-") + spec.letter + what) << " \\\n";
  }
  out << "    '*:file:_files'\n}\n_tabularium \"$@\"\n";
  return out.str();
}

std::string fish_script() {
  std::ostringstream out;
  out << "# fish completion of tabularium: put it into ~/.config/fish/completions/tabularium.fish\n";
  for (const CommandName& command : command_table())
    out << "complete -c tabularium -n __fish_use_subcommand -f -a " << command.name << " -d " << quoted(command.what) << "\n";
  for (const OptionSpec& spec : option_table()) {
    out << "complete -c tabularium -l " << spec.name;
    if (spec.letter != 0) out << " -s " << spec.letter;
    if (!spec.value.empty()) out << " -r";
    if (spec.is_list) out << " -f -a '(__fish_append , " << joined(spec.choices) << ")'";
    else if (!spec.choices.empty()) out << " -f -a " << quoted(joined(spec.choices));
    out << " -d " << quoted(spec.help) << "\n";
  }
  return out.str();
}

}  // namespace

std::string completion_script(const std::string& shell) {
  if (shell == "bash") return bash_script();
  if (shell == "zsh") return zsh_script();
  return shell == "fish" ? fish_script() : std::string();
}

}  // namespace tabularium
