// A document on its way through the stages: plain values, no library's types.
// Absent (optional, Layers bit not set) means that the stage did not run; empty means that it ran and found nothing.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "models/finding.h"
#include "models/layout.h"
#include "models/page.h"
#include "models/table.h"

namespace tabularium {

// What has been found out about a document so far; a stage says which it needs and which it gives.
enum class Layer : unsigned {
  source = 1U << 0U,      // ingest
  evidence = 1U << 1U,    // extract: pages
  layout = 1U << 2U,      // layout: blocks, regions, metadata
  candidates = 1U << 3U,  // tables: candidates of each region
  tables = 1U << 4U,      // headers: tables with roles, trees, paths
  readings = 1U << 5U,    // reread: second readings of doubtful cells
  verdicts = 1U << 6U,    // validate: values, verdicts, findings
  output = 1U << 7U,      // export: files
};

class Layers {
 public:
  constexpr Layers() = default;
  constexpr Layers(Layer layer) : bits_(static_cast<unsigned>(layer)) {}  // NOLINT(google-explicit-constructor)
  static constexpr Layers from_bits(unsigned bits) { Layers l; l.bits_ = bits; return l; }
  constexpr unsigned bits() const noexcept { return bits_; }
  constexpr bool covers(Layers other) const noexcept { return (bits_ & other.bits_) == other.bits_; }
  constexpr Layers operator|(Layers other) const noexcept { return from_bits(bits_ | other.bits_); }
  constexpr bool operator==(const Layers&) const = default;

 private:
  unsigned bits_ = 0;
};

constexpr Layers operator|(Layer a, Layer b) { return Layers(a) | Layers(b); }

enum class SourceKind { pdf, image, text, image_folder, other };

struct Source {
  std::string path;                  // as given by the user
  std::vector<std::string> files;    // the file itself, or the page images of a folder in natural order
  std::string sha256;                // hex; of a folder: of its files' contents in order
  std::string media_type;            // "application/pdf", "image/tiff", "text/plain", …
  SourceKind kind = SourceKind::other;
  std::int64_t bytes = 0;
  int pages = 0;                     // in the source, also where only some are converted
  std::string charset;               // text input: name of the converter used
  bool operator==(const Source&) const = default;
};

struct PlacedText {
  std::string text;
  Place place;
  bool operator==(const PlacedText&) const = default;
};

struct Metadata {
  std::optional<PlacedText> title;
  std::optional<PlacedText> issuer;
  std::optional<PlacedText> period;
  std::optional<PlacedText> date;
  bool operator==(const Metadata&) const = default;
};

// Tables of a long text that are done, encoded and compressed: one long text has more cells than fit into memory. Only core/packed_tables
// looks inside.
struct PackedTables {
  std::vector<std::string> ids;      // in reading order
  std::string bytes;
  int verified = 0;                  // cells
  int unverified = 0;
  int contradicted = 0;
  bool operator==(const PackedTables&) const = default;
};

struct Document {
  Layers layers;
  Source source;
  std::vector<Page> pages;
  Metadata metadata;
  std::vector<Block> blocks;         // in reading order
  std::vector<TableRegion> regions;  // in reading order
  std::vector<PackedTables> packed;  // in reading order, before `tables`; empty but while a long text is on its way through validate and export
  std::vector<Table> tables;         // in reading order
  std::vector<Finding> findings;
  bool operator==(const Document&) const = default;
};

}  // namespace tabularium
