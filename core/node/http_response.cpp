// SPDX-License-Identifier: Apache-2.0
#include "core/node/http_response.h"

#include <algorithm>
#include <charconv>

namespace hotswap::node {

namespace {

constexpr std::size_t kHeaderBytesMax = 16 * 1024;

Error malformed(const char* what) {
    return makeError(ErrorCode::Malformed, std::string("HTTP answer: ") + what);
}

template <class Number>
bool parseWhole(std::string_view text, Number& value, int base = 10) {
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value, base);
    return failed == std::errc{} && end == text.data() + text.size() && !text.empty();
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

} // namespace

std::string HttpResponse::header(const std::string& name) const {
    const auto it = m_headers.find(name);
    return it == m_headers.end() ? std::string{} : it->second;
}

Status HttpResponse::feed(std::string_view bytes) {
    while (!bytes.empty() && m_phase != Phase::Done) {
        if (m_phase == Phase::Body || m_phase == Phase::ChunkData || m_phase == Phase::BodyToEnd) {
            const std::size_t take =
                m_phase == Phase::BodyToEnd
                    ? bytes.size()
                    : static_cast<std::size_t>(std::min<std::uint64_t>(m_left, bytes.size()));
            HS_TRY(deliver(bytes.substr(0, take)));
            bytes.remove_prefix(take);
            m_left -= m_phase == Phase::BodyToEnd ? 0 : take;
            if (m_left == 0 && m_phase != Phase::BodyToEnd) {
                m_phase = m_phase == Phase::Body ? Phase::Done : Phase::ChunkEnd;
            }
            continue;
        }
        const char c = bytes.front();
        bytes.remove_prefix(1);
        if (++m_headerBytes > kHeaderBytesMax && m_phase <= Phase::Headers) {
            return makeError(ErrorCode::Oversize, "HTTP answer: headers");
        }
        if (c != '\n') {
            m_line.push_back(c);
            if (m_line.size() > kHeaderBytesMax) {
                return makeError(ErrorCode::Oversize, "HTTP answer: line");
            }
            continue;
        }
        if (!m_line.empty() && m_line.back() == '\r') {
            m_line.pop_back();
        }
        HS_TRY(line(std::exchange(m_line, {})));
    }
    return success();
}

Status HttpResponse::line(std::string_view text) {
    switch (m_phase) {
    case Phase::StatusLine:
        if (!text.starts_with("HTTP/1.") || text.size() < 12 || text[8] != ' ' ||
            !parseWhole(text.substr(9, 3), m_status)) {
            return malformed("status line");
        }
        m_phase = Phase::Headers;
        return success();
    case Phase::Headers: {
        if (text.empty()) {
            return startBody();
        }
        const auto colon = text.find(':');
        if (colon == std::string_view::npos || colon == 0) {
            return malformed("header");
        }
        std::string name(text.substr(0, colon));
        std::transform(name.begin(), name.end(), name.begin(),
                       [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
        const std::string value(trimmed(text.substr(colon + 1)));
        const auto [it, fresh] = m_headers.emplace(std::move(name), value);
        if (!fresh && it->first == "content-length" && it->second != value) {
            return malformed("two lengths");
        }
        return success();
    }
    case Phase::ChunkSize:
        if (!parseWhole(trimmed(text.substr(0, text.find(';'))), m_left, 16)) {
            return malformed("chunk size");
        }
        m_phase = m_left == 0 ? Phase::Trailer : Phase::ChunkData;
        return success();
    case Phase::ChunkEnd:
        m_phase = Phase::ChunkSize;
        return text.empty() ? success() : Status(malformed("chunk end"));
    case Phase::Trailer:
        if (text.empty()) {
            m_phase = Phase::Done;
        }
        return success();
    default: return malformed("order");
    }
}

Status HttpResponse::startBody() {
    if (m_status / 100 == 1) {
        m_phase = Phase::StatusLine; // an interim answer; the real one follows
        m_headers.clear();
        return success();
    }
    if (m_status == 204 || m_status == 304) {
        m_phase = Phase::Done;
    } else if (!header("transfer-encoding").empty()) {
        if (header("transfer-encoding") != "chunked") {
            return malformed("transfer encoding");
        }
        m_phase = Phase::ChunkSize;
    } else if (const std::string length = header("content-length"); !length.empty()) {
        if (!parseWhole(length, m_left)) {
            return malformed("content length");
        }
        if (m_left > m_bodyMax) {
            return makeError(ErrorCode::Oversize, "HTTP answer: body of " + length + " bytes");
        }
        m_phase = m_left == 0 ? Phase::Done : Phase::Body;
    } else {
        m_phase = Phase::BodyToEnd;
    }
    return success();
}

Status HttpResponse::deliver(std::string_view bytes) {
    m_bodyBytes += bytes.size();
    if (m_bodyBytes > m_bodyMax) {
        return makeError(ErrorCode::Oversize, "HTTP answer: body");
    }
    return m_sink ? m_sink(bytes) : success();
}

Status HttpResponse::finish() {
    if (m_phase == Phase::BodyToEnd) {
        m_phase = Phase::Done;
    }
    return done() ? success() : Status(makeError(ErrorCode::Truncated, "HTTP answer"));
}

} // namespace hotswap::node
