// SPDX-License-Identifier: Apache-2.0
#pragma once
// Lease rows: who leads a scope, and the epoch of that term.

#include "core/ports/lease_service.h"

#include <map>
#include <vector>

namespace hotswap::store {

/// Not thread-safe: part of the locked state. A row stays after its release, so that epochs never go back.
class LeaseTable {
public:
    struct Acquired {
        ports::Lease lease;
        bool newTerm = false;
    };

    /// There is no server whose identity could change: one generation for the life of the store.
    explicit LeaseTable(std::uint64_t generation) : m_generation(generation) {}

    Result<Acquired> acquire(const Scope& scope, const HolderId& holder, Duration length, Instant now);
    /// Extends what the holder has and what has not expired; an expired lease needs a new term.
    std::vector<ports::Lease> renewAll(const HolderId& holder, Duration length, Instant now);
    /// Whether there was something to release.
    bool release(const Scope& scope, const HolderId& holder);
    std::vector<ports::Lease> list() const;
    /// Marks a held and unexpired lease; false: there is none.
    bool askHandOver(const Scope& scope, Instant now);

    /// EpochStale unless this holder's term is the latest one. An expired lease that nobody took still
    /// proves: authority ends with the next term, not with a clock.
    Status prove(const Scope& scope, const HolderId& holder, const Fence& fence) const;
    /// Fence of the latest term; all zero when the scope was never led.
    Fence fenceOf(const Scope& scope) const;

private:
    std::uint64_t m_generation;
    std::map<Scope, ports::Lease> m_rows; ///< empty holder: released
};

} // namespace hotswap::store
