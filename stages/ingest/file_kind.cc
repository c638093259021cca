#include "stages/ingest/file_kind.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "stages/core/unicode.h"

namespace tabularium {
namespace {

using namespace std::string_view_literals;

struct Magic {
  std::size_t offset;
  std::string_view bytes;
  SourceKind kind;
  const char* media_type;
  const char* name;
  const char* remedy;
};

constexpr auto image = SourceKind::image;
constexpr auto other = SourceKind::other;

constexpr std::array magics = {
    Magic{0, "II*\0"sv, image, "image/tiff", "", ""},
    Magic{0, "MM\0*"sv, image, "image/tiff", "", ""},
    Magic{0, "II+\0"sv, image, "image/tiff", "", ""},
    Magic{0, "MM\0+"sv, image, "image/tiff", "", ""},
    Magic{0, "\x89PNG\r\n\x1a\n"sv, image, "image/png", "", ""},
    Magic{0, "\xFF\xD8\xFF"sv, image, "image/jpeg", "", ""},
    Magic{0, "GIF87a"sv, image, "image/gif", "", ""},
    Magic{0, "GIF89a"sv, image, "image/gif", "", ""},
    Magic{0, "\0\0\0\x0CjP  \r\n"sv, image, "image/jp2", "", ""},
    Magic{0, "\xFF\x4F\xFF\x51"sv, image, "image/jp2", "", ""},
    Magic{8, "WEBPVP8"sv, image, "image/webp", "", ""},
    Magic{0, "PK\5\6"sv, other, "application/zip", "an empty ZIP archive", "nothing is in it"},
    Magic{0, "\x1f\x8b"sv, other, "application/gzip", "a gzip-compressed file", "unpack it first"},
    Magic{0, "BZh"sv, other, "application/x-bzip2", "a bzip2-compressed file", "unpack it first"},
    Magic{0, "\xFD""7zXZ\0"sv, other, "application/x-xz", "an xz-compressed file", "unpack it first"},
    Magic{0, "\x28\xB5\x2F\xFD"sv, other, "application/zstd", "a zstd-compressed file", "unpack it first"},
    Magic{0, "7z\xBC\xAF\x27\x1C"sv, other, "application/x-7z-compressed", "a 7-Zip archive", "unpack it first"},
    Magic{0, "Rar!\x1A\x07"sv, other, "application/vnd.rar", "a RAR archive", "unpack it first"},
    Magic{257, "ustar"sv, other, "application/x-tar", "a TAR archive", "unpack it first"},
    Magic{0, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv, other, "application/x-ole-storage",
          "an old Office document (DOC, XLS or PPT)", "save it as PDF"},
    Magic{0, "{\\rtf"sv, other, "application/rtf", "an RTF document", "save it as PDF"},
    Magic{0, "%!PS"sv, other, "application/postscript", "a PostScript file", "convert it to PDF (ps2pdf)"},
    Magic{0, "\xC5\xD0\xD3\xC6"sv, other, "application/postscript", "a PostScript file", "convert it to PDF (ps2pdf)"},
    Magic{0, "AT&TFORM"sv, other, "image/vnd.djvu", "a DjVu document", "convert it to PDF (ddjvu -format=pdf)"},
    Magic{0, "\x7F""ELF"sv, other, "application/x-executable", "a program (ELF)", "it holds no pages"},
    Magic{0, "MZ"sv, other, "application/x-msdownload", "a program (PE)", "it holds no pages"},
    Magic{0, "SQLite format 3\0"sv, other, "application/vnd.sqlite3", "an SQLite database", "export its tables as text"},
    Magic{4, "ftypheic"sv, other, "image/heic", "a HEIC picture", "save it as PNG or JPEG"},
    Magic{4, "ftypavif"sv, other, "image/avif", "an AVIF picture", "save it as PNG or JPEG"},
    Magic{4, "ftyp"sv, other, "video/mp4", "a video or sound file", "it holds no pages"},
    Magic{0, "\0\0\0\x0CJXL "sv, other, "image/jxl", "a JPEG XL picture", "save it as PNG or JPEG"},
    Magic{0, "8BPS"sv, other, "image/vnd.adobe.photoshop", "a Photoshop picture", "save it as PNG or TIFF"},
    Magic{0, "\x76\x2F\x31\x01"sv, other, "image/x-exr", "an OpenEXR picture", "save it as PNG or TIFF"},
    Magic{0, "#?RADIANCE"sv, other, "image/vnd.radiance", "a Radiance HDR picture", "save it as PNG or TIFF"},
    Magic{0, "SIMPLE  ="sv, other, "image/fits", "a FITS picture", "save it as PNG or TIFF"},
    Magic{0, "\x89HDF\r\n\x1a\n"sv, other, "application/x-hdf5", "an HDF5 data file", "it holds no pages"},
    Magic{344, "n+1\0"sv, other, "application/x-nifti", "a NIfTI volume", "it holds no pages"},
    Magic{344, "ni1\0"sv, other, "application/x-nifti", "a NIfTI volume", "it holds no pages"},
    Magic{128, "DICM"sv, other, "application/dicom", "a DICOM picture", "save it as PNG or TIFF"},
    Magic{0, "RIFF"sv, other, "application/x-riff", "a sound or video file (RIFF)", "it holds no pages"},
    Magic{0, "OggS"sv, other, "application/ogg", "a sound or video file (Ogg)", "it holds no pages"},
    Magic{0, "ID3"sv, other, "audio/mpeg", "a sound file (MP3)", "it holds no pages"},
    Magic{0, "MATLAB 5.0 MAT-file"sv, other, "application/x-matlab-data", "a MATLAB data file", "it holds no pages"},
    Magic{0, "\0\0\1\0"sv, other, "image/vnd.microsoft.icon", "an icon", "save it as PNG"},
};

bool has(std::string_view head, std::string_view needle) { return head.find(needle) != std::string_view::npos; }

FileKind zip_kind(std::string_view head) {
  const auto say = [](const char* type, const char* name, const char* remedy) {
    return FileKind{SourceKind::other, type, name, remedy};
  };
  if (has(head, "word/")) return say("application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                                     "a DOCX document", "save it as PDF");
  if (has(head, "xl/")) return say("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                                   "an XLSX workbook", "print it to PDF, or use it as it is");
  if (has(head, "ppt/")) return say("application/vnd.openxmlformats-officedocument.presentationml.presentation",
                                    "a PPTX presentation", "save it as PDF");
  if (has(head, "opendocument.text")) return say("application/vnd.oasis.opendocument.text", "an ODT document", "save it as PDF");
  if (has(head, "opendocument.spreadsheet"))
    return say("application/vnd.oasis.opendocument.spreadsheet", "an ODS workbook", "print it to PDF, or use it as it is");
  if (has(head, "opendocument")) return say("application/vnd.oasis.opendocument", "an OpenDocument file", "save it as PDF");
  if (has(head, "application/epub+zip")) return say("application/epub+zip", "an EPUB book", "convert it to PDF");
  return say("application/zip", "a ZIP archive", "unpack it first");
}

// PBM, PGM, PPM, PAM: 'P', a digit, white space, then numbers or a comment.
bool is_pnm(std::string_view head) {
  if (head.size() < 4 || head[0] != 'P' || head[1] < '1' || head[1] > '7') return false;
  const auto blank = [](char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; };
  if (!blank(head[2])) return false;
  std::size_t i = 2;
  while (i < head.size() && blank(head[i])) ++i;
  return i < head.size() && (head[i] == '#' || (head[i] >= '0' && head[i] <= '9') || head.substr(i, 5) == "WIDTH");
}

// "BM" alone could begin a text: the header's size field must be one of the known ones.
bool is_bmp(std::string_view head) {
  if (head.size() < 26 || head.substr(0, 2) != "BM") return false;
  const auto size = static_cast<unsigned char>(head[14]);
  return (size == 12 || size == 40 || size == 52 || size == 56 || size == 64 || size == 108 || size == 124) &&
         head[15] == 0 && head[16] == 0 && head[17] == 0;
}

bool is_utf16(std::string_view head) {
  if (head.size() < 2) return false;
  if (head.substr(0, 2) == "\xFF\xFE" || head.substr(0, 2) == "\xFE\xFF") return true;
  // Without a mark: line feeds and spaces as two-byte units, and hardly a NUL NUL pair.
  int units = 0, little = 0, big = 0, null_pairs = 0;
  for (std::size_t i = 0; i + 1 < head.size(); i += 2, ++units) {
    const char a = head[i], b = head[i + 1];
    null_pairs += a == 0 && b == 0;
    little += b == 0 && (a == '\n' || a == ' ' || a == '\r');
    big += a == 0 && (b == '\n' || b == ' ' || b == '\r');
  }
  return units >= 8 && null_pairs == 0 && std::max(little, big) * 200 > units && std::min(little, big) * 10 < std::max(little, big);
}

// Four bytes a character: the first (or last) is zero, and it lies within Unicode.
bool is_utf32(std::string_view head) {
  if (head.substr(0, 4) == std::string_view("\xFF\xFE\0\0", 4) || head.substr(0, 4) == std::string_view("\0\0\xFE\xFF", 4)) return true;
  std::size_t units = 0, big = 0, little = 0;
  for (std::size_t i = 0; i + 3 < head.size(); i += 4, ++units) {
    big += head[i] == 0 && static_cast<unsigned char>(head[i + 1]) <= 0x10 && (head[i + 2] != 0 || head[i + 3] != 0) ? 1 : 0;
    little += head[i + 3] == 0 && static_cast<unsigned char>(head[i + 2]) <= 0x10 && (head[i] != 0 || head[i + 1] != 0) ? 1 : 0;
  }
  return units >= 8 && std::max(big, little) == units;
}

// Text in some charset: no NUL, hardly any control character, and not the even spread of bytes of noise.
bool looks_like_text(std::string_view head, bool whole) {
  if (is_utf16(head) || is_utf32(head)) return true;
  std::size_t controls = 0;
  for (const char c : head) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte == 0) return false;
    controls += (byte < 0x20 && byte != '\n' && byte != '\r' && byte != '\t' && byte != '\f' && byte != 0x1B) || byte == 0x7F;
  }
  if (controls * 50 > head.size()) return false;
  if (!whole)  // the sample may end inside a character
    for (int cut = 0; cut < 3 && !head.empty() && !is_well_formed(head); ++cut) head.remove_suffix(1);
  if (is_well_formed(head)) return true;
  return controls * 500 <= head.size();
}

FileKind markup_or_text(std::string_view head, bool whole) {
  std::string start;
  std::size_t i = head.substr(0, 3) == "\xEF\xBB\xBF" ? 3 : 0;
  while (i < head.size() && (head[i] == ' ' || head[i] == '\n' || head[i] == '\r' || head[i] == '\t')) ++i;
  for (; i < head.size() && start.size() < 512; ++i)
    start += head[i] >= 'A' && head[i] <= 'Z' ? static_cast<char>(head[i] - 'A' + 'a') : head[i];
  const std::string_view view(start);
  if (view.starts_with("<!doctype html") || view.starts_with("<html")) return {SourceKind::text, "text/html", "", ""};
  if (view.starts_with("<?xml") || view.starts_with("<svg")) {
    if (has(view, "<html")) return {SourceKind::text, "application/xhtml+xml", "", ""};
    if (has(view, "<svg")) return {other, "image/svg+xml", "an SVG drawing", "print it to PDF"};
    return {other, "application/xml", "an XML file", "export it as text or PDF"};
  }
  if (looks_like_text(head, whole)) return {SourceKind::text, "text/plain", "", ""};
  return {other, "application/octet-stream", "binary data of an unknown kind", "convert it to PDF, an image or text"};
}

}  // namespace

FileKind kind_of(std::string_view head, bool whole) {
  // Readers accept a PDF header within the first kilobyte.
  if (head.substr(0, 1024 + 5).find("%PDF-") != std::string_view::npos) return {SourceKind::pdf, "application/pdf", "", ""};
  if (head.starts_with("PK\3\4")) return zip_kind(head);
  for (const Magic& magic : magics)
    if (head.size() >= magic.offset + magic.bytes.size() && head.substr(magic.offset, magic.bytes.size()) == magic.bytes)
      return {magic.kind, magic.media_type, magic.name, magic.remedy};
  if (is_pnm(head)) return {image, "image/x-portable-anymap", "", ""};
  if (is_bmp(head)) return {image, "image/bmp", "", ""};
  return markup_or_text(head, whole);
}

}  // namespace tabularium
