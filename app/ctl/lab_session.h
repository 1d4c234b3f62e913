// SPDX-License-Identifier: Apache-2.0
#pragma once
// A lab for the length of one command: its own temporary state unless told otherwise, ended by signals too.

#include "app/common/follower.h"
#include "app/ctl/lab_arguments.h"
#include "app/lab/lab.h"

#include <atomic>
#include <thread>

namespace hotswap::ctl {

/// SIGINT and SIGTERM as a flag that waiting can be woken by. Make it before any thread is started.
class StopRequest {
public:
    StopRequest();
    ~StopRequest();
    StopRequest(const StopRequest&) = delete;
    StopRequest& operator=(const StopRequest&) = delete;

    bool isAsked() const { return m_asked; }
    /// Called once, from a thread of its own, when a signal has come.
    void onAsked(std::function<void()> wake);
    /// Waits for a signal.
    void wait();

private:
    void listen();

    std::atomic<bool> m_asked{false};
    std::mutex m_mutex; ///< guards m_wake
    std::function<void()> m_wake;
    int m_signals = -1;
    int m_end = -1;
    std::thread m_thread;
};

class LabSession {
public:
    /// Starts the lab and waits until it is ready. Says what it does on the way.
    static Result<std::unique_ptr<LabSession>> open(LabArguments arguments, StopRequest& stop,
                                                    Output& output);
    ~LabSession();

    lab::Lab& lab() { return *m_lab; }
    app::Follower& follower() { return *m_follower; }
    const LabArguments& arguments() const { return m_arguments; }
    const Identity& submitter() const { return m_lab->identities()[0]; }
    const Identity& approver() const { return m_lab->identities()[1]; }
    /// The request that the arguments mean. In Development times are shortened so that a tour takes seconds.
    DeploymentRequest request() const;

private:
    LabSession(LabArguments arguments, StopRequest& stop) : m_arguments(std::move(arguments)), m_stop(stop) {}
    Status chooseDirectory();

    LabArguments m_arguments;
    StopRequest& m_stop;
    std::unique_ptr<lab::Lab> m_lab;
    std::unique_ptr<app::Follower> m_follower;
};

} // namespace hotswap::ctl
