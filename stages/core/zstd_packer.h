// Zstandard frames (RFC 8878) of pieces that are packed one by one; what packing needs is made once.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace tabularium {

class ZstdPacker {
 public:
  ZstdPacker();
  ~ZstdPacker();

  std::string pack(std::string_view plain);
  // What a frame holds; nullopt when it is damaged or does not hold `size` bytes.
  std::optional<std::string> unpack(std::string_view packed, std::size_t size);

 private:
  struct Context;
  std::unique_ptr<Context> context_;
};

}  // namespace tabularium
