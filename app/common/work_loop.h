// SPDX-License-Identifier: Apache-2.0
#pragma once
// A thread that works when it is woken or when its work is due, and waits otherwise.

#include "core/ports/clock.h"

#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

namespace hotswap::app {

class WorkLoop {
public:
    /// Does what is due and answers the real time of the next step; kNever: only when woken.
    using Step = std::function<Instant()>;
    /// Told once when a step violated an invariant; the loop has then ended.
    using Failed = std::function<void(const std::string& why)>;

    /// `name` is shown by process viewers, at most 15 characters.
    WorkLoop(std::string name, const ports::Clock& clock, Failed failed)
        : m_name(std::move(name)), m_clock(clock), m_failed(std::move(failed)) {}
    ~WorkLoop() { stop(); }
    WorkLoop(const WorkLoop&) = delete;
    WorkLoop& operator=(const WorkLoop&) = delete;

    void start(Step step);
    /// Any thread.
    void wake();
    /// Waits for the step under way. Not from inside it.
    void stop();

private:
    void run();

    std::string m_name;
    const ports::Clock& m_clock;
    Failed m_failed;
    Step m_step;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    bool m_woken = true;
    bool m_stop = false;
    std::thread m_thread;
};

} // namespace hotswap::app
