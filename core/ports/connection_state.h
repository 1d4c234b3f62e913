// SPDX-License-Identifier: Apache-2.0
#pragma once
// Whether what a console shows is what is: told by whoever keeps the connection to the shared store.

#include "core/domain/time.h"
#include "core/ports/event_feed.h"

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace hotswap::ports {

enum class ConnectionPhase {
    Live,    ///< changes arrive as they happen
    Stale,   ///< the store may answer, but changes do not arrive or arrive late: what is shown may be old
    Offline, ///< the store cannot be reached: only what was known is shown, nothing can be asked for
};

struct ConnectionStatus {
    ConnectionPhase phase = ConnectionPhase::Live;
    Instant since{};    ///< store time, as this program knows it
    std::string detail; ///< technical, for a tool tip and the log
    bool operator==(const ConnectionStatus&) const = default;
};

/// Thread-safe.
class ConnectionState {
public:
    virtual ~ConnectionState() = default;
    virtual ConnectionStatus status() const = 0;
    /// Calls `listener` with each change until the subscription ends, from the thread that noticed it. It
    /// must only enqueue.
    virtual std::unique_ptr<FeedSubscription>
    listen(std::function<void(const ConnectionStatus&)> listener) = 0;
};

/// A state that somebody sets, for every adapter: set() keeps `since` while the phase stays, and calls
/// listeners only when something changed.
class ConnectionBoard final : public ConnectionState {
public:
    explicit ConnectionBoard(ConnectionStatus first);
    ~ConnectionBoard() override;
    ConnectionStatus status() const override;
    std::unique_ptr<FeedSubscription> listen(std::function<void(const ConnectionStatus&)> listener) override;

    /// `at`: store time of the change.
    void set(ConnectionPhase phase, Instant at, std::string detail = {});

private:
    struct Listener;
    struct Members;
    class Subscription;
    std::shared_ptr<Members> m_members; ///< shared with subscriptions, which may outlive the board
};

} // namespace hotswap::ports
