#include "stages/reread/cell_confidence.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <map>

#include "stages/core/unicode.h"
#include "stages/core/yaml.h"

namespace tabularium {
namespace {

// A recogniser says nought and one lightly; beyond these bounds its word counts no more.
double log_odds(double p) {
  const double bounded = std::clamp(p, 0.01, 0.995);
  return std::log(bounded / (1 - bounded));
}

}  // namespace

Result<ConfidenceWeights> load_confidence_weights(const std::string& config_dir) {
  const std::string path = config_dir + "/confidence.yaml";
  Result<YamlNode> file = load_yaml(path);
  if (!file) return file.error();
  ConfidenceWeights weights;
  const std::map<std::string, double*> known = {{"bias", &weights.bias},       {"reading", &weights.reading}, {"page", &weights.page},
                                                {"letters", &weights.letters}, {"figures", &weights.figures}, {"han", &weights.han},
                                                {"disputed", &weights.disputed}};
  for (const auto& [name, node] : file.value().entries) {
    const auto place = known.find(name);
    char* end = nullptr;
    const double value = std::strtod(node.scalar.c_str(), &end);
    if (place == known.end() || node.scalar.empty() || *end != '\0')
      return Error{ErrorCode::bad_configuration, path + ": line " + std::to_string(node.line) + ": '" + name + "' is no weight with a number", {}};
    *place->second = value;
  }
  return weights;
}

double calibrated(const Cell& cell, double own, double page, const ConfidenceWeights& weights) {
  bool han = false, figures = true;
  int letters = 0;
  for (const char32_t c : to_code_points(cell.raw)) {
    if (c == U' ') continue;
    ++letters;
    han = han || is_han(c);
    figures = figures && c < 0x80 && std::u32string_view(U"0123456789.,-+%()/:").find(c) != std::u32string_view::npos;
  }
  const double sum = weights.bias + weights.reading * log_odds(own) + weights.page * log_odds(page) +
                     weights.letters * std::log(std::max(1, letters)) + (figures ? weights.figures : 0) +
                     (han ? weights.han : 0) + (cell.alternatives.empty() ? 0 : weights.disputed);
  return std::clamp(1 / (1 + std::exp(-sum)), 0.001, 0.999);
}

}  // namespace tabularium
