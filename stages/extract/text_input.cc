#include "stages/extract/text_input.h"

#include <unicode/ucnv.h>

#include <algorithm>
#include <limits>
#include <memory>

#include "stages/core/atomic_file.h"
#include "stages/core/document_repair.h"
#include "stages/core/unicode.h"
#include "stages/extract/charset.h"

namespace tabularium {
namespace {

struct CloseConverter {
  void operator()(UConverter* converter) const noexcept { ucnv_close(converter); }
};

// Cuts the code points into lines, keeping where each begins and ends in the original bytes.
class LineCutter {
 public:
  // `mainframe`: U+0085 ends lines; elsewhere it is what is left of a wrong reading.
  LineCutter(std::int64_t first_byte, bool mainframe) : mainframe_(mainframe) { start_line(first_byte); }

  // One code point and the bytes [from, to) that it came from.
  void add(UChar32 c, std::int64_t from, std::int64_t to) {
    const bool after_return = return_seen_;
    return_seen_ = c == '\r';
    if (c == '\n' && after_return) {
      line_.span.byte_from = to;
      return;
    }
    if (c == '\n' || c == '\r' || (c == 0x85 && mainframe_) || c == 0x2028 || c == 0x2029) {
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

  // Whole lines of UTF-8, as they stand: true where the line at `at` needs no closer look (no control characters, no lone bytes); `at`
  // is then behind it.
  bool take_plain_line(std::string_view bytes, std::size_t& at) {
    if (pending_ || return_seen_) return false;
    const std::size_t found = bytes.find('\n', at);
    if (found == std::string_view::npos) return false;
    const bool carriage_return = found > at && bytes[found - 1] == '\r';
    const std::string_view line = bytes.substr(at, found - at - (carriage_return ? 1 : 0));
    if (!is_plain(line)) return false;
    TextLine& made = lines_.emplace_back();
    made.text = line;
    made.span = line_.span;
    made.span.byte_to = static_cast<std::int64_t>(at + line.size());
    start_line(static_cast<std::int64_t>(found + 1));
    at = found + 1;
    return true;
  }

  void expect_lines(std::size_t count) { lines_.reserve(count); }

  std::vector<TextLine> take() {
    if (pending_) finish(line_.span.byte_to);
    return std::move(lines_);
  }

 private:
  static bool is_plain(std::string_view line) {
    bool ascii = true;
    for (const char c : line) {
      const auto byte = static_cast<unsigned char>(c);
      if (byte < 0x20 && c != '\t') return false;
      ascii = ascii && byte < 0x80;
    }
    if (ascii) return true;
    // U+FEFF, U+2028, U+2029 and U+FFFD are looked at one by one.
    for (const std::string_view special : {"\xEF\xBB\xBF", "\xE2\x80\xA8", "\xE2\x80\xA9", "\xEF\xBF\xBD"})
      if (line.find(special) != std::string_view::npos) return false;
    return is_well_formed(line);
  }

  void finish(std::int64_t next) {
    line_.text = to_utf8(text_);
    lines_.push_back(std::move(line_));
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
  bool mainframe_ = false;
};

}  // namespace

Result<DecodedText> decode_text(std::string_view bytes, const std::string& charset) {
  CharsetGuess chosen = guess_charset(bytes);
  if (!charset.empty()) chosen = {charset, 1, "", chosen.skip};
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UConverter, CloseConverter> converter(ucnv_open(chosen.name.c_str(), &status));
  if (U_FAILURE(status)) return Error{ErrorCode::bad_configuration, "unknown charset: " + chosen.name, {}};

  const bool mainframe = chosen.name.starts_with("IBM0") || chosen.name.starts_with("ibm-") || chosen.name.starts_with("IBM2");
  LineCutter cutter(static_cast<std::int64_t>(chosen.skip), mainframe);
  const char* at = bytes.data() + chosen.skip;
  const char* end = bytes.data() + bytes.size();
  std::int64_t all = 0, wrong = 0;
  const bool utf8 = chosen.name == "UTF-8";
  if (utf8) cutter.expect_lines(static_cast<std::size_t>(std::count(at, end, '\n')) + 1);
  while (at < end) {
    if (auto offset = static_cast<std::size_t>(at - bytes.data()); utf8 && cutter.take_plain_line(bytes, offset)) {
      all += bytes.data() + offset - at;
      at = bytes.data() + offset;
      continue;
    }
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
  return DecodedText{cutter.take(), chosen.name, chosen.confidence, chosen.runner_up, {}};
}

Result<DecodedText> read_text_file(const std::string& path, const std::string& charset, Script script, const std::string& language) {
  Result<std::string> bytes = read_file(path, std::numeric_limits<std::size_t>::max());
  if (!bytes) return bytes.error();
  Result<DecodedText> decoded = decode_text(bytes.value(), charset);
  bytes = std::string();   // a long file is not held beside its lines
  if (!decoded) {
    Error error = decoded.error();
    error.message = path + ": " + error.message;
    return error;
  }
  Result<std::vector<Finding>> repairs = repair_lines(decoded.value().lines, script, language);
  if (!repairs) return repairs.error();
  decoded.value().repairs = std::move(repairs).value();
  return decoded;
}

}  // namespace tabularium
