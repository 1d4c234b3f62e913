// SPDX-License-Identifier: Apache-2.0
#pragma once
// One connection between a simulated node and a gateway: frames as values, late, lost, twice or out of order.

#include "core/domain/frame.h"
#include "core/ports/node_link.h"
#include "core/sim/event_scheduler.h"
#include "core/sim/fault_plan.h"
#include "core/sim/sim_random.h"
#include "core/sim/trace_hash.h"

#include <deque>
#include <functional>
#include <memory>
#include <string>

namespace hotswap::sim {

/// What all links of a fleet share.
struct LinkEnvironment {
    EventScheduler& scheduler;
    const ports::Clock& clock;
    TraceHash& trace;
    SimRandom& random;
    const LinkFaults& faults;
    /// Sees every frame that is handed over, for the check that values and bytes are the same thing. May be
    /// empty.
    std::function<void(const Frame&)> inspect;
};

/// Where what comes out of a link goes.
class LinkEnds {
public:
    virtual ~LinkEnds() = default;
    virtual void atGateway(const Frame& frame, Instant now) = 0;
    virtual void atNode(const Frame& frame, Instant now) = 0;
    /// Told once to both ends, later than the call that closed it.
    virtual void closed(const std::string& reason, Instant now) = 0;
};

/// A new one for each session. Frames of one direction arrive in order unless faults say otherwise.
class SimLink final : public ports::NodeLink, public std::enable_shared_from_this<SimLink> {
public:
    SimLink(LinkEnvironment& environment, LinkEnds& ends) : m_environment(environment), m_ends(ends) {}

    /// From the gateway to the node.
    bool send(const Frame& frame) override;
    void close(const std::string& reason) override;
    /// From the node to the gateway.
    void sendUp(Frame frame);
    /// Breaks at once: nothing more arrives and nobody is told (the owner knows).
    void abandon();
    bool open() const { return m_open; }

private:
    enum class Direction { Up, Down };
    struct Way {
        std::deque<std::pair<Instant, Frame>> frames;
        Instant last{};          ///< arrival of the last one that keeps its place in the line
        Instant pumpAt = kNever; ///< earliest look that is scheduled
    };

    void queue(Direction direction, Frame frame);
    void insert(Way& into, Instant arrival, Frame frame);
    void schedulePump(Direction direction);
    void pump(Direction direction, Instant now);
    Way& way(Direction direction) { return direction == Direction::Up ? m_up : m_down; }

    LinkEnvironment& m_environment;
    LinkEnds& m_ends;
    Way m_up;
    Way m_down;
    bool m_open = true;
};

} // namespace hotswap::sim
