// SPDX-License-Identifier: Apache-2.0
// What a lock costs when it is free, how fast it goes to who waits for it, and what waiting costs.

#include "core/store/postgres/lease_port.h"
#include "tests/bench/bench_raw.h"
#include "tests/bench/bench_store.h"

using namespace hotswap;
using namespace hotswap::bench;
using store::postgres::LeasePort;
using store::postgres::PostgresStore;

namespace {

constexpr int kBlocks = 10;
constexpr int kCyclesInBlock = 400;
constexpr int kClients = 16;
constexpr double kRateSeconds = 3;
constexpr int kHandOvers = 300;
constexpr int kWaitingSeconds = 10;
constexpr Duration kLength{3600'000};
const HolderId kHolder{"holder"};
const HolderId kWaiter{"waiter"};

/// The product's locks alone: one session, and nobody who would be told.
class Locks {
public:
    explicit Locks(const StoreWorld& world)
        : m_pool(world.options(), {}), m_port(m_pool, {[](Instant) {}, [](const std::vector<Scope>&) {}}) {}
    LeasePort& port() { return m_port; }

private:
    store::postgres::Pool m_pool;
    LeasePort m_port;
};

void prepareRaw(Raw& raw) {
    raw.prepare("lock", "SELECT pg_try_advisory_lock($1)");
    raw.prepare("unlock", "SELECT pg_advisory_unlock($1)");
}

void rawCycle(Raw& raw, std::int64_t key) {
    raw.execute("lock", {std::to_string(key)});
    raw.execute("unlock", {std::to_string(key)});
}

void productCycle(LeasePort& port, std::int64_t key) {
    if (!must(port.tryLock(key), "lock")) {
        giveUp("lock", "somebody else has it");
    }
    must(port.unlock(key), "unlock");
}

void append(std::vector<double>& all, const std::vector<double>& some) {
    all.insert(all.end(), some.begin(), some.end());
}

void benchCycle(const Report& report, StoreWorld& world) {
    Raw raw(world.login());
    prepareRaw(raw);
    Locks locks(world);
    LeasePort& port = locks.port();
    std::vector<double> rawTimes;
    std::vector<double> times;
    std::vector<double> leases;
    const Scope scope = world.scope("cycle");
    // In turns, so that a quieter moment of the machine is everybody's.
    for (int block = 0; block < kBlocks; ++block) {
        append(rawTimes, timeEach(kCyclesInBlock, [&] { rawCycle(raw, 1); }));
        append(times, timeEach(kCyclesInBlock, [&] { productCycle(port, 2); }));
        append(leases, timeEach(kCyclesInBlock / 4, [&] {
                   must(port.acquire(scope, kHolder, kLength), "lease");
                   must(port.release(scope, kHolder), "release");
               }));
    }
    report.line("raw", "cycle c1 p50", quantile(rawTimes, 0.5), "ms");
    report.line("hotswap", "cycle c1 p50", quantile(times, 0.5), "ms");
    report.line("hotswap", "lease cycle c1 p50", quantile(leases, 0.5), "ms");
}

void benchClients(const Report& report, StoreWorld& world) {
    std::vector<std::unique_ptr<Raw>> raws;
    std::vector<std::unique_ptr<Locks>> locks;
    for (int i = 0; i < kClients; ++i) {
        raws.push_back(std::make_unique<Raw>(world.login()));
        prepareRaw(*raws.back());
        locks.push_back(std::make_unique<Locks>(world));
        productCycle(locks.back()->port(), i);
    }
    report.line("raw", "cycle c16 rate",
                rate(kClients, kRateSeconds, [&](int i) { rawCycle(*raws[static_cast<std::size_t>(i)], i); }),
                "1/s");
    report.line("hotswap", "cycle c16 rate",
                rate(kClients, kRateSeconds,
                     [&](int i) { productCycle(locks[static_cast<std::size_t>(i)]->port(), 100 + i); }),
                "1/s");
}

struct HandedOver {
    double lock = 0;  ///< ms from the release's call until the waiter's session holds the lock
    double lease = 0; ///< … until it has the lease too: an epoch on disk
};

/// One program that leads, one that waits for all of its scopes.
class HandOver {
public:
    HandOver(StoreWorld& world, int waiters)
        : m_name("waits-" + std::to_string(waiters)),
          m_leader(world.program()),
          m_waiter(world.program(kPool, m_name)),
          m_locks(static_cast<LeasePort&>(m_waiter->leases())),
          m_waiters(waiters) {
        Raw admin(world.admin());
        for (int i = 0; i < waiters; ++i) {
            const Scope scope = world.scope("over-" + std::to_string(waiters) + "-" + std::to_string(i));
            must(m_leader->leases().acquire(scope, kHolder, kLength), "lead");
            waitFor(scope);
            m_scopes.push_back(scope);
            m_keys.push_back(
                std::stoll(admin.value("SELECT hotswap.lease_key('" + scope.tenant.value + "', '" +
                                       scope.environment.value + "', '" + scope.module.value + "')")));
        }
        m_listening = m_waiter->feed().listen([this](const ports::StreamHint& hint) {
            const std::lock_guard lock(m_mutex);
            if (hint.kind == ports::StreamHint::Kind::Lease && hint.scope == m_wanted) {
                m_told.set();
            }
        });
    }

    HandedOver once(int turn) {
        const auto place = static_cast<std::size_t>(turn % m_waiters);
        const Scope& scope = m_scopes[place];
        want(scope);
        std::int64_t locked = 0;
        std::int64_t led = 0;
        std::thread waiter([&] {
            do {
                m_told.await();
            } while (!must(m_locks.tryLock(m_keys[place]), "lock"));
            locked = nowNs();
            must(m_locks.acquire(scope, kWaiter, kLength), "lease");
            led = nowNs();
        });
        settle();
        const std::int64_t begin = nowNs();
        must(m_leader->leases().release(scope, kHolder), "release");
        waiter.join();
        want({});
        must(m_locks.unlock(m_keys[place]), "unlock"); // it was taken twice, by itself and with the lease
        must(m_locks.release(scope, kWaiter), "give back");
        must(m_leader->leases().acquire(scope, kHolder, kLength), "lead again");
        waitFor(scope);
        return {static_cast<double>(locked - begin) / 1e6, static_cast<double>(led - begin) / 1e6};
    }

    /// Statements a second and program while nothing happens. What the server does by itself is not theirs.
    double queriesWhileWaiting(StoreWorld& world) {
        constexpr const char* kCount =
            "SELECT xact_commit FROM pg_stat_database WHERE datname = current_database()";
        Raw admin(world.admin());
        admin.run("ALTER SYSTEM SET autovacuum = off");
        admin.value("SELECT pg_reload_conf()");
        pauseMs(kSettleMs);
        const double before = std::stod(admin.value(kCount));
        const std::int64_t begin = nowNs();
        pauseMs(kWaitingSeconds * 1'000);
        const double after = std::stod(admin.value(kCount));
        const double seconds = static_cast<double>(nowNs() - begin) / 1e9;
        admin.run("ALTER SYSTEM RESET autovacuum");
        admin.value("SELECT pg_reload_conf()");
        return (after - before - 1) / seconds / 2;
    }
    /// As the server counts them.
    double connections(StoreWorld& world) const {
        return std::stod(Raw(world.admin())
                             .value("SELECT count(*) FROM pg_stat_activity WHERE application_name = "
                                    "'" +
                                    m_name + "'"));
    }

private:
    static constexpr std::size_t kPool = 8;
    static constexpr int kSettleMs = 12'000; // idle sessions hand in their counts after 10 s
    void want(const Scope& scope) {
        const std::lock_guard lock(m_mutex);
        m_wanted = scope;
    }
    void waitFor(const Scope& scope) {
        if (m_waiter->leases().acquire(scope, kWaiter, kLength).ok()) {
            giveUp("wait", "nobody led");
        }
    }
    /// The hints of what was done before have all come.
    void settle() { pauseMs(3); }
    static void pauseMs(int ms) {
        std::mutex mutex;
        std::condition_variable never;
        std::unique_lock lock(mutex);
        never.wait_for(lock, std::chrono::milliseconds(ms), [] { return false; });
    }

    const std::string m_name;
    std::unique_ptr<PostgresStore> m_leader;
    std::unique_ptr<PostgresStore> m_waiter;
    LeasePort& m_locks; ///< the waiter's
    const int m_waiters;
    std::vector<Scope> m_scopes;
    std::vector<std::int64_t> m_keys;
    std::mutex m_mutex;
    Scope m_wanted;
    Signal m_told;
    std::unique_ptr<ports::FeedSubscription> m_listening;
};

/// The raw peer: one session waits in pg_advisory_lock for the other.
void benchRawHandOver(const Report& report, StoreWorld& world) {
    Raw holder(world.login());
    Raw waiter(world.login());
    for (Raw* raw : {&holder, &waiter}) {
        prepareRaw(*raw);
        raw->prepare("wait", "SELECT pg_advisory_lock($1)");
    }
    std::vector<double> times;
    for (int i = 0; i < kHandOvers; ++i) {
        const std::string key = std::to_string(1'000 + i);
        holder.execute("lock", {key});
        std::atomic<std::int64_t> ended{0};
        std::thread thread([&] {
            waiter.execute("wait", {key});
            ended = nowNs();
        });
        while (holder.value("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted") ==
               "0") {}
        const std::int64_t begin = nowNs();
        holder.execute("unlock", {key});
        thread.join();
        times.push_back(static_cast<double>(ended - begin) / 1e6);
        waiter.execute("unlock", {key});
    }
    report.line("raw", "hand-over 1 p50", quantile(times, 0.5), "ms");
    report.line("raw", "hand-over 1 p99", quantile(times, 0.99), "ms");
}

void benchHandOver(const Report& report, StoreWorld& world) {
    benchRawHandOver(report, world);
    for (const int waiters : {1, 8, 1'000}) {
        HandOver over(world, waiters);
        std::vector<double> locks;
        std::vector<double> leases;
        for (int i = 0; i < kHandOvers; ++i) {
            const HandedOver one = over.once(i);
            locks.push_back(one.lock);
            leases.push_back(one.lease);
        }
        const std::string name = "hand-over " + std::to_string(waiters);
        report.line("hotswap", name + " p50", quantile(locks, 0.5), "ms");
        report.line("hotswap", name + " p99", quantile(locks, 0.99), "ms");
        report.line("hotswap", "lease " + name + " p50", quantile(leases, 0.5), "ms");
        report.line("hotswap", "lease " + name + " p99", quantile(leases, 0.99), "ms");
        if (waiters == 1'000) {
            report.line("hotswap", "queries while waiting", over.queriesWhileWaiting(world), "1/s");
            report.line("hotswap", "connections", over.connections(world), "");
        }
    }
}

} // namespace

int main(int argc, char** argv) {
    needCluster(argv);
    const Report report("lock", roundFrom(argc, argv));
    StoreWorld world;
    world.yardstick(report);
    benchCycle(report, world);
    benchClients(report, world);
    benchHandOver(report, world);
    return 0;
}
