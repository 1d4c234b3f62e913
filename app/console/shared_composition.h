// SPDX-License-Identifier: Apache-2.0
#pragma once
// The console over the shared database. Where an administrator gave it an orchestrator's login and its
// operator chose so, it leads too.

#include "app/common/work_loop.h"
#include "app/console/console_options.h"
#include "app/console/preferences_file.h"
#include "app/shared/orchestrator.h"
#include "app/shared/session.h"
#include "core/ports/connection_state.h"
#include "core/service/presence_keeper.h"
#include "ui/session/console_session.h"

#include <memory>

namespace hotswap::console {

/// Owns the session with the database and the one of the window. GUI thread.
class SharedComposition {
public:
    /// Connects. Errors are those of Session::open and Orchestrator::start.
    static Result<std::unique_ptr<SharedComposition>> make(const ConsoleOptions& options,
                                                           PreferencesFile& preferences);
    ~SharedComposition();
    SharedComposition(const SharedComposition&) = delete;
    SharedComposition& operator=(const SharedComposition&) = delete;

    ui::ConsoleSession& session() { return *m_session; }

private:
    SharedComposition();
    void startService();
    Status lead(const ConsoleOptions& options);

    std::shared_ptr<ports::ConnectionBoard> m_board;
    std::unique_ptr<shared::Session> m_shared;
    std::unique_ptr<shared::Session> m_leading; ///< under the orchestrator's login
    std::unique_ptr<shared::Orchestrator> m_orchestrator;
    std::unique_ptr<service::PresenceKeeper> m_presence;
    std::unique_ptr<ui::ConsoleSession> m_session;
    std::unique_ptr<app::WorkLoop> m_loop; ///< publishes and keeps present; uses everything above
};

} // namespace hotswap::console
