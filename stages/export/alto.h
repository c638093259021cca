// document.alto.xml: ALTO 4 (Library of Congress), pages with words, their places and confidences; a table is a
// ComposedBlock of type "table" with a text block for each cell. Measured in 1/1200 inch.
#pragma once

#include <memory>

#include "stages/export/export_job.h"
#include "stages/export/page_writer.h"

namespace tabularium {

std::unique_ptr<PageWriter> alto_writer(const ExportJob& job);

}  // namespace tabularium
