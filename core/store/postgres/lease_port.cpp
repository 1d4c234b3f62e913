// SPDX-License-Identifier: Apache-2.0
#include "core/store/postgres/lease_port.h"

#include <algorithm>
#include <utility>

namespace hotswap::store::postgres {

namespace {

Fence fenceAt(const Rows& rows, std::size_t row, int column) {
    return {static_cast<std::uint64_t>(rows.number(row, column)),
            static_cast<std::uint64_t>(rows.number(row, column + 1))};
}

Scope scopeAt(const Rows& rows, std::size_t row, int column) {
    return {TenantId{std::string(rows.text(row, column))},
            EnvironmentId{std::string(rows.text(row, column + 1))},
            ModuleName{std::string(rows.text(row, column + 2))}};
}

// A lease of 5 s is renewed every third of that and no longer used in its last second. A renewal that is not
// acknowledged or not answered within these comes too late, and whoever waits for it cannot say that it
// stops.
constexpr Duration kDeadPeerLimit{2'000};
constexpr Duration kAnswerLimit{2'300};

ConnectionOptions lockSession(ConnectionOptions options) {
    options.deadPeerLimit = std::min(options.deadPeerLimit, kDeadPeerLimit);
    options.answerLimit = std::min(options.answerLimit, kAnswerLimit);
    return options;
}

Status checkLength(Duration length) {
    return length > Duration::zero() ? success() : Status(invalidField("length", "more than 0 ms"));
}

} // namespace

LeasePort::LeasePort(Pool& pool, Told told)
    : m_pool(pool), m_options(lockSession(pool.options())), m_told(std::move(told)) {}

/// The mutex is held.
Result<Rows> LeasePort::run(std::string_view sql, const std::vector<std::string>& parameters, Effect effect) {
    if (m_connection && m_connection->closedByPeer()) {
        dropLocks();
    }
    if (!m_connection) {
        auto opened = Connection::open(m_options);
        if (!opened.ok()) {
            return opened.error();
        }
        m_connection = *std::move(opened);
        m_socket = m_connection->socket();
    }
    auto rows = m_connection->run(sql, parameters, effect);
    if (!m_connection->alive()) {
        dropLocks();
    }
    return rows;
}

/// With the session went every lock; the server has given them up or will when it notices.
void LeasePort::dropLocks() {
    m_socket = -1;
    m_connection.reset();
    {
        const std::lock_guard lock(m_wantedMutex);
        for (const Scope& scope : m_locked) {
            m_wanted.emplace(scope, 0);
        }
    }
    const std::set<Scope> lost = std::exchange(m_locked, {});
    m_told.lost({lost.begin(), lost.end()});
}

void LeasePort::sessionEnded() {
    m_socket = -1; // seen once is enough
    const std::unique_lock lock(m_mutex, std::try_to_lock);
    if (lock.owns_lock() && m_connection) {
        if (m_connection->closedByPeer()) {
            dropLocks();
        } else {
            m_socket = m_connection->socket(); // another one's by now
        }
    }
}

Result<ports::Lease> LeasePort::acquire(const Scope& scope, const HolderId& holder, Duration length) {
    if (holder.empty()) {
        return invalidField("holder", "the id of a program");
    }
    HS_TRY(checkLength(length));
    const std::lock_guard lock(m_mutex);
    const bool mine = m_locked.contains(scope);
    const std::vector<std::string> where{scope.tenant.value, scope.environment.value, scope.module.value};
    auto rows =
        run("SELECT locked, refused_by, generation, epoch, acquired_at, expires_at, stamp, lock_key "
            "FROM hotswap.lease_acquire($1, $2, $3, $4, $5, $6)",
            {where[0], where[1], where[2], holder.value, std::to_string(length.count()), mine ? "t" : "f"},
            Effect::Write);
    if (!rows.ok()) {
        if (m_connection && !mine) {
            // The lock outlives the transaction that failed after taking it.
            (void)run("SELECT pg_advisory_unlock(hotswap.lease_key($1, $2, $3))", where, Effect::Read).ok();
        }
        return rows.error();
    }
    if (rows->flag(0, 0)) {
        m_locked.insert(scope);
    }
    m_told.storeTime(instantFromMs(rows->number(0, 6)));
    if (!rows->isNull(0, 1)) {
        const std::lock_guard wanted(m_wantedMutex);
        m_wanted[scope] = rows->number(0, 7);
        return makeError(ErrorCode::LeaseHeld, std::string(rows->text(0, 1)));
    }
    forget(scope);
    return ports::Lease{scope, holder, fenceAt(*rows, 0, 2), instantFromMs(rows->number(0, 4)),
                        instantFromMs(rows->number(0, 5))};
}

Result<std::vector<ports::Lease>> LeasePort::renewAll(const HolderId& holder, Duration length) {
    HS_TRY(checkLength(length));
    std::vector<ports::Lease> held;
    {
        const std::lock_guard lock(m_mutex);
        if (m_connection && m_connection->closedByPeer()) {
            dropLocks();
        }
        if (m_locked.empty()) {
            return held; // without its lock a lease is lost, whatever its row says
        }
        const auto rows =
            run("SELECT tenant_id, environment, module, generation, epoch, acquired_at, expires_at, "
                "hand_over, stamp FROM hotswap.lease_renew($1, $2)",
                {holder.value, std::to_string(length.count())}, Effect::Write);
        if (!rows.ok() && m_locked.empty()) {
            return held; // the session broke and every lock with it: whatever was renewed, nothing is held
        }
        HS_TRY(rows);
        for (std::size_t i = 0; i < rows->size(); ++i) {
            m_told.storeTime(instantFromMs(rows->number(i, 8)));
            if (rows->isNull(i, 0)) {
                continue;
            }
            const Scope scope = scopeAt(*rows, i, 0);
            // Without its lock a lease is only waiting to be taken away.
            if (!m_locked.contains(scope)) {
                continue;
            }
            held.push_back({scope, holder, fenceAt(*rows, i, 3), instantFromMs(rows->number(i, 5)),
                            instantFromMs(rows->number(i, 6)), rows->flag(i, 7)});
        }
    }
    return held;
}

Status LeasePort::release(const Scope& scope, const HolderId& holder) {
    const std::lock_guard lock(m_mutex);
    forget(scope);
    const std::vector<std::string> where{scope.tenant.value, scope.environment.value, scope.module.value};
    // The statement gives up the lock too.
    const bool locked = m_locked.contains(scope);
    const auto rows = run("SELECT hotswap.lease_release($1, $2, $3, $4, $5)",
                          {where[0], where[1], where[2], holder.value, locked ? "t" : "f"}, Effect::Write);
    if (!rows.ok() || rows->flag(0, 0)) {
        m_locked.erase(scope);
    }
    if (!rows.ok() && locked && m_connection) {
        (void)run("SELECT pg_advisory_unlock(hotswap.lease_key($1, $2, $3))", where, Effect::Read).ok();
    }
    HS_TRY(rows);
    if (rows->flag(0, 0)) {
        // Those who wait know by now. What is missing when this fails is only the others' view of it.
        (void)run("SELECT hotswap.lease_released($1, $2, $3)", where, Effect::Write).ok();
    }
    return success();
}

Result<std::vector<ports::Lease>> LeasePort::list() {
    const auto rows = m_pool.run(
        "SELECT l.tenant_id, l.environment, l.module, l.holder, l.generation, l.epoch, "
        "l.acquired_at, e.expires_at, e.hand_over FROM hotswap.lease l JOIN hotswap.lease_expiry e "
        "USING (tenant_id, environment, module) WHERE l.holder <> '' ORDER BY 1, 2, 3",
        {}, Effect::Read);
    HS_TRY(rows);
    std::vector<ports::Lease> held;
    for (std::size_t i = 0; i < rows->size(); ++i) {
        held.push_back({scopeAt(*rows, i, 0), HolderId{std::string(rows->text(i, 3))}, fenceAt(*rows, i, 4),
                        instantFromMs(rows->number(i, 6)), instantFromMs(rows->number(i, 7)),
                        rows->flag(i, 8)});
    }
    return held;
}

std::vector<Scope> LeasePort::wanted() const {
    const std::lock_guard lock(m_wantedMutex);
    std::vector<Scope> scopes;
    scopes.reserve(m_wanted.size());
    for (const auto& [scope, key] : m_wanted) {
        scopes.push_back(scope);
    }
    return scopes;
}

std::optional<Scope> LeasePort::told(std::int64_t key) {
    const std::lock_guard lock(m_wantedMutex);
    const auto it = std::find_if(m_wanted.begin(), m_wanted.end(),
                                 [key](const auto& wanted) { return wanted.second == key; });
    if (it == m_wanted.end()) {
        return std::nullopt;
    }
    return m_wanted.extract(it).key();
}

void LeasePort::forget(const Scope& scope) {
    const std::lock_guard lock(m_wantedMutex);
    m_wanted.erase(scope);
}

Result<bool> LeasePort::tryLock(std::int64_t key) {
    const std::lock_guard lock(m_mutex);
    const auto rows = run("SELECT pg_try_advisory_lock($1)", {std::to_string(key)}, Effect::Write);
    HS_TRY(rows);
    return rows->flag(0, 0);
}

Status LeasePort::unlock(std::int64_t key) {
    const std::lock_guard lock(m_mutex);
    const auto rows = run("SELECT pg_advisory_unlock($1)", {std::to_string(key)}, Effect::Write);
    HS_TRY(rows);
    return success();
}

bool LeasePort::connected() const {
    const std::lock_guard lock(m_mutex);
    return m_connection && m_connection->alive();
}

} // namespace hotswap::store::postgres
