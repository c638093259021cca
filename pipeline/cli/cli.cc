#include "pipeline/cli/cli.h"

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <sstream>

#include "pipeline/run/convert.h"
#include "pipeline/run/sequence.h"

namespace tabularium {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> split(const std::string& list, char mark) {
  std::vector<std::string> parts;
  std::istringstream in(list);
  for (std::string part; std::getline(in, part, mark);) parts.push_back(part);
  return parts;
}

}  // namespace

int run_cli(const std::vector<std::string>& arguments) {
  Options options;
  std::string out;
  std::vector<std::string> inputs;
  for (std::size_t i = 1; i < arguments.size(); ++i) {
    if (arguments[i] == "-o") out = arguments.at(++i);
    else if (arguments[i] == "--formats") options.formats = split(arguments.at(++i), ',');
    else if (arguments[i] == "--profile") options.profile = arguments.at(++i);
    else inputs.push_back(arguments[i]);
  }
  std::vector<std::string> files;
  for (const std::string& input : inputs) {
    if (!fs::is_directory(input)) files.push_back(input);
    else
      for (const auto& entry : fs::recursive_directory_iterator(input))
        if (entry.is_regular_file()) files.push_back(entry.path().string());
  }
  std::sort(files.begin(), files.end());
  const Sequence sequence = make_sequence();
  for (const std::string& file : files) {
    const fs::path dir = fs::path(out) / fs::path(file).stem();
    fs::create_directories(dir);
    const Outcome outcome =
        convert_document(sequence, {.path = file, .files = {file}, .config_dir = TABULARIUM_CONFIG_DIR, .output_dir = dir}, options);
    std::cout << file << ": " << (outcome.error ? outcome.reason : std::to_string(outcome.tables) + " tables") << "\n";
  }
  return 0;
}

}  // namespace tabularium
