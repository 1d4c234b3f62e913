// SPDX-License-Identifier: Apache-2.0
#pragma once
// What a lab run tells at its end: one sentence per fact for people, one object for scripts.

#include "app/ctl/deployment_rows.h"
#include "app/ctl/lab_session.h"
#include "app/lab/load_generator.h"

#include <QJsonObject>

namespace hotswap::ctl {

/// One node at the end of a run.
struct NodeReport {
    Node node;
    std::string answers; ///< version that a real node's module says over HTTP; empty: none, or simulated
};

struct LabReport {
    ports::DeploymentDetail deployment;
    std::optional<lab::LoadResult> load;
    std::vector<NodeReport> nodes; ///< of the environment, by name
};

/// Asks the nodes and the service. Errors: those of the query.
Result<LabReport> makeReport(LabSession& session, const DeploymentId& deployment,
                             const std::optional<lab::LoadResult>& load);

/// The last line of `lab run --json`.
QJsonObject reportObject(const LabReport& report, const ModuleName& module);
void printReport(const LabReport& report, const ModuleName& module, Output& output);

} // namespace hotswap::ctl
