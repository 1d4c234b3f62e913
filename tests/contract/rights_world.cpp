// SPDX-License-Identifier: Apache-2.0
#include "tests/contract/rights_world.h"

#include "core/store/postgres/transaction_text.h"

#include <cstdio>
#include <cstdlib>

namespace hotswap::rights {

namespace {

constexpr std::int64_t kHourMs = 3600'000;
const EnvironmentId kPlace{"Development"};

/// What is not about one tenant: rights, rules and code.
constexpr const char* kCatalogDigest =
    "SELECT md5(string_agg(w, '|' ORDER BY w)) FROM ("
    "SELECT concat_ws(',', c.relname, c.relacl::text, c.relrowsecurity, c.relforcerowsecurity, c.relowner, "
    "c.relhasrules, c.relhastriggers, c.relnatts, obj_description(c.oid)) "
    "FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'hotswap' "
    "UNION ALL SELECT concat_ws(',', p.polname, p.polrelid, p.polpermissive) FROM pg_policy p "
    "UNION ALL SELECT concat_ws(',', f.proname, f.prosrc, f.proacl::text, f.proowner, f.proconfig::text) "
    "FROM pg_proc f JOIN pg_namespace n ON n.oid = f.pronamespace WHERE n.nspname = 'hotswap' "
    // Roles belong to the whole cluster: logins of other databases come and go beside this test.
    "UNION ALL SELECT concat_ws(',', m.roleid, m.member, m.admin_option) FROM pg_auth_members m "
    "JOIN pg_roles r ON r.oid = m.member "
    "WHERE NOT r.rolcanlogin OR starts_with(r.rolname, current_database() || '_') "
    "UNION ALL SELECT n.nspname || coalesce(n.nspacl::text, '') FROM pg_namespace n WHERE n.nspname = "
    "'hotswap' "
    "UNION ALL SELECT t.tgname FROM pg_trigger t WHERE NOT t.tgisinternal) AS x (w)";

Plan onePlan() {
    Plan plan;
    plan.waves.push_back({{NodeId{"n1"}}, 1, Duration{60'000}});
    plan.mayChange = {NodeId{"n1"}};
    plan.environmentNodes = 1;
    plan.servingNodes = 1;
    plan.digest = Digest{"plan"};
    return plan;
}

std::vector<DeploymentEvent> streamOf(const std::vector<DeploymentEventBody>& bodies, Instant at) {
    std::vector<DeploymentEvent> events;
    for (const DeploymentEventBody& body : bodies) {
        events.push_back({events.size() + 1, at, body});
    }
    return events;
}

std::vector<DeploymentEventBody> leadersEvents(const std::string& which, const ApprovalId& approval,
                                               Instant later) {
    using namespace events;
    const Started started{onePlan(), std::nullopt};
    if (which == "running") {
        return {started};
    }
    if (which == "paused") {
        return {started, Paused{PauseReason::Operator, UserId{"deployer"}, ""}};
    }
    if (which == "waiting") {
        return {started, ApprovalRequested{approval, Digest{"plan"}, later}};
    }
    if (which == "succeeded") {
        return {started, Finished{DeploymentState::Succeeded, EndReason::Completed, ""}};
    }
    if (which == "stuck") {
        return {started, RollbackStarted{EndReason::NodeFailed, "", {}, std::nullopt, {}},
                InterventionNeeded{}};
    }
    return {};
}

} // namespace

ports::Transaction transactionOf(const std::string& tenant, const std::string& user) {
    ports::Transaction tx;
    tx.tenant = TenantId{tenant};
    tx.user = UserId{user};
    return tx;
}

World::World() {
    for (const std::string& tenant : {kOwn, kVictim}) {
        makeLogins(tenant);
    }
    // Attackers get more than people do: a place for objects of their own.
    m_database.run("DO $$ BEGIN EXECUTE format('GRANT TEMPORARY ON DATABASE %I TO PUBLIC', "
                   "current_database()); END $$");
    for (const std::string& tenant : {kOwn, kVictim}) {
        fill(tenant);
    }
    m_database.run("ANALYZE");
}

void World::must(const Said& said, const char* what) const {
    if (!said.ok) {
        std::fprintf(stderr, "Cannot make the two tenants: %s: %s\n", what, said.describe().c_str());
        std::exit(1);
    }
}

void World::makeLogins(const std::string& tenant) {
    const std::map<std::string, std::pair<std::vector<std::string>, std::string>> people{
        {"viewer", {{"viewer"}, "{viewer}"}},
        {"deployer", {{"deployer"}, "{deployer}"}},
        {"approver", {{"approver"}, "{approver}"}},
        {"admin", {{"admin"}, "{admin}"}},
        {"all", {{"deployer", "approver", "admin"}, "{deployer,approver,admin}"}},
    };
    for (const auto& [who, rights] : people) {
        m_logins[tenant + "/" + who] =
            m_database.login(tenant + "_" + who, rights.first, {{tenant, who, rights.second}});
    }
    m_logins[tenant + "/program"] =
        m_database.login(tenant + "_program", {"orchestrator"}, {{tenant, "program", "{}", true}});
    m_database.run("UPDATE hotswap.member SET key_id = 'key-' || user_id, groups = '{ops}', "
                   "public_key = convert_to(tenant_id || user_id, 'UTF8') WHERE NOT program");
}

const std::string& World::login(const std::string& tenant, const std::string& who) const {
    return m_logins.at(tenant + "/" + who);
}

const Stream& World::stream(const std::string& tenant, const std::string& which) const {
    return m_streams.at(tenant + "/" + which);
}

Said World::commit(Sql& as, const ports::Transaction& tx) const {
    return as.run(
        "SELECT hotswap.commit($1::jsonb, $2::text[], $3::text[], $4::bytea[], $5::text[], $6::bytea[])",
        store::postgres::commitParameters(tx).value());
}

DeploymentSpec World::spec(const std::string& tenant, const std::string& user, const std::string& id,
                           const std::string& module) const {
    DeploymentSpec spec;
    spec.id = DeploymentId{id};
    spec.scope = Scope{TenantId{tenant}, kPlace, ModuleName{module}};
    spec.release.release = Release{ModuleName{module}, *Version::parse("1.1.0"), Digest{"digest"}};
    spec.policy = defaultPolicy(kPlace);
    spec.requestedBy = UserId{user};
    spec.requestedAt = instantFromMs(1'790'000'000'000);
    return spec;
}

ports::Append World::append(const Stream& stream, std::vector<DeploymentEventBody> events) {
    Deployment after = stream.deployment;
    const Instant at = after.changedAt();
    for (const DeploymentEventBody& body : events) {
        // What cannot happen is sent all the same: it is the database's turn to refuse it.
        (void)after.apply({after.version() + 1, at, body}).ok();
    }
    return {after.id(), stream.deployment.version(), std::move(events), at, after.summarize()};
}

ports::Append World::submission(const std::string& tenant, const std::string& user,
                                const std::string& id) const {
    const DeploymentEventBody first = events::Submitted{spec(tenant, user, id, "queued"), onePlan()};
    const Instant at = instantFromMs(1'790'000'000'000);
    const auto folded = Deployment::fold(streamOf({first}, at));
    return {DeploymentId{id}, 0, {first}, at, folded->summarize()};
}

AuditRecord World::record(const std::string& actor, const std::string& action, const std::string& subject) {
    AuditRecord record;
    record.actor = actor;
    record.action = action;
    record.subject = subject;
    return record;
}

void World::lead(Sql& program, const std::string& tenant, const std::string& which,
                 const std::vector<DeploymentEventBody>& events) {
    const std::string id = tenant + "-" + which;
    const DeploymentSpec wanted = spec(tenant, "deployer", id, which);
    const std::vector<DeploymentEvent> first =
        streamOf({events::Submitted{wanted, onePlan()}}, wanted.requestedAt);
    Stream stream{*Deployment::fold(first), {wanted.scope, HolderId{"holder-" + tenant}, {}}, {}};
    ports::Transaction tx = transactionOf(tenant, "deployer");
    tx.appends.push_back(
        {wanted.id, 0, {first.front().body}, wanted.requestedAt, stream.deployment.summarize()});
    tx.audit.push_back(record("deployer", "deployment.submit", id));
    must(commit(program, tx), "submit");
    const std::string place = quoted(tenant) + ", " + quoted(kPlace.value) + ", " + quoted(which);
    must(program.run("SELECT hotswap.lease_acquire(" + place + ", 'holder-" + tenant + "', 3600000, false)"),
         "lease");
    const Said epoch =
        program.run("SELECT generation FROM hotswap.lease WHERE tenant_id = " + quoted(tenant) +
                    " AND module = " + quoted(which) + " AND epoch = 1");
    must(epoch, "epoch");
    stream.proof.fence = Fence{std::stoull(epoch.text), 1};
    if (!events.empty()) {
        ports::Transaction led = transactionOf(tenant, "");
        led.proof = stream.proof;
        led.appends.push_back(append(stream, events));
        led.audit.push_back(record("holder-" + tenant, "deployment.decide", id));
        LookEvidence look;
        look.input.number = 1;
        look.verdict.findings.emplace_back().name = tenant;
        led.evidence.push_back(look);
        must(commit(program, led), which.c_str());
        std::uint64_t version = stream.deployment.version();
        for (const DeploymentEventBody& body : events) {
            const Status taken = stream.deployment.apply({++version, wanted.requestedAt, body});
            must({taken.ok(), {}, taken.ok() ? "" : describe(taken.error()), {}, 0}, "a leader's event");
        }
    }
    m_streams.emplace(tenant + "/" + which, std::move(stream));
}

void World::askApproval(Sql& program, const std::string& tenant) {
    Stream& stream = m_streams.at(tenant + "/waiting");
    Approval approval;
    approval.id = ApprovalId{"approval-" + tenant};
    approval.deployment = stream.deployment.id();
    approval.scope = stream.proof.scope;
    approval.planDigest = Digest{"plan"};
    approval.requestedBy = UserId{"deployer"};
    approval.policy.required = true;
    approval.policy.quorum = 2;
    approval.policy.groups = {"ops"};
    approval.expiresAt = instantFromMs(std::stoll(m_database.value("SELECT hotswap.store_now()")) + kHourMs);
    ports::Transaction put = transactionOf(tenant, "");
    put.proof = stream.proof;
    put.approvals.push_back({ports::ApprovalChange::Kind::Put, approval});
    must(commit(program, put), "approval");
    CastVote cast;
    cast.vote = Vote{approval.id,
                     approval.deployment,
                     TenantId{tenant},
                     approval.planDigest,
                     VoteDecision::Approve,
                     UserId{"somebody"},
                     "",
                     {}};
    cast.signedVote = {"bytes", KeyId{"key-somebody"}, "signature"};
    approval.votes.push_back(cast);
    ports::Transaction vote = transactionOf(tenant, "somebody");
    vote.approvals.push_back({ports::ApprovalChange::Kind::Vote, approval});
    must(commit(program, vote), "vote");
    stream.approval = approval;
}

void World::fillFleet(Sql& program, const std::string& tenant) {
    const Stream& running = m_streams.at(tenant + "/running");
    ports::Transaction tx = transactionOf(tenant, "deployer");
    tx.proof = running.proof;
    tx.key = IdempotencyKey{"key-" + tenant};
    tx.commands.push_back({CommandId{"c1-" + tenant}, NodeId{"n1"}, "bytes of " + tenant, KeyId{"key"}, "s"});
    tx.commands.push_back({CommandId{"c2-" + tenant}, NodeId{"n1"}, "bytes of " + tenant, KeyId{"key"}, "s"});
    tx.commandsFor = running.deployment.id();
    tx.capacity.push_back({running.deployment.id(), kPlace, {NodeId{"n1"}}, {}, 1, true});
    must(commit(program, tx), "commands");
    FleetOrder order;
    order.id = OrderId{"order-" + tenant};
    order.scope = {TenantId{tenant}, kPlace, ModuleName{std::string(kNodeWideModule)}};
    order.nodes = {NodeId{"n1"}};
    order.requestedBy = UserId{"deployer"};
    ports::Transaction ordering = transactionOf(tenant, "deployer");
    ordering.orders.push_back({ports::OrderChange::Kind::Put, order});
    must(commit(program, ordering), "order");
    const std::string own = quoted(tenant);
    must(program.run("SELECT hotswap.put_nodes(" + own +
                     ", '[{\"id\":\"n1\",\"environment\":\"Development\"," +
                     "\"serving\":true,\"session\":1,\"body\":{\"tenant\":\"" + tenant + "\"}}]')"),
         "nodes");
    must(program.run(
             "SELECT hotswap.store_receipts(" + own + ", '[{\"command\":\"c1-" + tenant +
             "\",\"node\":\"n1\",\"scope\":{\"environment\":\"Development\",\"module\":\"running\"}}]')"),
         "receipts");
    must(program.run("SELECT hotswap.put_node_lines(" + own +
                     ", ARRAY['n1'], ARRAY['running'], ARRAY[1790000000000], ARRAY['line of " + tenant +
                     "'])"),
         "log lines");
    must(program.run("SELECT hotswap.put_samples(" + own +
                     ", 'Development', '[{\"module\":\"running\",\"start\":" +
                     m_database.value("SELECT hotswap.store_now()") +
                     ",\"node\":\"n1\",\"release\":\"r\",\"length\":1000,\"requests\":1,"
                     "\"errors\":0,\"sum\":0,\"latency\":[1,1],\"named\":{}}]')"),
         "samples");
}

void World::fillRest(Sql& program, const std::string& tenant) {
    const std::string own = quoted(tenant);
    must(program.run("SELECT hotswap.announce(" + own + ", 'holder-" + tenant + "', '{}', 60000, 100)"),
         "presence");
    Sql admin(login(tenant, "admin"));
    must(admin.run("SET hotswap.tenant = " + own + "; SELECT hotswap.make_token(" + own +
                   ", 'Development', 'token-" + tenant + "', 3600000, 5)"),
         "token");
    must(admin.run("SELECT hotswap.put_trust(" + own + ", 'root', '', 1, 'root of " + tenant + "')"),
         "trust");
    must(admin.run("SELECT hotswap.set_policy(" + own + ", 'Development', '', 0, '{\"of\": \"" + tenant +
                   "\"}', 'because of " + tenant + "')"),
         "policy");
    must(admin.run("SELECT hotswap.put_authority(" + own + ", 'certificate of " + tenant +
                   "', repeat('ab', 32))"),
         "authority");
    must(program.run("SELECT hotswap.admit_node(" + own +
                     ", 'n1', 'Development', decode(repeat('ab', 32), 'hex'), " + "'token-" + tenant + "')"),
         "node key");
    must(program.run("SELECT hotswap.seal(" + own + ", 0, ARRAY(SELECT u.id FROM hotswap.unsealed(" + own +
                     ", 2) u ORDER BY u.sequence), ARRAY['', 'h1'], ARRAY['h1', 'h2'])"),
         "seal");
    must(program.run("SELECT hotswap.push_package(" + own + ", '{}', 'digest-" + tenant +
                     "', 'm', '1.0.0', 3), " + "hotswap.push_piece(" + own + ", 'digest-" + tenant +
                     "', 0, '\\x616263'), " + "hotswap.finish_package(" + own + ", 'digest-" + tenant + "')"),
         "package");
    m_database.run("INSERT INTO hotswap.lost_tail VALUES (" + own + ", 1, 1, 'row of " + tenant +
                   "', 1, 1, 'admin')");
    m_database.run("INSERT INTO hotswap.event_archive SELECT * FROM hotswap.event WHERE tenant_id = " + own +
                   " AND version = 1");
}

void World::fill(const std::string& tenant) {
    Sql program(login(tenant, "program"));
    const ApprovalId approval{"approval-" + tenant};
    for (const char* which : {"queued", "running", "paused", "waiting", "succeeded", "stuck"}) {
        lead(program, tenant, which,
             leadersEvents(which, approval, instantFromMs(1'790'000'000'000 + kHourMs)));
    }
    askApproval(program, tenant);
    fillFleet(program, tenant);
    fillRest(program, tenant);
}

std::vector<std::string> World::tables() {
    std::vector<std::string> tables;
    for (const auto& [table, digest] : digests(kOwn)) {
        if (table.front() != '(') {
            tables.push_back(table);
        }
    }
    return tables;
}

/// One statement that answers all digests of the tenant $1.
std::string World::digestStatement() {
    Sql admin(m_database.admin());
    const Said parts =
        admin.run("SELECT string_agg(format('SELECT %L, count(*)::text, md5(string_agg(t::text, ''|'' ORDER "
                  "BY t::text)) FROM "
                  "hotswap.%I t %s', c.relname, c.relname, CASE WHEN a.attname IS NULL THEN '' ELSE 'WHERE "
                  "tenant_id = $1' "
                  "END), ' UNION ALL ') FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
                  "LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_id' "
                  "WHERE n.nspname = 'hotswap' AND c.relkind IN ('r', 'p') AND c.relname !~ '^sample_[0-9]'");
    must(parts, "digests");
    return parts.text.substr(0, parts.text.find("\t\n")) + " UNION ALL SELECT '(catalog)', '1', (" +
           kCatalogDigest + ")";
}

std::map<std::string, std::string> World::digests(const std::string& tenant) {
    if (!m_admin) {
        m_admin = std::make_unique<Sql>(m_database.admin());
        m_digests = digestStatement();
    }
    const Said said = m_admin->run(m_digests, {tenant});
    must(said, "digests");
    std::map<std::string, std::string> digests;
    std::size_t begin = 0;
    for (std::size_t end = said.text.find("\t\n"); end != std::string::npos;
         begin = end + 2, end = said.text.find("\t\n", begin)) {
        const std::string line = said.text.substr(begin, end - begin);
        digests[line.substr(0, line.find('\t'))] = line.substr(line.find('\t') + 1);
    }
    return digests;
}

} // namespace hotswap::rights
