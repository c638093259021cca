// A text that is nearly always empty, in eight bytes: long files have a million places for one.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace tabularium {

// Owns its text; empty allocates nothing.
class SeldomText {
 public:
  SeldomText() = default;
  SeldomText(const SeldomText& other) { assign(other.view()); }
  SeldomText(SeldomText&& other) noexcept = default;
  SeldomText& operator=(const SeldomText& other) {
    if (this != &other) assign(other.view());
    return *this;
  }
  SeldomText& operator=(SeldomText&& other) noexcept = default;
  SeldomText& operator=(std::string text) {
    text_ = text.empty() ? nullptr : std::make_unique<std::string>(std::move(text));
    return *this;
  }
  ~SeldomText() = default;

  bool empty() const noexcept { return !text_; }
  std::string_view view() const noexcept { return text_ ? std::string_view(*text_) : std::string_view(); }
  std::string str() const { return std::string(view()); }
  bool operator==(const SeldomText& other) const noexcept { return view() == other.view(); }

 private:
  void assign(std::string_view text) { text_ = text.empty() ? nullptr : std::make_unique<std::string>(text); }

  std::unique_ptr<std::string> text_;   // never an empty string
};

}  // namespace tabularium
