// From what a user named to the list of documents: folders opened, pages grouped, names for the results.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "models/result.h"

namespace tabularium {

struct Input {
  std::string path;                // as given, or as found below a given folder
  std::vector<std::string> files;  // the file itself, or a folder's page images in natural order
  std::string name;                // of its folder among the results
  std::optional<Error> error;      // it cannot even be opened
};

struct GatheredInputs {
  std::vector<Input> inputs;       // as given; within a folder in natural order of the paths; nothing twice
  std::vector<std::string> hints;  // one line each
};

// Hidden files within folders and everything below `leave_out` (the output folder) are left alone;
// links to folders are not followed.
GatheredInputs gather_inputs(const std::vector<std::string>& given, bool group_folders, const std::string& leave_out);

// The input's name without its extension; where it is taken, with the extension; then with a number.
void assign_names(std::vector<Input>& inputs);

// Told by the first bytes, for grouping alone: a kind of raster image.
bool looks_like_image(const std::string& path);

// Two or more image names that differ only in one number, and the numbers follow one another.
bool look_like_pages(const std::vector<std::string>& names);

}  // namespace tabularium
