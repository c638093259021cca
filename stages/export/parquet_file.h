// A Parquet file (https://parquet.apache.org/docs/file-format/), written row by row. Plain values and zstd, a page a column of each
// row group; memory holds one row group.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "models/result.h"

namespace tabularium {

struct ParquetColumn {
  enum class Type { text, texts, integer, real };  // texts: a list, which may be empty
  std::string_view name;
  Type type = Type::text;
  bool nullable = false;                           // never of texts
};

class ParquetFile {
 public:
  // `columns` outlive it. The file appears under its name with commit().
  ParquetFile(std::string path, std::span<const ParquetColumn> columns);
  ~ParquetFile();

  // The values of a row, in the order of the columns and of their types; UTF-8.
  void text(std::string_view value);
  void texts(std::span<const std::string> values);
  void integer(std::int32_t value);
  void real(double value);
  void null();

  // The rows of a file that another ParquetFile of these columns wrote. `first` stands in each row of the first column, which is of texts
  // that cannot be null, in place of what stood there. bad_input for any other file, of which nothing was taken; io where it is damaged.
  Status append(const std::string& path, const std::optional<std::string>& first = std::nullopt);

  Status commit();  // once

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace tabularium
