// SPDX-License-Identifier: Apache-2.0
#include "app/console/shared_composition.h"

#include <QStandardPaths>
#include <QSysInfo>

#include <unistd.h>

namespace hotswap::console {

namespace {

constexpr std::size_t kStoreConnections = 2;

std::filesystem::path standardFolder(QStandardPaths::StandardLocation place, const char* name) {
    return (QStandardPaths::writableLocation(place) + QStringLiteral("/hotswap/") + QLatin1String(name))
        .toStdString();
}

shared::SessionOptions sessionOptions(const ConsoleOptions& options, const QString& conninfo) {
    shared::SessionOptions session;
    session.conninfo = conninfo.toStdString();
    session.tenant = TenantId{options.tenant.toStdString()};
    session.program = "hotswap";
    session.storeConnections = kStoreConnections;
    session.cache = standardFolder(QStandardPaths::GenericCacheLocation, "packages");
    session.keys = options.keys.isEmpty() ? standardFolder(QStandardPaths::GenericConfigLocation, "keys")
                                          : std::filesystem::path(options.keys.toStdString());
    return session;
}

} // namespace

SharedComposition::SharedComposition()
    : m_board(std::make_shared<ports::ConnectionBoard>(
          ports::ConnectionStatus{ports::ConnectionPhase::Live, Instant{}, {}})) {}

SharedComposition::~SharedComposition() {
    // What the window asks for ends before what answers it.
    m_session.reset();
    if (m_loop) {
        m_loop->stop();
    }
    if (m_presence) {
        m_presence->leave();
    }
    m_orchestrator.reset();
}

Result<std::unique_ptr<SharedComposition>> SharedComposition::make(const ConsoleOptions& options,
                                                                   PreferencesFile& preferences) {
    std::unique_ptr<SharedComposition> made(new SharedComposition);
    shared::SessionOptions wanted = sessionOptions(options, options.connect);
    wanted.connectionChanged = [board =
                                    std::weak_ptr(made->m_board)](const store::postgres::FeedState& state) {
        if (const auto alive = board.lock()) {
            alive->set(state.connected ? ports::ConnectionPhase::Live : ports::ConnectionPhase::Offline,
                       state.since, state.detail);
        }
    };
    auto session = shared::Session::open(std::move(wanted));
    if (!session.ok()) {
        return session.error();
    }
    made->m_shared = *std::move(session);
    if (!options.lead.isEmpty()) {
        HS_TRY(made->lead(options));
    }
    Identity me = made->m_shared->identity();
    if (options.access == Access::ReadOnly) {
        me.roles = {Role::Viewer};
    }
    made->m_session = std::make_unique<ui::ConsoleSession>(ui::SessionParts{made->m_shared->service(),
                                                                            made->m_shared->clock(),
                                                                            made->m_shared->random(),
                                                                            preferences,
                                                                            {me},
                                                                            QString(),
                                                                            made->m_board.get()});
    made->startService();
    return made;
}

Status SharedComposition::lead(const ConsoleOptions& options) {
    auto leading = shared::Session::open(sessionOptions(options, options.lead));
    if (!leading.ok()) {
        return leading.error();
    }
    m_leading = *std::move(leading);
    shared::OrchestratorOptions orchestrator;
    orchestrator.kind = ParticipantKind::Console;
    orchestrator.work = standardFolder(QStandardPaths::GenericCacheLocation, "checks");
    orchestrator.keys = sessionOptions(options, options.lead).keys;
    orchestrator.version = HOTSWAP_VERSION;
    auto started = shared::Orchestrator::start(*m_leading, std::move(orchestrator));
    if (!started.ok()) {
        return started.error();
    }
    m_orchestrator = *std::move(started);
    return success();
}

void SharedComposition::startService() {
    Participant self;
    self.id = HolderId{"console-" + ports::makeUniqueText(m_shared->random()).substr(0, 12)};
    self.kind = ParticipantKind::Console;
    self.host = QSysInfo::machineHostName().toStdString();
    self.pid = ::getpid();
    self.version = HOTSWAP_VERSION;
    m_presence = std::make_unique<service::PresenceKeeper>(
        m_shared->store().presence(), std::vector<TenantId>{m_shared->identity().tenant}, std::move(self));
    m_loop =
        std::make_unique<app::WorkLoop>("console-service", m_shared->clock(),
                                        [this](const std::string& why) { m_shared->engineStopped(why); });
    m_shared->setWaker([this] { m_loop->wake(); });
    m_loop->start([this] {
        const Instant now = m_shared->clock().now();
        return std::min(m_shared->publish(now), m_presence->tick(now));
    });
}

} // namespace hotswap::console
