// SPDX-License-Identifier: Apache-2.0
#pragma once
// Runs checks that policy names. What a name runs is in the configuration of the program that runs it.

#include "core/domain/deployment_state.h"
#include "core/domain/ids.h"
#include "core/domain/module.h"
#include "core/domain/result.h"

#include <functional>
#include <string>

namespace hotswap::ports {

struct CheckRequest {
    DeploymentId deployment;
    Stage stage = Stage::Build;
    std::string check;
    Release release;
    EnvironmentId environment;
    Duration limit{};
};

struct CheckResult {
    bool passed = false;
    std::string output; ///< at most limits::kCheckOutputBytesMax
    Duration took{};
};

/// Starts checks without blocking; `done` comes from any thread exactly once, also after the time limit (then
/// the process was ended and passed is false).
class CheckRunner {
public:
    virtual ~CheckRunner() = default;
    virtual Status start(const CheckRequest& request, std::function<void(const CheckResult&)> done) = 0;
};

} // namespace hotswap::ports
