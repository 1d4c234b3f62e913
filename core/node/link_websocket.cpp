// SPDX-License-Identifier: Apache-2.0
#include "core/node/link_websocket.h"

#include "core/codec/frame_codec.h"
#include "core/node/link_tls.h"

#include <QUrl>
#include <algorithm>

namespace hotswap::node {

namespace {

int milliseconds(Duration duration) {
    return static_cast<int>(duration.count());
}

} // namespace

Result<PackageSource> parseGateway(const std::string& text) {
    const QUrl url(QString::fromStdString(text), QUrl::StrictMode);
    const bool scheme = url.scheme() == QLatin1String("ws") || url.scheme() == QLatin1String("wss");
    if (!url.isValid() || !scheme || url.host().isEmpty() || url.port() <= 0 || !url.userInfo().isEmpty()) {
        return invalidField("gateway", "wss://host:port/node");
    }
    return PackageSource{url.host().toStdString(), static_cast<std::uint16_t>(url.port()), nullptr};
}

WebSocketLink::WebSocketLink(LinkConfig config, LinkEvents events, ports::RandomSource& random)
    : m_config(std::move(config)),
      m_gateways(m_config.gateways),
      m_events(std::move(events)),
      m_random(random) {
    for (QTimer* timer : {&m_redial, &m_ping, &m_pong, &m_openLimit}) {
        timer->setSingleShot(timer != &m_ping);
    }
    QObject::connect(&m_redial, &QTimer::timeout, &m_redial, [this] { dial(); });
    QObject::connect(&m_ping, &QTimer::timeout, &m_ping, [this] { onPingTime(); });
    QObject::connect(&m_pong, &QTimer::timeout, &m_pong, [this] { onPongLimit(); });
    QObject::connect(&m_openLimit, &QTimer::timeout, &m_openLimit,
                     [this] { drop(QStringLiteral("the gateway did not answer in time")); });
}

WebSocketLink::~WebSocketLink() {
    stop();
}

void WebSocketLink::stop() {
    m_stopped = true;
    m_redial.stop();
    m_ping.stop();
    m_pong.stop();
    m_openLimit.stop();
    if (m_socket) {
        m_socket->disconnect(&m_redial);
        m_socket->close(QWebSocketProtocol::CloseCodeGoingAway);
        m_socket.reset();
    }
}

void WebSocketLink::remember(const std::vector<std::string>& gateways) {
    if (gateways == m_named) {
        return;
    }
    m_named = gateways;
    m_gateways = m_config.gateways;
    for (const auto& gateway : gateways) {
        const bool known = std::find(m_gateways.begin(), m_gateways.end(), gateway) != m_gateways.end();
        // A link that is TLS never becomes plain because somebody said so.
        const bool alike = isSecure(gateway) == isSecure(m_config.gateways.front());
        if (!known && alike && parseGateway(gateway) && m_gateways.size() < m_config.gatewaysMax) {
            m_gateways.push_back(gateway);
        }
    }
}

void WebSocketLink::dial() {
    if (m_socket) {
        m_socket.release()->deleteLater();
    }
    m_why = QStringLiteral("the gateway cannot be reached");
    m_socket = std::make_unique<QWebSocket>();
    m_dialled = true;
    m_socket->setMaxAllowedIncomingFrameSize(limits::kFrameBytesMax);
    m_socket->setMaxAllowedIncomingMessageSize(limits::kFrameBytesMax);
    QObject::connect(m_socket.get(), &QWebSocket::connected, &m_redial, [this] { onConnected(); });
    QObject::connect(m_socket.get(), &QWebSocket::textMessageReceived, &m_redial,
                     [this](const QString& text) { onText(text); });
    QObject::connect(m_socket.get(), &QWebSocket::binaryMessageReceived, &m_redial,
                     [this] { drop(QStringLiteral("the gateway sent bytes instead of text")); });
    QObject::connect(m_socket.get(), &QWebSocket::pong, &m_redial, [this] { m_heard = true; });
    // Queued: sending may notice that the connection is gone, and must not call the agent back.
    QObject::connect(
        m_socket.get(), &QWebSocket::disconnected, &m_redial,
        [this, socket = m_socket.get()] {
            if (socket == m_socket.get()) {
                onDisconnected();
            }
        },
        Qt::QueuedConnection);
    m_openLimit.start(milliseconds(m_config.openLimit));
    m_dialling = m_gateways[m_next % m_gateways.size()];
    if (isSecure(m_dialling) && m_config.identity) {
        prepareTls(*m_socket, *m_config.identity);
    }
    m_socket->open(QUrl(QString::fromStdString(m_dialling)));
}

void WebSocketLink::onConnected() {
    m_openLimit.stop();
    if (isSecure(m_dialling)) {
        const auto genuine = m_config.identity
                                 ? checkGateway(*m_socket, *m_config.identity)
                                 : makeError(ErrorCode::KeyUntrusted, "this node has no certificate");
        if (!genuine.ok()) {
            drop(QString::fromStdString(describe(genuine.error())));
            return;
        }
    }
    m_up = true;
    m_heard = true;
    m_ping.start(milliseconds(m_config.pingInterval));
    auto source = parseGateway(m_dialling);
    if (source && isSecure(m_dialling)) {
        source->tls = m_config.identity->credentials();
    }
    if (source && m_events.up) {
        m_events.up(*source);
    }
}

void WebSocketLink::onText(const QString& text) {
    m_heard = true;
    if (!m_up) {
        return;
    }
    const auto frame = codec::decodeFrame(text.toStdString());
    if (!frame) {
        drop(QString::fromStdString("the gateway sent a wrong frame: " + describe(frame.error())));
        return;
    }
    m_backoff = Duration{0}; // it speaks our protocol
    if (m_events.frame) {
        m_events.frame(*frame);
    }
}

void WebSocketLink::onDisconnected() {
    if (!std::exchange(m_dialled, false)) {
        return;
    }
    m_openLimit.stop();
    m_ping.stop();
    m_pong.stop();
    m_up = false;
    ++m_next;
    m_backoff = m_backoff == Duration{0} ? m_config.backoffMin : std::min(2 * m_backoff, m_config.backoffMax);
    // Half of it is chance, so that a fleet does not come back in step.
    const auto half = m_backoff.count() / 2;
    const auto wait =
        half + static_cast<std::int64_t>(m_random.next() % static_cast<std::uint64_t>(half + 1));
    m_redial.start(static_cast<int>(wait));
    if (m_events.down) {
        m_events.down(m_why.toStdString());
    }
}

void WebSocketLink::onPingTime() {
    m_heard = false;
    m_socket->ping();
    m_pong.start(milliseconds(m_config.pongLimit));
}

void WebSocketLink::onPongLimit() {
    if (!m_heard) {
        drop(QStringLiteral("the gateway gave no sign of life"));
    }
}

void WebSocketLink::drop(const QString& why) {
    m_why = why;
    if (m_socket) {
        m_socket->abort();
    }
    // An abort before the connection was made tells nothing by itself.
    if (!m_up && !m_stopped) {
        onDisconnected();
    }
}

void WebSocketLink::send(Frame frame) {
    if (!m_up) {
        return;
    }
    const auto text = codec::encodeFrame(frame);
    if (!text) {
        return; // what cannot be encoded is dropped here; receipts are sent again and stay visible in the
                // journal
    }
    if (m_socket->bytesToWrite() > m_config.unsentBytesMax) {
        close("the gateway reads too slowly");
        return;
    }
    m_socket->sendTextMessage(QString::fromStdString(*text));
}

void WebSocketLink::close(const std::string& reason) {
    m_why = QString::fromStdString(reason);
    if (m_socket) {
        m_socket->close(QWebSocketProtocol::CloseCodePolicyViolated, m_why.left(100));
    }
}

} // namespace hotswap::node
