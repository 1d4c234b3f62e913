// SPDX-License-Identifier: Apache-2.0
#include "core/crypto/crypto.h"
#include "core/crypto/hash.h"
#include "core/crypto/trusted_keys.h"
#include "core/domain/encoding.h"

#include <QTest>

using namespace hotswap;
using namespace hotswap::crypto;

namespace {

SigningKey keyOf(char seed, KeyPurpose purpose = KeyPurpose::Module,
                 KeyOrigin origin = KeyOrigin::Production) {
    return SigningKey::fromSeed(std::string(kSeedBytes, seed), purpose, origin).value();
}

constexpr Instant kNow = instantFromMs(1'000);

} // namespace

class TestSigning : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(init().ok()); }
    void sha256VectorsOfFips180();
    void sha256Streams();
    void ed25519VectorsOfRfc8032();
    void refusesEveryFlippedBit();
    void refusesWrongLengths();
    void keysMoveAndAreWiped();
    void generatedKeysDiffer();
    void trustDependsOnEverything();
    void revokedKeysStayRevoked();
    void oneKeyTwoPurposes();
    void packageChecksTakeModuleKeysOnly();
    void comparesInConstantTime();
};

void TestSigning::sha256VectorsOfFips180() {
    QCOMPARE(sha256Hex(""), std::string("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
    QCOMPARE(sha256Hex("abc"),
             std::string("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
    QCOMPARE(sha256Hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
             std::string("248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"));
}

void TestSigning::sha256Streams() {
    std::string bytes(100'000, 'x');
    Sha256 running;
    for (std::size_t i = 0; i < bytes.size(); i += 777) {
        running.add(std::string_view(bytes).substr(i, 777));
    }
    QCOMPARE(running.take(), digestOf(bytes));
    running.add("abc");
    QCOMPARE(running.take(), digestOf("abc")); // starts anew
}

void TestSigning::ed25519VectorsOfRfc8032() {
    // Section 7.1, TEST 2.
    const std::string seed =
        fromHex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb").value();
    const SigningKey key = SigningKey::fromSeed(seed, KeyPurpose::Node, KeyOrigin::Production).value();
    QCOMPARE(toHex(key.publicKey().bytes()),
             std::string("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"));
    QCOMPARE(
        toHex(key.sign("\x72")),
        std::string("92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613"
                    "d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"));
    QCOMPARE(key.id().value.size(), std::size_t{16});
}

void TestSigning::refusesEveryFlippedBit() {
    const SigningKey key = keyOf('a');
    const std::string message = "the message";
    const std::string signature = key.sign(message);
    QVERIFY(verify(message, signature, key.publicKey()).ok());
    for (std::size_t i = 0; i < signature.size() * 8; ++i) {
        std::string wrong = signature;
        wrong[i / 8] = static_cast<char>(wrong[i / 8] ^ (1 << (i % 8)));
        const Status status = verify(message, wrong, key.publicKey());
        QVERIFY(!status.ok());
        QCOMPARE(status.error().code, ErrorCode::SignatureInvalid);
    }
    QVERIFY(!verify("the message ", signature, key.publicKey()).ok());
    QVERIFY(!verify(message, signature, keyOf('b').publicKey()).ok());
}

void TestSigning::refusesWrongLengths() {
    QVERIFY(!SigningKey::fromSeed("short", KeyPurpose::Module, KeyOrigin::Lab).ok());
    QVERIFY(!PublicKey::fromBytes(std::string(31, 'x')).ok());
    QVERIFY(!verify("m", "", keyOf('a').publicKey()).ok());
    QVERIFY(!verify("m", std::string(65, 'x'), keyOf('a').publicKey()).ok());
    QVERIFY(!verify("m", std::string(64, 'x'), PublicKey()).ok());
}

void TestSigning::keysMoveAndAreWiped() {
    SigningKey first = keyOf('a');
    const std::string signature = first.sign("m");
    SigningKey second = std::move(first);
    QCOMPARE(second.sign("m"), signature);
    QVERIFY_THROWS_EXCEPTION(InvariantViolation, (void)first.sign("m"));
    second = keyOf('b');
    QVERIFY(second.sign("m") != signature);
    static_assert(!std::is_copy_constructible_v<SigningKey>);
}

void TestSigning::generatedKeysDiffer() {
    const SigningKey a = generateSigningKey(KeyPurpose::Voter, KeyOrigin::Lab);
    const SigningKey b = generateSigningKey(KeyPurpose::Voter, KeyOrigin::Lab);
    QVERIFY(a.id() != b.id());
    QCOMPARE(a.purpose(), KeyPurpose::Voter);
    QCOMPARE(a.origin(), KeyOrigin::Lab);
    QVERIFY(secretRandom(16) != secretRandom(16));
}

void TestSigning::trustDependsOnEverything() {
    const SigningKey key = keyOf('a', KeyPurpose::Orchestrator, KeyOrigin::Lab);
    TrustedKeys trusted;
    const auto codeOf = [&](KeyPurpose purpose, LabKeys lab, Instant now) {
        const auto found = trusted.find(key.id(), purpose, lab, now);
        return found.ok() ? std::optional<ErrorCode>() : found.error().code;
    };
    QCOMPARE(codeOf(KeyPurpose::Orchestrator, LabKeys::Allowed, kNow), ErrorCode::KeyUntrusted); // unknown
    trusted.add(trustedHalf(key, kNow + Duration{10}));
    QVERIFY(!codeOf(KeyPurpose::Orchestrator, LabKeys::Allowed, kNow));
    QCOMPARE(codeOf(KeyPurpose::Module, LabKeys::Allowed, kNow), ErrorCode::KeyUntrusted);
    QCOMPARE(codeOf(KeyPurpose::Orchestrator, LabKeys::Refused, kNow), ErrorCode::KeyUntrusted);
    QVERIFY(!codeOf(KeyPurpose::Orchestrator, LabKeys::Allowed, kNow + Duration{9}));
    QCOMPARE(codeOf(KeyPurpose::Orchestrator, LabKeys::Allowed, kNow + Duration{10}),
             ErrorCode::KeyUntrusted);
}

void TestSigning::revokedKeysStayRevoked() {
    const SigningKey key = keyOf('a');
    TrustedKeys trusted;
    trusted.add(trustedHalf(key));
    const KeySignature signature = key.signatureOver("m");
    QVERIFY(trusted.check(signature, "m", KeyPurpose::Module, LabKeys::Refused, kNow).ok());
    QCOMPARE(trusted.check(signature, "n", KeyPurpose::Module, LabKeys::Refused, kNow).error().code,
             ErrorCode::SignatureInvalid);
    trusted.revoke(key.id());
    const Status status = trusted.check(signature, "m", KeyPurpose::Module, LabKeys::Refused, kNow);
    QCOMPARE(status.error().code, ErrorCode::KeyUntrusted);
    QVERIFY(status.error().fields.at("key").find("revoked") != std::string::npos);
}

void TestSigning::oneKeyTwoPurposes() {
    TrustedKeys trusted;
    trusted.add(trustedHalf(keyOf('a', KeyPurpose::Module)));
    trusted.add(trustedHalf(keyOf('a', KeyPurpose::Node)));
    const KeyId id = keyOf('a').id();
    QVERIFY(trusted.find(id, KeyPurpose::Module, LabKeys::Refused, kNow).ok());
    QVERIFY(trusted.find(id, KeyPurpose::Node, LabKeys::Refused, kNow).ok());
    QVERIFY(!trusted.find(id, KeyPurpose::Voter, LabKeys::Refused, kNow).ok());
}

void TestSigning::packageChecksTakeModuleKeysOnly() {
    const SigningKey module = keyOf('a', KeyPurpose::Module);
    const SigningKey voter = keyOf('b', KeyPurpose::Voter);
    TrustedKeys trusted;
    trusted.add(trustedHalf(module));
    trusted.add(trustedHalf(voter));
    const PackageChecks checks = packageChecks(trusted, LabKeys::Refused, kNow);
    QVERIFY(checks.checkSignature(module.signatureOver("m"), "m").ok());
    QVERIFY(!checks.checkSignature(voter.signatureOver("m"), "m").ok());
    const auto digest = checks.newDigest();
    digest->add("abc");
    QCOMPARE(digest->take(), digestOf("abc"));
}

void TestSigning::comparesInConstantTime() {
    QVERIFY(constantTimeEqual("abc", "abc"));
    QVERIFY(constantTimeEqual("", ""));
    QVERIFY(!constantTimeEqual("abc", "abd"));
    QVERIFY(!constantTimeEqual("abc", "ab"));
    std::string secret = "secret";
    wipe(secret);
    QVERIFY(secret.empty());
}

QTEST_APPLESS_MAIN(TestSigning)
#include "tst_signing.moc"
