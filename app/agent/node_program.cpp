// SPDX-License-Identifier: Apache-2.0
#include "app/agent/node_program.h"

#include "app/agent/certificate_keeper.h"
#include "app/agent/relaunch.h"
#include "app/agent/stop_signals.h"
#include "app/agent/system_sources.h"
#include "app/agent/systemd_notify.h"
#include "core/crypto/crypto.h"
#include "core/node/agent_upgrade.h"
#include "core/node/file_fence_store.h"
#include "core/node/file_journal.h"
#include "core/node/keyring_trust.h"
#include "core/node/link_websocket.h"
#include "core/node/system_host.h"

#include <QCoreApplication>
#include <QSocketNotifier>

#include <cstdio>

namespace hotswap::agent {

namespace {

using app::ExitCode;

void report(const std::string& text) {
    std::fprintf(stderr, "%s\n", text.c_str());
}

ExitCode refused(const Error& error) {
    report("hotswap-agent: " + describe(error));
    return ExitCode::Failure;
}

Result<node::TrustPolicy> trustPolicy(const NodeOptions& options) {
    node::TrustPolicy policy;
    policy.lab = options.lab ? crypto::LabKeys::Allowed : crypto::LabKeys::Refused;
    policy.gated = options.gated;
    policy.quorum = options.quorum;
    if (!options.trust.empty()) {
        auto keys = node::readTrustDirectory(options.trust);
        if (!keys) {
            return keys.error();
        }
        policy.keys = std::move(*keys);
    }
    return policy;
}

/// By the root document, where the trust folder has one; else by the folder's keys.
Result<node::KeyringTrust> loadTrust(const NodeOptions& options, const node::StateDirectory& state,
                                     crypto::SigningKey key) {
    const auto root = options.trust / "root.json";
    std::error_code ignored;
    if (options.trust.empty() || !std::filesystem::exists(root, ignored)) {
        auto policy = trustPolicy(options);
        HS_TRY(policy);
        return node::KeyringTrust(*std::move(policy), std::move(key));
    }
    auto kept = node::KeptTrust::load({root, state.trustFile(), options.tenant, options.environment,
                                       options.lab ? crypto::LabKeys::Allowed : crypto::LabKeys::Refused});
    HS_TRY(kept);
    return node::KeyringTrust(*std::move(kept), std::move(key));
}

constexpr Duration kReapEvery{10'000};

/// Everything one node is made of. Members are in order of dependence.
class NodeProgram {
public:
    NodeProgram(const NodeOptions& options, node::StateDirectory state, node::KeyringTrust trust,
                std::unique_ptr<node::Reactor> reactor, std::unique_ptr<CertificateKeeper> keeper,
                const ProgramIdentity& self)
        : m_self(self),
          m_keeper(std::move(keeper)),
          m_balancer(options.balancer),
          m_state(std::move(state)),
          m_trust(std::move(trust)),
          m_reactor(std::move(reactor)),
          m_modules({options.id, self.version, self.file.parent_path() / "hotswap-shim", options.listen},
                    m_state, *m_reactor, m_random,
                    [this] { return m_trust.packageChecks(m_agent.storeTime(m_reactor->now())); }),
          m_host(upgradeConfig(), m_state, *m_reactor, m_modules),
          m_journal(m_state.journalFile()),
          m_fences(m_state.fenceFile()),
          m_link(linkConfig(options), linkEvents(), m_random),
          m_agent(agentConfig(options),
                  {m_host, m_journal, m_fences, m_trust, m_link, m_random,
                   [](const frames::LogLine& line) { report(line.text); }, m_trust.keeper()}),
          m_notifier(m_reactor->fd(), QSocketNotifier::Read) {}

    ExitCode run(StopSignals& signals, SystemdNotify& systemd) {
        const auto onEvent = [this](const node::HostEvent& event) { m_agent.onHostEvent(event, now()); };
        m_modules.setEvents(onEvent);
        m_modules.setBalancer(node::makeBalancer(*m_reactor, m_balancer));
        m_host.setEvents(onEvent);
        m_systemd = &systemd;
        QObject::connect(&m_notifier, &QSocketNotifier::activated, &m_notifier,
                         [this] { guarded([this] { m_reactor->dispatch(); }); });
        m_wake.setSingleShot(true);
        QObject::connect(&m_wake, &QTimer::timeout, &m_wake, [this] { guarded([] {}); });
        if (const Status started = m_agent.start(now()); !started) {
            return refused(started.error());
        }
        signals.onStop([this, &systemd] {
            systemd.stopping();
            m_link.stop();
            if (m_keeper) {
                m_keeper->stop();
            }
            QCoreApplication::exit(static_cast<int>(ExitCode::Success));
        });
        QTimer watchdog;
        if (const auto interval = systemd.watchdogInterval()) {
            QObject::connect(&watchdog, &QTimer::timeout, &watchdog, [&systemd] { systemd.alive(); });
            watchdog.start(static_cast<int>(interval->count()));
        }
        QTimer reaper;
        QObject::connect(&reaper, &QTimer::timeout, &reaper, [this] { m_relaunch.reapInherited(); });
        reaper.start(static_cast<int>(kReapEvery.count()));
        startLink();
        guarded([] {});
        // Only once the loop turns: what blocks before it is not ready.
        m_reactor->post([this, &systemd] { becomeReady(systemd); });
        return static_cast<ExitCode>(QCoreApplication::exec());
    }

private:
    node::AgentConfig agentConfig(const NodeOptions& options) const {
        node::AgentConfig config;
        config.node = options.id;
        config.tenant = options.tenant;
        config.environment = options.environment;
        config.labels = options.labels;
        config.publicKey = m_trust.publicKey().bytes();
        config.token = options.token;
        config.hasBalancer = options.balancer.kind != node::BalancerConfig::Kind::None;
        config.drainAroundSwaps = options.balancer.aroundSwaps;
        return config;
    }

    node::LinkConfig linkConfig(const NodeOptions& options) const {
        node::LinkConfig config;
        config.gateways = options.gateways;
        config.identity = m_keeper ? &m_keeper->identity() : nullptr;
        return config;
    }

    void startLink() {
        if (m_keeper) {
            m_keeper->start([this] { m_link.start(); }, report);
        } else {
            m_link.start();
        }
    }

    /// The gateway has said what time it is.
    void checkClock() {
        if (const auto complaint = m_keeper->clockComplaint(m_agent.storeTime(now()))) {
            report("hotswap-agent: " + *complaint);
            m_link.send(frames::LogLine{{}, *complaint});
        }
    }

    node::AgentUpgradeConfig upgradeConfig() {
        node::AgentUpgradeConfig config;
        config.running = node::agentReleaseOf(m_self.file, m_state.root());
        config.check = m_self.arguments;
        config.check.emplace_back("--check");
        if (m_relaunch.possible()) {
            config.restart = [this] { relaunch(); };
        }
        return config;
    }

    void becomeReady(const SystemdNotify& systemd) {
        m_relaunch.ready();
        if (const Status noted = m_host.ready(); !noted) {
            report("hotswap-agent: " + describe(noted.error()));
        }
        systemd.ready();
    }

    /// The lock and every session end with this program; the journal tells the next one where things stand.
    void relaunch() {
        report("hotswap-agent " + m_self.version + " hands over to the agent that is current");
        report("hotswap-agent: " + m_relaunch.run(*m_systemd));
        QCoreApplication::exit(static_cast<int>(ExitCode::Failure));
    }

    /// What an agent on trial, or one after a trial, waits for.
    void settle() {
        const auto open = m_agent.openCommands();
        if (m_agent.connected() && open.empty()) {
            m_host.settle();
        }
    }

    node::LinkEvents linkEvents() {
        node::LinkEvents events;
        events.up = [this](const node::PackageSource& gateway) {
            guarded([&] {
                m_modules.setSource(gateway);
                m_agent.onLinkUp(now());
            });
        };
        events.down = [this](const std::string& why) {
            if (std::exchange(m_linkDown, why) != why) {
                report("hotswap-agent: no session: " + why); // once, however often it is dialled
            }
            guarded([this] { m_agent.onLinkDown(now()); });
        };
        events.frame = [this](const Frame& frame) {
            guarded([&] {
                m_agent.onFrame(frame, now());
                m_link.remember(m_agent.gateways());
                if (m_agent.connected()) {
                    m_linkDown.clear();
                }
                if (m_keeper && m_agent.connected() && std::holds_alternative<frames::Welcome>(frame)) {
                    checkClock();
                }
            });
        };
        return events;
    }

    Instant now() const { return m_reactor->now(); }

    /// One piece of work, then what is due. A broken invariant ends the agent: its modules go on under their
    /// shims, and the next start decides from what is on disk.
    template <class Work>
    void guarded(Work work) {
        try {
            work();
            m_host.setConnected(m_agent.connected());
            if (m_host.unsettled()) {
                settle();
            }
            const Instant wake = m_agent.tick(now());
            const auto wait =
                std::clamp(wake == kNever ? Duration{60'000} : wake - now(), Duration{0}, Duration{60'000});
            m_wake.start(static_cast<int>(wait.count()));
        } catch (const InvariantViolation& violation) {
            report(std::string("hotswap-agent stops itself: ") + violation.what());
            QCoreApplication::exit(static_cast<int>(ExitCode::Failure));
        }
    }

    const ProgramIdentity m_self;
    const std::unique_ptr<CertificateKeeper> m_keeper; ///< nothing: links are plain
    Relaunch m_relaunch;
    const SystemdNotify* m_systemd = nullptr;
    std::string m_linkDown; ///< why there is no session, as told last
    SystemRandom m_random;
    const node::BalancerConfig m_balancer;
    node::StateDirectory m_state;
    node::KeyringTrust m_trust;
    std::unique_ptr<node::Reactor> m_reactor;
    node::SystemHost m_modules;
    node::AgentUpgrade m_host;
    node::FileJournal m_journal;
    node::FileFenceStore m_fences;
    node::WebSocketLink m_link;
    node::NodeAgent m_agent;
    QSocketNotifier m_notifier;
    QTimer m_wake;
};

} // namespace

ExitCode runNode(const NodeOptions& options, const ProgramIdentity& self) {
    StopSignals signals;
    SystemdNotify systemd;
    const BootClock clock;
    for (const auto& gateway : options.gateways) {
        if (const auto right = node::parseGateway(gateway); !right) {
            report("Option --gateway needs a URL like wss://host:port/node.");
            return ExitCode::Usage;
        }
    }
    if (const Status ready = crypto::init(); !ready) {
        return refused(ready.error());
    }
    auto state = node::StateDirectory::open(options.state);
    if (!state) {
        return refused(state.error());
    }
    const auto origin = options.lab ? crypto::KeyOrigin::Lab : crypto::KeyOrigin::Production;
    auto key = node::loadOrMakeNodeKey(state->keyFile(), origin);
    if (!key) {
        return refused(key.error());
    }
    auto keeper = CertificateKeeper::open(options, options.state, *key);
    if (!keeper) {
        return refused(keeper.error());
    }
    auto trust = loadTrust(options, *state, std::move(*key));
    if (!trust) {
        return refused(trust.error());
    }
    auto reactor = node::Reactor::make(clock);
    if (!reactor) {
        return refused(reactor.error());
    }
    NodeProgram node(options, std::move(*state), std::move(*trust), std::move(*reactor), std::move(*keeper),
                     self);
    return node.run(signals, systemd);
}

ExitCode stopModules(const NodeOptions& options, const ProgramIdentity& self) {
    const BootClock clock;
    SystemRandom random;
    auto state = node::StateDirectory::open(options.state);
    if (!state) {
        return refused(state.error());
    }
    auto reactor = node::Reactor::make(clock);
    if (!reactor) {
        return refused(reactor.error());
    }
    node::SystemHost host({options.id, self.version, self.file.parent_path() / "hotswap-shim", {}}, *state,
                          **reactor, random, [] { return PackageChecks{}; });
    if (const auto found = host.adopt(); !found) {
        return refused(found.error());
    }
    QSocketNotifier notifier((*reactor)->fd(), QSocketNotifier::Read);
    QObject::connect(&notifier, &QSocketNotifier::activated, &notifier,
                     [&reactor] { (*reactor)->dispatch(); });
    host.stopAll([] { QCoreApplication::exit(static_cast<int>(ExitCode::Success)); });
    return static_cast<ExitCode>(QCoreApplication::exec());
}

} // namespace hotswap::agent
