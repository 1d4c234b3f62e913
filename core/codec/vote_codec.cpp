// SPDX-License-Identifier: Apache-2.0
#include "core/codec/vote_codec.h"

#include "core/codec/field_reader.h"
#include "core/domain/limits.h"

namespace hotswap::codec {

namespace {

constexpr std::size_t kVoteBytesMax = 8 * 1'024;
constexpr std::size_t kNameBytesMax = 256;
constexpr std::size_t kUtf8BytesPerCharMax = 4;

} // namespace

Result<std::string> encodeVote(const Vote& vote) {
    return canonicalText({{"type", "vote"},
                          {"approval", vote.approval.value},
                          {"deployment", vote.deployment.value},
                          {"tenant", vote.tenant.value},
                          {"planDigest", vote.planDigest.value},
                          {"decision", nameOf(vote.decision)},
                          {"voter", vote.voter.value},
                          {"reason", vote.reason},
                          {"atMs", toMs(vote.at)},
                          {"requestedBy", vote.requestedBy.value},
                          {"release", vote.release.value}});
}

Result<Vote> decodeVote(std::string_view bytes) {
    const auto json = parseCanonical(bytes, {kVoteBytesMax});
    if (!json.ok()) {
        return json.error();
    }
    FieldErrors errors;
    ObjectReader reader(*json, errors);
    Vote vote;
    if (reader.text("type", 64) != "vote") {
        reader.wrong("type", "vote");
    }
    vote.approval = ApprovalId{reader.name("approval")};
    vote.deployment = DeploymentId{reader.name("deployment")};
    vote.tenant = TenantId{reader.name("tenant")};
    vote.planDigest = Digest{reader.name("planDigest")};
    vote.decision = reader.choice<VoteDecision>("decision");
    vote.voter = UserId{reader.name("voter")};
    vote.reason = reader.text("reason", limits::kReasonCharsMax * kUtf8BytesPerCharMax);
    vote.at = reader.instant("atMs");
    vote.requestedBy = UserId{reader.text("requestedBy", kNameBytesMax)};
    vote.release = Digest{reader.text("release", 64)};
    HS_TRY(errors.status(ErrorCode::Malformed, "vote"));
    return vote;
}

Result<SignedVote> signVote(const Vote& vote, const Signer& signer) {
    auto bytes = encodeVote(vote);
    if (!bytes.ok()) {
        return bytes.error();
    }
    KeySignature signature = signer(*bytes);
    return SignedVote{std::move(*bytes), std::move(signature.key), std::move(signature.signature)};
}

Result<Vote> verifyVote(const SignedVote& vote, const SignatureCheck& check) {
    HS_TRY(check({vote.key, vote.signature}, vote.bytes));
    return decodeVote(vote.bytes);
}

} // namespace hotswap::codec
