// SPDX-License-Identifier: Apache-2.0
#pragma once
// Exit status of every program: scripts rely on these numbers.

namespace hotswap::app {

enum class ExitCode {
    Success = 0,
    Failure = 1,           ///< refused or failed operation
    Usage = 2,             ///< wrong option or argument
    RolledBack = 3,        ///< the followed deployment was rolled back
    ApprovalRefused = 4,   ///< rejected or expired
    NeedsIntervention = 5, ///< a rollback did not finish everywhere
    Frozen = 6,            ///< a freeze window holds it
    WaitedTooLong = 7,     ///< the follower's own time limit passed
    OutcomeUnknown = 8,    ///< connection lost, outcome unknown
};

} // namespace hotswap::app
