// Tesseract behind the Reader seam. One engine a language set, loaded once and kept: loading costs more than a page's
// worth of cells. Only the LSTM recogniser is used; inversion is measured beforehand, so it is not tried again here.
#include <allheaders.h>
#include <tesseract/baseapi.h>
#include <tesseract/resultiterator.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <memory>
#include <sstream>

#include "stages/extract/reader.h"

namespace tabularium {
namespace {

std::string tessdata_folder() {
  std::vector<std::string> candidates;
  if (const char* prefix = std::getenv("TESSDATA_PREFIX")) candidates.emplace_back(prefix);
  for (const char* known : {"/usr/share/tesseract-ocr/5/tessdata", "/usr/share/tesseract-ocr/4.00/tessdata",
                            "/usr/share/tessdata", "/usr/local/share/tessdata"})
    candidates.emplace_back(known);
  std::error_code ignored;
  for (const std::string& folder : candidates)
    if (std::filesystem::is_directory(folder, ignored)) return folder;
  return {};
}

std::string package_of(std::string language) {
  std::replace(language.begin(), language.end(), '_', '-');
  return "tesseract-ocr-" + language;
}

Status check_languages(const std::string& languages) {
  const std::vector<std::string> installed = installed_languages();
  std::istringstream parts(languages);
  for (std::string language; std::getline(parts, language, '+');)
    if (std::find(installed.begin(), installed.end(), language) == installed.end())
      return Error{ErrorCode::missing_part, "no model for language '" + language + "' is installed (Debian package " +
                                                package_of(language) + ")", {}};
  return {};
}

tesseract::PageSegMode mode_of(ReadScope scope) {
  switch (scope) {
    case ReadScope::page: return tesseract::PSM_AUTO;
    case ReadScope::block: return tesseract::PSM_SINGLE_BLOCK;
    case ReadScope::line: return tesseract::PSM_SINGLE_LINE;
    case ReadScope::bare_line: return tesseract::PSM_RAW_LINE;
    case ReadScope::word: return tesseract::PSM_SINGLE_WORD;
  }
  return tesseract::PSM_AUTO;
}

// Text of Tesseract's, freed with delete[].
std::string take_text(char* text) {
  std::string taken = text != nullptr ? text : "";
  delete[] text;
  return taken;
}

class TesseractReader final : public Reader {
 public:
  std::string name() const override { return "tesseract"; }
  Result<std::vector<Word>> recognise(const PageImage& image, const RecogniseRequest& request) override;
  bool knows(const std::string& word, const std::string& language) override;

 private:
  Result<tesseract::TessBaseAPI*> engine_for(const std::string& languages);

  std::map<std::string, std::unique_ptr<tesseract::TessBaseAPI>> engines_;
};

Result<tesseract::TessBaseAPI*> TesseractReader::engine_for(const std::string& languages) {
  if (auto known = engines_.find(languages); known != engines_.end()) return known->second.get();
  if (Status status = check_languages(languages); !status) return status.error();
  auto engine = std::make_unique<tesseract::TessBaseAPI>();
  const std::string folder = tessdata_folder();
  if (engine->Init(folder.c_str(), languages.c_str(), tesseract::OEM_LSTM_ONLY) != 0)
    return Error{ErrorCode::missing_part, "Tesseract cannot load the model '" + languages + "' from " + folder, {}};
  engine->SetVariable("tessedit_do_invert", "0");
  engine->SetVariable("debug_file", "/dev/null");
  return (engines_[languages] = std::move(engine)).get();
}

bool TesseractReader::knows(const std::string& word, const std::string& language) {
  Result<tesseract::TessBaseAPI*> engine = engine_for(language);
  return engine.ok() && engine.value()->IsValidWord(word.c_str()) != 0;
}

// Words of the engine's current result, moved by (dx, dy) pixels.
std::vector<Word> collect_words(tesseract::TessBaseAPI& engine, int dx, int dy) {
  std::vector<Word> words;
  std::unique_ptr<tesseract::ResultIterator> it(engine.GetIterator());
  if (!it) return words;
  do {
    if (it->Empty(tesseract::RIL_WORD)) continue;
    int x0 = 0, y0 = 0, x1 = 0, y1 = 0;
    Word word;
    word.text = take_text(it->GetUTF8Text(tesseract::RIL_WORD));
    if (word.text.empty() || word.text == " " || !it->BoundingBox(tesseract::RIL_WORD, &x0, &y0, &x1, &y1)) continue;
    word.box = Box{double(x0 + dx), double(y0 + dy), double(x1 + dx), double(y1 + dy)};
    word.confidence = std::clamp(it->Confidence(tesseract::RIL_WORD) / 100.0, 0.0, 1.0);
    int bx0 = 0, by0 = 0, bx1 = 0, by1 = 0;
    if (it->Baseline(tesseract::RIL_WORD, &bx0, &by0, &bx1, &by1)) word.baseline = (by0 + by1) / 2.0 + dy;
    word.space_before = !it->IsAtBeginningOf(tesseract::RIL_TEXTLINE);
    words.push_back(std::move(word));
  } while (it->Next(tesseract::RIL_WORD));
  return words;
}

Result<std::vector<Word>> TesseractReader::recognise(const PageImage& image, const RecogniseRequest& request) {
  if (image.empty()) return Error{ErrorCode::internal, "no image to read", {}};
  Result<tesseract::TessBaseAPI*> found = engine_for(request.languages.empty() ? "eng" : request.languages);
  if (!found) return found.error();
  tesseract::TessBaseAPI& engine = *found.value();

  const bool part = request.pixels != Box{};
  const int dx = part ? static_cast<int>(request.pixels.x0) : 0;
  const int dy = part ? static_cast<int>(request.pixels.y0) : 0;
  Pix* shown = image.get();
  if (part) {
    Box whole{0, 0, double(image.width()), double(image.height())};
    const Box cut = intersect(whole, request.pixels);
    if (cut.empty()) return std::vector<Word>{};
    ::Box* box = boxCreate(dx, dy, int(std::ceil(cut.width())), int(std::ceil(cut.height())));
    shown = pixClipRectangle(image.get(), box, nullptr);
    boxDestroy(&box);
    if (shown == nullptr) return std::vector<Word>{};
  }
  engine.SetPageSegMode(mode_of(request.scope));
  engine.SetVariable("tessedit_char_whitelist", std::string(allowed_letters(request.expectation)).c_str());
  engine.SetImage(shown);
  engine.SetSourceResolution(static_cast<int>(std::clamp(request.dpi, 70.0, 2400.0)));
  const int failed = engine.Recognize(nullptr);
  std::vector<Word> words;
  if (failed == 0) words = collect_words(engine, dx, dy);
  engine.Clear();
  if (part) pixDestroy(&shown);
  if (failed != 0) return Error{ErrorCode::internal, "Tesseract failed on this page", {}};
  return words;
}

}  // namespace

Result<std::unique_ptr<Reader>> make_tesseract_reader() {
  if (installed_languages().empty())
    return Error{ErrorCode::missing_part, "no Tesseract models are installed (Debian package tesseract-ocr-eng)", {}};
  return std::unique_ptr<Reader>(std::make_unique<TesseractReader>());
}

std::vector<std::string> installed_languages() {
  std::vector<std::string> languages;
  std::error_code ignored;
  const std::string folder = tessdata_folder();
  if (folder.empty()) return languages;
  for (const auto& entry : std::filesystem::directory_iterator(folder, ignored))
    if (entry.path().extension() == ".traineddata") languages.push_back(entry.path().stem().string());
  std::sort(languages.begin(), languages.end());
  return languages;
}

}  // namespace tabularium
