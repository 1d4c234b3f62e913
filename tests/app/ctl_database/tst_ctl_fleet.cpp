// SPDX-License-Identifier: Apache-2.0
// Inventories of hosts become nodes that are expected, in a real database: again and again without harm.
#include "tests/support/postgres/ctl_members.h"

#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

using namespace hotswap;
using support::Ran;
using support::words;

namespace {

const QByteArray kCsv = "name,environment,zone,rack\r\n"
                        "web-1,Production,north,\"4, left\"\r\n"
                        "web-2,Production,south,\r\n"
                        "lab-1,,,\r\n";

const QByteArray kIni = "web-9 hotswap_label_rack=9\n"
                        "[shops]\n"
                        "shop-1\n"
                        "shop-2 hotswap_label_zone=south ansible_host=10.0.0.2\n"
                        "[shops:vars]\n"
                        "hotswap_environment=Production\n"
                        "hotswap_label_zone=north\n";

/// What ansible-inventory --list makes of it.
const QByteArray kJson = R"({"_meta": {"hostvars": {
    "web-9": {"hotswap_label_rack": 9},
    "shop-1": {"hotswap_environment": "Production", "hotswap_label_zone": "north"},
    "shop-2": {"hotswap_environment": "Production", "hotswap_label_zone": "south",
               "ansible_host": "10.0.0.2"}}},
    "all": {"children": ["shops", "ungrouped"]},
    "shops": {"hosts": ["shop-1", "shop-2"]}, "ungrouped": {"hosts": ["web-9"]}})";

} // namespace

class TestCtlFleet : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void hostsOfATableAreExpected();
    void againChangesNothing();
    void onlyWhatChangedIsChanged();
    void ansiblesInventoryInBothForms();
    void aWrongLineChangesNothing();
    void isForAdministrators();

private:
    static Ran as(const std::string& person, const QStringList& arguments) {
        return support::runCtl(arguments + QStringList{QStringLiteral("--json")}, person);
    }
    /// The four counts: added, changed, unchanged, enrolled.
    QList<int> imported(const char* file, const QByteArray& text, const char* more = "");
    Ran import(const std::string& person, const char* file, const QByteArray& text, const char* more);
    QJsonObject node(const QString& name);
    int importsAudited();

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<tests::TestDatabase> m_database;
    std::string m_ada;  ///< conninfo of an administrator
    std::string m_dora; ///< of a deployer
};

void TestCtlFleet::initTestCase() {
    m_dir = std::make_unique<QTemporaryDir>();
    auto database = tests::makeCtlDatabase();
    QVERIFY2(database.ok(), database.ok() ? "" : database.error().detail.c_str());
    m_database = *std::move(database);
    m_ada = tests::addMember(*m_database, "ada", "admin");
    m_dora = tests::addMember(*m_database, "dora", "deployer");
    QVERIFY(!m_ada.empty() && !m_dora.empty());
}

void TestCtlFleet::cleanupTestCase() {
    m_database.reset();
}

Ran TestCtlFleet::import(const std::string& person, const char* file, const QByteArray& text,
                         const char* more) {
    const QString path = m_dir->filePath(QLatin1String(file));
    QFile out(path);
    if (!out.open(QIODevice::WriteOnly) || out.write(text) != text.size()) {
        return {};
    }
    out.close();
    return as(person, words(QStringLiteral("fleet import ") + QLatin1String(more)) + QStringList{path});
}

QList<int> TestCtlFleet::imported(const char* file, const QByteArray& text, const char* more) {
    const Ran ran = import(m_ada, file, text, more);
    if (ran.status != 0) {
        qWarning("%s", ran.text().constData());
        return {};
    }
    const QJsonObject counts = ran.json()[QLatin1String("import")].toObject();
    QList<int> numbers;
    for (const char* count : {"added", "changed", "unchanged", "enrolled"}) {
        numbers << counts[QLatin1String(count)].toInt(-1);
    }
    return numbers;
}

QJsonObject TestCtlFleet::node(const QString& name) {
    const Ran ran = as(m_dora, words(QStringLiteral("fleet list")));
    for (const QJsonValue row : ran.json()[QLatin1String("nodes")].toArray()) {
        if (row[QLatin1String("name")].toString() == name) {
            return row.toObject();
        }
    }
    return {};
}

int TestCtlFleet::importsAudited() {
    return static_cast<int>(as(m_ada, words(QStringLiteral("audit list --text fleet.import")))
                                .json()[QLatin1String("records")]
                                .toArray()
                                .size());
}

void TestCtlFleet::hostsOfATableAreExpected() {
    QCOMPARE(imported("hosts.csv", kCsv, "--environment Development"), QList<int>({3, 0, 0, 0}));
    const QJsonObject web = node(QStringLiteral("web-1"));
    QCOMPARE(web[QLatin1String("environment")].toString(), QStringLiteral("Production"));
    QCOMPARE(web[QLatin1String("state")].toString(), QStringLiteral("enrolling"));
    QCOMPARE(web[QLatin1String("labels")].toObject(),
             QJsonObject({{QStringLiteral("zone"), QStringLiteral("north")},
                          {QStringLiteral("rack"), QStringLiteral("4, left")}}));
    const QJsonObject lab = node(QStringLiteral("lab-1"));
    QCOMPARE(lab[QLatin1String("environment")].toString(), QStringLiteral("Development"));
    QVERIFY(lab[QLatin1String("labels")].toObject().isEmpty());
}

void TestCtlFleet::againChangesNothing() {
    const Ran before = as(m_dora, words(QStringLiteral("fleet list")));
    QCOMPARE(imported("hosts.csv", kCsv, "--environment Development"), QList<int>({0, 0, 3, 0}));
    QCOMPARE(as(m_dora, words(QStringLiteral("fleet list"))).out, before.out);
    QCOMPARE(importsAudited(), 1); // what changes nothing is no act
}

void TestCtlFleet::onlyWhatChangedIsChanged() {
    QByteArray more = kCsv;
    more.replace("south", "east");
    more += "web-3,Production,west,\r\n";
    QCOMPARE(imported("hosts.csv", more, "--environment Development"), QList<int>({1, 1, 2, 0}));
    QCOMPARE(node(QStringLiteral("web-2"))[QLatin1String("labels")][QLatin1String("zone")].toString(),
             QStringLiteral("east"));
    // A host that an inventory leaves out stays: another inventory may name it.
    QCOMPARE(imported("one.csv", "name,environment\nweb-1,Production\n"), QList<int>({0, 1, 0, 0}));
    QVERIFY(node(QStringLiteral("web-1"))[QLatin1String("labels")].toObject().isEmpty());
    QVERIFY(!node(QStringLiteral("web-3")).isEmpty());
    QCOMPARE(importsAudited(), 3);
}

void TestCtlFleet::ansiblesInventoryInBothForms() {
    QCOMPARE(imported("hosts", kIni, "--environment Development"), QList<int>({3, 0, 0, 0}));
    QCOMPARE(imported("hosts", kIni, "--environment Development"), QList<int>({0, 0, 3, 0}));
    QCOMPARE(imported("hosts.json", kJson, "--environment Development"), QList<int>({0, 0, 3, 0}));
    QCOMPARE(node(QStringLiteral("shop-1"))[QLatin1String("labels")].toObject(),
             QJsonObject({{QStringLiteral("zone"), QStringLiteral("north")}}));
    QCOMPARE(node(QStringLiteral("shop-2"))[QLatin1String("labels")].toObject(),
             QJsonObject({{QStringLiteral("zone"), QStringLiteral("south")}})); // what is nearer wins
    QCOMPARE(node(QStringLiteral("web-9"))[QLatin1String("environment")].toString(),
             QStringLiteral("Development"));
}

void TestCtlFleet::aWrongLineChangesNothing() {
    const Ran before = as(m_dora, words(QStringLiteral("fleet list")));
    for (const auto& [text, where] : {std::pair{"name,environment\ngood-1,QA\nbad name,QA\n", "line 3"},
                                      {"name\ngood-1\n", "good-1"},
                                      {"name,environment\ngood-1,QA\ngood-1,Production\n", "good-1"},
                                      {"host\ngood-1\n", "line 1"}}) {
        const Ran ran = import(m_ada, "wrong.csv", text, "");
        QVERIFY2(ran.status == 1, ran.text());
        const QJsonValue error = ran.json()[QLatin1String("error")];
        QCOMPARE(error[QLatin1String("code")].toString(), QStringLiteral("invalidArgument"));
        QVERIFY2((ran.out + ran.err).contains(QLatin1String(where)), ran.text());
    }
    Ran ran = import(m_ada, "right.csv", kCsv, "--environment QA --format table");
    QVERIFY2(ran.status == 2 && ran.err.contains(QLatin1String("--format")), ran.text());
    ran = as(m_ada, words(QStringLiteral("fleet import /no/such/file.csv")));
    QCOMPARE(ran.status, 1);
    QCOMPARE(as(m_dora, words(QStringLiteral("fleet list"))).out, before.out);
}

void TestCtlFleet::isForAdministrators() {
    const Ran ran = import(m_dora, "more.csv", "name,environment\nweb-7,Production\n", "");
    QCOMPARE(ran.status, 1);
    QCOMPARE(ran.json()[QLatin1String("error")][QLatin1String("code")].toString(),
             QStringLiteral("permissionDenied"));
    QVERIFY(node(QStringLiteral("web-7")).isEmpty());
}

QTEST_GUILESS_MAIN(TestCtlFleet)
#include "tst_ctl_fleet.moc"
