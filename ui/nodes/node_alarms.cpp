// SPDX-License-Identifier: Apache-2.0
#include "ui/nodes/node_alarms.h"

#include "ui/common/error_text.h"

#include <QRegularExpression>

#include <algorithm>

namespace hotswap::ui {

namespace {

constexpr Duration kAlarmFresh = std::chrono::hours(24);
constexpr std::uint32_t kCountMax = 9'999;

} // namespace

int recentAlarms(const Node& node) {
    std::uint32_t count = 0;
    for (const NodeAlarm& alarm : node.alarms) {
        if (alarm.at + kAlarmFresh > node.lastSeen) {
            count = std::min(kCountMax, count + alarm.count);
        }
    }
    return static_cast<int>(count);
}

QString alarmText(const NodeAlarm& alarm) {
    // What is wrong; what to do about it is for those who met the error themselves.
    static const QRegularExpression kNextStep(QStringLiteral("[;；].*"));
    return errorText(makeError(alarm.reason)).remove(kNextStep);
}

} // namespace hotswap::ui
