// SPDX-License-Identifier: Apache-2.0
#pragma once
// Rollouts as stories: Given a fleet and a policy, When something is done or time passes, Then the deployment
// is in a state. Drives the pure reconciler over a tiny world of nodes that obey, fail, keep silent or fall
// ill; simulated time, no threads, no store.

#include "core/engine/look_feed.h"
#include "core/engine/reconciler.h"
#include "core/engine/wave_planner.h"

#include <deque>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace hotswap::support {

/// What a node does with a command.
enum class Conduct {
    Good,         ///< applies, serves, healthy
    Reverts,      ///< the new release never gets healthy there; the node puts the old one back itself
    Silent,       ///< never answers a forward command; it is not known what it did
    NeverHealthy, ///< applies, but its probes fail afterwards
    BreaksLater,  ///< healthy at first, probes fail after `breaksAfter`
    CannotGoBack, ///< applies well, but every way back fails
    NotDelivered, ///< its commands stay in the queue
};

class Scenario {
public:
    Scenario();

    // ---- given ----
    Scenario& environment(const std::string& name, StrategyKind strategy);
    Scenario& fleet(unsigned nodes); ///< "n01", "n02" … on the stable release
    Scenario& firstRelease();        ///< the scope has no stable release and nothing runs
    Scenario& newIsStable();         ///< nodes lag behind; the release is the stable one already
    Scenario& conduct(const std::string& node, Conduct conduct);
    Scenario& state(const std::string& node, NodeState state);
    Scenario& swapsWithDowntime();
    Scenario& errorRates(double canary, double baseline);
    Scenario& traffic(double requestsPerSecondAndNode);
    Scenario& sourceFails(bool fails);
    Policy& policy() { return m_policy; }
    Scenario& adjust(const std::function<void(Policy&)>& change);
    Scenario& selector(NodeSelector selector);

    // ---- when ----
    Scenario& submit();
    Scenario& advance(Duration time);
    Scenario& act(Verb verb, const std::string& node = {}, const std::string& reason = "because");
    Scenario& approve();
    Scenario& decideApproval(ApprovalState state);
    Scenario& superseded();
    Scenario& joins(const std::string& node);
    Scenario& frozen(bool frozen);
    Scenario& capacityTaken(bool taken); ///< another deployment holds the nodes
    Scenario& takeover();                ///< everything but the events is lost
    Scenario& checkEnds(Stage stage, const std::string& check, bool passed);

    // ---- then ----
    const Deployment& deployment() const { return *m_deployment; }
    const Plan& plan() const { return m_deployment->plan(); }
    std::string stateName() const { return std::string(deploymentStateName(m_deployment->state())); }
    std::string why() const { return std::string(endReasonName(m_deployment->endReason())); }
    bool isPausedBy(PauseReason reason) const { return m_deployment->isPausedBy(reason); }
    unsigned nodesOn(const std::string& version) const;
    unsigned count(NodeStep step) const { return m_deployment->nodes().count(step); }
    const NodeProgress& node(const std::string& name) const;
    unsigned commandsTo(const std::string& node) const;
    unsigned mostAtWork() const { return m_mostAtWork; } ///< nodes with an open command, at any time
    unsigned mostNotServing() const {
        return m_mostDown;
    } ///< with downtime: nodes switched or being switched
    unsigned changesStarted() const { return m_commands; }
    const std::vector<DeploymentEvent>& events() const { return m_events; }
    unsigned countEvents(const std::string& name) const;
    const std::vector<NodeId>& claimed() const { return m_claimedNow; }
    Instant now() const { return m_now; }
    bool planWasRefused() const { return m_planRefused.has_value(); }
    const Error& refusal() const { return *m_planRefused; }
    Status acted() const { return m_acted; }
    std::vector<std::string> checksStarted() const { return m_checks; }
    bool foldEqualsState() const; ///< folding the log anew gives the state that was kept

private:
    struct Machine {
        Conduct conduct = Conduct::Good;
        std::string version;  ///< runs; empty: nothing
        std::string prepared; ///< in the idle slot
        bool healthy = true;
        NodeState state = NodeState::Running;
    };
    struct Open {
        std::uint32_t node = 0;
        CommandId id;
        CommandAction action = CommandAction::Apply;
        Release release;
        bool rollback = false;
    };

    void settle();
    bool round();
    void take(const engine::Decision& decision);
    void append(std::vector<DeploymentEventBody> bodies);
    void order(const engine::NodeIntent& intent, std::vector<DeploymentEventBody>& bodies);
    bool isReached(const Open& command) const;
    void carryOut(const Open& command);
    void answer(const Open& command, ReceiptOutcome outcome);
    void look(const engine::LookRequest& request);
    class Meters;
    double errorRateOf(const ports::ArmRequest& arm) const;
    void startChecks(const engine::Decision& decision);
    void publish(const std::string& name);
    void rebuild();
    Release release(const std::string& version) const;
    engine::PlanRequest planRequest() const;
    void at(Instant when, std::function<void()> what);

    Instant m_now;
    Instant m_epoch = instantFromMs(1'780'000'000'000); ///< traffic is counted from
    EnvironmentId m_environment{"Production"};
    Policy m_policy;
    NodeSelector m_selector;
    ReleaseInfo m_release;
    std::optional<Release> m_stable;
    std::map<std::string, Machine> m_machines;
    double m_canaryErrors = 0.001;
    double m_baselineErrors = 0.001;
    double m_traffic = 20;
    bool m_sourceFails = false;
    bool m_capacityTaken = false;

    engine::FleetMirror m_fleet;
    std::uint64_t m_fleetVersion = 0;
    engine::RunFacts m_facts;
    engine::DeploymentView m_view;
    engine::LookFeed m_looks;
    std::optional<Deployment> m_deployment;
    std::vector<DeploymentEvent> m_events;
    std::optional<Error> m_planRefused;
    Status m_acted = success();

    std::multimap<Instant, std::function<void()>> m_future;
    Instant m_wakeAt = kNever;
    std::map<CommandId, Open> m_open;
    std::set<CommandId> m_void;
    std::map<std::string, unsigned> m_commandsTo;
    std::vector<NodeId> m_claimedNow;
    std::vector<std::string> m_checks;
    std::uint64_t m_receipts = 0;
    unsigned m_commands = 0;
    unsigned m_mostAtWork = 0;
    unsigned m_mostDown = 0;
};

} // namespace hotswap::support
