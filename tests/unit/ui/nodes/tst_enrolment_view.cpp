// SPDX-License-Identifier: Apache-2.0
// Tokens that are shown once, nodes that enrolled, and letting one in no more.
#include "tests/unit/ui/nodes/node_desk.h"

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QGuiApplication>

using namespace hotswap;

class TestEnrolmentView : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void listsNodesAndTokens();
    void tokensAreForAdministrators();
    void aTokenIsShownOnce();
    void revokesWithItsConsequence();
    void saysWhyTheListIsMissing();
};

void TestEnrolmentView::listsNodesAndTokens() {
    tests::NodeDesk desk(Role::Admin);
    QVERIFY(desk.settled());
    QAbstractItemModelTester nodes(desk.enrolment.nodes());
    QAbstractItemModelTester tokens(desk.enrolment.tokens());
    QVERIFY(!desk.enrolment.loaded());
    desk.enrolment.refresh();
    QTRY_VERIFY(desk.enrolment.loaded());
    QCOMPARE(desk.enrolment.nodes()->count(), 39);
    QCOMPARE(desk.enrolment.tokens()->count(), 2);
    QVERIFY(desk.enrolment.summary().startsWith(QStringLiteral("39 ")));
    const int revoked = desk.enrolment.nodes()->rowOf(QStringLiteral("qa-lost-laptop"));
    QCOMPARE(desk.cell(desk.enrolment.nodes(), revoked, 2), QStringLiteral("Revoked"));
    QVERIFY(!desk.enrolment.revocable(revoked));
    QVERIFY(desk.enrolment.revocable(0));
    QVERIFY(!desk.enrolment.revocable(-1));
    QVERIFY(!desk.enrolment.revocable(1'000));
}

void TestEnrolmentView::tokensAreForAdministrators() {
    tests::NodeDesk desk(Role::Deployer);
    QVERIFY(desk.settled());
    desk.enrolment.refresh();
    QTRY_VERIFY(desk.enrolment.loaded());
    QCOMPARE(desk.enrolment.tokens()->count(), 0);
    QVERIFY(!desk.enrolment.allowed());
    desk.enrolment.makeToken(0, 1, 1);
    desk.enrolment.revoke(QStringLiteral("prod-0001"), QStringLiteral("x"));
    QVERIFY(desk.settled());
    QVERIFY(desk.service.accepted().empty());
}

void TestEnrolmentView::aTokenIsShownOnce() {
    tests::NodeDesk desk(Role::Admin);
    QVERIFY(desk.settled());
    const qsizetype place = desk.enrolment.environments().indexOf(QStringLiteral("Production"));
    desk.enrolment.makeToken(static_cast<int>(place), 12, 6);
    QTRY_VERIFY(!desk.enrolment.token().isEmpty());
    QVERIFY(desk.enrolment.tokenTerms().contains(QStringLiteral("12")));
    const auto accepted = desk.service.accepted();
    const auto* made = std::get_if<ports::requests::MakeToken>(&accepted.front());
    QVERIFY(made != nullptr);
    QCOMPARE(made->environment, EnvironmentId{"Production"});
    QCOMPARE(made->uses, 12U);
    QVERIFY(made->valid == std::chrono::hours(6));
    desk.enrolment.copyToken();
    QCOMPARE(QGuiApplication::clipboard()->text(), desk.enrolment.token());
    desk.enrolment.forgetToken();
    QVERIFY(desk.enrolment.token().isEmpty());
    // Another person never sees it.
    desk.enrolment.makeToken(static_cast<int>(place), 1, 1);
    QTRY_VERIFY(!desk.enrolment.token().isEmpty());
    desk.client.setIdentity({TenantId{"lab"}, UserId{"else"}, {Role::Viewer}, {}, {}});
    QVERIFY(desk.enrolment.token().isEmpty());
}

void TestEnrolmentView::revokesWithItsConsequence() {
    tests::NodeDesk desk(Role::Admin);
    QVERIFY(desk.settled());
    QVERIFY(
        desk.enrolment.revokeConsequence(QStringLiteral("prod-0001")).contains(QStringLiteral("1 module")));
    desk.enrolment.revoke(QStringLiteral("prod-0001"), QStringLiteral("stolen"));
    QTRY_COMPARE(desk.service.accepted().size(), std::size_t{1});
    const auto accepted = desk.service.accepted();
    const auto* revoked = std::get_if<ports::requests::RevokeNode>(&accepted.front());
    QVERIFY(revoked != nullptr);
    QCOMPARE(revoked->node, NodeId{"prod-0001"});
    QCOMPARE(revoked->reason, std::string("stolen"));
}

void TestEnrolmentView::saysWhyTheListIsMissing() {
    tests::NodeDesk desk(Role::Admin);
    QVERIFY(desk.settled());
    const Error error = makeError(ErrorCode::Unavailable);
    desk.service.failWith(&error);
    desk.enrolment.refresh();
    QTRY_VERIFY(!desk.enrolment.error().isEmpty());
    QVERIFY(!desk.enrolment.loaded());
}

QTEST_MAIN(TestEnrolmentView)
#include "tst_enrolment_view.moc"
