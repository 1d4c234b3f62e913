// SPDX-License-Identifier: Apache-2.0
#include "core/store/memory/state.h"

namespace hotswap::store {

using ports::Committed;
using ports::StreamHint;
using ports::Transaction;

namespace {

/// One commit under the lock: every check comes before the first change.
class Commit {
public:
    Commit(State& state, const Transaction& tx)
        : m_state(state), m_tx(tx), m_tenant(state.tenants[tx.tenant]), m_now(state.clock.now()) {
        if (!tx.commands.empty()) {
            m_origin = {tx.proof->scope, tx.proof->fence,
                        tx.commandsFor.empty() ? tx.appends.front().deployment : tx.commandsFor};
        }
    }

    Result<Committed> run() {
        if (m_tx.key) {
            auto first = m_tenant.keys.find(m_tx.user, *m_tx.key, m_tx.requestDigest, m_now);
            HS_TRY(first);
            if (*first) {
                return Committed{true, **first, {}};
            }
            if (ports::isQuestion(m_tx)) {
                return makeError(ErrorCode::NotFound, m_tx.key->value);
            }
        }
        HS_TRY(check());
        return apply();
    }

    const std::vector<StreamHint>& hints() const { return m_hints; }

private:
    Status check() {
        if (m_tx.proof) {
            HS_TRY(m_state.leases.prove(m_tx.proof->scope, m_tx.proof->holder, m_tx.proof->fence));
        }
        if (m_tx.key) {
            HS_TRY(m_tenant.keys.makeRoom(m_state.options.keysMax, m_now));
        }
        for (const ports::Append& append : m_tx.appends) {
            HS_TRY(m_tenant.deployments.check(append));
        }
        HS_TRY(m_tenant.deployments.checkScopes(m_tx));
        HS_TRY(m_tenant.deployments.checkCounts(m_tx));
        HS_TRY(m_state.commands.check(m_tx.commands, m_origin));
        for (const ports::ApprovalChange& change : m_tx.approvals) {
            HS_TRY(m_tenant.approvals.check(change, m_now));
        }
        for (const ports::OrderChange& change : m_tx.orders) {
            HS_TRY(m_tenant.orders.check(change));
        }
        HS_TRY(m_tenant.capacity.check(m_tx.capacity, m_tenant.fleet));
        auto looks = EvidenceTable::pack(m_tx);
        HS_TRY(looks);
        m_looks = *std::move(looks);
        return success();
    }

    Committed apply() {
        Committed committed;
        committed.keyResult = m_tx.keyResult;
        for (const ports::Append& append : m_tx.appends) {
            committed.versions.push_back(m_tenant.deployments.apply(append, m_state.lastSubmission));
            hint(StreamHint::Kind::Deployment, append.summary.scope, append.deployment,
                 committed.versions.back());
        }
        m_state.commands.makeVoid(m_tx.voidCommands);
        if (!m_tx.commands.empty()) {
            m_state.commands.enqueue(m_tx.commands, m_origin, m_now);
            hint(StreamHint::Kind::Commands, m_origin.scope, m_origin.deployment,
                 m_state.commands.lastSequence());
        }
        for (const ports::ApprovalChange& change : m_tx.approvals) {
            m_tenant.approvals.apply(change);
            hint(StreamHint::Kind::Approval, change.approval.scope, change.approval.deployment,
                 change.approval.votes.size());
            m_hints.back().approval = change.approval.id;
        }
        m_tenant.capacity.apply(m_tx.capacity);
        for (const ports::Append& append : m_tx.appends) {
            if (isTerminal(append.summary.state)) {
                m_tenant.capacity.releaseAll(append.deployment);
            }
        }
        m_tenant.evidence.apply(m_tx, std::move(m_looks), m_state.options.evidenceBytesMax);
        applyOrders();
        applyAudit();
        if (m_tx.key) {
            m_tenant.keys.store(m_tx.user, *m_tx.key, {m_tx.requestDigest, m_tx.keyResult, m_now});
        }
        prune();
        return committed;
    }

    void applyOrders() {
        for (const ports::OrderChange& change : m_tx.orders) {
            m_tenant.orders.apply(change, m_now);
            hint(StreamHint::Kind::Orders, change.order.scope, ports::orderStream(change.order.id), 0);
        }
    }

    void applyAudit() {
        for (AuditRecord record : m_tx.audit) {
            record.tenant = m_tx.tenant;
            if (m_tx.proof) {
                record.via = m_tx.proof->holder.value;
            } else if (record.via.empty()) {
                record.via = record.actor;
            }
            m_tenant.audit.append(std::move(record), m_now, m_state.options.auditKept);
        }
        if (!m_tx.audit.empty()) {
            hint(StreamHint::Kind::Audit, Scope{m_tx.tenant, {}, {}}, {}, m_tenant.audit.lastSequence);
        }
    }

    void prune() {
        for (const DeploymentId& id : m_tenant.deployments.prune(m_state.options.finishedKept)) {
            m_tenant.approvals.removeOf(id);
            m_tenant.evidence.removeOf(id);
            m_state.commands.removeOf(id);
        }
        for (const OrderId& id : m_tenant.orders.prune(m_state.options.ordersKept)) {
            m_state.commands.removeOf(ports::orderStream(id));
        }
    }

    void hint(StreamHint::Kind kind, const Scope& scope, const DeploymentId& deployment,
              std::uint64_t version) {
        m_hints.push_back({kind, m_tx.tenant, scope, deployment, version, {}});
    }

    State& m_state;
    const Transaction& m_tx;
    TenantState& m_tenant;
    const Instant m_now;
    CommandOrigin m_origin;
    std::vector<std::string> m_looks; ///< packed
    std::vector<StreamHint> m_hints;
};

} // namespace

Result<Committed> commit(State& state, const Transaction& transaction) {
    HS_TRY(ports::checkTransaction(transaction));
    Result<Committed> result = [&] {
        const std::lock_guard lock(state.mutex);
        Commit work(state, transaction);
        Result<Committed> committed = work.run();
        state.feed.queue(work.hints());
        return committed;
    }();
    state.feed.drain();
    return result;
}

} // namespace hotswap::store
