// SPDX-License-Identifier: Apache-2.0
#pragma once
// How nodes come in: the installation's certificate authority, and tokens.

#include "app/ctl/command.h"

namespace hotswap::ctl {

/// hotswapctl node authority
ExitCode nodeAuthority(const QStringList& arguments, Output& output);
/// hotswapctl node token
ExitCode nodeToken(const QStringList& arguments, Output& output);

} // namespace hotswap::ctl
