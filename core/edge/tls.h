// SPDX-License-Identifier: Apache-2.0
#pragma once
// TLS of the edge: its context, and what a peer's certificate says.

#include "core/edge/stream.h"
#include "core/ports/clock.h"

namespace hotswap::edge {

/// TLS 1.3 alone, no tickets and no resumption, so that each connection shows its certificate. A client's
/// certificate is asked for and must be right, if it comes. Errors: InvalidArgument naming "tls".
Result<std::shared_ptr<asio::ssl::context>> makeTlsContext(const TlsMaterial& material);

/// Checks a client's certificate's time by this clock, with tolerance; OpenSSL has checked the rest.
void checkTimes(Stream& stream, const ports::Clock& clock, Duration tolerance);

/// Of a stream whose handshake is done; empty: the client showed none.
PeerCertificate peerCertificate(Stream& stream);

} // namespace hotswap::edge
