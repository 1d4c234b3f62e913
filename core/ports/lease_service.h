// SPDX-License-Identifier: Apache-2.0
#pragma once
// Leases with fencing tokens: who leads a scope. Authority is the lease row; its epoch changes only when the
// lease is taken by another term.

#include "core/domain/command.h"
#include "core/domain/ids.h"
#include "core/domain/result.h"
#include "core/domain/time.h"

#include <vector>

namespace hotswap::ports {

struct Lease {
    Scope scope;
    HolderId holder;
    Fence fence;
    Instant acquiredAt{};
    Instant expiresAt{};        ///< store time; the holder stops issuing before it
    bool handOverAsked = false; ///< an administrator wants another to lead (core/ports/coordination.h)
};

/// Thread-safe.
class LeaseService {
public:
    virtual ~LeaseService() = default;
    /// Takes the lease when it is free or expired, with a new epoch; renews it when `holder` has it already.
    /// LeaseHeld when somebody else has it.
    virtual Result<Lease> acquire(const Scope& scope, const HolderId& holder, Duration length) = 0;
    /// Renews all of the holder's leases; answers those still held.
    virtual Result<std::vector<Lease>> renewAll(const HolderId& holder, Duration length) = 0;
    virtual Status release(const Scope& scope, const HolderId& holder) = 0;
    virtual Result<std::vector<Lease>> list() = 0;
};

} // namespace hotswap::ports
