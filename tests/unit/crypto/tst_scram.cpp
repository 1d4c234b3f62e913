// SPDX-License-Identifier: Apache-2.0
// Password verifiers, against another implementation of RFC 7677 (Python's hashlib).
#include "core/crypto/scram.h"

#include "core/crypto/crypto.h"
#include "core/domain/encoding.h"

#include <QTest>

using namespace hotswap;

class TestScram : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(crypto::init().ok()); }
    void isTheStandardsVerifier();
    void refusesPasswordsThatItCannotPrepare_data();
    void refusesPasswordsThatItCannotPrepare();
};

void TestScram::isTheStandardsVerifier() {
    const auto salt = fromBase64("W22ZaJ0SNY7soEsUEjb6gQ==");
    QVERIFY(salt.ok());
    const auto verifier = crypto::scramVerifier("correct horse battery", *salt);
    QVERIFY(verifier.ok());
    QCOMPARE(QByteArray::fromStdString(*verifier),
             QByteArray("SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==$"
                        "s5r92UucV+E9FMMT2uLa2VjOojR4L49/1t1dxpoZL2o=:"
                        "MPCwkEMTOYPwkGuHqHiHGN0gr/g+LM20enXC/XFxb3w="));
}

void TestScram::refusesPasswordsThatItCannotPrepare_data() {
    QTest::addColumn<QByteArray>("password");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("short") << QByteArray("seven..");
    QTest::newRow("long") << QByteArray(257, 'x');
    QTest::newRow("not ASCII") << QByteArray("gr\xc3\xbc\xc3\x9f dich");
    QTest::newRow("control") << QByteArray("line\nbreak");
}

void TestScram::refusesPasswordsThatItCannotPrepare() {
    QFETCH(QByteArray, password);
    const auto verifier = crypto::scramVerifier(password.toStdString(), std::string(16, 's'));
    QVERIFY(!verifier.ok());
    QVERIFY(verifier.error().fields.contains("password"));
}

QTEST_APPLESS_MAIN(TestScram)
#include "tst_scram.moc"
