#include "encrypted_pdf.h"

#include <openssl/evp.h>

#include <array>
#include <cstdio>
#include <numeric>
#include <utility>
#include <vector>

namespace tabularium {
namespace {

constexpr std::size_t key_bytes = 5;

// ISO 32000-1, 7.6.3.3: what fills a password up to 32 bytes.
const std::string filler(
    "\x28\xBF\x4E\x5E\x4E\x75\x8A\x41\x64\x00\x4E\x56\xFF\xFA\x01\x08\x2E\x2E\x00\xB6\xD0\x68\x3E\x80\x2F\x0C\xA9\xFE\x64\x53\x69\x7A", 32);

std::string md5(const std::string& bytes) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, EVP_md5(), nullptr);
  return {reinterpret_cast<const char*>(digest.data()), size};
}

std::string rc4(const std::string& key, std::string text) {
  std::array<unsigned char, 256> state{};
  std::iota(state.begin(), state.end(), static_cast<unsigned char>(0));
  for (unsigned i = 0, j = 0; i < 256; ++i) {
    j = (j + state[i] + static_cast<unsigned char>(key[i % key.size()])) % 256;
    std::swap(state[i], state[j]);
  }
  unsigned i = 0, j = 0;
  for (char& c : text) {
    i = (i + 1) % 256;
    j = (j + state[i]) % 256;
    std::swap(state[i], state[j]);
    c = static_cast<char>(static_cast<unsigned char>(c) ^ state[(state[i] + state[j]) % 256]);
  }
  return text;
}

std::string hex(const std::string& bytes) {
  std::string digits;
  for (const char c : bytes) {
    std::array<char, 3> pair{};
    std::snprintf(pair.data(), pair.size(), "%02X", static_cast<unsigned>(static_cast<unsigned char>(c)));
    digits += pair.data();
  }
  return "<" + digits + ">";
}

}  // namespace

std::string encrypted_pdf(const std::string& shown, const std::string& password) {
  const std::string id(16, 'i');
  const std::string padded = (password + filler).substr(0, 32);
  const std::string owner = rc4(md5(padded).substr(0, key_bytes), padded);
  const std::string permissions(4, '\xff');  // -1: everything allowed
  const std::string key = md5(padded + owner + permissions + id).substr(0, key_bytes);
  constexpr int content_object = 4;
  const std::string object_key = md5(key + std::string{content_object, 0, 0, 0, 0}).substr(0, key_bytes + 5);
  const std::string content = rc4(object_key, "BT /F 12 Tf 40 100 Td (" + shown + ") Tj ET");
  const std::vector<std::string> objects = {
      "<</Type/Catalog/Pages 2 0 R>>",
      "<</Type/Pages/Kids[3 0 R]/Count 1>>",
      "<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
      "<</Length " + std::to_string(content.size()) + ">>stream\n" + content + "\nendstream",
      "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
      "<</Filter/Standard/V 1/R 2/P -1/O " + hex(owner) + "/U " + hex(rc4(key, filler)) + ">>"};
  std::string out = "%PDF-1.4\n", table = "xref\n0 7\n0000000000 65535 f \n";
  for (std::size_t i = 0; i < objects.size(); ++i) {
    std::array<char, 24> line{};
    std::snprintf(line.data(), line.size(), "%010zu 00000 n \n", out.size());
    table += line.data();
    out += std::to_string(i + 1) + " 0 obj\n" + objects[i] + "\nendobj\n";
  }
  const std::size_t start = out.size();
  return out + table + "trailer<</Size 7/Root 1 0 R/Encrypt 6 0 R/ID[" + hex(id) + hex(id) + "]>>\nstartxref\n" +
         std::to_string(start) + "\n%%EOF\n";
}

}  // namespace tabularium
