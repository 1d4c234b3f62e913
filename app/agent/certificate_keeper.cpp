// SPDX-License-Identifier: Apache-2.0
#include "app/agent/certificate_keeper.h"

#include <utility>

namespace hotswap::agent {

namespace {

constexpr Duration kLookEvery = std::chrono::minutes(10);

} // namespace

Result<std::unique_ptr<CertificateKeeper>> CertificateKeeper::open(const NodeOptions& options,
                                                                   const std::filesystem::path& state,
                                                                   const crypto::SigningKey& key) {
    if (!options.gateways.front().starts_with("wss:")) {
        return std::unique_ptr<CertificateKeeper>();
    }
    node::LinkIdentityConfig config;
    config.folder = state;
    config.key = options.linkKey;
    config.subject = {options.tenant, options.id};
    config.authorityFingerprint = options.authority;
    config.now = wallClock;
    auto identity = node::LinkIdentity::open(std::move(config));
    HS_TRY(identity);
    if ((*identity)->authority().empty() && options.authority.empty()) {
        return invalidField("token",
                            "a token with the installation's fingerprint: this node has not enrolled");
    }
    codec::EnrolmentRequest about;
    about.tenant = options.tenant;
    about.node = options.id;
    about.environment = options.environment;
    about.labels = options.labels;
    about.publicKey = key.publicKey().bytes();
    about.token = options.token;
    auto message = node::enrolmentMessage(
        std::move(about), **identity, [&key](std::string_view bytes) { return key.signatureOver(bytes); });
    HS_TRY(message);
    return std::unique_ptr<CertificateKeeper>(
        new CertificateKeeper(std::move(*identity), options, std::move(*message)));
}

CertificateKeeper::CertificateKeeper(std::unique_ptr<node::LinkIdentity> identity, const NodeOptions& options,
                                     std::string message)
    : m_identity(std::move(identity)) {
    node::EnrollerConfig config;
    config.gateways = options.gateways;
    config.message = std::move(message);
    node::EnrollerEvents events;
    events.certified = [this] {
        m_report("hotswap-agent: a certificate was issued to this node");
        m_failed.clear();
        if (const auto ready = std::exchange(m_ready, {})) {
            ready();
        }
    };
    events.failed = [this](const std::string& why) {
        if (std::exchange(m_failed, why) != why) {
            m_report("hotswap-agent: no certificate: " + why); // once, however often it is tried
        }
    };
    m_enroller =
        std::make_unique<node::Enroller>(std::move(config), *m_identity, std::move(events), m_random);
    QObject::connect(&m_look, &QTimer::timeout, &m_look, [this] { look(); });
}

void CertificateKeeper::start(std::function<void()> ready, std::function<void(const std::string&)> report) {
    m_report = std::move(report);
    if (m_identity->certified()) {
        ready();
    } else {
        m_ready = std::move(ready);
    }
    m_look.start(static_cast<int>(kLookEvery.count()));
    look();
}

void CertificateKeeper::look() {
    if (m_identity->renewalDue()) {
        m_enroller->start();
    }
}

void CertificateKeeper::stop() {
    m_look.stop();
    m_enroller->stop();
}

std::optional<std::string> CertificateKeeper::clockComplaint(Instant storeTime) const {
    const Duration off = m_identity->now() - storeTime;
    if (off <= crypto::kClockTolerance && -off <= crypto::kClockTolerance) {
        return std::nullopt;
    }
    return "the clock of this host is " +
           std::to_string(std::chrono::duration_cast<std::chrono::seconds>(off).count()) +
           " s off: certificates may be refused";
}

} // namespace hotswap::agent
