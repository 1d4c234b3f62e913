// SPDX-License-Identifier: Apache-2.0
// Small values of the domain: errors and their names, text forms of bytes, latency histograms, node states.
#include "core/domain/encoding.h"
#include "core/domain/node.h"
#include "core/domain/telemetry.h"

#include <QTest>

#include <cmath>
#include <set>

using namespace hotswap;

class TestValues : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyErrorCodeHasItsOwnName();
    void errorsDescribeThemselves();
    void resultKnowsItsSide();
    void hexAndBase64RoundTrip();
    void base64VectorsOfRfc4648();
    void refusesOtherSpellings_data();
    void refusesOtherSpellings();
    void histogramBuckets();
    void histogramQuantiles();
    void histogramMergesAndSaturates();
    void nodeStates();
};

void TestValues::everyErrorCodeHasItsOwnName() {
    std::set<std::string_view> names;
    for (const ErrorCode code : allErrorCodes()) {
        QVERIFY(!errorCodeName(code).empty());
        names.insert(errorCodeName(code));
    }
    QCOMPARE(names.size(), allErrorCodes().size());
    QCOMPARE(errorCodeName(ErrorCode::InvalidArgument), "invalidArgument");
}

void TestValues::errorsDescribeThemselves() {
    QCOMPARE(describe(invalidField("waves", "1..100")),
             std::string("invalidArgument: waves (expected 1..100)"));
    QCOMPARE(describe(makeError(ErrorCode::NoSpace, "/var")), std::string("noSpace: /var"));
    QCOMPARE(describe(makeError(ErrorCode::Timeout)), std::string("timeout"));
}

void TestValues::resultKnowsItsSide() {
    const Result<int> good = 3;
    const Result<int> bad = makeError(ErrorCode::NotFound);
    QVERIFY(good.ok() && !bad.ok());
    QVERIFY_THROWS_EXCEPTION(InvariantViolation, (void)bad.value());
    QVERIFY_THROWS_EXCEPTION(InvariantViolation, (void)good.error());
}

void TestValues::hexAndBase64RoundTrip() {
    std::string bytes;
    for (int length = 0; length < 300; ++length) {
        QCOMPARE(fromHex(toHex(bytes)).value(), bytes);
        QCOMPARE(fromBase64(toBase64(bytes)).value(), bytes);
        bytes += static_cast<char>(length * 37);
    }
    QCOMPARE(toHex(std::string("\x00\xff\x1a", 3)), std::string("00ff1a"));
}

void TestValues::base64VectorsOfRfc4648() {
    const std::pair<const char*, const char*> vectors[] = {{"", ""},
                                                           {"f", "Zg=="},
                                                           {"fo", "Zm8="},
                                                           {"foo", "Zm9v"},
                                                           {"foob", "Zm9vYg=="},
                                                           {"fooba", "Zm9vYmE="},
                                                           {"foobar", "Zm9vYmFy"}};
    for (const auto& [bytes, text] : vectors) {
        QCOMPARE(toBase64(bytes), std::string(text));
        QCOMPARE(fromBase64(text).value(), std::string(bytes));
    }
}

void TestValues::refusesOtherSpellings_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("hex");
    for (const char* text : {"0", "0g", "AB", " 00", "0x"}) {
        QTest::newRow(text) << QByteArray(text) << true;
    }
    for (const char* text :
         {"Zg", "Zg=", "Zh==", "Zm9=", "Zg==Zg==", "Z===", "====", "Zm9v\n", "Zm_v", "=Zm9"}) {
        QTest::newRow(text) << QByteArray(text) << false;
    }
}

void TestValues::refusesOtherSpellings() {
    QFETCH(QByteArray, text);
    QFETCH(bool, hex);
    const auto decoded = hex ? fromHex(text.toStdString(), "key") : fromBase64(text.toStdString(), "key");
    QVERIFY(!decoded.ok());
    QVERIFY(decoded.error().fields.contains("key"));
}

void TestValues::histogramBuckets() {
    QCOMPARE(LatencyHistogram::upperBoundMs(0), 0.25);
    QCOMPARE(LatencyHistogram::upperBoundMs(4), 0.5);
    QVERIFY(LatencyHistogram::upperBoundMs(72) > 60'000);
    QVERIFY(std::isinf(LatencyHistogram::upperBoundMs(73)));
    LatencyHistogram histogram;
    histogram.record(0.25);   // on the bound: still the first bucket
    histogram.record(0.2501); // the second
    histogram.record(1e9);    // the last
    QCOMPARE(histogram.buckets()[0], 1U);
    QCOMPARE(histogram.buckets()[1], 1U);
    QCOMPARE(histogram.buckets()[73], 1U);
    QCOMPARE(histogram.count(), 3ULL);
}

void TestValues::histogramQuantiles() {
    LatencyHistogram histogram;
    QVERIFY(std::isnan(histogram.meanMs()));
    QVERIFY(std::isnan(histogram.quantileMs(0.5)));
    for (int ms = 1; ms <= 1'000; ++ms) {
        histogram.record(ms);
    }
    QCOMPARE(histogram.meanMs(), 500.5);
    for (const double q : {0.1, 0.5, 0.9, 0.99}) {
        const double exact = q * 1'000;
        const double told = histogram.quantileMs(q);
        QVERIFY2(told > exact / 1.2 && told < exact * 1.2,
                 qPrintable(QString::number(told))); // one bucket: 19 %
    }
    QVERIFY(histogram.quantileMs(0) <= histogram.quantileMs(1));
    LatencyHistogram slow;
    slow.record(1e9);
    QCOMPARE(slow.quantileMs(0.5), LatencyHistogram::upperBoundMs(72));
}

void TestValues::histogramMergesAndSaturates() {
    LatencyHistogram a;
    LatencyHistogram b;
    LatencyHistogram both;
    a.record(1, 5);
    b.record(100, 7);
    both.record(1, 5);
    both.record(100, 7);
    a.merge(b);
    QCOMPARE(a, both);
    a.restore(3, UINT32_MAX);
    a.restore(3, 10);
    QCOMPARE(a.buckets()[3], UINT32_MAX);
    QCOMPARE(a.count(), 12ULL + UINT32_MAX);
}

void TestValues::nodeStates() {
    QCOMPARE(nodeStateName(NodeState::Degraded), "degraded");
    QVERIFY(isServing(NodeState::Running) && isServing(NodeState::Degraded));
    QVERIFY(!isServing(NodeState::Suspect) && !isServing(NodeState::Offline) &&
            !isServing(NodeState::Drained));
    Node node;
    node.modules[ModuleName{"abc"}].address = "here";
    QVERIFY(node.find(ModuleName{"abc"}));
    QVERIFY(!node.find(ModuleName{"abd"}));
}

QTEST_APPLESS_MAIN(TestValues)
#include "tst_values.moc"
