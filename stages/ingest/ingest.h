#pragma once

#include <memory>
#include <string>
#include <vector>

#include "models/document.h"
#include "models/result.h"
#include "stages/stage.h"

namespace tabularium {

// What a file is, told by its content and never by its name: kind, media type, size, sha256. Pages and charset stay
// open: extract knows them. A folder is taken as the page images of one document.
// Errors name the file and the reason: not_found, permission_denied, bad_input (empty), unsupported (the kind, and what
// would make it readable).
Result<Source> identify(const std::string& path);

// One document made of several page images, in the order given.
Result<Source> identify_pages(const std::string& path, const std::vector<std::string>& files);

// The files of a folder that are page images, in natural order of their names (page 2 before page 10).
Result<std::vector<std::string>> page_images_of(const std::string& folder);

std::unique_ptr<Stage> make_ingest_stage();

}  // namespace tabularium
