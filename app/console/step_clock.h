// SPDX-License-Identifier: Apache-2.0
#pragma once
// Store time as a console without its database knows it: this machine's until the store's is there.

#include "app/common/real_sources.h"

#include <atomic>

namespace hotswap::console {

/// Steps once, to the store's time, when it is told of it. Thread-safe.
class StepClock final : public ports::Clock {
public:
    Instant now() const override {
        const ports::Clock* store = m_store.load(std::memory_order_acquire);
        return store == nullptr ? m_machine.now() : store->now();
    }
    /// `store` outlives every call to now().
    void follow(const ports::Clock& store) { m_store.store(&store, std::memory_order_release); }
    const ports::Clock& machine() const { return m_machine; }

private:
    app::SystemClock m_machine;
    std::atomic<const ports::Clock*> m_store{nullptr};
};

} // namespace hotswap::console
