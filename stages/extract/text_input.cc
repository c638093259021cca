#include "stages/extract/text_input.h"

#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <memory>

#include "stages/core/text_repair.h"
#include "stages/core/unicode.h"

namespace tabularium {
namespace {

struct CloseConverter {
  void operator()(UConverter* converter) const noexcept { ucnv_close(converter); }
};
struct CloseDetector {
  void operator()(UCharsetDetector* detector) const noexcept { ucsdet_close(detector); }
};

struct Charset {
  std::string name;
  std::size_t skip = 0;  // bytes of a byte order mark
};

Charset from_mark(std::string_view bytes) {
  UErrorCode status = U_ZERO_ERROR;
  int32_t length = 0;
  const char* name = ucnv_detectUnicodeSignature(bytes.data(), static_cast<int32_t>(std::min<std::size_t>(bytes.size(), 8)),
                                                 &length, &status);
  if (U_FAILURE(status) || name == nullptr) return {};
  return {name, static_cast<std::size_t>(length)};
}

constexpr std::size_t sample = 200'000;  // bytes looked at

bool is_ascii_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// Text of a mainframe: blanks are 0x40 and hardly ever 0x20, letters and digits lie above 0x80.
bool looks_like_ebcdic(std::string_view bytes) {
  const std::string_view text = bytes.substr(0, sample);
  const auto blanks = std::count(text.begin(), text.end(), '\x40');
  const auto ascii_blanks = std::count(text.begin(), text.end(), ' ') + std::count(text.begin(), text.end(), '\n');
  const auto high = std::count_if(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) > 0x80 && static_cast<unsigned char>(c) < 0xFA; });
  const auto all = static_cast<std::ptrdiff_t>(text.size());
  return all > 0 && blanks * 33 > all && ascii_blanks * 100 < all && high * 2 > all;
}

// Text of DOS: letters with accents lie in 0x80 … 0xA5, where Windows has signs that do not stand within words.
bool looks_like_dos(std::string_view bytes) {
  const std::string_view text = bytes.substr(0, sample);
  int dos = 0;
  int windows = 0;
  for (std::size_t i = 1; i + 1 < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (c < 0x80 || !is_ascii_letter(text[i - 1]) || !is_ascii_letter(text[i + 1])) continue;
    dos += c <= 0xA5 && c != 0x92 && c != 0x96 && c != 0x97 && c != 0xA0 ? 1 : 0;  // ’ – — and the hard blank are Windows's
    windows += c >= 0xC0 ? 1 : 0;
  }
  return dos > 2 && dos > 4 * windows;
}

std::string detect(std::string_view bytes) {
  if (looks_like_ebcdic(bytes)) return "IBM037";
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UCharsetDetector, CloseDetector> detector(ucsdet_open(&status));
  if (U_FAILURE(status)) return "ISO-8859-1";
  ucsdet_setText(detector.get(), bytes.data(), static_cast<int32_t>(std::min(bytes.size(), sample)), &status);
  const UCharsetMatch* match = ucsdet_detect(detector.get(), &status);
  if (U_FAILURE(status) || match == nullptr) return "ISO-8859-1";
  const char* name = ucsdet_getName(match, &status);
  // Detection names the standard; files of the world use its Windows superset.
  const std::string found = U_FAILURE(status) || name == nullptr ? "ISO-8859-1" : name;
  if (found != "ISO-8859-1" && found != "windows-1252") return found;
  return looks_like_dos(bytes) ? "IBM850" : "windows-1252";
}

// Cuts the code points into lines, keeping where each begins and ends in the original bytes.
class LineCutter {
 public:
  explicit LineCutter(std::int64_t first_byte) { start_line(first_byte); }

  // One code point and the bytes [from, to) that it came from.
  void add(UChar32 c, std::int64_t from, std::int64_t to) {
    const bool after_return = return_seen_;
    return_seen_ = c == '\r';
    if (c == '\n' && after_return) {
      line_.span.byte_from = to;
      return;
    }
    if (c == '\n' || c == '\r' || c == 0x85 || c == 0x2028 || c == 0x2029) {
      line_.span.byte_to = from;
      finish(to);
      return;
    }
    if (c == '\f' && pending_) {  // a page ends within a line
      line_.span.byte_to = from;
      finish(from);
    }
    line_.span.byte_to = to;
    pending_ = true;
    if (c == '\b' && !text_.empty()) {  // printers struck twice for bold, and with _ to underline
      struck_ = text_.back();
      text_.pop_back();
      return;
    }
    if (struck_ != 0 && (c == '_' || c == ' ')) c = static_cast<UChar32>(struck_);
    struck_ = 0;
    if (c == 0xFEFF || (c < 0x20 && c != '\t' && c != '\f')) return;
    text_ += static_cast<char32_t>(c);
  }

  std::vector<TextLine> take() {
    if (pending_) finish(line_.span.byte_to);
    return std::move(lines_);
  }

 private:
  void finish(std::int64_t next) {
    line_.text = to_utf8(text_);
    lines_.push_back(line_);
    start_line(next);
  }
  void start_line(std::int64_t byte) {
    line_ = TextLine{};
    line_.span = {static_cast<int>(lines_.size()) + 1, 1, byte, byte};
    text_.clear();
    struck_ = 0;
    pending_ = false;
  }

  std::vector<TextLine> lines_;
  TextLine line_;
  std::u32string text_;
  char32_t struck_ = 0;  // what the next character is printed over
  bool pending_ = false;
  bool return_seen_ = false;
};

}  // namespace

Result<DecodedText> decode_text(std::string_view bytes, const std::string& charset) {
  Charset chosen = from_mark(bytes);
  if (!charset.empty()) chosen.name = charset;
  if (chosen.name.empty()) chosen.name = is_well_formed(bytes) ? "UTF-8" : detect(bytes);
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UConverter, CloseConverter> converter(ucnv_open(chosen.name.c_str(), &status));
  if (U_FAILURE(status)) return Error{ErrorCode::bad_configuration, "unknown charset: " + chosen.name, {}};

  LineCutter cutter(static_cast<std::int64_t>(chosen.skip));
  const char* at = bytes.data() + chosen.skip;
  const char* end = bytes.data() + bytes.size();
  std::int64_t all = 0, wrong = 0;
  while (at < end) {
    const char* from = at;
    status = U_ZERO_ERROR;
    UChar32 c = ucnv_getNextUChar(converter.get(), &at, end, &status);
    if (status == U_INDEX_OUTOFBOUNDS_ERROR) break;  // only shift states were left
    if (U_FAILURE(status)) {
      c = 0xFFFD;
      if (at == from) ++at;
    }
    ++all;
    wrong += c == 0xFFFD || c == 0;
    cutter.add(c, from - bytes.data(), at - bytes.data());
  }
  if (wrong * 20 > all)
    return Error{ErrorCode::bad_input, "no text: " + std::to_string(wrong) + " of " + std::to_string(all) +
                                           " characters cannot be read as " + chosen.name, {}};
  return DecodedText{cutter.take(), chosen.name};
}

Result<DecodedText> read_text_file(const std::string& path, const std::string& charset, Script script) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return Error{ErrorCode::io, path + ": cannot be opened", {}};
  const std::string bytes{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  Result<DecodedText> decoded = decode_text(bytes, charset);
  if (!decoded) {
    Error error = decoded.error();
    error.message = path + ": " + error.message;
    return error;
  }
  for (TextLine& line : decoded.value().lines) {
    Result<std::string> repaired = repair_text(line.text, script);
    if (!repaired) return repaired.error();
    if (repaired.value() == line.text) continue;
    line.raw = std::move(line.text);
    line.text = std::move(repaired).value();
  }
  return decoded;
}

}  // namespace tabularium
