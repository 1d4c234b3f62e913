// SPDX-License-Identifier: Apache-2.0
#pragma once
// Opens the session with the shared database on a thread of its own, and goes on trying where that is wanted.

#include "app/shared/session.h"

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

namespace hotswap::console {

class Dialer {
public:
    using Opened = Result<std::unique_ptr<shared::Session>>;

    /// Begins at once.
    explicit Dialer(shared::SessionOptions options);
    /// Waits for the attempt under way.
    ~Dialer();
    Dialer(const Dialer&) = delete;
    Dialer& operator=(const Dialer&) = delete;

    /// What became of the first attempt; nothing: it is still under way after `limit`.
    std::optional<Opened> first(Duration limit);
    /// Goes on until a session is opened, and tells of each attempt whose outcome first() did not take. From
    /// the dialer's thread.
    void goOn(std::function<void(Opened)> told);

private:
    void run();

    const shared::SessionOptions m_options;
    std::mutex m_mutex; ///< guards the following
    std::condition_variable m_changed;
    std::optional<Opened> m_first;
    std::function<void(Opened)> m_told;
    bool m_stop = false;
    std::thread m_thread;
};

} // namespace hotswap::console
