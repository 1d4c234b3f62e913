// SPDX-License-Identifier: Apache-2.0
#include "core/node/link_identity.h"

#include "core/codec/secret_file.h"

namespace hotswap::node {

namespace {

constexpr std::size_t kFileBytesMax = 64 * 1024;
constexpr const char* kKeyName = "link.key";
constexpr const char* kCertificateName = "link.crt";
constexpr const char* kAuthorityName = "authority.crt";

/// Empty when there is no such file.
Result<std::string> fileOrNothing(const std::filesystem::path& path) {
    auto text = codec::readSecretFile(path, kFileBytesMax);
    if (!text.ok() && text.error().code == ErrorCode::NotFound) {
        return std::string();
    }
    return text;
}

} // namespace

Result<std::unique_ptr<LinkIdentity>> LinkIdentity::open(LinkIdentityConfig config) {
    std::unique_ptr<LinkIdentity> identity(new LinkIdentity(std::move(config)));
    HS_TRY(identity->load());
    return identity;
}

Status LinkIdentity::load() {
    const bool given = !m_config.key.empty();
    auto key = given ? codec::readSecretFile(m_config.key, kFileBytesMax) : fileOrNothing(file(kKeyName));
    HS_TRY(key);
    if (key->empty()) {
        key = crypto::makeTransportKey();
        HS_TRY(key);
        HS_TRY(codec::writeSecretFile(file(kKeyName), *key));
    }
    m_own.key = std::move(*key);
    auto authority = fileOrNothing(file(kAuthorityName));
    HS_TRY(authority);
    auto certificate = fileOrNothing(file(kCertificateName));
    HS_TRY(certificate);
    if (!authority->empty()) {
        const auto facts = crypto::readCertificate(*authority);
        HS_TRY(facts);
        const std::string& expected = m_config.authorityFingerprint;
        if (!expected.empty() && expected != facts->fingerprint) {
            return makeError(ErrorCode::KeyUntrusted,
                             "the token is of another installation than the one this node enrolled with");
        }
        m_config.authorityFingerprint = facts->fingerprint;
        m_authority = std::move(*authority);
    }
    // One that does not fit (another key was given, or another name) is asked for again.
    if (!m_authority.empty() && crypto::checkPair({*certificate, m_own.key}).ok()) {
        const auto facts = crypto::readCertificate(*certificate);
        if (facts.ok() && facts->subject == m_config.subject) {
            m_facts = *facts;
            m_own.certificate = std::move(*certificate);
        }
    }
    return success();
}

bool LinkIdentity::certified() const {
    return m_facts && m_facts->validity.covers(m_config.now());
}

bool LinkIdentity::renewalDue() const {
    return !m_facts || m_config.now() >= m_facts->validity.half();
}

Result<std::string> LinkIdentity::request() const {
    return crypto::makeCertificateRequest(m_own.key, m_config.subject);
}

Result<std::string> LinkIdentity::checkServer(const std::string& chain) const {
    if (m_config.authorityFingerprint.empty()) {
        return makeError(ErrorCode::KeyUntrusted, "the token does not say which gateways to believe");
    }
    return crypto::checkServerChain(chain, m_config.authorityFingerprint, m_config.now());
}

Status LinkIdentity::accept(const std::string& certificate, const std::string& authority) {
    const auto facts = crypto::readCertificate(certificate);
    HS_TRY(facts);
    HS_TRY(crypto::checkPair({certificate, m_own.key}));
    if (facts->subject != m_config.subject) {
        return makeError(ErrorCode::KeyUntrusted, "the certificate is another node's");
    }
    if (authority != m_authority) {
        const auto issuer = crypto::readCertificate(authority);
        HS_TRY(issuer);
        if (issuer->fingerprint != m_config.authorityFingerprint) {
            return makeError(ErrorCode::KeyUntrusted, "another authority");
        }
        HS_TRY(codec::writeSecretFile(file(kAuthorityName), authority));
        m_authority = authority;
    }
    HS_TRY(codec::writeSecretFile(file(kCertificateName), certificate));
    m_own.certificate = certificate;
    m_facts = *facts;
    return success();
}

std::shared_ptr<const crypto::TransportCredentials> LinkIdentity::credentials() const {
    if (!m_facts) {
        return nullptr;
    }
    return std::make_shared<const crypto::TransportCredentials>(
        crypto::TransportCredentials{m_authority, m_own, m_config.now});
}

} // namespace hotswap::node
