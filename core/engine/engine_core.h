// SPDX-License-Identifier: Apache-2.0
#pragma once
// The engine's inside: scopes with their runs, mirrors of fleets, leases and deadlines. One thread; private.

#include "core/engine/deadline_queue.h"
#include "core/engine/effect_runner.h"
#include "core/engine/engine.h"
#include "core/engine/mailbox.h"
#include "core/engine/run.h"

#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <unordered_map>

namespace hotswap::engine {

class Engine::Impl {
public:
    Impl(EnginePorts ports, EngineOptions options);

    void start();
    Instant tick(Instant now);
    Instant storeWake() const;
    void release();

    std::shared_ptr<Mailbox> mailbox;
    std::string stoppedBecause() const;
    EngineStats stats() const;

private:
    using FleetKey = std::pair<TenantId, EnvironmentId>;
    struct Fleet {
        FleetMirror mirror;
        bool stale = true;
        bool frozen = false;
    };

    // engine.cpp: messages
    void take(const ports::StreamHint& hint);
    void take(messages::CheckEnded& message);
    void take(messages::SeriesRead& message);
    void take(const messages::FreezeChanged& message);
    void take(const messages::Refresh&);
    void take(const messages::StoreChanged&);
    void forgetMemory(ScopeState& scope);
    void work();
    bool leads(const EnvironmentId& environment) const;

    // engine_scopes.cpp: what there is to lead
    void findWork();
    void readScope(ScopeState& scope);
    bool ensureLease(ScopeState& scope);
    void renewWhenDue();
    void renewLeases();
    void loseLease(ScopeState& scope);
    void endTerm(ScopeState& scope, LeadershipChange::Kind why);
    void take(ScopeState& scope, const ports::StreamHint& leaseHint);
    void handOver(ScopeState& scope);
    void forget(ScopeState& scope);
    void fenceOpenCommands(ScopeState& scope);
    bool hasNews(const ScopeState& scope);
    void refreshFleets();
    Fleet& fleetOf(const ScopeState& scope);
    ScopeState& scopeOf(const Scope& scope);
    Run* findRun(const DeploymentId& id, ScopeState** scope = nullptr);
    void updateFacts(const FleetKey& key, const Fleet& fleet, const std::vector<const Node*>& changed);
    void expireApprovals();
    void noteExpiries(Instant store);

    // engine_orders.cpp: drain, undrain, stop the line
    bool loadOrders(ScopeState& scope);
    bool driveOrders(ScopeState& scope);
    bool driveOrder(ScopeState& scope, FleetOrder& order, const std::set<NodeId>& overtaken);
    bool beginStop(ScopeState& scope, const FleetOrder& order);
    void voidWorkOf(const ScopeState& scope, ports::Transaction& tx) const;
    bool commandNodes(const ScopeState& scope, const FleetOrder& order, const std::vector<NodeId>& nodes,
                      ports::Transaction& tx);
    bool commitOrder(ScopeState& scope, ports::Transaction tx);
    void retryOrders(ScopeState& scope);

    // engine_drive.cpp: one deployment at a time
    void drive(ScopeState& scope);
    void driveRun(ScopeState& scope, Run& run);
    bool refresh(ScopeState& scope, Run& run);
    bool loadEvents(const ScopeState& scope, Run& run);
    bool loadReceipts(Run& run);
    void prepare(ScopeState& scope, Run& run);
    void planAnew(const ScopeState& scope, Run& run);
    void settle(Run& run, const Decision& decision);
    void giveUp(Run& run, std::vector<CheckOutcome>& checks);
    bool isItsTurn(const ScopeState& scope, const Run& run) const;
    void park(ScopeState& scope);
    void retrySoon(Run& run);

    EnginePorts m_ports;
    EngineOptions m_options;
    EngineStats m_stats;
    EffectRunner m_runner;
    std::unique_ptr<ports::FeedSubscription> m_subscription;

    std::map<Scope, std::unique_ptr<ScopeState>> m_scopes;
    std::unordered_map<DeploymentId, ScopeState*> m_scopeOfRun;
    std::map<FleetKey, Fleet> m_fleets;
    DeadlineQueue m_deadlines;
    Instant m_now{};
    Instant m_slowPollAt{};
    Instant m_renewAt = kNever;
    Instant m_expiryAt = kNever;
    bool m_started = false;

    mutable std::mutex m_outside; ///< guards what other threads read
    std::string m_stoppedBecause;
    EngineStats m_publishedStats;
};

} // namespace hotswap::engine
