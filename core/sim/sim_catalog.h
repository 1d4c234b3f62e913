// SPDX-License-Identifier: Apache-2.0
#pragma once
// The releases of a simulated world: what packages say, whether they may be trusted, how they behave.

#include "core/domain/module.h"
#include "core/ports/artifact_store.h"
#include "core/sim/release_behaviour.h"

#include <map>
#include <vector>

namespace hotswap::sim {

/// What a check of a package finds.
enum class PackageCondition {
    Good,
    Unsigned,  ///< SignatureMissing
    Untrusted, ///< KeyUntrusted
    Altered,   ///< DigestMismatch
};

struct SimRelease {
    ReleaseInfo info;
    PackageCondition condition = PackageCondition::Good;
    OfflinePolicy offline = OfflinePolicy::Hold;
    ReleaseBehaviour behaviour;
};

/// Filled before anything runs, then only read. As an ArtifactStore it hands out no bytes worth reading:
/// simulated hosts ask for conditions instead.
class SimCatalog final : public ports::ArtifactStore {
public:
    void add(SimRelease release);
    /// A release with made-up digest and default facts.
    const SimRelease& addMadeUp(const ModuleName& module, const Version& version, ReleaseFault fault,
                                PackageCondition condition = PackageCondition::Good);
    /// Null for an unknown digest.
    const SimRelease* byDigest(const Digest& digest) const;
    /// What checking the package says.
    Status check(const Digest& digest) const;

    Result<ReleaseInfo> find(const ModuleName& module, const Version& version) override;
    Result<ReleaseInfo> findByDigest(const Digest& digest) override;
    Result<std::vector<ReleaseInfo>> list() override;
    Result<std::string> read(const Digest& digest, std::uint64_t offset, std::size_t length) override;
    Status verifyIntegrity(const Digest& digest) override;
    Status verifyTrust(const Digest& digest) override;

private:
    std::map<Digest, SimRelease> m_releases;
};

} // namespace hotswap::sim
