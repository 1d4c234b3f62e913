// SPDX-License-Identifier: Apache-2.0
// A rollout to real nodes that a metric from outside stops: policy, engine, provider, process and verdict.
#include "app/common/follower.h"
#include "app/lab/lab.h"
#include "app/lab/load_generator.h"

#include <QFile>
#include <QTemporaryDir>
#include <QtTest/QtTest>

using namespace hotswap;
using namespace std::chrono_literals;

namespace {

constexpr Duration kReadyLimit = 60s;
constexpr Duration kEndLimit = 60s;
const EnvironmentId kDevelopment{"Development"};

} // namespace

class MetricRolloutTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void aWorseNumberOfACommandTakesTheReleaseBack();
    void cleanupTestCase();

private:
    void write(const char* name, const QByteArray& text) const {
        QFile file(m_dir.filePath(QLatin1String(name)));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(text) == text.size());
    }
    DeploymentRequest request() const;

    QTemporaryDir m_dir;
    std::unique_ptr<lab::Lab> m_lab;
    std::unique_ptr<app::Follower> m_follower;
    std::unique_ptr<lab::LoadGenerator> m_load;
};

void MetricRolloutTest::initTestCase() {
    // Who is asked about is told on standard input: one canary, two others.
    write("orders", "#!/bin/sh\nread question\ncase $question in\n"
                    "*'\"baseline\":[\"development-'*'\",\"development-'*'\"],\"canary\":[\"development-'*) "
                    "echo 12 3 ;;\n*) echo 'whose?' >&2; exit 1 ;;\nesac\n");
    QVERIFY(QFile(m_dir.filePath(QStringLiteral("orders")))
                .setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
    write("metrics.toml", "[orders]\nkind = \"exec\"\ncommand = \"" +
                              m_dir.filePath(QStringLiteral("orders")).toUtf8() + "\"\n");
    const auto programs = std::filesystem::path(qgetenv("HOTSWAP_BIN_DIR").toStdString());
    lab::LabOptions options = lab::defaultLabOptions(programs / "hotswapctl");
    options.demoDirectory = qgetenv("HOTSWAP_DEMO_DIR").toStdString();
    options.stateDirectory = m_dir.filePath(QStringLiteral("lab")).toStdString();
    options.environments = {kDevelopment};
    options.metrics = m_dir.filePath(QStringLiteral("metrics.toml")).toStdString();
    auto lab = lab::Lab::start(std::move(options));
    QVERIFY2(lab.ok(), lab.ok() ? "" : describe(lab.error()).c_str());
    m_lab = *std::move(lab);
    const Status ready = m_lab->waitUntilReady(kReadyLimit);
    QVERIFY2(ready.ok(), ready.ok() ? "" : describe(ready.error()).c_str());
    m_follower = *app::Follower::attach(m_lab->service(), m_lab->identities()[0]);
    lab::LoadOptions load;
    for (const lab::LabNode& node : m_lab->realNodes()) {
        load.addresses.push_back(node.address);
    }
    m_load = *lab::LoadGenerator::start(load);
}

void MetricRolloutTest::cleanupTestCase() {
    m_load.reset();
    m_follower.reset();
    m_lab.reset();
}

DeploymentRequest MetricRolloutTest::request() const {
    DeploymentRequest request;
    request.environment = kDevelopment;
    request.module = m_lab->options().module;
    request.version = Version::parse("1.1.0").value();
    request.strategy = StrategyKind::Canary;
    Policy policy = lab::tourPolicy(kDevelopment, request.module, request.strategy);
    MetricPolicy orders;
    orders.name = "orders-lost";
    orders.source = MetricPolicy::Source::Exec;
    orders.provider = "orders";
    orders.critical = true;
    orders.interval = 1s;
    orders.failuresMax = 1;
    policy.judge.metrics.push_back(orders);
    request.policy = policy;
    return request;
}

void MetricRolloutTest::aWorseNumberOfACommandTakesTheReleaseBack() {
    const auto answer = m_lab->service().execute(m_lab->identities()[0], ports::requests::Submit{request()},
                                                 IdempotencyKey{"orders-1"});
    QVERIFY2(answer.ok(), answer.ok() ? "" : describe(answer.error()).c_str());
    const DeploymentId id{answer->id};
    std::optional<DeploymentSummary> summary;
    const bool ended = m_follower->waitUntil(
        [&] {
            summary = m_follower->deployment(id);
            return summary && isTerminal(summary->state);
        },
        kEndLimit);
    std::string told;
    for (const lab::LabNotice& notice : m_lab->notices()) {
        told += notice.detail + "\n";
    }
    QVERIFY2(ended, told.c_str());
    QCOMPARE(summary->state, DeploymentState::RolledBack);
    QCOMPARE(summary->verdict, std::optional(VerdictKind::Fail));
    QCOMPARE(summary->endReason, EndReason::VerdictFailed);
    QVERIFY2(summary->endDetail.find("12 against a limit of 4.5 (baseline 3)") != std::string::npos,
             summary->endDetail.c_str());
}

QTEST_GUILESS_MAIN(MetricRolloutTest)
#include "tst_metric_rollout.moc"
