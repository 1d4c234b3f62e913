// SPDX-License-Identifier: Apache-2.0
#include "core/service/snapshot_publisher.h"

#include "core/domain/limits.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

namespace hotswap::service {

using ports::ConsoleDelta;

namespace {

constexpr std::size_t kUnfinishedPagesMax = 20; ///< pages of unfinished deployments in a snapshot

const std::vector<DeploymentState> kUnfinished{
    DeploymentState::Queued,      DeploymentState::Running,           DeploymentState::Paused,
    DeploymentState::RollingBack, DeploymentState::NeedsIntervention, DeploymentState::WaitingForApproval};
const std::vector<DeploymentState> kFinished{DeploymentState::Succeeded, DeploymentState::Failed,
                                             DeploymentState::Aborted, DeploymentState::RolledBack};

} // namespace

/// One console. Its mutex is held during a delivery, so that ending the subscription waits for it; it is
/// recursive because a sink may end its own subscription.
struct SnapshotPublisher::Subscriber {
    TenantId tenant;
    std::shared_ptr<ports::DeltaSink> sink;
    std::recursive_mutex mutex;
    bool ended = false;
    // Touched by tick() only:
    std::uint64_t cursor = 0;
    std::uint64_t fleetVersion = 0;
    bool served = false; ///< had its first delivery
};

/// One tenant's change log and the consoles that read it.
struct SnapshotPublisher::Board {
    explicit Board(std::uint64_t base) : log(base) {}
    ChangeLog log;
    std::vector<std::shared_ptr<Subscriber>> readers;
    bool behind = false; ///< somebody could not be served: try again
};

/// What other threads write.
struct SnapshotPublisher::Shared {
    struct Pending {
        Changes changes;
        bool overflow = false;
        bool empty() const { return changes.empty() && !overflow; }
    };
    std::mutex mutex;
    std::map<TenantId, Pending> pending; ///< an entry for each tenant that ever subscribed
    std::vector<std::shared_ptr<Subscriber>> joining;
    std::function<void()> waker;
    std::string engineStopped;
    std::set<OrderId> openOrders; ///< whose receipts are counted live
    bool anyPending = false;
    Instant lastFlush = Instant::min();
};

class SnapshotPublisher::Subscription final : public ports::FeedSubscription {
public:
    explicit Subscription(std::shared_ptr<Subscriber> subscriber) : m_subscriber(std::move(subscriber)) {}
    ~Subscription() override {
        const std::lock_guard lock(m_subscriber->mutex);
        m_subscriber->ended = true;
    }

private:
    std::shared_ptr<Subscriber> m_subscriber;
};

SnapshotPublisher::SnapshotPublisher(const PublisherPorts& ports, PublisherOptions options)
    : m_ports(ports),
      m_options(options),
      m_shared(std::make_shared<Shared>()),
      m_subscription(ports.feed.listen([this](const ports::StreamHint& hint) { onHint(hint); })) {}

SnapshotPublisher::~SnapshotPublisher() {
    m_subscription.reset(); // before anything that onHint() touches
}

void SnapshotPublisher::setWaker(std::function<void()> waker) {
    const std::lock_guard lock(m_shared->mutex);
    m_shared->waker = std::move(waker);
}

void SnapshotPublisher::wake() {
    std::function<void()> waker;
    {
        const std::lock_guard lock(m_shared->mutex);
        waker = m_shared->waker;
    }
    if (waker) {
        waker();
    }
}

void SnapshotPublisher::onHint(const ports::StreamHint& hint) {
    {
        const std::lock_guard lock(m_shared->mutex);
        const auto it = m_shared->pending.find(hint.tenant);
        if (it == m_shared->pending.end()) {
            return;
        }
        it->second.changes.add(hint);
        const OrderId order(hint.deployment.value);
        if (hint.kind == ports::StreamHint::Kind::Orders) {
            m_shared->openOrders.insert(order);
        } else if (hint.kind == ports::StreamHint::Kind::Receipts && m_shared->openOrders.contains(order)) {
            it->second.changes.orders.insert(order);
        }
        if (it->second.changes.size() > limits::kDeltaGapMax) {
            it->second = Shared::Pending{{}, true};
        }
        if (it->second.empty() || std::exchange(m_shared->anyPending, true)) {
            return; // nothing to show, or a tick is due already
        }
    }
    wake();
}

void SnapshotPublisher::startOver() {
    {
        const std::lock_guard lock(m_shared->mutex);
        for (auto& [tenant, pending] : m_shared->pending) {
            pending = Shared::Pending{{}, true};
        }
        m_shared->anyPending = true;
    }
    wake();
}

void SnapshotPublisher::engineStopped(std::string reason) {
    {
        const std::lock_guard lock(m_shared->mutex);
        m_shared->engineStopped = std::move(reason);
        for (auto& [tenant, pending] : m_shared->pending) {
            pending.changes.other = true;
        }
        m_shared->anyPending = true;
    }
    wake();
}

std::unique_ptr<ports::FeedSubscription>
SnapshotPublisher::subscribe(const TenantId& tenant, std::uint64_t cursor,
                             std::shared_ptr<ports::DeltaSink> sink) {
    auto subscriber = std::make_shared<Subscriber>();
    subscriber->tenant = tenant;
    subscriber->sink = std::move(sink);
    subscriber->cursor = cursor;
    {
        const std::lock_guard lock(m_shared->mutex);
        m_shared->pending.try_emplace(tenant); // from here on its hints count
        m_shared->joining.push_back(subscriber);
    }
    wake();
    return std::make_unique<Subscription>(std::move(subscriber));
}

Instant SnapshotPublisher::tick(Instant now) {
    std::vector<std::shared_ptr<Subscriber>> joining;
    std::map<TenantId, Shared::Pending> due;
    Instant next = kNever;
    {
        const std::lock_guard lock(m_shared->mutex);
        joining.swap(m_shared->joining);
        const bool mayFlush =
            m_shared->lastFlush == Instant::min() || now >= m_shared->lastFlush + m_options.interval;
        if (m_shared->anyPending && !mayFlush) {
            next = m_shared->lastFlush + m_options.interval;
        } else if (m_shared->anyPending) {
            m_shared->anyPending = false;
            m_shared->lastFlush = now;
            for (auto& [tenant, pending] : m_shared->pending) {
                if (!pending.empty()) {
                    due.emplace(tenant, std::exchange(pending, {}));
                }
            }
        }
    }
    for (std::shared_ptr<Subscriber>& subscriber : joining) {
        // A cursor of an earlier life is below this base: deltas are far fewer than milliseconds.
        const auto base = static_cast<std::uint64_t>(std::max<std::int64_t>(toMs(now), 1));
        Board& board = m_boards.try_emplace(subscriber->tenant, base).first->second;
        board.readers.push_back(std::move(subscriber));
        board.behind = true;
    }
    for (auto& [tenant, pending] : due) {
        const auto board = m_boards.find(tenant);
        if (board == m_boards.end()) {
            continue; // its first subscriber comes with the next tick, and with it a snapshot
        }
        if (pending.overflow) {
            board->second.log.overflow();
        } else {
            board->second.log.add(std::move(pending.changes));
        }
        board->second.behind = true;
    }
    for (auto& [tenant, board] : m_boards) {
        if (board.behind) {
            serve(tenant, board);
            next = board.behind ? std::min(next, now + m_options.interval) : next;
        }
    }
    return next;
}

void SnapshotPublisher::serve(const TenantId& tenant, Board& board) {
    struct Built {
        std::shared_ptr<const ConsoleDelta> delta;
        std::uint64_t fleetVersion = 0;
    };
    std::map<std::pair<std::uint64_t, std::uint64_t>, Built> built; // consoles at the same place share one
    board.behind = false;
    std::erase_if(board.readers, [](const std::shared_ptr<Subscriber>& reader) {
        const std::lock_guard lock(reader->mutex);
        return reader->ended;
    });
    const std::vector<std::shared_ptr<Subscriber>> readers = board.readers;
    for (const std::shared_ptr<Subscriber>& reader : readers) {
        if (reader->served && reader->cursor == board.log.cursor()) {
            continue;
        }
        const auto place = std::pair(reader->cursor, reader->fleetVersion);
        auto it = built.find(place);
        if (it == built.end()) {
            std::uint64_t fleetVersion = 0;
            Result<ConsoleDelta> made = build(tenant, board.log, *reader, fleetVersion);
            if (!made.ok()) {
                board.behind = true; // the store cannot be read now: the next tick tries again
                continue;
            }
            it = built
                     .emplace(place,
                              Built{std::make_shared<const ConsoleDelta>(std::move(*made)), fleetVersion})
                     .first;
        }
        const std::lock_guard lock(reader->mutex);
        if (!reader->ended) {
            board.log.startFleetAt(it->second.fleetVersion);
            reader->sink->deliver(it->second.delta);
            reader->cursor = board.log.cursor();
            reader->fleetVersion = it->second.fleetVersion;
            reader->served = true;
        }
    }
}

Result<ConsoleDelta> SnapshotPublisher::build(const TenantId& tenant, const ChangeLog& log,
                                              const Subscriber& reader, std::uint64_t& fleetVersion) {
    const std::optional<Changes> changes = log.since(reader.cursor);
    std::optional<ConsoleDelta> result;
    if (changes && changes->size() <= limits::kDeltaGapMax) {
        // One that comes back knows at least the fleet of its cursor.
        fleetVersion = reader.served ? reader.fleetVersion : log.fleetVersionAt(reader.cursor);
        Result<std::optional<ConsoleDelta>> made = delta(tenant, *changes, fleetVersion);
        HS_TRY(made);
        result = std::move(*made);
    }
    if (!result) {
        Result<ConsoleDelta> made = snapshot(tenant, fleetVersion);
        HS_TRY(made);
        result = std::move(*made);
    }
    result->cursor = log.cursor();
    const Status common = addCommon(tenant, *result);
    HS_TRY(common);
    return std::move(*result);
}

Result<ConsoleDelta> SnapshotPublisher::snapshot(const TenantId& tenant, std::uint64_t& fleetVersion) {
    ConsoleDelta all;
    all.snapshot = true;
    all.auditChanged = true;
    all.presenceChanged = true;
    auto fleet = m_ports.fleet.nodesSince(tenant, EnvironmentId{}, 0);
    HS_TRY(fleet);
    all.nodes = std::move(fleet->nodes);
    fleetVersion = fleet->version;
    ports::DeploymentFilter filter;
    filter.states = kUnfinished;
    std::string page;
    for (std::size_t i = 0; i < kUnfinishedPagesMax; ++i) {
        auto rows = m_ports.reader.deployments(tenant, filter, page, limits::kPageRowsMax);
        HS_TRY(rows);
        std::move(rows->rows.begin(), rows->rows.end(), std::back_inserter(all.deployments));
        page = rows->next;
        if (page.empty()) {
            break;
        }
    }
    filter.states = kFinished;
    auto finished = m_ports.reader.deployments(tenant, filter, {}, m_options.finishedShown);
    HS_TRY(finished);
    std::move(finished->rows.begin(), finished->rows.end(), std::back_inserter(all.deployments));
    auto approvals = m_ports.reader.approvals(tenant, {ApprovalState::Pending}, limits::kPageRowsMax);
    HS_TRY(approvals);
    all.approvals = *std::move(approvals);
    HS_TRY(addOrders(tenant, nullptr, all));
    return all;
}

Result<std::optional<ConsoleDelta>> SnapshotPublisher::delta(const TenantId& tenant, const Changes& changes,
                                                             std::uint64_t& fleetVersion) {
    ConsoleDelta part;
    if (changes.fleetVersion > fleetVersion) {
        auto fleet = m_ports.fleet.nodesSince(tenant, EnvironmentId{}, fleetVersion);
        HS_TRY(fleet);
        if (fleet->complete || fleet->nodes.size() + changes.size() > limits::kDeltaGapMax) {
            return std::optional<ConsoleDelta>();
        }
        part.nodes = std::move(fleet->nodes);
        fleetVersion = fleet->version;
    }
    for (const DeploymentId& id : changes.deployments) {
        auto row = m_ports.reader.deployment(tenant, id);
        if (row.ok()) {
            part.deployments.push_back(*std::move(row));
        } else if (row.error().code != ErrorCode::NotFound) { // retention may have been faster
            return row.error();
        }
    }
    for (const ApprovalId& id : changes.approvals) {
        auto row = m_ports.store.loadApproval(tenant, id);
        if (row.ok()) {
            part.approvals.push_back(*std::move(row));
        } else if (row.error().code != ErrorCode::NotFound) {
            return row.error();
        }
    }
    HS_TRY(addOrders(tenant, &changes, part));
    part.newEvents.assign(changes.deployments.begin(), changes.deployments.end());
    part.newSamples.assign(changes.samples.begin(), changes.samples.end());
    part.auditChanged = changes.audit;
    part.presenceChanged = changes.presence;
    return std::optional(std::move(part));
}

/// Those of the changes, or without them the latest.
Status SnapshotPublisher::addOrders(const TenantId& tenant, const Changes* changes,
                                    ports::ConsoleDelta& delta) {
    if (m_ports.orders == nullptr) {
        return success();
    }
    if (changes == nullptr) {
        auto latest = m_ports.orders->orders(tenant, {}, m_options.ordersShown);
        HS_TRY(latest);
        delta.orders = *std::move(latest);
    } else {
        for (const OrderId& id : changes->orders) {
            auto row = m_ports.orders->order(tenant, id);
            if (row.ok()) {
                delta.orders.push_back(*std::move(row));
            } else if (row.error().code != ErrorCode::NotFound) {
                return row.error();
            }
        }
    }
    const std::lock_guard lock(m_shared->mutex);
    for (const OrderSummary& summary : delta.orders) {
        if (summary.order.open) {
            m_shared->openOrders.insert(summary.order.id);
        } else {
            m_shared->openOrders.erase(summary.order.id);
        }
    }
    return success();
}

Status SnapshotPublisher::addCommon(const TenantId& tenant, ConsoleDelta& delta) {
    auto leases = m_ports.leases.list();
    HS_TRY(leases);
    for (ports::Lease& lease : *leases) {
        if (lease.scope.tenant == tenant) {
            delta.leases.push_back(std::move(lease));
        }
    }
    const std::lock_guard lock(m_shared->mutex);
    delta.engineStopped = m_shared->engineStopped;
    return success();
}

} // namespace hotswap::service
