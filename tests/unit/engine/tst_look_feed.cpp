// SPDX-License-Identifier: Apache-2.0
// What looks bring: each row once, again when it has grown, and after a takeover only what was not kept.
#include "core/engine/look_feed.h"
#include "tests/support/scenario.h"

#include <QtTest>

#include <algorithm>

using namespace hotswap;
using namespace std::chrono_literals;

namespace {

const NodeId kCanary{"n01"};
const NodeId kOther{"n02"};

class Meters final : public ports::MetricsSource {
public:
    Result<std::vector<Sample>> rows(const Scope&, const ports::ArmRequest& arm) override {
        ++asked;
        if (fails) {
            return makeError(ErrorCode::Unavailable);
        }
        std::vector<Sample> found;
        std::copy_if(stored.begin(), stored.end(), std::back_inserter(found), [&](const Sample& row) {
            return row.start >= arm.from && row.start < arm.to &&
                   std::find(arm.nodes.begin(), arm.nodes.end(), row.node) != arm.nodes.end();
        });
        return found;
    }
    Sample& add(const NodeId& node, Instant start) {
        Sample row;
        row.node = node;
        row.start = start;
        row.length = 10s;
        row.requests = 100;
        stored.push_back(row);
        return stored.back();
    }

    std::vector<Sample> stored;
    bool fails = false;
    int asked = 0;
};

class Book final : public ports::EvidenceBook {
public:
    Result<std::vector<LookEvidence>> evidence(const TenantId&, const DeploymentId&, std::uint32_t after,
                                               std::size_t limit) override {
        if (fails) {
            return makeError(ErrorCode::Unavailable);
        }
        std::vector<LookEvidence> found;
        for (const LookInput& input : looks) {
            if (input.number > after && found.size() < limit) {
                found.push_back({input, {}});
            }
        }
        return found;
    }
    Result<ports::EvidenceKept> kept(const TenantId&, const DeploymentId&) override {
        return ports::EvidenceKept{static_cast<std::uint32_t>(looks.size()), 0, false};
    }
    std::vector<LookInput> looks;
    bool fails = false;
};

} // namespace

class LookFeedTest : public QObject {
    Q_OBJECT

    support::Scenario m_story;
    Meters m_meters;
    Book m_book;
    Instant m_begun;

    engine::LookFeed::Subject subject() { return {m_story.deployment(), m_meters, &m_book}; }
    engine::LookRequest request(Instant now) const {
        engine::LookRequest look;
        look.wave = 0;
        look.canary = {{kCanary}, std::nullopt, m_begun, now};
        look.untouched = ports::ArmRequest{{kOther}, std::nullopt, m_begun, now};
        look.beforeRollout = ports::ArmRequest{{kCanary}, std::nullopt, m_begun - 15min, m_begun};
        return look;
    }
    LookInput look(engine::LookFeed& feed, Duration sinceBegun) {
        const Instant now = m_begun + sinceBegun;
        const auto taken = feed.take(subject(), request(now), {}, now);
        if (!taken.ok()) {
            qWarning("%s", describe(taken.error()).c_str());
            return {};
        }
        return taken->input;
    }

private Q_SLOTS:
    void init() {
        m_story = support::Scenario();
        m_story.fleet(10).submit();
        m_meters = Meters();
        m_book = Book();
        m_begun = m_story.now();
    }

    void aRowComesOnce() {
        engine::LookFeed feed;
        m_meters.add(kCanary, m_begun);
        m_meters.add(kOther, m_begun);
        const LookInput first = look(feed, 10s);
        QCOMPARE(first.number, 1U);
        QCOMPARE(first.canary.size(), 1U);
        QCOMPARE(first.untouched.size(), 1U);
        m_meters.add(kCanary, m_begun + 10s);
        const LookInput second = look(feed, 20s);
        QCOMPARE(second.number, 2U);
        QCOMPARE(second.canary.size(), 1U);
        QVERIFY(second.canary.front().start == m_begun + 10s);
        QVERIFY(second.untouched.empty());
    }

    void aRowThatHasGrownComesAgain() {
        engine::LookFeed feed;
        m_meters.add(kCanary, m_begun);
        look(feed, 10s);
        m_meters.stored.front().requests = 150;
        const LookInput next = look(feed, 20s);
        QCOMPARE(next.canary.size(), 1U);
        QCOMPARE(next.canary.front().requests, 150U);
    }

    void aLateRowIsNotMissed() {
        engine::LookFeed feed;
        look(feed, 10s);
        look(feed, 20s);
        m_meters.add(kCanary, m_begun);
        QCOMPARE(look(feed, 40s).canary.size(), 1U);
    }

    void onlyTheFirstLookBringsWhatWasBefore() {
        engine::LookFeed feed;
        m_meters.add(kOther, m_begun - 5min);
        const LookInput first = look(feed, 10s);
        QCOMPARE(first.untouched.size(), 1U);
        QVERIFY(first.beforeRollout.has_value());
        QVERIFY(first.untouchedBefore.has_value());
        QVERIFY(!first.lastWave.has_value());
        const LookInput second = look(feed, 20s);
        QVERIFY(second.untouched.empty());
        QVERIFY(!second.beforeRollout.has_value());
    }

    void aFailingSourceChangesNothing() {
        engine::LookFeed feed;
        m_meters.add(kCanary, m_begun);
        m_meters.fails = true;
        QVERIFY(!feed.take(subject(), request(m_begun + 10s), {}, m_begun + 10s).ok());
        QCOMPARE(feed.number(), 0U);
        m_meters.fails = false;
        const LookInput first = look(feed, 20s);
        QCOMPARE(first.number, 1U);
        QCOMPARE(first.canary.size(), 1U);
        QVERIFY(first.beforeRollout.has_value());
    }

    void aNewLeaderGoesOnFromWhatWasKept() {
        engine::LookFeed before;
        m_meters.add(kCanary, m_begun);
        m_book.looks.push_back(look(before, 10s));
        m_meters.add(kCanary, m_begun + 10s);
        look(before, 20s); // was not kept
        engine::LookFeed after;
        const LookInput next = look(after, 30s);
        QCOMPARE(next.number, 2U);
        QCOMPARE(next.canary.size(), 1U);
        QVERIFY(next.canary.front().start == m_begun + 10s);
        QVERIFY(!next.beforeRollout.has_value());
    }

    void withoutItsEvidenceNothingIsJudged() {
        engine::LookFeed feed;
        m_book.fails = true;
        QVERIFY(!feed.take(subject(), request(m_begun + 10s), {}, m_begun + 10s).ok());
        QCOMPARE(m_meters.asked, 0);
    }
};

QTEST_APPLESS_MAIN(LookFeedTest)
#include "tst_look_feed.moc"
