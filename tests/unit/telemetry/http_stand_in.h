// SPDX-License-Identifier: Apache-2.0
#pragma once
// A server on a port of 127.0.0.1 that answers as a test wants it, also as no server should.

#include <atomic>
#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace hotswap::test {

class HttpStandIn {
public:
    /// What is sent for a request (head and body); nothing at all leaves the peer waiting.
    using Answer = std::function<std::string(const std::string& request)>;

    explicit HttpStandIn(Answer answer);
    /// Closes every connection.
    ~HttpStandIn();
    HttpStandIn(const HttpStandIn&) = delete;
    HttpStandIn& operator=(const HttpStandIn&) = delete;

    std::uint16_t port() const { return m_port; }
    std::string url() const { return "http://127.0.0.1:" + std::to_string(m_port); }
    std::vector<std::string> requests() const;

    /// A whole answer that closes the connection.
    static std::string reply(int status, const std::string& body, const std::string& header = {});

private:
    void run();
    void serve(int connection);

    Answer m_answer;
    int m_listener = -1;
    std::uint16_t m_port = 0;
    std::atomic<bool> m_stopping = false;
    mutable std::mutex m_mutex; ///< guards what follows
    std::vector<std::string> m_requests;
    std::vector<int> m_connections;
    std::vector<std::thread> m_threads;
    std::thread m_acceptor;
};

} // namespace hotswap::test
