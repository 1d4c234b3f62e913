// SPDX-License-Identifier: Apache-2.0
// Durable work: commands written, taken by a gateway and answered, beside the same rows written by plain SQL.

#include "core/codec/receipt_codec.h"
#include "tests/bench/bench_queue_raw.h"
#include "tests/bench/bench_store.h"

using namespace hotswap;
using namespace hotswap::bench;
using store::postgres::PostgresStore;

namespace {

constexpr std::size_t kBatch = 500;
constexpr int kRounds = 3;
constexpr double kRateSeconds = 2;
constexpr int kStarts = 500;
constexpr std::uint64_t kRun = 10'000; ///< commands that are run in one round

/// The product's side of each measure.
class Product {
public:
    explicit Product(StoreWorld& world)
        : m_store(world.program()), m_led(lead(*m_store, world.scope("product"))) {}
    void enqueue(std::size_t commands) {
        must(m_store->store().commit(decision(m_led, commands, m_number)), "enqueue");
    }
    /// Takes and answers what the nodes of one batch have.
    std::size_t runBatch(std::uint64_t first) {
        const auto taken = must(m_store->commands().take(kTenant, nodesFrom(first), {}, kBatch), "take");
        std::vector<Receipt> receipts;
        receipts.reserve(taken.size());
        for (const SignedCommand& command : taken) {
            receipts.push_back(receiptOf(command, m_led.lease.scope));
        }
        must(m_store->commands().storeReceipts(receipts), "receipts");
        return taken.size();
    }
    static std::vector<NodeId> nodesFrom(std::uint64_t first) {
        std::vector<NodeId> nodes;
        for (std::uint64_t i = 0; i < kBatch; ++i) {
            nodes.push_back(nodeOf(first + i));
        }
        return nodes;
    }
    PostgresStore& store() { return *m_store; }
    Led& led() { return m_led; }
    std::uint64_t number() const { return m_number; }

private:
    std::unique_ptr<PostgresStore> m_store;
    Led m_led;
    std::uint64_t m_number = 0;
};

template <class Peer>
double enqueueRate(Peer& peer, std::size_t commands) {
    return static_cast<double>(commands) * rate(1, kRateSeconds, [&](int) { peer.enqueue(commands); });
}

/// Fills the queue, then takes and answers everything. Commands a second.
template <class Peer>
double runRate(Peer& peer) {
    const std::uint64_t first = peer.number() + 1;
    for (std::uint64_t i = 0; i < kRun; i += kBatch) {
        peer.enqueue(kBatch);
    }
    std::size_t done = 0;
    const std::int64_t begin = nowNs();
    for (std::uint64_t i = 0; i < kRun; i += kBatch) {
        done += peer.runBatch(first + i);
    }
    const double seconds = static_cast<double>(nowNs() - begin) / 1e9;
    if (done != kRun) {
        giveUp("run", std::to_string(done) + " were taken");
    }
    return static_cast<double>(done) / seconds;
}

/// What every installation has after a while: commands of deployments that are over, with their receipts.
/// Plans made on empty tables would be nobody's.
void fillHistory(StoreWorld& world) {
    Raw admin(world.admin());
    admin.run(
        "INSERT INTO hotswap.command (tenant_id, id, node, deployment, environment, module, generation, "
        "epoch, state, queued_at, bytes, key, signature) SELECT 'acme', 'old-' || i, 'node-' || i % 10000, "
        "'old-' || i / 500, 'Production', 'old', 1, 1, 'answered', 1, '', '0123456789abcdef', "
        "convert_to(repeat('s', 64), 'UTF8') FROM generate_series(1, 50000) i");
    admin.run("INSERT INTO hotswap.receipt (tenant_id, deployment, sequence, command, body) SELECT 'acme', "
              "'old-' || i / 500, i, 'old-' || i, jsonb_build_object('command', 'old-' || i, 'node', 'n') "
              "FROM generate_series(1, 50000) i");
    admin.run("ANALYZE");
}

/// Removes what the rates left, so that nobody's nodes have two commands.
void clear(StoreWorld& world) {
    Raw admin(world.admin());
    for (const char* const table : {"command", "receipt", "event", "feed", "audit"}) {
        const std::string name = std::string("hotswap.") + table;
        const bool kept = std::string_view(table) == "command" || std::string_view(table) == "receipt";
        admin.run("DELETE FROM " + name + (kept ? " WHERE deployment NOT LIKE 'old-%'" : ""));
        admin.run("VACUUM " + name);
    }
    admin.run("CHECKPOINT");
}

void benchRates(const Report& report, StoreWorld& world, Product& product, RawQueue& raw) {
    struct Measure {
        const char* name;
        std::function<double()> ofRaw;
        std::function<double()> ofProduct;
    };
    const std::vector<Measure> measures{
        {"enqueue single", [&] { return enqueueRate(raw, 1); }, [&] { return enqueueRate(product, 1); }},
        {"enqueue batch", [&] { return enqueueRate(raw, kBatch); },
         [&] { return enqueueRate(product, kBatch); }},
        {"run no-op", [&] { return runRate(raw); }, [&] { return runRate(product); }},
    };
    for (const Measure& measure : measures) {
        std::vector<double> raws;
        std::vector<double> products;
        for (int round = 0; round < kRounds; ++round) {
            clear(world);
            raws.push_back(measure.ofRaw());
            clear(world);
            products.push_back(measure.ofProduct());
        }
        report.line("raw", measure.name, quantile(raws, 0.5), "1/s");
        report.line("hotswap", measure.name, quantile(products, 0.5), "1/s");
    }
}

void benchStart(const Report& report, StoreWorld& world, Product& product) {
    const auto gateway = world.program();
    std::atomic<bool> waits{false};
    Signal told;
    const auto listening = gateway->feed().listen([&](const ports::StreamHint& hint) {
        if (hint.kind == ports::StreamHint::Kind::Commands && waits) {
            told.set();
        }
    });
    std::vector<double> times;
    for (int i = 0; i < kStarts; ++i) {
        std::int64_t ended = 0;
        const NodeId node = nodeOf(product.number() + 1);
        waits = true;
        std::thread worker([&] {
            while (true) {
                told.await();
                if (!must(gateway->commands().take(kTenant, {node}, {}, 10), "take").empty()) {
                    ended = nowNs();
                    return;
                }
            }
        });
        const std::int64_t begin = nowNs();
        product.enqueue(1);
        worker.join();
        waits = false;
        times.push_back(static_cast<double>(ended - begin) / 1e6);
    }
    report.line("hotswap", "enqueue to start p50", quantile(times, 0.5), "ms");
    report.line("hotswap", "enqueue to start p99", quantile(times, 0.99), "ms");
}

void benchRawStart(const Report& report, StoreWorld& world, RawQueue& raw) {
    RawQueue gateway(world.admin(), raw.scope(), raw.deployment());
    gateway.listen();
    std::vector<double> times;
    for (int i = 0; i < kStarts; ++i) {
        std::int64_t ended = 0;
        const std::string node = nodeOf(raw.number() + 1).value;
        std::thread worker([&] {
            gateway.await();
            gateway.take({node});
            ended = nowNs();
        });
        const std::int64_t begin = nowNs();
        raw.enqueueAndTell();
        worker.join();
        times.push_back(static_cast<double>(ended - begin) / 1e6);
    }
    report.line("raw", "enqueue to start p50", quantile(times, 0.5), "ms");
    report.line("raw", "enqueue to start p99", quantile(times, 0.99), "ms");
}

} // namespace

int main(int argc, char** argv) {
    needCluster(argv);
    const Report report("queue", roundFrom(argc, argv));
    StoreWorld world;
    world.yardstick(report);
    fillHistory(world);
    Product product(world);
    const Led led = lead(product.store(), world.scope("raw"));
    RawQueue raw(world.admin(), led.lease.scope, led.deployment);
    benchRates(report, world, product, raw);
    clear(world);
    benchRawStart(report, world, raw);
    clear(world);
    benchStart(report, world, product);
    return 0;
}
