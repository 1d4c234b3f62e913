// SPDX-License-Identifier: Apache-2.0
#include "core/edge/request_check.h"

#include <algorithm>

namespace hotswap::edge {
namespace {

// Our paths need neither percent escapes nor dot segments, so that what is checked is what is served.
bool isPlainTarget(std::string_view target, std::size_t bytesMax) {
    if (target.empty() || target.front() != '/' || target.size() > bytesMax) {
        return false;
    }
    const std::string_view path = target.substr(0, target.find('?'));
    const bool printable =
        std::all_of(target.begin(), target.end(), [](char c) { return c > ' ' && c < 0x7f; });
    return printable && path.find('%') == std::string_view::npos &&
           path.find("..") == std::string_view::npos && path.find("//") == std::string_view::npos &&
           path.find('\\') == std::string_view::npos && target.find('#') == std::string_view::npos;
}

} // namespace

Refusal checkRequest(const RequestParts& parts, const EdgeOptions& options) {
    if (parts.method != "GET" && parts.method != "HEAD") {
        return {405, "only GET and HEAD"};
    }
    if (parts.hosts > 1 || (parts.version11 && parts.hosts == 0)) {
        return {400, "exactly one Host field is needed"};
    }
    if (!isPlainTarget(parts.target, options.limits.targetBytesMax)) {
        return {400, "the target must be a plain absolute path"};
    }
    if (parts.origins > 1) {
        return {400, "at most one Origin field is taken"};
    }
    const auto& origins = options.origins;
    if (!parts.origin.empty() && std::find(origins.begin(), origins.end(), parts.origin) == origins.end()) {
        return {403, "foreign Origin"};
    }
    const std::string_view path = parts.target.substr(0, parts.target.find('?'));
    const bool open = parts.upgrade && !options.openPath.empty() && path == options.openPath;
    if (!parts.certified && !open) {
        return {403, "a certificate of this installation is needed"};
    }
    if (parts.upgrade && !open && path != options.webSocketPath) {
        return {404, "no WebSocket here"};
    }
    return {};
}

HttpRequest splitTarget(std::string_view target, std::string peer) {
    const std::size_t question = target.find('?');
    HttpRequest request;
    request.path = target.substr(0, question);
    if (question != std::string_view::npos) {
        request.query = target.substr(question + 1);
    }
    request.peer = std::move(peer);
    return request;
}

} // namespace hotswap::edge
