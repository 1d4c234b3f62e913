// SPDX-License-Identifier: Apache-2.0
#include "ui/common/natural_order.h"

#include <QTest>

using hotswap::ui::naturalLess;

class TestNaturalOrder : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void inOrder_data();
    void inOrder();
    void sortsAWholeFarm();
};

void TestNaturalOrder::inOrder_data() {
    QTest::addColumn<QByteArray>("first");
    QTest::addColumn<QByteArray>("second");
    QTest::newRow("numbers count") << QByteArray("production-2") << QByteArray("production-10");
    QTest::newRow("shorter first") << QByteArray("node") << QByteArray("node-1");
    QTest::newRow("several numbers") << QByteArray("rack2-node9") << QByteArray("rack2-node10");
    QTest::newRow("leading zeros") << QByteArray("node-007") << QByteArray("node-10");
    QTest::newRow("same number") << QByteArray("node-07") << QByteArray("node-7");
    QTest::newRow("nothing") << QByteArray() << QByteArray("a");
    QTest::newRow("longer than any integer")
        << QByteArray("n99999999999999999999999") << QByteArray("n100000000000000000000000");
}

void TestNaturalOrder::inOrder() {
    QFETCH(QByteArray, first);
    QFETCH(QByteArray, second);
    const std::string a = first.toStdString();
    const std::string b = second.toStdString();
    QVERIFY(naturalLess(a, b));
    QVERIFY(!naturalLess(b, a));
    QVERIFY(!naturalLess(a, a));
}

void TestNaturalOrder::sortsAWholeFarm() {
    std::vector<std::string> names;
    for (int i = 120; i > 0; --i) {
        names.push_back("production-" + std::to_string(i));
    }
    std::sort(names.begin(), names.end(), [](const auto& a, const auto& b) { return naturalLess(a, b); });
    for (int i = 0; i < 120; ++i) {
        QCOMPARE(names[static_cast<std::size_t>(i)], "production-" + std::to_string(i + 1));
    }
}

QTEST_GUILESS_MAIN(TestNaturalOrder)
#include "tst_natural_order.moc"
