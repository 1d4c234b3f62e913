// SPDX-License-Identifier: Apache-2.0
#pragma once
// What every page's view model needs from the session.

#include "core/ports/clock.h"
#include "ui/common/formatter.h"
#include "ui/session/notices.h"
#include "ui/session/service_client.h"
#include "ui/session/undo_grace.h"

namespace hotswap::ui {

/// References to things that outlive every page. GUI thread.
struct PageContext {
    ServiceClient& client;
    Formatter& formatter;
    Notices& notices;
    UndoGrace& grace;
    const ports::Clock& clock;
};

} // namespace hotswap::ui
