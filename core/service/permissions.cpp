// SPDX-License-Identifier: Apache-2.0
#include "core/service/permissions.h"

#include "core/domain/invariant.h"
#include "core/domain/planted.h"

#include <algorithm>
#include <array>

namespace hotswap::service {

namespace {

constexpr std::array kTable{
    PermissionRule{"deployment.submit", Role::Deployer},
    PermissionRule{"deployment.pause", Role::Deployer},
    PermissionRule{"deployment.resume", Role::Deployer},
    PermissionRule{"deployment.promote", Role::Deployer},
    PermissionRule{"deployment.promoteFully", Role::Deployer},
    PermissionRule{"deployment.skipNode", Role::Deployer},
    PermissionRule{"deployment.abort", Role::Deployer},
    PermissionRule{"deployment.retryFailed", Role::Deployer},
    PermissionRule{"deployment.rollback", Role::Deployer},
    PermissionRule{"deployment.acceptAsIs", Role::Admin},
    PermissionRule{"approval.vote", Role::Approver},
    PermissionRule{kWeakenPolicy, Role::Admin},
    PermissionRule{kHandOver, Role::Admin},
    PermissionRule{"node.token", Role::Admin},
    PermissionRule{"node.revoke", Role::Admin},
    PermissionRule{"fleet.drain", Role::Deployer},
    PermissionRule{"fleet.undrain", Role::Deployer},
    PermissionRule{"fleet.stop", Role::Deployer},
    PermissionRule{"fleet.release", Role::Deployer},
    PermissionRule{"policy.set", Role::Admin},
    PermissionRule{"query.plan", Role::Viewer},
    PermissionRule{"query.deployments", Role::Viewer},
    PermissionRule{"query.deployment", Role::Viewer},
    PermissionRule{"query.events", Role::Viewer},
    PermissionRule{"query.metrics", Role::Viewer},
    PermissionRule{"query.approvals", Role::Viewer},
    PermissionRule{"query.approval", Role::Viewer},
    PermissionRule{"query.audit", Role::Viewer},
    PermissionRule{"query.verifyAudit", Role::Viewer},
    PermissionRule{"query.releases", Role::Viewer},
    PermissionRule{"query.node", Role::Viewer},
    PermissionRule{"query.coordination", Role::Viewer},
    PermissionRule{"query.nodeLog", Role::Viewer},
    PermissionRule{"query.nodeJournal", Role::Viewer},
    PermissionRule{"query.nodeSeries", Role::Viewer},
    PermissionRule{"query.enrolments", Role::Viewer},
    PermissionRule{"query.orders", Role::Viewer},
    PermissionRule{"query.order", Role::Viewer},
    PermissionRule{"query.evidence", Role::Viewer},
    PermissionRule{"query.backtest", Role::Viewer},
    PermissionRule{"query.policies", Role::Viewer},
    PermissionRule{kSubscribe, Role::Viewer},
};

struct RequestNames {
    std::string_view operator()(const ports::requests::Submit&) const { return "deployment.submit"; }
    std::string_view operator()(const ports::requests::Act& act) const { return verbRequestName(act.verb); }
    std::string_view operator()(const ports::requests::CastVote&) const { return "approval.vote"; }
    std::string_view operator()(const ports::requests::HandOver&) const { return kHandOver; }
    std::string_view operator()(const ports::requests::MakeToken&) const { return "node.token"; }
    std::string_view operator()(const ports::requests::RevokeNode&) const { return "node.revoke"; }
    std::string_view operator()(const ports::requests::DrainNodes&) const { return "fleet.drain"; }
    std::string_view operator()(const ports::requests::UndrainNodes&) const { return "fleet.undrain"; }
    std::string_view operator()(const ports::requests::StopLine&) const { return "fleet.stop"; }
    std::string_view operator()(const ports::requests::ReleaseLine&) const { return "fleet.release"; }
    std::string_view operator()(const ports::requests::SetPolicy&) const { return "policy.set"; }
};

struct QueryNames {
    std::string_view operator()(const ports::queries::PlanFor&) const { return "query.plan"; }
    std::string_view operator()(const ports::queries::Deployments&) const { return "query.deployments"; }
    std::string_view operator()(const ports::queries::OneDeployment&) const { return "query.deployment"; }
    std::string_view operator()(const ports::queries::Events&) const { return "query.events"; }
    std::string_view operator()(const ports::queries::Metrics&) const { return "query.metrics"; }
    std::string_view operator()(const ports::queries::Approvals&) const { return "query.approvals"; }
    std::string_view operator()(const ports::queries::OneApproval&) const { return "query.approval"; }
    std::string_view operator()(const ports::queries::Audit&) const { return "query.audit"; }
    std::string_view operator()(const ports::queries::VerifyAudit&) const { return "query.verifyAudit"; }
    std::string_view operator()(const ports::queries::Releases&) const { return "query.releases"; }
    std::string_view operator()(const ports::queries::OneNode&) const { return "query.node"; }
    std::string_view operator()(const ports::queries::Coordination&) const { return "query.coordination"; }
    std::string_view operator()(const ports::queries::NodeLog&) const { return "query.nodeLog"; }
    std::string_view operator()(const ports::queries::NodeJournal&) const { return "query.nodeJournal"; }
    std::string_view operator()(const ports::queries::NodeSeries&) const { return "query.nodeSeries"; }
    std::string_view operator()(const ports::queries::Enrolments&) const { return "query.enrolments"; }
    std::string_view operator()(const ports::queries::Orders&) const { return "query.orders"; }
    std::string_view operator()(const ports::queries::OneOrder&) const { return "query.order"; }
    std::string_view operator()(const ports::queries::Evidence&) const { return "query.evidence"; }
    std::string_view operator()(const ports::queries::Backtest&) const { return "query.backtest"; }
    std::string_view operator()(const ports::queries::Policies&) const { return "query.policies"; }
};

} // namespace

std::span<const PermissionRule> permissionTable() {
    return kTable;
}

std::string_view requestName(const ports::ConsoleRequest& request) {
    return std::visit(RequestNames{}, request);
}

std::string_view requestName(const ports::ConsoleQuery& query) {
    return std::visit(QueryNames{}, query);
}

std::string_view verbRequestName(Verb verb) {
    switch (verb) {
    case Verb::Pause: return "deployment.pause";
    case Verb::Resume: return "deployment.resume";
    case Verb::Promote: return "deployment.promote";
    case Verb::PromoteFully: return "deployment.promoteFully";
    case Verb::SkipNode: return "deployment.skipNode";
    case Verb::Abort: return "deployment.abort";
    case Verb::RetryFailed: return "deployment.retryFailed";
    case Verb::Rollback: return "deployment.rollback";
    case Verb::AcceptAsIs: return "deployment.acceptAsIs";
    }
    invariantFailed("verb", "a verb of the enum", __FILE__, __LINE__);
}

Status mayRequest(const Identity& who, std::string_view what) {
    if (who.tenant.empty() || who.user.empty()) {
        return makeError(ErrorCode::Unauthenticated);
    }
    const auto rule =
        std::find_if(kTable.begin(), kTable.end(), [&](const PermissionRule& r) { return r.what == what; });
    const bool waved = isPlanted(PlantedBug::EverybodyMay);
    if (rule == kTable.end() || (!who.has(rule->role) && !waved)) {
        return makeError(ErrorCode::PermissionDenied,
                         rule == kTable.end() ? std::string(what) : std::string(roleName(rule->role)));
    }
    return success();
}

} // namespace hotswap::service
