// SPDX-License-Identifier: Apache-2.0
#pragma once
// One line on a terminal that says how far a deployment is; nothing when piped.

#include "core/domain/deployment_summary.h"
#include "core/domain/time.h"

#include <QString>

namespace hotswap::ctl {

class ProgressLine {
public:
    /// Writes to standard error, only when that is a terminal.
    ProgressLine();
    ~ProgressLine() { clear(); }
    ProgressLine(const ProgressLine&) = delete;
    ProgressLine& operator=(const ProgressLine&) = delete;

    /// `left` is real time.
    void show(const DeploymentSummary& summary, Duration left);
    /// Removes the line, before something else is printed.
    void clear();

private:
    bool m_terminal;
    bool m_shown = false;
};

/// "[######······] wave 2 of 6 · 4 of 20 nodes · about 12 s left".
QString progressText(const DeploymentSummary& summary, Duration left);

} // namespace hotswap::ctl
