// SPDX-License-Identifier: Apache-2.0
#include "core/codec/enrolment_codec.h"

#include "core/codec/text_bounds.h"
#include "core/codec/value_codec.h"
#include "core/domain/encoding.h"
#include "core/domain/limits.h"

namespace hotswap::codec {

namespace {

constexpr std::size_t kMessageBytesMax = 64 * 1'024;
constexpr std::size_t kPemBytesMax = 16 * 1'024;
constexpr std::size_t kKeyBytes = 32;
constexpr std::size_t kSignatureBytes = 64;
constexpr std::size_t kTokenBytesMax = 256;
constexpr std::size_t kRefusalBytesMax = 1'024;
constexpr const char* kWhat = "hotswap enrolment 1"; // so that the signature counts for nothing else

Json proofJson(const EnrolmentRequest& request) {
    return Json{{"what", kWhat},
                {"tenant", request.tenant.value},
                {"node", request.node.value},
                {"environment", request.environment.value},
                {"labels", request.labels},
                {"publicKey", toBase64(request.publicKey)},
                {"request", request.request}};
}

} // namespace

Result<std::string> enrolmentProof(const EnrolmentRequest& request) {
    return canonicalText(proofJson(request));
}

Result<std::string> encodeEnrolment(const EnrolmentRequest& request) {
    Json json = proofJson(request);
    json["signature"] = toBase64(request.signature);
    json["token"] = request.token;
    return canonicalText(json);
}

Result<EnrolmentRequest> decodeEnrolment(std::string_view bytes) {
    const auto json = parseJson(bytes, {kMessageBytesMax});
    if (!json.ok()) {
        return json.error();
    }
    FieldErrors errors;
    ObjectReader reader(*json, errors);
    EnrolmentRequest request;
    if (reader.name("what") != kWhat) {
        reader.wrong("what", kWhat);
    }
    request.tenant = TenantId{reader.name("tenant")};
    request.node = NodeId{reader.name("node")};
    request.environment = EnvironmentId{reader.name("environment")};
    request.labels = reader.textMap("labels", limits::kLabelsPerNodeMax, limits::kMetadataValueCharsMax);
    request.publicKey = reader.bytes("publicKey", kKeyBytes);
    request.request = reader.text("request", kPemBytesMax);
    request.signature = reader.bytes("signature", kSignatureBytes);
    request.token = reader.text("token", kTokenBytesMax);
    HS_TRY(errors.status(ErrorCode::Malformed, "enrolment"));
    return request;
}

Result<std::string> encodeEnrolmentAnswer(const EnrolmentAnswer& answer) {
    return canonicalText(Json{{"what", kWhat},
                              {"certificate", answer.certificate},
                              {"refusal", boundedText(answer.refusal, kRefusalBytesMax)}});
}

Result<EnrolmentAnswer> decodeEnrolmentAnswer(std::string_view bytes) {
    const auto json = parseJson(bytes, {kMessageBytesMax});
    if (!json.ok()) {
        return json.error();
    }
    FieldErrors errors;
    ObjectReader reader(*json, errors);
    EnrolmentAnswer answer;
    if (reader.name("what") != kWhat) {
        reader.wrong("what", kWhat);
    }
    answer.certificate = reader.text("certificate", kPemBytesMax);
    answer.refusal = reader.text("refusal", kRefusalBytesMax);
    HS_TRY(errors.status(ErrorCode::Malformed, "enrolment"));
    return answer;
}

} // namespace hotswap::codec
