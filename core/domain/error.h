// SPDX-License-Identifier: Apache-2.0
#pragma once
// Errors as values: a closed set of codes plus the fields that give them context.
// No user text lives here; ui/common/error_text.cpp turns codes into translated sentences.

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace hotswap {

/// Why an operation was refused or failed. Closed: adapters map foreign failures onto these.
enum class ErrorCode {
    InvalidArgument,   ///< a field is wrong; `fields` names each and what would be right
    NotFound,          ///< the named thing does not exist, or the caller may not know that it does
    AlreadyExists,     ///< a thing with this identity exists already
    Unauthenticated,   ///< no valid identity came with the request
    PermissionDenied,  ///< the identity lacks the role
    FourEyes,          ///< the requester may not decide on their own request
    VersionConflict,   ///< expected version is not the stored one; re-read and decide again
    KeyReused,         ///< same idempotency key, different request
    EpochStale,        ///< the lease's epoch has moved on; the caller no longer leads
    LeaseHeld,         ///< somebody else holds the lease
    TransitionRefused, ///< the state machine has no such transition from the present state
    CapacityRefused,   ///< it would take the environment below its availability floor
    LimitExceeded,     ///< a stated limit would be crossed
    QueueFull,         ///< try later: a bounded queue is full
    Frozen,            ///< a freeze window forbids it now
    Expired,           ///< too late: the thing's time has run out
    AlreadyDecided,    ///< an approval was decided or has expired before
    PlanChanged,       ///< the plan digest differs from the one that was agreed to
    SignatureMissing,  ///< no signature by a known key
    SignatureInvalid,  ///< a signature does not match the bytes
    KeyUntrusted,      ///< key unknown, expired, revoked, or a lab key outside the lab
    DigestMismatch,    ///< bytes differ from what the manifest or request states
    Malformed,         ///< bytes that are not what the format asks for
    Truncated,         ///< the input ends too early
    Oversize,          ///< the input is larger than its limit
    HostileArchive,    ///< a path, link, mode or size in an archive that must not be unpacked
    ProtocolVersion,   ///< no common protocol version
    NeedsUnmet,        ///< a node lacks memory, CPU, disk or a dependency that the module needs
    Timeout,           ///< the time limit passed; the work was cancelled or fenced
    Unavailable,       ///< the other side cannot be reached now
    OutcomeUnknown,    ///< link lost at commit: neither success nor failure is known; re-read first
    IoError,           ///< the operating system refused a file, socket or process operation
    NoSpace,           ///< the disk is full
    Cancelled,         ///< given up on request
    InvariantViolated, ///< the program caught itself in an impossible state and stopped the part
    Unsupported,       ///< not possible for this kind of thing
    WrongRecipient,    ///< meant for another node, tenant or environment
    QuorumMissing,     ///< fewer valid votes than the quorum, or a required group is not represented
    MetadataStale, ///< trust or release metadata: run out, older than what is held, or not fitting together
    NotListed,     ///< the release metadata does not list this release
    Internal,      ///< unexpected; carries detail for the log
};

/// Stable machine name of a code, used in JSON output and logs, for example "invalidArgument".
std::string_view errorCodeName(ErrorCode code);

/// All codes, for tests that check that each has text.
const std::vector<ErrorCode>& allErrorCodes();

/// One failed operation. `fields` maps a field's name to what would be right there (rule identifiers or
/// short technical terms, not prose for people); `detail` is for logs and for filling sentences.
struct Error {
    ErrorCode code = ErrorCode::Internal;
    std::string detail;
    std::map<std::string, std::string> fields;

    bool operator==(const Error&) const = default;
};

/// An error that names one wrong field and what would be right there.
inline Error invalidField(std::string field, std::string expected) {
    return Error{ErrorCode::InvalidArgument, field, {{std::move(field), std::move(expected)}}};
}

/// An error with a code and technical detail.
inline Error makeError(ErrorCode code, std::string detail = {}) {
    return Error{code, std::move(detail), {}};
}

/// One line for logs: "invalidArgument: waves (expected 1..100)".
std::string describe(const Error& error);

} // namespace hotswap
