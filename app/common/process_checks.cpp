// SPDX-License-Identifier: Apache-2.0
#include "app/common/process_checks.h"

#include "core/codec/text_bounds.h"
#include "core/domain/limits.h"

#include <sys/wait.h>

namespace hotswap::app {

namespace {

ports::CheckResult resultOf(const Result<CommandOutcome>& outcome) {
    if (!outcome.ok()) {
        return {false, describe(outcome.error()), {}};
    }
    ports::CheckResult result;
    using End = CommandOutcome::End;
    result.passed =
        outcome->end == End::Own && WIFEXITED(outcome->status) && WEXITSTATUS(outcome->status) == 0;
    result.output = codec::boundedText(outcome->output, limits::kCheckOutputBytesMax - 64);
    if (outcome->end != End::Own) {
        result.output += outcome->end == End::TimeLimit ? "\ntime limit passed" : "\ntoo much output";
    }
    result.took = outcome->took;
    return result;
}

} // namespace

Status ProcessChecks::start(const ports::CheckRequest& request,
                            std::function<void(const ports::CheckResult&)> done) {
    const auto command = m_commands.find(request.check);
    if (command == m_commands.end()) {
        return makeError(ErrorCode::NotFound, "check " + request.check + " is not configured here");
    }
    CommandOrder order;
    order.command = command->second;
    order.command.push_back(request.release.module.value);
    order.command.push_back(request.release.version.text());
    order.command.push_back(request.environment.value);
    order.limit = request.limit;
    order.outputBytesMax = limits::kCheckOutputBytesMax;
    return m_runs.start(std::move(order), [done = std::move(done)](const Result<CommandOutcome>& outcome) {
        done(resultOf(outcome));
    });
}

} // namespace hotswap::app
