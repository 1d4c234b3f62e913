// SPDX-License-Identifier: Apache-2.0
#pragma once
// The trust documents in force, kept in the state directory, so that a restart forgets no version.

#include "core/node/trust_store.h"

#include <filesystem>
#include <memory>

namespace hotswap::node {

/// Whose trust it is, and where its parts are.
struct TrustPlace {
    std::filesystem::path firstRoot; ///< brought by the operator, beside the configuration
    std::filesystem::path file;      ///< in the state directory
    TenantId tenant;
    EnvironmentId environment;
    crypto::LabKeys lab = crypto::LabKeys::Refused;
};

/// A TrustStore with its file.
class KeptTrust {
public:
    /// Loads what is kept, or begins with the first root; a first root of a later version than the kept one
    /// wins: the operator put it there. A kept file that is damaged is noticed: see damage(). Errors: those
    /// of TrustStore::begin for the first root, NotFound, IoError.
    static Result<KeptTrust> load(TrustPlace place);

    /// Takes newer documents and writes them down before they count. Errors: those of TrustStore::update;
    /// IoError, NoSpace: then nothing has changed.
    Status update(const std::vector<std::string>& documents, Instant now);

    /// What was wrong with the kept file; until a complete, fresh set from the gateway has replaced it
    /// nothing new may begin, because which versions were known is lost. Nothing: sound.
    const std::optional<Error>& damage() const { return m_damage; }
    /// Never null; another object after each update, so it may be handed to other threads.
    const std::shared_ptr<const TrustStore>& store() const { return m_store; }

private:
    KeptTrust(TrustPlace place, TrustStore store)
        : m_place(std::move(place)), m_store(std::make_shared<const TrustStore>(std::move(store))) {}

    TrustPlace m_place;
    std::shared_ptr<const TrustStore> m_store;
    std::optional<Error> m_damage;
};

} // namespace hotswap::node
