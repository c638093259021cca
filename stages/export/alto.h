// document.alto.xml: ALTO 4 (Library of Congress), pages with words, their places and confidences; a table is a
// ComposedBlock of type "table" with a text block for each cell. Measured in 1/1200 inch.
#pragma once

#include "stages/export/export_job.h"

namespace tabularium {

Status write_alto(const ExportJob& job);

}  // namespace tabularium
