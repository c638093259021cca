// From what a user named to the list of documents: folders opened, pages grouped, names for the results.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
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

// One document at a time, in the order of GatheredInputs, its name still open: what millions of inputs need. Memory: the
// names of the folders on the way and 16 bytes for each file, to know it again.
struct InputVisitor {
  std::function<void(Input)> input;
  std::function<void(std::string)> hint;
};
void walk_inputs(const std::vector<std::string>& given, bool group_folders, const std::string& leave_out, const InputVisitor& visitor);

// Hidden files within folders and everything below `leave_out` (the output folder) are left alone;
// links to folders are not followed.
GatheredInputs gather_inputs(const std::vector<std::string>& given, bool group_folders, const std::string& leave_out);

// Gives the folders of results their names: the input's name without its extension; where it is taken, with the extension;
// then with a number. Bytes that are no UTF-8 become U+FFFD, so that a result is found by the name that files tell. A few bytes are kept for each name: two of 10^9 names could be taken for one another, and then the
// second has a number without need.
class NameGiver {
 public:
  NameGiver();
  std::string name_of(const Input& input);
  bool take(const std::string& name);  // by somebody else; false: it is taken already

 private:

  std::unordered_map<std::uint64_t, int> taken_;  // digest of a name -> the number that the next one of that name tries
};

void assign_names(std::vector<Input>& inputs);

// Told by the first bytes, for grouping alone: a kind of raster image.
bool looks_like_image(const std::string& path);

// Two or more image names that differ only in one number, and the numbers follow one another.
bool look_like_pages(const std::vector<std::string>& names);

}  // namespace tabularium
