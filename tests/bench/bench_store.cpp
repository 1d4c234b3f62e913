// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/bench_store.h"

#include "core/crypto/crypto.h"
#include "core/crypto/hash.h"

#include <array>
#include <cstdio>
#include <cstdlib>
#include <unistd.h>

namespace hotswap::bench {

namespace {

constexpr std::size_t kCommandBytes = 700; // a command with votes for a release
constexpr int kWaitSeconds = 20;

std::string outputOf(const std::string& command) {
    std::string text;
    FILE* const pipe = ::popen(command.c_str(), "r");
    if (pipe == nullptr) {
        return text;
    }
    std::array<char, 256> buffer{};
    while (std::fgets(buffer.data(), buffer.size(), pipe) != nullptr) {
        text += buffer.data();
    }
    ::pclose(pipe);
    return text;
}

} // namespace

void giveUp(const char* what, const std::string& why) {
    std::fprintf(stderr, "%s: %s\n", what, why.c_str());
    std::exit(1);
}

void must(const Status& status, const char* what) {
    if (!status) {
        giveUp(what, describe(status.error()));
    }
}

void needCluster(char** argv) {
    const char* const given = std::getenv("HOTSWAP_TEST_ADMIN");
    if (given != nullptr && *given != '\0') {
        return;
    }
    std::vector<char*> words;
    std::string cluster = "tests/postgres/cluster";
    std::string with = "with";
    std::string separator = "--";
    for (std::string* word : {&cluster, &with, &separator}) {
        words.push_back(word->data());
    }
    for (char** word = argv; *word != nullptr; ++word) {
        words.push_back(*word);
    }
    words.push_back(nullptr);
    ::execv(words.front(), words.data());
    giveUp("tests/postgres/cluster", "run this from the root of the repository");
}

StoreWorld::StoreWorld() {
    (void)crypto::init();
    m_login = m_database.login("agent", {"orchestrator"}, {{kTenant.value, "agent", "{}", true}});
}

store::postgres::ConnectionOptions StoreWorld::options(const std::string& name) const {
    store::postgres::ConnectionOptions made;
    made.conninfo = m_login;
    made.program = name;
    return made;
}

std::unique_ptr<store::postgres::PostgresStore> StoreWorld::program(std::size_t connections,
                                                                    const std::string& name) {
    store::postgres::StoreOptions made;
    made.connection = options(name);
    made.storeConnections = connections;
    made.sha256 = [](std::string_view bytes) { return crypto::sha256Hex(bytes); };
    made.machineClock = &m_clock;
    return must(store::postgres::PostgresStore::open(std::move(made)), "open");
}

void StoreWorld::yardstick(const Report& report) {
    const char* const folder = std::getenv("HOTSWAP_TEST_CLUSTER");
    report.diskYardstick(folder == nullptr ? "/tmp" : folder);
    const std::string target = "'" + m_database.admin() + "'";
    (void)outputOf("pgbench -i -q -s 10 " + target + " 2>/dev/null");
    const std::string said = outputOf("pgbench -n -c 1 -T 4 -M prepared " + target + " 2>/dev/null");
    const auto place = said.find("tps = ");
    report.line("yardstick", "pgbench tpcb",
                place == std::string::npos ? 0 : std::atof(said.c_str() + place + 6), "1/s");
}

Led lead(store::postgres::PostgresStore& store, const Scope& scope) {
    Led led;
    led.lease = must(store.leases().acquire(scope, HolderId{"bench"}, Duration{3600'000}), "lease");
    led.deployment = DeploymentId{"deployment-" + scope.module.value};
    ports::Transaction tx;
    tx.tenant = scope.tenant;
    tx.user = UserId{"ann"};
    ports::Append append;
    append.deployment = led.deployment;
    append.events.emplace_back(events::Submitted{});
    append.at = instantFromMs(1'790'000'000'000);
    append.summary.id = led.deployment;
    append.summary.scope = scope;
    tx.appends.push_back(append);
    led.version = must(store.store().commit(tx), "submit").versions.front();
    return led;
}

ports::Transaction decision(Led& led, std::size_t commands, std::uint64_t& number) {
    static const std::string kBytes(kCommandBytes, 'b');
    ports::Transaction tx;
    tx.tenant = led.lease.scope.tenant;
    tx.proof = ports::LeaseProof{led.lease.scope, led.lease.holder, led.lease.fence};
    ports::Append append;
    append.deployment = led.deployment;
    append.expectedVersion = led.version++;
    append.events.emplace_back(events::WaveStarted{1});
    append.at = instantFromMs(1'790'000'000'000);
    append.summary.id = led.deployment;
    append.summary.scope = led.lease.scope;
    append.summary.state = DeploymentState::Running;
    tx.appends.push_back(std::move(append));
    for (std::size_t i = 0; i < commands; ++i) {
        const std::string id = led.deployment.value + "-" + std::to_string(++number);
        tx.commands.push_back(
            {CommandId{id}, nodeOf(number), kBytes, KeyId{"0123456789abcdef"}, std::string(64, 's')});
    }
    AuditRecord record;
    record.actor = "bench";
    record.action = "deployment.decide";
    record.subject = led.deployment.value;
    record.details = {{"events", "1"}};
    tx.audit.push_back(std::move(record));
    return tx;
}

NodeId nodeOf(std::uint64_t number) {
    return NodeId{"node-" + std::to_string(number % kNodes)};
}

Receipt receiptOf(const SignedCommand& command, const Scope& scope) {
    Receipt receipt;
    receipt.command = command.id;
    receipt.node = command.node;
    receipt.scope = scope;
    receipt.outcome = ReceiptOutcome::Applied;
    receipt.signature = std::string(64, 's');
    return receipt;
}

void Signal::set() {
    const std::lock_guard lock(m_mutex);
    m_set = true;
    m_changed.notify_all();
}

void Signal::await() {
    std::unique_lock lock(m_mutex);
    if (!m_changed.wait_for(lock, std::chrono::seconds(kWaitSeconds), [this] { return m_set; })) {
        giveUp("wait", "nothing was said in time");
    }
    m_set = false;
}

double rate(int threads, double seconds, const std::function<void(int)>& work) {
    std::atomic<std::int64_t> done{0};
    const std::int64_t begin = nowNs();
    const auto end = begin + static_cast<std::int64_t>(seconds * 1e9);
    std::vector<std::thread> crew;
    for (int i = 0; i < threads; ++i) {
        crew.emplace_back([&, i] {
            while (nowNs() < end) {
                work(i);
                ++done;
            }
        });
    }
    for (std::thread& one : crew) {
        one.join();
    }
    return static_cast<double>(done) / (static_cast<double>(nowNs() - begin) / 1e9);
}

} // namespace hotswap::bench
