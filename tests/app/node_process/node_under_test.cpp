// SPDX-License-Identifier: Apache-2.0
#include "tests/app/node_process/node_under_test.h"

#include "core/node/port_group.h"

#include <QDir>
#include <QFile>

#include <csignal>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace hotswap::test {

namespace {

constexpr int kStateLimitMs = 60'000;

std::filesystem::path folder(const char* variable) {
    return qEnvironmentVariable(variable).toStdString();
}

class Connection {
public:
    explicit Connection(std::uint16_t port) : m_fd(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        const timeval limit{10, 0};
        ::setsockopt(m_fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        m_open = ::connect(m_fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
    }
    ~Connection() { ::close(m_fd); }
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    bool open() const { return m_open; }

    std::string exchange(const std::string& request) {
        (void)::send(m_fd, request.data(), request.size(), MSG_NOSIGNAL);
        std::string answer;
        char piece[4096];
        for (ssize_t got = 0; (got = ::recv(m_fd, piece, sizeof piece, 0)) > 0;) {
            answer.append(piece, static_cast<std::size_t>(got));
        }
        return answer;
    }

    /// The body of a 200; nothing otherwise. `last` is set when the server says it will close.
    std::optional<std::string> get(const std::string& path, bool& last) {
        const std::string request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
        if (::send(m_fd, request.data(), request.size(), MSG_NOSIGNAL) !=
            static_cast<ssize_t>(request.size())) {
            return std::nullopt;
        }
        std::string answer;
        char piece[4096];
        while (true) {
            const auto head = answer.find("\r\n\r\n");
            if (head != std::string::npos) {
                const auto at = answer.find("Content-Length: ");
                const auto length = std::stoul(answer.substr(at + 16));
                if (answer.size() >= head + 4 + length) {
                    last = answer.find("Connection: close") < head;
                    return answer.starts_with("HTTP/1.1 200 ")
                               ? std::optional(answer.substr(head + 4, length))
                               : std::nullopt;
                }
            }
            const ssize_t got = ::recv(m_fd, piece, sizeof piece, 0);
            if (got <= 0) {
                return std::nullopt;
            }
            answer.append(piece, static_cast<std::size_t>(got));
        }
    }

private:
    int m_fd;
    bool m_open = false;
};

} // namespace

std::string exchange(std::uint16_t port, const std::string& request) {
    return Connection(port).exchange(request);
}

std::optional<std::string> fetchPage(std::uint16_t port, const std::string& path) {
    Connection connection(port);
    bool last = false;
    return connection.open() ? connection.get(path, last) : std::nullopt;
}

Load::Load(std::uint16_t port, int threads) : m_port(port) {
    for (int i = 0; i < threads; ++i) {
        m_threads.emplace_back([this, i] { i % 2 == 0 ? onFresh() : onKept(); });
    }
}

Load::~Load() {
    stop();
}

void Load::stop() {
    m_stop = true;
    for (auto& thread : m_threads) {
        if (thread.joinable()) {
            thread.join();
        }
    }
}

void Load::onFresh() {
    while (!m_stop) {
        ++(fetchPage(m_port, "/") ? m_answered : m_failed);
    }
}

void Load::onKept() {
    while (!m_stop) {
        Connection connection(m_port);
        bool last = false;
        for (int i = 0; i < 200 && !last && !m_stop; ++i) {
            ++(connection.open() && connection.get("/", last) ? m_answered : m_failed);
        }
    }
}

NodeUnderTest::NodeUnderTest() {
    (void)crypto::init();
    m_gateway =
        std::make_unique<TestGateway>(folder("HOTSWAP_DEMO_DIR"), m_dir.path().toStdString() + "/trust");
}

NodeUnderTest::~NodeUnderTest() {
    if (m_agent) {
        kill();
    }
    stopModules();
}

bool NodeUnderTest::start() {
    const int before = m_gateway->hellos();
    m_agent = std::make_unique<QProcess>();
    m_agent->setProcessChannelMode(QProcess::ForwardedChannels);
    m_agent->start(
        QString::fromStdString(folder("HOTSWAP_BIN_DIR") / "hotswap-agent"),
        {QStringLiteral("node"), QStringLiteral("--lab"), QStringLiteral("--id"), QStringLiteral("n1"),
         QStringLiteral("--gateway"), QString::fromStdString(m_gateway->url()), QStringLiteral("--state"),
         QString::fromStdString(state()), QStringLiteral("--trust"), m_dir.filePath(QStringLiteral("trust")),
         QStringLiteral("--listen"), QStringLiteral("storefront.http=127.0.0.1:0"),
         QStringLiteral("--listen"), QStringLiteral("brochure.http=127.0.0.1:0")});
    return m_agent->waitForStarted() &&
           QTest::qWaitFor([&] { return m_gateway->hellos() > before; }, kStateLimitMs);
}

void NodeUnderTest::kill() {
    m_agent->kill();
    m_agent->waitForFinished();
    (void)QTest::qWaitFor([&] { return !m_gateway->connected(); }, kStateLimitMs);
}

int NodeUnderTest::terminate() {
    m_agent->terminate();
    m_agent->waitForFinished();
    return m_agent->exitStatus() == QProcess::NormalExit ? m_agent->exitCode() : -1;
}

int NodeUnderTest::stopModules() {
    QProcess stop;
    stop.setProcessChannelMode(QProcess::ForwardedChannels);
    stop.start(QString::fromStdString(folder("HOTSWAP_BIN_DIR") / "hotswap-agent"),
               {QStringLiteral("node"), QStringLiteral("--stop-modules"), QStringLiteral("--state"),
                QString::fromStdString(state())});
    stop.waitForFinished();
    return stop.exitCode();
}

std::optional<Receipt> NodeUnderTest::apply(const std::string& id, const std::string& version,
                                            CommandAction action, const std::string& module) {
    m_gateway->give(id, action, version, module);
    return waitReceipt(id);
}

std::optional<Receipt> NodeUnderTest::waitReceipt(const std::string& id) {
    (void)QTest::qWaitFor([&] { return m_gateway->receipt(id).has_value(); }, kStateLimitMs);
    return m_gateway->receipt(id);
}

std::uint16_t NodeUnderTest::port(const std::string& module) const {
    const auto told = m_gateway->module(module);
    const auto address = node::parseAddress(told ? told->address : "", "address");
    return address.ok() ? ntohs(address->sin_port) : 0;
}

std::vector<int> NodeUnderTest::processes(const std::string& part) const {
    std::vector<int> found;
    const QStringList entries = QDir(QStringLiteral("/proc")).entryList(QDir::Dirs);
    for (const QString& entry : entries) {
        QFile file(QStringLiteral("/proc/") + entry + QStringLiteral("/cmdline"));
        if (entry.toInt() > 0 && file.open(QIODevice::ReadOnly)) {
            const std::string line = file.readAll().toStdString();
            if (line.find(state().string()) != std::string::npos && line.starts_with(part)) {
                found.push_back(entry.toInt());
            }
        }
    }
    return found;
}

std::filesystem::path NodeUnderTest::current(const std::string& module) const {
    std::error_code failed;
    return std::filesystem::canonical(state() / "slots" / module / "current", failed);
}

} // namespace hotswap::test
