// SPDX-License-Identifier: Apache-2.0
#pragma once
// hotswapctl fleet import

#include "app/ctl/command.h"

namespace hotswap::ctl {

ExitCode fleetImport(const QStringList& arguments, Output& output);

} // namespace hotswap::ctl
