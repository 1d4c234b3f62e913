// SPDX-License-Identifier: Apache-2.0
#pragma once
// Commands of the configuration, run beside each other with a time limit, their output kept within bounds.

#include "app/common/child_process.h"

#include <functional>
#include <list>
#include <mutex>
#include <thread>

namespace hotswap::app {

struct CommandOrder {
    std::vector<std::string> command; ///< program path first
    std::map<std::string, std::string> environment;
    std::string input; ///< given on standard input
    enum class Errors { WithOutput, Apart } errors = Errors::WithOutput;
    Duration limit{};
    std::size_t outputBytesMax = 0; ///< the rest is dropped
};

struct CommandOutcome {
    /// Other ends than its own killed its process group.
    enum class End { Own, TimeLimit, TooMuchOutput } end = End::Own;
    int status = 0; ///< as from waitpid; only of one that ended by itself
    std::string output;
    std::string errors; ///< when they were kept apart
    Duration took{};
};

/// Each command runs on a thread of its own, at most `runningMax` at a time.
class CommandRuns {
public:
    /// What commands read and write goes through files of `directory` whose names begin with `prefix`.
    CommandRuns(std::filesystem::path directory, std::string prefix, std::size_t runningMax)
        : m_directory(std::move(directory)), m_prefix(std::move(prefix)), m_runningMax(runningMax) {}
    /// Ends the commands that still run, with their process groups, each with its outcome.
    ~CommandRuns();

    /// `done` comes from the command's thread, exactly once; an error of it says that nothing was started.
    /// Errors: QueueFull.
    Status start(CommandOrder order, std::function<void(const Result<CommandOutcome>&)> done);

private:
    struct Run {
        std::thread thread;
        int group = 0;
        bool finished = false;
    };
    static CommandOutcome::End wait(Process& process, Duration limit,
                                    const std::vector<std::filesystem::path>& printed);
    Result<CommandOutcome> runOne(Run& run, const CommandOrder& order);
    void collect();

    std::filesystem::path m_directory;
    std::string m_prefix;
    std::size_t m_runningMax;
    std::mutex m_mutex; ///< guards what follows
    std::list<Run> m_runs;
    std::uint64_t m_count = 0;
    bool m_stopping = false;
};

} // namespace hotswap::app
