// SPDX-License-Identifier: Apache-2.0
#include "core/verdict/dispersion.h"

#include <QtTest>

using hotswap::verdict::Dispersion;

class DispersionTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void alikeCountsAreNotDispersed() {
        Dispersion dispersion({}, 4);
        for (std::int64_t ms = 0; ms < 600'000; ms += 1'000) {
            for (std::size_t node = 0; node < 4; ++node) {
                dispersion.add(node, ms, 10, ms / 1'000 % 10 == static_cast<std::int64_t>(node) ? 1 : 0);
            }
        }
        QVERIFY(dispersion.factor() < 1.1);
    }

    void clumpsAre() {
        Dispersion dispersion({}, 4);
        for (std::int64_t ms = 0; ms < 600'000; ms += 1'000) {
            for (std::size_t node = 0; node < 4; ++node) {
                const bool turn = ms / 10'000 % 4 == static_cast<std::int64_t>(node);
                dispersion.add(node, ms, 10, turn ? 2 : 0);
            }
        }
        QVERIFY2(dispersion.factor() > 15, qPrintable(QString::number(dispersion.factor())));
    }

    void slowWavesAreSeenToo() {
        Dispersion dispersion({}, 4);
        for (std::int64_t ms = 0; ms < 6'000'000; ms += 1'000) {
            for (std::size_t node = 0; node < 4; ++node) {
                const bool turn = ms / 300'000 % 4 == static_cast<std::int64_t>(node);
                const bool event = ms / 1'000 % (turn ? 10 : 20) == 0;
                dispersion.add(node, ms, 10, event ? 1 : 0);
            }
        }
        QVERIFY2(dispersion.factor() > 2, qPrintable(QString::number(dispersion.factor())));
    }

    void itExpectsClumpsOfManyEventsUntilItHasSeen() {
        Dispersion few({}, 4);
        Dispersion many({}, 4);
        for (std::int64_t ms = 0; ms < 3'000; ms += 1'000) {
            few.add(0, ms, 10, 0.01);
            for (std::size_t node = 0; node < 4; ++node) {
                many.add(node, ms, 10'000, 50);
            }
        }
        QVERIFY(few.factor() < 1.1);
        QVERIFY(many.factor() > 10);
    }

    void nobodyIsAlike() {
        QCOMPARE(Dispersion({}, 0).factor(), 1.0);
        QCOMPARE(Dispersion({}, 1).factor(), 1.0);
    }
};

QTEST_APPLESS_MAIN(DispersionTest)
#include "tst_dispersion.moc"
