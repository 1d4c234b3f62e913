// SPDX-License-Identifier: Apache-2.0
#include "tests/fault/postgres/test_cluster.h"

#include <QJsonDocument>
#include <QProcess>

#include <cstdio>
#include <cstdlib>

namespace hotswap::fault {

namespace {

constexpr int kCommandMs = 120'000;

} // namespace

TestCluster::~TestCluster() {
    if (!m_shown.isEmpty()) {
        command(QStringLiteral("remove"));
    }
}

bool TestCluster::start(const QStringList& options) {
    return command(QStringLiteral("start"), options);
}

bool TestCluster::command(const QString& name, const QStringList& options) {
    QProcess process;
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process.start(qEnvironmentVariable("HOTSWAP_SOURCE_DIR") + QStringLiteral("/tests/postgres/cluster"),
                  QStringList{name, QStringLiteral("--dir"), m_folder} + options);
    if (!process.waitForFinished(kCommandMs) || process.exitCode() != 0) {
        std::fprintf(stderr, "tests/postgres/cluster %s failed\n", qPrintable(name));
        return false;
    }
    const auto shown = QJsonDocument::fromJson(process.readAllStandardOutput()).object();
    if (!shown.isEmpty()) {
        m_shown = shown;
    }
    return true;
}

std::string eitherOf(const TestCluster& one, const TestCluster& other) {
    return "host=" + one.host() + "," + other.host() + " port=" + std::to_string(one.port()) + "," +
           std::to_string(other.port()) + " user=cluster_admin passfile=" + one.passfile() +
           " target_session_attrs=read-write dbname=postgres";
}

void leave(bool good) {
    std::fflush(nullptr);
    std::_Exit(good ? 0 : 1);
}

} // namespace hotswap::fault
