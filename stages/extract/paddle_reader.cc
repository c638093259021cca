// PP-OCRv4's line recogniser behind the Reader seam: one network, 48 pixels high, for Chinese, Latin and figures. It
// knows no page: the lines are cut here. It leaves out most spaces between Latin words.
#include <allheaders.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <memory>
#include <utility>

#include "stages/core/model_folders.h"
#include "stages/extract/ctc.h"
#include "stages/extract/image_pix.h"
#include "stages/extract/onnx_session.h"
#include "stages/extract/reader.h"

namespace tabularium {
namespace {

constexpr int kHeight = 48;          // pixels: what the network was trained on
constexpr int kLeastWidth = 48;
constexpr int kMostWidth = 3200;     // beyond it memory, not reading, is the limit
constexpr const char* kModel = "pp-ocrv4-rec.onnx";
constexpr const char* kLetters = "pp-ocrv4-letters.txt";
constexpr const char* kLibrary = "libonnxruntime.so.1";

namespace fs = std::filesystem;

// The first folder that holds the model; empty = none.
std::string model_folder() {
  std::error_code ignored;
  for (const std::string& folder : model_folders())
    if (fs::exists(fs::path(folder) / kModel, ignored) && fs::exists(fs::path(folder) / kLetters, ignored)) return folder;
  return {};
}

// The runtime beside the model, or the system's.
std::string library_in(const std::string& folder) {
  const fs::path beside = fs::path(folder) / kLibrary;
  std::error_code ignored;
  return fs::exists(beside, ignored) ? beside.string() : std::string(kLibrary);
}

std::vector<std::string> read_letters(const std::string& path) {
  std::vector<std::string> letters;
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) {
    while (!line.empty() && (line.back() == '\r' || line.back() == '\n')) line.pop_back();
    letters.push_back(line);
  }
  letters.emplace_back(" ");
  return letters;
}

class PaddleReader final : public Reader {
 public:
  PaddleReader(std::unique_ptr<OnnxSession> session, std::vector<std::string> letters)
      : session_(std::move(session)), letters_(std::move(letters)) {}
  std::string name() const override { return "pp-ocrv4"; }
  Result<std::vector<Word>> recognise(const PageImage& image, const RecogniseRequest& request) override;

 private:
  std::unique_ptr<OnnxSession> session_;
  std::vector<std::string> letters_;
};

// The line at the network's height, three like channels, gray levels from -1 to 1.
Tensor tensor_of(Pix* line) {
  const int width = pixGetWidth(line), height = pixGetHeight(line);
  Tensor tensor;
  tensor.shape = {1, 3, height, width};
  const std::size_t plane = static_cast<std::size_t>(width) * static_cast<std::size_t>(height);
  tensor.values.resize(3 * plane);
  for (int y = 0; y < height; ++y) {
    const l_uint32* row = pixGetData(line) + static_cast<std::ptrdiff_t>(y) * pixGetWpl(line);
    for (int x = 0; x < width; ++x) {
      const std::size_t at = static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x);
      const float level = static_cast<float>(GET_DATA_BYTE(row, x)) / 127.5F - 1.0F;
      tensor.values[at] = tensor.values[at + plane] = tensor.values[at + 2 * plane] = level;
    }
  }
  return tensor;
}

bool is_allowed(const std::string& letter, Expectation expectation) {
  const std::string_view allowed = allowed_letters(expectation);
  return allowed.empty() || allowed.find(letter) != std::string_view::npos;
}

// Letters to words; `scale` pixels of the image to a step.
std::vector<Word> words_of(const std::vector<CtcLetter>& letters, const Box& part, double scale, Expectation expectation) {
  std::vector<Word> words;
  double sum = 0, count = 0;
  bool space = true;
  for (const CtcLetter& letter : letters) {
    if (letter.text == " ") {
      space = true;
      continue;
    }
    if (!is_allowed(letter.text, expectation)) continue;
    const double x0 = part.x0 + letter.from * scale, x1 = std::min(part.x1, part.x0 + letter.to * scale);
    if (space || words.empty()) {
      Word word;
      word.box = {x0, part.y0, x1, part.y1};
      word.space_before = !words.empty();
      words.push_back(std::move(word));
      sum = count = 0;
      space = false;
    }
    Word& word = words.back();
    word.text += letter.text == "丶" ? "、" : letter.text;  // its alphabet holds both, and it takes one for the other
    word.box.x1 = std::max(word.box.x1, x1);
    sum += letter.confidence;
    word.confidence = sum / ++count;
  }
  return words;
}

Result<std::vector<Word>> PaddleReader::recognise(const PageImage& image, const RecogniseRequest& request) {
  if (image.empty()) return Error{ErrorCode::internal, "no image to read", {}};
  const Box whole{0, 0, double(image.width()), double(image.height())};
  const Box part = request.pixels != Box{} ? intersect(whole, request.pixels) : whole;
  if (part.empty()) return std::vector<Word>{};
  ::Box* box = boxCreate(int(part.x0), int(part.y0), int(part.width()), int(part.height()));
  PixPtr cut(pixClipRectangle(image.get(), box, nullptr));
  boxDestroy(&box);
  PixPtr gray(cut ? pixConvertTo8(cut.get(), 0) : nullptr);
  if (!gray) return std::vector<Word>{};
  const int width = std::clamp(int(std::lround(part.width() * kHeight / part.height())), 8, kMostWidth);
  PixPtr line(pixScaleToSize(gray.get(), width, kHeight));
  if (!line) return std::vector<Word>{};
  const int shown = std::max(kLeastWidth, (width + 7) / 8 * 8);
  PixPtr padded(pixCreate(shown, kHeight, 8));
  if (!padded) return std::vector<Word>{};
  pixSetAllArbitrary(padded.get(), 255);
  pixRasterop(padded.get(), 0, 0, width, kHeight, PIX_SRC, line.get(), 0, 0);
  Tensor input = tensor_of(padded.get());
  Result<Tensor> output = session_->run(input);
  if (!output) return output.error();
  const std::vector<std::int64_t>& shape = output.value().shape;
  if (shape.size() != 3 || shape[1] < 1) return Error{ErrorCode::internal, "the recogniser's output has a strange shape", {}};
  const std::vector<CtcLetter> letters = decode_ctc(output.value().values, static_cast<int>(shape[2]), letters_);
  const double scale = shown / static_cast<double>(shape[1]) * part.width() / width;
  return words_of(letters, part, scale, request.expectation);
}

}  // namespace

Result<std::unique_ptr<Reader>> make_paddle_reader() {
  const std::string folder = model_folder();
  if (folder.empty())
    return Error{ErrorCode::missing_part, "the second reader is not installed (scripts/fetch-models)", {}};
  Result<std::unique_ptr<OnnxSession>> session = open_onnx(library_in(folder), (fs::path(folder) / kModel).string());
  if (!session) return session.error();
  return std::unique_ptr<Reader>(
      std::make_unique<PaddleReader>(std::move(session).value(), read_letters((fs::path(folder) / kLetters).string())));
}

SecondReaderParts second_reader_parts() {
  const std::string folder = model_folder();
  return {folder, onnx_runtime_version(library_in(folder))};
}

}  // namespace tabularium
