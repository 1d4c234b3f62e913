// SPDX-License-Identifier: Apache-2.0
#pragma once
// What every view model needs, over the fake service: the base of the desks that tests of views work at.

#include "tests/support/fake_console_service.h"
#include "tests/support/manual_clock.h"
#include "ui/common/cell_table.h"
#include "ui/session/page_context.h"

namespace hotswap::support {

struct ViewDesk {
    ManualClock clock;
    SeededRandom random;
    FakeConsoleService service{clock, random};
    ui::ServiceClient client{service, random};
    ui::Formatter formatter;
    ui::Notices notices;
    ui::UndoGrace grace;
    ui::PageContext context{client, formatter, notices, grace, clock};

    /// Subscribes in that role: whoever listens has to be connected before.
    void actAs(Role role) { client.setIdentity({TenantId{"lab"}, UserId{"somebody"}, {role}, {}, {}}); }

    static QString cell(ui::CellTable* table, int row, int column) {
        return table->data(table->index(row, column), Qt::DisplayRole).toString();
    }
    static ui::Tone tone(ui::CellTable* table, int row, int column) {
        return static_cast<ui::Tone>(
            table->data(table->index(row, column), static_cast<int>(ui::CellRole::Tone)).toInt());
    }
};

} // namespace hotswap::support
