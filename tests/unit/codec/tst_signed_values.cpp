// SPDX-License-Identifier: Apache-2.0
// Commands, receipts and votes: canonical bytes, signatures, and what must not pass.
#include "core/codec/canonical_json.h"
#include "core/codec/command_codec.h"
#include "core/codec/receipt_codec.h"
#include "core/codec/text_bounds.h"
#include "core/codec/vote_codec.h"
#include "core/crypto/trusted_keys.h"

#include <QTest>

using namespace hotswap;
using namespace hotswap::codec;

namespace {

const Scope kScope{TenantId{"lab"}, EnvironmentId{"Production"}, ModuleName{"storefront"}};

crypto::SigningKey keyOf(char seed, crypto::KeyPurpose purpose) {
    return crypto::SigningKey::fromSeed(std::string(32, seed), purpose, crypto::KeyOrigin::Lab).value();
}

Signer signerOf(const crypto::SigningKey& key) {
    return [&key](std::string_view bytes) { return key.signatureOver(bytes); };
}

SignatureCheck checkOf(const crypto::SigningKey& key) {
    return [&key](const KeySignature& signature, std::string_view bytes) -> Status {
        crypto::TrustedKeys trusted;
        trusted.add(crypto::trustedHalf(key));
        return trusted.check(signature, bytes, key.purpose(), crypto::LabKeys::Allowed, instantFromMs(0));
    };
}

Command command() {
    Command c;
    c.id = CommandId{"0123456789abcdef0123456789abcdef"};
    c.node = NodeId{"prod-7"};
    c.scope = kScope;
    c.deployment = DeploymentId{"d1"};
    c.release = {ModuleName{"storefront"}, Version::parse("1.1.0").value(), Digest{std::string(64, 'a')}};
    c.action = CommandAction::Prepare;
    c.planDigest = Digest{std::string(64, 'c')};
    c.votes = {{"{\"vote\":1}", KeyId{"0011"}, std::string(64, '\xfe')}};
    c.fence = {1, 12};
    c.notAfter = instantFromMs(1'700'000'030'000);
    c.minHealthyTime = Duration{5'000};
    c.healthyDeadline = Duration{60'000};
    return c;
}

Receipt receipt() {
    return {CommandId{"c1"},
            NodeId{"prod-7"},
            kScope,
            ReceiptOutcome::Applied,
            ErrorCode::Internal,
            "",
            command().release,
            {1, 12},
            Duration{900},
            Duration{2},
            std::string()};
}

Vote vote() {
    return {
        ApprovalId{"a1"},     DeploymentId{"d1"}, TenantId{"lab"},          Digest{std::string(64, 'c')},
        VoteDecision::Reject, UserId{"approver"}, "too \xe2\x82\xac risky", instantFromMs(1'700'000'000'000)};
}

} // namespace

class TestSignedValues : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void commandsRoundTrip();
    void removalHasNoDigest();
    void commandsAreCheckedWhole();
    void everyFlippedByteOfACommandIsNoticed();
    void wrongCommandsNameTheirFields();
    void timesOutsideTheRangeCannotBeSigned();
    void receiptsRoundTrip();
    void receiptSignaturesCoverEverything();
    void longDetailsAreCut();
    void votesRoundTrip();
    void votesOfOthersAreRefused();
    void oneKindIsNeverTakenForAnother();
};

void TestSignedValues::commandsRoundTrip() {
    const auto bytes = encodeCommand(command());
    QVERIFY(bytes.ok());
    QCOMPARE(decodeCommand(*bytes).value(), command());
    QVERIFY(parseCanonical(*bytes, {100'000}).ok());
    for (const CommandAction action : {CommandAction::Apply, CommandAction::Switch, CommandAction::Discard,
                                       CommandAction::Revert, CommandAction::Remove}) {
        Command other = command();
        other.action = action;
        QCOMPARE(decodeCommand(encodeCommand(other).value()).value(), other);
    }
}

void TestSignedValues::removalHasNoDigest() {
    Command removal = command();
    removal.action = CommandAction::Remove;
    removal.release = {ModuleName{"storefront"}, Version(), Digest()};
    removal.planDigest = Digest();
    removal.votes.clear();
    QCOMPARE(decodeCommand(encodeCommand(removal).value()).value(), removal);
}

void TestSignedValues::commandsAreCheckedWhole() {
    const auto key = keyOf('o', crypto::KeyPurpose::Orchestrator);
    const auto other = keyOf('x', crypto::KeyPurpose::Orchestrator);
    const SignedCommand good = signCommand(command(), signerOf(key)).value();
    QCOMPARE(verifyCommand(good, checkOf(key)).value(), command());
    QCOMPARE(verifyCommand(good, checkOf(other)).error().code, ErrorCode::KeyUntrusted);
    SignedCommand altered = good;
    altered.node = NodeId{"prod-8"};
    QCOMPARE(verifyCommand(altered, checkOf(key)).error().code, ErrorCode::SignatureInvalid);
    altered = good;
    altered.id = CommandId{"other"};
    QCOMPARE(verifyCommand(altered, checkOf(key)).error().code, ErrorCode::SignatureInvalid);
    altered = good;
    altered.bytes += " ";
    QCOMPARE(verifyCommand(altered, checkOf(key)).error().code, ErrorCode::SignatureInvalid);
}

void TestSignedValues::everyFlippedByteOfACommandIsNoticed() {
    const auto key = keyOf('o', crypto::KeyPurpose::Orchestrator);
    const SignedCommand good = signCommand(command(), signerOf(key)).value();
    for (std::size_t i = 0; i < good.bytes.size(); ++i) {
        SignedCommand altered = good;
        altered.bytes[i] = static_cast<char>(altered.bytes[i] ^ 1);
        QVERIFY(!verifyCommand(altered, checkOf(key)).ok());
    }
}

void TestSignedValues::wrongCommandsNameTheirFields() {
    const Json good = parseJson(encodeCommand(command()).value(), {100'000}).value();
    const std::pair<const char*, Json> rows[] = {{"id", ""},
                                                 {"node", 3},
                                                 {"action", "explode"},
                                                 {"scope", "lab"},
                                                 {"votes", "none"},
                                                 {"notAfterMs", 1e300},
                                                 {"type", "vote"},
                                                 {"fence", -1},
                                                 {"release", Json::array()},
                                                 {"minHealthyTimeMs", -1},
                                                 {"healthyDeadlineMs", 86'400'001}};
    for (const auto& [field, wrong] : rows) {
        Json json = good;
        json[field] = wrong;
        const auto decoded = decodeCommand(json.dump());
        QVERIFY2(!decoded.ok(), field);
        if (wrong.is_number_float()) {
            continue; // refused as a whole: it has no canonical form
        }
        QVERIFY2(decoded.error().fields.contains(field), describe(decoded.error()).c_str());
    }
}

void TestSignedValues::timesOutsideTheRangeCannotBeSigned() {
    Command endless = command();
    endless.notAfter = kNever;
    QVERIFY(!encodeCommand(endless).ok());
}

void TestSignedValues::receiptsRoundTrip() {
    const auto key = keyOf('n', crypto::KeyPurpose::Node);
    const auto made = signReceipt(receipt(), signerOf(key));
    QVERIFY(made.ok());
    QCOMPARE(decodeReceipt(encodeReceipt(*made).value()).value(), *made);
    QVERIFY(verifyReceipt(*made, key.id(), checkOf(key)).ok());
    QCOMPARE(verifyReceipt(receipt(), key.id(), checkOf(key)).error().code, ErrorCode::SignatureMissing);
    const auto other = keyOf('m', crypto::KeyPurpose::Node);
    QCOMPARE(verifyReceipt(*made, other.id(), checkOf(other)).error().code, ErrorCode::SignatureInvalid);
}

void TestSignedValues::receiptSignaturesCoverEverything() {
    const auto key = keyOf('n', crypto::KeyPurpose::Node);
    const Receipt good = signReceipt(receipt(), signerOf(key)).value();
    const std::function<void(Receipt&)> changes[] = {
        [](Receipt& r) { r.command = CommandId{"c2"}; },
        [](Receipt& r) { r.node = NodeId{"prod-8"}; },
        [](Receipt& r) { r.scope.tenant = TenantId{"other"}; },
        [](Receipt& r) { r.outcome = ReceiptOutcome::Broken; },
        [](Receipt& r) { r.reason = ErrorCode::NoSpace; },
        [](Receipt& r) { r.detail = "x"; },
        [](Receipt& r) { r.running.digest = Digest{std::string(64, 'e')}; },
        [](Receipt& r) { r.fence.epoch = 13; },
        [](Receipt& r) { r.took = Duration{901}; },
        [](Receipt& r) { r.switchTook = Duration{3}; },
    };
    for (const auto& change : changes) {
        Receipt altered = good;
        change(altered);
        QCOMPARE(verifyReceipt(altered, key.id(), checkOf(key)).error().code, ErrorCode::SignatureInvalid);
    }
}

void TestSignedValues::longDetailsAreCut() {
    const auto key = keyOf('n', crypto::KeyPurpose::Node);
    Receipt long_ = receipt();
    long_.detail = std::string(10'000, 'x') + "\xff";
    const auto made = signReceipt(long_, signerOf(key));
    QVERIFY(made.ok());
    QCOMPARE(made->detail.size(), kReceiptDetailBytesMax);
    QVERIFY(decodeReceipt(encodeReceipt(*made).value()).ok());
}

void TestSignedValues::votesRoundTrip() {
    const auto key = keyOf('v', crypto::KeyPurpose::Voter);
    const auto made = signVote(vote(), signerOf(key));
    QVERIFY(made.ok());
    QCOMPARE(verifyVote(*made, checkOf(key)).value(), vote());
    QCOMPARE(made->key, key.id());
}

void TestSignedValues::votesOfOthersAreRefused() {
    const auto key = keyOf('v', crypto::KeyPurpose::Voter);
    const auto wrongPurpose = keyOf('v', crypto::KeyPurpose::Module);
    const SignedVote made = signVote(vote(), signerOf(key)).value();
    SignedVote altered = made;
    altered.bytes.replace(altered.bytes.find("reject"), 6, "accept");
    QCOMPARE(verifyVote(altered, checkOf(key)).error().code, ErrorCode::SignatureInvalid);
    crypto::TrustedKeys trusted;
    trusted.add(crypto::trustedHalf(wrongPurpose)); // the same bytes of key, trusted for something else
    QCOMPARE(trusted
                 .check({made.key, made.signature}, made.bytes, crypto::KeyPurpose::Voter,
                        crypto::LabKeys::Allowed, instantFromMs(0))
                 .error()
                 .code,
             ErrorCode::KeyUntrusted);
}

void TestSignedValues::oneKindIsNeverTakenForAnother() {
    const std::string command_ = encodeCommand(command()).value();
    const std::string vote_ = encodeVote(vote()).value();
    QVERIFY(decodeVote(command_).error().fields.contains("type"));
    QVERIFY(decodeCommand(vote_).error().fields.contains("type"));
    QVERIFY(!decodeCommand(receiptBytes(receipt()).value()).ok());
}

QTEST_APPLESS_MAIN(TestSignedValues)
#include "tst_signed_values.moc"
