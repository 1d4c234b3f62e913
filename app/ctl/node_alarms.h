// SPDX-License-Identifier: Apache-2.0
#pragma once
// hotswapctl node alarms.

#include "app/ctl/command.h"

namespace hotswap::ctl {

ExitCode nodeAlarms(const QStringList& arguments, Output& output);

} // namespace hotswap::ctl
