// SPDX-License-Identifier: Apache-2.0
#pragma once
// hotswapctl deploy report: a rollout as one HTML file.

#include "app/ctl/output.h"

#include <QStringList>

namespace hotswap::ctl {

ExitCode deployReport(const QStringList& arguments, Output& output);

} // namespace hotswap::ctl
