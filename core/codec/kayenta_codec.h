// SPDX-License-Identifier: Apache-2.0
#pragma once
// Kayenta's canary configurations (JSON: spinnaker/kayenta, docs/canary-config.md) as a policy of judging, so
// that what a team has tuned there goes on deciding here. How both judges differ: core/verdict/KAYENTA.md.

#include "core/domain/judge_policy.h"
#include "core/domain/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace hotswap::codec {

struct KayentaImport {
    JudgePolicy judge; ///< judges = {Rank}, metrics and rank; all else as by default
    /// What could not be taken over, each as "path: what became of it"; at most 64.
    std::vector<std::string> warnings;
};

/// Reads one configuration of at most 1 MiB. Names become [a-z0-9-]; a Prometheus query becomes ours, with
/// node=~"{{canary}}" in the place of Kayenta's scope; a metric of any other service is expected from the
/// module by its name, with a warning. `provider` is the name of the Prometheus in the judging program's
/// configuration. Errors: Malformed or Oversize when it is no JSON; InvalidArgument with every wrong field by
/// its path and what would be right. Unknown fields are warnings.
Result<KayentaImport> readKayenta(std::string_view json, const std::string& provider = "prometheus");

} // namespace hotswap::codec
