// SPDX-License-Identifier: Apache-2.0
#pragma once
// Rows to store, with nothing in them but what a contract is about.

#include "core/domain/node.h"
#include "core/ports/lease_service.h"
#include "core/ports/store.h"

#include <string>

namespace hotswap::contract {

inline const TenantId kTenant{"acme"};
inline const TenantId kOther{"globex"};
inline const Scope kScope{kTenant, EnvironmentId{"Production"}, ModuleName{"storefront"}};

inline DeploymentId deploymentId(int number) {
    return DeploymentId{"deployment-" + std::to_string(number)};
}

/// An append of `count` events on top of `expectedVersion`. Pausing is what people and leaders both may do.
inline ports::Append append(const DeploymentId& id, std::uint64_t expectedVersion, DeploymentState state,
                            std::size_t count = 1, const Scope& scope = kScope) {
    ports::Append row;
    row.deployment = id;
    row.expectedVersion = expectedVersion;
    for (std::size_t i = 0; i < count; ++i) {
        row.events.emplace_back(
            events::Paused{PauseReason::Operator, UserId{"ann"}, "reason " + std::to_string(i)});
    }
    row.at = instantFromMs(1'790'000'000'000);
    row.summary.id = id;
    row.summary.scope = scope;
    row.summary.state = state;
    return row;
}

inline ports::Transaction transaction(const TenantId& tenant = kTenant) {
    ports::Transaction tx;
    tx.tenant = tenant;
    tx.user = UserId{"ann"};
    return tx;
}

inline ports::Transaction submit(const DeploymentId& id, const Scope& scope = kScope) {
    ports::Transaction tx = transaction(scope.tenant);
    tx.appends.push_back(append(id, 0, DeploymentState::Queued, 1, scope));
    return tx;
}

inline AuditRecord auditRecord(const std::string& subject) {
    AuditRecord record;
    record.actor = "ann";
    record.action = "deployment.submit";
    record.subject = subject;
    record.details = {{"module", "storefront"}};
    return record;
}

inline Approval pendingApproval(const std::string& id, const DeploymentId& deployment, Instant expiresAt) {
    Approval approval;
    approval.id = ApprovalId{id};
    approval.deployment = deployment;
    approval.scope = kScope;
    approval.requestedBy = UserId{"ann"};
    approval.expiresAt = expiresAt;
    return approval;
}

inline Node node(const std::string& name, NodeState state = NodeState::Running,
                 const TenantId& tenant = kTenant, const EnvironmentId& environment = kScope.environment) {
    Node row;
    row.id = NodeId{name};
    row.tenant = tenant;
    row.environment = environment;
    row.state = state;
    return row;
}

inline SignedCommand command(const std::string& id, const std::string& nodeName) {
    return SignedCommand{CommandId{id}, NodeId{nodeName}, "bytes of " + id, KeyId{"0123456789abcdef"},
                         "signature"};
}

inline Receipt receipt(const std::string& id, const std::string& nodeName, const Scope& scope = kScope) {
    Receipt row;
    row.command = CommandId{id};
    row.node = NodeId{nodeName};
    row.scope = scope;
    row.outcome = ReceiptOutcome::Applied;
    return row;
}

inline ports::LeaseProof proofOf(const ports::Lease& lease) {
    return {lease.scope, lease.holder, lease.fence};
}

} // namespace hotswap::contract
