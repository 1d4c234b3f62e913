// SPDX-License-Identifier: Apache-2.0
#pragma once
// A gateway's logic: sessions of nodes, delivery of commands, receipts and telemetry on their way to the
// store. Single-threaded and passive: everything arrives as a call with `now`, which is the time of the
// environments it serves. The same object stands behind WebSockets and behind simulated links.

#include "core/domain/cryptography.h"
#include "core/gateway/enrolment.h"
#include "core/gateway/fleet_rows.h"
#include "core/gateway/gateway_config.h"
#include "core/gateway/log_batch.h"
#include "core/gateway/telemetry_fold.h"
#include "core/ports/command_queue.h"
#include "core/ports/event_feed.h"
#include "core/ports/fleet_store.h"
#include "core/ports/lease_service.h"
#include "core/ports/node_control.h"
#include "core/ports/node_link.h"
#include "core/ports/trust_documents.h"

#include <unordered_map>

namespace hotswap::gateway {

/// One connection, chosen by whoever owns the links; never reused.
using LinkId = std::uint64_t;

/// The outside of a gateway. All outlive it.
struct GatewayPorts {
    ports::FleetStore& fleet;
    ports::CommandQueue& commands;
    ports::LeaseService& leases;
    Enrolment& enrolment;
    Signer signWelcome; ///< by the orchestrator key; empty where links themselves are trusted
    /// Passed on to nodes, unread; nullptr: there are none.
    ports::TrustDocuments* trust = nullptr;
    /// What nodes log is kept there; nullptr: it is not kept.
    ports::NodeRecords* records = nullptr;
};

/// What a gateway has done since it was made.
struct GatewayCounters {
    std::uint64_t frames = 0;
    std::uint64_t commandsSent = 0;
    std::uint64_t receiptsStored = 0;
    std::uint64_t refusedHellos = 0;
    std::uint64_t closedSessions = 0; ///< by the gateway, for what came over them
    std::uint64_t samplesDropped = 0;
};

class Gateway final : public ports::NodeControl {
public:
    Gateway(GatewayConfig config, GatewayPorts ports);

    /// A link stands. `link` lives until onClose, or until its close() was called.
    void onOpen(LinkId id, ports::NodeLink& link, Instant now);
    /// A frame from the node, in order of sending.
    void onFrame(LinkId id, const Frame& frame, Instant now);
    /// What came over the link is no frame: ends this session and no other.
    void onMalformed(LinkId id, const Error& why, Instant now);
    void onClose(LinkId id, Instant now);
    /// From the event feed; cheap, work is done in the next tick.
    void onHint(const ports::StreamHint& hint, Instant now);
    /// From an engine on the same thread; nodes without a session here are left out. Large groups are asked
    /// for less frequent telemetry, so that a gateway's load stays bounded.
    void ask(const std::vector<NodeId>& nodes, Duration interval, Duration during) override;
    void fence(const std::vector<NodeId>& nodes, const Scope& scope, const Fence& fence) override;

    /// Does what is due; afterwards ask nextWake() again. Errors of the store are retried, never lost.
    Instant tick(Instant now);
    /// When tick() is wanted at the latest; may be in the past.
    Instant nextWake() const;

    /// Gateways that live, told to nodes with their next hello.
    void setAddresses(std::vector<std::string> addresses) { m_config.addresses = std::move(addresses); }

    /// Ends every session, for a clean stop; rows are written by a last tick().
    void closeAll(const std::string& reason);

    std::size_t sessions() const { return m_bySession.size(); }
    const GatewayCounters& counters() const { return m_counters; }

private:
    /// A link, from open to close. Bound to a node by hello.
    struct Link {
        ports::NodeLink* link = nullptr;
        Instant openedAt{};
        NodeId node; ///< empty: no hello yet
        std::string publicKey;
        TrustVersions trust;         ///< what the node goes by
        std::uint64_t trustSent = 0; ///< as m_trustRound: nothing is sent twice in one
        std::set<CommandId> open;    ///< delivered and not answered, as far as this gateway knows
        double tokens = 0;
        Instant filledAt{};
    };
    /// What NodeControl asked for, sent by the next tick.
    struct Request {
        std::vector<NodeId> nodes;
        Frame frame;
    };

    void onNodeFrame(LinkId id, Link& link, const Frame& frame, Instant now);
    void onHello(LinkId id, Link& link, const frames::Hello& hello, Instant now);
    Status checkHello(const frames::Hello& hello) const;
    void onTelemetry(Link& link, const frames::Telemetry& telemetry, Instant now);
    void onReceipt(LinkId id, Link& link, const Receipt& receipt);
    Status checkReceipt(const Link& link, const Receipt& receipt) const;
    bool withinRate(Link& link, Instant now) const;
    void refuse(LinkId id, const std::string& reason);
    bool send(LinkId id, const Frame& frame);
    void welcome(LinkId id, const frames::Hello& hello, std::uint64_t session, Instant now);
    bool serves(const EnvironmentId& environment) const;

    void closeSilent(Instant now);
    void storeReceipts(Instant now);
    void lookAgain(Instant now);
    void sendCommands(Instant now);
    void raiseFences(Instant now);
    void sendRequests();
    void rereadFleet(Instant now);

    // gateway_trust.cpp
    void onAlarm(const Link& link, const NodeAlarm& alarm, Instant now);
    void onTrustState(Link& link, const TrustVersions& trust, Instant now);
    void sendTrust(Instant now);
    bool sendTrustTo(LinkId id, Link& link);
    const std::vector<ports::TrustDocument>* documentsFor(const Link& link);

    GatewayConfig m_config;
    GatewayPorts m_ports;
    FleetRows m_rows;
    TelemetryFold m_telemetry;
    LogBatch m_logs;
    GatewayCounters m_counters;
    std::unordered_map<LinkId, Link> m_links;
    std::unordered_map<NodeId, LinkId> m_bySession; ///< links after their hello
    std::vector<Receipt> m_receipts;                ///< wait for the store
    std::set<NodeId> m_redeliver;                   ///< new sessions since the last take
    std::set<std::pair<Instant, LinkId>> m_looks;   ///< when a session's commands are asked for again
    std::set<Instant> m_lookAtAll;                  ///< when those of every session are
    std::map<Scope, Fence> m_fences;
    std::deque<Request> m_requests;
    std::deque<std::pair<Instant, LinkId>> m_silent; ///< links without hello, in order of opening
    Instant m_retryAt{};                             ///< the store refused: not before
    Instant m_rereadAt{};
    std::uint64_t m_fleetVersion = 0;
    /// Documents after a root's version, by environment, as read in this round.
    std::map<std::pair<EnvironmentId, std::uint64_t>, std::vector<ports::TrustDocument>> m_documents;
    std::uint64_t m_trustRound = 1; ///< goes up whenever the documents may be others
    bool m_trustWaits = true;
    Instant m_trustRereadAt{}; ///< floor, should a hint be lost
    bool m_commandsWait = true;
    bool m_fencesWait = true;
    std::uint64_t m_ownPuts = 0; ///< fleet hints that our own writes will cause
};

} // namespace hotswap::gateway
