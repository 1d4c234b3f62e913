// SPDX-License-Identifier: Apache-2.0
#include "core/store/postgres/tail_memory.h"

#include <algorithm>
#include <sstream>

namespace hotswap::store::postgres {

namespace {

constexpr std::int64_t kKeepEveryMs = 500;
/// Deployment, receipts, commands, approvals, audit: positions of ports::StreamHint::Kind.
constexpr std::int64_t kLasting[] = {0, 1, 2, 4, 7};

} // namespace

void TailMemory::recall(const std::string& installation) {
    if (installation == m_installation) {
        return;
    }
    m_installation = installation;
    m_xid = "0";
    std::istringstream text(m_storage.recall ? m_storage.recall(installation) : std::string());
    std::uint64_t generation = 0;
    std::uint64_t xid = 0;
    std::int64_t id = 0;
    std::int64_t at = 0;
    if (text >> generation >> xid >> id >> at) {
        m_seenUnder = generation;
        m_xid = std::to_string(xid);
        m_id = id;
        m_at = at;
    }
}

Result<bool> TailMemory::attest(Connection& connection) {
    const auto installation = connection.run("SELECT installation FROM hotswap.store_info", {}, Effect::Read);
    HS_TRY(installation);
    recall(std::string(installation->text(0, 0)));
    const auto rows = connection.run(
        "SELECT generation, known FROM hotswap.attest($1::uuid, $2::bigint, $3::xid8, $4::bigint, "
        "$5::bigint)",
        {m_installation, std::to_string(m_seenUnder), m_xid, std::to_string(m_id), std::to_string(m_at)},
        Effect::Write);
    HS_TRY(rows);
    const auto generation = static_cast<std::uint64_t>(rows->number(0, 0));
    const bool known = rows->flag(0, 1);
    const bool other = !known || (m_generation != 0 && generation != m_generation);
    m_generation = generation;
    return other;
}

void TailMemory::saw(const std::string& xid, std::int64_t id, std::int64_t at, std::int64_t kind) {
    if (std::find(std::begin(kLasting), std::end(kLasting), kind) == std::end(kLasting)) {
        return;
    }
    m_seenUnder = m_generation;
    m_xid = xid;
    m_id = id;
    m_at = at;
    m_unkept = true;
}

void TailMemory::keepSometimes(std::int64_t now) {
    if (now >= m_keptAt + kKeepEveryMs || now < m_keptAt) {
        m_keptAt = now;
        keep();
    }
}

void TailMemory::keep() {
    if (!m_unkept || !m_storage.remember) {
        return;
    }
    m_unkept = false;
    m_storage.remember(m_installation, std::to_string(m_seenUnder) + " " + m_xid + " " +
                                           std::to_string(m_id) + " " + std::to_string(m_at) + "\n");
}

} // namespace hotswap::store::postgres
