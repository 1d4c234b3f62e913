// SPDX-License-Identifier: Apache-2.0
#pragma once
// Keeps what a console sees on this desktop. All work with the file is done by one thread of its own: others
// leave notes, which it writes together every few seconds, or ask and wait.

#include "app/common/work_loop.h"
#include "app/offline/offline_notes.h"
#include "core/ports/kept_copy.h"

#include <atomic>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>

namespace hotswap::offline {

struct CopyOptions {
    std::filesystem::path file;
    store::local::CacheLimits limits;
    Duration interval{3'000};  ///< between two writes
    Duration pulse{60'000};    ///< between two notes of "still true" while nothing changes
    Duration askLimit{10'000}; ///< for how long a reader waits
};

/// Thread-safe. A file that cannot be used makes every question Unavailable and every note idle.
class OfflineCopy final : public ports::KeptCopy {
public:
    /// `clock`: of this machine.
    OfflineCopy(CopyOptions options, const ports::Clock& clock);
    /// Writes what was noted.
    ~OfflineCopy() override;
    OfflineCopy(const OfflineCopy&) = delete;
    OfflineCopy& operator=(const OfflineCopy&) = delete;

    /// Whose rows of a login at an address: its tenant, or the one that was used last when that is empty.
    /// NotFound when nothing is kept.
    Result<store::local::Owner> find(const std::string& address, const std::string& login,
                                     const TenantId& tenant);
    /// From now on questions and notes are about this one.
    void setOwner(store::local::Owner owner);

    /// Who the owner's login was. Blocks.
    Result<Identity> identity();
    /// Store time up to which what is kept is true. NotFound when nothing is. Blocks.
    Result<Instant> asOf();
    /// Blocks.
    Result<ports::ConsoleDelta> snapshot();
    /// Errors: Unavailable for what is not kept. Blocks.
    Result<ports::QueryAnswer> answer(const ports::ConsoleQuery& query);
    /// Nothing of the owner is kept any longer. Blocks.
    void forget();

    /// What the owner's login is now, and what it heard: store time `at`. Before the first snapshot, and
    /// after the file was cleared, only a snapshot counts: what is kept is all or nothing.
    void noteIdentity(const Identity& identity, Instant at);
    void note(const ports::ConsoleDelta& delta, Instant at);
    void note(const ports::ConsoleQuery& query, const ports::QueryAnswer& answer, Instant at);

    struct Hooks {
        /// Store time while what is shown is known to be what is; nothing otherwise.
        std::function<std::optional<Instant>()> live;
        /// A snapshot is needed: note one soon. Must not block.
        std::function<void()> wantSnapshot;
    };
    /// Called by the copy's thread until rest().
    void setHooks(Hooks hooks);
    /// Writes what was noted and calls nobody any more. Blocks.
    void rest();
    /// Waits until what was noted so far is written.
    void flush();

    ports::KeptCopyInfo info() const override;
    void clear() override;

private:
    using Job = std::function<void(store::local::LocalCache*)>;
    template <class T>
    Result<T> ask(std::function<Result<T>(store::local::LocalCache&)> question);
    void post(Job job);
    /// Waits until the thread has done it, whatever became of the file.
    void await(std::function<void()> work);
    store::local::Owner owner() const;
    Instant step();
    void open();
    void write();
    void failed(const Error& error);
    void tell();

    const CopyOptions m_options;
    const ports::Clock& m_clock;

    mutable std::mutex m_mutex; ///< guards the following
    std::vector<Job> m_jobs;
    store::local::Owner m_owner;
    std::optional<store::local::Row> m_person;
    Notes m_notes;
    Instant m_notedAt{};
    bool m_whole = false; ///< the file holds, or the notes will make it hold, everything
    Hooks m_hooks;
    ports::KeptCopyInfo m_info;

    // The thread's own:
    std::unique_ptr<store::local::LocalCache> m_cache;
    Instant m_writtenAt = Instant::min();
    Instant m_wantedAt = Instant::min(); ///< when a snapshot was last asked for
    Instant m_triedAt = Instant::min();  ///< when the file was last opened, or tried
    std::atomic<bool> m_dead{false};     ///< it stopped itself
    app::WorkLoop m_loop;                ///< last: its thread uses everything above
};

} // namespace hotswap::offline
