// SPDX-License-Identifier: Apache-2.0
#pragma once
// A node's TLS identity in the running program: gets the first certificate, and the next one at half life.

#include "app/agent/node_options.h"
#include "app/agent/system_sources.h"
#include "core/crypto/signing.h"
#include "core/node/enroller.h"

#include <optional>

namespace hotswap::agent {

/// Single-threaded; lives in a Qt event loop.
class CertificateKeeper {
public:
    /// Nothing for plain links. Errors: those of LinkIdentity::open.
    static Result<std::unique_ptr<CertificateKeeper>>
    open(const NodeOptions& options, const std::filesystem::path& state, const crypto::SigningKey& key);

    node::LinkIdentity& identity() { return *m_identity; }
    /// Calls `ready` once: when there is a certificate that counts. `report` takes lines for the log.
    void start(std::function<void()> ready, std::function<void(const std::string&)> report);
    void stop();
    /// What there is to say of this machine's clock; nothing: it is right enough for certificates.
    std::optional<std::string> clockComplaint(Instant storeTime) const;

private:
    CertificateKeeper(std::unique_ptr<node::LinkIdentity> identity, const NodeOptions& options,
                      std::string message);
    void look();

    std::unique_ptr<node::LinkIdentity> m_identity;
    SystemRandom m_random;
    std::function<void()> m_ready;
    std::function<void(const std::string&)> m_report;
    std::string m_failed; ///< as told last
    std::unique_ptr<node::Enroller> m_enroller;
    QTimer m_look;
};

} // namespace hotswap::agent
