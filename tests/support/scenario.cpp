// SPDX-License-Identifier: Apache-2.0
#include "tests/support/scenario.h"

#include "core/domain/invariant.h"

#include <algorithm>

namespace hotswap::support {

using namespace std::chrono_literals;

namespace {

const std::string kStable = "1.0.0";
const std::string kNew = "1.1.0";

} // namespace

Scenario::Scenario() : m_now(instantFromMs(1'790'000'000'000)) {
    m_policy = defaultPolicy(m_environment);
    m_stable = release(kStable);
    m_release.release = release(kNew);
}

Release Scenario::release(const std::string& version) const {
    if (version.empty()) {
        return {};
    }
    return {ModuleName("storefront"), *Version::parse(version), Digest(version + std::string(59, 'a'))};
}

Scenario& Scenario::environment(const std::string& name, StrategyKind strategy) {
    m_environment = EnvironmentId(name);
    m_policy = defaultPolicy(m_environment, strategy);
    return *this;
}

Scenario& Scenario::fleet(unsigned nodes) {
    for (unsigned i = 1; i <= nodes; ++i) {
        const std::string name = (i < 10 ? "n0" : "n") + std::to_string(i);
        m_machines[name].version = m_stable ? kStable : std::string();
        publish(name);
    }
    return *this;
}

Scenario& Scenario::firstRelease() {
    m_stable.reset();
    return *this;
}

Scenario& Scenario::newIsStable() {
    m_stable = release(kNew);
    return *this;
}

Scenario& Scenario::conduct(const std::string& node, Conduct conduct) {
    m_machines.at(node).conduct = conduct;
    return *this;
}

Scenario& Scenario::state(const std::string& node, NodeState state) {
    m_machines.at(node).state = state;
    publish(node);
    settle();
    return *this;
}

Scenario& Scenario::swapsWithDowntime() {
    m_release.swapsWithoutDowntime = false;
    return *this;
}

Scenario& Scenario::errorRates(double canary, double baseline) {
    m_canaryErrors = canary;
    m_baselineErrors = baseline;
    return *this;
}

Scenario& Scenario::traffic(double requestsPerSecondAndNode) {
    m_traffic = requestsPerSecondAndNode;
    return *this;
}

Scenario& Scenario::sourceFails(bool fails) {
    m_sourceFails = fails;
    return *this;
}

Scenario& Scenario::adjust(const std::function<void(Policy&)>& change) {
    change(m_policy);
    return *this;
}

Scenario& Scenario::selector(NodeSelector selector) {
    m_selector = std::move(selector);
    return *this;
}

engine::PlanRequest Scenario::planRequest() const {
    return {{TenantId("lab"), m_environment, ModuleName("storefront")},
            &m_release,
            m_stable,
            &m_policy,
            &m_selector,
            m_fleet.all()};
}

Scenario& Scenario::submit() {
    const auto planned = engine::plan(planRequest(), [](std::string_view text) {
        return Digest(std::to_string(std::hash<std::string_view>{}(text)));
    });
    if (!planned.ok()) {
        m_planRefused = planned.error();
        return *this;
    }
    DeploymentSpec spec;
    spec.id = DeploymentId("d1");
    spec.scope = planRequest().scope;
    spec.release = m_release;
    spec.stable = m_stable;
    spec.policy = m_policy;
    spec.selector = m_selector;
    spec.requestedBy = UserId("operator");
    DeploymentEvent event{1, m_now, events::Submitted{std::move(spec), *planned}};
    m_events.push_back(event);
    m_deployment = *Deployment::fold(m_events);
    m_view.isItsTurn = true;
    m_view.freshPlan = *planned;
    m_view.stable = m_stable;
    rebuild();
    settle();
    return *this;
}

void Scenario::rebuild() {
    m_facts.rebuild(*m_deployment, m_fleet, m_now);
    m_view.deployment = &*m_deployment;
    m_view.facts = &m_facts;
    m_view.fleet = &m_fleet;
}

void Scenario::publish(const std::string& name) {
    const Machine& machine = m_machines.at(name);
    ports::FleetDelta delta;
    Node node;
    node.id = NodeId(name);
    node.environment = m_environment;
    node.state = machine.state;
    node.labels = {{"zone", name.back() % 2 == 0 ? "a" : "b"}};
    if (!machine.version.empty() || !machine.prepared.empty()) {
        NodeRelease& runs = node.modules[ModuleName("storefront")];
        runs.current = release(machine.version);
        runs.healthy = machine.healthy;
        if (!machine.prepared.empty()) {
            runs.prepared = release(machine.prepared);
        }
    }
    delta.nodes.push_back(std::move(node));
    delta.version = ++m_fleetVersion;
    for (const Node* changed : m_fleet.apply(delta)) {
        if (m_deployment) {
            m_facts.update(*m_deployment, *changed, m_now);
        }
    }
    m_facts.environmentNodes = m_fleet.total();
    m_facts.servingNodes = m_fleet.serving();
}

void Scenario::at(Instant when, std::function<void()> what) {
    m_future.emplace(when, std::move(what));
}

Scenario& Scenario::advance(Duration time) {
    const Instant until = m_now + time;
    while (true) {
        const Instant next = std::min(m_wakeAt, m_future.empty() ? kNever : m_future.begin()->first);
        if (next > until) {
            break;
        }
        m_now = std::max(m_now, next);
        while (!m_future.empty() && m_future.begin()->first <= m_now) {
            const auto what = m_future.begin()->second;
            m_future.erase(m_future.begin());
            what();
        }
        settle();
    }
    m_now = until;
    settle();
    return *this;
}

/// Decides and acts until nothing is left to do at this moment.
void Scenario::settle() {
    if (!m_deployment) {
        return;
    }
    for (int rounds = 0; round(); ++rounds) {
        HS_INVARIANT(rounds < 10'000, "decisions come to rest");
    }
}

bool Scenario::round() {
    const engine::Decision decision = engine::reconcile(m_view, m_now);
    m_view.receipts.clear();
    m_view.checks.clear();
    m_view.look.reset();
    m_wakeAt = decision.wakeAt;
    if (decision.isEmpty()) {
        return false;
    }
    const bool refused = m_capacityTaken && !decision.intents.empty() && !decision.intents.front().rollback;
    if (refused) {
        m_view.capacityRefused = true;
        m_view.capacityRetryAt = m_now + 10s;
        return true;
    }
    take(decision);
    if (m_deployment->isPausedBy(PauseReason::Capacity)) {
        m_view.capacityRefused = false;
    }
    return true;
}

bool Scenario::foldEqualsState() const {
    const auto again = Deployment::fold(m_events);
    return again.ok() && again->summarize() == m_deployment->summarize();
}

unsigned Scenario::nodesOn(const std::string& version) const {
    return static_cast<unsigned>(std::count_if(m_machines.begin(), m_machines.end(), [&](const auto& entry) {
        return entry.second.version == version;
    }));
}

const NodeProgress& Scenario::node(const std::string& name) const {
    return m_deployment->nodes().at(*m_deployment->nodes().indexOf(NodeId(name)));
}

unsigned Scenario::commandsTo(const std::string& node) const {
    const auto it = m_commandsTo.find(node);
    return it == m_commandsTo.end() ? 0 : it->second;
}

unsigned Scenario::countEvents(const std::string& name) const {
    return static_cast<unsigned>(
        std::count_if(m_events.begin(), m_events.end(),
                      [&](const DeploymentEvent& e) { return eventName(e.body) == name; }));
}

} // namespace hotswap::support
