// SPDX-License-Identifier: Apache-2.0
#pragma once
// Follows one deployment in the shared database until nothing more happens by itself.

#include "app/ctl/database_session.h"
#include "app/ctl/deployment_rows.h"
#include "app/ctl/progress_line.h"

namespace hotswap::ctl {

/// --timeout. Reading errors: InvalidArgument naming it.
void addWatchOptions(OptionParser& parser);
Result<std::optional<Duration>> readTimeout(const OptionParser& parser);

class DeploymentWatch {
public:
    DeploymentWatch(DatabaseSession& session, Output& output) : m_session(session), m_output(output) {}

    /// With --json one object an event, then the deployment; the exit status is what it came to. After
    /// `limit` WaitedTooLong, or Frozen where a freeze window is what it waits for.
    ExitCode run(const DeploymentId& id, std::optional<Duration> limit);

private:
    /// A value when following is over.
    std::optional<ExitCode> look(const DeploymentId& id);
    Status tellEvents(const DeploymentSummary& summary);
    void tellChange(const DeploymentSummary& summary);
    std::optional<ExitCode> tellEnd(const DeploymentId& id);
    ExitCode tellTimeout();
    /// How long to wait for news at most.
    Duration waitLength(std::optional<Duration> left) const;

    DatabaseSession& m_session;
    Output& m_output;
    ProgressLine m_progress;
    app::Follower* m_follower = nullptr;
    std::optional<DeploymentSummary> m_known;
    std::uint64_t m_told = 0; ///< version of the last event that was printed
    bool m_again = false;     ///< a question did not get through
    QString m_lastLine;
};

} // namespace hotswap::ctl
