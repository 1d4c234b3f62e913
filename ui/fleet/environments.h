// SPDX-License-Identifier: Apache-2.0
#pragma once
// The environments that an administrator can choose from.

#include "ui/fleet/fleet_model.h"

#include <vector>

namespace hotswap::ui {

/// Those that have nodes and the four usual ones, which begin with their first node; in their usual order.
std::vector<EnvironmentId> knownEnvironments(const FleetModel& fleet);

} // namespace hotswap::ui
