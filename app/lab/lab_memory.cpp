// SPDX-License-Identifier: Apache-2.0
#include "app/lab/lab_memory.h"

#include "core/codec/canonical_json.h"
#include "core/codec/field_reader.h"

#include <fcntl.h>
#include <sys/file.h>

namespace hotswap::lab {

namespace {

constexpr std::size_t kMemoryBytesMax = 64 * 1024;
constexpr std::size_t kNodesMax = 100;

} // namespace

Result<LabMemory> readMemory(const std::filesystem::path& file) {
    const auto text = codec::readFile(file, kMemoryBytesMax);
    HS_TRY(text);
    const auto json = codec::parseJson(*text, {kMemoryBytesMax});
    HS_TRY(json);
    codec::FieldErrors errors;
    codec::ObjectReader reader(*json, errors);
    LabMemory memory;
    memory.gatewayPort = static_cast<std::uint16_t>(reader.integer("gatewayPort", 0, 65'535));
    memory.stable = Digest{reader.digest("stable", codec::Presence::Optional)};
    reader.each("nodes", kNodesMax, [&](codec::ObjectReader& node) {
        const NodeId name{node.name("node")};
        memory.nodes[name] = {static_cast<int>(node.integer("pid", 0, INT32_MAX)), node.count("startedAt")};
    });
    HS_TRY(errors.status(ErrorCode::Malformed, file.filename().string()));
    return memory;
}

Status writeMemory(const std::filesystem::path& file, const LabMemory& memory) {
    codec::Json nodes = codec::Json::array();
    for (const auto& [node, identity] : memory.nodes) {
        nodes.push_back({{"node", node.value}, {"pid", identity.pid}, {"startedAt", identity.startedAt}});
    }
    codec::Json json = {{"gatewayPort", memory.gatewayPort}, {"nodes", std::move(nodes)}};
    if (!memory.stable.empty()) {
        json["stable"] = memory.stable.value;
    }
    const auto text = codec::canonicalText(json);
    HS_TRY(text);
    const std::filesystem::path fresh = file.string() + ".new";
    auto descriptor = codec::openNew(fresh);
    if (!descriptor.ok()) {
        return descriptor.error();
    }
    HS_TRY(codec::writeAll(descriptor->get(), *text, fresh));
    HS_TRY(codec::syncPath(fresh));
    return codec::renameDurably(fresh, file);
}

Result<DirectoryLock> DirectoryLock::take(const std::filesystem::path& directory) {
    const std::filesystem::path file = directory / "lock";
    codec::Descriptor descriptor(::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
    if (!descriptor.valid()) {
        return codec::systemError(file, errno);
    }
    if (::flock(descriptor.get(), LOCK_EX | LOCK_NB) != 0) {
        return makeError(ErrorCode::Unavailable, "another lab uses " + directory.string());
    }
    return DirectoryLock(std::move(descriptor));
}

} // namespace hotswap::lab
