// SPDX-License-Identifier: Apache-2.0
#include "core/domain/node.h"

#include "core/domain/invariant.h"

namespace hotswap {

std::string_view nodeStateName(NodeState state) {
    switch (state) {
    case NodeState::Enrolling: return "enrolling";
    case NodeState::Running: return "running";
    case NodeState::Suspect: return "suspect";
    case NodeState::Degraded: return "degraded";
    case NodeState::Draining: return "draining";
    case NodeState::Drained: return "drained";
    case NodeState::Offline: return "offline";
    case NodeState::Retired: return "retired";
    }
    invariantFailed("state", "a node state of the enum", __FILE__, __LINE__);
}

bool isServing(NodeState state) {
    return state == NodeState::Running || state == NodeState::Degraded;
}

const NodeRelease* Node::find(const ModuleName& module) const {
    const auto it = modules.find(module);
    return it == modules.end() ? nullptr : &it->second;
}

} // namespace hotswap
