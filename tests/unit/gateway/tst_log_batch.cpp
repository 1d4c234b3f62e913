// SPDX-License-Identifier: Apache-2.0
// Lines on their way to the store: together, bounded, and kept while the store refuses.
#include "core/gateway/log_batch.h"

#include <QtTest/QtTest>

using namespace hotswap;
using namespace std::chrono_literals;

namespace {

class Records final : public ports::NodeRecords {
public:
    Status putLines(const TenantId&, const std::vector<ports::NodeLogLine>& lines) override {
        ++writes;
        if (refuses) {
            return makeError(ErrorCode::Unavailable);
        }
        stored.insert(stored.end(), lines.begin(), lines.end());
        return success();
    }
    Result<std::vector<ports::NodeLogLine>> lines(const TenantId&, const NodeId&, const ports::NodeLogFilter&,
                                                  std::size_t) override {
        return stored;
    }
    Result<ports::NodeJournalPage> journal(const TenantId&, const NodeId&, const std::string&,
                                           std::size_t) override {
        return ports::NodeJournalPage{};
    }
    Result<std::vector<Sample>> nodeSamples(const Scope&, const NodeId&, Instant, Instant,
                                            std::size_t) override {
        return std::vector<Sample>{};
    }

    std::vector<ports::NodeLogLine> stored;
    bool refuses = false;
    int writes = 0;
};

const Instant kNow = instantFromMs(1'790'000'000'000);
const TenantId kTenant{"acme"};

ports::NodeLogLine line(const char* node, const std::string& text) {
    return {0, {}, NodeId{node}, ModuleName{"storefront"}, text};
}

} // namespace

class TestLogBatch : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void writesTogetherAndNotTooOften() {
        gateway::LogBatch batch;
        Records records;
        QCOMPARE(batch.nextWake() == kNever, true);
        batch.add(line("n1", "a"), kNow);
        batch.add(line("n2", "b"), kNow + 500ms);
        batch.flush(kNow + 1s, kTenant, records);
        QCOMPARE(records.writes, 0);
        QVERIFY(batch.nextWake() == kNow + 2s);
        batch.flush(kNow + 2s, kTenant, records);
        QCOMPARE(records.writes, 1);
        QCOMPARE(records.stored.size(), std::size_t{2});
        QVERIFY(records.stored[1].at == kNow + 500ms); // when it arrived
        QVERIFY(batch.nextWake() == kNever);
    }

    void keepsWhatTheStoreRefuses() {
        gateway::LogBatch batch;
        Records records;
        records.refuses = true;
        batch.add(line("n1", "a"), kNow);
        batch.flush(kNow + 2s, kTenant, records);
        QVERIFY(batch.nextWake() == kNow + 4s);
        records.refuses = false;
        batch.flush(kNow + 4s, kTenant, records);
        QCOMPARE(records.stored.size(), std::size_t{1});
        QCOMPARE(batch.dropped(), std::uint64_t{0});
    }

    void aNoisyNodeCostsTheOthersNothing() {
        gateway::LogBatch batch({Duration{2'000}, 10, 6, 4});
        Records records;
        for (int i = 0; i < 100; ++i) {
            batch.add(line("noisy", std::to_string(i)), kNow);
        }
        batch.add(line("quiet", "heard"), kNow);
        QCOMPARE(batch.dropped(), std::uint64_t{94});
        batch.flush(kNow + 2s, kTenant, records);
        QCOMPARE(records.stored.size(), std::size_t{4}); // a bounded write; the rest follows at once
        QVERIFY(batch.nextWake() <= kNow + 2s);
        batch.flush(kNow + 2s, kTenant, records);
        QCOMPARE(records.stored.size(), std::size_t{7});
        QCOMPARE(records.stored.back().text, std::string("heard"));
        batch.add(line("noisy", "again"), kNow + 3s); // what was written makes room
        QCOMPARE(batch.dropped(), std::uint64_t{94});
    }
};

QTEST_APPLESS_MAIN(TestLogBatch)
#include "tst_log_batch.moc"
