// How the values of the model's enumerations are called in files: stable names, listed once.
#pragma once

#include <string_view>

#include "models/document.h"
#include "models/options.h"

namespace tabularium {

std::string_view name_of(PageOrigin origin) noexcept;
std::string_view name_of(BlockKind kind) noexcept;
std::string_view name_of(Role role) noexcept;
std::string_view name_of(Verdict verdict) noexcept;        // "" for none
std::string_view name_of(VerdictSource source) noexcept;   // "" for none
std::string_view name_of(ValueKind kind) noexcept;
std::string_view name_of(Severity severity) noexcept;
std::string_view name_of(Script script) noexcept;
std::string_view name_of(Repair repair) noexcept;

}  // namespace tabularium
