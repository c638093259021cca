#include <Catalog.h>
#include <Page.h>
#include <XRef.h>

#include <exception>

#include "stages/extract/pdf_impl.h"

namespace tabularium {
namespace {

bool is_script(const Object& action) { return action.isDict() && action.dictLookup("S").isName("JavaScript"); }

// Actions by what starts them (a catalog's or a page's /AA).
int scripts_among(const Object& actions) {
  int scripts = 0;
  for (int i = 0; actions.isDict() && i < actions.dictGetLength(); ++i) scripts += is_script(actions.dictGetVal(i));
  return scripts;
}

// Fields reckon each other in the order of /CO; each of them has a script that does it.
int reckoned_fields(const Object& form) {
  const Object order = form.isDict() ? form.dictLookup("CO") : Object();
  return order.isArray() ? order.arrayGetLength() : 0;
}

}  // namespace

void PdfDocument::Impl::note_annotations(::Page& page) {
  const Object list = page.getAnnotsObject();
  for (int i = 0; list.isArray() && i < list.arrayGetLength(); ++i) {
    const Object annotation = list.arrayGet(i);
    if (!annotation.isDict()) continue;
    pinned_files += annotation.dictLookup("Subtype").isName("FileAttachment");
    page_scripts += is_script(annotation.dictLookup("A")) + scripts_among(annotation.dictLookup("AA"));
  }
}

PdfExtras PdfDocument::extras() const {
  PdfExtras extras{impl_->page_scripts, impl_->pinned_files};
  try {
    Catalog* catalog = impl_->document->getCatalog();
    const Object root = impl_->document->getXRef()->getCatalog();
    extras.scripts += catalog->numJS() + reckoned_fields(*catalog->getAcroForm());
    if (root.isDict()) extras.scripts += is_script(root.dictLookup("OpenAction")) + scripts_among(root.dictLookup("AA"));
    extras.attachments += catalog->numEmbeddedFiles();
  } catch (const std::exception&) {
    // A damaged tree of names tells nothing; the pages were read without it.
  }
  return extras;
}

}  // namespace tabularium
