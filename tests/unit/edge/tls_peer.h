// SPDX-License-Identifier: Apache-2.0
#pragma once
// A client that speaks TLS as a test wants it: any version, any certificate, any authority.

#include "core/crypto/certificates.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace hotswap::test {

class TlsPeer {
public:
    struct Manner {
        std::optional<crypto::CertifiedKey> own; ///< shown to the server
        bool only12 = false;                     ///< at most TLS 1.2
    };

    /// Connects to a port of 127.0.0.1 and does the handshake.
    TlsPeer(std::uint16_t port, const Manner& manner);
    ~TlsPeer();
    TlsPeer(const TlsPeer&) = delete;
    TlsPeer& operator=(const TlsPeer&) = delete;

    /// The client's half of the handshake came to its end; a refused certificate shows with the first answer.
    bool shaken() const { return m_shaken; }
    /// Sends, and reads until `until` was seen, the server ended, or five seconds have passed.
    std::string ask(const std::string& bytes, const std::string& until = {});
    /// Fingerprint of the server's certificate.
    std::string serverFingerprint() const;

private:
    struct State;
    std::unique_ptr<State> m_state;
    bool m_shaken = false;
};

} // namespace hotswap::test
