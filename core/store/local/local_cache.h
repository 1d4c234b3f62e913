// SPDX-License-Identifier: Apache-2.0
#pragma once
// What a desktop keeps of a shared database for reading while that is out of reach: rows as text, each under
// its owner, in one SQLite file. Everything in it can be had again, so a file that is wrong is put aside.

#include "core/domain/ids.h"
#include "core/domain/result.h"
#include "core/domain/time.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace hotswap::store::local {

/// Whose rows: nothing of one owner is ever answered to another.
struct Owner {
    std::string address; ///< of the database
    std::string login;   ///< there
    TenantId tenant;
    auto operator<=>(const Owner&) const = default;
};

/// What a row is about. The numbers are on disk.
enum class Kind {
    Person = 0,         ///< who the owner's login is
    Node = 1,           ///< by id
    Deployment = 2,     ///< summary by id, ranked by time
    Approval = 3,       ///< by id, ranked by time
    Detail = 4,         ///< of a deployment that was looked at, by id
    Events = 5,         ///< of a deployment that was looked at, by id
    ApprovalDetail = 6, ///< one that was looked at, by id
    Audit = 7,          ///< record by sequence, ranked by it
    NodeDetail = 8,     ///< one that was looked at, by id
};

struct Row {
    std::string key;
    std::int64_t rank = 0; ///< where there are too many, the lowest go
    bool open = false;     ///< part of what a snapshot replaces
    Instant at{};          ///< store time at which this was so
    std::string body;
};

/// Changes that are written together.
struct Batch {
    Instant asOf{};                                  ///< store time up to which the owner's rows are true
    std::map<std::pair<Kind, std::string>, Row> put; ///< by kind and key
    /// Open rows of these kinds that are not named here are gone.
    std::map<Kind, std::set<std::string>> onlyOpen;
    bool empty() const { return put.empty() && onlyOpen.empty(); }
};

struct CacheLimits {
    std::int64_t bytesMax = 64 * 1024 * 1024;   ///< of the file, at least 1 MiB; 1 MiB more beside it
    std::size_t bodyBytesMax = 4 * 1024 * 1024; ///< a larger row is left out
    std::size_t ownersMax = 16;                 ///< the one that was used longest ago goes first
    /// Most rows of a kind and owner; a kind that is not named: 1.
    std::map<Kind, std::size_t> rowsMax{
        {Kind::Node, 20'000}, {Kind::Deployment, 2'000},  {Kind::Approval, 500}, {Kind::Detail, 100},
        {Kind::Events, 100},  {Kind::ApprovalDetail, 50}, {Kind::Audit, 2'000},  {Kind::NodeDetail, 100}};
};

/// To be made, used and destroyed by one thread, which may be any.
class LocalCache {
public:
    /// Opens or makes the file with mode 0600, and its folder with 0700. One that is damaged is renamed to
    /// `file`.damaged and made anew; one of another version is made anew. Errors: PermissionDenied when the
    /// file is not ours or no plain file; Unavailable when it cannot be made; Unsupported without SQLite.
    static Result<std::unique_ptr<LocalCache>> open(const std::filesystem::path& file, CacheLimits limits);
    ~LocalCache();
    LocalCache(const LocalCache&) = delete;
    LocalCache& operator=(const LocalCache&) = delete;

    /// Writes what is not there already, whole or not at all, and drops what is too much. Errors: Malformed
    /// when the file turns out to be damaged; NoSpace when it does not fit even after dropping half.
    Status write(const Owner& owner, const Batch& batch);
    /// Highest rank first; then by key.
    Result<std::vector<Row>> rows(const Owner& owner, Kind kind);
    Result<std::optional<Row>> row(const Owner& owner, Kind kind, const std::string& key);
    /// Those of this login at this address, last used first.
    Result<std::vector<Owner>> owners(const std::string& address, const std::string& login);
    /// Store time up to which the owner's rows are true; nothing: there are none.
    Result<std::optional<Instant>> asOf(const Owner& owner);
    /// Everything of one owner is gone from the file.
    Status forget(const Owner& owner);
    /// Everything of everybody is gone from the file.
    Status clear();
    /// Size of the file now, with what SQLite keeps beside it.
    std::uint64_t bytes() const;
    /// A damaged file was put aside when this was opened.
    bool putAside() const { return m_putAside; }

private:
    class Database;
    LocalCache(std::filesystem::path file, CacheLimits limits);
    Status openDatabase();
    Result<std::int64_t> ownerId(const Owner& owner);
    Result<std::int64_t> makeOwner(const Owner& owner, Instant asOf);
    Status writeOnce(const Owner& owner, const Batch& batch);
    Status putRows(std::int64_t owner, const Batch& batch);
    Status dropGone(std::int64_t owner, const Batch& batch);
    Status dropTooMany(std::int64_t owner, const Batch& batch);
    Status dropHalf();

    std::filesystem::path m_file;
    CacheLimits m_limits;
    std::unique_ptr<Database> m_database;
    bool m_putAside = false;
};

} // namespace hotswap::store::local
