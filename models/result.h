// Result<T> and Status: a function could do its work, or it says why not.
// A doubt about work that was done is a Finding (finding.h), not an Error.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <variant>

namespace tabularium {

enum class ErrorCode {
  not_found,          // no such file, folder or entry
  permission_denied,  // exists, but may not be read or written
  bad_input,          // damaged, truncated, not what it claims to be
  unsupported,        // a kind that is not read
  password_needed,    // encrypted, and no password fits
  too_large,          // over a documented limit
  timed_out,          // over its time limit
  missing_part,       // a library, model or language pack is not installed
  bad_configuration,  // a configuration file or profile is wrong
  io,                 // reading or writing failed underway
  internal,           // a defect of this program
};

// Why something could not be done. `message` is one line for a person; `page` is 1-based where one page is meant.
struct Error {
  ErrorCode code = ErrorCode::internal;
  std::string message;
  std::optional<int> page;
};

// A value or an Error. Check with ok() (or as a bool) before value().
template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::move(value)) {}      // NOLINT(google-explicit-constructor)
  Result(Error error) : state_(std::move(error)) {}  // NOLINT(google-explicit-constructor)

  bool ok() const noexcept { return std::holds_alternative<T>(state_); }
  explicit operator bool() const noexcept { return ok(); }

  T& value() & { return std::get<T>(state_); }
  const T& value() const& { return std::get<T>(state_); }
  T&& value() && { return std::get<T>(std::move(state_)); }
  const Error& error() const { return std::get<Error>(state_); }

 private:
  std::variant<T, Error> state_;
};

// Success, or an Error.
class [[nodiscard]] Status {
 public:
  Status() = default;
  Status(Error error) : error_(std::move(error)) {}  // NOLINT(google-explicit-constructor)

  bool ok() const noexcept { return !error_.has_value(); }
  explicit operator bool() const noexcept { return ok(); }
  const Error& error() const { return error_.value(); }

 private:
  std::optional<Error> error_;
};

}  // namespace tabularium
