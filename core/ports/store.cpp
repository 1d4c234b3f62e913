// SPDX-License-Identifier: Apache-2.0
#include "core/ports/store.h"

#include "core/domain/limits.h"

#include <set>

namespace hotswap::ports {

namespace {

Status checkAppend(const Append& append, const TenantId& tenant) {
    if (append.deployment.empty() || append.summary.id != append.deployment) {
        return invalidField("appends.deployment", "the id that the summary has");
    }
    if (append.summary.scope.tenant != tenant) {
        return invalidField("appends.summary.scope", "a scope of the transaction's tenant");
    }
    if (append.events.empty() || append.events.size() > limits::kEventsPerAppendMax) {
        return invalidField("appends.events", "1.." + std::to_string(limits::kEventsPerAppendMax));
    }
    return success();
}

Status checkOrders(const Transaction& tx) {
    std::set<OrderId> ids;
    for (const OrderChange& change : tx.orders) {
        const FleetOrder& order = change.order;
        if (order.id.empty() || !ids.insert(order.id).second) {
            return invalidField("orders", "one change for each order");
        }
        if (order.scope.tenant != tx.tenant) {
            return invalidField("orders.scope", "a scope of the transaction's tenant");
        }
        if (order.nodes.size() > limits::kFleetNodesMax || order.reason.size() > limits::kReasonCharsMax) {
            return invalidField("orders", "nodes and a reason within their limits");
        }
        if (tx.proof && tx.proof->scope != order.scope) {
            return invalidField("orders.scope", "the scope of the proof");
        }
    }
    return success();
}

/// Looks are decided by in one stream, under a lease, in the order of their numbers.
Status checkEvidence(const Transaction& tx) {
    if (tx.evidence.empty()) {
        return success();
    }
    if (tx.appends.size() != 1) {
        return invalidField("evidence", "with the one append that is decided by it");
    }
    if (!tx.proof) {
        return invalidField("proof", "the lease under which was looked");
    }
    std::uint32_t last = 0;
    for (const LookEvidence& look : tx.evidence) {
        if (look.input.number <= last) {
            return invalidField("evidence.number", "from 1, in ascending order");
        }
        last = look.input.number;
    }
    return success();
}

} // namespace

bool isQuestion(const Transaction& tx) {
    return tx.appends.empty() && tx.commands.empty() && tx.voidCommands.empty() && tx.approvals.empty() &&
           tx.capacity.empty() && tx.audit.empty() && tx.orders.empty();
}

Status checkTransaction(const Transaction& tx) {
    if (tx.tenant.empty()) {
        return invalidField("tenant", "a name");
    }
    if (isQuestion(tx) && !tx.key) {
        return invalidField("transaction", "at least one change");
    }
    if (tx.key && (tx.key->empty() || tx.user.empty())) {
        return invalidField(tx.user.empty() ? "user" : "key", "not empty");
    }
    if (tx.proof && tx.proof->scope.tenant != tx.tenant) {
        return invalidField("proof.scope", "a scope of the transaction's tenant");
    }
    if (tx.commands.size() > limits::kCommandsPerCommitMax) {
        return invalidField("commands", "at most " + std::to_string(limits::kCommandsPerCommitMax));
    }
    if (!tx.commands.empty() && !tx.proof) {
        return invalidField("proof", "the lease under which the commands were made");
    }
    if (!tx.commands.empty() && tx.commandsFor.empty() && tx.appends.size() != 1) {
        return invalidField("commandsFor", "the deployment whose commands these are");
    }
    std::set<DeploymentId> streams;
    for (const Append& append : tx.appends) {
        HS_TRY(checkAppend(append, tx.tenant));
        if (!streams.insert(append.deployment).second) {
            return invalidField("appends", "one for each deployment");
        }
    }
    HS_TRY(checkOrders(tx));
    HS_TRY(checkEvidence(tx));
    std::set<ApprovalId> approvals;
    for (const ApprovalChange& change : tx.approvals) {
        if (change.approval.id.empty() || !approvals.insert(change.approval.id).second) {
            return invalidField("approvals", "one change for each approval");
        }
        if (change.approval.scope.tenant != tx.tenant) {
            return invalidField("approvals.scope", "a scope of the transaction's tenant");
        }
    }
    return success();
}

} // namespace hotswap::ports
