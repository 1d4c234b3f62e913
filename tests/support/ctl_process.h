// SPDX-License-Identifier: Apache-2.0
#pragma once
// hotswapctl as a process, as scripts run it. Needs HOTSWAP_BIN_DIR.

#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QStringList>

#include <vector>

namespace hotswap::support {

/// What one run came to.
struct Ran {
    int status = -1; ///< -1: it did not end in time, or crashed
    QString out;
    QString err;

    /// The last line of standard output.
    QJsonObject json() const {
        const std::vector<QJsonObject> all = objects();
        return all.empty() ? QJsonObject() : all.back();
    }
    /// Each line of standard output.
    std::vector<QJsonObject> objects() const {
        std::vector<QJsonObject> all;
        for (const QString& line : out.split(QLatin1Char('\n'), Qt::SkipEmptyParts)) {
            all.push_back(QJsonDocument::fromJson(line.toUtf8()).object());
        }
        return all;
    }
    /// For the message of a check that failed.
    QByteArray text() const { return "status " + QByteArray::number(status) + "\n" + (out + err).toUtf8(); }
};

inline QStringList words(const QString& line) {
    return line.split(QLatin1Char(' '), Qt::SkipEmptyParts);
}

/// `database` becomes HOTSWAP_DATABASE; empty: none is set. `input` is what it reads.
inline Ran runCtl(const QStringList& arguments, const std::string& database = {},
                  const QByteArray& input = {}, int limitMs = 120'000) {
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.remove(QStringLiteral("HOTSWAP_DATABASE"));
    if (!database.empty()) {
        environment.insert(QStringLiteral("HOTSWAP_DATABASE"), QString::fromStdString(database));
    }
    process.setProcessEnvironment(environment);
    process.start(qEnvironmentVariable("HOTSWAP_BIN_DIR") + QStringLiteral("/hotswapctl"), arguments);
    process.write(input);
    process.closeWriteChannel();
    if (!process.waitForFinished(limitMs) || process.exitStatus() != QProcess::NormalExit) {
        return {-1, QString::fromUtf8(process.readAllStandardOutput()),
                QString::fromUtf8(process.readAllStandardError())};
    }
    return {process.exitCode(), QString::fromUtf8(process.readAllStandardOutput()),
            QString::fromUtf8(process.readAllStandardError())};
}

} // namespace hotswap::support
