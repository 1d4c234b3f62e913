// SPDX-License-Identifier: Apache-2.0
#include "app/shared/installation.h"

#include "core/codec/secret_file.h"
#include "core/crypto/hash.h"

namespace hotswap::shared {

namespace {

constexpr std::size_t kFileBytesMax = 64 * 1024;

crypto::Validity validFrom(Instant now, Duration length, const CertificateTimes& times) {
    return {now - times.backdated, now + length};
}

} // namespace

Result<store::postgres::KnownAuthority> makeInstallation(store::postgres::NodeCertificates certificates,
                                                         const TenantId& tenant, Instant now,
                                                         const std::filesystem::path& file,
                                                         const CertificateTimes& times) {
    std::error_code error;
    if (std::filesystem::exists(file, error)) {
        return makeError(ErrorCode::AlreadyExists, file.string());
    }
    const auto pair = crypto::makeAuthority("HotSwap " + tenant.value.substr(0, 40),
                                            validFrom(now, times.authority, times));
    HS_TRY(pair);
    const auto facts = crypto::readCertificate(pair->certificate);
    HS_TRY(facts);
    // The secret first: a database that names an authority whose key nobody has helps nobody.
    HS_TRY(codec::writeSecretFile(file, pair->certificate + pair->key));
    store::postgres::KnownAuthority known{pair->certificate, facts->fingerprint};
    if (const Status put = certificates.putAuthority(tenant, known); !put.ok()) {
        if (put.error().code != ErrorCode::OutcomeUnknown) {
            std::filesystem::remove(file, error);
        }
        return put.error();
    }
    return known;
}

Installation::Installation(store::postgres::NodeCertificates certificates, TenantId tenant,
                           const ports::Clock& clock, crypto::CertifiedKey authority,
                           const CertificateTimes& times)
    : m_certificates(certificates),
      m_tenant(std::move(tenant)),
      m_clock(clock),
      m_authority(std::move(authority)),
      m_times(times) {}

Result<std::unique_ptr<Installation>> Installation::open(store::postgres::NodeCertificates certificates,
                                                         const TenantId& tenant, const ports::Clock& clock,
                                                         const std::filesystem::path& file,
                                                         const CertificateTimes& times) {
    const auto text = codec::readSecretFile(file, kFileBytesMax);
    HS_TRY(text);
    crypto::CertifiedKey pair{*text, *text}; // both readers take what is theirs
    HS_TRY(crypto::checkPair(pair));
    const auto facts = crypto::readCertificate(pair.certificate);
    HS_TRY(facts);
    const auto known = certificates.authority(tenant);
    HS_TRY(known);
    if (!known->has_value() || (*known)->fingerprint != facts->fingerprint) {
        return makeError(ErrorCode::KeyUntrusted,
                         file.string() + " is not the authority that the database knows");
    }
    pair.certificate = (*known)->certificate; // without the key
    return std::unique_ptr<Installation>(
        new Installation(certificates, tenant, clock, std::move(pair), times));
}

crypto::Validity Installation::validity(Duration length) const {
    return validFrom(m_clock.now(), length, m_times);
}

Result<std::string> Installation::certify(const codec::EnrolmentRequest& request) {
    const auto facts = crypto::readCertificateRequest(request.request);
    HS_TRY(facts);
    const crypto::Validity valid = validity(m_times.node);
    auto certificate = crypto::certifyNode(m_authority, request.request, valid);
    HS_TRY(certificate);
    HS_TRY(m_certificates.certify({m_tenant, request.node, request.environment, request.labels,
                                   request.publicKey, facts->keyFingerprint,
                                   request.token.empty() ? std::string() : crypto::sha256Hex(request.token)},
                                  valid.until));
    return certificate;
}

Result<std::set<NodeId>> Installation::revoked() {
    return m_certificates.revoked(m_tenant);
}

Result<edge::TlsMaterial> Installation::serverMaterial(const std::string& name) const {
    auto own = crypto::makeServerCertificate(m_authority, name, validity(m_times.server));
    HS_TRY(own);
    edge::TlsMaterial material;
    // The authority's own comes along: a node that enrols knows no more of it than its fingerprint.
    material.certificateChain = own->certificate + m_authority.certificate;
    material.key = std::move(own->key);
    material.clientAuthority = m_authority.certificate;
    return material;
}

} // namespace hotswap::shared
