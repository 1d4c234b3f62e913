// SPDX-License-Identifier: Apache-2.0
#pragma once
// A PostgreSQL cluster of one test's own, to be hurt: everything goes through tests/postgres/cluster.

#include <QJsonObject>
#include <QStringList>

#include <optional>
#include <string>

namespace hotswap::fault {

/// Removed with everything in it at the end.
class TestCluster {
public:
    /// `folder` is made; the server starts with start().
    explicit TestCluster(QString folder) : m_folder(std::move(folder)) {}
    ~TestCluster();
    TestCluster(const TestCluster&) = delete;
    TestCluster& operator=(const TestCluster&) = delete;

    /// Options as tests/postgres/cluster start has them. False: it says why on standard error.
    bool start(const QStringList& options = {});
    /// One of the other commands: stop, restart, kill, promote, pause, resume.
    bool command(const QString& name, const QStringList& options = {});

    const QString& folder() const { return m_folder; }
    /// Of the superuser.
    std::string admin() const { return text("admin"); }
    std::string host() const { return text("host"); }
    int port() const { return m_shown.value(QStringLiteral("port")).toInt(); }
    std::string passfile() const { return text("passfile"); }

private:
    std::string text(const char* key) const {
        return m_shown.value(QLatin1String(key)).toString().toStdString();
    }

    QString m_folder;
    QJsonObject m_shown;
};

/// Conninfo of the superuser on whichever of the two takes writes.
std::string eitherOf(const TestCluster& one, const TestCluster& other);

/// Ends the program at once: what tests/support keeps until the end wants to be dropped in a cluster that is
/// gone with the test.
[[noreturn]] void leave(bool good);

} // namespace hotswap::fault
