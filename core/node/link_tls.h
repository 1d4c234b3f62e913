// SPDX-License-Identifier: Apache-2.0
#pragma once
// TLS of a node's WebSockets: TLS 1.3, the node's certificate, and the one check that counts of a gateway.

#include "core/node/link_identity.h"

#include <QWebSocket>

namespace hotswap::node {

/// Prepares a socket before it is opened.
void prepareTls(QWebSocket& socket, const LinkIdentity& identity);

/// Of a socket that is connected, before anything is sent over it: whether the gateway is of the node's
/// installation. Answers the authority, PEM. Errors: KeyUntrusted, Expired.
Result<std::string> checkGateway(const QWebSocket& socket, const LinkIdentity& identity);

} // namespace hotswap::node
