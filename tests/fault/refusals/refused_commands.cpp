// SPDX-License-Identifier: Apache-2.0
// Commands that a node must not obey, given to the agent's own logic with real keys and a real root. The
// machine below it counts what is begun.
#include "core/codec/frame_codec.h"
#include "core/codec/vote_codec.h"
#include "core/node/keyring_trust.h"
#include "tests/fault/refusals/refusals.h"
#include "tests/support/trust_keys.h"
#include "tests/unit/node/node_bench.h"

#include <QTemporaryDir>

#include <fstream>

namespace hotswap::fault {

namespace {

using support::signerOf;
using support::TrustKeys;

const std::string kGroup = "command";
const Digest kPlan{std::string(64, '9')};

node::KeptTrust trustOf(const TrustKeys& keys, const std::filesystem::path& dir) {
    const node::TrustPlace place{dir / "root.json", dir / "kept", keys.tenant, keys.environment,
                                 crypto::LabKeys::Refused};
    std::ofstream(place.firstRoot) << keys.rootText();
    auto kept = node::KeptTrust::load(place);
    static_cast<void>(kept->update(
        keys.set(1, {{test::releaseOf("1.0.0"), 1'000}, {test::releaseOf("1.1.0"), 1'000}}), keys.now));
    return *std::move(kept);
}

/// One node in Production with a root that asks for two votes, one of them of security.
class Bench {
public:
    explicit Bench(const TrustKeys& keys)
        : m_keys(keys),
          m_trust(trustOf(keys, m_dir.path().toStdString()), TrustKeys::make(crypto::KeyPurpose::Node)),
          m_journal(m_fuse),
          m_host(m_fuse),
          m_agent(config(), {m_host, m_journal, m_fences, m_trust, m_link, m_random, {}, m_trust.keeper()}) {
        static_cast<void>(m_agent.start(m_now).ok());
        m_agent.onLinkUp(m_now);
        frames::Welcome welcome;
        welcome.now = keys.now;
        welcome.nonce = m_link.all<frames::Hello>().back().nonce;
        const auto signature = keys.leader.signatureOver(codec::welcomeBytes(welcome.nonce, welcome.now));
        welcome.key = signature.key;
        welcome.signature = signature.signature;
        m_agent.onFrame(welcome, m_now);
    }

    Command command(const std::string& id, const std::string& version = "1.1.0") const {
        Command c;
        c.id = CommandId{id};
        c.node = NodeId{"n1"};
        c.scope = {m_keys.tenant, m_keys.environment, ModuleName{"storefront"}};
        c.deployment = DeploymentId{"d1"};
        c.release = test::releaseOf(version);
        c.planDigest = kPlan;
        c.fence = {1, 5};
        c.notAfter = m_keys.now + Duration{20'000};
        c.votes = {vote(c, m_keys.eve, "eve"), vote(c, m_keys.bob, "bob")};
        return c;
    }
    Vote content(const Command& c, const std::string& voter) const {
        return {ApprovalId{"a1"}, c.deployment, c.scope.tenant, c.planDigest,   VoteDecision::Approve,
                UserId{voter},    {},           m_keys.now,     UserId{"rita"}, c.release.digest};
    }
    SignedVote vote(const Command& c, const crypto::SigningKey& key, const std::string& voter) const {
        return *codec::signVote(content(c, voter), signerOf(key));
    }
    SignedCommand sealed(const Command& command) const { return sealed(command, m_keys.leader); }
    static SignedCommand sealed(const Command& command, const crypto::SigningKey& key) {
        return *codec::signCommand(command, signerOf(key));
    }

    /// Gives it; the reason of the refusal that came back, with the alarm beside it.
    std::optional<Error> give(const SignedCommand& command) {
        m_link.frames.clear();
        m_agent.onFrame(frames::CommandFrame{command}, m_now);
        settle();
        const auto receipts = m_link.all<frames::ReceiptFrame>();
        m_alarms = m_link.all<frames::Alarm>();
        if (receipts.empty() || receipts.back().receipt.outcome != ReceiptOutcome::Refused) {
            return std::nullopt;
        }
        return Error{receipts.back().receipt.reason, receipts.back().receipt.detail, {}};
    }
    bool alarmed(ErrorCode reason) const {
        return std::any_of(m_alarms.begin(), m_alarms.end(),
                           [&](const frames::Alarm& a) { return a.alarm.reason == reason; });
    }
    std::size_t steps() const { return m_host.steps.size(); }
    void pass(Duration time) {
        const Instant until = m_now + time;
        while (m_now < until) {
            m_now = std::min(until, std::max(m_agent.nextWake(), m_now + Duration{1}));
            m_agent.tick(m_now);
            settle();
        }
    }
    std::string serving() const { return m_host.serving(); }
    void fence(Fence fence) { m_agent.onFrame(frames::FenceFrame{command("x").scope, fence}, m_now); }

private:
    node::AgentConfig config() const {
        node::AgentConfig config;
        config.node = NodeId{"n1"};
        config.tenant = m_keys.tenant;
        config.environment = m_keys.environment;
        return config;
    }
    void settle() {
        for (int i = 0; i < 1'000; ++i) {
            if (!m_host.events.empty()) {
                const auto event = m_host.events.front();
                m_host.events.pop_front();
                m_agent.onHostEvent(event, m_now);
            } else if (!m_host.pending.empty()) {
                m_host.doStep();
            } else {
                return;
            }
        }
    }

    const TrustKeys& m_keys;
    QTemporaryDir m_dir;
    node::KeyringTrust m_trust;
    test::Fuse m_fuse;
    test::MemoryJournal m_journal;
    test::FakeHost m_host;
    test::MemoryFences m_fences;
    test::CollectingLink m_link;
    support::SeededRandom m_random{1};
    node::NodeAgent m_agent;
    Instant m_now = instantFromMs(1'000);
    std::vector<frames::Alarm> m_alarms;
};

/// Every case on the same node, which serves 1.0.0 all the while.
class Cases {
public:
    Cases(RefusalTable& table, const TrustKeys& keys) : m_table(table), m_keys(keys), m_bench(keys) {
        static_cast<void>(m_bench.give(m_bench.sealed(m_bench.command("first", "1.0.0"))));
        m_bench.pass(Duration{60'000 - 45'000});
        m_table.control(kGroup, "a good command with its votes",
                        m_bench.serving() == "1.0.0" ? success()
                                                     : Status(makeError(ErrorCode::Internal, "not served")));
    }
    Bench& bench() { return m_bench; }
    const TrustKeys& keys() const { return m_keys; }
    Command command() { return m_bench.command("c" + std::to_string(++m_count)); }

    void refuse(const std::string& name, ErrorCode expected, const SignedCommand& command) {
        const std::size_t before = m_bench.steps();
        const auto got = m_bench.give(command);
        const bool quiet = expected == ErrorCode::Expired; // no attack: a slow way does that as well
        const bool untouched =
            m_bench.steps() == before && m_bench.serving() == "1.0.0" && (quiet || m_bench.alarmed(expected));
        m_table.add({kGroup, name, expected, got, untouched});
    }
    void refuse(const std::string& name, ErrorCode expected, const Command& command) {
        refuse(name, expected, m_bench.sealed(command));
    }

private:
    RefusalTable& m_table;
    const TrustKeys& m_keys;
    Bench m_bench;
    int m_count = 0;
};

void signatures(Cases& cases) {
    const TrustKeys& keys = cases.keys();
    cases.refuse("signed by an unknown key", ErrorCode::KeyUntrusted,
                 Bench::sealed(cases.command(), keys.stranger));
    cases.refuse("signed by a revoked key", ErrorCode::KeyUntrusted,
                 Bench::sealed(cases.command(), keys.oldLeader));
    cases.refuse("signed by an expired key", ErrorCode::KeyUntrusted,
                 Bench::sealed(cases.command(), keys.lateLeader));
    cases.refuse("signed by a voter's key", ErrorCode::KeyUntrusted,
                 Bench::sealed(cases.command(), keys.eve));
    cases.refuse("signed by a module's key", ErrorCode::KeyUntrusted,
                 Bench::sealed(cases.command(), keys.module));
    SignedCommand bad = Bench::sealed(cases.command(), keys.leader);
    bad.signature.clear();
    cases.refuse("not signed", ErrorCode::SignatureMissing, bad);
    bad = Bench::sealed(cases.command(), keys.stranger);
    bad.key = keys.leader.id();
    cases.refuse("forged under the leader's name", ErrorCode::SignatureInvalid, bad);
    bad = Bench::sealed(cases.command(), keys.leader);
    bad.bytes[bad.bytes.size() / 2] = static_cast<char>(bad.bytes[bad.bytes.size() / 2] ^ 1);
    cases.refuse("one bit changed", ErrorCode::SignatureInvalid, bad);
    bad = Bench::sealed(cases.command(), keys.leader);
    bad.id = CommandId{"renamed"};
    cases.refuse("another id outside than inside", ErrorCode::SignatureInvalid, bad);
}

void places(Cases& cases) {
    Command command = cases.command();
    command.node = NodeId{"n2"};
    cases.refuse("for another node", ErrorCode::WrongRecipient, command);
    command = cases.command();
    command.scope.tenant = TenantId{"globex"};
    cases.refuse("for another tenant", ErrorCode::WrongRecipient, command);
    command = cases.command();
    command.scope.environment = EnvironmentId{"Staging"};
    cases.refuse("for another environment", ErrorCode::WrongRecipient, command);
    command = cases.command();
    command.notAfter = cases.keys().now;
    cases.refuse("expired", ErrorCode::Expired, command);
    command = cases.command();
    command.notAfter = cases.keys().now + std::chrono::hours(1);
    cases.refuse("good for too long", ErrorCode::InvalidArgument, command);
    command = cases.command();
    command.fence = {1, 4};
    cases.refuse("of an older epoch", ErrorCode::EpochStale, command);
    command.id = cases.command().id;
    command.fence = {0, 9};
    cases.refuse("of an older generation", ErrorCode::EpochStale, command);
    command = cases.command();
    command.id = CommandId{"first"};
    cases.refuse("other content under a known id", ErrorCode::KeyReused, command);
}

void votes(Cases& cases) {
    Bench& bench = cases.bench();
    const TrustKeys& keys = cases.keys();
    const auto with = [&](const std::string& name, ErrorCode expected,
                          const std::function<std::vector<SignedVote>(const Command&)>& votes) {
        Command command = cases.command();
        command.votes = votes(command);
        cases.refuse(name, expected, command);
    };
    using C = const Command&;
    with("no votes", ErrorCode::SignatureMissing, [](C) { return std::vector<SignedVote>{}; });
    with("one vote of two", ErrorCode::QuorumMissing,
         [&](C c) { return std::vector{bench.vote(c, keys.bob, "bob")}; });
    with("the same vote twice", ErrorCode::QuorumMissing, [&](C c) {
        return std::vector{bench.vote(c, keys.bob, "bob"), bench.vote(c, keys.bob, "bob")};
    });
    with("one key under two names", ErrorCode::KeyUntrusted, [&](C c) {
        return std::vector{bench.vote(c, keys.bob, "bob"), bench.vote(c, keys.bob, "eve")};
    });
    with("two votes, nobody of security", ErrorCode::QuorumMissing, [&](C c) {
        return std::vector{bench.vote(c, keys.eve, "eve"), bench.vote(c, keys.carl, "carl")};
    });
    with("the requester's own vote", ErrorCode::FourEyes, [&](C c) {
        return std::vector{bench.vote(c, keys.bob, "bob"), bench.vote(c, keys.rita, "rita")};
    });
    with("votes that name two requesters", ErrorCode::FourEyes, [&](C c) {
        Vote other = bench.content(c, "rita");
        other.requestedBy = UserId{"eve"};
        return std::vector{bench.vote(c, keys.bob, "bob"), *codec::signVote(other, signerOf(keys.rita))};
    });
    const auto changed = [&](const std::string& name, const std::function<void(Vote&)>& change) {
        with(name, ErrorCode::PlanChanged, [&](C c) {
            Vote other = bench.content(c, "eve");
            change(other);
            return std::vector{bench.vote(c, keys.bob, "bob"), *codec::signVote(other, signerOf(keys.eve))};
        });
    };
    changed("vote on another plan", [](Vote& v) { v.planDigest = Digest{std::string(64, '8')}; });
    changed("vote on another release", [](Vote& v) { v.release = Digest{std::string(64, '8')}; });
    changed("vote of another deployment", [](Vote& v) { v.deployment = DeploymentId{"d2"}; });
    changed("vote of another tenant", [](Vote& v) { v.tenant = TenantId{"globex"}; });
    changed("a rejection", [](Vote& v) { v.decision = VoteDecision::Reject; });
    with("vote of a revoked key", ErrorCode::KeyUntrusted, [&](C c) {
        return std::vector{bench.vote(c, keys.eve, "eve"), bench.vote(c, keys.gone, "gone")};
    });
    with("vote signed by the leader", ErrorCode::KeyUntrusted, [&](C c) {
        return std::vector{bench.vote(c, keys.eve, "eve"), bench.vote(c, keys.leader, "bob")};
    });
    with("altered vote", ErrorCode::SignatureInvalid, [&](C c) {
        SignedVote bad = bench.vote(c, keys.bob, "bob");
        bad.bytes[20] = static_cast<char>(bad.bytes[20] ^ 1);
        return std::vector{bench.vote(c, keys.eve, "eve"), bad};
    });
}

/// The very same bytes again: answered with what is known, never run again.
void replayed(RefusalTable& table, Cases& cases) {
    Bench& bench = cases.bench();
    const std::size_t before = bench.steps();
    static_cast<void>(bench.give(bench.sealed(bench.command("first", "1.0.0"))));
    table.control(kGroup, "replay of a command that is done: nothing runs",
                  bench.steps() == before ? success() : Status(makeError(ErrorCode::Internal, "it ran")));
}

} // namespace

void refuseCommands(RefusalTable& table) {
    const TrustKeys keys;
    Cases cases(table, keys);
    signatures(cases);
    places(cases);
    votes(cases);
    Command unlisted = cases.bench().command("unlisted", "1.2.0");
    cases.refuse("release that is not listed", ErrorCode::NotListed, unlisted);
    replayed(table, cases);
    cases.bench().pass(std::chrono::hours(25));
    Command late = cases.command();
    late.notAfter = keys.now + std::chrono::hours(25) + Duration{30'000};
    cases.refuse("timestamp ran out meanwhile", ErrorCode::MetadataStale, late);
}

} // namespace hotswap::fault
