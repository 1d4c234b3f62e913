// SPDX-License-Identifier: Apache-2.0
#pragma once
// How fresh what the console shows is, and who leads.

#include "core/ports/clock.h"
#include "core/ports/connection_state.h"
#include "ui/common/formatter.h"
#include "ui/common/tone.h"
#include "ui/session/service_client.h"

#include <QObject>
#include <QtQmlIntegration/qqmlintegration.h>

#include <vector>

namespace hotswap::ui {

/// GUI thread.
class Connection : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("ConsoleSession owns it")

    Q_PROPERTY(State state READ state NOTIFY changed FINAL)
    /// "Live", "Stale since 14:03:11", "Offline, as of 14:03:11" …
    Q_PROPERTY(QString text READ text NOTIFY changed FINAL)
    Q_PROPERTY(int tone READ tone NOTIFY changed FINAL)
    /// The store is there as far as is known: it can be asked, and changed.
    Q_PROPERTY(bool online READ online NOTIFY changed FINAL)
    /// Who leads which scope, one line; or that nobody does.
    Q_PROPERTY(QString leaders READ leaders NOTIFY changed FINAL)
    /// One scope per line with leader and epoch, for the tool tip.
    Q_PROPERTY(QString leaderDetail READ leaderDetail NOTIFY changed FINAL)
    /// What it means that the console is not live, for a line across every page; empty while it is.
    Q_PROPERTY(QString warning READ warning NOTIFY changed FINAL)
    /// What is known of the cause, technical; may be empty.
    Q_PROPERTY(QString detail READ detail NOTIFY changed FINAL)
    /// Why an engine stopped itself; empty: all run.
    Q_PROPERTY(QString engineStopped READ engineStopped NOTIFY changed FINAL)

public:
    enum State {
        Waiting, ///< nothing was heard yet
        Live,    ///< what is shown is what is
        Stale,   ///< changes do not arrive, or the last call failed: what is shown may be old
        Offline, ///< the store cannot be reached: what is shown is what was known
        Stopped, ///< an engine stopped itself; what is shown is true but nothing moves
    };
    Q_ENUM(State)

    /// `link`: whoever keeps the connection to the store; nullptr: the store is in this program.
    Connection(ServiceClient& client, ports::ConnectionState* link, const ports::Clock& clock,
               Formatter& formatter, QObject* parent = nullptr);

    State state() const;
    QString text() const;
    int tone() const;
    bool online() const { return m_link.phase != ports::ConnectionPhase::Offline; }
    QString leaders() const;
    QString leaderDetail() const;
    QString warning() const;
    QString detail() const { return QString::fromStdString(m_link.detail).simplified(); }
    QString engineStopped() const { return m_engineStopped; }

Q_SIGNALS:
    void changed();

private:
    void hear(const ports::ConsoleDelta& delta);
    void follow(const ports::ConnectionStatus& link);
    Instant since() const;
    QString asOf() const;
    bool unreachable() const;

    ServiceClient& m_client;
    const ports::Clock& m_clock;
    Formatter& m_formatter;
    bool m_heard = false;
    bool m_lost = false;
    Instant m_lastReached{};
    std::vector<ports::Lease> m_leases;
    QString m_engineStopped;
    ports::ConnectionStatus m_link;
    std::unique_ptr<ports::FeedSubscription> m_listening; ///< last: ends before what it changes
};

} // namespace hotswap::ui
