// SPDX-License-Identifier: Apache-2.0
#include "ui/fleet/environments.h"

#include <algorithm>

namespace hotswap::ui {

std::vector<EnvironmentId> knownEnvironments(const FleetModel& fleet) {
    std::vector<EnvironmentId> places;
    for (const FleetModel::Run& run : fleet.runs()) {
        places.push_back(run.environment);
    }
    for (const char* usual : {"Development", "QA", "Staging", "Production"}) {
        const EnvironmentId place{usual};
        if (std::find(places.begin(), places.end(), place) == places.end()) {
            places.push_back(place);
        }
    }
    std::stable_sort(places.begin(), places.end(), [](const EnvironmentId& a, const EnvironmentId& b) {
        return environmentRank(a) < environmentRank(b);
    });
    return places;
}

} // namespace hotswap::ui
