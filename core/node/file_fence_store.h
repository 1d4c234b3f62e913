// SPDX-License-Identifier: Apache-2.0
#pragma once
// Fences as one small file, replaced as a whole.

#include "core/node/fence_store.h"

#include <filesystem>

namespace hotswap::node {

class FileFenceStore final : public FenceStore {
public:
    explicit FileFenceStore(std::filesystem::path file) : m_file(std::move(file)) {}

    /// A damaged file is an error: with forgotten fences an old leader would be obeyed again. The one before
    /// it is kept beside it and is taken when only the newest is damaged.
    Result<std::map<Scope, Fence>> load() override;
    Status store(const Scope& scope, Fence fence) override;

private:
    std::filesystem::path m_file;
    std::map<Scope, Fence> m_fences;
};

} // namespace hotswap::node
