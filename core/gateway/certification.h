// SPDX-License-Identifier: Apache-2.0
#pragma once
// Nodes' certificates as gateways see them: who gets one, and whose count no more.

#include "core/codec/enrolment_codec.h"

#include <set>

namespace hotswap::gateway {

/// The WebSocket on which nodes ask for certificates.
inline constexpr std::string_view kEnrolPath = "/enrol";

/// Gives certificates. Called on the gateway's thread; may block like a store.
class NodeCertifier {
public:
    virtual ~NodeCertifier() = default;
    /// PEM, for a request that passed checkEnrolment: if the node's keys are known and not revoked, or a
    /// token makes them known. Errors: Unauthenticated, and those of a store.
    virtual Result<std::string> certify(const codec::EnrolmentRequest& request) = 0;
    /// Every node of the tenant that was revoked.
    virtual Result<std::set<NodeId>> revoked() = 0;
};

/// Whether a request is for this tenant, names the same node everywhere, and is signed by both its keys.
/// Errors: Unauthenticated, SignatureInvalid, Malformed, Unsupported.
Status checkEnrolment(const codec::EnrolmentRequest& request, const TenantId& tenant);

} // namespace hotswap::gateway
