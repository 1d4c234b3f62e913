// SPDX-License-Identifier: Apache-2.0
#pragma once
// A rollout of two waves, stopped in the second, with text that means something to a browser.

#include "app/ctl/report_page.h"

namespace hotswap::ctl {

/// Everything that came from somewhere has "<b>&\"" in it.
ReportData sampleReport();
/// The looks that its curves are made from.
std::vector<LookEvidence> sampleLooks();

} // namespace hotswap::ctl
