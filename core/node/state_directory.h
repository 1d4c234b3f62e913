// SPDX-License-Identifier: Apache-2.0
#pragma once
// The agent's folder on disk: where everything is, one agent at a time, links replaced atomically.
//
//   lock  node.key  packages/<digest>.hsm  journal/  fence/
//   releases/<module>/<version>-<digest8>/  and beside each its canonical manifest,
//   <version>-<digest8>.manifest slots/<module>/current -> release      slots/<module>/ports
//   slots/<module>/{blue,green}/release -> release   shim.sock   log

#include "core/codec/file_io.h"
#include "core/domain/module.h"
#include "core/node/host.h"

#include <filesystem>
#include <optional>

namespace hotswap::node {

using Path = std::filesystem::path;

/// Paths and atomic links of one state directory. Holds its lock while it lives.
class StateDirectory {
public:
    /// Creates what is missing (mode 0700) and takes the lock. Errors: AlreadyExists when another agent holds
    /// it, PermissionDenied, IoError.
    static Result<StateDirectory> open(const Path& root);

    const Path& root() const { return m_root; }
    Path packageFile(const Digest& digest) const { return m_root / "packages" / (digest.value + ".hsm"); }
    Path releaseDir(const Release& release) const;
    Path manifestFile(const Release& release) const;
    Path moduleDir(const ModuleName& module) const { return m_root / "slots" / module.value; }
    Path slotDir(const ModuleName& module, Slot slot) const { return moduleDir(module) / slotName(slot); }
    Path journalFile() const { return m_root / "journal" / "commands"; }
    Path fenceFile() const { return m_root / "fence" / "fences"; }
    Path keyFile() const { return m_root / "node.key"; }
    Path trustFile() const { return m_root / "trust-documents"; }

    /// Modules that have a folder under slots/, sorted.
    Result<std::vector<ModuleName>> modules() const;
    Status makeSlotDirs(const ModuleName& module) const;

    /// Points the slot at a release; nothing: empties it. Durable on success.
    Status setSlotRelease(const ModuleName& module, Slot slot, const std::optional<Release>& release) const;
    /// Points `current` at a release; nothing: removes it. Durable on success.
    Status setCurrent(const ModuleName& module, const std::optional<Release>& release) const;
    /// Folder name (`<version>-<digest8>`) that a slot or `current` points at; empty: none.
    std::string slotTarget(const ModuleName& module, Slot slot) const;
    std::string currentTarget(const ModuleName& module) const;

    static std::string folderName(const Release& release);

private:
    StateDirectory(Path root, codec::Descriptor lock) : m_root(std::move(root)), m_lock(std::move(lock)) {}

    Path m_root;
    codec::Descriptor m_lock;
};

/// Replaces a symbolic link atomically and makes it durable. An empty target removes it.
Status replaceLink(const Path& link, const Path& target);

} // namespace hotswap::node
