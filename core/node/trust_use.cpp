// SPDX-License-Identifier: Apache-2.0
// What the documents in force allow.
#include "core/node/trust_store.h"

#include <algorithm>

namespace hotswap::node {

namespace {

Error stale(const char* detail) {
    return makeError(ErrorCode::MetadataStale, detail);
}

std::uint32_t countOf(const codec::TrustRole& role, const std::vector<KeyId>& signers) {
    return static_cast<std::uint32_t>(
        std::count_if(role.keys.begin(), role.keys.end(), [&](const KeyId& key) {
            return std::find(signers.begin(), signers.end(), key) != signers.end();
        }));
}

const codec::ListedRelease* findListed(const codec::ReleasesDocument& list, const Release& release) {
    const auto it = std::find_if(list.releases.begin(), list.releases.end(),
                                 [&](const codec::ListedRelease& l) { return l.release == release; });
    return it == list.releases.end() ? nullptr : &*it;
}

} // namespace

Status TrustStore::usable(Instant now) const {
    return m_root.content.expires <= now ? Status(stale("the root has run out")) : success();
}

Status TrustStore::mayRun(const Release& release, Direction direction, Instant now) const {
    if (m_root.content.releases.keys.empty()) {
        return success();
    }
    if (!m_timestamp || !m_releases) {
        return stale("no list of releases is here");
    }
    if (direction == Direction::Forward && m_timestamp->content.expires <= now) {
        return stale("the timestamp has run out");
    }
    if (direction == Direction::Forward && m_releases->content.expires <= now) {
        return stale("the list of releases has run out");
    }
    if (!findListed(m_releases->content, release)) {
        return makeError(ErrorCode::NotListed,
                         release.module.value + " " + release.version.text() + " " + release.digest.value);
    }
    return success();
}

Status TrustStore::mayVouch(const PackageClaim& claim) const {
    const codec::RootDocument& root = m_root.content;
    std::uint32_t best = countOf(root.module, claim.signers);
    bool enough = !root.module.keys.empty() && best >= root.module.threshold;
    for (const codec::Delegation& delegation : root.delegations) {
        const bool covers = std::any_of(
            delegation.modules.begin(), delegation.modules.end(),
            [&](const std::string& pattern) { return codec::coversModule(pattern, claim.release.module); });
        if (covers) {
            const std::uint32_t count = countOf(delegation.role, claim.signers);
            best = std::max(best, count);
            enough = enough || count >= delegation.role.threshold;
        }
    }
    if (!enough && best == 0 && !claim.signers.empty()) {
        Error error = makeError(ErrorCode::KeyUntrusted, claim.signers.front().value);
        error.fields.emplace("key", "a key that may sign this module");
        return error;
    }
    if (!enough) {
        return makeError(ErrorCode::QuorumMissing, "too few signatures on the package");
    }
    if (!m_releases) {
        return success(); // mayRun() has said already whether a list is needed
    }
    const codec::ListedRelease* listed = findListed(m_releases->content, claim.release);
    if (!listed) {
        return makeError(ErrorCode::NotListed, claim.release.digest.value);
    }
    if (listed->bytes != claim.bytes) {
        return makeError(ErrorCode::DigestMismatch, "the package has " + std::to_string(claim.bytes) +
                                                        " bytes, listed are " +
                                                        std::to_string(listed->bytes));
    }
    return success();
}

const codec::VoteGate* TrustStore::gate() const {
    const auto it = m_root.content.gates.find(m_environment);
    return it == m_root.content.gates.end() ? nullptr : &it->second;
}

const codec::RootVoter* TrustStore::voter(const KeyId& key) const {
    const auto it = m_root.content.voters.find(key);
    return it == m_root.content.voters.end() ? nullptr : &it->second;
}

} // namespace hotswap::node
