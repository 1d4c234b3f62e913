// SPDX-License-Identifier: Apache-2.0
#pragma once
// One short exchange with a port of this machine, for probes and metrics: connect, or connect and GET. Never
// blocks; ends in exactly one call, or none when it is destroyed before.

#include "core/node/http_response.h"
#include "core/node/reactor.h"

#include <netinet/in.h>

namespace hotswap::node {

/// What a GET brought.
struct LocalAnswer {
    int status = 0;
    std::string body;
};

class LocalExchange {
public:
    using Done = std::function<void(Result<LocalAnswer>)>;
    struct Request {
        sockaddr_in address{};
        std::string path; ///< empty: only connect
        Duration timeout{2'000};
        std::size_t bodyBytesMax = 64 * 1024;
    };

    /// Begins at once. `done` is called from the reactor, never from here; it may destroy this.
    /// Errors told: Timeout, Unavailable, and those of HttpResponse.
    LocalExchange(Reactor& reactor, Request request, Done done);
    ~LocalExchange();
    LocalExchange(const LocalExchange&) = delete;
    LocalExchange& operator=(const LocalExchange&) = delete;

private:
    void onReady(std::uint32_t events);
    void onConnected();
    void readMore();
    void end(Result<LocalAnswer> result);

    Reactor& m_reactor;
    Request m_request;
    Done m_done;
    codec::Descriptor m_fd;
    Reactor::TimerId m_timer = 0;
    bool m_connected = false;
    std::string m_body;
    HttpResponse m_response;
};

} // namespace hotswap::node
