// SPDX-License-Identifier: Apache-2.0
#pragma once
// A handler that echoes texts, and short limits: what the tests of the edge put behind and before it.

#include "core/edge/edge_server.h"

#include <atomic>
#include <condition_variable>
#include <map>
#include <mutex>

namespace hotswap::test {

using edge::EdgeHandler;
using edge::EdgeOptions;
using edge::EdgeSession;
using edge::HttpReply;
using edge::HttpRequest;
using edge::SessionId;

/// A clock that stands still until it is told to go on. Any thread.
class StillClock final : public ports::Clock {
public:
    Instant now() const override { return instantFromMs(m_nowMs); }
    void pass(Duration duration) { m_nowMs += duration.count(); }

private:
    std::atomic<std::int64_t> m_nowMs{1'000};
};

/// Echoes texts and keeps what happened.
class Echo final : public EdgeHandler {
public:
    HttpReply onRequest(const HttpRequest& request) override {
        HttpReply reply;
        if (request.path == "/package") {
            reply.size = 200'000;
            reply.source = [](std::uint64_t offset, std::size_t length) -> Result<std::string> {
                return std::string(length, static_cast<char>('a' + offset % 26));
            };
        } else {
            reply.body = "hello";
        }
        return reply;
    }
    void onOpen(SessionId id, std::shared_ptr<EdgeSession> session) override {
        const std::lock_guard lock(m_mutex);
        m_sessions[id] = std::move(session);
        m_changed.notify_all();
    }
    bool onText(SessionId id, std::string text) override {
        if (text == "refuse") {
            return false;
        }
        const std::lock_guard lock(m_mutex);
        m_sessions[id]->send("echo " + text);
        return true;
    }
    void onClose(SessionId id, const std::string&) override {
        const std::lock_guard lock(m_mutex);
        m_sessions.erase(id);
        m_closed += 1;
        m_changed.notify_all();
    }
    bool waitForClosed(int count) {
        std::unique_lock lock(m_mutex);
        return m_changed.wait_for(lock, std::chrono::seconds(10), [&] { return m_closed >= count; });
    }
    std::shared_ptr<EdgeSession> anySession() {
        std::unique_lock lock(m_mutex);
        m_changed.wait_for(lock, std::chrono::seconds(10), [&] { return !m_sessions.empty(); });
        return m_sessions.empty() ? nullptr : m_sessions.begin()->second;
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::map<SessionId, std::shared_ptr<EdgeSession>> m_sessions;
    int m_closed = 0;
};

/// Limits that a test can wait for.
inline EdgeOptions quick() {
    EdgeOptions options;
    options.limits.handshakeLimit = Duration{300};
    options.limits.idleLimit = Duration{300};
    options.limits.messageLimit = Duration{300};
    options.limits.writeLimit = Duration{500};
    options.limits.pingInterval = Duration{250};
    options.limits.pongLimit = Duration{250};
    options.limits.closeLimit = Duration{250};
    options.limits.requestsBurstMax = 10'000;
    return options;
}

} // namespace hotswap::test
