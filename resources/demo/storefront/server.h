// SPDX-License-Identifier: Apache-2.0
#pragma once
// The event loop: one thread, epoll, keep-alive, and a drain that loses no request.
//
// Draining (SIGTERM): everything in the backlog is accepted, every next answer says "Connection: close", and
// a connection on which nothing is asked stays open until it was quiet for a while. So a client that keeps
// its connections warm learns of the end from an answer and not from a reset. Ends when nothing is open any
// more.

#include "resources/demo/storefront/site.h"
#include "resources/demo/storefront/sockets.h"

#include <cstdint>
#include <map>
#include <memory>
#include <vector>

namespace storefront {

class Server {
public:
    Server(Site& site, std::vector<Listener> listeners);
    ~Server();
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    /// Serves until a SIGTERM or SIGINT was followed by the drain. False when the loop could not be set up.
    bool run();

private:
    enum class Phase {
        Open,     ///< reads requests, writes answers
        Lingering ///< has said its last; waits for the other side to close
    };
    struct Connection {
        int fd = -1;
        Reach reach = Reach::Public;
        Phase phase = Phase::Open;
        std::string in;
        std::string out;
        std::string delayed;             ///< answer that waits for its time
        std::int64_t askedAtMs = 0;      ///< when its request was complete
        std::int64_t delayedUntilMs = 0; ///< when `delayed` goes out
        int delayedStatus = 0;
        bool closeAfterAnswer = false;
        bool inputEnded = false;
        std::int64_t lastActiveMs = 0;
        std::uint32_t interest = 0; ///< epoll events asked for

        bool idle() const { return in.empty() && out.empty() && delayed.empty(); }
    };

    bool setUp();
    void acceptAll(const Listener& listener);
    void serve(Connection& connection, std::uint32_t events);
    void readInput(Connection& connection);
    void answerRequests(Connection& connection);
    void queueAnswer(Connection& connection, const Request& request);
    void refuse(Connection& connection, int status);
    void writeOutput(Connection& connection);
    void watch(Connection& connection);
    void linger(Connection& connection);
    void beginDrain();
    void sendDelayed();
    void endQuiet();
    void closeMarked();
    void markClosed(Connection& connection) { m_closed.push_back(connection.fd); }
    int waitMs() const;
    bool finished() const;

    Site& m_site;
    std::vector<Listener> m_listeners;
    std::map<int, std::unique_ptr<Connection>> m_connections;
    std::vector<int>
        m_closed; ///< closed after the present batch of events, so that no number is reused within it
    int m_epoll = -1;
    int m_signals = -1;
    bool m_draining = false;
    std::int64_t m_nowMs = 0;
    std::int64_t m_drainSinceMs = 0;
    std::int64_t m_lastAcceptMs = 0;
    std::int64_t m_nextCheckMs = 0;
    std::size_t m_delayedCount = 0;
};

} // namespace storefront
