// SPDX-License-Identifier: Apache-2.0
#pragma once
// A root document as a person writes it: TOML with the names of public key files.
//
//   tenant = "acme"
//   days = 365
//   revoked = ["0123456789abcdef"]
//   [root]          keys = ["root-a.pub", "root-b.pub", "root-c.pub"]   threshold = 2
//   [orchestrator]  keys = ["leader.pub"]
//   [module]        keys = ["builds.pub"]   threshold = 1
//   [releases]      keys = ["releases.pub"]      # none: releases are not listed
//   [timestamp]     keys = ["timestamp.pub"]
//   [[voter]]       user = "eve"   key = "eve.pub"   groups = ["ops"]
//   [[delegation]]  modules = ["shop-*"]   keys = ["shop.pub"]   threshold = 1
//   [gates.Production]  quorum = 2   groups = ["security"]   four-eyes = true

#include "core/codec/trust_codec.h"

#include <filesystem>

namespace hotswap::ctl {

/// Reads the description; key files are looked for beside it. Errors: NotFound, InvalidArgument naming what
/// is wrong, those of public key files.
Result<codec::RootDocument> readRootDescription(const std::filesystem::path& file, Instant now);

} // namespace hotswap::ctl
