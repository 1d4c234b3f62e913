// SPDX-License-Identifier: Apache-2.0
#pragma once
// Hurts the leader in one way after the other and measures until another leads.

#include "tests/fault/shared_world.h"

#include <deque>
#include <limits>
#include <string>

namespace hotswap::fault {

enum class Hurt {
    Kill,      ///< SIGKILL, started anew
    Terminate, ///< SIGTERM, started anew
    Stop,      ///< SIGSTOP past the lease, then SIGCONT
    Cut,       ///< its link to the database loses everything, then is mended
};

class TakeoverRun {
public:
    explicit TakeoverRun(SharedWorld& world);

    /// A deployment that stays at work: a second batch that is an hour away.
    bool beginResting();
    /// One deployment after the other, so that commands are on their way all the time.
    bool beginBusy();

    /// Milliseconds until another agent leads; negative: see problem().
    double once(Hurt hurt);
    const std::string& problem() const { return m_problem; }
    /// Of the lease in milliseconds, over all cuts, by what old leaders said: when they knew, and when they
    /// had sent their last transaction.
    double leastLeft() const { return m_leastLeft; }
    double leastLeftIssued() const { return m_leastLeftIssued; }

    /// Ends the load and counts what nodes accepted of earlier leaders; then sends such a command on purpose,
    /// and once more where it must be taken, so that the count is known to be able to see one. Prints.
    bool nodesObeyOnlyTheLeader();

private:
    /// Index of the agent that leads; -1: none. The holder's name has its process in it.
    int leader();
    void keepBusy();
    bool waitForTakeover(int limitMs);
    void hurt(std::size_t agent, Hurt how);
    bool recover(std::size_t agent, Hurt how, qsizetype saidBefore);
    bool waitUntilSaid(std::size_t agent, qsizetype saidBefore, QString& line);

    SharedWorld& m_world;
    std::unique_ptr<shared::Session> m_console;
    std::string m_problem;
    Fence m_fence; ///< of the lease as last seen
    bool m_busy = false;
    int m_submitted = 0;
    std::deque<DeploymentId> m_waiting; ///< submitted, not known to be over
    double m_leastLeft = std::numeric_limits<double>::max();
    double m_leastLeftIssued = std::numeric_limits<double>::max();
};

} // namespace hotswap::fault
