// SPDX-License-Identifier: Apache-2.0
#pragma once
// What is kept of one node, on the command line: its log and its journal.

#include "app/ctl/database_commands.h"
#include "core/domain/ids.h"

namespace hotswap::ctl {

class DatabaseSession;

/// The latest lines, oldest first.
ExitCode showNodeLog(DatabaseSession& session, const NodeId& node, Output& output);
/// The latest commands with their receipts, newest first.
ExitCode showNodeJournal(DatabaseSession& session, const NodeId& node, Output& output);

} // namespace hotswap::ctl
