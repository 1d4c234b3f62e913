// SPDX-License-Identifier: Apache-2.0
#include "core/node/agent_core.h"

#include "core/codec/command_codec.h"
#include "core/domain/protocol.h"

#include <algorithm>

namespace hotswap::node {

NodeAgent::NodeAgent(AgentConfig config, AgentPorts ports)
    : m_core(std::make_unique<Core>(std::move(config), ports)) {}
NodeAgent::~NodeAgent() = default;

Status NodeAgent::start(Instant now) {
    return m_core->start(now);
}
void NodeAgent::onLinkUp(Instant now) {
    m_core->onLinkUp(now);
}
void NodeAgent::onLinkDown(Instant now) {
    m_core->onLinkDown(now);
}
void NodeAgent::onFrame(const Frame& frame, Instant now) {
    m_core->onFrame(frame, now);
}
void NodeAgent::onHostEvent(const HostEvent& event, Instant now) {
    m_core->onHostEvent(event, now);
}
Instant NodeAgent::tick(Instant now) {
    return m_core->tick(now);
}
Instant NodeAgent::nextWake() const {
    return m_core->nextWake();
}
std::map<ModuleName, NodeRelease> NodeAgent::modules() const {
    return m_core->modules();
}
std::vector<CommandId> NodeAgent::openCommands() const {
    return m_core->openCommands();
}
Instant NodeAgent::storeTime(Instant now) const {
    return m_core->storeTime(now);
}
bool NodeAgent::connected() const {
    return m_core->connected();
}
const std::vector<std::string>& NodeAgent::gateways() const {
    return m_core->gateways();
}

NodeAgent::Core::Core(AgentConfig config, AgentPorts ports)
    : m_config(std::move(config)),
      m_ports(ports),
      m_log(ports.journal, m_config.times),
      m_heartbeatInterval(m_config.times.heartbeat),
      m_telemetryInterval(m_config.times.telemetry) {}

Status NodeAgent::Core::start(Instant now) {
    m_now = now;
    m_downSince = now;
    m_samplesTaken = now;
    m_nextPrune = now + m_config.times.pruneEvery;
    m_ports.host.setTelemetryInterval(m_telemetryInterval);
    return recover(now);
}

Status NodeAgent::Core::recover(Instant now) {
    auto fences = m_ports.fences.load();
    if (!fences) {
        return fences.error();
    }
    m_fences = std::move(*fences);
    if (m_ports.fences.wasDamaged()) {
        say({}, "a fence file was damaged: its copy is right and has replaced it");
    }
    const auto damaged = m_log.load();
    if (!damaged) {
        return damaged.error();
    }
    m_damaged = *damaged > 0;
    if (m_damaged) {
        say({}, "the journal was damaged: " + std::to_string(*damaged) +
                    " bytes belong to no record; what runs stays, the rest is learnt anew");
    }
    const auto found = m_ports.host.adopt();
    if (!found) {
        return found.error();
    }
    for (const auto& module : *found) {
        runner(module.module).adopt(module, m_log.idleRole(module.module), now);
    }
    noticeDamage();
    resumeOpen(now);
    recoverDrain();
    for (auto& [name, runner] : m_runners) {
        runner.tick(now);
    }
    return success();
}

void NodeAgent::Core::resumeOpen(Instant now) {
    std::vector<CommandLog::Open> open;
    for (const auto* item : m_log.open()) {
        open.push_back(*item);
    }
    for (const auto& item : open) {
        const auto command = codec::decodeCommand(item.command.bytes);
        if (!command) {
            refuse(item.command.id, {}, {}, command.error(), &item.bytesDigest);
            continue;
        }
        if (acceptNodeWide(*command)) {
            continue;
        }
        ModuleRunner& module = runner(command->scope.module);
        if (module.hasRoom()) {
            module.resume(*command, {item.last, item.serving, item.queued, m_damaged}, now);
        } else {
            refuse(command->id, command->scope, command->fence, makeError(ErrorCode::QueueFull),
                   &item.bytesDigest);
        }
    }
}

ModuleRunner& NodeAgent::Core::runner(const ModuleName& module) {
    return m_runners.try_emplace(module, module, m_config.times, *this).first->second;
}

void NodeAgent::Core::dropIdle(const ModuleName& module) {
    if (const auto it = m_runners.find(module); it != m_runners.end() && it->second.idle()) {
        m_runners.erase(it);
    }
}

Instant NodeAgent::Core::storeTime(Instant now) const {
    return m_storeTime ? m_storeTime->second + (now - m_storeTime->first) : Instant{};
}

void NodeAgent::Core::onLinkUp(Instant now) {
    m_now = now;
    m_ready = false;
    m_welcomeBy = now + m_config.times.welcomeLimit;
    sendHello();
}

void NodeAgent::Core::onLinkDown(Instant now) {
    m_now = now;
    if (m_ready) {
        m_downSince = now;
    }
    m_ready = false;
    m_nextHeartbeat = m_nextTelemetry = m_welcomeBy = kNever;
    if (m_unsaved.empty()) {
        m_nextReceipts = kNever;
    }
    linkChanged();
}

void NodeAgent::Core::linkChanged() {
    m_touched = true;
    for (auto& [name, runner] : m_runners) {
        runner.onLinkChanged(m_now);
    }
}

void NodeAgent::Core::sendHello() {
    frames::Hello hello;
    hello.node = m_config.node;
    hello.tenant = m_config.tenant;
    hello.environment = m_config.environment;
    hello.labels = m_config.labels;
    hello.facts = m_ports.host.facts();
    hello.modules = modules();
    hello.publicKey = m_config.publicKey;
    hello.token = m_config.token;
    m_nonce.clear();
    for (const std::uint64_t word : {m_ports.random.next(), m_ports.random.next()}) {
        for (unsigned shift = 0; shift < 64; shift += 8) {
            m_nonce.push_back(static_cast<char>(word >> shift));
        }
    }
    hello.nonce = m_nonce;
    hello.journalPosition = m_ports.journal.size();
    hello.openCommands = openCommands();
    for (const auto& [scope, fence] : m_fences) {
        hello.highestLeader = std::max(hello.highestLeader, fence);
    }
    if (m_ports.keeper) {
        hello.trust = m_ports.keeper->versions();
    }
    m_told = hello.modules;
    m_ports.link.send(std::move(hello));
}

void NodeAgent::Core::onFrame(const Frame& frame, Instant now) {
    m_now = now;
    // Trust documents come before the welcome too: the welcome may be signed by a key that only they name.
    if (!m_ready && !std::holds_alternative<frames::Welcome>(frame) &&
        !std::holds_alternative<frames::TrustUpdate>(frame)) {
        return; // nothing counts before the session is agreed
    }
    std::visit([this](const auto& content) { dispatch(content); }, frame);
    heartbeatIfChanged();
}

template <class Other>
void NodeAgent::Core::dispatch(const Other&) {
    m_ports.link.close("a frame that only nodes send");
}

void NodeAgent::Core::dispatch(const frames::Welcome& welcome) {
    if (m_ready) {
        return;
    }
    if (welcome.protocol != kProtocolVersion) {
        m_ports.link.close(protocolRefusal(welcome.protocol, kProtocolVersion, "agent", "gateway"));
        return;
    }
    if (welcome.nonce != m_nonce) {
        m_ports.link.close("the welcome answers another hello");
        return;
    }
    if (const Status trusted = m_ports.trust.verifyWelcome(welcome); !trusted) {
        m_ports.link.close("the welcome is not to be believed: " + describe(trusted.error()));
        return;
    }
    // Never back: a store that knows less than before must not make expired commands valid again.
    m_storeTime = {m_now, std::max(welcome.now, storeNow())};
    m_ready = true;
    m_welcomeBy = kNever;
    m_gateways = welcome.gateways;
    m_heartbeatInterval =
        welcome.heartbeatInterval > Duration::zero() ? welcome.heartbeatInterval : m_config.times.heartbeat;
    m_nextTelemetry = m_now + m_telemetryInterval;
    for (auto& line : m_lines) {
        send(std::move(line));
    }
    m_lines.clear();
    tellAlarms();
    resendReceipts();
    heartbeat();
    linkChanged();
}

void NodeAgent::Core::dispatch(const frames::CommandFrame& frame) {
    accept(frame.command);
}

void NodeAgent::Core::dispatch(const frames::Cancel& cancel) {
    m_touched = true;
    for (auto& [name, runner] : m_runners) {
        runner.cancel(cancel.command, m_now);
    }
    m_drain.cancel(cancel.command, m_now);
}

void NodeAgent::Core::dispatch(const frames::FenceFrame& frame) {
    if (frame.scope.tenant != m_config.tenant || frame.scope.environment != m_config.environment) {
        alarm("fence " + frame.scope.text(), makeError(ErrorCode::WrongRecipient, "a foreign scope"));
        return;
    }
    if (const Status raised = raiseFence(frame.scope, frame.fence); !raised) {
        say(frame.scope.module, "fence not stored: " + describe(raised.error()));
        return; // no answer: the leader must not believe that it holds
    }
    frames::Fenced answer;
    answer.scope = frame.scope;
    answer.fence = storedFence(frame.scope);
    for (const auto* open : m_log.open()) {
        const auto command = codec::decodeCommand(open->command.bytes);
        if (command && (command->scope == frame.scope || frame.scope.module.value == "*")) {
            answer.running.push_back(command->id);
        }
    }
    send(std::move(answer));
}

void NodeAgent::Core::dispatch(const frames::Ask& ask) {
    const auto& times = m_config.times;
    m_askUntil = m_now + std::min(ask.during, times.askMax);
    setTelemetryInterval(
        std::clamp(ask.telemetryInterval, times.askMin, std::max(times.askMin, times.telemetry)));
    m_nextTelemetry = std::min(m_nextTelemetry, m_now + m_telemetryInterval);
    heartbeat();
}

void NodeAgent::Core::dispatch(const frames::Ack& ack) {
    if (const Status stored = m_log.acked(ack.command, storeNow()); !stored) {
        say({}, "journal: " + describe(stored.error()));
    }
}

void NodeAgent::Core::onHostEvent(const HostEvent& event, Instant now) {
    m_now = now;
    if (const auto* line = std::get_if<HostLine>(&event)) {
        forward(*line);
        return;
    }
    m_touched = true;
    ModuleName module;
    if (const auto* done = std::get_if<StepDone>(&event)) {
        const auto it = m_steps.find(done->id);
        if (it == m_steps.end()) {
            return;
        }
        module = it->second;
        m_steps.erase(it);
        if (module == nodeWide()) {
            m_drain.onStepDone(*done, now);
        }
        if (auto found = m_runners.find(module); found != m_runners.end()) {
            found->second.onStepDone(*done, now);
        }
    } else if (const auto* health = std::get_if<SlotHealth>(&event)) {
        module = health->module;
        if (auto found = m_runners.find(module); found != m_runners.end()) {
            found->second.onHealth(*health, now);
        }
    } else if (const auto* exited = std::get_if<SlotExited>(&event)) {
        module = exited->module;
        if (auto found = m_runners.find(module); found != m_runners.end()) {
            found->second.onExit(*exited, now);
        }
    }
    dropIdle(module);
    answerStops();
    heartbeatIfChanged();
}

Instant NodeAgent::Core::tick(Instant now) {
    m_now = now;
    const bool settled = m_unsaved.empty() && std::exchange(m_heldBack, false);
    for (auto& [name, runner] : m_runners) {
        if (settled || runner.nextWake() <= now) {
            m_touched = true;
            runner.tick(now);
        }
    }
    answerStops();
    if (m_welcomeBy <= now) {
        // A Hello or Welcome that got lost would leave both sides waiting for ever.
        m_welcomeBy = kNever;
        m_ports.link.close("no welcome in time");
    }
    if (m_nextTelemetry <= now) {
        telemetry();
    }
    if (m_nextHeartbeat <= now) {
        heartbeat();
    }
    if (m_nextReceipts <= now) {
        static_cast<void>(storeUnsaved()); // again with the next receipts
        resendReceipts();
    }
    if (m_nextPrune <= now) {
        m_nextPrune = now + m_config.times.pruneEvery;
        if (const Status pruned = m_log.prune(storeNow()); !pruned) {
            say({}, "journal: " + describe(pruned.error()));
        }
    }
    heartbeatIfChanged();
    return nextWake();
}

Instant NodeAgent::Core::nextWake() const {
    if (m_heldBack && m_unsaved.empty()) {
        return m_now;
    }
    Instant wake = std::min({m_nextHeartbeat, m_nextTelemetry, m_nextReceipts, m_nextPrune, m_welcomeBy});
    for (const auto& [name, runner] : m_runners) {
        wake = std::min(wake, runner.nextWake());
    }
    return wake;
}

std::map<ModuleName, NodeRelease> NodeAgent::Core::modules() const {
    std::map<ModuleName, NodeRelease> result;
    for (const auto& [name, runner] : m_runners) {
        NodeRelease view = runner.view();
        view.fence = storedFence(scopeOf(name));
        result.emplace(name, std::move(view));
    }
    return result;
}

std::vector<CommandId> NodeAgent::Core::openCommands() const {
    std::vector<CommandId> result;
    for (const auto* open : m_log.open()) {
        result.push_back(open->command.id);
    }
    return result;
}

} // namespace hotswap::node
