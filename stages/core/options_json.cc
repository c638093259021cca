#include "stages/core/options_json.h"

#include <string>
#include <vector>

#include "stages/core/names.h"

namespace tabularium {
namespace {

void write_words(const std::vector<std::string>& words, JsonWriter& json) {
  json.begin_array();
  for (const std::string& word : words) json.string(word);
  json.end_array();
}

}  // namespace

void write_options(const Options& options, JsonWriter& json) {
  json.begin_object().key("formats");
  write_words(options.formats, json);
  json.key("profile").string_or_null(options.profile).key("languages");
  write_words(options.languages, json);
  json.key("charset").string_or_null(options.charset).key("pages").begin_array();
  for (const PageRange& range : options.pages)
    json.begin_array().integer(range.first).integer(range.last).end_array();
  json.end_array().key("group").string(options.group_folder ? "folder" : "file");
  json.key("script").string(name_of(options.script)).key("repair").string(name_of(options.repair));
  json.key("readers").string(options.second_reader ? "all" : "tesseract");
  if (!options.previous.empty()) json.key("previous").string(options.previous);
  if (!options.without.empty()) {
    json.key("without");
    write_words(options.without, json);
  }
  json.key("messages").string(options.messages);
  json.key("from").string_or_null(options.from_stage).end_object();
}

}  // namespace tabularium
