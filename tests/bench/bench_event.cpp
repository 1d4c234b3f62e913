// SPDX-License-Identifier: Apache-2.0
// How soon another program sees a commit, and what telling costs those who write.

#include "core/store/postgres/store_port.h"
#include "tests/bench/bench_raw.h"
#include "tests/bench/bench_store.h"

using namespace hotswap;
using namespace hotswap::bench;
using store::postgres::PostgresStore;

namespace {

constexpr int kEvents = 1'000;
constexpr int kWriters = 8;
constexpr int kRounds = 3;
constexpr double kRateSeconds = 3;

void lines(const Report& report, const char* peer, const char* what, const std::vector<double>& times) {
    report.line(peer, std::string(what) + " p50", quantile(times, 0.5), "ms");
    report.line(peer, std::string(what) + " p99", quantile(times, 0.99), "ms");
}

/// Times from the call and from its end until somebody else has seen it.
struct Times {
    std::vector<double> fromCall;
    std::vector<double> fromEnd;
    void add(std::int64_t called, std::int64_t ended, std::int64_t seen) {
        fromCall.push_back(static_cast<double>(seen - called) / 1e6);
        fromEnd.push_back(static_cast<double>(std::max<std::int64_t>(0, seen - ended)) / 1e6);
    }
    void print(const Report& report, const char* peer) const {
        lines(report, peer, "commit to seen", fromEnd);
        lines(report, peer, "call to seen", fromCall);
    }
};

void benchSeen(const Report& report, StoreWorld& world) {
    const auto writer = world.program();
    const auto reader = world.program();
    Led led = lead(*writer, world.scope("seen"));
    std::atomic<std::uint64_t> wanted{0};
    std::atomic<std::int64_t> seenAt{0};
    Signal seen;
    const auto listening = reader->feed().listen([&](const ports::StreamHint& hint) {
        if (hint.kind == ports::StreamHint::Kind::Deployment && hint.version >= wanted && wanted > 0) {
            seenAt = nowNs();
            wanted = 0;
            seen.set();
        }
    });
    std::uint64_t number = 0;
    Times times;
    for (int i = 0; i < kEvents; ++i) {
        const ports::Transaction tx = decision(led, 0, number);
        wanted = led.version;
        const std::int64_t called = nowNs();
        must(writer->store().commit(tx), "commit");
        const std::int64_t ended = nowNs();
        seen.await();
        times.add(called, ended, seenAt);
    }
    times.print(report, "hotswap");
}

void benchRawSeen(const Report& report, StoreWorld& world) {
    Raw writer(world.admin());
    writer.run(
        "CREATE TABLE public.raw_event (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, body jsonb)");
    writer.prepare("tell", "WITH i AS (INSERT INTO public.raw_event (body) VALUES ('{\"wave\": 1}')) "
                           "SELECT pg_notify('raw', '')");
    Raw reader(world.admin());
    reader.run("LISTEN raw");
    Times times;
    for (int i = 0; i < kEvents; ++i) {
        std::atomic<std::int64_t> seenAt{0};
        std::thread waiter([&] {
            reader.awaitNotification();
            seenAt = nowNs();
        });
        const std::int64_t called = nowNs();
        writer.execute("tell", {});
        const std::int64_t ended = nowNs();
        waiter.join();
        times.add(called, ended, seenAt);
    }
    times.print(report, "raw");
}

/// Eight writers, each of its own deployment, as fast as they can.
class Writers {
public:
    explicit Writers(StoreWorld& world)
        : m_store(world.program(kWriters)),
          m_reader(world.program()),
          m_pool(world.options(), {kWriters}),
          m_silent(m_pool, m_crowd, [] {}) {
        m_listening = m_reader->feed().listen([](const ports::StreamHint&) {});
        m_crowd.seen(true);
        for (int i = 0; i < kWriters; ++i) {
            m_led.push_back(lead(*m_store, world.scope("writer-" + std::to_string(i))));
        }
    }
    double told() { return write(m_store->store()); }
    /// The same, and nobody says a word.
    double untold() { return write(m_silent); }

private:
    double write(ports::Store& store) {
        return rate(kWriters, kRateSeconds, [&](int i) {
            std::uint64_t number = 0;
            must(store.commit(decision(m_led[static_cast<std::size_t>(i)], 0, number)), "commit");
        });
    }

    std::unique_ptr<PostgresStore> m_store;
    std::unique_ptr<PostgresStore> m_reader;
    store::postgres::Pool m_pool;
    store::postgres::Crowd m_crowd;
    store::postgres::StorePort m_silent;
    std::unique_ptr<ports::FeedSubscription> m_listening;
    std::vector<Led> m_led;
};

void benchWriters(const Report& report, StoreWorld& world) {
    Writers writers(world);
    std::vector<double> told;
    std::vector<double> untold;
    for (int round = 0; round < kRounds; ++round) {
        untold.push_back(writers.untold());
        told.push_back(writers.told());
    }
    report.line("raw", "8 writers", quantile(untold, 0.5), "1/s");
    report.line("hotswap", "8 writers", quantile(told, 0.5), "1/s");
}

} // namespace

int main(int argc, char** argv) {
    needCluster(argv);
    const Report report("event", roundFrom(argc, argv));
    StoreWorld world;
    world.yardstick(report);
    benchRawSeen(report, world);
    benchSeen(report, world);
    benchWriters(report, world);
    return 0;
}
