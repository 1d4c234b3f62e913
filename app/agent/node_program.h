// SPDX-License-Identifier: Apache-2.0
#pragma once
// `hotswap-agent node`: composition of one node from the real parts, and its event loop.

#include "app/agent/node_options.h"
#include "app/common/exit_code.h"

namespace hotswap::agent {

/// Runs until SIGTERM or SIGINT; modules go on under their shims. `program` is this executable's path: the
/// shim is looked for beside it.
app::ExitCode runNode(const NodeOptions& options, const std::filesystem::path& program);

/// Stops every module of the state directory.
app::ExitCode stopModules(const NodeOptions& options, const std::filesystem::path& program);

} // namespace hotswap::agent
