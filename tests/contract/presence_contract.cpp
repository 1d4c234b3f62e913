// SPDX-License-Identifier: Apache-2.0
#include "core/domain/limits.h"
#include "tests/contract/expect.h"
#include "tests/contract/rows.h"
#include "tests/contract/suites.h"

#include <algorithm>

namespace hotswap::contract {

namespace {

using Kind = ports::StreamHint::Kind;
using Hints = std::vector<ports::StreamHint>;

constexpr Duration kLease{60'000}; // longer than these tests take, also by a real clock
const HolderId kHolder{"agent-1"};

Participant participant(const std::string& id, const TenantId& tenant = kTenant) {
    Participant row;
    row.tenant = tenant;
    row.id = HolderId{id};
    row.kind = ParticipantKind::Orchestrator;
    row.host = "host of " + id;
    row.pid = 4711;
    row.version = "1.0.0";
    row.leads = true;
    row.gateway = "wss://" + id + ":7443/link";
    return row;
}

std::vector<std::string> present(StoreFixture& fixture, const TenantId& tenant = kTenant) {
    const auto rows = fixture.presence().list(tenant);
    std::vector<std::string> ids;
    for (const Participant& row : *rows) {
        ids.push_back(row.id.value);
    }
    return ids;
}

using Ids = std::vector<std::string>;

std::unique_ptr<ports::FeedSubscription> collect(StoreFixture& fixture, Watched<Hints>& hints) {
    return fixture.feed().listen(
        [&hints](const ports::StreamHint& hint) { hints.change([&](Hints& all) { all.push_back(hint); }); });
}

std::ptrdiff_t presenceHints(const Hints& hints) {
    return std::count_if(hints.begin(), hints.end(), [](const ports::StreamHint& hint) {
        return hint.kind == Kind::Presence && hint.tenant == kTenant;
    });
}

bool isAsked(const std::vector<ports::Lease>& leases) {
    return leases.size() == 1 && leases.front().handOverAsked;
}

} // namespace

void PresenceContract::showsWhoAnnouncedItself() {
    const auto fixture = m_factory();
    QVERIFY(present(*fixture).empty());
    EXPECT_OK(fixture->presence().announce(participant("agent-2")));
    fixture->advance(Duration{10});
    EXPECT_OK(fixture->presence().announce(participant("agent-1")));
    QCOMPARE(present(*fixture), (Ids{"agent-2", "agent-1"})); // longest present first
    const auto rows = fixture->presence().list(kTenant);
    const Participant& first = rows->front();
    Participant expected = participant("agent-2");
    expected.user = first.user; // stamped by a store with logins of its own
    expected.since = first.since;
    expected.seenAt = first.seenAt;
    QVERIFY(first == expected);
    QVERIFY(toMs(first.since) > 0);
    QVERIFY(first.since <= rows->back().since);
}

void PresenceContract::keepsSinceOverARefresh() {
    const auto fixture = m_factory();
    EXPECT_OK(fixture->presence().announce(participant("agent-1")));
    const Participant before = fixture->presence().list(kTenant)->front();
    fixture->advance(limits::kPresenceInterval);
    Participant again = participant("agent-1");
    again.leads = false;
    EXPECT_OK(fixture->presence().announce(again));
    const auto rows = fixture->presence().list(kTenant);
    QCOMPARE(rows->size(), std::size_t{1});
    QVERIFY(rows->front().since == before.since);
    QVERIFY(rows->front().seenAt >= before.seenAt + limits::kPresenceInterval);
    QVERIFY(!rows->front().leads);
}

void PresenceContract::forgetsWhoIsNotSeen() {
    const auto fixture = m_factory();
    EXPECT_OK(fixture->presence().announce(participant("agent-1")));
    EXPECT_OK(fixture->presence().announce(participant("agent-2")));
    const Instant came = fixture->presence().list(kTenant)->front().since;
    fixture->advance(limits::kPresenceKept - limits::kPresenceInterval);
    EXPECT_OK(fixture->presence().announce(participant("agent-2")));
    QCOMPARE(present(*fixture).size(), std::size_t{2});
    fixture->advance(limits::kPresenceInterval);
    QCOMPARE(present(*fixture), Ids{"agent-2"});
    EXPECT_OK(fixture->presence().announce(participant("agent-1")));
    const auto rows = fixture->presence().list(kTenant);
    QCOMPARE(rows->size(), std::size_t{2});
    QVERIFY(rows->back().id == kHolder);
    QVERIFY(rows->back().since >= came + limits::kPresenceKept); // it came anew
}

void PresenceContract::leavesAtOnce() {
    const auto fixture = m_factory();
    EXPECT_OK(fixture->presence().announce(participant("agent-1")));
    EXPECT_OK(fixture->presence().announce(participant("agent-2")));
    EXPECT_OK(fixture->presence().leave(kTenant, kHolder));
    EXPECT_OK(fixture->presence().leave(kTenant, kHolder)); // it is not there: nothing happens
    QCOMPARE(present(*fixture), Ids{"agent-2"});
}

void PresenceContract::refusesWhatCannotBeAParticipant() {
    const auto fixture = m_factory();
    EXPECT_ERROR(fixture->presence().announce(participant("")), ErrorCode::InvalidArgument);
    EXPECT_ERROR(fixture->presence().announce(participant("agent-1", TenantId{})),
                 ErrorCode::InvalidArgument);
    Participant long_ = participant("agent-1");
    long_.host.assign(limits::kParticipantCharsMax + 1, 'h');
    EXPECT_ERROR(fixture->presence().announce(long_), ErrorCode::InvalidArgument);
    QVERIFY(present(*fixture).empty());
}

void PresenceContract::keepsTenantsApart() {
    const auto fixture = m_factory();
    EXPECT_OK(fixture->presence().announce(participant("agent-1")));
    EXPECT_OK(fixture->presence().announce(participant("agent-1", kOther)));
    EXPECT_OK(fixture->presence().leave(kTenant, kHolder));
    QVERIFY(present(*fixture).empty());
    QCOMPARE(present(*fixture, kOther), Ids{"agent-1"});
    EXPECT_OK(fixture->leases().acquire(kScope, kHolder, kLease));
    const auto other = fixture->coordination().report(kOther);
    EXPECT_OK(other);
    QCOMPARE(other->participants.size(), std::size_t{1});
    QVERIFY(other->leases.empty() && other->locks.empty());
}

void PresenceContract::hintsWhoCameChangedAndWent() {
    const auto fixture = m_factory();
    Watched<Hints> hints;
    const auto subscription = collect(*fixture, hints);
    const auto reaches = [&](std::ptrdiff_t count) {
        return hints.waitFor([count](const Hints& all) { return presenceHints(all) >= count; });
    };
    EXPECT_OK(fixture->presence().announce(participant("agent-1")));
    QVERIFY(reaches(1));
    EXPECT_OK(fixture->presence().announce(participant("agent-2")));
    QVERIFY(reaches(2));
    Participant changed = participant("agent-2");
    changed.leads = false;
    EXPECT_OK(fixture->presence().announce(changed));
    QVERIFY(reaches(3));
    EXPECT_OK(fixture->presence().leave(kTenant, kHolder));
    QVERIFY(reaches(4));
    EXPECT_OK(fixture->presence().announce(participant("agent-1")));
    QVERIFY(reaches(5));
    fixture->advance(limits::kPresenceKept - limits::kPresenceInterval);
    EXPECT_OK(fixture->presence().announce(changed));
    fixture->advance(limits::kPresenceInterval);
    EXPECT_OK(fixture->presence().announce(changed)); // a refresh, which finds agent-1 gone
    QVERIFY(reaches(6));
}

void PresenceContract::hintsNothingForARefresh() {
    const auto fixture = m_factory();
    EXPECT_OK(fixture->presence().announce(participant("agent-1")));
    Watched<Hints> hints;
    const auto subscription = collect(*fixture, hints);
    fixture->advance(Duration{10});
    EXPECT_OK(fixture->presence().announce(participant("agent-1")));
    EXPECT_OK(fixture->store().commit(submit(deploymentId(1)))); // what comes after it is told
    QVERIFY(hints.waitFor([](const Hints& all) {
        return std::any_of(all.begin(), all.end(),
                           [](const auto& hint) { return hint.kind == Kind::Deployment; });
    }));
    QVERIFY(presenceHints(hints.get()) <= 1); // at most a late one of the first announcement
}

void PresenceContract::reportsLeasesAndLocks() {
    const auto fixture = m_factory();
    const auto lease = fixture->leases().acquire(kScope, kHolder, kLease);
    EXPECT_OK(lease);
    const auto report = fixture->coordination().report(kTenant);
    EXPECT_OK(report);
    QCOMPARE(report->leases.size(), std::size_t{1});
    QVERIFY(report->leases.front().scope == kScope && report->leases.front().holder == kHolder);
    QVERIFY(report->leases.front().fence == lease->fence);
    QVERIFY(report->leases.front().acquiredAt <= report->now);
    QVERIFY(!report->leases.front().handOverAsked);
    QCOMPARE(report->locks.size(), std::size_t{1});
    QCOMPARE(report->locks.front().name, kScope.text());
    QVERIFY(report->locks.front().holder == kHolder);
    QVERIFY(report->feed.connected);
    EXPECT_OK(fixture->leases().release(kScope, kHolder));
    const auto after = fixture->coordination().report(kTenant);
    EXPECT_OK(after);
    QVERIFY(after->leases.empty() && after->locks.empty());
}

void PresenceContract::reportsCommandsThatWait() {
    const auto fixture = m_factory();
    const auto lease = fixture->leases().acquire(kScope, kHolder, kLease);
    EXPECT_OK(lease);
    QCOMPARE(fixture->coordination().report(kTenant)->queue.waiting, std::uint64_t{0});
    ports::Transaction tx = transaction();
    tx.proof = proofOf(*lease);
    tx.commands = {command("c1", "n1"), command("c2", "n2")};
    tx.commandsFor = deploymentId(1);
    EXPECT_OK(fixture->store().commit(tx));
    fixture->advance(Duration{3'000});
    const auto waiting = fixture->coordination().report(kTenant);
    EXPECT_OK(waiting);
    QCOMPARE(waiting->queue.waiting, std::uint64_t{2});
    QVERIFY(waiting->queue.oldest >= Duration{3'000});
    QCOMPARE(fixture->commands().take(kTenant, {NodeId{"n1"}, NodeId{"n2"}}, {}, 10)->size(), std::size_t{2});
    const auto taken = fixture->coordination().report(kTenant);
    EXPECT_OK(taken);
    QVERIFY(taken->queue == QueueHealth{});
}

void PresenceContract::asksForAHandOver() {
    const auto fixture = m_factory();
    EXPECT_OK(fixture->leases().acquire(kScope, kHolder, kLease));
    Watched<Hints> hints;
    const auto subscription = collect(*fixture, hints);
    EXPECT_OK(fixture->coordination().handOver(kScope));
    EXPECT_OK(fixture->coordination().handOver(kScope)); // asking twice is asking once
    QVERIFY(hints.waitFor([](const Hints& all) {
        return std::any_of(all.begin(), all.end(), [](const auto& hint) {
            return hint.kind == Kind::Lease && hint.scope == kScope && hint.version == 0;
        });
    }));
    const auto renewed = fixture->leases().renewAll(kHolder, kLease);
    EXPECT_OK(renewed);
    QVERIFY(isAsked(*renewed)); // the mark stays until it is followed
    QVERIFY(isAsked(*fixture->leases().list()));
    QVERIFY(isAsked(fixture->coordination().report(kTenant)->leases));
}

void PresenceContract::forgetsTheQuestionWithTheTerm() {
    const auto fixture = m_factory();
    EXPECT_OK(fixture->leases().acquire(kScope, kHolder, kLease));
    EXPECT_OK(fixture->coordination().handOver(kScope));
    EXPECT_OK(fixture->leases().release(kScope, kHolder));
    EXPECT_OK(fixture->leases().acquire(kScope, HolderId{"agent-2"}, kLease));
    const auto taken = fixture->leases().list();
    QCOMPARE(taken->size(), std::size_t{1});
    QVERIFY(!taken->front().handOverAsked);
    EXPECT_OK(fixture->coordination().handOver(kScope));
    fixture->advance(2 * kLease); // it died before it followed
    EXPECT_OK(fixture->leases().acquire(kScope, kHolder, kLease));
    const auto anew = fixture->leases().renewAll(kHolder, kLease);
    QCOMPARE(anew->size(), std::size_t{1});
    QVERIFY(!anew->front().handOverAsked);
}

void PresenceContract::asksOnlyAHolder() {
    const auto fixture = m_factory();
    EXPECT_ERROR(fixture->coordination().handOver(kScope), ErrorCode::NotFound);
    EXPECT_OK(fixture->leases().acquire(kScope, kHolder, kLease));
    EXPECT_OK(fixture->leases().release(kScope, kHolder));
    EXPECT_ERROR(fixture->coordination().handOver(kScope), ErrorCode::NotFound);
    EXPECT_OK(fixture->leases().acquire(kScope, kHolder, kLease));
    fixture->advance(2 * kLease);
    EXPECT_ERROR(fixture->coordination().handOver(kScope), ErrorCode::NotFound);
}

} // namespace hotswap::contract
