#include <Page.h>

#include "stages/extract/pdf_impl.h"

namespace tabularium {

bool PdfDocument::draws_text_alone(int number) const {
  ::Page* page = impl_->document->getPage(number);
  Dict* resources = page != nullptr && page->isOk() ? page->getResourceDict() : nullptr;
  if (resources == nullptr) return false;
  const Object fonts = resources->lookup("Font");
  const Object pictures = resources->lookup("XObject");
  return fonts.isDict() && fonts.dictGetLength() > 0 && (!pictures.isDict() || pictures.dictGetLength() == 0);
}

}  // namespace tabularium
