// SPDX-License-Identifier: Apache-2.0
#pragma once
// `exec` checks: names that policy may use, and the commands that this program runs for them. A submitter can
// name a check, never a command line.

#include "app/common/child_process.h"
#include "core/ports/check_runner.h"

#include <condition_variable>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <thread>

namespace hotswap::app {

/// Each check runs on a thread of its own, at most `runningMax` at a time (QueueFull beyond).
class ProcessChecks final : public ports::CheckRunner {
public:
    /// `commands`: check name to command. Output of a check goes through a file of `directory`.
    ProcessChecks(std::map<std::string, std::vector<std::string>> commands, std::filesystem::path directory,
                  std::size_t runningMax = 8)
        : m_commands(std::move(commands)), m_directory(std::move(directory)), m_runningMax(runningMax) {}
    /// Ends the checks that still run, with their process groups.
    ~ProcessChecks() override;

    /// Errors: NotFound for a name that is not configured, QueueFull, IoError.
    Status start(const ports::CheckRequest& request,
                 std::function<void(const ports::CheckResult&)> done) override;

private:
    struct Run {
        std::thread thread;
        int group = 0;
        bool finished = false;
    };
    ports::CheckResult runOne(Run& run, const ports::CheckRequest& request,
                              const std::vector<std::string>& command);
    void collect();

    std::map<std::string, std::vector<std::string>> m_commands;
    std::filesystem::path m_directory;
    std::size_t m_runningMax;
    std::mutex m_mutex; ///< guards what follows
    std::list<Run> m_runs;
    std::uint64_t m_count = 0;
    bool m_stopping = false;
};

} // namespace hotswap::app
