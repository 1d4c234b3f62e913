// SPDX-License-Identifier: Apache-2.0
#pragma once
// The engine's bounded queue of messages. Filling it never blocks; what does not fit is counted, and the
// engine looks at everything again instead.

#include "core/engine/messages.h"

#include <cstdint>
#include <functional>
#include <mutex>
#include <vector>

namespace hotswap::engine {

/// Thread-safe.
class Mailbox {
public:
    explicit Mailbox(std::size_t capacity) : m_capacity(capacity) {}

    /// Called after a post into an empty box, from the posting thread.
    void setWaker(std::function<void()> waker);
    /// False when full.
    bool post(Message message);
    /// Takes everything; `overflowed` says whether something was refused since the last time.
    std::vector<Message> drain(bool& overflowed);
    bool isEmpty() const;
    std::uint64_t refused() const;

private:
    const std::size_t m_capacity;
    mutable std::mutex m_mutex;
    std::vector<Message> m_messages;
    std::function<void()> m_waker;
    std::uint64_t m_refused = 0;
    bool m_overflowed = false;
};

} // namespace hotswap::engine
