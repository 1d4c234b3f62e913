// SPDX-License-Identifier: Apache-2.0
#include "tests/fault/network.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <unistd.h>

namespace hotswap::fault {

namespace {

constexpr int kAnswerMs = 10'000;
constexpr int kNetworksMax = 8192; // of two links each, in 10.213.0.0/16

/// Runs `ip`; what it complained about, empty when it did as told.
QString ip(const QStringList& arguments) {
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(QStringLiteral("ip"), arguments);
    if (!process.waitForFinished(kAnswerMs)) {
        return QStringLiteral("ip cannot be run");
    }
    const QString words = QString::fromUtf8(process.readAll()).simplified();
    return process.exitCode() == 0
               ? QString()
               : words + QStringLiteral(" (ip ") + arguments.join(QLatin1Char(' ')) + QLatin1Char(')');
}

QStringList words(const QString& line) {
    return line.split(QLatin1Char(' '), Qt::SkipEmptyParts);
}

} // namespace

FaultProxy::FaultProxy(const QString& listen, const QString& target, const QString& control)
    : m_control(control) {
    m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_process.start(QStringLiteral(HOTSWAP_FAULT_DIR "/proxy"),
                    {QStringLiteral("--listen"), listen + QStringLiteral(":0"), QStringLiteral("--target"),
                     target, QStringLiteral("--control"), control, QStringLiteral("--with-parent")});
    // The line may be there as soon as it has started: waiting would be for another one.
    const bool started = m_process.waitForStarted();
    if (started && (m_process.canReadLine() || m_process.waitForReadyRead(kAnswerMs))) {
        m_port = QJsonDocument::fromJson(m_process.readLine()).object()[QStringLiteral("port")].toInt();
    }
}

FaultProxy::~FaultProxy() {
    m_process.kill();
    m_process.waitForFinished();
}

QString FaultProxy::order(const QString& command) {
    QProcess sender;
    sender.start(QStringLiteral(HOTSWAP_FAULT_DIR "/proxy"),
                 {QStringLiteral("--control"), m_control, QStringLiteral("--send"), command});
    return sender.waitForFinished(kAnswerMs) ? QString::fromUtf8(sender.readAllStandardOutput()).trimmed()
                                             : QStringLiteral("error: no answer");
}

OwnNetwork::OwnNetwork(int number)
    : m_number(number), m_name(QStringLiteral("hsfault-%1-%2").arg(::getpid()).arg(number)) {}

std::unique_ptr<OwnNetwork> OwnNetwork::make(QString& why) {
    static int made = 0;
    if (::geteuid() != 0) {
        why = QStringLiteral("network namespaces need root");
        return nullptr;
    }
    std::unique_ptr<OwnNetwork> network(new OwnNetwork((::getpid() * 4 + made++) % kNetworksMax));
    return network->setUp(why) ? std::move(network) : nullptr;
}

OwnNetwork::~OwnNetwork() {
    // With its end outside a link goes altogether, also when something inside still holds the namespace.
    for (const Way way : {Way::Database, Way::Nodes}) {
        (void)ip({QStringLiteral("link"), QStringLiteral("del"), device(way, "o")});
    }
    (void)ip({QStringLiteral("netns"), QStringLiteral("del"), m_name});
}

bool OwnNetwork::setUp(QString& why) {
    QStringList lines{QStringLiteral("netns add ") + m_name,
                      QStringLiteral("-n %1 link set lo up").arg(m_name)};
    for (const Way way : {Way::Database, Way::Nodes}) {
        const QString out = device(way, "o");
        const QString in = device(way, "i");
        lines << QStringLiteral("link add %1 type veth peer name %2 netns %3").arg(out, in, m_name)
              << QStringLiteral("addr add %1/30 dev %2").arg(outside(way), out)
              << QStringLiteral("-n %1 addr add %2/30 dev %3").arg(m_name, inside(way), in)
              << QStringLiteral("link set %1 up").arg(out)
              << QStringLiteral("-n %1 link set %2 up").arg(m_name, in);
    }
    for (const QString& line : std::as_const(lines)) {
        why = ip(words(line));
        if (!why.isEmpty()) {
            why = QStringLiteral("no network namespace: ") + why;
            return false;
        }
    }
    return true;
}

QString OwnNetwork::device(Way way, const char* end) const {
    return QStringLiteral("hsf%1%2%3")
        .arg(m_number)
        .arg(way == Way::Database ? 'd' : 'n')
        .arg(QString::fromLatin1(end));
}

/// Two networks of four addresses each belong to a number.
QString OwnNetwork::outside(Way way) const {
    const int base = (m_number * 2 + (way == Way::Database ? 0 : 1)) * 4 + 1;
    return QStringLiteral("10.213.%1.%2").arg(base / 256).arg(base % 256);
}

QString OwnNetwork::inside(Way way) const {
    const int base = (m_number * 2 + (way == Way::Database ? 0 : 1)) * 4 + 2;
    return QStringLiteral("10.213.%1.%2").arg(base / 256).arg(base % 256);
}

QStringList OwnNetwork::wrapped(const QString& program, const QStringList& arguments) const {
    return QStringList{QStringLiteral("netns"), QStringLiteral("exec"), m_name, program} + arguments;
}

/// A link whose end outside is down takes packets and loses them; routes and sockets inside stay.
bool OwnNetwork::cut(Way way) {
    return ip({QStringLiteral("link"), QStringLiteral("set"), device(way, "o"), QStringLiteral("down")})
        .isEmpty();
}

bool OwnNetwork::mend(Way way) {
    return ip({QStringLiteral("link"), QStringLiteral("set"), device(way, "o"), QStringLiteral("up")})
        .isEmpty();
}

} // namespace hotswap::fault
