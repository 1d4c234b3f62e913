// SPDX-License-Identifier: Apache-2.0
#include "core/domain/module.h"

#include <QTest>

#include <functional>

using namespace hotswap;

namespace {

Manifest goodManifest() {
    Manifest m;
    m.name = ModuleName{"storefront"};
    m.version = Version::parse("1.2.3").value();
    m.entry = {"bin/run", "--fast"};
    m.sockets = {{"http", 8080, SocketSpec::Reach::Public}, {"probe", 0, SocketSpec::Reach::Probe}};
    ProbeSpec probe;
    probe.socket = "probe";
    m.probes = {probe};
    m.metrics.socket = "probe";
    m.payloadSize = 10;
    m.payloadSha256 = Digest{std::string(64, 'a')};
    m.files = {{"bin/run", 0755, 4, Digest{std::string(64, 'b')}},
               {"share/x", 0644, 4, Digest{std::string(64, 'c')}}};
    return m;
}

PackageFile file(std::string path) {
    return {std::move(path), 0644, 1, Digest{std::string(64, 'd')}};
}

using Spoil = std::function<void(Manifest&)>;

} // namespace

Q_DECLARE_METATYPE(Spoil)

namespace {

void addRow(const char* name, const char* field, Spoil spoil) {
    QTest::newRow(name) << spoil << QByteArray(field);
}

void addRowsOfKinds() {
    addRow("files with hosts", "hosts", [](Manifest& m) {
        m.kind = ModuleKind::Files;
        m.hosts = {"shop.example"};
    });
    addRow("site without pages", "files", [](Manifest& m) { m.kind = ModuleKind::Site; });
    addRow("site without socket", "sockets", [](Manifest& m) {
        m.kind = ModuleKind::Site;
        m.sockets.erase(m.sockets.begin());
    });
    addRow("site host", "hosts[0]", [](Manifest& m) {
        m.kind = ModuleKind::Site;
        m.hosts = {"Shop.example:80"};
    });
    addRow("limits", "limits.memoryMiB", [](Manifest& m) { m.limits.memoryMiB = 1U << 31; });
}

} // namespace

class TestModule : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void names_data();
    void names();
    void safePaths_data();
    void safePaths();
    void acceptsAGoodManifest();
    void namesEveryWrongField_data();
    void namesEveryWrongField();
    void namesAllWrongFieldsAtOnce();
    void knowsWhatSwapsWithoutDowntime();
};

void TestModule::names_data() {
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<bool>("valid");
    QTest::newRow("short") << QByteArray("abc") << true;
    QTest::newRow("digits and hyphens") << QByteArray("1-a-2") << true;
    QTest::newRow("longest") << QByteArray(64, 'a') << true;
    QTest::newRow("too long") << QByteArray(65, 'a') << false;
    QTest::newRow("too short") << QByteArray("ab") << false;
    QTest::newRow("empty") << QByteArray() << false;
    QTest::newRow("hyphen first") << QByteArray("-ab") << false;
    QTest::newRow("hyphen last") << QByteArray("ab-") << false;
    QTest::newRow("capital") << QByteArray("aBc") << false;
    QTest::newRow("slash") << QByteArray("a/c") << false;
    QTest::newRow("dots") << QByteArray("...") << false;
    QTest::newRow("not ASCII") << QByteArray("a\xc3\xa4"
                                             "b")
                               << false;
}

void TestModule::names() {
    QFETCH(QByteArray, name);
    QFETCH(bool, valid);
    const auto parsed = parseModuleName(name.toStdString(), "theField");
    QCOMPARE(parsed.ok(), valid);
    if (!valid) {
        QVERIFY(parsed.error().fields.contains("theField"));
    }
}

void TestModule::safePaths_data() {
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<bool>("safe");
    for (const char* path : {"a", "a/b.c", "a b/c", ".hidden", "..a", "a../b"}) {
        QTest::newRow(path) << QByteArray(path) << true;
    }
    for (const char* path : {"", "/", "/a", "a/", "a//b", ".", "..", "./a", "a/.", "a/../b", "../a", "a/..",
                             "a\\b", "a\nb", "\xc3\xa4"}) {
        QTest::newRow(QByteArray(path).toPercentEncoding().constData()) << QByteArray(path) << false;
    }
    QTest::newRow("nul inside") << QByteArray("a\0b", 3) << false;
    QTest::newRow("32 parts") << QByteArray("a/").repeated(31) + "a" << true;
    QTest::newRow("33 parts") << QByteArray("a/").repeated(32) + "a" << false;
    QTest::newRow("1024 bytes") << QByteArray(1024, 'a') << true;
    QTest::newRow("1025 bytes") << QByteArray(1025, 'a') << false;
}

void TestModule::safePaths() {
    QFETCH(QByteArray, path);
    QFETCH(bool, safe);
    QCOMPARE(isSafeRelativePath(path.toStdString()), safe);
}

void TestModule::acceptsAGoodManifest() {
    const Status status = validate(goodManifest());
    QVERIFY2(status.ok(), status.ok() ? "" : describe(status.error()).c_str());
}

void TestModule::namesEveryWrongField_data() {
    QTest::addColumn<Spoil>("spoil");
    QTest::addColumn<QByteArray>("field");
    const auto row = addRow;
    addRowsOfKinds();
    row("name", "name", [](Manifest& m) { m.name = ModuleName{"X"}; });
    row("no version", "version", [](Manifest& m) { m.version = Version(); });
    row("no entry", "entry", [](Manifest& m) { m.entry.clear(); });
    row("entry outside", "entry", [](Manifest& m) { m.entry = {"../run"}; });
    row("entry not executable", "entry", [](Manifest& m) { m.entry = {"share/x"}; });
    row("entry missing", "entry", [](Manifest& m) { m.entry = {"bin/other"}; });
    row("entry with a line break", "entry", [](Manifest& m) { m.entry.emplace_back("a\nb"); });
    row("files with entry", "entry", [](Manifest& m) { m.kind = ModuleKind::Files; });
    row("files with sockets", "sockets", [](Manifest& m) { m.kind = ModuleKind::Files; });
    row("exec without start", "hooks", [](Manifest& m) { m.kind = ModuleKind::Exec; });
    row("socket name", "sockets[0].name", [](Manifest& m) { m.sockets[0].name = "Http"; });
    row("socket twice", "sockets[1].name", [](Manifest& m) { m.sockets[1].name = "http"; });
    row("no port", "sockets[0].port", [](Manifest& m) { m.sockets[0].port = 0; });
    row("probe socket unknown", "probes[0].socket", [](Manifest& m) { m.probes[0].socket = "nope"; });
    row("probe on a public socket", "probes[0].socket", [](Manifest& m) { m.probes[0].socket = "http"; });
    row("probe path", "probes[0].path", [](Manifest& m) { m.probes[0].path = "health"; });
    row("probe path with a break", "probes[0].path", [](Manifest& m) { m.probes[0].path = "/a\r\nX: y"; });
    row("probe status", "probes[0].expectStatus", [](Manifest& m) { m.probes[0].expectStatus = 99; });
    row("probe interval", "probes[0].intervalMs", [](Manifest& m) { m.probes[0].interval = Duration{1}; });
    row("probe timeout", "probes[0].timeoutMs", [](Manifest& m) { m.probes[0].timeout = Duration{60'001}; });
    row("exec probe", "probes[0].argv", [](Manifest& m) { m.probes[0].kind = ProbeSpec::Kind::Exec; });
    row("metrics socket", "metrics.socket", [](Manifest& m) { m.metrics.socket = "http"; });
    row("hook name", "hooks[0].name", [](Manifest& m) { m.hooks = {{"explode", {"bin/run"}}}; });
    row("hook twice", "hooks[1].name", [](Manifest& m) { m.hooks = {{"stop", {"a"}}, {"stop", {"a"}}}; });
    row("hook without argv", "hooks[0].argv", [](Manifest& m) { m.hooks = {{"stop", {}}}; });
    row("stop signal", "stop.signal", [](Manifest& m) { m.stop.signal = 9; });
    row("stop grace", "stop.graceMs", [](Manifest& m) { m.stop.grace = Duration{600'001}; });
    row("warm", "warmMs", [](Manifest& m) { m.warm = Duration{-1}; });
    row("own dependency", "dependencies[0].module", [](Manifest& m) {
        m.dependencies = {{m.name, VersionRange::parse("*").value()}};
    });
    row("setting name", "settings.LISTEN_FDS", [](Manifest& m) { m.settings["LISTEN_FDS"] = "3"; });
    row("setting lower case", "settings.path", [](Manifest& m) { m.settings["path"] = "3"; });
    row("description", "description", [](Manifest& m) { m.description = std::string(1001, 'x'); });
    row("author", "author", [](Manifest& m) { m.author = "a\nb"; });
    row("metadata", "metadata.k", [](Manifest& m) { m.metadata["k"] = std::string(1001, 'x'); });
    row("payload digest", "payload.sha256", [](Manifest& m) { m.payloadSha256 = Digest{"abc"}; });
    row("payload size", "payload.size", [](Manifest& m) { m.payloadSize = 3ULL << 30; });
    row("no files", "files", [](Manifest& m) { m.files.clear(); });
    row("file mode", "files[1].mode", [](Manifest& m) { m.files[1].mode = 04755; });
    row("file path", "files[1].path", [](Manifest& m) { m.files[1].path = "/etc/passwd"; });
    row("file digest", "files[1].sha256",
        [](Manifest& m) { m.files[1].sha256 = Digest{std::string(64, 'G')}; });
    row("files unsorted", "files[2].path", [](Manifest& m) { m.files.push_back(file("a")); });
    row("file twice", "files[2].path", [](Manifest& m) { m.files.push_back(file("share/x")); });
    row("case clash", "files[2].path", [](Manifest& m) {
        m.files[1].path = "share/X";
        m.files.push_back(file("share/x"));
    });
    row("folder case clash", "files[2].path", [](Manifest& m) {
        m.files[1].path = "share/a";
        m.files.push_back(file("shaRe/b"));
        std::swap(m.files[1], m.files[2]);
    });
    row("file where a folder is", "files[2].path", [](Manifest& m) {
        m.files[1].path = "data";
        m.files.push_back(file("data/x"));
    });
    row("files too large", "files", [](Manifest& m) {
        m.files[0].size = 5ULL << 30;
        m.files[1].size = 5ULL << 30;
    });
}

void TestModule::namesEveryWrongField() {
    QFETCH(Spoil, spoil);
    QFETCH(QByteArray, field);
    Manifest manifest = goodManifest();
    spoil(manifest);
    const Status status = validate(manifest);
    QVERIFY(!status.ok());
    QCOMPARE(status.error().code, ErrorCode::InvalidArgument);
    QVERIFY2(status.error().fields.contains(field.toStdString()), describe(status.error()).c_str());
}

void TestModule::namesAllWrongFieldsAtOnce() {
    Manifest manifest = goodManifest();
    manifest.name = ModuleName{"?"};
    manifest.stop.signal = 9;
    manifest.files[0].size = 9ULL << 30;
    const Status status = validate(manifest);
    QVERIFY(!status.ok());
    QCOMPARE(status.error().fields.size(), std::size_t{4}); // the sum of the sizes is wrong too
}

void TestModule::knowsWhatSwapsWithoutDowntime() {
    Manifest manifest = goodManifest();
    QVERIFY(manifest.swapsWithoutDowntime());
    manifest.sockets.erase(manifest.sockets.begin());
    QVERIFY(!manifest.swapsWithoutDowntime());
    manifest.kind = ModuleKind::Site;
    QVERIFY(!manifest.swapsWithoutDowntime());
    manifest.kind = ModuleKind::Files;
    QVERIFY(manifest.swapsWithoutDowntime());
    manifest.kind = ModuleKind::Exec;
    QVERIFY(!manifest.swapsWithoutDowntime());
}

QTEST_APPLESS_MAIN(TestModule)
#include "tst_module.moc"
