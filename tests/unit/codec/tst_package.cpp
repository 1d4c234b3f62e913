// SPDX-License-Identifier: Apache-2.0
#include "core/codec/manifest_codec.h"
#include "core/crypto/hash.h"
#include "core/domain/limits.h"
#include "tests/unit/codec/package_fixture.h"

#include <QTest>

#include <fstream>
#include <set>
#include <sys/stat.h>

using namespace hotswap;
using namespace hotswap::codec_test;
namespace fs = std::filesystem;

class TestPackage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void readsItsHeader();
    void refusesEveryTruncation();
    void refusesEveryFlippedByte();
    void refusesBytesAfterThePayload();
    void refusesOversizeParts();
    void refusesUntrustedSignatures();
    void oneGoodSignatureAmongUnknownOnesCounts();
    void aWrongSignatureByATrustedKeyCondemns();
    void unpacksReadOnlyAndComplete();
    void unpackingAgainDoesNothing();
    void leftoversOfACrashAreRemoved();
    void alteredPayloadIsRefusedBeforeUnpacking();
    void noticesAlteredReleases();
    void removesReleases();
    void neverUnpacksOverAFile();

private:
    std::string goodPackage() const {
        return m_fixture->signedPackage(
            {fileOf("a", "alpha", 0755), fileOf("b/c", "gamma"), fileOf("b/d/e", "")},
            {{"a", "alpha", 0755}, {"b/c", "gamma"}, {"b/d/e", ""}});
    }
    Result<codec::Package> open(const std::string& bytes) const {
        return codec::Package::open(m_fixture->write("p.hsm", bytes), crypto::digestFactory());
    }

    std::unique_ptr<PackageFixture> m_fixture;
};

void TestPackage::init() {
    m_fixture = std::make_unique<PackageFixture>();
}

void TestPackage::readsItsHeader() {
    const std::string bytes = goodPackage();
    const auto header = codec::readHeader(bytes, crypto::digestFactory());
    QVERIFY(header.ok());
    QCOMPARE(header->manifest.name.value, std::string("pages"));
    QCOMPARE(header->manifest.files.size(), std::size_t{3});
    QCOMPARE(header->digest, crypto::digestOf(header->manifestBytes));
    QCOMPARE(header->signatures.size(), std::size_t{1});
    QCOMPARE(header->packageBytes(), bytes.size());
    QVERIFY(codec::verifyHeader(*header, m_fixture->checks()).ok());
    // The beginning is enough; nothing of the payload is needed.
    QVERIFY(codec::readHeader(bytes.substr(0, header->payloadOffset), crypto::digestFactory()).ok());
}

void TestPackage::refusesEveryTruncation() {
    const std::string bytes = goodPackage();
    const std::size_t offset = codec::readHeader(bytes, crypto::digestFactory())->payloadOffset;
    for (std::size_t length = 0; length < offset; ++length) {
        QCOMPARE(codeOf(codec::readHeader(bytes.substr(0, length), crypto::digestFactory())),
                 ErrorCode::Truncated);
    }
    for (std::size_t length = 0; length < bytes.size(); length += length < offset ? 97 : 1) {
        QCOMPARE(codeOf(open(bytes.substr(0, length))), ErrorCode::Truncated);
    }
}

void TestPackage::refusesEveryFlippedByte() {
    const std::string bytes = goodPackage();
    const std::size_t offset = codec::readHeader(bytes, crypto::digestFactory())->payloadOffset;
    const PackageChecks checks = m_fixture->checks();
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        for (const int mask : {0x01, 0x80, 0xff}) {
            std::string altered = bytes;
            altered[i] = static_cast<char>(altered[i] ^ mask);
            if (i < offset) {
                const auto header = codec::readHeader(altered, checks.newDigest);
                QVERIFY2(!header.ok() || !codec::verifyHeader(*header, checks).ok(),
                         qPrintable(QString::number(i)));
            } else if (mask == 0xff) {
                const auto package = open(altered);
                QVERIFY(package.ok());
                QCOMPARE(codeOf(package->verify(checks)), ErrorCode::DigestMismatch);
            }
        }
    }
}

void TestPackage::refusesBytesAfterThePayload() {
    QCOMPARE(codeOf(open(goodPackage() + "x")), ErrorCode::Malformed);
}

void TestPackage::refusesOversizeParts() {
    const auto codeOfHead = [](const std::string& bytes) {
        return codeOf(codec::readHeader(bytes, crypto::digestFactory()));
    };
    QCOMPARE(codeOfHead(std::string("HSWM\0\1\0\x10\0\1", 10)), ErrorCode::Oversize); // 1 MiB + 1
    QCOMPARE(codeOfHead(std::string("HSWM\0\1\xff\xff\xff\xff", 10)), ErrorCode::Oversize);
    QCOMPARE(codeOfHead(std::string("HSWM\0\2\0\0\0\0", 10)), ErrorCode::ProtocolVersion);
    QCOMPARE(codeOfHead("PK\3\4 something else"), ErrorCode::Malformed);
    const std::string payload = makePayload({{"a", "alpha"}});
    const std::string manifest = codec::encodeManifest(manifestOf({fileOf("a", "alpha")}, payload)).value();
    std::vector<KeySignature> signatures;
    for (std::size_t i = 0; i <= limits::kSignaturesPerPackageMax; ++i) {
        signatures.push_back({KeyId{"00000000000000" + std::to_string(10 + i)}, std::string(64, 's')});
    }
    QCOMPARE(codeOfHead(packageBytes(manifest, signatures, payload)), ErrorCode::Oversize);
    signatures = {m_fixture->key().signatureOver(manifest), m_fixture->key().signatureOver(manifest)};
    QCOMPARE(codeOfHead(packageBytes(manifest, signatures, payload)), ErrorCode::Malformed);
}

void TestPackage::refusesUntrustedSignatures() {
    using namespace crypto;
    const std::string payload = makePayload({{"a", "alpha"}});
    const std::string manifest = codec::encodeManifest(manifestOf({fileOf("a", "alpha")}, payload)).value();
    const SigningKey lab = generateSigningKey(KeyPurpose::Module, KeyOrigin::Lab);
    const SigningKey plain = generateSigningKey(KeyPurpose::Module, KeyOrigin::Production);
    const SigningKey voter = generateSigningKey(KeyPurpose::Voter, KeyOrigin::Production);
    const auto outcome = [&](std::vector<KeySignature> signatures, const TrustedKeys& trusted,
                             LabKeys labKeys) {
        const auto header = codec::readHeader(packageBytes(manifest, signatures, payload), digestFactory());
        return codeOf(codec::verifyHeader(*header, packageChecks(trusted, labKeys, instantFromMs(100))));
    };
    TrustedKeys trusted;
    trusted.add(trustedHalf(lab));
    trusted.add(trustedHalf(voter));
    QCOMPARE(outcome({}, trusted, LabKeys::Allowed), ErrorCode::SignatureMissing);
    QCOMPARE(outcome({plain.signatureOver(manifest)}, trusted, LabKeys::Allowed), ErrorCode::KeyUntrusted);
    QCOMPARE(outcome({voter.signatureOver(manifest)}, trusted, LabKeys::Allowed), ErrorCode::KeyUntrusted);
    QCOMPARE(outcome({lab.signatureOver(manifest)}, trusted, LabKeys::Refused), ErrorCode::KeyUntrusted);
    QVERIFY(!outcome({lab.signatureOver(manifest)}, trusted, LabKeys::Allowed));
    trusted.add(trustedHalf(plain, instantFromMs(100)));
    QCOMPARE(outcome({plain.signatureOver(manifest)}, trusted, LabKeys::Allowed),
             ErrorCode::KeyUntrusted); // expired
    trusted.add(trustedHalf(plain, instantFromMs(101)));
    QVERIFY(!outcome({plain.signatureOver(manifest)}, trusted, LabKeys::Allowed));
    trusted.revoke(plain.id());
    QCOMPARE(outcome({plain.signatureOver(manifest)}, trusted, LabKeys::Allowed), ErrorCode::KeyUntrusted);
}

void TestPackage::oneGoodSignatureAmongUnknownOnesCounts() {
    const auto stranger =
        crypto::generateSigningKey(crypto::KeyPurpose::Module, crypto::KeyOrigin::Production);
    const std::string payload = makePayload({{"a", "alpha"}});
    const std::string manifest = codec::encodeManifest(manifestOf({fileOf("a", "alpha")}, payload)).value();
    const auto header = codec::readHeader(
        packageBytes(manifest, {stranger.signatureOver(manifest), m_fixture->key().signatureOver(manifest)},
                     payload),
        crypto::digestFactory());
    QVERIFY(codec::verifyHeader(*header, m_fixture->checks()).ok());
}

void TestPackage::aWrongSignatureByATrustedKeyCondemns() {
    const auto second = crypto::generateSigningKey(crypto::KeyPurpose::Module, crypto::KeyOrigin::Production);
    const std::string payload = makePayload({{"a", "alpha"}});
    const std::string manifest = codec::encodeManifest(manifestOf({fileOf("a", "alpha")}, payload)).value();
    const auto header = codec::readHeader(
        packageBytes(manifest,
                     {m_fixture->key().signatureOver("something else"), second.signatureOver(manifest)},
                     payload),
        crypto::digestFactory());
    crypto::TrustedKeys trusted;
    trusted.add(crypto::trustedHalf(m_fixture->key()));
    trusted.add(crypto::trustedHalf(second));
    const auto checks = crypto::packageChecks(trusted, crypto::LabKeys::Refused, instantFromMs(0));
    QCOMPARE(codeOf(codec::verifyHeader(*header, checks)), ErrorCode::SignatureInvalid);
}

void TestPackage::unpacksReadOnlyAndComplete() {
    const auto package = open(goodPackage());
    const fs::path release = m_fixture->path("release");
    const Status status = package->unpack(m_fixture->checks(), release);
    QVERIFY2(status.ok(), status.ok() ? "" : describe(status.error()).c_str());
    std::set<std::string> found;
    for (const auto& entry : fs::recursive_directory_iterator(release)) {
        struct stat info {};
        QCOMPARE(::lstat(entry.path().c_str(), &info), 0);
        QCOMPARE(info.st_mode & 0222U, 0U);
        found.insert(entry.path().lexically_relative(release).string());
    }
    QCOMPARE(found, (std::set<std::string>{"a", "b", "b/c", "b/d", "b/d/e"}));
    struct stat info {};
    QCOMPARE(::stat((release / "a").c_str(), &info), 0);
    QCOMPARE(info.st_mode & 07777U, 0555U);
    QCOMPARE(::stat((release / "b/c").c_str(), &info), 0);
    QCOMPARE(info.st_mode & 07777U, 0444U);
    QVERIFY(codec::checkRelease(release, package->header().manifest, crypto::digestFactory()).ok());
    QCOMPARE(m_fixture->names(), (std::vector<std::string>{"p.hsm", "release"}));
}

void TestPackage::unpackingAgainDoesNothing() {
    const auto package = open(goodPackage());
    const fs::path release = m_fixture->path("release");
    QVERIFY(package->unpack(m_fixture->checks(), release).ok());
    struct stat before {};
    struct stat after {};
    QCOMPARE(::stat(release.c_str(), &before), 0);
    QVERIFY(package->unpack(m_fixture->checks(), release).ok());
    QCOMPARE(::stat(release.c_str(), &after), 0);
    QCOMPARE(before.st_ino, after.st_ino);
}

void TestPackage::leftoversOfACrashAreRemoved() {
    m_fixture->write(".unpack-release/old/half", "half of a file");
    fs::permissions(m_fixture->path(".unpack-release/old"), fs::perms::owner_read | fs::perms::owner_exec);
    const auto package = open(goodPackage());
    QVERIFY(package->unpack(m_fixture->checks(), m_fixture->path("release")).ok());
    QVERIFY(!fs::exists(m_fixture->path("release/old")));
    QCOMPARE(m_fixture->names(), (std::vector<std::string>{"p.hsm", "release"}));
}

void TestPackage::alteredPayloadIsRefusedBeforeUnpacking() {
    std::string bytes = goodPackage();
    bytes.back() = static_cast<char>(bytes.back() ^ 1);
    const auto package = open(bytes);
    QCOMPARE(codeOf(package->unpack(m_fixture->checks(), m_fixture->path("release"))),
             ErrorCode::DigestMismatch);
    QCOMPARE(m_fixture->names(), std::vector<std::string>{"p.hsm"});
}

void TestPackage::noticesAlteredReleases() {
    const auto package = open(goodPackage());
    const fs::path release = m_fixture->path("release");
    const Manifest& manifest = package->header().manifest;
    const auto code = [&] { return codeOf(codec::checkRelease(release, manifest, crypto::digestFactory())); };
    QCOMPARE(code(), ErrorCode::NotFound);
    QVERIFY(package->unpack(m_fixture->checks(), release).ok());
    for (const char* folder : {"", "b"}) {
        fs::permissions(release / folder, fs::perms::owner_all);
    }
    std::ofstream(release / "extra") << "x";
    QCOMPARE(code(), ErrorCode::DigestMismatch);
    fs::remove(release / "extra");
    QVERIFY(!code());
    fs::remove(release / "b/c");
    std::ofstream(release / "b/c") << "GAMMA";
    QCOMPARE(code(), ErrorCode::DigestMismatch);
    fs::remove(release / "b/c");
    fs::create_symlink("../a", release / "b/c");
    QCOMPARE(code(), ErrorCode::DigestMismatch);
}

void TestPackage::removesReleases() {
    const auto package = open(goodPackage());
    const fs::path release = m_fixture->path("release");
    QVERIFY(package->unpack(m_fixture->checks(), release).ok());
    m_fixture->write(".remove-release/left", "from an interrupted removal");
    QVERIFY(codec::removeRelease(release).ok());
    QCOMPARE(m_fixture->names(), std::vector<std::string>{"p.hsm"});
    QVERIFY(codec::removeRelease(release).ok());
}

void TestPackage::neverUnpacksOverAFile() {
    const auto package = open(goodPackage());
    m_fixture->write("release", "a file");
    QCOMPARE(codeOf(package->unpack(m_fixture->checks(), m_fixture->path("release"))),
             ErrorCode::AlreadyExists);
    QCOMPARE(codeOf(codec::Package::open(m_fixture->path("missing"), crypto::digestFactory())),
             ErrorCode::NotFound);
}

QTEST_APPLESS_MAIN(TestPackage)
#include "tst_package.moc"
