// SPDX-License-Identifier: Apache-2.0
#include "app/console/shared_composition.h"

#include "app/common/keychain.h"

#include <QCoreApplication>
#include <QStandardPaths>
#include <QSysInfo>

#include <atomic>
#include <cstdio>
#include <unistd.h>

namespace hotswap::console {

namespace {

constexpr std::size_t kStoreConnections = 2;
constexpr Duration kOfflineAfter{2'500}; ///< without an answer, what is kept is shown
constexpr Duration kFirstLimit{600'000}; ///< libpq's own limits end an attempt long before

bool isOutOfReach(const Error& error) {
    return error.code == ErrorCode::Unavailable || error.code == ErrorCode::Timeout ||
           error.code == ErrorCode::OutcomeUnknown;
}

/// The login is no member of the tenant any longer.
bool isNoMember(const Error& error) {
    return error.code == ErrorCode::PermissionDenied ||
           (error.code == ErrorCode::InvalidArgument && error.fields.contains("--tenant"));
}

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
    session.seen = standardFolder(QStandardPaths::GenericCacheLocation, "seen");
    session.keys = options.keys.isEmpty() ? standardFolder(QStandardPaths::GenericConfigLocation, "keys")
                                          : std::filesystem::path(options.keys.toStdString());
    session.secrets = app::keptSecrets(session.keys);
    return session;
}

} // namespace

/// How the connection stands, shared with threads that outlive a call.
struct SharedComposition::Link {
    ports::ConnectionBoard board{{ports::ConnectionPhase::Live, Instant{}, {}}};
    std::atomic<bool> delivered{true}; ///< what is shown came from the database
};

SharedComposition::SharedComposition(const ConsoleOptions& options)
    : m_options(options), m_link(std::make_shared<Link>()), m_receiver(std::make_unique<QObject>()) {
    if (m_options.cache) {
        offline::CopyOptions copy;
        copy.file = standardFolder(QStandardPaths::GenericCacheLocation, "offline.sqlite");
        m_copy = std::make_unique<offline::OfflineCopy>(std::move(copy), m_clock.machine());
    }
    m_service = std::make_unique<offline::OfflineService>(m_link->board, m_copy.get());
}

SharedComposition::~SharedComposition() {
    m_dialer.reset(); // tells the receiver
    m_receiver.reset();
    if (m_shared) {
        m_shared->leave();
    }
    // What the window asks for ends before what answers it.
    m_session.reset();
    if (m_copy) {
        m_copy->rest();
    }
    if (m_loop) {
        m_loop->stop();
    }
    if (m_presence) {
        m_presence->leave();
    }
    m_orchestrator.reset();
    m_service.reset();
}

Result<std::unique_ptr<SharedComposition>> SharedComposition::make(const ConsoleOptions& options,
                                                                   PreferencesFile& preferences) {
    std::unique_ptr<SharedComposition> made(new SharedComposition(options));
    HS_TRY(made->findKept());
    made->m_dialer = std::make_unique<Dialer>(made->dialled());
    auto first = made->m_dialer->first(made->m_kept ? kOfflineAfter : kFirstLimit);
    if (first && first->ok()) {
        HS_TRY(made->beginLive(*std::move(*first)));
    } else if (made->m_kept && (!first || isOutOfReach(first->error()))) {
        HS_TRY(made->beginOffline(first ? first->error().detail : std::string()));
    } else {
        const Error why = first ? first->error() : makeError(ErrorCode::Timeout);
        if (made->m_kept && isNoMember(why)) {
            made->m_copy->setOwner(*made->m_kept);
            made->m_copy->forget();
        }
        return why;
    }
    made->m_session = std::make_unique<ui::ConsoleSession>(ui::SessionParts{*made->m_service,
                                                                            made->m_clock,
                                                                            made->m_random,
                                                                            preferences,
                                                                            made->m_policyFiles,
                                                                            {made->m_me},
                                                                            QString(),
                                                                            &made->m_link->board,
                                                                            made->m_copy.get()});
    if (made->m_shared) {
        made->startService();
    } else {
        made->goOnDialling();
    }
    return made;
}

shared::SessionOptions SharedComposition::dialled() const {
    shared::SessionOptions wanted = sessionOptions(m_options, m_options.connect);
    wanted.connectionChanged = [link = std::weak_ptr(m_link)](const store::postgres::FeedState& state) {
        const auto alive = link.lock();
        if (alive && (!state.connected || alive->delivered)) {
            alive->board.set(state.connected ? ports::ConnectionPhase::Live : ports::ConnectionPhase::Offline,
                             state.since, state.detail);
        }
    };
    return wanted;
}

/// What this desktop kept of that database for that login. A console that is to lead needs the database.
Status SharedComposition::findKept() {
    auto address = store::postgres::addressOf(m_options.connect.toStdString());
    HS_TRY(address);
    m_address = *std::move(address);
    if (!m_copy || !m_options.lead.isEmpty()) {
        return success();
    }
    auto kept = m_copy->find(m_address.text, m_address.login, TenantId{m_options.tenant.toStdString()});
    if (kept.ok()) {
        m_kept = *std::move(kept);
    }
    return success();
}

Identity SharedComposition::acting(Identity identity) const {
    if (m_options.access == Access::ReadOnly) {
        identity.roles = {Role::Viewer};
    }
    return identity;
}

Status SharedComposition::beginLive(std::unique_ptr<shared::Session> session) {
    m_shared = std::move(session);
    if (!m_options.lead.isEmpty()) {
        HS_TRY(lead());
    }
    m_me = acting(m_shared->identity());
    startKeeping();
    return success();
}

Status SharedComposition::beginOffline(const std::string& detail) {
    m_copy->setOwner(*m_kept);
    auto me = m_copy->identity();
    HS_TRY(me);
    const auto asOf = m_copy->asOf();
    HS_TRY(asOf);
    m_me = acting(*std::move(me));
    m_link->delivered = false;
    m_link->board.set(ports::ConnectionPhase::Offline, *asOf, detail);
    return success();
}

void SharedComposition::goOnDialling() {
    m_dialer->goOn([this](Dialer::Opened opened) {
        auto held = std::make_shared<Dialer::Opened>(std::move(opened));
        QMetaObject::invokeMethod(
            m_receiver.get(),
            [this, held] { held->ok() ? attach(std::move(**held)) : tellWhy(held->error()); },
            Qt::QueuedConnection);
    });
}

/// Still offline; why is shown where one looks for it.
void SharedComposition::tellWhy(const Error& error) {
    if (isNoMember(error)) {
        m_copy->forget(); // nothing is kept for the next start
    }
    const ports::ConnectionStatus now = m_link->board.status();
    m_link->board.set(now.phase, now.since, error.detail);
}

void SharedComposition::attach(std::unique_ptr<shared::Session> session) {
    if (session->identity().tenant != m_me.tenant) {
        tellWhy(invalidField("--tenant", session->identity().tenant.value));
        return;
    }
    m_shared = std::move(session);
    m_me = acting(m_shared->identity());
    startKeeping();
    startService();
    m_session->identities()->replace({m_me}); // and with it everything is asked for anew
}

/// From here on the database answers, and what it answers is kept.
void SharedComposition::startKeeping() {
    m_clock.follow(m_shared->clock());
    if (m_copy) {
        m_copy->setOwner({m_address.text, m_address.login, m_shared->identity().tenant});
        m_copy->setHooks({[link = m_link, this]() -> std::optional<Instant> {
                              const bool live = link->delivered &&
                                                link->board.status().phase == ports::ConnectionPhase::Live;
                              return live ? std::optional(m_clock.now()) : std::nullopt;
                          },
                          [this] { m_service->refillCopy(); }});
    }
    m_service->attach({&m_shared->service(), &m_shared->clock(), m_shared->identity(), [this, link = m_link] {
                           link->delivered = true;
                           if (m_shared->store().feedState().connected) {
                               link->board.set(ports::ConnectionPhase::Live, m_clock.now());
                           }
                       }});
}

Status SharedComposition::lead() {
    auto leading = shared::Session::open(sessionOptions(m_options, m_options.lead));
    if (!leading.ok()) {
        return leading.error();
    }
    m_leading = *std::move(leading);
    shared::OrchestratorOptions orchestrator;
    orchestrator.kind = ParticipantKind::Console;
    orchestrator.work = standardFolder(QStandardPaths::GenericCacheLocation, "checks");
    orchestrator.keys = sessionOptions(m_options, m_options.lead).keys;
    orchestrator.version = HOTSWAP_VERSION;
    if (!m_options.metrics.isEmpty()) {
        auto providers =
            app::readMetricProvidersFile(m_options.metrics.toStdString(), [](const std::string& value) {
                return std::filesystem::path(value);
            });
        if (!providers.ok()) {
            return invalidField("--metrics", app::fieldsText(providers.error()));
        }
        orchestrator.metrics = *std::move(providers);
    }
    orchestrator.metricsNoted = [](const telemetry::ProviderNote& note) {
        std::fprintf(stderr, "hotswap: %s\n", app::noteText(note).c_str());
    };
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
