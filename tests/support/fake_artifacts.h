// SPDX-License-Identifier: Apache-2.0
#pragma once
// An index of releases without packages behind them.

#include "core/ports/artifact_store.h"

#include <vector>

namespace hotswap::support {

/// A release with a digest that follows from its version.
inline Release makeRelease(const std::string& module, const std::string& version) {
    std::string digest;
    for (const char c : module + version) {
        digest += "0123456789abcdef"[static_cast<unsigned char>(c) % 16];
    }
    digest.resize(64, '0');
    return Release{ModuleName{module}, *Version::parse(version), Digest{digest}};
}

class FakeArtifacts final : public ports::ArtifactStore {
public:
    ReleaseInfo& add(const std::string& module, const std::string& version) {
        ReleaseInfo info;
        info.release = makeRelease(module, version);
        m_releases.push_back(info);
        return m_releases.back();
    }

    Result<ReleaseInfo> find(const ModuleName& module, const Version& version) override {
        for (const ReleaseInfo& info : m_releases) {
            if (info.release.module == module && info.release.version == version) {
                return info;
            }
        }
        return makeError(ErrorCode::NotFound, module.value + " " + version.text());
    }
    Result<ReleaseInfo> findByDigest(const Digest& digest) override {
        for (const ReleaseInfo& info : m_releases) {
            if (info.release.digest == digest) {
                return info;
            }
        }
        return makeError(ErrorCode::NotFound, digest.value);
    }
    Result<std::vector<ReleaseInfo>> list() override { return m_releases; }
    Result<std::string> read(const Digest& digest, std::uint64_t, std::size_t) override {
        return makeError(ErrorCode::NotFound, digest.value);
    }
    Status verifyIntegrity(const Digest&) override { return success(); }
    Status verifyTrust(const Digest&) override { return success(); }

private:
    std::vector<ReleaseInfo> m_releases;
};

} // namespace hotswap::support
