#include <iostream>

#include "pipeline/cli/commands.h"
#include "stages/core/profile.h"

namespace tabularium {
namespace {

ExitCode check(const std::vector<std::string>& files, const std::string& config_dir) {
  bool sound = true;
  for (const std::string& file : files) {
    const Result<Profile> profile = load_profile(config_dir, file);
    sound = sound && profile.ok();
    if (!profile.ok()) std::cerr << "tabularium: " + profile.error().message + "\n";
    else std::cout << file << ": sound; " << profile.value().rules.size() + profile.value().cell_rules.size() << " rules\n";
  }
  return sound ? ExitCode::done : ExitCode::bad_configuration;
}

ExitCode explain_all(const std::string& file, const std::string& config_dir) {
  const Result<Profile> loaded = load_profile(config_dir, file);
  if (!loaded.ok()) {
    std::cerr << "tabularium: " + loaded.error().message + "\n";
    return ExitCode::bad_configuration;
  }
  const Profile& profile = loaded.value();
  std::cout << profile.name << (profile.description.empty() ? "" : ": " + profile.description) << "\n";
  for (const ProfileRule& rule : profile.rules) std::cout << "  line " << rule.line << ": " << explain(rule) << "\n";
  for (const CellRule& rule : profile.cell_rules) std::cout << "  line " << rule.line << ": " << explain(rule) << "\n";
  return ExitCode::done;
}

}  // namespace

ExitCode run_rules(const Settings& settings, const std::string& config_dir) {
  const std::vector<std::string>& words = settings.inputs;
  if (words.size() >= 2 && words[0] == "check") return check({words.begin() + 1, words.end()}, config_dir);
  if (words.size() == 2 && words[0] == "explain") return explain_all(words[1], config_dir);
  std::cerr << "tabularium: rules: say check FILE... or explain NAME|FILE\n";
  return ExitCode::bad_usage;
}

}  // namespace tabularium
