// SPDX-License-Identifier: Apache-2.0
#pragma once
// hotswapctl fleet drain|undrain|stop|release|orders.

#include "app/ctl/command.h"

namespace hotswap::ctl {

ExitCode fleetDrain(const QStringList& arguments, Output& output);
ExitCode fleetUndrain(const QStringList& arguments, Output& output);
ExitCode fleetStop(const QStringList& arguments, Output& output);
ExitCode fleetRelease(const QStringList& arguments, Output& output);
ExitCode fleetOrders(const QStringList& arguments, Output& output);

} // namespace hotswap::ctl
