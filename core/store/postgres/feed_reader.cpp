// SPDX-License-Identifier: Apache-2.0
#include "core/store/postgres/feed_reader.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

namespace hotswap::store::postgres {

namespace {

using ports::StreamHint;

constexpr int kRowsAtOnce = 2'000;
constexpr Duration kFloor{1'000};   // looks so often even if nobody says anything
constexpr Duration kHeldBackMin{2}; // between looks while a running transaction holds rows back
constexpr Duration kHeldBackMax{100};
constexpr Duration kLeaseAskMin{50};    // between two questions for leases that are about to run out
constexpr Duration kNameBlocker{1'000}; // a lag above this names the backend
constexpr Duration kReconnectMin{50};
constexpr Duration kReconnectMax{2'000};

constexpr std::array kKinds{
    StreamHint::Kind::Deployment, StreamHint::Kind::Receipts, StreamHint::Kind::Commands,
    StreamHint::Kind::Fleet,      StreamHint::Kind::Approval, StreamHint::Kind::Samples,
    StreamHint::Kind::Lease,      StreamHint::Kind::Audit,    StreamHint::Kind::Presence};

std::string textAt(const Rows& rows, std::size_t row, int column) {
    return std::string(rows.text(row, column));
}

StreamHint hintAt(const Rows& rows, std::size_t row) {
    StreamHint hint;
    const auto kind = static_cast<std::size_t>(rows.number(row, 2));
    hint.kind = kKinds[std::min(kind, kKinds.size() - 1)];
    hint.tenant = TenantId{textAt(rows, row, 3)};
    hint.scope = Scope{hint.tenant, EnvironmentId{textAt(rows, row, 4)}, ModuleName{textAt(rows, row, 5)}};
    hint.deployment = DeploymentId{textAt(rows, row, 6)};
    hint.approval = ApprovalId{textAt(rows, row, 7)};
    hint.version = static_cast<std::uint64_t>(rows.number(row, 8));
    return hint;
}

} // namespace

FeedReader::FeedReader(ConnectionOptions options, Hooks hooks, TailStorage tail)
    : m_options(std::move(options)),
      m_hooks(std::move(hooks)),
      m_tail(std::move(tail)),
      m_wake(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {}

Result<std::unique_ptr<FeedReader>> FeedReader::start(ConnectionOptions options, Hooks hooks,
                                                      TailStorage tail) {
    std::unique_ptr<FeedReader> reader(
        new FeedReader(std::move(options), std::move(hooks), std::move(tail)));
    HS_TRY(reader->connect());
    const auto place = reader->m_connection->run("SELECT pg_snapshot_xmin(pg_current_snapshot())::text, "
                                                 "hotswap.store_now()",
                                                 {}, Effect::Read);
    HS_TRY(place);
    reader->m_xid = textAt(*place, 0, 0);
    reader->m_hooks.storeTime(instantFromMs(place->number(0, 1)));
    reader->m_thread = std::thread([raw = reader.get()] { raw->run(); });
    return reader;
}

FeedReader::~FeedReader() {
    m_stop = true;
    wake();
    if (m_thread.joinable()) {
        m_thread.join();
    }
    ::close(m_wake);
}

void FeedReader::wake() {
    const std::uint64_t one = 1;
    (void)!::write(m_wake, &one, sizeof one);
}

void FeedReader::tell(const StreamHint& hint) {
    m_hub.queue({hint});
    m_hub.drain();
}

FeedState FeedReader::state() const {
    const std::lock_guard lock(m_mutex);
    return m_state;
}

/// LISTEN comes before the first read: nothing falls between the two. A server that is not what it was may
/// give the numbers of rows that were read already to others.
Status FeedReader::connect() {
    auto opened = Connection::open(m_options);
    if (!opened.ok()) {
        return opened.error();
    }
    HS_TRY((*opened)->listen(kChannel));
    const auto other = m_tail.attest(**opened);
    HS_TRY(other);
    if (*other) {
        m_xid = "0";
        m_id = 0;
    }
    m_connection = *std::move(opened);
    FeedState state;
    {
        const std::lock_guard lock(m_mutex);
        m_state.connected = true;
        m_state.since = m_storeNow;
        m_state.detail.clear();
        m_state.generation = m_tail.generation();
        m_state.restarts += *other ? 1 : 0;
        state = m_state;
    }
    if (m_hooks.changed) {
        m_hooks.changed(state);
    }
    return success();
}

void FeedReader::lost(const Error& error) {
    m_connection.reset();
    FeedState state;
    bool told = false;
    {
        const std::lock_guard lock(m_mutex);
        told = !m_state.connected && m_state.detail == error.detail;
        m_state.since = m_state.connected ? m_storeNow : m_state.since;
        m_state.connected = false;
        m_state.detail = error.detail;
        m_state.reconnects += 1;
        state = m_state;
    }
    if (m_hooks.changed && !told) {
        m_hooks.changed(state);
    }
}

void FeedReader::run() {
    Duration pause = kReconnectMin;
    while (!m_stop) {
        if (!m_connection) {
            if (const Status connected = connect(); !connected) {
                lost(connected.error());
                wait(pause);
                pause = std::min(2 * pause, kReconnectMax);
                continue;
            }
            pause = kReconnectMin;
        }
        const auto again = read();
        const auto asked = again.ok() ? askLeases(*again) : again;
        if (!asked.ok()) {
            lost(asked.error());
            continue;
        }
        wait(*asked);
        if (m_connection && m_connection->alive()) {
            (void)m_connection->takeNotifications().ok(); // a broken connection shows in the next read
        }
    }
}

void FeedReader::wait(Duration limit) {
    std::array<pollfd, 3> look{pollfd{m_wake, POLLIN, 0},
                               pollfd{m_connection ? m_connection->socket() : -1, POLLIN, 0},
                               pollfd{m_hooks.lockSocket ? m_hooks.lockSocket() : -1, POLLRDHUP, 0}};
    ::poll(look.data(), look.size(), static_cast<int>(limit.count()));
    if (look[2].revents != 0) {
        m_hooks.lockSessionEnded();
    }
    std::uint64_t ignored = 0;
    (void)!::read(m_wake, &ignored, sizeof ignored);
}

/// What the rows say; the cursor and the memory go with them.
std::vector<StreamHint> FeedReader::take(const Rows& rows, std::size_t last) {
    std::vector<StreamHint> hints;
    for (std::size_t i = 0; i < last; ++i) {
        hints.push_back(hintAt(rows, i));
        m_tail.saw(textAt(rows, i, 0), rows.number(i, 1), rows.number(i, 9), rows.number(i, 2));
    }
    if (last > 0) {
        m_xid = textAt(rows, last - 1, 0);
        m_id = rows.number(last - 1, 1);
    }
    return hints;
}

/// The time of the last look, and whether somebody has found that commits are lost.
void FeedReader::note(std::int64_t now, bool tailLost) {
    FeedState state;
    bool told = true;
    {
        const std::lock_guard lock(m_mutex);
        m_storeNow = instantFromMs(now);
        m_state.since = m_state.since == Instant{} ? m_storeNow : m_state.since;
        told = m_state.tailLost == tailLost;
        m_state.tailLost = tailLost;
        state = m_state;
    }
    if (m_hooks.changed && !told) {
        m_hooks.changed(state);
    }
}

Result<Duration> FeedReader::read() {
    // The last row tells of the horizon: its own time, and the time of the oldest change behind it.
    const auto rows = m_connection->run(
        "WITH h AS MATERIALIZED (SELECT pg_snapshot_xmin(pg_current_snapshot()) AS x), "
        "r AS (SELECT f.xid, f.id, f.kind, f.tenant_id, f.environment, f.module, f.deployment, f.approval, "
        "f.version, f.at FROM hotswap.feed f, h WHERE (f.xid, f.id) > ($1::xid8, $2::bigint) AND f.xid < h.x "
        "ORDER BY f.xid, f.id LIMIT $3) "
        "SELECT xid::text, id, kind, tenant_id, environment, module, deployment, approval, version, at FROM r "
        "UNION ALL SELECT h.x::text, NULL, hotswap.store_now(), '', '', '', '', '', "
        "(SELECT f.at FROM hotswap.feed f WHERE f.xid >= h.x ORDER BY f.xid LIMIT 1), "
        "(SELECT count(*) FROM hotswap.lost_tail t WHERE t.confirmed_at = 0) FROM h",
        {m_xid, std::to_string(m_id), std::to_string(kRowsAtOnce)}, Effect::Read);
    HS_TRY(rows);
    const std::size_t last = rows->size() - 1;
    const std::vector<StreamHint> hints = take(*rows, last);
    const std::int64_t now = rows->number(last, 2);
    m_tail.keepSometimes(now);
    m_hooks.storeTime(instantFromMs(now));
    const bool held = !rows->isNull(last, 8);
    const Duration heldBack{held ? std::max<std::int64_t>(1, now - rows->number(last, 8)) : 0};
    int blocker = 0;
    if (heldBack > kNameBlocker) {
        const auto pid =
            m_connection->run("SELECT pid FROM pg_stat_activity WHERE backend_xid = $1::xid "
                              "OR backend_xmin = $1::xid ORDER BY backend_xid NULLS LAST LIMIT 1",
                              {textAt(*rows, last, 0)}, Effect::Read);
        blocker = pid.ok() && pid->size() > 0 ? static_cast<int>(pid->number(0, 0)) : 0;
    }
    {
        const std::lock_guard lock(m_mutex);
        m_state.cursor = m_xid + "/" + std::to_string(m_id);
        m_state.heldBack = heldBack;
        m_state.blockingPid = blocker;
        m_state.reads += 1;
        m_state.hints += hints.size();
    }
    note(now, rows->number(last, 9) > 0);
    m_hub.queue(hints);
    m_hub.drain();
    if (static_cast<int>(last) == kRowsAtOnce) {
        return Duration::zero();
    }
    // Its end is told by nobody when it is not one of ours.
    m_again = !held ? kFloor : m_again >= kFloor ? kHeldBackMin : std::min(2 * m_again, kHeldBackMax);
    return m_again;
}

/// Asks when it is time, and answers how long to wait, at most `limit`: to the next time, or to the moment
/// when the first of the leases runs out.
Result<Duration> FeedReader::askLeases(Duration limit) {
    const std::int64_t now = toMs(m_storeNow);
    if (now < m_leasesAskAt && now + kFloor.count() >= m_leasesAskAt) {
        return std::min(limit, Duration{m_leasesAskAt - now});
    }
    m_leasesAskAt = now + kFloor.count();
    const std::vector<Scope> wanted = m_hooks.wanted();
    if (wanted.empty()) {
        return limit;
    }
    std::vector<std::string> tenants;
    std::vector<std::string> environments;
    std::vector<std::string> modules;
    for (const Scope& scope : wanted) {
        tenants.push_back(scope.tenant.value);
        environments.push_back(scope.environment.value);
        modules.push_back(scope.module.value);
    }
    // The last row tells when to ask again.
    const auto rows = m_connection->run(
        "WITH w AS (SELECT * FROM unnest($1::text[], $2::text[], $3::text[]) "
        "AS w (tenant_id, environment, module)) "
        "SELECT h.tenant_id, h.environment, h.module, NULL FROM hotswap.leases_to_be_had($1, $2, $3) h "
        "UNION ALL SELECT '', '', '', min(e.expires_at) FROM w JOIN hotswap.lease_expiry e "
        "USING (tenant_id, environment, module) WHERE e.expires_at > $4::bigint",
        {arrayText(tenants), arrayText(environments), arrayText(modules), std::to_string(now)}, Effect::Read);
    HS_TRY(rows);
    const std::size_t last = rows->size() - 1;
    for (std::size_t i = 0; i < last; ++i) {
        StreamHint hint;
        hint.kind = StreamHint::Kind::Lease;
        hint.tenant = TenantId{textAt(*rows, i, 0)};
        hint.scope = Scope{hint.tenant, EnvironmentId{textAt(*rows, i, 1)}, ModuleName{textAt(*rows, i, 2)}};
        m_hooks.forget(hint.scope);
        tell(hint);
    }
    if (!rows->isNull(last, 3)) {
        const std::int64_t soonest = std::max(rows->number(last, 3) + 1, now + kLeaseAskMin.count());
        m_leasesAskAt = std::min(m_leasesAskAt, soonest);
    }
    return std::min(limit, Duration{m_leasesAskAt - now});
}

} // namespace hotswap::store::postgres
