// Which kept result is the report before this one.
#pragma once

#include <string>
#include <vector>

#include "models/document.h"
#include "models/result.h"

namespace tabularium {

// Of result names in natural order the one that `name` follows in its series: names of a series differ in figures only (report-2018,
// report-2019; also 二〇一九). The last one before `name`; where none of the series stands there, the only result that there is.
// Empty: none. `name` itself is never its own predecessor.
std::string predecessor_of(const std::string& name, const std::vector<std::string>& names);

// bad_configuration where the folder holds no result.
Status check_previous(const std::string& folder);

// The predecessor's kept result, none or one. `folder` is what convert wrote, or one result.
Result<std::vector<Document>> previous_reports(const std::string& folder, const std::string& input);

}  // namespace tabularium
