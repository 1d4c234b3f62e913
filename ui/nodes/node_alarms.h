// SPDX-License-Identifier: Apache-2.0
#pragma once
// What a node's alarms mean for those who look at a fleet.

#include "core/domain/node.h"

#include <QString>

namespace hotswap::ui {

/// How many of the node's kept alarms are from the last day of its own time; each counts as often as it came
/// in a row. 0: nobody has to look.
int recentAlarms(const Node& node);

/// What was refused or wrong, as a sentence.
QString alarmText(const NodeAlarm& alarm);

} // namespace hotswap::ui
