// document.hocr: hOCR 1.2, an XHTML file with words, their places and confidences. A unit of its boxes is 1/300 inch on
// every page (scan_res says so), whatever the resolution of a scan was.
#pragma once

#include <memory>

#include "stages/export/export_job.h"
#include "stages/export/page_writer.h"

namespace tabularium {

std::unique_ptr<PageWriter> hocr_writer(const ExportJob& job);

}  // namespace tabularium
