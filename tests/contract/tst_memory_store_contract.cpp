// SPDX-License-Identifier: Apache-2.0
// The store contract on the memory store.

#include "core/crypto/hash.h"
#include "core/store/memory/memory_store.h"
#include "tests/contract/store_contract.h"
#include "tests/support/manual_clock.h"

#include <limits>

namespace {

using namespace hotswap;

class MemoryFixture final : public contract::StoreFixture {
public:
    ports::Store& store() override { return m_store.store(); }
    ports::CommandQueue& commands() override { return m_store.commands(); }
    ports::FleetStore& fleet() override { return m_store.fleet(); }
    ports::LeaseService& leases() override { return m_store.leases(); }
    ports::EventFeed& feed() override { return m_store.feed(); }
    ports::ConsoleReader& reader() override { return m_store.reader(); }
    ports::Presence& presence() override { return m_store.presence(); }
    ports::CoordinationSource& coordination() override { return m_store.coordination(); }
    ports::FleetOrders& orders() override { return m_store.orders(); }
    ports::EvidenceBook& evidence() override { return m_store.evidence(); }
    ports::NodeRecords& records() override { return m_store.records(); }
    ports::EnrolmentBook& enrolment() override { return m_store.enrolment(); }
    ports::TrustDocuments& trust() override { return m_store.trust(); }
    ports::PolicyBook& policies() override { return m_store.policies(); }
    void enrol(const NodeId&) override {} // in memory the nodes of the fleet are those that enrolled
    void advance(Duration by) override { m_clock.advance(by); }
    void sealAudit() override { m_store.sealAudit(std::numeric_limits<std::size_t>::max()); }

    void tamper(const TenantId& tenant, contract::Tampering how) override {
        using contract::Tampering;
        const std::lock_guard lock(m_store.state().mutex);
        auto& rows = m_store.state().tenants.at(tenant).audit.rows;
        AuditRecord& middle = rows[rows.size() / 2];
        switch (how) {
        case Tampering::EditDetail: middle.details["module"] = "other"; break;
        case Tampering::EditAndRehash:
            middle.details["module"] = "other";
            middle.hash = crypto::sha256Hex(auditBytes(middle));
            break;
        case Tampering::CutMiddle: rows.erase(rows.begin() + static_cast<int>(rows.size() / 2)); break;
        case Tampering::CutTail: rows.resize(rows.size() - 3); break;
        case Tampering::Swap: std::swap(middle, rows.front()); break;
        case Tampering::Unseal: middle.hash.clear(); break;
        }
    }

private:
    support::ManualClock m_clock;
    store::MemoryStore m_store{m_clock, [](std::string_view bytes) { return crypto::sha256Hex(bytes); }};
};

} // namespace

int main(int argc, char** argv) {
    return contract::runStoreContract(argc, argv, [] { return std::make_unique<MemoryFixture>(); });
}
