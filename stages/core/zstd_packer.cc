#include "stages/core/zstd_packer.h"

#include <zstd.h>

#include <new>

namespace tabularium {

constexpr int level = 1;  // higher ones cost several times as much for a few percent

struct ZstdPacker::Context {
  std::unique_ptr<ZSTD_CCtx, decltype(&ZSTD_freeCCtx)> pack{ZSTD_createCCtx(), &ZSTD_freeCCtx};
  std::unique_ptr<ZSTD_DCtx, decltype(&ZSTD_freeDCtx)> unpack{nullptr, &ZSTD_freeDCtx};  // where it is needed
};

ZstdPacker::ZstdPacker() : context_(std::make_unique<Context>()) {}
ZstdPacker::~ZstdPacker() = default;

std::string ZstdPacker::pack(std::string_view plain) {
  std::string packed(ZSTD_compressBound(plain.size()), '\0');
  const std::size_t size = ZSTD_compressCCtx(context_->pack.get(), packed.data(), packed.size(), plain.data(), plain.size(), level);
  if (ZSTD_isError(size) != 0U) throw std::bad_alloc();  // its only cause with room for the whole
  packed.resize(size);
  return packed;
}

std::optional<std::string> ZstdPacker::unpack(std::string_view packed, std::size_t size) {
  if (ZSTD_getFrameContentSize(packed.data(), packed.size()) != size) return std::nullopt;  // before anything is reserved
  if (!context_->unpack) context_->unpack.reset(ZSTD_createDCtx());
  std::string plain(size, '\0');
  const std::size_t got = ZSTD_decompressDCtx(context_->unpack.get(), plain.data(), plain.size(), packed.data(), packed.size());
  if (ZSTD_isError(got) != 0U || got != size) return std::nullopt;
  return plain;
}

}  // namespace tabularium
