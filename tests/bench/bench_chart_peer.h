// SPDX-License-Identifier: Apache-2.0
#pragma once
// The chart benchmark's peer: uPlot on a page in Chromium, served from this process, which hears from the
// page when it draws and how often.

#include "tests/bench/bench_chart_series.h"

#include <QProcess>
#include <QTcpServer>
#include <QTemporaryDir>

#include <functional>

class QTcpSocket;

namespace hotswap::bench {

/// What is missing to run the peer, as one sentence; empty: nothing.
QString missingForPeer();

/// How Chromium composes its picture.
enum class Composing { Default, WithoutGpu };

class ChartPeer : public QObject {
public:
    explicit ChartPeer(Composing composing);
    ~ChartPeer() override;

    /// Starts the browser and waits until the page has drawn its first picture. False: it did not.
    bool start();
    qint64 processId() const { return m_browser.processId(); }
    /// Pictures drawn so far, as the page told last: about once a second.
    int drawn() const { return m_drawn; }

private:
    void serve(QTcpSocket& socket);
    QByteArray answerTo(const QByteArray& path);

    Composing m_composing;
    QTcpServer m_server;
    QTemporaryDir m_profile;
    QProcess m_browser;
    int m_drawn = 0;
    std::function<void()> m_firstDrawn = [] {};
};

} // namespace hotswap::bench
