// SPDX-License-Identifier: Apache-2.0
#pragma once
// The console over the shared database. While that is out of reach it shows what this desktop kept of it.
// Where an administrator gave it an orchestrator's login and its operator chose so, it leads too.

#include "app/common/work_loop.h"
#include "app/console/console_options.h"
#include "app/console/dialer.h"
#include "app/console/policy_files.h"
#include "app/console/preferences_file.h"
#include "app/console/step_clock.h"
#include "app/offline/offline_service.h"
#include "app/shared/orchestrator.h"
#include "app/shared/session.h"
#include "core/ports/connection_state.h"
#include "core/service/presence_keeper.h"
#include "core/store/postgres/address.h"
#include "ui/session/console_session.h"

#include <memory>

namespace hotswap::console {

/// Owns the session with the database and the one of the window. GUI thread.
class SharedComposition {
public:
    /// Connects, or begins with what is kept and goes on trying. Errors are those of Session::open, where
    /// nothing is kept of that database, and of Orchestrator::start.
    static Result<std::unique_ptr<SharedComposition>> make(const ConsoleOptions& options,
                                                           PreferencesFile& preferences);
    ~SharedComposition();
    SharedComposition(const SharedComposition&) = delete;
    SharedComposition& operator=(const SharedComposition&) = delete;

    ui::ConsoleSession& session() { return *m_session; }

private:
    struct Link;
    explicit SharedComposition(const ConsoleOptions& options);
    shared::SessionOptions dialled() const;
    Status findKept();
    Status beginLive(std::unique_ptr<shared::Session> session);
    Status beginOffline(const std::string& detail);
    void attach(std::unique_ptr<shared::Session> session);
    void goOnDialling();
    void tellWhy(const Error& error);
    void startKeeping();
    void startService();
    Status lead();
    Identity acting(Identity identity) const;

    const ConsoleOptions m_options;
    StepClock m_clock;
    app::SystemRandom m_random;
    PolicyFiles m_policyFiles;
    std::shared_ptr<Link> m_link;
    store::postgres::DatabaseAddress m_address;
    std::unique_ptr<offline::OfflineCopy> m_copy; ///< none with --no-cache
    std::optional<store::local::Owner> m_kept;    ///< whose rows there were at the start
    Identity m_me;
    std::unique_ptr<shared::Session> m_shared;
    std::unique_ptr<shared::Session> m_leading; ///< under the orchestrator's login
    std::unique_ptr<shared::Orchestrator> m_orchestrator;
    std::unique_ptr<service::PresenceKeeper> m_presence;
    std::unique_ptr<offline::OfflineService> m_service;
    std::unique_ptr<ui::ConsoleSession> m_session;
    std::unique_ptr<app::WorkLoop> m_loop; ///< publishes and keeps present; uses everything above
    std::unique_ptr<QObject> m_receiver;   ///< of what the dialer says, in the GUI thread
    std::unique_ptr<Dialer> m_dialer;      ///< last: its thread tells the receiver
};

} // namespace hotswap::console
