// SPDX-License-Identifier: Apache-2.0
#pragma once
// The option `balancer` of a node: which load balancer it is in and how it is taken out.

#include "app/agent/node_options.h"

namespace hotswap::agent {

/// One KEY=VALUE, from the command line or the table [balancer] of the configuration file. InvalidArgument
/// with one sentence.
Status setBalancer(NodeOptions& options, const std::string& value);

} // namespace hotswap::agent
