// SPDX-License-Identifier: Apache-2.0
#pragma once
// One thread for what blocks: fetching, hashing, unpacking, deleting. Jobs run one after the other.

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

namespace hotswap::node {

class WorkThread {
public:
    using Job = std::function<void()>;

    WorkThread() : m_thread([this] { run(); }) {}
    /// Waits for the job at work; the rest is dropped.
    ~WorkThread();
    WorkThread(const WorkThread&) = delete;
    WorkThread& operator=(const WorkThread&) = delete;

    /// Queues a job. The number of jobs is bounded by the steps in flight: a few per module.
    void add(Job job);

private:
    void run();

    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<Job> m_jobs;
    bool m_ending = false;
    std::thread m_thread;
};

} // namespace hotswap::node
