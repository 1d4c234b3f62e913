// SPDX-License-Identifier: Apache-2.0
#include "core/store/memory/command_table.h"

#include "core/domain/limits.h"

#include <algorithm>
#include <map>
#include <set>

namespace hotswap::store {

using ports::CommandState;

namespace {

bool isOpen(CommandState state) {
    return state == CommandState::Pending || state == CommandState::Delivered;
}

} // namespace

Status CommandTable::check(const std::vector<SignedCommand>& commands, const CommandOrigin& origin) const {
    std::set<CommandId> ids;
    for (const SignedCommand& command : commands) {
        const auto it = m_rows.find(command.id);
        const bool sameThing = it == m_rows.end() || (it->second.command.node == command.node &&
                                                      it->second.origin.deployment == origin.deployment);
        if (command.id.empty() || !ids.insert(command.id).second || !sameThing) {
            return invalidField("commands", "one id for one command");
        }
    }
    return success();
}

void CommandTable::enqueue(const std::vector<SignedCommand>& commands, const CommandOrigin& origin,
                           Instant now) {
    for (const SignedCommand& command : commands) {
        ++m_lastCommand;
        const auto [it, added] = m_rows.try_emplace(command.id);
        Row& row = it->second;
        if (added) {
            m_open[command.node].push_back(command.id);
            m_ofDeployment[origin.deployment].push_back(command.id);
            m_ofNode[command.node].push_back(command.id);
            row.sequence = m_lastCommand;
        } else if (!isOpen(row.state)) {
            continue;
        }
        if (added || row.state != CommandState::Pending) {
            row.pendingSince = now;
        }
        row.command = command;
        row.origin = origin;
        row.queuedAt = now;
        row.action = ports::actionNamed(command.bytes);
        row.state = CommandState::Pending;
    }
}

void CommandTable::makeVoid(const std::vector<CommandId>& commands) {
    for (const CommandId& id : commands) {
        const auto it = m_rows.find(id);
        if (it != m_rows.end() && it->second.state == CommandState::Pending && !it->second.everDelivered) {
            close(it->second, CommandState::Void);
        }
    }
}

std::vector<SignedCommand> CommandTable::take(const TenantId& tenant, const std::vector<NodeId>& nodes,
                                              const std::vector<NodeId>& redeliver, std::size_t limit,
                                              const Terms& terms) {
    std::vector<SignedCommand> out;
    const std::set<NodeId> again(redeliver.begin(), redeliver.end());
    for (const NodeId& node : nodes) {
        takeFrom(tenant, node, again.contains(node), limit, terms, out);
    }
    return out;
}

void CommandTable::takeFrom(const TenantId& tenant, const NodeId& node, bool again, std::size_t limit,
                            const Terms& terms, std::vector<SignedCommand>& out) {
    const auto open = m_open.find(node);
    if (open == m_open.end()) {
        return;
    }
    for (const CommandId& id : open->second) {
        Row& row = m_rows.find(id)->second;
        const bool wanted = row.state == CommandState::Pending || again;
        if (out.size() >= limit) {
            return;
        }
        const bool current = terms.leases.fenceOf(row.origin.scope) == row.origin.fence;
        const bool dead = row.state == CommandState::Delivered &&
                          row.queuedAt + limits::kCommandLifetimeMax + limits::kCommandGrace < terms.now;
        if (wanted && row.origin.scope.tenant == tenant && (current || dead)) {
            row.state = CommandState::Delivered;
            row.everDelivered = true;
            out.push_back(row.command);
        }
    }
}

std::vector<CommandTable::Stored> CommandTable::storeReceipts(const std::vector<Receipt>& receipts) {
    std::vector<Stored> stored;
    for (const Receipt& receipt : receipts) {
        const auto it = m_rows.find(receipt.command);
        const bool ours = it != m_rows.end() && it->second.command.node == receipt.node &&
                          it->second.origin.scope == receipt.scope;
        if (!ours || it->second.state == CommandState::Answered) {
            continue;
        }
        close(it->second, CommandState::Answered);
        const CommandOrigin& origin = it->second.origin;
        m_receipts[origin.deployment].push_back({++m_lastReceipt, origin.deployment, receipt});
        it->second.receipt = m_lastReceipt;
        stored.push_back({origin, m_lastReceipt});
    }
    return stored;
}

std::vector<ports::StoredReceipt> CommandTable::receiptsOf(const TenantId& tenant,
                                                           const DeploymentId& deployment,
                                                           std::uint64_t afterSequence,
                                                           std::size_t limit) const {
    std::vector<ports::StoredReceipt> answer;
    const auto it = m_receipts.find(deployment);
    if (it != m_receipts.end()) {
        auto row = std::upper_bound(
            it->second.begin(), it->second.end(), afterSequence,
            [](std::uint64_t after, const ports::StoredReceipt& r) { return after < r.sequence; });
        for (; row != it->second.end() && answer.size() < limit; ++row) {
            if (row->receipt.scope.tenant == tenant) {
                answer.push_back(*row);
            }
        }
    }
    return answer;
}

Result<CommandState> CommandTable::stateOf(const TenantId& tenant, const CommandId& command) const {
    const auto it = m_rows.find(command);
    return it == m_rows.end() || it->second.origin.scope.tenant != tenant
               ? Result<CommandState>(makeError(ErrorCode::NotFound, command.value))
               : Result<CommandState>(it->second.state);
}

void CommandTable::removeOf(const DeploymentId& deployment) {
    const auto it = m_ofDeployment.find(deployment);
    if (it != m_ofDeployment.end()) {
        for (const CommandId& id : it->second) {
            Row& row = m_rows.find(id)->second;
            if (isOpen(row.state)) {
                close(row, CommandState::Void);
            }
            const auto node = m_ofNode.find(row.command.node);
            std::erase(node->second, id);
            if (node->second.empty()) {
                m_ofNode.erase(node);
            }
            m_rows.erase(id);
        }
        m_ofDeployment.erase(it);
    }
    m_receipts.erase(deployment);
}

std::vector<ports::NodeJournalRow> CommandTable::journal(const TenantId& tenant, const NodeId& node,
                                                         std::uint64_t below, std::size_t limit) const {
    std::vector<ports::NodeJournalRow> answer;
    const auto ids = m_ofNode.find(node);
    if (ids == m_ofNode.end()) {
        return answer;
    }
    for (auto id = ids->second.rbegin(); id != ids->second.rend() && answer.size() < limit; ++id) {
        const Row& row = m_rows.at(*id);
        if (row.sequence >= below || row.origin.scope.tenant != tenant) {
            continue;
        }
        answer.push_back({row.sequence, *id, row.origin.scope, row.origin.deployment, row.action,
                          row.origin.fence, row.state, row.queuedAt, std::nullopt});
        if (const auto of = m_receipts.find(row.origin.deployment);
            row.receipt > 0 && of != m_receipts.end()) {
            const auto receipt = std::lower_bound(
                of->second.begin(), of->second.end(), row.receipt,
                [](const ports::StoredReceipt& r, std::uint64_t sequence) { return r.sequence < sequence; });
            if (receipt != of->second.end() && receipt->sequence == row.receipt) {
                answer.back().receipt = receipt->receipt;
            }
        }
    }
    return answer;
}

std::vector<ports::OrderCommand> CommandTable::ofOrder(const TenantId& tenant,
                                                       const DeploymentId& stream) const {
    std::map<NodeId, ports::OrderCommand> latest;
    const auto ids = m_ofDeployment.find(stream);
    if (ids == m_ofDeployment.end()) {
        return {};
    }
    std::unordered_map<std::uint64_t, const Receipt*> receipts;
    if (const auto of = m_receipts.find(stream); of != m_receipts.end()) {
        for (const ports::StoredReceipt& stored : of->second) {
            receipts[stored.sequence] = &stored.receipt;
        }
    }
    for (const CommandId& id : ids->second) {
        const Row& row = m_rows.at(id);
        if (row.origin.scope.tenant == tenant) {
            const auto receipt = receipts.find(row.receipt);
            latest[row.command.node] = {
                id,           row.command.node,
                row.state,    row.origin.fence,
                row.queuedAt, receipt == receipts.end() ? std::nullopt : std::optional(*receipt->second)};
        }
    }
    std::vector<ports::OrderCommand> answer;
    for (auto& [node, command] : latest) {
        answer.push_back(std::move(command));
    }
    return answer;
}

QueueHealth CommandTable::waiting(const TenantId& tenant, Instant now) const {
    QueueHealth health;
    for (const auto& [node, ids] : m_open) {
        for (const CommandId& id : ids) {
            const Row& row = m_rows.at(id);
            if (row.state == CommandState::Pending && row.origin.scope.tenant == tenant) {
                health.waiting += 1;
                health.oldest = std::max(health.oldest, now - row.pendingSince);
            }
        }
    }
    return health;
}

void CommandTable::close(Row& row, CommandState state) {
    if (isOpen(row.state)) {
        const auto open = m_open.find(row.command.node);
        std::erase(open->second, row.command.id);
        if (open->second.empty()) {
            m_open.erase(open);
        }
    }
    row.state = state;
    row.command.bytes.clear(); // nothing sends it again; only what it was is kept
    row.command.bytes.shrink_to_fit();
}

} // namespace hotswap::store
