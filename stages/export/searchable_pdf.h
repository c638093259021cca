// searchable.pdf: the pages as they are, and what was read lies invisibly where it stands. A PDF keeps all that it has, but
// for an older invisible layer on pages that were read anew; image files become pages of their own.
#pragma once

#include "stages/export/export_job.h"

namespace tabularium {

Status searchable_pdf_ready();  // missing_part when this was built without qpdf
// Nothing for text input, which has no pages to keep.
Status write_searchable_pdf(const ExportJob& job);

}  // namespace tabularium
