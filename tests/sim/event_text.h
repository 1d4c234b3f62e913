// SPDX-License-Identifier: Apache-2.0
#pragma once
// Events in short words, for reading a failing run.

#include "core/domain/deployment_event.h"

#include <string>

namespace hotswap::sim {

/// Name of the event and the fields that matter when looking for a fault.
std::string eventText(const DeploymentEventBody& body);

} // namespace hotswap::sim
