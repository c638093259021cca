#include "stages/export/parquet_file.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <fstream>
#include <utility>

#include "stages/core/atomic_file.h"
#include "stages/core/zstd_packer.h"
#include "stages/export/thrift_compact.h"

namespace tabularium {
namespace {

static_assert(std::endian::native == std::endian::little, "values are written as they lie in memory");

constexpr std::string_view magic = "PAR1";
constexpr std::string_view created_by = "Tabularium parquet 1";
constexpr std::size_t rows_at_once = 16384;

// Numbers of the format's enumerations.
constexpr std::int32_t type_int32 = 1, type_double = 5, type_bytes = 6;
constexpr std::int32_t required = 0, optional = 1, repeated = 2;
constexpr std::int32_t converted_utf8 = 0, converted_list = 3;
constexpr std::int32_t encoding_plain = 0, encoding_rle = 3;
constexpr std::int32_t codec_zstd = 6;

using Type = ParquetColumn::Type;

std::int32_t physical(Type type) { return type == Type::integer ? type_int32 : type == Type::real ? type_double : type_bytes; }

void append_number(std::string& out, std::uint32_t value) { out.append(reinterpret_cast<const char*>(&value), sizeof value); }

// What lies in the file of a column of a row group.
struct Chunk {
  std::int64_t values = 0;   // with nulls, and one for an empty list
  std::int64_t plain = 0;    // bytes, with the page's head
  std::int64_t packed = 0;
  std::int64_t offset = 0;
};

struct RowGroup {
  std::int64_t rows = 0;
  std::vector<Chunk> chunks;
};

// Levels of one bit as a single bit-packed run of the hybrid encoding, with their size before them.
void append_levels(std::string& out, const std::vector<bool>& levels) {
  std::string run;
  const std::size_t groups = (levels.size() + 7) / 8;
  for (std::uint64_t head = groups << 1U | 1U;; head >>= 7U) {
    run += static_cast<char>(head >= 0x80 ? head | 0x80U : head);
    if (head < 0x80) break;
  }
  const std::size_t at = run.size();
  run.resize(at + groups, '\0');
  for (std::size_t i = 0; i < levels.size(); ++i)
    if (levels[i]) run[at + i / 8] = static_cast<char>(run[at + i / 8] | 1 << i % 8);
  append_number(out, static_cast<std::uint32_t>(run.size()));
  out += run;
}

// Takes `count` levels, as they stand there, off the page.
bool take_levels(std::string_view& page, std::int64_t count, std::vector<bool>& levels) {
  std::uint32_t size = 0;
  if (page.size() < sizeof size) return false;
  std::memcpy(&size, page.data(), sizeof size);
  page.remove_prefix(sizeof size);
  const std::size_t bits = (static_cast<std::size_t>(count) + 7) / 8;
  if (size > page.size() || size < bits + 1) return false;
  const std::string_view run = page.substr(size - bits, bits);  // behind its head
  page.remove_prefix(size);
  for (std::size_t i = 0; i < static_cast<std::size_t>(count); ++i) levels.push_back((run[i / 8] >> i % 8 & 1) != 0);
  return true;
}

// The values of a column since the last row group.
struct Column {
  std::string values;
  std::vector<bool> present;    // of what may be null or an empty list
  std::vector<bool> continued;  // of lists: belongs to the row of the value before

  std::string page(const ParquetColumn& column) const {
    std::string page;
    if (column.type == Type::texts) append_levels(page, continued);
    if (column.type == Type::texts || column.nullable) append_levels(page, present);
    return page + values;
  }
  bool take_page(const ParquetColumn& column, std::string_view page, std::int64_t count) {
    if (column.type == Type::texts && !take_levels(page, count, continued)) return false;
    if ((column.type == Type::texts || column.nullable) && !take_levels(page, count, present)) return false;
    values += page;
    return true;
  }
  void clear() {
    values.clear();
    present.clear();
    continued.clear();
  }
};

std::string page_head(std::size_t plain, std::size_t packed, std::int64_t values) {
  ThriftWriter head;
  head.begin_element();
  head.integer32(1, 0);  // a data page
  head.integer32(2, static_cast<std::int32_t>(plain));
  head.integer32(3, static_cast<std::int32_t>(packed));
  head.begin_struct(5);
  head.integer32(1, static_cast<std::int32_t>(values));
  head.integer32(2, encoding_plain);
  head.integer32(3, encoding_rle);
  head.integer32(4, encoding_rle);
  head.end_struct();
  head.end_struct();
  return head.written();
}

void write_schema(ThriftWriter& footer, std::span<const ParquetColumn> columns) {
  const auto lists = std::ranges::count(columns, Type::texts, &ParquetColumn::type);
  footer.begin_structs(2, columns.size() + 1 + 2 * static_cast<std::size_t>(lists));
  const auto element = [&](std::optional<std::int32_t> type, std::int32_t repetition, std::string_view name, std::int32_t children,
                           std::optional<std::int32_t> converted) {
    footer.begin_element();
    if (type) footer.integer32(1, *type);
    footer.integer32(3, repetition);
    footer.text(4, name);
    if (children > 0) footer.integer32(5, children);
    if (converted) footer.integer32(6, *converted);
    footer.end_struct();
  };
  element(std::nullopt, required, "facts", static_cast<std::int32_t>(columns.size()), std::nullopt);
  for (const ParquetColumn& column : columns) {
    const auto text = column.type == Type::text || column.type == Type::texts ? std::optional(converted_utf8) : std::nullopt;
    if (column.type != Type::texts) {
      element(physical(column.type), column.nullable ? optional : required, column.name, 0, text);
      continue;
    }
    element(std::nullopt, required, column.name, 1, converted_list);
    element(std::nullopt, repeated, "list", 1, std::nullopt);
    element(type_bytes, required, "element", 0, text);
  }
}

void write_chunk(ThriftWriter& footer, const ParquetColumn& column, const Chunk& chunk) {
  footer.begin_element();
  footer.integer64(2, chunk.offset);
  footer.begin_struct(3);
  footer.integer32(1, physical(column.type));
  footer.integers32(2, {encoding_plain, encoding_rle});
  if (column.type == Type::texts) footer.texts(3, {column.name, "list", "element"});
  else footer.texts(3, {column.name});
  footer.integer32(4, codec_zstd);
  footer.integer64(5, chunk.values);
  footer.integer64(6, chunk.plain);
  footer.integer64(7, chunk.packed);
  footer.integer64(9, chunk.offset);
  footer.end_struct();
  footer.end_struct();
}

std::string footer_of(std::span<const ParquetColumn> columns, const std::vector<RowGroup>& groups) {
  ThriftWriter footer;
  footer.begin_element();
  footer.integer32(1, 1);
  write_schema(footer, columns);
  std::int64_t rows = 0;
  for (const RowGroup& group : groups) rows += group.rows;
  footer.integer64(3, rows);
  footer.begin_structs(4, groups.size());
  for (const RowGroup& group : groups) {
    footer.begin_element();
    footer.begin_structs(1, columns.size());
    std::int64_t plain = 0;
    for (std::size_t i = 0; i < columns.size(); ++i) {
      write_chunk(footer, columns[i], group.chunks[i]);
      plain += group.chunks[i].plain;
    }
    footer.integer64(2, plain);
    footer.integer64(3, group.rows);
    footer.end_struct();
  }
  footer.text(6, created_by);
  footer.end_struct();
  return footer.written();
}

// The row groups that the footer tells of, where each lies within the first `end` bytes of the file.
std::optional<std::vector<RowGroup>> groups_in(const std::string& footer, std::size_t columns, std::int64_t end) {
  std::string_view rest = footer;
  const auto read = read_thrift_struct(rest);
  const ThriftValue* maker = read ? read->field(6) : nullptr;
  const ThriftValue* listed = read ? read->field(4) : nullptr;
  if (maker == nullptr || maker->text != created_by || listed == nullptr) return std::nullopt;
  std::vector<RowGroup> groups;
  for (const ThriftValue& told : listed->elements) {
    RowGroup& group = groups.emplace_back(RowGroup{told.number_at(3), {}});
    const ThriftValue* chunks = told.field(1);
    if (chunks == nullptr || chunks->elements.size() != columns || group.rows < 0) return std::nullopt;
    for (const ThriftValue& chunk : chunks->elements) {
      const ThriftValue* data = chunk.field(3);
      if (data == nullptr) return std::nullopt;
      const Chunk found{data->number_at(5), data->number_at(6), data->number_at(7), data->number_at(9)};
      if (found.offset < 0 || found.packed < 0 || found.packed > end || found.offset > end - found.packed) return std::nullopt;
      group.chunks.push_back(found);
    }
  }
  return groups;
}

std::string bytes_at(std::ifstream& in, std::int64_t offset, std::int64_t count) {
  std::string bytes(static_cast<std::size_t>(count), '\0');
  in.seekg(offset);
  in.read(bytes.data(), count);
  return bytes;
}

// What the last bytes of the file tell of it.
std::optional<std::vector<RowGroup>> read_footer(std::ifstream& in, std::size_t columns) {
  const std::int64_t size = in ? static_cast<std::int64_t>(in.tellg()) : 0;
  if (size < 12) return std::nullopt;
  const std::string tail = bytes_at(in, size - 8, 8);
  std::uint32_t length = 0;
  std::memcpy(&length, tail.data(), sizeof length);
  const std::int64_t end = size - 8 - static_cast<std::int64_t>(length);
  if (!tail.ends_with(magic) || end < 4) return std::nullopt;
  return groups_in(bytes_at(in, end, length), columns, end);
}

}  // namespace

struct ParquetFile::State {
  AtomicFile file;
  std::span<const ParquetColumn> columns;
  std::vector<Column> values;
  std::vector<RowGroup> groups;
  ZstdPacker packer;
  std::int64_t written = 0;
  std::size_t rows = 0;   // since the last row group
  std::size_t next = 0;   // column

  State(std::string path, std::span<const ParquetColumn> of) : file(std::move(path)), columns(of), values(of.size()) { put(magic); }

  void put(std::string_view bytes) {
    file.write(bytes);
    written += static_cast<std::int64_t>(bytes.size());
  }

  Column& column() { return values[next]; }

  void end_value() {
    if (++next < columns.size()) return;
    next = 0;
    if (++rows == rows_at_once) end_group();
  }

  void value(std::string_view bytes) {
    if (columns[next].nullable) column().present.push_back(true);
    column().values += bytes;
    end_value();
  }

  void end_group() {
    if (rows == 0) return;
    RowGroup& group = groups.emplace_back(RowGroup{static_cast<std::int64_t>(rows), {}});
    for (std::size_t i = 0; i < columns.size(); ++i) {
      const auto count = static_cast<std::int64_t>(columns[i].type == Type::texts ? values[i].present.size() : rows);
      const std::string page = values[i].page(columns[i]), packed = packer.pack(page), head = page_head(page.size(), packed.size(), count);
      const auto beside = static_cast<std::int64_t>(head.size());
      group.chunks.push_back({count, beside + static_cast<std::int64_t>(page.size()), beside + static_cast<std::int64_t>(packed.size()), written});
      put(head);
      put(packed);
      values[i].clear();
    }
    rows = 0;
  }

  bool take_chunk(std::size_t i, const std::string& bytes, const Chunk& chunk) {
    std::string_view rest = bytes;
    const auto head = read_thrift_struct(rest);
    if (!head) return false;
    const auto page = packer.unpack(rest, static_cast<std::size_t>(head->number_at(2)));
    return page && values[i].take_page(columns[i], *page, chunk.values);
  }

  void repeat_first(const std::string& text, std::int64_t times) {
    std::string value;
    append_number(value, static_cast<std::uint32_t>(text.size()));
    value += text;
    for (std::int64_t i = 0; i < times; ++i) values[0].values += value;
  }
};

ParquetFile::ParquetFile(std::string path, std::span<const ParquetColumn> columns) : state_(std::make_unique<State>(std::move(path), columns)) {}
ParquetFile::~ParquetFile() = default;

void ParquetFile::text(std::string_view value) {
  append_number(state_->column().values, static_cast<std::uint32_t>(value.size()));
  state_->value(value);
}

void ParquetFile::texts(std::span<const std::string> values) {
  Column& column = state_->column();
  for (std::size_t i = 0; i < std::max<std::size_t>(values.size(), 1); ++i) {
    column.continued.push_back(i > 0);
    column.present.push_back(!values.empty());
  }
  for (const std::string& value : values) {
    append_number(column.values, static_cast<std::uint32_t>(value.size()));
    column.values += value;
  }
  state_->end_value();
}

void ParquetFile::integer(std::int32_t value) { state_->value({reinterpret_cast<const char*>(&value), sizeof value}); }
void ParquetFile::real(double value) { state_->value({reinterpret_cast<const char*>(&value), sizeof value}); }

void ParquetFile::null() {
  state_->column().present.push_back(false);
  state_->end_value();
}

Status ParquetFile::append(const std::string& path, const std::optional<std::string>& first) {
  std::ifstream in(path, std::ios::binary | std::ios::ate);
  const auto groups = read_footer(in, state_->columns.size());
  if (!groups) return Error{ErrorCode::bad_input, path + ": no Parquet file of this program's version", {}};
  for (const RowGroup& group : *groups) {
    if (first) state_->repeat_first(*first, group.rows);
    for (std::size_t i = first ? 1 : 0; i < group.chunks.size(); ++i) {
      const Chunk& chunk = group.chunks[i];
      const std::string bytes = bytes_at(in, chunk.offset, chunk.packed);
      if (!in || !state_->take_chunk(i, bytes, chunk)) return Error{ErrorCode::io, path + ": the file is damaged", {}};
    }
    state_->rows += static_cast<std::size_t>(group.rows);
    if (state_->rows >= rows_at_once) state_->end_group();
  }
  return {};
}

Status ParquetFile::commit() {
  state_->end_group();
  std::string footer = footer_of(state_->columns, state_->groups);
  append_number(footer, static_cast<std::uint32_t>(footer.size()));
  state_->put(footer);
  state_->put(magic);
  return state_->file.commit();
}

}  // namespace tabularium
