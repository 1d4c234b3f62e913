// SPDX-License-Identifier: Apache-2.0
#include "core/node/file_fence_store.h"

#include "core/codec/canonical_json.h"
#include "core/codec/file_io.h"
#include "core/crypto/hash.h"

#include <algorithm>
#include <cerrno>
#include <unistd.h>

namespace hotswap::node {

namespace {

using codec::Json;

constexpr std::size_t kFileBytesMax = 1024 * 1024;

/// First line: SHA-256 of the second, which is the canonical list.
Result<std::string> encode(const std::map<Scope, Fence>& fences) {
    Json list = Json::array();
    for (const auto& [scope, fence] : fences) {
        list.push_back({{"tenant", scope.tenant.value},
                        {"environment", scope.environment.value},
                        {"module", scope.module.value},
                        {"generation", fence.generation},
                        {"epoch", fence.epoch}});
    }
    const auto text = codec::canonicalText(list);
    if (!text) {
        return text.error();
    }
    return crypto::sha256Hex(*text) + "\n" + *text + "\n";
}

Result<std::map<Scope, Fence>> decode(std::string_view bytes) {
    const Error damaged = makeError(ErrorCode::Malformed, "the fence file is damaged");
    const auto newline = bytes.find('\n');
    if (newline == std::string_view::npos || !bytes.ends_with('\n')) {
        return damaged;
    }
    const auto body = bytes.substr(newline + 1, bytes.size() - newline - 2);
    const auto json = codec::parseJson(body, {kFileBytesMax});
    if (bytes.substr(0, newline) != crypto::sha256Hex(body) || !json || !json->is_array()) {
        return damaged;
    }
    std::map<Scope, Fence> fences;
    for (const Json& item : *json) {
        if (!item.is_object()) {
            return damaged;
        }
        const Scope scope{TenantId(item.value("tenant", "")), EnvironmentId(item.value("environment", "")),
                          ModuleName(item.value("module", ""))};
        fences[scope] = {item.value("generation", std::uint64_t{0}), item.value("epoch", std::uint64_t{0})};
    }
    return fences;
}

Result<std::map<Scope, Fence>> readFences(const std::filesystem::path& file) {
    const auto bytes = codec::readFile(file, kFileBytesMax);
    return bytes ? decode(*bytes) : Result<std::map<Scope, Fence>>(bytes.error());
}

} // namespace

Result<std::map<Scope, Fence>> FileFenceStore::load() {
    m_fences.clear();
    unsigned missing = 0;
    unsigned damaged = 0;
    for (const auto& file : {m_file, copy()}) {
        const auto fences = readFences(file);
        if (!fences) {
            ++(fences.error().code == ErrorCode::NotFound ? missing : damaged);
            continue;
        }
        for (const auto& [scope, fence] : *fences) {
            m_fences[scope] = std::max(m_fences[scope], fence);
        }
    }
    // Replacing is atomic and the copy is first, so a crash leaves no damage and never the file alone.
    if (damaged + missing == 2 && damaged > 0) {
        return makeError(ErrorCode::Malformed, "the fence file and its copy are damaged: " + m_file.string());
    }
    m_wasDamaged = damaged > 0;
    // What a killed agent may have left with the kernel alone has to be durable before anybody relies on it.
    const bool durable = missing == 2 || (missing == 0 && damaged == 0 && codec::syncPath(m_file) &&
                                          codec::syncPath(copy()) && codec::syncPath(m_file.parent_path()));
    if (!durable) {
        HS_TRY(writeBoth(m_fences));
    }
    return m_fences;
}

Status FileFenceStore::store(const Scope& scope, Fence fence) {
    auto next = m_fences;
    next[scope] = fence;
    HS_TRY(writeBoth(next));
    m_fences = std::move(next);
    return success();
}

Status FileFenceStore::writeBoth(const std::map<Scope, Fence>& fences) const {
    const auto bytes = encode(fences);
    if (!bytes) {
        return bytes.error();
    }
    for (const std::filesystem::path& file : {copy(), m_file}) {
        const std::filesystem::path fresh = file.string() + ".new";
        auto fd = codec::openNew(fresh);
        if (!fd) {
            return fd.error();
        }
        HS_TRY(codec::writeAll(fd->get(), *bytes, fresh));
        if (::fsync(fd->get()) != 0) {
            return codec::systemError(fresh, errno);
        }
        HS_TRY(codec::renameDurably(fresh, file));
    }
    return success();
}

} // namespace hotswap::node
