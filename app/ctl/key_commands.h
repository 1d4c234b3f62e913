// SPDX-License-Identifier: Apache-2.0
#pragma once
// hotswapctl key …, and its group for trust documents.

#include "app/ctl/command.h"

namespace hotswap::ctl {

ExitCode runKeyCommand(const QStringList& arguments, Output& output);
/// hotswapctl key root make|next|sign|verify|show|releases|timestamp|publish|renew.
ExitCode runRootCommand(const QStringList& arguments, Output& output);

} // namespace hotswap::ctl
