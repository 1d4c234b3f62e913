// SPDX-License-Identifier: Apache-2.0
// Whom a node believes: orchestrators for commands and time, voters for gated environments, its own key.
#include "core/codec/command_codec.h"
#include "core/codec/frame_codec.h"
#include "core/codec/receipt_codec.h"
#include "core/codec/vote_codec.h"
#include "core/crypto/crypto.h"
#include "core/crypto/key_file.h"
#include "core/node/keyring_trust.h"

#include <QTemporaryDir>
#include <QtTest/QtTest>

using namespace hotswap;
using crypto::KeyOrigin;
using crypto::KeyPurpose;

namespace {

const Instant kNow = instantFromMs(1'790'000'000'000);

Command someCommand() {
    Command command;
    command.id = CommandId{"c1"};
    command.node = NodeId{"n1"};
    command.scope = {TenantId{"lab"}, EnvironmentId{"Production"}, ModuleName{"storefront"}};
    command.deployment = DeploymentId{"d1"};
    command.release = {ModuleName{"storefront"}, *Version::parse("1.1.0"), Digest{std::string(64, 'b')}};
    command.planDigest = Digest{std::string(64, 'c')};
    command.fence = {1, 1};
    command.notAfter = kNow;
    return command;
}

Signer signerOf(const crypto::SigningKey& key) {
    return [&key](std::string_view bytes) { return key.signatureOver(bytes); };
}

struct Keys {
    crypto::SigningKey leader = crypto::generateSigningKey(KeyPurpose::Orchestrator, KeyOrigin::Lab);
    crypto::SigningKey voter = crypto::generateSigningKey(KeyPurpose::Voter, KeyOrigin::Lab);
    crypto::SigningKey other = crypto::generateSigningKey(KeyPurpose::Voter, KeyOrigin::Lab);
    crypto::SigningKey stranger = crypto::generateSigningKey(KeyPurpose::Orchestrator, KeyOrigin::Lab);

    node::KeyringTrust trust(crypto::LabKeys lab = crypto::LabKeys::Allowed, unsigned quorum = 1) const {
        node::TrustPolicy policy;
        policy.keys.add(crypto::trustedHalf(leader));
        policy.keys.add(crypto::trustedHalf(voter));
        policy.keys.add(crypto::trustedHalf(other));
        policy.lab = lab;
        policy.gated = {EnvironmentId{"Production"}};
        policy.quorum = quorum;
        return {std::move(policy), crypto::generateSigningKey(KeyPurpose::Node, KeyOrigin::Lab)};
    }
};

SignedVote voteOn(const Command& command, const crypto::SigningKey& key, const char* voter,
                  VoteDecision decision = VoteDecision::Approve) {
    Vote vote;
    vote.approval = ApprovalId{"a1"};
    vote.deployment = command.deployment;
    vote.tenant = command.scope.tenant;
    vote.planDigest = command.planDigest;
    vote.decision = decision;
    vote.voter = UserId{voter};
    vote.reason = "because";
    vote.at = kNow;
    vote.requestedBy = UserId{"rita"};
    vote.release = command.release.digest;
    return *codec::signVote(vote, signerOf(key));
}

} // namespace

class KeyringTrustTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QVERIFY(crypto::init().ok()); }

    void onlyTheLeadersCommandsAreOpened() {
        const Keys keys;
        const auto trust = keys.trust();
        const auto good = codec::signCommand(someCommand(), signerOf(keys.leader));
        const auto opened = trust.openCommand(*good, kNow);
        QVERIFY(opened.ok());
        QCOMPARE(opened->id.value, std::string("c1"));
        QCOMPARE(
            trust.openCommand(*codec::signCommand(someCommand(), signerOf(keys.stranger)), kNow).error().code,
            ErrorCode::KeyUntrusted);
        QCOMPARE(
            trust.openCommand(*codec::signCommand(someCommand(), signerOf(keys.voter)), kNow).error().code,
            ErrorCode::KeyUntrusted); // a key of one purpose is none for another
        SignedCommand altered = *good;
        altered.bytes[10] = static_cast<char>(altered.bytes[10] ^ 1);
        QCOMPARE(trust.openCommand(altered, kNow).error().code, ErrorCode::SignatureInvalid);
        SignedCommand bare = *good;
        bare.signature.clear();
        QCOMPARE(trust.openCommand(bare, kNow).error().code, ErrorCode::SignatureMissing);
        SignedCommand renamed = *good;
        renamed.id = CommandId{"c2"};
        QCOMPARE(trust.openCommand(renamed, kNow).error().code, ErrorCode::SignatureInvalid);
    }

    void labKeysCountInTheLabOnly() {
        const Keys keys;
        const auto good = codec::signCommand(someCommand(), signerOf(keys.leader));
        QCOMPARE(keys.trust(crypto::LabKeys::Refused).openCommand(*good, kNow).error().code,
                 ErrorCode::KeyUntrusted);
    }

    void gatedCommandsNeedTheirVotes() {
        const Keys keys;
        const auto trust = keys.trust();
        Command command = someCommand();
        QVERIFY(!trust.verifyVotes(command, kNow).ok());
        command.votes = {voteOn(command, keys.voter, "eve", VoteDecision::Reject)};
        QVERIFY(!trust.verifyVotes(command, kNow).ok());
        command.votes = {voteOn(command, keys.leader, "eve")};
        QVERIFY(!trust.verifyVotes(command, kNow).ok());
        Command other = command;
        other.planDigest = Digest{std::string(64, 'd')};
        command.votes = {voteOn(other, keys.voter, "eve")};
        QCOMPARE(trust.verifyVotes(command, kNow).error().code, ErrorCode::PlanChanged);
        command.votes = {voteOn(command, keys.voter, "eve")};
        QVERIFY(trust.verifyVotes(command, kNow).ok());
    }

    void onePersonIsOneVote() {
        const Keys keys;
        const auto trust = keys.trust(crypto::LabKeys::Allowed, 2);
        Command command = someCommand();
        const auto eve = voteOn(command, keys.voter, "eve");
        command.votes = {eve, eve};
        QVERIFY(!trust.verifyVotes(command, kNow).ok());
        command.votes = {eve, voteOn(command, keys.other, "eve")}; // the same name with another key
        QVERIFY(!trust.verifyVotes(command, kNow).ok());
        command.votes = {eve, voteOn(command, keys.voter, "mallory")}; // another name with the same key
        QVERIFY(!trust.verifyVotes(command, kNow).ok());
        command.votes = {eve, voteOn(command, keys.other, "bob")};
        QVERIFY(trust.verifyVotes(command, kNow).ok());
    }

    void goingBackNeedsNoVotes() {
        const Keys keys;
        const auto trust = keys.trust();
        for (const auto action : {CommandAction::Revert, CommandAction::Discard, CommandAction::Remove}) {
            Command command = someCommand();
            command.action = action;
            QVERIFY(trust.verifyVotes(command, kNow).ok());
        }
        Command elsewhere = someCommand();
        elsewhere.scope.environment = EnvironmentId{"Development"};
        QVERIFY(trust.verifyVotes(elsewhere, kNow).ok());
    }

    void timeIsBelievedFromTheLeaderOnly() {
        const Keys keys;
        const auto trust = keys.trust();
        frames::Welcome welcome;
        welcome.now = kNow;
        welcome.nonce = "0123456789abcdef";
        const auto sign = [&](const crypto::SigningKey& key) {
            const auto signature = key.signatureOver(codec::welcomeBytes(welcome.nonce, welcome.now));
            welcome.key = signature.key;
            welcome.signature = signature.signature;
        };
        sign(keys.stranger);
        QVERIFY(!trust.verifyWelcome(welcome).ok());
        sign(keys.leader);
        QVERIFY(trust.verifyWelcome(welcome).ok());
        welcome.now += Duration{1};
        QVERIFY(!trust.verifyWelcome(welcome).ok());
    }

    void receiptsAreSignedByTheNode() {
        const Keys keys;
        const auto trust = keys.trust();
        Receipt receipt;
        receipt.command = CommandId{"c1"};
        receipt.node = NodeId{"n1"};
        receipt.signature = trust.signReceipt(receipt);
        QVERIFY(crypto::verify(*codec::receiptBytes(receipt), receipt.signature, trust.publicKey()).ok());
    }

    void keyFilesAreReadAndMade() {
        QTemporaryDir dir;
        const std::filesystem::path folder = dir.path().toStdString();
        const Keys keys;
        QVERIFY(crypto::writePublicKey(folder / "leader.pub", crypto::trustedHalf(keys.leader)).ok());
        QVERIFY(node::readTrustDirectory(folder).ok());
        QVERIFY(!node::readTrustDirectory(folder / "none").ok());
        QFile wrong(dir.filePath(QStringLiteral("wrong.pub")));
        QVERIFY(wrong.open(QIODevice::WriteOnly));
        wrong.write("nonsense");
        wrong.close();
        const auto bad = node::readTrustDirectory(folder);
        QVERIFY(!bad.ok());
        QVERIFY(bad.error().detail.find("wrong.pub") != std::string::npos);
        const auto made = node::loadOrMakeNodeKey(folder / "node.key", KeyOrigin::Lab);
        QVERIFY(made.ok());
        const auto again = node::loadOrMakeNodeKey(folder / "node.key", KeyOrigin::Lab);
        QVERIFY(again.ok() && again->id() == made->id());
        QVERIFY(std::filesystem::status(folder / "node.key").permissions() ==
                (std::filesystem::perms::owner_read | std::filesystem::perms::owner_write));
    }
};

QTEST_APPLESS_MAIN(KeyringTrustTest)
#include "tst_keyring_trust.moc"
