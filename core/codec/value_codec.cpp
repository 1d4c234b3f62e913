// SPDX-License-Identifier: Apache-2.0
#include "core/codec/value_codec.h"

#include "core/codec/text_bounds.h"

#include "core/domain/encoding.h"
#include "core/domain/limits.h"

namespace hotswap::codec {

namespace {

using namespace std::chrono_literals;

constexpr std::size_t kModulesPerNodeMax = 256;

constexpr std::size_t kAddressBytesMax = 256;
constexpr std::size_t kVoteBytesMax = 8 * 1'024;
constexpr std::size_t kSignatureBytes = 64;
constexpr std::size_t kVersionBytesMax = 64;
constexpr Duration kTookMax = 7 * 24h;

} // namespace

Json toJson(const Release& release) {
    return {{"module", release.module.value},
            {"version", release.version.text()},
            {"digest", release.digest.value}};
}

Json toJson(const Scope& scope) {
    return {{"tenant", scope.tenant.value},
            {"environment", scope.environment.value},
            {"module", scope.module.value}};
}

Json toJson(const Fence& fence) {
    return {{"generation", fence.generation}, {"epoch", fence.epoch}};
}

Json toJson(const NodeRelease& release) {
    Json json{{"current", toJson(release.current)},
              {"healthy", release.healthy},
              {"address", release.address},
              {"fence", toJson(release.fence)}};
    if (release.prepared) {
        json["prepared"] = toJson(*release.prepared);
    }
    if (release.warm) {
        json["warm"] = toJson(*release.warm);
    }
    return json;
}

Json toJson(const SignedVote& vote) {
    return {
        {"bytes", toBase64(vote.bytes)}, {"key", vote.key.value}, {"signature", toBase64(vote.signature)}};
}

Json toJson(const Receipt& receipt) {
    return {{"type", "receipt"},
            {"command", receipt.command.value},
            {"node", receipt.node.value},
            {"scope", toJson(receipt.scope)},
            {"outcome", nameOf(receipt.outcome)},
            {"reason", nameOf(receipt.reason)},
            {"detail", receipt.detail},
            {"running", toJson(receipt.running)},
            {"fence", toJson(receipt.fence)},
            {"tookMs", receipt.took.count()},
            {"switchTookMs", receipt.switchTook.count()}};
}

Json toJson(const std::map<ModuleName, NodeRelease>& modules) {
    Json json = Json::object();
    for (const auto& [module, release] : modules) {
        json[module.value] = toJson(release);
    }
    return json;
}

Json idsToJson(const std::vector<CommandId>& ids) {
    Json json = Json::array();
    for (const CommandId& id : ids) {
        json.push_back(id.value);
    }
    return json;
}

Release readRelease(ObjectReader reader) {
    Release release;
    release.module = ModuleName{reader.text("module", kVersionBytesMax)};
    const std::string version = reader.text("version", kVersionBytesMax);
    if (!version.empty()) {
        const auto parsed = Version::parse(version);
        if (parsed.ok()) {
            release.version = *parsed;
        } else {
            reader.wrong("version", parsed.error().fields.at("version"));
        }
    }
    const bool nothing = reader.has("digest") && reader.text("digest", 64).empty();
    release.digest = Digest{reader.digest("digest", nothing ? Presence::Optional : Presence::Required)};
    return release;
}

Scope readScope(ObjectReader reader) {
    Scope scope;
    scope.tenant = TenantId{reader.name("tenant")};
    scope.environment = EnvironmentId{reader.name("environment")};
    scope.module = ModuleName{reader.name("module")};
    return scope;
}

Fence readFence(ObjectReader reader) {
    Fence fence;
    fence.generation = reader.count("generation");
    fence.epoch = reader.count("epoch");
    return fence;
}

NodeRelease readNodeRelease(ObjectReader& reader) {
    NodeRelease release;
    release.current = readRelease(reader.object("current"));
    if (reader.has("prepared")) {
        release.prepared = readRelease(reader.object("prepared"));
    }
    if (reader.has("warm")) {
        release.warm = readRelease(reader.object("warm"));
    }
    release.healthy = reader.flag("healthy");
    release.address = reader.text("address", kAddressBytesMax);
    release.fence = readFence(reader.object("fence"));
    return release;
}

SignedVote readSignedVote(ObjectReader& reader) {
    SignedVote vote;
    vote.bytes = reader.bytes("bytes", kVoteBytesMax);
    vote.key = KeyId{reader.name("key")};
    vote.signature = reader.bytes("signature", kSignatureBytes);
    return vote;
}

Receipt readReceipt(ObjectReader& reader) {
    Receipt receipt;
    receipt.command = CommandId{reader.name("command")};
    receipt.node = NodeId{reader.name("node")};
    receipt.scope = readScope(reader.object("scope"));
    receipt.outcome = reader.choice<ReceiptOutcome>("outcome");
    receipt.reason = reader.choice<ErrorCode>("reason");
    receipt.detail = reader.text("detail", kReceiptDetailBytesMax);
    receipt.running = readRelease(reader.object("running"));
    receipt.fence = readFence(reader.object("fence"));
    receipt.took = Duration{reader.integer("tookMs", 0, kTookMax.count())};
    receipt.switchTook = Duration{reader.integer("switchTookMs", 0, kTookMax.count())};
    return receipt;
}

std::map<ModuleName, NodeRelease> readModules(ObjectReader& reader, const std::string& name) {
    std::map<ModuleName, NodeRelease> modules;
    reader.eachNamed(name, kModulesPerNodeMax, [&](const std::string& module, ObjectReader& release) {
        const auto parsed = parseModuleName(module);
        if (parsed.ok()) {
            modules.emplace(*parsed, readNodeRelease(release));
        } else {
            reader.wrong(name + "." + module, parsed.error().fields.at("module"));
        }
    });
    return modules;
}

std::vector<CommandId> readIds(ObjectReader& reader, const std::string& name) {
    std::vector<CommandId> ids;
    for (std::string& id : reader.texts(name, limits::kCommandIdsPerNodeMax, 64)) {
        ids.emplace_back(std::move(id));
    }
    return ids;
}

} // namespace hotswap::codec
