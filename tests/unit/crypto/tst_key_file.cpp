// SPDX-License-Identifier: Apache-2.0
#include "core/crypto/key_file.h"

#include <QTemporaryDir>
#include <QTest>

#include <fstream>
#include <sys/stat.h>

using namespace hotswap;
using namespace hotswap::crypto;
namespace fs = std::filesystem;

class TestKeyFile : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void secretKeysRoundTrip();
    void publicKeysRoundTrip();
    void refusesWrongText_data();
    void refusesWrongText();
    void refusesWrongPublicText_data();
    void refusesWrongPublicText();
    void refusesFilesOthersCanRead();
    void neverOverwritesASecretKey();
    void refusesLinksFoldersAndLargeFiles();

private:
    fs::path path(const char* name) const { return fs::path(m_dir->path().toStdString()) / name; }

    std::unique_ptr<QTemporaryDir> m_dir;
};

void TestKeyFile::init() {
    m_dir = std::make_unique<QTemporaryDir>();
    QVERIFY(m_dir->isValid());
}

void TestKeyFile::secretKeysRoundTrip() {
    for (const KeyOrigin origin : {KeyOrigin::Production, KeyOrigin::Lab}) {
        const SigningKey key = generateSigningKey(KeyPurpose::Orchestrator, origin);
        const fs::path file = path(origin == KeyOrigin::Lab ? "lab" : "production");
        QVERIFY(writeSecretKey(file, key).ok());
        struct stat info {};
        QCOMPARE(::stat(file.c_str(), &info), 0);
        QCOMPARE(info.st_mode & 0777U, 0600U);
        const auto read = readSecretKey(file);
        QVERIFY(read.ok());
        QCOMPARE(read->sign("m"), key.sign("m"));
        QCOMPARE(read->purpose(), KeyPurpose::Orchestrator);
        QCOMPARE(read->origin(), origin);
    }
}

void TestKeyFile::publicKeysRoundTrip() {
    TrustedKey key = trustedHalf(generateSigningKey(KeyPurpose::Voter, KeyOrigin::Lab));
    QCOMPARE(parsePublicKey(publicKeyText(key)).value(), key);
    key.expires = instantFromMs(1'700'000'000'000);
    key.revoked = true;
    key.origin = KeyOrigin::Production;
    QVERIFY(writePublicKey(path("key.pub"), key).ok());
    QVERIFY(writePublicKey(path("key.pub"), key).ok()); // public halves may be written again
    QCOMPARE(readPublicKey(path("key.pub")).value(), key);
}

void TestKeyFile::refusesWrongText_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("field");
    const QByteArray seed = "seed: " + QByteArray(32, 'x').toBase64() + "\n";
    const QByteArray head = "hotswap secret key v1\n";
    QTest::newRow("empty") << QByteArray() << QByteArray("first line");
    QTest::newRow("public key") << QByteArray("hotswap public key v1\n") << QByteArray("first line");
    QTest::newRow("no purpose") << head + seed << QByteArray("purpose");
    QTest::newRow("wrong purpose") << head + "purpose: king\n" + seed << QByteArray("purpose");
    QTest::newRow("wrong lab") << head + "purpose: module\nlab: maybe\n" + seed << QByteArray("lab");
    QTest::newRow("no seed") << head + "purpose: module\n" << QByteArray("seed");
    QTest::newRow("short seed") << head + "purpose: module\nseed: AAAA\n" << QByteArray("seed");
    QTest::newRow("no base64") << head + "purpose: module\nseed: ????\n" << QByteArray("seed");
    QTest::newRow("unknown line") << head + "purpose: module\ncolour: red\n" + seed << QByteArray("colour");
    QTest::newRow("twice") << head + "purpose: module\npurpose: node\n" + seed << QByteArray("purpose");
    QTest::newRow("no colon") << head + "purpose module\n" + seed << QByteArray("line");
}

void TestKeyFile::refusesWrongText() {
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, field);
    const auto key = parseSecretKey(text.toStdString());
    QVERIFY(!key.ok());
    QCOMPARE(key.error().code, ErrorCode::InvalidArgument);
    QVERIFY2(key.error().fields.contains(field.toStdString()), describe(key.error()).c_str());
}

void TestKeyFile::refusesWrongPublicText_data() {
    QTest::addColumn<QByteArray>("lines");
    QTest::addColumn<QByteArray>("field");
    QTest::newRow("expiry") << QByteArray("expiresMs: tomorrow\n") << QByteArray("expiresMs");
    QTest::newRow("revoked") << QByteArray("revoked: no\n") << QByteArray("revoked");
    QTest::newRow("seed") << QByteArray("seed: AAAA\n") << QByteArray("seed");
}

void TestKeyFile::refusesWrongPublicText() {
    QFETCH(QByteArray, lines);
    QFETCH(QByteArray, field);
    const TrustedKey key = trustedHalf(generateSigningKey(KeyPurpose::Voter, KeyOrigin::Lab));
    const auto parsed = parsePublicKey(publicKeyText(key) + lines.toStdString());
    QVERIFY(!parsed.ok());
    QVERIFY(parsed.error().fields.contains(field.toStdString()));
}

void TestKeyFile::refusesFilesOthersCanRead() {
    QVERIFY(writeSecretKey(path("key"), generateSigningKey(KeyPurpose::Module, KeyOrigin::Lab)).ok());
    for (const mode_t mode : {0640U, 0604U, 0660U, 0620U}) {
        QCOMPARE(::chmod(path("key").c_str(), mode), 0);
        const auto key = readSecretKey(path("key"));
        QVERIFY(!key.ok());
        QCOMPARE(key.error().code, ErrorCode::PermissionDenied);
    }
    QCOMPARE(::chmod(path("key").c_str(), 0400), 0);
    QVERIFY(readSecretKey(path("key")).ok());
}

void TestKeyFile::neverOverwritesASecretKey() {
    const SigningKey first = generateSigningKey(KeyPurpose::Module, KeyOrigin::Lab);
    QVERIFY(writeSecretKey(path("key"), first).ok());
    const Status again = writeSecretKey(path("key"), generateSigningKey(KeyPurpose::Module, KeyOrigin::Lab));
    QVERIFY(!again.ok());
    QCOMPARE(again.error().code, ErrorCode::AlreadyExists);
    QCOMPARE(readSecretKey(path("key"))->id(), first.id());
}

void TestKeyFile::refusesLinksFoldersAndLargeFiles() {
    QVERIFY(writeSecretKey(path("key"), generateSigningKey(KeyPurpose::Module, KeyOrigin::Lab)).ok());
    fs::create_symlink(path("key"), path("link"));
    QVERIFY(!readSecretKey(path("link")).ok());
    fs::create_directory(path("folder"));
    QVERIFY(!readSecretKey(path("folder")).ok());
    std::ofstream(path("large")) << std::string(5'000, 'x');
    fs::permissions(path("large"), fs::perms::owner_read | fs::perms::owner_write);
    QCOMPARE(readSecretKey(path("large")).error().code, ErrorCode::Oversize);
    QCOMPARE(readSecretKey(path("missing")).error().code, ErrorCode::NotFound);
}

QTEST_APPLESS_MAIN(TestKeyFile)
#include "tst_key_file.moc"
