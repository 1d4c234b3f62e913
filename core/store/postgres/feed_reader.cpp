// SPDX-License-Identifier: Apache-2.0
#include "core/store/postgres/feed_reader.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>
#include <utility>

namespace hotswap::store::postgres {

namespace {

using ports::StreamHint;

constexpr int kRowsAtOnce = 2'000;
constexpr Duration kFloor{1'000};   // looks so often even if nobody says anything
constexpr Duration kHeldBackMin{2}; // between looks while a running transaction holds rows back
constexpr Duration kHeldBackMax{100};
constexpr Duration kLeaseAskMin{50}; // between two questions for leases that are about to run out
/// While several commits come with each look, looks are so many milliseconds apart, up to the limit.
constexpr int kCrowdPauseMax = 5;
constexpr Duration kNameBlocker{1'000}; // a lag above this names the backend
constexpr Duration kReconnectMin{50};
constexpr Duration kReconnectMax{2'000};

constexpr std::array kKinds{StreamHint::Kind::Deployment, StreamHint::Kind::Receipts,
                            StreamHint::Kind::Commands,   StreamHint::Kind::Fleet,
                            StreamHint::Kind::Approval,   StreamHint::Kind::Samples,
                            StreamHint::Kind::Lease,      StreamHint::Kind::Audit,
                            StreamHint::Kind::Presence,   StreamHint::Kind::Orders};

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
    std::unique_ptr<FeedReader> reader(new FeedReader(std::move(options), std::move(hooks), std::move(tail)));
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
    m_horizon = "0"; // that of another server says nothing
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
        if (!again.ok()) {
            lost(again.error());
            continue;
        }
        if (m_commits > 1) {
            ::poll(nullptr, 0, std::min(m_commits, kCrowdPauseMax));
        }
        wait(*again);
    }
}

/// Until it is time to look, or there is something to look for. What came during the last statement is not to
/// be seen on the socket.
void FeedReader::wait(Duration limit) {
    while (!m_stop && !heard()) {
        std::array<pollfd, 3> look{pollfd{m_wake, POLLIN, 0},
                                   pollfd{m_connection ? m_connection->socket() : -1, POLLIN, 0},
                                   pollfd{m_hooks.lockSocket ? m_hooks.lockSocket() : -1, POLLRDHUP, 0}};
        const int ready = ::poll(look.data(), look.size(), static_cast<int>(limit.count()));
        if (look[2].revents != 0) {
            m_hooks.lockSessionEnded();
        }
        std::uint64_t ignored = 0;
        (void)!::read(m_wake, &ignored, sizeof ignored);
        m_leasesDue = m_leasesDue || (ready == 0 && m_untilLeases);
        if (ready <= 0 || look[0].revents != 0 || look[2].revents != 0) {
            return;
        }
    }
}

/// Takes the words that came. Whether one of them is a reason to look: who has committed something itself was
/// woken already, and a released lease is told by its word alone.
bool FeedReader::heard() {
    if (!m_connection) {
        return false;
    }
    const auto words = m_connection->takeNotifications();
    if (!words.ok()) {
        return true; // the next look shows why
    }
    bool look = false;
    for (const Word& word : *words) {
        std::int64_t key = 0;
        const char* const end = word.payload.data() + word.payload.size();
        if (word.payload.empty()) {
            look = look || word.backendPid != m_hooks.ownVoice();
        } else if (std::from_chars(word.payload.data(), end, key).ec == std::errc{}) {
            if (const auto scope = m_hooks.released(key)) {
                tellLease(*scope);
            }
        }
    }
    return look;
}

void FeedReader::tellLease(const Scope& scope) {
    StreamHint hint;
    hint.kind = StreamHint::Kind::Lease;
    hint.tenant = scope.tenant;
    hint.scope = scope;
    tell(hint);
}

/// What the rows say; the cursor and the memory go with them.
std::vector<StreamHint> FeedReader::take(const Rows& rows, std::size_t first, std::size_t last) {
    std::vector<StreamHint> hints;
    m_commits = 0;
    for (std::size_t i = first; i < last; ++i) {
        m_commits += i == first || rows.text(i, 0) != rows.text(i - 1, 0) ? 1 : 0;
        hints.push_back(hintAt(rows, i));
        m_tail.saw(textAt(rows, i, 0), rows.number(i, 1), rows.number(i, 9), rows.number(i, 2));
    }
    if (last > first) {
        m_xid = textAt(rows, last - 1, 0);
        m_id = rows.number(last - 1, 1);
    }
    m_hooks.several(m_commits > 1);
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

Result<Rows> FeedReader::ask(const std::vector<Scope>& wanted) {
    // The last row tells of the horizon: its own time, and the time of the oldest change behind it.
    static const std::string kFeed =
        "WITH h AS MATERIALIZED (SELECT greatest(pg_snapshot_xmin(pg_current_snapshot()), $4::xid8) AS x), "
        "r AS (SELECT f.xid, f.id, f.kind, f.tenant_id, f.environment, f.module, f.deployment, f.approval, "
        "f.version, f.at FROM hotswap.feed f, h WHERE (f.xid, f.id) > ($1::xid8, $2::bigint) AND f.xid < h.x "
        "ORDER BY f.xid, f.id LIMIT $3) ";
    static const std::string kRows =
        "SELECT xid::text, id, kind, tenant_id, environment, module, deployment, approval, version, at FROM "
        "r "
        "UNION ALL SELECT h.x::text, NULL, hotswap.store_now(), '', '', '', '', '', "
        "(SELECT f.at FROM hotswap.feed f WHERE f.xid >= h.x ORDER BY f.xid LIMIT 1), "
        "(SELECT count(*) FROM hotswap.lost_tail t WHERE t.confirmed_at = 0) FROM h";
    static const std::string kAlone = kFeed + kRows;
    // Before them the leases that can be had, and when to ask again: one query for both.
    static const std::string kWithLeases =
        kFeed +
        ", w AS (SELECT * FROM unnest($5::text[], $6::text[], $7::text[]) "
        "AS w (tenant_id, environment, module)) "
        "SELECT NULL::text, NULL::bigint, -1::bigint, l.tenant_id, l.environment, l.module, '', '', "
        "0::bigint, 0::bigint FROM hotswap.leases_to_be_had($5, $6, $7) l "
        "UNION ALL SELECT NULL, NULL, -2, '', '', '', '', '', min(e.expires_at), 0 FROM w "
        "JOIN hotswap.lease_expiry e USING (tenant_id, environment, module) "
        "WHERE e.expires_at > hotswap.store_now() UNION ALL " +
        kRows;
    std::vector<std::string> parameters{m_xid, std::to_string(m_id), std::to_string(kRowsAtOnce), m_horizon};
    if (wanted.empty()) {
        return m_connection->run(kAlone, parameters, Effect::Read);
    }
    std::vector<std::string> tenants;
    std::vector<std::string> environments;
    std::vector<std::string> modules;
    for (const Scope& scope : wanted) {
        tenants.push_back(scope.tenant.value);
        environments.push_back(scope.environment.value);
        modules.push_back(scope.module.value);
    }
    parameters.insert(parameters.end(), {arrayText(tenants), arrayText(environments), arrayText(modules)});
    return m_connection->run(kWithLeases, parameters, Effect::Read);
}

/// Tells of the leases that can be had, and sets when to ask again: in a while, or when the first of them
/// runs out. How many rows that were.
std::size_t FeedReader::takeLeases(const Rows& rows, bool asked) {
    const std::int64_t now = rows.number(rows.size() - 1, 2);
    if (asked) {
        m_leasesAskAt = now + kFloor.count();
    }
    std::size_t row = 0;
    for (; row + 1 < rows.size() && rows.isNull(row, 1); ++row) {
        if (rows.number(row, 2) == -1) {
            const Scope scope{TenantId{textAt(rows, row, 3)}, EnvironmentId{textAt(rows, row, 4)},
                              ModuleName{textAt(rows, row, 5)}};
            m_hooks.forget(scope);
            tellLease(scope);
        } else if (!rows.isNull(row, 8)) {
            const std::int64_t soonest = std::max(rows.number(row, 8) + 1, now + kLeaseAskMin.count());
            m_leasesAskAt = std::min(m_leasesAskAt, soonest);
        }
    }
    m_leasesDue = now >= m_leasesAskAt || now + kFloor.count() < m_leasesAskAt;
    return row;
}

/// A snapshot's horizon waits for transactions in every database of the server, but rows come from this one
/// alone. Whatever runs here and got its number before the snapshot still shows it when the activity is read
/// after the snapshot was taken, or has ended and is seen by the next read. True: it can be read further.
Result<bool> FeedReader::raiseHorizon(const std::string& heldAt) {
    const auto rows = m_connection->run(
        "WITH s AS MATERIALIZED (SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint AS x), "
        "r AS (SELECT a.backend_xid AS x FROM pg_stat_activity a WHERE a.datname = current_database() "
        "UNION ALL SELECT p.transaction FROM pg_prepared_xacts p WHERE p.database = current_database()), "
        "d AS (SELECT (s.x - r.x::text::bigint) & 4294967295 AS behind FROM s, r WHERE r.x IS NOT NULL) "
        "SELECT h.x::text, h.x > $1::bigint FROM (SELECT s.x - coalesce((SELECT max(d.behind) FROM d "
        "WHERE d.behind < 2147483648), 0) AS x FROM s) h",
        {heldAt}, Effect::Read);
    HS_TRY(rows);
    if (rows->flag(0, 1)) {
        m_horizon = textAt(*rows, 0, 0);
    }
    return rows->flag(0, 1);
}

int FeedReader::blockerAt(const std::string& xid) {
    const auto pid = m_connection->run("SELECT pid FROM pg_stat_activity WHERE backend_xid = $1::xid "
                                       "OR backend_xmin = $1::xid ORDER BY backend_xid NULLS LAST LIMIT 1",
                                       {xid}, Effect::Read);
    return pid.ok() && pid->size() > 0 ? static_cast<int>(pid->number(0, 0)) : 0;
}

Result<Duration> FeedReader::read() {
    const bool due = m_leasesDue;
    const auto rows = ask(due ? m_hooks.wanted() : std::vector<Scope>());
    HS_TRY(rows);
    const std::size_t first = takeLeases(*rows, due);
    const std::size_t last = rows->size() - 1;
    const std::vector<StreamHint> hints = take(*rows, first, last);
    const std::int64_t now = rows->number(last, 2);
    m_tail.keepSometimes(now);
    m_hooks.storeTime(instantFromMs(now));
    const bool held = !rows->isNull(last, 8);
    const Duration heldBack{held ? std::max<std::int64_t>(1, now - rows->number(last, 8)) : 0};
    const int blocker = heldBack > kNameBlocker ? blockerAt(textAt(*rows, last, 0)) : 0;
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
    if (static_cast<int>(hints.size()) == kRowsAtOnce) {
        return Duration::zero();
    }
    // Nothing has moved since the last look: what holds the rows back may be none of ours.
    const std::string heldAt = std::exchange(m_heldAt, textAt(*rows, last, 0));
    if (held && heldAt == m_heldAt) {
        const auto raised = raiseHorizon(m_heldAt);
        HS_TRY(raised);
        if (*raised) {
            return Duration::zero();
        }
    }
    // Its end is told by nobody when it is not one of ours.
    m_again = !held ? kFloor : m_again >= kFloor ? kHeldBackMin : std::min(2 * m_again, kHeldBackMax);
    const Duration untilLeases{std::max<std::int64_t>(0, m_leasesAskAt - now)};
    m_untilLeases = untilLeases <= m_again;
    return std::min(m_again, untilLeases);
}

} // namespace hotswap::store::postgres
