// What findings say, in the languages that users read: a catalogue of ICU message patterns, one a key and language.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace tabularium {

using MessageArguments = std::vector<std::pair<std::string, std::string>>;

// The text of `key` ("sum_mismatch", …) in `language` ("en", "zh"; another one falls back to English) with its named arguments
// put in. An unknown key comes back as it is.
std::string message_text(const std::string& language, const std::string& key, const MessageArguments& arguments);

// Keys of the catalogue, for tests that ask whether every language has every text.
std::vector<std::string> message_keys();

}  // namespace tabularium
