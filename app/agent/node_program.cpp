// SPDX-License-Identifier: Apache-2.0
#include "app/agent/node_program.h"

#include "app/agent/stop_signals.h"
#include "app/agent/system_sources.h"
#include "app/agent/systemd_notify.h"
#include "core/crypto/crypto.h"
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

/// Everything one node is made of. Members are in order of dependence.
class NodeProgram {
public:
    NodeProgram(const NodeOptions& options, node::StateDirectory state, node::KeyringTrust trust,
                std::unique_ptr<node::Reactor> reactor, const std::filesystem::path& program)
        : m_state(std::move(state)),
          m_trust(std::move(trust)),
          m_reactor(std::move(reactor)),
          m_host({options.id, HOTSWAP_VERSION, program.parent_path() / "hotswap-shim", options.listen},
                 m_state, *m_reactor, m_random,
                 [this] { return m_trust.packageChecks(m_agent.storeTime(m_reactor->now())); }),
          m_journal(m_state.journalFile()),
          m_fences(m_state.fenceFile()),
          m_link({options.gateways}, linkEvents(), m_random),
          m_agent(agentConfig(options), {m_host, m_journal, m_fences, m_trust, m_link, m_random,
                                         [](const frames::LogLine& line) { report(line.text); }}),
          m_notifier(m_reactor->fd(), QSocketNotifier::Read) {}

    ExitCode run(StopSignals& signals, SystemdNotify& systemd) {
        m_host.setEvents([this](const node::HostEvent& event) { m_agent.onHostEvent(event, now()); });
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
            QCoreApplication::exit(static_cast<int>(ExitCode::Success));
        });
        QTimer watchdog;
        if (const auto interval = systemd.watchdogInterval()) {
            QObject::connect(&watchdog, &QTimer::timeout, &watchdog, [&systemd] { systemd.alive(); });
            watchdog.start(static_cast<int>(interval->count()));
        }
        m_link.start();
        guarded([] {});
        systemd.ready();
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
        return config;
    }

    node::LinkEvents linkEvents() {
        node::LinkEvents events;
        events.up = [this](const node::PackageSource& gateway) {
            guarded([&] {
                m_host.setSource(gateway);
                m_agent.onLinkUp(now());
            });
        };
        events.down = [this](const std::string&) { guarded([this] { m_agent.onLinkDown(now()); }); };
        events.frame = [this](const Frame& frame) {
            guarded([&] {
                m_agent.onFrame(frame, now());
                m_link.remember(m_agent.gateways());
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
            const Instant wake = m_agent.tick(now());
            const auto wait =
                std::clamp(wake == kNever ? Duration{60'000} : wake - now(), Duration{0}, Duration{60'000});
            m_wake.start(static_cast<int>(wait.count()));
        } catch (const InvariantViolation& violation) {
            report(std::string("hotswap-agent stops itself: ") + violation.what());
            QCoreApplication::exit(static_cast<int>(ExitCode::Failure));
        }
    }

    SystemRandom m_random;
    node::StateDirectory m_state;
    node::KeyringTrust m_trust;
    std::unique_ptr<node::Reactor> m_reactor;
    node::SystemHost m_host;
    node::FileJournal m_journal;
    node::FileFenceStore m_fences;
    node::WebSocketLink m_link;
    node::NodeAgent m_agent;
    QSocketNotifier m_notifier;
    QTimer m_wake;
};

} // namespace

ExitCode runNode(const NodeOptions& options, const std::filesystem::path& program) {
    StopSignals signals;
    SystemdNotify systemd;
    const BootClock clock;
    for (const auto& gateway : options.gateways) {
        if (const auto right = node::parseGateway(gateway); !right) {
            report("Option --gateway needs a URL like ws://host:port/node.");
            return ExitCode::Usage;
        }
    }
    if (const Status ready = crypto::init(); !ready) {
        return refused(ready.error());
    }
    auto policy = trustPolicy(options);
    if (!policy) {
        return refused(policy.error());
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
    auto reactor = node::Reactor::make(clock);
    if (!reactor) {
        return refused(reactor.error());
    }
    NodeProgram node(options, std::move(*state), node::KeyringTrust(std::move(*policy), std::move(*key)),
                     std::move(*reactor), program);
    return node.run(signals, systemd);
}

ExitCode stopModules(const NodeOptions& options, const std::filesystem::path& program) {
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
    node::SystemHost host({options.id, HOTSWAP_VERSION, program.parent_path() / "hotswap-shim", {}}, *state,
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
