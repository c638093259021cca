// Every field of the model, listed once for encoding, decoding and comparing shapes. The structured bindings make the
// compiler count: a field that is added to the model and not listed here does not build.
#pragma once

#include <concepts>
#include <tuple>
#include <type_traits>

#include "models/document.h"

namespace tabularium {

template <typename T, typename Struct>
concept IsA = std::same_as<std::remove_const_t<T>, Struct>;

auto fields_of(IsA<Point> auto& whole) {
  auto& [x, y] = whole;
  return std::tie(x, y);
}

auto fields_of(IsA<Box> auto& whole) {
  auto& [x0, y0, x1, y1] = whole;
  return std::tie(x0, y0, x1, y1);
}

auto fields_of(IsA<TextSpan> auto& whole) {
  auto& [line, column, byte_from, byte_to] = whole;
  return std::tie(line, column, byte_from, byte_to);
}

auto fields_of(IsA<Place> auto& whole) {
  auto& [page, box, span] = whole;
  return std::tie(page, box, span);
}

auto fields_of(IsA<Alternative> auto& whole) {
  auto& [text, confidence, reader] = whole;
  return std::tie(text, confidence, reader);
}

auto fields_of(IsA<Word> auto& whole) {
  auto& [box, text, raw, confidence, font_size, baseline, rotation, bold, italic, hidden, superscript, subscript,
         space_before, color, font, alternatives] = whole;
  return std::tie(box, text, raw, confidence, font_size, baseline, rotation, bold, italic, hidden, superscript,
                  subscript, space_before, color, font, alternatives);
}

auto fields_of(IsA<Rule> auto& whole) {
  auto& [orientation, at, from, to, width, source] = whole;
  return std::tie(orientation, at, from, to, width, source);
}

auto fields_of(IsA<Fill> auto& whole) {
  auto& [box, color] = whole;
  return std::tie(box, color);
}

auto fields_of(IsA<ImageArea> auto& whole) {
  auto& [box] = whole;
  return std::tie(box);
}

auto fields_of(IsA<TextLine> auto& whole) {
  auto& [text, raw, span] = whole;
  return std::tie(text, raw, span);
}

auto fields_of(IsA<TaggedCell> auto& whole) {
  auto& [row, col, row_span, col_span, header, scope, words] = whole;
  return std::tie(row, col, row_span, col_span, header, scope, words);
}

auto fields_of(IsA<TaggedTable> auto& whole) {
  auto& [number, rows, cols, cells] = whole;
  return std::tie(number, rows, cols, cells);
}

auto fields_of(IsA<PageEvidence> auto& whole) {
  auto& [words, rules, fills, images, lines, tagged_tables, tag_cover] = whole;
  return std::tie(words, rules, fills, images, lines, tagged_tables, tag_cover);
}

auto fields_of(IsA<PageQuality> auto& whole) {
  auto& [dpi, skew_degrees, bend, noise, grain, unevenness, contrast, mean_confidence, turned, treatments] = whole;
  return std::tie(dpi, skew_degrees, bend, noise, grain, unevenness, contrast, mean_confidence, turned, treatments);
}

auto fields_of(IsA<Page> auto& whole) {
  auto& [number, width, height, origin, evidence, quality, failure] = whole;
  return std::tie(number, width, height, origin, evidence, quality, failure);
}

auto fields_of(IsA<Decimal> auto& whole) {
  auto& [units, places] = whole;
  return std::tie(units, places);
}

auto fields_of(IsA<Value> auto& whole) {
  auto& [kind, number, unit, scale, date, in_words] = whole;
  return std::tie(kind, number, unit, scale, date, in_words);
}

auto fields_of(IsA<Cell> auto& whole) {
  auto& [row, col, row_span, col_span, role, raw, text, indent, bold, confidence, alternatives, value, verdict,
         verdict_source, covered_to, place, parts, words, row_path, col_path, row_ancestors] = whole;
  return std::tie(row, col, row_span, col_span, role, raw, text, indent, bold, confidence, alternatives, value,
                  verdict, verdict_source, covered_to, place, parts, words, row_path, col_path, row_ancestors);
}

auto fields_of(IsA<HeaderNode> auto& whole) {
  auto& [cell, children] = whole;
  return std::tie(cell, children);
}

auto fields_of(IsA<HeaderChoice> auto& whole) {
  auto& [boxhead_rows, stub_cols, spanner_row, spanner_from, spanner_to, score] = whole;
  return std::tie(boxhead_rows, stub_cols, spanner_row, spanner_from, spanner_to, score);
}

auto fields_of(IsA<Table> auto& whole) {
  auto& [id, pages, boxes, section, caption, unit, notes, rows, cols, boxhead_rows, stub_cols, status, confidence,
         cells, column_headers, row_headers, header_choices] = whole;
  return std::tie(id, pages, boxes, section, caption, unit, notes, rows, cols, boxhead_rows, stub_cols, status,
                  confidence, cells, column_headers, row_headers, header_choices);
}

auto fields_of(IsA<Block> auto& whole) {
  auto& [id, kind, level, number, text, place, region, table] = whole;
  return std::tie(id, kind, level, number, text, place, region, table);
}

auto fields_of(IsA<Candidate> auto& whole) {
  auto& [table, method, roles_known, score, table_odds, signs, features] = whole;
  return std::tie(table, method, roles_known, score, table_odds, signs, features);
}

auto fields_of(IsA<TableRegion> auto& whole) {
  auto& [page, kind, box, words, line_from, line_to, caption, unit, notes, section, candidates, continues] = whole;
  return std::tie(page, kind, box, words, line_from, line_to, caption, unit, notes, section, candidates, continues);
}

auto fields_of(IsA<Finding> auto& whole) {
  auto& [code, severity, message, table, cells, place, evidence, proposal, probability] = whole;
  return std::tie(code, severity, message, table, cells, place, evidence, proposal, probability);
}

auto fields_of(IsA<Source> auto& whole) {
  auto& [path, files, sha256, media_type, kind, bytes, pages, charset] = whole;
  return std::tie(path, files, sha256, media_type, kind, bytes, pages, charset);
}

auto fields_of(IsA<PlacedText> auto& whole) {
  auto& [text, place] = whole;
  return std::tie(text, place);
}

auto fields_of(IsA<Metadata> auto& whole) {
  auto& [title, issuer, period, date] = whole;
  return std::tie(title, issuer, period, date);
}

auto fields_of(IsA<Document> auto& whole) {
  auto& [layers, source, pages, metadata, blocks, regions, packed, tables, findings] = whole;
  (void)packed;   // written among the tables, by Encoder
  return std::tie(layers, source, pages, metadata, blocks, regions, tables, findings);
}

// The last value of each enumeration; what lies above it is damage.
constexpr Orientation last_of(Orientation) { return Orientation::vertical; }
constexpr RuleSource last_of(RuleSource) { return RuleSource::text; }
constexpr TagScope last_of(TagScope) { return TagScope::both; }
constexpr PageOrigin last_of(PageOrigin) { return PageOrigin::text; }
constexpr ValueKind last_of(ValueKind) { return ValueKind::text; }
constexpr Role last_of(Role) { return Role::note; }
constexpr Verdict last_of(Verdict) { return Verdict::contradicted; }
constexpr VerdictSource last_of(VerdictSource) { return VerdictSource::text; }
constexpr BlockKind last_of(BlockKind) { return BlockKind::footer; }
constexpr RegionKind last_of(RegionKind) { return RegionKind::flattened; }
constexpr Severity last_of(Severity) { return Severity::error; }
constexpr SourceKind last_of(SourceKind) { return SourceKind::other; }

}  // namespace tabularium
