// SPDX-License-Identifier: Apache-2.0
#include "core/sim/sim_node.h"

namespace hotswap::sim {

namespace {

constexpr Duration kDialFirst{20};
constexpr Duration kDialAgainMin{500};
constexpr Duration kDialAgainMax{5'000};
/// How long one side of a cut connection goes on before it notices that nothing answers.
constexpr Duration kSilenceNoticed{20'000};
/// Commands remembered for sending them once more.
constexpr std::size_t kSeenCommandsMax = 32;

} // namespace

SimNode::SimNode(NodeSetup setup, NodeWorld& world)
    : m_setup(std::move(setup)),
      m_world(world),
      m_random(mixSeed(m_setup.host.seed, "node")),
      m_agentRandom(mixSeed(m_setup.host.seed, "agent")),
      m_host(m_setup.host, world.host),
      m_journal(m_host.disk(), m_random),
      m_fences(m_host.disk()) {
    m_journal.listen([this](const node::JournalRecord& record) {
        m_world.host.observer.journalled(id(), record, m_world.host.clock.now());
    });
}

SimNode::~SimNode() = default;

void SimNode::start(Instant now) {
    ++m_life;
    m_wakeAt = kNever;
    m_host.disk().crashed = false;
    m_agent = std::make_unique<node::NodeAgent>(
        m_setup.agent, node::AgentPorts{m_host, m_journal, m_fences, m_world.trust, *this, m_agentRandom});
    m_host.listen([this](const node::HostEvent& event, Instant then) {
        withAgent(then, [&] { m_agent->onHostEvent(event, own(then)); });
    });
    bool started = false;
    withAgent(now, [&] { started = m_agent->start(own(now)).ok(); });
    if (m_agent != nullptr && !started) {
        crash(CrashKind::Agent, now); // as a supervisor would: again, until the disk answers
        return;
    }
    if (m_agent != nullptr) {
        m_world.host.observer.recovered(id(), now);
        m_world.host.scheduler.at(now + kDialFirst, [this, life = m_life](Instant then) {
            if (life == m_life) {
                dial(then);
            }
        });
    }
}

void SimNode::dial(Instant now) {
    if (m_link || m_agent == nullptr) {
        return;
    }
    auto link = std::make_shared<SimLink>(m_world.link, static_cast<LinkEnds&>(*this));
    const std::uint64_t connection = m_cutOff ? 0 : m_world.uplink.dialled(id(), link, now);
    if (connection == 0) {
        link->abandon();
        dialLater(now);
        return;
    }
    m_link = std::move(link);
    m_connection = connection;
    withAgent(now, [&] { m_agent->onLinkUp(own(now)); });
}

void SimNode::dialLater(Instant now) {
    const Duration wait = m_random.between(kDialAgainMin, kDialAgainMax);
    m_world.host.scheduler.at(now + wait, [this, life = m_life](Instant then) {
        if (life == m_life) {
            dial(then);
        }
    });
}

void SimNode::crash(CrashKind kind, Instant now) {
    m_agent.reset();
    ++m_life;
    if (m_link) {
        m_link->abandon();
        m_link.reset();
        m_world.uplink.ended(std::exchange(m_connection, 0), "the node went away", now);
    }
    if (kind == CrashKind::Host) {
        m_host.hostCrashed();
    } else {
        m_host.agentCrashed();
    }
    m_world.host.observer.crashed(id(), kind, now);
    const HostTimes::Span& span =
        kind == CrashKind::Host ? m_host.times().reboot : m_host.times().agentRestart;
    m_world.host.scheduler.at(now + m_random.between(span.shortest, span.longest),
                              [this, life = m_life](Instant then) {
                                  if (life == m_life && m_stopped.empty()) {
                                      start(then);
                                  }
                              });
}

void SimNode::setCutOff(bool cutOff, Instant now) {
    m_cutOff = cutOff;
    if (!cutOff || !m_link) {
        return;
    }
    // Nothing arrives from now on; both ends notice later, and not by a proper end.
    m_link->abandon();
    m_world.host.scheduler.at(now + m_random.between(Duration{100}, kSilenceNoticed),
                              [this, link = m_link](Instant then) {
                                  if (link == m_link) {
                                      closed("no answer", then);
                                  }
                              });
}

void SimNode::cutLink(const std::string& reason, Instant now) {
    if (m_link) {
        m_link->abandon();
        closed(reason, now);
    }
}

void SimNode::repeatOldCommand(SimRandom& random, Instant now) {
    if (m_agent != nullptr && m_link && !m_seenCommands.empty()) {
        atNode(frames::CommandFrame{m_seenCommands[random.below(m_seenCommands.size())]}, now);
    }
}

void SimNode::closed(const std::string& reason, Instant now) {
    if (!m_link) {
        return;
    }
    m_link.reset();
    m_world.uplink.ended(std::exchange(m_connection, 0), reason, now);
    if (m_agent != nullptr) {
        withAgent(now, [&] { m_agent->onLinkDown(own(now)); });
        dialLater(now);
    }
}

void SimNode::atGateway(const Frame& frame, Instant now) {
    if (m_connection != 0) {
        m_world.uplink.arrived(m_connection, frame, now);
    }
}

void SimNode::atNode(const Frame& frame, Instant now) {
    if (m_agent != nullptr) {
        const auto* const command = std::get_if<frames::CommandFrame>(&frame);
        if (command != nullptr && m_seenCommands.size() < kSeenCommandsMax) {
            m_seenCommands.push_back(*command);
        }
        m_world.host.observer.delivered(id(), frame, now);
        withAgent(now, [&] { m_agent->onFrame(frame, own(now)); });
    }
}

void SimNode::send(Frame frame) {
    if (m_link && !m_host.disk().crashed) {
        m_world.host.observer.sent(id(), frame, m_world.host.clock.now());
        m_link->sendUp(std::move(frame));
    }
}

void SimNode::close(const std::string& reason) {
    if (m_link) {
        m_link->close(reason);
    }
}

template <class Call>
void SimNode::withAgent(Instant now, Call call) {
    if (m_agent == nullptr) {
        return;
    }
    HS_INVARIANT(!m_inAgent, "calls of an agent never nest");
    m_inAgent = true;
    try {
        call();
    } catch (const InvariantViolation& violation) {
        m_stopped = violation.what();
    }
    m_inAgent = false;
    if (m_host.disk().crashed || !m_stopped.empty()) {
        crash(CrashKind::Agent, now);
        return;
    }
    scheduleWake(now);
}

void SimNode::scheduleWake(Instant now) {
    const Instant wanted = m_agent->nextWake();
    if (wanted == kNever) {
        return;
    }
    const Instant next = std::max(now, wanted - m_setup.clockOffset);
    if (next >= m_wakeAt) {
        return;
    }
    m_wakeAt = next;
    m_world.host.scheduler.at(next, [this, life = m_life](Instant then) {
        if (life != m_life || then < m_wakeAt) {
            return;
        }
        m_wakeAt = kNever;
        withAgent(then, [&] { m_agent->tick(own(then)); });
    });
}

} // namespace hotswap::sim
