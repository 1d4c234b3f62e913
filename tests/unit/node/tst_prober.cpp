// SPDX-License-Identifier: Apache-2.0
// Reactor, exchanges and probes against real sockets and programs.
#include "core/node/port_group.h"
#include "core/node/prober.h"
#include "core/node/work_thread.h"

#include "tests/unit/node/reactor_bench.h"

#include <QTemporaryDir>
#include <QtTest/QtTest>

#include <atomic>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

using namespace hotswap;
using namespace hotswap::test;
using namespace std::chrono_literals;

namespace {

/// Answers every connection with one text, after reading something; an empty text: never answers.
class TextServer {
public:
    explicit TextServer(std::string text)
        : m_text(std::move(text)),
          m_socket(std::move(*node::openProbeSocket())),
          m_thread([this] { run(); }) {}
    ~TextServer() {
        m_stop = true;
        m_thread.join();
    }
    sockaddr_in address() const { return *node::boundAddress(m_socket.get()); }
    void say(std::string text) {
        const std::lock_guard lock(m_mutex);
        m_text = std::move(text);
    }

private:
    void run() {
        std::vector<codec::Descriptor> silent;
        while (!m_stop) {
            pollfd ready{m_socket.get(), POLLIN, 0};
            if (::poll(&ready, 1, 20) != 1) {
                continue;
            }
            codec::Descriptor peer(::accept4(m_socket.get(), nullptr, nullptr, SOCK_CLOEXEC));
            std::string text;
            {
                // Not held while the peer is waited for: that may be the thread which says something new.
                const std::lock_guard lock(m_mutex);
                text = m_text;
            }
            if (text.empty()) {
                silent.push_back(std::move(peer));
                continue;
            }
            char request[1024];
            (void)!::recv(peer.get(), request, sizeof request, 0);
            (void)!::send(peer.get(), text.data(), text.size(), MSG_NOSIGNAL);
        }
    }
    std::mutex m_mutex;
    std::string m_text;
    codec::Descriptor m_socket;
    std::atomic<bool> m_stop{false};
    std::thread m_thread;
};

constexpr const char* kHealthy = "HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\nhealthy";
constexpr const char* kSick = "HTTP/1.1 503 Sick\r\nContent-Length: 4\r\n\r\nsick";

ProbeSpec httpProbe() {
    ProbeSpec spec;
    spec.socket = "probe";
    spec.interval = 20ms;
    spec.timeout = 2s;
    return spec;
}

ProbeSpec execProbe(std::vector<std::string> argv) {
    ProbeSpec spec;
    spec.kind = ProbeSpec::Kind::Exec;
    spec.argv = std::move(argv);
    spec.interval = 20ms;
    spec.timeout = 2s;
    return spec;
}

struct Told {
    std::vector<std::pair<bool, std::string>> answers;
    node::Prober::Changed sink() {
        return [this](bool healthy, const std::string& detail) { answers.emplace_back(healthy, detail); };
    }
};

} // namespace

class ProberTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void onlyChangesAreTold() {
        ReactorBench bench;
        TextServer server(kHealthy);
        Told told;
        node::Prober prober(*bench.reactor, {httpProbe()}, {{"probe", server.address()}}, {"/", {}},
                            told.sink());
        QVERIFY(bench.until([&] { return told.answers.size() == 1; }));
        QVERIFY(told.answers[0].first);
        QVERIFY(!bench.until([&] { return told.answers.size() > 1; }, 200ms));
        server.say(kSick);
        QVERIFY(bench.until([&] { return told.answers.size() == 2; }));
        QVERIFY(!told.answers[1].first);
        QCOMPARE(told.answers[1].second, std::string("probe http /health: status 503"));
        server.say(kHealthy);
        QVERIFY(bench.until([&] { return told.answers.size() == 3 && told.answers[2].first; }));
    }

    void allProbesMustPass() {
        ReactorBench bench;
        TextServer good(kHealthy);
        TextServer bad(kSick);
        Told told;
        ProbeSpec second = httpProbe();
        second.socket = "other";
        node::Prober prober(*bench.reactor, {httpProbe(), second},
                            {{"probe", good.address()}, {"other", bad.address()}}, {"/", {}}, told.sink());
        QVERIFY(bench.until([&] { return !told.answers.empty(); }));
        QVERIFY(!told.answers[0].first);
        bad.say(kHealthy);
        QVERIFY(bench.until([&] { return told.answers.size() == 2 && told.answers[1].first; }));
    }

    void silenceIsAFailureInTime() {
        ReactorBench bench;
        TextServer server("");
        Told told;
        ProbeSpec spec = httpProbe();
        spec.timeout = 150ms;
        node::Prober prober(*bench.reactor, {spec}, {{"probe", server.address()}}, {"/", {}}, told.sink());
        QVERIFY(bench.until([&] { return told.answers.size() == 1; }));
        QVERIFY(told.answers[0].second.find("150 ms") != std::string::npos);
    }

    void nobodyListeningIsAFailure() {
        ReactorBench bench;
        const auto address = [] { return *node::boundAddress(node::openProbeSocket()->get()); }();
        Told told;
        ProbeSpec tcp = httpProbe();
        tcp.kind = ProbeSpec::Kind::Tcp;
        node::Prober prober(*bench.reactor, {tcp}, {{"probe", address}}, {"/", {}}, told.sink());
        QVERIFY(bench.until([&] { return told.answers.size() == 1; }));
        QVERIFY(!told.answers[0].first);
    }

    void connectingIsEnoughForTcp() {
        ReactorBench bench;
        TextServer server("");
        Told told;
        ProbeSpec tcp = httpProbe();
        tcp.kind = ProbeSpec::Kind::Tcp;
        node::Prober prober(*bench.reactor, {tcp}, {{"probe", server.address()}}, {"/", {}}, told.sink());
        QVERIFY(bench.until([&] { return told.answers.size() == 1; }));
        QVERIFY(told.answers[0].first);
    }

    void programsAreProbes() {
        ReactorBench bench;
        const auto outcome = [&](const ProbeSpec& spec) {
            Told told;
            node::Prober prober(*bench.reactor, {spec}, {}, {"/bin", {}}, told.sink());
            return bench.until([&] { return !told.answers.empty(); }) ? told.answers[0]
                                                                      : std::pair(false, std::string());
        };
        QVERIFY(outcome(execProbe({"true"})).first);
        QVERIFY(outcome(execProbe({"false"})).second.find("exit status 1") != std::string::npos);
        QVERIFY(!outcome(execProbe({"no-such-program"})).first);
        ProbeSpec endless = execProbe({"cat", "/dev/zero"});
        endless.timeout = 150ms;
        QVERIFY(outcome(endless).second.find("150 ms") != std::string::npos);
    }

    void withoutProbesRunningIsHealthy() {
        ReactorBench bench;
        Told told;
        node::Prober prober(*bench.reactor, {}, {}, {"/", {}}, told.sink());
        QVERIFY(bench.until([&] { return told.answers.size() == 1; }));
        QVERIFY(told.answers[0].first);
    }

    void timersRunInOrderAndCanBeCancelled() {
        ReactorBench bench;
        std::string order;
        bench.reactor->after(60ms, [&] { order += 'c'; });
        bench.reactor->after(20ms, [&] { order += 'a'; });
        const auto never = bench.reactor->after(30ms, [&] { order += 'x'; });
        bench.reactor->after(40ms, [&] {
            order += 'b';
            bench.reactor->after({}, [&] { order += 'd'; });
        });
        bench.reactor->cancel(never);
        QVERIFY(bench.until([&] { return order.size() == 4; }));
        QCOMPARE(order, std::string("abdc"));
    }

    void resultsOfAnotherThreadArriveHere() {
        ReactorBench bench;
        node::WorkThread work;
        std::vector<int> order;
        const auto here = std::this_thread::get_id();
        bool same = true;
        for (int i = 0; i < 100; ++i) {
            work.add([&, i] {
                bench.reactor->post([&, i] {
                    order.push_back(i);
                    same = same && std::this_thread::get_id() == here;
                });
            });
        }
        QVERIFY(bench.until([&] { return order.size() == 100; }));
        QVERIFY(same && std::is_sorted(order.begin(), order.end()));
    }

    void aHandlerMayRemoveAnother() {
        ReactorBench bench;
        int ends[2];
        QCOMPARE(::pipe(ends), 0);
        int others[2];
        QCOMPARE(::pipe(others), 0);
        int calls = 0;
        const auto once = [&](std::uint32_t) {
            ++calls;
            bench.reactor->unwatch(ends[0]);
            bench.reactor->unwatch(others[0]);
        };
        bench.reactor->watch(ends[0], EPOLLIN, once);
        bench.reactor->watch(others[0], EPOLLIN, once);
        (void)!::write(ends[1], "x", 1);
        (void)!::write(others[1], "x", 1);
        QVERIFY(!bench.until([&] { return calls > 1; }, 100ms));
        QCOMPARE(calls, 1);
        for (const int fd : {ends[0], ends[1], others[0], others[1]}) {
            ::close(fd);
        }
    }
};

QTEST_GUILESS_MAIN(ProberTest)
#include "tst_prober.moc"
