// SPDX-License-Identifier: Apache-2.0
#include "core/codec/look_codec.h"

#include "core/codec/look_fields.h"
#include "core/domain/limits.h"
#include "core/domain/look_merge.h"

namespace hotswap::codec {

namespace {

std::string bytesOf(const LookInput& input, const Verdict& verdict) {
    LookWriter writer;
    keep<LookWriter>(writer, input);
    keep<LookWriter>(writer, verdict);
    return writer.take();
}

void mergeUntouched(LookInput& input) {
    if (const std::uint32_t nodes = nodesIn(input.untouched); nodes > 0) {
        input.mergedNodes = nodes;
    }
    input.untouched = mergedPerInterval(input.untouched);
}

void mergeCanary(LookInput& input) {
    input.canary = mergedPerInterval(input.canary);
}

void mergeTimes(LookInput& input) {
    input.untouched = mergedWhole(input.untouched);
    input.canary = mergedWhole(input.canary);
}

} // namespace

Result<std::string> encodeLook(const LookEvidence& look) {
    std::string bytes = bytesOf(look.input, look.verdict);
    if (bytes.size() <= limits::kEvidenceBytesPerLookMax) {
        return bytes;
    }
    LookInput merged = look.input;
    for (const auto& merge : {mergeUntouched, mergeCanary, mergeTimes}) {
        merge(merged);
        bytes = bytesOf(merged, look.verdict);
        if (bytes.size() <= limits::kEvidenceBytesPerLookMax) {
            return bytes;
        }
    }
    return makeError(ErrorCode::LimitExceeded, "look " + std::to_string(look.input.number) + ": " +
                                                   std::to_string(bytes.size()) + " bytes");
}

Result<LookEvidence> decodeLook(std::string_view bytes) {
    if (bytes.size() > limits::kEvidenceBytesPerLookMax) {
        return makeError(ErrorCode::Oversize, "a look of " + std::to_string(bytes.size()) + " bytes");
    }
    LookReader reader(bytes);
    if (reader.isOfAnotherVersion()) {
        return makeError(ErrorCode::Unsupported, "a look that another version wrote");
    }
    LookEvidence look;
    keep<LookReader>(reader, look.input);
    keep<LookReader>(reader, look.verdict);
    if (!reader.ok()) {
        return makeError(ErrorCode::Malformed, "a look");
    }
    return look;
}

} // namespace hotswap::codec
