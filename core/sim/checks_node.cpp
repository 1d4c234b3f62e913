// SPDX-License-Identifier: Apache-2.0
// Rules about what happens on nodes.

#include "core/sim/auditor.h"

namespace hotswap::sim {

namespace {

using Kind = node::JournalRecord::Kind;

/// I2: per (node, scope) the executed fence never goes back, and one command is at work at a time; one more
/// may wait for its end.
class SingleWriter final : public Checker {
public:
    using Checker::Checker;

    void journalled(const NodeId& node, const node::JournalRecord& record, Instant now) override {
        switch (record.kind) {
        case Kind::Received: accepted(node, record.command, now); break;
        case Kind::Done: ended(record.command); break;
        case Kind::Started:
        case Kind::Switched: atWork(node, record.command, now); break;
        case Kind::Healthy:
        case Kind::Reverted:
        case Kind::Acked:
        case Kind::Idle: break;
        }
    }

    void committed(const ports::Transaction& transaction, Instant now) override {
        if (!transaction.proof) {
            return;
        }
        auto& [fence, holder] = m_leaders[transaction.proof->scope];
        if (transaction.proof->fence < fence) {
            report("a leader of " + transaction.proof->scope.text() + " wrote with epoch " +
                       std::to_string(transaction.proof->fence.epoch) + " after epoch " +
                       std::to_string(fence.epoch),
                   now);
        }
        if (transaction.proof->fence == fence && !holder.empty() && holder != transaction.proof->holder) {
            report("two leaders wrote to " + transaction.proof->scope.text() + " in one epoch", now);
        }
        fence = std::max(fence, transaction.proof->fence);
        holder = transaction.proof->holder;
    }

private:
    using Place = std::pair<NodeId, Scope>;

    void accepted(const NodeId& node, const CommandId& id, Instant now) {
        const CommandTrack* const track = model().command(id);
        if (track == nullptr || track->command.id.empty()) {
            report("node " + node.value + " accepted a command that nobody wrote: " + id.value, now);
            return;
        }
        const Command& command = track->command;
        if (command.node != node) {
            report("node " + node.value + " accepted a command for " + command.node.value, now);
        }
        const Place place{node, command.scope};
        Fence& highest = m_fences[place];
        if (command.fence < highest) {
            report("node " + node.value + " accepted epoch " + std::to_string(command.fence.epoch) +
                       " after epoch " + std::to_string(highest.epoch) + " in " + command.scope.text(),
                   now);
        }
        highest = std::max(highest, command.fence);
        std::vector<CommandId>& open = m_open[place];
        open.push_back(id);
        if (open.size() > 2) {
            report("node " + node.value + " holds " + std::to_string(open.size()) + " commands in " +
                       command.scope.text(),
                   now);
        }
    }

    void atWork(const NodeId& node, const CommandId& id, Instant now) {
        const CommandTrack* const track = model().command(id);
        if (track == nullptr) {
            return;
        }
        const std::vector<CommandId>& open = m_open[{node, track->command.scope}];
        if (open.empty() || open.front() != id) {
            report("node " + node.value + " works on " + id.value + " beside another command", now);
        }
    }

    void ended(const CommandId& id) {
        for (auto& [place, open] : m_open) {
            std::erase(open, id);
        }
    }

    std::map<Place, Fence> m_fences;
    std::map<Place, std::vector<CommandId>> m_open; ///< in order of acceptance
    std::map<Scope, std::pair<Fence, HolderId>> m_leaders;
};

/// I3: a command takes effect at most once and ends in exactly one terminal result.
class EffectOnce final : public Checker {
public:
    using Checker::Checker;

    void journalled(const NodeId& node, const node::JournalRecord& record, Instant now) override {
        Life& life = m_lives[record.command];
        if (record.kind == Kind::Switched && ++life.switches > 1) {
            report("command " + record.command.value + " switched twice on " + node.value, now);
        }
        if (record.kind == Kind::Received && life.outcome) {
            report("command " + record.command.value + " began again on " + node.value + " after its end",
                   now);
        }
        if (record.kind == Kind::Done) {
            ended(life, record.receipt, now);
        }
    }

    void receiptsStored(const std::vector<Receipt>& receipts, Instant now) override {
        for (const Receipt& receipt : receipts) {
            ended(m_lives[receipt.command], receipt, now);
        }
    }

    void committed(const ports::Transaction& transaction, Instant now) override {
        if (transaction.key && !m_keys.insert({transaction.user, *transaction.key}).second) {
            report("a request of " + transaction.user.value + " took effect twice under one key", now);
        }
        for (const ports::Append& append : transaction.appends) {
            for (const DeploymentEventBody& event : append.events) {
                const auto* const answered = std::get_if<events::NodeAnswered>(&event);
                if (answered != nullptr && ++m_lives[answered->command].recorded > 1) {
                    report("the answer to command " + answered->command.value + " was recorded twice", now);
                }
            }
        }
    }

private:
    struct Life {
        std::uint32_t switches = 0;
        std::uint32_t recorded = 0;
        std::optional<ReceiptOutcome> outcome;
    };

    void ended(Life& life, const Receipt& receipt, Instant now) {
        if (life.outcome && *life.outcome != receipt.outcome) {
            report("command " + receipt.command.value + " has two results", now);
        }
        life.outcome = receipt.outcome;
    }

    std::map<CommandId, Life> m_lives;
    std::set<std::pair<UserId, IdempotencyKey>> m_keys;
};

/// I4: `current` always resolves to one complete, verified release.
class CompleteRelease final : public Checker {
public:
    using Checker::Checker;

    void started(const NodeId& node, const Release& release, bool unpacked, Instant now) override {
        if (!unpacked) {
            report("node " + node.value + " started " + release.version.text() +
                       " that was not unpacked whole",
                   now);
        }
        m_started.insert({node, release.digest});
    }

    void currentChanged(const NodeId& node, const ModuleName& module, const Release&, const Release& after,
                        Instant now) override {
        const bool placed = m_initial.contains({node, after.digest});
        if (!after.digest.empty() && !placed && !m_started.contains({node, after.digest})) {
            report("current of " + module.value + " on " + node.value + " points at " + after.version.text() +
                       ", which was never started there",
                   now);
        }
    }

    void recovered(const NodeId& node, Instant) override {
        SimNode* const found = world().fleet->find(node);
        for (const ModuleName& module : found->host().modules()) {
            m_initial.insert({node, found->host().current(module).digest});
        }
    }

private:
    std::set<std::pair<NodeId, Digest>> m_started;
    std::set<std::pair<NodeId, Digest>> m_initial; ///< what stood there when an agent started
};

/// I11: only bytes under a valid signature are commanded, unpacked or run.
class SignedBytes final : public Checker {
public:
    using Checker::Checker;

    void started(const NodeId& node, const Release& release, bool, Instant now) override {
        if (!world().catalog.check(release.digest).ok()) {
            report("node " + node.value + " runs " + release.version.text() + ", whose package is not good",
                   now);
        }
    }

    void committed(const ports::Transaction& transaction, Instant now) override {
        for (const SignedCommand& written : transaction.commands) {
            const CommandTrack* const track = model().command(written.id);
            if (track == nullptr || track->command.release.digest.empty() ||
                world().catalog.check(track->command.release.digest).ok()) {
                continue;
            }
            report("node " + written.node.value + " was told to take " +
                       track->command.release.version.text() + ", whose package is not good",
                   now);
        }
    }
};

/// I5: what a node says about the end of a command is what its machine shows; a failed health check ends on
/// the release before.
class FailedHealth final : public Checker {
public:
    using Checker::Checker;

    void journalled(const NodeId& node, const node::JournalRecord& record, Instant now) override {
        const CommandTrack* const track = model().command(record.command);
        if (track == nullptr || track->command.id.empty()) {
            return;
        }
        const ModuleName& module = track->command.scope.module;
        const Release current = world().fleet->find(node)->host().current(module);
        std::vector<CommandId>& open = m_open[{node, module}];
        if (record.kind == Kind::Received) {
            m_before[record.command] = current;
            open.push_back(record.command);
        } else if (record.kind == Kind::Done) {
            compare(node, track->command, record.receipt, current, now);
            std::erase(open, record.command);
        }
    }

    void currentChanged(const NodeId& node, const ModuleName& module, const Release&, const Release& after,
                        Instant) override {
        // The oldest open command is at work; for those that wait behind it this is the state before.
        const std::vector<CommandId>& open = m_open[{node, module}];
        for (std::size_t i = 1; i < open.size(); ++i) {
            m_before[open[i]] = after;
        }
    }

private:
    void compare(const NodeId& node, const Command& command, const Receipt& receipt, const Release& current,
                 Instant now) {
        const auto before = m_before.find(command.id);
        const bool unchanged = before == m_before.end() || before->second.digest == current.digest;
        switch (receipt.outcome) {
        case ReceiptOutcome::Applied:
            if (command.action != CommandAction::Prepare && command.action != CommandAction::Discard &&
                current.digest != command.release.digest) {
                report("node " + node.value + " says applied but runs another release", now);
            }
            break;
        case ReceiptOutcome::Reverted:
        case ReceiptOutcome::Failed:
            if (!unchanged) {
                report("node " + node.value + " says that nothing changed but runs " + current.version.text(),
                       now);
            }
            break;
        case ReceiptOutcome::Refused:
        case ReceiptOutcome::Broken: break;
        }
        if (receipt.running.digest != current.digest && receipt.outcome != ReceiptOutcome::Refused) {
            report("node " + node.value + " says it runs " + receipt.running.version.text() + " but runs " +
                       current.version.text(),
                   now);
        }
    }

    std::map<CommandId, Release> m_before;
    std::map<std::pair<NodeId, ModuleName>, std::vector<CommandId>> m_open; ///< in order of acceptance
};

} // namespace

void addNodeCheckers(Checkers& all, const AuditWorld& world, std::vector<Violation>& found) {
    all.push_back(std::make_unique<SingleWriter>("single-writer", world, found));
    all.push_back(std::make_unique<EffectOnce>("effect-once", world, found));
    all.push_back(std::make_unique<CompleteRelease>("complete-release", world, found));
    all.push_back(std::make_unique<SignedBytes>("signed-bytes", world, found));
    all.push_back(std::make_unique<FailedHealth>("failed-health", world, found));
}

} // namespace hotswap::sim
