// SPDX-License-Identifier: Apache-2.0
#include "tests/contract/expect.h"
#include "tests/contract/suites.h"

#include <QtTest/qtestcase.h>

namespace hotswap::contract {

namespace {

const TenantId kTenant{"acme"};
const EnvironmentId kPlace{"Production"};
const ModuleName kModule{"storefront"};
const Identity kAdmin{kTenant, UserId{"admin"}, {Role::Admin}, {}, {}};

ports::PolicyChange change(Duration bake, const ModuleName& module = {}) {
    Policy policy = defaultPolicy(kPlace);
    policy.strategy.bake = bake;
    return {kPlace, module, policy, "as agreed", {}};
}

ErrorCode codeOf(const Result<std::uint32_t>& set) {
    return set.ok() ? ErrorCode::Internal : set.error().code;
}

Duration bakeFor(ports::PolicyBook& book, const ModuleName& module) {
    const auto found = book.policyFor({kTenant, kPlace, module});
    return found.ok() && *found ? (*found)->policy.strategy.bake : Duration{-1};
}

} // namespace

void PolicyContract::takesTheNewestOfModuleThenEnvironment() {
    const auto fixture = m_factory();
    auto& book = fixture->policies();
    QCOMPARE(bakeFor(book, kModule).count(), -1); // the default
    QCOMPARE(book.setPolicy(kAdmin, change(Duration{60'000})).value(), 2U);
    QCOMPARE(bakeFor(book, kModule).count(), 60'000);
    QCOMPARE(book.setPolicy(kAdmin, change(Duration{120'000}, kModule)).value(), 3U);
    QCOMPARE(book.setPolicy(kAdmin, change(Duration{180'000})).value(), 4U);
    QCOMPARE(bakeFor(book, kModule).count(), 120'000);
    QCOMPARE(bakeFor(book, ModuleName{"other"}).count(), 180'000);
    const auto other = book.policyFor({kTenant, EnvironmentId{"QA"}, kModule});
    QVERIFY(other.ok() && !*other);
}

void PolicyContract::keepsEveryVersionWithWhoAndWhy() {
    const auto fixture = m_factory();
    auto& book = fixture->policies();
    ports::PolicyChange first = change(Duration{60'000});
    first.policy.judge.metrics.push_back({});
    first.policy.judge.metrics[0].name = "queue";
    first.policy.judge.metrics[0].query = "q \"x\"";
    first.policy.judge.rank.groupWeights = {{"a", 12.5}};
    QVERIFY(book.setPolicy(kAdmin, first).ok());
    QVERIFY(book.setPolicy(kAdmin, change(Duration{90'000}, kModule)).ok());
    const auto all = book.policies(kTenant, kPlace, {}, 10);
    QVERIFY(all.ok());
    QCOMPARE(all->size(), std::size_t{2});
    QCOMPARE((*all)[0].policy.version, 3U);
    QVERIFY((*all)[0].module == kModule);
    QVERIFY((*all)[0].author == UserId{"admin"});
    QCOMPARE((*all)[0].reason, std::string("as agreed"));
    QVERIFY((*all)[0].at > Instant{});
    first.policy.version = 2;
    QVERIFY((*all)[1].policy == first.policy);
    QCOMPARE(book.policies(kTenant, kPlace, ModuleName{}, 10)->size(), std::size_t{1});
    QCOMPARE(book.policies(kTenant, kPlace, kModule, 10)->front().policy.version, 3U);
    QCOMPARE(book.policies(kTenant, kPlace, {}, 1)->size(), std::size_t{1});
}

void PolicyContract::setsTheSameOnceAndTellsOfConflicts() {
    const auto fixture = m_factory();
    auto& book = fixture->policies();
    ports::PolicyChange first = change(Duration{60'000});
    first.after = 1;
    QCOMPARE(codeOf(book.setPolicy(kAdmin, first)), ErrorCode::VersionConflict);
    first.after = 0;
    QCOMPARE(book.setPolicy(kAdmin, first).value(), 2U);
    QCOMPARE(book.setPolicy(kAdmin, first).value(), 2U); // asked again after a lost answer
    first.after.reset();
    first.policy.version = 77; // means nothing
    QCOMPARE(book.setPolicy(kAdmin, first).value(), 2U);
    ports::PolicyChange second = change(Duration{61'000});
    second.after = 0;
    QCOMPARE(codeOf(book.setPolicy(kAdmin, second)), ErrorCode::VersionConflict);
    second.after = 2;
    QCOMPARE(book.setPolicy(kAdmin, second).value(), 3U);
}

void PolicyContract::refusesWhatIsWrong() {
    const auto fixture = m_factory();
    auto& book = fixture->policies();
    ports::PolicyChange wrong = change(Duration{-1});
    QCOMPARE(codeOf(book.setPolicy(kAdmin, wrong)), ErrorCode::InvalidArgument);
    wrong = change(Duration{60'000});
    wrong.reason.clear();
    QCOMPARE(codeOf(book.setPolicy(kAdmin, wrong)), ErrorCode::InvalidArgument);
    wrong = change(Duration{60'000});
    wrong.environment = {};
    QCOMPARE(codeOf(book.setPolicy(kAdmin, wrong)), ErrorCode::InvalidArgument);
    wrong = change(Duration{60'000}, ModuleName{"No Module"});
    QCOMPARE(codeOf(book.setPolicy(kAdmin, wrong)), ErrorCode::InvalidArgument);
    QCOMPARE(book.policies(kTenant, kPlace, {}, 10)->size(), std::size_t{0});
}

void PolicyContract::auditsAndHidesOtherTenants() {
    const auto fixture = m_factory();
    auto& book = fixture->policies();
    QVERIFY(book.setPolicy(kAdmin, change(Duration{60'000}, kModule)).ok());
    const auto other = book.policies(TenantId{"globex"}, kPlace, {}, 10);
    QVERIFY(other.ok() && other->empty());
    const auto theirs = book.policyFor({TenantId{"globex"}, kPlace, kModule});
    QVERIFY(theirs.ok() && !*theirs);
    fixture->sealAudit();
    const auto page = fixture->reader().audit(kTenant, {}, "", 10);
    QVERIFY(page.ok());
    QVERIFY(!page->rows.empty());
    const AuditRecord& record = page->rows.front();
    QCOMPARE(record.action, std::string("policy.set"));
    QCOMPARE(record.actor, std::string("admin"));
    QCOMPARE(record.details.at("version"), std::string("2"));
    QCOMPARE(record.details.at("reason"), std::string("as agreed"));
}

} // namespace hotswap::contract
