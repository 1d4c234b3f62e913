// SPDX-License-Identifier: Apache-2.0
#pragma once
// Rules that a request's text has to keep, apart from what the parser enforces.

#include "core/edge/edge_types.h"

namespace hotswap::edge {

/// The parts of a request line and header that decide whether it is let in.
struct RequestParts {
    std::string_view method;
    std::string_view target;
    bool version11 = true;
    std::size_t hosts = 0;   ///< Host fields; exactly one in HTTP/1.1
    std::size_t origins = 0; ///< Origin fields; at most one
    std::string_view origin;
    bool upgrade = false;  ///< asks for a WebSocket
    bool certified = true; ///< a client's certificate was right, or there is no TLS
};

/// Status to answer with and a short reason; 0: the request is let in.
struct Refusal {
    unsigned status = 0;
    std::string reason;
};

Refusal checkRequest(const RequestParts& parts, const EdgeOptions& options);

/// Splits a target that passed checkRequest.
HttpRequest splitTarget(std::string_view target, std::string peer);

} // namespace hotswap::edge
