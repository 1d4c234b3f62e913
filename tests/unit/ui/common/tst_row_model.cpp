// SPDX-License-Identifier: Apache-2.0
// New rows are an exact difference to the old ones, under Qt's own model tester.
#include "ui/common/row_model.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include <random>

using namespace hotswap;

namespace {

struct Row {
    QString key;
    int value = 0;
    bool operator==(const Row&) const = default;
};

class List : public ui::RowListModel<Row> {
public:
    List()
        : RowListModel({{"key", [](const Row& row) { return QVariant(row.key); }},
                        {"value", [](const Row& row) { return QVariant(row.value); }}}) {}
};

std::vector<Row> rows(const QString& keys, int value = 0) {
    std::vector<Row> made;
    for (const QChar key : keys) {
        made.push_back({QString(key), value});
    }
    return made;
}

/// A list under the tester, with its signals counted.
struct Watched {
    List list;
    QAbstractItemModelTester tester{&list, QAbstractItemModelTester::FailureReportingMode::QtTest};
    QSignalSpy inserted{&list, &QAbstractItemModel::rowsInserted};
    QSignalSpy removed{&list, &QAbstractItemModel::rowsRemoved};
    QSignalSpy moved{&list, &QAbstractItemModel::rowsMoved};
    QSignalSpy changed{&list, &QAbstractItemModel::dataChanged};
    QSignalSpy reset{&list, &QAbstractItemModel::modelReset};

    QString keys() const {
        QString text;
        for (const Row& row : list.rows()) {
            text += row.key;
        }
        return text;
    }
};

} // namespace

class TestRowModel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void equalRowsChangeNothing();
    void oneRowChanges();
    void aRowMoves();
    void neighboursGoTogether();
    void rolesAreNamed();
    void anyRowsIntoAnyOthers();
};

void TestRowModel::equalRowsChangeNothing() {
    Watched w;
    w.list.setRows(rows(QStringLiteral("abc")));
    w.inserted.clear();
    w.list.setRows(rows(QStringLiteral("abc")));
    QCOMPARE(w.inserted.size() + w.removed.size() + w.moved.size() + w.changed.size(), 0);
}

void TestRowModel::oneRowChanges() {
    Watched w;
    w.list.setRows(rows(QStringLiteral("abc")));
    auto next = rows(QStringLiteral("abc"));
    next[1].value = 7;
    w.list.setRows(next);
    QCOMPARE(w.changed.size(), 1);
    QCOMPARE(w.changed[0][0].toModelIndex().row(), 1);
    QCOMPARE(w.list.data(w.list.index(1), Qt::UserRole + 2).toInt(), 7);
}

void TestRowModel::aRowMoves() {
    Watched w;
    w.list.setRows(rows(QStringLiteral("abcd")));
    w.inserted.clear();
    w.list.setRows(rows(QStringLiteral("dabc")));
    QCOMPARE(w.moved.size(), 1);
    QCOMPARE(w.inserted.size() + w.removed.size() + w.changed.size(), 0);
    QCOMPARE(w.keys(), QStringLiteral("dabc"));
}

void TestRowModel::neighboursGoTogether() {
    Watched w;
    w.list.setRows(rows(QStringLiteral("abcdef")));
    w.list.setRows(rows(QStringLiteral("af")));
    QCOMPARE(w.removed.size(), 1);
    w.inserted.clear();
    w.list.appendRows(rows(QStringLiteral("xyz")));
    QCOMPARE(w.inserted.size(), 1);
    QCOMPARE(w.keys(), QStringLiteral("afxyz"));
}

void TestRowModel::rolesAreNamed() {
    List list;
    QCOMPARE(list.roleNames().value(Qt::UserRole + 1), QByteArray("key"));
    QCOMPARE(list.roleNames().value(Qt::UserRole + 2), QByteArray("value"));
    list.setRows(rows(QStringLiteral("a")));
    QVERIFY(!list.data(list.index(0), Qt::UserRole + 3).isValid());
    QVERIFY(!list.data(list.index(1), Qt::UserRole + 1).isValid());
}

void TestRowModel::anyRowsIntoAnyOthers() {
    Watched w;
    std::mt19937 chance(4711); // the same rows in every run
    QString letters = QStringLiteral("abcdefghijkl");
    for (int round = 0; round < 200; ++round) {
        std::shuffle(letters.begin(), letters.end(), chance);
        const QString keys = letters.left(static_cast<qsizetype>(chance() % 13));
        w.list.setRows(rows(keys, static_cast<int>(chance() % 3)));
        QCOMPARE(w.keys(), keys);
    }
    QCOMPARE(w.reset.size(), 0);
}

QTEST_GUILESS_MAIN(TestRowModel)
#include "tst_row_model.moc"
