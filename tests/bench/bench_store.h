// SPDX-License-Identifier: Apache-2.0
#pragma once
// What the suites on PostgreSQL share: a database, programs on it, and the machine's own yardstick.

#include "core/ports/clock.h"
#include "core/store/postgres/postgres_store.h"
#include "tests/bench/bench_json.h"
#include "tests/support/postgres_database.h"

#include <atomic>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace hotswap::bench {

inline const TenantId kTenant{"acme"};
inline const EnvironmentId kPlace{"Production"};

/// Unless HOTSWAP_TEST_ADMIN names a cluster, runs this program again beside a throw-away one of its own, in
/// which everything is synced.
void needCluster(char** argv);

class MachineClock final : public ports::Clock {
public:
    Instant now() const override { return instantFromMs(nowNs() / 1'000'000); }
};

/// One fresh database in which "acme" has programs.
class StoreWorld {
public:
    StoreWorld();
    /// Another program, as if in a process of its own: it shares nothing but the database.
    std::unique_ptr<store::postgres::PostgresStore> program(std::size_t connections = 8,
                                                            const std::string& name = "bench");
    const std::string& login() const { return m_login; }
    store::postgres::ConnectionOptions options(const std::string& name = "bench") const;
    const std::string& admin() const { return m_database.admin(); }
    Scope scope(const std::string& module) const { return {kTenant, kPlace, ModuleName{module}}; }
    /// fdatasync, and pgbench's TPC-B with one client.
    void yardstick(const Report& report);

private:
    MachineClock m_clock;
    support::PostgresDatabase m_database;
    std::string m_login;
};

/// A value or the end of the program.
template <class Value>
Value must(Result<Value> result, const char* what);
void must(const Status& status, const char* what);
[[noreturn]] void giveUp(const char* what, const std::string& why);

template <class Value>
Value must(Result<Value> result, const char* what) {
    if (!result.ok()) {
        giveUp(what, describe(result.error()));
    }
    return *std::move(result);
}

/// The lease of a module's scope, and a deployment in it to write events and commands for.
struct Led {
    ports::Lease lease;
    DeploymentId deployment;
    std::uint64_t version = 0;
};
Led lead(store::postgres::PostgresStore& store, const Scope& scope);
inline constexpr std::uint64_t kNodes = 10'000;
NodeId nodeOf(std::uint64_t number);
/// One more event and `commands` commands for one node after the other, with proof and audit.
ports::Transaction decision(Led& led, std::size_t commands, std::uint64_t& number);
Receipt receiptOf(const SignedCommand& command, const Scope& scope);

/// Waits until another thread says so.
class Signal {
public:
    void set();
    /// Waits for the next set() since the last wait.
    void await();

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    bool m_set = false;
};

/// How often a second `work(thread)` was done by so many threads at once, for about `seconds`.
double rate(int threads, double seconds, const std::function<void(int)>& work);

} // namespace hotswap::bench
