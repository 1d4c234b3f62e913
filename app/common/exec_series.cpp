// SPDX-License-Identifier: Apache-2.0
#include "app/common/exec_series.h"

#include "core/codec/text_bounds.h"

#include <nlohmann/json.hpp>

#include <charconv>
#include <cmath>
#include <limits>
#include <sys/wait.h>

namespace hotswap::app {

namespace {

using telemetry::ProviderAnswer;

constexpr std::size_t kOutputBytesMax = 4'096;
constexpr std::size_t kErrorTextBytesMax = 300;
constexpr std::string_view kSpace = " \t\r\n";

nlohmann::json namesOf(const std::vector<NodeId>& nodes) {
    auto names = nlohmann::json::array();
    for (const NodeId& node : nodes) {
        names.push_back(node.value);
    }
    return names;
}

CommandOrder orderFor(const ports::SeriesRequest& request) {
    using std::chrono::seconds;
    const auto from = std::chrono::duration_cast<seconds>(request.from.time_since_epoch()).count();
    const auto at = std::chrono::duration_cast<seconds>(request.at.time_since_epoch()).count();
    CommandOrder order;
    order.environment = {{"HOTSWAP_METRIC", request.metric.name},
                         {"HOTSWAP_DEPLOYMENT", request.deployment.value},
                         {"HOTSWAP_ENVIRONMENT", request.environment.value},
                         {"HOTSWAP_MODULE", request.module.value},
                         {"HOTSWAP_FROM", std::to_string(from)},
                         {"HOTSWAP_AT", std::to_string(at)}};
    const nlohmann::json question{{"metric", request.metric.name},
                                  {"deployment", request.deployment.value},
                                  {"environment", request.environment.value},
                                  {"module", request.module.value},
                                  {"from", from},
                                  {"at", at},
                                  {"canary", namesOf(request.canary)},
                                  {"baseline", namesOf(request.baseline)}};
    order.input = question.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
    order.errors = CommandOrder::Errors::Apart;
    order.outputBytesMax = kOutputBytesMax;
    return order;
}

/// The first line that a command wrote on standard error, for the log.
std::string firstLine(const std::string& text) {
    std::string line = codec::boundedText(text.substr(0, text.find('\n')), kErrorTextBytesMax);
    std::replace_if(
        line.begin(), line.end(), [](unsigned char c) { return c < 0x20 || c == 0x7f; }, ' ');
    return line;
}

Result<ProviderAnswer> answerOf(const Result<CommandOutcome>& outcome, const std::string& program) {
    if (!outcome.ok()) {
        return outcome.error();
    }
    if (outcome->end != CommandOutcome::End::Own) {
        const bool late = outcome->end == CommandOutcome::End::TimeLimit;
        return makeError(late ? ErrorCode::Timeout : ErrorCode::Malformed,
                         program + (late ? "" : ": it printed without an end"));
    }
    if (!WIFEXITED(outcome->status) || WEXITSTATUS(outcome->status) != 0) {
        const std::string how = WIFEXITED(outcome->status)
                                    ? "exit status " + std::to_string(WEXITSTATUS(outcome->status))
                                    : "signal " + std::to_string(WTERMSIG(outcome->status));
        // Not Unavailable: a command that failed is not run again at once, it may be costly.
        return makeError(ErrorCode::Internal, program + ": " + how + " " + firstLine(outcome->errors));
    }
    return readTwoNumbers(outcome->output);
}

} // namespace

Result<ProviderAnswer> readTwoNumbers(std::string_view output) {
    const Error wrong = makeError(ErrorCode::Malformed, "the command did not print two numbers on one line");
    const auto end = output.find_last_not_of(kSpace);
    const std::string_view line = output.substr(0, end == std::string_view::npos ? 0 : end + 1);
    if (line.find('\n') != std::string_view::npos) {
        return wrong;
    }
    std::array<double, 2> numbers{};
    std::size_t at = 0;
    for (double& number : numbers) {
        at = std::min(line.find_first_not_of(kSpace, at), line.size());
        const auto stop = std::min(line.find_first_of(kSpace, at), line.size());
        const auto [read, failed] = std::from_chars(line.data() + at, line.data() + stop, number);
        if (failed != std::errc{} || read != line.data() + stop) {
            return wrong;
        }
        number = std::isfinite(number) ? number : std::numeric_limits<double>::quiet_NaN();
        at = stop;
    }
    return at == line.size() ? Result<ProviderAnswer>(ProviderAnswer{numbers[0], numbers[1], {}}) : wrong;
}

void ExecSeries::ask(const ports::SeriesRequest& request, Duration limit,
                     std::function<void(Result<ProviderAnswer>)> done) {
    CommandOrder order = orderFor(request);
    order.command = m_command;
    order.limit = limit;
    const auto started =
        m_runs.start(std::move(order), [done, program = m_command.front()](const auto& outcome) {
            done(answerOf(outcome, program));
        });
    if (!started.ok()) {
        done(started.error());
    }
}

} // namespace hotswap::app
