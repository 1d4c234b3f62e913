// SPDX-License-Identifier: Apache-2.0
#include "core/sim/fault_plan.h"

#include <QtTest/QtTest>

#include <set>

using namespace hotswap;
using namespace hotswap::sim;

class TestFaultPlan : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyNameIsKnown() {
        std::set<std::string> names;
        for (const std::string& name : scenarioNames()) {
            const auto plan = planNamed(name);
            QVERIFY(plan.ok());
            QCOMPARE(plan->name, name);
            QVERIFY(names.insert(name).second);
        }
        QVERIFY(names.size() >= 14);
        QCOMPARE(scenarioNames().front(), std::string("healthy"));
    }

    void anUnknownNameSaysWhatThereIs() {
        const auto plan = planNamed("nonsense");
        QVERIFY(!plan.ok());
        QVERIFY(plan.error().code == ErrorCode::InvalidArgument);
        const std::string expected = plan.error().fields.at("scenario");
        QVERIFY(expected.find("bad-canary") != std::string::npos);
    }

    void healthyMeansNothingGoesWrong() {
        FaultPlan expected;
        expected.name = "healthy";
        QVERIFY(planNamed("healthy").value() == expected);
    }

    void seedsRepeatAndVary() {
        std::set<std::string> names;
        for (std::uint64_t seed = 0; seed < 300; ++seed) {
            const FaultPlan plan = planFromSeed(seed);
            QVERIFY(plan == planFromSeed(seed));
            names.insert(plan.name);
        }
        QVERIFY(names.size() > 50);
        for (const std::string& name : scenarioNames()) {
            QVERIFY2(names.contains(name), name.c_str());
        }
    }
};

QTEST_APPLESS_MAIN(TestFaultPlan)
#include "tst_fault_plan.moc"
