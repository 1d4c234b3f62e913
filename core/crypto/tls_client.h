// SPDX-License-Identifier: Apache-2.0
#pragma once
// The client's half of TLS 1.3 over a socket that does not block: the server is believed by the
// installation's authority alone, and shown a certificate.

#include "core/crypto/certificates.h"

#include <functional>
#include <memory>
#include <span>

namespace hotswap::crypto {

/// What a node shows gateways, and believes them by.
struct TransportCredentials {
    std::string authority;        ///< PEM
    CertifiedKey own;             ///< the node's
    std::function<Instant()> now; ///< wall clock; from any thread
};

class TlsClient {
public:
    /// What a call has to wait for before it is made again.
    enum class Wants { Nothing, Reading, Writing };
    struct Step {
        Wants wants = Wants::Nothing;
        std::size_t bytes = 0; ///< done; 0 with Nothing: the other side has ended
    };

    /// `fd` stays the caller's and must outlive this. Errors: Malformed when key or certificate are none.
    static Result<std::unique_ptr<TlsClient>> make(int fd, const TransportCredentials& credentials);
    ~TlsClient();
    TlsClient(const TlsClient&) = delete;
    TlsClient& operator=(const TlsClient&) = delete;

    /// To be called until it wants nothing. Errors: KeyUntrusted when the server is not of this
    /// installation, Expired, Unavailable.
    Result<Step> handshake();
    /// Errors: Unavailable; also when the server refuses the certificate, which shows first here.
    Result<Step> read(std::span<char> into);
    Result<Step> write(std::string_view bytes);

private:
    struct State;
    explicit TlsClient(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

} // namespace hotswap::crypto
