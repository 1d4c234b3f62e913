// SPDX-License-Identifier: Apache-2.0
#include "tests/contract/expect.h"
#include "tests/contract/suites.h"

#include <QtTest/qtestcase.h>

namespace hotswap::contract {

namespace {

using ports::TrustDocument;
using Kind = TrustDocument::Kind;

const TenantId kTenant{"acme"};
const EnvironmentId kPlace{"Production"};

TrustDocument document(Kind kind, std::uint64_t version, const std::string& text) {
    return {kind, kTenant, kind == Kind::Root ? EnvironmentId{} : kPlace, version, text};
}

} // namespace

void TrustContract::keepsEveryRootAndTheLatestOfTheRest() {
    const auto fixture = m_factory();
    auto& trust = fixture->trust();
    for (std::uint64_t version = 1; version <= 3; ++version) {
        QVERIFY(trust.putTrust(document(Kind::Root, version, "root " + std::to_string(version))).ok());
        QVERIFY(trust.putTrust(document(Kind::Releases, 2 * version, "list")).ok());
        QVERIFY(trust.putTrust(document(Kind::Timestamp, 5 * version, "word")).ok());
    }
    const auto all = trust.trustSince(kTenant, kPlace, 1);
    QVERIFY(all.ok());
    QCOMPARE(all->size(), std::size_t{4});
    QCOMPARE((*all)[0].text, std::string("root 2"));
    QCOMPARE((*all)[1].version, std::uint64_t{3});
    QCOMPARE((*all)[2].version, std::uint64_t{6});
    QVERIFY((*all)[3] == document(Kind::Timestamp, 15, "word"));
}

void TrustContract::takesNoOlderDocument() {
    const auto fixture = m_factory();
    auto& trust = fixture->trust();
    const auto code = [&](Kind kind, std::uint64_t version, const std::string& text) {
        const Status put = trust.putTrust(document(kind, version, text));
        return put.ok() ? ErrorCode::Internal : put.error().code;
    };
    QVERIFY(trust.putTrust(document(Kind::Root, 1, "root")).ok());
    QVERIFY(trust.putTrust(document(Kind::Root, 1, "root")).ok()); // the same again
    QCOMPARE(code(Kind::Root, 1, "another"), ErrorCode::VersionConflict);
    QCOMPARE(code(Kind::Root, 3, "a gap"), ErrorCode::VersionConflict);
    QVERIFY(trust.putTrust(document(Kind::Releases, 7, "list")).ok());
    QCOMPARE(code(Kind::Releases, 6, "older"), ErrorCode::VersionConflict);
    QCOMPARE(code(Kind::Timestamp, 0, "none"), ErrorCode::InvalidArgument);
}

void TrustContract::hidesOtherTenantsAndEnvironments() {
    const auto fixture = m_factory();
    auto& trust = fixture->trust();
    QVERIFY(trust.putTrust(document(Kind::Root, 1, "root")).ok());
    QVERIFY(trust.putTrust(document(Kind::Releases, 1, "list")).ok());
    QCOMPARE(trust.trustSince(TenantId{"globex"}, kPlace, 0)->size(), std::size_t{0});
    QCOMPARE(trust.trustSince(kTenant, EnvironmentId{"Staging"}, 0)->size(), std::size_t{1});
}

void TrustContract::keepsTheAlarmsOfANode() {
    const auto fixture = m_factory();
    Node node;
    node.id = NodeId{"n1"};
    node.tenant = kTenant;
    node.environment = kPlace;
    node.state = NodeState::Running;
    node.session = 1;
    node.trust = {3, 9, 27};
    node.alarms = {{instantFromMs(1'000), ErrorCode::QuorumMissing, "command c1", "1 of 2 votes", 4}};
    node.alarmsTotal = 11;
    QVERIFY(fixture->fleet().putNodes({node}).ok());
    const auto read = fixture->fleet().node(kTenant, node.id);
    QVERIFY(read.ok());
    QVERIFY(read->alarms == node.alarms && read->trust == node.trust && read->alarmsTotal == 11);
}

} // namespace hotswap::contract
