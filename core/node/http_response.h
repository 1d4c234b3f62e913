// SPDX-License-Identifier: Apache-2.0
#pragma once
// Reads one HTTP/1.1 answer piece by piece, within bounds: status line, headers, body by Content-Length,
// chunks or end of connection. Pure.

#include "core/domain/result.h"

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace hotswap::node {

class HttpResponse {
public:
    using Sink = std::function<Status(std::string_view)>;

    /// Body bytes go to `sink`; more than `bodyBytesMax` is Oversize.
    HttpResponse(std::uint64_t bodyBytesMax, Sink sink) : m_bodyMax(bodyBytesMax), m_sink(std::move(sink)) {}

    /// Errors: Malformed, Oversize, and those of the sink. Bytes after the end are ignored.
    Status feed(std::string_view bytes);
    /// The connection ended. Errors: Truncated unless the answer is whole or ends with the connection.
    Status finish();

    bool headersDone() const { return m_phase > Phase::Headers; }
    bool done() const { return m_phase == Phase::Done; }
    int status() const { return m_status; }
    /// Value of a header by its lower-case name; empty: not there.
    std::string header(const std::string& name) const;

private:
    enum class Phase { StatusLine, Headers, Body, BodyToEnd, ChunkSize, ChunkData, ChunkEnd, Trailer, Done };

    Status line(std::string_view text);
    Status startBody();
    Status deliver(std::string_view bytes);

    std::uint64_t m_bodyMax;
    Sink m_sink;
    Phase m_phase = Phase::StatusLine;
    std::string m_line;
    std::size_t m_headerBytes = 0;
    int m_status = 0;
    std::map<std::string, std::string> m_headers;
    std::uint64_t m_left = 0; ///< of the body or chunk
    std::uint64_t m_bodyBytes = 0;
};

} // namespace hotswap::node
