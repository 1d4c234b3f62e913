// SPDX-License-Identifier: Apache-2.0
// Debian's HAProxy and nginx take a server out and back in on loopback, under requests: none fails while the
// server is drained, changed and undrained.
#include "core/node/balancer.h"
#include "tests/unit/node/reactor_bench.h"

#include <QFile>
#include <QProcess>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QtTest/QtTest>

#include <atomic>
#include <thread>

using namespace hotswap;
using namespace hotswap::node;
using namespace hotswap::test;
using namespace std::chrono_literals;

namespace {

constexpr int kStartLimitMs = 10'000;

/// One server behind the balancer, in a thread of its own. Answers with its name.
class Backend {
public:
    explicit Backend(QByteArray name, quint16 port = 0) : m_name(std::move(name)), m_port(port) { start(); }
    ~Backend() { stop(); }
    void start() {
        m_ending = false;
        std::atomic<bool> ready{false};
        m_thread = std::thread([this, &ready] { serve(ready); });
        ready.wait(false);
    }
    void stop() {
        m_ending = true;
        if (m_thread.joinable()) {
            m_thread.join();
        }
    }
    quint16 port() const { return m_port; }
    int served() const { return m_served; }

private:
    void serve(std::atomic<bool>& ready) {
        QTcpServer server;
        server.listen(QHostAddress::LocalHost, m_port);
        m_port = server.serverPort();
        ready = true;
        ready.notify_one();
        while (!m_ending) {
            if (!server.waitForNewConnection(20)) {
                continue;
            }
            const std::unique_ptr<QTcpSocket> socket(server.nextPendingConnection());
            if (socket->waitForReadyRead(1'000)) {
                socket->readAll();
                socket->write("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: " +
                              QByteArray::number(m_name.size()) + "\r\n\r\n" + m_name);
                socket->waitForBytesWritten(1'000);
                ++m_served;
            }
            socket->disconnectFromHost();
        }
    }
    QByteArray m_name;
    std::atomic<quint16> m_port;
    std::atomic<bool> m_ending{false};
    std::atomic<int> m_served{0};
    std::thread m_thread;
};

/// Asks the balancer without end, each time over a fresh connection.
class Load {
public:
    explicit Load(quint16 port) : m_thread([this, port] { run(port); }) {}
    ~Load() { stop(); }
    void stop() {
        m_ending = true;
        if (m_thread.joinable()) {
            m_thread.join();
        }
    }
    int asked() const { return m_asked; }
    int failed() const { return m_failed; }

private:
    void run(quint16 port) {
        while (!m_ending) {
            QTcpSocket socket;
            socket.connectToHost(QHostAddress::LocalHost, port);
            QByteArray answer;
            if (socket.waitForConnected(2'000)) {
                socket.write("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
                while (socket.waitForReadyRead(2'000)) {
                    answer += socket.readAll();
                }
                answer += socket.readAll();
            }
            m_failed += answer.startsWith("HTTP/1.1 200") ? 0 : 1;
            ++m_asked;
        }
    }
    std::atomic<bool> m_ending{false};
    std::atomic<int> m_asked{0};
    std::atomic<int> m_failed{0};
    std::thread m_thread;
};

quint16 freePort() {
    QTcpServer server;
    server.listen(QHostAddress::LocalHost);
    return server.serverPort();
}

bool write(const QString& path, const QString& text) {
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(text.toUtf8()) >= 0;
}

bool answers(quint16 port) {
    QTcpSocket socket;
    socket.connectToHost(QHostAddress::LocalHost, port);
    return socket.waitForConnected(200);
}

/// Ends the balancer it started, by its own process.
struct Program {
    ~Program() {
        process.terminate();
        if (!process.waitForFinished(5'000)) {
            process.kill();
            process.waitForFinished(5'000);
        }
    }
    QProcess process;
};

/// How one move ended; nothing: it did not end in time.
std::optional<std::optional<Error>> move(ReactorBench& bench, Balancer& balancer, Balancer::Move which) {
    std::optional<std::optional<Error>> ended;
    balancer.begin(which, [&](std::optional<Error> error) { ended = std::move(error); });
    bench.until([&] { return ended.has_value(); }, 15s);
    return ended;
}

#define EXPECT_MOVED(ended)                                                                                  \
    do {                                                                                                     \
        QVERIFY2((ended).has_value(), "the move did not end");                                               \
        QVERIFY2(!(ended)->has_value(), (ended)->has_value() ? describe(**(ended)).c_str() : "");            \
    } while (false)

} // namespace

class BalancersTest : public QObject {
    Q_OBJECT

    /// Drain, change, undrain under load; then the server has its share again.
    void losesNothing(const BalancerConfig& config, quint16 front, Backend& changed) {
        ReactorBench bench;
        const auto balancer = makeBalancer(*bench.reactor, config);
        Load load(front);
        QVERIFY(bench.until([&] { return load.asked() > 50 && changed.served() > 0; }));
        const auto out = move(bench, *balancer, Balancer::Move::Out);
        EXPECT_MOVED(out);
        const int servedWhenOut = changed.served();
        changed.stop(); // nobody listens there now
        const int askedWhenOut = load.asked();
        QVERIFY(bench.until([&] { return load.asked() > askedWhenOut + 50; }));
        QCOMPARE(changed.served(), servedWhenOut);
        changed.start();
        const auto in = move(bench, *balancer, Balancer::Move::In);
        EXPECT_MOVED(in);
        QVERIFY(bench.until([&] { return changed.served() > servedWhenOut; }));
        load.stop();
        QCOMPARE(load.failed(), 0);
    }

private Q_SLOTS:
    void haproxyLosesNothing() {
        if (!QFile::exists(QStringLiteral("/usr/sbin/haproxy"))) {
            QSKIP("haproxy is not installed");
        }
        QTemporaryDir folder;
        Backend one("one");
        Backend two("two");
        const quint16 front = freePort();
        const QString socket = folder.filePath(QStringLiteral("admin.sock"));
        const QString file = folder.filePath(QStringLiteral("haproxy.cfg"));
        QVERIFY(write(file, QStringLiteral("global\n stats socket %1 level admin\n"
                                           "defaults\n mode http\n timeout connect 1s\n timeout client 5s\n"
                                           " timeout server 5s\n"
                                           "frontend f\n bind 127.0.0.1:%2\n default_backend b\n"
                                           "backend b\n server one 127.0.0.1:%3\n server two 127.0.0.1:%4\n")
                                .arg(socket)
                                .arg(front)
                                .arg(one.port())
                                .arg(two.port())));
        Program haproxy;
        haproxy.process.start(QStringLiteral("/usr/sbin/haproxy"),
                              {QStringLiteral("-db"), QStringLiteral("-f"), file});
        QTRY_VERIFY_WITH_TIMEOUT(answers(front), kStartLimitMs);
        BalancerConfig config;
        config.kind = BalancerConfig::Kind::Haproxy;
        config.socket = socket.toStdString();
        config.backend = "b";
        config.server = "one";
        config.limit = 10s;
        losesNothing(config, front, one);
        config.server = "nobody";
        ReactorBench bench;
        const auto wrong = makeBalancer(*bench.reactor, config);
        const auto refused = move(bench, *wrong, Balancer::Move::Out);
        QVERIFY(refused && *refused); // its own words are in the error
        QVERIFY2((*refused)->detail.find("HAProxy") != std::string::npos, (*refused)->detail.c_str());
    }

    void nginxLosesNothing() {
        if (!QFile::exists(QStringLiteral("/usr/sbin/nginx"))) {
            QSKIP("nginx is not installed");
        }
        QTemporaryDir folder;
        Backend one("one");
        Backend two("two");
        const quint16 front = freePort();
        const QString include = folder.filePath(QStringLiteral("servers.inc"));
        const QString file = folder.filePath(QStringLiteral("nginx.conf"));
        const QString pid = folder.filePath(QStringLiteral("nginx.pid"));
        QVERIFY(write(
            include,
            QStringLiteral("server 127.0.0.1:%1;\nserver 127.0.0.1:%2;\n").arg(one.port()).arg(two.port())));
        QVERIFY(write(file, QStringLiteral("daemon off;\npid %1;\nerror_log %2/error.log;\n"
                                           "events { }\nhttp {\n access_log off;\n"
                                           " client_body_temp_path %2/body;\n proxy_temp_path %2/proxy;\n"
                                           " fastcgi_temp_path %2/fastcgi;\n uwsgi_temp_path %2/uwsgi;\n"
                                           " scgi_temp_path %2/scgi;\n"
                                           " upstream b { include %3; }\n"
                                           " server { listen 127.0.0.1:%4; location / { "
                                           "proxy_next_upstream off; proxy_pass http://b; } }\n}\n")
                                .arg(pid, folder.path(), include)
                                .arg(front)));
        Program nginx;
        nginx.process.start(QStringLiteral("/usr/sbin/nginx"), {QStringLiteral("-c"), file});
        QTRY_VERIFY_WITH_TIMEOUT(answers(front), kStartLimitMs);
        BalancerConfig config;
        config.kind = BalancerConfig::Kind::Nginx;
        config.include = include.toStdString();
        config.server = "127.0.0.1:" + std::to_string(one.port());
        config.pidFile = pid.toStdString();
        config.reload = {"/usr/sbin/nginx", "-c", file.toStdString(), "-s", "reload"};
        config.limit = 10s;
        losesNothing(config, front, one);
    }

    void execConfirmsByItsExitStatus() {
        ReactorBench bench;
        BalancerConfig config;
        config.kind = BalancerConfig::Kind::Exec;
        config.drain = {"/bin/true"};
        config.undrain = {"/bin/true"};
        const auto good = makeBalancer(*bench.reactor, config);
        EXPECT_MOVED(move(bench, *good, Balancer::Move::Out));
        config.drain = {"/bin/false"};
        const auto bad = makeBalancer(*bench.reactor, config);
        const auto failed = move(bench, *bad, Balancer::Move::Out);
        QVERIFY(failed && *failed);
        QVERIFY((*failed)->code == ErrorCode::Unavailable);
        config.drain = {"/bin/sleep", "60"};
        config.limit = 200ms;
        const auto slow = makeBalancer(*bench.reactor, config);
        const auto late = move(bench, *slow, Balancer::Move::Out);
        QVERIFY(late && *late);
        QVERIFY((*late)->code == ErrorCode::Timeout);
    }
};

QTEST_GUILESS_MAIN(BalancersTest)
#include "tst_balancers.moc"
