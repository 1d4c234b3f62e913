// SPDX-License-Identifier: Apache-2.0
#include "core/node/drain_control.h"

#include "core/domain/fleet_order.h"

namespace hotswap::node {

namespace {

using IdleRole = JournalRecord::IdleRole;

} // namespace

ModuleName nodeWide() {
    return ModuleName(std::string(kNodeWideModule));
}

bool isNodeWide(const Command& command) {
    return command.action == CommandAction::Drain || command.action == CommandAction::Undrain;
}

void DrainControl::recover(IdleRole role, Balancer balancer, Instant) {
    m_drained = role == IdleRole::Drained;
    if (m_commands.empty() && balancer == Balancer::Told) {
        const bool out = m_drained || !m_holders.empty();
        m_reminder = begin(out ? HostStep::Kind::Drain : HostStep::Kind::Undrain);
    }
}

void DrainControl::accept(const Command& command, Instant now) {
    m_commands.push_back(command);
    if (m_commands.size() == 1) {
        next(now);
    } else if (m_step != 0 && m_commands.front().action == CommandAction::Drain &&
               command.action == CommandAction::Undrain) {
        m_owner.cancel(m_step);
    }
}

void DrainControl::cancel(const CommandId& id, Instant) {
    if (m_step != 0 && m_commands.front().id == id) {
        m_owner.cancel(m_step);
    }
}

std::uint64_t DrainControl::begin(HostStep::Kind kind) {
    HostStep step;
    step.kind = kind;
    step.module = nodeWide();
    return m_owner.begin(step);
}

void DrainControl::next(Instant now) {
    if (m_commands.empty() || m_step != 0) {
        return;
    }
    m_begun = now;
    const bool drains = m_commands.front().action == CommandAction::Drain;
    m_owner.progress(m_commands.front(), drains ? "draining" : "undraining");
    if (!drains && !m_holders.empty()) {
        // A swap is at work; it puts the node back when it ends.
        m_drained = false;
        m_owner.setIdleRole(nodeWide(), IdleRole::None);
        finish(ReceiptOutcome::Applied, {}, now);
        return;
    }
    m_step = begin(drains ? HostStep::Kind::Drain : HostStep::Kind::Undrain);
}

void DrainControl::onStepDone(const StepDone& done, Instant now) {
    if (done.id == m_reminder) {
        m_reminder = 0;
        if (done.error) {
            m_owner.say({}, "the load balancer could not be told anew where this node stands: " +
                                describe(*done.error));
        }
        return;
    }
    if (done.id != m_step || m_commands.empty()) {
        return;
    }
    m_step = 0;
    if (done.error) {
        finish(ReceiptOutcome::Failed, *done.error, now);
        return;
    }
    m_drained = m_commands.front().action == CommandAction::Drain;
    m_owner.setIdleRole(nodeWide(), m_drained ? IdleRole::Drained : IdleRole::None);
    finish(ReceiptOutcome::Applied, {}, now);
}

void DrainControl::finish(ReceiptOutcome outcome, const Error& why, Instant now) {
    const Command command = std::move(m_commands.front());
    m_commands.pop_front();
    Receipt receipt;
    receipt.outcome = outcome;
    receipt.reason = why.code;
    receipt.detail = why.detail;
    receipt.took = now - m_begun;
    m_owner.finish(command, std::move(receipt));
    next(now);
}

void DrainControl::hold(const ModuleName& module, bool out) {
    if (out) {
        m_holders.insert(module);
    } else {
        m_holders.erase(module);
    }
}

bool DrainControl::mayPutBack(const ModuleName& module) const {
    const bool drains = !m_commands.empty() && m_commands.front().action == CommandAction::Drain;
    return !m_drained && !drains && m_holders.size() - m_holders.count(module) == 0;
}

std::optional<NodeState> DrainControl::state() const {
    if (m_drained) {
        return NodeState::Drained;
    }
    const bool drains = m_step != 0 && m_commands.front().action == CommandAction::Drain;
    return drains || !m_holders.empty() ? std::optional(NodeState::Draining) : std::nullopt;
}

} // namespace hotswap::node
