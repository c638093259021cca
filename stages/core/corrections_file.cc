#include <array>
#include <charconv>
#include <filesystem>

#include "stages/core/atomic_file.h"
#include "stages/core/corrections.h"
#include "stages/core/json_writer.h"
#include "stages/core/yaml.h"

namespace tabularium {
namespace {

constexpr std::array<std::string_view, 10> kind_names = {"text", "printed_so", "role", "merge", "split",
                                                          "header_tree", "edge", "join", "divide", "grid"};
constexpr std::size_t file_limit = 64U << 20U;

template <typename Number>
std::optional<Number> number_of(const YamlNode* node) {
  if (node == nullptr) return std::nullopt;
  Number value{};
  const char* end = node->scalar.data() + node->scalar.size();
  const auto [rest, error] = std::from_chars(node->scalar.data(), end, value);
  return error == std::errc{} && rest == end ? std::optional<Number>(value) : std::nullopt;
}

std::string text_of(const YamlNode& map, const char* key) {
  const YamlNode* node = map.find(key);
  return node == nullptr ? std::string() : node->scalar;
}

Place place_of(const YamlNode& map) {
  Place place;
  place.page = number_of<int>(map.find("page")).value_or(0);
  if (const YamlNode* box = map.find("box"); box != nullptr && box->items.size() == 4) {
    std::array<double, 4> side{};
    for (std::size_t i = 0; i < 4; ++i) side[i] = number_of<double>(&box->items[i]).value_or(0);
    place.box = Box{side[0], side[1], side[2], side[3]};
  }
  if (const YamlNode* span = map.find("span"); span != nullptr && span->kind == YamlNode::Kind::map)
    place.span = TextSpan{number_of<int>(span->find("line")).value_or(0), number_of<int>(span->find("column")).value_or(0),
                          number_of<std::int64_t>(span->find("byte_from")).value_or(0),
                          number_of<std::int64_t>(span->find("byte_to")).value_or(0)};
  return place;
}

std::optional<Correction> correction_of(const YamlNode& map) {
  Correction correction;
  const std::optional<CorrectionKind> kind = correction_kind(text_of(map, "kind"));
  correction.kind = kind.value_or(CorrectionKind::text);
  correction.place = place_of(map);
  correction.was = text_of(map, "was");
  correction.is = text_of(map, "is");
  correction.who = text_of(map, "who");
  correction.when = text_of(map, "when");
  const bool placed = correction.place.box.has_value() || correction.place.span.has_value();
  return kind && placed ? std::optional(correction) : std::nullopt;
}

}  // namespace

std::string_view name_of(CorrectionKind kind) noexcept { return kind_names[static_cast<std::size_t>(kind)]; }

std::optional<CorrectionKind> correction_kind(std::string_view name) {
  const auto found = std::find(kind_names.begin(), kind_names.end(), name);
  if (found == kind_names.end()) return std::nullopt;
  return static_cast<CorrectionKind>(found - kind_names.begin());
}

Result<std::vector<Correction>> read_corrections(const std::string& path) {
  std::error_code ignored;
  if (!std::filesystem::exists(path, ignored)) return std::vector<Correction>{};
  const Result<std::string> text = read_file(path, file_limit);
  if (!text.ok()) return text.error();
  return corrections_from_json(text.value(), path);
}

Result<std::vector<Correction>> corrections_from_json(const std::string& text, const std::string& path) {
  const Result<YamlNode> root = parse_yaml(text, path);  // JSON is YAML
  if (!root.ok()) return root.error();
  const YamlNode* list = root.value().find("corrections");
  if (list == nullptr) return Error{ErrorCode::bad_input, path + ": no list of corrections", {}};
  std::vector<Correction> corrections;
  for (const YamlNode& item : list->items) {
    const std::optional<Correction> correction = correction_of(item);
    if (!correction)
      return Error{ErrorCode::bad_input, path + ":" + std::to_string(item.line) + ": no correction that this version knows", {}};
    corrections.push_back(*correction);
  }
  return corrections;
}

std::string corrections_to_json(const std::vector<Correction>& corrections) {
  JsonWriter json;
  json.begin_object(JsonWriter::Lines::one_each).key("schema").string("1.0").key("corrections").begin_array(JsonWriter::Lines::one_each);
  for (const Correction& correction : corrections) {
    json.begin_object().key("kind").string(name_of(correction.kind)).key("page").integer(correction.place.page).key("box");
    if (const auto& box = correction.place.box) json.begin_array().number(box->x0).number(box->y0).number(box->x1).number(box->y1).end_array();
    else json.null();
    json.key("span");
    if (const auto& span = correction.place.span)
      json.begin_object().key("line").integer(span->line).key("column").integer(span->column).key("byte_from").integer(span->byte_from)
          .key("byte_to").integer(span->byte_to).end_object();
    else json.null();
    json.key("was").string(correction.was).key("is").string(correction.is).key("who").string(correction.who);
    json.key("when").string(correction.when).end_object();
  }
  json.end_array().end_object();
  return json.take() + "\n";
}

}  // namespace tabularium
