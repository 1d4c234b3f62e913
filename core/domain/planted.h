// SPDX-License-Identifier: Apache-2.0
#pragma once
// Bugs planted on purpose, to prove that the simulation's checkers see them. In every build but that of the
// one test that chooses them, isPlanted() is a constant false and the code behind it does not exist.

#ifdef HOTSWAP_PLANTED_BUGS
#include <atomic>
#endif

namespace hotswap {

enum class PlantedBug {
    None,
    // domain
    FoldMissesPause, ///< a pause does not change the stored state
    OwnVoteCounts,   ///< requesters may vote on their own requests
    // engine
    RollbackSkipsFailed, ///< nodes whose command failed are not taken back
    PauseIsIgnored,      ///< nodes are started while paused
    ApprovalIsSkipped,   ///< gated environments are changed without asking
    ScanAlwaysPasses,    ///< nobody looks at signatures
    BulkheadIsIgnored,   ///< any number of nodes at once
    DecisionUnaudited,   ///< the leader's decisions leave no audit record
    StuckIsForgotten,    ///< a node that cannot be taken back is not tried again
    // service
    EverybodyMay,  ///< roles are not looked at
    VoteUnaudited, ///< a vote leaves no audit record
    // gateway
    AckBeforeStored, ///< a receipt is acknowledged before the store has it
    // node
    CommandRunsTwice, ///< an id that was answered is executed again
    RevertOnlySaid,   ///< a failed probe after the switch is answered as reverted, and nothing is done
    SwitchOnlySaid,   ///< applied is answered without a switch
    UnpackIsSkipped,  ///< what was fetched is started unchecked
    ProbeIsSkipped,   ///< the switch does not wait for health
    // store
};

#ifdef HOTSWAP_PLANTED_BUGS
inline namespace planted {
inline std::atomic<PlantedBug> chosenBug{PlantedBug::None};
inline bool isPlanted(PlantedBug bug) {
    return chosenBug.load(std::memory_order_relaxed) == bug;
}
} // namespace planted
#else
constexpr bool isPlanted(PlantedBug) {
    return false;
}
#endif

} // namespace hotswap
