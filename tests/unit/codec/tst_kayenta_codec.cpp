// SPDX-License-Identifier: Apache-2.0
#include "core/codec/kayenta_codec.h"

#include <QtTest>

#include <algorithm>

using namespace hotswap;
using hotswap::codec::KayentaImport;
using hotswap::codec::readKayenta;

namespace {

/// Single quotes stand for double ones.
Result<KayentaImport> read(std::string text) {
    std::replace(text.begin(), text.end(), '\'', '"');
    return readKayenta(text, "metrics-1");
}

std::string config(const std::string& metrics, const std::string& rest = "") {
    return "{'name': 'c', 'metrics': [" + metrics + "]" + rest + "}";
}

std::string metric(const std::string& canary, const std::string& query = "'type': 'prometheus', "
                                                                         "'metricName': 'm'") {
    return "{'name': 'Error Rate', 'groups': ['g'], 'query': {" + query +
           "}, 'analysisConfigurations': {'canary': {" + canary + "}}}";
}

bool warns(const KayentaImport& import, const std::string& start) {
    return std::any_of(import.warnings.begin(), import.warnings.end(),
                       [&](const std::string& warning) { return warning.starts_with(start); });
}

} // namespace

class KayentaCodecTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyFieldIsTakenOver() {
        const auto import = read(config(
            metric("'direction': 'increase', 'nanStrategy': 'replace', 'critical': true, 'muted': true,"
                   "'mustHaveData': true, 'effectSize': {'allowedIncrease': 1.2, 'allowedDecrease': 0.8,"
                   "'criticalIncrease': 2, 'criticalDecrease': 0.5}, 'outliers': {'strategy': 'remove'}"),
            ", 'classifier': {'groupWeights': {'g': 100}, 'scoreThresholds': {'pass': 90, 'marginal': 60}}"));
        QVERIFY2(import.ok(), import.ok() ? "" : describe(import.error()).c_str());
        QVERIFY(import->judge.judges == std::vector{JudgeKind::Rank});
        const MetricPolicy& read = import->judge.metrics.at(0);
        QCOMPARE(read.name, std::string("error-rate"));
        QVERIFY(read.source == MetricPolicy::Source::Prometheus);
        QCOMPARE(read.provider, std::string("metrics-1"));
        QCOMPARE(read.query, std::string("avg(m{node=~\"{{canary}}\"})"));
        QVERIFY(read.worse == WorseWhen::Higher);
        QVERIFY(read.missingIsZero && read.critical && read.dryRun && read.mustHaveData);
        QVERIFY(read.removeOutliers);
        QCOMPARE(read.effectIncrease, 1.2);
        QCOMPARE(read.effectDecrease, 0.8);
        QCOMPARE(read.criticalIncrease, 2.0);
        QCOMPARE(read.criticalDecrease, 0.5);
        QCOMPARE(read.groups, std::vector<std::string>{"g"});
        QCOMPARE(import->judge.rank.pass, 90.0);
        QCOMPARE(import->judge.rank.marginal, 60.0);
        QCOMPARE(import->judge.rank.groupWeights.at("g"), 100.0);
        QVERIFY(warns(*import, "metrics[0].name"));
    }

    void defaultsAreKayentas() {
        const auto import = read(config(metric("")));
        QVERIFY(import.ok());
        const MetricPolicy& read = import->judge.metrics.at(0);
        QVERIFY(read.worse == WorseWhen::Either);
        QVERIFY(!read.missingIsZero && !read.critical && !read.mustHaveData && !read.removeOutliers);
        QCOMPARE(import->judge.rank.pass, 95.0);
        QCOMPARE(import->judge.rank.marginal, 75.0);
    }

    void queriesBecomeOurs_data() {
        QTest::addColumn<QByteArray>("query");
        QTest::addColumn<QByteArray>("expected");
        QTest::newRow("labels") << QByteArray("'type': 'prometheus', 'metricName': 'm', 'labelBindings': "
                                              "['job=\\'web\\'']")
                                << QByteArray("avg(m{job=\"web\",node=~\"{{canary}}\"})");
        QTest::newRow("inline") << QByteArray("'type': 'prometheus', 'customInlineTemplate': "
                                              "'PromQL:sum(m{n=~\\'${scope}\\'})'")
                                << QByteArray("sum(m{n=~\"{{canary}}\"})");
        QTest::newRow("template") << QByteArray("'type': 'prometheus', 'customFilterTemplate': 't'")
                                  << QByteArray("max(m{n=~\"{{canary}}\"})");
    }

    void queriesBecomeOurs() {
        QFETCH(QByteArray, query);
        QFETCH(QByteArray, expected);
        const auto import = read(
            config(metric("", query.toStdString()), ", 'templates': {'t': 'max(m{n=~\\'${scope}\\'})'}"));
        QVERIFY2(import.ok(), import.ok() ? "" : describe(import.error()).c_str());
        QCOMPARE(import->judge.metrics.at(0).query, expected.toStdString());
    }

    void anotherServiceIsExpectedFromTheModule() {
        const auto import = read(config(metric("", "'type': 'datadog', 'metricName': 'm'")));
        QVERIFY(import.ok());
        QVERIFY(import->judge.metrics.at(0).source == MetricPolicy::Source::Module);
        QCOMPARE(import->judge.metrics.at(0).query, std::string("error-rate"));
        QVERIFY(warns(*import, "metrics[0].query"));
    }

    void namesAreUnique() {
        const auto import = read(config(metric("") + "," + metric("")));
        QVERIFY(import.ok());
        QCOMPARE(import->judge.metrics.at(1).name, std::string("error-rate-2"));
    }

    void wrongFieldsAreNamed_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("path");
        const auto row = [](const char* name, const std::string& text, const char* path) {
            QTest::newRow(name) << QByteArray::fromStdString(text) << QByteArray(path);
        };
        const char* canary = "metrics[0].analysisConfigurations.canary";
        const auto inside = [&](const char* field) { return std::string(canary) + field; };
        row("direction", config(metric("'direction': 'up'")), inside(".direction").c_str());
        row("strategy", config(metric("'nanStrategy': 'drop'")), inside(".nanStrategy").c_str());
        row("critical", config(metric("'critical': 'yes'")), inside(".critical").c_str());
        row("effect", config(metric("'effectSize': {'allowedIncrease': 'much'}")),
            inside(".effectSize.allowedIncrease").c_str());
        row("measure", config(metric("'effectSize': {'measure': 'cles'}")),
            inside(".effectSize.measure").c_str());
        row("no metrics", "{'name': 'c'}", "metrics");
        row("empty metrics", config(""), "metrics");
        row("no groups", config("{'name': 'a', 'query': {'type': 'prometheus', 'metricName': 'm'}}"),
            "metrics[0].groups");
        row("weight", config(metric(""), ", 'classifier': {'groupWeights': {'g': 'all'}}"),
            "classifier.groupWeights.g");
        row("weights", config(metric(""), ", 'classifier': {'groupWeights': {'g': 70, 'h': 70}}"),
            "classifier.groupWeights");
        row("thresholds", config(metric(""), ", 'classifier': {'scoreThresholds': {'pass': 50}}"),
            "classifier.scoreThresholds.marginal");
        row("placeholder",
            config(metric("", "'type': 'prometheus', 'customInlineTemplate': '${scope} ${region}'")),
            "metrics[0].query.customInlineTemplate");
        row("template", config(metric("", "'type': 'prometheus', 'customFilterTemplate': 'x'")),
            "metrics[0].query.customFilterTemplate");
    }

    void wrongFieldsAreNamed() {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, path);
        const auto import = read(text.toStdString());
        QVERIFY(!import.ok());
        QVERIFY(import.error().code == ErrorCode::InvalidArgument);
        QVERIFY2(import.error().fields.contains(path.toStdString()), describe(import.error()).c_str());
    }

    void unknownFieldsAreWarnings() {
        const auto import = read(
            config(metric("'criticality': 'high', 'outliers': {'strategy': 'remove', 'outlierFactor': 5}"),
                   ", 'classifier': {'groupWeights': {'g': 50, 'none': 20}}, 'owner': 'x',"
                   " 'judge': {'name': 'other'}"));
        QVERIFY(import.ok());
        QVERIFY(warns(*import, "metrics[0].analysisConfigurations.canary.criticality"));
        QVERIFY(warns(*import, "metrics[0].analysisConfigurations.canary.outliers.outlierFactor"));
        QVERIFY(warns(*import, "classifier.groupWeights.none"));
        QVERIFY(warns(*import, "owner"));
        QVERIFY(warns(*import, "judge.name"));
    }

    void whatIsNoConfigurationIsRefused() {
        QVERIFY(read("[]").error().code == ErrorCode::InvalidArgument);
        QVERIFY(read("{").error().code == ErrorCode::Malformed);
        QVERIFY(read(std::string(2'000'000, ' ')).error().code == ErrorCode::Oversize);
        QVERIFY(!read("{'metrics': {'a': 1}}").ok());
        QVERIFY(!read("{'metrics': [1, null, 'x'], 'classifier': 7}").ok());
    }
};

QTEST_APPLESS_MAIN(KayentaCodecTest)
#include "tst_kayenta_codec.moc"
