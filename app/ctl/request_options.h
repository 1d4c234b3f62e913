// SPDX-License-Identifier: Apache-2.0
#pragma once
// A deployment's request as options of a command.

#include "app/ctl/option_parser.h"
#include "core/domain/deployment_spec.h"

namespace hotswap::ctl {

/// --strategy; none: the environment's. Errors: InvalidArgument naming it.
Result<std::optional<StrategyKind>> readStrategy(const OptionParser& parser);

/// "NAME=VALUE" of an option that may be repeated. Errors: InvalidArgument naming the option.
Result<std::map<std::string, std::string>> readPairs(const OptionParser& parser, const char* name);

void addRequestOptions(OptionParser& parser);
/// Errors: InvalidArgument naming the option.
Result<DeploymentRequest> readRequest(const OptionParser& parser);

} // namespace hotswap::ctl
