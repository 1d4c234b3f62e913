// SPDX-License-Identifier: Apache-2.0
#pragma once
// A question for a value as any other, for tests to change.

#include "core/ports/series_source.h"

namespace hotswap::test {

inline std::vector<NodeId> nodes(std::initializer_list<const char*> names) {
    std::vector<NodeId> ids;
    for (const char* name : names) {
        ids.emplace_back(name);
    }
    return ids;
}

inline ports::SeriesRequest seriesRequest(const std::string& query = "up{node=~\"{{canary}}\"}") {
    ports::SeriesRequest request;
    request.deployment = DeploymentId("d1");
    request.environment = EnvironmentId("Production");
    request.module = ModuleName("storefront");
    request.metric.name = "orders";
    request.metric.source = MetricPolicy::Source::Prometheus;
    request.metric.provider = "main";
    request.metric.query = query;
    request.canary = nodes({"web-1", "web-2"});
    request.baseline = nodes({"web-7"});
    request.from = instantFromMs(1'790'000'000'000);
    request.at = instantFromMs(1'790'000'300'500);
    return request;
}

} // namespace hotswap::test
