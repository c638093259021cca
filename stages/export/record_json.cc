#include "stages/export/record_json.h"

#include <algorithm>
#include <string>

#include "stages/core/header_readings.h"
#include "stages/core/names.h"
#include "stages/core/options_json.h"
#include "stages/core/verdict_counts.h"
#include "stages/core/version.h"
#include "stages/export/table_text.h"

namespace tabularium {
namespace {

void write_strings(const std::vector<std::string>& values, JsonWriter& json) {
  json.begin_array();
  for (const std::string& value : values) json.string(value);
  json.end_array();
}

void write_box(const Box& box, JsonWriter& json) {
  json.begin_array().number(box.x0).number(box.y0).number(box.x1).number(box.y1).end_array();
}

void write_place_fields(const Place& place, JsonWriter& json) {
  json.key("page");
  place.page > 0 ? json.integer(place.page) : json.null();
  json.key("box");
  if (place.box) write_box(*place.box, json);
  else json.null();
  json.key("span");
  if (!place.span) {
    json.null();
    return;
  }
  json.begin_object().key("line").integer(place.span->line).key("column").integer(place.span->column);
  json.key("byte_from").integer(place.span->byte_from).key("byte_to").integer(place.span->byte_to).end_object();
}

void write_place(const Place& place, JsonWriter& json) {
  json.begin_object();
  write_place_fields(place, json);
  json.end_object();
}

void write_source(const Source& source, JsonWriter& json) {
  json.begin_object().key("path").string(source.path).key("sha256").string(source.sha256);
  json.key("media_type").string(source.media_type).key("bytes").integer(source.bytes);
  json.key("pages").integer(source.pages);
  if (source.kind == SourceKind::image_folder) {
    json.key("files");
    write_strings(source.files, json);
  }
  if (!source.charset.empty()) json.key("charset").string(source.charset);
  json.end_object();
}

void write_metadata_entry(std::string_view name, const std::optional<PlacedText>& entry, JsonWriter& json) {
  json.key(name);
  if (!entry) {
    json.null();
    return;
  }
  json.begin_object().key("text").string(entry->text).key("place");
  write_place(entry->place, json);
  json.end_object();
}

void write_metadata(const Metadata& metadata, JsonWriter& json) {
  json.begin_object();
  write_metadata_entry("title", metadata.title, json);
  write_metadata_entry("issuer", metadata.issuer, json);
  write_metadata_entry("period", metadata.period, json);
  write_metadata_entry("date", metadata.date, json);
  json.end_object();
}

void write_quality(const PageQuality& quality, JsonWriter& json) {
  json.begin_object().key("dpi").number(quality.dpi).key("skew_degrees").number(quality.skew_degrees, 3).key("bend").number(quality.bend, 3);
  json.key("noise").number(quality.noise).key("grain").number(quality.grain, 1);
  json.key("unevenness").number(quality.unevenness).key("contrast").number(quality.contrast, 3);
  json.key("mean_confidence").number(quality.mean_confidence, 3).key("turned").integer(quality.turned);
  json.key("treatments");
  write_strings(quality.treatments, json);
  json.end_object();
}

void write_value(const Value& value, JsonWriter& json) {
  json.begin_object().key("kind").name(name_of(value.kind));
  if (is_numeric(value)) json.key("number").decimal(value.number);
  if (!value.unit.empty()) json.key("unit").string(value.unit);
  if (value.scale != 0) json.key("scale").integer(value.scale);
  if (!value.date.empty()) json.key("date").string(value.date);
  if (value.in_words) json.key("in_words").boolean(true);
  json.end_object();
}

void write_alternatives(const std::vector<Alternative>& alternatives, JsonWriter& json) {
  json.begin_array();
  for (const Alternative& other : alternatives) {
    json.begin_object().key("text").string(other.text).key("confidence").number(other.confidence, 3);
    json.key("reader").string(other.reader).end_object();
  }
  json.end_array();
}

void write_path(const CellPath& path, const Table& table, JsonWriter& json) {
  json.begin_array();
  for (const CellId id : path) {
    const auto index = static_cast<std::size_t>(id);
    if (index < table.cells.size() && !table.cells[index].text.empty()) json.string(table.cells[index].text);
  }
  json.end_array();
}

void write_header_nodes(const std::vector<HeaderNode>& nodes, JsonWriter& json) {
  json.begin_array();
  for (const HeaderNode& node : nodes) {
    json.begin_object().key("cell").integer(node.cell).key("children");
    write_header_nodes(node.children, json);
    json.end_object();
  }
  json.end_array();
}

void write_choice(const HeaderChoice& choice, JsonWriter& json) {
  json.key("boxhead_rows").integer(choice.boxhead_rows).key("stub_cols").integer(choice.stub_cols);
  if (choice.spanner_row >= 0) json.key("spanner").begin_array().integer(choice.spanner_row).integer(choice.spanner_from).integer(choice.spanner_to).end_array();
}

void write_readings(const BoxheadReadings& boxhead, const Table& table, JsonWriter& json) {
  json.begin_object().key("row").integer(boxhead.row).key("rows").integer(boxhead.rows).key("col").integer(boxhead.col);
  json.key("cols").integer(boxhead.cols).key("labels").string(boxhead_text(table, boxhead));
  json.key("chosen");
  boxhead.chosen ? json.integer(static_cast<std::int64_t>(*boxhead.chosen)) : json.null();
  json.key("readings").begin_array();
  for (const HeaderReading& reading : boxhead.readings) {
    json.begin_object().key("score").number(reading.score);
    if (reading.choice) {
      write_choice(*reading.choice, json);
    } else {
      json.key("children").begin_array();
      for (const int count : reading.children) json.integer(count);
      json.end_array();
    }
    json.key("text").string(reading_text(table, boxhead, reading)).end_object();
  }
  json.end_array().end_object();
}

void write_summary(const Document& document, JsonWriter& json) {
  const VerdictCounts counts = count_verdicts(document);
  int proposed = 0;
  int applied = 0;
  for (const Finding& finding : document.findings) {
    const bool repaired = finding.code == "repaired_value";
    applied += repaired ? 1 : 0;
    proposed += !repaired && !finding.proposal.empty() ? 1 : 0;
  }
  json.key("summary").begin_object().key("numbers").integer(counts.numbers()).key("verified").integer(counts.verified);
  json.key("unverified").integer(counts.unverified).key("contradicted").integer(counts.contradicted);
  json.key("proposed").integer(proposed).key("applied").integer(applied).end_object();
}

}  // namespace

void write_head_fields(const Document& document, const Options& options, JsonWriter& json) {
  json.key("schema").string(document_schema);
  json.key("tool").begin_object().key("name").string(tool_name).key("version").string(tool_version()).end_object();
  json.key("source");
  write_source(document.source, json);
  json.key("options");
  write_options(options, json);
  json.key("metadata");
  write_metadata(document.metadata, json);
  write_summary(document, json);
}

void write_page_fields(const Page& page, JsonWriter& json) {
  json.key("number").integer(page.number).key("width").number(page.width);
  json.key("height").number(page.height).key("origin").string(name_of(page.origin));
  if (page.quality) {
    json.key("quality");
    write_quality(*page.quality, json);
  }
  if (page.failure) json.key("failure").string(*page.failure);
}

void write_block_fields(const Block& block, JsonWriter& json) {
  json.key("id").integer(block.id).key("kind").string(name_of(block.kind));
  json.key("level").integer(block.level).key("number").string_or_null(block.number).key("text").string(block.text);
  write_place_fields(block.place, json);
  if (block.kind == BlockKind::table) json.key("table").string_or_null(block.table);
}

void CellFields::write_shared(const CellPath& path, Written& last, JsonWriter& json) const {
  if (path.empty()) {
    json.raw("[]");
    return;
  }
  if (last.path == nullptr || *last.path != path) {
    last.json.restart();
    write_path(path, table_, last.json);
    last.path = &path;
  }
  json.raw(last.json.written());
}

void CellFields::write(const Cell& cell, JsonWriter& json) {
  json.key("row").integer(cell.row).key("col").integer(cell.col);
  json.key("row_span").integer(cell.row_span).key("col_span").integer(cell.col_span);
  json.key("role").name(name_of(cell.role)).key("raw").string(cell.raw).key("text").string(cell.text).key("value");
  write_value(cell.value, json);
  json.key("confidence").number(cell.confidence, 3).key("verdict").name_or_null(name_of(cell.verdict));
  json.key("verdict_source").name_or_null(name_of(cell.verdict_source));
  if (cell.covered_to) json.key("covered_to").string(*cell.covered_to);
  if (!cell.alternatives.empty()) {
    json.key("alternatives");
    write_alternatives(cell.alternatives, json);
  }
  write_place_fields(cell.place, json);
  if (!cell.parts.empty()) {
    json.key("parts").begin_array();
    for (const Place& part : cell.parts) write_place(part, json);
    json.end_array();
  }
  json.key("row_path");
  write_shared(cell.row_path, row_, json);
  json.key("col_path");
  write_shared(cell.col_path, columns_[std::min(static_cast<std::size_t>(cell.col), columns_.size() - 1)], json);
  json.key("row_ancestors");
  write_shared(cell.row_ancestors, ancestors_, json);
}

void write_table_fields(const Table& table, JsonWriter& json) {
  json.key("id").string(table.id).key("pages").begin_array();
  for (const int page : table.pages) json.integer(page);
  json.end_array().key("boxes").begin_array();
  for (const Box& box : table.boxes) write_box(box, json);
  json.end_array().key("section");
  write_strings(table.section, json);
  json.key("caption").string_or_null(table.caption).key("unit").string_or_null(table.unit).key("notes");
  write_strings(table.notes, json);
  json.key("rows").integer(table.rows).key("cols").integer(table.cols);
  json.key("status").string(name_of(table.status)).key("confidence").number(table.confidence, 3);
  json.key("column_headers");
  write_header_nodes(table.column_headers, json);
  json.key("row_headers");
  write_header_nodes(table.row_headers, json);
  const std::vector<BoxheadReadings> boxheads = header_readings(table);
  if (boxheads.empty()) return;
  json.key("header_readings").begin_array();
  for (const BoxheadReadings& boxhead : boxheads) write_readings(boxhead, table, json);
  json.end_array();
}

void write_finding_fields(const Finding& finding, JsonWriter& json) {
  json.key("code").string(finding.code).key("severity").string(name_of(finding.severity));
  json.key("message").string(finding.message).key("table").string_or_null(finding.table).key("cells").begin_array();
  for (const auto& [row, col] : finding.cells) json.begin_array().integer(row).integer(col).end_array();
  json.end_array();
  write_place_fields(finding.place, json);
  json.key("evidence").string_or_null(finding.evidence).key("proposal").string_or_null(finding.proposal);
  if (finding.probability) json.key("probability").number(*finding.probability, 3);
}

}  // namespace tabularium
