// SPDX-License-Identifier: Apache-2.0
#include "core/gateway/certification.h"

#include "core/crypto/certificates.h"
#include "core/crypto/signing.h"

namespace hotswap::gateway {

Status checkEnrolment(const codec::EnrolmentRequest& request, const TenantId& tenant) {
    if (request.tenant != tenant) {
        return makeError(ErrorCode::Unauthenticated, "unknown tenant");
    }
    const auto facts = crypto::readCertificateRequest(request.request);
    HS_TRY(facts);
    if (facts->subject != crypto::NodeSubject{request.tenant, request.node}) {
        return makeError(ErrorCode::Unauthenticated, "the request for a certificate names another node");
    }
    const auto key = crypto::PublicKey::fromBytes(request.publicKey);
    HS_TRY(key);
    const auto proof = codec::enrolmentProof(request);
    HS_TRY(proof);
    return crypto::verify(*proof, request.signature, *key);
}

} // namespace hotswap::gateway
