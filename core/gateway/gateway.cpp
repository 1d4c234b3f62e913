// SPDX-License-Identifier: Apache-2.0
#include "core/gateway/gateway.h"

#include "core/codec/frame_codec.h"
#include "core/codec/receipt_codec.h"
#include "core/crypto/signing.h"
#include "core/domain/planted.h"
#include "core/domain/protocol.h"

#include <algorithm>

namespace hotswap::gateway {

Gateway::Gateway(GatewayConfig config, GatewayPorts ports)
    : m_config(std::move(config)), m_ports(std::move(ports)), m_rows(m_config), m_telemetry(m_config) {}

bool Gateway::serves(const EnvironmentId& environment) const {
    return m_config.environments.empty() || m_config.environments.contains(environment);
}

void Gateway::onOpen(LinkId id, ports::NodeLink& link, Instant now) {
    if (m_links.size() >= m_config.limits.linksMax) {
        m_counters.closedSessions += 1;
        link.close("too many links, try later");
        return;
    }
    Link entry;
    entry.link = &link;
    entry.openedAt = now;
    entry.tokens = m_config.limits.framesBurstMax;
    entry.filledAt = now;
    m_links.emplace(id, std::move(entry));
    m_silent.emplace_back(now, id);
}

void Gateway::onClose(LinkId id, Instant) {
    const auto it = m_links.find(id);
    if (it == m_links.end()) {
        return;
    }
    const auto session = m_bySession.find(it->second.node);
    if (session != m_bySession.end() && session->second == id) {
        m_bySession.erase(session);
        m_redeliver.erase(it->second.node);
    }
    m_links.erase(it);
}

void Gateway::refuse(LinkId id, const std::string& reason) {
    const auto it = m_links.find(id);
    if (it == m_links.end()) {
        return;
    }
    ports::NodeLink* link = it->second.link;
    m_counters.closedSessions += 1;
    onClose(id, {});
    link->close(reason);
}

void Gateway::onMalformed(LinkId id, const Error& why, Instant) {
    refuse(id, describe(why));
}

bool Gateway::send(LinkId id, const Frame& frame) {
    const auto it = m_links.find(id);
    if (it == m_links.end()) {
        return false;
    }
    if (it->second.link->send(frame)) {
        return true;
    }
    refuse(id, "the node reads too slowly");
    return false;
}

bool Gateway::withinRate(Link& link, Instant now) const {
    if (now > link.filledAt) {
        const double seconds = std::chrono::duration<double>(now - link.filledAt).count();
        link.tokens = std::min(m_config.limits.framesBurstMax,
                               link.tokens + seconds * m_config.limits.framesPerSecondMax);
        link.filledAt = now;
    }
    link.tokens -= 1;
    return link.tokens >= 0;
}

void Gateway::onFrame(LinkId id, const Frame& frame, Instant now) {
    const auto it = m_links.find(id);
    if (it == m_links.end()) {
        return; // closed by us, still on its way
    }
    m_counters.frames += 1;
    if (!withinRate(it->second, now)) {
        refuse(id, "too many frames");
        return;
    }
    const auto* hello = std::get_if<frames::Hello>(&frame);
    if (it->second.node.empty() != (hello != nullptr)) {
        refuse(id, hello ? "a second hello" : "no hello");
    } else if (hello) {
        onHello(id, it->second, *hello, now);
    } else {
        onNodeFrame(id, it->second, frame, now);
    }
}

void Gateway::onNodeFrame(LinkId id, Link& link, const Frame& frame, Instant now) {
    if (const auto* beat = std::get_if<frames::Heartbeat>(&frame)) {
        if (beat->modules.size() > m_config.limits.modulesPerNodeMax) {
            refuse(id, "too many modules");
            return;
        }
        m_rows.heartbeat(link.node, *beat, now);
    } else if (const auto* telemetry = std::get_if<frames::Telemetry>(&frame)) {
        onTelemetry(link, *telemetry, now);
    } else if (const auto* receipt = std::get_if<frames::ReceiptFrame>(&frame)) {
        m_rows.seen(link.node, now);
        onReceipt(id, link, receipt->receipt);
    } else if (const auto* alarm = std::get_if<frames::Alarm>(&frame)) {
        onAlarm(link, alarm->alarm, now);
    } else if (const auto* state = std::get_if<frames::TrustState>(&frame)) {
        onTrustState(link, state->trust, now);
    } else if (const auto* line = std::get_if<frames::LogLine>(&frame)) {
        m_rows.seen(link.node, now);
        if (m_ports.records) {
            m_logs.add({0, now, link.node, line->module, line->text}, now);
        }
    } else if (std::holds_alternative<frames::Progress>(frame) ||
               std::holds_alternative<frames::Fenced>(frame)) {
        // Told for people; nothing keeps them yet. They are a sign of life like any frame.
        m_rows.seen(link.node, now);
    } else {
        refuse(id, "a frame that only gateways send");
    }
}

Status Gateway::checkHello(const frames::Hello& hello) const {
    if (hello.protocol != kProtocolVersion) {
        return makeError(ErrorCode::ProtocolVersion,
                         protocolRefusal(hello.protocol, kProtocolVersion, "gateway", "agent"));
    }
    if (hello.node.empty() || hello.node.value.size() > 128) {
        return invalidField("node", "1 to 128 characters");
    }
    if (hello.tenant != m_config.tenant) {
        return makeError(ErrorCode::Unauthenticated, "unknown tenant");
    }
    if (!serves(hello.environment)) {
        return makeError(ErrorCode::Unauthenticated, "unknown environment");
    }
    if (hello.labels.size() > limits::kLabelsPerNodeMax ||
        hello.modules.size() > m_config.limits.modulesPerNodeMax) {
        return makeError(ErrorCode::LimitExceeded, "labels or modules");
    }
    return m_ports.enrolment.admit(hello);
}

void Gateway::onHello(LinkId id, Link& link, const frames::Hello& hello, Instant now) {
    if (const Status checked = checkHello(hello); !checked.ok()) {
        m_counters.refusedHellos += 1;
        refuse(id, describe(checked.error()));
        return;
    }
    // Session numbers continue what the store knows.
    rereadFleet(now);
    if (const Node* known = m_rows.find(hello.node); known && known->state == NodeState::Retired) {
        m_counters.refusedHellos += 1;
        refuse(id, "this node was taken out of the fleet for good");
        return;
    }
    if (const auto older = m_bySession.find(hello.node); older != m_bySession.end()) {
        refuse(LinkId{older->second}, "a newer session of this node");
    }
    link.node = hello.node;
    link.publicKey = hello.publicKey;
    link.trust = hello.trust;
    m_trustWaits = true;
    link.open.insert(hello.openCommands.begin(), hello.openCommands.end());
    m_bySession[hello.node] = id;
    m_redeliver.insert(hello.node);
    m_looks.emplace(now + m_config.times.lookAgain, id);
    m_commandsWait = true;
    const std::uint64_t session = m_rows.begin(hello, now);
    if (m_ports.trust) {
        sendTrustTo(id, link); // before the welcome: its key may be one that only newer documents name
    }
    if (m_links.contains(id)) {
        welcome(id, hello, session, now);
    }
}

void Gateway::welcome(LinkId id, const frames::Hello& hello, std::uint64_t session, Instant now) {
    frames::Welcome answer;
    answer.now = now;
    answer.session = session;
    answer.nonce = hello.nonce;
    answer.gateways = m_config.addresses;
    answer.heartbeatInterval = m_config.times.heartbeat;
    if (m_ports.signWelcome) {
        const KeySignature signature = m_ports.signWelcome(codec::welcomeBytes(hello.nonce, now));
        answer.key = signature.key;
        answer.signature = signature.signature;
    }
    send(id, answer);
}

void Gateway::onTelemetry(Link& link, const frames::Telemetry& telemetry, Instant now) {
    m_rows.seen(link.node, now);
    const Node* node = m_rows.find(link.node);
    std::uint64_t requests = 0;
    std::uint64_t errors = 0;
    const std::size_t count = std::min(telemetry.samples.size(), m_config.limits.samplesPerFrameMax);
    m_counters.samplesDropped += telemetry.samples.size() - count;
    for (std::size_t i = 0; i < count; ++i) {
        const Sample& sample = telemetry.samples[i];
        if (sample.node != link.node) {
            m_counters.samplesDropped += 1; // nobody speaks for another node
            continue;
        }
        requests += sample.requests;
        errors += sample.errors;
        m_telemetry.add(node->environment, sample, now);
    }
    if (requests >= m_config.degraded.requestsMin) {
        m_rows.errorShare(link.node, static_cast<double>(errors) / static_cast<double>(requests), now);
    }
}

Status Gateway::checkReceipt(const Link& link, const Receipt& receipt) const {
    if (receipt.node != link.node) {
        return makeError(ErrorCode::SignatureInvalid, "a receipt of another node");
    }
    if (link.publicKey.empty()) {
        return success();
    }
    const auto key = crypto::PublicKey::fromBytes(link.publicKey);
    HS_TRY(key);
    const auto check = [&](const KeySignature& signature, std::string_view bytes) {
        return crypto::verify(bytes, signature.signature, *key);
    };
    return codec::verifyReceipt(receipt, key->id(), check);
}

void Gateway::onReceipt(LinkId id, Link& link, const Receipt& receipt) {
    if (const Status checked = checkReceipt(link, receipt); !checked.ok()) {
        refuse(id, describe(checked.error()));
        return;
    }
    link.open.erase(receipt.command);
    if (isPlanted(PlantedBug::AckBeforeStored)) {
        send(id, frames::Ack{receipt.command});
        return;
    }
    if (m_receipts.size() < m_config.limits.receiptsKeptMax) {
        m_receipts.push_back(receipt);
    }
}

void Gateway::onHint(const ports::StreamHint& hint, Instant now) {
    using Kind = ports::StreamHint::Kind;
    const bool ours = hint.scope.environment.empty() || serves(hint.scope.environment);
    switch (hint.kind) {
    case Kind::Commands: m_commandsWait = m_commandsWait || ours; break;
    case Kind::Lease: m_fencesWait = m_fencesWait || ours; break;
    case Kind::Fleet:
        // What this gateway wrote itself names its environment; somebody else's word to all gateways none.
        if (hint.scope.environment.empty()) {
            m_trustRereadAt = Instant::min();
            m_trustWaits = true;
        }
        if (m_ownPuts > 0 && !hint.scope.environment.empty()) {
            m_ownPuts -= 1;
        } else {
            m_rereadAt = std::min(m_rereadAt, now);
        }
        break;
    case Kind::Deployment:
    case Kind::Receipts:
    case Kind::Approval:
    case Kind::Samples:
    case Kind::Audit:
    case Kind::Presence:
    case Kind::Orders: break;
    }
}

void Gateway::closeAll(const std::string& reason) {
    const auto links = m_links;
    for (const auto& [id, link] : links) {
        onClose(id, {});
        link.link->close(reason);
    }
}

} // namespace hotswap::gateway
