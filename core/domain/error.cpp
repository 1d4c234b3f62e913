// SPDX-License-Identifier: Apache-2.0
#include "core/domain/error.h"

#include <array>

namespace hotswap {

namespace {

struct CodeName {
    ErrorCode code;
    std::string_view name;
};

constexpr std::array kCodeNames{
    CodeName{ErrorCode::InvalidArgument, "invalidArgument"},
    CodeName{ErrorCode::NotFound, "notFound"},
    CodeName{ErrorCode::AlreadyExists, "alreadyExists"},
    CodeName{ErrorCode::Unauthenticated, "unauthenticated"},
    CodeName{ErrorCode::PermissionDenied, "permissionDenied"},
    CodeName{ErrorCode::FourEyes, "fourEyes"},
    CodeName{ErrorCode::VersionConflict, "versionConflict"},
    CodeName{ErrorCode::KeyReused, "keyReused"},
    CodeName{ErrorCode::EpochStale, "epochStale"},
    CodeName{ErrorCode::LeaseHeld, "leaseHeld"},
    CodeName{ErrorCode::TransitionRefused, "transitionRefused"},
    CodeName{ErrorCode::CapacityRefused, "capacityRefused"},
    CodeName{ErrorCode::LimitExceeded, "limitExceeded"},
    CodeName{ErrorCode::QueueFull, "queueFull"},
    CodeName{ErrorCode::Frozen, "frozen"},
    CodeName{ErrorCode::Expired, "expired"},
    CodeName{ErrorCode::AlreadyDecided, "alreadyDecided"},
    CodeName{ErrorCode::PlanChanged, "planChanged"},
    CodeName{ErrorCode::SignatureMissing, "signatureMissing"},
    CodeName{ErrorCode::SignatureInvalid, "signatureInvalid"},
    CodeName{ErrorCode::KeyUntrusted, "keyUntrusted"},
    CodeName{ErrorCode::DigestMismatch, "digestMismatch"},
    CodeName{ErrorCode::Malformed, "malformed"},
    CodeName{ErrorCode::Truncated, "truncated"},
    CodeName{ErrorCode::Oversize, "oversize"},
    CodeName{ErrorCode::HostileArchive, "hostileArchive"},
    CodeName{ErrorCode::ProtocolVersion, "protocolVersion"},
    CodeName{ErrorCode::NeedsUnmet, "needsUnmet"},
    CodeName{ErrorCode::Timeout, "timeout"},
    CodeName{ErrorCode::Unavailable, "unavailable"},
    CodeName{ErrorCode::OutcomeUnknown, "outcomeUnknown"},
    CodeName{ErrorCode::IoError, "ioError"},
    CodeName{ErrorCode::NoSpace, "noSpace"},
    CodeName{ErrorCode::Cancelled, "cancelled"},
    CodeName{ErrorCode::InvariantViolated, "invariantViolated"},
    CodeName{ErrorCode::Unsupported, "unsupported"},
    CodeName{ErrorCode::WrongRecipient, "wrongRecipient"},
    CodeName{ErrorCode::QuorumMissing, "quorumMissing"},
    CodeName{ErrorCode::MetadataStale, "metadataStale"},
    CodeName{ErrorCode::NotListed, "notListed"},
    CodeName{ErrorCode::Internal, "internal"},
};

constexpr bool namesFollowTheEnum() {
    for (std::size_t i = 0; i < kCodeNames.size(); ++i) {
        if (static_cast<std::size_t>(kCodeNames[i].code) != i) {
            return false;
        }
    }
    return static_cast<std::size_t>(ErrorCode::Internal) + 1 == kCodeNames.size();
}
static_assert(namesFollowTheEnum(), "one name per code, in the order of the enum");

} // namespace

std::string_view errorCodeName(ErrorCode code) {
    return kCodeNames[static_cast<std::size_t>(code)].name;
}

const std::vector<ErrorCode>& allErrorCodes() {
    static const std::vector<ErrorCode> codes = [] {
        std::vector<ErrorCode> all;
        for (const CodeName& entry : kCodeNames) {
            all.push_back(entry.code);
        }
        return all;
    }();
    return codes;
}

std::string describe(const Error& error) {
    std::string text(errorCodeName(error.code));
    const bool detailIsTheField = error.fields.size() == 1 && error.fields.begin()->first == error.detail;
    if (!error.detail.empty() && !detailIsTheField) {
        text += ": " + error.detail;
    }
    const char* separator = ": ";
    for (const auto& [field, expected] : error.fields) {
        text += separator + field + " (expected " + expected + ")";
        separator = ", ";
    }
    return text;
}

} // namespace hotswap
