// SPDX-License-Identifier: Apache-2.0
#include "core/node/enroller.h"

#include "core/node/link_tls.h"

#include <QUrl>

#include <algorithm>

namespace hotswap::node {

namespace {

constexpr quint64 kAnswerBytesMax = 64 * 1024;

} // namespace

Result<std::string> enrolmentMessage(codec::EnrolmentRequest about, const LinkIdentity& identity,
                                     const Signer& sign) {
    auto pem = identity.request();
    HS_TRY(pem);
    about.request = std::move(*pem);
    const auto proof = codec::enrolmentProof(about);
    HS_TRY(proof);
    about.signature = sign(*proof).signature;
    return codec::encodeEnrolment(about);
}

Enroller::Enroller(EnrollerConfig config, LinkIdentity& identity, EnrollerEvents events,
                   ports::RandomSource& random)
    : m_config(std::move(config)), m_identity(identity), m_events(std::move(events)), m_random(random) {
    m_again.setSingleShot(true);
    m_limit.setSingleShot(true);
    QObject::connect(&m_again, &QTimer::timeout, &m_again, [this] { dial(); });
    QObject::connect(&m_limit, &QTimer::timeout, &m_limit,
                     [this] { fail("the gateway did not answer in time"); });
}

Enroller::~Enroller() {
    stop();
}

void Enroller::start() {
    if (!m_busy) {
        m_busy = true;
        m_backoff = Duration{0};
        dial();
    }
}

void Enroller::stop() {
    m_busy = false;
    m_again.stop();
    m_limit.stop();
    drop();
}

/// Whoever is called by the socket may not delete it at once.
void Enroller::drop() {
    if (m_socket) {
        m_socket->disconnect(&m_again);
        m_socket->abort();
        m_socket.release()->deleteLater();
    }
}

void Enroller::dial() {
    m_socket = std::make_unique<QWebSocket>();
    m_socket->setMaxAllowedIncomingMessageSize(kAnswerBytesMax);
    m_socket->setMaxAllowedIncomingFrameSize(kAnswerBytesMax);
    prepareTls(*m_socket, m_identity);
    QObject::connect(m_socket.get(), &QWebSocket::connected, &m_again, [this] { onConnected(); });
    QObject::connect(m_socket.get(), &QWebSocket::textMessageReceived, &m_again,
                     [this](const QString& text) { onText(text); });
    QObject::connect(
        m_socket.get(), &QWebSocket::disconnected, &m_again,
        [this, socket = m_socket.get()] {
            if (socket == m_socket.get()) {
                fail("the gateway cannot be reached, or ended TLS");
            }
        },
        Qt::QueuedConnection);
    m_limit.start(static_cast<int>(m_config.limit.count()));
    QUrl url(QString::fromStdString(m_config.gateways[m_next % m_config.gateways.size()]));
    url.setPath(QStringLiteral("/enrol"));
    m_socket->open(url);
}

void Enroller::onConnected() {
    auto authority = checkGateway(*m_socket, m_identity);
    if (!authority.ok()) {
        fail(describe(authority.error()));
        return;
    }
    m_authority = std::move(*authority);
    m_socket->sendTextMessage(QString::fromStdString(m_config.message));
}

void Enroller::onText(const QString& text) {
    const auto answer = codec::decodeEnrolmentAnswer(text.toStdString());
    if (!answer.ok() || answer->certificate.empty()) {
        fail(answer.ok() ? "the gateway refused a certificate: " + answer->refusal
                         : describe(answer.error()));
        return;
    }
    if (const Status kept = m_identity.accept(answer->certificate, m_authority); !kept.ok()) {
        fail(describe(kept.error()));
        return;
    }
    stop();
    if (m_events.certified) {
        m_events.certified();
    }
}

void Enroller::fail(const std::string& why) {
    if (!m_busy) {
        return;
    }
    m_limit.stop();
    drop();
    ++m_next;
    m_backoff = m_backoff == Duration{0} ? m_config.backoffMin : std::min(2 * m_backoff, m_config.backoffMax);
    const auto half = m_backoff.count() / 2;
    m_again.start(static_cast<int>(
        half + static_cast<std::int64_t>(m_random.next() % static_cast<std::uint64_t>(half + 1))));
    if (m_events.failed) {
        m_events.failed(why);
    }
}

} // namespace hotswap::node
