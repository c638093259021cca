#include "stages/core/evidence_codec.h"

#include <zstd.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <memory>
#include <new>
#include <span>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

#include "stages/core/evidence_fields.h"
#include "stages/core/packed_tables.h"

namespace tabularium {
namespace {

static_assert(std::endian::native == std::endian::little, "doubles are written as they lie in memory");

constexpr std::string_view magic = "tabularium evidence\n";
constexpr std::size_t largest_document = std::size_t{2} << 30U;
constexpr int deepest_tree = 256;
constexpr int compression_level = 1;
constexpr std::size_t piece_size = std::size_t{1} << 17U;   // what is packed or unpacked at once
constexpr std::size_t largest_growth = 10;   // of a vector before its elements are read: bytes of memory for a byte of input

template <typename T>
struct IsVector : std::false_type {};
template <typename T>
struct IsVector<std::vector<T>> : std::true_type {};
template <>
struct IsVector<CellPath> : std::true_type {};
template <typename T>
struct IsOptional : std::false_type {};
template <typename T>
struct IsOptional<std::optional<T>> : std::true_type {};
template <typename T>
struct IsPair : std::false_type {};
template <typename A, typename B>
struct IsPair<std::pair<A, B>> : std::true_type {};

// Compresses piece by piece: the whole of a long document, unpacked, is never held at once.
class Packer {
 public:
  explicit Packer(std::function<void(std::string_view)> sink)
      : sink_(std::move(sink)), context_(ZSTD_createCCtx(), &ZSTD_freeCCtx), piece_(ZSTD_CStreamOutSize(), '\0') {
    ZSTD_CCtx_setParameter(context_.get(), ZSTD_c_compressionLevel, compression_level);
    ZSTD_CCtx_setParameter(context_.get(), ZSTD_c_checksumFlag, 1);
  }

  void take(std::string_view plain) { compress(plain, ZSTD_e_continue); }
  void finish(std::string_view plain) { compress(plain, ZSTD_e_end); }
  // Frames that another Packer made, between two of its own.
  void pass_on(std::string_view frames) { sink_(frames); }

 private:
  void compress(std::string_view plain, ZSTD_EndDirective how) {
    ZSTD_inBuffer input{plain.data(), plain.size(), 0};
    for (std::size_t left = 1; input.pos < input.size || (how == ZSTD_e_end && left != 0);) {
      ZSTD_outBuffer output{piece_.data(), piece_.size(), 0};
      left = ZSTD_compressStream2(context_.get(), &output, &input, how);
      if (ZSTD_isError(left) != 0U) throw std::bad_alloc();  // its only cause with these parameters
      sink_(std::string_view(piece_).substr(0, output.pos));
    }
  }

  std::function<void(std::string_view)> sink_;
  std::unique_ptr<ZSTD_CCtx, decltype(&ZSTD_freeCCtx)> context_;
  std::string piece_;
};

Error damaged(const std::string& why) { return {ErrorCode::bad_input, "evidence: " + why, {}}; }

// Gives back piece by piece what Packers took, frame after frame. Memory that is touched for the first time costs more than what is done with it, so the whole
// is never held; a forged size in the header reserves nothing.
class Unpacker {
 public:
  explicit Unpacker(std::string_view packed)
      : stream_(ZSTD_createDStream(), &ZSTD_freeDStream), input_{packed.data(), packed.size(), 0} {
    if (!stream_) trouble_ = Error{ErrorCode::internal, "evidence: no memory for zstd", {}};
  }

  // How many bytes of `room` it filled; none at the end, or where trouble() tells why not.
  std::size_t fill(std::span<char> room) {
    ZSTD_outBuffer output{room.data(), room.size(), 0};
    while ((left_ != 0 || input_.pos < input_.size) && output.pos < output.size && trouble_.ok()) {
      left_ = ZSTD_decompressStream(stream_.get(), &output, &input_);
      if (ZSTD_isError(left_) != 0U) trouble_ = damaged(ZSTD_getErrorName(left_));
      else if (left_ != 0 && input_.pos == input_.size && output.pos < output.size) trouble_ = damaged("ends too early");
    }
    given_ += output.pos;
    if (given_ > largest_document && trouble_.ok())
      trouble_ = Error{ErrorCode::too_large, "evidence: more than " + std::to_string(largest_document) + " bytes", {}};
    return trouble_.ok() ? output.pos : 0;
  }

  const Status& trouble() const { return trouble_; }

 private:
  std::unique_ptr<ZSTD_DStream, decltype(&ZSTD_freeDStream)> stream_;
  ZSTD_inBuffer input_;
  std::size_t left_ = 1;   // 0 = a frame has ended
  std::size_t given_ = 0;
  Status trouble_;
};

// Spans are counted from those before them within one of these: they stand by themselves, packed or not.
template <typename T>
constexpr bool begins_anew = std::is_same_v<T, Page> || std::is_same_v<T, Table> || std::is_same_v<T, Finding>;

// Whatever the bytes say, nothing overflows.
std::int64_t plus(std::int64_t a, std::int64_t b) { return static_cast<std::int64_t>(static_cast<std::uint64_t>(a) + static_cast<std::uint64_t>(b)); }
std::int64_t minus(std::int64_t a, std::int64_t b) { return static_cast<std::int64_t>(static_cast<std::uint64_t>(a) - static_cast<std::uint64_t>(b)); }

class Encoder {
 public:
  explicit Encoder(Packer* packer = nullptr) : packer_(packer) {}

  // What no packer has taken yet.
  std::string_view plain() const { return std::string_view(room_).substr(0, used_); }

  template <typename T>
  void put(const T& value) {
    if constexpr (begins_anew<T>) before_ = {};
    if constexpr (std::is_same_v<T, bool>) put_unsigned(value ? 1 : 0);
    else if constexpr (std::is_enum_v<T>) put_unsigned(static_cast<std::uint64_t>(value));
    else if constexpr (std::is_same_v<T, double>) put_double(value);
    else if constexpr (std::is_integral_v<T>) put_signed(static_cast<std::int64_t>(value));
    else if constexpr (std::is_same_v<T, std::string>) put_string(value);
    else if constexpr (std::is_same_v<T, SeldomText>) put_string(value.view());
    else if constexpr (std::is_same_v<T, Layers>) put_unsigned(value.bits());
    else if constexpr (std::is_same_v<T, TextSpan>) put_span(value);
    else if constexpr (IsVector<T>::value) {
      put_unsigned(value.size());
      for (const auto& element : value) put(element);
    } else if constexpr (IsOptional<T>::value) {
      put_unsigned(value.has_value() ? 1 : 0);
      if (value) put(*value);
    } else if constexpr (IsPair<T>::value) {
      put(value.first);
      put(value.second);
    } else if constexpr (std::is_same_v<T, Document>) {
      std::apply([&](const auto&... field) { (put_field(value, field), ...); }, fields_of(value));
    } else {
      std::apply([this](const auto&... field) { (put(field), ...); }, fields_of(value));
    }
  }

  [[gnu::always_inline]] void put_unsigned(std::uint64_t value) {
    constexpr std::size_t longest = 10;
    char* to = room(longest);
    if (value < 0x80) {   // nearly all
      *to = static_cast<char>(value);
      ++used_;
      return;
    }
    for (; value >= 0x80; value >>= 7U) *to++ = static_cast<char>(value | 0x80U);
    *to++ = static_cast<char>(value);
    used_ = static_cast<std::size_t>(to - room_.data());
  }
  void put_bytes(std::string_view bytes) {
    std::memcpy(room(bytes.size()), bytes.data(), bytes.size());
    used_ += bytes.size();
  }

 private:
  // What is packed goes in as if it stood among the tables: without being unpacked, where there is a packer.
  template <typename T>
  void put_field(const Document& document, const T& field) {
    if constexpr (std::is_same_v<T, std::vector<Table>>) {
      std::size_t count = field.size();
      for (const PackedTables& packed : document.packed) count += packed.ids.size();
      put_unsigned(count);
      for (const PackedTables& packed : document.packed) put_packed(packed_tables_part(packed));
      for (const Table& table : field) put(table);
    } else {
      put(field);
    }
  }
  void put_packed(std::string_view frames) {
    if (packer_ != nullptr) {
      packer_->finish(plain());
      packer_->pass_on(frames);
      used_ = 0;
      return;
    }
    Unpacker part(frames);
    std::string piece(piece_size, '\0');
    for (std::size_t size = 0; (size = part.fill(piece)) > 0;) put_bytes(std::string_view(piece).substr(0, size));
  }
  void put_signed(std::int64_t value) {
    put_unsigned((static_cast<std::uint64_t>(value) << 1U) ^ static_cast<std::uint64_t>(value >> 63));
  }
  void put_span(const TextSpan& span) {
    put_signed(std::int64_t{span.line} - before_.line);
    put_signed(span.column);
    put_signed(minus(span.byte_from, before_.byte_to));
    put_signed(minus(span.byte_to, span.byte_from));
    before_ = span;
  }
  void put_double(double value) { put_bytes({reinterpret_cast<const char*>(&value), sizeof value}); }
  void put_string(std::string_view value) {
    put_unsigned(value.size());
    put_bytes(value);
  }

  // Where to write next, with place for `size` bytes.
  char* room(std::size_t size) {
    if (room_.size() - used_ < size) make_room(size);
    return room_.data() + used_;
  }
  [[gnu::noinline]] void make_room(std::size_t size) {
    if (packer_ != nullptr && used_ > 0) {
      packer_->take(plain());
      used_ = 0;
    }
    const std::size_t least = packer_ != nullptr ? piece_size : 2 * room_.size();
    if (room_.size() - used_ < size) room_.resize(std::max(least, used_ + size));
  }

  TextSpan before_;
  Packer* packer_;  // null: everything stays here
  std::string room_;
  std::size_t used_ = 0;
};

// Every get() tells whether it succeeded; after a failure the value is unspecified. Vectors grow only as their elements
// are really found, so a forged count costs nothing. What is left out is read as well, but not kept.
class Decoder {
 public:
  explicit Decoder(std::string_view plain, bool result_alone = false, const TakeTable* take = nullptr)
      : in_(plain), result_alone_(result_alone), take_(take) {}
  explicit Decoder(Unpacker& packed, bool result_alone = false, const TakeTable* take = nullptr)
      : more_(&packed), window_(piece_size, '\0'), result_alone_(result_alone), take_(take) {}

  bool at_end() { return !holds(1); }
  bool get_magic() {
    if (!holds(magic.size()) || !in_.starts_with(magic)) return false;
    in_.remove_prefix(magic.size());
    return true;
  }
  const Status& taken() const { return taken_; }   // what the taker of tables could not do

  template <typename T>
  bool get(T& value) {
    if constexpr (is_evidence<T> || is_text<T>)
      if ((is_evidence<T> ? result_alone_ : take_ != nullptr) && !skipping_) return skip(value);
    if constexpr (std::is_same_v<T, Document>) whole_ = &value;
    if constexpr (std::is_same_v<T, std::vector<Table>>)
      if (take_ != nullptr) return hand_over();
    if constexpr (begins_anew<T>) before_ = {};
    if constexpr (std::is_same_v<T, bool>) return get_bounded(value, 1);
    else if constexpr (std::is_enum_v<T>) return get_bounded(value, static_cast<std::uint64_t>(last_of(T{})));
    else if constexpr (std::is_same_v<T, double>) return get_double(value);
    else if constexpr (std::is_integral_v<T>) return get_integer(value);
    else if constexpr (std::is_same_v<T, std::string>) return get_string(value);
    else if constexpr (std::is_same_v<T, SeldomText>) return get_seldom(value);
    else if constexpr (std::is_same_v<T, Layers>) return get_layers(value);
    else if constexpr (std::is_same_v<T, TextSpan>) return get_span(value);
    else if constexpr (IsVector<T>::value) return get_vector(value);
    else if constexpr (IsOptional<T>::value) return get_optional(value);
    else if constexpr (IsPair<T>::value) return get(value.first) && get(value.second);
    else return get_struct(value);
  }

  [[gnu::always_inline]] bool get_unsigned(std::uint64_t& value) {
    if (!in_.empty() && static_cast<unsigned char>(in_.front()) < 0x80) {   // nearly all
      value = static_cast<unsigned char>(in_.front());
      in_.remove_prefix(1);
      return true;
    }
    if (in_.size() > 1 && static_cast<unsigned char>(in_[1]) < 0x80) {
      value = (static_cast<unsigned char>(in_[0]) & 0x7FU) | static_cast<std::uint64_t>(in_[1]) << 7U;
      in_.remove_prefix(2);
      return true;
    }
    return get_long(value);
  }

  // What the vector held before is written over: tables read one after another into the same place need no memory of their own.
  template <typename T>
  bool get_elements(T& value, std::uint64_t count) {
    if (value.size() > count) value.resize(count);
    value.reserve(std::min<std::size_t>(count, in_.size() * largest_growth / sizeof(typename T::value_type)));
    for (auto& old : value)
      if (!get(old)) return false;
    while (value.size() < count)
      if (!get(value.emplace_back())) return false;
    return true;
  }

 private:
  [[gnu::noinline]] bool get_long(std::uint64_t& value) {
    value = 0;
    for (unsigned shift = 0; shift < 64 && holds(1); shift += 7) {
      const auto byte = static_cast<unsigned char>(in_.front());
      in_.remove_prefix(1);
      value |= static_cast<std::uint64_t>(byte & 0x7FU) << shift;
      if (byte < 0x80) return true;
    }
    return false;
  }

  // What a result was made from.
  template <typename T>
  static constexpr bool is_evidence = std::is_same_v<T, PageEvidence> || std::is_same_v<T, std::vector<TableRegion>>;

  // Whether the next `size` bytes (at most a piece) lie in in_.
  bool holds(std::size_t size) { return in_.size() >= size || (more_ != nullptr && refill(size)); }
  [[gnu::noinline]] bool refill(std::size_t size) {
    std::memmove(window_.data(), in_.data(), in_.size());
    std::size_t there = in_.size(), came = 1;
    for (; there < size && came > 0; there += came) came = more_->fill(std::span(window_).subspan(there));
    in_ = std::string_view(window_).substr(0, there);
    return there >= size;
  }
  // Whether so many bytes or elements can follow.
  bool can_follow(std::uint64_t count) const { return count <= (more_ != nullptr ? largest_document : in_.size()); }

  // What whoever takes tables does without.
  template <typename T>
  static constexpr bool is_text = std::is_same_v<T, std::vector<Page>> || std::is_same_v<T, std::vector<Block>>;

  template <typename T>
  bool skip(T& value) {
    skipping_ = true;
    const bool good = get(value);
    skipping_ = false;
    return good;
  }
  // The tables one by one in the same place, whose memory serves them all.
  bool hand_over() {
    std::uint64_t count = 0;
    if (!get_unsigned(count) || !can_follow(count)) return false;
    Table table;
    for (std::uint64_t i = 0; i < count && taken_.ok(); ++i) {
      if (!get(table)) return false;
      taken_ = (*take_)(*whole_, table);
    }
    return taken_.ok();
  }
  template <typename T>
  bool get_bounded(T& value, std::uint64_t last) {
    std::uint64_t number = 0;
    if (!get_unsigned(number) || number > last) return false;
    value = static_cast<T>(number);
    return true;
  }
  template <typename T>
  bool get_integer(T& value) {
    std::uint64_t zigzag = 0;
    if (!get_unsigned(zigzag)) return false;
    const auto number = static_cast<std::int64_t>((zigzag >> 1U) ^ (~(zigzag & 1U) + 1U));
    if (!std::in_range<T>(number)) return false;
    value = static_cast<T>(number);
    return true;
  }
  bool get_double(double& value) {
    if (!holds(sizeof value)) return false;
    std::memcpy(&value, in_.data(), sizeof value);
    in_.remove_prefix(sizeof value);
    return true;
  }
  bool get_string(std::string& value) {
    std::uint64_t size = 0;
    if (!get_unsigned(size) || !can_follow(size)) return false;
    if (size <= in_.size()) {   // nearly always
      if (!skipping_) value.assign(in_.data(), size);
      in_.remove_prefix(size);
      return true;
    }
    if (!skipping_) value.assign(in_);
    for (;;) {
      const std::size_t here = std::min<std::size_t>(size, in_.size());
      in_.remove_prefix(here);
      size -= here;
      if (size == 0) return true;
      if (!holds(1)) return false;
      if (!skipping_) value.append(in_.substr(0, size));
    }
  }
  bool get_seldom(SeldomText& value) {
    if (!in_.empty() && in_.front() == '\0') {
      in_.remove_prefix(1);
      value = SeldomText();
      return true;
    }
    std::string text;
    if (!get_string(text)) return false;
    value = std::move(text);
    return true;
  }
  bool get_span(TextSpan& value) {
    std::int64_t line = 0, from = 0, size = 0;
    if (!get_integer(line) || !get_integer(value.column) || !get_integer(from) || !get_integer(size)) return false;
    line = plus(line, before_.line);
    if (!std::in_range<int>(line)) return false;
    value.line = static_cast<int>(line);
    value.byte_from = plus(from, before_.byte_to);
    value.byte_to = plus(value.byte_from, size);
    before_ = value;
    return true;
  }
  bool get_layers(Layers& value) {
    std::uint64_t bits = 0;
    if (!get_unsigned(bits) || bits > UINT32_MAX) return false;
    value = Layers::from_bits(static_cast<unsigned>(bits));
    return true;
  }
  template <typename T>
  bool get_vector(T& value) {
    std::uint64_t count = 0;
    if (!get_unsigned(count) || !can_follow(count)) return false;
    if (count == 0) {
      value.clear();
      return true;
    }
    if (skipping_) {
      value.clear();
      typename T::value_type read{};
      for (std::uint64_t i = 0; i < count; ++i)
        if (!get(read)) return false;
      return true;
    }
    return get_elements(value, count);
  }
  template <typename T>
  bool get_optional(std::optional<T>& value) {
    bool present = false;
    if (!get(present)) return false;
    value.reset();
    return !present || get(value.emplace());
  }
  template <typename T>
  bool get_struct(T& value) {
    if (++depth_ > deepest_tree) return false;
    const bool good = std::apply([this](auto&... field) { return (get(field) && ...); }, fields_of(value));
    --depth_;
    return good;
  }

  std::string_view in_;             // what is next, as far as it is unpacked
  Unpacker* more_ = nullptr;        // null: nothing follows in_
  std::string window_;
  bool result_alone_ = false;
  const TakeTable* take_ = nullptr;
  const Document* whole_ = nullptr;   // what is read into
  Status taken_;
  bool skipping_ = false;
  TextSpan before_;
  int depth_ = 0;
};

// The model's shape as text: what Encoder would write, by type. A type inside itself is named, not opened again.
template <typename T, typename... Outer>
void describe(std::string& out) {
  if constexpr (std::is_same_v<T, bool>) out += 'b';
  else if constexpr (std::is_enum_v<T>) out += 'e' + std::to_string(static_cast<int>(last_of(T{})));
  else if constexpr (std::is_same_v<T, double>) out += 'd';
  else if constexpr (std::is_integral_v<T>) out += 'i' + std::to_string(sizeof(T));
  else if constexpr (std::is_same_v<T, std::string> || std::is_same_v<T, SeldomText>) out += 's';
  else if constexpr (std::is_same_v<T, Layers>) out += 'l';
  else if constexpr (IsVector<T>::value) {
    out += '*';
    describe<typename T::value_type, Outer...>(out);
  } else if constexpr (IsOptional<T>::value) {
    out += '?';
    describe<typename T::value_type, Outer...>(out);
  } else if constexpr (IsPair<T>::value) {
    describe<typename T::first_type, Outer...>(out);
    describe<typename T::second_type, Outer...>(out);
  } else if constexpr ((std::is_same_v<T, Outer> || ...)) {
    out += '^';
  } else {
    out += '(';
    using Fields = decltype(fields_of(std::declval<T&>()));
    [&]<std::size_t... i>(std::index_sequence<i...>) {
      (describe<std::remove_cvref_t<std::tuple_element_t<i, Fields>>, T, Outer...>(out), ...);
    }(std::make_index_sequence<std::tuple_size_v<Fields>>{});
    out += ')';
  }
}

void put_document(const Document& document, Encoder& encoder) {
  encoder.put_bytes(magic);
  encoder.put_unsigned(evidence_version);
  encoder.put_unsigned(evidence_fingerprint());
  encoder.put(document);
}

Result<Document> read_document(Decoder& decoder) {
  if (!decoder.get_magic()) return damaged("is none");
  std::uint64_t version = 0;
  std::uint64_t fingerprint = 0;
  if (!decoder.get_unsigned(version) || !decoder.get_unsigned(fingerprint)) return damaged("ends too early");
  if (version != evidence_version || fingerprint != evidence_fingerprint())
    return damaged("was left by another version of this program; convert the document again");
  Document document;
  const bool good = decoder.get(document) && decoder.at_end();
  if (!decoder.taken().ok()) return decoder.taken().error();
  if (!good) return damaged("its content is damaged");
  return document;
}

Result<Document> unpacked_document(const std::string& bytes, bool result_alone, const TakeTable* take = nullptr) {
  Unpacker packed(bytes);
  Decoder decoder(packed, result_alone, take);
  Result<Document> document = read_document(decoder);
  return packed.trouble().ok() ? std::move(document) : packed.trouble().error();
}

}  // namespace

std::uint64_t evidence_fingerprint() {
  static const std::uint64_t fingerprint = [] {
    std::string shape;
    describe<Document>(shape);
    std::uint64_t hash = 0xCBF29CE484222325U;  // FNV-1a
    for (const char c : shape) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3U;
    return hash;
  }();
  return fingerprint;
}

namespace evidence_internal {

std::string encode_plain(const Document& document) {
  Encoder encoder;
  put_document(document, encoder);
  return std::string(encoder.plain());
}

Result<Document> decode_plain(std::string_view bytes, bool result_alone, const TakeTable* take) {
  Decoder decoder(bytes, result_alone, take);
  return read_document(decoder);
}

}  // namespace evidence_internal

void encode_document(const Document& document, const std::function<void(std::string_view)>& sink) {
  Packer packer(sink);
  Encoder encoder(&packer);
  put_document(document, encoder);
  packer.finish(encoder.plain());
}

std::string encode_document(const Document& document) {
  std::string packed;
  encode_document(document, [&packed](std::string_view piece) { packed += piece; });
  return packed;
}

namespace {

// Without their number, which whoever asks for them again must know.
template <typename T>
std::string encode_list(const std::vector<T>& elements) {
  std::string packed;
  Packer packer([&packed](std::string_view piece) { packed += piece; });
  Encoder encoder(&packer);
  for (const T& element : elements) encoder.put(element);
  packer.finish(encoder.plain());
  packed.shrink_to_fit();
  return packed;
}

template <typename T>
Status decode_list(std::string_view bytes, std::size_t count, std::vector<T>& elements) {
  Unpacker packed(bytes);
  Decoder decoder(packed);
  if (!decoder.get_elements(elements, count) || !decoder.at_end()) return damaged("what was set aside is damaged");
  return {};
}

}  // namespace

std::string encode_tables(const std::vector<Table>& tables) { return encode_list(tables); }
Status decode_tables(std::string_view bytes, std::size_t count, std::vector<Table>& tables) { return decode_list(bytes, count, tables); }
std::string encode_texts(const std::vector<std::string>& texts) { return encode_list(texts); }
Status decode_texts(std::string_view bytes, std::size_t count, std::vector<std::string>& texts) { return decode_list(bytes, count, texts); }

Result<Document> decode_document(const std::string& bytes) { return unpacked_document(bytes, false); }
Result<Document> decode_result(const std::string& bytes) { return unpacked_document(bytes, true); }

Result<Document> decode_result(const std::string& bytes, const TakeTable& take) { return unpacked_document(bytes, true, &take); }

}  // namespace tabularium
