// SPDX-License-Identifier: Apache-2.0
#pragma once
// Deployments as the command line tells them: objects for scripts, lines for people, an exit status at the
// end.

#include "app/ctl/output.h"
#include "core/ports/console_service.h"

namespace hotswap::ctl {

/// Milliseconds of store time as "2026-11-21T07:12:03Z"; null for none.
QJsonValue timeValue(Instant at);
/// The same for people; "–" for none.
QString timeText(Instant at);

/// Exit status of who follows it: what a deployment at rest came to.
ExitCode exitOf(const DeploymentSummary& summary);
/// Whether nothing more happens by itself, or a person has to act on what a rollback left.
bool isAtRest(const DeploymentSummary& summary);

/// "Rolled back in wave 1 of 6: the error rate was …"
QString reasonOf(const ports::DeploymentDetail& deployment);
double secondsOf(const DeploymentSummary& summary);

/// One row of a list.
QJsonObject summaryObject(const DeploymentSummary& summary);
/// A row with reason, waves and who leads.
QJsonObject detailObject(const ports::DeploymentDetail& deployment);
void printDetail(const ports::DeploymentDetail& deployment, Output& output);
void printSummaries(const std::vector<DeploymentSummary>& rows, Output& output);

/// One event of a deployment: what happened, when, and its particulars.
QJsonObject eventObject(const DeploymentId& deployment, const DeploymentEvent& event);

} // namespace hotswap::ctl
