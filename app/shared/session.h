// SPDX-License-Identifier: Apache-2.0
#pragma once
// One program's work with the shared database: store, service, packages and keys behind one login. Consoles,
// hotswapctl and orchestrator agents make one each.

#include "core/domain/identity.h"
#include "core/ports/clock.h"
#include "core/ports/console_service.h"
#include "core/store/postgres/postgres_store.h"

#include <filesystem>
#include <memory>

namespace hotswap::shared {

class PackageLibrary;
class KeyRing;

struct SessionOptions {
    std::string conninfo;               ///< libpq's; secrets belong in a service or pass file
    TenantId tenant;                    ///< empty: the login's only one
    std::string program = "hotswapctl"; ///< seen in the database as application_name
    std::size_t storeConnections = 2;
    std::filesystem::path cache; ///< fetched packages; made when missing
    std::filesystem::path seen;  ///< where this program keeps what it has seen; empty: nowhere
    std::filesystem::path keys;  ///< *.key of this person or program, *.pub of whom to trust; may be missing
    std::vector<std::string> secrets; ///< of this person's, from a keychain (app/common/keychain.h)
    std::size_t queuedMax = 0;        ///< per tenant; 0: the product's limit
    std::function<void(const store::postgres::FeedState&)>
        connectionChanged; ///< any thread; must only enqueue
};

/// Thread-safe.
class Session {
public:
    /// Errors: those of PostgresStore::open; InvalidArgument naming "--tenant" when the login has several
    /// tenants and none is named, or is no member of the named one.
    static Result<std::unique_ptr<Session>> open(SessionOptions options);
    ~Session();
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    ports::ConsoleService& service();
    /// Who the login is: every request is made as this.
    const Identity& identity() const;
    /// Whether the login is an orchestrator: it may lead and run a gateway.
    bool isProgram() const;
    store::postgres::PostgresStore& store();
    PackageLibrary& packages();
    KeyRing& keys();
    ports::RandomSource& random();
    /// Store time; never goes back.
    ports::Clock& clock();

    /// The program ends: what is under way gets two seconds of the database's, then nothing waits any more.
    void leave();

    /// Publishes to subscribers what changed; to be called by the thread that serves them.
    Instant publish(Instant now);
    void setWaker(std::function<void()> wake);
    /// Called (any thread) when the database is not what it was, after a failover or a restore; must only
    /// enqueue. Empty: nobody any more.
    void onStoreChanged(std::function<void()> told);
    /// Shown to every subscriber.
    void engineStopped(const std::string& why);

private:
    struct Parts;
    explicit Session(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> m_parts;
};

} // namespace hotswap::shared
