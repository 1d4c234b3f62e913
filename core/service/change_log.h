// SPDX-License-Identifier: Apache-2.0
#pragma once
// What changed for one tenant, by cursor, so that a console that was away can go on where it stopped.

#include "core/domain/ids.h"
#include "core/ports/event_feed.h"

#include <cstdint>
#include <deque>
#include <optional>
#include <set>

namespace hotswap::service {

/// Names of what changed; values are read when a delta is made.
struct Changes {
    std::set<DeploymentId> deployments;
    std::set<ApprovalId> approvals;
    std::set<EnvironmentId> samples;
    std::set<OrderId> orders;
    std::uint64_t fleetVersion = 0; ///< the fleet reached at least this
    bool audit = false;
    bool presence = false;
    bool other = false; ///< leases or the engines' health: told whole in every delta

    void add(const ports::StreamHint& hint);
    void merge(const Changes& later);
    bool empty() const;
    std::size_t size() const {
        return deployments.size() + approvals.size() + samples.size() + orders.size();
    }
};

/// Not thread-safe: owned by the publisher.
class ChangeLog {
public:
    /// `base` is the first cursor; it must be above every cursor of an earlier life of this program.
    explicit ChangeLog(std::uint64_t base) : m_cursor(base), m_oldest(base) {}

    std::uint64_t cursor() const { return m_cursor; }
    void add(Changes changes);
    /// Everything after `cursor`; none when that is not known here any more, or too much: a snapshot is due.
    std::optional<Changes> since(std::uint64_t cursor) const;
    /// Fleet version that a reader at `cursor` has seen at least.
    std::uint64_t fleetVersionAt(std::uint64_t cursor) const;
    /// Says which fleet version the first reader got: everybody who has a cursor of this log knows at least
    /// that.
    void startFleetAt(std::uint64_t version);
    /// Forgets everything: readers need a snapshot.
    void overflow();

private:
    struct Record {
        std::uint64_t cursor = 0;
        Changes changes;
    };
    std::uint64_t m_cursor;
    std::uint64_t m_oldest;          ///< cursor before the first record
    std::uint64_t m_fleetBefore = 0; ///< what every reader knows at least
    bool m_fleetStarted = false;
    std::size_t m_size = 0;
    std::deque<Record> m_records;
};

} // namespace hotswap::service
