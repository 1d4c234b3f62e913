// SPDX-License-Identifier: Apache-2.0
#pragma once
// Inventories of hosts: CSV with a header, or Ansible's as INI or as `ansible-inventory --list` prints it.

#include "core/domain/ids.h"
#include "core/domain/result.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace hotswap::ctl {

enum class InventoryFormat { Csv, Ini, Json };

/// A host that is expected as a node.
struct InventoryHost {
    NodeId node;
    EnvironmentId environment;
    std::map<std::string, std::string> labels;
    bool operator==(const InventoryHost&) const = default;
};

/// By the file's name, else by how it begins.
InventoryFormat inventoryFormat(std::string_view fileName, std::string_view text);

/// Hosts by name, each once. CSV: the columns "name" and "environment", every other one is a label. Ansible:
/// the variables hotswap_environment and hotswap_label_NAME, of host or group; nothing else of it is read.
/// `environment` is of hosts that name none. Errors: InvalidArgument naming the line or host and what would
/// be right; LimitExceeded.
Result<std::vector<InventoryHost>> readInventory(InventoryFormat format, std::string_view text,
                                                 const EnvironmentId& environment);

} // namespace hotswap::ctl
