// Thrift's compact protocol, as far as the metadata of Parquet needs it
// (https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md).
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tabularium {

// Fields of a struct must come with rising numbers.
class ThriftWriter {
 public:
  void integer32(int field, std::int32_t value) { head(field, 5), zigzag(value); }
  void integer64(int field, std::int64_t value) { head(field, 6), zigzag(value); }
  void text(int field, std::string_view value) { head(field, 8), bytes(value); }
  void begin_struct(int field) { head(field, 12), begin_element(); }
  void begin_element() { last_.push_back(0); }  // a struct within a list, or the outermost
  void end_struct();
  void begin_structs(int field, std::size_t count) { list(field, 12, count); }
  void integers32(int field, const std::vector<std::int32_t>& values);
  void texts(int field, const std::vector<std::string_view>& values);

  const std::string& written() const { return out_; }

 private:
  void head(int field, int type);
  void list(int field, int type, std::size_t count);
  void varint(std::uint64_t value);
  void zigzag(std::int64_t value);
  void bytes(std::string_view value);

  std::string out_;
  std::vector<int> last_;  // number of the last field, of each struct that is open
};

// What was read; only that what its type has is filled. Texts lie in the bytes that were read.
struct ThriftValue {
  std::int64_t number = 0;
  std::string_view text;
  std::vector<ThriftValue> elements;
  std::map<int, ThriftValue> fields;

  const ThriftValue* field(int number_of_field) const;
  std::int64_t number_at(int number_of_field, std::int64_t otherwise = 0) const;
};

// The struct that `bytes` begin with, and is taken off them; nullopt when there is none.
std::optional<ThriftValue> read_thrift_struct(std::string_view& bytes);

}  // namespace tabularium
