// What several formats say about a table in the same words.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "models/document.h"
#include "stages/core/typed_value.h"

namespace tabularium {

inline constexpr std::string_view path_separator = " / ";

// Texts of the cells of a path, blank ones left out.
std::vector<std::string_view> path_texts(const Table& table, const CellPath& path);
std::string joined_path(const Table& table, const CellPath& path);
void append_joined_path(std::string& out, const Table& table, const CellPath& path);

std::string rounded(double value, int places);                 // as append_rounded (core/append_number.h)
void append_box(std::string& out, const Box& box);             // "72 90.5 150 101.25"
// "page 3, 72–150 × 90–101 pt", "line 12, column 1"; "" when nothing is known.
std::string place_text(const Place& place);

// Caption, else the innermost heading over it, else "Table t3".
std::string title_of(const Table& table);
// The document's title, else its file name.
std::string title_of(const Document& document);
std::string file_name_of(std::string_view path);

// Blocks in reading order, each table once in its place, a table without a block at the end. What a table tells already
// is passed over.
void for_each_part(const Document& document, const std::function<void(const Block&)>& on_block,
                   const std::function<void(const Table&)>& on_table);

// By block: true for a caption, unit line or note beside a table that already carries it, so that it is told once.
std::vector<bool> told_by_tables(const Document& document);

// A value that a person should look at, though no relation speaks against it: read with little confidence.
inline constexpr double doubtful_below = 0.7;
bool is_doubtful(const Cell& cell) noexcept;

// Findings by the cell that they name, looked up once for a document.
class CellFindings {
 public:
  explicit CellFindings(const Document& document);
  // Those that name the cell, or a position which it covers, in order.
  std::vector<const Finding*> of(const Table& table, const Cell& cell) const;

 private:
  std::map<std::string_view, std::map<std::pair<int, int>, std::vector<const Finding*>>> by_place_;
};

// Numbers of the pages whose picture belongs beside the tables, ascending: scanned pages with a table, and pages with a
// table that is in doubt. A picture of every digital page would cost ten times what its conversion does.
std::vector<int> pages_to_show(const Document& document);

// Well formed, and U+FFFE and U+FFFF, which XML does not allow, become U+FFFD.
std::string xml_text(std::string_view text);

}  // namespace tabularium
