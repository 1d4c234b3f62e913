// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/bench_chart_peer.h"

#include <QEventLoop>
#include <QFile>
#include <QStandardPaths>
#include <QTcpSocket>
#include <QTimer>

#include <csignal>
#include <unistd.h>

namespace hotswap::bench {

namespace {

constexpr int kStartLimitMs = 60'000;
constexpr int kFetchLimitMs = 60'000;
constexpr int kEndLimitMs = 5'000;

/// The page draws like the item: axes, grid, eight lines, no legend; the newest 3,600 points, one more each
/// time. Lines are one pixel wide, uPlot's default and the browser's cheapest (ours are 1.6).
const char* const kPage = R"(<!doctype html>
<html><head><meta charset="utf-8"><title>chart</title>
<link rel="stylesheet" href="/uplot.css"><style>body { margin: 0; background: #fff }</style>
<script src="/uplot.js"></script></head><body><script>
const series = %1, points = %2, updateMs = %3, width = %4, height = %5, stepMs = %6, startMs = %7
const colors = ["#2459c9", "#5f6875", "#12704a", "#12704a", "#12704a", "#12704a", "#12704a", "#12704a"]
function value(s, i) {
    const noise = Math.sin(i * 12.9898 + s * 78.233) * 43758.5453
    return 20 + 12 * s + 6 * Math.sin(i / 180 + s) + 8 * (noise - Math.floor(noise))
}
const data = [new Float64Array(points)]
for (let s = 0; s < series; ++s)
    data.push(new Float64Array(points))
let next = 0
function add() {
    const full = next >= points
    const at = full ? points - 1 : next
    for (let s = 0; s <= series; ++s) {
        if (full)
            data[s].copyWithin(0, 1)
        data[s][at] = s === 0 ? (startMs + next * stepMs) / 1000 : value(s - 1, next)
    }
    ++next
}
while (next < points)
    add()
let drawn = 0
const lines = colors.map((stroke, s) => ({ label: "s" + s, stroke: stroke }))
const plot = new uPlot({
    width: width, height: height, legend: { show: false },
    series: [{}].concat(lines),
    hooks: { draw: [() => { ++drawn }] }
}, data, document.body)
setInterval(() => { add(); plot.setData(data) }, updateMs)
const tell = () => fetch("/drawn?" + drawn)
requestAnimationFrame(tell)
setInterval(tell, 1000)
</script></body></html>
)";

QString browserPath() {
    return QStandardPaths::findExecutable(QStringLiteral("chromium"));
}

QString uplotFile(const QString& name) {
    return QStringLiteral(HOTSWAP_SOURCE_ROOT "/build/peers/uplot/") + name;
}

QByteArray contentOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

QString missingForPeer() {
    if (browserPath().isEmpty()) {
        return QStringLiteral("Chromium (Debian's package chromium)");
    }
    QProcess fetch;
    fetch.setProcessChannelMode(QProcess::MergedChannels);
    fetch.start(QStringLiteral(HOTSWAP_SOURCE_ROOT "/tests/bench/fetch_uplot"), QStringList());
    if (!fetch.waitForFinished(kFetchLimitMs) || fetch.exitCode() != 0) {
        const QString said = QString::fromLocal8Bit(fetch.readAll()).trimmed();
        return QStringLiteral("uPlot (%1)").arg(said);
    }
    return {};
}

ChartPeer::ChartPeer(Composing composing) : m_composing(composing) {
    connect(&m_server, &QTcpServer::newConnection, this, [this] {
        QTcpSocket* socket = m_server.nextPendingConnection();
        connect(socket, &QTcpSocket::readyRead, this, [this, socket] { serve(*socket); });
        connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
    });
    // A session of its own: all of its processes are found by it, whatever starts them.
    m_browser.setChildProcessModifier([] { ::setsid(); });
    m_browser.setStandardOutputFile(QProcess::nullDevice());
    m_browser.setStandardErrorFile(QProcess::nullDevice());
}

ChartPeer::~ChartPeer() {
    if (m_browser.state() != QProcess::NotRunning) {
        ::kill(-static_cast<pid_t>(m_browser.processId()), SIGKILL); // its helpers too: they hold the profile
        m_browser.waitForFinished(kEndLimitMs);
    }
}

bool ChartPeer::start() {
    if (!m_server.listen(QHostAddress::LocalHost) || !m_profile.isValid()) {
        return false;
    }
    QStringList arguments{
        QStringLiteral("--no-sandbox"), // as root it refuses to start with one
        QStringLiteral("--no-first-run"),
        QStringLiteral("--disable-quic"),
        QStringLiteral("--disable-background-networking"),
        QStringLiteral("--disable-component-update"),
        QStringLiteral("--disable-sync"),
        QStringLiteral("--disable-extensions"),
        QStringLiteral("--user-data-dir=") + m_profile.path(),
        QStringLiteral("--window-position=0,0"),
        QStringLiteral("--window-size=%1,%2").arg(chart::kWidth + 20).arg(chart::kHeight + 60),
        QStringLiteral("--app=http://127.0.0.1:%1/").arg(m_server.serverPort())};
    if (m_composing == Composing::WithoutGpu) {
        arguments << QStringLiteral("--disable-gpu");
    }
    m_browser.start(browserPath(), arguments);
    QEventLoop loop;
    connect(&m_browser, &QProcess::finished, &loop, &QEventLoop::quit);
    QTimer::singleShot(kStartLimitMs, &loop, &QEventLoop::quit);
    m_firstDrawn = [&loop] { loop.quit(); };
    loop.exec();
    m_firstDrawn = [] {};
    return m_drawn > 0;
}

void ChartPeer::serve(QTcpSocket& socket) {
    if (!socket.peek(4'096).contains("\r\n\r\n")) {
        return;
    }
    const QList<QByteArray> request = socket.readAll().split(' ');
    socket.write(answerTo(request.size() > 1 ? request[1] : QByteArray()));
    socket.disconnectFromHost();
}

QByteArray ChartPeer::answerTo(const QByteArray& path) {
    QByteArray type = "text/html; charset=utf-8";
    QByteArray body;
    if (path == "/") {
        body = QString::fromLatin1(kPage)
                   .arg(QString::number(chart::kSeries), QString::number(chart::kPoints),
                        QString::number(chart::kUpdateMs), QString::number(chart::kWidth),
                        QString::number(chart::kHeight), QString::number(chart::kStepMs, 'f', 0),
                        QString::number(chart::kStartMs, 'f', 0))
                   .toUtf8();
    } else if (path == "/uplot.js") {
        type = "text/javascript";
        body = contentOf(uplotFile(QStringLiteral("uPlot.iife.min.js")));
    } else if (path == "/uplot.css") {
        type = "text/css";
        body = contentOf(uplotFile(QStringLiteral("uPlot.min.css")));
    } else if (path.startsWith("/drawn?")) {
        m_drawn = path.mid(7).toInt();
        m_firstDrawn();
    }
    return "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Type: " + type +
           "\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
}

} // namespace hotswap::bench
