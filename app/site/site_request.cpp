// SPDX-License-Identifier: Apache-2.0
#include "app/site/site_request.h"

#include <algorithm>

namespace hotswap::site {

namespace {

constexpr int kHeadersMax = 100;
constexpr int kBadRequest = 400;
constexpr int kMethodNotAllowed = 405;
constexpr int kContentTooLarge = 413;
constexpr int kHeadTooLarge = 431;
constexpr int kVersionNotSupported = 505;

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

std::string lowered(std::string_view text) {
    std::string result(text);
    std::transform(result.begin(), result.end(), result.begin(), lower);
    return result;
}

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t");
    return first == std::string_view::npos ? std::string_view{}
                                           : text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

bool isVisible(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c > 0x20 && c < 0x7f; });
}

bool isToken(std::string_view text) {
    return !text.empty() && isVisible(text) && text.find_first_of("\"(),/:;<=>?@[\\]{}") == text.npos;
}

/// "name", "name:port", "[::1]:port".
std::string hostOf(std::string_view value) {
    const auto colon = value.rfind(':');
    const auto bracket = value.rfind(']');
    if (colon != std::string_view::npos && (bracket == std::string_view::npos || colon > bracket)) {
        value = value.substr(0, colon);
    }
    return lowered(value.ends_with('.') ? value.substr(0, value.size() - 1) : value);
}

ParsedRequest refused(int status) {
    ParsedRequest parsed;
    parsed.state = ParsedRequest::State::Refused;
    parsed.status = status;
    return parsed;
}

/// Gathers what counts; 0 or the status of a refusal.
struct Head {
    SiteRequest request;
    bool old = false; ///< HTTP/1.0
    int hosts = 0;

    int readLine(std::string_view line) {
        const auto first = line.find(' ');
        const auto last = line.rfind(' ');
        if (first == std::string_view::npos || first == last) {
            return kBadRequest;
        }
        const auto method = line.substr(0, first);
        const auto version = line.substr(last + 1);
        request.target = line.substr(first + 1, last - first - 1);
        if (version != "HTTP/1.1" && version != "HTTP/1.0") {
            return version.starts_with("HTTP/") ? kVersionNotSupported : kBadRequest;
        }
        if (!isToken(method) || !isVisible(request.target) || !request.target.starts_with('/')) {
            return kBadRequest;
        }
        old = version == "HTTP/1.0";
        request.keepAlive = !old;
        request.method = method == "HEAD" ? SiteRequest::Method::Head : SiteRequest::Method::Get;
        return method == "GET" || method == "HEAD" ? 0 : kMethodNotAllowed;
    }

    int readHeader(std::string_view line) {
        const auto colon = line.find(':');
        if (colon == std::string_view::npos || !isToken(line.substr(0, colon))) {
            return kBadRequest;
        }
        const std::string name = lowered(line.substr(0, colon));
        const std::string_view value = trimmed(line.substr(colon + 1));
        if (std::any_of(value.begin(), value.end(),
                        [](char c) { return static_cast<unsigned char>(c) < 0x20 && c != '\t'; })) {
            return kBadRequest;
        }
        if (name == "host") {
            request.host = hostOf(value);
            ++hosts;
        } else if (name == "range") {
            request.range = value;
        } else if (name == "if-range") {
            request.ifRange = value;
        } else if (name == "if-none-match") {
            request.ifNoneMatch = value;
        } else if (name == "connection") {
            const std::string choice = lowered(value);
            request.keepAlive = choice.find("close") == std::string::npos &&
                                (request.keepAlive || choice.find("keep-alive") != std::string::npos);
        } else if (name == "transfer-encoding" || (name == "content-length" && value != "0")) {
            return kContentTooLarge; // what would follow could be taken for a request
        }
        return 0;
    }
};

int hexDigit(char c) {
    c = lower(c);
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

} // namespace

ParsedRequest parseSiteRequest(std::string_view input) {
    const auto end = input.find("\r\n\r\n");
    if (end == std::string_view::npos || end > kHeadBytesMax) {
        return end != std::string_view::npos || input.size() > kHeadBytesMax ? refused(kHeadTooLarge)
                                                                             : ParsedRequest{};
    }
    std::string_view rest = input.substr(0, end);
    Head head;
    for (int line = 0; !rest.empty() || line == 0; ++line) {
        const auto text = rest.substr(0, rest.find("\r\n"));
        if (line > kHeadersMax) {
            return refused(kHeadTooLarge);
        }
        if (const int status = line == 0 ? head.readLine(text) : head.readHeader(text); status != 0) {
            return refused(status);
        }
        rest.remove_prefix(std::min(rest.size(), text.size() + 2));
    }
    if (head.hosts > 1 || (head.hosts == 0 && !head.old)) {
        return refused(kBadRequest);
    }
    ParsedRequest parsed;
    parsed.state = ParsedRequest::State::Complete;
    parsed.request = std::move(head.request);
    parsed.bytes = end + 4;
    return parsed;
}

std::optional<std::string> relativePath(std::string_view target) {
    target = target.substr(0, target.find_first_of("?#"));
    std::string path;
    for (std::size_t i = 1; i < target.size(); ++i) {
        char c = target[i];
        if (c == '%') {
            const int high = i + 2 < target.size() ? hexDigit(target[i + 1]) : -1;
            const int low = i + 2 < target.size() ? hexDigit(target[i + 2]) : -1;
            if (high < 0 || low < 0) {
                return std::nullopt;
            }
            c = static_cast<char>(high * 16 + low);
            i += 2;
        }
        if (static_cast<unsigned char>(c) < 0x20 || c == '\\' || c == 0x7f) {
            return std::nullopt;
        }
        path.push_back(c);
    }
    // Neither "." and ".." nor a hidden file, and no part is empty.
    const std::string inside = "/" + path;
    if (inside.find("/.") != std::string::npos || inside.find("//") != std::string::npos) {
        return std::nullopt;
    }
    return path;
}

} // namespace hotswap::site
