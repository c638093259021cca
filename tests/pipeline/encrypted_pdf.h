// A one-page PDF that asks for a password (standard security handler, revision 2: RC4, 40 bits).
#pragma once

#include <string>

namespace tabularium {

// The page shows `shown` in Helvetica. The user's and the owner's password are the same.
std::string encrypted_pdf(const std::string& shown, const std::string& password);

}  // namespace tabularium
