// SPDX-License-Identifier: Apache-2.0
#include "core/engine/mailbox.h"

#include <utility>

namespace hotswap::engine {

void Mailbox::setWaker(std::function<void()> waker) {
    const std::lock_guard lock(m_mutex);
    m_waker = std::move(waker);
}

bool Mailbox::post(Message message) {
    std::function<void()> waker;
    {
        const std::lock_guard lock(m_mutex);
        if (m_messages.size() >= m_capacity) {
            ++m_refused;
            m_overflowed = true;
            return false;
        }
        if (m_messages.empty()) {
            waker = m_waker;
        }
        m_messages.push_back(std::move(message));
    }
    if (waker) {
        waker();
    }
    return true;
}

std::vector<Message> Mailbox::drain(bool& overflowed) {
    const std::lock_guard lock(m_mutex);
    overflowed = std::exchange(m_overflowed, false);
    return std::exchange(m_messages, {});
}

bool Mailbox::isEmpty() const {
    const std::lock_guard lock(m_mutex);
    return m_messages.empty();
}

std::uint64_t Mailbox::refused() const {
    const std::lock_guard lock(m_mutex);
    return m_refused;
}

} // namespace hotswap::engine
