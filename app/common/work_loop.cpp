// SPDX-License-Identifier: Apache-2.0
#include "app/common/work_loop.h"

#include "core/domain/invariant.h"

#include <algorithm>
#include <pthread.h>

namespace hotswap::app {

namespace {

// A wait has an end even when a step knows of nothing: a lost wake-up then costs this and no more.
constexpr Duration kWaitMax{30'000};

} // namespace

void WorkLoop::start(Step step) {
    m_step = std::move(step);
    m_thread = std::thread([this] { run(); });
    ::pthread_setname_np(m_thread.native_handle(), m_name.substr(0, 15).c_str());
}

void WorkLoop::wake() {
    const std::lock_guard lock(m_mutex);
    m_woken = true;
    m_changed.notify_one();
}

void WorkLoop::stop() {
    {
        const std::lock_guard lock(m_mutex);
        m_stop = true;
        m_changed.notify_one();
    }
    if (m_thread.joinable()) {
        m_thread.join();
    }
}

void WorkLoop::run() {
    std::unique_lock lock(m_mutex);
    while (!m_stop) {
        m_woken = false;
        lock.unlock();
        Instant next = kNever;
        try {
            next = m_step();
        } catch (const InvariantViolation& violation) {
            m_failed(violation.what());
            return;
        }
        const Instant now = m_clock.now();
        const Duration wait =
            next <= now ? Duration{0} : std::min(kWaitMax, next == kNever ? kWaitMax : next - now);
        lock.lock();
        if (wait > Duration{0}) {
            m_changed.wait_for(lock, wait, [this] { return m_woken || m_stop; });
        }
    }
}

} // namespace hotswap::app
