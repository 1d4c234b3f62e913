// SPDX-License-Identifier: Apache-2.0
#include "core/codec/look_codec.h"
#include "core/domain/limits.h"
#include "core/domain/look_merge.h"
#include "tests/unit/codec/stored_samples.h"

#include <QTest>

#include <algorithm>
#include <bit>
#include <cmath>
#include <iterator>
#include <limits>
#include <random>

using namespace hotswap;
using namespace hotswap::codec;

namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinity = std::numeric_limits<double>::infinity();

/// Everything that can be drawn, with odd values among it.
class Draw {
public:
    explicit Draw(unsigned seed) : m_random(seed) {}

    std::uint64_t upTo(std::uint64_t most) { return m_random() % (most + 1); }
    std::uint64_t size() { return m_random() >> upTo(63); }
    double number() {
        switch (upTo(7)) {
        case 0: return kNan;
        case 1: return upTo(1) == 0 ? kInfinity : -kInfinity;
        case 2: return -0.0;
        case 3: return static_cast<double>(upTo(1'000));
        case 4: return std::numeric_limits<double>::denorm_min();
        default: return static_cast<double>(m_random()) / 3e7 - 1e11;
        }
    }
    std::string name() { return std::string(upTo(9), static_cast<char>(upTo(255))); }
    Instant moment() { return instantFromMs(static_cast<std::int64_t>(size() * (upTo(1) * 2 - 1))); }

    Sample sample() {
        Sample row;
        row.node = NodeId{name()};
        row.module = ModuleName{name()};
        row.release = Digest{name()};
        row.start = moment();
        row.length = Duration{static_cast<std::int64_t>(size())};
        row.requests = size();
        row.errors = size();
        for (std::uint64_t i = upTo(20); i > 0; --i) {
            row.latency.restore(upTo(LatencyHistogram::kBuckets - 1),
                                static_cast<std::uint32_t>(upTo(UINT32_MAX)));
        }
        row.latency.restoreSum(number());
        row.cpuPercent = number();
        row.memoryPercent = number();
        for (std::uint64_t i = upTo(4); i > 0; --i) {
            row.named[name()] = number();
        }
        return row;
    }

    LookEvidence look() {
        LookEvidence look;
        look.input.wave = static_cast<std::uint32_t>(size());
        look.input.number = static_cast<std::uint32_t>(size());
        look.input.at = moment();
        look.input.mergedNodes = static_cast<std::uint32_t>(size());
        for (std::uint64_t i = upTo(5); i > 0; --i) {
            look.input.canary.push_back(sample());
            look.input.untouched.push_back(sample());
            look.input.series.push_back({name(), number(), number(), upTo(1) == 1});
        }
        if (upTo(1) == 1) {
            look.input.lastWave = WindowSum{sample(), 3, 2};
            look.input.untouchedBefore = WindowSum{sample(), 0, UINT32_MAX};
        } else {
            look.input.beforeRollout = WindowSum{sample(), 1, 1};
        }
        look.verdict.kind = static_cast<VerdictKind>(upTo(3));
        look.verdict.calm = static_cast<Calm>(upTo(3));
        look.verdict.at = moment();
        look.verdict.canaryRequests = size();
        look.verdict.falseAlarmRate = number();
        look.verdict.dispersion = number();
        if (upTo(1) == 1) {
            look.verdict.score = number();
        }
        for (std::uint64_t i = upTo(4); i > 0; --i) {
            MetricFinding finding;
            finding.metric = static_cast<Metric>(upTo(4));
            finding.judge = static_cast<JudgeKind>(upTo(2));
            finding.name = name();
            finding.canary = number();
            finding.low = number();
            finding.evidence = number();
            finding.requestsNeeded = size();
            finding.timeNeeded = Duration{static_cast<std::int64_t>(size())};
            finding.dryRun = upTo(1) == 1;
            look.verdict.findings.push_back(finding);
        }
        return look;
    }

private:
    std::mt19937_64 m_random;
};

std::string refusalOf(std::string_view bytes) {
    const auto look = decodeLook(bytes);
    return look.ok() ? "none" : std::string(errorCodeName(look.error().code));
}

Sample nodeRow(int node, int second, std::uint64_t requests) {
    Sample row;
    row.node = NodeId{"a-node-of-the-fleet-" + std::to_string(node)};
    row.module = ModuleName{"storefront"};
    row.release = Digest{std::string(64, 'a')};
    row.start = instantFromMs(1'790'000'000'000 + 1'000 * second);
    row.length = Duration{10'000};
    row.requests = requests;
    row.errors = requests / 50;
    for (std::uint64_t i = 0; i < requests; ++i) {
        row.latency.record(5.0 + static_cast<double>((i * 7 + static_cast<std::uint64_t>(node)) % 40));
    }
    row.cpuPercent = 30 + node % 10;
    row.memoryPercent = node % 3 == 0 ? kNan : 50.5;
    return row;
}

} // namespace

class TestLookCodec : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyFieldReturns();
    void everyValueReturnsToTheBit();
    void aCutLookIsRefused();
    void wrongBytesNeverChangeTheMeaningUnseen();
    void noiseIsRefused();
    void otherVersionsAreTold();
    void needlesslyLongSpellingsAreRefused();
    void aRowTakesATenthOfItsSize();
    void tooManyRowsAreMerged();
    void theEarliestAreMergedFirst();
    void theCanaryIsMergedLast();
    void mergingKeepsCountsAndMeans();
    void whatCannotBeMadeShorterIsRefused();
};

void TestLookCodec::everyFieldReturns() {
    LookEvidence look;
    look.verdict = filled<Verdict>();
    look.verdict.findings = {filled<MetricFinding>(), MetricFinding{}};
    look.input.wave = 3;
    look.input.number = 41;
    look.input.at = instantFromMs(1'790'000'000'123);
    look.input.mergedNodes = 7;
    look.input.canary = {nodeRow(1, 0, 50), nodeRow(2, 0, 0)};
    look.input.canary[0].named = {{"queue", 4.5}, {"", -1}};
    look.input.canary[0].memoryPercent = 1;
    look.input.untouched = {nodeRow(5, -10, 80)};
    look.input.lastWave = WindowSum{nodeRow(4, 1, 9), 12, 3};
    look.input.beforeRollout = WindowSum{nodeRow(7, 2, 9), 13, 4};
    look.input.untouchedBefore = WindowSum{nodeRow(8, 3, 9), 14, 5};
    look.input.series = {{"depth", 4, 5.5, true}, {"lag", 0, 1e-9, false}};
    const auto bytes = encodeLook(look);
    QVERIFY(bytes.ok());
    const auto back = decodeLook(*bytes);
    QVERIFY(back.ok());
    QVERIFY(*back == look);
    QVERIFY(decodeLook(*encodeLook(LookEvidence{})).value() == LookEvidence{});
}

void TestLookCodec::everyValueReturnsToTheBit() {
    for (unsigned seed = 1; seed <= 400; ++seed) {
        const auto bytes = encodeLook(Draw(seed).look());
        QVERIFY(bytes.ok());
        const auto back = decodeLook(*bytes);
        QVERIFY2(back.ok(), std::to_string(seed).c_str());
        QVERIFY(*encodeLook(*back) == *bytes); // NaN is not equal to itself
    }
    const double odd = std::bit_cast<double>(0x7ff8dead0000beefULL);
    LookEvidence look;
    look.verdict.dispersion = odd;
    QCOMPARE(std::bit_cast<std::uint64_t>(decodeLook(*encodeLook(look))->verdict.dispersion),
             std::bit_cast<std::uint64_t>(odd));
}

void TestLookCodec::aCutLookIsRefused() {
    for (unsigned seed = 1; seed <= 20; ++seed) {
        const std::string bytes = *encodeLook(Draw(seed).look());
        for (std::size_t length = 0; length < bytes.size(); ++length) {
            QCOMPARE(refusalOf(std::string_view(bytes).substr(0, length)), std::string("malformed"));
        }
        QCOMPARE(refusalOf(bytes + '\0'), std::string("malformed"));
    }
}

void TestLookCodec::wrongBytesNeverChangeTheMeaningUnseen() {
    std::mt19937_64 random(7);
    int refused = 0;
    for (unsigned seed = 1; seed <= 60; ++seed) {
        const std::string bytes = *encodeLook(Draw(seed).look());
        for (int i = 0; i < 100; ++i) {
            std::string wrong = bytes;
            wrong[random() % wrong.size()] ^= static_cast<char>(1 + random() % 255);
            const auto look = decodeLook(wrong);
            refused += look.ok() ? 0 : 1;
            // What reads has one spelling: names that nothing uses any more may be lost, nothing else.
            QVERIFY(!look.ok() || encodeLook(*look)->size() <= wrong.size());
        }
    }
    QVERIFY(refused > 1'000);
}

void TestLookCodec::noiseIsRefused() {
    std::mt19937_64 random(11);
    for (int i = 0; i < 2'000; ++i) {
        std::string noise(random() % 300, '\0');
        for (char& byte : noise) {
            byte = static_cast<char>(random());
        }
        if (!noise.empty()) {
            noise.front() = 1;
        }
        QVERIFY(!decodeLook(noise).ok());
    }
    QCOMPARE(refusalOf(std::string(limits::kEvidenceBytesPerLookMax + 1, '\1')), std::string("oversize"));
}

void TestLookCodec::otherVersionsAreTold() {
    std::string bytes = *encodeLook(Draw(3).look());
    bytes.front() = 2;
    QCOMPARE(refusalOf(bytes), std::string("unsupported"));
    QCOMPARE(refusalOf(""), std::string("malformed"));
}

void TestLookCodec::needlesslyLongSpellingsAreRefused() {
    const std::string bytes = *encodeLook(LookEvidence{});
    QCOMPARE(bytes.substr(0, 2), std::string("\1\0", 2));
    QCOMPARE(refusalOf("\x81" + std::string(1, '\0') + bytes.substr(1)), std::string("malformed"));
    QCOMPARE(refusalOf("\1\x80" + std::string(1, '\0') + bytes.substr(2)), std::string("malformed"));
    const std::string tooWide = "\1" + std::string(9, '\xff') + "\x7f";
    QCOMPARE(refusalOf(tooWide + bytes.substr(2)), std::string("malformed"));
}

void TestLookCodec::aRowTakesATenthOfItsSize() {
    LookEvidence look;
    for (int node = 0; node < 500; ++node) {
        look.input.untouched.push_back(nodeRow(node, 0, 1'000));
    }
    const std::size_t size = encodeLook(look)->size();
    QVERIFY2(size / 500 < sizeof(Sample) / 6, std::to_string(size / 500).c_str());
    QVERIFY(decodeLook(*encodeLook(look))->input.untouched.size() == 500);
}

void TestLookCodec::tooManyRowsAreMerged() {
    LookEvidence look;
    look.input.canary = {nodeRow(9'999, 0, 100)};
    std::uint64_t requests = 0;
    for (int node = 0; node < 1'500; ++node) {
        for (const int second : {0, 10}) {
            look.input.untouched.push_back(nodeRow(node, second, 20));
            requests += 20;
        }
    }
    const auto bytes = encodeLook(look);
    QVERIFY(bytes.ok() && bytes->size() <= limits::kEvidenceBytesPerLookMax);
    const LookInput back = decodeLook(*bytes)->input;
    QCOMPARE(back.mergedNodes, 1'500U);
    QCOMPARE(back.untouched.size(), std::size_t{2});
    QCOMPARE(back.untouched[0].requests + back.untouched[1].requests, requests);
    QCOMPARE(back.untouched[0].latency.count() + back.untouched[1].latency.count(), requests);
    QVERIFY(back.canary == look.input.canary || std::isnan(look.input.canary[0].memoryPercent));
    QCOMPARE(back.canary.front().node.value, look.input.canary.front().node.value);
}

void TestLookCodec::theEarliestAreMergedFirst() {
    LookEvidence look;
    look.input.canary = {nodeRow(0, 890, 60)};
    for (int interval = 0; interval < 90; ++interval) {
        for (int node = 1; node <= 30; ++node) {
            look.input.untouched.push_back(nodeRow(node, interval * 10, 60));
        }
    }
    const auto bytes = encodeLook(look);
    QVERIFY(bytes.ok());
    QVERIFY(bytes->size() > limits::kEvidenceBytesPerLookMax * 9 / 10); // no more than it must
    const LookInput back = decodeLook(*bytes)->input;
    QCOMPARE(back.mergedNodes, 30U);
    const auto first = std::find_if(back.untouched.begin(), back.untouched.end(),
                                    [](const Sample& row) { return !row.node.empty(); });
    const auto merged = std::distance(back.untouched.begin(), first);
    QVERIFY(merged > 10 && merged < 89);
    QCOMPARE(static_cast<long>(back.untouched.size()), merged + (90 - merged) * 30);
    QVERIFY(std::all_of(first, back.untouched.end(), [](const Sample& row) { return !row.node.empty(); }));
    QVERIFY(std::is_sorted(back.untouched.begin(), back.untouched.end(),
                           [](const Sample& a, const Sample& b) { return a.start < b.start; }));
    std::uint64_t requests = 0;
    for (const Sample& row : back.untouched) {
        requests += row.requests;
    }
    QCOMPARE(requests, std::uint64_t{90 * 30 * 60});
}

void TestLookCodec::theCanaryIsMergedLast() {
    LookEvidence look;
    for (int node = 0; node < 6'000; ++node) {
        look.input.canary.push_back(nodeRow(node, node % 3 * 10, 30));
        look.input.untouched.push_back(nodeRow(node + 7'000, 0, 30));
    }
    const LookInput back = decodeLook(*encodeLook(look))->input;
    QCOMPARE(back.untouched.size(), std::size_t{1});
    QCOMPARE(back.canary.size(), std::size_t{3});
    QVERIFY(back.canary[0].node.empty());
    // So many intervals that even these are too many: one row for all.
    look.input.canary.clear();
    for (int second = 0; second < 3'000; ++second) {
        look.input.canary.push_back(nodeRow(second % 5, second * 10, 30));
    }
    const LookInput whole = decodeLook(*encodeLook(look))->input;
    QCOMPARE(whole.canary.size(), std::size_t{1});
    QCOMPARE(whole.canary[0].requests, std::uint64_t{90'000});
    QVERIFY(whole.canary[0].length == Duration{30'000'000});
}

void TestLookCodec::mergingKeepsCountsAndMeans() {
    Sample a = nodeRow(1, 0, 100);
    Sample b = nodeRow(2, 0, 50);
    a.memoryPercent = kNan;
    b.memoryPercent = 60;
    a.named = {{"depth", 4}};
    b.named = {{"depth", 8}, {"lag", 1}};
    const auto merged = mergedPerInterval({a, nodeRow(1, 10, 7), b});
    QCOMPARE(merged.size(), std::size_t{2});
    QCOMPARE(merged[0].requests, std::uint64_t{150});
    QCOMPARE(merged[0].errors, a.errors + b.errors);
    QCOMPARE(merged[0].memoryPercent, 60.0);
    QCOMPARE(merged[0].cpuPercent, (a.cpuPercent + b.cpuPercent) / 2);
    QCOMPARE(merged[0].named.at("depth"), 6.0);
    QCOMPARE(merged[0].named.at("lag"), 1.0);
    QVERIFY(merged[0].length == a.length && merged[0].start == a.start);
    b.release = Digest{"other"};
    QCOMPARE(mergedPerInterval({a, b}).size(), std::size_t{2}); // releases stay apart
    QCOMPARE(nodesIn({a, b, merged[0]}), 2U);
}

void TestLookCodec::whatCannotBeMadeShorterIsRefused() {
    LookEvidence look;
    for (int i = 0; i < 2'000; ++i) {
        look.input.series.push_back({std::to_string(i) + std::string(60, 'x'), 0, 0, false});
    }
    const auto bytes = encodeLook(look);
    QVERIFY(!bytes.ok());
    QVERIFY(bytes.error().code == ErrorCode::LimitExceeded);
}

QTEST_APPLESS_MAIN(TestLookCodec)
#include "tst_look_codec.moc"
