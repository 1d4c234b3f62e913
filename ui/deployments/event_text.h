// SPDX-License-Identifier: Apache-2.0
#pragma once
// One sentence for every event of a deployment.

#include "core/domain/deployment_event.h"
#include "ui/common/formatter.h"
#include "ui/common/tone.h"

#include <QCoreApplication>
#include <QString>

namespace hotswap::ui {

/// Pure functions of the present language. GUI thread.
class EventText {
    Q_DECLARE_TR_FUNCTIONS(EventText)

public:
    static QString of(const DeploymentEventBody& body, const Formatter& formatter);
    static Tone tone(const DeploymentEventBody& body);

private:
    struct Writer;
};

} // namespace hotswap::ui
