// SPDX-License-Identifier: Apache-2.0
#include "app/console/dialer.h"

#include <chrono>
#include <pthread.h>
#include <utility>

namespace hotswap::console {

namespace {

constexpr std::chrono::seconds kBetween{2}; ///< two attempts

} // namespace

Dialer::Dialer(shared::SessionOptions options) : m_options(std::move(options)) {
    m_thread = std::thread([this] { run(); });
    ::pthread_setname_np(m_thread.native_handle(), "dialer");
}

Dialer::~Dialer() {
    {
        const std::lock_guard lock(m_mutex);
        m_stop = true;
        m_changed.notify_all();
    }
    m_thread.join();
}

std::optional<Dialer::Opened> Dialer::first(Duration limit) {
    std::unique_lock lock(m_mutex);
    m_changed.wait_for(lock, limit, [this] { return m_first.has_value(); });
    return std::exchange(m_first, std::nullopt);
}

void Dialer::goOn(std::function<void(Opened)> told) {
    const std::lock_guard lock(m_mutex);
    m_told = std::move(told);
    m_changed.notify_all();
}

void Dialer::run() {
    bool again = true;
    for (bool first = true; again; first = false) {
        Opened opened = shared::Session::open(m_options);
        again = !opened.ok();
        std::unique_lock lock(m_mutex);
        if (first) {
            m_first = std::move(opened);
            m_changed.notify_all();
            m_changed.wait(lock, [this] { return m_stop || m_told; });
            if (m_stop || !m_first) {
                // Taken by first(): there is nothing to tell of it.
                again = again && !m_stop;
                m_changed.wait_for(lock, again ? kBetween : std::chrono::seconds(0),
                                   [this] { return m_stop; });
                again = again && !m_stop;
                continue;
            }
            opened = *std::exchange(m_first, std::nullopt);
        }
        if (m_stop) {
            return;
        }
        const auto told = m_told;
        lock.unlock();
        told(std::move(opened));
        lock.lock();
        m_changed.wait_for(lock, again ? kBetween : std::chrono::seconds(0), [this] { return m_stop; });
        again = again && !m_stop;
    }
}

} // namespace hotswap::console
