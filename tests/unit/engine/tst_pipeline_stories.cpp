// SPDX-License-Identifier: Apache-2.0
#include "tests/support/scenario.h"

#include <QTest>

#include <algorithm>

using namespace hotswap;
using namespace hotswap::support;
using namespace std::chrono_literals;

class PipelineStories : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void buildAndScanStartTogether() {
        Scenario s;
        s.environment("QA", StrategyKind::Rolling).fleet(2).adjust([](Policy& policy) {
            policy.pipeline.build = {{"compile", 1min}};
            policy.pipeline.securityScan = {{"licences", 1min}};
        });
        s.submit();
        QCOMPARE(s.deployment().stage(Stage::Build).state, StageState::Running);
        QCOMPARE(s.deployment().stage(Stage::SecurityScan).state, StageState::Running);
        QCOMPARE(s.deployment().stage(Stage::Test).state, StageState::Pending);
        const auto started = s.checksStarted();
        for (const char* check : {"integrity", "trust", "compile", "licences"}) {
            QCOMPARE(std::count(started.begin(), started.end(), check), 1);
        }
        s.checkEnds(Stage::Build, "compile", true);
        QCOMPARE(s.deployment().stage(Stage::Build).state, StageState::Succeeded);
        QCOMPARE(s.deployment().stage(Stage::Test).state, StageState::Skipped);
        QCOMPARE(s.changesStarted(), 0U);
        s.checkEnds(Stage::SecurityScan, "licences", true);
        s.advance(5min);
        QCOMPARE(s.stateName(), "succeeded");
    }

    void aFailedCheckEndsItBeforeAnyNodeIsTouched() {
        Scenario s;
        s.environment("QA", StrategyKind::Rolling).fleet(2).adjust([](Policy& policy) {
            policy.pipeline.test = {{"smoke", 1min}};
        });
        s.submit().checkEnds(Stage::Test, "smoke", false);
        QCOMPARE(s.stateName(), "failed");
        QCOMPARE(s.why(), "checkFailed");
        QVERIFY(s.deployment().endDetail().find("test/smoke") != std::string::npos);
        QCOMPARE(s.changesStarted(), 0U);
    }

    void aLostCheckIsStartedAgainByTheNextLeader() {
        Scenario s;
        s.environment("QA", StrategyKind::Rolling).fleet(2).adjust([](Policy& policy) {
            policy.pipeline.test = {{"smoke", 1min}};
        });
        s.submit().takeover();
        const auto started = s.checksStarted();
        QCOMPARE(std::count(started.begin(), started.end(), "smoke"), 2);
        s.checkEnds(Stage::Test, "smoke", true).checkEnds(Stage::Test, "smoke", true).advance(5min);
        QCOMPARE(s.stateName(), "succeeded");
    }

    void aFailedValidateRollsBack() {
        Scenario s;
        s.environment("Development", StrategyKind::Direct).fleet(3).adjust([](Policy& policy) {
            policy.pipeline.validate = {{"endToEnd", 1min}};
        });
        s.submit().advance(1min);
        QCOMPARE(s.deployment().stage(Stage::Validate).state, StageState::Running);
        s.checkEnds(Stage::Validate, "endToEnd", false).advance(1min);
        QCOMPARE(s.stateName(), "rolledBack");
        QCOMPARE(s.why(), "validationFailed");
        QCOMPARE(s.nodesOn("1.0.0"), 3U);
    }

    void rejectionAborts() {
        Scenario s;
        s.environment("Staging", StrategyKind::BlueGreen).fleet(3).submit();
        s.decideApproval(ApprovalState::Rejected);
        QCOMPARE(s.stateName(), "aborted");
        QCOMPARE(s.why(), "approvalRejected");
        QCOMPARE(s.changesStarted(), 0U);
    }

    void expiryAborts() {
        Scenario s;
        s.environment("Staging", StrategyKind::BlueGreen).fleet(3).submit();
        s.decideApproval(ApprovalState::Expired);
        QCOMPARE(s.stateName(), "aborted");
        QCOMPARE(s.why(), "approvalExpired");
    }

    void verbsFollowTheTable() {
        Scenario s;
        s.environment("Staging", StrategyKind::BlueGreen).fleet(3).submit();
        QCOMPARE(s.stateName(), "waitingForApproval");
        for (const Verb verb : kAllVerbs) {
            QCOMPARE(s.deployment().mayAct(verb).ok(), verb == Verb::Abort);
        }
        s.approve().advance(1h);
        QCOMPARE(s.stateName(), "succeeded");
        for (const Verb verb : kAllVerbs) {
            QCOMPARE(s.deployment().mayAct(verb).ok(), verb == Verb::Rollback);
        }
    }

    void aReasonIsDemandedWhereItMatters() {
        Scenario s;
        s.environment("QA", StrategyKind::Rolling).fleet(6).submit().advance(1s);
        s.act(Verb::PromoteFully, {}, "");
        QCOMPARE(s.acted().error().code, ErrorCode::InvalidArgument);
        QVERIFY(s.acted().error().fields.contains("reason"));
        s.act(Verb::PromoteFully, {}, "incident 12");
        QVERIFY(s.acted().ok());
    }
};

QTEST_APPLESS_MAIN(PipelineStories)
#include "tst_pipeline_stories.moc"
