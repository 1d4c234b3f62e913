// SPDX-License-Identifier: Apache-2.0
#pragma once
// What a node is to gateways: the key of its links, the certificate it got for it, and the authority of the
// installation it believes. Kept in its state directory with mode 0600.

#include "core/crypto/tls_client.h"

#include <filesystem>
#include <memory>
#include <optional>

namespace hotswap::node {

struct LinkIdentityConfig {
    std::filesystem::path folder;     ///< the state directory
    std::filesystem::path key;        ///< of the links; empty: made in the folder when missing
    crypto::NodeSubject subject;      ///< who it is
    std::string authorityFingerprint; ///< from the token; not needed once enrolled
    std::function<Instant()> now;     ///< wall clock; from any thread
};

/// Single-threaded.
class LinkIdentity {
public:
    /// Errors: those of secret files; Malformed; KeyUntrusted when the token names another authority than the
    /// one that this node enrolled with.
    static Result<std::unique_ptr<LinkIdentity>> open(LinkIdentityConfig config);

    /// Whether there is a certificate of this node and key that still counts.
    bool certified() const;
    /// Whether it is time for the next one: none yet, or half of its time is over.
    bool renewalDue() const;
    /// PEM; empty before the first certificate.
    const std::string& authority() const { return m_authority; }
    /// PEM, both; the certificate is empty before the first one.
    const crypto::CertifiedKey& own() const { return m_own; }
    const crypto::NodeSubject& subject() const { return m_config.subject; }
    Instant now() const { return m_config.now(); }

    /// A request for a certificate, PEM.
    Result<std::string> request() const;
    /// Whether a server's chain (PEM) is of the installation; answers its authority. Errors: KeyUntrusted,
    /// Expired.
    Result<std::string> checkServer(const std::string& chain) const;
    /// Keeps a certificate that a gateway of `authority` gave. Errors: KeyUntrusted when it is for another
    /// key or node; IoError, NoSpace.
    Status accept(const std::string& certificate, const std::string& authority);
    /// For fetching packages; nothing before the first certificate.
    std::shared_ptr<const crypto::TransportCredentials> credentials() const;

private:
    explicit LinkIdentity(LinkIdentityConfig config) : m_config(std::move(config)) {}
    Status load();
    std::filesystem::path file(const char* name) const { return m_config.folder / name; }

    LinkIdentityConfig m_config;
    std::string m_authority;
    crypto::CertifiedKey m_own;
    std::optional<crypto::CertificateFacts> m_facts; ///< of the certificate
};

} // namespace hotswap::node
