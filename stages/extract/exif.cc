#include "stages/extract/exif.h"

#include <cstdint>
#include <cstring>

namespace tabularium {
namespace {

class Reader {
 public:
  Reader(std::span<const std::byte> bytes, bool little) noexcept : bytes_(bytes), little_(little) {}
  std::size_t size() const noexcept { return bytes_.size(); }
  unsigned at(std::size_t i) const noexcept { return i < bytes_.size() ? static_cast<unsigned>(bytes_[i]) : 0; }
  unsigned u16(std::size_t i) const noexcept { return little_ ? at(i) | at(i + 1) << 8 : at(i) << 8 | at(i + 1); }
  unsigned u32(std::size_t i) const noexcept { return little_ ? u16(i) | u16(i + 2) << 16 : u16(i) << 16 | u16(i + 2); }

 private:
  std::span<const std::byte> bytes_;
  bool little_;
};

// The TIFF structure inside the Exif segment.
int orientation_in(std::span<const std::byte> tiff) noexcept {
  constexpr unsigned orientation = 0x0112, one_short = 3;
  if (tiff.size() < 8) return 1;
  const Reader read(tiff, tiff[0] == std::byte{'I'});
  if (read.u16(2) != 42) return 1;
  const std::size_t directory = read.u32(4);
  if (directory + 2 > read.size()) return 1;
  const unsigned entries = read.u16(directory);
  for (unsigned i = 0; i < entries; ++i) {
    const std::size_t entry = directory + 2 + 12UL * i;
    if (entry + 12 > read.size()) return 1;
    if (read.u16(entry) != orientation || read.u16(entry + 2) != one_short) continue;
    const unsigned value = read.u16(entry + 8);
    return value >= 1 && value <= 8 ? static_cast<int>(value) : 1;
  }
  return 1;
}

}  // namespace

int jpeg_orientation(std::span<const std::byte> jpeg) noexcept {
  const Reader read(jpeg, false);
  if (read.u16(0) != 0xFFD8) return 1;
  std::size_t at = 2;
  while (at + 4 <= jpeg.size() && read.at(at) == 0xFF) {
    const unsigned marker = read.at(at + 1);
    const std::size_t length = read.u16(at + 2);
    if (marker == 0xDA || length < 2 || at + 2 + length > jpeg.size()) return 1;  // pixels begin, or the rest is missing
    const std::span<const std::byte> segment = jpeg.subspan(at + 4, length - 2);
    if (marker == 0xE1 && segment.size() > 6 && std::memcmp(segment.data(), "Exif\0\0", 6) == 0) return orientation_in(segment.subspan(6));
    at += 2 + length;
  }
  return 1;
}

}  // namespace tabularium
