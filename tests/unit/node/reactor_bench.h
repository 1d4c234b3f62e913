// SPDX-License-Identifier: Apache-2.0
#pragma once
// A reactor on real time, turned until a condition holds.

#include "core/node/reactor.h"

#include <QElapsedTimer>

#include <poll.h>

namespace hotswap::test {

class RealClock final : public ports::Clock {
public:
    RealClock() { m_timer.start(); }
    Instant now() const override { return instantFromMs(m_timer.elapsed()); }

private:
    QElapsedTimer m_timer;
};

struct ReactorBench {
    RealClock clock;
    std::unique_ptr<node::Reactor> reactor = std::move(*node::Reactor::make(clock));

    /// False when the condition does not come to hold within the limit.
    template <class Condition>
    bool until(Condition condition, Duration limit = Duration{30'000}) {
        const Instant end = clock.now() + limit;
        while (!condition()) {
            if (clock.now() > end) {
                return false;
            }
            pollfd ready{reactor->fd(), POLLIN, 0};
            ::poll(&ready, 1, 50);
            reactor->dispatch();
        }
        return true;
    }
};

} // namespace hotswap::test
