// SPDX-License-Identifier: Apache-2.0
#pragma once
// Ansible's inventories in INI form, as far as they name hosts and variables of text.

#include "core/domain/result.h"

#include <map>
#include <string>
#include <string_view>

namespace hotswap::ctl {

using InventoryVariables = std::map<std::string, std::string>;

/// Hosts with their variables: a host's own win over its groups', a group's over those of groups above it.
/// Ranges like web[01:20] are written out. Errors: InvalidArgument naming the line; LimitExceeded.
Result<std::map<std::string, InventoryVariables>> readAnsibleIni(std::string_view text, std::size_t hostsMax);

} // namespace hotswap::ctl
