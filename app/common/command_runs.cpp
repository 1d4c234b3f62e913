// SPDX-License-Identifier: Apache-2.0
#include "app/common/command_runs.h"

#include <chrono>
#include <signal.h>

namespace hotswap::app {

namespace {

constexpr Duration kKilledLimit{5'000};
constexpr Duration kLookEvery{100}; // at how much has been printed
// What is printed beyond what is kept costs room only; without an end it would fill the disk.
constexpr std::uintmax_t kPrintedBytesMax = 64 * 1024 * 1024;

/// A file for as long as one command runs.
class WorkFile {
public:
    explicit WorkFile(std::filesystem::path path) : m_path(std::move(path)) {}
    ~WorkFile() {
        std::error_code ignored;
        std::filesystem::remove(m_path, ignored);
    }
    WorkFile(const WorkFile&) = delete;
    WorkFile& operator=(const WorkFile&) = delete;

    const std::filesystem::path& path() const { return m_path; }
    std::string head(std::size_t bytesMax) const {
        const auto file = codec::openRead(m_path);
        const auto bytes = file.ok() ? codec::readAt(file->get(), 0, bytesMax) : Result<std::string>("");
        return bytes.ok() ? *bytes : "";
    }

private:
    std::filesystem::path m_path;
};

} // namespace

CommandRuns::~CommandRuns() {
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
        for (const Run& run : m_runs) {
            if (run.group > 0 && !run.finished) {
                ::kill(-run.group, SIGKILL);
            }
        }
    }
    for (Run& run : m_runs) {
        run.thread.join();
    }
}

void CommandRuns::collect() {
    m_runs.remove_if([](Run& run) {
        if (run.finished) {
            run.thread.join();
        }
        return run.finished;
    });
}

Status CommandRuns::start(CommandOrder order, std::function<void(const Result<CommandOutcome>&)> done) {
    const std::lock_guard lock(m_mutex);
    collect();
    if (m_runs.size() >= m_runningMax || m_stopping) {
        return makeError(ErrorCode::QueueFull, m_prefix);
    }
    Run& run = m_runs.emplace_back();
    run.thread = std::thread([this, &run, order = std::move(order), done = std::move(done)] {
        done(runOne(run, order));
        const std::lock_guard finishing(m_mutex);
        run.finished = true;
    });
    return success();
}

CommandOutcome::End CommandRuns::wait(Process& process, Duration limit,
                                      const std::vector<std::filesystem::path>& printed) {
    for (Duration left = limit; left > Duration{0}; left -= kLookEvery) {
        if (process.waitFor(std::min(left, kLookEvery))) {
            return CommandOutcome::End::Own;
        }
        for (const std::filesystem::path& file : printed) {
            std::error_code error;
            const std::uintmax_t size = std::filesystem::file_size(file, error);
            if (!error && size > kPrintedBytesMax) {
                return CommandOutcome::End::TooMuchOutput;
            }
        }
    }
    return CommandOutcome::End::TimeLimit;
}

Result<CommandOutcome> CommandRuns::runOne(Run& run, const CommandOrder& order) {
    std::string name;
    {
        const std::lock_guard lock(m_mutex);
        name = m_prefix + "-" + std::to_string(++m_count);
    }
    const WorkFile output(m_directory / (name + ".log"));
    const WorkFile errors(m_directory / (name + ".err"));
    const WorkFile input(m_directory / (name + ".in"));
    ProcessOrder process{order.command, output.path(), {}, {}, order.environment};
    if (order.errors == CommandOrder::Errors::Apart) {
        process.errors = errors.path();
    }
    if (!order.input.empty()) {
        const auto file = codec::openNew(input.path());
        HS_TRY(file);
        HS_TRY(codec::writeAll(file->get(), order.input, input.path()));
        process.input = input.path();
    }
    const auto begin = std::chrono::steady_clock::now();
    std::optional<Process> running;
    {
        const std::lock_guard lock(m_mutex);
        auto started =
            m_stopping ? Result<Process>(makeError(ErrorCode::Cancelled)) : Process::start(process);
        HS_TRY(started);
        running = std::move(*started);
        run.group = running->identity().pid;
    }
    CommandOutcome outcome;
    outcome.end = wait(*running, order.limit, {output.path(), errors.path()});
    outcome.status = running->status();
    running->signalGroup(SIGKILL); // also what it left behind
    if (outcome.end != CommandOutcome::End::Own) {
        running->waitFor(kKilledLimit);
    }
    outcome.output = output.head(order.outputBytesMax);
    outcome.errors = errors.head(order.outputBytesMax);
    outcome.took = std::chrono::duration_cast<Duration>(std::chrono::steady_clock::now() - begin);
    return outcome;
}

} // namespace hotswap::app
