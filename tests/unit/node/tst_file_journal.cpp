// SPDX-License-Identifier: Apache-2.0
// The journal file: every byte cut or flipped, appends that fail; and the fence file likewise.
#include "core/codec/file_io.h"
#include "core/crypto/crypto.h"
#include "core/node/file_fence_store.h"
#include "core/node/file_journal.h"

#include <QTemporaryDir>
#include <QtTest/QtTest>

using namespace hotswap;
using Record = node::JournalRecord;

namespace {

std::vector<Record> someRecords() {
    Record received;
    received.kind = Record::Kind::Received;
    received.command = CommandId{"c1"};
    received.at = instantFromMs(1'790'000'000'000);
    received.signedCommand = {CommandId{"c1"}, NodeId{"n1"}, std::string("{\"a\":1}\0x", 9), KeyId{"k"},
                              "\xff\xfe"};
    received.serving = Digest{std::string(64, 'a')};
    Record started;
    started.kind = Record::Kind::Started;
    started.command = CommandId{"c1"};
    Record done;
    done.kind = Record::Kind::Done;
    done.command = CommandId{"c1"};
    done.bytesDigest = Digest{std::string(64, 'b')};
    done.receipt.command = CommandId{"c1"};
    done.receipt.node = NodeId{"n1"};
    done.receipt.scope = {TenantId{"lab"}, EnvironmentId{"QA"}, ModuleName{"storefront"}};
    done.receipt.outcome = ReceiptOutcome::Reverted;
    done.receipt.reason = ErrorCode::Timeout;
    done.receipt.detail = "probe http /health: status 500";
    Record idle;
    idle.kind = Record::Kind::Idle;
    idle.module = ModuleName{"storefront"};
    idle.role = Record::IdleRole::Warm;
    return {received, started, done, idle};
}

std::string bytesOf(const std::vector<Record>& records) {
    std::string all;
    for (const auto& record : records) {
        all += *node::encodeRecord(record);
    }
    return all;
}

/// Whether `part` is `whole` with some records left out.
bool isSubsequence(const std::vector<Record>& part, const std::vector<Record>& whole) {
    std::size_t at = 0;
    for (const auto& record : part) {
        while (at < whole.size() && !(whole[at] == record)) {
            ++at;
        }
        if (at++ == whole.size()) {
            return false;
        }
    }
    return true;
}

} // namespace

class FileJournalTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QVERIFY(crypto::init().ok()); }

    void recordsComeBackAsTheyWere() {
        const auto records = someRecords();
        const auto replay = node::decodeRecords(bytesOf(records));
        QCOMPARE(replay.damagedBytes, std::uint64_t{0});
        QVERIFY(replay.records == records);
    }

    void anyCutLosesOnlyTheEnd() {
        const auto records = someRecords();
        const std::string bytes = bytesOf(records);
        for (std::size_t length = 0; length <= bytes.size(); ++length) {
            const auto replay = node::decodeRecords(std::string_view(bytes).substr(0, length));
            QVERIFY(replay.records.size() <= records.size());
            for (std::size_t i = 0; i < replay.records.size(); ++i) {
                QVERIFY(replay.records[i] == records[i]);
            }
            std::size_t whole = 0;
            for (std::size_t i = 0; i < replay.records.size(); ++i) {
                whole += node::encodeRecord(records[i])->size();
            }
            QCOMPARE(replay.damagedBytes, length - whole);
        }
    }

    void anyFlippedByteLosesOneRecordAndIsNoticed() {
        const auto records = someRecords();
        const std::string bytes = bytesOf(records);
        for (std::size_t at = 0; at < bytes.size(); ++at) {
            for (const char mask : {'\x01', '\x80', '\xff'}) {
                std::string damaged = bytes;
                damaged[at] = static_cast<char>(damaged[at] ^ mask);
                const auto replay = node::decodeRecords(damaged);
                QVERIFY2(replay.damagedBytes > 0, QByteArray::number(static_cast<qulonglong>(at)));
                QCOMPARE(replay.records.size(), records.size() - 1);
                QVERIFY(isSubsequence(replay.records, records));
            }
        }
    }

    void noiseIsNoRecord() {
        std::string noise;
        for (int i = 0; i < 10'000; ++i) {
            noise += static_cast<char>(i * 7919 >> 3);
        }
        const auto replay = node::decodeRecords(noise + "HSJ1\xff\xff\xff\xff....");
        QVERIFY(replay.records.empty());
    }

    void appendsAreThereAfterReopening() {
        QTemporaryDir dir;
        const std::filesystem::path file = dir.filePath(QStringLiteral("commands")).toStdString();
        const auto records = someRecords();
        {
            node::FileJournal journal(file);
            QVERIFY(journal.replay().ok());
            for (const auto& record : records) {
                QVERIFY(journal.append(record).ok());
            }
            QCOMPARE(journal.size(), std::uint64_t{4});
        }
        node::FileJournal again(file);
        const auto replay = again.replay();
        QVERIFY(replay.ok() && replay->records == records);
        QVERIFY(again.rewrite({records[3]}).ok());
        QVERIFY(again.append(records[1]).ok());
        node::FileJournal third(file);
        QVERIFY((third.replay()->records == std::vector<Record>{records[3], records[1]}));
    }

    void aFullDiskLeavesAWholeJournal() {
        // /dev/full stands for the disk: the open succeeds, every write fails.
        node::FileJournal journal("/dev/full");
        QVERIFY(!journal.append(someRecords()[0]).ok());
    }

    void fencesSurviveAndDamageIsNoticed() {
        QTemporaryDir dir;
        const std::filesystem::path file = dir.filePath(QStringLiteral("fences")).toStdString();
        const Scope scope{TenantId{"lab"}, EnvironmentId{"QA"}, ModuleName{"storefront"}};
        {
            node::FileFenceStore store(file);
            QVERIFY(store.load().ok());
            QVERIFY(store.store(scope, {1, 3}).ok());
            QVERIFY(store.store(scope, {1, 4}).ok());
        }
        const std::string bytes = *codec::readFile(file, 4096);
        for (std::size_t at = 0; at < bytes.size(); ++at) {
            std::string damaged = bytes;
            damaged[at] = static_cast<char>(damaged[at] ^ 1);
            auto fd = codec::openNew(file);
            QVERIFY(codec::writeAll(fd->get(), damaged, file).ok());
            const auto loaded = node::FileFenceStore(file).load();
            QVERIFY(loaded.ok()); // the copy
            QVERIFY((loaded->at(scope) == Fence{1, 4}));
        }
        for (const std::string& name : {file.string(), file.string() + ".copy"}) {
            auto fd = codec::openNew(name);
            QVERIFY(codec::writeAll(fd->get(), "nonsense", name).ok());
        }
        QVERIFY(!node::FileFenceStore(file).load().ok()); // never silently forgotten
    }
};

QTEST_APPLESS_MAIN(FileJournalTest)
#include "tst_file_journal.moc"
