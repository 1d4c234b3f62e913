// SPDX-License-Identifier: Apache-2.0
#pragma once
// Small checks of option values, each with one sentence for what is wrong.

#include "core/domain/result.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <optional>
#include <string>
#include <utility>

namespace hotswap::agent {

/// "Option --state needs a folder."
inline Error wrongOption(const std::string& name, const std::string& expected) {
    return Error{
        ErrorCode::InvalidArgument, "Option --" + name + " needs " + expected + ".", {{name, expected}}};
}

/// "--name=value" as (name, value), "--name" as (name, nothing); a word without dashes has no name.
inline std::pair<std::string, std::optional<std::string>> splitArgument(const std::string& argument) {
    if (!argument.starts_with("-")) {
        return {};
    }
    const std::string bare = argument.substr(argument.starts_with("--") ? 2 : 1);
    const auto equals = bare.find('=');
    if (equals == std::string::npos) {
        return {bare, std::nullopt};
    }
    return {bare.substr(0, equals), bare.substr(equals + 1)};
}

inline bool isPlainName(const std::string& text) {
    return !text.empty() && text.size() <= 64 && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
               c == '_' || c == '-';
    });
}

/// Whether a value names a credential that the service manager hands over: "credential:NAME".
inline bool isCredential(const std::string& value) {
    return value.starts_with("credential:") && isPlainName(value.substr(value.find(':') + 1));
}

/// Its file below CREDENTIALS_DIRECTORY; a file that does not exist when there is none.
inline std::string credentialFile(const std::string& value) {
    const char* const folder = std::getenv("CREDENTIALS_DIRECTORY");
    return std::string(folder ? folder : "/nonexistent") + "/" + value.substr(value.find(':') + 1);
}

/// A number from 1 to `max`.
inline std::optional<unsigned> parseCount(const std::string& text, std::size_t max) {
    unsigned number = 0;
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool right =
        failed == std::errc{} && end == text.data() + text.size() && number >= 1 && number <= max;
    return right ? std::optional(number) : std::nullopt;
}

} // namespace hotswap::agent
