#include "stages/export/pdf_copy.h"

#ifdef TABULARIUM_QPDF
#include <qpdf/Pipeline.hh>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFPageDocumentHelper.hh>
#include <qpdf/QPDFPageObjectHelper.hh>
#include <qpdf/QPDFWriter.hh>

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <stdexcept>
#endif

#include "stages/export/invisible_text.h"
#include "stages/export/picture_header.h"
#include "stages/export/table_text.h"

namespace tabularium {

#ifndef TABULARIUM_QPDF

namespace {
Error no_qpdf() { return {ErrorCode::missing_part, "this build has no qpdf; build it with libqpdf-dev installed", {}}; }
}  // namespace

struct PdfCopy::Impl {};
Status pdf_copy_ready() { return no_qpdf(); }
Result<PdfCopy> PdfCopy::of_file(const std::string&, const std::vector<std::string>&) { return no_qpdf(); }
PdfCopy PdfCopy::empty(const std::string&) { return PdfCopy(nullptr); }
Status PdfCopy::add_picture_page(int, const PagePicture&, const PaperSize&) { return no_qpdf(); }
Result<PagePlace> PdfCopy::place_of(int) const { return no_qpdf(); }
Status PdfCopy::add_invisible(int, const std::string&, const std::string&) { return no_qpdf(); }
Status PdfCopy::set_font(const InvisibleFont&) { return no_qpdf(); }
Status PdfCopy::write(const std::string&) { return no_qpdf(); }

#else

namespace {

using Handle = QPDFObjectHandle;

Error failed(const std::exception& failure) { return {ErrorCode::bad_input, std::string("searchable.pdf: ") + failure.what(), {}}; }

// Bytes that wait in a temporary file until qpdf writes them.
class Spool {
 public:
  // In `folder`, as a worker may write nowhere else; it has no name any more while it is used.
  explicit Spool(const std::string& folder) {
    std::string path = folder + "/.pictures-XXXXXX";
    const int descriptor = ::mkstemp(path.data());
    if (descriptor < 0) return;
    ::unlink(path.c_str());
    file_ = ::fdopen(descriptor, "w+b");
  }
  ~Spool() {
    if (file_ != nullptr) std::fclose(file_);
  }
  Spool(const Spool&) = delete;
  Spool& operator=(const Spool&) = delete;

  long add(const std::string& bytes) {
    if (file_ == nullptr) throw std::runtime_error("no temporary file");
    std::fseek(file_, 0, SEEK_END);
    const long at = std::ftell(file_);
    if (std::fwrite(bytes.data(), 1, bytes.size(), file_) != bytes.size()) throw std::runtime_error("the temporary file is full");
    return at;
  }

  void copy(long from, std::size_t size, Pipeline* to) {
    std::array<unsigned char, 1U << 16U> piece{};
    std::fseek(file_, from, SEEK_SET);
    while (size > 0) {
      const std::size_t got = std::fread(piece.data(), 1, std::min(size, piece.size()), file_);
      if (got == 0) throw std::runtime_error("the temporary file is damaged");
      to->write(piece.data(), got);
      size -= got;
    }
    to->finish();
  }

 private:
  std::FILE* file_ = nullptr;
};

class SpooledStream final : public Handle::StreamDataProvider {
 public:
  SpooledStream(std::shared_ptr<Spool> spool, const std::string& bytes)
      : spool_(std::move(spool)), from_(spool_->add(bytes)), size_(bytes.size()) {}
  void provideStreamData(QPDFObjGen const&, Pipeline* to) override { spool_->copy(from_, size_, to); }

 private:
  std::shared_ptr<Spool> spool_;
  long from_;
  std::size_t size_;
};

// Leaves out what is shown in rendering mode 3: text of an older layer.
class DropInvisible final : public Handle::TokenFilter {
 public:
  void handleToken(QPDFTokenizer::Token const& token) override {
    waiting_.push_back(token);
    if (token.getType() == QPDFTokenizer::tt_word) operate(token.getValue());
    else if (token.getType() == QPDFTokenizer::tt_inline_image) release();
  }
  void handleEOF() override { release(); }

 private:
  void operate(const std::string& name) {
    if (name == "q") modes_.push_back(modes_.back());
    else if (name == "Q" && modes_.size() > 1) modes_.pop_back();
    else if (name == "Tr") modes_.back() = last_integer();
    const bool shows = name == "Tj" || name == "TJ" || name == "'" || name == "\"";
    if (shows && modes_.back() == 3) waiting_.clear();
    else release();
  }
  int last_integer() const {
    for (auto it = waiting_.rbegin(); it != waiting_.rend(); ++it)
      if (it->getType() == QPDFTokenizer::tt_integer) return std::atoi(it->getValue().c_str());
    return 0;
  }
  void release() {
    for (const QPDFTokenizer::Token& token : waiting_) writeToken(token);
    waiting_.clear();
  }

  std::vector<QPDFTokenizer::Token> waiting_;  // operands, until their operator comes
  std::vector<int> modes_ = {0};               // rendering mode, saved and restored with the graphics state
};

Handle number(double value) { return Handle::newReal(value, 4); }

Handle dictionary(const std::string& text) { return Handle::parse(text); }

Box box_of(Handle array) {
  const auto at = [&](int i) { return array.getArrayItem(i).getNumericValue(); };
  return {std::min(at(0), at(2)), std::min(at(1), at(3)), std::max(at(0), at(2)), std::max(at(1), at(3))};
}

}  // namespace

struct PdfCopy::Impl {
  QPDF pdf;
  std::shared_ptr<Spool> spool;
  std::map<int, QPDFPageObjectHelper> pages;  // by the source's number
  Handle font;

  void take_pages() {
    int number = 0;
    for (const QPDFPageObjectHelper& page : QPDFPageDocumentHelper(pdf).getAllPages()) pages.emplace(++number, page);
    font = pdf.makeIndirectObject(Handle::newDictionary());
  }

  Handle spooled(const std::string& bytes, Handle dict) {
    Handle stream = Handle::newStream(&pdf);
    Handle filter = dict.getKey("/Filter");
    Handle parameters = dict.getKey("/DecodeParms");
    stream.replaceDict(dict);
    stream.replaceStreamData(std::make_shared<SpooledStream>(spool, bytes), filter, parameters);
    return stream;
  }
};

Status pdf_copy_ready() { return {}; }

Result<PdfCopy> PdfCopy::of_file(const std::string& path, const std::vector<std::string>& passwords) {
  std::vector<std::string> tries = {""};
  tries.insert(tries.end(), passwords.begin(), passwords.end());
  Error last{ErrorCode::internal, "", {}};
  for (const std::string& password : tries) {
    try {
      auto impl = std::make_unique<Impl>();
      impl->pdf.setSuppressWarnings(true);
      impl->pdf.processFile(path.c_str(), password.c_str());
      impl->take_pages();
      return PdfCopy(std::move(impl));
    } catch (const std::exception& failure) {
      last = failed(failure);
    }
  }
  return last;
}

PdfCopy PdfCopy::empty(const std::string& folder) {
  auto impl = std::make_unique<Impl>();
  impl->spool = std::make_shared<Spool>(folder);
  impl->pdf.emptyPDF();
  impl->take_pages();
  return PdfCopy(std::move(impl));
}

Status PdfCopy::add_picture_page(int page_number, const PagePicture& picture, const PaperSize& size) {
  const Result<EmbeddedPicture> kept = embedded(picture);
  if (!kept.ok()) return kept.error();
  const EmbeddedPicture& image = kept.value();
  try {
    Handle dict = dictionary("<< /Type /XObject /Subtype /Image >>");
    dict.replaceKey("/Width", Handle::newInteger(image.width));
    dict.replaceKey("/Height", Handle::newInteger(image.height));
    dict.replaceKey("/BitsPerComponent", Handle::newInteger(image.bits));
    dict.replaceKey("/Filter", Handle::newName(image.filter));
    Handle space = Handle::newName(image.channels == 3 ? "/DeviceRGB" : "/DeviceGray");
    if (!image.palette.empty()) {
      space = dictionary("[ /Indexed /DeviceRGB ]");
      space.appendItem(Handle::newInteger(static_cast<int>(image.palette.size() / 3) - 1));
      space.appendItem(Handle::newString(image.palette));
    }
    dict.replaceKey("/ColorSpace", space);
    if (image.predicted) {
      Handle parameters = dictionary("<< /Predictor 15 >>");
      parameters.replaceKey("/Colors", Handle::newInteger(image.channels));
      parameters.replaceKey("/BitsPerComponent", Handle::newInteger(image.bits));
      parameters.replaceKey("/Columns", Handle::newInteger(image.width));
      dict.replaceKey("/DecodeParms", parameters);
    }
    Handle page = impl_->pdf.makeIndirectObject(dictionary("<< /Type /Page /Resources << /XObject << >> >> >>"));
    Handle media = Handle::newArray();
    for (const double side : {0.0, 0.0, size.width, size.height}) media.appendItem(number(side));
    page.replaceKey("/MediaBox", media);
    page.getKey("/Resources").getKey("/XObject").replaceKey("/Page", impl_->spooled(image.bytes, dict));
    page.replaceKey("/Contents", Handle::newStream(&impl_->pdf, "q " + rounded(size.width, 4) + " 0 0 " + rounded(size.height, 4) +
                                                                    " 0 0 cm /Page Do Q\n"));
    QPDFPageObjectHelper helper(page);
    QPDFPageDocumentHelper(impl_->pdf).addPage(helper, false);
    impl_->pages.emplace(page_number, helper);
  } catch (const std::exception& failure) {
    return failed(failure);
  }
  return {};
}

Result<PagePlace> PdfCopy::place_of(int number_of_page) const {
  const auto page = impl_->pages.find(number_of_page);
  if (page == impl_->pages.end()) return Error{ErrorCode::bad_input, "searchable.pdf: the page is not in the file", number_of_page};
  try {
    QPDFPageObjectHelper helper = page->second;
    Handle rotate = helper.getAttribute("/Rotate", false);
    return PagePlace{box_of(helper.getCropBox(false)), rotate.isInteger() ? rotate.getIntValueAsInt() / 90 : 0};
  } catch (const std::exception& failure) {
    return failed(failure);
  }
}

Status PdfCopy::add_invisible(int number_of_page, const std::string& content, const std::string& font) {
  try {
    QPDFPageObjectHelper& page = impl_->pages.at(number_of_page);
    Handle resources = page.getAttribute("/Resources", true);
    if (!resources.isDictionary()) {
      resources = Handle::newDictionary();
      page.getObjectHandle().replaceKey("/Resources", resources);
    }
    Handle fonts = resources.getKey("/Font").isDictionary() ? resources.getKey("/Font").shallowCopy() : Handle::newDictionary();
    fonts.replaceKey(font, impl_->font);
    resources.replaceKey("/Font", fonts);
    page.addContentTokenFilter(std::make_shared<DropInvisible>());
    page.addPageContents(Handle::newStream(&impl_->pdf, "q\n"), true);
    page.addPageContents(Handle::newStream(&impl_->pdf, "\nQ\nq\n" + content + "Q\n"), false);
  } catch (const std::exception& failure) {
    return failed(failure);
  }
  return {};
}

Status PdfCopy::set_font(const InvisibleFont& font) {
  try {
    QPDF& pdf = impl_->pdf;
    const std::string width = std::to_string(static_cast<int>(InvisibleText::advance * 1000));
    const std::string ascent = std::to_string(static_cast<int>(InvisibleText::ascent * 1000));
    const std::string descent = std::to_string(static_cast<int>(InvisibleText::ascent * 1000) - 1000);
    Handle descriptor = pdf.makeIndirectObject(dictionary(
        "<< /Type /FontDescriptor /FontName /TabulariumText /Flags 5 /ItalicAngle 0 /StemV 0 /FontBBox [0 " + descent + ' ' + width +
        ' ' + ascent + "] /Ascent " + ascent + " /Descent " + descent + " /CapHeight " + ascent + " >>"));
    Handle file = Handle::newStream(&pdf, font.file);
    file.getDict().replaceKey("/Length1", Handle::newInteger(static_cast<long long>(font.file.size())));
    descriptor.replaceKey("/FontFile2", file);
    Handle descendant = pdf.makeIndirectObject(dictionary(
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /TabulariumText /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) "
        "/Supplement 0 >> /DW " + width + " >>"));
    descendant.replaceKey("/FontDescriptor", descriptor);
    descendant.replaceKey("/CIDToGIDMap", Handle::newStream(&pdf, font.code_to_glyph));
    Handle dict = impl_->font;
    dict.replaceKey("/Type", Handle::newName("/Font"));
    dict.replaceKey("/Subtype", Handle::newName("/Type0"));
    dict.replaceKey("/BaseFont", Handle::newName("/TabulariumText"));
    dict.replaceKey("/Encoding", Handle::newName("/Identity-H"));
    Handle descendants = Handle::newArray();
    descendants.appendItem(descendant);
    dict.replaceKey("/DescendantFonts", descendants);
    dict.replaceKey("/ToUnicode", Handle::newStream(&pdf, font.to_unicode));
  } catch (const std::exception& failure) {
    return failed(failure);
  }
  return {};
}

Status PdfCopy::write(const std::string& path) {
  try {
    QPDFWriter writer(impl_->pdf, path.c_str());
    if (!impl_->pdf.isEncrypted()) writer.setDeterministicID(true);  // the same input gives the same bytes
    writer.setObjectStreamMode(qpdf_o_generate);
    writer.write();
  } catch (const std::exception& failure) {
    return Error{ErrorCode::io, std::string("searchable.pdf: ") + failure.what(), {}};
  }
  return {};
}

#endif

PdfCopy::PdfCopy(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
PdfCopy::PdfCopy(PdfCopy&&) noexcept = default;
PdfCopy::~PdfCopy() = default;

}  // namespace tabularium
