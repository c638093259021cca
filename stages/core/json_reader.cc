#include "stages/core/json_reader.h"

#include <unordered_set>

#include "stages/core/json_writer.h"
#include "stages/core/unicode.h"

namespace tabularium {
namespace {

constexpr int max_depth = 64;

class JsonReader {
 public:
  explicit JsonReader(std::string_view text) : text_(text) {}

  bool whole(YamlNode& root) {
    if (!value(root, 0)) return false;
    skip_blanks();
    return at_ == text_.size() || fail("something stands after the value");
  }
  std::string trouble() const { return std::to_string(line_) + ": " + trouble_; }

 private:
  bool fail(const char* why) {
    if (trouble_.empty()) trouble_ = why;
    return false;
  }

  void skip_blanks() {
    for (; at_ < text_.size(); ++at_) {
      const char c = text_[at_];
      if (c == '\n') ++line_;
      else if (c != ' ' && c != '\t' && c != '\r') return;
    }
  }

  bool take(char c) {
    skip_blanks();
    if (at_ >= text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }

  bool value(YamlNode& node, int depth) {
    if (depth > max_depth) return fail("nested too deeply");
    skip_blanks();
    node.line = line_;
    if (at_ >= text_.size()) return fail("it ends too early");
    switch (text_[at_]) {
      case '{':
        return object(node, depth);
      case '[':
        return array(node, depth);
      case '"':
        node.kind = YamlNode::Kind::scalar;
        return string(node.scalar);
      default:
        return word(node);
    }
  }

  bool object(YamlNode& node, int depth) {
    node.kind = YamlNode::Kind::map;
    ++at_;
    if (take('}')) return true;
    std::unordered_set<std::string> names;
    do {
      skip_blanks();
      YamlEntry& entry = node.entries.emplace_back();
      if (at_ >= text_.size() || text_[at_] != '"') return fail("a name in quotes is expected");
      if (!string(entry.first)) return false;
      if (!names.insert(entry.first).second) return fail("a name stands twice");
      if (!take(':')) return fail("a colon is expected");
      if (!value(entry.second, depth + 1)) return false;
    } while (take(','));
    return take('}') || fail("a closing brace is expected");
  }

  bool array(YamlNode& node, int depth) {
    node.kind = YamlNode::Kind::sequence;
    ++at_;
    if (take(']')) return true;
    do {
      if (!value(node.items.emplace_back(), depth + 1)) return false;
    } while (take(','));
    return take(']') || fail("a closing bracket is expected");
  }

  // A number, true, false or null.
  bool word(YamlNode& node) {
    const std::size_t from = at_;
    while (at_ < text_.size() && std::string_view(",]} \t\r\n").find(text_[at_]) == std::string_view::npos) ++at_;
    node.scalar = text_.substr(from, at_ - from);
    node.kind = node.scalar == "null" ? YamlNode::Kind::null : YamlNode::Kind::scalar;
    if (node.kind == YamlNode::Kind::null) node.scalar.clear();
    const bool known = node.kind == YamlNode::Kind::null || node.scalar == "true" || node.scalar == "false";
    return known || is_number(node.scalar) || fail("neither a string nor a number");
  }

  static bool is_number(std::string_view word) {
    const auto digits = [&word] {
      std::size_t count = 0;
      while (count < word.size() && word[count] >= '0' && word[count] <= '9') ++count;
      const bool any = count > 0;
      word.remove_prefix(count);
      return any;
    };
    if (word.starts_with('-')) word.remove_prefix(1);
    if (word.size() > 1 && word[0] == '0' && word[1] >= '0' && word[1] <= '9') return false;
    if (!digits()) return false;
    if (word.starts_with('.')) {
      word.remove_prefix(1);
      if (!digits()) return false;
    }
    if (word.empty()) return true;
    if (word[0] != 'e' && word[0] != 'E') return false;
    word.remove_prefix(1);
    if (word.starts_with('+') || word.starts_with('-')) word.remove_prefix(1);
    return digits() && word.empty();
  }

  bool string(std::string& out) {
    for (++at_; at_ < text_.size(); ++at_) {
      const char c = text_[at_];
      if (c == '"') return ++at_, true;
      if (static_cast<unsigned char>(c) < 0x20) return fail("a bare control character in a string");
      if (c != '\\') out += c;
      else if (!escape(out)) return fail("an unknown escape in a string");
    }
    return fail("a string does not end");
  }

  bool escape(std::string& out) {
    static constexpr std::string_view letters = "\"\\/bfnrt";
    static constexpr std::string_view meant = "\"\\/\b\f\n\r\t";
    if (++at_ >= text_.size()) return false;
    if (const auto known = letters.find(text_[at_]); known != std::string_view::npos) return out += meant[known], true;
    char32_t point = 0;
    if (text_[at_] != 'u' || !four_digits(point)) return false;
    if (point >= 0xD800 && point < 0xDC00) {
      char32_t low = 0;
      at_ += 2;
      if (at_ >= text_.size() || text_[at_ - 1] != '\\' || text_[at_] != 'u' || !four_digits(low) || low < 0xDC00 || low > 0xDFFF) return false;
      point = 0x10000 + ((point - 0xD800) << 10U) + (low - 0xDC00);
    } else if (point >= 0xDC00 && point <= 0xDFFF) {
      return false;
    }
    out += to_utf8(std::u32string(1, point));
    return true;
  }

  bool four_digits(char32_t& point) {
    if (text_.size() - at_ <= 4) return false;
    point = 0;
    for (int i = 0; i < 4; ++i) {
      const char c = text_[++at_];
      if (c >= '0' && c <= '9') point = point * 16 + static_cast<char32_t>(c - '0');
      else if (const char lower = static_cast<char>(c | 0x20); lower >= 'a' && lower <= 'f') point = point * 16 + static_cast<char32_t>(lower - 'a' + 10);
      else return false;
    }
    return true;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  int line_ = 1;
  std::string trouble_;
};

}  // namespace

Result<YamlNode> parse_json(std::string_view text, const std::string& name) {
  if (well_formed(text) != text) return Error{ErrorCode::bad_input, name + ": not UTF-8", {}};
  JsonReader reader(text);
  YamlNode root;
  if (!reader.whole(root)) return Error{ErrorCode::bad_input, name + ":" + reader.trouble(), {}};
  return root;
}

}  // namespace tabularium
