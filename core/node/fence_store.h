// SPDX-License-Identifier: Apache-2.0
#pragma once
// Highest (generation, epoch) per scope that this node has accepted. Never goes back.

#include "core/domain/command.h"

#include <map>

namespace hotswap::node {

class FenceStore {
public:
    virtual ~FenceStore() = default;
    /// Everything stored. Called once, first.
    virtual Result<std::map<Scope, Fence>> load() = 0;
    /// Durable on success. The caller only ever raises a fence.
    virtual Status store(const Scope& scope, Fence fence) = 0;
    /// Whether load() met damage that it could make good.
    virtual bool wasDamaged() const { return false; }
};

} // namespace hotswap::node
