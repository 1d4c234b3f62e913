// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/bench_queue_raw.h"

#include "core/codec/row_codec.h"
#include "core/store/postgres/connection.h"
#include "tests/bench/bench_store.h"

namespace hotswap::bench {

namespace {

constexpr std::size_t kBatch = 500;

/// $1 deployment, $2 environment, $3 module, $4 ids, $5 nodes, $6 bytes, $7 signatures, $8 summary.
std::string enqueueStatement() {
    return "WITH proof AS MATERIALIZED (SELECT generation, epoch FROM hotswap.lease WHERE tenant_id = 'acme' "
           "AND "
           "environment = $2 AND module = $3 FOR SHARE), "
           "d AS (UPDATE hotswap.deployment SET version = version + 1, state = 'running', summary = "
           "$8::jsonb "
           "FROM proof WHERE tenant_id = 'acme' AND id = $1 RETURNING version), "
           "e AS (INSERT INTO hotswap.event SELECT 'acme', $1, version, 1790000000000, 'waveStarted', "
           "'{\"wave\":1}' FROM d), "
           "c AS (INSERT INTO hotswap.command (tenant_id, id, node, deployment, environment, module, "
           "generation, "
           "epoch, queued_at, bytes, key, signature) SELECT 'acme', u.id, u.node, $1, $2, $3, p.generation, "
           "p.epoch, "
           "1790000000000, u.bytes, '0123456789abcdef', u.signature FROM proof p, unnest($4::text[], "
           "$5::text[], $6::bytea[], $7::bytea[]) "
           "AS u (id, node, bytes, signature)), "
           "a AS (INSERT INTO hotswap.audit (tenant_id, at, actor, via, action, subject, details, search) "
           "VALUES "
           "('acme', 1790000000000, 'bench', 'bench', 'deployment.decide', $1, '{\"events\":\"1\"}', "
           "'bench deployment.decide')), "
           "f AS (INSERT INTO hotswap.feed (at, kind, tenant_id, environment, module, deployment, version) "
           "VALUES "
           "(1790000000000, 0, 'acme', $2, $3, $1, 1), (1790000000000, 2, 'acme', $2, $3, $1, 1), "
           "(1790000000000, 7, 'acme', '', '', '', 0)) ";
}

/// $1 nodes, $2 how many.
constexpr const char* kTake =
    "WITH picked AS MATERIALIZED (SELECT id FROM hotswap.command WHERE tenant_id = 'acme' AND node = ANY "
    "($1::text[]) AND state IN ('pending', 'delivered') AND state = 'pending' LIMIT $2 "
    "FOR NO KEY UPDATE SKIP LOCKED) UPDATE hotswap.command c SET state = 'delivered', attempts = attempts + "
    "1 "
    "FROM picked p WHERE c.tenant_id = 'acme' AND c.id = p.id RETURNING c.id, c.node, c.bytes, c.key, "
    "c.signature";

/// $1 deployment, $2 ids, $3 bodies.
constexpr const char* kFinish =
    "WITH counter AS (INSERT INTO hotswap.receipt_counter VALUES ('acme', $1, cardinality($2::text[])) ON "
    "CONFLICT "
    "(tenant_id, deployment) DO UPDATE SET last = receipt_counter.last + EXCLUDED.last RETURNING last), "
    "input AS MATERIALIZED (SELECT * FROM unnest($2::text[], $3::jsonb[]) WITH ORDINALITY AS u (id, body, "
    "place)), "
    "closed AS (UPDATE hotswap.command c SET state = 'answered', bytes = '' FROM input i WHERE c.tenant_id = "
    "'acme' AND c.id = i.id AND c.state <> 'answered' RETURNING i.id, i.body, i.place), "
    "stored AS (INSERT INTO hotswap.receipt (tenant_id, deployment, sequence, command, body) SELECT 'acme', "
    "$1, "
    "last - place + 1, id, body FROM closed, counter) "
    "INSERT INTO hotswap.feed (at, kind, tenant_id, deployment, version) SELECT 1790000000000, 1, 'acme', "
    "$1, last "
    "FROM counter";

std::string summaryOf(const Scope& scope, const DeploymentId& deployment) {
    DeploymentSummary summary;
    summary.id = deployment;
    summary.scope = scope;
    summary.state = DeploymentState::Running;
    return must(codec::encodeSummary(summary), "summary");
}

} // namespace

RawQueue::RawQueue(const std::string& conninfo, const Scope& scope, const DeploymentId& deployment)
    : m_raw(conninfo), m_scope(scope), m_deployment(deployment), m_summary(summaryOf(scope, deployment)) {
    m_raw.prepare("enqueue", enqueueStatement() + "SELECT 1");
    m_raw.prepare("tell", enqueueStatement() + "SELECT pg_notify('raw', '')");
    m_raw.prepare("take", kTake);
    m_raw.prepare("finish", kFinish);
}

std::vector<std::string> RawQueue::commandParameters(std::size_t commands) {
    static const std::string kBytes(700, 'b');
    static const std::string kSignature(64, 's');
    std::vector<std::string> ids;
    std::vector<std::string> nodes;
    for (std::size_t i = 0; i < commands; ++i) {
        ids.push_back(m_deployment.value + "-" + std::to_string(++m_number));
        nodes.push_back(nodeOf(m_number).value);
    }
    using namespace store::postgres;
    return {m_deployment.value,
            m_scope.environment.value,
            m_scope.module.value,
            arrayText(ids),
            arrayText(nodes),
            byteaArrayText(std::vector<std::string_view>(commands, kBytes)),
            byteaArrayText(std::vector<std::string_view>(commands, kSignature)),
            m_summary};
}

void RawQueue::enqueue(std::size_t commands) {
    m_raw.execute("enqueue", commandParameters(commands));
}

void RawQueue::enqueueAndTell() {
    m_raw.execute("tell", commandParameters(1));
}

std::size_t RawQueue::take(const std::vector<std::string>& nodes) {
    return static_cast<std::size_t>(
        m_raw.execute("take", {store::postgres::arrayText(nodes), std::to_string(kBatch)}));
}

std::size_t RawQueue::runBatch(std::uint64_t first) {
    static const std::string kBody =
        R"({"command":"c","node":"n","scope":{"tenant":"acme","environment":"Production","module":"raw"},)"
        R"("outcome":"applied","reason":"internal","detail":"","fence":{"generation":1,"epoch":1},"took":0,)"
        R"("switchTook":0,"running":{"module":"","version":"0.0.0","digest":""},"signature":")" +
        std::string(88, 's') + "\"}";
    std::vector<std::string> nodes;
    std::vector<std::string> ids;
    for (std::uint64_t i = 0; i < kBatch; ++i) {
        nodes.push_back(nodeOf(first + i).value);
        ids.push_back(m_deployment.value + "-" + std::to_string(first + i));
    }
    const std::size_t taken = take(nodes);
    m_raw.execute("finish", {m_deployment.value, store::postgres::arrayText(ids),
                             store::postgres::arrayText(std::vector<std::string>(kBatch, kBody))});
    return taken;
}

} // namespace hotswap::bench
