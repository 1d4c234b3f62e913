// SPDX-License-Identifier: Apache-2.0
#pragma once
// `hotswap-agent node`: composition of one node from the real parts, and its event loop.

#include "app/agent/node_options.h"
#include "app/agent/program_identity.h"
#include "app/common/exit_code.h"

namespace hotswap::agent {

/// Runs until SIGTERM or SIGINT, or becomes another agent by its launcher; modules go on under their shims.
app::ExitCode runNode(const NodeOptions& options, const ProgramIdentity& self);

/// Stops every module of the state directory.
app::ExitCode stopModules(const NodeOptions& options, const ProgramIdentity& self);

} // namespace hotswap::agent
