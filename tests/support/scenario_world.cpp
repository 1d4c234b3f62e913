// SPDX-License-Identifier: Apache-2.0
// The world of a scenario: what people do, what nodes do, what the metrics say.
#include "core/domain/invariant.h"
#include "tests/support/scenario.h"

#include <algorithm>

namespace hotswap::support {

using namespace std::chrono_literals;

namespace {

constexpr Duration kWork = 2s; // from command to receipt
constexpr Duration kBreaksAfter = 40s;

} // namespace

Scenario& Scenario::act(Verb verb, const std::string& node, const std::string& reason) {
    auto bodies = m_deployment->eventsFor(verb, UserId("operator"), NodeId(node), reason);
    m_acted = bodies.ok() ? success() : Status(bodies.error());
    if (bodies.ok()) {
        append(std::move(*bodies));
        settle();
    }
    return *this;
}

Scenario& Scenario::approve() {
    return decideApproval(ApprovalState::Approved);
}

Scenario& Scenario::decideApproval(ApprovalState state) {
    const ApprovalProgress* pending = m_deployment->pendingApproval();
    HS_INVARIANT(pending != nullptr, "an approval is pending");
    events::ApprovalDecided decided{pending->id, state, UserId("approver"), "looked at it", {}};
    if (state == ApprovalState::Approved) {
        decided.votes.push_back({"vote", KeyId("key"), "signature"});
    }
    append({decided});
    settle();
    return *this;
}

Scenario& Scenario::superseded() {
    m_view.newer = DeploymentId("d2");
    settle();
    return *this;
}

Scenario& Scenario::joins(const std::string& node) {
    m_machines[node];
    publish(node);
    settle();
    return *this;
}

Scenario& Scenario::frozen(bool frozen) {
    m_view.frozen = frozen;
    settle();
    return *this;
}

Scenario& Scenario::capacityTaken(bool taken) {
    m_capacityTaken = taken;
    settle();
    return *this;
}

Scenario& Scenario::takeover() {
    m_deployment = *Deployment::fold(m_events);
    engine::DeploymentView fresh;
    fresh.isItsTurn = m_view.isItsTurn;
    fresh.freshPlan = m_view.freshPlan;
    fresh.stable = m_view.stable;
    fresh.frozen = m_view.frozen;
    m_view = std::move(fresh);
    m_looks = {};
    rebuild();
    settle();
    return *this;
}

Scenario& Scenario::checkEnds(Stage stage, const std::string& check, bool passed) {
    m_view.checks.push_back({stage, check, passed, passed ? "" : "it broke", 1s});
    settle();
    return *this;
}

void Scenario::append(std::vector<DeploymentEventBody> bodies) {
    for (DeploymentEventBody& body : bodies) {
        const bool replanned = std::holds_alternative<events::Started>(body) ||
                               std::holds_alternative<events::NodesJoined>(body);
        DeploymentEvent event{m_deployment->version() + 1, m_now, std::move(body)};
        const Status taken = m_deployment->apply(event);
        HS_INVARIANT(taken.ok(), describe(taken.error()).c_str());
        m_events.push_back(std::move(event));
        if (replanned) {
            rebuild();
        }
    }
}

void Scenario::take(const engine::Decision& decision) {
    std::vector<DeploymentEventBody> bodies = decision.events;
    if (decision.requestApproval) {
        bodies.emplace_back(events::ApprovalRequested{
            ApprovalId("a" + std::to_string(m_deployment->approvals().size())), plan().digest, m_now + 24h});
    }
    for (const engine::NodeIntent& intent : decision.intents) {
        order(intent, bodies);
    }
    append(std::move(bodies));
    for (const NodeId& id : decision.release) {
        std::erase(m_claimedNow, id);
    }
    for (const CommandId& id : decision.voidCommands) {
        const auto open = m_open.find(id);
        if (open != m_open.end() && !isReached(open->second)) {
            m_void.insert(id);
            m_open.erase(open);
        }
    }
    for (const CommandId& id : decision.askCommands) {
        m_view.commandStates[id] =
            m_void.contains(id) ? ports::CommandState::Void : ports::CommandState::Delivered;
    }
    startChecks(decision);
    if (decision.look) {
        look(*decision.look);
    }
}

void Scenario::order(const engine::NodeIntent& intent, std::vector<DeploymentEventBody>& bodies) {
    const NodeId id = m_deployment->nodes().at(intent.node).id;
    Open open{intent.node, CommandId("c" + std::to_string(++m_commands)), intent.action, intent.release,
              intent.rollback};
    bodies.emplace_back(
        events::NodeCommanded{id, open.id, intent.action, intent.wave, intent.rollback, intent.giveUpAt});
    ++m_commandsTo[id.value];
    m_claimedNow.push_back(id);
    m_open[open.id] = open;
    m_mostAtWork = std::max(m_mostAtWork, static_cast<unsigned>(m_open.size()));
    if (!m_release.swapsWithoutDowntime) {
        m_mostDown = std::max(m_mostDown, static_cast<unsigned>(m_open.size()));
    }
    at(m_now + kWork, [this, open] { carryOut(open); });
}

/// Whether the command gets to its node now.
bool Scenario::isReached(const Open& command) const {
    const Machine& machine = m_machines.at(m_deployment->nodes().at(command.node).id.value);
    return machine.conduct != Conduct::NotDelivered && machine.state != NodeState::Offline;
}

void Scenario::carryOut(const Open& command) {
    const std::string name = m_deployment->nodes().at(command.node).id.value;
    Machine& machine = m_machines.at(name);
    if (!m_open.contains(command.id)) {
        return; // void
    }
    if (!isReached(command)) {
        at(m_now + kWork, [this, command] { carryOut(command); });
        return;
    }
    if (machine.conduct == Conduct::Silent && !command.rollback) {
        m_open.erase(command.id);
        return;
    }
    if (command.rollback && machine.conduct == Conduct::CannotGoBack) {
        answer(command, ReceiptOutcome::Failed);
        return;
    }
    if (!command.rollback && machine.conduct == Conduct::Reverts) {
        answer(command, ReceiptOutcome::Reverted);
        return;
    }
    switch (command.action) {
    case CommandAction::Prepare: machine.prepared = command.release.version.text(); break;
    case CommandAction::Discard: machine.prepared.clear(); break;
    case CommandAction::Remove: machine.version.clear(); break;
    case CommandAction::Apply:
    case CommandAction::Switch:
    case CommandAction::Revert:
        machine.version = command.release.version.text();
        machine.prepared.clear();
        break;
    case CommandAction::Drain:
    case CommandAction::Undrain:
    case CommandAction::Stop: break; // orders to the fleet, of no deployment
    }
    machine.healthy = command.rollback || machine.conduct != Conduct::NeverHealthy;
    if (!command.rollback && machine.conduct == Conduct::BreaksLater) {
        at(m_now + kBreaksAfter, [this, name] {
            m_machines.at(name).healthy = false;
            publish(name);
        });
    }
    publish(name);
    answer(command, ReceiptOutcome::Applied);
}

void Scenario::answer(const Open& command, ReceiptOutcome outcome) {
    ports::StoredReceipt stored;
    stored.sequence = ++m_receipts;
    stored.receipt.command = command.id;
    stored.receipt.node = m_deployment->nodes().at(command.node).id;
    stored.receipt.outcome = outcome;
    stored.receipt.reason = ErrorCode::Timeout;
    stored.receipt.detail = "probe http /health: status 500";
    stored.receipt.running = release(m_machines.at(stored.receipt.node.value).version);
    m_view.receipts.push_back(std::move(stored));
    m_open.erase(command.id);
}

void Scenario::startChecks(const engine::Decision& decision) {
    for (const engine::CheckStart& check : decision.checks) {
        m_view.checksStarted.insert(std::string(stageName(check.stage)) + "/" + check.check);
        m_checks.push_back(check.check);
        if (check.kind != engine::CheckStart::Kind::Named) {
            m_view.checks.push_back({check.stage, check.check, true, {}, 0ms});
        }
    }
}

double Scenario::errorRateOf(const ports::ArmRequest& arm) const {
    return arm.release == m_release.release.digest ? m_canaryErrors : m_baselineErrors;
}

/// What the nodes would have measured: a row a node and 10 s.
class Scenario::Meters final : public ports::MetricsSource {
public:
    explicit Meters(const Scenario& scenario) : m_scenario(scenario) {}

    Result<std::vector<Sample>> rows(const Scope& scope, const ports::ArmRequest& arm) override {
        if (m_scenario.m_sourceFails) {
            return makeError(ErrorCode::Unavailable);
        }
        std::vector<Sample> rows;
        const auto intervals = (arm.from.time_since_epoch() + kRow - Duration{1}) / kRow;
        for (Instant start{intervals * kRow}; start + kRow <= arm.to; start += kRow) {
            for (const NodeId& node : arm.nodes) {
                rows.push_back(row(scope, arm, node, start));
            }
        }
        return rows;
    }

private:
    static constexpr Duration kRow{10'000};
    static constexpr double kCpu = 30;
    static constexpr double kMemory = 40;

    Sample row(const Scope& scope, const ports::ArmRequest& arm, const NodeId& node, Instant start) const {
        Sample sample;
        sample.node = node;
        sample.module = scope.module;
        sample.release = arm.release.value_or(Digest{});
        sample.start = start;
        sample.length = kRow;
        const auto sum = [&](Instant at, double rate) { // whole numbers that add up to the rate in the end
            return static_cast<std::uint64_t>(static_cast<double>((at - m_scenario.m_epoch).count()) * rate);
        };
        const double perMs = m_scenario.m_traffic / 1'000;
        sample.requests = sum(start + kRow, perMs) - sum(start, perMs);
        const double errors = perMs * m_scenario.errorRateOf(arm);
        sample.errors = sum(start + kRow, errors) - sum(start, errors);
        sample.latency.record(20, sample.requests);
        sample.cpuPercent = kCpu;
        sample.memoryPercent = kMemory;
        return sample;
    }

    const Scenario& m_scenario;
};

void Scenario::look(const engine::LookRequest& request) {
    m_view.lastLook = m_now;
    Meters meters(*this);
    auto taken = m_looks.take({*m_deployment, meters}, request, {}, m_now);
    if (!taken.ok()) {
        ++m_view.sourceErrors;
        return;
    }
    m_view.sourceErrors = 0;
    m_view.look = *std::move(taken);
}

} // namespace hotswap::support
