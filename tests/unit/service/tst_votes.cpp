// SPDX-License-Identifier: Apache-2.0
// Votes: four eyes, signatures, plans, expiry, and everything somebody could try instead.

#include "tests/unit/service/service_fixture.h"

#include <QTest>

using namespace hotswap;
using namespace hotswap::service;

namespace {

constexpr Duration kDay{24 * 3600'000};

struct Waiting {
    explicit Waiting(ApprovalPolicy policy = ServiceFixture::required())
        : id(fixture.submitted(ServiceFixture::request("Staging"))),
          approval(fixture.askForApproval(id, std::move(policy))),
          auditBefore(fixture.auditRows()) {}

    /// Nothing of a refused vote is kept.
    bool untouched() {
        return fixture.stored(approval) == approval && fixture.auditRows() == auditBefore &&
               fixture.load(id).state() == DeploymentState::WaitingForApproval;
    }

    ServiceFixture fixture;
    DeploymentId id;
    Approval approval;
    std::size_t auditBefore;
};

} // namespace

class TestVotes : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void approveInOneTransaction() {
        Waiting w;
        std::vector<ports::StreamHint::Kind> hints;
        const auto subscription =
            w.fixture.store.feed().listen([&](const ports::StreamHint& hint) { hints.push_back(hint.kind); });
        EXPECT_OK(w.fixture.vote(w.fixture.approver, w.approval));
        const Deployment deployment = w.fixture.load(w.id);
        QVERIFY(deployment.state() == DeploymentState::Running); // the wake-up is the event itself
        QCOMPARE(deployment.votes().size(), std::size_t{1});
        const Approval stored = w.fixture.stored(w.approval);
        QVERIFY(stored.state == ApprovalState::Approved);
        QVERIFY(stored.decidedAt == w.fixture.clock.now());
        QCOMPARE(stored.votes.front().vote.voter.value, std::string("approver"));
        QVERIFY(
            w.fixture.votes
                .verify(stored.votes.front().vote, stored.votes.front().signedVote, w.fixture.approver.key)
                .ok());
        QVERIFY(stored.votes.front().signedVote == deployment.votes().front());
        const auto audit = w.fixture.store.reader().audit(w.fixture.operator_.tenant, {}, {}, 1);
        QCOMPARE(audit->rows.front().action, std::string("approval.vote"));
        QCOMPARE(audit->rows.front().details.at("decision"), std::string("approve"));
        QCOMPARE(audit->rows.front().details.at("plan"), w.approval.planDigest.value);
        using Kind = ports::StreamHint::Kind;
        QCOMPARE(hints, (std::vector<Kind>{Kind::Deployment, Kind::Approval, Kind::Audit}));
    }

    void rejectWithAReason() {
        Waiting w;
        const auto silent = w.fixture.vote(w.fixture.approver, w.approval, VoteDecision::Reject);
        EXPECT_ERROR(silent, ErrorCode::InvalidArgument);
        QVERIFY(silent.error().fields.contains("reason"));
        QVERIFY(w.untouched());
        EXPECT_OK(
            w.fixture.vote(w.fixture.approver, w.approval, VoteDecision::Reject, "not before the sale"));
        QVERIFY(w.fixture.stored(w.approval).state == ApprovalState::Rejected);
        QVERIFY(w.fixture.load(w.id).approvals().front().state == ApprovalState::Rejected);
        QVERIFY(w.fixture.load(w.id).votes().empty());
    }

    void takeFourEyes() {
        Waiting w;
        Identity both = w.fixture.operator_;
        both.roles.insert(Role::Approver);
        EXPECT_ERROR(w.fixture.vote(both, w.approval), ErrorCode::FourEyes);
        EXPECT_ERROR(w.fixture.vote(both, w.approval, VoteDecision::Reject, "no"), ErrorCode::FourEyes);
        QVERIFY(w.untouched());
    }

    void takeTheRole() {
        Waiting w;
        for (const Identity& who : {w.fixture.viewer, w.fixture.operator_, w.fixture.admin}) {
            EXPECT_ERROR(w.fixture.vote(who, w.approval), ErrorCode::PermissionDenied);
        }
        QVERIFY(w.untouched());
    }

    void takeAKey() {
        Waiting w;
        Identity keyless = w.fixture.approver;
        keyless.key = KeyId{};
        EXPECT_ERROR(w.fixture.vote(keyless, w.approval), ErrorCode::KeyUntrusted);
        keyless.key = KeyId{"0123456789abcdef"};
        EXPECT_ERROR(w.fixture.vote(keyless, w.approval), ErrorCode::KeyUntrusted);
        QVERIFY(w.untouched());
    }

    void countToAQuorumAcrossGroups() {
        Waiting w({true, 2, {"security"}, true, kDay});
        Identity second = w.fixture.person("second", {Role::Approver});
        EXPECT_OK(w.fixture.vote(w.fixture.approver, w.approval));
        EXPECT_ERROR(w.fixture.vote(w.fixture.approver, w.approval), ErrorCode::AlreadyDecided); // once each
        QVERIFY(w.fixture.load(w.id).state() == DeploymentState::WaitingForApproval);
        EXPECT_OK(w.fixture.vote(second, w.approval));
        QVERIFY(w.fixture.stored(w.approval).state ==
                ApprovalState::Pending); // two votes, no one of security
        Identity third = w.fixture.person("third", {Role::Approver});
        third.groups = {"security"};
        EXPECT_OK(w.fixture.vote(third, w.approval));
        QVERIFY(w.fixture.stored(w.approval).state == ApprovalState::Approved);
        QCOMPARE(w.fixture.load(w.id).votes().size(), std::size_t{3});
    }

    void loseNoVoteOfManyAtOnce() {
        Waiting w({true, 4, {}, true, kDay});
        std::vector<Identity> people;
        for (int i = 0; i < 4; ++i) {
            people.push_back(w.fixture.person("voter-" + std::to_string(i), {Role::Approver}));
        }
        std::atomic<int> accepted{0};
        contract::atOnce(4, [&](int i) {
            const ports::requests::CastVote request{
                w.approval.id, VoteDecision::Approve, w.approval.planDigest, {}};
            const IdempotencyKey key{"vote"};
            accepted +=
                w.fixture.service.execute(people[static_cast<std::size_t>(i)], request, key).ok() ? 1 : 0;
        });
        QCOMPARE(accepted.load(), 4);
        QVERIFY(w.fixture.stored(w.approval).state == ApprovalState::Approved);
    }

    void agreeToOnePlanOnly() {
        Waiting w;
        Approval seen = w.approval;
        seen.planDigest = Digest{std::string(64, '0')};
        EXPECT_ERROR(w.fixture.vote(w.fixture.approver, seen), ErrorCode::PlanChanged);
        QVERIFY(w.untouched());
    }

    void comeTooLate() {
        Waiting w;
        w.fixture.clock.advance(kDay);
        EXPECT_ERROR(w.fixture.vote(w.fixture.approver, w.approval), ErrorCode::Expired);
        EXPECT_ERROR(w.fixture.vote(w.fixture.approver, w.approval, VoteDecision::Reject, "no"),
                     ErrorCode::Expired);
        QVERIFY(w.untouched());
    }

    void cannotBeForged_data() {
        QTest::addColumn<int>("how");
        for (int how = 0; how < 7; ++how) {
            QTest::addRow("forgery %d", how) << how;
        }
    }
    void cannotBeForged() {
        QFETCH(const int, how);
        Waiting w;
        Identity mallory = w.fixture.person("mallory", {Role::Approver});
        support::TestVoteSigner& signer = w.fixture.votes;
        signer.forge = [&](const Vote& vote, const KeyId& key) -> Result<SignedVote> {
            Vote other = vote;
            switch (how) {
            case 0: other.voter = UserId{"mallory"}; break;                 // signed as somebody else
            case 1: other.planDigest = Digest{std::string(64, '0')}; break; // for another plan
            case 2: other.approval = ApprovalId{"another"}; break;          // of another request
            case 3: other.decision = VoteDecision::Reject; break;           // another decision
            case 4: return signer.signHonestly(vote, mallory.key);          // with another person's key
            case 5: other.at -= Duration{1}; break;                         // an earlier vote replayed
            default: {
                auto bent = *signer.signHonestly(vote, key);
                bent.signature[7] = static_cast<char>(bent.signature[7] ^ 1);
                return bent;
            }
            }
            return signer.signHonestly(other, key);
        };
        const auto answer = w.fixture.vote(w.fixture.approver, w.approval);
        EXPECT_ERROR(answer, ErrorCode::SignatureInvalid);
        QVERIFY(w.untouched());
    }

    void countOnceWhenRepeated() {
        Waiting w;
        const ports::requests::CastVote request{
            w.approval.id, VoteDecision::Approve, w.approval.planDigest, {}};
        const IdempotencyKey key{"vote once"};
        EXPECT_OK(w.fixture.service.execute(w.fixture.approver, request, key));
        const auto again = w.fixture.service.execute(w.fixture.approver, request, key);
        EXPECT_OK(again);
        QVERIFY(again->repeated);
        QCOMPARE(w.fixture.stored(w.approval).votes.size(), std::size_t{1});
    }

    void areVoidOnceTheDeploymentEnded() {
        Waiting w;
        QVERIFY(w.fixture.finish(w.id, DeploymentState::Aborted).ok());
        EXPECT_ERROR(w.fixture.vote(w.fixture.approver, w.approval), ErrorCode::AlreadyDecided);
    }

    void reachNoOtherTenant() {
        Waiting w;
        const Identity stranger = w.fixture.person("mallory", {Role::Approver}, "globex");
        EXPECT_ERROR(w.fixture.vote(stranger, w.approval), ErrorCode::NotFound);
        EXPECT_ERROR(w.fixture.service.query(stranger, ports::queries::OneApproval{w.approval.id}),
                     ErrorCode::NotFound);
        QVERIFY(w.untouched());
    }
};

QTEST_APPLESS_MAIN(TestVotes)
#include "tst_votes.moc"
