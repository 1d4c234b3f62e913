// SPDX-License-Identifier: Apache-2.0
// PostgreSQL on a small disk that fills up under it: submits are refused in clear words, nothing is half
// done, and everything goes on when there is room again. Needs root, for the small file system.
//
//   fault_full_disk

#include "tests/fault/postgres/audited_world.h"
#include "tests/fault/postgres/test_cluster.h"

#include <QCoreApplication>
#include <QProcess>
#include <QTest>

#include <cstdio>
#include <fstream>
#include <unistd.h>

using namespace hotswap;

namespace {

constexpr int kMegabytes = 224;
constexpr int kRefusedMs = 20'000;

/// A file system in memory, of a few megabytes, for as long as this lives.
class SmallDisk {
public:
    SmallDisk() : m_folder("/var/tmp/hotswap-small-disk-" + std::to_string(::getpid())) {
        std::error_code error;
        std::filesystem::create_directory(m_folder, error);
        m_mounted = !error && command("mount", {"-t", "tmpfs", "-o",
                                                "mode=755,size=" + std::to_string(kMegabytes) + "m", "tmpfs",
                                                m_folder.string()});
    }
    ~SmallDisk() {
        if (m_mounted) {
            command("umount", {"--lazy", m_folder.string()});
        }
        std::error_code error;
        std::filesystem::remove(m_folder, error);
    }
    SmallDisk(const SmallDisk&) = delete;
    SmallDisk& operator=(const SmallDisk&) = delete;

    bool mounted() const { return m_mounted; }
    const std::filesystem::path& folder() const { return m_folder; }
    /// Until nothing more fits.
    void fill() const {
        std::ofstream file(m_folder / "filling", std::ios::binary);
        for (std::size_t size : {std::size_t{1} << 20, std::size_t{1} << 12}) {
            const std::string block(size, 'x');
            while (file.write(block.data(), static_cast<std::streamsize>(size)).flush()) {}
            file.clear();
        }
    }
    void empty() const {
        std::error_code error;
        std::filesystem::remove(m_folder / "filling", error);
    }

private:
    static bool command(const char* program, const std::vector<std::string>& arguments) {
        QStringList list;
        for (const std::string& one : arguments) {
            list << QString::fromStdString(one);
        }
        return QProcess::execute(QString::fromLatin1(program), list) == 0;
    }

    const std::filesystem::path m_folder;
    bool m_mounted = false;
};

class FullDisk {
public:
    FullDisk(fault::AuditedWorld& world, fault::TestCluster& cluster, const SmallDisk& disk)
        : m_world(world), m_cluster(cluster), m_disk(disk) {}

    bool isSurvived() {
        expect(m_world.submitAll() && m_world.waitForEnds(), "rollouts before it end");
        m_disk.fill();
        std::optional<Error> refusal;
        expect(fault::SharedWorld::waitFor([&] { return (refusal = refused()).has_value(); }, kRefusedMs),
               "submits are refused");
        if (refusal) {
            std::printf("refused: %s\n", describe(*refusal).c_str());
            expect(refusal->code == ErrorCode::NoSpace || refusal->code == ErrorCode::Unavailable ||
                       refusal->code == ErrorCode::OutcomeUnknown,
                   "the reason is the disk or the database, nothing else");
        }
        m_disk.empty();
        // A server that could not write its log has ended itself.
        if (!m_world.ask("SELECT 1")) {
            expect(m_cluster.command(QStringLiteral("restart"),
                                     {QStringLiteral("--mode"), QStringLiteral("immediate")}),
                   "the server starts again");
        }
        expect(m_world.submitAll() && m_world.waitForEnds(), "rollouts go on when there is room again");
        expect(m_world.ask("SELECT count(*)::text FROM hotswap.lost_tail") == "0", "nothing is missed");
        expect(m_world.isRight("a full disk"), "the auditor finds nothing wrong");
        return m_good;
    }

private:
    void expect(bool holds, const char* what) {
        std::printf("%s: %s\n", holds ? "ok" : "WRONG", what);
        std::fflush(stdout);
        m_good = m_good && holds;
    }
    /// Submits under a key that stays in the ledger, confirmed or not.
    std::optional<Error> refused() {
        const std::string& module = m_world.modules().front();
        const auto place = m_world.submit(module, m_world.nextVersion(module), 0);
        return m_world.ledger()[place].id.empty() ? m_world.lastRefusal() : std::nullopt;
    }

    fault::AuditedWorld& m_world;
    fault::TestCluster& m_cluster;
    const SmallDisk& m_disk;
    bool m_good = true;
};

bool run() {
    const SmallDisk disk;
    if (!disk.mounted()) {
        std::puts("SKIPPED: no small file system can be mounted here; run it as root");
        return true;
    }
    fault::TestCluster cluster(QString::fromStdString((disk.folder() / "cluster").string()));
    if (!cluster.start({QStringLiteral("--conf"), QStringLiteral("wal_keep_size=0"),
                        QStringLiteral("max_wal_size=64MB"), QStringLiteral("min_wal_size=32MB")})) {
        return false;
    }
    qputenv("HOTSWAP_TEST_ADMIN", QByteArray::fromStdString(cluster.admin()));
    fault::AuditedWorld world(2);
    return world.start() && FullDisk(world, cluster, disk).isSurvived();
}

} // namespace

int main(int argc, char** argv) {
    const QCoreApplication application(argc, argv);
    fault::leave(run());
}
