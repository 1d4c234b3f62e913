// SPDX-License-Identifier: Apache-2.0
#include "core/ports/fleet_store.h"

#include <algorithm>

namespace hotswap::ports {

// For stores without an index of their own; those that have one override this.
Result<Node> FleetStore::node(const TenantId& tenant, const NodeId& id) {
    const Result<FleetDelta> fleet = nodesSince(tenant, EnvironmentId{}, 0);
    HS_TRY(fleet);
    const auto it = std::find_if(fleet->nodes.begin(), fleet->nodes.end(),
                                 [&](const Node& node) { return node.id == id; });
    if (it == fleet->nodes.end()) {
        return makeError(ErrorCode::NotFound, id.value);
    }
    return *it;
}

} // namespace hotswap::ports
