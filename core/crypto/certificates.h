// SPDX-License-Identifier: Apache-2.0
#pragma once
// The certificate authority of one installation, and the X.509 certificates (P-256, SHA-256) that gateways
// and nodes know each other by. OpenSSL is included in this folder and below core/edge only.

#include "core/domain/ids.h"
#include "core/domain/result.h"
#include "core/domain/time.h"

#include <string>
#include <vector>

namespace hotswap::crypto {

/// How far a clock may be off before a certificate counts as not valid yet, or as run out.
inline constexpr Duration kClockTolerance = std::chrono::minutes(10);

/// A certificate and the private key that belongs to it, both PEM. The key is a secret.
struct CertifiedKey {
    std::string certificate;
    std::string key;
};

/// Whose certificate it is.
struct NodeSubject {
    TenantId tenant;
    NodeId node;
    bool operator==(const NodeSubject&) const = default;
};

/// From and until when; wall-clock time.
struct Validity {
    Instant from{};
    Instant until{};
    bool operator==(const Validity&) const = default;
    bool covers(Instant now) const { return now + kClockTolerance >= from && now <= until + kClockTolerance; }
    /// When half of it is over.
    Instant half() const { return from + (until - from) / 2; }
};

/// What a certificate says of itself.
struct CertificateFacts {
    NodeSubject subject;
    Validity validity;
    std::string serial;         ///< hexadecimal
    std::string fingerprint;    ///< SHA-256 of its DER form, hexadecimal
    std::string keyFingerprint; ///< SHA-256 of its public key's DER form, hexadecimal
};

/// What a request for a certificate says; its own signature was right.
struct RequestFacts {
    NodeSubject subject;
    std::string keyFingerprint;
};

/// A new authority that signs itself. Errors here and below: Internal when OpenSSL refuses.
Result<CertifiedKey> makeAuthority(const std::string& name, const Validity& validity);
/// A new key and certificate of a gateway. Names do not matter to nodes: who holds the authority's key could
/// make any; that the authority signed it for a server is what counts.
Result<CertifiedKey> makeServerCertificate(const CertifiedKey& authority, const std::string& name,
                                           const Validity& validity);

/// A new private key, PEM.
Result<std::string> makeTransportKey();
/// A request (PKCS #10, PEM) for a certificate of `subject`, signed by the key.
Result<std::string> makeCertificateRequest(const std::string& key, const NodeSubject& subject);
/// Errors: Malformed; SignatureInvalid when the key did not sign it; Unsupported for other keys than P-256.
Result<RequestFacts> readCertificateRequest(const std::string& request);
/// A node's certificate for what readCertificateRequest accepted. Errors: as there.
Result<std::string> certifyNode(const CertifiedKey& authority, const std::string& request,
                                const Validity& validity);

/// The first certificate of a PEM text. Errors: Malformed.
Result<CertificateFacts> readCertificate(const std::string& certificate);
/// Whether certificate and private key belong together. Errors: Malformed, KeyUntrusted.
Status checkPair(const CertifiedKey& pair);

/// The PEM text of the authority in a server's chain (its own certificate first), which is known by its
/// fingerprint and has signed the server's certificate for a server. Errors: KeyUntrusted, Expired.
Result<std::string> checkServerChain(const std::string& chain, const std::string& authorityFingerprint,
                                     Instant now);

} // namespace hotswap::crypto
