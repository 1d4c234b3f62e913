// SPDX-License-Identifier: Apache-2.0
// Debian's Prometheus, with TLS and a password, asked through everything that a program has. It scrapes an
// exporter of the test's own.
#include "app/common/metric_sources.h"
#include "app/common/real_sources.h"
#include "core/codec/secret_file.h"
#include "core/crypto/certificates.h"
#include "core/crypto/crypto.h"
#include "tests/unit/telemetry/http_stand_in.h"
#include "tests/unit/telemetry/series_samples.h"

#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QtTest/QtTest>

#include <cmath>
#include <future>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace hotswap;
using namespace std::chrono_literals;
using telemetry::Breaker;

namespace {

constexpr auto kPatience = 20s;
constexpr int kPatienceMs = 20'000;
constexpr std::size_t kCrowd = 1'000;
// bcrypt of kPassword, as Prometheus wants it.
const char* const kHash = "$2b$04$uKSohYtQhSdgf95EbKLyguDXQPDY8YiPR0nEi8og4p50iAzHoge0q";
const char* const kPassword = "reader-password";
const char* const kRate = "sum(rate(orders_failed_total{node=~\"{{canary}}\"}[10s]))";
const char* const kGauge = "sum(orders_open{node=~\"{{canary}}\"})";

std::uint16_t freePort() {
    const int descriptor = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    auto* const generic = reinterpret_cast<sockaddr*>(&address);
    socklen_t size = sizeof address;
    ::bind(descriptor, generic, size);
    ::getsockname(descriptor, generic, &size);
    ::close(descriptor);
    return ntohs(address.sin_port);
}

/// What the nodes' modules would count: two of the canary's, two of the baseline's, one with a dot.
class Exporter {
public:
    Exporter() : m_server([this](const std::string&) { return page(); }) {}
    std::uint16_t port() const { return m_server.port(); }

private:
    std::string page() {
        const int scrape = ++m_scrapes;
        std::string text = "# TYPE orders_failed_total counter\n# TYPE orders_open gauge\n";
        const auto node = [&](const std::string& name, int failed, double open) {
            text += "orders_failed_total{node=\"" + name + "\"} " + std::to_string(failed * scrape) + "\n" +
                    "orders_open{node=\"" + name + "\"} " + std::to_string(open) + "\n";
        };
        node("web-1", 6, 10);
        node("web-2", 6, 20.5);
        node("web-7", 1, 3);
        node("web.8", 1, 4);
        node("webx8", 100, 100); // what an unescaped dot would match too
        return test::HttpStandIn::reply(200, text, "Content-Type: text/plain; version=0.0.4\r\n");
    }
    std::atomic<int> m_scrapes = 0;
    test::HttpStandIn m_server;
};

} // namespace

class PrometheusTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void bothArmsHaveTheirValues();
    void aRangeHasItsMean();
    void whatItDoesNotKnowIsNoData();
    void refusedQueriesSayWhy();
    void aThousandNodesAreAsked();
    void onlyWhoMayIsAnswered();
    void aStopOpensTheBreakerAndAReturnClosesIt();

private:
    struct Asked {
        Status status = success();
        SeriesValue value;
    };
    std::string path(const char* name) const { return m_dir.filePath(QLatin1String(name)).toStdString(); }
    void write(const char* name, const std::string& text) const {
        QVERIFY(codec::writeSecretFile(path(name), text).ok());
    }
    app::MetricProviderConfig config() const;
    void startPrometheus();
    void stopPrometheus();
    /// A program's providers begin anew.
    void open(app::MetricProviderConfig config);
    Asked ask(const std::string& query, std::vector<NodeId> canary = test::nodes({"web-1", "web-2"}));
    std::string notes() const;
    Breaker::State breaker() const { return m_sources->states().front().breaker; }

    QTemporaryDir m_dir;
    QString m_program;
    std::uint16_t m_port = 0;
    std::unique_ptr<Exporter> m_exporter;
    QProcess m_prometheus;
    app::SystemClock m_clock;
    app::SystemRandom m_random;
    mutable std::mutex m_mutex; ///< guards the next
    std::string m_notes;
    std::unique_ptr<app::MetricSources> m_sources;
};

void PrometheusTest::initTestCase() {
    m_program = QStandardPaths::findExecutable(QStringLiteral("prometheus"));
    if (m_program.isEmpty()) {
        QSKIP("prometheus is not installed; installer/setup installs it");
    }
    QVERIFY(crypto::init().ok());
    const crypto::Validity day{m_clock.now() - 1h, m_clock.now() + 24h};
    const auto authority = crypto::makeAuthority("test", day);
    const auto other = crypto::makeAuthority("other", day);
    const auto server = crypto::makeServerCertificate(*authority, "localhost", day);
    QVERIFY(authority.ok() && other.ok() && server.ok());
    m_exporter = std::make_unique<Exporter>();
    m_port = freePort();
    write("ca.pem", authority->certificate);
    write("other.pem", other->certificate);
    write("server.pem", server->certificate);
    write("server.key", server->key);
    write("password", std::string(kPassword) + "\n");
    write("wrong", "something else\n");
    write("web.yml", "tls_server_config:\n  cert_file: server.pem\n  key_file: server.key\n"
                     "basic_auth_users:\n  reader: " +
                         std::string(kHash) + "\n");
    write("prometheus.yml", "global:\n  scrape_interval: 250ms\nscrape_configs:\n  - job_name: nodes\n"
                            "    static_configs:\n      - targets: ['127.0.0.1:" +
                                std::to_string(m_exporter->port()) + "']\n");
    startPrometheus();
}

void PrometheusTest::cleanupTestCase() {
    m_sources.reset();
    stopPrometheus();
}

void PrometheusTest::startPrometheus() {
    m_prometheus.setStandardErrorFile(QString::fromStdString(path("log")), QIODevice::Append);
    m_prometheus.start(m_program,
                       {QStringLiteral("--config.file=") + QString::fromStdString(path("prometheus.yml")),
                        QStringLiteral("--web.config.file=") + QString::fromStdString(path("web.yml")),
                        QStringLiteral("--storage.tsdb.path=") + QString::fromStdString(path("data")),
                        QStringLiteral("--web.listen-address=127.0.0.1:%1").arg(m_port),
                        QStringLiteral("--log.level=warn")});
    QVERIFY(m_prometheus.waitForStarted());
    auto patient = config();
    patient.breaker.failuresMax = 1'000; // until it listens
    open(patient);
    QTRY_VERIFY_WITH_TIMEOUT(ask(kRate).value.canary > 0, kPatienceMs);
    open(config());
}

void PrometheusTest::stopPrometheus() {
    if (m_prometheus.state() != QProcess::NotRunning) {
        m_prometheus.terminate();
        QVERIFY(m_prometheus.waitForFinished());
    }
}

app::MetricProviderConfig PrometheusTest::config() const {
    app::MetricProviderConfig config;
    config.name = "main";
    config.url = "https://localhost:" + std::to_string(m_port);
    config.user = "reader";
    config.secret = path("password");
    config.authority = path("ca.pem");
    config.breaker.openFor = 500ms;
    return config;
}

void PrometheusTest::open(app::MetricProviderConfig config) {
    m_sources.reset();
    {
        const std::lock_guard lock(m_mutex);
        m_notes.clear();
    }
    auto started = app::MetricSources::start({std::move(config)}, path("work"), m_clock, m_random,
                                             [this](const telemetry::ProviderNote& note) {
                                                 const std::lock_guard lock(m_mutex);
                                                 m_notes += app::noteText(note) + "\n";
                                             });
    QVERIFY(started.ok());
    m_sources = *std::move(started);
}

PrometheusTest::Asked PrometheusTest::ask(const std::string& query, std::vector<NodeId> canary) {
    auto request = test::seriesRequest(query);
    request.canary = std::move(canary);
    request.baseline = test::nodes({"web-7", "web.8"});
    request.at = m_clock.now();
    request.from = request.at - 3s;
    std::promise<SeriesValue> promise;
    auto future = promise.get_future();
    Asked asked;
    asked.status =
        m_sources->source().read(request, [&promise](const SeriesValue& value) { promise.set_value(value); });
    if (asked.status.ok()) {
        asked.value = future.wait_for(kPatience) == std::future_status::ready
                          ? future.get()
                          : SeriesValue{"nothing came", 0, 0, true};
    }
    return asked;
}

std::string PrometheusTest::notes() const {
    const std::lock_guard lock(m_mutex);
    return m_notes;
}

void PrometheusTest::bothArmsHaveTheirValues() {
    const auto open = ask(kGauge);
    QVERIFY2(open.status.ok() && !open.value.sourceFailed, notes().c_str());
    QCOMPARE(open.value.canary, 30.5);
    QCOMPARE(open.value.baseline, 7.0);
    // Six failures a scrape against one, whatever the scrapes' pace.
    const auto rate = ask(kRate);
    QVERIFY(rate.value.baseline > 0);
    QVERIFY2(std::abs(rate.value.canary / rate.value.baseline - 6) < 0.01, notes().c_str());
    const auto apart =
        ask("avg(orders_open{node=~'{{canary}}'})\n---\nmax(orders_open{node=~`{{baseline}}`})");
    QCOMPARE(apart.value.canary, 15.25);
    QCOMPARE(apart.value.baseline, 4.0);
}

void PrometheusTest::aRangeHasItsMean() {
    auto ranged = config();
    ranged.step = 1s;
    open(ranged);
    const auto value = ask(kGauge);
    QVERIFY2(!value.value.sourceFailed, notes().c_str());
    QCOMPARE(value.value.canary, 30.5);
    QCOMPARE(value.value.baseline, 7.0);
    open(config());
}

void PrometheusTest::whatItDoesNotKnowIsNoData() {
    const auto unknown = ask("sum(no_such_metric{node=~\"{{canary}}\"})");
    QVERIFY(unknown.status.ok() && !unknown.value.sourceFailed);
    QVERIFY(std::isnan(unknown.value.canary) && std::isnan(unknown.value.baseline));
    const auto nodes = ask(kGauge, test::nodes({"web"})); // labels are matched whole
    QVERIFY(std::isnan(nodes.value.canary));
    QCOMPARE(nodes.value.baseline, 7.0);
    const auto divided = ask("sum(orders_open{node=~\"{{canary}}\"} * 0) / 0");
    QVERIFY(!divided.value.sourceFailed && std::isnan(divided.value.canary));
}

void PrometheusTest::refusedQueriesSayWhy() {
    QVERIFY(ask("sum(orders_open{node=~\"{{canary}}\"}").value.sourceFailed);
    QVERIFY2(notes().find("parse error") != std::string::npos, notes().c_str());
    QVERIFY(ask("orders_open{node=~\"{{canary}}\"}").value.sourceFailed);
    QVERIFY2(notes().find("one series") != std::string::npos, notes().c_str());
    for (int i = 0; i < 6; ++i) {
        QVERIFY(ask("{{canary}}").value.sourceFailed);
    }
    QCOMPARE(breaker(), Breaker::State::Closed);
}

void PrometheusTest::aThousandNodesAreAsked() {
    auto nodes = test::nodes({"web-1", "web-2"});
    for (std::size_t i = nodes.size(); i < kCrowd; ++i) {
        nodes.emplace_back("rack-" + std::to_string(i) + ".west.example.net");
    }
    const auto value = ask(kGauge, nodes);
    QVERIFY2(!value.value.sourceFailed, notes().c_str());
    QCOMPARE(value.value.canary, 30.5);
}

void PrometheusTest::onlyWhoMayIsAnswered() {
    auto wrong = config();
    wrong.secret = path("wrong");
    open(wrong);
    QVERIFY(ask(kGauge).value.sourceFailed);
    QVERIFY2(notes().find("unauthenticated: HTTP 401") != std::string::npos, notes().c_str());
    QVERIFY(notes().find("something else") == std::string::npos);
    wrong = config();
    wrong.authority = path("other.pem");
    open(wrong);
    QVERIFY(ask(kGauge).value.sourceFailed);
    QVERIFY2(notes().find("keyUntrusted") != std::string::npos, notes().c_str());
    wrong = config();
    wrong.url = "https://127.0.0.1:" + std::to_string(m_port); // a name that its certificate does not have
    open(wrong);
    QVERIFY(ask(kGauge).value.sourceFailed);
    QVERIFY2(notes().find("keyUntrusted") != std::string::npos, notes().c_str());
    open(config());
}

void PrometheusTest::aStopOpensTheBreakerAndAReturnClosesIt() {
    QVERIFY(!ask(kGauge).value.sourceFailed);
    stopPrometheus();
    auto longOpen = config();
    longOpen.breaker.openFor = 60s;
    open(longOpen);
    QVERIFY(ask(kGauge).value.sourceFailed);
    QVERIFY(ask(kGauge).value.sourceFailed);
    QCOMPARE(breaker(), Breaker::State::Open);
    QCOMPARE(ask(kGauge).status.error().code, ErrorCode::Unavailable);
    QVERIFY2(notes().find("left alone") != std::string::npos, notes().c_str());

    open(config());
    while (breaker() == Breaker::State::Closed) {
        QVERIFY(ask(kGauge).value.sourceFailed);
    }
    auto program = std::move(m_sources); // goes on while another asks whether it is back
    startPrometheus();
    m_sources = std::move(program);
    QTRY_VERIFY_WITH_TIMEOUT(ask(kGauge).value.canary == 30.5, kPatienceMs);
    QCOMPARE(breaker(), Breaker::State::Closed);
}

QTEST_GUILESS_MAIN(PrometheusTest)
#include "tst_prometheus.moc"
