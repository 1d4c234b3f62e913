// SPDX-License-Identifier: Apache-2.0
// What the Settings page says about what is kept on this desktop.
#include "ui/session/offline_data.h"

#include <QSignalSpy>
#include <QTest>

using namespace hotswap;

namespace {

class FakeCopy final : public ports::KeptCopy {
public:
    ports::KeptCopyInfo info() const override { return now; }
    void clear() override {
        cleared += 1;
        now.clearing = true;
    }
    ports::KeptCopyInfo now;
    int cleared = 0;
};

} // namespace

class TestOfflineData : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void saysWhereHowMuchAndAsOfWhen();
    void clears();
    void saysWhatIsWrong();
    void saysWhenNothingIsKept();

private:
    ui::Formatter m_formatter;
};

void TestOfflineData::saysWhereHowMuchAndAsOfWhen() {
    FakeCopy copy;
    copy.now.file = "/cache/hotswap/offline.sqlite";
    copy.now.bytes = 3 * 1024 * 1024;
    ui::OfflineData data(&copy, m_formatter);
    QVERIFY(data.kept());
    QCOMPARE(data.file(), QStringLiteral("/cache/hotswap/offline.sqlite"));
    QVERIFY(data.summary().startsWith(m_formatter.bytes(copy.now.bytes)));
    QVERIFY(data.summary().contains(QStringLiteral("nothing of this database")));
    copy.now.asOf = instantFromMs(1'790'000'000'000);
    QSignalSpy changes(&data, &ui::OfflineData::changed);
    data.tick();
    QCOMPARE(changes.count(), 1);
    QVERIFY(data.summary().endsWith(m_formatter.dateTime(*copy.now.asOf)));
}

void TestOfflineData::clears() {
    FakeCopy copy;
    ui::OfflineData data(&copy, m_formatter);
    QVERIFY(!data.clearable()); // nothing there yet
    copy.now.bytes = 1;
    data.tick();
    QVERIFY(data.clearable());
    data.clear();
    QCOMPARE(copy.cleared, 1);
    QVERIFY(!data.clearable());
    QCOMPARE(data.summary(), QStringLiteral("Being cleared"));
}

void TestOfflineData::saysWhatIsWrong() {
    FakeCopy copy;
    copy.now.putAside = true;
    ui::OfflineData data(&copy, m_formatter);
    QVERIFY(data.summary().contains(QStringLiteral("damaged")));
    copy.now.problem = makeError(ErrorCode::NoSpace);
    data.tick();
    QVERIFY(data.summary().startsWith(QStringLiteral("Nothing can be kept now")));
}

void TestOfflineData::saysWhenNothingIsKept() {
    ui::OfflineData data(nullptr, m_formatter);
    QVERIFY(!data.kept() && !data.clearable());
    QVERIFY(data.summary().contains(QStringLiteral("--no-cache")));
    data.clear();
}

QTEST_GUILESS_MAIN(TestOfflineData)
#include "tst_offline_data.moc"
