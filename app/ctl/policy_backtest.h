// SPDX-License-Identifier: Apache-2.0
#pragma once
// hotswapctl policy backtest: a changed policy tried on the evidence of past rollouts.

#include "app/ctl/output.h"

#include <QStringList>

namespace hotswap::ctl {

ExitCode policyBacktest(const QStringList& arguments, Output& output);

} // namespace hotswap::ctl
