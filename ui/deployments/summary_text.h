// SPDX-License-Identifier: Apache-2.0
#pragma once
// What a deployment's summary says in a line: progress, why it waits, how it ended.

#include "core/domain/deployment_summary.h"
#include "ui/common/formatter.h"

#include <QCoreApplication>
#include <QString>

namespace hotswap::ui {

/// Pure functions of the present language. GUI thread.
class SummaryText {
    Q_DECLARE_TR_FUNCTIONS(SummaryText)

public:
    /// "storefront 1.0.0 → 1.1.0"; without a release before it "storefront 1.1.0".
    static QString title(const DeploymentSummary& summary);
    /// "Wave 2 of 6 · 4 of 20 nodes · 1 failed".
    static QString progress(const DeploymentSummary& summary, const Formatter& formatter);
    /// Share of nodes done, 0..1; while going back the share that is back.
    static double fraction(const DeploymentSummary& summary);
    /// Why it is paused or how it ended; empty while all is well.
    static QString why(const DeploymentSummary& summary);
    static QString of(PauseReason reason);
    static QString of(EndReason reason);
    /// Whether a person is asked for something.
    static bool waitsForPerson(const DeploymentSummary& summary);
};

} // namespace hotswap::ui
