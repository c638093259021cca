#include <algorithm>
#include <utility>

#include "stages/extract/cell_reader_factory.h"
#include "stages/extract/image_lines.h"
#include "stages/extract/image_prepare.h"
#include "stages/extract/image_reading.h"
#include "stages/extract/reader.h"

namespace tabularium {
namespace {

class ImageCellReader final : public CellReader {
 public:
  ImageCellReader(std::function<Result<CellPage>(int)> page_of, std::shared_ptr<Reader> reader, std::shared_ptr<Reader> second)
      : page_of_(std::move(page_of)), reader_(std::move(reader)), second_(std::move(second)) {}

  Result<Alternative> read(const ReadRequest& request) override;

 private:
  Status look_at(int number);
  Result<TextPiece> read_spot(const Box& pixels, const ReadRequest& request, std::string& by);

  std::function<Result<CellPage>(int)> page_of_;
  std::shared_ptr<Reader> reader_;
  std::shared_ptr<Reader> second_;
  int number_ = 0;        // page held in prepared_; 0 = none
  PreparedPage prepared_;
};

Status ImageCellReader::look_at(int number) {
  if (number == number_) return {};
  number_ = 0;
  Result<CellPage> page = page_of_(number);
  if (!page) return page.error();
  Result<PreparedPage> prepared = prepare_page(page.value().image, page.value().options, page.value().options.turned);
  if (!prepared) return prepared.error();
  prepared_ = std::move(prepared).value();
  number_ = number;
  return {};
}

// A second look should be no copy of the first: another reader's, where there is one that is sure; else figures are read
// once more with a little more paper around them, and the surer of the readings counts.
Result<TextPiece> ImageCellReader::read_spot(const Box& pixels, const ReadRequest& request, std::string& by) {
  TextPiece spot;
  spot.box = pixels;
  const std::string language = request.language.empty() ? "eng" : request.language;
  constexpr double sure = 0.9;
  if (second_) {
    Result<TextPiece> other = read_piece(prepared_, spot, language, request.expectation, *second_, ReadScope::bare_line);
    by = second_->name();
    if (other && other.value().confidence >= sure && !other.value().words.empty()) return other;
  }
  by = reader_->name();
  Result<TextPiece> first = read_piece(prepared_, spot, language, request.expectation, *reader_);
  if (!first || (first.value().confidence >= sure && !loses_figures(first.value()))) return first;
  const double more = 0.25 * prepared_.glyph_height;
  spot.band_top = pixels.y0 - more;
  spot.band_bottom = pixels.y1 + more;
  Result<TextPiece> second = read_piece(prepared_, spot, language, request.expectation, *reader_);
  const auto worth = [](const TextPiece& reading) { return loses_figures(reading) ? 0 : reading.confidence; };
  Result<TextPiece>& best = second && worth(second.value()) > worth(first.value()) ? second : first;
  if (!is_unsure(best.value(), prepared_.glyph_height)) return std::move(best);
  return look_again(prepared_, std::move(best).value(), language, request.expectation, *reader_);
}

Result<Alternative> ImageCellReader::read(const ReadRequest& request) {
  if (Status status = look_at(request.page); !status) return status.error();
  const double k = prepared_.pixels_per_point;
  const Box wanted{request.box.x0 * k, request.box.y0 * k, request.box.x1 * k, request.box.y1 * k};
  Alternative reading;
  reading.confidence = 1;
  for (const Box& pixels : find_text_pieces_in(prepared_.ink.get(), wanted, prepared_.rules, prepared_.glyph_height)) {
    if (pixels.height() < 0.4 * prepared_.glyph_height) continue;
    Result<TextPiece> piece = read_spot(pixels, request, reading.reader);
    if (!piece) return piece.error();
    reading.confidence = std::min(reading.confidence, piece.value().confidence);
    for (const Word& word : piece.value().words) reading.text += (reading.text.empty() ? "" : " ") + word.text;
  }
  return reading;
}

}  // namespace

std::shared_ptr<CellReader> make_cell_reader(std::function<Result<CellPage>(int page)> page_of,
                                             std::shared_ptr<Reader> reader, std::shared_ptr<Reader> second) {
  return std::make_shared<ImageCellReader>(std::move(page_of), std::move(reader), std::move(second));
}

}  // namespace tabularium
