// SPDX-License-Identifier: Apache-2.0
#pragma once
// Every planted bug, with the scenario that brings it to light and the checkers that may name it.

#include "core/domain/planted.h"

#include <string>
#include <vector>

namespace hotswap::sim {

struct PlantedRow {
    PlantedBug bug;
    std::string name;
    std::string scenario;
    std::vector<std::string> checkers;
};

const std::vector<PlantedRow>& plantedTable();

} // namespace hotswap::sim
