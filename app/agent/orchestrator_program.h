// SPDX-License-Identifier: Apache-2.0
#pragma once
// The role orchestrator of hotswap-agent.

#include "app/agent/orchestrator_options.h"
#include "app/common/exit_code.h"

namespace hotswap::agent {

/// Leads until a signal ends it. Needs a QCoreApplication.
app::ExitCode runOrchestrator(const OrchestratorProgramOptions& options);

} // namespace hotswap::agent
