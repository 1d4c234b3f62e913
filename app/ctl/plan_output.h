// SPDX-License-Identifier: Apache-2.0
#pragma once
// A plan told wave by wave, for people and for scripts.

#include "app/ctl/output.h"
#include "core/ports/console_service.h"

namespace hotswap::ctl {

/// {"plan":{…}}
QJsonObject planObject(const ports::PlanAnswer& answer);
void printPlan(const ports::PlanAnswer& answer, Output& output);

} // namespace hotswap::ctl
