// SPDX-License-Identifier: Apache-2.0
#include "core/node/trust_store.h"

#include "core/crypto/hash.h"

#include <algorithm>

namespace hotswap::node {

namespace {

using codec::RootDocument;
using codec::TrustRole;
using codec::TrustType;

Error stale(std::string detail) {
    return makeError(ErrorCode::MetadataStale, std::move(detail));
}

std::string versionText(const char* what, std::uint64_t offered, std::uint64_t held) {
    return std::string(what) + " " + std::to_string(offered) + " is older than " + std::to_string(held);
}

Error keyError(const KeyId& id, const char* reason) {
    Error error = makeError(ErrorCode::KeyUntrusted, id.value);
    error.fields.emplace("key", reason);
    return error;
}

/// Success when so many of the role's keys signed rightly. Keys of other roles neither count nor hurt; a
/// wrong signature by a key of the role does hurt: the bytes were altered. Root keys are judged without a
/// time, or a fleet that slept too long could never learn the next root.
Status checkRole(const codec::SignedDocument& document, const RootDocument& root, const TrustRole& role,
                 crypto::LabKeys lab, Instant now) {
    std::uint32_t good = 0;
    std::optional<Error> foreign;
    for (const KeySignature& signature : document.signatures) {
        const bool ofRole = std::find(role.keys.begin(), role.keys.end(), signature.key) != role.keys.end();
        if (!ofRole) {
            foreign = keyError(signature.key, "a key of the role");
            continue;
        }
        const codec::RootKey& named = root.keys.at(signature.key);
        if (root.revoked.contains(signature.key)) {
            foreign = keyError(signature.key, "a key that is not revoked");
            continue;
        }
        if (named.expires <= now) {
            foreign = keyError(signature.key, "a key that has not expired");
            continue;
        }
        if (named.lab && lab == crypto::LabKeys::Refused) {
            foreign = keyError(signature.key, "no lab key outside the lab");
            continue;
        }
        const auto key = crypto::PublicKey::fromBytes(named.bytes);
        HS_TRY(key);
        HS_TRY(crypto::verify(document.bytes, signature.signature, *key));
        good += 1;
    }
    if (good >= role.threshold && good > 0) {
        return success();
    }
    if (good > 0) {
        return makeError(ErrorCode::QuorumMissing,
                         std::to_string(good) + " of " + std::to_string(role.threshold) + " signatures");
    }
    return foreign ? *foreign : makeError(ErrorCode::SignatureMissing, "trust document");
}

/// Keys must be what their names say: an id is a hash of the key.
Status checkKeyNames(const RootDocument& root) {
    for (const auto& [id, named] : root.keys) {
        const auto key = crypto::PublicKey::fromBytes(named.bytes);
        HS_TRY(key);
        if (key->id() != id) {
            return makeError(ErrorCode::Malformed, "the key named " + id.value + " is " + key->id().value);
        }
    }
    return success();
}

std::optional<crypto::TrustedKey> trustedKey(const RootDocument& root, const KeyId& id,
                                             crypto::KeyPurpose purpose) {
    const auto named = root.keys.find(id);
    if (named == root.keys.end()) {
        return std::nullopt;
    }
    const auto key = crypto::PublicKey::fromBytes(named->second.bytes);
    if (!key) {
        return std::nullopt;
    }
    return crypto::TrustedKey{*key, purpose,
                              named->second.lab ? crypto::KeyOrigin::Lab : crypto::KeyOrigin::Production,
                              named->second.expires, root.revoked.contains(id)};
}

crypto::TrustedKeys keysOf(const RootDocument& root) {
    crypto::TrustedKeys keys;
    const auto add = [&](const KeyId& id, crypto::KeyPurpose purpose) {
        if (auto key = trustedKey(root, id, purpose)) {
            keys.add(*std::move(key));
        }
    };
    for (const KeyId& id : root.orchestrator.keys) {
        add(id, crypto::KeyPurpose::Orchestrator);
    }
    for (const KeyId& id : root.module.keys) {
        add(id, crypto::KeyPurpose::Module);
    }
    for (const codec::Delegation& delegation : root.delegations) {
        for (const KeyId& id : delegation.role.keys) {
            add(id, crypto::KeyPurpose::Module);
        }
    }
    for (const auto& [id, voter] : root.voters) {
        add(id, crypto::KeyPurpose::Voter);
    }
    return keys;
}

/// Is what the role's old keys signed no longer the role's word?
bool anotherRole(const TrustRole& before, const RootDocument& root, const TrustRole& role) {
    return before != role || std::any_of(role.keys.begin(), role.keys.end(),
                                         [&](const KeyId& key) { return root.revoked.contains(key); });
}

} // namespace

struct TrustStore::Offered {
    const std::string& text;
    codec::SignedDocument document;
    TrustType type;
};

Result<TrustStore> TrustStore::begin(std::string_view root, const TenantId& tenant,
                                     const EnvironmentId& environment, crypto::LabKeys lab) {
    auto document = codec::decodeSigned(root);
    HS_TRY(document);
    auto content = codec::decodeRoot(document->bytes);
    HS_TRY(content);
    HS_TRY(checkKeyNames(*content));
    TrustStore store;
    store.m_tenant = tenant;
    store.m_environment = environment;
    store.m_lab = lab;
    HS_TRY(checkRole(*document, *content, content->root, lab, Instant{}));
    HS_TRY(store.checkPlace(content->tenant, environment));
    store.setRoot({*std::move(content), std::string(root), std::move(document->bytes)});
    return store;
}

void TrustStore::setRoot(Held<RootDocument> root) {
    m_root = std::move(root);
    m_keys = keysOf(m_root.content);
}

Status TrustStore::checkPlace(const TenantId& tenant, const EnvironmentId& environment) const {
    if (tenant != m_tenant || environment != m_environment) {
        return makeError(ErrorCode::WrongRecipient,
                         "a trust document for " + tenant.value + "/" + environment.value);
    }
    return success();
}

Status TrustStore::update(const std::vector<std::string>& documents, Instant now) {
    std::vector<Offered> offered;
    for (const std::string& text : documents) {
        auto document = codec::decodeSigned(text);
        HS_TRY(document);
        const auto type = codec::trustTypeOf(document->bytes);
        HS_TRY(type);
        offered.push_back({text, *std::move(document), *type});
    }
    for (const Offered& one : offered) {
        if (one.type == TrustType::Root) {
            HS_TRY(addRoot(one));
        }
    }
    // Lists and timestamps together or not at all: half of a set would stop the node until the rest arrives.
    TrustStore next = *this;
    for (const TrustType type : {TrustType::Timestamp, TrustType::Releases}) {
        for (const Offered& one : offered) {
            if (one.type == type) {
                HS_TRY(type == TrustType::Timestamp ? next.addTimestamp(one, now)
                                                    : next.addReleases(one, now));
            }
        }
    }
    HS_TRY(next.checkFit());
    *this = std::move(next);
    return success();
}

Status TrustStore::addRoot(const Offered& offered) {
    auto content = codec::decodeRoot(offered.document.bytes);
    HS_TRY(content);
    const RootDocument& held = m_root.content;
    if (content->version == held.version && offered.document.bytes == m_root.bytes) {
        return success();
    }
    if (content->version <= held.version) {
        return stale(content->version == held.version
                         ? "another root under the version " + std::to_string(held.version)
                         : versionText("root", content->version, held.version));
    }
    if (content->version != held.version + 1) {
        return stale("root " + std::to_string(content->version) + " does not follow " +
                     std::to_string(held.version));
    }
    HS_TRY(checkKeyNames(*content));
    HS_TRY(checkRole(offered.document, held, held.root, m_lab, Instant{}));
    HS_TRY(checkRole(offered.document, *content, content->root, m_lab, Instant{}));
    HS_TRY(checkPlace(content->tenant, m_environment));
    // Whoever stole a role's key may have driven its versions up: with new keys they begin anew.
    if (anotherRole(held.timestamp, *content, content->timestamp) ||
        anotherRole(held.releases, *content, content->releases)) {
        m_timestamp.reset();
        m_releases.reset();
    }
    setRoot({*std::move(content), offered.text, offered.document.bytes});
    return success();
}

Status TrustStore::addTimestamp(const Offered& offered, Instant now) {
    auto content = codec::decodeTimestamp(offered.document.bytes);
    HS_TRY(content);
    HS_TRY(checkRole(offered.document, m_root.content, m_root.content.timestamp, m_lab, now));
    HS_TRY(checkPlace(content->tenant, content->environment));
    if (m_timestamp && content->version == m_timestamp->content.version &&
        offered.document.bytes == m_timestamp->bytes) {
        return success();
    }
    if (m_timestamp && content->version <= m_timestamp->content.version) {
        return stale(content->version == m_timestamp->content.version
                         ? "another timestamp under the same version"
                         : versionText("timestamp", content->version, m_timestamp->content.version));
    }
    if (m_timestamp && content->releases < m_timestamp->content.releases) {
        return stale(versionText("the timestamp's list", content->releases, m_timestamp->content.releases));
    }
    if (content->expires <= now) {
        return stale("the timestamp has run out");
    }
    m_timestamp = {*std::move(content), offered.text, offered.document.bytes};
    return success();
}

Status TrustStore::addReleases(const Offered& offered, Instant now) {
    auto content = codec::decodeReleases(offered.document.bytes);
    HS_TRY(content);
    HS_TRY(checkRole(offered.document, m_root.content, m_root.content.releases, m_lab, now));
    HS_TRY(checkPlace(content->tenant, content->environment));
    if (m_releases && content->version == m_releases->content.version &&
        offered.document.bytes == m_releases->bytes) {
        return success();
    }
    if (m_releases && content->version <= m_releases->content.version) {
        return stale(content->version == m_releases->content.version
                         ? "another list under the same version"
                         : versionText("list", content->version, m_releases->content.version));
    }
    if (content->expires <= now) {
        return stale("the list of releases has run out");
    }
    m_releases = {*std::move(content), offered.text, offered.document.bytes};
    return success();
}

Status TrustStore::checkFit() const {
    if (!m_timestamp && !m_releases) {
        return success();
    }
    if (!m_timestamp || !m_releases) {
        return stale("a timestamp and a list of releases come together");
    }
    const codec::TimestampDocument& word = m_timestamp->content;
    if (word.root > m_root.content.version) {
        return stale("the timestamp names root " + std::to_string(word.root) + ", here is " +
                     std::to_string(m_root.content.version));
    }
    if (word.releases != m_releases->content.version ||
        word.releasesDigest != crypto::digestOf(m_releases->bytes)) {
        return stale("the timestamp names another list than this one");
    }
    return success();
}

TrustVersions TrustStore::versions() const {
    return {m_root.content.version, m_releases ? m_releases->content.version : 0,
            m_timestamp ? m_timestamp->content.version : 0};
}

Instant TrustStore::timeFloor() const {
    return m_timestamp ? m_timestamp->content.at : Instant{};
}

std::vector<std::string> TrustStore::documents() const {
    std::vector<std::string> texts{m_root.text};
    if (m_releases) {
        texts.push_back(m_releases->text);
    }
    if (m_timestamp) {
        texts.push_back(m_timestamp->text);
    }
    return texts;
}

Result<TrustStore> TrustStore::restore(const std::vector<std::string>& documents, const TenantId& tenant,
                                       const EnvironmentId& environment, crypto::LabKeys lab) {
    if (documents.empty()) {
        return makeError(ErrorCode::Truncated, "no root");
    }
    auto store = begin(documents.front(), tenant, environment, lab);
    HS_TRY(store);
    HS_TRY(store->update({documents.begin() + 1, documents.end()}, Instant{}));
    return store;
}

} // namespace hotswap::node
