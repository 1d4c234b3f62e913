// SPDX-License-Identifier: Apache-2.0
#include "core/codec/enum_names.h"

#include <vector>

namespace hotswap::codec {

namespace {

template <class E, std::size_t N>
using Names = std::array<std::pair<E, std::string_view>, N>;

constexpr Names<ModuleKind, 4> kModuleKinds{{{ModuleKind::Service, "service"},
                                             {ModuleKind::Files, "files"},
                                             {ModuleKind::Site, "site"},
                                             {ModuleKind::Exec, "exec"}}};
constexpr Names<OfflinePolicy, 3> kOfflinePolicies{
    {{OfflinePolicy::Hold, "hold"}, {OfflinePolicy::Finish, "finish"}, {OfflinePolicy::Revert, "revert"}}};
constexpr Names<SocketSpec::Reach, 2> kReaches{
    {{SocketSpec::Reach::Public, "public"}, {SocketSpec::Reach::Probe, "probe"}}};
constexpr Names<ProbeSpec::Kind, 3> kProbeKinds{
    {{ProbeSpec::Kind::Http, "http"}, {ProbeSpec::Kind::Tcp, "tcp"}, {ProbeSpec::Kind::Exec, "exec"}}};
constexpr Names<CommandAction, 9> kActions{{{CommandAction::Apply, "apply"},
                                            {CommandAction::Prepare, "prepare"},
                                            {CommandAction::Switch, "switch"},
                                            {CommandAction::Discard, "discard"},
                                            {CommandAction::Revert, "revert"},
                                            {CommandAction::Remove, "remove"},
                                            {CommandAction::Drain, "drain"},
                                            {CommandAction::Undrain, "undrain"},
                                            {CommandAction::Stop, "stop"}}};
constexpr Names<ReceiptOutcome, 5> kOutcomes{{{ReceiptOutcome::Applied, "applied"},
                                              {ReceiptOutcome::Reverted, "reverted"},
                                              {ReceiptOutcome::Failed, "failed"},
                                              {ReceiptOutcome::Refused, "refused"},
                                              {ReceiptOutcome::Broken, "broken"}}};
constexpr Names<VoteDecision, 2> kDecisions{
    {{VoteDecision::Approve, "approve"}, {VoteDecision::Reject, "reject"}}};

} // namespace

template <>
EnumTable<ModuleKind> enumTable() {
    return kModuleKinds;
}
template <>
EnumTable<OfflinePolicy> enumTable() {
    return kOfflinePolicies;
}
template <>
EnumTable<SocketSpec::Reach> enumTable() {
    return kReaches;
}
template <>
EnumTable<ProbeSpec::Kind> enumTable() {
    return kProbeKinds;
}
template <>
EnumTable<CommandAction> enumTable() {
    return kActions;
}
template <>
EnumTable<ReceiptOutcome> enumTable() {
    return kOutcomes;
}
template <>
EnumTable<VoteDecision> enumTable() {
    return kDecisions;
}

template <>
EnumTable<NodeState> enumTable() {
    static const auto names = [] {
        std::vector<std::pair<NodeState, std::string_view>> all;
        for (const NodeState state :
             {NodeState::Enrolling, NodeState::Running, NodeState::Suspect, NodeState::Degraded,
              NodeState::Draining, NodeState::Drained, NodeState::Offline, NodeState::Retired}) {
            all.emplace_back(state, nodeStateName(state));
        }
        return all;
    }();
    return names;
}

template <>
EnumTable<ErrorCode> enumTable() {
    static const auto names = [] {
        std::vector<std::pair<ErrorCode, std::string_view>> all;
        for (const ErrorCode code : allErrorCodes()) {
            all.emplace_back(code, errorCodeName(code));
        }
        return all;
    }();
    return names;
}

} // namespace hotswap::codec
