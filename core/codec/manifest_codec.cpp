// SPDX-License-Identifier: Apache-2.0
#include "core/codec/manifest_codec.h"

#include "core/codec/manifest_fields.h"
#include "core/domain/limits.h"

#include <csignal>

namespace hotswap::codec {

namespace {

using namespace std::chrono_literals;

// Bounds of single fields while reading; what a value may be is the business of validate().
constexpr std::size_t kTextBytesMax = 16 * 1'024;
constexpr std::size_t kListMax = 256;
constexpr std::int64_t kCountMax = UINT32_MAX;
constexpr Duration kTimeMax = 30 * 24h;

constexpr std::array<std::pair<std::string_view, int>, 6> kSignals{{{"HUP", SIGHUP},
                                                                    {"INT", SIGINT},
                                                                    {"QUIT", SIGQUIT},
                                                                    {"USR1", SIGUSR1},
                                                                    {"USR2", SIGUSR2},
                                                                    {"TERM", SIGTERM}}};

std::string signalName(int signal) {
    for (const auto& [name, number] : kSignals) {
        if (number == signal) {
            return std::string(name);
        }
    }
    return {};
}

int readSignal(ObjectReader& reader) {
    const std::string text = reader.has("signal") ? reader.text("signal", kListMax) : "TERM";
    for (const auto& [name, number] : kSignals) {
        if (name == text) {
            return number;
        }
    }
    reader.wrong("signal", "HUP, INT, QUIT, USR1, USR2 or TERM");
    return SIGTERM;
}

Json socketToJson(const SocketSpec& socket) {
    return {{"name", socket.name}, {"port", socket.port}, {"reach", nameOf(socket.reach)}};
}

Json probeToJson(const ProbeSpec& probe) {
    return {{"kind", nameOf(probe.kind)},
            {"socket", probe.socket},
            {"path", probe.path},
            {"expectStatus", probe.expectStatus},
            {"expectBody", probe.expectBody},
            {"argv", probe.argv},
            {"intervalMs", probe.interval.count()},
            {"timeoutMs", probe.timeout.count()}};
}

Json hookToJson(const HookSpec& hook) {
    return {{"name", hook.name}, {"argv", hook.argv}, {"timeoutMs", hook.timeout.count()}};
}

Json fileToJson(const PackageFile& file) {
    return {{"path", file.path},
            {"mode", file.mode == 0755 ? "0755" : "0644"},
            {"size", file.size},
            {"sha256", file.sha256.value}};
}

template <class T, class F>
Json listToJson(const std::vector<T>& items, F toJson) {
    Json list = Json::array();
    for (const T& item : items) {
        list.push_back(toJson(item));
    }
    return list;
}

/// Fields that most modules leave out are left out here too.
void addRareFields(Json& json, const Manifest& m) {
    if (m.limits != ResourceLimits{}) {
        json["limits"] = {{"memoryMiB", m.limits.memoryMiB}, {"cpuMilli", m.limits.cpuMilli}};
    }
    if (!m.hosts.empty()) {
        json["hosts"] = m.hosts;
    }
}

Json manifestToJson(const Manifest& m) {
    Json json = {
        {"name", m.name.value},
        {"version", m.version.text()},
        {"kind", nameOf(m.kind)},
        {"description", m.description},
        {"author", m.author},
        {"dependencies", listToJson(m.dependencies,
                                    [](const Dependency& d) {
                                        return Json{{"module", d.module.value}, {"range", d.range.text()}};
                                    })},
        {"needs",
         {{"memoryMiB", m.needs.memoryMiB}, {"cpuMilli", m.needs.cpuMilli}, {"diskMiB", m.needs.diskMiB}}},
        {"entry", m.entry},
        {"sockets", listToJson(m.sockets, socketToJson)},
        {"probes", listToJson(m.probes, probeToJson)},
        {"metrics", {{"socket", m.metrics.socket}, {"path", m.metrics.path}}},
        {"hooks", listToJson(m.hooks, hookToJson)},
        {"stop", {{"signal", signalName(m.stop.signal)}, {"graceMs", m.stop.grace.count()}}},
        {"warmMs", m.warm.count()},
        {"offline", nameOf(m.offline)},
        {"settings", m.settings},
        {"metadata", m.metadata},
        {"payload", {{"size", m.payloadSize}, {"sha256", m.payloadSha256.value}}},
        {"files", listToJson(m.files, fileToJson)}};
    addRareFields(json, m);
    return json;
}

Dependency readDependency(ObjectReader& reader) {
    Dependency dependency;
    dependency.module = ModuleName{reader.name("module")};
    const auto range = VersionRange::parse(reader.text("range", kTextBytesMax));
    if (range.ok()) {
        dependency.range = *range;
    } else {
        reader.wrong("range", range.error().fields.at("range"));
    }
    reader.refuseUnknown();
    return dependency;
}

SocketSpec readSocket(ObjectReader& reader) {
    SocketSpec socket;
    socket.name = reader.name("name");
    socket.reach = reader.choiceOr("reach", SocketSpec::Reach::Public);
    socket.port = static_cast<std::uint16_t>(reader.integerOr("port", 0, UINT16_MAX, 0));
    reader.refuseUnknown();
    return socket;
}

ProbeSpec readProbe(ObjectReader& reader) {
    ProbeSpec probe;
    probe.kind = reader.choiceOr("kind", ProbeSpec::Kind::Http);
    probe.socket = reader.text("socket", kTextBytesMax, Presence::Optional);
    if (reader.has("path")) {
        probe.path = reader.text("path", kTextBytesMax);
    }
    probe.expectStatus = static_cast<int>(reader.integerOr("expectStatus", 100, 599, probe.expectStatus));
    probe.expectBody = reader.text("expectBody", kTextBytesMax, Presence::Optional);
    probe.argv = reader.texts("argv", kListMax, kTextBytesMax, Presence::Optional);
    probe.interval = reader.durationOr("intervalMs", kTimeMax, probe.interval);
    probe.timeout = reader.durationOr("timeoutMs", kTimeMax, probe.timeout);
    reader.refuseUnknown();
    return probe;
}

HookSpec readHook(ObjectReader& reader) {
    HookSpec hook;
    hook.name = reader.name("name");
    hook.argv = reader.texts("argv", kListMax, kTextBytesMax);
    hook.timeout = reader.durationOr("timeoutMs", kTimeMax, hook.timeout);
    reader.refuseUnknown();
    return hook;
}

void readResources(ObjectReader& reader, Manifest& m) {
    ObjectReader needs = reader.object("needs", Presence::Optional);
    m.needs.memoryMiB = static_cast<std::uint32_t>(needs.integerOr("memoryMiB", 0, kCountMax, 0));
    m.needs.cpuMilli = static_cast<std::uint32_t>(needs.integerOr("cpuMilli", 0, kCountMax, 0));
    m.needs.diskMiB = static_cast<std::uint32_t>(needs.integerOr("diskMiB", 0, kCountMax, 0));
    needs.refuseUnknown();
    ObjectReader limits = reader.object("limits", Presence::Optional);
    m.limits.memoryMiB = static_cast<std::uint32_t>(limits.integerOr("memoryMiB", 0, kCountMax, 0));
    m.limits.cpuMilli = static_cast<std::uint32_t>(limits.integerOr("cpuMilli", 0, kCountMax, 0));
    limits.refuseUnknown();
}

void readFiles(ObjectReader& reader, Manifest& manifest) {
    reader.each("files", limits::kPackageFilesMax, [&](ObjectReader& item) {
        PackageFile file;
        file.path = item.name("path");
        const std::string mode = item.text("mode", kListMax);
        file.mode = mode == "0755" ? 0755 : 0644;
        if (mode != "0755" && mode != "0644") {
            item.wrong("mode", "\"0644\" or \"0755\"");
        }
        file.size = item.count("size");
        file.sha256 = Digest{item.digest("sha256")};
        item.refuseUnknown();
        manifest.files.push_back(std::move(file));
    });
}

} // namespace

Manifest readAuthoredFields(ObjectReader& reader) {
    Manifest m;
    m.name = ModuleName{reader.name("name")};
    const auto version = Version::parse(reader.text("version", kTextBytesMax));
    if (version.ok()) {
        m.version = *version;
    } else {
        reader.wrong("version", version.error().fields.at("version"));
    }
    m.kind = reader.choice<ModuleKind>("kind");
    m.description = reader.text("description", kTextBytesMax, Presence::Optional);
    m.author = reader.text("author", kTextBytesMax, Presence::Optional);
    reader.each(
        "dependencies", kListMax, [&](ObjectReader& item) { m.dependencies.push_back(readDependency(item)); },
        Presence::Optional);
    readResources(reader, m);
    m.hosts = reader.texts("hosts", kListMax, kTextBytesMax, Presence::Optional);
    m.entry = reader.texts("entry", kListMax, kTextBytesMax, Presence::Optional);
    reader.each(
        "sockets", kListMax, [&](ObjectReader& item) { m.sockets.push_back(readSocket(item)); },
        Presence::Optional);
    reader.each(
        "probes", kListMax, [&](ObjectReader& item) { m.probes.push_back(readProbe(item)); },
        Presence::Optional);
    ObjectReader metrics = reader.object("metrics", Presence::Optional);
    m.metrics.socket = metrics.text("socket", kTextBytesMax, Presence::Optional);
    if (metrics.has("path")) {
        m.metrics.path = metrics.text("path", kTextBytesMax);
    }
    metrics.refuseUnknown();
    reader.each(
        "hooks", kListMax, [&](ObjectReader& item) { m.hooks.push_back(readHook(item)); },
        Presence::Optional);
    ObjectReader stop = reader.object("stop", Presence::Optional);
    m.stop.signal = readSignal(stop);
    m.stop.grace = stop.durationOr("graceMs", kTimeMax, m.stop.grace);
    stop.refuseUnknown();
    m.warm = reader.durationOr("warmMs", kTimeMax, m.warm);
    m.offline = reader.choiceOr("offline", OfflinePolicy::Hold);
    m.settings = reader.textMap("settings", kListMax, kTextBytesMax);
    m.metadata = reader.textMap("metadata", kListMax, kTextBytesMax);
    return m;
}

Result<std::string> encodeManifest(const Manifest& manifest) {
    HS_TRY(validate(manifest));
    Result<std::string> bytes = canonicalText(manifestToJson(manifest));
    if (bytes.ok() && bytes->size() > limits::kManifestBytesMax) {
        return makeError(ErrorCode::Oversize, "a manifest has at most 1 MiB");
    }
    return bytes;
}

Result<Manifest> decodeManifest(std::string_view bytes) {
    const Result<Json> json = parseCanonical(bytes, {limits::kManifestBytesMax});
    if (!json.ok()) {
        return json.error();
    }
    FieldErrors errors;
    ObjectReader reader(*json, errors);
    Manifest manifest = readAuthoredFields(reader);
    ObjectReader payload = reader.object("payload");
    manifest.payloadSize = payload.count("size");
    manifest.payloadSha256 = Digest{payload.digest("sha256")};
    payload.refuseUnknown();
    readFiles(reader, manifest);
    reader.refuseUnknown();
    HS_TRY(errors.status(ErrorCode::Malformed, "manifest"));
    HS_TRY(validate(manifest));
    return manifest;
}

ReleaseInfo releaseInfo(const Manifest& manifest, const Digest& digest, std::vector<KeyId> signedBy,
                        std::uint64_t packageBytes) {
    ReleaseInfo info;
    info.release = {manifest.name, manifest.version, digest};
    info.kind = manifest.kind;
    info.swapsWithoutDowntime = manifest.swapsWithoutDowntime();
    info.needs = manifest.needs;
    info.dependencies = manifest.dependencies;
    info.description = manifest.description;
    info.author = manifest.author;
    info.metadata = manifest.metadata;
    info.settings = manifest.settings;
    info.signedBy = std::move(signedBy);
    info.packageBytes = packageBytes;
    return info;
}

} // namespace hotswap::codec
