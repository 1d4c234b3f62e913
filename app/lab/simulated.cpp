// SPDX-License-Identifier: Apache-2.0
#include "app/lab/simulated.h"

#include "app/lab/adoption.h"
#include "core/crypto/hash.h"
#include "core/node/keyring_trust.h"

#include <algorithm>
#include <cmath>

namespace hotswap::lab {

namespace {

constexpr double kRequestsPerSecond = 40; // per simulated node
constexpr Duration kStepMax{50};          // real time of one step at most; then mail is looked at again
constexpr Duration kLagMax{200};          // real time that the simulation may be behind before it is let go
constexpr std::size_t kHintsMax = 100'000;
const std::string kEngineName = "lab-simulated-"; // then the number of its life

std::set<EnvironmentId> gatedOf(const std::vector<SimulatedEnvironment>& environments) {
    std::set<EnvironmentId> gated;
    for (const SimulatedEnvironment& environment : environments) {
        if (defaultPolicy(environment.id).approval.required) {
            gated.insert(environment.id);
        }
    }
    return gated;
}

std::string nodeName(const EnvironmentId& environment, std::uint32_t number) {
    std::string name = environment.value + "-" + std::to_string(number);
    std::transform(name.begin(), name.end(), name.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return name;
}

} // namespace

/// What simulated nodes believe: the lab's keys for commands and votes. Links inside one program need no
/// proof.
class Simulated::Trust final : public node::NodeTrust {
public:
    Trust(const crypto::TrustedKeys& keys, std::set<EnvironmentId> gated)
        : m_keys({keys, crypto::LabKeys::Allowed, std::move(gated), 1},
                 crypto::generateSigningKey(crypto::KeyPurpose::Node, crypto::KeyOrigin::Lab)) {}

    Result<Command> openCommand(const SignedCommand& command, Instant now) const override {
        return m_keys.openCommand(command, now);
    }
    Status verifyVotes(const Command& command, Instant now) const override {
        return m_keys.verifyVotes(command, now);
    }
    Status verifyWelcome(const frames::Welcome&) const override { return success(); }
    std::string signReceipt(const Receipt&) const override { return {}; }

private:
    node::KeyringTrust m_keys;
};

Result<std::unique_ptr<Simulated>> Simulated::make(SharedParts& shared,
                                                   std::vector<SimulatedEnvironment> environments) {
    auto plan = sim::planNamed(shared.options.scenario);
    if (!plan.ok()) {
        return invalidField("--scenario", plan.error().fields.begin()->second);
    }
    return std::unique_ptr<Simulated>(new Simulated(shared, std::move(environments), std::move(*plan)));
}

Simulated::Simulated(SharedParts& shared, std::vector<SimulatedEnvironment> environments, sim::FaultPlan plan)
    : m_shared(shared),
      m_environments(std::move(environments)),
      m_plan(std::move(plan)),
      m_clock(shared.clock.now()),
      m_random(shared.options.seed),
      m_trust(std::make_unique<Trust>(shared.keys->trusted(), gatedOf(m_environments))),
      m_connection({}, shared.options.seed, m_clock),
      m_store(m_connection, shared.store->store(), [](const ports::Transaction&, const ports::Committed&) {}),
      m_commands(m_connection, shared.store->commands(), [](const std::vector<Receipt>&) {}),
      m_fleetStore(m_connection, shared.store->fleet()),
      m_leases(m_connection, shared.store->leases()),
      m_metrics(m_connection, shared.store->metrics()),
      m_evidence(m_connection, shared.store->evidence()) {
    for (const SimulatedEnvironment& environment : m_environments) {
        m_shared.clocks.give(environment.id, m_clock);
    }
    fillCatalog();
    m_gateways = std::make_unique<sim::SimGateways>(1, kLabTenant, below(), shared.options.seed);
    makeFleet();
}

Simulated::~Simulated() {
    stop();
}

sim::StoreBelow Simulated::below() {
    return {m_store, m_commands, m_fleetStore, m_leases, m_metrics, &m_shared.store->records(), &m_evidence};
}

void Simulated::fillCatalog() {
    const auto releases = m_shared.packages->list();
    HS_INVARIANT(releases.ok(), "packages in memory can be listed");
    for (const ReleaseInfo& info : *releases) {
        sim::SimRelease release;
        release.info = info;
        const Status trust = m_shared.packages->verifyTrust(info.release.digest);
        if (!trust.ok()) {
            release.condition = trust.error().code == ErrorCode::SignatureMissing
                                    ? sim::PackageCondition::Unsigned
                                    : sim::PackageCondition::Untrusted;
        } else if (!m_shared.packages->verifyIntegrity(info.release.digest).ok()) {
            release.condition = sim::PackageCondition::Altered;
        }
        release.behaviour = sim::behaviourWith(sim::demoFault(info.release.module, info.release.version));
        m_catalog.add(std::move(release));
    }
}

void Simulated::makeFleet() {
    sim::SimFleetSetup setup;
    setup.tenant = kLabTenant;
    setup.seed = m_shared.options.seed;
    setup.link = m_plan.link;
    setup.faults = m_plan.nodes;
    setup.faultsFor = m_plan.faultsFor;
    for (const SimulatedEnvironment& environment : m_environments) {
        for (std::uint32_t i = 1; i <= environment.nodes; ++i) {
            setup.nodes.push_back({NodeId{nodeName(environment.id, i)},
                                   environment.id,
                                   {{"rack", "r" + std::to_string(i % 4 + 1)}},
                                   {m_shared.startRelease()},
                                   kRequestsPerSecond});
        }
    }
    m_fleet = std::make_unique<sim::SimFleet>(
        std::move(setup), sim::SimFleetPorts{m_catalog, *m_trust, *m_gateways, m_observer, {}},
        m_clock.now());
}

void Simulated::makeEngine() {
    engine::EngineOptions options;
    m_shared.absent(HolderId{kEngineName + std::to_string(m_engineLife)});
    options.holder = HolderId{kEngineName + std::to_string(++m_engineLife)};
    m_shared.present(options.holder, {});
    for (const SimulatedEnvironment& environment : m_environments) {
        options.environments.push_back(environment.id);
    }
    m_engine = std::make_unique<engine::Engine>(
        engine::EnginePorts{m_store, m_commands, m_fleetStore, m_leases, m_shared.store->feed(), m_metrics,
                            *m_shared.packages, *m_shared.checks, *m_shared.keys, m_shared.clock,
                            m_shared.random, nullptr,
                            [](std::string_view bytes) { return crypto::digestOf(bytes); },
                            &m_shared.store->orders(), &m_evidence},
        options);
    m_engine->setWaker([this] { m_loop->wake(); });
    m_engine->start();
    m_engineWake = m_clock.now();
}

Status Simulated::start() {
    for (const SimulatedEnvironment& environment : m_environments) {
        AdoptedScope adopted;
        adopted.scope = {kLabTenant, environment.id, m_shared.startRelease().module};
        adopted.release = m_shared.startRelease();
        for (std::uint32_t i = 1; i <= environment.nodes; ++i) {
            adopted.nodes.push_back(NodeId{nodeName(environment.id, i)});
        }
        HS_TRY(recordAdoption(m_shared, adopted, m_clock.now()));
    }
    m_realAnchor = m_shared.clock.now();
    m_simAnchor = m_clock.now();
    m_loop = std::make_unique<app::WorkLoop>("lab-simulated", m_shared.clock, [this](const std::string& why) {
        m_shared.partStopped("simulated environments", why);
    });
    m_feed = m_shared.store->feed().listen([this](const ports::StreamHint& hint) {
        {
            const std::lock_guard lock(m_mutex);
            if (m_hints.size() < kHintsMax) {
                m_hints.push_back(hint);
            }
        }
        m_loop->wake();
    });
    makeEngine();
    m_fleet->start();
    m_loop->start([this] { return step(); });
    return success();
}

void Simulated::stop() {
    m_feed.reset();
    if (m_loop) {
        m_loop->stop();
    }
    m_engine.reset();
}

void Simulated::beginFaults() {
    const std::lock_guard lock(m_mutex);
    m_beginFaults = true;
    m_loop->wake();
}

void Simulated::planRestarts() {
    const auto somewhere = [this] { return m_clock.now() + m_random.between(Duration{0}, m_plan.faultsFor); };
    for (std::uint32_t i = 0; i < m_plan.leaders.gatewayRestarts; ++i) {
        m_events.at(somewhere(), [this](Instant now) { m_gateways->restart(0, Duration{5'000}, now); });
    }
    for (std::uint32_t i = 0; i < m_plan.leaders.engineRestarts; ++i) {
        // Leases go by real time, so a leader that comes back in fast time gives them up first.
        m_events.at(somewhere(), [this](Instant) {
            m_engine->release();
            makeEngine();
        });
    }
}

void Simulated::takeHints() {
    std::vector<ports::StreamHint> hints;
    bool begin = false;
    {
        const std::lock_guard lock(m_mutex);
        hints.swap(m_hints);
        begin = std::exchange(m_beginFaults, false);
    }
    for (const ports::StreamHint& hint : hints) {
        m_gateways->onHint(hint, m_clock.now());
    }
    if (begin) {
        m_connection.begin(m_plan.store);
        m_fleet->beginFaults();
        planRestarts();
    }
}

Instant Simulated::nextEventAt() const {
    return std::min({m_fleet->nextEventAt(), m_gateways->nextWake(), m_events.nextAt(), m_engineWake});
}

bool Simulated::engineDue(Instant real) const {
    return m_engine->hasMail() || m_engineWake <= m_clock.now() || m_engine->storeWake() <= real;
}

void Simulated::runDue(Instant real) {
    const Instant now = m_clock.now();
    m_events.runDue(now);
    m_fleet->advanceTo(now);
    m_gateways->tickDue(now);
    if (engineDue(real)) {
        m_engineWake = m_engine->tick(now);
    }
    takeHints();
}

void Simulated::checkStopped() {
    std::string why = m_engine->stoppedBecause();
    why = why.empty() ? m_gateways->stopped() : why;
    if (!why.empty()) {
        throw InvariantViolation(why);
    }
}

Instant Simulated::step() {
    const Instant real = m_shared.clock.now();
    const double speed = m_shared.options.speed;
    const double passed = static_cast<double>((real - m_realAnchor).count()) * speed;
    const Instant target = m_simAnchor + Duration{static_cast<Duration::rep>(passed)};
    takeHints();
    Instant realNow = real;
    // Time never jumps over something that is due: a busy machine makes the simulation slower, not wrong.
    while ((nextEventAt() <= target || engineDue(realNow)) && realNow < real + kStepMax) {
        m_clock.set(std::max(m_clock.now(), std::min(nextEventAt(), target)));
        runDue(realNow);
        checkStopped();
        realNow = m_shared.clock.now();
    }
    if (nextEventAt() <= target) {
        const auto behind = static_cast<double>((target - m_clock.now()).count()) / speed;
        if (behind > static_cast<double>(kLagMax.count())) {
            m_realAnchor = realNow;
            m_simAnchor = m_clock.now();
        }
        return realNow;
    }
    m_clock.set(std::max(m_clock.now(), target));
    const Instant next = nextEventAt();
    const Instant inReal = next == kNever
                               ? kNever
                               : real + Duration{static_cast<Duration::rep>(
                                            std::ceil(static_cast<double>((next - target).count()) / speed))};
    return std::min(inReal, m_engine->storeWake());
}

} // namespace hotswap::lab
