// SPDX-License-Identifier: Apache-2.0
#include "core/codec/policy_codec.h"

#include <QtTest>

#include <string>

using namespace hotswap;
using namespace hotswap::codec;

namespace {

const EnvironmentId kProduction{"Production"};

Result<Policy> read(const std::string& text, const char* environment = "Production",
                    std::optional<StrategyKind> strategy = {}) {
    return readPolicyFile(text, {EnvironmentId{environment}, strategy});
}

std::string expectedAt(const Result<Policy>& policy, const std::string& field) {
    if (policy.ok()) {
        return "(accepted)";
    }
    const auto it = policy.error().fields.find(field);
    return it == policy.error().fields.end() ? "(not named) " + describe(policy.error()) : it->second;
}

/// Every field differs from what is default.
Policy unusual() {
    Policy policy = defaultPolicy(kProduction, StrategyKind::Rolling);
    policy.strategy.batch = {Amount::Unit::Percent, 25};
    policy.strategy.batching = StrategyPolicy::Batching::SlidingWindow;
    policy.strategy.steps = {{Amount::Unit::Percent, 5}, {Amount::Unit::Percent, 50}};
    policy.strategy.bake = Duration{5'400'250};
    policy.strategy.orderByLabel = "rack \"a\" \\ \x01";
    policy.gate.offlineNodes = GatePolicy::OfflineNodes::CountAsFailed;
    policy.judge.judges = {JudgeKind::Sequential, JudgeKind::Rank};
    policy.judge.thresholds[0].relative = 0.1;
    policy.judge.thresholds[1].dryRun = true;
    MetricPolicy metric;
    metric.name = "queue-length";
    metric.source = MetricPolicy::Source::Prometheus;
    metric.provider = "main";
    metric.query = "max(queue{node=~\"{{canary}}\"})\n---\nmax(queue{node=~\"{{baseline}}\"})";
    metric.worse = WorseWhen::Either;
    metric.absoluteFloor = 1e-7;
    metric.groups = {"saturation", "all"};
    metric.countMax = 12;
    policy.judge.metrics = {metric, metric};
    policy.judge.metrics[1].name = "other";
    policy.judge.rank.groupWeights = {{"saturation", 60.5}, {"with blank", 39.5}};
    policy.judge.matchLabels = {"rack"};
    policy.judge.stabilisation.enabled = true;
    policy.judge.unclear = JudgePolicy::Unclear::Extend;
    policy.approval.groups = {"sre"};
    policy.pipeline.test = {{"smoke", Duration{90'000}}};
    return policy;
}

} // namespace

class PolicyCodecTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anEmptyFileIsTheDefault() {
        for (const char* environment : {"Development", "QA", "Staging", "Production"}) {
            const auto policy = read("", environment);
            QVERIFY(policy.ok());
            QVERIFY(*policy == defaultPolicy(EnvironmentId{environment}));
        }
        QVERIFY(*read("", "Production", StrategyKind::Rolling) ==
                defaultPolicy(kProduction, StrategyKind::Rolling));
        const auto named = read("[strategy]\nkind = \"rolling\"\n");
        QVERIFY(*named == defaultPolicy(kProduction, StrategyKind::Rolling));
    }

    void whatIsWrittenIsReadAgain() {
        for (const Policy& policy : {unusual(), defaultPolicy(kProduction)}) {
            const std::string text = writePolicyFile(policy, "Production\nsecond line");
            QVERIFY(text.starts_with("# Production\n# second line\n"));
            const auto again = read(text, "Development"); // nothing is left to the defaults
            QVERIFY2(again.ok(), again.ok() ? "" : describe(again.error()).c_str());
            QVERIFY2(*again == policy, text.c_str());
        }
    }

    void documentsKeepEverything() {
        Policy policy = unusual();
        policy.version = 7;
        const auto json = encodePolicy(policy);
        QVERIFY(json.ok());
        QVERIFY(*decodePolicy(*json) == policy);
        QVERIFY(!decodePolicy("[]").ok());
    }

    void peoplesSpellingsAreUnderstood() {
        const auto policy = read("[strategy]\nfirstWave = 2\nincrement = \"30%\"\nbake = \"1h30m\"\n"
                                 "steps = [\"5%\", \"50%\"]\n[judge]\njudges = [\"rank\", \"threshold\"]\n"
                                 "[[judge.thresholds]]\nmetric = \"cpu\"\nrelative = 1\n");
        QVERIFY2(policy.ok(), policy.ok() ? "" : describe(policy.error()).c_str());
        QVERIFY((policy->strategy.firstWave == Amount{Amount::Unit::Nodes, 2}));
        QVERIFY((policy->strategy.increment == Amount{Amount::Unit::Percent, 30}));
        QCOMPARE(policy->strategy.bake.count(), 5'400'000);
        QCOMPARE(policy->strategy.steps.size(), std::size_t{2});
        QVERIFY((policy->judge.judges == std::vector{JudgeKind::Rank, JudgeKind::Threshold}));
        QCOMPARE(policy->judge.thresholds.size(), std::size_t{1});
        QCOMPARE(policy->judge.thresholds[0].relative, 1.0);
        QCOMPARE(policy->judge.thresholds[0].absoluteFloor, 5.0); // the metric's own default
        QVERIFY(!policy->judge.thresholds[0].critical);
    }

    void wrongFieldsSayWhatIsRight_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("field");
        QTest::addColumn<QByteArray>("expected");
        const auto row = [](const char* name, const char* text, const char* field, const char* expected) {
            QTest::newRow(name) << QByteArray(text) << QByteArray(field) << QByteArray(expected);
        };
        row("key", "[strategy]\nbakke = \"1m\"", "strategy.bakke", "another key; the nearest is bake");
        row("table", "[strateg]\nbake = \"1m\"", "strateg", "another key; the nearest is strategy");
        row("version", "version = 3", "version", "another key; the nearest is strategy");
        row("key of a list's item", "[[judge.metrics]]\nname = \"a\"\nquery = \"q\"\ninterwal = \"1m\"",
            "judge.metrics[0].interwal", "another key; the nearest is interval");
        row("number as duration", "[strategy]\nbake = 15", "strategy.bake",
            "a duration such as \"15m\" or \"30s\"");
        row("duration", "[strategy]\nbake = \"15 minutes\"", "strategy.bake",
            "a duration such as \"15m\" or \"30s\"");
        row("duration in range", "[judge]\nlookInterval = \"10ms\"", "judge.lookInterval", "1s..30d");
        row("amount", "[strategy]\nbatch = \"many\"", "strategy.batch",
            "\"1%\"..\"100%\" of the nodes, or a number of nodes");
        row("amount in range", "[strategy]\nbatch = \"101%\"", "strategy.batch", "1..100");
        row("word", "[strategy]\nkind = \"big bang\"", "strategy.kind",
            "one of direct, rolling, blueGreen, canary");
        row("word in a list", "[judge]\njudges = [\"rank\", \"guess\"]", "judge.judges[1]",
            "one of threshold, sequential, rank");
        row("flag", "[judge]\njudged = 1", "judge.judged", "true or false");
        row("negative", "[gate]\navailabilityFloorPercent = -1", "gate.availabilityFloorPercent",
            "a whole number from 0 on");
        row("range", "[gate]\navailabilityFloorPercent = 101", "gate.availabilityFloorPercent", "0..100");
        row("nan", "[judge.sequential]\nfalseAlarmRate = nan", "judge.sequential.falseAlarmRate",
            "0.000001..0.200000");
        row("date", "[approval]\ngroups = 2026-11-21", "approval.groups", "a list");
        row("table as value", "strategy = 3", "strategy", "a table");
        row("metric missing", "[[judge.thresholds]]\nrelative = 1", "judge.thresholds[0].metric",
            "one of errorRate, latencyMean, latencyP99, cpu, memory");
    }

    void wrongFieldsSayWhatIsRight() {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, field);
        QFETCH(QByteArray, expected);
        QCOMPARE(expectedAt(read(text.toStdString()), field.toStdString()), expected.toStdString());
    }

    void allWrongFieldsAreSaidAtOnce() {
        const auto policy = read("[strategy]\nbake = 3\ninFlightMax = 0\n[gate]\nx = 1\n");
        QVERIFY(!policy.ok());
        QCOMPARE(policy.error().fields.size(), std::size_t{3});
    }

    void anotherStrategyThanAskedForIsWrong() {
        QCOMPARE(
            expectedAt(read("[strategy]\nkind = \"canary\"", "QA", StrategyKind::Rolling), "strategy.kind"),
            std::string("rolling, as asked for beside it"));
    }

    void whatIsNoTomlNamesThePlace() {
        const auto policy = read("[strategy\n");
        QVERIFY(policy.error().code == ErrorCode::Malformed);
        QVERIFY(policy.error().detail.find("line 1") != std::string::npos);
        QVERIFY(read(std::string(300'000, '\n')).error().code == ErrorCode::Oversize);
    }

    void durationsReadAsWritten_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<qint64>("ms");
        QTest::newRow("minutes") << QByteArray("15m") << qint64{900'000};
        QTest::newRow("mixed") << QByteArray("1h30m") << qint64{5'400'000};
        QTest::newRow("milliseconds") << QByteArray("250ms") << qint64{250};
        QTest::newRow("days") << QByteArray("2d1s") << qint64{172'801'000};
        QTest::newRow("none") << QByteArray("0s") << qint64{0};
    }

    void durationsReadAsWritten() {
        QFETCH(QByteArray, text);
        QFETCH(qint64, ms);
        QCOMPARE(parseDuration(text.toStdString())->count(), ms);
        QCOMPARE(durationText(Duration{ms}), text.toStdString());
    }

    void otherDurationsAreRefused() {
        for (const char* text : {"", "15", "m", "-1s", "1.5h", "15 m", "1y", "99999999999999999999s",
                                 "9223372036854775807d", "1m x"}) {
            QVERIFY2(!parseDuration(text).ok(), text);
        }
    }
};

QTEST_APPLESS_MAIN(PolicyCodecTest)
#include "tst_policy_codec.moc"
