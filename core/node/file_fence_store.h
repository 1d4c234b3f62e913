// SPDX-License-Identifier: Apache-2.0
#pragma once
// Fences as one small file and its copy, each replaced as a whole, the copy first.

#include "core/node/fence_store.h"

#include <filesystem>

namespace hotswap::node {

class FileFenceStore final : public FenceStore {
public:
    explicit FileFenceStore(std::filesystem::path file) : m_file(std::move(file)) {}

    /// Of the two files the higher fence counts; a damaged one is written anew from the other. Both damaged
    /// is an error: with forgotten fences an old leader would be obeyed again.
    Result<std::map<Scope, Fence>> load() override;
    Status store(const Scope& scope, Fence fence) override;
    bool wasDamaged() const override { return m_wasDamaged; }

private:
    Status writeBoth(const std::map<Scope, Fence>& fences) const;
    std::filesystem::path copy() const { return m_file.string() + ".copy"; }

    std::filesystem::path m_file;
    std::map<Scope, Fence> m_fences;
    bool m_wasDamaged = false;
};

} // namespace hotswap::node
