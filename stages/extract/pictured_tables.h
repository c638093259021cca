// Tables that a digital page shows as pictures: looked for in its pictures, read, and put where the picture stands.
#pragma once

#include <functional>

#include "models/page.h"
#include "models/result.h"
#include "stages/extract/image_page.h"
#include "stages/extract/page_image.h"

namespace tabularium {

// True where the picture shows the lines of a table: three or more level ones that begin and end alike, over most of its breadth, and
// an upright one between their ends that meets them all.
bool shows_ruled_table(const PageImage& picture, double dpi);

using RenderPage = std::function<Result<PageImage>(double dpi)>;
using ReadPicture = std::function<Status(const PageImage& picture, const ImagePageOptions& options, Page& read)>;

// Adds words and rules of such pictures to the page's evidence; returns how many were read. Small pictures and those with
// printed words over them are passed over, and so is what cannot be rendered or read: the page is as it was without it.
int read_pictured_tables(Page& page, const RenderPage& render, const ReadPicture& read);

}  // namespace tabularium
