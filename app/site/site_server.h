// SPDX-License-Identifier: Apache-2.0
#pragma once
// Serves one site's files: one thread, epoll, keep-alive, files straight from the kernel. Everything is
// bounded: connections, heads, and the time a peer may take.
//
// SIGTERM drains: the backlog is accepted, every further answer says "Connection: close", a connection on
// which nothing is asked is closed after a quiet while, and the program ends when none is open.

#include "app/site/site_files.h"
#include "app/site/site_metrics.h"

#include <functional>
#include <map>
#include <memory>
#include <set>
#include <vector>

namespace hotswap::site {

struct SiteListener {
    enum class Reach { Public, Probe } reach = Reach::Public;
    int fd = -1;
};

/// Bounds of one server.
struct SiteLimits {
    std::size_t connectionsMax = 4'096;
    std::int64_t headMs = 10'000;      ///< from the first byte of a request to its last
    std::int64_t idleMs = 60'000;      ///< between two requests
    std::int64_t stalledMs = 30'000;   ///< a peer that takes nothing of an answer
    std::int64_t drainQuietMs = 2'000; ///< an idle connection while draining
    std::int64_t drainMs = 9'000;      ///< of the whole; below the usual grace of a stop
};

class SiteServer {
public:
    struct Clocks {
        std::function<std::int64_t()> steadyMs;    ///< monotonic, milliseconds
        std::function<std::int64_t()> wallSeconds; ///< since 1970, for the Date header
    };

    /// `hosts`: names it answers for on public sockets; empty: any. The listeners are owned from now on.
    SiteServer(SiteFiles files, std::set<std::string> hosts, std::vector<SiteListener> listeners,
               Clocks clocks, SiteLimits limits = {});
    ~SiteServer();
    SiteServer(const SiteServer&) = delete;
    SiteServer& operator=(const SiteServer&) = delete;

    /// Serves until a SIGTERM or SIGINT was followed by the drain. False when the loop could not be set up.
    bool run();

private:
    struct Connection {
        int fd = -1;
        SiteListener::Reach reach = SiteListener::Reach::Public;
        std::string in;
        std::string out; ///< head, and a short body
        codec::Descriptor file;
        std::uint64_t fileAt = 0;
        std::uint64_t fileLeft = 0;
        int status = 0; ///< of the answer under way
        std::uint64_t answerBytes = 0;
        std::int64_t askedAtMs = 0;
        std::int64_t since = 0; ///< of what it is doing: waiting, sending a head, taking an answer
        bool answering = false;
        bool closes = false;    ///< after this answer
        bool lingering = false; ///< has said its last; waits for the other side
        bool inputEnded = false;
        std::uint32_t interest = 0;
    };

    bool setUp();
    void acceptAll(const SiteListener& listener);
    void serve(Connection& connection, std::uint32_t events);
    void read(Connection& connection);
    void advance(Connection& connection);
    void begin(Connection& connection, const SiteRequest& request);
    void put(Connection& connection, SiteAnswer answer, SiteRequest::Method method);
    SiteAnswer answerFor(const Connection& connection, const SiteRequest& request) const;
    bool write(Connection& connection);
    void finish(Connection& connection);
    void watch(Connection& connection);
    void beginDrain();
    void endOverdue();
    bool overdue(const Connection& connection) const;
    void close(Connection& connection) { m_closed.push_back(connection.fd); }

    SiteFiles m_files;
    std::set<std::string> m_hosts;
    std::vector<SiteListener> m_listeners;
    Clocks m_clocks;
    SiteLimits m_limits;
    SiteMetrics m_metrics;
    std::map<int, std::unique_ptr<Connection>> m_connections;
    std::vector<int> m_closed; ///< closed after a batch of events, so that no number is reused within it
    codec::Descriptor m_epoll;
    codec::Descriptor m_signals;
    bool m_draining = false;
    std::int64_t m_now = 0;
    std::int64_t m_drainSince = 0;
    std::int64_t m_acceptedAt = 0;
    std::int64_t m_nextLook = 0;
};

} // namespace hotswap::site
