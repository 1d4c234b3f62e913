// SPDX-License-Identifier: Apache-2.0
#pragma once
// A deployment in the rows that a page about it shows.

#include "core/domain/deployment.h"
#include "core/ports/console_service.h"

#include <vector>

namespace hotswap::service {

std::vector<ports::StageRow> stageRows(const Deployment& deployment);

/// `now` is environment time: the bake's clock runs up to it.
std::vector<ports::WaveRow> waveRows(const Deployment& deployment, Instant now);

} // namespace hotswap::service
