#include "stages/export/xlsx_writer.h"

#include <xlsxwriter.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <tuple>
#include <utility>
#include <vector>

#include "stages/core/atomic_file.h"
#include "stages/core/names.h"
#include "stages/core/note_marks.h"
#include "stages/core/verdict_counts.h"
#include "stages/core/version.h"
#include "stages/export/part_files.h"
#include "stages/export/table_text.h"
#include "stages/export/xlsx_cell.h"

// The library's own function for a temporary file: a program's definition is taken before that of a shared library. Where it is not (a library
// bound to its own names), the library makes files as it always did, which takes longer.
FILE* lxw_tmpfile(char* tmpdir) { return tabularium::open_part_file(tmpdir == nullptr ? "." : tmpdir); }

namespace tabularium {
namespace {

constexpr lxw_color_t header_fill = 0xE4EAF1;
constexpr lxw_color_t stub_fill = 0xF4F6F9;
constexpr lxw_color_t section_fill = 0xD3DDE9;
constexpr lxw_color_t verified_fill = 0xE3F3E6;
constexpr lxw_color_t contradicted_fill = 0xF9D0CC;
constexpr lxw_color_t contradicted_ink = 0x9B1C12;
constexpr lxw_color_t doubtful_ink = 0xA35A00;
constexpr lxw_color_t quiet_ink = 0x66707C;
constexpr lxw_color_t line_color = 0xC3CBD5;
constexpr int title_rows = 3;       // caption, unit line, empty
constexpr int sheet_rows = 1048576;
constexpr int sheet_cols = 16384;
constexpr std::size_t streamed_from = 20000;  // cells of a sheet; smaller ones take less than 4 MB each
constexpr int narrowest = 6;
constexpr int widest = 42;          // characters; longer texts wrap
constexpr double line_height = 15;  // points
constexpr double highest_row = 409; // that a sheet can have

// What decides a cell's looks.
struct Look {
  Role role = Role::data;
  Verdict verdict = Verdict::none;
  bool numeric = false;
  bool doubtful = false;
  int indent = 0;
  std::string number_format;
  auto operator<=>(const Look&) const = default;
};

// The workbook and the formats made so far; the library owns both and frees them on closing.
class Book {
 public:
  // The library's temporary files lie beside the workbook: a worker may write nowhere else.
  explicit Book(const char* path) : beside_(std::filesystem::path(path).parent_path().string()) {
    lxw_workbook_options options{.constant_memory = 0, .tmpdir = beside_.data(), .use_zip64 = 0};
    book_ = workbook_new_opt(path, &options);
    title_ = plain();
    format_set_bold(title_);
    format_set_font_size(title_, 14);
    quiet_ = plain();
    format_set_font_color(quiet_, quiet_ink);
    head_ = plain();
    format_set_bold(head_);
    format_set_bg_color(head_, header_fill);
    number_head_ = plain();
    format_set_bold(number_head_);
    format_set_bg_color(number_head_, header_fill);
    format_set_align(number_head_, LXW_ALIGN_RIGHT);
    link_ = workbook_get_default_url_format(book_);
    wrapped_ = plain();
    format_set_text_wrap(wrapped_);
    format_set_align(wrapped_, LXW_ALIGN_VERTICAL_TOP);
  }

  lxw_workbook* get() const { return book_; }
  // A streamed sheet goes to a temporary file row by row; each holds a file open, so only large ones are.
  lxw_worksheet* add_sheet(const std::string& name, bool streamed = false) {
    book_->options.constant_memory = streamed ? 1 : 0;
    return workbook_add_worksheet(book_, name.c_str());
  }
  lxw_format* title() const { return title_; }
  lxw_format* quiet() const { return quiet_; }
  lxw_format* head() const { return head_; }
  lxw_format* number_head() const { return number_head_; }  // over a column of numbers
  lxw_format* link() const { return link_; }
  lxw_format* wrapped() const { return wrapped_; }
  lxw_format* of(const Look& look) {
    lxw_format*& format = formats_[look];
    if (format == nullptr) format = make(look);
    return format;
  }
  lxw_error close() { return workbook_close(book_); }

 private:
  lxw_format* plain() const { return workbook_add_format(book_); }

  lxw_format* make(const Look& look) const {
    lxw_format* format = plain();
    format_set_border(format, LXW_BORDER_THIN);
    format_set_border_color(format, line_color);
    format_set_align(format, LXW_ALIGN_VERTICAL_CENTER);
    format_set_align(format, look.numeric ? LXW_ALIGN_RIGHT : LXW_ALIGN_LEFT);
    if (!look.number_format.empty()) format_set_num_format(format, look.number_format.c_str());
    if (!look.numeric) format_set_text_wrap(format);
    if (look.indent > 0) format_set_indent(format, static_cast<std::uint8_t>(std::min(look.indent, 15)));
    dress_role(format, look.role);
    if (look.doubtful) {
      format_set_font_color(format, doubtful_ink);
      format_set_italic(format);
    }
    if (look.verdict == Verdict::verified) format_set_bg_color(format, verified_fill);
    if (look.verdict == Verdict::contradicted) {
      format_set_bg_color(format, contradicted_fill);
      format_set_font_color(format, contradicted_ink);
      format_set_bold(format);
    }
    return format;
  }

  static void dress_role(lxw_format* format, Role role) {
    if (role == Role::column_header || role == Role::stub_head) {
      format_set_bold(format);
      format_set_bg_color(format, header_fill);
      format_set_align(format, LXW_ALIGN_CENTER);
    } else if (role == Role::row_header) {
      format_set_bg_color(format, stub_fill);
    } else if (role == Role::section_header) {
      format_set_bold(format);
      format_set_bg_color(format, section_fill);
    } else if (role == Role::note) {
      format_set_italic(format);
      format_set_font_color(format, quiet_ink);
    }
  }

  std::string beside_;
  lxw_workbook* book_;
  std::map<Look, lxw_format*> formats_;
  lxw_format* title_ = nullptr;
  lxw_format* quiet_ = nullptr;
  lxw_format* head_ = nullptr;
  lxw_format* number_head_ = nullptr;
  lxw_format* link_ = nullptr;
  lxw_format* wrapped_ = nullptr;
};

lxw_row_t row_at(int row) { return static_cast<lxw_row_t>(row); }
lxw_col_t col_at(int col) { return static_cast<lxw_col_t>(col); }

void write_text(lxw_worksheet* sheet, int row, int col, std::string_view text, lxw_format* format = nullptr) {
  worksheet_write_string(sheet, row_at(row), col_at(col), sheet_text(text).c_str(), format);
}

std::string comment_on(const CellFindings& findings, const Table& table, const Cell& cell) {
  std::string comment;
  for (const Finding* finding : findings.of(table, cell)) {
    comment += (comment.empty() ? "" : "\n") + finding->message;
    if (!finding->evidence.empty()) comment += '\n' + finding->evidence;
    if (!finding->proposal.empty()) comment += "\nProposal: " + finding->proposal;
  }
  if (comment.empty() && cell.verdict == Verdict::contradicted) comment = "Contradicted by the table's arithmetic.";
  for (const int note : notes_of(cell.text, table.notes)) comment += (comment.empty() ? "" : "\n") + table.notes[static_cast<std::size_t>(note)];
  if (!comment.empty() && !place_text(cell.place).empty()) comment += "\n" + place_text(cell.place);
  return comment;
}

void write_comment(lxw_worksheet* sheet, int row, int col, const std::string& text) {
  lxw_comment_options options{};
  options.author = const_cast<char*>("Tabularium");  // the library copies it
  options.x_scale = 2;
  options.y_scale = 1.5;
  worksheet_write_comment_opt(sheet, row_at(row), col_at(col), sheet_text(text).c_str(), &options);
}

Look look_of(const Cell& cell, const std::optional<SheetNumber>& number) {
  Look look{cell.role, cell.verdict, number.has_value() || is_numeric(cell.value), is_doubtful(cell), 0, {}};
  if (cell.role != Role::data) look.numeric = false;
  if (number && cell.role == Role::data) look.number_format = number->format;
  if (cell.role == Role::row_header) look.indent = static_cast<int>(cell.row_ancestors.size());
  return look;
}

void write_cell(Book& book, lxw_worksheet* sheet, const CellFindings& findings, const Table& table, const Cell& cell) {
  const std::optional<SheetNumber> number = cell.role == Role::data ? sheet_number(cell) : std::nullopt;
  lxw_format* format = book.of(look_of(cell, number));
  const int row = cell.row + title_rows;
  if (number)
    worksheet_write_number(sheet, row_at(row), col_at(cell.col), number->value, format);
  else if (cell.text.empty())
    worksheet_write_blank(sheet, row_at(row), col_at(cell.col), format);
  else
    write_text(sheet, row, cell.col, cell.text, format);
  const std::string comment = comment_on(findings, table, cell);
  if (!comment.empty()) write_comment(sheet, row, cell.col, comment);
}

// Notes the span alone: worksheet_merge_range would write its cells again, which a streamed sheet cannot go back to.
void merge(lxw_worksheet* sheet, const Cell& cell) {
  auto* range = static_cast<lxw_merged_range*>(std::calloc(1, sizeof(lxw_merged_range)));  // the library frees it
  if (range == nullptr) return;
  range->first_row = row_at(cell.row + title_rows);
  range->last_row = row_at(cell.row_end() - 1 + title_rows);
  range->first_col = col_at(cell.col);
  range->last_col = col_at(cell.col_end() - 1);
  STAILQ_INSERT_TAIL(sheet->merged_ranges, range, list_pointers);
  ++sheet->merged_range_count;
}

bool fits(const Cell& cell) {
  return cell.row >= 0 && cell.col >= 0 && cell.row_end() + title_rows <= sheet_rows && cell.col_end() <= sheet_cols;
}

// A position of the grid and the cell that covers it.
struct Position {
  int row = 0;
  int col = 0;
  const Cell* cell = nullptr;
};

// Row by row, as a streamed sheet needs it.
std::vector<Position> positions_of(const Table& table) {
  std::vector<Position> positions;
  positions.reserve(table.cells.size());
  for (const Cell& cell : table.cells) {
    if (!fits(cell)) continue;
    for (int row = cell.row; row < cell.row_end(); ++row)
      for (int col = cell.col; col < cell.col_end(); ++col) positions.push_back({row, col, &cell});
  }
  std::sort(positions.begin(), positions.end(),
            [](const Position& a, const Position& b) { return std::pair(a.row, a.col) < std::pair(b.row, b.col); });
  return positions;
}

// Of each column, in characters; set at the sheet, too.
std::vector<int> set_widths(lxw_worksheet* sheet, const Table& table) {
  std::vector<int> widths(static_cast<std::size_t>(table.cols), narrowest);
  for (const Cell& cell : table.cells) {
    if (cell.col_span != 1 || cell.col < 0 || cell.col >= table.cols) continue;
    int& width = widths[static_cast<std::size_t>(cell.col)];
    const int indent = cell.role == Role::row_header ? 2 * static_cast<int>(cell.row_ancestors.size()) : 0;
    const int wanted = sheet_width(cell.text) + indent;
    const bool header = cell.role == Role::column_header || cell.role == Role::stub_head;
    width = std::max(width, header ? std::min(wanted, 18) : wanted);
  }
  for (int& width : widths) width = std::min(width, widest);
  for (int col = 0; col < table.cols && col < sheet_cols; ++col)
    worksheet_set_column(sheet, col_at(col), col_at(col), widths[static_cast<std::size_t>(col)] + 2, nullptr);
  return widths;
}

// Lines of each row, as its texts wrap: not every program finds the height of a row by itself, and none where cells are merged.
std::vector<int> lines_of_rows(const Table& table, const std::vector<int>& widths) {
  std::vector<int> lines(static_cast<std::size_t>(std::max(table.rows, 0)), 1);
  for (const Cell& cell : table.cells) {
    if (!fits(cell) || cell.col_end() > table.cols || cell.row_end() > table.rows) continue;
    int width = 2 * (cell.col_span - 1);   // what columns are wider than their texts
    for (int col = cell.col; col < cell.col_end(); ++col) width += widths[static_cast<std::size_t>(col)];
    const int wanted = (wrapped_lines(cell.text, width) + cell.row_span - 1) / cell.row_span;
    for (int row = cell.row; row < cell.row_end(); ++row) lines[static_cast<std::size_t>(row)] = std::max(lines[static_cast<std::size_t>(row)], wanted);
  }
  return lines;
}

void write_grid(Book& book, lxw_worksheet* sheet, const CellFindings& findings, const Table& table) {
  const std::vector<int> lines = lines_of_rows(table, set_widths(sheet, table));
  int begun = -1;
  for (const Position& at : positions_of(table)) {
    if (at.row != begun && at.row < table.rows) {
      begun = at.row;
      const int high = lines[static_cast<std::size_t>(begun)];
      if (high > 1) worksheet_set_row(sheet, row_at(begun + title_rows), std::min(high * line_height, highest_row), nullptr);
    }
    if (at.row == at.cell->row && at.col == at.cell->col) {
      write_cell(book, sheet, findings, table, *at.cell);
      if (at.cell->row_span > 1 || at.cell->col_span > 1) merge(sheet, *at.cell);
    } else {
      worksheet_write_blank(sheet, row_at(at.row + title_rows), col_at(at.col), book.of(look_of(*at.cell, std::nullopt)));
    }
  }
}

void set_print(lxw_worksheet* sheet) {
  worksheet_set_landscape(sheet);
  worksheet_fit_to_pages(sheet, 1, 0);  // as wide as a page, as long as it takes
}

// A reader must see that a table is larger than a sheet.
void write_left_out(const Book& book, lxw_worksheet* sheet, const Table& table) {
  if (table.rows + title_rows <= sheet_rows && table.cols <= sheet_cols) return;
  write_text(sheet, 1, 1, "Rows or columns beyond what a sheet can hold are left out; document.json has all.", book.quiet());
}

// The third row leads back to the contents, and to the page in index.html where that is written, too.
void write_links(Book& book, lxw_worksheet* sheet, const Table& table, const ExportJob& job) {
  worksheet_write_url(sheet, 2, 0, "internal:'Contents'!A1", book.link());
  write_text(sheet, 2, 0, "Contents", book.link());
  const auto& formats = job.options.formats;
  if (table.pages.empty() || std::find(formats.begin(), formats.end(), "html") == formats.end()) return;
  const std::vector<int> shown = job.pictures == nullptr ? std::vector<int>{} : pages_to_show(job.document);
  const int page = table.pages.front();
  const bool pictured = std::binary_search(shown.begin(), shown.end(), page);
  const std::string target = "external:index.html#" + (pictured ? "page-" + std::to_string(page) : table.id);
  worksheet_write_url(sheet, 2, 1, target.c_str(), book.link());
  write_text(sheet, 2, 1, "page " + std::to_string(page), book.link());
}

void write_table_sheet(Book& book, lxw_worksheet* sheet, const CellFindings& findings, const Table& table, const ExportJob& job) {
  write_text(sheet, 0, 0, title_of(table), book.title());
  if (!table.unit.empty()) write_text(sheet, 1, 0, table.unit, book.quiet());
  write_left_out(book, sheet, table);
  write_links(book, sheet, table, job);
  write_grid(book, sheet, findings, table);
  int row = std::min(table.rows, sheet_rows - title_rows) + title_rows + 1;
  for (const std::string& note : table.notes)
    if (row < sheet_rows) write_text(sheet, row++, 0, note, book.quiet());
  const int head_rows = std::min(table.boxhead_rows, table.rows);
  worksheet_freeze_panes(sheet, row_at(title_rows + head_rows), col_at(std::min(table.stub_cols, 3)));
  if (head_rows > 0) worksheet_repeat_rows(sheet, row_at(title_rows), row_at(title_rows + head_rows - 1));
  set_print(sheet);
}

std::string pages_text(const Table& table) {
  std::string text;
  for (const int page : table.pages) text += (text.empty() ? "" : ", ") + std::to_string(page);
  return text;
}

void write_legend(Book& book, lxw_worksheet* sheet, int row) {
  write_text(sheet, row++, 0, "Legend", book.head());
  const auto entry = [&](const Look& look, std::string_view name, std::string_view meaning) {
    write_text(sheet, row, 0, name, book.of(look));
    write_text(sheet, row++, 1, meaning);
  };
  entry({Role::data, Verdict::verified, false, false, 0, {}}, "verified",
        "a relation holds that would fail for any other reading of this number");
  entry({}, "unverified", "no relation tells");
  entry({Role::data, Verdict::contradicted, false, false, 0, {}}, "contradicted",
        "a relation fails and this number is among its suspects; see the comment");
  entry({Role::data, Verdict::none, false, true, 0, {}}, "doubtful", "read with a confidence below 70 %");
  entry({Role::column_header, Verdict::none, false, false, 0, {}}, "header", "column headers and stub head");
  entry({Role::section_header, Verdict::none, false, false, 0, {}}, "section", "header over the rows below it");
}

void write_contents(Book& book, lxw_worksheet* sheet, const Document& document, const std::vector<std::string>& names) {
  write_text(sheet, 0, 0, title_of(document), book.title());
  write_text(sheet, 1, 0, file_name_of(document.source.path) + "  ·  SHA-256 " + document.source.sha256, book.quiet());
  const char* const heads[] = {"Sheet", "Table", "Pages", "Rows", "Columns", "Verified", "Unverified", "Contradicted"};
  for (int col = 0; const char* head : heads) write_text(sheet, 3, col, head, col < 3 ? book.head() : book.number_head()), ++col;
  int row = 4;
  for (std::size_t i = 0; i < document.tables.size(); ++i, ++row) {
    const Table& table = document.tables[i];
    std::string quoted = names[i];
    for (std::size_t at = 0; (at = quoted.find('\'', at)) != std::string::npos; at += 2) quoted.insert(at, "'");
    worksheet_write_url(sheet, row_at(row), 0, ("internal:'" + quoted + "'!A1").c_str(), book.link());
    write_text(sheet, row, 0, names[i], book.link());
    write_text(sheet, row, 1, title_of(table), book.wrapped());
    write_text(sheet, row, 2, pages_text(table));
    const VerdictCounts counts = count_verdicts(table);
    const int numbers[] = {table.rows, table.cols, counts.verified, counts.unverified, counts.contradicted};
    for (int col = 3; const int number : numbers) worksheet_write_number(sheet, row_at(row), col_at(col++), number, nullptr);
  }
  worksheet_set_column(sheet, 0, 0, 34, nullptr);  // a sheet's name has up to 31 characters
  worksheet_set_column(sheet, 1, 1, 60, nullptr);
  worksheet_set_column(sheet, 2, 7, 13, nullptr);
  worksheet_freeze_panes(sheet, 4, 0);
  set_print(sheet);
  write_legend(book, sheet, row + 1);
}

std::string cells_text(const Finding& finding) {
  std::string text;
  for (const auto& [row, col] : finding.cells) {
    if (!text.empty()) text += ", ";
    char name[LXW_MAX_CELL_NAME_LENGTH];
    lxw_rowcol_to_cell(name, row_at(row + title_rows), col_at(col));
    text += name;
  }
  return text;
}

void write_findings(Book& book, lxw_worksheet* sheet, const Document& document) {
  const char* const heads[] = {"Severity", "Code", "Table", "Cells", "Finding", "Evidence", "Proposal", "Place"};
  for (int col = 0; const char* head : heads) write_text(sheet, 0, col++, head, book.head());
  for (int row = 1; const Finding& finding : document.findings) {
    if (row >= sheet_rows) break;
    const std::string texts[] = {std::string(name_of(finding.severity)), finding.code, finding.table, cells_text(finding),
                                 finding.message, finding.evidence, finding.proposal, place_text(finding.place)};
    for (int col = 0; const std::string& text : texts) write_text(sheet, row, col++, text, book.wrapped());
    ++row;
  }
  const double widths[] = {10, 18, 8, 18, 60, 44, 30, 30};
  for (int col = 0; const double width : widths) {
    worksheet_set_column(sheet, col_at(col), col_at(col), width, nullptr);
    ++col;
  }
  worksheet_freeze_panes(sheet, 1, 0);
  set_print(sheet);
}

void set_properties(Book& book, const Document& document) {
  lxw_doc_properties properties{};
  std::string title = sheet_text(title_of(document));
  std::string comments = std::string(tool_name) + ' ' + std::string(tool_version());
  properties.title = title.data();
  properties.comments = comments.data();
  properties.created = 946684800;  // 2000-01-01: the same document gives the same file
  workbook_set_properties(book.get(), &properties);
}

}  // namespace

Status write_xlsx(const ExportJob& job) {
  const Document& document = job.document;
  const std::string& dir = job.dir;
  AtomicFile file(dir + "/tables.xlsx");
  file.close_for_library();
  Book book(file.temporary_path().c_str());
  if (book.get() == nullptr) return Error{ErrorCode::internal, dir + "/tables.xlsx: no memory", {}};
  set_properties(book, document);
  std::vector<std::string> taken;
  lxw_worksheet* contents = book.add_sheet(sheet_name("Contents", taken));
  const std::string findings_name = sheet_name("Findings", taken);
  std::vector<std::string> names;
  const CellFindings findings(document);
  for (const Table& table : document.tables) {
    const std::string wish = table.caption.empty() ? table.id : table.id + ' ' + table.caption;
    names.push_back(sheet_name(wish, taken));
    const bool streamed = table.cells.size() >= streamed_from;
    write_table_sheet(book, book.add_sheet(names.back(), streamed), findings, table, job);
  }
  write_contents(book, contents, document, names);
  write_findings(book, book.add_sheet(findings_name), document);
  if (const lxw_error error = book.close(); error != LXW_NO_ERROR)
    return Error{ErrorCode::io, dir + "/tables.xlsx: cannot write: " + lxw_strerror(error), {}};
  return file.commit();
}

}  // namespace tabularium
