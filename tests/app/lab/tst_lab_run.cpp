// SPDX-License-Identifier: Apache-2.0
// Whole rollouts through the command line: real node processes in Development, simulated Production.
#include <QtTest/QtTest>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>

namespace {

/// What one run of hotswapctl came to.
struct Outcome {
    int exitCode = -1;
    QString errors;
    QJsonObject last; ///< the last line of standard output as an object

    QJsonObject deployment() const { return last.value(QStringLiteral("deployment")).toObject(); }
    QJsonArray nodes() const { return last.value(QStringLiteral("nodes")).toArray(); }
    QString state() const { return deployment().value(QStringLiteral("state")).toString(); }
    QString reason() const { return deployment().value(QStringLiteral("reason")).toString(); }
    /// Different values of one field over all nodes.
    QStringList ofNodes(const QString& field) const {
        QStringList values;
        for (const QJsonValue node : nodes()) {
            const QString value = node.toObject().value(field).toString();
            if (!values.contains(value)) {
                values << value;
            }
        }
        return values;
    }
    QByteArray text() const { return QJsonDocument(last).toJson() + errors.toUtf8(); }
};

Outcome run(const QStringList& arguments) {
    QProcess process;
    process.start(qEnvironmentVariable("HOTSWAP_BIN_DIR") + QStringLiteral("/hotswapctl"), arguments);
    Outcome outcome;
    if (!process.waitForFinished(300'000)) {
        process.terminate();
        process.waitForFinished(60'000);
        return outcome;
    }
    outcome.exitCode = process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -2;
    outcome.errors = QString::fromUtf8(process.readAllStandardError());
    const QByteArray lines = process.readAllStandardOutput().trimmed();
    outcome.last = QJsonDocument::fromJson(lines.mid(lines.lastIndexOf('\n') + 1)).object();
    return outcome;
}

QString package(const char* version) {
    return qEnvironmentVariable("HOTSWAP_DEMO_DIR") +
           QStringLiteral("/storefront-%1.hsm").arg(QLatin1String(version));
}

QStringList labRun(const QString& environment, const QStringList& more) {
    return QStringList{QStringLiteral("lab"), QStringLiteral("run"), QStringLiteral("--json"),
                       QStringLiteral("--environment"), environment} +
           more;
}

} // namespace

class LabRunTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aGoodReleaseReachesEveryRealNodeWithoutAFailedRequest() {
        const Outcome outcome =
            run(labRun(QStringLiteral("Development"), {QStringLiteral("--module"), package("1.1.0"),
                                                       QStringLiteral("--load"), QStringLiteral("200")}));
        QVERIFY2(outcome.exitCode == 0, outcome.text().constData());
        QCOMPARE(outcome.state(), QStringLiteral("succeeded"));
        QCOMPARE(outcome.nodes().size(), 3);
        QCOMPARE(outcome.ofNodes(QStringLiteral("answers")), QStringList{QStringLiteral("1.1.0")});
        QCOMPARE(outcome.ofNodes(QStringLiteral("health")), QStringList{QStringLiteral("healthy")});
        const QJsonObject load = outcome.last.value(QStringLiteral("load")).toObject();
        QVERIFY2(load.value(QStringLiteral("failed")).toInt(-1) == 0, outcome.text().constData());
        QVERIFY(load.value(QStringLiteral("requests")).toInt() > 600);
        QVERIFY(load.value(QStringLiteral("p99Ms")).isDouble());
    }

    void aReleaseThatNeverBecomesHealthyIsTakenBack() {
        const Outcome outcome =
            run(labRun(QStringLiteral("Development"), {QStringLiteral("--module"), package("1.5.0")}));
        QVERIFY2(outcome.exitCode == 3, outcome.text().constData());
        QCOMPARE(outcome.state(), QStringLiteral("rolledBack"));
        QCOMPARE(outcome.ofNodes(QStringLiteral("answers")), QStringList{QStringLiteral("1.0.0")});
        QCOMPARE(
            outcome.last.value(QStringLiteral("load")).toObject().value(QStringLiteral("failed")).toInt(-1),
            0);
    }

    void theNextLabAdoptsWhatAKilledOneLeft() {
        QTemporaryDir state;
        const QStringList common{QStringLiteral("--state"), state.path(), QStringLiteral("--load"),
                                 QStringLiteral("50")};
        QProcess first;
        first.start(qEnvironmentVariable("HOTSWAP_BIN_DIR") + QStringLiteral("/hotswapctl"),
                    QStringList{QStringLiteral("lab"), QStringLiteral("run")} + common);
        QByteArray said;
        QTRY_VERIFY_WITH_TIMEOUT((said += first.readAllStandardOutput()).contains("Rolling out"), 60'000);
        first.kill(); // in the middle of the rollout
        QVERIFY(first.waitForFinished(10'000));
        const Outcome second =
            run(labRun(QStringLiteral("Development"),
                       common + QStringList{QStringLiteral("--module"), package("1.3.0")}));
        QVERIFY2(second.exitCode == 0, second.text().constData());
        QCOMPARE(second.ofNodes(QStringLiteral("answers")), QStringList{QStringLiteral("1.3.0")});
        QCOMPARE(
            second.last.value(QStringLiteral("load")).toObject().value(QStringLiteral("failed")).toInt(-1),
            0);
    }

    void aBadCanaryIsTakenBackByItsVerdict() {
        const Outcome outcome =
            run(labRun(QStringLiteral("Production"),
                       {QStringLiteral("--strategy"), QStringLiteral("canary"), QStringLiteral("--module"),
                        package("1.2.0"), QStringLiteral("--approve"), QStringLiteral("--speed"),
                        QStringLiteral("300")}));
        QVERIFY2(outcome.exitCode == 3, outcome.text().constData());
        QCOMPARE(outcome.state(), QStringLiteral("rolledBack"));
        QCOMPARE(outcome.nodes().size(), 20);
        QCOMPARE(outcome.ofNodes(QStringLiteral("release")), QStringList{QStringLiteral("1.0.0")});
        const QJsonArray waves = outcome.deployment().value(QStringLiteral("waves")).toArray();
        QCOMPARE(waves.at(0).toObject().value(QStringLiteral("verdict")).toString(), QStringLiteral("fail"));
        QVERIFY2(outcome.reason().contains(QRegularExpression(QStringLiteral("[0-9]"))),
                 qPrintable(outcome.reason()));
        QVERIFY(outcome.reason().endsWith(QLatin1Char('.')));
    }

    void withoutAnybodyToSignOffTheCommandFails() {
        const Outcome outcome =
            run(labRun(QStringLiteral("Production"), {QStringLiteral("--speed"), QStringLiteral("300")}));
        QVERIFY2(outcome.exitCode == 1, outcome.text().constData());
        QVERIFY2(outcome.errors.contains(QStringLiteral("--approve")), qPrintable(outcome.errors));
    }

    void wrongUsageIsSaid() {
        const auto refused = [](const QString& environment, const QStringList& more, const char* word) {
            const Outcome outcome = run(labRun(environment, more));
            return outcome.exitCode == 2 && outcome.errors.contains(QLatin1String(word));
        };
        const QString development = QStringLiteral("Development");
        QVERIFY(refused(development, {QStringLiteral("--speed"), QStringLiteral("2")}, "--speed"));
        QVERIFY(refused(development, {QStringLiteral("--scenario"), QStringLiteral("nonsense")}, "healthy"));
        QVERIFY(refused(QStringLiteral("Nowhere"), {}, "--environment"));
        QVERIFY(refused(QStringLiteral("Production"), {QStringLiteral("--nodes"), QStringLiteral("0")},
                        "--nodes"));
        QVERIFY(refused(QStringLiteral("QA"), {QStringLiteral("--load"), QStringLiteral("5")}, "--load"));
        QVERIFY(refused(development, {QStringLiteral("--strategy"), QStringLiteral("magic")}, "--strategy"));
    }

    void aPlanNamesWavesAndNodes() {
        const Outcome outcome =
            run({QStringLiteral("deploy"), QStringLiteral("plan"), QStringLiteral("--json"),
                 QStringLiteral("--environment"), QStringLiteral("Production")});
        QVERIFY2(outcome.exitCode == 0, outcome.text().constData());
        const QJsonObject plan = outcome.last.value(QStringLiteral("plan")).toObject();
        const QJsonArray waves = plan.value(QStringLiteral("waves")).toArray();
        QVERIFY(waves.size() >= 5);
        QCOMPARE(waves.at(0).toObject().value(QStringLiteral("nodes")).toArray().size(), 2);
        QVERIFY(plan.value(QStringLiteral("needsApproval")).toBool());
    }
};

QTEST_GUILESS_MAIN(LabRunTest)
#include "tst_lab_run.moc"
