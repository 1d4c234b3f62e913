// SPDX-License-Identifier: Apache-2.0
#pragma once
// A strict, bounded HTTP/1.1 and WebSocket server on a thread of its own. Everything a peer can make it hold
// has a limit; whatever is wrong ends that connection and no other.

#include "core/edge/edge_types.h"
#include "core/ports/clock.h"

namespace hotswap::edge {

/// TLS 1.3 or, on loopback, plain.
class EdgeServer {
public:
    /// Listens and starts the thread. `handler` and `clock` outlive the server. Errors: InvalidArgument
    /// naming "address" or "tls", IoError naming the port when it is taken.
    static Result<std::unique_ptr<EdgeServer>> start(EdgeOptions options, EdgeHandler& handler,
                                                     const ports::Clock& clock);
    /// stop().
    ~EdgeServer();
    EdgeServer(const EdgeServer&) = delete;
    EdgeServer& operator=(const EdgeServer&) = delete;

    std::uint16_t port() const;
    EdgeCounters counters() const;
    /// Thread-safe: from now on new connections are met with this. Errors: InvalidArgument naming "tls".
    Status setTls(const TlsMaterial& material);
    /// Closes every connection and joins the thread; onClose has been called for every session afterwards.
    void stop();

private:
    class Core;
    explicit EdgeServer(std::shared_ptr<Core> core);
    std::shared_ptr<Core> m_core;
};

} // namespace hotswap::edge
