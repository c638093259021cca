// Manual pages, made from the same tables as --help (troff, man macros).
#include "pipeline/cli/man_page.h"

#include "pipeline/cli/options.h"

namespace tabularium {
namespace {

// A dash stands for itself, a line never begins with a control character.
std::string troff(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == '\\') out += "\\e";
    else if (c == '-') out += "\\-";
    else out += c;
  }
  return out.starts_with('.') || out.starts_with('\'') ? "\\&" + out : out;
}

std::string head(const std::string& name, const std::string& section, const std::string& what) {
  return ".TH " + name + " " + section + " \"\" \"Tabularium\"\n.SH NAME\n" + troff(name) + " \\- " + troff(what) + "\n";
}

std::string program_page() {
  std::string page = head("tabularium", "1", "turns published PDFs, scans and flattened text into checked tables");
  page += ".SH SYNOPSIS\n.B tabularium\n.I command\n[options]\n.SH COMMANDS\n";
  for (const CommandName& command : command_table()) page += ".TP\n.B " + troff(command.name) + "\n" + troff(command.what) + "\n";
  page += ".SH OPTIONS\n";
  for (const OptionSpec& spec : option_table()) {
    page += ".TP\n.B " + (spec.letter != 0 ? std::string("\\-") + spec.letter + ", " : "") + "\\-\\-" + troff(spec.name);
    page += (spec.value.empty() ? "" : " " + troff(spec.value)) + "\n" + troff(spec.help) + "\n";
  }
  return page + ".SH FILES\n.TP\n.I /etc/tabularium/tabularium.yaml\nConfiguration of the unattended services.\n.SH SEE ALSO\ntabularium.yaml(5)\n";
}

std::string configuration_page() {
  std::string page = head("tabularium.yaml", "5", "configuration of tabularium");
  page += ".SH DESCRIPTION\nA YAML map. Its keys are the long names of the options of tabularium(1); flags win over it. An unknown key is refused.\n.SH KEYS\n";
  for (const OptionSpec& spec : option_table()) {
    if (!spec.in_file) continue;
    page += ".TP\n.B " + troff(spec.name) + ": " + troff(spec.value.empty() ? "true|false" : spec.value) + "\n" + troff(spec.help) + "\n";
  }
  return page + ".SH SEE ALSO\ntabularium(1)\n";
}

}  // namespace

std::string man_page(const std::string& which) {
  if (which == "man") return program_page();
  return which == "man-config" ? configuration_page() : "";
}

}  // namespace tabularium
