// SPDX-License-Identifier: Apache-2.0
#include "ui/common/context_translator.h"
#include "ui/common/formatter.h"

#include <QTest>

#include <limits>

using namespace hotswap;
using namespace std::chrono_literals;

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

} // namespace

class TestFormatter : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void durations_data();
    void durations();
    void countdownsRoundUp();
    void whatWasNotMeasuredIsADash();
    void numbersFollowTheLocale();
    void relativeTimes();
    void textsFollowTheLanguage();
};

void TestFormatter::durations_data() {
    QTest::addColumn<qint64>("ms");
    QTest::addColumn<QString>("text");
    QTest::newRow("nothing") << qint64{0} << QStringLiteral("0 ms");
    QTest::newRow("short") << qint64{999} << QStringLiteral("999 ms");
    QTest::newRow("seconds") << qint64{59'400} << QStringLiteral("59 s");
    QTest::newRow("rounded up to a minute") << qint64{59'600} << QStringLiteral("1 min");
    QTest::newRow("minutes") << qint64{390'000} << QStringLiteral("6 min 30 s");
    QTest::newRow("hours") << qint64{7'500'000} << QStringLiteral("2 h 5 min");
    QTest::newRow("whole hours") << qint64{7'200'000} << QStringLiteral("2 h");
    QTest::newRow("days") << qint64{3 * 86'400'000LL} << QStringLiteral("3 d");
}

void TestFormatter::durations() {
    QFETCH(qint64, ms);
    QFETCH(QString, text);
    const ui::Formatter formatter;
    QCOMPARE(formatter.duration(Duration{ms}), text);
}

void TestFormatter::countdownsRoundUp() {
    const ui::Formatter formatter;
    QCOMPARE(formatter.countdown(Duration{1}), QStringLiteral("00:01"));
    QCOMPARE(formatter.countdown(Duration{-5'000}), QStringLiteral("00:00"));
    QCOMPARE(formatter.countdown(24h), QStringLiteral("24:00:00"));
}

void TestFormatter::whatWasNotMeasuredIsADash() {
    const ui::Formatter formatter;
    const QString dash = QStringLiteral("–");
    QCOMPARE(formatter.number(kNaN, 2), dash);
    QCOMPARE(formatter.percent(kNaN), dash);
    QCOMPARE(formatter.metric(Metric::LatencyP99, kNaN), dash);
    QCOMPARE(formatter.dateTime(Instant{}), dash);
    QCOMPARE(formatter.relative(Instant{}, instantFromMs(1'000)), dash);
}

void TestFormatter::numbersFollowTheLocale() {
    ui::Formatter formatter;
    formatter.setLocale(QLocale(QStringLiteral("en")));
    QCOMPARE(formatter.number(qint64{1'234'567}), QStringLiteral("1,234,567"));
    QCOMPARE(formatter.percent(0.0812), QStringLiteral("8.1 %"));
    QCOMPARE(formatter.metric(Metric::ErrorRate, 0.0901), QStringLiteral("9.01 %"));
    QCOMPARE(formatter.metric(Metric::LatencyMean, 12.34), QStringLiteral("12.3 ms"));
    QCOMPARE(formatter.metric(Metric::Memory, 61.02), QStringLiteral("61.0 %"));
    formatter.setLocale(QLocale(QStringLiteral("de")));
    QCOMPARE(formatter.number(qint64{1'234'567}), QStringLiteral("1.234.567"));
    QCOMPARE(formatter.percent(0.0812), QStringLiteral("8,1 %"));
}

void TestFormatter::relativeTimes() {
    const ui::Formatter formatter;
    const Instant now = instantFromMs(1'790'000'000'000);
    QCOMPARE(formatter.relative(now, now), QStringLiteral("just now"));
    QCOMPARE(formatter.relative(now - 59s, now), QStringLiteral("59 s ago"));
    QCOMPARE(formatter.relative(now - 200s, now), QStringLiteral("3 min ago"));
    QCOMPARE(formatter.relative(now + 2h + 10min, now), QStringLiteral("in 2 h"));
}

void TestFormatter::textsFollowTheLanguage() {
    const ui::Formatter formatter;
    const Instant now = instantFromMs(1'790'000'000'000);
    for (const auto& [language, text] : {std::pair(QStringLiteral("de"), QStringLiteral("vor 3 min")),
                                         std::pair(QStringLiteral("zh_CN"), QStringLiteral("3 分"))}) {
        ui::ContextTranslator translator;
        QVERIFY(translator.load(QStringLiteral(":/hotswap/i18n/hotswap_%1.qm").arg(language)));
        QVERIFY(QCoreApplication::installTranslator(&translator));
        const QString said = formatter.relative(now - 200s, now);
        QCoreApplication::removeTranslator(&translator);
        QVERIFY2(said.contains(text, Qt::CaseInsensitive), qPrintable(said));
    }
}

QTEST_GUILESS_MAIN(TestFormatter)
#include "tst_formatter.moc"
