#include "stages/export/picture_header.h"

#include <cstdint>

namespace tabularium {
namespace {

Error unfit(const char* why) { return {ErrorCode::unsupported, std::string("the picture cannot be kept: ") + why, {}}; }

std::uint32_t big_endian(std::string_view bytes, std::size_t at, int count) {
  std::uint32_t value = 0;
  for (int i = 0; i < count; ++i) value = value << 8U | static_cast<unsigned char>(bytes[at + static_cast<std::size_t>(i)]);
  return value;
}

// ISO 10918-1: segments up to the frame header, which says how many components there are.
Result<EmbeddedPicture> embedded_jpeg(const PagePicture& picture) {
  const std::string_view bytes = picture.bytes;
  for (std::size_t at = 2; at + 10 < bytes.size();) {
    if (static_cast<unsigned char>(bytes[at]) != 0xFF) break;
    const auto marker = static_cast<unsigned char>(bytes[at + 1]);
    const bool frame = marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
    if (frame) {
      const int channels = static_cast<unsigned char>(bytes[at + 9]);
      if (channels != 1 && channels != 3) return unfit("a JPEG of an unusual kind");
      return EmbeddedPicture{picture.bytes, "/DCTDecode", static_cast<int>(big_endian(bytes, at + 7, 2)),
                             static_cast<int>(big_endian(bytes, at + 5, 2)), channels, 8, "", false};
    }
    at += marker == 0xFF ? 1 : 2 + big_endian(bytes, at + 2, 2);
  }
  return unfit("a damaged JPEG");
}

// ISO 15948: the data chunks together are one zlib stream, as FlateDecode wants it.
Result<EmbeddedPicture> embedded_png(const PagePicture& picture) {
  const std::string_view bytes = picture.bytes;
  EmbeddedPicture out;
  out.filter = "/FlateDecode";
  out.predicted = true;
  for (std::size_t at = 8; at + 12 <= bytes.size();) {
    const std::size_t length = big_endian(bytes, at, 4);
    const std::string_view kind = bytes.substr(at + 4, 4);
    if (length > bytes.size() - at - 12) break;
    const std::string_view data = bytes.substr(at + 8, length);
    if (kind == "IHDR" && length >= 13) {
      out.width = static_cast<int>(big_endian(data, 0, 4));
      out.height = static_cast<int>(big_endian(data, 4, 4));
      out.bits = static_cast<unsigned char>(data[8]);
      const int color = static_cast<unsigned char>(data[9]);
      if (color == 4 || color == 6 || data[12] != 0) return unfit("an interlaced or transparent PNG");
      out.channels = color == 2 ? 3 : 1;
    } else if (kind == "PLTE") {
      out.palette = data;
    } else if (kind == "IDAT") {
      out.bytes += data;
    }
    at += 12 + length;
  }
  if (out.width <= 0 || out.bytes.empty()) return unfit("a damaged PNG");
  return out;
}

}  // namespace

Result<EmbeddedPicture> embedded(const PagePicture& picture) {
  return picture.media_type == "image/png" ? embedded_png(picture) : embedded_jpeg(picture);
}

}  // namespace tabularium
