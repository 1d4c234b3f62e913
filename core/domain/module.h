// SPDX-License-Identifier: Apache-2.0
#pragma once
// Modules, releases and the manifest that a package states about itself (design: node.md, Module package).

#include "core/domain/ids.h"
#include "core/domain/time.h"
#include "core/domain/version.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hotswap {

/// Checks [a-z0-9][a-z0-9-]{1,62}[a-z0-9]; the error names the field given.
Result<ModuleName> parseModuleName(std::string_view text, std::string field = "module");

/// Whether a path of a package may be used below a release directory: relative, '/'-separated, printable
/// ASCII without backslash, no empty, "." or ".." parts, at most 1,024 bytes and 32 parts.
bool isSafeRelativePath(std::string_view path);

/// Whether the text is a SHA-256 as 64 lower-case hexadecimal digits.
bool isDigestText(std::string_view text);

/// One version of a module, identified by the digest of its manifest.
struct Release {
    ModuleName module;
    Version version;
    Digest digest;

    bool operator==(const Release&) const = default;
};

/// What a module is on a node.
enum class ModuleKind {
    Service, ///< supervised process that takes its listening sockets by LISTEN_FDS
    Files,   ///< static content or configuration; one atomic switch of `current`
    Site,    ///< files served by the agent's own small HTTP server
    Exec,    ///< anything else, through hooks
};

/// What a node does with a half-done command when it is cut off from every gateway.
enum class OfflinePolicy { Hold, Finish, Revert };

struct Dependency {
    ModuleName module;
    VersionRange range;
};

/// What a node must have free before the release is started there.
struct Needs {
    std::uint32_t memoryMiB = 0;
    std::uint32_t cpuMilli = 0; ///< thousandths of one core
    std::uint32_t diskMiB = 0;
    bool operator==(const Needs&) const = default;
};

/// What a module may use at most, enforced by the node's kernel where it can (cgroup v2). 0: as much as there
/// is.
struct ResourceLimits {
    std::uint32_t memoryMiB = 0;
    std::uint32_t cpuMilli = 0; ///< thousandths of one core
    bool operator==(const ResourceLimits&) const = default;
};

/// One listening socket that the agent opens for the module. Public ones are opened once per slot in one
/// SO_REUSEPORT group; probe ones are private to a slot, on an ephemeral loopback port.
struct SocketSpec {
    enum class Reach { Public, Probe };
    std::string name;       ///< LISTEN_FDNAMES entry, [a-z][a-z0-9-]{0,30}
    std::uint16_t port = 0; ///< default public port, 1..65535; ignored for Probe; a node may map it elsewhere
    Reach reach = Reach::Public;
    bool operator==(const SocketSpec&) const = default;
};

struct ProbeSpec {
    enum class Kind { Http, Tcp, Exec };
    Kind kind = Kind::Http;
    std::string socket;            ///< probe socket to dial (Http, Tcp)
    std::string path = "/health";  ///< Http only
    int expectStatus = 200;        ///< Http only
    std::string expectBody;        ///< Http only: must occur in the body; empty: not checked
    std::vector<std::string> argv; ///< Exec only, relative to the release directory
    Duration interval{1'000};
    Duration timeout{2'000};
    bool operator==(const ProbeSpec&) const = default;
};

struct MetricsSpec {
    std::string socket; ///< probe socket to scrape; empty: none
    std::string path = "/metrics";
    bool operator==(const MetricsSpec&) const = default;
};

struct StopSpec {
    int signal = 15;        ///< SIGTERM
    Duration grace{10'000}; ///< time to finish what it has before it is killed
    bool operator==(const StopSpec&) const = default;
};

struct HookSpec {
    std::string name; ///< install, start, probe, stop, remove, reload
    std::vector<std::string> argv;
    Duration timeout{60'000};
    bool operator==(const HookSpec&) const = default;
};

/// One file of the payload.
struct PackageFile {
    std::string path;          ///< relative, '/'-separated, no "." or ".." parts
    std::uint32_t mode = 0644; ///< permission bits only: 0644 or 0755 as packed
    std::uint64_t size = 0;
    Digest sha256;
    bool operator==(const PackageFile&) const = default;
};

/// Folder of a site's package whose files are served; everything beside it is for hooks and probes.
inline constexpr std::string_view kSiteFolder = "public/";

/// What a package says it is. The canonical JSON of this is what gets signed; its SHA-256 is the release
/// digest.
struct Manifest {
    ModuleName name;
    Version version;
    ModuleKind kind = ModuleKind::Service;
    std::string description;
    std::string author;
    std::vector<Dependency> dependencies;
    Needs needs;
    ResourceLimits limits;
    std::vector<std::string> hosts;  ///< Site: host names it answers for; empty: any
    std::vector<std::string> entry;  ///< argv of the service, first is a path inside the release
    std::vector<SocketSpec> sockets; ///< empty for a service: "sockets = none", swapping costs downtime
    std::vector<ProbeSpec> probes;
    MetricsSpec metrics;
    std::vector<HookSpec> hooks;
    StopSpec stop;
    Duration warm{30 * 60'000}; ///< how long the old slot stays warm after a blue-green switch
    OfflinePolicy offline = OfflinePolicy::Hold;
    std::map<std::string, std::string> settings; ///< handed to the service as environment variables
    std::map<std::string, std::string> metadata; ///< commit, build address, change log …
    std::uint64_t payloadSize = 0;
    Digest payloadSha256;
    std::vector<PackageFile> files;

    /// A service without public sockets and an exec module cannot: only one release of them is at work at a
    /// time, so the old one is stopped before the new one is started, and there is no blue-green.
    bool swapsWithoutDowntime() const;
};

/// What a package index entry tells planners and judges about a release.
struct ReleaseInfo {
    Release release;
    ModuleKind kind = ModuleKind::Service;
    bool swapsWithoutDowntime = true;
    Needs needs;
    std::vector<Dependency> dependencies;
    std::string description;
    std::string author;
    std::map<std::string, std::string> metadata;
    std::map<std::string, std::string> settings;
    std::vector<KeyId> signedBy;
    std::uint64_t packageBytes = 0;
};

/// Checks every rule of a manifest that does not need the payload. Each wrong field is in the error's fields,
/// with its path ("sockets[1].port") and what would be right.
Status validate(const Manifest& manifest);

} // namespace hotswap
