// SPDX-License-Identifier: Apache-2.0
#include "app/common/process_checks.h"

#include "core/codec/text_bounds.h"
#include "core/domain/limits.h"

#include <chrono>
#include <signal.h>
#include <sys/wait.h>

namespace hotswap::app {

ProcessChecks::~ProcessChecks() {
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

void ProcessChecks::collect() {
    m_runs.remove_if([](Run& run) {
        if (run.finished) {
            run.thread.join();
        }
        return run.finished;
    });
}

Status ProcessChecks::start(const ports::CheckRequest& request,
                            std::function<void(const ports::CheckResult&)> done) {
    const auto command = m_commands.find(request.check);
    if (command == m_commands.end()) {
        return makeError(ErrorCode::NotFound, "check " + request.check + " is not configured here");
    }
    const std::lock_guard lock(m_mutex);
    collect();
    if (m_runs.size() >= m_runningMax || m_stopping) {
        return makeError(ErrorCode::QueueFull, "checks");
    }
    Run& run = m_runs.emplace_back();
    run.thread = std::thread([this, &run, request, done = std::move(done), &command = command->second] {
        const ports::CheckResult result = runOne(run, request, command);
        done(result);
        const std::lock_guard finishing(m_mutex);
        run.finished = true;
    });
    return success();
}

ports::CheckResult ProcessChecks::runOne(Run& run, const ports::CheckRequest& request,
                                         const std::vector<std::string>& command) {
    ProcessOrder order;
    order.command = command;
    order.command.push_back(request.release.module.value);
    order.command.push_back(request.release.version.text());
    order.command.push_back(request.environment.value);
    const auto begin = std::chrono::steady_clock::now();
    std::optional<Process> process;
    {
        const std::lock_guard lock(m_mutex);
        order.output = m_directory / ("check-" + std::to_string(++m_count) + ".log");
        auto started = m_stopping ? Result<Process>(makeError(ErrorCode::Cancelled)) : Process::start(order);
        if (!started.ok()) {
            return {false, describe(started.error()), {}};
        }
        process = std::move(*started);
        run.group = process->identity().pid;
    }
    const bool ended = process->waitFor(request.limit);
    const int status = process->status();
    process->signalGroup(SIGKILL); // also what it left behind
    if (!ended) {
        process->waitFor(Duration{5'000});
    }
    ports::CheckResult result;
    result.passed = ended && WIFEXITED(status) && WEXITSTATUS(status) == 0;
    const auto file = codec::openRead(order.output);
    const auto output = file.ok() ? codec::readAt(file->get(), 0, limits::kCheckOutputBytesMax)
                                  : Result<std::string>(std::string());
    result.output = codec::boundedText(output.ok() ? *output : "", limits::kCheckOutputBytesMax - 64);
    if (!ended) {
        result.output += "\ntime limit passed";
    }
    result.took = std::chrono::duration_cast<Duration>(std::chrono::steady_clock::now() - begin);
    std::error_code ignored;
    std::filesystem::remove(order.output, ignored);
    return result;
}

} // namespace hotswap::app
