// SPDX-License-Identifier: Apache-2.0
// The hash chain over audit records, without a store.

#include "core/crypto/hash.h"
#include "core/domain/audit_chain.h"

#include <QTest>

#include <vector>

using namespace hotswap;

namespace {

std::string hash(std::string_view bytes) {
    return crypto::sha256Hex(bytes);
}

std::vector<AuditRecord> chain(AuditHead& head, int count) {
    std::vector<AuditRecord> records;
    for (int i = 0; i < count; ++i) {
        AuditRecord record;
        record.sequence = static_cast<std::uint64_t>(i + 1);
        record.actor = "ann";
        record.action = "deployment.submit";
        record.details = {{"module", "storefront"}};
        sealRecord(record, head, hash);
        records.push_back(record);
    }
    return records;
}

std::optional<std::uint64_t> firstBroken(const std::vector<AuditRecord>& records, const AuditHead& head) {
    AuditWalk walk(AuditHead{}, hash);
    for (const AuditRecord& record : records) {
        walk.add(record);
    }
    walk.finish(head);
    return walk.firstBroken();
}

} // namespace

class TestAuditChain : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void holds() {
        AuditHead head;
        const auto records = chain(head, 10);
        QVERIFY(!firstBroken(records, head));
        QCOMPARE(head.sequence, std::uint64_t{10});
        QVERIFY(!firstBroken({}, AuditHead{}));
    }

    void showsAnEditOfAnyField() {
        AuditHead head;
        const auto records = chain(head, 10);
        std::vector<std::vector<AuditRecord>> edited(7, records);
        edited[0][4].at += Duration{1};
        edited[1][4].tenant = TenantId{"other"};
        edited[2][4].actor = "bob";
        edited[3][4].via = "agent";
        edited[4][4].action = "deployment.abort";
        edited[5][4].subject = "x";
        edited[6][4].details["module"] = "y";
        for (const auto& one : edited) {
            QVERIFY(firstBroken(one, head) == std::uint64_t{5});
        }
    }

    void showsWhereItBreaks() {
        AuditHead head;
        const auto records = chain(head, 10);
        auto cut = records;
        cut.erase(cut.begin() + 3);
        QVERIFY(firstBroken(cut, head) == std::uint64_t{4});
        auto tail = records;
        tail.pop_back();
        QVERIFY(firstBroken(tail, head) == std::uint64_t{10});
        auto begin = records;
        begin.erase(begin.begin());
        QVERIFY(firstBroken(begin, head) == std::uint64_t{1});
        auto added = records;
        added.push_back(records.back());
        added.back().sequence = 11;
        QVERIFY(firstBroken(added, head) == std::uint64_t{11});
    }

    void showsAForgedTail() {
        AuditHead head;
        auto records = chain(head, 10);
        AuditHead forged{records[4].sequence, records[4].hash};
        records[5].actor = "bob";
        for (std::size_t i = 5; i < records.size(); ++i) {
            sealRecord(records[i], forged, hash); // consistent in itself, but not with the sealer's head
        }
        QVERIFY(firstBroken(records, head).has_value());
    }

    void tellsFieldsApart() {
        AuditRecord one;
        one.actor = "ab";
        one.via = "c";
        AuditRecord two;
        two.actor = "a";
        two.via = "bc";
        QVERIFY(auditBytes(one) != auditBytes(two));
    }
};

QTEST_APPLESS_MAIN(TestAuditChain)
#include "tst_audit_chain.moc"
