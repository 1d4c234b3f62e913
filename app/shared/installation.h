// SPDX-License-Identifier: Apache-2.0
#pragma once
// The certificate authority of an installation as an orchestrator holds it: certificates for its own gateway
// and for nodes, as the shared database allows.

#include "core/crypto/certificates.h"
#include "core/edge/edge_types.h"
#include "core/gateway/certification.h"
#include "core/ports/clock.h"
#include "core/store/postgres/node_certificates.h"

#include <filesystem>
#include <memory>

namespace hotswap::shared {

/// How long certificates last (node.md, Link to the gateway).
struct CertificateTimes {
    Duration node{std::chrono::hours(30 * 24)};
    Duration server{std::chrono::hours(30 * 24)};
    Duration authority{std::chrono::hours(20 * 365 * 24)};
    Duration backdated{std::chrono::hours(1)}; ///< for clocks that are behind
};

/// Makes an authority, its secret in a new file with mode 0600, its public half in the database. For
/// administrators. Errors: AlreadyExists when the file or an authority is there.
Result<store::postgres::KnownAuthority> makeInstallation(store::postgres::NodeCertificates certificates,
                                                         const TenantId& tenant, Instant now,
                                                         const std::filesystem::path& file,
                                                         const CertificateTimes& times = {});

/// Thread-safe.
class Installation final : public gateway::NodeCertifier {
public:
    /// Reads the authority's file. Errors: those of secret files, Malformed; KeyUntrusted when it is not the
    /// one that the database knows.
    static Result<std::unique_ptr<Installation>> open(store::postgres::NodeCertificates certificates,
                                                      const TenantId& tenant, const ports::Clock& clock,
                                                      const std::filesystem::path& file,
                                                      const CertificateTimes& times = {});

    Result<std::string> certify(const codec::EnrolmentRequest& request) override;
    Result<std::set<NodeId>> revoked() override;
    /// A new key and certificate for a gateway of this name.
    Result<edge::TlsMaterial> serverMaterial(const std::string& name) const;
    /// When a gateway's certificate that is made now should be replaced.
    Instant renewAt() const { return m_clock.now() + m_times.server / 2; }

private:
    Installation(store::postgres::NodeCertificates certificates, TenantId tenant, const ports::Clock& clock,
                 crypto::CertifiedKey authority, const CertificateTimes& times);
    crypto::Validity validity(Duration length) const;

    store::postgres::NodeCertificates m_certificates;
    const TenantId m_tenant;
    const ports::Clock& m_clock;
    const crypto::CertifiedKey m_authority;
    const CertificateTimes m_times;
};

} // namespace hotswap::shared
