// SPDX-License-Identifier: Apache-2.0
// Payloads that are signed and hashed correctly and still must not be unpacked.
#include "tests/unit/codec/package_fixture.h"

#include <QTest>

#include <sys/stat.h>

using namespace hotswap;
using namespace hotswap::codec_test;
namespace fs = std::filesystem;

Q_DECLARE_METATYPE(std::vector<TarEntry>)
Q_DECLARE_METATYPE(std::vector<PackageFile>)
Q_DECLARE_METATYPE(ErrorCode)

class TestHostileArchives : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void leaveNothingBehind_data();
    void leaveNothingBehind();
    void aBombIsStoppedByTheManifest();
    void aLinkPlantedInThePlaceOfWorkIsNotFollowed();
};

void TestHostileArchives::leaveNothingBehind_data() {
    QTest::addColumn<std::vector<PackageFile>>("files");
    QTest::addColumn<std::vector<TarEntry>>("entries");
    QTest::addColumn<ErrorCode>("code");
    const auto row = [](const char* name, std::vector<TarEntry> entries,
                        ErrorCode code = ErrorCode::HostileArchive,
                        std::vector<PackageFile> files = {fileOf("a", "alpha"), fileOf("b/c", "gamma")}) {
        QTest::newRow(name) << files << entries << code;
    };
    const TarEntry a{"a", "alpha"};
    const TarEntry c{"b/c", "gamma"};
    const auto special = [](const char* path, unsigned type) {
        return TarEntry{path, "", 0644, type, "", ""};
    };
    row("parent folder", {a, {"../c", "gamma"}});
    row("parent folder inside", {a, {"b/../../c", "gamma"}});
    row("absolute", {a, {"/tmp/hotswap-hostile", "gamma"}});
    row("dot", {a, {"./b/c", "gamma"}});
    row("symbolic link out", {a, {"b/c", "", 0777, S_IFLNK, "/etc/passwd", ""}});
    row("symbolic link inside", {a, {"b/c", "", 0777, S_IFLNK, "../a", ""}});
    row("link to a folder, then through it", {{"b", "", 0777, S_IFLNK, "/tmp", ""}, a, c});
    row("hard link", {a, {"b/c", "", 0644, S_IFREG, "", "a"}});
    row("hard link out", {a, {"b/c", "", 0644, S_IFREG, "", "/etc/passwd"}});
    row("character device", {a, special("b/c", S_IFCHR)});
    row("block device", {a, special("b/c", S_IFBLK)});
    row("fifo", {a, special("b/c", S_IFIFO)});
    row("folder", {special("b", S_IFDIR), a, c});
    row("set-uid", {a, {"b/c", "gamma", 04755}});
    row("set-gid", {a, {"b/c", "gamma", 02755}});
    row("sticky", {a, {"b/c", "gamma", 01644}});
    row("twice", {a, a, c});
    row("twice with other content", {a, {"a", "omega"}, c});
    row("case clash", {a, {"A", "alpha"}, c});
    row("not in the manifest", {a, c, {"d", "delta"}});
    row("larger than stated", {a, {"b/c", "gamma and more"}});
    row("smaller than stated", {a, {"b/c", "gam"}});
    row("other content", {a, {"b/c", "GAMMA"}}, ErrorCode::DigestMismatch);
    row("missing", {a}, ErrorCode::Malformed);
    row("empty", {}, ErrorCode::Malformed);
}

void TestHostileArchives::leaveNothingBehind() {
    QFETCH(std::vector<PackageFile>, files);
    QFETCH(std::vector<TarEntry>, entries);
    QFETCH(ErrorCode, code);
    const PackageFixture fixture;
    const auto package = codec::Package::open(fixture.write("p.hsm", fixture.signedPackage(files, entries)),
                                              fixture.checks().newDigest);
    QVERIFY(package.ok());
    QVERIFY(package->verify(fixture.checks()).ok());
    const Status status = package->unpack(fixture.checks(), fixture.path("release"));
    QVERIFY(!status.ok());
    QVERIFY2(status.error().code == code, describe(status.error()).c_str());
    QCOMPARE(fixture.names(), std::vector<std::string>{"p.hsm"});
    QVERIFY(!fs::exists("/tmp/hotswap-hostile"));
}

void TestHostileArchives::aBombIsStoppedByTheManifest() {
    const PackageFixture fixture;
    const std::string zeros(48 * 1'024 * 1'024, '\0'); // a few KiB packed
    const std::string bytes = fixture.signedPackage({fileOf("a", "alpha")}, {{"a", zeros}});
    QVERIFY(bytes.size() < 1'000'000);
    const auto package = codec::Package::open(fixture.write("p.hsm", bytes), fixture.checks().newDigest);
    const Status status = package->unpack(fixture.checks(), fixture.path("release"));
    QCOMPARE(codeOf(status), ErrorCode::HostileArchive);
    QCOMPARE(fixture.names(), std::vector<std::string>{"p.hsm"});
}

void TestHostileArchives::aLinkPlantedInThePlaceOfWorkIsNotFollowed() {
    const PackageFixture fixture;
    fs::create_directory(fixture.path("outside"));
    fs::create_symlink(fixture.path("outside"), fixture.path(".unpack-release"));
    const std::string bytes = fixture.signedPackage({fileOf("a", "alpha")}, {{"a", "alpha"}});
    const auto package = codec::Package::open(fixture.write("p.hsm", bytes), fixture.checks().newDigest);
    QVERIFY(package->unpack(fixture.checks(), fixture.path("release")).ok());
    QVERIFY(fs::is_empty(fixture.path("outside")));
    QVERIFY(fs::is_directory(fs::symlink_status(fixture.path("release"))));
}

QTEST_APPLESS_MAIN(TestHostileArchives)
#include "tst_hostile_archives.moc"
