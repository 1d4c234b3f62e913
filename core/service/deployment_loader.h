// SPDX-License-Identifier: Apache-2.0
#pragma once
// Deployments folded from their events, with the latest ones kept so that looking again costs only what is
// new.

#include "core/domain/deployment.h"
#include "core/ports/store.h"

#include <list>
#include <memory>
#include <mutex>

namespace hotswap::service {

/// Thread-safe.
class DeploymentLoader {
public:
    explicit DeploymentLoader(ports::Store& store) : m_store(store) {}

    /// The deployment as of now. NotFound for another tenant's.
    Result<std::shared_ptr<const Deployment>> load(const TenantId& tenant, const DeploymentId& id);
    /// What is kept may not be what is stored.
    void forget();

private:
    struct Entry {
        TenantId tenant;
        std::shared_ptr<const Deployment> deployment;
    };

    std::shared_ptr<const Deployment> cached(const TenantId& tenant, const DeploymentId& id);
    void remember(const TenantId& tenant, std::shared_ptr<const Deployment> deployment);

    ports::Store& m_store;
    std::mutex m_mutex;
    std::list<Entry> m_recent; ///< latest first
};

} // namespace hotswap::service
