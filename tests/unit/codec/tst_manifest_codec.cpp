// SPDX-License-Identifier: Apache-2.0
#include "core/codec/manifest_codec.h"
#include "core/codec/module_toml.h"

#include <QTest>

using namespace hotswap;
using namespace hotswap::codec;

namespace {

constexpr const char* kFullToml = R"(
name = "web-one"
version = "1.2.0-rc.1"
kind = "service"
description = "Shows pages."
author = "A. Uthor"
entry = ["bin/run", "--fast"]
offline = "finish"
warmMs = 60000
[[dependencies]]
module = "base-lib"
range = "^2.0.0"
[needs]
memoryMiB = 64
cpuMilli = 500
diskMiB = 10
[limits]
memoryMiB = 128
[[sockets]]
name = "http"
port = 8080
reach = "public"
[[sockets]]
name = "probe"
reach = "probe"
[[probes]]
kind = "http"
socket = "probe"
path = "/ready"
expectStatus = 204
expectBody = "ok"
intervalMs = 500
timeoutMs = 700
[[probes]]
kind = "exec"
argv = ["bin/check", "all"]
[metrics]
socket = "probe"
path = "/numbers"
[[hooks]]
name = "install"
argv = ["bin/install"]
timeoutMs = 5000
[stop]
signal = "INT"
graceMs = 3000
[settings]
MODE = "bright"
[metadata]
commit = "1a2b"
)";

Manifest fullManifest() {
    Manifest m = parseModuleToml(kFullToml).value();
    m.payloadSize = 7;
    m.payloadSha256 = Digest{std::string(64, 'a')};
    m.files = {{"bin/run", 0755, 3, Digest{std::string(64, 'b')}}};
    return m;
}

std::string replaced(std::string text, const std::string& what, const std::string& with) {
    const std::size_t at = text.find(what);
    return at == std::string::npos ? std::string("not found: " + what) : text.replace(at, what.size(), with);
}

} // namespace

class TestManifestCodec : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsEveryFieldOfToml();
    void defaultsAreThoseOfTheDomain();
    void roundTrips();
    void tellsWhatPlannersNeed();
    void refusesAlteredManifests_data();
    void refusesAlteredManifests();
    void refusesWrongToml_data();
    void refusesWrongToml();
    void socketsNoneMustBeSaid();
    void neverEncodesAWrongManifest();
};

void TestManifestCodec::readsEveryFieldOfToml() {
    const auto parsed = parseModuleToml(kFullToml);
    QVERIFY2(parsed.ok(), parsed.ok() ? "" : describe(parsed.error()).c_str());
    const Manifest& m = *parsed;
    QCOMPARE(m.version.text(), std::string("1.2.0-rc.1"));
    QCOMPARE(m.entry, (std::vector<std::string>{"bin/run", "--fast"}));
    QCOMPARE(m.offline, OfflinePolicy::Finish);
    QCOMPARE(m.warm, Duration{60'000});
    QCOMPARE(m.dependencies.at(0).range.text(), std::string("^2.0.0"));
    QCOMPARE(m.needs, (Needs{64, 500, 10}));
    QCOMPARE(m.limits, (ResourceLimits{128, 0}));
    QCOMPARE(m.sockets, (std::vector<SocketSpec>{{"http", 8080, SocketSpec::Reach::Public},
                                                 {"probe", 0, SocketSpec::Reach::Probe}}));
    QCOMPARE(
        m.probes.at(0),
        (ProbeSpec{ProbeSpec::Kind::Http, "probe", "/ready", 204, "ok", {}, Duration{500}, Duration{700}}));
    QCOMPARE(m.probes.at(1).argv, (std::vector<std::string>{"bin/check", "all"}));
    QCOMPARE(m.metrics, (MetricsSpec{"probe", "/numbers"}));
    QCOMPARE(m.hooks.at(0), (HookSpec{"install", {"bin/install"}, Duration{5'000}}));
    QCOMPARE(m.stop, (StopSpec{2, Duration{3'000}}));
    QCOMPARE(m.settings.at("MODE"), std::string("bright"));
    QCOMPARE(m.metadata.at("commit"), std::string("1a2b"));
}

void TestManifestCodec::defaultsAreThoseOfTheDomain() {
    const Manifest m =
        parseModuleToml("name = \"abc\"\nversion = \"1.0.0\"\nkind = \"files\"\n[[probes]]\nkind = \"tcp\"")
            .value();
    QCOMPARE(m.stop, StopSpec());
    QCOMPARE(m.warm, Manifest().warm);
    QCOMPARE(m.offline, OfflinePolicy::Hold);
    QCOMPARE(m.metrics, MetricsSpec());
    QCOMPARE(m.probes.at(0).interval, ProbeSpec().interval);
    QCOMPARE(m.probes.at(0).path, ProbeSpec().path);
}

void TestManifestCodec::roundTrips() {
    const auto bytes = encodeManifest(fullManifest());
    QVERIFY2(bytes.ok(), bytes.ok() ? "" : describe(bytes.error()).c_str());
    const auto decoded = decodeManifest(*bytes);
    QVERIFY2(decoded.ok(), decoded.ok() ? "" : describe(decoded.error()).c_str());
    QCOMPARE(encodeManifest(*decoded).value(), *bytes);
    QCOMPARE(decoded->probes, fullManifest().probes);
    QCOMPARE(decoded->limits, fullManifest().limits);
    QCOMPARE(decoded->sockets, fullManifest().sockets);
    QCOMPARE(decoded->hooks, fullManifest().hooks);
    QCOMPARE(decoded->files, fullManifest().files);
    QCOMPARE(decoded->stop, fullManifest().stop);
    QVERIFY(bytes->starts_with("{\"author\":")); // keys sorted, no spaces
    QVERIFY(bytes->find(": ") == std::string::npos);
}

void TestManifestCodec::tellsWhatPlannersNeed() {
    const ReleaseInfo info = releaseInfo(fullManifest(), Digest{"d"}, {KeyId{"k"}}, 99);
    QCOMPARE(info.release, (Release{ModuleName{"web-one"}, fullManifest().version, Digest{"d"}}));
    QVERIFY(info.swapsWithoutDowntime);
    QCOMPARE(info.needs.memoryMiB, 64U);
    QCOMPARE(info.packageBytes, 99ULL);
    QCOMPARE(info.signedBy.size(), std::size_t{1});
}

void TestManifestCodec::refusesAlteredManifests_data() {
    QTest::addColumn<QByteArray>("what");
    QTest::addColumn<QByteArray>("with");
    QTest::addColumn<QByteArray>("field");
    const auto row = [](const char* name, const char* what, const char* with, const char* field) {
        QTest::newRow(name) << QByteArray(what) << QByteArray(with) << QByteArray(field);
    };
    row("unknown field", "{\"author\"", "{\"aaa\":1,\"author\"", "aaa");
    row("unknown inner field", "\"metrics\":{", "\"metrics\":{\"a\":1,", "metrics.a");
    row("missing field", "\"author\":\"A. Uthor\",\"dep", "\"dep", "");
    row("wrong type", "\"graceMs\":3000", "\"graceMs\":\"3000\"", "stop.graceMs");
    row("wrong port", "\"port\":8080", "\"port\":65536", "sockets[0].port");
    row("wrong kind", "\"kind\":\"service\"", "\"kind\":\"magic\"", "kind");
    row("wrong mode", "\"mode\":\"0755\"", "\"mode\":\"4755\"", "files[0].mode");
    row("wrong signal", "\"signal\":\"INT\"", "\"signal\":\"KILL\"", "stop.signal");
    row("wrong range", "^2.0.0", "latest", "dependencies[0].range");
    row("wrong version", "1.2.0-rc.1", "1.2", "version");
    row("rule of the domain", "\"path\":\"bin/run\"", "\"path\":\"../run\"", "files[0].path");
    row("not canonical", "\"author\":", "\"author\": ", "");
}

void TestManifestCodec::refusesAlteredManifests() {
    QFETCH(QByteArray, what);
    QFETCH(QByteArray, with);
    QFETCH(QByteArray, field);
    const std::string bytes =
        replaced(encodeManifest(fullManifest()).value(), what.toStdString(), with.toStdString());
    const auto decoded = decodeManifest(bytes);
    if (QByteArray(QTest::currentDataTag()) == "missing field") {
        QVERIFY(decoded.ok()); // optional ones may be absent
        return;
    }
    QVERIFY(!decoded.ok());
    QVERIFY2(field.isEmpty() || decoded.error().fields.contains(field.toStdString()),
             describe(decoded.error()).c_str());
}

void TestManifestCodec::refusesWrongToml_data() {
    QTest::addColumn<QByteArray>("toml");
    QTest::addColumn<QByteArray>("field");
    const QByteArray head = "name = \"abc\"\nversion = \"1.0.0\"\nkind = \"files\"\n";
    QTest::newRow("empty") << QByteArray() << QByteArray("name");
    QTest::newRow("unknown key") << head + "colour = \"red\"" << QByteArray("colour");
    QTest::newRow("unknown inner key") << head + "[stop]\nsignals = \"TERM\"" << QByteArray("stop.signals");
    QTest::newRow("payload by hand") << head + "[payload]\nsize = 1" << QByteArray("payload");
    QTest::newRow("files by hand") << head + "files = []" << QByteArray("files");
    QTest::newRow("fraction") << head + "warmMs = 1.5" << QByteArray("warmMs");
    QTest::newRow("date") << head + "author = 2026-01-01" << QByteArray("author");
    QTest::newRow("negative") << head + "warmMs = -1" << QByteArray("warmMs");
    QTest::newRow("version") << QByteArray("name=\"abc\"\nkind=\"files\"\nversion=\"one\"")
                             << QByteArray("version");
}

void TestManifestCodec::refusesWrongToml() {
    QFETCH(QByteArray, toml);
    QFETCH(QByteArray, field);
    const auto parsed = parseModuleToml(toml.toStdString());
    QVERIFY(!parsed.ok());
    QCOMPARE(parsed.error().code, ErrorCode::InvalidArgument);
    QVERIFY2(parsed.error().fields.contains(field.toStdString()), describe(parsed.error()).c_str());
    const auto broken = parseModuleToml(toml.toStdString() + "\n= 1");
    QCOMPARE(broken.error().code, ErrorCode::Malformed);
    QVERIFY(broken.error().detail.find("line ") != std::string::npos);
}

void TestManifestCodec::socketsNoneMustBeSaid() {
    const std::string head = "name = \"abc\"\nversion = \"1.0.0\"\nkind = \"service\"\nentry = [\"a\"]\n";
    const auto silent = parseModuleToml(head);
    QVERIFY(!silent.ok());
    QVERIFY(silent.error().fields.contains("sockets"));
    const auto said = parseModuleToml(head + "sockets = \"none\"");
    QVERIFY(said.ok());
    QVERIFY(said->sockets.empty());
    QVERIFY(!parseModuleToml(head + "sockets = \"some\"").ok());
}

void TestManifestCodec::neverEncodesAWrongManifest() {
    Manifest manifest = fullManifest();
    manifest.files[0].path = "/etc/passwd";
    const auto bytes = encodeManifest(manifest);
    QVERIFY(!bytes.ok());
    QVERIFY(bytes.error().fields.contains("files[0].path"));
}

QTEST_APPLESS_MAIN(TestManifestCodec)
#include "tst_manifest_codec.moc"
