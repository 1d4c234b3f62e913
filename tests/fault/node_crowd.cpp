// SPDX-License-Identifier: Apache-2.0
#include "tests/fault/node_crowd.h"

#include "app/agent/system_sources.h"
#include "core/node/agent.h"
#include "core/node/keyring_trust.h"
#include "core/node/link_websocket.h"
#include "core/sim/sim_disk.h"
#include "tests/fault/noop_host.h"

#include <algorithm>

namespace hotswap::fault {

namespace {

constexpr std::size_t kLinesShownMax = 5;
constexpr Duration kTimerMax{60'000};

NodeFacts factsOfMachine() {
    NodeFacts facts;
    facts.memoryMiB = 4'096;
    facts.cpuMilli = 4'000;
    facts.diskFreeMiB = 10'000;
    return facts;
}

} // namespace

/// One node. Members are in order of dependence.
class NodeCrowd::Member {
public:
    Member(const CrowdSetup& setup, std::size_t index, node::TrustPolicy policy, NodeCrowd& crowd)
        : m_crowd(crowd),
          m_trust(std::move(policy),
                  crypto::generateSigningKey(crypto::KeyPurpose::Node, crypto::KeyOrigin::Production)),
          m_host(factsOfMachine(), setup.startTakes),
          m_chance(index),
          m_journal(m_disk, m_chance),
          m_fences(m_disk),
          m_link({roundOf(setup.gateways, index)}, linkEvents(setup, index), m_random),
          m_agent(agentConfig(setup, index), {m_host, m_journal, m_fences, m_trust, m_link, m_random,
                                              [this](const frames::LogLine& line) { note(line.text); }}) {
        m_wake.setSingleShot(true);
        QObject::connect(&m_wake, &QTimer::timeout, &m_wake, [this] { work([] {}); });
    }

    void start() {
        m_host.setNow(m_clock.now());
        if (const Status started = m_agent.start(m_clock.now()); !started.ok()) {
            note(describe(started.error()));
            return;
        }
        m_link.start();
    }
    const NoopHost& host() const { return m_host; }

private:
    static std::vector<std::string> roundOf(std::vector<std::string> gateways, std::size_t index) {
        const auto by = static_cast<std::ptrdiff_t>(index % gateways.size());
        std::rotate(gateways.begin(), gateways.begin() + by, gateways.end());
        return gateways;
    }

    node::AgentConfig agentConfig(const CrowdSetup& setup, std::size_t index) const {
        node::AgentConfig config;
        config.node = name(index);
        config.tenant = setup.tenant;
        config.environment = setup.environment;
        config.publicKey = m_trust.publicKey().bytes();
        config.token = setup.token;
        return config;
    }

    node::LinkEvents linkEvents(const CrowdSetup& setup, std::size_t index) {
        node::LinkEvents events;
        events.up = [this](const node::PackageSource&) { work([this] { m_agent.onLinkUp(m_clock.now()); }); };
        events.down = [this](const std::string&) {
            m_crowd.m_ended += 1;
            work([this] { m_agent.onLinkDown(m_clock.now()); });
        };
        events.frame = [this, node = name(index), &told = setup.commanded](const Frame& frame) {
            if (const auto* command = std::get_if<frames::CommandFrame>(&frame); command && told) {
                told(node, command->command.id);
            }
            work([&] {
                m_agent.onFrame(frame, m_clock.now());
                m_link.remember(m_agent.gateways());
            });
        };
        return events;
    }

    /// One piece of work, what the machine has to say about it, and what is due.
    template <class Call>
    void work(Call call) {
        m_host.setNow(m_clock.now());
        call();
        Instant wake = m_agent.tick(m_clock.now());
        while (const auto event = m_host.next()) {
            m_agent.onHostEvent(*event, m_clock.now());
            wake = m_agent.tick(m_clock.now());
        }
        wake = std::min(wake, m_host.nextWake());
        const Duration wait = wake == kNever ? kTimerMax : wake - m_clock.now();
        m_wake.start(static_cast<int>(std::clamp(wait, Duration{0}, kTimerMax).count()));
    }

    void note(const std::string& text) {
        if (m_crowd.m_lines.fetch_add(1) < kLinesShownMax) {
            std::fprintf(stderr, "a node says: %s\n", text.c_str());
        }
    }

    NodeCrowd& m_crowd;
    agent::BootClock m_clock;
    agent::SystemRandom m_random;
    node::KeyringTrust m_trust;
    NoopHost m_host;
    sim::SimRandom m_chance;
    sim::DiskState m_disk;
    sim::SimJournal m_journal;
    sim::SimFenceStore m_fences;
    node::WebSocketLink m_link;
    node::NodeAgent m_agent;
    QTimer m_wake;
};

NodeCrowd::NodeCrowd(CrowdSetup setup) : m_setup(std::move(setup)) {
    m_thread.setObjectName(QStringLiteral("nodes"));
    m_context.moveToThread(&m_thread);
}

NodeCrowd::~NodeCrowd() {
    if (m_thread.isRunning()) {
        QMetaObject::invokeMethod(
            &m_context, [this] { m_members.clear(); }, Qt::BlockingQueuedConnection);
        m_thread.quit();
        m_thread.wait();
    }
}

Status NodeCrowd::start() {
    auto keys = node::readTrustDirectory(m_setup.trust);
    HS_TRY(keys);
    node::TrustPolicy policy;
    policy.keys = *std::move(keys);
    m_thread.start();
    QMetaObject::invokeMethod(
        &m_context,
        [this, policy] {
            for (int i = 0; i < m_setup.nodes; ++i) {
                m_members.push_back(
                    std::make_unique<Member>(m_setup, static_cast<std::size_t>(i), policy, *this));
                m_members.back()->start();
            }
        },
        Qt::BlockingQueuedConnection);
    return success();
}

std::map<std::pair<NodeId, ModuleName>, std::vector<std::string>> NodeCrowd::switches() {
    std::map<std::pair<NodeId, ModuleName>, std::vector<std::string>> found;
    QMetaObject::invokeMethod(
        &m_context,
        [&] {
            for (std::size_t i = 0; i < m_members.size(); ++i) {
                for (const auto& [module, releases] : m_members[i]->host().switches()) {
                    for (const Release& release : releases) {
                        found[{name(i), module}].push_back(release.version.text());
                    }
                }
            }
        },
        Qt::BlockingQueuedConnection);
    return found;
}

} // namespace hotswap::fault
