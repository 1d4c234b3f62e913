// SPDX-License-Identifier: Apache-2.0
// HTTP answers, Prometheus texts and /proc: what is read from the world, right and wrong.
#include "core/node/host_load.h"
#include "core/node/http_response.h"
#include "core/node/metrics_reader.h"
#include "core/node/prober.h"

#include <QtTest/QtTest>

using namespace hotswap;

namespace {

struct Read {
    Status status = success();
    std::string body;
    bool done = false;
    int code = 0;
};

/// Feeds `text` in pieces of `piece` bytes, then the end of the connection.
Read readAll(const std::string& text, std::size_t piece, std::uint64_t max = 1'000) {
    Read read;
    node::HttpResponse response(max, [&](std::string_view bytes) {
        read.body.append(bytes);
        return success();
    });
    for (std::size_t at = 0; at < text.size() && read.status.ok(); at += piece) {
        read.status = response.feed(std::string_view(text).substr(at, piece));
    }
    if (read.status.ok() && !response.done()) {
        read.status = response.finish();
    }
    read.done = response.done();
    read.code = response.status();
    return read;
}

std::string metricsText(int requests, int errors, int below1ms, int below2ms, double sum) {
    const auto line = [](const std::string& name, auto value) {
        return name + " " + std::to_string(value) + "\n";
    };
    return "# TYPE hotswap_requests_total counter\n" + line("hotswap_requests_total", requests) +
           line("hotswap_errors_total", errors) + "# TYPE hotswap_request_duration_seconds histogram\n" +
           line("hotswap_request_duration_seconds_bucket{le=\"0.001\"}", below1ms) +
           line("hotswap_request_duration_seconds_bucket{le=\"0.002\"}", below2ms) +
           line("hotswap_request_duration_seconds_bucket{le=\"+Inf\"}", below2ms) +
           line("hotswap_request_duration_seconds_sum", sum) + "# TYPE queue gauge\n" +
           line("queue{a=\"1\"}", 3) + line("queue{a=\"2\"}", 4);
}

} // namespace

class NodeParsersTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void answersAreReadInAnyPieces_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("length") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello");
        QTest::newRow("to the end") << QByteArray("HTTP/1.1 200 OK\r\n\r\nhello");
        QTest::newRow("chunks") << QByteArray(
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhe\r\n3;x=y\r\nllo\r\n0\r\n\r\n");
        QTest::newRow("interim") << QByteArray("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n\r\nhello");
    }
    void answersAreReadInAnyPieces() {
        QFETCH(QByteArray, text);
        for (std::size_t piece = 1; piece <= 64; ++piece) {
            const Read read = readAll(text.toStdString(), piece);
            QVERIFY(read.status.ok());
            QVERIFY(read.done);
            QCOMPARE(read.code, 200);
            QCOMPARE(read.body, std::string("hello"));
        }
    }

    void wrongAnswersAreRefused_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("code");
        const auto row = [](const char* name, const QByteArray& text, ErrorCode code) {
            QTest::newRow(name) << text << static_cast<int>(code);
        };
        row("no http", "SMTP ready\r\n\r\n", ErrorCode::Malformed);
        row("two lengths", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\ncontent-length: 6\r\n\r\nhello!",
            ErrorCode::Malformed);
        row("negative", "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n", ErrorCode::Malformed);
        row("cut", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhello", ErrorCode::Truncated);
        row("cut head", "HTTP/1.1 200 OK\r\nConte", ErrorCode::Truncated);
        row("bad chunk", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", ErrorCode::Malformed);
        row("too long", "HTTP/1.1 200 OK\r\nContent-Length: 1001\r\n\r\n", ErrorCode::Oversize);
        row("endless", "HTTP/1.1 200 OK\r\n\r\n" + QByteArray(1'001, 'x'), ErrorCode::Oversize);
        row("long head", "HTTP/1.1 200 OK\r\nX: " + QByteArray(20'000, 'x'), ErrorCode::Oversize);
    }
    void wrongAnswersAreRefused() {
        QFETCH(QByteArray, text);
        QFETCH(int, code);
        const Read read = readAll(text.toStdString(), 100);
        QVERIFY(!read.status.ok());
        QCOMPARE(read.status.error().code, static_cast<ErrorCode>(code));
    }

    void metricsBecomeDifferences() {
        node::MetricsSeries series;
        Sample first;
        series.add(node::parseMetrics(metricsText(100, 5, 60, 100, 0.5)), first);
        QCOMPARE(first.requests, std::uint64_t{0}); // what happened before is not of this interval
        Sample second;
        series.add(node::parseMetrics(metricsText(150, 9, 90, 150, 0.75)), second);
        QCOMPARE(second.requests, std::uint64_t{50});
        QCOMPARE(second.errors, std::uint64_t{4});
        QCOMPARE(second.latency.count(), std::uint64_t{50});
        QCOMPARE(second.latency.meanMs(), 5.0);
        QVERIFY(second.latency.quantileMs(0.5) <= 1.0);
        QVERIFY(second.latency.quantileMs(0.99) > 1.0 && second.latency.quantileMs(0.99) <= 2.0);
        QCOMPARE(second.named.at("queue"), 7.0);
    }

    void aRestartedProcessCountsFromZero() {
        node::MetricsSeries series;
        Sample ignored;
        series.add(node::parseMetrics(metricsText(100, 5, 60, 100, 0.5)), ignored);
        Sample after;
        series.add(node::parseMetrics(metricsText(30, 1, 10, 30, 0.2)), after);
        QCOMPARE(after.requests, std::uint64_t{30});
        QCOMPARE(after.errors, std::uint64_t{1});
        QCOMPARE(after.latency.count(), std::uint64_t{30});
    }

    void wrongMetricLinesAreSkipped() {
        const auto reading =
            node::parseMetrics("hotswap_requests_total 5\nhotswap_errors_total NaN\n{\n}\nx\n"
                               "hotswap_requests_total{broken 7\nhotswap_requests_total abc\n"
                               "hotswap_requests_total 2 1790000000\n");
        QCOMPARE(reading.requests, 7.0);
        QCOMPARE(reading.errors, 0.0);
    }

    void namedMetricsAreBounded() {
        std::string text;
        for (int i = 0; i < 100; ++i) {
            const std::string name = "g" + std::to_string(i);
            text += "# TYPE " + name + " gauge\n" + name + " 1\n";
        }
        QCOMPARE(node::parseMetrics(text).named.size(), std::size_t{32});
    }

    void procFilesAreUnderstood() {
        const auto cpu = node::parseCpuTimes("cpu  100 0 50 800 50 0 0 0 30 0\ncpu0 1 2 3 4\n");
        QVERIFY(cpu.ok());
        QCOMPARE(cpu->busy, std::uint64_t{150});
        QCOMPARE(cpu->total, std::uint64_t{1000});
        const auto memory =
            node::parseMemoryPercent("MemTotal:  1000 kB\nMemFree: 10 kB\nMemAvailable:  250 kB\n");
        QVERIFY(memory.ok());
        QCOMPARE(*memory, 75.0);
        QVERIFY(!node::parseCpuTimes("").ok());
        QVERIFY(!node::parseMemoryPercent("MemTotal: 0 kB\nMemAvailable: 0 kB\n").ok());
        const auto facts = node::readFacts("/", "1");
        QVERIFY(facts.memoryMiB > 0 && facts.cpuMilli >= 1'000 && facts.diskFreeMiB > 0 && !facts.os.empty());
    }

    void probesSayWhatIsWrong() {
        ProbeSpec spec;
        spec.expectBody = "ready";
        QCOMPARE(node::probeFailure(spec, node::LocalAnswer{200, "all ready"}), std::string());
        QCOMPARE(node::probeFailure(spec, node::LocalAnswer{503, "ready"}),
                 std::string("probe http /health: status 503"));
        QVERIFY(node::probeFailure(spec, node::LocalAnswer{200, "no"}).find("does not contain") !=
                std::string::npos);
        QVERIFY(node::probeFailure(spec, makeError(ErrorCode::Timeout, "no answer")).find("no answer") !=
                std::string::npos);
    }
};

QTEST_APPLESS_MAIN(NodeParsersTest)
#include "tst_node_parsers.moc"
