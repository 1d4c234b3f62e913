// SPDX-License-Identifier: Apache-2.0
#pragma once
// Events of a deployment as rows of a report.

#include "core/domain/deployment_event.h"

#include <QString>

namespace hotswap::ctl {

/// What kind of thing happened: the event's name in words, "wave started".
QString eventWords(const DeploymentEventBody& body);
/// Its particulars that are single values, "wave 2, node n-3"; long ones are cut.
QString eventParticulars(const DeploymentEventBody& body);
/// Whether it belongs in a report: looks that decided nothing do not.
bool isReported(const DeploymentEventBody& body);

} // namespace hotswap::ctl
