// SPDX-License-Identifier: Apache-2.0
#pragma once
// What a node and a gateway say to each other about the node's certificate: one request, one answer, as text
// messages over a WebSocket of their own.

#include "core/domain/cryptography.h"
#include "core/domain/ids.h"
#include "core/domain/result.h"

#include <map>
#include <string>
#include <string_view>

namespace hotswap::codec {

/// Asks for a node's first certificate, or for the next one.
struct EnrolmentRequest {
    TenantId tenant;
    NodeId node;
    EnvironmentId environment;
    std::map<std::string, std::string> labels;
    std::string publicKey; ///< raw Ed25519: the node's receipts are signed by it
    std::string request;   ///< PKCS #10, PEM: names node and tenant, signed by the key of its links
    std::string signature; ///< by the Ed25519 key over enrolmentProof()
    std::string token;     ///< empty for a node that enrolled before
    bool operator==(const EnrolmentRequest&) const = default;
};

/// One of both is empty.
struct EnrolmentAnswer {
    std::string certificate; ///< PEM
    std::string refusal;     ///< technical, for the log
    bool operator==(const EnrolmentAnswer&) const = default;
};

/// The bytes that `signature` covers: everything but itself and the token.
Result<std::string> enrolmentProof(const EnrolmentRequest& request);

Result<std::string> encodeEnrolment(const EnrolmentRequest& request);
/// Errors: Malformed, Oversize.
Result<EnrolmentRequest> decodeEnrolment(std::string_view bytes);
Result<std::string> encodeEnrolmentAnswer(const EnrolmentAnswer& answer);
/// Errors: Malformed, Oversize.
Result<EnrolmentAnswer> decodeEnrolmentAnswer(std::string_view bytes);

} // namespace hotswap::codec
