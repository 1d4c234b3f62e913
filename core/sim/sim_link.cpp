// SPDX-License-Identifier: Apache-2.0
#include "core/sim/sim_link.h"

namespace hotswap::sim {

namespace {

/// A gateway that stops listening must not let frames pile up without bound.
constexpr std::size_t kFramesUnderWayMax = 20'000;
/// How late an overtaken frame is, in longest delays.
constexpr int kLateByDelays = 10;

} // namespace

bool SimLink::send(const Frame& frame) {
    if (!m_open || m_down.frames.size() >= kFramesUnderWayMax) {
        return false;
    }
    queue(Direction::Down, frame);
    return m_open;
}

void SimLink::sendUp(Frame frame) {
    if (m_open && m_up.frames.size() < kFramesUnderWayMax) {
        queue(Direction::Up, std::move(frame));
    }
}

void SimLink::close(const std::string& reason) {
    if (!m_open) {
        return;
    }
    m_open = false;
    m_environment.scheduler.at(m_environment.clock.now(), [self = shared_from_this(), reason](Instant now) {
        self->m_ends.closed(reason, now);
    });
}

void SimLink::abandon() {
    m_open = false;
    m_up.frames.clear();
    m_down.frames.clear();
}

void SimLink::queue(Direction direction, Frame frame) {
    const LinkFaults& faults = m_environment.faults;
    SimRandom& random = m_environment.random;
    if (m_environment.inspect) {
        m_environment.inspect(frame);
    }
    if (random.permille(faults.cutPermille)) {
        close("connection reset");
        return;
    }
    if (random.permille(faults.dropPermille)) {
        return;
    }
    Way& into = way(direction);
    const Instant earliest = m_environment.clock.now() + random.between(faults.delayMin, faults.delayMax);
    if (random.permille(faults.reorderPermille)) {
        // Keeps no place in the line: what is sent after it overtakes it.
        insert(into, earliest + kLateByDelays * faults.delayMax, std::move(frame));
    } else {
        into.last = std::max(earliest, into.last);
        if (random.permille(faults.duplicatePermille)) {
            insert(into, into.last, frame);
        }
        insert(into, into.last, std::move(frame));
    }
    schedulePump(direction);
}

void SimLink::insert(Way& into, Instant arrival, Frame frame) {
    auto place = into.frames.end();
    while (place != into.frames.begin() && std::prev(place)->first > arrival) {
        --place;
    }
    into.frames.insert(place, {arrival, std::move(frame)});
}

void SimLink::schedulePump(Direction direction) {
    Way& from = way(direction);
    if (!m_open || from.frames.empty() || from.frames.front().first >= from.pumpAt) {
        return;
    }
    from.pumpAt = from.frames.front().first;
    m_environment.scheduler.at(
        from.pumpAt, [self = shared_from_this(), direction](Instant now) { self->pump(direction, now); });
}

void SimLink::pump(Direction direction, Instant now) {
    Way& from = way(direction);
    from.pumpAt = kNever;
    while (m_open && !from.frames.empty() && from.frames.front().first <= now) {
        const Frame frame = std::move(from.frames.front().second);
        from.frames.pop_front();
        m_environment.trace.add(frame.index() * 2 + static_cast<std::uint64_t>(direction));
        if (direction == Direction::Up) {
            m_ends.atGateway(frame, now);
        } else {
            m_ends.atNode(frame, now);
        }
    }
    schedulePump(direction);
}

} // namespace hotswap::sim
