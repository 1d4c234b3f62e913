// SPDX-License-Identifier: Apache-2.0
#pragma once
// Heads of requests as a server of files needs them: GET and HEAD without a body, within bounds. Pure.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace hotswap::site {

inline constexpr std::size_t kHeadBytesMax = 16 * 1024;

struct SiteRequest {
    enum class Method { Get, Head } method = Method::Get;
    std::string target; ///< as sent, begins with '/'
    std::string host;   ///< lower case, without port; empty: none was sent (HTTP/1.0)
    std::string range;
    std::string ifRange;
    std::string ifNoneMatch;
    bool keepAlive = true;
};

struct ParsedRequest {
    enum class State {
        Incomplete, ///< more bytes are needed
        Complete,
        Refused, ///< answer with `status` and close
    } state = State::Incomplete;
    int status = 0;
    SiteRequest request;
    std::size_t bytes = 0; ///< length of the head
};

/// The first request of what has arrived on a connection.
ParsedRequest parseSiteRequest(std::string_view input);

/// Path of a file below the site's folder: query cut off, percent signs resolved. Ends in '/' when a folder
/// is meant; empty for the site's own. Nothing for whatever could lead elsewhere or names a hidden file.
std::optional<std::string> relativePath(std::string_view target);

} // namespace hotswap::site
