// SPDX-License-Identifier: Apache-2.0
#include "app/shared/session.h"

#include "app/common/real_sources.h"
#include "app/shared/key_ring.h"
#include "app/shared/package_library.h"
#include "app/shared/seen_file.h"
#include "core/crypto/crypto.h"
#include "core/crypto/hash.h"
#include "core/service/console_service_impl.h"

#include <mutex>
#include <utility>

namespace hotswap::shared {

namespace {

constexpr Duration kLeaveLimit{2'000}; // for what the database has to answer before the program ends

/// The membership that the caller means.
Result<store::postgres::Membership> choose(const std::vector<store::postgres::Membership>& all,
                                           const TenantId& tenant) {
    for (const auto& membership : all) {
        if (membership.identity.tenant == tenant || (tenant.empty() && all.size() == 1)) {
            return membership;
        }
    }
    std::string names;
    for (const auto& membership : all) {
        names += (names.empty() ? "" : ", ") + membership.identity.tenant.value;
    }
    return invalidField("--tenant", names.empty() ? "a tenant this login is a member of" : "one of " + names);
}

store::postgres::StoreOptions storeOptions(const SessionOptions& options, const ports::Clock& clock) {
    store::postgres::StoreOptions store;
    store.connection.conninfo = options.conninfo;
    store.connection.program = options.program;
    store.connection.tenant = options.tenant;
    store.storeConnections = options.storeConnections;
    store.sha256 = [](std::string_view bytes) { return crypto::sha256Hex(bytes); };
    store.machineClock = &clock;
    store.tail = seenIn(options.seen);
    return store;
}

} // namespace

struct Session::Parts {
    SessionOptions options;
    // What the store's threads use, which end after everything below:
    std::mutex mutex;                            ///< guards the following three
    std::uint64_t restarts = 0;                  ///< of the store, as told last
    service::ConsoleServiceImpl* told = nullptr; ///< the service while it is there
    std::function<void()> storeChanged;
    app::SystemClock machine;
    app::SystemRandom random;
    std::unique_ptr<store::postgres::PostgresStore> store;
    std::unique_ptr<app::EnvironmentClockTable> clocks;
    store::postgres::Membership me;
    std::unique_ptr<KeyRing> keys;
    std::unique_ptr<PackageLibrary> packages;
    std::unique_ptr<service::ConsoleServiceImpl> service;

    /// Any thread.
    void feedChanged(const store::postgres::FeedState& state);
};

void Session::Parts::feedChanged(const store::postgres::FeedState& state) {
    {
        const std::lock_guard lock(mutex);
        if (std::exchange(restarts, state.restarts) != state.restarts) {
            if (told != nullptr) {
                told->startOver();
            }
            if (storeChanged) {
                storeChanged();
            }
        }
    }
    if (options.connectionChanged) {
        options.connectionChanged(state);
    }
}

Session::Session(std::unique_ptr<Parts> parts) : m_parts(std::move(parts)) {}

Session::~Session() {
    if (m_parts) {
        const std::lock_guard lock(m_parts->mutex);
        m_parts->told = nullptr;
        m_parts->storeChanged = {};
    }
    if (m_parts && m_parts->store) {
        leave();
    }
}

void Session::leave() {
    m_parts->store->endWithin(kLeaveLimit);
}

Result<std::unique_ptr<Session>> Session::open(SessionOptions options) {
    HS_TRY(crypto::init());
    auto parts = std::make_unique<Parts>();
    parts->options = std::move(options);
    if (parts->options.tenant.empty()) {
        // A person sees nothing before the tenant is named: the memberships tell which there are.
        const auto tenant =
            store::postgres::onlyTenant(storeOptions(parts->options, parts->machine).connection);
        HS_TRY(tenant);
        parts->options.tenant = *tenant;
    }
    auto wanted = storeOptions(parts->options, parts->machine);
    wanted.connectionChanged = [raw = parts.get()](const store::postgres::FeedState& state) {
        raw->feedChanged(state);
    };
    auto store = store::postgres::PostgresStore::open(std::move(wanted));
    if (!store.ok()) {
        return store.error();
    }
    parts->store = *std::move(store);
    const auto memberships = parts->store->memberships();
    HS_TRY(memberships);
    const auto me = choose(*memberships, parts->options.tenant);
    HS_TRY(me);
    parts->me = *me;
    auto keys = KeyRing::load(parts->options.keys, parts->store->clock(), parts->options.secrets);
    if (!keys.ok()) {
        return keys.error();
    }
    parts->keys = *std::move(keys);
    const auto voters = parts->store->votingKeys(parts->options.tenant);
    HS_TRY(voters);
    parts->keys->trustVoters(*voters);
    parts->clocks = std::make_unique<app::EnvironmentClockTable>(parts->store->clock());
    parts->packages =
        std::make_unique<PackageLibrary>(parts->store->packages(), parts->options.tenant,
                                         parts->options.cache, *parts->keys, parts->store->clock());
    service::ServiceOptions serviceOptions;
    if (parts->options.queuedMax > 0) {
        serviceOptions.queuedMax = parts->options.queuedMax;
    }
    auto& store_ = *parts->store;
    parts->service = std::make_unique<service::ConsoleServiceImpl>(
        service::ServicePorts{store_.store(), store_.reader(), store_.fleet(), store_.leases(), store_.feed(),
                              *parts->packages, *parts->keys, *parts->clocks, parts->random,
                              store_.coordination(), store_.records(), store_.enrolment(), store_.orders(),
                              &store_.evidence(), &store_.policies()},
        serviceOptions);
    {
        const std::lock_guard lock(parts->mutex);
        parts->told = parts->service.get();
    }
    return std::unique_ptr<Session>(new Session(std::move(parts)));
}

ports::ConsoleService& Session::service() {
    return *m_parts->service;
}
const Identity& Session::identity() const {
    return m_parts->me.identity;
}
bool Session::isProgram() const {
    return m_parts->me.program;
}
store::postgres::PostgresStore& Session::store() {
    return *m_parts->store;
}
PackageLibrary& Session::packages() {
    return *m_parts->packages;
}
KeyRing& Session::keys() {
    return *m_parts->keys;
}
ports::RandomSource& Session::random() {
    return m_parts->random;
}
ports::Clock& Session::clock() {
    return m_parts->store->clock();
}

Instant Session::publish(Instant now) {
    return m_parts->service->publisher().tick(now);
}
void Session::setWaker(std::function<void()> wake) {
    m_parts->service->publisher().setWaker(std::move(wake));
}
void Session::onStoreChanged(std::function<void()> told) {
    const std::lock_guard lock(m_parts->mutex);
    m_parts->storeChanged = std::move(told);
}
void Session::engineStopped(const std::string& why) {
    m_parts->service->publisher().engineStopped(why);
}

} // namespace hotswap::shared
