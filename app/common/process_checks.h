// SPDX-License-Identifier: Apache-2.0
#pragma once
// `exec` checks: names that policy may use, and the commands that this program runs for them. A submitter can
// name a check, never a command line.

#include "app/common/command_runs.h"
#include "core/ports/check_runner.h"

namespace hotswap::app {

/// At most `runningMax` checks at a time (QueueFull beyond).
class ProcessChecks final : public ports::CheckRunner {
public:
    /// `commands`: check name to command. Output of a check goes through a file of `directory`.
    ProcessChecks(std::map<std::string, std::vector<std::string>> commands, std::filesystem::path directory,
                  std::size_t runningMax = 8)
        : m_commands(std::move(commands)), m_runs(std::move(directory), "check", runningMax) {}

    /// Errors: NotFound for a name that is not configured, QueueFull, IoError.
    Status start(const ports::CheckRequest& request,
                 std::function<void(const ports::CheckResult&)> done) override;

private:
    std::map<std::string, std::vector<std::string>> m_commands;
    CommandRuns m_runs;
};

} // namespace hotswap::app
