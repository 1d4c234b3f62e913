// SPDX-License-Identifier: Apache-2.0
#pragma once
// What this desktop keeps of the shared store for reading offline, for whoever shows and clears it.

#include "core/domain/result.h"
#include "core/domain/time.h"

#include <cstdint>
#include <optional>
#include <string>

namespace hotswap::ports {

struct KeptCopyInfo {
    std::string file;
    std::uint64_t bytes = 0;      ///< of all that the file holds, also for other databases and people
    std::optional<Instant> asOf;  ///< store time up to which it is true; nothing: nothing is kept yet
    std::optional<Error> problem; ///< why nothing can be kept now
    bool putAside = false;        ///< the file was damaged and made anew
    bool clearing = false;        ///< clear() is under way
};

/// Thread-safe; never blocks.
class KeptCopy {
public:
    virtual ~KeptCopy() = default;
    virtual KeptCopyInfo info() const = 0;
    /// Removes all that is kept, of everybody, later and on another thread. Keeping goes on after it.
    virtual void clear() = 0;
};

} // namespace hotswap::ports
