#include "stages/extract/pdf_structure.h"

#include <Array.h>
#include <Catalog.h>
#include <Dict.h>
#include <Object.h>
#include <XRef.h>

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace tabularium {
namespace {

constexpr int deepest = 600;                   // lists, references and elements within each other
constexpr std::size_t most_elements = 4'000'000;
constexpr std::size_t most_cells = 1'000'000;  // of all tables together
constexpr int most_names = 12;                 // role names that stand for role names

enum class Tag { table, row, header, data, other };

// Where the walk stands: what a piece of content met here belongs to.
struct Place {
  int page = 0;    // object number, inherited from the elements above; 0 = unknown
  int table = -1;  // index of the open table
  int depth = 0;
  StructureCell* cell = nullptr;
};

class TreeReader {
 public:
  explicit TreeReader(PDFDoc& document) : xref_(*document.getXRef()), seen_(static_cast<std::size_t>(std::max(0, xref_.getNumObjects()))) {}

  StructureTree read(const Object& root) {
    roles_ = root.dictLookup("RoleMap");
    classes_ = root.dictLookup("ClassMap");
    walk(root.getDict()->lookupNF("K"), {});
    StructureTree tree;
    if (elements_ >= most_elements) return tree;
    for (std::size_t i = 0; i < tables_.size(); ++i)
      if (!is_layout_[i]) tree.tables.push_back(std::move(tables_[i]));
    tree.known = std::move(known_);
    for (auto& [page, keys] : tree.known) std::sort(keys.begin(), keys.end());
    return tree;
  }

 private:
  void walk(const Object& kid, const Place& place);
  void walk_element(const Object& element, Place place);
  void add_content(int number, int stream, const Place& place);
  void open_cell(const Object& element, bool header, Place& place);
  void read_attributes(const Object& attributes, StructureCell& cell, int depth) const;
  Tag tag_of(const Object& element) const;

  XRef& xref_;
  Object roles_, classes_;
  std::vector<bool> seen_;  // by object number: each element is read once, wherever it is named
  std::size_t elements_ = 0, cells_ = 0;
  std::vector<StructureTable> tables_;
  std::vector<bool> is_layout_;
  std::unordered_map<int, std::vector<std::uint64_t>> known_;
};

int whole_number(const Object& value, int otherwise) { return value.isInt() ? value.getInt() : otherwise; }

std::string text_of(const Object& value) {
  if (value.isName()) return value.getName();
  return value.isString() ? value.getString()->toStr() : std::string();
}

Tag TreeReader::tag_of(const Object& element) const {
  std::string name = text_of(element.dictLookup("S"));
  for (int i = 0; i < most_names; ++i) {
    if (name == "Table") return Tag::table;
    if (name == "TR") return Tag::row;
    if (name == "TH") return Tag::header;
    if (name == "TD") return Tag::data;
    if (!roles_.isDict()) break;
    const std::string stands_for = text_of(roles_.dictLookup(name.c_str()));
    if (stands_for.empty()) break;
    name = stands_for;
  }
  return Tag::other;
}

// Attributes are a dictionary, a stream, or a list of them with revision numbers between.
void TreeReader::read_attributes(const Object& attributes, StructureCell& cell, int depth) const {
  if (depth > 3) return;
  if (attributes.isArray()) {
    for (int i = 0; i < std::min(attributes.arrayGetLength(), 64); ++i) read_attributes(attributes.arrayGet(i), cell, depth + 1);
    return;
  }
  if (attributes.isName() && classes_.isDict()) {
    read_attributes(classes_.dictLookup(attributes.getName()), cell, depth + 1);
    return;
  }
  if (!attributes.isDict() || text_of(attributes.dictLookup("O")) != "Table") return;
  cell.row_span = std::max(1, whole_number(attributes.dictLookup("RowSpan"), cell.row_span));
  cell.col_span = std::max(1, whole_number(attributes.dictLookup("ColSpan"), cell.col_span));
  const std::string scope = text_of(attributes.dictLookup("Scope"));
  if (scope == "Row") cell.scope = TagScope::row;
  if (scope == "Column") cell.scope = TagScope::column;
  if (scope == "Both") cell.scope = TagScope::both;
  const Object headers = attributes.dictLookup("Headers");
  if (!headers.isArray()) return;
  for (int i = 0; i < std::min(headers.arrayGetLength(), 64); ++i) cell.headers.push_back(text_of(headers.arrayGet(i)));
}

void TreeReader::open_cell(const Object& element, bool header, Place& place) {
  StructureTable& table = tables_[static_cast<std::size_t>(place.table)];
  if (table.rows.empty()) table.rows.emplace_back();  // a cell without a row
  StructureCell cell;
  cell.header = header;
  cell.id = text_of(element.dictLookup("ID"));
  read_attributes(element.dictLookup("C"), cell, 0);
  read_attributes(element.dictLookup("A"), cell, 0);
  table.rows.back().push_back(std::move(cell));
  place.cell = &table.rows.back().back();
  ++cells_;
}

void TreeReader::walk_element(const Object& element, Place place) {
  if (const Object& page = element.getDict()->lookupNF("Pg"); page.isRef()) place.page = page.getRef().num;
  const Tag tag = tag_of(element);
  if (tag == Tag::table) {
    if (place.table >= 0) is_layout_[static_cast<std::size_t>(place.table)] = true;
    place.table = static_cast<int>(tables_.size());
    place.cell = nullptr;
    tables_.emplace_back();
    is_layout_.push_back(false);
  } else if (place.table >= 0 && place.cell == nullptr && cells_ < most_cells) {
    if (tag == Tag::row) tables_[static_cast<std::size_t>(place.table)].rows.emplace_back();
    if (tag == Tag::header || tag == Tag::data) open_cell(element, tag == Tag::header, place);
  }
  walk(element.getDict()->lookupNF("K"), place);
}

void TreeReader::add_content(int number, int stream, const Place& place) {
  if (number < 0 || place.page <= 0) return;
  const ContentMark mark{stream, number, false};
  known_[place.page].push_back(mark_key(mark));
  if (place.cell != nullptr) place.cell->content.emplace_back(place.page, mark);
}

void TreeReader::walk(const Object& kid, const Place& place) {
  if (place.depth > deepest || ++elements_ > most_elements) return;
  Place inner = place;
  ++inner.depth;
  if (kid.isRef()) {
    const int number = kid.getRef().num;
    if (number < 0 || static_cast<std::size_t>(number) >= seen_.size() || seen_[static_cast<std::size_t>(number)]) return;
    seen_[static_cast<std::size_t>(number)] = true;
    walk(kid.fetch(&xref_), inner);
  } else if (kid.isInt()) {
    add_content(kid.getInt(), 0, place);
  } else if (kid.isArray()) {
    for (int i = 0; i < kid.arrayGetLength(); ++i) walk(kid.getArray()->getNF(i), inner);
  } else if (kid.isDict()) {
    const std::string type = text_of(kid.dictLookup("Type"));
    if (type == "MCR") {
      if (const Object& page = kid.getDict()->lookupNF("Pg"); page.isRef()) inner.page = page.getRef().num;
      const Object& stream = kid.getDict()->lookupNF("Stm");
      add_content(whole_number(kid.dictLookup("MCID"), -1), stream.isRef() ? stream.getRef().num : 0, inner);
    } else if (type != "OBJR") {
      walk_element(kid, inner);
    }
  }
}

}  // namespace

StructureTree read_structure_tree(PDFDoc& document) {
  const Object catalog = document.getXRef()->getCatalog();
  if (!catalog.isDict()) return {};
  const Object root = catalog.dictLookup("StructTreeRoot");
  if (!root.isDict()) return {};
  return TreeReader(document).read(root);
}

}  // namespace tabularium
