// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/wrk_load.h"

#include <QFile>
#include <QRegularExpression>

#include <csignal>

namespace hotswap::bench {

namespace {

constexpr int kEndLimitMs = 20'000;

std::uint64_t numberIn(const QString& text, const char* pattern) {
    const auto match = QRegularExpression(QString::fromLatin1(pattern)).match(text);
    std::uint64_t sum = 0;
    for (int i = 1; i <= match.lastCapturedIndex(); ++i) {
        sum += match.captured(i).toULongLong();
    }
    return sum;
}

} // namespace

WrkLoad::WrkLoad(std::uint16_t port, Connections kind, int connections) {
    QFile script(m_dir.filePath(QStringLiteral("pace.lua")));
    if (script.open(QIODevice::WriteOnly)) {
        script.write("function delay()\n   return math.random(1, 20)\nend\n");
        script.close();
    }
    QStringList arguments{QStringLiteral("--threads"),     QStringLiteral("1"),
                          QStringLiteral("--connections"), QString::number(connections),
                          QStringLiteral("--duration"),    QStringLiteral("24h"),
                          QStringLiteral("--script"),      script.fileName()};
    if (kind == Connections::Fresh) {
        arguments << QStringLiteral("--header") << QStringLiteral("Connection: close");
    }
    arguments << QStringLiteral("http://127.0.0.1:%1/").arg(port);
    m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_process.start(QStringLiteral("wrk"), arguments);
    m_process.waitForStarted();
}

WrkLoad::~WrkLoad() {
    m_process.kill();
    m_process.waitForFinished();
}

std::optional<WrkResult> WrkLoad::stop() {
    if (!running()) {
        return std::nullopt;
    }
    ::kill(static_cast<pid_t>(m_process.processId()), SIGINT);
    m_process.waitForFinished(kEndLimitMs);
    const QString text = QString::fromUtf8(m_process.readAllStandardOutput());
    WrkResult result;
    result.requests = numberIn(text, "(\\d+) requests in");
    result.failed =
        numberIn(text, "Socket errors: connect (\\d+), read (\\d+), write (\\d+), timeout (\\d+)") +
        numberIn(text, "Non-2xx or 3xx responses: (\\d+)");
    return result.requests > 0 ? std::optional(result) : std::nullopt;
}

} // namespace hotswap::bench
