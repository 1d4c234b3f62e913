// SPDX-License-Identifier: Apache-2.0
#include "core/store/local/local_cache.h"

#include "core/store/local/cache_file.h"

#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QVariant>

#include <algorithm>
#include <utility>

namespace hotswap::store::local {

namespace {

constexpr int kSchema = 1; ///< of the tables below; another one in the file makes it anew
constexpr std::int64_t kPageBytes = 4'096;
constexpr std::int64_t kPagesMin = 256;
constexpr std::uint64_t kLogBytesMax = 1024 * 1024; ///< of what SQLite keeps beside a full file

// What SQLite answers with, https://www.sqlite.org/rescode.html
constexpr const char* kCodeError = "1"; ///< a statement of ours does not fit the tables: not ours any more
constexpr const char* kCodeCorrupt = "11";
constexpr const char* kCodeFull = "13";
constexpr const char* kCodeNoDatabase = "26";

constexpr const char* kTables[] = {
    "CREATE TABLE owner (id INTEGER PRIMARY KEY, address TEXT NOT NULL, login TEXT NOT NULL, "
    "tenant TEXT NOT NULL, as_of INTEGER NOT NULL, used INTEGER NOT NULL, UNIQUE (address, login, tenant))",
    "CREATE TABLE kept (id INTEGER PRIMARY KEY, owner INTEGER NOT NULL REFERENCES owner (id) ON DELETE "
    "CASCADE, kind INTEGER NOT NULL, key TEXT NOT NULL, rank INTEGER NOT NULL, open INTEGER NOT NULL, "
    "at INTEGER NOT NULL, body TEXT NOT NULL, UNIQUE (owner, kind, key))",
    "CREATE INDEX kept_by_rank ON kept (owner, kind, rank)",
};

QString text(const std::string& from) {
    return QString::fromStdString(from);
}

Error translated(const QSqlError& error) {
    const QString code = error.nativeErrorCode();
    const std::string words = error.text().toStdString();
    if (code == QLatin1String(kCodeError) || code == QLatin1String(kCodeCorrupt) ||
        code == QLatin1String(kCodeNoDatabase)) {
        return makeError(ErrorCode::Malformed, words);
    }
    return makeError(code == QLatin1String(kCodeFull) ? ErrorCode::NoSpace : ErrorCode::Unavailable, words);
}

Status run(QSqlQuery& query) {
    return query.exec() ? success() : Status(translated(query.lastError()));
}

} // namespace

/// One connection of QtSql by a name of its own.
class LocalCache::Database {
public:
    explicit Database(const std::filesystem::path& file)
        : m_name(QStringLiteral("hotswap-local-%1").arg(reinterpret_cast<quintptr>(this), 0, 16)) {
        QSqlDatabase made = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), m_name);
        made.setDatabaseName(text(file.string()));
        made.setConnectOptions(QStringLiteral("QSQLITE_BUSY_TIMEOUT=2000"));
    }
    ~Database() {
        get().close();
        QSqlDatabase::removeDatabase(m_name);
    }
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

    QSqlDatabase get() const { return QSqlDatabase::database(m_name, false); }

    Result<QSqlQuery> run(const char* sql, const QVariantList& values = {}) const {
        QSqlQuery query(get());
        query.setForwardOnly(true);
        if (!query.prepare(QString::fromLatin1(sql))) {
            return translated(query.lastError());
        }
        for (const QVariant& value : values) {
            query.addBindValue(value);
        }
        HS_TRY(local::run(query));
        return Result<QSqlQuery>(std::move(query));
    }

    /// The first value of the first row; empty without one.
    Result<QString> value(const char* sql) const {
        auto rows = run(sql);
        HS_TRY(rows);
        return rows->next() ? rows->value(0).toString() : QString();
    }

private:
    QString m_name;
};

LocalCache::LocalCache(std::filesystem::path file, CacheLimits limits)
    : m_file(std::move(file)), m_limits(std::move(limits)) {}

LocalCache::~LocalCache() = default;

Result<std::unique_ptr<LocalCache>> LocalCache::open(const std::filesystem::path& file, CacheLimits limits) {
    if (!QSqlDatabase::isDriverAvailable(QStringLiteral("QSQLITE"))) {
        return makeError(ErrorCode::Unsupported, "QSQLITE");
    }
    HS_TRY(guardFile(file));
    std::unique_ptr<LocalCache> cache(new LocalCache(file, std::move(limits)));
    Status opened = cache->openDatabase();
    if (!opened.ok() && opened.error().code == ErrorCode::Malformed) {
        cache->m_database.reset();
        putFileAside(file);
        HS_TRY(guardFile(file));
        cache->m_putAside = true;
        opened = cache->openDatabase();
    }
    HS_TRY(opened);
    return cache;
}

Status LocalCache::openDatabase() {
    m_database = std::make_unique<Database>(m_file);
    if (QSqlDatabase database = m_database->get(); !database.open()) {
        return translated(database.lastError());
    }
    HS_TRY(m_database->run("PRAGMA auto_vacuum = INCREMENTAL")); // counts for a file that is still empty
    const auto check = m_database->value("PRAGMA quick_check(1)");
    HS_TRY(check);
    if (*check != QLatin1String("ok")) {
        return makeError(ErrorCode::Malformed, m_file.string());
    }
    for (const char* pragma :
         {"PRAGMA journal_mode = WAL", "PRAGMA synchronous = NORMAL", "PRAGMA foreign_keys = ON",
          "PRAGMA secure_delete = ON", "PRAGMA wal_autocheckpoint = 256"}) {
        HS_TRY(m_database->run(pragma));
    }
    const std::int64_t pages = std::max(kPagesMin, m_limits.bytesMax / kPageBytes);
    HS_TRY(m_database->run(("PRAGMA max_page_count = " + std::to_string(pages)).c_str()));
    const auto version = m_database->value("PRAGMA user_version");
    HS_TRY(version);
    const int found = version->toInt();
    if (found == kSchema) {
        return success();
    }
    if (found != 0) {
        m_database.reset();
        removeFile(m_file);
        HS_TRY(guardFile(m_file));
        return openDatabase();
    }
    HS_TRY(m_database->run("BEGIN IMMEDIATE"));
    // Another console may have been faster.
    const auto there = m_database->value("SELECT count(*) FROM sqlite_master WHERE name = 'kept'");
    HS_TRY(there);
    for (const char* table : kTables) {
        if (*there == QLatin1String("0")) {
            HS_TRY(m_database->run(table));
        }
    }
    HS_TRY(m_database->run(("PRAGMA user_version = " + std::to_string(kSchema)).c_str()));
    HS_TRY(m_database->run("COMMIT"));
    return success();
}

/// 0: nothing is kept for this one.
Result<std::int64_t> LocalCache::ownerId(const Owner& owner) {
    auto found = m_database->run("SELECT id FROM owner WHERE address = ? AND login = ? AND tenant = ?",
                                 {text(owner.address), text(owner.login), text(owner.tenant.value)});
    HS_TRY(found);
    QSqlQuery& row = *found;
    return row.next() ? row.value(0).toLongLong() : std::int64_t{0};
}

Result<std::int64_t> LocalCache::makeOwner(const Owner& owner, Instant asOf) {
    HS_TRY(m_database->run(
        "INSERT INTO owner (address, login, tenant, as_of, used) "
        "VALUES (?, ?, ?, ?, 1 + (SELECT coalesce(max(used), 0) FROM owner)) "
        "ON CONFLICT DO UPDATE SET as_of = max(as_of, excluded.as_of), used = excluded.used",
        {text(owner.address), text(owner.login), text(owner.tenant.value), QVariant::fromValue(toMs(asOf))}));
    HS_TRY(
        m_database->run("DELETE FROM owner WHERE id NOT IN (SELECT id FROM owner ORDER BY used DESC LIMIT ?)",
                        {QVariant::fromValue(static_cast<qint64>(m_limits.ownersMax))}));
    return ownerId(owner);
}

Status LocalCache::write(const Owner& owner, const Batch& batch) {
    Status written = writeOnce(owner, batch);
    if (!written.ok() && written.error().code == ErrorCode::NoSpace) {
        HS_TRY(dropHalf());
        written = writeOnce(owner, batch);
    }
    if (bytes() > static_cast<std::uint64_t>(m_limits.bytesMax) + kLogBytesMax) {
        HS_TRY(m_database->run("PRAGMA wal_checkpoint(TRUNCATE)"));
    }
    return written;
}

Status LocalCache::writeOnce(const Owner& owner, const Batch& batch) {
    HS_TRY(m_database->run("BEGIN IMMEDIATE"));
    const auto change = [&]() -> Status {
        const auto id = makeOwner(owner, batch.asOf);
        HS_TRY(id);
        HS_TRY(dropGone(*id, batch));
        HS_TRY(putRows(*id, batch));
        HS_TRY(dropTooMany(*id, batch));
        HS_TRY(m_database->run("COMMIT"));
        return success();
    };
    Status done = change();
    if (!done.ok()) {
        (void)m_database->run("ROLLBACK"); // what failed is told; a full disk has rolled back by itself
    }
    return done;
}

Status LocalCache::putRows(std::int64_t owner, const Batch& batch) {
    QSqlQuery put(m_database->get());
    if (!put.prepare(QStringLiteral(
            "INSERT INTO kept (owner, kind, key, rank, open, at, body) VALUES (?, ?, ?, ?, ?, ?, ?) "
            "ON CONFLICT (owner, kind, key) DO UPDATE SET rank = excluded.rank, open = excluded.open, "
            "at = excluded.at, body = excluded.body WHERE body <> excluded.body OR open <> excluded.open "
            "OR rank <> excluded.rank"))) {
        return translated(put.lastError());
    }
    for (const auto& [place, row] : batch.put) {
        if (row.body.size() > m_limits.bodyBytesMax) {
            continue;
        }
        put.bindValue(0, QVariant::fromValue(owner));
        put.bindValue(1, static_cast<int>(place.first));
        put.bindValue(2, text(place.second));
        put.bindValue(3, QVariant::fromValue(row.rank));
        put.bindValue(4, row.open ? 1 : 0);
        put.bindValue(5, QVariant::fromValue(toMs(row.at)));
        put.bindValue(6, text(row.body));
        HS_TRY(local::run(put));
    }
    return success();
}

Status LocalCache::dropGone(std::int64_t owner, const Batch& batch) {
    for (const auto& [kind, named] : batch.onlyOpen) {
        auto open = m_database->run("SELECT key FROM kept WHERE owner = ? AND kind = ? AND open = 1",
                                    {QVariant::fromValue(owner), static_cast<int>(kind)});
        HS_TRY(open);
        QStringList gone;
        for (QSqlQuery& row = *open; row.next();) {
            if (const QString key = row.value(0).toString(); !named.contains(key.toStdString())) {
                gone << key;
            }
        }
        for (const QString& key : gone) {
            HS_TRY(m_database->run("DELETE FROM kept WHERE owner = ? AND kind = ? AND key = ?",
                                   {QVariant::fromValue(owner), static_cast<int>(kind), key}));
        }
    }
    return success();
}

Status LocalCache::dropTooMany(std::int64_t owner, const Batch& batch) {
    std::set<Kind> kinds;
    for (const auto& [place, row] : batch.put) {
        kinds.insert(place.first);
    }
    for (const Kind kind : kinds) {
        const auto named = m_limits.rowsMax.find(kind);
        const auto most = static_cast<qint64>(named == m_limits.rowsMax.end() ? 1 : named->second);
        HS_TRY(
            m_database->run("DELETE FROM kept WHERE id IN (SELECT id FROM kept WHERE owner = ? AND kind = ? "
                            "ORDER BY rank DESC, id DESC LIMIT -1 OFFSET ?)",
                            {QVariant::fromValue(owner), static_cast<int>(kind), most}));
    }
    HS_TRY(m_database->run("PRAGMA incremental_vacuum(256)"));
    return success();
}

/// The half that is cheapest to miss: other owners first, then what was looked at longest ago.
Status LocalCache::dropHalf() {
    HS_TRY(m_database->run("DELETE FROM owner WHERE used < (SELECT max(used) FROM owner)"));
    HS_TRY(m_database->run("DELETE FROM kept WHERE kind >= ? AND id IN (SELECT id FROM kept WHERE kind >= ? "
                           "ORDER BY rank LIMIT (SELECT (count(*) + 1) / 2 FROM kept WHERE kind >= ?))",
                           QVariantList(3, static_cast<int>(Kind::Detail))));
    HS_TRY(m_database->run("PRAGMA incremental_vacuum"));
    return success();
}

Result<std::vector<Row>> LocalCache::rows(const Owner& owner, Kind kind) {
    auto found = m_database->run(
        "SELECT key, rank, open, at, body FROM kept JOIN owner o ON o.id = owner WHERE "
        "o.address = ? AND o.login = ? AND o.tenant = ? AND kind = ? ORDER BY rank DESC, key",
        {text(owner.address), text(owner.login), text(owner.tenant.value), static_cast<int>(kind)});
    HS_TRY(found);
    std::vector<Row> rows;
    for (QSqlQuery& row = *found; row.next();) {
        rows.push_back({row.value(0).toString().toStdString(), row.value(1).toLongLong(),
                        row.value(2).toBool(), instantFromMs(row.value(3).toLongLong()),
                        row.value(4).toString().toStdString()});
    }
    return rows;
}

Result<std::optional<Row>> LocalCache::row(const Owner& owner, Kind kind, const std::string& key) {
    auto found = m_database->run(
        "SELECT rank, open, at, body FROM kept JOIN owner o ON o.id = owner WHERE o.address = ? AND "
        "o.login = ? AND o.tenant = ? AND kind = ? AND key = ?",
        {text(owner.address), text(owner.login), text(owner.tenant.value), static_cast<int>(kind),
         text(key)});
    HS_TRY(found);
    QSqlQuery& row = *found;
    if (!row.next()) {
        return std::optional<Row>();
    }
    return std::optional<Row>(Row{key, row.value(0).toLongLong(), row.value(1).toBool(),
                                  instantFromMs(row.value(2).toLongLong()),
                                  row.value(3).toString().toStdString()});
}

Result<std::vector<Owner>> LocalCache::owners(const std::string& address, const std::string& login) {
    auto found =
        m_database->run("SELECT tenant FROM owner WHERE address = ? AND login = ? ORDER BY used DESC",
                        {text(address), text(login)});
    HS_TRY(found);
    std::vector<Owner> owners;
    for (QSqlQuery& row = *found; row.next();) {
        owners.push_back({address, login, TenantId{row.value(0).toString().toStdString()}});
    }
    return owners;
}

Result<std::optional<Instant>> LocalCache::asOf(const Owner& owner) {
    auto found = m_database->run("SELECT as_of FROM owner WHERE address = ? AND login = ? AND tenant = ?",
                                 {text(owner.address), text(owner.login), text(owner.tenant.value)});
    HS_TRY(found);
    QSqlQuery& row = *found;
    return row.next() ? std::optional<Instant>(instantFromMs(row.value(0).toLongLong()))
                      : std::optional<Instant>();
}

Status LocalCache::forget(const Owner& owner) {
    const auto id = ownerId(owner);
    HS_TRY(id);
    HS_TRY(m_database->run("DELETE FROM owner WHERE id = ?", {QVariant::fromValue(*id)}));
    HS_TRY(m_database->run("PRAGMA incremental_vacuum"));
    HS_TRY(m_database->run("PRAGMA wal_checkpoint(TRUNCATE)"));
    return success();
}

Status LocalCache::clear() {
    HS_TRY(m_database->run("DELETE FROM owner"));
    HS_TRY(m_database->run("VACUUM"));
    HS_TRY(m_database->run("PRAGMA wal_checkpoint(TRUNCATE)"));
    return success();
}

std::uint64_t LocalCache::bytes() const {
    return fileBytes(m_file);
}

} // namespace hotswap::store::local
