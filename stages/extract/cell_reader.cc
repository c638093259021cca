#include <utility>

#include "stages/extract/cell_reader_factory.h"
#include "stages/extract/image_prepare.h"
#include "stages/extract/image_reading.h"
#include "stages/extract/reader.h"

namespace tabularium {
namespace {

class ImageCellReader final : public CellReader {
 public:
  ImageCellReader(std::function<Result<CellPage>(int)> page_of, std::shared_ptr<Reader> reader)
      : page_of_(std::move(page_of)), reader_(std::move(reader)) {}

  Result<Alternative> read(const ReadRequest& request) override;

 private:
  Status look_at(int number);

  std::function<Result<CellPage>(int)> page_of_;
  std::shared_ptr<Reader> reader_;
  int number_ = 0;        // page held in prepared_; 0 = none
  PreparedPage prepared_;
};

Status ImageCellReader::look_at(int number) {
  if (number == number_) return {};
  number_ = 0;
  Result<CellPage> page = page_of_(number);
  if (!page) return page.error();
  Result<PreparedPage> prepared = prepare_page(page.value().image, page.value().options, 0);
  if (!prepared) return prepared.error();
  prepared_ = std::move(prepared).value();
  number_ = number;
  return {};
}

Result<Alternative> ImageCellReader::read(const ReadRequest& request) {
  if (Status status = look_at(request.page); !status) return status.error();
  const double k = prepared_.pixels_per_point;
  const Box pixels{request.box.x0 * k, request.box.y0 * k, request.box.x1 * k, request.box.y1 * k};
  const std::string language = request.language.empty() ? "eng" : request.language;
  TextPiece spot;
  spot.box = pixels;
  Result<TextPiece> piece = read_piece(prepared_, spot, language, request.expectation, *reader_);
  if (!piece) return piece.error();
  Alternative reading;
  reading.reader = reader_->name();
  reading.confidence = piece.value().confidence;
  for (const Word& word : piece.value().words) reading.text += (reading.text.empty() ? "" : " ") + word.text;
  return reading;
}

}  // namespace

std::shared_ptr<CellReader> make_cell_reader(std::function<Result<CellPage>(int page)> page_of,
                                             std::shared_ptr<Reader> reader) {
  return std::make_shared<ImageCellReader>(std::move(page_of), std::move(reader));
}

}  // namespace tabularium
