// SPDX-License-Identifier: Apache-2.0
// The demo packages as the build made them, and the demo module's promise to lose no request while it goes.
#include "core/codec/package.h"
#include "core/crypto/crypto.h"
#include "core/crypto/key_file.h"
#include "tests/app/storefront/storefront_process.h"

#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <csignal>
#include <thread>

using namespace hotswap;
using namespace hotswap::storefront_test;
namespace fs = std::filesystem;

namespace {

const char* const kVersions[] = {"1.0.0", "1.1.0", "1.2.0", "1.3.0", "1.4.0", "1.5.0"};
constexpr int kDrainLimitMs = 12'000;

} // namespace

class TestStorefront : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void everyReleaseSaysItsVersion();
    void everyTwelfthPageOrSoFails();
    void countsWhatThePublicAsked();
    void refusesWhatItCannotRead_data();
    void refusesWhatItCannotRead();
    void answersPipelinedRequestsInOrder();
    void drainingLosesNothing();
    void drainingAnswersTheBacklog();
    void idleConnectionsEndWithoutAReset();

private:
    fs::path program(const std::string& version) const {
        return fs::path(m_dir.path().toStdString()) / version / "bin/storefront";
    }

    QTemporaryDir m_dir;
};

void TestStorefront::initTestCase() {
    QVERIFY(crypto::init().ok());
    const fs::path demo = qEnvironmentVariable("HOTSWAP_DEMO_DIR").toStdString();
    const auto labKey = crypto::readPublicKey(demo / "lab.pub");
    QVERIFY2(labKey.ok(), "run through ctest, or set HOTSWAP_DEMO_DIR");
    QCOMPARE(labKey->origin, crypto::KeyOrigin::Lab);
    crypto::TrustedKeys trusted;
    trusted.add(*labKey);
    const auto checks = crypto::packageChecks(trusted, crypto::LabKeys::Allowed, instantFromMs(0));
    for (const std::string version : kVersions) {
        const auto package =
            codec::Package::open(demo / ("storefront-" + version + ".hsm"), checks.newDigest);
        QVERIFY(package.ok());
        QCOMPARE(package->header().manifest.version.text(), version);
        const Status status = package->unpack(checks, fs::path(m_dir.path().toStdString()) / version);
        QVERIFY2(status.ok(), status.ok() ? "" : describe(status.error()).c_str());
    }
}

void TestStorefront::everyReleaseSaysItsVersion() {
    for (const std::string version : kVersions) {
        StorefrontProcess process(program(version));
        Client client(process.publicPort());
        QCOMPARE(client.get("/version")->body, version);
        const auto page = client.get("/");
        QCOMPARE(page->status, 200);
        QVERIFY(page->body.find("Storefront " + version) != std::string::npos);
        QCOMPARE(client.get("/nothing")->status, 404);
        QCOMPARE(Client(process.probePort()).get("/health")->status, version == "1.5.0" ? 503 : 200);
    }
}

void TestStorefront::everyTwelfthPageOrSoFails() {
    StorefrontProcess process(program("1.2.0"));
    Client client(process.publicPort());
    int failed = 0;
    for (int i = 0; i < 200; ++i) {
        failed += client.get("/")->status == 500 ? 1 : 0;
    }
    QCOMPARE(failed, 16);
}

void TestStorefront::countsWhatThePublicAsked() {
    StorefrontProcess process(program("1.2.0"));
    Client customer(process.publicPort());
    Client probe(process.probePort());
    for (int i = 0; i < 100; ++i) {
        QVERIFY(customer.get("/"));
        QVERIFY(probe.get("/health")); // not counted
    }
    const std::string metrics = probe.get("/metrics")->body;
    QVERIFY(metrics.find("\nhotswap_requests_total 100\n") != std::string::npos);
    QVERIFY(metrics.find("\nhotswap_errors_total 8\n") != std::string::npos);
    QVERIFY(metrics.find("_bucket{le=\"0.00025\"}") != std::string::npos);
    QVERIFY(metrics.find("_bucket{le=\"65.536\"} 100\n") != std::string::npos);
    QVERIFY(metrics.find("_bucket{le=\"+Inf\"} 100\n") != std::string::npos);
    QVERIFY(metrics.find("\nstorefront_resident_bytes ") != std::string::npos);
}

void TestStorefront::refusesWhatItCannotRead_data() {
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<int>("status");
    QTest::newRow("no HTTP") << QByteArray("hello\r\n\r\n") << 400;
    QTest::newRow("old version") << QByteArray("GET / HTTP/0.9\r\n\r\n") << 400;
    QTest::newRow("other host form") << QByteArray("GET http://x/ HTTP/1.1\r\n\r\n") << 400;
    QTest::newRow("no colon") << QByteArray("GET / HTTP/1.1\r\nfield\r\n\r\n") << 400;
    QTest::newRow("two lengths") << QByteArray(
                                        "GET / HTTP/1.1\r\nContent-Length: 0\r\nContent-Length: 5\r\n\r\n")
                                 << 400;
    QTest::newRow("negative length") << QByteArray("GET / HTTP/1.1\r\nContent-Length: -1\r\n\r\n") << 400;
    QTest::newRow("chunked") << QByteArray("GET / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n") << 501;
    QTest::newRow("large body") << QByteArray("GET / HTTP/1.1\r\nContent-Length: 9999999\r\n\r\n") << 413;
    QTest::newRow("large head") << QByteArray("GET / HTTP/1.1\r\nX: ") + QByteArray(9'000, 'x') << 431;
    QTest::newRow("other method") << QByteArray("POST / HTTP/1.1\r\nContent-Length: 2\r\n\r\nab") << 405;
}

void TestStorefront::refusesWhatItCannotRead() {
    QFETCH(QByteArray, request);
    QFETCH(int, status);
    StorefrontProcess process(program("1.0.0"));
    Client client(process.publicPort());
    QVERIFY(client.send(request.toStdString()));
    const auto answer = client.receive();
    QVERIFY(answer);
    QCOMPARE(answer->status, status);
    QCOMPARE(answer->close, status != 405);
    QCOMPARE(Client(process.publicPort()).get("/version")->status, 200); // the others are not disturbed
}

void TestStorefront::answersPipelinedRequestsInOrder() {
    StorefrontProcess process(program("1.3.0")); // the slow one
    Client client(process.publicPort());
    QVERIFY(client.send("GET / HTTP/1.1\r\n\r\nGET /version HTTP/1.1\r\n\r\nGET /health HTTP/1.1\r\n\r\n"));
    QVERIFY(client.receive()->body.find("<html") != std::string::npos);
    QCOMPARE(client.receive()->body, std::string("1.3.0"));
    QCOMPARE(client.receive()->body, std::string("healthy\n"));
}

void TestStorefront::drainingLosesNothing() {
    StorefrontProcess process(program("1.0.0"));
    std::atomic<int> answered = 0;
    std::atomic<int> lost = 0;
    std::atomic<int> saidGoodbye = 0;
    std::vector<std::thread> customers;
    for (int i = 0; i < 16; ++i) {
        customers.emplace_back([&] {
            Client client(process.publicPort());
            while (true) {
                const auto answer = client.get("/");
                if (!answer) {
                    ++lost;
                    return;
                }
                ++answered;
                if (answer->close) {
                    ++saidGoodbye;
                    return;
                }
            }
        });
    }
    QTRY_VERIFY_WITH_TIMEOUT(answered > 1'000, 10'000);
    process.signal(SIGTERM);
    for (std::thread& customer : customers) {
        customer.join();
    }
    QCOMPARE(lost.load(), 0);
    QCOMPARE(saidGoodbye.load(), 16);
    QTRY_VERIFY_WITH_TIMEOUT(process.exited(), kDrainLimitMs);
    QCOMPARE(process.exited().value(), 0);
}

void TestStorefront::drainingAnswersTheBacklog() {
    StorefrontProcess process(program("1.0.0"));
    QVERIFY(Client(process.publicPort()).get("/version"));
    process.signal(SIGSTOP);
    std::vector<std::unique_ptr<Client>> waiting;
    for (int i = 0; i < 100; ++i) {
        waiting.push_back(std::make_unique<Client>(process.publicPort()));
        QVERIFY(waiting.back()->connected());
        QVERIFY(waiting.back()->send("GET /version HTTP/1.1\r\n\r\n"));
    }
    process.signal(SIGTERM);
    process.signal(SIGCONT);
    for (const auto& client : waiting) {
        const auto answer = client->receive();
        QVERIFY(answer);
        QCOMPARE(answer->status, 200);
        QVERIFY(answer->close);
    }
    QTRY_VERIFY_WITH_TIMEOUT(process.exited(), kDrainLimitMs);
}

void TestStorefront::idleConnectionsEndWithoutAReset() {
    StorefrontProcess process(program("1.0.0"));
    Client busy(process.publicPort());
    Client idle(process.publicPort());
    QVERIFY(busy.get("/version") && idle.get("/version"));
    process.signal(SIGTERM);
    const auto last = busy.get("/version"); // asked after the signal, still answered
    QVERIFY(last && last->status == 200);
    QVERIFY(!idle.receive());
    QVERIFY(idle.endedInOrder());
    QTRY_VERIFY_WITH_TIMEOUT(process.exited(), kDrainLimitMs);
    QCOMPARE(process.exited().value(), 0);
}

QTEST_GUILESS_MAIN(TestStorefront)
#include "tst_storefront.moc"
