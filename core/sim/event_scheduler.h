// SPDX-License-Identifier: Apache-2.0
#pragma once
// What happens when, in one thread: by time, and at the same time in the order it was asked for.

#include "core/domain/time.h"

#include <cstdint>
#include <functional>
#include <vector>

namespace hotswap::sim {

/// A queue of things to do at simulated moments. Things may ask for more while they run.
class EventScheduler {
public:
    using Action = std::function<void(Instant)>;

    /// Does `action` at `when`; a moment that has passed means as soon as possible.
    void at(Instant when, Action action);
    /// kNever when nothing is left.
    Instant nextAt() const { return m_heap.empty() ? kNever : m_heap.front().when; }
    /// Runs the first thing if it is due at `now`; it is told `now`. False: nothing was due.
    bool runOne(Instant now);
    /// Runs everything due at `now`, also what that asks for at once. At most `limit` things.
    std::size_t runDue(Instant now, std::size_t limit = SIZE_MAX);
    std::size_t size() const { return m_heap.size(); }

private:
    struct Entry {
        Instant when;
        std::uint64_t order;
        Action action;
    };
    struct Later {
        bool operator()(const Entry& a, const Entry& b) const {
            return a.when != b.when ? a.when > b.when : a.order > b.order;
        }
    };
    std::vector<Entry> m_heap;
    std::uint64_t m_order = 0;
};

} // namespace hotswap::sim
