// SPDX-License-Identifier: Apache-2.0
#pragma once
// `lab run`: one rollout in a lab, from submitting to its end, with load and votes.

#include "app/ctl/lab_session.h"
#include "app/ctl/progress_line.h"
#include "app/lab/load_generator.h"

namespace hotswap::ctl {

class LabRun {
public:
    LabRun(LabSession& session, StopRequest& stop, Output& output)
        : m_session(session), m_stop(stop), m_output(output) {}

    /// Follows the rollout to its end and tells it; the command's exit status.
    ExitCode run();

private:
    Status startLoad();
    Status submit();
    /// Until the deployment rests; says what a person has to do and does it with --approve or on a terminal.
    Status follow();
    Status lookAfter(const DeploymentSummary& summary);
    Status vote(const ApprovalId& id);
    Status decidePause(const DeploymentSummary& summary);
    Status act(Verb verb, const std::string& reason);
    Duration timeLeft(const DeploymentSummary& summary) const;
    ExitCode tell();
    bool onTerminal() const;
    QString ask(const QString& question);
    IdempotencyKey newKey();

    LabSession& m_session;
    StopRequest& m_stop;
    Output& m_output;
    ProgressLine m_progress;
    std::unique_ptr<lab::LoadGenerator> m_load;
    DeploymentId m_deployment;
    Duration m_expected{};
    std::optional<Instant> m_restsSince; ///< environment time since when it needs intervention
    std::optional<ExitCode> m_giveUp;
    std::uint64_t m_keys = 0;
};

/// hotswapctl lab run.
ExitCode runLabCommand(const QStringList& arguments, Output& output);
/// hotswapctl deploy plan, in the lab.
ExitCode runLabPlan(const QStringList& arguments, Output& output);

} // namespace hotswap::ctl
