// SPDX-License-Identifier: Apache-2.0
#include "core/codec/look_codec.h"

#include "core/codec/look_fields.h"
#include "core/domain/limits.h"
#include "core/domain/look_merge.h"

#include <iterator>
#include <optional>
#include <set>

namespace hotswap::codec {

namespace {

using Rows = std::vector<Sample>;

constexpr std::size_t kRowBytesMin = 12; ///< what no row takes less than

/// The look's bytes; nothing when there are too many.
std::optional<std::string> fitting(const LookInput& input, const Verdict& verdict) {
    if ((input.canary.size() + input.untouched.size()) * kRowBytesMin > limits::kEvidenceBytesPerLookMax) {
        return std::nullopt;
    }
    LookWriter writer;
    keep<LookWriter>(writer, input);
    keep<LookWriter>(writer, verdict);
    std::string bytes = writer.take();
    return bytes.size() <= limits::kEvidenceBytesPerLookMax ? std::optional(std::move(bytes)) : std::nullopt;
}

/// The look with all of the side's intervals merged but the latest `whole`.
LookInput mergedBut(std::size_t whole, const LookInput& input, Rows LookInput::*side) {
    std::set<Instant> starts;
    for (const Sample& row : input.*side) {
        starts.insert(row.start);
    }
    const Instant before = whole == 0 || whole > starts.size()
                               ? kNever
                               : *std::prev(starts.end(), static_cast<std::ptrdiff_t>(whole));
    LookInput merged = input;
    merged.*side = mergedPerInterval(input.*side, before);
    if (side == &LookInput::untouched && nodesIn(input.untouched) > 0) {
        merged.mergedNodes = nodesIn(input.untouched);
    }
    return merged;
}

/// Merges no more of the side's intervals than it must, the latest last: they are compared. Nothing when it
/// is too long with all of them merged; the look then has them so.
std::optional<std::string> mergeSide(LookInput& input, const Verdict& verdict, Rows LookInput::*side) {
    const LookInput original = input;
    input = mergedBut(0, original, side);
    auto best = fitting(input, verdict);
    for (std::size_t whole = 1; best; ++whole) {
        const LookInput more = mergedBut(whole, original, side);
        auto bytes = (more.*side).size() > (input.*side).size() ? fitting(more, verdict) : std::nullopt;
        if (!bytes) {
            break;
        }
        best = std::move(bytes);
        input.mergedNodes = more.mergedNodes;
        input.*side = more.*side;
    }
    return best;
}

} // namespace

Result<std::string> encodeLook(const LookEvidence& look) {
    if (auto bytes = fitting(look.input, look.verdict)) {
        return *std::move(bytes);
    }
    LookInput merged = look.input;
    for (Rows LookInput::*const side : {&LookInput::untouched, &LookInput::canary}) {
        if (auto bytes = mergeSide(merged, look.verdict, side)) {
            return *std::move(bytes);
        }
    }
    merged.untouched = mergedWhole(merged.untouched);
    merged.canary = mergedWhole(merged.canary);
    if (auto bytes = fitting(merged, look.verdict)) {
        return *std::move(bytes);
    }
    return makeError(ErrorCode::LimitExceeded, "look " + std::to_string(look.input.number));
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
