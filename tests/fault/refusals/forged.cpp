// SPDX-License-Identifier: Apache-2.0
// Commands that somebody with the database's own rights inserts as rows, packages and trust documents that
// they alter there: real agents, a real node that goes by a root, a real PostgreSQL. Each must be refused
// with its reason, which the node tells as an alarm on its row or as the receipt; what serves stays.
#include "core/codec/command_codec.h"
#include "core/codec/package.h"
#include "core/codec/receipt_codec.h"
#include "core/codec/vote_codec.h"
#include "core/crypto/crypto.h"
#include "core/crypto/key_file.h"
#include "core/domain/encoding.h"
#include "tests/fault/refusals/refusals.h"
#include "tests/fault/shared_world.h"
#include "tests/support/trust_keys.h"

#include <QCoreApplication>

#include <algorithm>
#include <fstream>
#include <set>

using namespace hotswap;
using support::signerOf;
using support::TrustKeys;

namespace {

const std::string kGroup = "row";
constexpr int kAnswerMs = 20'000;
constexpr Duration kValid{25'000};

std::string literal(const std::string& text) {
    return "'" + text + "'";
}

class Forger {
public:
    Forger()
        : m_world({.agents = 1,
                   .nodes = 1,
                   .environment = "Production",
                   .prepareTrust = [this](const std::filesystem::path& trust) { prepare(trust); }}) {}

    bool start() {
        if (!m_world.start()) {
            return false;
        }
        m_console = m_world.session("admin");
        sql("INSERT INTO hotswap.lease (tenant_id, environment, module, generation, epoch, holder) "
            "SELECT 'acme', 'Production', 'storefront', generation, 7, 'nobody' FROM hotswap.store_info");
        m_generation = std::stoull(m_world.database().value("SELECT generation FROM hotswap.store_info"));
        return m_console != nullptr;
    }

    Command command(const std::string& id, std::size_t release = 0) const {
        Command c;
        c.id = CommandId{id};
        c.node = NodeId{"node-0"};
        c.scope = {m_keys.tenant, m_keys.environment, ModuleName{"storefront"}};
        c.deployment = DeploymentId{"forged"};
        c.release = m_listed[release].release;
        c.planDigest = Digest{std::string(64, '9')};
        c.fence = {m_generation, 7};
        c.notAfter = m_console->clock().now() + kValid;
        c.minHealthyTime = Duration{500};
        c.healthyDeadline = Duration{30'000};
        c.votes = {vote(c, m_keys.eve, "eve"), vote(c, m_keys.bob, "bob")};
        return c;
    }
    SignedVote vote(const Command& c, const crypto::SigningKey& key, const std::string& voter) const {
        const Vote vote{ApprovalId{"a"}, c.deployment, c.scope.tenant, c.planDigest,   VoteDecision::Approve,
                        UserId{voter},   {},           m_keys.now,     UserId{"rita"}, c.release.digest};
        return *codec::signVote(vote, signerOf(key));
    }
    SignedCommand sealed(const Command& command) const { return sealed(command, m_keys.leader); }
    static SignedCommand sealed(const Command& command, const crypto::SigningKey& key) {
        return *codec::signCommand(command, signerOf(key));
    }

    /// Inserts the row, as the database's owner can; `id`: another one than the command's own.
    void insert(const SignedCommand& command, const std::string& id = {}) {
        sql("INSERT INTO hotswap.command (tenant_id, id, node, deployment, environment, module, generation, "
            "epoch, queued_at, bytes, key, signature) SELECT 'acme', " +
            literal(id.empty() ? command.id.value : id) +
            ", 'node-0', 'forged', 'Production', 'storefront', generation, 7, hotswap.store_now(), '\\x" +
            toHex(command.bytes) + "', " + literal(command.key.value) + ", '\\x" + toHex(command.signature) +
            "' FROM hotswap.store_info ON CONFLICT (id, tenant_id) DO UPDATE SET state = 'pending', bytes = "
            "EXCLUDED.bytes, key = EXCLUDED.key, signature = EXCLUDED.signature");
        nudge();
    }
    void nudge() {
        sql("SELECT hotswap.hint(2, 'acme', 'Production', 'storefront', '', '', 0); NOTIFY hotswap");
    }
    void sql(const std::string& text) { m_world.database().run(text); }

    /// The alarm or refusing receipt about a subject that came.
    std::optional<Error> answer(const std::string& subject, const std::string& id) {
        std::optional<Error> got;
        (void)fault::SharedWorld::waitFor(
            [&] {
                const auto node = m_console->store().fleet().node(m_keys.tenant, NodeId{"node-0"});
                for (const NodeAlarm& alarm : node.ok() ? node->alarms : std::vector<NodeAlarm>{}) {
                    if (alarm.subject == subject) {
                        got = Error{alarm.reason, alarm.detail, {}};
                    }
                }
                const auto receipt = receiptOf(id);
                if (!got && receipt && receipt->outcome == ReceiptOutcome::Refused) {
                    got = Error{receipt->reason, receipt->detail, {}};
                }
                return got.has_value();
            },
            kAnswerMs);
        return got;
    }
    std::optional<Receipt> receiptOf(const std::string& id) {
        const auto receipt = codec::decodeReceipt(m_world.database().value(
            "SELECT coalesce((SELECT body::text FROM hotswap.receipt WHERE command = " + literal(id) +
            " ORDER BY sequence DESC LIMIT 1), '')"));
        return receipt.ok() ? std::optional(*receipt) : std::nullopt;
    }

    /// Names of everything under packages, releases and slots, and what serves.
    std::set<std::string> picture() const {
        std::set<std::string> names;
        for (const char* part : {"packages", "releases", "slots"}) {
            std::error_code failed;
            for (const auto& entry :
                 std::filesystem::recursive_directory_iterator(m_world.nodeState(0) / part, failed)) {
                if (entry.path().extension() != ".part") {
                    names.insert(entry.path().string());
                }
            }
        }
        names.insert("serves " + m_world.runs(0, "storefront"));
        return names;
    }
    fault::SharedWorld& world() { return m_world; }
    shared::Session& console() { return *m_console; }
    TrustKeys& keys() { return m_keys; }
    const std::vector<codec::ListedRelease>& listed() const { return m_listed; }

private:
    /// A root, a list and a timestamp for the one node; the agents' key leads.
    void prepare(const std::filesystem::path& trust) {
        m_keys.now = instantFromMs(std::stoll(m_world.database().value("SELECT hotswap.store_now()")));
        m_keys.leader = *crypto::readSecretKey(trust.parent_path() / "agent-0" / "keys" / "orchestrator.key");
        const auto module = *crypto::readPublicKey(trust / "module.pub");
        codec::RootDocument root = m_keys.root();
        root.keys[module.key.id()] = {module.key.bytes(), kNever, false};
        root.module.keys.push_back(module.key.id());
        for (const char* version : {"1.0.0", "1.1.0"}) {
            const auto file = trust.parent_path() / ("storefront-" + std::string(version) + ".hsm");
            const auto package = codec::Package::open(file, crypto::digestFactory());
            m_listed.push_back({package->header().release(), package->header().packageBytes()});
        }
        std::ofstream(trust / "root.json")
            << support::seal(codec::encodeRoot(root), {m_keys.rootA, m_keys.rootB});
    }

    TrustKeys m_keys;
    std::vector<codec::ListedRelease> m_listed;
    fault::SharedWorld m_world;
    std::unique_ptr<shared::Session> m_console;
    std::uint64_t m_generation = 1;
};

class Rows {
public:
    Rows(Forger& forger, fault::RefusalTable& table) : m_forger(forger), m_table(table) {}

    void refuse(const std::string& name, ErrorCode expected, const SignedCommand& command,
                const std::string& id = {}) {
        const auto before = m_forger.picture();
        const std::string shown = id.empty() ? command.id.value : id;
        m_forger.insert(command, id);
        const auto got = m_forger.answer("command " + shown, shown);
        m_table.add({kGroup, name, expected, got, m_forger.picture() == before});
    }
    std::string next() { return "forged-" + std::to_string(++m_count); }

private:
    Forger& m_forger;
    fault::RefusalTable& m_table;
    int m_count = 0;
};

Status applied(Forger& forger, const SignedCommand& command) {
    forger.insert(command);
    std::optional<Receipt> receipt;
    (void)fault::SharedWorld::waitFor(
        [&] { return (receipt = forger.receiptOf(command.id.value)).has_value(); }, 60'000);
    if (!receipt) {
        return makeError(ErrorCode::Timeout, "no receipt");
    }
    return receipt->outcome == ReceiptOutcome::Applied ? success()
                                                       : Status(makeError(receipt->reason, receipt->detail));
}

Status publish(Forger& forger, std::uint64_t version) {
    const auto set = forger.keys().set(version, forger.listed());
    using Kind = ports::TrustDocument::Kind;
    auto& trust = forger.console().store().trust();
    HS_TRY(
        trust.putTrust({Kind::Releases, forger.keys().tenant, forger.keys().environment, version, set[0]}));
    return trust.putTrust(
        {Kind::Timestamp, forger.keys().tenant, forger.keys().environment, version, set[1]});
}

void signatures(Forger& forger, Rows& rows, const SignedCommand& good) {
    const TrustKeys& keys = forger.keys();
    const auto by = [&](const crypto::SigningKey& key) {
        return Forger::sealed(forger.command(rows.next(), 1), key);
    };
    rows.refuse("by a key the owner made", ErrorCode::KeyUntrusted, by(keys.stranger));
    rows.refuse("by a revoked key", ErrorCode::KeyUntrusted, by(keys.oldLeader));
    rows.refuse("by an expired key", ErrorCode::KeyUntrusted, by(keys.lateLeader));
    SignedCommand forged = by(keys.stranger);
    forged.key = keys.leader.id();
    rows.refuse("forged under the leader's name", ErrorCode::SignatureInvalid, forged);
    rows.refuse("replayed under another id", ErrorCode::SignatureInvalid, good, rows.next());
    Command other = forger.command(good.id.value, 1);
    rows.refuse("other content under a known id", ErrorCode::KeyReused, forger.sealed(other));
    Command elsewhere = forger.command(rows.next(), 1);
    elsewhere.node = NodeId{"node-9"};
    rows.refuse("another node's command", ErrorCode::SignatureInvalid, forger.sealed(elsewhere));
}

void contents(Forger& forger, Rows& rows) {
    const TrustKeys& keys = forger.keys();
    const auto with = [&](const std::string& name, ErrorCode expected, const auto& change) {
        Command command = forger.command(rows.next(), 1);
        change(command);
        rows.refuse(name, expected, forger.sealed(command));
    };
    with("another tenant", ErrorCode::WrongRecipient,
         [](Command& c) { c.scope.tenant = TenantId{"globex"}; });
    with("expired", ErrorCode::Expired, [](Command& c) { c.notAfter -= Duration{60'000}; });
    with("of an older epoch", ErrorCode::EpochStale, [](Command& c) { c.fence.epoch = 6; });
    with("no votes", ErrorCode::SignatureMissing, [](Command& c) { c.votes.clear(); });
    with("one vote of two", ErrorCode::QuorumMissing, [](Command& c) { c.votes.resize(1); });
    with("the same vote twice", ErrorCode::QuorumMissing, [](Command& c) { c.votes[0] = c.votes[1]; });
    with("the requester's own vote", ErrorCode::FourEyes,
         [&](Command& c) { c.votes[0] = forger.vote(c, keys.rita, "rita"); });
    with("nobody of security", ErrorCode::QuorumMissing,
         [&](Command& c) { c.votes[1] = forger.vote(c, keys.carl, "carl"); });
    with("votes on another plan", ErrorCode::PlanChanged,
         [](Command& c) { c.planDigest = Digest{std::string(64, '8')}; });
    with("votes on another release", ErrorCode::PlanChanged,
         [&](Command& c) { c.release = forger.listed()[0].release; });
    with("vote of a revoked key", ErrorCode::KeyUntrusted,
         [&](Command& c) { c.votes[1] = forger.vote(c, keys.gone, "gone"); });
    with("release that is not listed", ErrorCode::NotListed, [&](Command& c) {
        c.release.digest = Digest{std::string(64, '7')};
        c.votes = {forger.vote(c, keys.eve, "eve"), forger.vote(c, keys.bob, "bob")};
    });
}

/// What the owner of the database does to documents and packages on their way.
void altered(Forger& forger, fault::RefusalTable& table, Rows& rows) {
    const auto before = forger.picture();
    const auto old = forger.keys().set(1, {});
    forger.sql(
        "UPDATE hotswap.trust_document SET version = 90, body = " + literal(old[0]) +
        " WHERE kind = 'releases'; UPDATE hotswap.trust_document SET version = 90, body = " +
        literal(old[1]) +
        " WHERE kind = 'timestamp'; SELECT hotswap.hint(3, 'acme', '', '', '', '', 0); NOTIFY hotswap");
    table.add({kGroup, "older list put back in the database", ErrorCode::MetadataStale,
               forger.answer("trust", "-"), forger.picture() == before});
    const Release& release = forger.listed()[1].release;
    forger.sql("UPDATE hotswap.package_piece SET bytes = set_byte(bytes, octet_length(bytes) - 9, "
               "get_byte(bytes, octet_length(bytes) - 9) # 1) WHERE digest = " +
               literal(release.digest.value) + " AND number = 0");
    forger.insert(forger.sealed(forger.command(rows.next(), 1)));
    const auto got = forger.answer("package " + release.digest.value, "-");
    table.add({kGroup, "package altered in the database", ErrorCode::DigestMismatch, got,
               forger.world().runs(0, "storefront").starts_with("1.0.0-")});
}

} // namespace

int main(int argc, char** argv) {
    const QCoreApplication app(argc, argv);
    if (!crypto::init()) {
        return 1;
    }
    fault::RefusalTable table;
    Forger forger;
    if (!forger.start()) {
        std::fprintf(stderr, "agents or nodes did not come up\n");
        return 1;
    }
    table.control(kGroup, "list and timestamp are published", publish(forger, 2));
    (void)fault::SharedWorld::waitFor([&] {
        const auto node = forger.console().store().fleet().node(forger.keys().tenant, NodeId{"node-0"});
        return node.ok() && node->trust.timestamp == 2;
    });
    const SignedCommand good = forger.sealed(forger.command("good"));
    table.control(kGroup, "a command with its votes", applied(forger, good));
    Rows rows(forger, table);
    signatures(forger, rows, good);
    contents(forger, rows);
    altered(forger, table, rows);
    return table.print() == 0 ? 0 : 1;
}
