// SPDX-License-Identifier: Apache-2.0
#include "core/node/link_tls.h"

#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>

namespace hotswap::node {

void prepareTls(QWebSocket& socket, const LinkIdentity& identity) {
    QSslConfiguration configuration;
    configuration.setProtocol(QSsl::TlsV1_3OrLater);
    configuration.setPeerVerifyMode(QSslSocket::VerifyPeer);
    configuration.setSslOption(QSsl::SslOptionDisableSessionTickets, true);
    configuration.setSslOption(QSsl::SslOptionDisableSessionPersistence, true);
    const QByteArray authority = QByteArray::fromStdString(identity.authority());
    configuration.setCaCertificates(QSslCertificate::fromData(authority, QSsl::Pem));
    if (identity.certified()) {
        const auto& own = identity.own();
        configuration.setLocalCertificate(
            QSslCertificate(QByteArray::fromStdString(own.certificate), QSsl::Pem));
        configuration.setPrivateKey(QSslKey(QByteArray::fromStdString(own.key), QSsl::Ec));
    }
    socket.setSslConfiguration(configuration);
    // Qt knows neither the fingerprint that a new node has instead of an authority, nor the tolerance for
    // clocks, and it asks for names that do not matter here. checkGateway() judges what came, all of it,
    // before anything is sent but the request for a WebSocket, which holds no secret.
    QObject::connect(&socket, &QWebSocket::sslErrors, &socket,
                     [&socket](const QList<QSslError>&) { socket.ignoreSslErrors(); });
}

Result<std::string> checkGateway(const QWebSocket& socket, const LinkIdentity& identity) {
    QByteArray chain;
    for (const QSslCertificate& certificate : socket.sslConfiguration().peerCertificateChain()) {
        chain += certificate.toPem();
    }
    return identity.checkServer(chain.toStdString());
}

} // namespace hotswap::node
