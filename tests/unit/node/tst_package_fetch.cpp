// SPDX-License-Identifier: Apache-2.0
// Fetching packages: interrupted and gone on with, too long, another release, cancelled, gone.
#include "core/codec/package_writer.h"
#include "core/crypto/crypto.h"
#include "core/crypto/hash.h"
#include "core/crypto/trusted_keys.h"
#include "core/node/package_fetch.h"
#include "core/node/port_group.h"
#include "core/node/release_store.h"
#include "tests/support/manual_clock.h"

#include <QTemporaryDir>
#include <QtTest/QtTest>

#include <mutex>
#include <poll.h>
#include <sys/socket.h>
#include <thread>

using namespace hotswap;
using namespace std::chrono_literals;

namespace {

using Script = std::function<std::string(const std::string& request)>;

/// Answers one request after the other with what the script says, then closes the connection.
class ScriptedServer {
public:
    explicit ScriptedServer(Script script)
        : m_script(std::move(script)),
          m_socket(std::move(*node::openProbeSocket())),
          m_thread([this] { run(); }) {}
    ~ScriptedServer() {
        m_stop = true;
        m_thread.join();
    }
    node::PackageSource source() const {
        return {"127.0.0.1", ntohs(node::boundAddress(m_socket.get())->sin_port)};
    }
    std::vector<std::string> requests() const {
        const std::lock_guard lock(m_mutex);
        return m_requests;
    }

private:
    void run() {
        while (!m_stop) {
            pollfd ready{m_socket.get(), POLLIN, 0};
            if (::poll(&ready, 1, 20) != 1) {
                continue;
            }
            const codec::Descriptor peer(::accept4(m_socket.get(), nullptr, nullptr, SOCK_CLOEXEC));
            char piece[4096];
            const ssize_t got = ::recv(peer.get(), piece, sizeof piece, 0);
            const std::string request(piece, got > 0 ? static_cast<std::size_t>(got) : 0);
            {
                const std::lock_guard lock(m_mutex);
                m_requests.push_back(request);
            }
            const std::string answer = m_script(request);
            (void)!::send(peer.get(), answer.data(), answer.size(), MSG_NOSIGNAL);
        }
    }
    Script m_script;
    codec::Descriptor m_socket;
    mutable std::mutex m_mutex;
    std::vector<std::string> m_requests;
    std::atomic<bool> m_stop{false};
    std::thread m_thread;
};

std::string ok(const std::string& body, std::size_t stated) {
    return "HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(stated) + "\r\n\r\n" + body;
}

void write(const std::filesystem::path& file, const std::string& text) {
    std::filesystem::create_directories(file.parent_path());
    auto fd = codec::openNew(file);
    QVERIFY(codec::writeAll(fd->get(), text, file).ok());
}

constexpr const char* kModuleToml = R"(
name = "tester"
version = "1.0.0"
kind = "service"
description = "For tests."
author = "HotSwap"
entry = ["run"]

[[sockets]]
name = "http"
port = 8080
reach = "public"
)";

} // namespace

class PackageFetchTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;
    std::string m_bytes;
    Release m_release;
    PackageChecks m_checks;
    support::SeededRandom m_random;

    std::filesystem::path path(const char* name) const {
        return std::filesystem::path(m_dir.path().toStdString()) / name;
    }
    node::FetchOrder order(const ScriptedServer& server, const char* name) const {
        node::FetchOrder order;
        order.source = server.source();
        order.release = m_release;
        order.target = path(name);
        order.checks = m_checks;
        order.cancelled = std::make_shared<std::atomic<bool>>(false);
        order.retries = {1ms, 1ms};
        return order;
    }

private Q_SLOTS:
    void initTestCase() {
        QVERIFY(crypto::init().ok());
        std::string program = "#!/bin/sh\n";
        for (int i = 0; i < 4'000; ++i) {
            program += "# " + crypto::sha256Hex(std::to_string(i)) + "\n"; // does not compress away
        }
        write(path("source/files/run"), program);
        std::filesystem::permissions(path("source/files/run"), std::filesystem::perms::owner_all);
        write(path("source/module.toml"), kModuleToml);
        const auto key = crypto::generateSigningKey(crypto::KeyPurpose::Module, crypto::KeyOrigin::Lab);
        const auto packed = codec::pack({path("source/module.toml"), path("source/files"), {}},
                                        path("tester.hsm"), crypto::digestFactory());
        QVERIFY2(packed.ok(), packed.ok() ? "" : describe(packed.error()).c_str());
        const auto sign = [&key](std::string_view bytes) { return key.signatureOver(bytes); };
        QVERIFY(codec::sign(path("tester.hsm"), sign, crypto::digestFactory()).ok());
        m_release = packed->release();
        m_bytes = *codec::readFile(path("tester.hsm"), 64 * 1024 * 1024);
        crypto::TrustedKeys keys;
        keys.add(crypto::trustedHalf(key));
        m_checks = crypto::packageChecks(keys, crypto::LabKeys::Allowed, instantFromMs(0));
    }

    void wholeAtOnce() {
        ScriptedServer server([&](const std::string&) { return ok(m_bytes, m_bytes.size()); });
        QVERIFY(node::fetchPackage(order(server, "whole.hsm"), m_random).ok());
        QVERIFY(*codec::readFile(path("whole.hsm"), 64 * 1024 * 1024) == m_bytes);
        QVERIFY(node::fetchPackage(order(server, "whole.hsm"), m_random).ok());
        QCOMPARE(server.requests().size(), std::size_t{1}); // the second had nothing to do
    }

    void anInterruptedOneGoesOn() {
        int asked = 0;
        ScriptedServer server([&](const std::string& request) {
            const std::size_t half = m_bytes.size() / 2;
            if (asked++ == 0) {
                return ok(m_bytes.substr(0, half), m_bytes.size());
            }
            const auto at = request.find("Range: bytes=");
            const auto from = at == std::string::npos ? 0 : std::stoul(request.substr(at + 13));
            const std::string rest = m_bytes.substr(from);
            return "HTTP/1.1 206 Partial\r\nContent-Range: bytes " + std::to_string(from) + "-" +
                   std::to_string(m_bytes.size() - 1) + "/" + std::to_string(m_bytes.size()) +
                   "\r\nContent-Length: " + std::to_string(rest.size()) + "\r\n\r\n" + rest;
        });
        QVERIFY(node::fetchPackage(order(server, "resumed.hsm"), m_random).ok());
        QVERIFY(*codec::readFile(path("resumed.hsm"), 64 * 1024 * 1024) == m_bytes);
        QCOMPARE(server.requests().size(), std::size_t{2});
        QVERIFY(server.requests()[1].find("Range: bytes=" + std::to_string(m_bytes.size() / 2)) !=
                std::string::npos);
    }

    void aServerWithoutRangesIsFetchedFromAnew() {
        write(path("anew.hsm.part"), m_bytes.substr(0, 1'000));
        ScriptedServer server([&](const std::string&) { return ok(m_bytes, m_bytes.size()); });
        QVERIFY(node::fetchPackage(order(server, "anew.hsm"), m_random).ok());
        QVERIFY(*codec::readFile(path("anew.hsm"), 64 * 1024 * 1024) == m_bytes);
    }

    void aWrongPartIsThrownAway() {
        std::string wrong = m_bytes.substr(0, 2'000);
        wrong[50] = static_cast<char>(wrong[50] ^ 1);
        write(path("wrong.hsm.part"), wrong);
        ScriptedServer server([&](const std::string&) { return ok(m_bytes, m_bytes.size()); });
        QVERIFY(node::fetchPackage(order(server, "wrong.hsm"), m_random).ok());
        QVERIFY(server.requests()[0].find("Range") == std::string::npos);
    }

    void whatIsWrongIsNotKept_data() {
        QTest::addColumn<QString>("how");
        QTest::addColumn<int>("code");
        QTest::newRow("payload") << "payload" << static_cast<int>(ErrorCode::DigestMismatch);
        QTest::newRow("header") << "header" << static_cast<int>(ErrorCode::DigestMismatch);
        QTest::newRow("longer") << "longer" << static_cast<int>(ErrorCode::Oversize);
        QTest::newRow("missing") << "missing" << static_cast<int>(ErrorCode::NotFound);
        QTest::newRow("cut") << "cut" << static_cast<int>(ErrorCode::Truncated);
        QTest::newRow("no http") << "no http" << static_cast<int>(ErrorCode::Malformed);
        QTest::newRow("error") << "error" << static_cast<int>(ErrorCode::Unavailable);
    }
    void whatIsWrongIsNotKept() {
        QFETCH(QString, how);
        QFETCH(int, code);
        std::string bytes = m_bytes;
        if (how == QLatin1String("payload")) {
            bytes.back() = static_cast<char>(bytes.back() ^ 1);
        } else if (how == QLatin1String("header")) {
            bytes[bytes.find("For tests.")] = 'f';
        } else if (how == QLatin1String("longer")) {
            bytes += "more";
        }
        ScriptedServer server([&](const std::string&) -> std::string {
            if (how == QLatin1String("missing")) {
                return "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n";
            }
            if (how == QLatin1String("error")) {
                return "HTTP/1.1 500 Sick\r\nContent-Length: 4\r\n\r\nsick";
            }
            if (how == QLatin1String("no http")) {
                return "SMTP\r\n\r\n";
            }
            return how == QLatin1String("cut") ? ok(bytes.substr(0, 100), bytes.size())
                                               : ok(bytes, bytes.size());
        });
        const std::string name = "bad-" + how.toStdString() + ".hsm";
        const auto fetched = node::fetchPackage(order(server, name.c_str()), m_random);
        QVERIFY(!fetched.ok());
        QCOMPARE(fetched.error().code, static_cast<ErrorCode>(code));
        QVERIFY(!std::filesystem::exists(path(name.c_str())));
    }

    void cancellingEndsItSoon() {
        ScriptedServer server([&](const std::string&) { return std::string{}; });
        auto cancelled = order(server, "never.hsm");
        cancelled.retries = std::vector<Duration>(1'000, 10s);
        cancelled.idleLimit = 60s;
        std::thread later([&] {
            ::poll(nullptr, 0, 200);
            cancelled.cancelled->store(true);
        });
        const auto fetched = node::fetchPackage(cancelled, m_random);
        later.join();
        QCOMPARE(fetched.error().code, ErrorCode::Cancelled);
    }

    void releasesAreUnpackedCheckedAndPruned() {
        auto state = node::StateDirectory::open(path("state"));
        QVERIFY(state.ok());
        const node::ReleaseStore store(*state);
        QVERIFY(!store.has(m_release));
        QVERIFY(!store.unpack(m_release, m_checks).ok());
        std::filesystem::copy_file(path("tester.hsm"), state->packageFile(m_release.digest));
        const auto stored = store.unpack(m_release, m_checks);
        QVERIFY2(stored.ok(), stored.ok() ? "" : describe(stored.error()).c_str());
        QVERIFY(store.unpack(m_release, m_checks).ok()); // again without effect
        const auto loaded = store.load(m_release.module, node::StateDirectory::folderName(m_release));
        QVERIFY(loaded.ok() && loaded->release == m_release);
        QVERIFY(store.check(*loaded, m_checks.newDigest).ok());
        const auto file = state->releaseDir(m_release) / "run";
        std::filesystem::permissions(file, std::filesystem::perms::owner_all);
        write(path("copy"), "x");
        std::filesystem::permissions(state->releaseDir(m_release), std::filesystem::perms::owner_all);
        std::filesystem::copy_file(path("copy"), file, std::filesystem::copy_options::overwrite_existing);
        QCOMPARE(store.check(*loaded, m_checks.newDigest).error().code, ErrorCode::DigestMismatch);
        QVERIFY(store.prune(m_release.module, {node::StateDirectory::folderName(m_release)}).ok());
        QVERIFY(store.has(m_release));
        QVERIFY(store.prune(m_release.module, {}).ok());
        QVERIFY(!store.has(m_release));
        QVERIFY(!node::StateDirectory::open(path("state")).ok()); // locked
    }
};

QTEST_GUILESS_MAIN(PackageFetchTest)
#include "tst_package_fetch.moc"
