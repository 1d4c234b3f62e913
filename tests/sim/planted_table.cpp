// SPDX-License-Identifier: Apache-2.0
#include "tests/sim/planted_table.h"

namespace hotswap::sim {

const std::vector<PlantedRow>& plantedTable() {
    using B = PlantedBug;
    static const std::vector<PlantedRow> rows{
        {B::FoldMissesPause, "FoldMissesPause", "busy-people", {"transitions", "paused-is-still"}},
        {B::OwnVoteCounts, "OwnVoteCounts", "busy-people", {"four-eyes", "permissions"}},
        {B::RollbackSkipsFailed, "RollbackSkipsFailed", "never-healthy", {"rollback-covers"}},
        {B::PauseIsIgnored, "PauseIsIgnored", "busy-people", {"paused-is-still", "stopped"}},
        {B::ApprovalIsSkipped, "ApprovalIsSkipped", "busy-people", {"approved-plan"}},
        {B::ScanAlwaysPasses, "ScanAlwaysPasses", "busy-people", {"signed-bytes"}},
        {B::BulkheadIsIgnored, "BulkheadIsIgnored", "healthy", {"limits"}},
        {B::DecisionUnaudited, "DecisionUnaudited", "healthy", {"audit-complete"}},
        {B::StuckIsForgotten, "StuckIsForgotten", "everything", {"liveness"}},
        {B::EverybodyMay, "EverybodyMay", "busy-people", {"permissions"}},
        {B::VoteUnaudited, "VoteUnaudited", "healthy", {"audit-complete"}},
        {B::AckBeforeStored, "AckBeforeStored", "healthy", {"acknowledged-kept"}},
        {B::CommandRunsTwice, "CommandRunsTwice", "everything", {"effect-once"}},
        {B::RevertOnlySaid, "RevertOnlySaid", "flapping-node", {"failed-health", "effect-once"}},
        {B::SwitchOnlySaid, "SwitchOnlySaid", "healthy", {"failed-health"}},
        {B::UnpackIsSkipped, "UnpackIsSkipped", "healthy", {"complete-release"}},
        {B::ProbeIsSkipped, "ProbeIsSkipped", "never-healthy", {"availability-floor"}},
    };
    return rows;
}

} // namespace hotswap::sim
