// SPDX-License-Identifier: Apache-2.0
#pragma once
// Options that `lab run` and `deploy plan` share: which lab, which release, which environment.

#include "app/ctl/option_parser.h"
#include "app/lab/lab_options.h"
#include "core/domain/module.h"
#include "core/domain/policy.h"

#include <optional>

namespace hotswap::ctl {

/// What a lab command is to do.
struct LabArguments {
    lab::LabOptions lab;
    EnvironmentId environment;
    Release release; ///< to roll out; digest not known yet
    std::optional<StrategyKind> strategy;
    std::optional<double> load; ///< requests per second and node
    bool approve = false;
    bool hold = false;
};

/// Adds the options to a parser.
void addLabOptions(OptionParser& parser);
/// Reads them. Errors: InvalidArgument whose field is the option's name.
Result<LabArguments> readLabArguments(const OptionParser& parser);

/// The same for what only `lab run` takes.
void addRunOptions(OptionParser& parser);
Status readRunOptions(const OptionParser& parser, LabArguments& arguments);

} // namespace hotswap::ctl
