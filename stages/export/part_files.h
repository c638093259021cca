// Temporary files that stay in memory while they are small: a workbook takes two for each of its sheets, and making, filling and removing a
// file of the file system costs many times what is written into it.
#pragma once

#include <cstddef>
#include <cstdio>
#include <string>

namespace tabularium {

inline constexpr std::size_t part_in_memory = std::size_t{1} << 18U;   // bytes; what is longer goes to a file without a name in `dir`

// To be written, rewound and read; goes with fclose(). Null with errno.
std::FILE* open_part_file(const std::string& dir);

}  // namespace tabularium
