// SPDX-License-Identifier: Apache-2.0
#pragma once
// What can be put into the engine's mailbox.

#include "core/domain/deployment_state.h"
#include "core/domain/ids.h"
#include "core/domain/look.h"
#include "core/ports/check_runner.h"
#include "core/ports/event_feed.h"

#include <string>
#include <variant>

namespace hotswap::engine {

namespace messages {

/// A named check of a stage ended.
struct CheckEnded {
    DeploymentId deployment;
    Stage stage = Stage::Build;
    std::string check;
    ports::CheckResult result;
};

/// A further metric of a wave was read, or could not be.
struct SeriesRead {
    DeploymentId deployment;
    std::uint32_t wave = 0;
    SeriesValue value;
};

/// A freeze window of an environment opened or closed.
struct FreezeChanged {
    enum class Window { Closed, Open };
    TenantId tenant;
    EnvironmentId environment;
    Window window = Window::Closed;
};

/// Look at everything again (after a lost link, or for an operator's refresh).
struct Refresh {};

/// The store is not what it was, after a failover or a restore: nothing in memory counts.
struct StoreChanged {};

} // namespace messages

using Message = std::variant<ports::StreamHint, messages::CheckEnded, messages::SeriesRead,
                             messages::FreezeChanged, messages::Refresh, messages::StoreChanged>;

} // namespace hotswap::engine
