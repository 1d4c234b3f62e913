// SPDX-License-Identifier: Apache-2.0
// Which commands a node obeys. The order of the checks is the design's: frame, signature and key; node and
// tenant; id already known; expiry; fence; votes; then what the trust documents say of the release.
#include "core/domain/planted.h"
#include "core/node/agent_core.h"

#include <algorithm>

namespace hotswap::node {

namespace {

/// Results that wait for a disk; beyond this, refusals are neither kept nor told.
constexpr std::size_t kUnsavedMax = 64;

std::string subjectOf(const CommandId& id) {
    return "command " + id.value;
}

Error notOurs(const char* field, const std::string& is, const std::string& ours) {
    Error error = makeError(ErrorCode::WrongRecipient, std::string(field) + " " + is);
    error.fields.emplace(field, ours);
    return error;
}

} // namespace

void NodeAgent::Core::accept(const SignedCommand& signedCommand) {
    const auto command = m_ports.trust.openCommand(signedCommand, storeNow());
    if (!command) {
        alarm(subjectOf(signedCommand.id), command.error());
        // Not remembered, or a forger could burn ids. And for an id that is at work or done a refusal would
        // contradict the one true receipt.
        if (!m_log.findOpen(signedCommand.id) && !m_log.findEnded(signedCommand.id)) {
            refuse(signedCommand.id, scopeOf(ModuleName{"*"}), {}, command.error(), nullptr);
        }
        return;
    }
    if (const Status ours = checkAddress(*command); !ours) {
        alarm(subjectOf(command->id), ours.error());
        refuse(command->id, command->scope, command->fence, ours.error(), nullptr);
        return;
    }
    if (answerKnown(signedCommand, *command)) {
        return;
    }
    const Digest digest = bytesDigest(signedCommand);
    if (const Status fresh = checkNew(*command); !fresh) {
        if (fresh.error().code != ErrorCode::Expired) {
            alarm(subjectOf(command->id), fresh.error());
        }
        refuse(command->id, command->scope, command->fence, fresh.error(), &digest);
        return;
    }
    if (const Status admitted = admitNew(signedCommand, *command); !admitted) {
        alarm(subjectOf(command->id), admitted.error());
        refuse(command->id, command->scope, command->fence, admitted.error(), &digest);
        return;
    }
    progress(*command, "received");
    m_touched = true;
    if (acceptNodeWide(*command)) {
        return;
    }
    runner(command->scope.module).accept(*command, m_now);
    dropIdle(command->scope.module);
}

Status NodeAgent::Core::checkAddress(const Command& command) const {
    if (command.node != m_config.node) {
        return notOurs("node", command.node.value, m_config.node.value);
    }
    if (command.scope.tenant != m_config.tenant) {
        return notOurs("tenant", command.scope.tenant.value, m_config.tenant.value);
    }
    if (command.scope.environment != m_config.environment) {
        return notOurs("environment", command.scope.environment.value, m_config.environment.value);
    }
    if (isNodeWide(command) != (command.scope.module == nodeWide())) {
        return invalidField("scope.module", "* for the node itself, and for nothing else");
    }
    const bool names = command.action == CommandAction::Apply || command.action == CommandAction::Prepare ||
                       command.action == CommandAction::Switch || command.action == CommandAction::Revert;
    if (names && (command.release.module != command.scope.module || command.release.digest.empty())) {
        return invalidField("release", "a release of " + command.scope.module.value);
    }
    return success();
}

/// The same command again gets the same answer; another one under its id is refused.
bool NodeAgent::Core::answerKnown(const SignedCommand& signedCommand, const Command& command) {
    const auto* open = m_log.findOpen(command.id);
    const auto* ended = m_log.findEnded(command.id);
    const auto waits = std::any_of(m_unsaved.begin(), m_unsaved.end(),
                                   [&](const Unsaved& u) { return u.receipt.command == command.id; });
    if (!open && waits) {
        return true; // answered once the answer is durable
    }
    if (!open && (!ended || isPlanted(PlantedBug::CommandRunsTwice))) {
        return false;
    }
    const Digest& known = open ? open->bytesDigest : ended->bytesDigest;
    if (!known.empty() && known != bytesDigest(signedCommand)) {
        const Error other = makeError(ErrorCode::KeyReused, "this id came before with other content");
        alarm(subjectOf(command.id), other);
        refuse(command.id, command.scope, command.fence, other, nullptr);
    } else if (open) {
        progress(command, "received");
    } else {
        send(frames::ReceiptFrame{ended->receipt});
    }
    return true;
}

Status NodeAgent::Core::checkNew(const Command& command) const {
    const Instant now = storeNow();
    if (command.notAfter < now) {
        return makeError(ErrorCode::Expired, "not after " + std::to_string(toMs(command.notAfter)));
    }
    if (command.notAfter > now + limits::kCommandLifetimeMax + m_config.times.clockSlack) {
        return invalidField("notAfter", "at most 30 s ahead");
    }
    if (command.fence < storedFence(command.scope)) {
        return makeError(ErrorCode::EpochStale, "a later leader is known here");
    }
    HS_TRY(m_ports.trust.verifyVotes(command, now));
    return m_ports.trust.mayBegin(command, now);
}

/// Makes room, raises the fence and journals. On error nothing has begun.
Status NodeAgent::Core::admitNew(const SignedCommand& signedCommand, const Command& command) {
    // What the command before came to has to be durable first, or a crash would turn their order round.
    HS_TRY(storeUnsaved());
    const auto found = m_runners.find(command.scope.module);
    const bool runs = !isNodeWide(command) && command.action != CommandAction::Stop;
    if (runs && found == m_runners.end() && m_runners.size() >= m_config.times.modulesMax) {
        return makeError(ErrorCode::LimitExceeded, "modules on one node");
    }
    if ((runs && found != m_runners.end() && !found->second.hasRoom()) || !m_log.makeRoom()) {
        return makeError(ErrorCode::QueueFull, "a command is at work and another waits");
    }
    HS_TRY(raiseFence(command.scope, command.fence));
    CommandLog::Open state;
    if (found != m_runners.end()) {
        state.serving = found->second.running().digest;
        state.queued = found->second.busy();
    }
    return m_log.received(signedCommand, bytesDigest(signedCommand), storeNow(), state);
}

Scope NodeAgent::Core::scopeOf(const ModuleName& module) const {
    return {m_config.tenant, m_config.environment, module};
}

Fence NodeAgent::Core::storedFence(const Scope& scope) const {
    // Each scope's epochs count by themselves, those of "*" too: no scope's fence says anything of another.
    const auto it = m_fences.find(scope);
    return it == m_fences.end() ? Fence{} : it->second;
}

Status NodeAgent::Core::raiseFence(const Scope& scope, Fence fence) {
    if (fence <= storedFence(scope)) {
        return success();
    }
    HS_TRY(m_ports.fences.store(scope, fence));
    m_fences[scope] = fence;
    return success();
}

Receipt NodeAgent::Core::refusal(const CommandId& id, const Scope& scope, Fence fence,
                                 const Error& why) const {
    Receipt receipt;
    receipt.command = id;
    receipt.node = m_config.node;
    receipt.scope = scope;
    receipt.outcome = ReceiptOutcome::Refused;
    receipt.reason = why.code;
    receipt.detail = describe(why);
    receipt.fence = fence;
    if (const auto it = m_runners.find(scope.module); it != m_runners.end()) {
        receipt.running = it->second.running();
    }
    return receipt;
}

/// Sends a refusal; `remember` (the digest of the bytes) makes it the stored answer to this id, told once it
/// is durable: a command that was refused must never be obeyed later.
void NodeAgent::Core::refuse(const CommandId& id, const Scope& scope, Fence fence, const Error& why,
                             const Digest* remember) {
    Receipt receipt = refusal(id, scope, fence, why);
    receipt.signature = m_ports.trust.signReceipt(receipt);
    if (remember) {
        if (m_log.makeRoom() && m_unsaved.size() < kUnsavedMax) {
            saveReceipt({std::move(receipt), *remember});
        }
    } else {
        send(frames::ReceiptFrame{std::move(receipt)});
    }
}

Status NodeAgent::Core::note(JournalRecord::Kind kind, const Command& command) {
    // After a crash the command before must not look as if it were still at work.
    HS_TRY(storeUnsaved());
    const auto found = m_runners.find(command.scope.module);
    return m_log.note(kind, command.id, storeNow(),
                      found == m_runners.end() ? Digest{} : found->second.running().digest);
}

void NodeAgent::Core::progress(const Command& command, const char* step) {
    send(frames::Progress{command.id, step});
}

void NodeAgent::Core::setIdleRole(const ModuleName& module, JournalRecord::IdleRole role) {
    if (const Status stored = m_log.setIdleRole(module, role, storeNow()); !stored) {
        say(module, "journal: " + describe(stored.error()));
    }
}

void NodeAgent::Core::finish(const Command& command, Receipt receipt) {
    receipt.command = command.id;
    receipt.node = m_config.node;
    receipt.scope = command.scope;
    receipt.fence = command.fence;
    receipt.signature = m_ports.trust.signReceipt(receipt);
    alarmIfUntrusted(receipt, command.release);
    const auto* open = m_log.findOpen(command.id);
    saveReceipt({std::move(receipt), open ? open->bytesDigest : Digest{}});
}

/// A receipt is told only once it is durable: after a crash the same command must not end in another one.
void NodeAgent::Core::saveReceipt(Unsaved unsaved) {
    if (const Status saved = m_log.done(unsaved.receipt, unsaved.bytesDigest, storeNow()); !saved) {
        say(unsaved.receipt.scope.module, "receipt not stored yet: " + describe(saved.error()));
        m_unsaved.push_back(std::move(unsaved));
        m_heldBack = true;
    } else {
        send(frames::ReceiptFrame{std::move(unsaved.receipt)});
    }
    m_nextReceipts = std::min(m_nextReceipts, m_now + m_config.times.receiptRetry);
}

Status NodeAgent::Core::storeUnsaved() {
    for (auto& unsaved : std::exchange(m_unsaved, {})) {
        saveReceipt(std::move(unsaved));
    }
    return m_unsaved.empty()
               ? success()
               : makeError(ErrorCode::IoError, "the receipt of the command before is not stored yet");
}

} // namespace hotswap::node
