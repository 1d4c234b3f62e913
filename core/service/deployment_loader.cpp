// SPDX-License-Identifier: Apache-2.0
#include "core/service/deployment_loader.h"

#include <algorithm>

namespace hotswap::service {

namespace {

constexpr std::size_t kDeploymentsKept = 8;
constexpr std::size_t kEventsPerRead = 10'000;

} // namespace

Result<std::shared_ptr<const Deployment>> DeploymentLoader::load(const TenantId& tenant,
                                                                 const DeploymentId& id) {
    std::shared_ptr<const Deployment> known = cached(tenant, id);
    std::shared_ptr<Deployment> next; // made at the first new event: a known value is never changed in place
    for (;;) {
        const std::uint64_t version = next != nullptr    ? next->version()
                                      : known != nullptr ? known->version()
                                                         : 0;
        auto events = m_store.loadEvents(tenant, id, version, kEventsPerRead);
        HS_TRY(events);
        if (events->empty()) {
            break;
        }
        if (version == 0) {
            auto folded = Deployment::fold(*events);
            HS_TRY(folded);
            next = std::make_shared<Deployment>(std::move(*folded));
            continue;
        }
        if (next == nullptr) {
            next = std::make_shared<Deployment>(*known);
        }
        for (const DeploymentEvent& event : *events) {
            HS_TRY(next->apply(event));
        }
    }
    if (next != nullptr) {
        remember(tenant, next);
        known = next;
    }
    if (known == nullptr) {
        return makeError(ErrorCode::NotFound, id.value);
    }
    return known;
}

void DeploymentLoader::forget() {
    const std::lock_guard lock(m_mutex);
    m_recent.clear();
}

std::shared_ptr<const Deployment> DeploymentLoader::cached(const TenantId& tenant, const DeploymentId& id) {
    const std::lock_guard lock(m_mutex);
    const auto it = std::find_if(m_recent.begin(), m_recent.end(), [&](const Entry& entry) {
        return entry.tenant == tenant && entry.deployment->id() == id;
    });
    if (it == m_recent.end()) {
        return nullptr;
    }
    m_recent.splice(m_recent.begin(), m_recent, it);
    return m_recent.front().deployment;
}

void DeploymentLoader::remember(const TenantId& tenant, std::shared_ptr<const Deployment> deployment) {
    const std::lock_guard lock(m_mutex);
    std::erase_if(m_recent, [&](const Entry& entry) {
        return entry.tenant == tenant && entry.deployment->id() == deployment->id();
    });
    m_recent.push_front({tenant, std::move(deployment)});
    if (m_recent.size() > kDeploymentsKept) {
        m_recent.pop_back();
    }
}

} // namespace hotswap::service
