// SPDX-License-Identifier: Apache-2.0
#pragma once
// `hotswap-agent node --check`: reads everything a run would read, says what it would do, changes nothing.

#include "app/agent/node_options.h"
#include "app/agent/program_identity.h"
#include "app/common/exit_code.h"

namespace hotswap::agent {

/// Success, or Usage when something is wrong; each wrong thing is one line on the error stream.
app::ExitCode checkNode(const NodeOptions& options, const ProgramIdentity& self);

} // namespace hotswap::agent
