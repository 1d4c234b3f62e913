// SPDX-License-Identifier: Apache-2.0
#include "app/offline/offline_copy.h"

#include "app/offline/offline_codec.h"
#include "app/offline/offline_pages.h"
#include "core/store/local/cache_file.h"

#include <chrono>
#include <future>
#include <utility>

namespace hotswap::offline {

namespace {

using store::local::LocalCache;
using store::local::Owner;

constexpr std::chrono::milliseconds kAwaitStep{100};

} // namespace

OfflineCopy::OfflineCopy(CopyOptions options, const ports::Clock& clock)
    : m_options(std::move(options)),
      m_clock(clock),
      m_loop("offline-copy", clock, [this](const std::string&) { m_dead = true; }) {
    m_info.file = m_options.file.string();
    m_loop.start([this] { return step(); });
}

OfflineCopy::~OfflineCopy() {
    rest();
    await([this] { m_cache.reset(); }); // by the thread that opened it
    m_loop.stop();
}

// ---- the thread ----

void OfflineCopy::post(Job job) {
    {
        const std::lock_guard lock(m_mutex);
        m_jobs.push_back(std::move(job));
    }
    m_loop.wake();
}

void OfflineCopy::await(std::function<void()> work) {
    auto done = std::make_shared<std::promise<void>>();
    auto finished = done->get_future();
    post([done, work = std::move(work)](LocalCache*) {
        work();
        done->set_value();
    });
    while (finished.wait_for(kAwaitStep) != std::future_status::ready && !m_dead) {}
}

template <class T>
Result<T> OfflineCopy::ask(std::function<Result<T>(LocalCache&)> question) {
    auto answer = std::make_shared<std::promise<Result<T>>>();
    auto got = answer->get_future();
    post([answer, question = std::move(question)](LocalCache* cache) {
        answer->set_value(cache == nullptr ? Result<T>(makeError(ErrorCode::Unavailable)) : question(*cache));
    });
    if (got.wait_for(m_options.askLimit) != std::future_status::ready) {
        return makeError(ErrorCode::Unavailable);
    }
    return got.get();
}

Instant OfflineCopy::step() {
    const Instant started = m_clock.now();
    if (!m_cache && (m_triedAt == Instant::min() || started >= m_triedAt + m_options.pulse)) {
        m_triedAt = started;
        open();
    }
    std::vector<Job> jobs;
    {
        const std::lock_guard lock(m_mutex);
        jobs.swap(m_jobs);
    }
    for (const Job& job : jobs) {
        job(m_cache.get());
    }
    const Instant now = m_clock.now();
    bool noted = false;
    bool live = false;
    {
        const std::lock_guard lock(m_mutex);
        noted = !m_notes.empty();
        live = static_cast<bool>(m_hooks.live);
    }
    const Duration pace = noted ? m_options.interval : m_options.pulse;
    if (m_writtenAt == Instant::min() || now >= m_writtenAt + pace) {
        if (noted || live) {
            write();
        }
        m_writtenAt = now;
    }
    return m_writtenAt + pace;
}

void OfflineCopy::open() {
    auto opened = LocalCache::open(m_options.file, m_options.limits);
    if (opened.ok()) {
        m_cache = *std::move(opened);
    }
    {
        const std::lock_guard lock(m_mutex);
        m_info.problem = opened.ok() ? std::nullopt : std::optional(opened.error());
        m_info.putAside = m_info.putAside || (m_cache && m_cache->putAside());
    }
    tell();
}

void OfflineCopy::tell() {
    if (!m_cache) {
        return;
    }
    const auto asOf = m_cache->asOf(owner());
    const std::uint64_t bytes = m_cache->bytes();
    const std::lock_guard lock(m_mutex);
    m_info.bytes = bytes;
    m_info.asOf = asOf.ok() ? *asOf : std::nullopt;
}

void OfflineCopy::write() {
    Notes notes;
    Owner owner;
    std::optional<store::local::Row> person;
    Instant asOf{};
    bool whole = false;
    Hooks hooks;
    {
        const std::lock_guard lock(m_mutex);
        notes = std::exchange(m_notes, {});
        person = m_person; // again each time: it is written only where it differs
        owner = m_owner;
        asOf = m_notedAt;
        whole = m_whole;
        hooks = m_hooks;
    }
    if (!m_cache || owner.login.empty()) {
        return;
    }
    const Instant now = m_clock.now();
    if (!whole) {
        if (hooks.wantSnapshot && (m_wantedAt == Instant::min() || now >= m_wantedAt + m_options.pulse)) {
            m_wantedAt = now;
            hooks.wantSnapshot();
        }
        return;
    }
    if (const auto live = hooks.live ? hooks.live() : std::nullopt) {
        asOf = std::max(asOf, *live);
    }
    auto batch = notes.batch(*m_cache, owner);
    if (!batch.ok()) {
        failed(batch.error());
        return;
    }
    if (person) {
        batch->put[{store::local::Kind::Person, kOnlyKey}] = *person;
    }
    batch->asOf = asOf;
    if (const Status written = m_cache->write(owner, *batch); !written.ok()) {
        failed(written.error());
        return;
    }
    {
        const std::lock_guard lock(m_mutex);
        m_info.problem.reset();
    }
    tell();
}

/// What is on disk is no longer all there is: it goes, and a snapshot makes it whole again.
void OfflineCopy::failed(const Error& error) {
    Owner owner;
    {
        const std::lock_guard lock(m_mutex);
        m_whole = false;
        m_notes = {};
        m_info.problem = error;
        m_info.asOf.reset();
        owner = m_owner;
    }
    const bool damaged = error.code == ErrorCode::Malformed || !m_cache->forget(owner).ok();
    if (damaged) {
        m_cache.reset();
        m_triedAt = Instant::min();
        store::local::putFileAside(m_options.file);
        const std::lock_guard lock(m_mutex);
        m_info.putAside = true;
    }
}

// ---- reading ----

Result<Owner> OfflineCopy::find(const std::string& address, const std::string& login,
                                const TenantId& tenant) {
    return ask<Owner>([=](LocalCache& cache) -> Result<Owner> {
        const auto owners = cache.owners(address, login);
        HS_TRY(owners);
        for (const Owner& owner : *owners) {
            if (tenant.empty() || owner.tenant == tenant) {
                return owner;
            }
        }
        return makeError(ErrorCode::NotFound, login);
    });
}

void OfflineCopy::setOwner(Owner owner) {
    {
        const std::lock_guard lock(m_mutex);
        if (owner == m_owner) {
            return;
        }
        m_owner = std::move(owner);
        m_notes = {};
        m_notedAt = {};
        m_person.reset();
        m_whole = false;
    }
    post([this](LocalCache*) { tell(); });
}

Owner OfflineCopy::owner() const {
    const std::lock_guard lock(m_mutex);
    return m_owner;
}

Result<Identity> OfflineCopy::identity() {
    return ask<Identity>([owner = owner()](LocalCache& cache) { return keptIdentity(cache, owner); });
}

Result<Instant> OfflineCopy::asOf() {
    return ask<Instant>([owner = owner()](LocalCache& cache) -> Result<Instant> {
        const auto asOf = cache.asOf(owner);
        HS_TRY(asOf);
        return *asOf ? Result<Instant>(**asOf) : makeError(ErrorCode::NotFound, owner.login);
    });
}

Result<ports::ConsoleDelta> OfflineCopy::snapshot() {
    return ask<ports::ConsoleDelta>(
        [owner = owner()](LocalCache& cache) { return keptSnapshot(cache, owner); });
}

Result<ports::QueryAnswer> OfflineCopy::answer(const ports::ConsoleQuery& query) {
    return ask<ports::QueryAnswer>(
        [owner = owner(), query](LocalCache& cache) { return keptAnswer(cache, owner, query); });
}

void OfflineCopy::forget() {
    (void)ask<Done>([owner = owner()](LocalCache& cache) { return cache.forget(owner); });
}

// ---- noting ----

void OfflineCopy::noteIdentity(const Identity& identity, Instant at) {
    auto body = encodeIdentity(identity);
    if (!body.ok()) {
        return;
    }
    const std::lock_guard lock(m_mutex);
    m_person = store::local::Row{kOnlyKey, 0, false, at, *std::move(body)};
}

void OfflineCopy::note(const ports::ConsoleDelta& delta, Instant at) {
    {
        const std::lock_guard lock(m_mutex);
        if (!m_whole && !delta.snapshot) {
            return;
        }
        m_whole = true;
        m_notes.add(delta, at);
        m_notedAt = std::max(m_notedAt, at);
    }
    m_loop.wake();
}

void OfflineCopy::note(const ports::ConsoleQuery& query, const ports::QueryAnswer& answer, Instant at) {
    {
        const std::lock_guard lock(m_mutex);
        if (!m_whole) {
            return;
        }
        m_notes.add(query, answer, at);
        m_notedAt = std::max(m_notedAt, at);
    }
    m_loop.wake();
}

void OfflineCopy::setHooks(Hooks hooks) {
    const std::lock_guard lock(m_mutex);
    m_hooks = std::move(hooks);
}

void OfflineCopy::flush() {
    await([this] { write(); });
}

void OfflineCopy::rest() {
    // The thread alone calls hooks: after this it calls none.
    await([this] {
        write();
        const std::lock_guard lock(m_mutex);
        m_hooks = {};
    });
}

ports::KeptCopyInfo OfflineCopy::info() const {
    const std::lock_guard lock(m_mutex);
    return m_info;
}

void OfflineCopy::clear() {
    {
        const std::lock_guard lock(m_mutex);
        if (std::exchange(m_info.clearing, true)) {
            return;
        }
        m_whole = false;
        m_notes = {};
    }
    post([this](LocalCache* cache) {
        const Status cleared = cache == nullptr ? success() : cache->clear();
        if (!cleared.ok()) {
            failed(cleared.error());
        }
        std::function<void()> want;
        {
            const std::lock_guard lock(m_mutex);
            m_info.clearing = false;
            m_info.putAside = false;
            want = m_hooks.wantSnapshot;
        }
        tell();
        if (want) {
            want();
        }
    });
}

} // namespace hotswap::offline
