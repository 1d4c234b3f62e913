// SPDX-License-Identifier: Apache-2.0
#include "app/lab/adoption.h"

#include "core/domain/deployment.h"

namespace hotswap::lab {

Status recordAdoption(SharedParts& shared, const AdoptedScope& adopted, Instant environmentNow) {
    const auto info = shared.packages->findByDigest(adopted.release.digest);
    HS_TRY(info);
    DeploymentSpec spec;
    spec.id = DeploymentId{ports::makeUniqueText(shared.random)};
    spec.scope = adopted.scope;
    spec.release = *info;
    spec.policy = defaultPolicy(adopted.scope.environment);
    spec.requestedBy = UserId{"lab"};
    spec.requestedAt = environmentNow;
    spec.description = "found running when the lab started";
    Plan plan;
    plan.mayChange = adopted.nodes;
    plan.environmentNodes = static_cast<std::uint32_t>(adopted.nodes.size());
    plan.servingNodes = plan.environmentNodes;
    plan.lowestServing = plan.environmentNodes;

    ports::Append append;
    append.deployment = spec.id;
    append.at = environmentNow;
    append.events = {events::Submitted{spec, plan}, events::Started{plan, std::nullopt},
                     events::Finished{DeploymentState::Succeeded, EndReason::AcceptedAsItIs, {}}};
    std::vector<DeploymentEvent> stored;
    for (const DeploymentEventBody& body : append.events) {
        stored.push_back({stored.size() + 1, environmentNow, body});
    }
    const auto deployment = Deployment::fold(stored);
    HS_TRY(deployment);
    append.summary = deployment->summarize();

    AuditRecord record;
    record.tenant = adopted.scope.tenant;
    record.actor = "lab";
    record.via = "lab";
    record.action = "deployment.adopt";
    record.subject = spec.id.value;
    record.details = {{"environment", adopted.scope.environment.value},
                      {"release", adopted.release.module.value + " " + adopted.release.version.text()}};
    ports::Transaction transaction;
    transaction.tenant = adopted.scope.tenant;
    transaction.user = UserId{"lab"};
    transaction.appends.push_back(std::move(append));
    transaction.audit.push_back(std::move(record));
    const auto committed = shared.store->store().commit(transaction);
    HS_TRY(committed);
    return success();
}

} // namespace hotswap::lab
