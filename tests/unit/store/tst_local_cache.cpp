// SPDX-License-Identifier: Apache-2.0
// What a desktop keeps: within its bounds, each owner's own, and never in the way.
#include "core/store/local/local_cache.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace hotswap;
using namespace hotswap::store::local;

namespace {

const Owner kAnn{"db:5432/hotswap", "ann", TenantId{"acme"}};

Batch one(Kind kind, const std::string& key, const std::string& body, std::int64_t rank = 0,
          bool open = false, std::int64_t at = 1'000) {
    Batch batch;
    batch.asOf = instantFromMs(at);
    batch.put[{kind, key}] = Row{key, rank, open, instantFromMs(at), body};
    return batch;
}

} // namespace

class TestLocalCache : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_dir = std::make_unique<QTemporaryDir>(); }
    void keepsUntilTheNextStart();
    void writesOnlyWhatChanged();
    void answersNobodyElse();
    void snapshotTakesAwayWhatIsGone();
    void staysWithinItsRows();
    void staysWithinItsSize();
    void forgetsOwnersBeyondTheLast();
    void isReadableByItsOwnerOnly();
    void takesNoLinkForItsFile();
    void putsADamagedFileAside();
    void noticesDamageInsideTheFile();
    void makesAnotherVersionAnew();
    void clearingLeavesNothingBehind();
    void sharesTheFileWithAnotherConsole();

private:
    std::filesystem::path file() const { return m_dir->path().toStdString() + "/cache/offline.sqlite"; }
    QString path() const { return QString::fromStdString(file().string()); }
    std::unique_ptr<LocalCache> open(CacheLimits limits = {}) {
        auto opened = LocalCache::open(file(), std::move(limits));
        if (!opened.ok()) {
            qWarning("%s", describe(opened.error()).c_str());
            return nullptr;
        }
        return *std::move(opened);
    }
    /// Overwrites bytes of the closed file.
    void overwrite(qint64 at, const QByteArray& bytes) {
        QFile raw(path());
        QVERIFY(raw.open(QIODevice::ReadWrite));
        QVERIFY(raw.seek(at));
        QCOMPARE(raw.write(bytes), bytes.size());
    }

    std::unique_ptr<QTemporaryDir> m_dir;
};

void TestLocalCache::keepsUntilTheNextStart() {
    {
        const auto cache = open();
        QVERIFY(cache);
        QVERIFY(!cache->putAside());
        QVERIFY(cache->asOf(kAnn).ok() && !cache->asOf(kAnn).value());
        QVERIFY(cache->write(kAnn, one(Kind::Node, "n1", "{\"a\":\"ä€\"}", 0, true)).ok());
        QVERIFY(cache->write(kAnn, one(Kind::Node, "n2", "second", 0, true, 5'000)).ok());
    }
    const auto cache = open();
    const auto rows = cache->rows(kAnn, Kind::Node);
    QVERIFY(rows.ok());
    QCOMPARE(rows->size(), std::size_t{2});
    QCOMPARE(rows->front().body, std::string("{\"a\":\"ä€\"}"));
    QCOMPARE(toMs(rows->front().at), std::int64_t{1'000});
    QCOMPARE(toMs(**cache->asOf(kAnn)), std::int64_t{5'000});
    const auto row = cache->row(kAnn, Kind::Node, "n2");
    QVERIFY(row.ok() && *row && (*row)->body == "second");
    QVERIFY(!*cache->row(kAnn, Kind::Node, "n3"));
    QVERIFY(!*cache->row(kAnn, Kind::Detail, "n2"));
}

void TestLocalCache::writesOnlyWhatChanged() {
    const auto cache = open();
    QVERIFY(cache->write(kAnn, one(Kind::Node, "n1", "same")).ok());
    QVERIFY(cache->write(kAnn, one(Kind::Node, "n1", "same", 0, false, 9'000)).ok());
    QCOMPARE(toMs((*cache->row(kAnn, Kind::Node, "n1"))->at), std::int64_t{1'000}); // not written again
    QCOMPARE(toMs(**cache->asOf(kAnn)), std::int64_t{9'000});                       // and known to be true
    QVERIFY(cache->write(kAnn, one(Kind::Node, "n1", "other", 0, false, 9'500)).ok());
    QCOMPARE(toMs((*cache->row(kAnn, Kind::Node, "n1"))->at), std::int64_t{9'500});
}

void TestLocalCache::answersNobodyElse() {
    const auto cache = open();
    QVERIFY(cache->write(kAnn, one(Kind::Node, "n1", "secret of ann")).ok());
    const std::vector<Owner> others{{kAnn.address, "bob", kAnn.tenant},
                                    {kAnn.address, kAnn.login, TenantId{"globex"}},
                                    {"other:5432/hotswap", kAnn.login, kAnn.tenant}};
    for (const Owner& other : others) {
        QVERIFY(cache->rows(other, Kind::Node)->empty());
        QVERIFY(!*cache->row(other, Kind::Node, "n1"));
        QVERIFY(!*cache->asOf(other));
        QVERIFY(cache->write(other, one(Kind::Node, "n1", "of another")).ok());
    }
    QCOMPARE((*cache->row(kAnn, Kind::Node, "n1"))->body, std::string("secret of ann"));
    QCOMPARE(cache->owners(kAnn.address, kAnn.login)->size(), std::size_t{2});
    QCOMPARE(cache->owners(kAnn.address, kAnn.login)->front().tenant.value,
             std::string("globex")); // last used
    QCOMPARE(cache->owners(kAnn.address, "bob")->size(), std::size_t{1});
    QVERIFY(cache->owners(kAnn.address, "eve")->empty());
    QVERIFY(cache->forget(kAnn).ok());
    QVERIFY(cache->rows(kAnn, Kind::Node)->empty());
    QCOMPARE(cache->rows(others.front(), Kind::Node)->size(), std::size_t{1});
}

void TestLocalCache::snapshotTakesAwayWhatIsGone() {
    const auto cache = open();
    for (const char* key : {"a", "b", "c"}) {
        QVERIFY(cache->write(kAnn, one(Kind::Deployment, key, "running", 1, true)).ok());
    }
    QVERIFY(cache->write(kAnn, one(Kind::Deployment, "old", "ended", 0, false)).ok());
    Batch snapshot = one(Kind::Deployment, "b", "still running", 1, true);
    snapshot.onlyOpen[Kind::Deployment] = {"b"};
    QVERIFY(cache->write(kAnn, snapshot).ok());
    const auto rows = cache->rows(kAnn, Kind::Deployment);
    QCOMPARE(rows->size(), std::size_t{2});
    QCOMPARE(rows->at(0).body, std::string("still running"));
    QCOMPARE(rows->at(1).key, std::string("old"));
}

void TestLocalCache::staysWithinItsRows() {
    CacheLimits limits;
    limits.rowsMax[Kind::Audit] = 10;
    limits.bodyBytesMax = 100;
    const auto cache = open(limits);
    for (int i = 0; i < 30; ++i) {
        QVERIFY(cache->write(kAnn, one(Kind::Audit, std::to_string(i), "record", i)).ok());
    }
    const auto rows = cache->rows(kAnn, Kind::Audit);
    QCOMPARE(rows->size(), std::size_t{10});
    QCOMPARE(rows->front().rank, std::int64_t{29});
    QCOMPARE(rows->back().rank, std::int64_t{20});
    QVERIFY(cache->write(kAnn, one(Kind::Audit, "large", std::string(101, 'x'), 99)).ok());
    QVERIFY(!*cache->row(kAnn, Kind::Audit, "large"));
}

void TestLocalCache::staysWithinItsSize() {
    CacheLimits limits;
    limits.bytesMax = 2 * 1024 * 1024;
    limits.rowsMax[Kind::Detail] = 1'000;
    const auto cache = open(limits);
    for (int i = 0; i < 60; ++i) {
        const std::string key = std::to_string(i);
        QVERIFY(cache->write(kAnn, one(Kind::Detail, key, std::string(100'000, 'x'), i)).ok());
        QVERIFY(*cache->row(kAnn, Kind::Detail, key));
    }
    const qint64 slack = 2 * 1024 * 1024; // the log that SQLite keeps beside it
    QVERIFY2(cache->bytes() <= static_cast<std::uint64_t>(limits.bytesMax + slack),
             qPrintable(QString::number(cache->bytes())));
    QVERIFY(QFileInfo(path()).size() <= limits.bytesMax);
    QVERIFY(!*cache->row(kAnn, Kind::Detail, "0"));
    // What cannot fit at all is refused, and leaves what is there alone.
    Batch much;
    for (int i = 0; i < 60; ++i) {
        much.put[{Kind::Node, std::to_string(i)}] = Row{{}, 0, true, {}, std::string(100'000, 'y')};
    }
    const Status refused = cache->write(kAnn, much);
    QVERIFY(!refused.ok() && refused.error().code == ErrorCode::NoSpace);
    QVERIFY(cache->rows(kAnn, Kind::Node)->empty());
    QVERIFY(*cache->row(kAnn, Kind::Detail, "59"));
}

void TestLocalCache::forgetsOwnersBeyondTheLast() {
    CacheLimits limits;
    limits.ownersMax = 3;
    const auto cache = open(limits);
    for (int i = 0; i < 5; ++i) {
        const Owner owner{"db", "login" + std::to_string(i), TenantId{"acme"}};
        QVERIFY(cache->write(owner, one(Kind::Node, "n1", "body")).ok());
    }
    QVERIFY(cache->rows({"db", "login1", TenantId{"acme"}}, Kind::Node)->empty());
    QCOMPARE(cache->rows({"db", "login2", TenantId{"acme"}}, Kind::Node)->size(), std::size_t{1});
}

void TestLocalCache::isReadableByItsOwnerOnly() {
    const auto onlyMine =
        QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ReadUser | QFileDevice::WriteUser;
    auto cache = open();
    QVERIFY(cache->write(kAnn, one(Kind::Node, "n1", "body")).ok());
    for (const QString& each : {path(), path() + QStringLiteral("-wal"), path() + QStringLiteral("-shm")}) {
        QVERIFY2(QFileInfo::exists(each), qPrintable(each));
        QCOMPARE(QFile::permissions(each) & ~onlyMine, QFileDevice::Permissions());
    }
    const auto folder = QFileInfo(path()).dir().path();
    QVERIFY(!(QFile::permissions(folder) & (QFileDevice::ReadGroup | QFileDevice::ReadOther |
                                            QFileDevice::ExeGroup | QFileDevice::ExeOther)));
    cache.reset();
    QVERIFY(QFile::setPermissions(path(), onlyMine | QFileDevice::ReadGroup | QFileDevice::ReadOther));
    cache = open();
    QVERIFY(cache);
    QCOMPARE(QFile::permissions(path()) & ~onlyMine, QFileDevice::Permissions());
}

void TestLocalCache::takesNoLinkForItsFile() {
    const QString other = m_dir->filePath(QStringLiteral("elsewhere"));
    QVERIFY(QDir().mkpath(QFileInfo(path()).path()));
    QVERIFY(QFile::link(other, path()));
    const auto opened = LocalCache::open(file(), {});
    QVERIFY(!opened.ok());
    QCOMPARE(opened.error().code, ErrorCode::PermissionDenied);
    QVERIFY(!QFileInfo::exists(other));
}

void TestLocalCache::putsADamagedFileAside() {
    QVERIFY(QDir().mkpath(QFileInfo(path()).path()));
    QFile raw(path());
    QVERIFY(raw.open(QIODevice::WriteOnly));
    raw.write(QByteArray(10'000, 'z'));
    raw.close();
    auto cache = open();
    QVERIFY(cache);
    QVERIFY(cache->putAside());
    QVERIFY(QFileInfo::exists(path() + QStringLiteral(".damaged")));
    QVERIFY(cache->write(kAnn, one(Kind::Node, "n1", "body")).ok());
    cache.reset();
    cache = open();
    QVERIFY(!cache->putAside());
    QCOMPARE(cache->rows(kAnn, Kind::Node)->size(), std::size_t{1});
}

void TestLocalCache::noticesDamageInsideTheFile() {
    auto cache = open();
    for (int i = 0; i < 200; ++i) {
        QVERIFY(
            cache->write(kAnn, one(Kind::Node, std::to_string(i), std::string(2'000, 'x'), 0, true)).ok());
    }
    cache.reset();
    const qint64 size = QFileInfo(path()).size();
    QVERIFY(size > 100'000);
    overwrite(8'192, QByteArray(40'000, '\x7f'));
    cache = open();
    QVERIFY(cache);
    QVERIFY(cache->putAside());
    QVERIFY(cache->rows(kAnn, Kind::Node)->empty());
}

void TestLocalCache::makesAnotherVersionAnew() {
    auto cache = open();
    QVERIFY(cache->write(kAnn, one(Kind::Node, "n1", "body")).ok());
    cache.reset();
    overwrite(60, QByteArray("\x00\x00\x00\x63", 4)); // user_version in the header
    cache = open();
    QVERIFY(cache);
    QVERIFY(!cache->putAside());
    QVERIFY(cache->rows(kAnn, Kind::Node)->empty());
    QVERIFY(cache->write(kAnn, one(Kind::Node, "n1", "body")).ok());
}

void TestLocalCache::clearingLeavesNothingBehind() {
    auto cache = open();
    const std::string secret(50'000, 'q');
    QVERIFY(cache->write(kAnn, one(Kind::Node, "n1", secret)).ok());
    const std::uint64_t full = cache->bytes();
    QVERIFY(cache->clear().ok());
    QVERIFY(cache->rows(kAnn, Kind::Node)->empty());
    QVERIFY(cache->bytes() < full);
    for (const QString& each : {path(), path() + QStringLiteral("-wal")}) {
        QFile raw(each);
        QVERIFY(!raw.exists() || raw.open(QIODevice::ReadOnly));
        QVERIFY(!raw.isOpen() || !raw.readAll().contains("qqqqqqqq"));
    }
    QVERIFY(cache->write(kAnn, one(Kind::Node, "n1", "again")).ok());
}

void TestLocalCache::sharesTheFileWithAnotherConsole() {
    const auto first = open();
    const auto second = open();
    QVERIFY(first && second);
    for (int i = 0; i < 20; ++i) {
        QVERIFY(first->write(kAnn, one(Kind::Node, "first" + std::to_string(i), "a")).ok());
        QVERIFY(second->write(kAnn, one(Kind::Node, "second" + std::to_string(i), "b")).ok());
    }
    QCOMPARE(first->rows(kAnn, Kind::Node)->size(), std::size_t{40});
    QCOMPARE(second->rows(kAnn, Kind::Node)->size(), std::size_t{40});
}

QTEST_GUILESS_MAIN(TestLocalCache)
#include "tst_local_cache.moc"
