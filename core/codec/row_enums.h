// SPDX-License-Identifier: Apache-2.0
#pragma once
// Names of the enums that are stored but never travel to nodes, beside those of enum_names.h.

#include "core/codec/enum_names.h"
#include "core/domain/deployment_state.h"
#include "core/domain/deployment_summary.h"
#include "core/domain/policy.h"
#include "core/domain/verdict.h"

namespace hotswap::codec {

template <>
EnumTable<DeploymentState> enumTable();
template <>
EnumTable<Stage> enumTable();
template <>
EnumTable<StageState> enumTable();
template <>
EnumTable<PauseReason> enumTable();
template <>
EnumTable<EndReason> enumTable();
template <>
EnumTable<ApprovalState> enumTable();
template <>
EnumTable<StableChange::Kind> enumTable();
template <>
EnumTable<StrategyKind> enumTable();
template <>
EnumTable<StrategyPolicy::Batching> enumTable();
template <>
EnumTable<Amount::Unit> enumTable();
template <>
EnumTable<GatePolicy::OfflineNodes> enumTable();
template <>
EnumTable<JudgePolicy::Unclear> enumTable();
template <>
EnumTable<Metric> enumTable();
template <>
EnumTable<VerdictKind> enumTable();
template <>
EnumTable<BaselineSource> enumTable();

} // namespace hotswap::codec
