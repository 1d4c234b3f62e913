// SPDX-License-Identifier: Apache-2.0
#pragma once
// Values of metrics from a command. What it runs is in this program's configuration; a policy names it and
// gives it no arguments.

#include "app/common/command_runs.h"
#include "core/telemetry/series_provider.h"

namespace hotswap::app {

/// The command is told what is asked in variables (HOTSWAP_METRIC, _DEPLOYMENT, _ENVIRONMENT, _MODULE, and
/// _FROM and _AT in seconds since 1970) and, with both lists of nodes, as one JSON object on standard input:
/// {"metric", "deployment", "environment", "module", "from", "at", "canary": […], "baseline": […]}. It prints
/// two numbers on one line, the canary's and the baseline's; NaN where it has none.
class ExecSeries final : public telemetry::SeriesProvider {
public:
    /// `command`: an absolute path and fixed arguments. Files go to `directory`, with names that begin with
    /// `name`.
    ExecSeries(std::vector<std::string> command, std::filesystem::path directory, std::string name,
               std::size_t runningMax)
        : m_command(std::move(command)), m_runs(std::move(directory), std::move(name), runningMax) {}

    void ask(const ports::SeriesRequest& request, Duration limit,
             std::function<void(Result<telemetry::ProviderAnswer>)> done) override;

private:
    std::vector<std::string> m_command;
    CommandRuns m_runs;
};

/// "canary baseline" on one line. Errors: Malformed.
Result<telemetry::ProviderAnswer> readTwoNumbers(std::string_view output);

} // namespace hotswap::app
