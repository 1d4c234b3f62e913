// SPDX-License-Identifier: Apache-2.0
#include "core/codec/package_writer.h"
#include "core/crypto/hash.h"
#include "tests/unit/codec/package_fixture.h"

#include <QTest>

#include <fstream>
#include <iterator>
#include <sys/stat.h>

using namespace hotswap;
using namespace hotswap::codec_test;
namespace fs = std::filesystem;

namespace {

constexpr const char* kToml = R"(
name = "web-one"
version = "1.2.0"
kind = "service"
entry = ["bin/run", "--fast"]
sockets = [{ name = "http", port = 8080 }, { name = "probe", reach = "probe" }]
[[probes]]
socket = "probe"
[metadata]
changes = "first"
)";

std::string readAll(const fs::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

} // namespace

class TestPackageWriter : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void packsWhatUnpacksAgain();
    void sameSourceGivesSameBytes();
    void metadataOfTheCommandLineWins();
    void refusesLinksAndSpecialFiles();
    void wrongSourcesLeaveNothing();
    void signsAndSignsAgain();
    void signingADamagedPackageIsRefused();

private:
    codec::PackSource source(const std::string& name) const {
        return {m_fixture->path(name + "/module.toml"), m_fixture->path(name + "/files"), {}};
    }
    void writeSource(const std::string& name) const {
        m_fixture->write(name + "/module.toml", kToml);
        m_fixture->write(name + "/files/bin/run", "#!/bin/sh\n");
        m_fixture->write(name + "/files/share/z", std::string(300'000, 'z'));
        m_fixture->write(name + "/files/share/" + std::string(150, 'n'),
                         "a name too long for a plain tar header");
        m_fixture->write(name + "/files/empty", "");
        fs::permissions(m_fixture->path(name + "/files/bin/run"), fs::perms::owner_exec,
                        fs::perm_options::add);
    }
    Signer signer(const crypto::SigningKey& key) const {
        return [&key](std::string_view bytes) { return key.signatureOver(bytes); };
    }

    std::unique_ptr<PackageFixture> m_fixture;
};

void TestPackageWriter::init() {
    m_fixture = std::make_unique<PackageFixture>();
    writeSource("s");
}

void TestPackageWriter::packsWhatUnpacksAgain() {
    const auto header = codec::pack(source("s"), m_fixture->path("out.hsm"), crypto::digestFactory());
    QVERIFY2(header.ok(), header.ok() ? "" : describe(header.error()).c_str());
    QCOMPARE(header->manifest.files.size(), std::size_t{4});
    QCOMPARE(header->manifest.files[0].path, std::string("bin/run"));
    QCOMPARE(header->manifest.files[0].mode, 0755U);
    QVERIFY(codec::sign(m_fixture->path("out.hsm"), signer(m_fixture->key()), crypto::digestFactory()).ok());
    const auto package = codec::Package::open(m_fixture->path("out.hsm"), crypto::digestFactory());
    QVERIFY(package.ok());
    const Status status = package->unpack(m_fixture->checks(), m_fixture->path("release"));
    QVERIFY2(status.ok(), status.ok() ? "" : describe(status.error()).c_str());
    QCOMPARE(readAll(m_fixture->path("release/share/z")), std::string(300'000, 'z'));
    QCOMPARE(m_fixture->names(), (std::vector<std::string>{"out.hsm", "release", "s"}));
}

void TestPackageWriter::sameSourceGivesSameBytes() {
    writeSource("t");
    // Times, owners' write bits and the order of creation must not matter.
    fs::last_write_time(m_fixture->path("t/files/share/z"), fs::file_time_type(std::chrono::hours(24)));
    fs::permissions(m_fixture->path("t/files/share/z"), fs::perms::group_write, fs::perm_options::add);
    fs::permissions(m_fixture->path("t/files/bin/run"), fs::perms::others_all, fs::perm_options::add);
    QVERIFY(codec::pack(source("s"), m_fixture->path("1.hsm"), crypto::digestFactory()).ok());
    QVERIFY(codec::pack(source("t"), m_fixture->path("2.hsm"), crypto::digestFactory()).ok());
    QVERIFY(!readAll(m_fixture->path("1.hsm")).empty());
    QVERIFY(readAll(m_fixture->path("1.hsm")) == readAll(m_fixture->path("2.hsm")));
    m_fixture->write("t/files/empty", "x");
    QVERIFY(codec::pack(source("t"), m_fixture->path("2.hsm"), crypto::digestFactory()).ok());
    QVERIFY(readAll(m_fixture->path("1.hsm")) != readAll(m_fixture->path("2.hsm")));
}

void TestPackageWriter::metadataOfTheCommandLineWins() {
    codec::PackSource withCommit = source("s");
    withCommit.metadata = {{"commit", "1a2b3c"}, {"changes", "second"}};
    const auto header = codec::pack(withCommit, m_fixture->path("out.hsm"), crypto::digestFactory());
    QVERIFY(header.ok());
    QCOMPARE(header->manifest.metadata.at("commit"), std::string("1a2b3c"));
    QCOMPARE(header->manifest.metadata.at("changes"), std::string("second"));
}

void TestPackageWriter::refusesLinksAndSpecialFiles() {
    const auto code = [&] {
        return codeOf(codec::pack(source("s"), m_fixture->path("out.hsm"), crypto::digestFactory()));
    };
    fs::create_symlink("run", m_fixture->path("s/files/bin/link"));
    QCOMPARE(code(), ErrorCode::HostileArchive);
    fs::remove(m_fixture->path("s/files/bin/link"));
    fs::create_directory_symlink("/etc", m_fixture->path("s/files/etc"));
    QCOMPARE(code(), ErrorCode::HostileArchive);
    fs::remove(m_fixture->path("s/files/etc"));
    QCOMPARE(::mkfifo(m_fixture->path("s/files/fifo").c_str(), 0644), 0);
    QCOMPARE(code(), ErrorCode::HostileArchive);
    fs::remove(m_fixture->path("s/files/fifo"));
    QVERIFY(!code());
}

void TestPackageWriter::wrongSourcesLeaveNothing() {
    const auto code = [&](const char* toml) {
        m_fixture->write("s/module.toml", toml);
        return codeOf(codec::pack(source("s"), m_fixture->path("out.hsm"), crypto::digestFactory()));
    };
    QCOMPARE(code("name = "), ErrorCode::Malformed);
    QCOMPARE(code("name = \"web-one\""), ErrorCode::InvalidArgument);
    std::string withUnknownKey = kToml;
    withUnknownKey += "colour = 1";
    QCOMPARE(code(withUnknownKey.c_str()), ErrorCode::InvalidArgument);
    fs::remove(m_fixture->path("s/module.toml"));
    QCOMPARE(codeOf(codec::pack(source("s"), m_fixture->path("out.hsm"), crypto::digestFactory())),
             ErrorCode::NotFound);
    m_fixture->write("s/module.toml", kToml);
    QCOMPARE(codeOf(codec::pack(source("s"), m_fixture->path("no/such/folder.hsm"), crypto::digestFactory())),
             ErrorCode::NotFound);
    fs::remove_all(m_fixture->path("s/files"));
    QCOMPARE(codeOf(codec::pack(source("s"), m_fixture->path("out.hsm"), crypto::digestFactory())),
             ErrorCode::NotFound);
    QCOMPARE(m_fixture->names(), std::vector<std::string>{"s"});
}

void TestPackageWriter::signsAndSignsAgain() {
    const fs::path file = m_fixture->path("out.hsm");
    QVERIFY(codec::pack(source("s"), file, crypto::digestFactory()).ok());
    const auto first = codec::sign(file, signer(m_fixture->key()), crypto::digestFactory());
    QVERIFY(first.ok());
    const std::string once = readAll(file);
    QVERIFY(codec::sign(file, signer(m_fixture->key()), crypto::digestFactory()).ok());
    QVERIFY(readAll(file) == once); // replaced, not added
    const auto other = crypto::generateSigningKey(crypto::KeyPurpose::Module, crypto::KeyOrigin::Production);
    const auto both = codec::sign(file, signer(other), crypto::digestFactory());
    QCOMPARE(both->signatures.size(), std::size_t{2});
    QCOMPARE(both->digest, first->digest);
    QVERIFY(codec::Package::open(file, crypto::digestFactory())->verify(m_fixture->checks()).ok());
    QCOMPARE(m_fixture->names(), (std::vector<std::string>{"out.hsm", "s"}));
}

void TestPackageWriter::signingADamagedPackageIsRefused() {
    const fs::path file = m_fixture->path("out.hsm");
    QVERIFY(codec::pack(source("s"), file, crypto::digestFactory()).ok());
    std::string bytes = readAll(file);
    bytes.back() = static_cast<char>(bytes.back() ^ 1);
    m_fixture->write("out.hsm", bytes);
    QCOMPARE(codeOf(codec::sign(file, signer(m_fixture->key()), crypto::digestFactory())),
             ErrorCode::DigestMismatch);
    QVERIFY(readAll(file) == bytes);
}

QTEST_APPLESS_MAIN(TestPackageWriter)
#include "tst_package_writer.moc"
