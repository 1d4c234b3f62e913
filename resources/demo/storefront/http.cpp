// SPDX-License-Identifier: Apache-2.0
#include "resources/demo/storefront/http.h"

#include <algorithm>
#include <charconv>

namespace storefront {

namespace {

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool sameWord(std::string_view a, std::string_view b) {
    return a.size() == b.size() &&
           std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) { return lower(x) == lower(y); });
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) {
        text.remove_prefix(1);
    }
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) {
        text.remove_suffix(1);
    }
    return text;
}

Parsed refused(int status) {
    Parsed parsed;
    parsed.state = ParseState::Refused;
    parsed.status = status;
    return parsed;
}

/// "GET /path HTTP/1.1"; false when it is not that.
bool readRequestLine(std::string_view line, Request& request) {
    const std::size_t first = line.find(' ');
    const std::size_t last = line.rfind(' ');
    if (first == std::string_view::npos || last == first) {
        return false;
    }
    const std::string_view version = line.substr(last + 1);
    request.method = line.substr(0, first);
    request.target = line.substr(first + 1, last - first - 1);
    request.keepAlive = version == "HTTP/1.1";
    return (version == "HTTP/1.1" || version == "HTTP/1.0") && request.target.starts_with('/');
}

const char* reasonOf(int status) {
    switch (status) {
    case 200: return "OK";
    case 400: return "Bad Request";
    case 404: return "Not Found";
    case 405: return "Method Not Allowed";
    case 413: return "Content Too Large";
    case 431: return "Request Header Fields Too Large";
    case 501: return "Not Implemented";
    case 503: return "Service Unavailable";
    default: return "Internal Server Error";
    }
}

} // namespace

Parsed parseRequest(std::string_view input) {
    const std::size_t end = input.substr(0, kHeadBytesMax).find("\r\n\r\n");
    if (end == std::string_view::npos) {
        return input.size() >= kHeadBytesMax ? refused(431) : Parsed{};
    }
    Parsed parsed;
    std::string_view head = input.substr(0, end + 2);
    const std::size_t firstLine = head.find("\r\n");
    if (!readRequestLine(head.substr(0, firstLine), parsed.request)) {
        return refused(400);
    }
    head.remove_prefix(firstLine + 2);
    std::size_t body = 0;
    bool bodyStated = false;
    while (!head.empty()) {
        const std::size_t lineEnd = head.find("\r\n");
        const std::string_view line = head.substr(0, lineEnd);
        head.remove_prefix(lineEnd + 2);
        const std::size_t colon = line.find(':');
        if (colon == std::string_view::npos || colon == 0) {
            return refused(400);
        }
        const std::string_view name = line.substr(0, colon);
        const std::string_view value = trimmed(line.substr(colon + 1));
        if (sameWord(name, "transfer-encoding")) {
            return refused(501);
        }
        if (sameWord(name, "connection")) {
            parsed.request.keepAlive = sameWord(value, "close")        ? false
                                       : sameWord(value, "keep-alive") ? true
                                                                       : parsed.request.keepAlive;
        }
        if (sameWord(name, "content-length")) {
            const auto [stop, error] = std::from_chars(value.data(), value.data() + value.size(), body);
            if (bodyStated || error != std::errc{} || stop != value.data() + value.size()) {
                return refused(400);
            }
            bodyStated = true;
        }
    }
    if (body > kBodyBytesMax) {
        return refused(413);
    }
    parsed.request.bytes = end + 4 + body;
    parsed.state = input.size() >= parsed.request.bytes ? ParseState::Complete : ParseState::Incomplete;
    return parsed;
}

std::string writeAnswer(const Answer& answer, std::string_view method, After after) {
    std::string text = "HTTP/1.1 " + std::to_string(answer.status) + " " + reasonOf(answer.status) + "\r\n";
    text += "Content-Type: " + answer.type + "\r\n";
    text += "Content-Length: " + std::to_string(answer.body.size()) + "\r\n";
    text += "Cache-Control: no-store\r\n";
    text += after == After::Close ? "Connection: close\r\n\r\n" : "Connection: keep-alive\r\n\r\n";
    if (method != "HEAD") {
        text += answer.body;
    }
    return text;
}

} // namespace storefront
