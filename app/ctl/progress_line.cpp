// SPDX-License-Identifier: Apache-2.0
#include "app/ctl/progress_line.h"
#include "app/ctl/text.h"

#include "ui/common/reason_text.h"

#include <QStringList>

#include <algorithm>
#include <cstdio>
#include <unistd.h>

namespace hotswap::ctl {

namespace {

constexpr int kBarCells = 24;

QString leftText(Duration left) {
    const auto seconds = std::max<std::int64_t>(1, left.count() / 1'000);
    //: %1 a number
    return seconds < 90 ? Ctl::tr("about %1 s left").arg(seconds)
                        : Ctl::tr("about %1 min left").arg((seconds + 30) / 60);
}

} // namespace

QString progressText(const DeploymentSummary& summary, Duration left) {
    const bool back = summary.state == DeploymentState::RollingBack;
    const std::uint32_t done = back ? summary.nodesTakenBack : summary.nodesChanged;
    const std::uint32_t total = std::max(summary.nodesTotal, 1U);
    const int cells = static_cast<int>(kBarCells * std::min(done, total) / total);
    QStringList parts;
    parts << QLatin1Char('[') + QString(cells, QLatin1Char('#')) +
                 QString(kBarCells - cells, QLatin1Char('.')) + QLatin1Char(']');
    parts << ui::stateText(summary.state);
    if (summary.waves > 0 && !back) {
        //: %1 and %2 numbers
        parts << Ctl::tr("wave %1 of %2").arg(std::min(summary.wave + 1, summary.waves)).arg(summary.waves);
    }
    //: %1 and %2 numbers
    parts << Ctl::tr("%1 of %2 nodes").arg(done).arg(summary.nodesTotal);
    if (left > Duration{0} && !back) {
        parts << leftText(left);
    }
    return parts.join(QStringLiteral("  "));
}

ProgressLine::ProgressLine() : m_terminal(::isatty(STDERR_FILENO) == 1) {}

void ProgressLine::show(const DeploymentSummary& summary, Duration left) {
    if (m_terminal) {
        const QByteArray text = progressText(summary, left).toUtf8();
        std::fprintf(stderr, "\r\033[K%s", text.constData());
        std::fflush(stderr);
        m_shown = true;
    }
}

void ProgressLine::clear() {
    if (m_shown) {
        std::fprintf(stderr, "\r\033[K");
        std::fflush(stderr);
        m_shown = false;
    }
}

} // namespace hotswap::ctl
