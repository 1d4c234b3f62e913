// SPDX-License-Identifier: Apache-2.0
// Journal and fence file, as an agent writes them, cut at every byte and with every byte and every bit
// flipped: what is read back is never wrong, damage is noticed, and the files are whole again afterwards.
#include "core/codec/file_io.h"
#include "core/crypto/crypto.h"
#include "core/node/command_log.h"
#include "core/node/file_fence_store.h"
#include "core/node/file_journal.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <set>

using namespace hotswap;
using namespace hotswap::node;
using Kind = JournalRecord::Kind;

namespace {

using Path = std::filesystem::path;

constexpr std::size_t kBitsEvery = 23; // bytes

SignedCommand commandOf(int number) {
    const std::string id = "deployment-7/wave-1/node-" + std::to_string(number);
    return {CommandId{id}, NodeId{"n1"}, std::string("{\"id\":\"") + id + "\"}", KeyId{"leader"},
            std::string(64, static_cast<char>(number))};
}

Receipt receiptOf(int number) {
    Receipt receipt;
    receipt.command = commandOf(number).id;
    receipt.node = NodeId{"n1"};
    receipt.scope = {TenantId{"lab"}, EnvironmentId{"QA"}, ModuleName{"storefront"}};
    receipt.outcome = number % 2 == 0 ? ReceiptOutcome::Applied : ReceiptOutcome::Failed;
    receipt.reason = ErrorCode::Timeout;
    receipt.detail = "probe http /health: status 500";
    return receipt;
}

void write(const Path& file, std::string_view bytes) {
    auto fd = codec::openNew(file);
    QVERIFY(fd.ok() && codec::writeAll(fd->get(), bytes, file).ok());
}

std::string read(const Path& file) {
    const auto bytes = codec::readFile(file, std::size_t{1} << 20);
    return bytes.ok() ? *bytes : std::string();
}

/// Six commands in every state that a journal can show.
void fillJournal(const Path& file) {
    FileJournal journal(file);
    CommandLog log(journal, {});
    QVERIFY(log.load().ok());
    for (int i = 0; i < 6; ++i) {
        const Instant at = instantFromMs(1'790'000'000'000 + i);
        const SignedCommand command = commandOf(i);
        QVERIFY(log.received(command, bytesDigest(command), at, {}).ok());
        const int steps = i < 4 ? 3 : i - 4;
        const Kind kinds[] = {Kind::Started, Kind::Switched, Kind::Healthy};
        for (int step = 0; step < steps; ++step) {
            QVERIFY(log.note(kinds[step], command.id, at, Digest{std::string(64, 'a')}).ok());
        }
        if (i < 4) {
            QVERIFY(log.done(receiptOf(i), bytesDigest(command), at).ok());
        }
        if (i < 2) {
            QVERIFY(log.acked(command.id, at).ok());
        }
    }
    QVERIFY(log.setIdleRole(ModuleName{"storefront"}, JournalRecord::IdleRole::Warm, {}).ok());
}

/// What one damaged journal is read as. Empty: all is well; else what is wrong.
std::string examine(const Path& file, bool mustBeNoticed) {
    FileJournal journal(file);
    CommandLog log(journal, {});
    const auto damaged = log.load();
    if (!damaged.ok()) {
        return "it cannot be read: " + describe(damaged.error());
    }
    if ((*damaged == 0) == mustBeNoticed) {
        return mustBeNoticed ? "the damage is not noticed" : "damage is seen where there is none";
    }
    int known = 0;
    for (int i = 0; i < 6; ++i) {
        const SignedCommand command = commandOf(i);
        const auto* ended = log.findEnded(command.id);
        const auto* open = log.findOpen(command.id);
        known += ended || open ? 1 : 0;
        if (ended && (i >= 4 || ended->receipt != receiptOf(i) || open)) {
            return "a result is another one";
        }
        if (open && open->command != command) {
            return "a command is another one";
        }
    }
    if (static_cast<std::size_t>(known) < log.open().size()) {
        return "there is a command that nobody gave";
    }
    // It goes on: what is written now is there for the next agent, and so is what was read.
    if (!log.done(receiptOf(9), {}, {}).ok()) {
        return "nothing can be appended any more";
    }
    FileJournal again(file);
    CommandLog next(again, {});
    const auto healed = next.load();
    if (!healed.ok() || *healed != 0 || !next.findEnded(receiptOf(9).command) ||
        next.open().size() != log.open().size() || next.unacked() != log.unacked()) {
        return "the next agent reads something else";
    }
    return {};
}

} // namespace

class JournalDamageTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() {
        QVERIFY(crypto::init().ok());
        fillJournal(file());
        m_whole = read(file());
        QVERIFY(m_whole.size() > 3'000);
        const auto replay = decodeRecords(m_whole);
        QCOMPARE(replay.damagedBytes, std::uint64_t{0});
        std::size_t end = 0;
        for (const auto& record : replay.records) {
            m_ends.insert(end += encodeRecord(record)->size());
        }
    }

    void cutAtEveryByte() {
        for (std::size_t length = 0; length <= m_whole.size(); ++length) {
            write(file(), std::string_view(m_whole).substr(0, length));
            // A cut between two records leaves a whole journal of an earlier moment.
            const bool noticed = length != 0 && !m_ends.contains(length);
            const std::string wrong = examine(file(), noticed);
            QVERIFY2(wrong.empty(), (std::to_string(length) + ": " + wrong).c_str());
        }
        qInfo("%zu cuts, 0 violations", m_whole.size() + 1);
    }

    void everyByteFlipped() {
        for (std::size_t at = 0; at < m_whole.size(); ++at) {
            flip(at, '\xff');
        }
        qInfo("%zu flipped bytes, 0 violations", m_whole.size());
    }

    void everyBitOfASampleFlipped() {
        int count = 0;
        for (std::size_t at = 0; at < m_whole.size(); at += kBitsEvery) {
            for (int bit = 0; bit < 8; ++bit, ++count) {
                flip(at, static_cast<char>(1 << bit));
            }
        }
        qInfo("%d flipped bits, 0 violations", count);
    }

    void aHoleOfZerosAnywhere() {
        for (std::size_t at = 0; at + 512 < m_whole.size(); at += 64) {
            std::string damaged = m_whole;
            std::fill_n(damaged.begin() + static_cast<std::ptrdiff_t>(at), 512, '\0');
            write(file(), damaged);
            const std::string wrong = examine(file(), true);
            QVERIFY2(wrong.empty(), (std::to_string(at) + ": " + wrong).c_str());
        }
    }

    void fencesOfEitherFileDamaged() {
        const Path fences = m_dir.filePath(QStringLiteral("fences")).toStdString();
        const Scope scope{TenantId{"lab"}, EnvironmentId{"QA"}, ModuleName{"storefront"}};
        {
            FileFenceStore store(fences);
            QVERIFY(store.load().ok());
            QVERIFY(store.store(scope, {1, 3}).ok() && store.store(scope, {2, 4}).ok());
            QVERIFY(!store.wasDamaged());
        }
        const std::string whole = read(fences);
        int count = 0;
        for (const Path& hurt : {fences, Path(fences.string() + ".copy")}) {
            for (std::size_t at = 0; at < 2 * whole.size(); ++at, ++count) {
                std::string damaged = whole.substr(0, at % whole.size());
                if (at >= whole.size()) {
                    damaged = whole;
                    damaged[at - whole.size()] = static_cast<char>(~damaged[at - whole.size()]);
                }
                write(hurt, damaged);
                FileFenceStore store(fences);
                const auto loaded = store.load();
                QVERIFY2(loaded.ok() && store.wasDamaged(), std::to_string(at).c_str());
                QVERIFY((loaded->at(scope) == Fence{2, 4}));
                QVERIFY(read(fences) == whole && read(fences.string() + ".copy") == whole);
            }
        }
        qInfo("%d damaged fence files, 0 violations", count);
    }

private:
    Path file() const { return m_dir.filePath(QStringLiteral("commands")).toStdString(); }

    void flip(std::size_t at, char mask) {
        std::string damaged = m_whole;
        damaged[at] = static_cast<char>(damaged[at] ^ mask);
        write(file(), damaged);
        const std::string wrong = examine(file(), true);
        QVERIFY2(wrong.empty(), (std::to_string(at) + ": " + wrong).c_str());
    }

    // Kept in memory where that is possible: what the bytes mean is in question, not whether they last.
    QTemporaryDir m_dir{QDir(QStringLiteral("/dev/shm")).exists()
                            ? QStringLiteral("/dev/shm/hotswap-journal-XXXXXX")
                            : QDir::tempPath() + QStringLiteral("/hotswap-journal-XXXXXX")};
    std::string m_whole;
    std::set<std::size_t> m_ends;
};

QTEST_APPLESS_MAIN(JournalDamageTest)
#include "tst_journal_damage.moc"
