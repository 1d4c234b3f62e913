// SPDX-License-Identifier: Apache-2.0
#include "core/sim/sim_catalog.h"

#include "core/sim/sim_random.h"

#include <algorithm>

namespace hotswap::sim {

void SimCatalog::add(SimRelease release) {
    const Digest digest = release.info.release.digest;
    m_releases.insert_or_assign(digest, std::move(release));
}

const SimRelease& SimCatalog::addMadeUp(const ModuleName& module, const Version& version, ReleaseFault fault,
                                        PackageCondition condition) {
    SimRandom bits(mixSeed(mixSeed(1, module.value), version.text()));
    SimRelease made;
    made.info.release = {module, version, Digest{ports::makeUniqueText(bits) + ports::makeUniqueText(bits)}};
    made.info.packageBytes = 100'000;
    made.condition = condition;
    made.behaviour = behaviourWith(fault);
    const Digest digest = made.info.release.digest;
    return m_releases.insert_or_assign(digest, std::move(made)).first->second;
}

const SimRelease* SimCatalog::byDigest(const Digest& digest) const {
    const auto found = m_releases.find(digest);
    return found == m_releases.end() ? nullptr : &found->second;
}

Status SimCatalog::check(const Digest& digest) const {
    const SimRelease* const release = byDigest(digest);
    if (release == nullptr) {
        return makeError(ErrorCode::NotFound, "package " + digest.value);
    }
    switch (release->condition) {
    case PackageCondition::Good: break;
    case PackageCondition::Unsigned: return makeError(ErrorCode::SignatureMissing, "package " + digest.value);
    case PackageCondition::Untrusted: return makeError(ErrorCode::KeyUntrusted, "package " + digest.value);
    case PackageCondition::Altered: return makeError(ErrorCode::DigestMismatch, "package " + digest.value);
    }
    return success();
}

Result<ReleaseInfo> SimCatalog::find(const ModuleName& module, const Version& version) {
    for (const auto& [digest, release] : m_releases) {
        if (release.info.release.module == module && release.info.release.version == version) {
            return release.info;
        }
    }
    return makeError(ErrorCode::NotFound, module.value + " " + version.text());
}

Result<ReleaseInfo> SimCatalog::findByDigest(const Digest& digest) {
    const SimRelease* const release = byDigest(digest);
    if (release == nullptr) {
        return makeError(ErrorCode::NotFound, "package " + digest.value);
    }
    return release->info;
}

Result<std::vector<ReleaseInfo>> SimCatalog::list() {
    std::vector<ReleaseInfo> all;
    for (const auto& [digest, release] : m_releases) {
        all.push_back(release.info);
    }
    return all;
}

Result<std::string> SimCatalog::read(const Digest& digest, std::uint64_t, std::size_t) {
    return makeError(ErrorCode::NotFound, "package " + digest.value + " has no bytes in a simulation");
}

Status SimCatalog::verifyIntegrity(const Digest& digest) {
    Status checked = check(digest);
    if (!checked.ok() && checked.error().code != ErrorCode::DigestMismatch) {
        return checked.error().code == ErrorCode::NotFound ? checked : success();
    }
    return checked;
}

Status SimCatalog::verifyTrust(const Digest& digest) {
    Status checked = check(digest);
    if (!checked.ok() && checked.error().code == ErrorCode::DigestMismatch) {
        return success();
    }
    return checked;
}

} // namespace hotswap::sim
