#include "stages/extract/html_input.h"

#include <gumbo.h>

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <string>
#include <utility>

#include "stages/core/delimited_text.h"
#include "stages/core/unicode.h"

namespace tabularium {
namespace {

constexpr int deepest = 400;             // elements within each other; deeper ones are read as text of their parent
constexpr int widest_span = 1000;        // as browsers limit colspan …
constexpr int longest_span = 65534;      // … and rowspan
constexpr std::size_t most_columns = 2000;

struct DestroyOutput {
  void operator()(GumboOutput* output) const noexcept { gumbo_destroy_output(&kGumboDefaultOptions, output); }
};

bool is_element(const GumboNode* node) { return node->type == GUMBO_NODE_ELEMENT || node->type == GUMBO_NODE_TEMPLATE; }
bool is_tag(const GumboNode* node, GumboTag tag) { return is_element(node) && node->v.element.tag == tag; }

bool is_unseen(const GumboNode* node) {
  if (!is_element(node)) return false;
  switch (node->v.element.tag) {
    case GUMBO_TAG_SCRIPT: case GUMBO_TAG_STYLE: case GUMBO_TAG_HEAD: case GUMBO_TAG_TEMPLATE: case GUMBO_TAG_NOSCRIPT: return true;
    default: return gumbo_get_attribute(&node->v.element.attributes, "hidden") != nullptr;
  }
}

bool is_block(const GumboNode* node) {
  if (!is_element(node)) return false;
  switch (node->v.element.tag) {
    case GUMBO_TAG_P: case GUMBO_TAG_DIV: case GUMBO_TAG_H1: case GUMBO_TAG_H2: case GUMBO_TAG_H3: case GUMBO_TAG_H4: case GUMBO_TAG_H5:
    case GUMBO_TAG_H6: case GUMBO_TAG_LI: case GUMBO_TAG_UL: case GUMBO_TAG_OL: case GUMBO_TAG_DL: case GUMBO_TAG_DT: case GUMBO_TAG_DD:
    case GUMBO_TAG_BLOCKQUOTE: case GUMBO_TAG_PRE: case GUMBO_TAG_CENTER: case GUMBO_TAG_HR: case GUMBO_TAG_BR: case GUMBO_TAG_BODY:
    case GUMBO_TAG_HTML: case GUMBO_TAG_SECTION: case GUMBO_TAG_ARTICLE: case GUMBO_TAG_HEADER: case GUMBO_TAG_FOOTER: case GUMBO_TAG_MAIN:
    case GUMBO_TAG_FORM: case GUMBO_TAG_CAPTION: case GUMBO_TAG_FIGURE: case GUMBO_TAG_FIGCAPTION: case GUMBO_TAG_ADDRESS: return true;
    default: return false;
  }
}

int span_attribute(const GumboNode* cell, const char* name, int most) {
  const GumboAttribute* attribute = gumbo_get_attribute(&cell->v.element.attributes, name);
  if (attribute == nullptr) return 1;
  return static_cast<int>(std::clamp(std::strtol(attribute->value, nullptr, 10), 1L, static_cast<long>(most)));
}

class Reader {
 public:
  explicit Reader(const std::vector<TextLine>& source) : source_(source) {
    for (const TextLine& line : source) html_ += line.text + "\n";
    keep_breaks_ = html_.find("<p") == std::string::npos && html_.find("<P") == std::string::npos && html_.find("<br") == std::string::npos &&
                   html_.find("<BR") == std::string::npos && html_.find("<div") == std::string::npos;
  }

  std::vector<TextLine> read() {
    const std::unique_ptr<GumboOutput, DestroyOutput> output(gumbo_parse_with_options(&kGumboDefaultOptions, html_.data(), html_.size()));
    if (!output) return {};
    walk(output->root, 0);
    end_line();
    return std::move(out_);
  }

 private:
  struct Slot {
    std::string text;
    int rows_left = 0;    // rows below that the cell still covers
  };

  // The line of the source at a position, 0-based.
  std::size_t source_line(const GumboSourcePosition& at) const {
    return std::min<std::size_t>(at.line > 0 ? at.line - 1 : 0, source_.empty() ? 0 : source_.size() - 1);
  }

  void place(const GumboSourcePosition& at) {
    if (source_.empty()) return;
    const TextLine& line = source_[source_line(at)];
    if (pending_.span.line == 0) pending_.span = line.span;
    pending_.span.byte_to = std::max(pending_.span.byte_to, line.span.byte_to);
  }

  void end_line() {
    std::string text = collapse_spaces(text_);
    text_.clear();
    if (!text.empty()) push(std::move(text));
    pending_ = TextLine{};
  }

  void push(std::string text) {
    pending_.text = std::move(text);
    if (pending_.span.line == 0 && !out_.empty()) pending_.span = out_.back().span;
    out_.push_back(std::exchange(pending_, TextLine{}));
  }

  void add_text(const GumboNode* node) {
    std::string text = node->v.text.text;
    place(node->v.text.start_pos);
    if (!keep_breaks_ || inside_cell_ > 0) {
      text_ += text;
      return;
    }
    for (std::size_t at = 0; at <= text.size();) {   // plain text around a table keeps its lines
      const std::size_t end = std::min(text.find('\n', at), text.size());
      text_ += text.substr(at, end - at);
      if (end < text.size()) end_line();
      at = end + 1;
    }
  }

  void walk(const GumboNode* node, int depth) {
    if (node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_CDATA || node->type == GUMBO_NODE_WHITESPACE) {
      add_text(node);
      return;
    }
    if (!is_element(node) || is_unseen(node) || depth > deepest) return;
    if (is_tag(node, GUMBO_TAG_TABLE) && holds_grid(node, depth)) {
      end_line();
      add_table(node, depth);
      return;
    }
    const bool block = is_block(node) || is_tag(node, GUMBO_TAG_TABLE) || is_tag(node, GUMBO_TAG_TR);
    if (block) end_line();
    if (is_tag(node, GUMBO_TAG_TD) || is_tag(node, GUMBO_TAG_TH)) text_ += ' ';
    place(node->v.element.start_pos);
    walk_children(node, depth);
    if (block) end_line();
  }

  void walk_children(const GumboNode* node, int depth) {
    const GumboVector& children = node->v.element.children;
    for (unsigned i = 0; i < children.length; ++i) walk(static_cast<const GumboNode*>(children.data[i]), depth + 1);
  }

  void gather_rows(const GumboNode* node, int depth, std::vector<const GumboNode*>& rows) const {
    if (depth > deepest) return;
    const GumboVector& children = node->v.element.children;
    for (unsigned i = 0; i < children.length; ++i) {
      const auto* child = static_cast<const GumboNode*>(children.data[i]);
      if (!is_element(child)) continue;
      if (is_tag(child, GUMBO_TAG_TR)) rows.push_back(child);
      else if (!is_tag(child, GUMBO_TAG_TABLE)) gather_rows(child, depth + 1, rows);
    }
  }

  static bool holds_table(const GumboNode* node, int depth) {
    if (!is_element(node) || depth > deepest) return false;
    if (is_tag(node, GUMBO_TAG_TABLE)) return true;
    const GumboVector& children = node->v.element.children;
    for (unsigned i = 0; i < children.length; ++i)
      if (holds_table(static_cast<const GumboNode*>(children.data[i]), depth + 1)) return true;
    return false;
  }

  // Two rows with two cells; a table that holds tables is there for layout.
  bool holds_grid(const GumboNode* table, int depth) const {
    std::vector<const GumboNode*> rows;
    gather_rows(table, depth, rows);
    int full = 0;
    for (const GumboNode* row : rows) {
      int cells = 0;
      const GumboVector& children = row->v.element.children;
      for (unsigned i = 0; i < children.length; ++i) {
        const auto* child = static_cast<const GumboNode*>(children.data[i]);
        if (!is_tag(child, GUMBO_TAG_TD) && !is_tag(child, GUMBO_TAG_TH)) continue;
        if (holds_table(child, depth)) return false;
        cells += span_attribute(child, "colspan", widest_span);
      }
      full += cells >= 2 ? 1 : 0;
    }
    return full >= 2;
  }

  std::string cell_text(const GumboNode* cell, int depth) {
    std::vector<TextLine> lines = std::exchange(out_, {});
    const TextLine pending = std::exchange(pending_, TextLine{});
    ++inside_cell_;
    walk_children(cell, depth + 1);
    end_line();
    --inside_cell_;
    std::string text;
    for (const TextLine& line : out_) text = join_text(text, line.text);
    out_ = std::move(lines);
    pending_ = pending;
    std::replace(text.begin(), text.end(), '\t', ' ');
    return text;
  }

  void add_caption(const GumboNode* table, int depth) {
    const GumboVector& children = table->v.element.children;
    for (unsigned i = 0; i < children.length; ++i) {
      const auto* child = static_cast<const GumboNode*>(children.data[i]);
      if (is_tag(child, GUMBO_TAG_CAPTION)) walk(child, depth + 1);
    }
  }

  void add_table(const GumboNode* table, int depth) {
    add_caption(table, depth);
    std::vector<const GumboNode*> rows;
    gather_rows(table, depth, rows);
    std::vector<Slot> slots;
    std::vector<TextLine> made;
    std::vector<std::size_t> widths;
    for (const GumboNode* row : rows) {
      std::vector<std::string> texts = row_texts(row, depth, slots);
      widths.push_back(texts.size());
      place(row->v.element.start_pos);
      place(row->v.element.end_pos);
      pending_.text.clear();
      for (std::size_t c = 0; c < texts.size(); ++c) pending_.text += (c > 0 ? "\t" : "") + texts[c];
      made.push_back(std::exchange(pending_, TextLine{}));
    }
    const std::size_t usual = usual_width(widths);
    const auto is_short = [&](std::size_t width) { return width > 1 && width < usual; };
    const bool fill = leaves_ends_out(static_cast<std::size_t>(std::count_if(widths.begin(), widths.end(), is_short)), rows.size());
    for (std::size_t r = 0; r < made.size(); ++r) {
      const std::size_t width = std::max<std::size_t>(1, widths[r]);
      if (width < usual && (fill || width == 1)) made[r].text.append(usual - width, '\t');
      out_.push_back(std::move(made[r]));
    }
    TextLine after;   // parts two tables that follow each other
    if (!out_.empty()) after.span = out_.back().span;
    after.span.byte_from = after.span.byte_to;
    out_.push_back(std::move(after));
  }

  // Texts by column; cells from rows above keep their columns empty.
  std::vector<std::string> row_texts(const GumboNode* row, int depth, std::vector<Slot>& slots) {
    std::vector<std::string> texts(slots.size());
    std::vector<bool> taken(slots.size());
    for (std::size_t c = 0; c < slots.size(); ++c) {
      taken[c] = slots[c].rows_left > 0;
      slots[c].rows_left -= taken[c] ? 1 : 0;
    }
    std::size_t column = 0;
    const GumboVector& children = row->v.element.children;
    for (unsigned i = 0; i < children.length; ++i) {
      const auto* cell = static_cast<const GumboNode*>(children.data[i]);
      if (!is_tag(cell, GUMBO_TAG_TD) && !is_tag(cell, GUMBO_TAG_TH)) continue;
      while (column < taken.size() && taken[column]) ++column;
      const int wide = span_attribute(cell, "colspan", widest_span);
      const int tall = span_attribute(cell, "rowspan", longest_span);
      const std::size_t end = std::min(column + static_cast<std::size_t>(wide), most_columns);
      if (column >= end) break;
      slots.resize(std::max(slots.size(), end));
      taken.resize(slots.size());
      texts.resize(slots.size());
      texts[column] = cell_text(cell, depth);
      for (; column < end; ++column) {
        taken[column] = true;
        slots[column].rows_left = tall - 1;
      }
    }
    while (!texts.empty() && !taken[texts.size() - 1]) texts.pop_back();   // what the row does not reach
    return texts;
  }

  const std::vector<TextLine>& source_;
  std::string html_;
  bool keep_breaks_ = false;
  int inside_cell_ = 0;
  std::string text_;        // of the line that is being gathered
  TextLine pending_;        // … and its place
  std::vector<TextLine> out_;
};

bool has_tag(const std::string& text, std::string_view tag) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  const auto found = std::search(text.begin(), text.end(), tag.begin(), tag.end(), [&](char a, char b) { return lower(a) == b; });
  return found != text.end();
}

}  // namespace

bool looks_like_html(const std::vector<TextLine>& lines) {
  constexpr std::size_t looked_at = 2000;   // lines
  bool table = false, row = false, cell = false;
  for (std::size_t i = 0; i < std::min(lines.size(), looked_at); ++i) {
    const std::string& text = lines[i].text;
    if (text.find('<') == std::string::npos) continue;
    if (has_tag(text, "<!doctype html") || has_tag(text, "<html") || has_tag(text, "<body")) return true;
    table = table || has_tag(text, "<table");
    row = row || has_tag(text, "<tr");
    cell = cell || has_tag(text, "<td") || has_tag(text, "<th");
  }
  return table && row && cell;
}

std::vector<TextLine> lines_of_html(const std::vector<TextLine>& source) { return Reader(source).read(); }

}  // namespace tabularium
