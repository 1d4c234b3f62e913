// SPDX-License-Identifier: Apache-2.0
#include "core/codec/row_enums.h"

#include <vector>

namespace hotswap::codec {

namespace {

template <class E>
using Names = std::vector<std::pair<E, std::string_view>>;

/// The domain's own names.
template <class E, class Values>
Names<E> named(const Values& values, std::string_view (*name)(E)) {
    Names<E> names;
    for (const E value : values) {
        names.emplace_back(value, name(value));
    }
    return names;
}

constexpr StageState kStageStates[] = {StageState::Pending,   StageState::Running, StageState::WaitingForApproval,
                                       StageState::Succeeded, StageState::Failed,  StageState::Skipped};
constexpr EndReason kEndReasons[] = {EndReason::None,
                                     EndReason::Completed,
                                     EndReason::VerdictFailed,
                                     EndReason::NodeFailed,
                                     EndReason::TooManyFailed,
                                     EndReason::ProgressDeadline,
                                     EndReason::ValidationFailed,
                                     EndReason::SmokeFailed,
                                     EndReason::CheckFailed,
                                     EndReason::AbortRequested,
                                     EndReason::RollbackRequested,
                                     EndReason::ApprovalRejected,
                                     EndReason::ApprovalExpired,
                                     EndReason::Superseded,
                                     EndReason::CapacityImpossible,
                                     EndReason::AcceptedAsItIs};
constexpr ApprovalState kApprovalStates[] = {ApprovalState::Pending, ApprovalState::Approved,
                                             ApprovalState::Rejected, ApprovalState::Expired,
                                             ApprovalState::Void};
constexpr StrategyKind kStrategies[] = {StrategyKind::Direct, StrategyKind::Rolling, StrategyKind::BlueGreen,
                                        StrategyKind::Canary};
constexpr Metric kMetrics[] = {Metric::ErrorRate, Metric::LatencyMean, Metric::LatencyP99, Metric::Cpu,
                               Metric::Memory};
constexpr VerdictKind kVerdicts[] = {VerdictKind::Pass, VerdictKind::Fail, VerdictKind::Inconclusive,
                                     VerdictKind::NoData};

} // namespace

template <>
EnumTable<DeploymentState> enumTable() {
    static const auto names = named<DeploymentState>(kAllDeploymentStates, deploymentStateName);
    return names;
}
template <>
EnumTable<Stage> enumTable() {
    static const auto names = named<Stage>(kAllStages, stageName);
    return names;
}
template <>
EnumTable<StageState> enumTable() {
    static const auto names = named<StageState>(kStageStates, stageStateName);
    return names;
}
template <>
EnumTable<PauseReason> enumTable() {
    static const auto names = named<PauseReason>(kAllPauseReasons, pauseReasonName);
    return names;
}
template <>
EnumTable<EndReason> enumTable() {
    static const auto names = named<EndReason>(kEndReasons, endReasonName);
    return names;
}
template <>
EnumTable<ApprovalState> enumTable() {
    static const auto names = named<ApprovalState>(kApprovalStates, approvalStateName);
    return names;
}
template <>
EnumTable<StrategyKind> enumTable() {
    static const auto names = named<StrategyKind>(kStrategies, strategyName);
    return names;
}
template <>
EnumTable<Metric> enumTable() {
    static const auto names = named<Metric>(kMetrics, metricName);
    return names;
}
template <>
EnumTable<VerdictKind> enumTable() {
    static const auto names = named<VerdictKind>(kVerdicts, verdictName);
    return names;
}

template <>
EnumTable<StableChange::Kind> enumTable() {
    static const Names<StableChange::Kind> names{{StableChange::Kind::Unchanged, "unchanged"},
                                                 {StableChange::Kind::Set, "set"},
                                                 {StableChange::Kind::Cleared, "cleared"}};
    return names;
}
template <>
EnumTable<StrategyPolicy::Batching> enumTable() {
    static const Names<StrategyPolicy::Batching> names{
        {StrategyPolicy::Batching::LockStep, "lockStep"},
        {StrategyPolicy::Batching::SlidingWindow, "slidingWindow"}};
    return names;
}
template <>
EnumTable<Amount::Unit> enumTable() {
    static const Names<Amount::Unit> names{{Amount::Unit::Nodes, "nodes"}, {Amount::Unit::Percent, "percent"}};
    return names;
}
template <>
EnumTable<GatePolicy::OfflineNodes> enumTable() {
    static const Names<GatePolicy::OfflineNodes> names{
        {GatePolicy::OfflineNodes::Skip, "skip"}, {GatePolicy::OfflineNodes::CountAsFailed, "countAsFailed"}};
    return names;
}
template <>
EnumTable<JudgePolicy::Unclear> enumTable() {
    static const Names<JudgePolicy::Unclear> names{{JudgePolicy::Unclear::Pause, "pause"},
                                                   {JudgePolicy::Unclear::Extend, "extend"}};
    return names;
}
template <>
EnumTable<BaselineSource> enumTable() {
    static const Names<BaselineSource> names{{BaselineSource::UntouchedNodes, "untouchedNodes"},
                                             {BaselineSource::LastWave, "lastWave"},
                                             {BaselineSource::BeforeRollout, "beforeRollout"},
                                             {BaselineSource::None, "none"}};
    return names;
}

} // namespace hotswap::codec
