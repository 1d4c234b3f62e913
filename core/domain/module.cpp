// SPDX-License-Identifier: Apache-2.0
#include "core/domain/module.h"

#include "core/domain/limits.h"

#include <algorithm>
#include <array>
#include <set>

namespace hotswap {

namespace {

using namespace std::chrono_literals;

constexpr std::size_t kNameCharsMin = 3;
constexpr std::size_t kNameCharsMax = 64;
constexpr std::size_t kPathBytesMax = 1'024;
constexpr std::size_t kPathPartsMax = 32;
constexpr std::size_t kAuthorCharsMax = 200;
constexpr std::size_t kSocketsMax = 16;
constexpr std::size_t kSocketNameCharsMax = 31;
constexpr std::size_t kProbesMax = 16;
constexpr std::size_t kDependenciesMax = 64;
constexpr std::size_t kArgumentsMax = 64;
constexpr std::size_t kArgumentCharsMax = 4'096;
constexpr std::size_t kHostsMax = 64;
constexpr std::size_t kHostCharsMax = 253;
constexpr std::size_t kSettingsMax = 64;
constexpr std::size_t kSettingNameCharsMax = 64;
constexpr std::size_t kSettingValueCharsMax = 4'096;
constexpr std::uint32_t kMemoryMiBMax = 16 * 1'024 * 1'024;
constexpr std::uint32_t kCpuMilliMax = 1'024 * 1'000;
constexpr Duration kProbeTimeMin = 100ms;
constexpr Duration kProbeTimeMax = 60s;
constexpr Duration kHookTimeMax = 1h;
constexpr Duration kGraceMax = 10min;
constexpr Duration kWarmMax = 24h;
constexpr std::array kHookNames{"install", "probe", "reload", "remove", "start", "stop"};
constexpr std::array kStopSignals{1,  2,  3,
                                  10, 12, 15}; // HUP INT QUIT USR1 USR2 TERM: what a process can catch

bool isLowerOrDigit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

bool isPrintable(std::string_view text) {
    return std::none_of(text.begin(), text.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte < 0x20 || byte == 0x7f;
    });
}

/// Text for people: UTF-8 with line breaks and tabs, no other control characters.
bool isText(std::string_view text) {
    return std::none_of(text.begin(), text.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return (byte < 0x20 && c != '\n' && c != '\t') || byte == 0x7f;
    });
}

bool isSocketName(std::string_view name) {
    return !name.empty() && name.size() <= kSocketNameCharsMax && name[0] >= 'a' && name[0] <= 'z' &&
           std::all_of(name.begin(), name.end(), [](char c) { return isLowerOrDigit(c) || c == '-'; });
}

bool isUrlPath(std::string_view path) {
    return !path.empty() && path.size() <= kPathBytesMax && path[0] == '/' &&
           std::all_of(path.begin(), path.end(), [](char c) { return c > 0x20 && c < 0x7f; });
}

/// A host name as it comes in a Host header, in lower case and without a port.
bool isHostName(std::string_view name) {
    return !name.empty() && name.size() <= kHostCharsMax && isLowerOrDigit(name.front()) &&
           isLowerOrDigit(name.back()) && name.find("..") == std::string_view::npos &&
           std::all_of(name.begin(), name.end(),
                       [](char c) { return isLowerOrDigit(c) || c == '-' || c == '.'; });
}

bool isSettingName(std::string_view name) {
    const auto allowed = [](char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'; };
    return !name.empty() && name.size() <= kSettingNameCharsMax && !(name[0] >= '0' && name[0] <= '9') &&
           std::all_of(name.begin(), name.end(), allowed) && !name.starts_with("LISTEN_");
}

std::string foldCase(std::string_view path) {
    std::string folded(path);
    std::transform(folded.begin(), folded.end(), folded.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return folded;
}

std::string at(const char* list, std::size_t i, const char* field = "") {
    return std::string(list) + "[" + std::to_string(i) + "]" + (*field ? "." : "") + field;
}

/// Gathers every wrong field of one manifest.
class ManifestCheck {
public:
    explicit ManifestCheck(const Manifest& manifest) : m_manifest(manifest) {}

    Status run() {
        checkIdentity();
        checkEntryAndHooks();
        checkSockets();
        checkSite();
        checkProbes();
        checkTexts();
        checkPayload();
        if (m_error.fields.empty()) {
            return success();
        }
        m_error.detail = "manifest";
        return m_error;
    }

private:
    void require(bool right, const std::string& field, const char* expected) {
        if (!right) {
            m_error.fields.emplace(field, expected);
        }
    }

    void checkIdentity() {
        const auto& m = m_manifest;
        require(parseModuleName(m.name.value).ok(), "name", "[a-z0-9][a-z0-9-]{1,62}[a-z0-9]");
        require(!m.version.empty(), "version", "a semantic version like 1.2.3");
        require(m.needs.memoryMiB <= kMemoryMiBMax, "needs.memoryMiB", "0..16777216");
        require(m.needs.cpuMilli <= kCpuMilliMax, "needs.cpuMilli", "0..1024000");
        require(m.limits.memoryMiB <= kMemoryMiBMax, "limits.memoryMiB", "0..16777216");
        require(m.limits.cpuMilli <= kCpuMilliMax, "limits.cpuMilli", "0..1024000");
        require(m.dependencies.size() <= kDependenciesMax, "dependencies", "at most 64");
        std::set<ModuleName> seen;
        for (std::size_t i = 0; i < m.dependencies.size(); ++i) {
            const ModuleName& name = m.dependencies[i].module;
            require(parseModuleName(name.value).ok() && name != m.name, at("dependencies", i, "module"),
                    "the name of another module");
            require(seen.insert(name).second, at("dependencies", i, "module"), "each module once");
        }
    }

    void checkArguments(const std::vector<std::string>& argv, const std::string& field) {
        require(!argv.empty() && isSafeRelativePath(argv[0]), field,
                "a path inside the release, then arguments");
        require(argv.size() <= kArgumentsMax, field, "at most 64 arguments");
        require(
            std::all_of(argv.begin(), argv.end(),
                        [](const std::string& a) { return a.size() <= kArgumentCharsMax && isPrintable(a); }),
            field, "printable arguments of at most 4096 characters");
    }

    void checkEntryAndHooks() {
        const auto& m = m_manifest;
        if (m.kind == ModuleKind::Service) {
            checkArguments(m.entry, "entry");
            const auto file = std::find_if(m.files.begin(), m.files.end(), [&](const PackageFile& f) {
                return !m.entry.empty() && f.path == m.entry[0] && f.mode == 0755;
            });
            require(file != m.files.end(), "entry", "an executable file of the package");
        } else {
            require(m.entry.empty(), "entry", "nothing unless kind is service");
        }
        std::set<std::string> seen;
        for (std::size_t i = 0; i < m.hooks.size(); ++i) {
            const HookSpec& hook = m.hooks[i];
            const bool known = std::find(kHookNames.begin(), kHookNames.end(), hook.name) != kHookNames.end();
            require(known && seen.insert(hook.name).second, at("hooks", i, "name"),
                    "each of install, start, probe, stop, remove, reload at most once");
            checkArguments(hook.argv, at("hooks", i, "argv"));
            require(hook.timeout > 0ms && hook.timeout <= kHookTimeMax, at("hooks", i, "timeoutMs"),
                    "1..3600000");
        }
        require(m.kind != ModuleKind::Exec || seen.contains("start"), "hooks", "a start hook for kind exec");
        require(std::find(kStopSignals.begin(), kStopSignals.end(), m.stop.signal) != kStopSignals.end(),
                "stop.signal", "HUP, INT, QUIT, USR1, USR2 or TERM");
        require(m.stop.grace >= 0ms && m.stop.grace <= kGraceMax, "stop.graceMs", "0..600000");
        require(m.warm >= 0ms && m.warm <= kWarmMax, "warmMs", "0..86400000");
    }

    void checkSockets() {
        const auto& m = m_manifest;
        const bool serves = m.kind == ModuleKind::Service || m.kind == ModuleKind::Site;
        require(serves || m.sockets.empty(), "sockets", "none unless kind is service or site");
        require(m.sockets.size() <= kSocketsMax, "sockets", "at most 16");
        std::set<std::string> names;
        std::set<std::uint16_t> ports;
        for (std::size_t i = 0; i < m.sockets.size(); ++i) {
            const SocketSpec& socket = m.sockets[i];
            require(isSocketName(socket.name) && names.insert(socket.name).second, at("sockets", i, "name"),
                    "[a-z][a-z0-9-]{0,30}, each once");
            if (socket.reach == SocketSpec::Reach::Public) {
                require(socket.port != 0 && ports.insert(socket.port).second, at("sockets", i, "port"),
                        "1..65535, each once");
            }
        }
    }

    void checkSite() {
        const auto& m = m_manifest;
        if (m.kind != ModuleKind::Site) {
            require(m.hosts.empty(), "hosts", "none unless kind is site");
            return;
        }
        require(m.swapsWithoutDowntime(), "sockets", "a public socket for kind site");
        require(std::any_of(m.files.begin(), m.files.end(),
                            [](const PackageFile& file) { return file.path.starts_with(kSiteFolder); }),
                "files", "at least one file below public/ for kind site");
        require(m.hosts.size() <= kHostsMax, "hosts", "at most 64");
        for (std::size_t i = 0; i < m.hosts.size(); ++i) {
            require(isHostName(m.hosts[i]), at("hosts", i), "a host name in lower case without a port");
        }
    }

    bool hasProbeSocket(const std::string& name) const {
        return std::any_of(m_manifest.sockets.begin(), m_manifest.sockets.end(), [&](const SocketSpec& s) {
            return s.name == name && s.reach == SocketSpec::Reach::Probe;
        });
    }

    void checkProbes() {
        const auto& m = m_manifest;
        require(m.probes.size() <= kProbesMax, "probes", "at most 16");
        for (std::size_t i = 0; i < m.probes.size(); ++i) {
            const ProbeSpec& probe = m.probes[i];
            if (probe.kind == ProbeSpec::Kind::Exec) {
                checkArguments(probe.argv, at("probes", i, "argv"));
            } else {
                require(hasProbeSocket(probe.socket), at("probes", i, "socket"),
                        "the name of a probe socket");
            }
            if (probe.kind == ProbeSpec::Kind::Http) {
                require(isUrlPath(probe.path), at("probes", i, "path"), "a path that starts with /");
                require(probe.expectStatus >= 100 && probe.expectStatus <= 599,
                        at("probes", i, "expectStatus"), "100..599");
                require(probe.expectBody.size() <= kArgumentCharsMax && isText(probe.expectBody),
                        at("probes", i, "expectBody"), "text of at most 4096 characters");
            }
            require(probe.interval >= kProbeTimeMin && probe.interval <= kProbeTimeMax,
                    at("probes", i, "intervalMs"), "100..60000");
            require(probe.timeout >= kProbeTimeMin && probe.timeout <= kProbeTimeMax,
                    at("probes", i, "timeoutMs"), "100..60000");
        }
        require(m.metrics.socket.empty() || hasProbeSocket(m.metrics.socket), "metrics.socket",
                "the name of a probe socket");
        require(isUrlPath(m.metrics.path), "metrics.path", "a path that starts with /");
    }

    void checkTexts() {
        const auto& m = m_manifest;
        require(m.description.size() <= limits::kDescriptionCharsMax && isText(m.description), "description",
                "text of at most 1000 characters");
        require(m.author.size() <= kAuthorCharsMax && isPrintable(m.author), "author",
                "one line of at most 200 characters");
        require(m.settings.size() <= kSettingsMax, "settings", "at most 64");
        for (const auto& [name, value] : m.settings) {
            require(isSettingName(name), "settings." + name, "[A-Z_][A-Z0-9_]{0,63}, not LISTEN_…");
            require(value.size() <= kSettingValueCharsMax && isText(value), "settings." + name,
                    "text of at most 4096 characters");
        }
        require(m.metadata.size() <= limits::kMetadataEntriesMax, "metadata", "at most 50 entries");
        for (const auto& [name, value] : m.metadata) {
            require(!name.empty() && name.size() <= kSettingNameCharsMax && isPrintable(name),
                    "metadata." + name, "a name of 1..64 printable characters");
            require(value.size() <= limits::kMetadataValueCharsMax && isText(value), "metadata." + name,
                    "text of at most 1000 characters");
        }
    }

    void checkPayload() {
        const auto& m = m_manifest;
        require(m.payloadSize <= limits::kPayloadBytesMax, "payload.size", "at most 2 GiB");
        require(isDigestText(m.payloadSha256.value), "payload.sha256", "64 lower-case hexadecimal digits");
        require(!m.files.empty() && m.files.size() <= limits::kPackageFilesMax, "files", "1..100000 files");
        std::uint64_t total = 0;
        std::set<std::string> files;
        std::set<std::string> folders;
        for (std::size_t i = 0; i < std::min(m.files.size(), limits::kPackageFilesMax); ++i) {
            const PackageFile& file = m.files[i];
            const bool safe = isSafeRelativePath(file.path);
            require(safe, at("files", i, "path"), "a relative path without . or .. parts");
            require(i == 0 || m.files[i - 1].path < file.path, at("files", i, "path"), "sorted, each once");
            require(file.mode == 0644 || file.mode == 0755, at("files", i, "mode"), "0644 or 0755");
            require(isDigestText(file.sha256.value), at("files", i, "sha256"),
                    "64 lower-case hexadecimal digits");
            require(file.size <= limits::kUnpackedBytesMax, at("files", i, "size"), "at most 8 GiB");
            total += std::min(file.size, limits::kUnpackedBytesMax);
            if (safe) {
                checkClash(file.path, at("files", i, "path"), files, folders);
            }
        }
        require(total <= limits::kUnpackedBytesMax, "files", "at most 8 GiB in all");
    }

    /// No two files that are one on a file system without case, no file where another needs a folder, and no
    /// folder spelt in two ways.
    void checkClash(const std::string& path, const std::string& field, std::set<std::string>& files,
                    std::set<std::string>& folders) {
        const char* rule = "no other path that differs only in case, and no file where a folder is needed";
        const std::string folded = foldCase(path);
        require(files.insert(folded).second && !folders.contains(folded), field, rule);
        for (std::size_t slash = path.find('/'); slash != std::string::npos;
             slash = path.find('/', slash + 1)) {
            const std::string folder = folded.substr(0, slash);
            const bool spelledAlike =
                m_folders.try_emplace(folder, path.substr(0, slash)).first->second == path.substr(0, slash);
            require(!files.contains(folder) && spelledAlike, field, rule);
            folders.insert(folder);
        }
    }

    const Manifest& m_manifest;
    Error m_error{ErrorCode::InvalidArgument, {}, {}};
    std::map<std::string, std::string> m_folders; ///< folded folder name to the way it was first written
};

} // namespace

Result<ModuleName> parseModuleName(std::string_view text, std::string field) {
    const bool right =
        text.size() >= kNameCharsMin && text.size() <= kNameCharsMax && text.front() != '-' &&
        text.back() != '-' &&
        std::all_of(text.begin(), text.end(), [](char c) { return isLowerOrDigit(c) || c == '-'; });
    if (!right) {
        return invalidField(std::move(field), "[a-z0-9][a-z0-9-]{1,62}[a-z0-9]");
    }
    return ModuleName{std::string(text)};
}

bool isSafeRelativePath(std::string_view path) {
    if (path.empty() || path.size() > kPathBytesMax) {
        return false;
    }
    if (!std::all_of(path.begin(), path.end(), [](char c) { return c >= 0x20 && c < 0x7f && c != '\\'; })) {
        return false;
    }
    std::size_t start = 0;
    for (std::size_t parts = 1;; ++parts) {
        const std::size_t end = std::min(path.find('/', start), path.size());
        const std::string_view part = path.substr(start, end - start);
        if (part.empty() || part == "." || part == ".." || parts > kPathPartsMax) {
            return false;
        }
        if (end == path.size()) {
            return true;
        }
        start = end + 1;
    }
}

bool isDigestText(std::string_view text) {
    return text.size() == 64 && std::all_of(text.begin(), text.end(), [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
           });
}

bool Manifest::swapsWithoutDowntime() const {
    if (kind == ModuleKind::Files || kind == ModuleKind::Exec) {
        return kind == ModuleKind::Files; // one link is replaced; hooks stop one and start the other
    }
    return std::any_of(sockets.begin(), sockets.end(),
                       [](const SocketSpec& s) { return s.reach == SocketSpec::Reach::Public; });
}

Status validate(const Manifest& manifest) {
    return ManifestCheck(manifest).run();
}

} // namespace hotswap
