#include "stages/export/thrift_compact.h"

namespace tabularium {
namespace {

constexpr int deepest = 16;
enum Type { stop = 0, yes = 1, no = 2, byte = 3, i16 = 4, i32 = 5, i64 = 6, real = 7, binary = 8, list_type = 9, set_type = 10, struct_type = 12 };

class Reader {
 public:
  explicit Reader(std::string_view in) : in_(in) {}
  std::string_view rest() const { return in_; }

  bool read_struct(ThriftValue& value, int depth) {
    if (depth > deepest) return false;
    int field = 0;
    for (int head = 0; read_byte(head);) {
      if (head == stop) return true;
      const int delta = head >> 4;
      std::int64_t number = 0;
      if (delta == 0 && !read_zigzag(number)) return false;
      if (number < 0 || number > INT16_MAX) return false;
      field = delta == 0 ? static_cast<int>(number) : field + delta;
      if (!read_value(value.fields[field], head & 15, depth)) return false;
    }
    return false;
  }

 private:
  bool read_value(ThriftValue& value, int type, int depth) {
    if (type == yes || type == no) return value.number = type == yes, true;
    if (type == i16 || type == i32 || type == i64) return read_zigzag(value.number);
    if (type == binary) return read_text(value.text);
    if (type == list_type || type == set_type) return read_list(value, depth);
    if (type == struct_type) return read_struct(value, depth + 1);
    const std::size_t size = type == byte ? 1 : type == real ? 8 : in_.size() + 1;  // maps do not occur
    if (size > in_.size()) return false;
    in_.remove_prefix(size);
    return true;
  }

  bool read_list(ThriftValue& value, int depth) {
    int head = 0;
    if (!read_byte(head)) return false;
    std::uint64_t count = static_cast<std::uint64_t>(head >> 4);
    if (count == 15 && !read_varint(count)) return false;
    const int type = head & 15;
    if (count > in_.size() || depth > deepest) return false;
    for (std::uint64_t i = 0; i < count; ++i) {
      ThriftValue& element = value.elements.emplace_back();
      if (type == yes || type == no) {  // in a list each is a byte
        int bit = 0;
        if (!read_byte(bit)) return false;
        element.number = bit == yes;
      } else if (!read_value(element, type, depth + 1)) {
        return false;
      }
    }
    return true;
  }

  bool read_byte(int& value) {
    if (in_.empty()) return false;
    value = static_cast<unsigned char>(in_.front());
    in_.remove_prefix(1);
    return true;
  }
  bool read_varint(std::uint64_t& value) {
    value = 0;
    int next = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
      if (!read_byte(next)) return false;
      value |= static_cast<std::uint64_t>(next & 0x7F) << shift;
      if (next < 0x80) return true;
    }
    return false;
  }
  bool read_zigzag(std::int64_t& value) {
    std::uint64_t raw = 0;
    if (!read_varint(raw)) return false;
    value = static_cast<std::int64_t>((raw >> 1U) ^ (~(raw & 1U) + 1U));
    return true;
  }
  bool read_text(std::string_view& text) {
    std::uint64_t size = 0;
    if (!read_varint(size) || size > in_.size()) return false;
    text = in_.substr(0, size);
    in_.remove_prefix(size);
    return true;
  }

  std::string_view in_;
};

}  // namespace

void ThriftWriter::end_struct() {
  out_ += '\0';
  last_.pop_back();
}

void ThriftWriter::integers32(int field, const std::vector<std::int32_t>& values) {
  list(field, i32, values.size());
  for (const std::int32_t value : values) zigzag(value);
}

void ThriftWriter::texts(int field, const std::vector<std::string_view>& values) {
  list(field, binary, values.size());
  for (const std::string_view value : values) bytes(value);
}

void ThriftWriter::head(int field, int type) {
  out_ += static_cast<char>((field - last_.back()) << 4 | type);  // Parquet's numbers never rise by more than 15
  last_.back() = field;
}

void ThriftWriter::list(int field, int type, std::size_t count) {
  head(field, list_type);
  if (count < 15) {
    out_ += static_cast<char>(count << 4U | static_cast<unsigned>(type));
  } else {
    out_ += static_cast<char>(0xF0 | type);
    varint(count);
  }
}

void ThriftWriter::varint(std::uint64_t value) {
  for (; value >= 0x80; value >>= 7U) out_ += static_cast<char>(value | 0x80U);
  out_ += static_cast<char>(value);
}

void ThriftWriter::zigzag(std::int64_t value) {
  varint((static_cast<std::uint64_t>(value) << 1U) ^ static_cast<std::uint64_t>(value >> 63));
}

void ThriftWriter::bytes(std::string_view value) {
  varint(value.size());
  out_ += value;
}

const ThriftValue* ThriftValue::field(int number_of_field) const {
  const auto found = fields.find(number_of_field);
  return found == fields.end() ? nullptr : &found->second;
}

std::int64_t ThriftValue::number_at(int number_of_field, std::int64_t otherwise) const {
  const ThriftValue* found = field(number_of_field);
  return found == nullptr ? otherwise : found->number;
}

std::optional<ThriftValue> read_thrift_struct(std::string_view& bytes) {
  ThriftValue value;
  Reader reader(bytes);
  if (!reader.read_struct(value, 0)) return std::nullopt;
  bytes = reader.rest();
  return value;
}

}  // namespace tabularium
