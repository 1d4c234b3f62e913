// SPDX-License-Identifier: Apache-2.0
#include "core/domain/version.h"

#include <QTest>

using namespace hotswap;

class TestVersion : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void acceptsAndRefuses_data();
    void acceptsAndRefuses();
    void ordersAsSemverRule11();
    void ranges_data();
    void ranges();
    void refusesWrongRanges_data();
    void refusesWrongRanges();
};

void TestVersion::acceptsAndRefuses_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("valid");
    const std::pair<const char*, bool> rows[] = {
        {"0.0.0", true},
        {"1.2.3", true},
        {"1.2.3-rc.1", true},
        {"1.2.3-0.a-b.9", true},
        {"", false},
        {"1", false},
        {"1.2", false},
        {"1.2.3.4", false},
        {"01.2.3", false},
        {"1.2.3-", false},
        {"1.2.3-rc..1", false},
        {"1.2.3-01", false},
        {"1.2.3+b1", false},
        {"v1.2.3", false},
        {" 1.2.3", false},
        {"1.2.3 ", false},
        {"-1.2.3", false},
        {"1.2.4294967295", true},
        {"1.2.4294967296", false},
        {"1.2.3-\xc3\xa4", false},
    };
    for (const auto& [text, valid] : rows) {
        QTest::newRow(*text ? text : "empty") << QByteArray(text) << valid;
    }
    QTest::newRow("65 characters") << (QByteArray("1.2.3-") + QByteArray(59, 'a')) << false;
    QTest::newRow("64 characters") << (QByteArray("1.2.3-") + QByteArray(58, 'a')) << true;
}

void TestVersion::acceptsAndRefuses() {
    QFETCH(QByteArray, text);
    QFETCH(bool, valid);
    const auto version = Version::parse(text.toStdString());
    QCOMPARE(version.ok(), valid);
    if (valid) {
        QCOMPARE(version->text(), text.toStdString());
    } else {
        QCOMPARE(version.error().code, ErrorCode::InvalidArgument);
        QVERIFY(version.error().fields.contains("version"));
    }
}

void TestVersion::ordersAsSemverRule11() {
    // The example of semver.org, rule 11, with neighbours.
    const char* ascending[] = {"0.9.9",
                               "1.0.0-0",
                               "1.0.0-9",
                               "1.0.0-10",
                               "1.0.0-alpha",
                               "1.0.0-alpha.1",
                               "1.0.0-alpha.beta",
                               "1.0.0-beta",
                               "1.0.0-beta.2",
                               "1.0.0-beta.11",
                               "1.0.0-rc.1",
                               "1.0.0",
                               "1.0.1",
                               "1.1.0",
                               "2.0.0",
                               "10.0.0"};
    for (std::size_t i = 0; i < std::size(ascending); ++i) {
        for (std::size_t k = 0; k < std::size(ascending); ++k) {
            const Version a = Version::parse(ascending[i]).value();
            const Version b = Version::parse(ascending[k]).value();
            QCOMPARE(a < b, i < k);
            QCOMPARE(a == b, i == k);
        }
    }
    QVERIFY(Version() < Version::parse("0.0.0-0").value());
}

void TestVersion::ranges_data() {
    QTest::addColumn<QByteArray>("range");
    QTest::addColumn<QByteArray>("version");
    QTest::addColumn<bool>("inside");
    const std::tuple<const char*, const char*, bool> rows[] = {
        {"*", "0.0.1", true},
        {"*", "1.0.0-rc.1", true},
        {"1.2.3", "1.2.3", true},
        {"=1.2.3", "1.2.4", false},
        {">1.2.3", "1.2.3", false},
        {">1.2.3", "1.2.4", true},
        {">=1.2.0 <2.0.0", "1.9.9", true},
        {">=1.2.0 <2.0.0", "2.0.0", false},
        {"<=1.2.3", "1.2.3", true},
        {"^1.2.3", "1.2.3", true},
        {"^1.2.3", "1.99.0", true},
        {"^1.2.3", "2.0.0", false},
        {"^1.2.3", "2.0.0-rc.1", false},
        {"^1.2.3", "1.2.2", false},
        {"^0.3.1", "0.3.9", true},
        {"^0.3.1", "0.4.0", false},
        {"~1.2.3", "1.2.9", true},
        {"~1.2.3", "1.3.0", false},
        {"~1.2.3", "1.3.0-rc.1", false},
        {"^1.2.3-rc.1", "1.2.3-rc.2", true},
    };
    for (const auto& [range, version, inside] : rows) {
        QTest::newRow(qPrintable(QStringLiteral("%1 %2").arg(QLatin1String(range), QLatin1String(version))))
            << QByteArray(range) << QByteArray(version) << inside;
    }
}

void TestVersion::ranges() {
    QFETCH(QByteArray, range);
    QFETCH(QByteArray, version);
    QFETCH(bool, inside);
    const auto parsed = VersionRange::parse(range.toStdString());
    QVERIFY(parsed.ok());
    QCOMPARE(parsed->contains(Version::parse(version.toStdString()).value()), inside);
    QCOMPARE(parsed->text(), range.toStdString());
}

void TestVersion::refusesWrongRanges_data() {
    QTest::addColumn<QByteArray>("range");
    for (const char* range : {"", " ", "1", ">", ">=1.2", "!1.2.3", "1.2.3  1.2.4", "^", ">>1.2.3", "* 1.2.3",
                              "^4294967295.0.0"}) {
        QTest::newRow(*range ? range : "empty") << QByteArray(range);
    }
}

void TestVersion::refusesWrongRanges() {
    QFETCH(QByteArray, range);
    const auto parsed = VersionRange::parse(range.toStdString());
    QVERIFY(!parsed.ok());
    QVERIFY(parsed.error().fields.contains("range"));
}

QTEST_APPLESS_MAIN(TestVersion)
#include "tst_version.moc"
